// Draws the figures of a page with Plotly when they come into sight. The data lies beside each
// as JSON; the library is fetched only then. Colours follow the theme.
(() => {
  const script = document.currentScript;
  const figures = [...document.querySelectorAll("[data-chart]")];
  if (!figures.length) return;

  const chinese = document.documentElement.lang.startsWith("zh");
  const tokens = {
    "#17212b": "--ink", "#47525e": "--ink-2", "#626c76": "--ink-3", "#b9b5a8": "--line-strong", "#dcd9cf": "--line", "#ffffff": "--card",
    "#1d4e63": "--labor", "#7a4a1e": "--industry", "#2b7a62": "--consumption", "#6a4c8c": "--support",
  };
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const themed = (value) => {
    if (typeof value === "string") return tokens[value] ? token(tokens[value]) : value;
    if (Array.isArray(value)) return value.map(themed);
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, themed(inner)]));
    }
    return value;
  };

  // On a phone twelve names do not stand side by side: every other one is left out, none is turned.
  const thinned = (axis, narrow) =>
    narrow && axis && axis.ticktext && axis.ticktext.length === 12
      ? { ...axis, ticktext: axis.ticktext.map((text, index) => (index % 2 ? "" : text)) }
      : axis;

  const layout = (own, narrow) => {
    const axis = {
      fixedrange: true, zeroline: false, automargin: true, tickfont: { color: token("--ink-2"), size: 12 },
      linecolor: token("--line-strong"), tickcolor: token("--line-strong"),
    };
    return {
      ...own,
      font: { family: token("--font"), size: 12, color: token("--ink-2") },
      paper_bgcolor: token("--card"), plot_bgcolor: token("--card"),
      margin: { l: 8, r: 12, t: 28, b: 8, ...own.margin }, showlegend: false, separators: ".\u2009",
      hovermode: own.xaxis && own.xaxis.type === "date" ? "closest" : "x unified",
      hoverlabel: { bgcolor: token("--card"), bordercolor: token("--line-strong"), font: { color: token("--ink") } },
      xaxis: { ...axis, showgrid: false, showline: true, tickangle: 0, hoverformat: "%Y-%m-%d", ...thinned(own.xaxis, narrow) },
      yaxis: { ...axis, rangemode: "tozero", gridcolor: token("--line"), showline: false, tickformat: ",~f", nticks: 6, ...own.yaxis },
    };
  };
  const config = {
    displayModeBar: false, responsive: true, showSendToCloud: false, plotlyServerURL: "", locale: chinese ? "zh-CN" : "en-US",
  };

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
    (library ||= fetched(script.dataset.plotly).then(() => (chinese ? fetched(script.dataset.locale) : undefined)));

  const drawn = new Set();
  const draw = async (element) => {
    const spec = JSON.parse(document.getElementById(element.dataset.chart).textContent);
    await plotly();
    await window.Plotly.react(element, themed(spec.data), layout(themed(spec.layout), element.clientWidth < 480), config);
    drawn.add(element);
    element.dataset.drawn = "";
  };

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

  const redraw = () => drawn.forEach(draw);
  document.addEventListener("themechange", redraw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  addEventListener("beforeprint", () => figures.forEach(draw));
})();
