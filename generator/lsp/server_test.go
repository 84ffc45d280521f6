package lsp

import (
	"context"
	"encoding/json"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sourcegraph/jsonrpc2"
	protocol "github.com/tliron/glsp/protocol_3_16"

	"rapporteur/generator/check"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/review"
)

// editor is a client of a server over the kitchen-sink report.
type editor struct {
	t     *testing.T
	conn  *jsonrpc2.Conn
	root  string
	tree  fs.FS
	shown chan shownProblems
}

// shownProblems are the diagnostics that the server sends for a file. The library loses the code of a
// diagnostic when it reads one.
type shownProblems struct {
	URI         string
	Diagnostics []diagnostic
}

type diagnostic struct {
	Range         protocol.Range
	Code, Message string
}

func open(t *testing.T) *editor {
	t.Helper()
	return openOver(t, nil, "")
}

// openOver is open where some files on the disk are others, and messages are in a language.
func openOver(t *testing.T, files map[string][]byte, lang string) *editor {
	t.Helper()
	root, err := filepath.Abs("../testdata/kitchen-sink")
	if err != nil {
		t.Fatal(err)
	}
	e := &editor{t: t, root: root, tree: review.WithFiles(os.DirFS(root), files), shown: make(chan shownProblems, 1000)}
	loader := report.NewLoader()
	ours, theirs := net.Pipe()
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		done <- Serve(ctx, theirs, Options{
			Root: root, Version: "test", Language: lang, Delay: time.Millisecond,
			Check: func(files map[string][]byte) (*report.Report, []problem.Problem, error) {
				rep, ps, err := loader.Load(review.WithFiles(e.tree, files))
				if err != nil {
					return nil, nil, err
				}
				return rep, review.CheckReport(rep, ps, check.Options{}).Problems, nil
			},
			Part: func() *report.Report {
				part, _, err := loader.LoadReadable(e.tree)
				if err != nil || part == nil {
					return nil
				}
				return part.Report
			},
			Text: func(name string) (string, error) { return review.ReadText(e.tree, name) },
		})
	}()
	e.conn = jsonrpc2.NewConn(ctx, jsonrpc2.NewBufferedStream(ours, jsonrpc2.VSCodeObjectCodec{}), jsonrpc2.HandlerWithError(
		func(_ context.Context, _ *jsonrpc2.Conn, r *jsonrpc2.Request) (any, error) {
			var p shownProblems
			if r.Method == protocol.ServerTextDocumentPublishDiagnostics && json.Unmarshal(*r.Params, &p) == nil {
				e.shown <- p
			}
			return nil, nil
		}))
	t.Cleanup(func() {
		e.conn.Notify(ctx, protocol.MethodExit, nil)
		select {
		case err := <-done:
			if err != nil {
				t.Errorf("the server ended with %v", err)
			}
		case <-time.After(time.Minute):
			t.Error("the server does not end")
		}
		stop()
	})
	var result protocol.InitializeResult
	e.call(protocol.MethodInitialize, protocol.InitializeParams{}, &result)
	e.notify(protocol.MethodInitialized, protocol.InitializedParams{})
	return e
}

func (e *editor) call(method string, params, result any) {
	e.t.Helper()
	if err := e.conn.Call(e.t.Context(), method, params, result); err != nil {
		e.t.Fatalf("%s: %v", method, err)
	}
}

func (e *editor) notify(method string, params any) {
	e.t.Helper()
	if err := e.conn.Notify(e.t.Context(), method, params); err != nil {
		e.t.Fatalf("%s: %v", method, err)
	}
}

func (e *editor) uri(name string) string { return "file://" + e.root + "/" + name }

// edit opens a file with a change in it, and returns its text.
func (e *editor) edit(name, old, new string) string {
	e.t.Helper()
	text, err := review.ReadText(e.tree, name)
	if err != nil {
		e.t.Fatal(err)
	}
	if !strings.Contains(text, old) {
		e.t.Fatalf("%s has no %q", name, old)
	}
	text = strings.Replace(text, old, new, 1)
	e.notify(protocol.MethodTextDocumentDidOpen, protocol.DidOpenTextDocumentParams{
		TextDocument: protocol.TextDocumentItem{URI: e.uri(name), LanguageID: "toml", Text: text},
	})
	return text
}

// until waits until the problems of a file are as they should be, and returns them.
func (e *editor) until(name string, want func([]diagnostic) bool) []diagnostic {
	e.t.Helper()
	end := time.After(time.Minute)
	for {
		select {
		case p := <-e.shown:
			if p.URI == e.uri(name) && want(p.Diagnostics) {
				return p.Diagnostics
			}
		case <-end:
			e.t.Fatalf("the problems of %s do not come", name)
		}
	}
}

func has(rule string) func([]diagnostic) bool {
	return func(ds []diagnostic) bool {
		return slices.ContainsFunc(ds, func(d diagnostic) bool { return d.Code == rule })
	}
}

