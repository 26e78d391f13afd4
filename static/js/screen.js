// The slide show: one slide fills the window, turned by keys, by the bar or by the clock. The
// slide that is shown stands in the address, so that it can be sent and found again.
(() => {
  const show = document.getElementById("show");
  if (!show) return;
  const root = document.documentElement;
  const slides = [...show.querySelectorAll(".slide")];
  const said = document.getElementById("slide-said");
  const button = (name) => document.querySelector(`[data-screen="${name}"]`);
  const every = Number(show.dataset.every) * 1000;
  let at = 0;
  let paused = false;
  let timer;
  if (!slides.length) return;

  if (show.dataset.themeWanted) root.dataset.theme = show.dataset.themeWanted;

  // Each slide is as large as its room allows: nothing is ever scrolled in a meeting, and few
  // lines are written large.
  const [LEAST, MOST, TURNS] = [0.4, 1.3, 7];
  const fit = (slide) => {
    const room = slide.querySelector(".slide-room");
    const body = slide.querySelector(".slide-body");
    body.style.zoom = "";
    if (matchMedia("(max-width: 900px)").matches || body.classList.contains("of-charts")) return;
    const fits = (zoom) => {
      body.style.zoom = String(zoom);
      return room.scrollHeight <= room.clientHeight && room.scrollWidth <= room.clientWidth;
    };
    if (fits(MOST)) return;
    let [low, high] = [LEAST, MOST];
    for (let turn = 0; turn < TURNS; turn += 1) {
      const middle = (low + high) / 2;
      if (fits(middle)) low = middle;
      else high = middle;
    }
    fits(low);
  };

  const wait = () => {
    clearTimeout(timer);
    if (every && !paused) timer = setTimeout(() => go((at + 1) % slides.length), every);
  };
  const go = (number, quietly) => {
    at = Math.min(Math.max(number, 0), slides.length - 1);
    slides.forEach((slide, index) => slide.classList.toggle("current", index === at));
    fit(slides[at]);
    dispatchEvent(new Event("resize"));
    if (!quietly) {
      history.replaceState(null, "", `#slide-${at + 1}`);
      said.textContent = `${at + 1} / ${slides.length}: ${slides[at].getAttribute("aria-label")}`;
    }
    wait();
  };
  const inAddress = () => Number(location.hash.replace("#slide-", "")) - 1;
  const fromAddress = () => (Number.isInteger(inAddress()) ? inAddress() : 0);

  const actions = {
    next: () => go(at + 1),
    previous: () => go(at - 1),
    first: () => go(0),
    last: () => go(slides.length - 1),
    pause: () => {
      paused = !paused;
      button("pause").setAttribute("aria-pressed", String(paused));
      wait();
    },
    theme: () => {
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      document.dispatchEvent(new CustomEvent("themechange"));
    },
    full: () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen().catch(() => {})),
    leave: () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else button("leave")?.click();
    },
  };
  const keys = {
    ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next", ArrowLeft: "previous", ArrowUp: "previous",
    PageUp: "previous", Home: "first", End: "last", f: "full", F: "full", p: "pause", P: "pause", Escape: "leave",
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !keys[event.key]) return;
    if (event.key === " " && event.target.closest("button, a, summary")) return;
    event.preventDefault();
    actions[keys[event.key]]();
  });
  for (const name of ["previous", "next", "pause", "theme", "full"]) button(name).addEventListener("click", actions[name]);
  if (!every) button("pause").hidden = true;

  let resized;
  addEventListener("resize", (event) => {
    if (!event.isTrusted) return;
    clearTimeout(resized);
    resized = setTimeout(() => fit(slides[at]), 100);
  });
  addEventListener("hashchange", () => go(fromAddress(), true));
  addEventListener("beforeprint", () => slides.forEach((slide) => (slide.querySelector(".slide-body").style.zoom = "")));
  addEventListener("afterprint", () => go(at, true));
  document.fonts.ready.then(() => fit(slides[at]));
  go(fromAddress(), true);
})();
