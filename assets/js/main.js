// Enhancement only: every page says all it has to say without this script.

// Links to the same page in another language or edition keep the fragment.
function keepFragment() {
  for (const a of document.querySelectorAll("a[data-keep-hash]")) {
    a.hash = location.hash;
  }
}
keepFragment();
addEventListener("hashchange", keepFragment);

// Nor is the place lost of one who has scrolled: it is the last part that began above.
for (const a of document.querySelectorAll("a[data-keep-place]")) {
  a.addEventListener("click", () => {
    if (location.hash || scrollY < innerHeight) return;
    const above = [...document.querySelectorAll("main [id]")].filter((e) => e.checkVisibility() && e.getBoundingClientRect().top < innerHeight / 4);
    if (above.length) a.hash = above.at(-1).id;
  });
}

// A target inside a folded part is unfolded, or the link would lead nowhere.
function unfoldTarget() {
  const id = decodeURIComponent(location.hash.slice(1));
  const target = id && document.getElementById(id);
  for (let fold = target && target.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    fold.open = true;
  }
}
unfoldTarget();
addEventListener("hashchange", unfoldTarget);

// The page itself names no other edition, so that it need not be written again for each
// later one: the list is completed when it is opened. An edition has the pages of the one
// that it follows, with those that were added and without those that have gone.
async function completeEditions(select) {
  const { list, path, up, current, without } = select.dataset;
  const at = new URL(list, location.href);
  const { editions, current: newest } = await (await fetch(at)).json();
  const byID = new Map(editions.map((e) => [e.id, e]));
  const has = (edition, path) => {
    for (let e = edition; e; e = byID.get(e.follows)) {
      if (e.added.includes(path)) return true;
      if (path in e.gone) return false;
    }
    return false;
  };
  // The paths that the record has had, its own first.
  const paths = [path];
  for (const p of paths) {
    for (const { gone } of editions) {
      const others = [gone[p], ...Object.keys(gone).filter((old) => gone[old] === p)];
      paths.push(...others.filter((o) => o && !paths.includes(o)));
    }
  }
  const own = select.querySelector("[aria-current]").closest("li");
  const { edition, lang } = { edition: document.documentElement.dataset.edition, lang: document.documentElement.lang };
  const mark = (text) => Object.assign(document.createElement("span"), { className: "edition-select__mark", textContent: text });
  let below = false;
  for (const e of editions) {
    if (e.id === edition) {
      if (e.id === newest) own.append(" ", mark(current));
      below = true;
      continue;
    }
    const language = e.languages.includes(lang) ? lang : e.languages[0];
    const there = paths.find((p) => has(e, p));
    const to = there ?? (has(e, up) ? up : "");
    const a = Object.assign(document.createElement("a"), { href: new URL(`${e.id}/${language}/${to}`, at).href });
    if (there !== undefined) a.dataset.keepHash = "";
    a.append(Object.assign(document.createElement("span"), { className: "edition-select__id", textContent: e.id }), " ");
    const title = Object.assign(document.createElement("span"), { textContent: e.title[language] ?? "" });
    if (language !== lang) title.lang = language;
    a.append(title);
    const li = document.createElement("li");
    li.append(a);
    if (e.id === newest) li.append(" ", mark(current));
    if (there === undefined) li.append(" ", mark(without));
    if (below) select.querySelector("li:last-child").before(li);
    else own.before(li);
  }
  keepFragment();
}
for (const select of document.querySelectorAll(".edition-select[data-list]")) {
  // Without the file, as in a copy read from a disk, the link to the list is left.
  select.addEventListener("toggle", () => completeEditions(select).catch(() => {}), { once: true });
}

// The list of editions closes like a menu: by Escape, or by leaving it.
for (const menu of document.querySelectorAll(".edition-select, .site-nav__fold")) {
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".edition-select[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// What is chosen on a page of changes is in its address, so that it can be sent.
const choices = document.querySelectorAll(".changes__controls input");
for (const input of choices) {
  if (input.value && new URLSearchParams(location.search).get(input.name) === input.value) input.checked = true;
  input.addEventListener("change", () => {
    const url = new URL(location.href);
    if (input.value) url.searchParams.set(input.name, input.value);
    else url.searchParams.delete(input.name);
    history.replaceState(null, "", url);
  });
}

// Printing is a matter of the browser; without a script its own menu does it.
for (const button of document.querySelectorAll(".paper__print")) {
  button.hidden = button.closest(".paper").hidden = false;
  button.addEventListener("click", () => print());
}

// What is folded away belongs on paper too.
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("main details:not([open])")];
  for (const fold of folded) fold.open = true;
});
addEventListener("afterprint", () => {
  for (const fold of folded) fold.open = false;
});

