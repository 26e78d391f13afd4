// The monthly form's conveniences. The server computes and checks everything again.
(() => {
  const form = document.getElementById("monthly");
  if (!form) return;
  const cells = [...form.querySelectorAll("input[name^='v-']")];
  const abouts = [...form.querySelectorAll("[data-about]")];

  // The panel explains the cell in focus.
  const about = (row) => {
    for (const one of form.querySelectorAll("tr.current")) one.classList.remove("current");
    row.classList.add("current");
    for (const section of abouts) section.hidden = section.dataset.about !== row.dataset.code;
  };
  const rows = form.querySelectorAll("tr[data-code]");
  if (rows.length && abouts.length) about(rows[0]);

  // Enter and the arrows move between cells; Enter never sends the form by accident.
  cells.forEach((cell, index) => {
    const row = cell.closest("tr");
    cell.addEventListener("focus", () => {
      about(row);
      cell.select();
    });
    cell.addEventListener("keydown", (event) => {
      const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || event.isComposing) return;
      event.preventDefault();
      const next = cells[index + (event.key === "Enter" && event.shiftKey ? -1 : step)];
      if (next) next.focus();
    });
    cell.addEventListener("input", () => {
      preview(row, cell);
      count();
    });
  });

  // What the year to date would be, where the text is a plain number and no month is missing.
  const preview = (row, cell) => {
    const shown = row.querySelector("[data-ytd]");
    const basis = form.elements[`b-${row.dataset.code}`].value;
    const text = cell.value.trim();
    if (!shown || basis === "at" || !/^\d{1,12}(\.\d{1,4})?$/.test(text)) return;
    if (basis === "month" && row.dataset.before === undefined) return;
    const sum = Number(text) + (basis === "month" ? Number(row.dataset.before) : 0);
    const [whole, part] = sum.toFixed(Number(row.dataset.decimals)).split(".");
    shown.textContent = whole.replace(/\B(?=(\d{3})+$)/g, "\u2009") + (part ? `.${part}` : "");
  };
  const filled = form.querySelector("[data-filled]");
  const count = () => {
    if (!filled) return;
    const done = cells.filter((cell) => {
      const note = form.elements[cell.name.replace("v-", "n-")];
      return cell.value.trim() || (note && note.value.trim());
    });
    filled.textContent = String(done.length);
  };

  // Leaving with typed figures asks first.
  let dirty = false;
  form.addEventListener("input", () => {
    dirty = true;
  });
  form.addEventListener("submit", () => {
    dirty = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });
})();
