// A grid of inputs typed as in a spreadsheet: Enter and arrows move, Esc restores, a block that
// was copied from a sheet (clipboard.js) is pasted down and right. Everything works without it.
//
// typingGrid(form, rows, {changed, pasted}): rows holds an input or null for each place;
// an input's data-was is what it held at first. changed(input) is called after each change,
// pasted({cells, doubtful, closed, beyond, heads}) after a block was pasted.
window.typingGrid = (form, rows, { changed = () => {}, pasted = () => {} } = {}) => {
  const place = new Map();
  rows.forEach((row, r) => row.forEach((input, c) => input && place.set(input, [r, c])));
  const was = (input) => (input.dataset.was === undefined ? input.defaultValue : input.dataset.was);
  const isChanged = (input) => input.value.trim() !== was(input);

  const move = (input, down, right) => {
    let [r, c] = place.get(input);
    for (r += down, c += right; rows[r] && c >= 0 && c < rows[r].length; r += down, c += right) {
      if (rows[r][c]) {
        rows[r][c].focus();
        rows[r][c].select();
        return true;
      }
    }
    return false;
  };

  // Left and right leave a cell only from the end of its text.
  const atEnd = (input, right) =>
    input.selectionStart === 0 && input.selectionEnd === input.value.length
      ? true
      : input.selectionStart === input.selectionEnd &&
        input.selectionStart === (right > 0 ? input.value.length : 0);

  form.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!place.has(input) || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = { ArrowDown: [1, 0], ArrowUp: [-1, 0], Enter: [event.shiftKey ? -1 : 1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key];
    if (step) {
      if (step[1] && (event.shiftKey || !atEnd(input, step[1]))) return;
      // Enter never sends the form by accident.
      event.preventDefault();
      move(input, ...step);
    } else if (event.key === "Escape" && isChanged(input)) {
      input.value = was(input);
      input.select();
      changed(input);
    }
  });
  form.addEventListener("focusin", (event) => place.has(event.target) && event.target.select());
  form.addEventListener("input", (event) => place.has(event.target) && changed(event.target));

  // The server reads numbers as offices write them; this only says what to look at.
  const looksPlain = (text) => /^[+]?\d{1,15}(\.\d+)?$/.test(text.normalize("NFKC").replace(/[,\s]/g, ""));

  // Names copied along above and beside the figures are no figures: rows and columns at the
  // block's edge in which nothing looks like one.
  const isHead = (cells) => cells.some((cell) => cell.trim()) && cells.every((cell) => !/\d/.test(cell.normalize("NFKC")) || /^\s*\d{1,2}\s*月\s*$/.test(cell));
  const figures = (lines, report) => {
    const count = (cells) => {
      report.heads += cells.filter((cell) => cell.trim()).length;
    };
    while (lines.length > 1 && isHead(lines[0])) count(lines.shift());
    const column = () => lines.map((line) => line[0] || "");
    while (lines.some((line) => line.length > 1) && isHead(column())) {
      count(column());
      lines.forEach((line) => line.shift());
    }
    return lines;
  };

  form.addEventListener("paste", (event) => {
    const table = place.has(event.target) && window.copiedTable(event);
    if (!table) return;
    event.preventDefault();
    const [top, left] = place.get(event.target);
    const report = { cells: 0, doubtful: 0, closed: 0, beyond: 0, heads: 0 };
    figures(table, report).forEach((line, r) =>
      line.forEach((value, c) => {
        // A blank in the block leaves the cell as it is.
        if (!value) return;
        const row = rows[top + r];
        if (!row || left + c >= row.length) report.beyond += 1;
        else if (!row[left + c]) report.closed += 1;
        else {
          row[left + c].value = value;
          report.cells += 1;
          report.doubtful += looksPlain(value) ? 0 : 1;
          changed(row[left + c]);
        }
      })
    );
    pasted(report);
  });

  return { isChanged };
};
