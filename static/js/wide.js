// The wide form: marks what is typed, says what was pasted, sends the changed cells only.
(() => {
  "use strict";
  const form = document.getElementById("wide");
  const said = document.getElementById("wide-said");
  if (!form || !said) return;
  const rows = [...form.querySelectorAll(".wide-grid tbody tr")].map((row) =>
    [...row.querySelectorAll("td:not(.sum)")].map((cell) => cell.querySelector("input[name^='c-']"))
  );
  const inputs = rows.flat().filter(Boolean);
  const words = said.dataset;
  const fill = (sentence, count) => sentence.replace("{n}", String(count));
  let paste = "";

  const tell = () => {
    const count = inputs.filter(grid.isChanged).length;
    said.textContent = [paste, count ? fill(words.changed, count) : ""].filter(Boolean).join(" · ");
  };
  const mark = (input) => input.closest("td").classList.toggle("changed", grid.isChanged(input));
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

  // A year of forty pairings has a thousand fields; those that nobody touched stay here.
  form.addEventListener("formdata", (event) => {
    for (const input of inputs) {
      if (grid.isChanged(input)) continue;
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
    if (!leaving && inputs.some(grid.isChanged)) event.preventDefault();
  });
})();