// after is the place behind a text.
func after(text, before string) protocol.Position {
	return position(text, strings.Index(text, before)+len(before))
}

func TestProblemsWhileTyping(t *testing.T) {
	e := open(t)
	const name = "data/activities/2008.toml"
	text := e.edit(name, `state = "egy"`, `state = "egypt"`)
	found := e.until(name, has("unknown-reference"))
	i := slices.IndexFunc(found, func(d diagnostic) bool { return d.Code == "unknown-reference" })
	if got := textIn(text, found[i].Range); got != `"egypt"` && got != "egypt" {
		t.Errorf("what is marked is %q", got)
	}
	// Only what changed is sent.
	e.notify(protocol.MethodTextDocumentDidChange, map[string]any{
		"textDocument":   map[string]any{"uri": e.uri(name), "version": 2},
		"contentChanges": []any{map[string]any{"range": protocol.Range{Start: after(text, `"egy`), End: after(text, `"egypt`)}, "text": ""}},
	})
	e.until(name, func(ds []diagnostic) bool { return !has("unknown-reference")(ds) })
	// A text that the editor lets go is that of the file again.
	e.edit(name, `kind = "meeting"`, `kind = meeting"`)
	e.until(name, has("syntax"))
	e.notify(protocol.MethodTextDocumentDidClose, protocol.DidCloseTextDocumentParams{TextDocument: protocol.TextDocumentIdentifier{URI: e.uri(name)}})
	e.until(name, func(ds []diagnostic) bool { return !has("syntax")(ds) })
}

func textIn(text string, r protocol.Range) string {
	return text[offset(text, r.Start):offset(text, r.End)]
}

func TestCompletion(t *testing.T) {
	e := open(t)
	e.until("data/report.toml", func([]diagnostic) bool { return true })
	for _, tt := range []struct{ name, file, old, new, label, detail string }{
		{"State by its code", "data/activities/2008.toml", `state = "egy"`, `state = "|`, "egy", "Égypte"},
		{"State among others", "data/activities/2007.toml", `with = ["committee", "state:fra"]`, `with = ["|`, "state:aut", "Autriche"},
		{"word of a list", "data/activities/2008.toml", `kind = "meeting"`, `kind = "|`, "workshop", ""},
		{"word without quotation marks", "data/activities/2008.toml", `kind = "meeting"`, `kind = |`, `"workshop"`, ""},
		{"source", "data/activities/2008.toml", `cites = [{ source = "press"`, `cites = [{ source = "pr|`, "press", "*"},
		{"key", "data/activities/2008.toml", `context = true`, `cont|`, "context", "*"},
		{"key in a table", "data/activities/2008.toml", `place = { state = "egy" }`, `place = { |`, "state", "*"},
		{"kind of reference", "data/paragraphs/op01.toml", `[figure:states-assisted] countries`, `[fi|`, "figure:", ""},
		{"reference", "data/paragraphs/op01.toml", `[figure:states-assisted] countries`, `[figure:|`, "states-assisted", "*"},
		{"one value of a figure", "data/paragraphs/op01.toml", `[figure:states-assisted] countries`, `[figure:states|`, "states-assisted/2007", ""},
		{"parties", "data/paragraphs/op01.toml", `[parties:convention] parties`, `[parties:|`, "all", ""},
		{"link", "data/paragraphs/op01.toml", `[source:official-seen, para. 12], after`, `[the workshop](activity:|`, "workshop", "*"},
	} {
		text := e.edit(tt.file, tt.old, tt.new)
		off := strings.Index(text, tt.new) + strings.Index(tt.new, "|")
		text = strings.Replace(text, tt.new, strings.Replace(tt.new, "|", "", 1), 1)
		e.notify(protocol.MethodTextDocumentDidOpen, protocol.DidOpenTextDocumentParams{TextDocument: protocol.TextDocumentItem{URI: e.uri(tt.file), Text: text}})
		var items []protocol.CompletionItem
		e.call(protocol.MethodTextDocumentCompletion, protocol.CompletionParams{TextDocumentPositionParams: protocol.TextDocumentPositionParams{
			TextDocument: protocol.TextDocumentIdentifier{URI: e.uri(tt.file)}, Position: position(text, off),
		}}, &items)
		i := slices.IndexFunc(items, func(c protocol.CompletionItem) bool { return c.Label == tt.label })
		if i < 0 {
			t.Errorf("%s: %s is not among %d choices", tt.name, tt.label, len(items))
			continue
		}
		detail := ""
		if d := items[i].Detail; d != nil {
			detail = *d
		}
		if tt.detail == "*" && detail == "" || tt.detail != "*" && detail != tt.detail && tt.detail != "" {
			t.Errorf("%s: %s is told as %q", tt.name, tt.label, detail)
		}
	}
}

