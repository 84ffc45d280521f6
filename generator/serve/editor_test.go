package serve

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/generator/e2e"
	"rapporteur/generator/editor"
	"rapporteur/generator/live"
	"rapporteur/generator/problem"
)

// The edit of a problem is made in its file, and only if that is still the one with the
// problem.
func TestFix(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	name := filepath.Join(dir, "data", "x.toml")
	write := func(text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	dashed := problem.Problem{
		Pos: problem.Pos{File: "data/x.toml", Line: 2, Column: 12}, Line: "end = 2009–05-01",
		Edit: problem.Edit{File: "data/x.toml", Off: 19, Len: 3, New: "-", From: problem.Place{Line: 2, Column: 11}},
	}
	d := &editors{root: dir}
	for _, c := range []struct {
		name, text, want string
		changed          bool
	}{
		{"the file with the problem", "# x.toml\r\nend = 2009–05-01\n", "", true}, // where it was, there is another character
		{"as it was", "a = \"bb\"\nend = 2009–05-01\n", "a = \"bb\"\nend = 2009-05-01\n", false},
		{"another line", "a = \"bb\"\nend = 2009–06-01\n", "", true},
		{"a line more", "b = 1\na = \"bb\"\nend = 2009–05-01\n", "", true},
		{"less", "a = 1\n", "", true},
	} {
		write(c.text)
		err := d.Fix(dashed)
		got, _ := os.ReadFile(name)
		if want := c.want; errors.Is(err, live.ErrChanged) != c.changed || want == "" && string(got) != c.text || want != "" && string(got) != want {
			t.Errorf("%s: %v, and the file is %q", c.name, err, got)
		}
	}
	outside := dashed
	outside.Edit.File = "../x.toml"
	if err := d.Fix(outside); err == nil {
		t.Error("a file outside of data/ is changed")
	}
}

// What was saved with an error in it is what the editor has next, with the error: else the
// writer could not reach the record again, and would read that there is no problem.
func TestSavedWithError(t *testing.T) {
	t.Parallel()
	p := e2e.NewProject(t, "small")
	p.Replace("data/sources.toml", "date = 2000-12-01", "date = \"\"")
	texts, err := readTexts(os.DirFS(p.Dir))
	if err != nil {
		t.Fatal(err)
	}
	d := &editors{root: p.Dir, open: make(map[string]*tab), bundle: editor.Bundle{Files: texts}}
	ask := func(request string) (a editor.Answer) {
		t.Helper()
		if err := json.Unmarshal(d.Answer("a", []byte(request)), &a); err != nil {
			t.Fatal(err)
		}
		if a.Error != "" {
			t.Fatal(a.Error)
		}
		return a
	}
	ask(`{"do":"load","lang":"en"}`)
	if a := ask(`{"do":"record","record":"source:a-1-l1","lang":"en"}`); a.Form == nil {
		t.Error("the record cannot be opened")
	}
	a := ask(`{"do":"check","lang":"en"}`)
	if len(a.Findings) == 0 || !strings.Contains(a.Findings[0].File, "sources.toml") {
		t.Errorf("the error is not told: %+v", a.Findings)
	}
}
