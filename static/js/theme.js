// Runs before the first paint: the theme chosen by hand, and that scripts run.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {
    /* storage may be forbidden; the system's theme is fine */
  }
})();
