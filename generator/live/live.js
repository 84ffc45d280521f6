// Waits for the next build and reloads the page; the browser keeps the scroll
// position and the fragment. A hidden page does not wait, because a browser
// opens only a few connections to one host; it checks when it is shown again.
(() => {
  const seen = document.currentScript.dataset.seen;
  let source = null;

  function wait() {
    if (source || document.hidden) return;
    source = new EventSource("/-/events?seen=" + encodeURIComponent(seen));
    source.addEventListener("reload", () => {
      source.close();
      location.reload();
    });
  }

  function stop() {
    if (source) source.close();
    source = null;
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? stop() : wait()));
  addEventListener("pagehide", stop);
  addEventListener("pageshow", wait);
  wait();
})();
