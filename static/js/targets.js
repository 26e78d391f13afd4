// The grid of targets typed as in a spreadsheet; the server adds up.
(() => {
  "use strict";
  const form = document.getElementById("targets");
  if (!form) return;
  const rows = [...form.querySelectorAll(".target-grid tbody tr:not(.sector-row)")].map((row) =>
    [...row.querySelectorAll("td.entry-cell")].map((cell) => cell.querySelector("input[name^='t-']"))
  );
  const grid = window.typingGrid(form, rows, {
    changed: (input) => input.closest("td").classList.toggle("changed", grid.isChanged(input)),
  });
})();
