// The small forms of a cell's panel are sent and answered in place, wherever the panel stands.
// Without this they are pages.
(() => {
  // Nothing typed is taken away; a line above says that it did not go.
  const unsent = (cell) => {
    const line = cell.querySelector(".unsent") || document.createElement("p");
    line.className = "notice late unsent";
    line.setAttribute("role", "alert");
    line.textContent = cell.dataset.unsent;
    cell.prepend(line);
  };

  const send = async (form, cell, body) => {
    cell.setAttribute("aria-busy", "true");
    try {
      const headers = { "HX-Request": "true", "HX-Current-URL": location.href };
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body, headers });
      const login = answer.headers.get("HX-Redirect");
      if (login) {
        location.assign(login);
        return;
      }
      if (![200, 409, 422].includes(answer.status)) throw new Error(String(answer.status));
      const page = document.createElement("template");
      page.innerHTML = await answer.text();
      const fresh = page.content.querySelector("[data-cell]");
      // On a page of its own the heading stands above.
      if (!cell.querySelector("h2")) fresh.querySelector("h2")?.remove();
      cell.replaceWith(fresh);
      const said = fresh.querySelector("[role='alert'], [role='status']");
      if (said) {
        said.tabIndex = -1;
        said.focus();
      }
    } catch {
      unsent(cell);
    } finally {
      cell.removeAttribute("aria-busy");
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const cell = form.closest("[data-cell]");
    if (!cell || !form.matches("form[data-panel]")) return;
    event.preventDefault();
    if (cell.getAttribute("aria-busy") !== "true") send(form, cell, new FormData(form, event.submitter));
  });
})();
