// Runs before the first paint: theme and size of text chosen by hand, and that scripts run.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    if (localStorage.getItem("size") === "large") root.dataset.size = "large";
  } catch {
    /* storage may be forbidden; the system's theme is fine */
  }
})();
