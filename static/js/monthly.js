// The monthly form by keyboard: rows, moving, previews, the panel. The server computes and
// checks everything again; monthly-saving.js keeps what is typed, monthly-paste.js fills blocks.
(() => {
  const form = document.getElementById("monthly");
  if (!form) return;
  const words = JSON.parse(document.getElementById("monthly-words")?.textContent || "{}");
  const say = (key, values = {}) =>
    (words[key] || key).replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
  const WAS = "¦";

  const rows = [...form.querySelectorAll("tr[data-code]")]
    .map((tr) => {
      const code = tr.dataset.code;
      const field = (mark) => form.elements[`${mark}-${code}`];
      return {
        code, tr, input: field("v"), basis: field("b"), note: field("n"), was: field("w"),
        prefilled: field("p"), tick: field("ok"), toggle: tr.querySelector("button.basis"),
        state: tr.querySelector(".entry-state"), notes: tr.querySelector(".cell-notes"),
        cell: tr.querySelector(".entry-cell"), name: tr.dataset.name, stock: "stock" in tr.dataset,
        decimals: Number(tr.dataset.decimals), before: tr.dataset.before, target: tr.dataset.target,
      };
    })
    .filter((row) => row.input);
  const byCode = new Map(rows.map((row) => [row.code, row]));

  // --- one row -------------------------------------------------------------------------------
  const seen = (row) => {
    const [basis, text, ...note] = row.was.value.split(WAS);
    return { basis, text, note: note.join(WAS) };
  };
  const unconfirmed = (row) => Boolean(row.prefilled && row.prefilled.value && row.input.value.trim() === row.prefilled.value);
  const setState = (row, css, word) => {
    row.state.className = `entry-state ${css}`;
    row.state.textContent = word;
    row.cell.classList.toggle("bad", css === "bad");
    row.cell.classList.toggle("ask", css === "ask");
    if (css === "bad") row.input.setAttribute("aria-invalid", "true");
    else row.input.removeAttribute("aria-invalid");
  };
  const tell = (row, messages, buttons = []) => {
    row.notes.replaceChildren(
      ...messages.map((text) => {
        const line = document.createElement("p");
        line.className = "hint";
        line.textContent = text;
        return line;
      })
    );
    if (buttons.length) {
      const line = document.createElement("p");
      line.className = "hint choices";
      for (const [label, act, key] of buttons) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "btn btn-small";
        button.tabIndex = -1;
        button.textContent = label;
        if (key) button.dataset.accept = "";
        button.addEventListener("click", act);
        line.append(button);
      }
      row.notes.append(line);
    }
    if (messages.length) row.input.setAttribute("aria-describedby", row.notes.id);
  };
  const showBasis = (row) => {
    if (!row.toggle) return;
    const year = row.basis.value === "ytd";
    const [shown, read] = row.toggle.children;
    shown.textContent = say(year ? "year" : "month");
    read.textContent = `: ${say(year ? "toMonth" : "toYear")}, ${row.name}`;
    row.toggle.title = `${say(year ? "toMonth" : "toYear")} (Alt+L)`;
    row.tr.classList.toggle("cumulative", year);
  };

  // --- previews: whole numbers of ten-thousandths, so that nothing is rounded on the way -----
  const exact = (text) => {
    const match = /^(\d{1,12})(?:\.(\d{1,4}))?$/.exec(text || "");
    return match && BigInt(match[1] + (match[2] || "").padEnd(4, "0"));
  };
  const printed = (value, decimals) => {
    const step = 10n ** BigInt(4 - decimals);
    const digits = String((value + step / 2n) / step).padStart(decimals + 1, "0");
    const whole = decimals ? digits.slice(0, -decimals) : digits;
    return whole.replace(/\B(?=(\d{3})+$)/g, "\u2009") + (decimals ? `.${digits.slice(-decimals)}` : "");
  };
  const share = (value, target) => {
    const goal = exact(target);
    if (!goal) return "";
    // Hundredths of a per cent, half away from zero.
    return `${printed((((value * 20000n) / goal + 1n) / 2n) * 100n, 2)}%`;
  };
  // How far the month is from the ledger's sum beside the cell.
  const beside = (row) => {
    const place = row.tr.querySelector("[data-gap]");
    if (!place) return;
    const typed = exact(row.input.value.trim());
    const before = row.basis.value === "ytd" ? exact(row.before) : 0n;
    const gap = typed === null || before === null ? null : typed - before - exact(place.dataset.gap);
    const sign = gap < 0n ? "\u2212" : "+";
    if (gap === null) place.textContent = "";
    else place.textContent = gap === 0n ? say("noGap") : say("gap", { value: sign + printed(gap < 0n ? -gap : gap, row.decimals) });
  };
  const preview = (row) => {
    beside(row);
    const typed = exact(row.input.value.trim());
    const year = row.tr.querySelector("[data-ytd]");
    const month = row.tr.querySelector("[data-month]");
    const done = row.tr.querySelector("[data-completion]");
    if (typed === null) return;
    let sum = typed;
    if (!row.stock && row.basis.value === "month") {
      if (row.before === undefined || row.before === "") return;
      sum = typed + exact(row.before);
    }
    year.textContent = printed(sum, row.decimals);
    if (done) done.textContent = share(sum, row.target);
    if (!month) return;
    const known = row.basis.value === "ytd" && row.before !== undefined && row.before !== "";
    const alone = known ? typed - exact(row.before) : null;
    const shown = alone === null ? "" : (alone < 0n ? "\u2212" : "") + printed(alone < 0n ? -alone : alone, row.decimals);
    month.textContent = shown && say("thisMonth", { value: shown });
  };
  const filled = document.querySelector("[data-filled]");
  const count = () => {
    const done = rows.filter((row) => (row.input.value.trim() && !unconfirmed(row)) || (row.note && row.note.value.trim()));
    if (filled) filled.textContent = String(done.length);
  };

  // --- notices ---------------------------------------------------------------------------------
  const board = document.getElementById("monthly-notices");
  const notice = (id, text, css = "", actions = []) => {
    document.getElementById(`notice-${id}`)?.remove();
    if (!text) return;
    const line = document.createElement("p");
    line.id = `notice-${id}`;
    line.className = `notice ${css}`;
    line.append(text, ...actions.flatMap((action) => [" ", action]));
    board.append(line);
  };

  window.monthly = { form, rows, byCode, words, say, seen, unconfirmed, setState, tell, showBasis, preview, beside, count, notice, exact };

  // --- moving ----------------------------------------------------------------------------------
  const panel = document.getElementById("cell-panel");
  let current = null;
  let waiting = 0;
  const explain = (row) => {
    if (current === row) return;
    current?.tr.classList.remove("current");
    current = row;
    row.tr.classList.add("current");
    clearTimeout(waiting);
    const url = panel?.dataset.url;
    if (!url) return;
    // Whoever runs through the cells does not ask for each of them.
    waiting = setTimeout(() => document.dispatchEvent(new CustomEvent("cell", { detail: url.replace("CODE", row.code) })), 250);
  };
  // A report that is only read: its names lead to the panel.
  form.addEventListener("click", (event) => {
    const link = event.target.closest("a.cell-link");
    if (!link || !panel || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const tr = link.closest("tr");
    explain({ tr, code: tr.dataset.code });
  });
  const step = (row, by) => {
    const next = rows[rows.indexOf(row) + by];
    if (next) next.input.focus();
    // At the end the cell is left all the same, so that it is saved.
    else row.input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const press = (action) => form.requestSubmit(document.querySelector(`button[form="monthly"][value="${action}"], #monthly button[value="${action}"]`));

  for (const row of rows) {
    if (row.toggle) row.toggle.tabIndex = -1;
    for (const one of row.tr.querySelectorAll("summary, .cell-notes input, .cell-notes button, .cell-notes a, details input")) one.tabIndex = -1;
    showBasis(row);
    row.input.addEventListener("focus", () => {
      explain(row);
      row.input.select();
    });
    row.tr.addEventListener("focusin", () => explain(row));
    row.input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const key = event.key.toLowerCase();
      if (event.altKey && key === "l") row.toggle?.click();
      else if (event.altKey && key === "y") row.tr.querySelector("[data-accept]")?.click();
      else if (event.altKey && key === "b") openNote(row);
      else if (event.ctrlKey || event.altKey || event.metaKey) return;
      else if (event.key === "Enter") {
        if (!event.shiftKey && unconfirmed(row)) monthly.confirm([row]);
        step(row, event.shiftKey ? -1 : 1);
      } else if (event.key === "ArrowDown") step(row, 1);
      else if (event.key === "ArrowUp") step(row, -1);
      else if (event.key === "Escape") monthly.restore(row);
      else if (event.key === "F2") panel?.focus();
      else return;
      event.preventDefault();
    });
    // A reason is typed where the question stands; Enter goes back to the cell, it sends nothing.
    row.tr.addEventListener("keydown", (event) => {
      if (event.target === row.input || event.isComposing || !event.target.matches("input:not([type=checkbox])")) return;
      if (event.key === "Enter" && !event.ctrlKey) step(row, 1);
      else if (event.key === "Escape") row.input.focus();
      else return;
      event.preventDefault();
    });
  }
  const openNote = (row) => {
    const details = row.tr.querySelector("details");
    if (!details || !row.note) return;
    details.open = true;
    row.note.focus();
  };
  panel?.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !current) return;
    (current.input || current.tr.querySelector("a.cell-link")).focus();
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.ctrlKey || event.isComposing || panel?.contains(event.target)) return;
    event.preventDefault();
    press("submit");
  });
  // Reasons come in the order of Tab; Enter goes to the next one, it sends nothing.
  const reasons = [...document.querySelectorAll("input[name^='why-']")];
  reasons.forEach((reason, index) => {
    reason.tabIndex = 0;
    reason.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.ctrlKey || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      (reasons[index + 1] || rows[0].input).focus();
    });
  });

  // So do the parts of an explanation.
  const parts = [...document.querySelectorAll(".parts input:not([type=hidden])")];
  parts.forEach((part, index) =>
    part.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.ctrlKey || event.isComposing) return;
      event.preventDefault();
      parts[index + 1]?.focus();
    })
  );

  window.addEventListener("load", () => {
    if (!rows.length || location.hash || !matchMedia("(pointer: fine)").matches) return;
    const wrong = form.querySelector(".entry-cell.bad input[name^='v-']") || reasons.find((reason) => !reason.value);
    const open = rows.find((row) => !row.input.value.trim() || unconfirmed(row));
    (wrong || open?.input || rows[0].input).focus({ preventScroll: !wrong });
  });
})();
