// What is typed into the monthly form is kept: in the browser until the server has said that it
// has it, on the server cell by cell. It survives a lost connection and a session that ended.
(() => {
  const { monthly } = window;
  if (!monthly || !monthly.rows.length) return;
  const { form, rows, byCode, say, setState, tell, notice } = monthly;
  const { user, report, cells: url, page, login } = form.dataset;
  const PREFIX = "monthly:";
  const KEY = `${PREFIX}${user}:${report}`;
  const PAUSE = 2000; // after the last key; leaving the cell saves at once
  const LONGEST_WAIT = 30000;

  // code → {text, basis, note, was, to, ok}: typed and not acknowledged. held: the server has
  // said why it cannot be saved; it is not sent again before it changes.
  const pending = new Map();
  let sending = null;
  let wait = 0;
  let timer = 0;
  let stopped = false;
  let trouble = "";

  // --- what this browser keeps ---------------------------------------------------------------
  const keep = () => {
    try {
      if (pending.size) localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(pending)));
      else localStorage.removeItem(KEY);
    } catch {
      /* no storage: what is typed lives as long as the page */
    }
  };
  const kept = () => {
    try {
      // What somebody else left in this browser is not for this person's eyes.
      for (const key of Object.keys(localStorage)) {
        if (key.startsWith(PREFIX) && !key.startsWith(`${PREFIX}${user}:`)) localStorage.removeItem(key);
      }
      return Object.entries(JSON.parse(localStorage.getItem(KEY) || "{}"));
    } catch {
      return [];
    }
  };

  const typed = (row) => ({
    text: row.input.value, basis: row.basis.value, note: row.note?.value || "", was: row.was.value,
  });
  const changed = (row) => {
    const was = monthly.seen(row);
    const now = typed(row);
    return now.text.trim() !== was.text || now.note.trim() !== was.note || (was.text !== "" && now.basis !== was.basis);
  };
  const alike = (one, other) => one && ["text", "basis", "note", "to", "ok"].every((key) => (one[key] || "") === (other[key] || ""));

  const touch = (row, more = {}) => {
    if (!more.ok && monthly.unconfirmed(row)) pending.delete(row.code);
    else if (!more.to && !more.ok && !changed(row) && !pending.get(row.code)?.sent) {
      pending.delete(row.code);
      const { text } = monthly.seen(row);
      setState(row, text ? "saved" : "", say(text ? "saved" : "empty"));
    } else {
      pending.set(row.code, { ...typed(row), ...more });
      setState(row, "saving", say(trouble ? "unsent" : "saving"));
    }
    keep();
    monthly.count();
  };
  const soon = (delay) => {
    clearTimeout(timer);
    timer = setTimeout(() => flush(), delay);
  };

  // --- sending -------------------------------------------------------------------------------
  const open = () => [...pending].filter(([, entry]) => !entry.held);
  // Resolves once nothing can be sent any more; gives the number of cells that are still open.
  const flush = async () => {
    clearTimeout(timer);
    while (sending) await sending;
    if (!stopped && open().length) {
      sending = send(open());
      try {
        await sending;
      } finally {
        sending = null;
      }
    }
    return open().length;
  };
  const send = async (entries, again = true) => {
    const cells = {};
    for (const [code, entry] of entries) {
      const { held, sent, ...cell } = entry;
      cells[code] = cell;
      entry.sent = true;
    }
    let response;
    try {
      response = await fetch(url, {
        method: "POST", redirect: "manual", keepalive: true,
        headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        body: JSON.stringify({ version: Number(form.elements.version.value), cells }),
      });
    } catch {
      return fail("offline");
    }
    // 503: the database is away for a moment. Everything is kept and sent again.
    if (response.status < 500 && response.headers.get("Content-Type")?.startsWith("application/json")) {
      const answer = await response.json();
      if (answer.closed) {
        stopped = true;
        notice("state", answer.closed, "late");
        return mark();
      }
      return apply(answer, new Map(entries));
    }
    if (response.type === "opaqueredirect" || response.status === 403) {
      const fresh = await freshPage();
      if (fresh === "signed out") return fail("signedOut");
      if (fresh === "other") {
        stopped = true;
        notice("state", say("otherUser"), "late");
        return mark();
      }
      if (fresh && again) return send(entries, false);
    }
    return fail("trouble");
  };
  // After a new session the page's token fits no more; whose session it is, the page says.
  const freshPage = async () => {
    try {
      const response = await fetch(page, { redirect: "manual", cache: "no-store" });
      if (response.type === "opaqueredirect") return "signed out";
      if (!response.ok) return "";
      const fresh = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("monthly");
      if (!fresh) return "";
      if (fresh.dataset.user !== user) return "other";
      const token = fresh.elements.csrfmiddlewaretoken.value;
      for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
      return "fresh";
    } catch {
      return "";
    }
  };
  const mark = () => {
    for (const [code] of open()) {
      setState(byCode.get(code), "unsent", say("unsent"));
      tell(byCode.get(code), trouble === "offline" ? [say("offlineRow")] : []);
    }
  };
  const fail = (kind) => {
    trouble = kind;
    const link = document.createElement("a");
    link.href = login;
    link.target = "_blank";
    link.textContent = say("signIn");
    notice("state", say(kind), kind === "signedOut" ? "late" : "watch", kind === "signedOut" ? [link] : []);
    mark();
    wait = kind === "signedOut" ? 4000 : Math.min(LONGEST_WAIT, wait * 2 || 1000);
    soon(wait);
  };

  // --- what the server says ------------------------------------------------------------------
  const apply = (answer, sent) => {
    form.elements.version.value = answer.version;
    const wasTrouble = trouble;
    trouble = "";
    wait = 0;
    let saved = 0;
    for (const [code, cell] of Object.entries(answer.cells)) {
      const row = byCode.get(code);
      if (cell.theirs) conflict(row, cell);
      else if (cell.was === undefined) refuse(row, cell, sent.get(code));
      else {
        saved += 1;
        acknowledge(row, cell, sent.get(code));
      }
    }
    for (const [code, cell] of Object.entries(answer.others)) {
      const row = byCode.get(code);
      if (!row || pending.has(code)) continue;
      put(row, cell);
      tell(row, [cell.who]);
    }
    keep();
    monthly.count();
    if (wasTrouble) {
      notice("state", say(wasTrouble === "signedOut" ? "signedIn" : "online", { n: saved }), "ok");
    }
  };
  // What the server holds, in the row.
  const put = (row, cell) => {
    const focused = document.activeElement === row.input;
    row.input.value = cell.text;
    if (focused) row.input.select();
    row.basis.value = cell.basis;
    row.was.value = cell.was;
    if (row.note) row.note.value = cell.note;
    if (row.prefilled && cell.text) row.prefilled.value = "";
    numbers(row, cell);
    setState(row, cell.state, cell.word);
    monthly.showBasis(row);
    tell(row, cell.messages.map((message) => message.text));
    if (!cell.messages.length) warnOfFall(row);
  };
  // It is kept, but no year to date falls: mostly it is the month alone, and one key says so.
  const warnOfFall = (row) => {
    const value = row.basis.value === "ytd" && row.before ? monthly.exact(row.input.value.trim()) : null;
    if (value === null || value >= monthly.exact(row.before)) return;
    setState(row, "bad", say("toCorrect"));
    const text = row.input.value;
    tell(row, [say("falls", { before: row.before })], [[`${say("asMonth", { value: text })} (Alt+Y)`, () => take(row, "month", text), true]]);
  };
  const take = (row, basis, text) => {
    row.input.value = text;
    row.basis.value = basis;
    monthly.showBasis(row);
    touch(row);
    monthly.preview(row);
    flush();
    row.input.focus();
  };
  const numbers = (row, cell) => {
    const set = (name, text) => {
      const place = row.tr.querySelector(`[data-${name}]`);
      if (place) place.textContent = text;
    };
    set("ytd", cell.ytd);
    set("month", cell.month ? say("thisMonth", { value: cell.month }) : "");
    set("coverage", cell.coverage);
    set("completion", cell.completion);
    monthly.beside(row);
  };
  const acknowledge = (row, cell, entry) => {
    if (alike(pending.get(row.code), entry)) {
      pending.delete(row.code);
      put(row, cell);
    } else {
      // More was typed meanwhile; it starts from what is saved now.
      row.was.value = cell.was;
      if (pending.has(row.code)) pending.get(row.code).was = cell.was;
      else if (changed(row)) touch(row);
      if (pending.has(row.code)) soon(PAUSE);
    }
  };
  const refuse = (row, cell, entry) => {
    const now = pending.get(row.code);
    if (!alike(now, entry)) return;
    const texts = cell.messages.map((message) => message.text);
    if (entry.to) {
      // Not convertible: the figure stays as it was.
      now.to = "";
      if (!changed(row)) pending.delete(row.code);
      const { text } = monthly.seen(row);
      setState(row, text ? "saved" : "", say(text ? "saved" : "empty"));
      tell(row, texts);
      return;
    }
    now.held = true;
    setState(row, cell.state, cell.word);
    tell(row, texts, cell.question ? [[`${say("yes")} (Alt+Y)`, () => accept(row), true]] : []);
  };
  const accept = (row) => {
    touch(row, { ok: row.input.value });
    flush();
    row.input.focus();
  };
  const conflict = (row, cell) => {
    const entry = pending.get(row.code);
    if (!entry) return;
    entry.held = true;
    setState(row, cell.state, cell.word);
    const mine = () => {
      row.was.value = cell.theirs.was;
      touch(row);
      flush();
      row.input.focus();
    };
    const theirs = () => {
      pending.delete(row.code);
      put(row, cell.theirs);
      keep();
      row.input.focus();
    };
    tell(row, cell.messages.map((message) => message.text), [[say("mine"), mine], [say("theirs"), theirs]]);
  };

  // --- what the keys and buttons do -----------------------------------------------------------
  monthly.touch = touch;
  monthly.flush = flush;
  monthly.pending = pending;
  monthly.restore = (row) => {
    const was = monthly.seen(row);
    row.input.value = was.text || row.prefilled?.value || "";
    row.basis.value = was.basis;
    if (row.note) row.note.value = was.note;
    pending.delete(row.code);
    keep();
    const ask = monthly.unconfirmed(row);
    setState(row, ask ? "ask" : was.text ? "saved" : "", say(ask ? "toConfirm" : was.text ? "saved" : "empty"));
    tell(row, ask ? [say("confirm")] : []);
    monthly.showBasis(row);
    monthly.preview(row);
    monthly.count();
    row.input.select();
  };
  monthly.confirm = (which) => {
    const asked = which.filter(monthly.unconfirmed);
    for (const row of asked) {
      touch(row, { ok: row.input.value });
      row.prefilled.value = "";
      tell(row, []);
    }
    if (!asked.length) notice("did", say("noneUnconfirmed"));
    monthly.count();
    return flush();
  };
  monthly.convert = async (which, basis) => {
    for (const row of which) {
      if (row.stock || row.basis.value === basis) continue;
      if (row.input.value.trim()) touch(row, { to: basis });
      else row.basis.value = basis;
      monthly.showBasis(row);
    }
    await flush();
    const stuck = which.filter((row) => !row.stock && row.basis.value !== basis && !pending.get(row.code)?.to);
    notice("did", stuck.length ? say("stuck", { cells: stuck.map((row) => row.name).join("、") }) : "", "watch");
  };

  for (const row of rows) {
    row.input.addEventListener("input", () => {
      if (row.prefilled && !monthly.unconfirmed(row)) tell(row, []);
      touch(row);
      monthly.preview(row);
      soon(PAUSE);
    });
    row.input.addEventListener("change", () => flush());
    row.input.addEventListener("blur", () => open().length && flush());
    row.note?.addEventListener("input", () => {
      touch(row);
      soon(PAUSE);
    });
    row.note?.addEventListener("change", () => flush());
    row.toggle?.addEventListener("click", (event) => {
      event.preventDefault();
      monthly.convert([row], row.basis.value === "ytd" ? "month" : "ytd");
      row.input.focus();
    });
    row.tick?.addEventListener("change", () => row.tick.checked && (monthly.unconfirmed(row) ? monthly.confirm([row]) : accept(row)));
  }
  for (const button of form.querySelectorAll("button[data-offer]")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      take(byCode.get(button.dataset.code), button.dataset.basis, button.dataset.offer);
    });
  }

  // Nothing is handed in before everything typed has arrived.
  let passing = false;
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    const action = button?.value || "save";
    if (passing) return;
    event.preventDefault();
    const switched = /^switch-(month|ytd)$/.exec(action);
    if (switched) {
      for (const one of document.querySelectorAll("button[value^='switch-']")) one.setAttribute("aria-pressed", String(one === button));
      monthly.convert(rows, switched[1]);
    } else if (action === "zero") monthly.zeros();
    else if (action === "stocks") monthly.confirm(rows);
    else {
      const left = await flush();
      if (left) return notice("did", say("unsentSubmit", { n: left }), "late");
      passing = true;
      // Not before this event is over: until then a form does not let itself be sent again.
      setTimeout(() => form.requestSubmit(button));
    }
  });

  for (const button of form.querySelectorAll(".without-script")) button.remove();
  window.addEventListener("online", () => flush());
  for (const name of ["focus", "pageshow"]) window.addEventListener(name, () => trouble && flush());
  document.addEventListener("visibilitychange", () => (document.hidden || trouble) && flush());
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
  window.addEventListener("offline", () => open().length && fail("offline"));

  // --- what was typed before the page was loaded anew ------------------------------------------
  let back = 0;
  for (const [code, entry] of kept()) {
    const row = byCode.get(code);
    if (!row || typeof entry?.text !== "string") continue;
    const here = typed(row);
    if (here.text === entry.text && here.basis === entry.basis && here.note === entry.note) {
      // The server gave it back with what is wrong.
      if (changed(row)) pending.set(code, { ...entry, held: true });
      continue;
    }
    row.input.value = entry.text;
    row.basis.value = entry.basis;
    if (row.note) row.note.value = entry.note;
    // What this person had seen then decides whether somebody else was faster.
    row.was.value = entry.was;
    if (row.prefilled) row.prefilled.value = "";
    monthly.showBasis(row);
    monthly.preview(row);
    pending.set(code, { text: entry.text, basis: entry.basis, note: entry.note, was: entry.was, to: entry.to || "", ok: entry.ok || "" });
    setState(row, "saving", say("saving"));
    back += 1;
  }
  keep();
  monthly.count();
  if (back) {
    notice("did", say("restored", { n: back }), "ok");
    flush();
  }
})();
