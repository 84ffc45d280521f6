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
  if (p.s) p.stems = p.s.map((s) => [].concat(s));
  return p;
}

// The form of a title or a name as a whole, as generator/search/words.go has it.
function titleKey(text) {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu);
  if (!words) return "";
  let sum = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(words.join(" "))) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0;
  return "=" + sum.toString(36);
}

// Endings by language, of folded words: those of inflection and those that make another
// word of the same root (ratify, ratification), with what stands for them in the root.
// They only relate words to those of the index, which has stems of its own; so they may
// cut off more than grammar would.
const endings = {
  en: ["ifications:if ification:if ifying:if ifies:if ified:if ify:if ization isation izing ising ize ise ized ised izes ises ations ation ating ates ated ate ators ator ative ements ement ments ment ions ion ivity ive ally ers er", "ies:i y:i ings ing es ed s e"],
  fr: ["ifications:ifi ification:ifi ifier:ifi ifiant:ifi ifient:ifi ifiees:ifi ifiee:ifi ifies:ifi ifie:ifi ations ation atrices atrice ateurs ateur ements ement ments ment ances ance ences ence iques ique ives ive ifs if ites ite ions ion", "aux:al ales:al ale:al als:al eront erent aient antes ante ants ant eons eont era ees ee es er ez ent ons s x e"],
  es: ["ificaciones:ific ificacion:ific ificar:ific ificado:ific ificados:ific ifica:ific ifican:ific ifico:ific aciones acion iciones icion amientos amiento imientos imiento adores ador adoras adora idades idad amente mente ivas iva ivos ivo", "ciones:cion iendo ando aron ieron aban aran eran iran adas ados ada ado idas idos ida ido es os as ar er ir an en o a e s"],
  ru: ["икации:ик икация:ик икацию:ик икацией:ик ицировать:ик ицировал:ик ицировали:ик ицируют:ик ицировано:ик ация ации ацию ацией ационныи ационная ационное ировать ировали ировал ений ение ения ению ении ением ость ости остью ныи ная ное ные ных ному ного ным ными", "иями ями ами иях ях ах иеи иям ием иев еи ого его ому ему ими ыми ыи ии ая яя ое ее ые ие ых их ую юю ов ев ам ям ом ем ия ию ть ла ли ло а я о е ы и у ю ь"],
  ar: ["", "ياتهم ياتها يات ات ون ين ان يه ها هم ه ي"],
};
const articles = /^(?:وال|فال|بال|كال|ولل|لل|ال|وب|ول|و|ف|ب|ل|ك)(?=....)|^(?:وال|بال|لل|ال)(?=...)/;
const rules = {};

// The root that words of a family share: the longest ending is cut off where enough is left.
function rootOf(lang, form) {
  if (!endings[lang] || form.length < 4) return form;
  rules[lang] ||= endings[lang].map((list) => list.split(" ").filter(Boolean).map((e) => e.split(":")).sort((a, b) => b[0].length - a[0].length));
  let root = lang === "ar" ? form.replace(articles, "") : form;
  for (const [i, list] of rules[lang].entries()) {
    const cut = list.find(([ending, kept = ""]) => root.endsWith(ending) && root.length - ending.length + kept.length >= 4 - i);
    if (cut) return root.slice(0, -cut[0].length) + (cut[1] || "");
  }
  return root;
}

