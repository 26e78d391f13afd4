// The panel of a cell. Whoever shows a cell says so, and it is fetched into [data-cell-panel]:
//   document.dispatchEvent(new CustomEvent("cell", {detail: address}))
// Its small forms are sent and answered in place. Without this they are pages.
(() => {
  const headers = { "HX-Request": "true", "HX-Current-URL": location.href };
  let asked = 0;

  // The fragment, or nothing where the session has ended: then the login page comes.
  const fetched = async (address, options) => {
    const answer = await fetch(address, { ...options, headers });
    const login = answer.headers.get("HX-Redirect");
    if (login) {
      location.assign(login);
      return null;
    }
    if (![200, 409, 422].includes(answer.status)) throw new Error(String(answer.status));
    const page = document.createElement("template");
    page.innerHTML = await answer.text();
    return page.content.querySelector("[data-cell]");
  };

  document.addEventListener("cell", async (event) => {
    const panel = document.querySelector("[data-cell-panel]");
    // Words that are being typed stay until they are sent.
    const typing = [...(panel?.querySelectorAll("textarea") || [])].some((one) => one.value !== one.defaultValue);
    if (!panel || typing) return;
    const turn = ++asked;
    try {
      const cell = await fetched(event.detail, {});
      if (cell && turn === asked) panel.replaceChildren(cell);
    } catch {
      // The form goes on without its panel; where the line is down, it says so itself.
    }
  });

  // A name that leads to a cell's page shows the cell here instead, where there is room for it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-cell-link]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !document.querySelector("[data-cell-panel]")) return;
    event.preventDefault();
    document.dispatchEvent(new CustomEvent("cell", { detail: link.href }));
  });

  // Nothing typed is taken away; a line above says that it did not go.
  const unsent = (cell) => {
    const line = cell.querySelector(".unsent") || document.createElement("p");
    line.className = "notice late unsent";
    line.setAttribute("role", "alert");
    line.textContent = cell.dataset.unsent;
    cell.prepend(line);
  };

  const send = async (form, cell, body) => {
    const turn = ++asked;
    cell.setAttribute("aria-busy", "true");
    try {
      // The form's button is named "action", so its property is not the address.
      const fresh = await fetched(form.getAttribute("action"), { method: "POST", body });
      if (!fresh || turn !== asked) return;
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
