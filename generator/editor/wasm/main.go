//go:build js && wasm

// The editor compiled to WebAssembly. In a worker of the page it defines the function
// rapporteurAnswer, which takes a request in JSON and returns the answer in JSON.
package main

import (
	"runtime/debug"
	"syscall/js"

	"rapporteur/generator/editor"
)

func main() {
	// Everything runs on one thread here, so that each collection of garbage is a pause for
	// whoever types. Fewer of them take memory that a browser has.
	debug.SetGCPercent(300)
	var e editor.Editor
	js.Global().Set("rapporteurAnswer", js.FuncOf(func(_ js.Value, args []js.Value) any {
		if len(args) != 1 || args[0].Type() != js.TypeString {
			return `{"error":"a request is a string"}`
		}
		return string(e.Answer([]byte(args[0].String())))
	}))
	select {} // as long as the worker lives
}
