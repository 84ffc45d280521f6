// Reads the search index of one edition and language (generator/search makes it): a
// folder with index.json and the pieces that it names. The search of a report and that
// of a portal over many reports share this; it knows nothing of their pages.
//
// docs/portal.schema.json numbers the format of the index. A change that an older
// reader would not understand raises the number in generator/published.

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

// openIndex reads the index at an address, a folder with a slash at the end. options
// gives what fetch is told for each file.
//
//   ask(text)      finds records: docs are their numbers, best first; all says whether each
//                  has all words, words whether any was asked for that is not left out;
//                  kinds are the kinds of the docs in their order; wanted are the forms to highlight
//   entries(docs)  loads what is shown of records
//   loaded()       whether anything was asked for before
export function openIndex(address, options = () => ({})) {
  const files = new Map(); // promises of the files asked for, by name

  // Each file is asked for once, past what the browser keeps from earlier
  // visits: pieces of another build would not fit together. Where one fails, all are
  // asked for again the next time.
  function load(name) {
    if (!files.has(name)) {
      const asked = fetch(address + name + ".json", { cache: "no-cache", ...options() })
        .then((r) => r.json())
        .then((f) => (f.f ? unpack(f) : f));
      asked.catch(() => files.clear());
      files.set(name, asked);
    }
    return files.get(name);
  }

  // The records of a form with their weights: those of its stem; of a form
  // that does not occur, those of the forms that begin like it, and failing
  // that of those that share most of it.
  async function records(form, wanted) {
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
  async function recordsOf(ways, wanted) {
    const best = new Map();
    for (const forms of ways) {
      if (best.size && /[\d/.]/.test(ways[0][0])) break;
      const each = await Promise.all(forms.map((form) => records(form, wanted)));
      for (const doc of each[0].keys()) {
        if (each.every((r) => r.has(doc))) {
          keep(best, doc, each.reduce((sum, r) => sum + r.get(doc), 0));
        }
      }
    }
    return best;
  }

  async function ask(text) {
    const ix = await load("index");
    const stop = new Set(ix.stop.split(" "));
    const words = read(fold(text))
      .map((word) => word.ways.map((forms) => forms.filter((form) => !stop.has(form))).filter((forms) => forms[0]))
      .filter((ways) => ways[0]);
    const wanted = new Set();
    const found = rank(await Promise.all(words.map((ways) => recordsOf(ways, wanted))));
    return { ...found, kinds: found.docs.map((doc) => kindOf(ix, doc)), words: words.length > 0, wanted };
  }

  async function entries(docs) {
    const ix = await load("index");
    return Promise.all(docs.map(async (doc) => {
      const i = pieceOf(ix.d, doc);
      return (await load("d-" + i))[doc - ix.d[i]];
    }));
  }

  return { ask, entries, loaded: () => files.size > 0 };
}

// An element, or a part of a hit where it is told which.
function element(name, part, ...children) {
  const e = document.createElement(name);
  if (part) e.className = "search-hit__" + part;
  e.append(...children);
  return e;
}

// showHit makes the element of a record that was found, as search.js describes it.
// root is the front page of its edition and language, kind what it is called, wanted
// the forms to highlight, and heading the element of its title.
export function showHit([path, title, context, text, titleLang, textLang], root, kind, wanted, heading = "h2") {
  const link = speak(element("a", "", ...marked(title, wanted)), titleLang);
  link.href = root + path;
  const meta = element("p", "meta", element("span", "kind", kind));
  if (context) meta.append(" ", element("span", "context", context));
  const item = element("li", "", element(heading, "title", link), meta);
  item.className = "search-hit";
  if (text) item.append(speak(element("p", "text", ...marked(text, wanted, 260)), textLang));
  return item;
}

function speak(e, code) {
  return code ? Object.assign(e, { lang: code, dir: "auto" }) : e;
}

// Text as nodes, the words that were found in <mark>. With a length it is
// cut to about as many characters around the first of them.
function marked(text, wanted, length) {
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
