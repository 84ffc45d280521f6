// Package lsp is a language server for the data files of a report: an editor that speaks
// the Language Server Protocol 3.16 shows what the rules find while a writer types,
// completes keys and ids, says what an id names, leads to it, and applies fixes.
package lsp

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/sourcegraph/jsonrpc2"
	"github.com/tliron/glsp"
	protocol "github.com/tliron/glsp/protocol_3_16"

	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/schema"
)

// Options say for which repository the server works, and how.
type Options struct {
	Root    string // folder of the repository, on this machine
	Version string // of the program
	// Language is that of the messages: "fr". English where it is empty.
	Language string
	// Check runs every rule on the working tree with other content in some of its files,
	// by their names in the repository. rep is nil where it cannot be read.
	Check func(files map[string][]byte) (rep *report.Report, found []problem.Problem, err error)
	// Part is what can be read of the working tree in spite of mistakes; nil where nothing can.
	// Until the report can be read in full, what is completed is known from it.
	Part func() *report.Report
	// Text reads a file of the working tree, by its name in the repository.
	Text func(name string) (string, error)
	// Delay is how long the server waits after a keystroke for the next one.
	Delay time.Duration
}

// Serve speaks the protocol until the client ends it, the stream ends or the context does.
func Serve(ctx context.Context, stream io.ReadWriteCloser, o Options) error {
	s := &server{Options: o, open: make(map[string]string), shown: make(map[protocol.DocumentUri]bool), wake: make(chan struct{}, 1)}
	files, err := schema.Files()
	if err != nil {
		return err
	}
	if s.keys, err = readKeys(files); err != nil {
		return err
	}
	h := s.handler()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	conn := jsonrpc2.NewConn(ctx, jsonrpc2.NewBufferedStream(stream, jsonrpc2.VSCodeObjectCodec{}), jsonrpc2.HandlerWithError(
		func(ctx context.Context, conn *jsonrpc2.Conn, r *jsonrpc2.Request) (any, error) {
			return answer(ctx, conn, h, r, stop)
		}), jsonrpc2.SetLogger(log.New(io.Discard, "", 0)))
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.check(ctx, func(method string, params any) error { return conn.Notify(ctx, method, params) })
	}()
	select {
	case <-ctx.Done():
	case <-conn.DisconnectNotify():
	}
	stop()
	<-done
	if err := conn.Close(); err != nil && !errors.Is(err, jsonrpc2.ErrClosed) {
		return err
	}
	return nil
}

// answer handles a message and returns errors in the form of the protocol. It calls end when
// the client wants the server to end.
func answer(ctx context.Context, conn *jsonrpc2.Conn, h *protocol.Handler, r *jsonrpc2.Request, end func()) (any, error) {
	call := &glsp.Context{Method: r.Method, Notify: func(method string, params any) { conn.Notify(ctx, method, params) }}
	if r.Params != nil {
		call.Params = *r.Params
	}
	if r.Method == protocol.MethodExit {
		end()
		return nil, nil
	}
	result, known, valid, err := h.Handle(call)
	switch {
	case !known:
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeMethodNotFound, Message: "this server does not know " + r.Method}
	case !valid:
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: fmt.Sprint(err)}
	case err != nil:
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: err.Error()}
	}
	return result, nil
}

type server struct {
	Options
	keys keys
	wake chan struct{} // a text changed

	mu      sync.Mutex
	open    map[string]string // texts that the editor holds, by name in the repository
	rep     *report.Report    // as it could last be read; nil before
	found   []problem.Problem
	checked map[string]string             // texts that found is about, by name
	shown   map[protocol.DocumentUri]bool // files that the editor shows problems of
	message string                        // why nothing could be checked; empty where it could
}

