// The page on which records of the draft are edited in a form. It asks a judge by the JSON
// protocol of package editor: on a published site the program compiled to WebAssembly, in
// a worker; under serve the program itself. Nothing that a record or an answer holds is
// ever set as HTML: elements are made here, and texts are texts.
//
// The page has <div id="editor" data-judge data-root data-forge data-api data-host
// data-repository data-branch data-edit data-say> with a <p role="status"> in it. The
// record in the fragment of the address is opened: #activity:vienna-2007.
(() => {
  const root = document.getElementById("editor");
  if (!root) return;
  const set = root.dataset;
  const lang = document.documentElement.lang;
  const words = JSON.parse(set.say || "{}");
  const say = (key, values = {}) => {
    let text = words[key] || key;
    for (const [name, value] of Object.entries(values)) text = text.split("{" + name + "}").join(value);
    return text;
  };
  // Words and what they are about: "Remove: Sources 1", in French with a space before the colon.
  const colon = lang === "fr" ? "\u00a0: " : lang === "zh" ? "：" : ": ";
  const status = document.getElementById("edit-status");
  const tell = (text) => { status.textContent = text; };
  const store = "rapporteur-edit " + location.pathname.replace(/[^/]+\/edit\/.*$/, "");

  // el makes an element: el("p", { class: "x" }, "text", other).
  const el = (name, attributes, ...kids) => {
    const e = document.createElement(name);
    for (const [k, v] of Object.entries(attributes || {})) {
      if (v === undefined || v === null || v === false) continue;
      if (k.startsWith("on")) e.addEventListener(k.slice(2), v);
      else e.setAttribute(k, v === true ? "" : v);
    }
    e.append(...kids.filter((k) => k !== undefined && k !== null));
    return e;
  };
  let made = 0;
  const fresh = (word) => `edit-${word}-${++made}`;

  // The judge.
  const overHTTP = () => {
    let token = "";
    return async (q) => {
      if (!token) token = (await (await fetch("/-/editor", { cache: "no-store" })).json()).token;
      const r = await fetch("/-/editor", { method: "POST", headers: { "Content-Type": "application/json", "X-Rapporteur-Token": token }, body: JSON.stringify(q) });
      if (!r.ok) throw new Error(await r.text());
      return r.json();
    };
  };
  const inWorker = () => {
    const worker = new Worker(set.root + "worker.js");
    const waiting = new Map();
    let n = 0;
    worker.onmessage = (m) => {
      const wait = waiting.get(m.data.n);
      waiting.delete(m.data.n);
      if (wait) wait.done(m.data.answer);
    };
    worker.onerror = () => {
      for (const wait of waiting.values()) wait.fail(new Error(say("failed")));
      waiting.clear();
    };
    return (q) => new Promise((done, fail) => {
      waiting.set(++n, { done, fail });
      worker.postMessage({ n, request: JSON.stringify(q) });
    });
  };
  const judge = set.judge === "program" ? overHTTP() : inWorker();
  const ask = async (q) => {
    const raw = await judge({ lang, ...q });
    const a = typeof raw === "string" ? JSON.parse(raw) : raw;
    if (a.error) throw new Error(a.error);
    return a;
  };

  // The parts of the page.
  const alertBox = el("div", { class: "edit__alert", role: "alert" });
  const finder = el("section", { "aria-labelledby": "edit-find-head" });
  const form = el("section", { id: "edit-form", "aria-live": "off" });
  const tools = el("section", { id: "edit-tools" });
  const warn = (text) => {
    alertBox.textContent = text;
    if (text) alertBox.scrollIntoView({ block: "nearest" });
  };
  const warnToo = (text) => { if (!alertBox.textContent.includes(text)) alertBox.append(el("p", {}, text)); };

  let kinds = []; // that can be added
  let kindNames = {}; // of all
  let record = ""; // typed id of the record that is open
  let shown = null; // its form
  let errors = 0;
  let holders = []; // { path, box, inputs } of the fields that are shown
  const names = new Map(); // by kinds

  const namesOf = async (to, bare) => {
    const key = to.join() + bare;
    if (!names.has(key)) names.set(key, (await ask({ do: "names", kinds: to, bare })).names || []);
    return names.get(key);
  };

  // Work in progress: the edits, in this browser. Pages that are open at once keep theirs in
  // one list: each leaves what others added to it since.
  const mine = Math.random().toString(36).slice(2);
  const channel = "BroadcastChannel" in window ? new BroadcastChannel(store) : null;
  let acts = 0;
  const by = () => `${mine}-${++acts}`;
  const act = (op) => ask({ do: "do", op: { ...op, by: by() } });
  const called = (op) => op.by || JSON.stringify([op.op, op.record, op.path, op.value, op.values, op.kind, op.words]);
  const own = new Set(); // what edits of this page are called, and those that it began with
  const opened = new Promise((done, fail) => {
    const asked = indexedDB.open("rapporteur-edit", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("edits");
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  opened.catch(() => { /* a browser that keeps nothing: the page still works */ });
  // One transaction reads and writes the list: of two pages that write at once, neither may
  // write over what the other has just added, as they would in localStorage. It gives the
  // list, or null where the browser keeps nothing.
  const inStore = async (change) => {
    try {
      const edits = (await opened).transaction("edits", "readwrite");
      const all = edits.objectStore("edits");
      return await new Promise((done, fail) => {
        let list = [];
        const was = all.get(store);
        was.onsuccess = () => {
          list = change(was.result || []);
          if (list.length) all.put(list, store);
          else all.delete(store);
        };
        edits.oncomplete = () => done(list);
        edits.onabort = () => fail(edits.error);
      });
    } catch { return null; }
  };
  const kept = async () => (await inStore((was) => was)) || [];
  const keepOps = async (ops) => {
    const now = new Set(ops.map(called));
    const list = await inStore((was) => {
      const left = was.filter((op) => now.has(called(op)) || !own.has(called(op)));
      const there = new Set(left.map(called));
      return [...left, ...ops.filter((op) => !there.has(called(op)))];
    });
    for (const op of ops) own.add(called(op));
    return list !== null;
  };
  const keep = async () => {
    const ops = (await ask({ do: "ops" })).ops || [];
    if ((await keepOps(ops)) && ops.length) tell(say("kept"));
    root.dataset.kept = String(acts); // the edits of this page that are in the list
    if (channel) channel.postMessage({ from: mine, record });
  };
  if (channel) {
    channel.onmessage = (m) => {
      if (m.data.from === mine) return;
      if (m.data.record === record && record) {
        warnToo(say("two-tabs"));
        if (!m.data.again) channel.postMessage({ from: mine, record, again: true });
      }
    };
  }

  // Edits go to the judge one after the other.
  let queue = Promise.resolve();
  let failed = ""; // what the last of them was told is wrong
  const inTurn = (work) => {
    queue = queue.then(async () => {
      await work();
      if (failed && alertBox.textContent === failed) warn("");
      failed = "";
    }).catch((e) => {
      failed = e.message;
      warn(failed);
    });
    return queue;
  };
  const edit = (op) => {
    const of = record; // another one may be open when its turn comes
    return inTurn(async () => {
      await act({ op: "set", record: of, ...op });
      names.clear();
      if (of === record) await verdict();
      await keep();
      later();
    });
  };

  // What check says: at once of the record, and a little later of the whole draft.
  let turn = 0;
  const verdict = async () => {
    const begun = performance.now();
    const a = await ask({ do: "quick", record });
    mark(a.findings || []);
    root.dataset.verdict = String(Math.round(performance.now() - begun));
  };
  let timer = 0;
  const later = () => {
    clearTimeout(timer);
    const now = ++turn;
    overall.textContent = say("checking");
    timer = setTimeout(async () => {
      try {
        for (let step = 0; now === turn; step++) {
          const a = await ask({ do: "check", step });
          if (!a.done) continue;
          if (now !== turn) return;
          errors = a.errors || 0;
          await showAll(a.findings || []);
          mark((a.findings || []).filter((f) => f.record === record));
          await showChanges();
          await find(); // names may be others
          return;
        }
      } catch (e) {
        warn(e.message);
      }
    }, 500);
  };

  const finding = (f, refresh) => {
    const li = el("li", { class: f.warning ? "edit__warning" : "" }, el("strong", {}, say(f.warning ? "warning" : "error") + colon), el("span", { dir: "auto" }, f.message));
    if (f.hint) li.append(el("p", { class: "edit__hint", dir: "auto" }, f.hint));
    if (f.fix) {
      li.append(el("button", { type: "button", onclick: () => inTurn(async () => {
        await ask({ do: "fix", fix: f.fix, record: f.record || record, op: { by: by() } });
        await keep();
        await open(record);
      }) }, say("fix")));
    }
    return li;
  };

  // mark puts problems beside the fields that they are about.
  const mark = (found) => {
    for (const h of holders) {
      h.list.replaceChildren();
      for (const i of h.inputs) i.removeAttribute("aria-invalid");
    }
    top.replaceChildren();
    for (const f of found) {
      let best = null;
      for (const h of holders) {
        const fits = f.path && (f.path === h.path || f.path.startsWith(h.path + ".") || f.path.startsWith(h.path + "["));
        if (fits && (!best || h.path.length > best.path.length)) best = h;
      }
      if (!best) {
        top.append(finding(f));
        continue;
      }
      best.list.append(finding(f));
      for (const i of best.inputs) if (!f.warning) i.setAttribute("aria-invalid", "true");
      for (let d = best.list.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
    }
  };

  const top = el("ul", { class: "edit__problems", role: "list" });
  const overall = el("p", { role: "status" });
  const everything = el("ul", { class: "edit__problems", role: "list" });
  const showAll = async (found) => {
    const warnings = found.filter((f) => f.warning).length;
    const counts = [["error", found.length - warnings], ["warning", warnings]].filter(([, n]) => n).map(([word, n]) => say(word) + colon + n);
    overall.textContent = counts.join(", ") || say("no-problems");
    everything.replaceChildren(...found.slice(0, 50).map((f) => {
      const li = finding(f);
      if (f.record) li.prepend(el("a", { href: "#" + f.record }, kindName(f.record.split(":")[0])), " ");
      return li;
    }));
  };

  // fieldBox is a field with its label, its help and its problems.
  const fieldBox = (f, content, inputs, group) => {
    const list = el("ul", { class: "edit__problems", role: "list", id: fresh("problems") });
    holders.push({ path: f.path, list, inputs });
    for (const i of inputs) i.setAttribute("aria-describedby", ((i.getAttribute("aria-describedby") || "") + " " + list.id).trim());
    const need = f.required ? ` (${say("required")})` : "";
    const help = f.help ? el("p", { class: "edit__help", id: fresh("help") }, f.help) : null;
    if (help) for (const i of inputs) i.setAttribute("aria-describedby", help.id + " " + i.getAttribute("aria-describedby"));
    if (group) return el("fieldset", {}, el("legend", {}, f.label + need), help, content, list);
    const label = el("label", { for: inputs[0] && inputs[0].id }, f.label + need);
    return el("div", { class: "edit__field" }, label, help, content, list);
  };

  // typed calls with what was typed, once the writer pauses or leaves the field.
  const typed = (input, change) => {
    let wait = 0;
    let last = input.value;
    const now = () => {
      clearTimeout(wait);
      if (input.value === last) return;
      last = input.value;
      change(input.value);
    };
    input.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(now, 150); });
    input.addEventListener("change", now);
  };

  // meant is the one name of several that what was typed is, or is a part of; else what was typed.
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
  const meant = (all, typed) => {
    const words = plain(typed);
    const parts = words ? all.filter((n) => plain(n).includes(words)) : [];
    const begun = parts.filter((n) => plain(n).startsWith(words));
    const same = parts.filter((n) => plain(n.replace(/ \([^)]*\)$/, "")) === words);
    for (const some of [same, begun, parts]) if (some.length === 1) return some[0];
    return typed.trim();
  };

  const chooser = async (f, chosen, choose) => {
    // A list of names: what is typed narrows it; the value is the id.
    const all = await namesOf(f.to, true);
    const list = el("datalist", { id: fresh("list") });
    const shownAs = (n) => n.name + (n.note ? ` (${n.note})` : "");
    const called = new Map();
    for (const n of all) {
      let text = shownAs(n);
      if (called.has(text)) text += ` [${n.value}]`;
      called.set(text, n.value);
      list.append(el("option", { value: text }));
    }
    const nameOf = (value) => {
      for (const [text, v] of called) if (v === value || v === f.to[0] + ":" + value || f.to[0] + ":" + v === value) return text;
      return value;
    };
    const input = el("input", { id: fresh("one"), "data-path": f.path, type: "text", list: list.id, autocomplete: "off", value: chosen ? nameOf(chosen) : "" });
    input.addEventListener("change", () => {
      if (!called.has(input.value)) input.value = meant([...called.keys()], input.value);
      const known = called.get(input.value) || all.some((n) => n.value === input.value) || !input.value;
      const problems = input.closest(".edit__field").querySelector(".edit__problems");
      problems.replaceChildren(...(known ? [] : [el("li", {}, el("strong", {}, say("error") + colon), say("choose-one"))]));
      input.removeAttribute("aria-invalid");
      if (!known) input.setAttribute("aria-invalid", "true");
      else choose(called.get(input.value) || input.value, input);
    });
    return { input, list, nameOf };
  };

  // render makes the element of a field; change is called with { value } or { values }.
  const render = async (f, change) => {
    switch (f.type) {
      case "texts": {
        const boxes = el("div", { class: "edit__texts" });
        const inputs = [];
        const longest = Math.max(0, ...(f.texts || []).map((t) => t.value.length));
        const rows = String(Math.min(12, Math.max(2, Math.ceil(longest / 45) + 1)));
        for (const t of f.texts || []) {
          const id = fresh("text");
          const input = f.long ? el("textarea", { id, lang: t.lang, dir: t.dir, rows }) : el("input", { id, type: "text", lang: t.lang, dir: t.dir });
          input.dataset.path = `${f.path}.${t.lang}`;
          input.value = t.value;
          inputs.push(input);
          const box = el("div", { class: "edit__text" }, el("label", { for: id }, t.name), input);
          if (f.prose) box.append(await references(input), preview(input, t.lang, t.dir));
          typed(input, (value) => change({ path: `${f.path}.${t.lang}`, value }));
          boxes.append(box);
          const list = el("ul", { class: "edit__problems", role: "list", id: fresh("problems") });
          input.setAttribute("aria-describedby", list.id);
          holders.push({ path: `${f.path}.${t.lang}`, list, inputs: [input] });
          box.append(list);
        }
        return fieldBox(f, boxes, inputs, true);
      }
      case "choice": {
        const input = el("select", { id: fresh("choice"), "data-path": f.path, disabled: f.fixed }, el("option", { value: "" }, "–"));
        for (const c of f.choices || []) input.append(el("option", { value: c.value }, c.name));
        if (f.value && ![...input.options].some((o) => o.value === f.value)) input.append(el("option", { value: f.value }, f.value));
        input.value = f.value || "";
        input.addEventListener("change", () => change({ path: f.path, value: input.value }));
        return fieldBox(f, input, [input]);
      }
      case "choices": {
        const chosen = new Set(f.values || []);
        const inputs = [];
        const box = el("div", {});
        const head = el("summary", {});
        const draw = () => { head.textContent = [...chosen].map((v) => ((f.choices || []).find((c) => c.value === v) || { name: v }).name).join(", ") || say("none"); };
        draw();
        for (const c of f.choices || []) {
          const input = el("input", { type: "checkbox", id: fresh("box"), value: c.value });
          input.checked = chosen.has(c.value);
          input.addEventListener("change", () => {
            if (input.checked) chosen.add(c.value);
            else chosen.delete(c.value);
            draw();
            change({ path: f.path, values: [...chosen] });
          });
          inputs.push(input);
          box.append(el("div", {}, input, el("label", { for: input.id }, c.name)));
        }
        return fieldBox(f, el("details", {}, head, box), inputs, true);
      }
      case "flag": {
        const input = el("input", { type: "checkbox", id: fresh("flag"), "data-path": f.path });
        input.checked = f.value === "true";
        input.addEventListener("change", () => change({ path: f.path, value: input.checked ? "true" : "" }));
        return fieldBox(f, input, [input]);
      }
      case "one": {
        const { input, list } = await chooser(f, f.value, (value) => change({ path: f.path, value }));
        input.disabled = !!f.fixed;
        return fieldBox(f, el("div", {}, input, list), [input]);
      }
      case "many": {
        let values = [...(f.values || [])];
        const chosen = el("ul", { class: "edit__chosen", role: "list" });
        const { input, list, nameOf } = await chooser(f, "", (value, at) => {
          at.value = "";
          if (!value || values.includes(value)) return;
          values = [...values, value];
          change({ path: f.path, values });
          draw();
        });
        const draw = () => chosen.replaceChildren(...values.map((v) => el("li", {}, nameOf(v), el("button", { type: "button", "aria-label": say("remove-item") + colon + nameOf(v), onclick: () => {
          values = values.filter((x) => x !== v);
          change({ path: f.path, values });
          draw();
          input.focus();
        } }, "×"))));
        draw();
        return fieldBox(f, el("div", {}, chosen, input, list), [input]);
      }
      case "words": {
        const input = el("input", { type: "text", id: fresh("words"), "data-path": f.path, value: (f.values || []).join(", ") });
        typed(input, (value) => change({ path: f.path, values: value.split(",").map((w) => w.trim()).filter(Boolean) }));
        return fieldBox(f, input, [input]);
      }
      case "group": {
        const box = el("div", {});
        for (const kid of f.fields || []) box.append(await render(kid, change));
        return fieldBox(f, box, [], true);
      }
      case "rows": {
        const box = el("div", {});
        const rows = f.rows || [];
        for (let i = 0; i < rows.length; i++) {
          const row = el("fieldset", {}, el("legend", {}, `${f.label} ${i + 1}`));
          await two(row, rows[i], change);
          row.append(el("button", { type: "button", onclick: () => inTurn(async () => {
            await act({ op: "set", record, path: `${f.path}[${i}]` });
            await keep();
            await open(record, f.path);
            later();
          }) }, `${say("remove-item")}${colon}${f.label} ${i + 1}`));
          box.append(row);
        }
        if (f.blank) {
          const add = el("button", { type: "button", "data-add": f.path }, say("add-item") + colon + f.label);
          add.addEventListener("click", async () => {
            const row = el("fieldset", {}, el("legend", {}, `${f.label} ${rows.length + 1}`));
            let filled = false;
            await two(row, f.blank, (op) => {
              filled = true;
              return change(op);
            });
            add.replaceWith(row);
            if (record) {
              // The form is made again: the next row has paths of its own.
              row.append(el("button", { type: "button", onclick: () => inTurn(async () => {
                if (filled) await act({ op: "set", record, path: `${f.path}[${rows.length}]` });
                await keep();
                await open(record, f.path);
                later();
              }) }, `${say("remove-item")}${colon}${f.label} ${rows.length + 1}`));
              row.after(el("button", { type: "button", "data-next": f.path, onclick: () => inTurn(async () => {
                await open(record, f.path);
                form.querySelector(`[data-add="${CSS.escape(f.path)}"]`).click();
              }) }, say("add-item") + colon + f.label));
            }
            const first = row.querySelector("input, select, textarea");
            if (first) first.focus();
          });
          box.append(add);
        }
        return fieldBox(f, box, [], true);
      }
      default: {
        const input = el("input", { type: "text", id: fresh("line"), "data-path": f.path, value: f.value || "", disabled: f.fixed, inputmode: f.type === "number" ? "decimal" : undefined, dir: "auto" });
        typed(input, (value) => change({ path: f.path, value }));
        return fieldBox(f, input, [input]);
      }
    }
  };

  // two puts the fields that matter first, and folds the others.
  const two = async (into, fields, change) => {
    const rest = el("details", {}, el("summary", {}, say("more")));
    for (const f of fields) {
      const needed = f.set || f.required || f.wanted || f.path === "cites" || /\]\.(source|verification|field|reason)$/.test(f.path);
      (needed ? into : rest).append(await render(f, change));
    }
    if (rest.children.length > 1) into.append(rest);
  };

  // references is a list from which one is inserted at the cursor.
  let referred = null;
  const references = async (input) => {
    const box = el("details", {}, el("summary", {}, say("insert")));
    box.addEventListener("toggle", async () => {
      if (!box.open || box.children.length > 1) return;
      if (!referred) referred = (await ask({ do: "references" })).references || {};
      const choice = el("select", { id: fresh("kind") });
      for (const k of Object.keys(referred)) choice.append(el("option", { value: k }, kindName(k)));
      const list = el("datalist", { id: fresh("refs") });
      const find = el("input", { id: fresh("ref"), type: "text", list: list.id, autocomplete: "off" });
      const fill = () => list.replaceChildren(...referred[choice.value].map((n) => el("option", { value: n.name + (n.note ? ` (${n.note})` : "") })));
      choice.addEventListener("change", fill);
      fill();
      find.addEventListener("change", () => {
        const shownAs = (x) => x.name + (x.note ? ` (${x.note})` : "");
        const to = meant(referred[choice.value].map(shownAs), find.value);
        const n = referred[choice.value].find((x) => shownAs(x) === to);
        if (!n) return;
        input.setRangeText(n.value, input.selectionStart, input.selectionEnd, "end");
        find.value = "";
        box.open = false;
        input.focus();
        input.dispatchEvent(new Event("input"));
      });
      box.append(el("div", { class: "edit__line" }, el("label", { for: choice.id }, say("find-kind"), choice), el("label", { for: find.id }, say("find-words"), find, list)));
    });
    return box;
  };

  // preview shows a text as readers will see it.
  const preview = (input, l, dir) => {
    const body = el("div", { class: "edit__preview", lang: l, dir });
    const box = el("details", {}, el("summary", {}, say("preview")), body);
    const draw = async () => {
      if (!box.open) return;
      const nodes = (await ask({ do: "preview", text: input.value, lang: l })).preview || [];
      body.replaceChildren(...nodes.map(node));
    };
    box.addEventListener("toggle", draw);
    input.addEventListener("input", draw);
    return box;
  };
  const node = (n) => {
    const kids = (n.kids || []).map(node);
    switch (n.type) {
      case "paragraph": return el("p", {}, ...kids);
      case "list": return el("ul", {}, ...kids);
      case "numbered": return el("ol", {}, ...kids);
      case "item": return el("li", {}, ...kids);
      case "emphasis": return el("em", {}, ...kids);
      case "strong": return el("strong", {}, ...kids);
      case "link": return el("u", { title: n.ref }, ...kids);
      case "reference": return el("cite", { title: n.ref }, n.text || "");
      case "missing": return el("span", { class: "edit__missing", title: n.ref }, n.text || "");
      default: return document.createTextNode(n.text || "");
    }
  };

  const kindName = (k) => kindNames[k] || k;

  const blank = el("div", {}); // the form of a record that is not there yet
  let begun = false; // something was typed in it
  const leaves = () => !begun || confirm(say("discard-sure"));
  let stale = false; // serve would have reloaded the page while that was written, and lost it
  addEventListener("report-changed", (e) => {
    e.preventDefault();
    if (begun) {
      stale = true;
      return;
    }
    // What was typed last is kept first, and where it was typed is come back to.
    document.activeElement.dispatchEvent(new Event("change"));
    inTurn(() => {
      remember();
      location.reload();
    });
  });

  // Where the writer is, for the page that is loaded again: a field of a record, or what
  // has an id of its own.
  const placeKept = store + " place";
  const remember = () => {
    const at = document.activeElement;
    const place = { record, path: at.dataset.path, id: /-\d+$/.test(at.id) ? "" : at.id, from: at.selectionStart, to: at.selectionEnd, scroll: scrollY };
    try { sessionStorage.setItem(placeKept, JSON.stringify(place)); } catch { /* the page begins at its top */ }
  };
  const comeBack = () => {
    let place = null;
    try {
      place = JSON.parse(sessionStorage.getItem(placeKept));
      sessionStorage.removeItem(placeKept);
    } catch { /* as if there were none */ }
    if (!place || place.record !== record) return;
    const at = place.path ? form.querySelector(`[data-path="${CSS.escape(place.path)}"]`) : place.id && document.getElementById(place.id);
    if (!at) return;
    for (let d = at.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
    at.focus({ preventScroll: true });
    if (place.from !== undefined && place.from !== null && at.setSelectionRange) at.setSelectionRange(place.from, place.to);
    scrollTo(0, place.scroll);
  };

  // open shows the form of a record.
  const open = async (ref, at) => {
    const a = await ask({ do: "record", record: ref });
    record = ref;
    shown = a.form;
    blank.replaceChildren(); // one form at a time
    begun = false;
    holders = [];
    const head = el("h2", { tabindex: "-1", id: "edit-head" }, shown.called + colon, el("span", { dir: "auto" }, shown.name));
    const body = el("form", { autocomplete: "off" });
    body.addEventListener("submit", (e) => e.preventDefault());
    await two(body, shown.fields || [], edit);
    const parts = (shown.parts || []).length ? el("ul", {}, ...shown.parts.map((p) => el("li", {}, p.note + colon, el("a", { href: "#" + p.value, dir: "auto" }, p.name)))) : null;
    const of = shown.within ? shown.within.split(":")[0] : "";
    const outer = of && (await namesOf([of], false)).find((n) => n.value === shown.within);
    const within = of ? el("p", {}, kindName(of) + colon, el("a", { href: "#" + shown.within, dir: "auto" }, outer ? outer.name : shown.within)) : null;
    const sure = el("button", { type: "button" }, say("remove"));
    sure.addEventListener("click", () => {
      if (!confirm(say("remove-sure"))) return;
      inTurn(async () => {
        await act({ op: "remove", record });
        names.clear();
        referred = null;
        form.replaceChildren();
        record = "";
        await keep();
        later();
        await find();
        kindOf.focus(); // the form is gone
      });
    });
    form.dataset.record = record;
    form.replaceChildren(head, within || "", top, body, parts || "", sure,
      el("details", {}, el("summary", {}, `${say("file")} (${shown.file}:${shown.line})`), el("pre", { tabindex: "0", dir: "ltr", id: "edit-toml" }, shown.toml)));
    form.querySelector("details:last-child").addEventListener("toggle", async () => {
      const now = (await ask({ do: "record", record })).form;
      document.getElementById("edit-toml").textContent = now.toml;
    });
    const to = at ? form.querySelector(`[data-add="${CSS.escape(at)}"]`) : null;
    (to || head).focus();
    await listed();
    await verdict();
    if (channel) channel.postMessage({ from: mine, record });
    if (stale) location.reload();
  };

  // The list of records, and what adds one.
  const kindOf = el("select", { id: "edit-kind" });
  const wordsOf = el("input", { id: "edit-words", type: "search", autocomplete: "off" });
  const results = el("ul", { class: "edit__found", "aria-label": say("found") });
  const find = async () => {
    const all = await namesOf([kindOf.value], false);
    const open = all.find((n) => n.value === record);
    const head = document.querySelector("#edit-head [dir]");
    if (open && head) head.textContent = open.name;
    const words = wordsOf.value.toLowerCase().split(/\s+/).filter(Boolean);
    const some = all.filter((n) => words.every((w) => `${n.name} ${n.note || ""} ${n.value}`.toLowerCase().includes(w)));
    const top = results.scrollTop;
    results.replaceChildren(...some.slice(0, 200).map((n) => el("li", {}, el("a", { href: "#" + n.value, dir: "auto", "aria-current": n.value === record ? "true" : undefined }, n.name + (n.note ? ` (${n.note})` : "")))));
    results.scrollTop = top;
  };
  // The menu of kinds and the list follow the record that is open.
  let kind = ""; // that the list shows
  const listed = async () => {
    const of = record.split(":")[0];
    if (of !== kindOf.value && kinds.some((k) => k.value === of)) {
      kind = kindOf.value = of;
      wordsOf.value = "";
    }
    await find();
  };
  const adding = async () => {
    const fields = (await ask({ do: "blank", kind: kindOf.value })).fields || [];
    const given = {};
    begun = false;
    holders = [];
    let ownID = false;
    const body = el("form", { autocomplete: "off" });
    const list = [];
    for (const f of fields) {
      const box = await render(f, async (op) => {
        begun = true;
        given[op.path] = op.values ? op.values.join(", ") : op.value;
        if (op.path === "id") ownID = true;
        const id = list.find((x) => x.path === "id");
        if (id && !ownID && /^(title|name|caption|heading|start|date)\b/.test(op.path)) {
          const text = [Object.entries(given).filter(([k]) => /^(title|name)\./.test(k)).map(([, v]) => v)[0] || "", (given.start || given.date || "").slice(0, 4)].join(" ");
          const suggested = (await ask({ do: "id", kind: kindOf.value, text })).id;
          if (ownID) return; // it was typed meanwhile
          given.id = suggested;
          id.box.querySelector("input").value = suggested;
        }
      });
      list.push({ path: f.path, box });
      body.append(box);
    }
    body.append(el("button", { type: "submit" }, say("add-do")));
    body.addEventListener("submit", (e) => {
      e.preventDefault();
      document.activeElement.blur();
      setTimeout(() => inTurn(async () => {
        warn("");
        const unnamed = [...body.querySelectorAll("[list][aria-invalid]")].find((i) => i.value);
        if (unnamed) {
          unnamed.focus();
          return;
        }
        let a;
        try {
          a = await act({ op: "add", kind: kindOf.value, words: given });
        } catch (refused) {
          // What is left empty is told by its label, and the writer brought there.
          const lacks = fields.find((f) => f.required && !f.value && !(f.values || []).length && !Object.keys(given).some((k) => given[k] && (k === f.path || k.startsWith(f.path + "."))));
          body.querySelector("[type=submit]").focus();
          if (!lacks) throw refused;
          warn(`${lacks.label}${colon}${say("required")}`);
          const { box } = list.find((x) => x.path === lacks.path);
          for (const i of body.querySelectorAll("[aria-invalid]")) i.removeAttribute("aria-invalid");
          const input = box.querySelector("input, select, textarea");
          input.setAttribute("aria-invalid", "true");
          input.focus();
          return;
        }
        names.clear();
        referred = null;
        blank.replaceChildren();
        await keep();
        location.hash = a.record;
        await open(a.record);
        later();
      }), 0);
    });
    // One form at a time: the record that was open is left.
    form.replaceChildren();
    record = "";
    history.replaceState(null, "", location.pathname);
    blank.replaceChildren(el("h3", { tabindex: "-1" }, say("add") + colon + kindName(kindOf.value)), body);
    blank.firstChild.focus();
  };

  // The redline.
  const redline = el("div", {});
  const redlineFull = el("div", {});
  const draw = (changes, into) => {
    if (!changes.length) {
      into.replaceChildren(el("p", {}, say("changes-none")));
      return;
    }
    into.replaceChildren(...changes.slice(0, 100).map((c) => {
      const p = el("p", { class: "edit__change", lang: c.lang, dir: "auto" });
      for (const w of c.words || []) {
        const said = w.op === "delete" ? say("deleted") : say("inserted");
        if (w.op === "equal") p.append(w.text);
        else p.append(el(w.op === "delete" ? "del" : "ins", {}, el("span", { class: "visually-hidden" }, ` ${said} `), w.text));
      }
      return el("div", {}, el("h3", {}, c.called, c.name ? colon : "", el("span", { dir: "auto" }, c.name), c.field ? ` – ${c.field}` : "", c.lang ? ` (${new Intl.DisplayNames([lang], { type: "language" }).of(c.lang)})` : ""), p);
    }));
  };
  const showChanges = async () => {
    try {
      draw((await ask({ do: "changes", since: "draft" })).changes || [], redline);
      if (redlineFull.closest("details").open) draw((await ask({ do: "changes", since: "edition" })).changes || [], redlineFull);
    } catch (e) {
      redline.replaceChildren(el("p", {}, e.message));
    }
  };

  // Proposing. Each step has one sentence for what can go wrong.
  class Refused extends Error {}
  const host = set.host || "";
  const call = async (method, path, token, body) => {
    const headers = { Accept: "application/json" };
    if (token) headers[set.forge === "gitlab" ? "PRIVATE-TOKEN" : "Authorization"] = set.forge === "gitlab" ? token : `Bearer ${token}`;
    if (body) headers["Content-Type"] = "application/json";
    const stop = new AbortController();
    const clock = setTimeout(() => stop.abort(), Number(set.patience || 20000));
    let r;
    let text;
    try {
      r = await fetch(set.api + path, { method, headers, body: body && JSON.stringify(body), signal: stop.signal, cache: "no-store", credentials: "omit", redirect: "error" });
      if (r.status === 401) throw new Refused(say("e-expired", { host }));
      if (r.status === 403 || r.status === 404 && method !== "GET") throw new Refused(say("e-rights", { host }));
      text = await r.text();
    } catch (e) {
      if (e instanceof Refused) throw e;
      throw new Refused(say(r && !stop.signal.aborted ? "e-half" : "e-timeout", { host }));
    } finally {
      clearTimeout(clock);
    }
    if (r.status === 404) return null;
    if (!r.ok) throw Object.assign(new Refused(say("e-refused", { host, status: r.status })), { status: r.status });
    try {
      return text ? JSON.parse(text) : {};
    } catch {
      throw new Refused(say("e-half", { host }));
    }
  };
  const need = (value) => {
    if (value === undefined || value === null || value === "") throw new Refused(say("e-half", { host }));
    return value;
  };
  const bytes = (text) => {
    let binary = "";
    for (const b of new TextEncoder().encode(text)) binary += String.fromCharCode(b);
    return btoa(binary);
  };
  const decode = (base64) => new TextDecoder().decode(Uint8Array.from(atob(base64.replace(/\s/g, "")), (c) => c.charCodeAt(0)));
  const conflict = (file) => new Refused(say("e-conflict", { file }));
  const onGitHub = async (token, files, title, why) => {
    const repo = "/repos" + new URL(set.repository).pathname;
    const head = need(await call("GET", `${repo}/git/ref/heads/${encodeURIComponent(set.branch)}`, token));
    const base = need(head.object && head.object.sha);
    const commit = need(await call("GET", `${repo}/git/commits/${base}`, token));
    for (const f of files) {
      const there = await call("GET", `${repo}/contents/${f.name.split("/").map(encodeURIComponent).join("/")}?ref=${base}`, token);
      if (there ? f.new || decode(need(there.content)) !== f.before : !f.new) throw conflict(f.name);
    }
    const tree = [];
    for (const f of files) {
      if (f.gone) { tree.push({ path: f.name, mode: "100644", type: "blob", sha: null }); continue; }
      const blob = need(await call("POST", `${repo}/git/blobs`, token, { content: bytes(f.after), encoding: "base64" }));
      tree.push({ path: f.name, mode: "100644", type: "blob", sha: need(blob.sha) });
    }
    const t = need(await call("POST", `${repo}/git/trees`, token, { base_tree: need(commit.tree && commit.tree.sha), tree }));
    const c = need(await call("POST", `${repo}/git/commits`, token, { message: why ? `${title}\n\n${why}` : title, tree: need(t.sha), parents: [base] }));
    const branch = name(title);
    need(await call("POST", `${repo}/git/refs`, token, { ref: `refs/heads/${branch}`, sha: need(c.sha) }));
    const pull = need(await call("POST", `${repo}/pulls`, token, { title, body: why, head: branch, base: set.branch, maintainer_can_modify: true }));
    return need(pull.html_url);
  };
  const onGitLab = async (token, files, title, why) => {
    const repo = "/projects/" + encodeURIComponent(new URL(set.repository).pathname.replace(/^\//, ""));
    const head = need(await call("GET", `${repo}/repository/branches/${encodeURIComponent(set.branch)}`, token));
    const base = need(head.commit && head.commit.id);
    for (const f of files) {
      const there = await call("GET", `${repo}/repository/files/${encodeURIComponent(f.name)}?ref=${base}`, token);
      if (there ? f.new || decode(need(there.content)) !== f.before : !f.new) throw conflict(f.name);
    }
    const branch = name(title);
    need(await call("POST", `${repo}/repository/commits`, token, {
      branch, start_sha: base, commit_message: why ? `${title}\n\n${why}` : title,
      actions: files.map((f) => ({ action: f.gone ? "delete" : f.new ? "create" : "update", file_path: f.name, content: f.gone ? undefined : bytes(f.after), encoding: "base64" })),
    }));
    const merge = need(await call("POST", `${repo}/merge_requests`, token, { source_branch: branch, target_branch: set.branch, title, description: why, remove_source_branch: true }));
    return need(merge.web_url);
  };
  const name = (title) => `edit/${title.normalize("NFD").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 40) || "draft"}-${Date.now().toString(36)}`;

  const tokenBox = () => {
    const token = el("input", { id: "edit-token", type: "password", autocomplete: "off", spellcheck: "false" });
    try { token.value = localStorage.getItem(store + " token") || ""; } catch { /* nothing is kept */ }
    return token;
  };
  const outcome = el("p", { role: "status", id: "edit-outcome" });
  const link = (url, text) => {
    // The forge's own answer: only an address that a browser may follow.
    let safe = false;
    try { safe = /^https?:$/.test(new URL(url).protocol); } catch { /* no address */ }
    return safe ? el("a", { href: url, rel: "noreferrer" }, text) : el("span", {}, text);
  };
  const justSaved = store + " saved"; // serve loads the page again when files were saved
  const sayIfSaved = () => {
    try {
      if (!sessionStorage.getItem(justSaved)) return;
      sessionStorage.removeItem(justSaved);
    } catch { return; }
    outcome.textContent = say("saved");
  };
  const proposing = () => {
    const box = el("div", {});
    if (set.judge === "program") {
      box.append(el("button", { type: "button", id: "edit-save", onclick: () => inTurn(async () => {
        const a = await judge({ do: "save", lang });
        if (a.error) { outcome.textContent = a.error === "changed" ? say("e-save") : a.error; return; }
        await keepOps([]);
        outcome.textContent = say("saved");
        try { sessionStorage.setItem(justSaved, "true"); } catch { /* it is said until the page is loaded again */ }
        await showChanges();
      }) }, say("save")));
    }
    if (set.forge && set.api) {
      const form = el("form", { autocomplete: "off" });
      form.addEventListener("submit", (e) => e.preventDefault());
      const title = el("input", { id: "edit-title", type: "text", maxlength: "120" });
      const why = el("textarea", { id: "edit-why", rows: "3" });
      const token = tokenBox();
      const keepToken = el("input", { id: "edit-keep", type: "checkbox" });
      const send = el("button", { type: "button", id: "edit-send" }, say("send"));
      send.addEventListener("click", async () => {
        const files = (await ask({ do: "files" })).files || [];
        if (!files.length) { outcome.textContent = say("changes-none"); return; }
        if (!title.value.trim()) { title.setAttribute("aria-invalid", "true"); title.focus(); return; }
        title.removeAttribute("aria-invalid");
        if (!token.value.trim()) { token.focus(); return; }
        try {
          if (keepToken.checked) localStorage.setItem(store + " token", token.value.trim());
          else localStorage.removeItem(store + " token");
        } catch { /* nothing is kept */ }
        send.disabled = true;
        outcome.textContent = say("sending");
        try {
          const made = await (set.forge === "gitlab" ? onGitLab : onGitHub)(token.value.trim(), files, title.value.trim(), why.value.trim());
          outcome.replaceChildren(say("sent") + " ", link(made, made));
        } catch (e) {
          outcome.textContent = e instanceof Refused ? e.message : say("e-half", { host });
        } finally {
          send.disabled = false;
        }
      });
      box.append(form);
      form.append(
        el("div", { class: "edit__field" }, el("label", { for: title.id }, say("propose-title")), title),
        el("div", { class: "edit__field" }, el("label", { for: why.id }, say("propose-why")), why),
        el("div", { class: "edit__field" }, el("label", { for: token.id }, say("token", { host })), el("p", { class: "edit__help", id: "edit-token-help" }, say("token-help", { host })), token),
        el("p", {}, keepToken, el("label", { for: keepToken.id }, say("token-keep"))), send);
      token.setAttribute("aria-describedby", "edit-token-help");
    }
    box.append(outcome);
    const without = el("details", { id: "edit-without" }, el("summary", {}, say(set.forge && set.api ? "without" : "files")));
    without.addEventListener("toggle", async () => {
      if (!without.open) return;
      const a = await ask({ do: "files" });
      const save = (text, as) => {
        const a = el("a", { href: URL.createObjectURL(new Blob([text], { type: "text/plain" })), download: as });
        a.click();
        setTimeout(() => URL.revokeObjectURL(a.href), 1000);
      };
      const list = el("ul", {});
      for (const f of a.files || []) {
        const li = el("li", {});
        if (!f.gone) {
          li.append(el("button", { type: "button", onclick: () => save(f.after, f.name.split("/").pop()) }, say("download", { file: f.name })), " ",
            el("button", { type: "button", onclick: async () => { await navigator.clipboard.writeText(f.after); outcome.textContent = say("copied"); } }, say("copy", { file: f.name })), " ");
        }
        if (set.edit && !f.new) li.append(link(set.edit.split("{file}").join(f.name.split("/").map(encodeURIComponent).join("/")), say("forge-page", { file: f.name, host })));
        list.append(li);
      }
      without.replaceChildren(without.firstChild, (a.files || []).length ? el("div", {}, list, el("button", { type: "button", onclick: () => save(a.patch, "changes.patch") }, say("patch"))) : el("p", {}, say("changes-none")));
    });
    box.append(without);
    return box;
  };

  // begin starts the next draft where the newest edition is what the files hold.
  const begin = el("div", {});
  const offerBegin = async () => {
    begin.replaceChildren();
    const a = await ask({ do: "record", record: "edition:edition" });
    const state = (a.form.fields || []).find((f) => f.path === "status");
    if (!state || state.value !== "issued") return;
    const day = el("input", { id: "edit-begin", type: "date" });
    begin.append(el("p", {}, say("begin-why")), el("div", { class: "edit__line" }, el("label", { for: day.id }, say("begin-day"), day),
      el("button", { type: "button", id: "edit-begin-do", onclick: () => inTurn(async () => {
        if (!day.value) { day.focus(); return; }
        await act({ op: "begin", value: day.value });
        await keep();
        await offerBegin();
        kindOf.focus(); // the button is gone
        later();
      }) }, say("begin"))));
  };

  const start = async () => {
    tell(say("loading"));
    const a = await ask({ do: "load" });
    kinds = a.kinds || [];
    kindNames = a.called || {};
    for (const k of kinds) kindOf.append(el("option", { value: k.value }, k.name));
    const ops = await kept();
    for (const op of ops) own.add(called(op));
    if (ops.length) {
      const r = await ask({ do: "replay", ops });
      tell(say("restored"));
      const told = (r.conflicts || []).map((c) => `${c.name}${c.label ? ` – ${c.label}` : ""}${colon}${c.reason || say("conflict", { mine: c.mine, theirs: c.theirs })}`);
      if (told.length) warn(told.join("\n"));
    } else {
      tell("");
    }
    kind = kindOf.value;
    kindOf.addEventListener("change", () => {
      if (!leaves()) {
        kindOf.value = kind;
        return;
      }
      kind = kindOf.value;
      begun = false;
      blank.replaceChildren();
      find();
    });
    wordsOf.addEventListener("input", () => find());
    const discard = el("button", { type: "button", id: "edit-discard", onclick: () => {
      if (!confirm(say("discard-sure"))) return;
      inTurn(async () => {
        await keepOps([]);
        await ask({ do: "undo" });
        location.reload();
      });
    } }, say("discard"));
    finder.append(el("h2", { id: "edit-find-head" }, say("find")), el("div", { class: "edit__line" },
      el("label", { for: kindOf.id }, say("find-kind"), kindOf), el("label", { for: wordsOf.id }, say("find-words"), wordsOf),
      el("button", { type: "button", id: "edit-add", onclick: () => { if (leaves()) inTurn(adding); } }, say("add"))), results, blank);
    const full = el("details", {}, el("summary", {}, say("changes")), redlineFull);
    full.addEventListener("toggle", () => showChanges());
    tools.append(el("h2", {}, say("problems")), overall, everything, el("h2", {}, say("changes-mine")), redline, full, el("h2", {}, say("propose")), proposing(), discard);
    root.append(alertBox, begin, finder, form, tools);
    await find();
    await offerBegin();
    const follow = () => inTurn(async () => {
      const to = decodeURIComponent(location.hash.slice(1));
      if (!to || to === record) return;
      if (leaves()) await open(to);
      else history.replaceState(null, "", location.pathname);
    });
    window.addEventListener("hashchange", follow);
    root.dataset.ready = "true";
    await follow();
    sayIfSaved();
    comeBack();
    later();
  };
  start().catch((e) => { tell(""); root.append(alertBox); warn(`${say("failed")} ${e.message}`); });
})();