// The permanent address goes to the clipboard with the place the reader is at.
// Browsers offer no clipboard to pages that came unencrypted.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll(".copy-link")) {
    const line = button.parentElement;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const said = line.querySelector("[role=status]");
      said.textContent = "";
      try {
        await navigator.clipboard.writeText(line.querySelector("a").href + location.hash);
        said.textContent = button.dataset.copied;
      } catch {
        getSelection().selectAllChildren(line.querySelector("a"));
      }
    });
  }
}

// A long table is narrowed to the rows whose name, or any word, holds what is typed. Accents
// and case make no difference.
for (const box of document.querySelectorAll("[data-filter]")) {
  const fold = (s) => s.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const input = box.querySelector("input");
  const said = box.querySelector("[role=status]");
  const by = box.dataset.filterBy;
  // A row without data is the heading of its group; a record of several rows is a body.
  const groups = [...document.getElementById(box.dataset.filter).tBodies].map((body) => ({
    body,
    rows: (by === "record" ? [body] : [...body.rows].filter((row) => row.querySelector("td")))
      .map((row) => ({ row, name: fold((by ? row : row.cells[0]).textContent) })),
  }));
  const filter = () => {
    const wanted = fold(input.value.trim());
    let all = 0, n = 0;
    for (const { body, rows } of groups) {
      let here = 0;
      for (const { row, name } of rows) {
        row.hidden = !name.includes(wanted);
        if (!row.hidden) here++;
      }
      body.hidden = !here;
      all += rows.length;
      n += here;
    }
    box.classList.toggle("table-filter--on", wanted !== "");
    said.textContent = wanted && said.dataset.count.replace("{n}", n).replace("{all}", all);
  };
  box.hidden = false;
  input.addEventListener("input", filter);
  // What was typed before comes back with the page.
  addEventListener("pageshow", filter);
}

// The parties to an instrument at any day: the acts up to it are left in the table, whose
// newest says the number. The day is in the address, so that it can be sent.
for (const box of document.querySelectorAll("[data-day-of]")) {
  const input = box.querySelector("input");
  const said = box.querySelector("[role=status]");
  const rows = [...document.getElementById(box.dataset.dayOf).tBodies[0].rows];
  const show = () => {
    const day = input.value;
    for (const row of rows) row.hidden = day !== "" && row.querySelector("time").dateTime > day;
    const newest = rows.find((row) => !row.hidden);
    said.textContent = day && said.dataset.said.replace("{n}", newest ? newest.cells[3].textContent.trim() : "0");
  };
  box.hidden = false;
  input.value = new URLSearchParams(location.search).get("day") ?? "";
  input.addEventListener("input", () => {
    const url = new URL(location.href);
    if (input.value) url.searchParams.set("day", input.value);
    else url.searchParams.delete("day");
    history.replaceState(null, "", url);
    show();
  });
  show();
}

// A table is put in the order of a column by its head: the other way when pressed again.
for (const table of document.querySelectorAll("table[data-sortable]")) {
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  // A record of several rows is a body, of which the first row counts.
  const parents = table.querySelector(".table__record") ? [[table, table.tBodies]] : [...table.tBodies].map((body) => [body, body.rows]);
  const key = (row, i) => {
    const cell = (row.rows?.[0] ?? row).cells[i];
    return cell.dataset.sort ?? cell.querySelector("time")?.dateTime ?? cell.textContent.trim();
  };
  const compare = (a, b) => a !== "" && b !== "" && a - b || order.compare(a, b);
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, i) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "table__sort" });
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      for (const [parent, all] of parents) {
        const rows = [...all].sort((a, b) => compare(key(a, i), key(b, i)));
        parent.append(...(down ? rows.reverse() : rows));
      }
    });
  });
}

