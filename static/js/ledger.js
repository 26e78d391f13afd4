// A list: keys, columns that move in place, and what a refreshed part needs. The page works without.
(() => {
  const list = () => document.getElementById("ledger-list");
  const filters = () => document.querySelector("form[data-list-filters]");

  // Filters ------------------------------------------------------------------------------
  // A chosen value is a new list at once; a text is one when it is sent.
  const isOffered = (field) => Boolean(field.list) && (!field.value || [...field.list.options].some((one) => one.value === field.value));
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-list-filters]");
    if (form && (event.target.matches("select") || isOffered(event.target) || (/^(date|month)$/.test(event.target.type) && event.target.validity.valid))) {
      form.requestSubmit();
    }
  });
  // Empty fields stay out of the address.
  document.addEventListener("formdata", (event) => {
    if (!event.target.matches("form[data-list-filters]")) return;
    for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
  });

  // On a narrow screen the first field is enough to begin with.
  let open = false;
  const unfold = () => {
    const button = document.querySelector("[data-more-filters]");
    if (!button) return;
    button.form.classList.toggle("open", open);
    button.setAttribute("aria-expanded", String(open));
  };
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-more-filters]")) return;
    open = !open;
    unfold();
  });

  // A refreshed part ---------------------------------------------------------------------
  let typed = null;
  let left = "";
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target !== list()) return;
    const active = document.activeElement;
    // What is typed while the answer is on its way is not taken away.
    typed = active && active.form === filters() && active.matches("input") ? [active.name, active.value] : null;
    left = list().contains(active) ? (active.getAttribute("rel") || "list") : "";
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.matches("datalist")) return;
    unfold();
    if (typed && filters()) filters().elements[typed[0]].value = typed[1];
    typed = null;
    // Where the link that was pressed is gone, its neighbour or the table takes the focus.
    if (left && document.activeElement === document.body) {
      const next = document.querySelector(`#ledger-list a[rel="${left}"]`) || document.getElementById("ledger-rows");
      if (next) next.focus({ preventScroll: true });
    }
    left = "";
    const said = document.querySelector("[data-said]");
    const total = document.querySelector("#ledger-rows tfoot th");
    if (said) said.textContent = total ? total.textContent : (document.querySelector("#ledger-table .empty") || said).textContent;
  });
  // What went wrong is told by the page itself.
  for (const wrong of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(wrong, (event) => {
      // Names that cannot be offered can still be typed.
      if (event.target.list) return;
      location.assign(event.detail.pathInfo.finalRequestPath || location.href);
    });
  }

  // Menus of the list close on Escape and on a click elsewhere, also after they were refreshed.
  const menus = () => document.querySelectorAll("#ledger-list details.menu[open]");
  document.addEventListener("click", (event) => {
    for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // Columns move in place; one button sends them all --------------------------------------
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-arrange] .move");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("li");
    const other = button.name === "up" ? row.previousElementSibling : row.nextElementSibling;
    if (!other || other.classList.contains("fixed")) return;
    if (button.name === "up") other.before(row);
    else other.after(row);
    button.focus();
  });

  // Keys -----------------------------------------------------------------------------------
  const help = document.getElementById("keys");
  const choice = help && help.querySelector("[data-single-keys]");
  if (choice) {
    try {
      choice.checked = localStorage.getItem("list-keys") !== "off";
      choice.addEventListener("change", () => localStorage.setItem("list-keys", choice.checked ? "on" : "off"));
    } catch {
      /* not kept, but applied */
    }
  }
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys]")) help.showModal();
  });

  const row = (step) => {
    const links = [...document.querySelectorAll("#ledger-rows tbody a")];
    const at = links.indexOf(document.activeElement);
    const next = links[at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step];
    if (next) next.focus();
    return Boolean(next);
  };
  const press = (selector) => {
    const found = document.querySelector(selector);
    if (found) found.click();
    return Boolean(found);
  };
  const inRows = () => Boolean(document.activeElement.closest("#ledger-rows tbody"));
  const keys = {
    j: () => row(1),
    k: () => row(-1),
    ArrowDown: () => inRows() && row(1),
    ArrowUp: () => inRows() && row(-1),
    n: () => press('#ledger-list a[rel="next"]'),
    p: () => press('#ledger-list a[rel="prev"]'),
    "/": () => {
      const field = filters() && filters().elements.q;
      if (field) field.focus();
      return Boolean(field);
    },
    s: () => {
      const menu = document.getElementById("save-view");
      if (!menu) return false;
      menu.open = true;
      menu.querySelector("[name=name]").focus();
      return true;
    },
    "?": () => {
      help.showModal();
      return true;
    },
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) return;
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : null;
    if (act && (choice.checked || event.key.startsWith("Arrow")) && act()) event.preventDefault();
  });
})();