// How many letters must be changed, put in, left out or exchanged with the next one to
// make one word of another; more than most is most + 1.
function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [], row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
      least = Math.min(least, next[j]);
    }
    if (least > most) return most + 1;
    [before, row] = [row, next];
  }
  return Math.min(row[b.length], most + 1);
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
//                  kinds are the kinds of the docs in their order; wanted are the forms to
//                  highlight; instead are pairs of a word that does not occur and the one
//                  that was looked for in its place, because it may be misspelt
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

  // All forms of words by their roots. Indexes of before have none.
  async function forms() {
    const ix = await load("index");
    if (!ix.lang || !ix.t.length) return { all: [], roots: new Map() };
    const f = await load("f");
    if (!f.roots) {
      f.roots = new Map();
      for (const form of f.forms) {
        const root = rootOf(ix.lang, form);
        if (!f.roots.has(root)) f.roots.set(root, []);
        f.roots.get(root).push(form);
      }
    }
    return { all: f.forms, roots: f.roots };
  }

  // Adds the records of the stems of forms to those found, each with a share of its
  // weight. wanted is null for what is not highlighted.
  async function gather(found, list, share, wanted) {
    const ix = await load("index");
    const by = new Map(); // forms by piece
    for (const form of list) {
      const i = pieceOf(ix.t, form);
      if (!by.has(i)) by.set(i, new Set());
      by.get(i).add(form);
    }
    for (const [i, asked] of by) {
      const p = await load("t-" + i);
      const stems = new Set();
      p.forms.forEach((f, n) => {
        if (asked.has(f)) p.stems[n].forEach((s) => stems.add(s));
      });
      if (wanted) {
        p.forms.forEach((f, n) => {
          if (p.stems[n].some((s) => stems.has(s))) wanted.add(f);
        });
      }
      for (const s of stems) {
        let doc = 0;
        for (let k = 0; k < p.p[s].length; k += 2) {
          doc += p.p[s][k];
          keep(found, doc, Math.ceil(p.p[s][k + 1] * share));
        }
      }
    }
  }

  // The forms that begin as one does; of a Chinese character all pairs that it begins.
  async function beginning(start) {
    const ix = await load("index");
    const first = pieceOf(ix.t, start);
    const last = Math.min(pieceOf(ix.t, start + "\uffff"), first + 3);
    const list = [];
    for (let i = first; i <= last; i++) list.push(...(await load("t-" + i)).forms.filter((f) => f.startsWith(start)));
    return list;
  }

  // The forms that a word may be meant to be: as few letters away as any is.
  function near(form, all) {
    const most = form.length > 7 ? 2 : 1;
    let best = [], least = most;
    for (const f of all) {
      const d = distance(form, f, least);
      if (d < least) best = [];
      if (d <= least && d > 0) {
        least = d;
        best.push(f);
      }
    }
    // Who misspells a word knows how it begins.
    const alike = best.filter((f) => f[0] === form[0]);
    return (alike.length ? alike : best).slice(0, 4);
  }

  // The records of a form with their weights: those of its stem, and for less those of
  // other words of its family. Of a form that does not occur, those of its family, failing that
  // of the forms that begin like it, of those that it may be meant to be, and of those that share
  // most of it.
  async function records(form, wanted, instead) {
    const ix = await load("index");
    const found = new Map();
    if (!ix.t.length) return found;
    const word = /^(?!\p{sc=Han})\p{L}+$/u.test(form);
    const single = /^\p{sc=Han}$/u.test(form);
    const exact = !single && (await load("t-" + pieceOf(ix.t, form))).forms.includes(form);
    if (exact || /^\d+$/.test(form)) await gather(found, [form], 1, wanted);
    if (word && form.length > 3) {
      const { roots } = await forms();
      const family = (roots.get(rootOf(ix.lang, form)) || []).filter((f) => f !== form);
      await gather(found, family, exact ? 0.3 : 0.9, wanted);
    }
    if (found.size || exact || /^\d+$/.test(form)) return found;
    await gather(found, await beginning(form), 1, wanted);
    if (found.size || !word || form.length < 4) return found;
    const meant = near(form, (await forms()).all);
    if (meant.length) {
      instead.set(form, meant[0]);
      await gather(found, meant, 1, wanted);
    }
    for (let cut = 1; cut < 4 && !found.size && form.length - cut > 4; cut++) {
      await gather(found, await beginning(form.slice(0, -cut)), 1, wanted);
    }
    return found;
  }

  // The records of a word, said in whichever way. A symbol that is found as
  // such is not looked for in its parts.
  async function recordsOf(ways, wanted, instead) {
    const best = new Map();
    for (const forms of ways) {
      if (best.size && /[\d/.]/.test(ways[0][0])) break;
      const each = await Promise.all(forms.map((form) => records(form, wanted, instead)));
      for (const doc of each[0].keys()) {
        if (each.every((r) => r.has(doc))) {
          keep(best, doc, each.reduce((sum, r) => sum + r.get(doc), 0));
        }
      }
    }
    return best;
  }

  // What an entry says, folded, in words with a space around each.
  function saidBy([, title, context, text]) {
    return " " + (fold([title, context, text].join(" ")).match(/[\p{L}\p{N}]+/gu) || []).join(" ") + " ";
  }

  // A run of words as it stands in saidBy; in Chinese without spaces between.
  const runOf = (text) => {
    const words = (fold(text).match(/[\p{L}\p{N}]+/gu) || []).join(" ");
    return /\p{sc=Han}/u.test(words) ? words : " " + words + " ";
  };

  async function ask(text) {
    const ix = await load("index");
    const stop = new Set(ix.stop.split(" "));
    const wordsOf = (s) => read(fold(s))
      .map((word) => word.ways.map((forms) => forms.filter((form) => !stop.has(form))).filter((forms) => forms[0]))
      .filter((ways) => ways[0]);
    const words = wordsOf(text);
    const wanted = new Set();
    const instead = new Map();
    const lists = await Promise.all(words.map((ways) => recordsOf(ways, wanted, instead)));
    // A record that is called as was asked comes first, whatever it says.
    const called = new Map();
    let meant = fold(text);
    for (const [asked, found] of instead) meant = meant.replace(asked, found);
    const key = titleKey(meant);
    if (key && ix.t.length) await gather(called, [key], 1, null);
    for (const list of lists) for (const [doc, weight] of called) list.set(doc, (list.get(doc) || 0) + weight);
    if (!lists.length && called.size) lists.push(called);
    const found = rank(lists);
    // Words between quotation marks stand together, in this order.
    const quoted = [...text.matchAll(/["“„«「『](.+?)["”“»」』]/g)].map((m) => m[1]).filter((q) => wordsOf(q).length);
    if (quoted.length) {
      const runs = quoted.map(runOf);
      const said = await entries(found.docs);
      found.docs = found.docs.filter((_, i) => runs.every((run) => saidBy(said[i]).includes(run)));
    } else if (words.length > 1) {
      // Of the first ones, those come first that say the words together.
      const first = found.docs.slice(0, 24);
      const run = runOf(meant);
      const said = await entries(first);
      const together = first.filter((doc, i) => called.has(doc) || saidBy(said[i]).includes(run));
      found.docs = [...together, ...found.docs.filter((doc) => !together.includes(doc))];
    }
    return { ...found, kinds: found.docs.map((doc) => kindOf(ix, doc)), words: words.length > 0 || called.size > 0, wanted, instead: [...instead] };
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
