// The cell panel: its small forms are sent and answered in place. Without this they are pages.
// Whoever shows a cell says so: document.dispatchEvent(new CustomEvent("cell", {detail: address})).
(() => {
  const panel = document.querySelector("[data-cell-panel]");
  if (!panel) return;
  let asked = 0;

  // Nothing typed is taken away; a line above says that it did not go.
  const unsent = () => {
    const cell = panel.querySelector("[data-unsent]");
    const line = panel.querySelector(".unsent") || document.createElement("p");
    line.className = "notice late unsent";
    line.setAttribute("role", "alert");
    line.textContent = cell.dataset.unsent;
    cell.prepend(line);
  };

  const show = async (address, options = {}) => {
    const turn = ++asked;
    panel.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, {
        ...options,
        headers: { "HX-Request": "true", "HX-Current-URL": location.href },
      });
      const login = answer.headers.get("HX-Redirect");
      if (login) {
        location.assign(login);
        return;
      }
      if (turn !== asked) return;
      if (![200, 409, 422].includes(answer.status)) throw new Error(String(answer.status));
      panel.innerHTML = await answer.text();
      if (options.method) {
        const said = panel.querySelector("[role='alert'], [role='status']");
        if (said) {
          said.tabIndex = -1;
          said.focus();
        }
      }
    } catch {
      if (turn === asked && options.method) unsent();
    } finally {
      if (turn === asked) panel.removeAttribute("aria-busy");
    }
  };

  document.addEventListener("cell", (event) => show(event.detail));
  panel.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-panel]")) return;
    event.preventDefault();
    show(form.action, { method: "POST", body: new FormData(form, event.submitter) });
  });
})();
