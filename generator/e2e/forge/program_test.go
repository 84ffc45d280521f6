package forge

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"rapporteur/generator/e2e"
)

// The go command is told of what a commit has other than the working tree, and of
// nothing else: not of data, of tests or of what is equal.
func TestOverlay(t *testing.T) {
	p := e2e.Project{T: t, Dir: t.TempDir()}
	write := func(dir, name, text string) {
		t.Helper()
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	p.Git("init", "-q", "-b", "main")
	for name, text := range map[string]string{
		"go.mod": "module x\n", "generator/same.go": "package main\n", "generator/other.go": "package main // old\n", "layouts/page.html": "old\n",
		"generator/gone.go": "package main\n", "generator/deleted.go": "package main\n", "generator/x_test.go": "old", "generator/e2e/x.go": "old", "data/x.toml": "old",
	} {
		write(p.Dir, name, text)
	}
	p.Commit("first")
	clone := filepath.Join(t.TempDir(), "clone")
	p.Git("clone", "-q", p.Dir, clone)
	// The working tree goes on, in part without a commit.
	for name, text := range map[string]string{
		"generator/other.go": "package main // new\n", "layouts/page.html": "new\n", "generator/added.go": "package main\n",
		"generator/x_test.go": "new", "generator/e2e/x.go": "new", "data/x.toml": "new",
	} {
		write(p.Dir, name, text)
	}
	if err := os.Remove(filepath.Join(p.Dir, "generator", "deleted.go")); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(overlay(t, replacements(t, p.Dir, clone, programFiles(t, clone, "ls-tree", "-r", "HEAD"))))
	if err != nil {
		t.Fatal(err)
	}
	var got struct{ Replace map[string]string }
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"generator/other.go": "package main // old\n", "layouts/page.html": "old\n", "generator/deleted.go": "package main\n", "generator/added.go": "",
	}
	for name, text := range want {
		with, ok := got.Replace[filepath.Join(p.Dir, filepath.FromSlash(name))]
		data := []byte(nil)
		if with != "" {
			data, err = os.ReadFile(with)
		}
		if !ok || err != nil || string(data) != text {
			t.Errorf("%s is replaced by %q (%v, %v), want %q", name, data, ok, err, text)
		}
	}
	if len(got.Replace) != len(want) {
		t.Errorf("these are replaced: %q", slices.Sorted(maps.Keys(got.Replace)))
	}
}
