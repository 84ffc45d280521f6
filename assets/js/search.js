import { openIndex, showHit } from "./search-index.js";

// Search in the index of one edition and language; search-index.js reads it.
//
// The page that loads this script, deferred, has:
//
//   <form id="search" class="search" role="search" method="get"
//         data-index="index/"     folder of index.json, relative to the page, with a slash at the end
//         data-root="../"         front page of the edition and language: paths of hits start there
//         data-loading="…"        while the index is on its way
//         data-count-one="{n} …"  how many records were found, one for each plural category that the
//         data-count-other="{n} …"  language has (zero, one, two, few, many, other); "other" must be there
//         data-some="…"           stands before the count where no record has all the words, so that
//                                 those with most of them are shown: "No record contains all the words."
//         data-none="…"           nothing was found
//         data-instead="…"        no word is written {asked}, and {found} was looked for in its place
//         data-elsewhere="…"      {n} records have the words in another language, {language}
//         data-stop="…"           only words that are left out were asked for ("of the")
//         data-error="…">         the index cannot be loaded
//     <label class="search__label" for="search-q">…</label>
//     <div class="search__line">
//       <input id="search-q" name="q" type="search" autocomplete="off" spellcheck="false">
//       <button type="submit">…</button>
//     </div>
//     <fieldset class="search__kinds"><legend>…</legend>
//       <label class="search__kind">
//         <input type="checkbox" name="kind" value="activity" data-label="Activity"> Activities<span class="search__n"></span>
//       </label> …              value: the kind in the index; data-label: what a hit of this kind is called;
//     </fieldset>               the span must be there and is set to " (3)" after a search
//   </form>
//   <noscript><p class="notice">…</p></noscript>   what to do without JavaScript
//   <p id="search-status" class="search-status" role="status"></p>
//   <p id="search-elsewhere" class="search-elsewhere"></p>   may be left out
//   <ol id="search-results" class="search-results" role="list"></ol>
//   <button id="search-more" class="search-more" type="button" hidden>…</button>
//
// Its security policy must say connect-src 'self', and form-action 'self' for
// those without JavaScript. No box checked means all kinds. The state is the
// query of the page: ?q=…&kind=…&kind=….  A hit is made so:
//
//   <li class="search-hit"><h2 class="search-hit__title"><a href>…<mark>…</mark></a></h2>
//     <p class="search-hit__meta"><span class="search-hit__kind">…</span> <span class="search-hit__context">…</span></p>
//     <p class="search-hit__text">… <mark>…</mark> …</p></li>
//
// Texts in another language than the page have lang and dir. The pages of the search in
// other languages are those that the links a[hreflang] of the language bar lead to.
function search(form) {
  const input = form.elements.namedItem("q");
  const boxes = [...form.querySelectorAll("input[name=kind]")];
  const [status, results, more] = ["status", "results", "more"].map((name) => document.getElementById("search-" + name));
  const say = form.dataset;
  const lang = document.documentElement.lang;
  const perPage = 10;

  const elsewhere = document.getElementById("search-elsewhere");
  const others = [...document.querySelectorAll(".language-bar a[hreflang]")].map((a) => ({
    page: a.href, lang: a.hreflang, dir: a.dir, name: a.textContent, index: openIndex(new URL(say.index, a.href).href),
  }));

  const index = openIndex(say.index);
  let turn = 0; // counts searches: a slow one must not overwrite a later one
  let hits = []; // numbers of the records found and their kinds, best first
  let wanted = new Set(); // forms to highlight

  function show(message) {
    status.textContent = message;
  }

  function clear() {
    hits = [];
    results.replaceChildren();
    if (elsewhere) elsewhere.replaceChildren();
    more.hidden = true;
    for (const box of boxes) count(box, "");
  }

  function count(box, text) {
    box.parentElement.querySelector(".search__n").textContent = text;
  }

  async function run() {
    const mine = ++turn;
    const asked = input.value.trim().slice(0, 300);
    try {
      if (!asked) {
        clear();
        return show("");
      }
      if (!index.loaded()) show(say.loading);
      const found = await index.ask(asked);
      if (mine !== turn) return;
      clear();
      wanted = found.wanted;
      const tally = new Map();
      for (const kind of found.kinds) tally.set(kind, (tally.get(kind) || 0) + 1);
      for (const box of boxes) count(box, " (" + format(tally.get(box.value) || 0) + ")");
      const kinds = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
      hits = found.docs.map((doc, i) => [doc, found.kinds[i]]).filter(([, kind]) => !kinds.size || kinds.has(kind));
      await extend(mine);
      if (mine !== turn) return;
      if (!found.words) show(say.stop);
      else if (!hits.length) show(say.none);
      else {
        const text = form.getAttribute("data-count-" + new Intl.PluralRules(lang).select(hits.length)) || say.countOther;
        const instead = say.instead ? found.instead.map(([word, meant]) => say.instead.replace("{asked}", word).replace("{found}", meant) + " ").join("") : "";
        show(instead + (found.all ? "" : say.some + " ") + text.replace("{n}", format(hits.length)));
      }
      if (found.words && (!found.all || found.instead.length || !found.docs.length)) await lookElsewhere(asked, mine);
    } catch {
      if (mine !== turn) return;
      clear();
      show(say.error);
    }
  }

  // Words that this language does not have may be of another one.
  async function lookElsewhere(asked, mine) {
    if (!elsewhere || !say.elsewhere) return;
    for (const other of others) {
      const found = await other.index.ask(asked).catch(() => null);
      if (mine !== turn) return;
      if (!found || !found.docs.length || !found.all || found.instead.length) continue;
      const link = document.createElement("a");
      const page = new URL(other.page);
      page.search = "?" + new URLSearchParams({ q: asked });
      page.hash = "";
      Object.assign(link, { href: page.href, hreflang: other.lang });
      const name = Object.assign(document.createElement("span"), { lang: other.lang, dir: other.dir, textContent: other.name });
      const [before, after] = say.elsewhere.replace("{n}", format(found.docs.length)).split("{language}");
      link.append(before, name, after);
      elsewhere.append(link, " ");
    }
  }

  function format(n) {
    return n.toLocaleString(lang);
  }

  // The next hits are put at the end of the list.
  async function extend(mine) {
    const from = results.children.length;
    const next = hits.slice(from, from + perPage);
    more.hidden = true;
    const entries = await index.entries(next.map(([doc]) => doc));
    if (mine !== turn) return;
    results.append(...entries.map((entry, i) => showHit(entry, say.root, labelOf(next[i][1]), wanted)));
    more.hidden = results.children.length >= hits.length;
  }

  function labelOf(kind) {
    const box = boxes.find((b) => b.value === kind);
    return box ? box.dataset.label : kind;
  }

  // The address of the search as it stands in the form.
  function address() {
    return "?" + new URLSearchParams(new FormData(form));
  }

  function restore() {
    const query = new URLSearchParams(location.search);
    input.value = query.get("q") || "";
    const kinds = query.getAll("kind");
    for (const box of boxes) box.checked = kinds.includes(box.value);
    run();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.pushState(null, "", address());
    run();
  });
  form.addEventListener("change", (event) => {
    if (event.target.name !== "kind") return;
    history.replaceState(null, "", address());
    run();
  });
  more.addEventListener("click", async () => {
    const next = results.children.length;
    try {
      await extend(turn);
    } catch {
      show(say.error);
    }
    const item = results.children[next];
    if (item) item.querySelector("a").focus();
  });
  addEventListener("popstate", restore);
  restore();
}

const form = document.getElementById("search");
if (form) search(form);
