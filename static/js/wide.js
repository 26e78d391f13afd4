// The wide form: marks what is typed, says what was pasted, takes notes, sends the changed cells only.
(() => {
  "use strict";
  const form = document.getElementById("wide");
  const said = document.getElementById("wide-said");
  if (!form || !said) return;
  const rows = [...form.querySelectorAll(".wide-grid tbody tr:not(.group)")].map((row) =>
    [...row.querySelectorAll("td:not(.sum)")].map((cell) => cell.querySelector("input[name^='c-']"))
  );
  const inputs = rows.flat().filter(Boolean);
  const words = said.dataset;
  const fill = (sentence, count) => sentence.replace("{n}", String(count));
  let paste = "";

  const tell = () => {
    const count = inputs.filter(isTouched).length;
    said.textContent = [paste, count ? fill(words.changed, count) : ""].filter(Boolean).join(" · ");
  };
  const isNoteChanged = ({ dataset }) => (dataset.note || "") !== (dataset.noted || "");
  const isTouched = (input) => grid.isChanged(input) || isNoteChanged(input);
  const mark = (input) => {
    const cell = input.closest("td");
    cell.classList.toggle("changed", isTouched(input));
    cell.classList.toggle("noted", Boolean(input.dataset.note));
  };
  const grid = window.typingGrid(form, rows, {
    changed: (input) => {
      paste = "";
      mark(input);
      tell();
    },
    pasted: ({ cells, doubtful, closed, beyond, heads }) => {
      paste = [
        fill(words.pasted, cells),
        doubtful && fill(words.doubtful, doubtful),
        closed && fill(words.closed, closed),
        heads && fill(words.heads, heads),
        beyond && fill(words.beyond, beyond),
      ].filter(Boolean).join(" · ");
      tell();
    },
  });
  inputs.forEach(mark);
  tell();

  // The note of the cell that was typed in last; Alt+B goes there and back.
  const note = document.getElementById("wide-note");
  const noteField = note.querySelector("input");
  let current = null;
  form.addEventListener("focusin", ({ target }) => {
    if (!inputs.includes(target)) return;
    current = target;
    note.hidden = false;
    note.querySelector("b").textContent = current.getAttribute("aria-label");
    noteField.value = current.dataset.note || "";
  });
  noteField.addEventListener("input", () => {
    current.dataset.note = noteField.value.trim();
    current.closest("td").title = current.dataset.note;
    mark(current);
    tell();
  });
  form.addEventListener("keydown", (event) => {
    const there = event.target === noteField;
    const toggles = event.altKey && event.key.toLowerCase() === "b";
    if (!current || event.isComposing || !(toggles || (there && ["Enter", "Escape"].includes(event.key)))) return;
    event.preventDefault();
    (there ? current : noteField).focus();
  });

  // A year of forty pairings has a thousand fields; those that nobody touched stay here.
  form.addEventListener("formdata", (event) => {
    for (const input of inputs) {
      if (isNoteChanged(input)) event.formData.set(input.name.replace("c-", "n-"), input.dataset.note);
      if (isTouched(input)) continue;
      event.formData.delete(input.name);
      event.formData.delete(input.name.replace("c-", "w-"));
    }
  });

  // Leaving with typed figures asks first.
  let leaving = false;
  form.addEventListener("submit", () => {
    leaving = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && inputs.some(isTouched)) event.preventDefault();
  });
})();
