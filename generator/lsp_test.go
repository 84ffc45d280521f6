package main

import (
	"encoding/json"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"rapporteur/generator/console"
	"rapporteur/generator/lsp"
	"strings"
	"testing"
	"time"

	"github.com/sourcegraph/jsonrpc2"
)

// The verb speaks over its standard input and output in the language of --lang, finds the problems of the files in
// the repository, and ends when the editor does.
func TestLSP(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, os.DirFS("testdata/small")); err != nil {
		t.Fatal(err)
	}
	const wrong = "data/finance.toml"
	if err := os.WriteFile(filepath.Join(dir, wrong), []byte("[[money]]\nid = “x”\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("git", "init", "-q", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	toServer, in := io.Pipe()
	out, fromServer := io.Pipe()
	done := make(chan int, 1)
	go func() {
		code := runAll(t.Context(), console.System{Stdin: toServer, Stdout: fromServer, Stderr: io.Discard, Dir: dir}, []string{"lsp", "--lang", "fr"})
		fromServer.Close()
		done <- code
	}()
	stream := jsonrpc2.NewBufferedStream(lsp.Stdio{Reader: out, Writer: in}, jsonrpc2.VSCodeObjectCodec{})
	send := func(id int, method string, params any) {
		t.Helper()
		m := map[string]any{"jsonrpc": "2.0", "method": method, "params": params}
		if id > 0 {
			m["id"] = id
		}
		if err := stream.WriteObject(m); err != nil {
			t.Fatal(err)
		}
	}
	found := make(chan string, 1)
	// An editor reads all the time: the server answers before it reads on.
	go func() {
		want := (&url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(dir, wrong))}).String()
		for {
			var m struct {
				Method string
				Params json.RawMessage
			}
			if err := stream.ReadObject(&m); err != nil {
				return
			}
			if m.Method == "textDocument/publishDiagnostics" && strings.Contains(string(m.Params), want) {
				select {
				case found <- string(m.Params):
				default:
				}
			}
		}
	}()
	send(1, "initialize", map[string]any{})
	send(0, "initialized", map[string]any{})
	select {
	case got := <-found:
		if !strings.Contains(got, "est un guillemet typographique") {
			t.Errorf("what is found is %s", got)
		}
	case <-time.After(time.Minute):
		t.Fatal("nothing is found")
	}
	send(2, "shutdown", nil)
	send(0, "exit", nil)
	select {
	case code := <-done:
		if code != exitOK {
			t.Errorf("it ends with the status %d", code)
		}
	case <-time.After(time.Minute):
		t.Error("it does not end")
	}
}
