// Searches the reports of a portal: asks the index of each, several at a time.
//
// The page has the form #portal-search with the input q and, where there is a choice, the
// selects organ, session and topic; #portal-status, #portal-results and #portal-failed;
// beside it stands reports.json. Its attributes data-… hold what it says. What reports
// publish may be a stranger's: it becomes text, and links that stay within the report.
import { openIndex, showHit } from "./search-index.js";

const form = document.getElementById("portal-search");
const input = form.elements.namedItem("q");
const selects = [...form.querySelectorAll("select")];
const [status, results, failed] = ["status", "results", "failed"].map((name) => document.getElementById("portal-" + name));
const say = form.dataset;
const lang = document.documentElement.lang;

const atATime = 8; // reports asked at once
const patience = 15000; // milliseconds for a file of an index
const shown = 3; // records of a report at first

let list; // a promise of reports.json
const indexes = new Map(); // by address
let turn = 0; // counts searches: a slow one must not overwrite a later one

function format(n) {
  return n.toLocaleString(lang);
}

function put(text, values) {
  return text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? format(values[name]) : all));
}

function indexOf(report) {
  if (!indexes.has(report.index)) {
    indexes.set(report.index, openIndex(report.index, () => ({ signal: AbortSignal.timeout(patience), credentials: "omit", referrerPolicy: "no-referrer" })));
  }
  return indexes.get(report.index);
}

// Whether a report is among those chosen.
function chosen(report) {
  return selects.every(({ name, value }) => !value || (name === "topic" ? (report.topics || []).includes(value) : report[name] === value));
}

function element(name, className, ...children) {
  const e = document.createElement(name);
  if (className) e.className = className;
  e.append(...children);
  return e;
}

function linkTo(report, href) {
  const link = element("a", "", report.title);
  if (report.lang) Object.assign(link, { lang: report.lang, dir: "auto" });
  link.href = href;
  return link;
}

// The hits of a report. A link that leads out of the report is none.
function hitsOf(report, found, entries, kinds, from) {
  const root = new URL(report.root, location.href);
  return entries.map((entry, i) => {
    const kind = found.kinds[from + i];
    const item = showHit(entry, report.root, kinds[kind] || kind, found.wanted, "h3");
    for (const a of item.querySelectorAll("a")) {
      if (!new URL(a.href, location.href).href.startsWith(root.href)) a.removeAttribute("href");
    }
    if (report.language !== lang) Object.assign(item, { lang: report.language, dir: "auto" });
    return item;
  });
}

function section(report, found, entries, kinds) {
  const items = element("ol", "search-results");
  items.setAttribute("role", "list");
  items.append(...hitsOf(report, found, entries, kinds, 0));
  const heading = element("h2", "portal-item__title", linkTo(report, report.root));
  const part = element("section", "portal-found", heading, element("p", "portal-item__meta", element("bdi", "", report.symbol)), items);
  if (found.docs.length > entries.length) {
    const all = element("a", "", put(say.all, { n: found.docs.length }));
    all.href = report.search + "?q=" + encodeURIComponent(input.value.trim());
    part.append(element("p", "", all));
  }
  return part;
}

async function ask(report, text, kinds) {
  const index = indexOf(report);
  const found = await index.ask(text);
  const entries = await index.entries(found.docs.slice(0, shown));
  return { report, found, part: found.docs.length ? section(report, found, entries, kinds) : null };
}

function clear() {
  results.replaceChildren();
  failed.hidden = true;
  failed.querySelector("ul").replaceChildren();
}

async function run() {
  const mine = ++turn;
  const text = input.value.trim().slice(0, 300);
  clear();
  if (!text) {
    status.textContent = "";
    return;
  }
  status.textContent = say.loading;
  let known;
  try {
    list = list || fetch("reports.json").then((r) => r.json());
    known = await list;
  } catch {
    list = undefined;
    if (mine === turn) status.textContent = say.error;
    return;
  }
  const wanted = known.reports.filter(chosen);
  const answers = [];
  const without = wanted.filter((report) => !report.index);
  let next = 0;
  let done = 0;
  const queue = wanted.filter((report) => report.index);
  const worker = async () => {
    while (next < queue.length && mine === turn) {
      const report = queue[next++];
      try {
        answers.push(await ask(report, text, known.kinds));
      } catch {
        indexes.delete(report.index); // what failed once may work the next time
        without.push(report);
      }
      done++;
      if (mine === turn) status.textContent = put(say.progress, { n: done, all: queue.length });
    }
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  if (mine !== turn) return;
  // Reports whose records have all words come first, then those in the language of the
  // page; else the order is that of the list.
  const place = new Map(wanted.map((report, i) => [report, i]));
  const rank = ({ report, found }) => (found.all ? 0 : 2) + (report.language === lang ? 0 : 1);
  const good = answers.filter(({ part }) => part).sort((a, b) => rank(a) - rank(b) || place.get(a.report) - place.get(b.report));
  // Where one report has all words, those that have only some say nothing.
  const best = good.some(({ found }) => found.all) ? good.filter(({ found }) => found.all) : good;
  results.replaceChildren(...best.map(({ part }) => part));
  if (best.length) {
    const records = best.reduce((sum, { found }) => sum + found.docs.length, 0);
    status.textContent = (best[0].found.all ? "" : say.some + " ") + put(say.found, { n: records, r: best.length });
  } else {
    status.textContent = answers.length && answers.every(({ found }) => !found.words) ? say.stop : say.none;
  }
  failed.hidden = !without.length;
  failed.querySelector("ul").append(...without.sort((a, b) => place.get(a) - place.get(b)).map((report) =>
    element("li", "", element("bdi", "", report.symbol), " · ", linkTo(report, report.search + "?q=" + encodeURIComponent(text)))));
}

// The address of the search as it stands in the form.
function address() {
  return "?" + new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
}

function restore() {
  const query = new URLSearchParams(location.search);
  input.value = query.get("q") || "";
  for (const select of selects) {
    const value = query.get(select.name) || "";
    select.value = [...select.options].some((o) => o.value === value) ? value : "";
  }
  run();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  history.pushState(null, "", address());
  run();
});
for (const select of selects) {
  select.addEventListener("change", () => {
    history.replaceState(null, "", address());
    run();
  });
}
addEventListener("popstate", restore);
restore();
