// Small conveniences; every page works without them.
(() => {
  const root = document.documentElement;

  // Theme: system, light or dark.
  const buttons = document.querySelectorAll("button[data-set-theme]");
  const show = () => {
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.setTheme === (root.dataset.theme || "")));
    }
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const theme = button.dataset.setTheme;
      if (theme) root.dataset.theme = theme;
      else delete root.dataset.theme;
      try {
        if (theme) localStorage.setItem("theme", theme);
        else localStorage.removeItem("theme");
      } catch {
        /* not kept, but applied */
      }
      show();
      document.dispatchEvent(new CustomEvent("themechange"));
    });
  }
  show();

  // Large text: on or off, remembered like the theme.
  for (const button of document.querySelectorAll("button[data-toggle-size]")) {
    const press = () => button.setAttribute("aria-pressed", String(root.dataset.size === "large"));
    button.addEventListener("click", () => {
      const large = root.dataset.size !== "large";
      if (large) root.dataset.size = "large";
      else delete root.dataset.size;
      try {
        if (large) localStorage.setItem("size", "large");
        else localStorage.removeItem("size");
      } catch {
        /* not kept, but applied */
      }
      press();
      window.dispatchEvent(new Event("resize"));
    });
    press();
  }

  // A changed year, month or programme is a new page at once.
  for (const form of document.querySelectorAll("form[data-autosubmit]")) {
    form.addEventListener("change", (event) => {
      if (event.target.matches("select") || (event.target.type === "date" && event.target.validity.valid)) {
        form.requestSubmit();
      }
    });
    // Empty fields stay out of the address.
    form.addEventListener("formdata", (event) => {
      for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
    });
  }

  // Menus close on Escape and on a click elsewhere.
  const menus = document.querySelectorAll("details.menu");
  document.addEventListener("click", (event) => {
    for (const menu of menus) if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus) {
      if (menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    }
  });

  // On a narrow screen the current section of the navigation is in sight.
  const nav = document.querySelector(".nav");
  const current = nav && nav.querySelector("[aria-current]");
  if (current && nav.scrollWidth > nav.clientWidth) {
    nav.scrollLeft = current.offsetLeft - nav.offsetLeft - (nav.clientWidth - current.clientWidth) / 2;
  }

  // What an export is for goes along with the link that is followed.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-exports] a[href]");
    const typed = link?.closest("[data-exports]").querySelector("[data-purpose]");
    if (!typed) return;
    const address = new URL(link.href);
    const purpose = typed.value.trim();
    if (purpose) address.searchParams.set("purpose", purpose);
    else address.searchParams.delete("purpose");
    link.href = address.href;
  });
})();
