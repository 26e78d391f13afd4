// What was copied from a spreadsheet, as rows of cells. A cell in quotes may hold line breaks and
// tabs, and two quotes are one. A single cell is no table: then the browser pastes as ever.
window.copiedTable = (event) => {
  const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n+$/, "");
  if (!/[\t\n]/.test(text)) return null;
  const lines = [[""]];
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const line = lines[lines.length - 1];
    const sign = text[i];
    if (quoted) {
      if (sign !== '"') line[line.length - 1] += sign;
      else if (text[i + 1] === '"') line[line.length - 1] += text[(i += 1)];
      else quoted = false;
    } else if (sign === '"' && line[line.length - 1] === "") quoted = true;
    else if (sign === "\t") line.push("");
    else if (sign === "\n") lines.push([""]);
    else line[line.length - 1] += sign;
  }
  return lines.map((line) => line.map((cell) => cell.replace(/[\u200b\ufeff]/g, "").replace(/\s+/g, " ").trim()));
};
