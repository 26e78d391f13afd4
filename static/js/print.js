// Printing: every chart drawn and every table open before the dialogue, the foot of each sheet
// filled in, and all as it was afterwards.
(() => {
  const root = document.documentElement;
  const { printFoot, printMade } = document.body.dataset;
  if (printFoot) {
    const today = new Date().toLocaleDateString("sv");
    root.style.setProperty("--print-foot", JSON.stringify(`${printFoot} · ${printMade} ${today}`));
  }

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open], .menu)")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });

  for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", async () => {
      if (window.drawAllCharts) await window.drawAllCharts();
      print();
    });
  }
})();
