// The grid of targets by keyboard: Enter and arrows move, Esc restores, a block from a
// spreadsheet is pasted down and right. Everything works without it; the server adds up.
(function () {
  "use strict";
  const form = document.getElementById("targets");
  if (!form) return;
  const rows = [...form.querySelectorAll(".target-grid tbody tr:not(.sector-row)")].map((row) =>
    [...row.querySelectorAll("td.entry-cell")].map((cell) => cell.querySelector("input[name^='t-']"))
  );
  const place = new Map();
  rows.forEach((row, r) => row.forEach((input, c) => input && place.set(input, [r, c])));

  function mark(input) {
    input.closest("td").classList.toggle("changed", input.value.trim() !== input.dataset.was);
  }

  function move(input, step) {
    const [r, c] = place.get(input);
    for (let next = r + step; next >= 0 && next < rows.length; next += step) {
      const other = rows[next][c];
      if (other) { other.focus(); other.select(); return; }
    }
  }

  form.addEventListener("keydown", (event) => {
    if (!place.has(event.target) || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.target, event.key === "ArrowUp" || (event.key === "Enter" && event.shiftKey) ? -1 : 1);
    } else if (event.key === "Escape") {
      event.target.value = event.target.dataset.was;
      mark(event.target);
    }
  });

  form.addEventListener("input", (event) => place.has(event.target) && mark(event.target));

  form.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (!place.has(event.target) || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const [top, left] = place.get(event.target);
    text.split("\n").forEach((line, r) =>
      line.split("\t").forEach((value, c) => {
        const input = rows[top + r] && rows[top + r][left + c];
        // A blank in the block leaves the cell as it is.
        if (input && value.trim()) { input.value = value.trim(); mark(input); }
      })
    );
  });
})();
