// Waits for the next state of the site and loads the page again; the browser
// keeps place and fragment. A page that is not seen does not wait, because a
// browser opens few connections to one host; it asks when it is seen again.
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

  function rest() {
    if (source) source.close();
    source = null;
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : wait()));
  addEventListener("pagehide", rest);
  addEventListener("pageshow", wait);
  wait();
})();