func (s *server) handler() *protocol.Handler {
	h := &protocol.Handler{
		Initialized: func(*glsp.Context, *protocol.InitializedParams) error { s.changed(); return nil },
		Shutdown:    func(*glsp.Context) error { return nil },
		SetTrace:    func(*glsp.Context, *protocol.SetTraceParams) error { return nil },
		CancelRequest: func(*glsp.Context, *protocol.CancelParams) error {
			return nil // every answer is immediate
		},
		TextDocumentDidOpen: func(_ *glsp.Context, p *protocol.DidOpenTextDocumentParams) error {
			return s.set(p.TextDocument.URI, &p.TextDocument.Text)
		},
		TextDocumentDidChange: func(_ *glsp.Context, p *protocol.DidChangeTextDocumentParams) error {
			return s.change(p)
		},
		TextDocumentDidClose: func(_ *glsp.Context, p *protocol.DidCloseTextDocumentParams) error {
			return s.set(p.TextDocument.URI, nil)
		},
		TextDocumentDidSave:            func(*glsp.Context, *protocol.DidSaveTextDocumentParams) error { s.changed(); return nil },
		WorkspaceDidChangeWatchedFiles: func(*glsp.Context, *protocol.DidChangeWatchedFilesParams) error { s.changed(); return nil },
		TextDocumentCompletion: func(_ *glsp.Context, p *protocol.CompletionParams) (any, error) {
			return s.completion(p.TextDocument.URI, p.Position), nil
		},
		TextDocumentHover: func(_ *glsp.Context, p *protocol.HoverParams) (*protocol.Hover, error) {
			return s.hover(p.TextDocument.URI, p.Position), nil
		},
		TextDocumentDefinition: func(_ *glsp.Context, p *protocol.DefinitionParams) (any, error) {
			return s.definition(p.TextDocument.URI, p.Position), nil
		},
		TextDocumentCodeAction: func(_ *glsp.Context, p *protocol.CodeActionParams) (any, error) {
			return s.actions(p), nil
		},
	}
	h.Initialize = func(*glsp.Context, *protocol.InitializeParams) (any, error) {
		sync := protocol.TextDocumentSyncKindIncremental
		return protocol.InitializeResult{
			Capabilities: protocol.ServerCapabilities{
				TextDocumentSync:   protocol.TextDocumentSyncOptions{OpenClose: &protocol.True, Change: &sync, Save: true},
				CompletionProvider: &protocol.CompletionOptions{TriggerCharacters: []string{`"`, "[", ":", "("}},
				HoverProvider:      true,
				DefinitionProvider: true,
				CodeActionProvider: protocol.CodeActionOptions{CodeActionKinds: []protocol.CodeActionKind{protocol.CodeActionKindQuickFix, fixAll}},
			},
			ServerInfo: &protocol.InitializeResultServerInfo{Name: "rapporteur", Version: &s.Version},
		}, nil
	}
	return h
}

// name is what a document is called in the repository; ok is false for one outside.
func (s *server) name(uri protocol.DocumentUri) (name string, ok bool) {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" {
		return "", false
	}
	file := u.Path
	if len(file) > 2 && file[0] == '/' && file[2] == ':' {
		file = file[1:] // a drive of Windows
	}
	rel, err := filepath.Rel(s.Root, filepath.FromSlash(file))
	if err != nil || !filepath.IsLocal(rel) {
		return "", false
	}
	return filepath.ToSlash(rel), true
}

// uri is the reverse of name.
func (s *server) uri(name string) protocol.DocumentUri {
	file := filepath.ToSlash(filepath.Join(s.Root, filepath.FromSlash(name)))
	if !strings.HasPrefix(file, "/") {
		file = "/" + file
	}
	return (&url.URL{Scheme: "file", Path: file}).String()
}

// set takes the text of a document; nil means that the file has it again.
func (s *server) set(uri protocol.DocumentUri, text *string) error {
	name, ok := s.name(uri)
	if !ok {
		return nil
	}
	s.mu.Lock()
	if text == nil {
		delete(s.open, name)
	} else {
		s.open[name] = *text
	}
	s.mu.Unlock()
	s.changed()
	return nil
}

func (s *server) change(p *protocol.DidChangeTextDocumentParams) error {
	name, ok := s.name(p.TextDocument.URI)
	if !ok {
		return nil
	}
	s.mu.Lock()
	text := s.open[name]
	for _, c := range p.ContentChanges {
		switch c := c.(type) {
		case protocol.TextDocumentContentChangeEventWhole:
			text = c.Text
		case protocol.TextDocumentContentChangeEvent:
			if c.Range == nil {
				text = c.Text
				continue
			}
			from, to := offset(text, c.Range.Start), offset(text, c.Range.End)
			text = text[:from] + c.Text + text[max(from, to):]
		}
	}
	s.mu.Unlock()
	return s.set(p.TextDocument.URI, &text)
}

func (s *server) changed() {
	select {
	case s.wake <- struct{}{}:
	default: // it was woken already
	}
}

// check runs the rules whenever something changed, and shows what they find.
func (s *server) check(ctx context.Context, notify func(method string, params any) error) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.wake:
		}
		for waiting := true; waiting; {
			select {
			case <-ctx.Done():
				return
			case <-s.wake:
			case <-time.After(s.Delay):
				waiting = false
			}
		}
		s.mu.Lock()
		texts := make(map[string]string, len(s.open))
		files := make(map[string][]byte, len(s.open))
		for name, text := range s.open {
			texts[name], files[name] = text, []byte(text)
		}
		s.mu.Unlock()
		rep, found, err := s.Check(files)
		if rep == nil && err == nil && s.rep == nil {
			// What is completed and shown is known from what is saved.
			rep, _, _ = s.Check(nil)
			if rep == nil {
				rep = s.Part()
			}
		}
		s.mu.Lock()
		if err != nil {
			found = nil
		}
		told := s.message
		s.message = ""
		if err != nil {
			s.message = err.Error()
		}
		if rep != nil {
			s.rep = rep
		}
		s.found, s.checked = found, texts
		tell := s.message
		shown := s.publish()
		s.mu.Unlock()
		if tell != "" && tell != told {
			notify(protocol.ServerWindowShowMessage, protocol.ShowMessageParams{Type: protocol.MessageTypeError, Message: tell})
		}
		for _, p := range shown {
			if notify(protocol.ServerTextDocumentPublishDiagnostics, p) != nil {
				return // the stream is closed, which ends Serve
			}
		}
	}
}

