// A number opens its explanation beside the page, as the same fragment that its own page shows.
// Without this script, with a modifier key or in a new tab it is a link to that page.
(() => {
  let panel = null;
  let opener = null;
  let asked = 0;

  const state = () => history.state || {};

  const fetched = async (address) => {
    const answer = await fetch(address, { headers: { "HX-Request": "true", "HX-Current-URL": location.href } });
    const login = answer.headers.get("HX-Redirect");
    if (login) {
      location.assign(login);
      return null;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    const page = document.createElement("template");
    page.innerHTML = await answer.text();
    return page.content.querySelector("[data-explain]");
  };

  const made = () => {
    if (panel) return panel;
    panel = document.createElement("dialog");
    panel.className = "explain-panel";
    panel.setAttribute("aria-labelledby", "x-title");
    // A click beside the panel closes it, as Escape does.
    panel.addEventListener("click", (event) => {
      if (event.target === panel && event.clientX < panel.getBoundingClientRect().left) panel.close();
    });
    panel.addEventListener("close", () => {
      asked++;
      panel.replaceChildren();
      // The steps taken inside the panel are no steps of the page.
      if (state().explained) history.go(-state().depth);
      if (opener && opener.isConnected) opener.focus({ preventScroll: true });
      opener = null;
    });
    document.body.append(panel);
    return panel;
  };

  const show = (part, address) => {
    made().replaceChildren(part);
    if (!panel.open) panel.showModal();
    const about = new URL(address).hash;
    const line = about && panel.querySelector(about);
    if (line) {
      line.classList.add("pointed");
      line.scrollIntoView({ block: "center" });
    } else panel.scrollTop = 0;
    panel.querySelector("#x-title").focus({ preventScroll: true });
  };

  // step: whether it is a new step that the browser's back button takes back.
  const open = async (address, step) => {
    const turn = ++asked;
    try {
      const part = await fetched(address);
      if (!part || turn !== asked) return;
      if (step) history.pushState({ explained: address, depth: (state().depth || 0) + 1 }, "");
      show(part, address);
    } catch {
      location.assign(address);
    }
  };

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a.fig");
    if (!link || event.defaultPrevented || event.button) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (!panel || !panel.open) opener = link;
    link.setAttribute("aria-busy", "true");
    await open(link.href, true);
    link.removeAttribute("aria-busy");
  });

  window.addEventListener("popstate", () => {
    if (state().explained) open(state().explained, false);
    else if (panel && panel.open) panel.close();
  });

  // After a reload the page stands alone again.
  if (state().explained) history.replaceState(null, "");
})();
