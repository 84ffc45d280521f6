// The worker that judges edits: it runs the program compiled to WebAssembly, and answers
// the page's requests in their order. Everything is fetched from beside this file.
importScripts("wasm_exec.js");

const say = (n, answer) => postMessage({ n, answer });
const load = async (name) => {
  const r = await fetch(name);
  if (!r.ok) throw new Error(`${name}: ${r.status}`);
  return r;
};

const ready = (async () => {
  const go = new Go();
  const response = load("editor.wasm");
  const { instance } = await WebAssembly.instantiateStreaming(response, go.importObject);
  go.run(instance);
})();

const answer = (request) => self.rapporteurAnswer(request);

// The draft is loaded with the editor; the editions issued before when they are needed.
let history = null;
const withHistory = () => {
  history ||= (async () => {
    const bundle = await (await load("editions.json")).text();
    answer(`{"do":"history","bundle":${bundle}}`);
  })();
  return history;
};

let turn = ready;
onmessage = (m) => {
  turn = turn.catch(() => {}).then(async () => {
    await ready;
    const { n, request } = m.data;
    try {
      const q = JSON.parse(request);
      if (q.do === "load") {
        const bundle = await (await load("draft.json")).text();
        history = null;
        say(n, answer(`{"do":"load","lang":${JSON.stringify(q.lang || "en")},"bundle":${bundle}}`));
        return;
      }
      if ((q.do === "check" && !q.step) || q.do === "changes" || (q.do === "do" && q.op.op === "remove") || q.do === "replay" || q.do === "undo") await withHistory();
      say(n, answer(request));
      if (q.do === "undo") history = null;
    } catch (e) {
      say(n, JSON.stringify({ error: String(e.message || e) }));
    }
  });
};
ready.catch((e) => { throw e; });
