package editor

import _ "embed"

// Worker is the script that runs the editor in a browser: it is next to editor.wasm,
// wasm_exec.js, draft.json and editions.json.
//
//go:embed wasm/worker.js
var Worker []byte
