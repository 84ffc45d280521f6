// Search in the index of one edition and language (generator/search makes it).
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
//   <ol id="search-results" class="search-results" role="list"></ol>
//   <button id="search-more" class="search-more" type="button" hidden>…</button>
//
// Its security policy must say connect-src 'self', and form-action 'self' for
// those without JavaScript. No box checked means all kinds. The state is the
// query of the page: ?q=…&kind=…&kind=….  A hit is made here:
//
//   <li class="search-hit"><h2 class="search-hit__title"><a href>…<mark>…</mark></a></h2>
//     <p class="search-hit__meta"><span class="search-hit__kind">…</span> <span class="search-hit__context">…</span></p>
//     <p class="search-hit__text">… <mark>…</mark> …</p></li>
//
// Texts in another language than the page have lang and dir.
function search(form) {
  const input = form.elements.namedItem("q");
  const boxes = [...form.querySelectorAll("input[name=kind]")];
  const [status, results, more] = ["status", "results", "more"].map((name) => document.getElementById("search-" + name));
  const say = form.dataset;
  const lang = document.documentElement.lang;
  const perPage = 10;

  let files = new Map(); // promises of the files asked for, by name
  let turn = 0; // counts searches: a slow one must not overwrite a later one
  let hits = []; // numbers of the records found, best first
  let wanted = new Set(); // forms to highlight

  // How a text falls into words, as generator/search/words.go has it.
  const w = "(?:(?!\\p{sc=Han})[\\p{L}\\p{N}])";
  const pattern = new RegExp(
    "(?<![\\p{L}\\p{N}/.,])(\\d{1,3}(?:[ ,.']\\d{3})+)(?![\\p{L}\\p{N}/])|(\\p{sc=Han}+)|" + w + "+(?:[-‐_./]" + w + "+)*", "gu");
  const letters = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l", đ: "d", ı: "i", ى: "ي", ة: "ه", "٬": ",", "٫": ".", "ʼ": "'", ـ: "" };

  function fold(s) {
    return s.normalize("NFKD").toLowerCase().replace(/[\p{M}\p{Cf}]/gu, "")
      .replace(/[œæßøłđıىة٬٫ʼـ]/g, (c) => letters[c])
      .replace(/[٠-٩۰-۹]/g, (c) => c.charCodeAt(0) & 15);
  }

  // The words of a folded text: each can be said in several ways, and a way
  // is the forms that must all be there. Its spans are forms with their places.
  function read(text) {
    return [...text.matchAll(pattern)].map(({ 0: all, 1: number, 2: chinese, index: at }) => {
      const whole = (number || all).replace(number ? /\D/g : /[-‐_]/g, "");
      const spans = [[whole, at, at + all.length]];
      const ways = [[whole]];
      const span = (form, i, n = form.length) => spans.push([form, at + i, at + i + n]);
      if (chinese) {
        const pairs = [...all.matchAll(/.(?=(.?))/gu)].map((c) => [c[0] + c[1], c.index]);
        for (const pair of pairs) span(...pair);
        if (pairs[1]) ways[0] = pairs.slice(0, -1).map(([form]) => form);
      } else if (!number) {
        const parts = [...all.matchAll(/[^-‐_./]+/g)];
        if (parts[1]) {
          // Initials are one word.
          if (/^\p{L}(\.\p{L})+$/u.test(all)) ways[0] = [(spans[0][0] = all.replace(/\./g, ""))];
          for (const slash of all.matchAll(/\//g)) {
            const rest = all.slice(slash.index + 1);
            span(rest.replace(/[-‐_]/g, ""), slash.index + 1, rest.length);
          }
          for (const part of parts) span(part[0], part.index);
          ways.push(parts.map((part) => part[0]));
        }
      }
      // A single letter is what an apostrophe cut off.
      return { spans, ways: ways.map((forms) => forms.filter((form) => !/^(?!\p{sc=Han})\p{L}$/u.test(form))) };
    });
  }

  // Each file is asked for once, past what the browser keeps from earlier
  // visits: pieces of another build would not fit together.
  function load(name) {
    if (!files.has(name)) files.set(name, fetch(say.index + name + ".json", { cache: "no-cache" }).then((r) => r.json()).then((f) => (f.f ? unpack(f) : f)));
    return files.get(name);
  }

  function unpack(p) {
    let form = "";
    p.forms = p.f.split(" ").map((s) => (form = form.slice(0, parseInt(s[0], 36)) + s.slice(1)));
    p.stems = p.s.map((s) => [].concat(s));
    return p;
  }

  // The piece whose range a form falls into.
  function pieceOf(starts, form) {
    let i = starts.length - 1;
    while (i > 0 && starts[i] > form) i--;
    return i;
  }

  function keep(weights, doc, weight) {
    weights.set(doc, Math.max(weights.get(doc) || 0, weight));
  }

  // The records of a form with their weights: those of its stem; of a form
  // that does not occur, those of the forms that begin like it, and failing
  // that of those that share most of it.
  async function records(form) {
    const ix = await load("index");
    const found = new Map();
    if (!ix.t.length) return found;
    for (let cut = 0; cut < 4 && !found.size; cut++) {
      const start = form.slice(0, form.length - cut);
      if (cut && (start.length < 5 || !/^\p{L}+$/u.test(form))) break;
      const first = pieceOf(ix.t, start);
      const last = Math.min(pieceOf(ix.t, start + "\uffff"), first + 3);
      // One Chinese character stands for every pair that it begins.
      const exact = /^\d+$/.test(start) || (!/^\p{sc=Han}$/u.test(start) && (await load("t-" + first)).forms.includes(start));
      for (let i = first; i <= (exact ? first : last); i++) {
        const p = await load("t-" + i);
        const stems = new Set();
        p.forms.forEach((f, n) => {
          if (exact ? f === start : f.startsWith(start)) p.stems[n].forEach((s) => stems.add(s));
        });
        p.forms.forEach((f, n) => {
          if (p.stems[n].some((s) => stems.has(s))) wanted.add(f);
        });
        for (const s of stems) {
          let doc = 0;
          for (let k = 0; k < p.p[s].length; k += 2) {
            doc += p.p[s][k];
            keep(found, doc, p.p[s][k + 1]);
          }
        }
      }
    }
    return found;
  }

  // The records of a word, said in whichever way. A symbol that is found as
  // such is not looked for in its parts.
  async function recordsOf(ways) {
    const best = new Map();
    for (const forms of ways) {
      if (best.size && /[\d/.]/.test(ways[0][0])) break;
      const each = await Promise.all(forms.map(records));
      for (const doc of each[0].keys()) {
        if (each.every((r) => r.has(doc))) {
          keep(best, doc, each.reduce((sum, r) => sum + r.get(doc), 0));
        }
      }
    }
    return best;
  }

  // The records that have all words or, where there is none, most of them.
  // A word more outweighs any weight.
  function rank(lists) {
    const total = new Map();
    const word = 1e6;
    for (const list of lists) {
      for (const [doc, weight] of list) total.set(doc, (total.get(doc) || 0) + word + weight);
    }
    const ranked = [...total].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const most = Math.floor((ranked[0]?.[1] || 0) / word);
    return { docs: ranked.filter((r) => r[1] >= most * word).map((r) => r[0]), all: most === lists.length };
  }

  // Records are numbered kind by kind.
  function kindOf(ix, doc) {
    for (const [kind, n] of ix.kinds) if ((doc -= n) < 0) return kind;
  }

  function show(message) {
    status.textContent = message;
  }

  function clear() {
    hits = [];
    results.replaceChildren();
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
      if (!files.size) show(say.loading);
      const ix = await load("index");
      const stop = new Set(ix.stop.split(" "));
      const words = read(fold(asked))
        .map((word) => word.ways.map((forms) => forms.filter((form) => !stop.has(form))).filter((forms) => forms[0]))
        .filter((ways) => ways[0]);
      wanted = new Set();
      const found = rank(await Promise.all(words.map(recordsOf)));
      if (mine !== turn) return;
      clear();
      const tally = new Map();
      for (const doc of found.docs) tally.set(kindOf(ix, doc), (tally.get(kindOf(ix, doc)) || 0) + 1);
      for (const box of boxes) count(box, " (" + format(tally.get(box.value) || 0) + ")");
      const kinds = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
      hits = found.docs.filter((doc) => !kinds.size || kinds.has(kindOf(ix, doc)));
      await extend(ix, mine);
      if (mine !== turn) return;
      if (!words.length) show(say.stop);
      else if (!hits.length) show(say.none);
      else {
        const text = form.getAttribute("data-count-" + new Intl.PluralRules(lang).select(hits.length)) || say.countOther;
        show((found.all ? "" : say.some + " ") + text.replace("{n}", format(hits.length)));
      }
    } catch {
      if (mine !== turn) return;
      // What failed once may work the next time.
      files = new Map();
      clear();
      show(say.error);
    }
  }

  function format(n) {
    return n.toLocaleString(lang);
  }

  // The next hits are put at the end of the list.
  async function extend(ix, mine) {
    const from = results.children.length;
    const docs = hits.slice(from, from + perPage);
    more.hidden = true;
    const entries = await Promise.all(docs.map(async (doc) => {
      const i = pieceOf(ix.d, doc);
      return (await load("d-" + i))[doc - ix.d[i]];
    }));
    if (mine !== turn) return;
    results.append(...entries.map((entry, i) => hit(entry, kindOf(ix, docs[i]))));
    more.hidden = results.children.length >= hits.length;
  }

  // An element, or a part of a hit where it is told which.
  function element(name, part, ...children) {
    const e = document.createElement(name);
    if (part) e.className = "search-hit__" + part;
    e.append(...children);
    return e;
  }

  function hit([path, title, context, text, titleLang, textLang], kind) {
    const link = speak(element("a", "", ...marked(title)), titleLang);
    link.href = say.root + path;
    const box = boxes.find((b) => b.value === kind);
    const meta = element("p", "meta", element("span", "kind", box ? box.dataset.label : kind));
    if (context) meta.append(" ", element("span", "context", context));
    const item = element("li", "", element("h2", "title", link), meta);
    item.className = "search-hit";
    if (text) item.append(speak(element("p", "text", ...marked(text, 260)), textLang));
    return item;
  }

  function speak(e, code) {
    return code ? Object.assign(e, { lang: code, dir: "auto" }) : e;
  }

  // Text as nodes, the words that were found in <mark>. With a length it is
  // cut to about as many characters around the first of them.
  function marked(text, length) {
    let folded = "";
    const from = []; // from places in the folded text to places in the text
    let place = 0;
    for (const c of text) {
      const f = fold(c);
      folded += f;
      for (let i = 0; i < f.length; i++) from.push(place);
      place += c.length;
    }
    from.push(place);
    const spans = [];
    for (const word of read(folded)) {
      for (const [form, at, end] of word.spans) if (wanted.has(form)) spans.push([from[at], from[end]]);
    }
    const merged = [];
    for (const [a, b] of spans.sort((x, y) => x[0] - y[0])) {
      const last = merged.at(-1);
      if (last && a <= last[1]) last[1] = Math.max(last[1], b);
      else merged.push([a, b]);
    }
    let start = 0;
    let stop = text.length;
    if (length && text.length > length) {
      const first = merged[0];
      if (first && first[1] > length - 40) {
        const near = Math.min(first[0] - 40, text.length - length);
        start = Math.max(text.lastIndexOf(" ", near), near - 40) + 1;
      }
      stop = start + length;
      if (stop < text.length) stop = Math.max(text.lastIndexOf(" ", stop), stop - 40);
    }
    const nodes = [];
    let at = start;
    for (const [a, b] of merged) {
      if (a < at || b > stop) continue;
      nodes.push(text.slice(at, a), element("mark", "", text.slice(a, b)));
      at = b;
    }
    return [start > 0 ? "… " : "", ...nodes, text.slice(at, stop), stop < text.length ? " …" : ""];
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
      await extend(await load("index"), turn);
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
