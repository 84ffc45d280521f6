package upgrade

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/generator/newreport"
)

// program is a version of the program: files of the scaffold ("+name") and others.
func program(files map[string]string) fstest.MapFS {
	m := fstest.MapFS{"generator/report/model.go": {Data: []byte("package report\n\nconst Schema = 3\n")}}
	for name, text := range files {
		if written, ok := strings.CutPrefix(name, "+"); ok {
			name = newreport.ScaffoldFolder + "/" + written
		}
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

// own writes a report.
func own(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	files["data/report.toml"] = "schema = 2\n"
	for name, text := range files {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const lines = "one\ntwo\nthree\nfour\nfive\nsix\nseven\n"

func line(old, new string) string { return strings.Replace(lines, old, new, 1) }

// TestMake merges files of each kind: what the report changed is in the result, whatever
// the program did.
func TestMake(t *testing.T) {
	was := program(map[string]string{
		"+same": lines, "+updated": lines, "+merged": lines, "+conflict": lines, "+gone": lines, "+gone-but-changed": lines, "+deleted": lines, "+equal": lines,
		"layouts/over.html": lines, "layouts/clash.html": lines, "layouts/lost.html": lines, "assets/css/x.css": lines, "+image.png": "\x00a",
	})
	is := program(map[string]string{
		"+same": lines, "+updated": line("one", "ONE"), "+merged": line("one", "ONE"), "+conflict": line("four", "FOUR"), "+deleted": line("one", "ONE"),
		"+equal": line("one", "ONE"), "+added": lines, "layouts/over.html": line("one", "ONE"), "layouts/clash.html": line("four", "FOUR"),
		"layouts/new.html": lines, "assets/css/x.css": lines, "+image.png": "\x00b", "+added-but-there": lines,
	})
	dir := own(t, map[string]string{
		"same": line("two", "mine"), "updated": lines, "merged": line("seven", "mine"), "conflict": line("four", "mine"), "gone": lines, "gone-but-changed": line("two", "mine"),
		"equal": line("one", "ONE"), "layouts/over.html": line("seven", "mine"), "layouts/clash.html": line("four", "mine"), "layouts/lost.html": "mine",
		"layouts/new.html": "mine", "layouts/all-mine.html": "mine", "assets/css/x.css": "mine", "image.png": "\x00mine", "added-but-there": "mine\n",
	})
	p, err := Make(t.Context(), os.DirFS(dir), was, is, "old", "new")
	if err != nil {
		t.Fatal(err)
	}
	got := make(map[string]string)
	for _, c := range p.Files {
		got[c.Name] = string(c.Kind)
		mine := strings.Contains(string(c.Before), "mine")
		if c.Kind != LeftAsItIs && mine && !strings.Contains(string(c.After), "mine") {
			t.Errorf("%s loses what the report changed: %q", c.Name, c.After)
		}
	}
	want := map[string]string{
		"updated": "updated", "merged": "merged", "conflict": "conflict", "gone": "removed", "gone-but-changed": "left", "deleted": "left", "added": "added",
		"layouts/over.html": "merged", "layouts/clash.html": "conflict", "layouts/lost.html": "left", "layouts/new.html": "left", "image.png": "left", "added-but-there": "conflict",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%v\nwant\n%v", got, want)
	}
	if p.Conflicts() != 3 {
		t.Errorf("%d conflicts", p.Conflicts())
	}
}

// TestLinks leaves alone what is reached by a symbolic link: git would neither show nor
// undo what is written there.
func TestLinks(t *testing.T) {
	elsewhere := own(t, map[string]string{"a.html": lines, "folder/publish.yml": lines})
	dir := own(t, map[string]string{"layouts/real.html": lines})
	for name, to := range map[string]string{"layouts/link.html": "a.html", ".github": "folder", "layouts/broken.html": "none"} {
		if err := os.Symlink(filepath.Join(elsewhere, to), filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	was := program(map[string]string{"layouts/real.html": lines, "layouts/link.html": lines, "layouts/broken.html": lines, "+.github/publish.yml": lines})
	is := program(map[string]string{"layouts/real.html": "new", "layouts/link.html": "new", "layouts/broken.html": "new", "+.github/publish.yml": "new", "+.github/more.yml": "new"})
	p, err := Make(t.Context(), os.DirFS(dir), was, is, "old", "new")
	if err != nil {
		t.Fatal(err)
	}
	got := make(map[string]string)
	for _, c := range p.Files {
		got[c.Name] = string(c.Kind) + " " + c.Why.String()
	}
	want := map[string]string{
		"layouts/real.html":   "updated ",
		"layouts/link.html":   "left layouts/link.html is a symbolic link; the program’s changed",
		"layouts/broken.html": "left layouts/broken.html is a symbolic link; the program’s changed",
		".github/publish.yml": "left .github is a symbolic link; the program’s changed",
		".github/more.yml":    "left .github is a symbolic link; the program’s changed",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%v\nwant\n%v", got, want)
	}
}

// TestLineEnds takes line ends that a checkout has turned for no change, and keeps them.
func TestLineEnds(t *testing.T) {
	crlf := func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }
	was := program(map[string]string{"+a": lines, "+b": lines, "+c": lines})
	is := program(map[string]string{"+a": line("one", "ONE"), "+b": line("one", "ONE"), "+c": lines})
	dir := own(t, map[string]string{"a": crlf(lines), "b": crlf(line("seven", "mine")), "c": crlf(lines)})
	p, err := Make(t.Context(), os.DirFS(dir), was, is, "old", "new")
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Files) != 2 || p.Files[0].Kind != Updated || string(p.Files[0].After) != crlf(line("one", "ONE")) ||
		p.Files[1].Kind != Merged || string(p.Files[1].After) != crlf(strings.Replace(line("one", "ONE"), "seven", "mine", 1)) {
		t.Errorf("%+v", p.Files)
	}
}

// TestWriteFiles writes so that a file whose name changed in its case alone is there
// afterwards, also where case does not count.
func TestWriteFiles(t *testing.T) {
	dir := own(t, map[string]string{"read.me": "old", "sub/x": "old"})
	err := writeFiles(dir, []Change{
		{Name: "READ.ME", Kind: Added, After: []byte("new")},
		{Name: "deep/er/file", Kind: Added, After: []byte("new")},
		{Name: "read.me", Kind: Removed},
		{Name: "sub/x", Kind: Updated, After: []byte("new")},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"READ.ME", "deep/er/file", "sub/x"} {
		if b, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(b) != "new" {
			t.Errorf("%s: %q, %v", name, b, err)
		}
	}
}

// TestCompare finds what readers see, each passage once, and files that are not pages.
func TestCompare(t *testing.T) {
	page := func(head, text string) string {
		return "<!DOCTYPE html><title>T</title><header>" + head + "</header><main><p>" + text + "</p></main>"
	}
	site := func(files map[string]string) fstest.MapFS {
		m := make(fstest.MapFS)
		for name, text := range files {
			m[name] = &fstest.MapFile{Data: []byte(text)}
		}
		return m
	}
	before := site(map[string]string{
		"index.html": page("Old head", "choose"), "en/index.html": page("Old head", "one two three"), "en/a/index.html": page("Old head", "the same"),
		"draft/en/index.html": page("Old head", "one two three"), "2008/en/index.html": page("Old head", "not looked at"), "en/gone/index.html": page("x", "y"),
		"manifest.json": "a", "SHA256SUMS": "a", "css/main.1.css": "a", "en/data.csv": "a", "en/tags/index.html": "<p class=a>Tags</p>",
	})
	after := site(map[string]string{
		"index.html": page("New head", "choose"), "en/index.html": page("New head", "one 2 three"), "en/a/index.html": page("New head", "the same"),
		"draft/en/index.html": page("New head", "one 2 three and four"), "2008/en/index.html": page("New head", "neither"), "en/new/index.html": page("x", "y"),
		"manifest.json": "b", "SHA256SUMS": "b", "css/main.2.css": "b", "en/data.csv": "a", "en/tags/index.html": "<p class=b>Tags</p>",
	})
	r, err := Compare(before, after)
	if err != nil {
		t.Fatal(err)
	}
	if r.Pages != 5 || r.Changed != 4 {
		t.Errorf("%d of %d pages", r.Changed, r.Pages)
	}
	if !reflect.DeepEqual(r.Added, []string{"en/new/index.html"}) || !reflect.DeepEqual(r.Removed, []string{"en/gone/index.html"}) || !reflect.DeepEqual(r.Other, []string{"css/main.1.css", "css/main.2.css"}) {
		t.Errorf("%v %v %v", r.Added, r.Removed, r.Other)
	}
	var got []string
	for _, p := range r.Passages {
		got = append(got, p.Before+"|"+p.Old+"|"+p.New+"|"+p.After+"|"+strings.Join(p.Pages, ","))
	}
	want := []string{
		"T|Old|New|head ¶ one two three|draft/en/index.html,en/a/index.html,en/index.html,index.html",
		"head ¶ one|two|2|three|draft/en/index.html,en/index.html",
		"three||and four||draft/en/index.html",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
