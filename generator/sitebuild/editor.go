package sitebuild

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"rapporteur/generator/editor"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
	"rapporteur/generator/site"
	"rapporteur/generator/site/history"
)

// ErrNoToolchain says that an editor cannot be compiled here.
var ErrNoToolchain = say.Errorf("the editor is compiled from the source of the program by Go: run build --editor in a clone of the program where 'go' is found, or leave --editor out")

// Compiled is an editor for a browser.
type Compiled struct {
	WASM []byte // editor.wasm
	Exec []byte // wasm_exec.js, of the same Go
}

// inlined are the packages whose functions the compiler may put where they are called: it makes
// the program of the editor a seventh larger to do so everywhere, and only here does a key
// that is typed take noticeably less time for it.
var inlined = []string{"runtime/...", "internal/...", "unicode/utf8", "strings", "bytes"}

// CompileEditor compiles the editor from the source of the program in the folder source.
// The error is ErrNoToolchain where there is no Go or no source.
func CompileEditor(ctx context.Context, source string) (c *Compiled, err error) {
	tool, err := exec.LookPath("go")
	if err != nil {
		return nil, ErrNoToolchain
	}
	mod, err := os.ReadFile(filepath.Join(source, "go.mod"))
	if err != nil || !bytes.HasPrefix(mod, []byte("module rapporteur\n")) {
		return nil, ErrNoToolchain
	}
	dir, err := os.MkdirTemp("", "rapporteur-editor-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	out := filepath.Join(dir, "editor.wasm")
	run := func(args ...string) ([]byte, error) {
		cmd := exec.CommandContext(ctx, tool, args...)
		cmd.Dir = source
		cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOFLAGS=")
		var errs bytes.Buffer
		cmd.Stderr = &errs
		b, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("go %s: %w\n%s", args[0], err, strings.TrimSpace(errs.String()))
		}
		return b, nil
	}
	build := []string{"build", "-trimpath", "-ldflags=-s -w", "-gcflags=all=-l"}
	for _, packages := range inlined {
		build = append(build, "-gcflags="+packages+"=")
	}
	if _, err := run(append(build, "-o", out, "./generator/editor/wasm")...); err != nil {
		return nil, err
	}
	root, err := run("env", "GOROOT")
	if err != nil {
		return nil, err
	}
	c = new(Compiled)
	if c.WASM, err = os.ReadFile(out); err != nil {
		return nil, err
	}
	if c.Exec, err = os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js")); err != nil {
		return nil, err
	}
	return c, nil
}

// EditorBundle is what the editor gets of a site: the draft and the editions before it.
func EditorBundle(in *site.Input, commit string) editor.Bundle {
	b := editor.Bundle{Commit: commit, Files: make(map[string]string), Images: make(map[string]string), Blobs: make(map[string]string), Newest: in.Current}
	draft := in.Branch
	if draft == nil {
		draft = in.Draft
	}
	if draft != nil {
		for _, f := range draft.Files {
			b.Files[f.Name] = string(f.Data)
		}
		images(b.Images, draft)
	}
	// check expects the editions in the order in which they were issued.
	issued := slices.Clone(in.Editions)
	slices.SortStableFunc(issued, func(a, b2 history.Issued) int { return a.Order - b2.Order })
	for _, e := range issued {
		is := editor.Issued{ID: e.ID, Commit: e.Commit, Folder: e.Folder, AsAt: e.Report.Edition.AsAt.String(), Files: make(map[string]string)}
		for _, f := range e.Report.Files {
			name := fmt.Sprintf("%x", sha256.Sum256(f.Data))[:16]
			b.Blobs[name], is.Files[f.Name] = string(f.Data), name
		}
		images(b.Images, e.Report)
		b.Issued = append(b.Issued, is)
		if e.Folder != "" {
			b.Folders = append(b.Folders, e.Folder)
		}
	}
	return b
}

func images(into map[string]string, r *report.Report) {
	for _, f := range r.ImageFiles {
		into["data/images/"+f.Name] = base64.StdEncoding.EncodeToString(f.Data)
	}
}

// writeEditor writes the folder editor/ of a site and returns the paths of the files that
// it leaves out where nothing was compiled.
func writeEditor(dir string, c *Compiled, b editor.Bundle) (left []string, err error) {
	dir = filepath.Join(dir, "editor")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	draft, before := b, editor.Bundle{Issued: b.Issued, Blobs: b.Blobs, Newest: b.Newest, Folders: b.Folders}
	draft.Issued, draft.Blobs, draft.Folders = nil, nil, nil
	files := map[string][]byte{"worker.js": editor.Worker}
	if c != nil {
		files["editor.wasm"], files["wasm_exec.js"] = c.WASM, c.Exec
	} else {
		left = []string{"editor/editor.wasm", "editor/wasm_exec.js"}
	}
	for name, part := range map[string]editor.Bundle{"draft.json": draft, "editions.json": before} {
		data, err := json.Marshal(part)
		if err != nil {
			return nil, err
		}
		files[name] = data
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			return nil, err
		}
	}
	return left, nil
}