// publish lists what the editor is to show: the problems of each file that has some, and
// none of a file that no longer has.
func (s *server) publish() []protocol.PublishDiagnosticsParams {
	byFile := make(map[protocol.DocumentUri][]protocol.Diagnostic)
	for _, p := range s.found {
		if p.Edition != "" {
			continue // nobody can change what was issued
		}
		uri := s.uri(cmp.Or(p.Pos.File, report.KindReport.Info().File))
		byFile[uri] = append(byFile[uri], s.diagnostic(p))
	}
	for uri := range s.shown {
		if byFile[uri] == nil {
			byFile[uri] = []protocol.Diagnostic{}
		}
	}
	var all []protocol.PublishDiagnosticsParams
	for uri, list := range byFile {
		s.shown[uri] = len(list) > 0
		all = append(all, protocol.PublishDiagnosticsParams{URI: uri, Diagnostics: list})
	}
	slices.SortFunc(all, func(a, b protocol.PublishDiagnosticsParams) int { return strings.Compare(a.URI, b.URI) })
	return all
}

func (s *server) diagnostic(p problem.Problem) protocol.Diagnostic {
	severity := protocol.DiagnosticSeverityError
	if p.Severity == problem.Warning {
		severity = protocol.DiagnosticSeverityWarning
	}
	message := p.Message.In(s.Language)
	if hint := p.Hint.In(s.Language); hint != "" {
		message += "\n" + hint
	}
	source := "rapporteur"
	return protocol.Diagnostic{
		Range: span(s.checkedText(p.Pos.File), p.Pos), Severity: &severity,
		Code: &protocol.IntegerOrString{Value: p.Rule}, Source: &source, Message: message,
	}
}

// checkedText is the text of a file as the problems are about it.
func (s *server) checkedText(name string) string {
	if text, ok := s.checked[name]; ok {
		return text
	}
	text, err := s.Text(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return ""
	}
	return text
}

// text is the text of a document as the editor has it.
func (s *server) text(uri protocol.DocumentUri) (name, text string, ok bool) {
	if name, ok = s.name(uri); !ok {
		return "", "", false
	}
	if text, ok = s.open[name]; !ok {
		text, _ = s.Text(name)
	}
	return name, text, path.Ext(name) == ".toml"
}

func matches(pattern, name string) bool {
	ok, err := path.Match(pattern, name)
	return ok && err == nil
}

// keys are the descriptions of the keys of each kind of file, from its JSON Schema.
type keys map[string]*node // by pattern of the file

// node is a part of a JSON Schema.
type node struct {
	Description string           `json:"description"`
	Properties  map[string]*node `json:"properties"`
	Items       *node            `json:"items"`
	Enum        []any            `json:"enum"`
	AnyOf       []*node          `json:"anyOf"`
}

func readKeys(files []schema.File) (keys, error) {
	all := make(keys)
	for _, f := range report.Formats() {
		i := slices.IndexFunc(files, func(s schema.File) bool { return s.Name == f.Name+".schema.json" })
		if i < 0 {
			return nil, fmt.Errorf("there is no schema of %s", f.File)
		}
		all[f.File] = new(node)
		if err := json.Unmarshal(files[i].Data, all[f.File]); err != nil {
			return nil, fmt.Errorf("schema of %s: %w", f.File, err)
		}
	}
	return all, nil
}

// at is the schema of what is at a path of a file, through lists; nil where there is none.
func (k keys) at(file, keyPath string) *node {
	for pattern, n := range k {
		if !matches(pattern, file) {
			continue
		}
		for key := range strings.SplitSeq(keyPath, ".") {
			if key == "" {
				continue
			}
			if n = n.inner().Properties[key]; n == nil {
				return nil
			}
		}
		return n
	}
	return nil
}

// inner is what a list holds, or the schema itself.
func (n *node) inner() *node {
	for n.Items != nil {
		n = n.Items
	}
	return n
}

// words are the values of a fixed list.
func (n *node) words() (all []string) {
	n = n.inner()
	for _, v := range n.Enum {
		if s, ok := v.(string); ok {
			all = append(all, s)
		}
	}
	for _, a := range n.AnyOf {
		all = append(all, a.words()...)
	}
	return all
}
