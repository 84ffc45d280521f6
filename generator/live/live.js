// Waits for the next build and reloads the page; the browser keeps the scroll
// position and the fragment. A hidden page does not wait, because a browser
// opens only a few connections to one host; it checks when it is shown again.
// A button with data-fix makes the edit that a problem carries; the file that is
// then saved reloads the page. A page that must not be reloaded yet, because something is
// being written in it, prevents the default of report-changed, and reloads itself later.
(() => {
  const seen = document.currentScript.dataset.seen;
  let source = null;

  function wait() {
    if (source || document.hidden) return;
    source = new EventSource("/-/events?seen=" + encodeURIComponent(seen));
    source.addEventListener("reload", () => {
      source.close();
      if (dispatchEvent(new Event("report-changed", { cancelable: true }))) location.reload();
    });
  }

  function stop() {
    if (source) source.close();
    source = null;
  }

  async function fix(button) {
    button.disabled = true;
    try {
      const { token } = await (await fetch("/-/editor", { cache: "no-store" })).json();
      const answer = await fetch("/-/fix", {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Rapporteur-Token": token },
        body: JSON.stringify({ seen, problem: Number(button.dataset.fix) }),
      });
      if (!answer.ok) throw new Error(await answer.text());
    } catch (e) {
      const told = document.createElement("p");
      told.setAttribute("role", "alert");
      told.textContent = e.message;
      button.replaceWith(told);
    }
  }

  document.addEventListener("click", (e) => {
    const button = e.target.closest("[data-fix]");
    if (button) fix(button);
  });
  document.addEventListener("visibilitychange", () => (document.hidden ? stop() : wait()));
  addEventListener("pagehide", stop);
  addEventListener("pageshow", wait);
  wait();
})();