// What a drawing shows is read one by one, by a slider or where it is touched, as a mouse reads
// it by pointing.
for (const picture of document.querySelectorAll(".picture")) {
  const drawings = [...picture.querySelectorAll("svg")];
  const marks = () => [...(drawings.find((svg) => svg.checkVisibility()) ?? picture).querySelectorAll("g:not(.chart__rule):has(> title)")];
  const box = picture.querySelector(".picture__read");
  const slider = box.querySelector("input");
  if (marks().length) box.hidden = false;
  else box.remove();
  const read = () => {
    const all = marks();
    slider.max = all.length - 1;
    const mark = all[slider.value];
    const said = mark.querySelector("title").textContent;
    slider.ariaValueText = box.querySelector(".picture__value").textContent = said;
    for (const svg of drawings) svg.classList.add("chart--read");
    for (const other of picture.querySelectorAll(".chart__read")) other.classList.remove("chart__read");
    mark.classList.add("chart__read");
  };
  slider.addEventListener("focus", read);
  slider.addEventListener("input", read);
  for (const svg of drawings) {
    svg.addEventListener("click", (event) => {
      // A finger is less exact than the marks are small.
      const all = marks();
      for (let r = 0; r < 20; r += 4) {
        for (let turn = 0; turn < 8; turn++) {
          const at = document.elementFromPoint(event.clientX + r * Math.cos(turn * Math.PI / 4), event.clientY + r * Math.sin(turn * Math.PI / 4));
          const n = all.indexOf(at?.closest("g"));
          if (n < 0) continue;
          slider.max = all.length - 1;
          slider.value = n;
          return read();
        }
      }
    });
  }

  // The drawing for wide screens is saved with the style that the style sheet gives it in light
  // colours, with its title, what it rests on and where it is from.
  const button = picture.querySelector(".picture__svg");
  button.hidden = false;
  button.addEventListener("click", () => {
    const looks = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "paint-order", "font-family", "font-size", "font-weight"];
    const all = (svg) => [svg, ...svg.querySelectorAll("*")];
    const copy = drawings.at(-1).cloneNode(true);
    const copies = all(copy);
    const root = document.documentElement;
    root.dataset.saved = "";
    const [ink, paper] = ["text", "surface"].map((name) => getComputedStyle(root).getPropertyValue("--color-" + name));
    all(drawings.at(-1)).forEach((e, i) => {
      const own = getComputedStyle(e);
      const outer = i ? getComputedStyle(e.parentElement) : {};
      for (const look of looks) {
        // A sign has the colour of the place where it is used.
        if (own[look] !== outer[look] || own.color !== outer.color) copies[i].setAttribute(look, own[look] === own.color ? "currentcolor" : own[look]);
      }
      if (!e.closest("defs")) copies[i].setAttribute("color", own.color);
      copies[i].removeAttribute("class");
    });
    delete root.dataset.saved;
    const { y, width, height } = copy.viewBox.baseVal;
    const rtl = copy.getAttribute("direction") === "rtl";
    const add = (parent, name, attributes, text) => {
      const e = document.createElementNS(copy.namespaceURI, name);
      for (const key in attributes) e.setAttribute(key, attributes[key]);
      if (text) e.textContent = text;
      parent.append(e);
      return e;
    };
    const pen = document.createElement("canvas").getContext("2d");
    const words = new Intl.Segmenter(root.lang, { granularity: "word" });
    // write breaks a text into lines and says how high they are.
    const write = (text, size, weight, top) => {
      const lines = [""];
      pen.font = `${weight} ${size}px ${copy.getAttribute("font-family")}`;
      for (const { segment } of words.segment(text)) {
        if (pen.measureText(lines.at(-1) + segment).width > width) lines.push("");
        lines[lines.length - 1] += segment;
      }
      const high = lines.length * size * 1.4;
      const block = add(copy, "g", { "font-size": size, "font-weight": weight, fill: ink, transform: `translate(0 ${top(high)})` });
      lines.forEach((line, i) => add(block, "text", { x: rtl ? width : 0, y: (i + 0.8) * size * 1.4 }, line.trim()));
      return high;
    };
    const said = (part) => picture.querySelector(part)?.textContent.trim() ?? "";
    const above = write(said(".picture__title"), 16, 600, (high) => y - 8 - high);
    let below = write(said(".source-line"), 11, 400, () => y + height + 8);
    below += write(location.href.split("#")[0], 11, 400, () => y + height + 8 + below);
    const frame = { x: -12, y: y - above - 20, width: width + 24, height: height + above + below + 40 };
    copy.querySelector("desc").after(add(copy, "rect", { ...frame, fill: paper }));
    copy.setAttribute("viewBox", Object.values(frame).join(" "));
    copy.setAttribute("width", frame.width);
    copy.setAttribute("height", frame.height);
    const a = document.createElement("a");
    a.href = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }));
    a.download = picture.querySelector("[download]").getAttribute("href").replace(/csv$/, "svg");
    a.click();
    URL.revokeObjectURL(a.href);
  });
}
