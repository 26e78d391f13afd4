// A focused chart is read point by point: left and right over the axis, up and down over the
// series; the values are said in a live region and shown where the mouse would show them.
(() => {
  const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.innerText.trim();

  // [{at, label, said: [{curve, point, text}]}] in the order of the axis.
  const stops = (spec) => {
    const axis = spec.layout.xaxis || {};
    const names = new Map((axis.tickvals || []).map((value, index) => [value, axis.ticktext[index]]));
    const found = new Map();
    spec.data.forEach((trace, curve) => {
      if (trace.hoverinfo === "skip") return;
      const words = trace.hovertext || trace.text || [];
      (trace.x || []).forEach((at, point) => {
        if ((trace.y || [])[point] == null || !words[point]) return;
        const stop = found.get(at) || { at, label: axis.type === "date" ? "" : names.get(at) || "", said: [] };
        // What was drawn last lies on top and matters most: this year before the last.
        stop.said.unshift({ curve, point, text: `${trace.name ? `${trace.name} ` : ""}${plain(words[point].replace(/<br>/g, " "))}` });
        found.set(at, stop);
      });
    });
    return [...found.values()].sort((a, b) => (a.at < b.at ? -1 : 1));
  };

  for (const element of document.querySelectorAll("[data-chart]")) {
    const id = element.dataset.chart;
    const region = document.querySelector(`[data-now="${CSS.escape(id)}"]`);
    let points;
    let at = -1;
    let series = -1;
    const show = () => {
      const stop = points[at];
      const said = series < 0 ? stop.said : [stop.said[series % stop.said.length]];
      region.textContent = [stop.label, said.map((one) => one.text).join("; ")].filter(Boolean).join(": ");
      if ("drawn" in element.dataset && window.Plotly) {
        window.Plotly.Fx.hover(element, said.map(({ curve, point }) => ({ curveNumber: curve, pointNumber: point })));
      }
    };
    element.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      points ||= stops(JSON.parse(document.getElementById(id).textContent));
      const last = points.length - 1;
      if (last < 0) return;
      const next = { ArrowRight: Math.min(at + 1, last), ArrowLeft: Math.max(at < 0 ? last : at - 1, 0), Home: 0, End: last }[event.key];
      const turn = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (next === undefined && turn === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      if (next !== undefined) {
        [at, series] = [next, -1];
      } else {
        at = Math.max(at, 0);
        const count = points[at].said.length;
        series = series < 0 ? (turn > 0 ? 0 : count - 1) : (series + turn + count) % count;
      }
      show();
    });
    element.addEventListener("blur", () => {
      region.textContent = "";
      if ("drawn" in element.dataset && window.Plotly) window.Plotly.Fx.unhover(element);
    });
  }
})();