// A file that is broken on the disk when the server begins is completed as any other from
// what the rest of the report holds, and told of in the language that was asked for.
func TestCompletionOfBrokenFile(t *testing.T) {
	const name = "data/activities/2008.toml"
	data, err := os.ReadFile("../testdata/kitchen-sink/" + name)
	if err != nil {
		t.Fatal(err)
	}
	broken := strings.Replace(string(data), `state = "egy"`, `state = "eg`, 1)
	if broken == string(data) {
		t.Fatalf("%s does not name Egypt", name)
	}
	e := openOver(t, map[string][]byte{name: []byte(broken)}, "fr")
	ds := e.until(name, has("syntax"))
	if message := ds[0].Message; !strings.Contains(message, "ne se termine pas") {
		t.Errorf("in French it says %q", message)
	}
	e.notify(protocol.MethodTextDocumentDidOpen, protocol.DidOpenTextDocumentParams{TextDocument: protocol.TextDocumentItem{URI: e.uri(name), Text: broken}})
	var items []protocol.CompletionItem
	e.call(protocol.MethodTextDocumentCompletion, protocol.CompletionParams{TextDocumentPositionParams: protocol.TextDocumentPositionParams{
		TextDocument: protocol.TextDocumentIdentifier{URI: e.uri(name)}, Position: after(broken, `state = "eg`),
	}}, &items)
	if !slices.ContainsFunc(items, func(c protocol.CompletionItem) bool { return c.Label == "egy" }) {
		t.Errorf("Egypt is not among %d choices", len(items))
	}
	var h protocol.Hover
	e.call(protocol.MethodTextDocumentHover, protocol.HoverParams{TextDocumentPositionParams: protocol.TextDocumentPositionParams{
		TextDocument: protocol.TextDocumentIdentifier{URI: e.uri(name)}, Position: after(broken, "\nkin"),
	}}, &h)
	if got, _ := json.Marshal(h.Contents); !strings.Contains(string(got), `"type\nThe form of an activity`) {
		t.Errorf("the key kind is told as %s", got)
	}
}

func TestHoverAndDefinition(t *testing.T) {
	e := open(t)
	const name = "data/activities/2007.toml"
	text := e.edit(name, "start", "start")
	e.until("data/report.toml", func([]diagnostic) bool { return true })
	at := func(before string) protocol.TextDocumentPositionParams {
		return protocol.TextDocumentPositionParams{TextDocument: protocol.TextDocumentIdentifier{URI: e.uri(name)}, Position: after(text, before)}
	}
	for before, want := range map[string]string{
		`state = "a`:                    "state:aut",
		`with = ["committee", "state:f`: "state:fra",
		`[source:offi`:                  "source:official-seen",
		"\nkin":                         "The form of an activity",
		`cites = [{ sou`:                "Id;",
	} {
		var h protocol.Hover
		e.call(protocol.MethodTextDocumentHover, protocol.HoverParams{TextDocumentPositionParams: at(before)}, &h)
		got, _ := json.Marshal(h.Contents)
		if !strings.Contains(string(got), want) {
			t.Errorf("at %q: %s, want %s", before, got, want)
		}
	}
	var l protocol.Location
	e.call(protocol.MethodTextDocumentDefinition, protocol.DefinitionParams{TextDocumentPositionParams: at(`[source:offi`)}, &l)
	sources, err := review.ReadText(e.tree, "data/sources.toml")
	if err != nil {
		t.Fatal(err)
	}
	before, _, _ := strings.Cut(sources, `id = "official-seen"`)
	if start := strings.LastIndex(before, "[[source]]"); l.URI != e.uri("data/sources.toml") || offset(sources, l.Range.Start) != start {
		t.Errorf("the source is at %s %+v, want %+v", l.URI, l.Range, position(sources, start))
	}
}

func TestFixes(t *testing.T) {
	e := open(t)
	const name = "data/activities/2008.toml"
	text := e.edit(name, `kind = "meeting"`, "kind = “meeting”")
	found := e.until(name, has("syntax"))
	var actions []protocol.CodeAction
	e.call(protocol.MethodTextDocumentCodeAction, protocol.CodeActionParams{
		TextDocument: protocol.TextDocumentIdentifier{URI: e.uri(name)}, Range: found[0].Range,
	}, &actions)
	i := slices.IndexFunc(actions, func(a protocol.CodeAction) bool { return a.Kind != nil && *a.Kind == fixAll })
	if i < 0 {
		t.Fatalf("no action makes all fixes: %+v", actions)
	}
	edits := slices.Clone(actions[i].Edit.Changes[e.uri(name)])
	slices.Reverse(edits)
	for _, edit := range edits {
		text = text[:offset(text, edit.Range.Start)] + edit.NewText + text[offset(text, edit.Range.End):]
	}
	if want := `kind = "meeting"`; !strings.Contains(text, want) {
		t.Errorf("the fixes make %s", text[:200])
	}
}
