// Filling several cells at once: a block from a spreadsheet, or 0 where nothing happened. What
// was done is said, nothing is dropped in silence, and one button takes it back.
(() => {
  const { monthly } = window;
  if (!monthly?.touch) return;
  const { rows, say, notice } = monthly;
  const DIGITS = /[\d０-９〇零一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]/;

  const plainName = (name) =>
    name.normalize("NFKC").toLowerCase().replace(/[(（[【][^)）\]】]*[)）\]】]/g, "").replace(/[\s:：、,，.。“”"'—-]/g, "").replace(/^其中/, "");
  const names = new Map();
  for (const row of rows) for (const name of row.tr.dataset.names.split("|")) names.set(plainName(name), row);
  const isBelow = /^\s*其中/;
  const rowOf = (cell, last) => {
    const found = names.get(plainName(cell));
    if (found || !last || !isBelow.test(cell)) return found;
    // 其中：脱贫人口 stands below its whole and is named no further.
    const below = rows.filter((row) => row.tr.dataset.whole === last.code && plainName(row.name).includes(plainName(cell)));
    return below.length === 1 ? below[0] : undefined;
  };

  // → {cells: [[row, text]], left: rows not used, blank: cells left as they are, byName}
  const placed = (lines, start) => {
    const nameColumn = lines.some((line) => names.has(plainName(line[0])) && line.length > 1) ? 0 : -1;
    return nameColumn < 0 ? byPlace(lines, start) : byName(lines);
  };
  const byName = (lines) => {
    const cells = [];
    const left = [];
    let blank = 0;
    let last;
    const matched = lines.filter((line) => names.has(plainName(line[0])));
    const width = Math.max(...lines.map((line) => line.length));
    // The column of figures: the first in which most of the named rows have digits.
    const score = (column) => matched.filter((line) => DIGITS.test(line[column] || "")).length;
    let column = 1;
    for (let other = 2; other < width; other += 1) if (score(other) > score(column)) column = other;
    for (const line of lines) {
      const row = rowOf(line[0], last);
      if (!row) {
        if (line.some((cell) => cell)) left.push(line.filter((cell) => cell).join(" "));
      } else if (line[column]) cells.push([row, line[column]]);
      else blank += 1;
      if (row && !isBelow.test(line[0])) last = row;
    }
    return { cells, left, blank, byName: true };
  };
  const byPlace = (lines, start) => {
    const cells = [];
    const left = [];
    let blank = 0;
    // Headings above the figures are no figures.
    while (lines.length && lines[0].some((cell) => cell) && !lines[0].some((cell) => DIGITS.test(cell))) left.push(lines.shift().filter((cell) => cell).join(" "));
    const width = Math.max(0, ...lines.map((line) => line.length));
    const score = (column) => lines.filter((line) => DIGITS.test(line[column] || "")).length;
    let column = 0;
    for (let other = 1; other < width; other += 1) if (score(other) > score(column)) column = other;
    lines.forEach((line, index) => {
      const row = rows[start + index];
      if (!row) {
        if (line.some((cell) => cell)) left.push(line.filter((cell) => cell).join(" "));
      } else if (line[column]) cells.push([row, line[column]]);
      else blank += 1;
      const beside = line.filter((cell, place) => cell && place !== column);
      if (row && beside.length) left.push(beside.join(" "));
    });
    return { cells, left, blank, byName: false };
  };
  const listed = (texts) => {
    const short = texts.slice(0, 5).map((text) => (text.length > 30 ? `${text.slice(0, 30)}…` : text));
    return short.join("；") + (texts.length > 5 ? "…" : "");
  };

  // Put texts into cells, save them by one request, say what came of it, offer the way back.
  const fill = async (cells, sentence) => {
    const before = cells.map(([row]) => ({ row, text: row.input.value, basis: row.basis.value, prefill: row.prefilled?.value }));
    for (const [row, text, basis] of cells) {
      row.input.value = text;
      if (basis) row.basis.value = basis;
      if (row.prefilled) row.prefilled.value = "";
      monthly.tell(row, []);
      monthly.showBasis(row);
      monthly.touch(row);
      monthly.preview(row);
    }
    const open = await monthly.flush();
    const wrong = cells.filter(([row]) => monthly.pending.get(row.code)?.held).length;
    const undo = document.createElement("button");
    undo.type = "button";
    undo.className = "btn btn-small";
    undo.textContent = say("undo");
    undo.addEventListener("click", async () => {
      for (const one of before) {
        one.row.input.value = one.text;
        one.row.basis.value = one.basis;
        if (one.prefill) one.row.prefilled.value = one.prefill;
        monthly.tell(one.row, one.prefill ? [say("confirm")] : []);
        monthly.showBasis(one.row);
        if (one.prefill) emptied(one.row);
        else monthly.touch(one.row);
        monthly.preview(one.row);
      }
      await monthly.flush();
      notice("did", say("undone"));
      before[0]?.row.input.focus();
    });
    notice("did", sentence(wrong, open), wrong ? "watch" : "ok", [undo]);
  };
  // A stock that showed last month's count: empty on the server, last month's count on the screen.
  const emptied = (row) => {
    const shown = row.input.value;
    row.input.value = "";
    monthly.touch(row);
    monthly.flush().then(() => {
      if (row.input.value !== "") return;
      row.prefilled.value = shown;
      row.input.value = shown;
      monthly.setState(row, "ask", say("toConfirm"));
      monthly.tell(row, [say("confirm")]);
      monthly.count();
    });
  };

  rows.forEach((row, index) =>
    row.input.addEventListener("paste", (event) => {
      const table = window.copiedTable(event);
      if (!table) return;
      event.preventDefault();
      const found = placed(table, index);
      if (!found.cells.length) {
        notice("did", say("pasteRefused", { rows: listed(found.left) || "—" }), "watch");
        return;
      }
      fill(found.cells, (wrong) =>
        [
          say(wrong ? "pasted" : "pastedClean", { n: found.cells.length, wrong }),
          found.byName ? say("pasteNames") : "",
          found.blank ? say("pasteBlank", { n: found.blank }) : "",
          found.left.length ? say("pasteLeft", { rows: listed(found.left) }) : "",
        ].filter(Boolean).join(" ")
      );
    })
  );

  monthly.zeros = () => {
    const empty = rows.filter((row) => !row.stock && !row.input.value.trim() && !(row.note && row.note.value.trim()));
    if (!empty.length) return notice("did", say("noZeros"));
    const cells = empty.map((row) =>
      // The year to date of a month without anything is what it was before.
      row.basis.value === "ytd" && row.before ? [row, row.before, "ytd"] : [row, "0", "month"]
    );
    return fill(cells, () => say("zeros", { n: empty.length, cells: empty.map((row) => row.name).join("、") }));
  };
})();
