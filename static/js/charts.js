// Draws the figures of a page with Plotly when they come into sight. The data lies beside each
// as JSON; the library is fetched only then. Colours follow the theme; paper and pictures are light.
(() => {
  const script = document.currentScript;
  const figures = [...document.querySelectorAll("[data-chart]")];
  if (!figures.length) return;

  const chinese = document.documentElement.lang.startsWith("zh");
  const tokens = {
    "#17212b": "--ink", "#47525e": "--ink-2", "#626c76": "--ink-3", "#b9b5a8": "--line-strong", "#dcd9cf": "--line", "#ffffff": "--card",
    "#1d4e63": "--labor", "#7a4a1e": "--industry", "#2b7a62": "--consumption", "#6a4c8c": "--support",
  };
  const light = Object.fromEntries(Object.entries(tokens).map(([colour, name]) => [name, colour]));
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  // What a drawing is made for: the page in its theme, or white paper (a print, a picture).
  const SCREEN = { colour: token, scale: 1 };
  const onPaper = (name) => light[name] || token(name);
  const PICTURE = { colour: onPaper, scale: 1.6, width: 1200, height: 675 };
  // A page with a wide table is printed across (print.css); its drawings have more room.
  const ACROSS = ".table.figures, .table.readings, .matrix.rows-pairings, .wide-print";
  const paper = () => {
    const size = document.querySelector(ACROSS) ? { width: 620, height: 214 } : { width: 400, height: 236 };
    return { colour: onPaper, scale: 0.9, ...size };
  };

  const themed = (value, colour) => {
    if (typeof value === "string") return tokens[value] ? colour(tokens[value]) : value;
    if (Array.isArray(value)) return value.map((inner) => themed(inner, colour));
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, themed(inner, colour)]));
    }
    return value;
  };

  // Letters, lines and distances grow with the drawing: for a meeting room and for a picture.
  const SIZES = new Set(["size", "width", "xshift", "yshift"]);
  const MARGINS = new Set(["l", "r", "t", "b"]);
  const scaled = (value, by, sizes = SIZES) => {
    if (by === 1 || !value || typeof value !== "object") return value;
    if (Array.isArray(value)) return value.map((inner) => scaled(inner, by, sizes));
    const grown = ([key, inner]) =>
      typeof inner === "number" && sizes.has(key) ? [key, inner * by] : [key, scaled(inner, by, key === "margin" ? MARGINS : sizes)];
    return Object.fromEntries(Object.entries(value).map(grown));
  };

  // On a phone twelve names do not stand side by side: every other one is left out, none is turned.
  const thinned = (axis, narrow) =>
    narrow && axis && axis.ticktext && axis.ticktext.length === 12
      ? { ...axis, ticktext: axis.ticktext.map((text, index) => (index % 2 ? "" : text)) }
      : axis;

  const layout = (own, narrow, { colour }) => {
    const axis = {
      fixedrange: true, zeroline: false, automargin: true, tickfont: { color: colour("--ink-2"), size: 12 },
      linecolor: colour("--line-strong"), tickcolor: colour("--line-strong"),
    };
    return {
      ...own,
      font: { family: token("--font"), size: 12, color: colour("--ink-2") },
      paper_bgcolor: colour("--card"), plot_bgcolor: colour("--card"),
      margin: { l: 8, r: 12, t: 28, b: 8, ...own.margin }, showlegend: false, separators: ".\u2009",
      hovermode: own.xaxis && own.xaxis.type === "date" ? "closest" : "x unified",
      hoverlabel: { bgcolor: colour("--card"), bordercolor: colour("--line-strong"), font: { color: colour("--ink") } },
      xaxis: { ...axis, showgrid: false, showline: true, tickangle: 0, hoverformat: "%Y-%m-%d", ...thinned(own.xaxis, narrow) },
      yaxis: { ...axis, rangemode: "tozero", gridcolor: colour("--line"), showline: false, tickformat: ",~f", nticks: 6, ...own.yaxis },
    };
  };
  const config = {
    displayModeBar: false, responsive: true, showSendToCloud: false, plotlyServerURL: "", locale: chinese ? "zh-CN" : "en-US",
  };

  // A saved copy carries the library inside; then nothing is fetched.
  const fetched = (address) =>
    new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = address;
      element.onload = resolve;
      element.onerror = reject;
      document.head.append(element);
    });
  let library;
  const plotly = () =>
    (library ||= window.Plotly
      ? Promise.resolve()
      : fetched(script.dataset.plotly).then(() => (chinese ? fetched(script.dataset.locale) : undefined)));

  const figure = (id, look, narrow) => {
    const spec = JSON.parse(document.getElementById(id).textContent);
    const by = look.scale;
    return {
      data: scaled(themed(spec.data, look.colour), by),
      layout: scaled(layout(themed(spec.layout, look.colour), narrow, look), by),
    };
  };

  const drawn = new Set();
  const paint = (element, look) => {
    const scale = look === SCREEN ? Number(token("--chart-scale")) || 1 : look.scale;
    const made = figure(element.dataset.chart, { ...look, scale }, (look.width || element.clientWidth) < 480 * scale);
    const size = look === SCREEN ? { autosize: true } : { autosize: false, width: look.width, height: look.height };
    window.Plotly.react(element, made.data, { ...made.layout, ...size }, config);
    drawn.add(element);
    element.dataset.drawn = "";
    // Whoever listens gets the sentence, the points by key and the table, not loose labels.
    for (const part of element.children) part.setAttribute("aria-hidden", "true");
  };
  const draw = (element) => plotly().then(() => paint(element, SCREEN));

  const seen = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) {
          seen.unobserve(entry.target);
          draw(entry.target);
        }
      }
    },
    { rootMargin: "200px" },
  );
  for (const element of figures) seen.observe(element);

  const redraw = () => drawn.forEach((element) => element.clientWidth && paint(element, SCREEN));
  document.addEventListener("themechange", redraw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);

  // On paper: light, at the width it is printed. What was never in sight is drawn at once if the
  // library is here; if not, its table is printed alone. The print button waits for all of them.
  addEventListener("beforeprint", () => {
    const look = paper();
    if (window.Plotly) for (const element of figures) paint(element, look);
  });
  addEventListener("afterprint", redraw);
  window.drawAllCharts = () => Promise.all(figures.map(draw));

  // A picture with its title, source and date in it, for a document.
  const today = () => new Date().toLocaleDateString("sv");
  const picture = async (button) => {
    await plotly();
    const id = button.dataset.png;
    const text = (part) => document.getElementById(`${id}-${part}`)?.textContent.trim() || "";
    const made = figure(id, PICTURE, false);
    const line = (words, y, yshift, size, tone, weight = 400) => ({
      text: words, xref: "paper", yref: "paper", x: 0, y, xanchor: "left", yanchor: y ? "bottom" : "top", yshift,
      showarrow: false, align: "left", font: { size, weight, color: PICTURE.colour(tone) },
    });
    const escaped = (words) => words.replace(/&/g, "&amp;").replace(/</g, "&lt;");
    const foot = `${escaped(button.dataset.foot)}<br>${escaped(button.dataset.source)} · ${escaped(button.dataset.made)} ${today()}`;
    const margin = { ...made.layout.margin, l: 24, t: 150, b: 120 };
    const framed = {
      ...made.layout, margin, width: PICTURE.width, height: PICTURE.height,
      annotations: [
        ...(made.layout.annotations || []),
        line(escaped(text("title")), 1, 92, 30, "--ink", 700),
        line(escaped(text("note")), 1, 60, 18, "--ink-2"),
        line(foot, 0, -52, 17, "--ink-2"),
      ],
    };
    const filename = `${text("title")} ${today()}`.replace(/[\\/:*?"<>|\s：]+/g, "-");
    await window.Plotly.downloadImage(
      { data: made.data, layout: framed, config }, { format: "png", scale: 2, width: PICTURE.width, height: PICTURE.height, filename },
    );
  };
  for (const button of document.querySelectorAll("[data-png]")) button.addEventListener("click", () => picture(button));
})();
