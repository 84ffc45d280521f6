package render

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/generator/report"
	"rapporteur/generator/site"
	"rapporteur/generator/site/page"
)

// source returns a folder with the site's templates that a test may change.
func source(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"assets", "content", "i18n", "layouts"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join("..", "..", name))); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile("../../config.toml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "config.toml"), b, 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

func draft(t *testing.T, fixture string, change ...func(*report.Report)) *site.Model {
	t.Helper()
	rep, problems, err := report.Load(os.DirFS(filepath.Join("..", "testdata", fixture)))
	if rep == nil || err != nil {
		t.Fatal(err, problems)
	}
	for _, f := range change {
		f(rep)
	}
	m, err := site.New(site.Input{Draft: rep, BaseURL: "/", Rules: []page.RuleFamily{{Name: "safety", Rules: []page.Rule{{Name: "a-rule", Doc: "It requires something."}}}}})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// A page rendered on its own is identical to the page that Build writes, and so
// are the files that it loads.
func TestLiveSiteEqualsBuild(t *testing.T) {
	dir, m := source(t), draft(t, "small")
	dest := t.TempDir()
	o := Options{Source: dir, Dest: dest, BaseURL: "/", Model: m}
	if _, err := Build(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	live := new(Live).Site(o)
	if want := "draft/" + m.Languages[0] + "/"; live.Front() != want {
		t.Errorf("the front page is %s, want %s", live.Front(), want)
	}
	kinds := map[string]bool{}
	read := func(name string) {
		t.Helper()
		want, err := os.ReadFile(filepath.Join(dest, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		got, err := live.ReadFile(t.Context(), name)
		if err != nil || string(got) != string(want) {
			t.Errorf("%s differs from the build (%v): %d bytes, want %d", name, err, len(got), len(want))
		}
	}
	for _, lang := range m.Languages {
		for _, p := range m.Pages(page.Draft, lang) {
			if !kinds[p.Kind] {
				kinds[p.Kind] = true
				read("draft/" + lang + "/" + p.Path + "index.html")
			}
		}
	}
	if len(kinds) < 15 {
		t.Errorf("%d kinds of pages, want at least 15", len(kinds))
	}
	others := map[string]bool{}
	err := filepath.WalkDir(dest, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err = filepath.Rel(dest, name)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		if page, file := path.Split(name); file != "index.html" || !m.Has(page) {
			others[path.Ext(name)] = true
			read(name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, ext := range []string{".html", ".css", ".js", ".svg", ".csv", ".json", ".txt"} {
		if !others[ext] {
			t.Errorf("no %s file was compared", ext)
		}
	}
	for _, name := range []string{"draft/fr/none/index.html", "x", "", "../config.toml", "draft/fr/search/index/x"} {
		if b, err := live.ReadFile(t.Context(), name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%q gives %d bytes and %v", name, len(b), err)
		}
	}
}

// The error for a broken template names its file, and goes away once it is
// fixed.
func TestLiveSiteErrors(t *testing.T) {
	dir, m := source(t), draft(t, "small")
	name := filepath.Join(dir, "layouts", "paragraphs.html")
	good, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	live := new(Live)
	o := Options{Source: dir, BaseURL: "/", Model: m}
	page := live.Site(o).Front() + "paragraphs/index.html"
	for _, broken := range []string{"{{ .Params.page.NoSuchField }}", "{{ if }}"} {
		if err := os.WriteFile(name, []byte(`{{ define "main" }}`+broken+`{{ end }}`), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err = live.Site(o).ReadFile(t.Context(), page)
		if err == nil || errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "paragraphs.html") || strings.Contains(err.Error(), dir) {
			t.Errorf("%s: the error is %v", broken, err)
		}
	}
	if err := os.WriteFile(name, good, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := live.Site(o).ReadFile(t.Context(), page); err != nil {
		t.Error(err)
	}
}

// A page made by a Hugo that was prepared is the page of its own model; what was prepared for
// other templates or languages is of no use.
func TestPrepare(t *testing.T) {
	dir := source(t)
	old, next := draft(t, "small"), draft(t, "small", func(r *report.Report) { r.Meta.Title.Fr, r.Meta.Title.En = "Autre rapport", "Other report" })
	name := "draft/" + next.Languages[0] + "/index.html"
	o := Options{Source: dir, BaseURL: "/", Model: next}
	want, err := new(Live).Site(o).ReadFile(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	read := func(l *Live) string {
		t.Helper()
		b, err := l.Site(o).ReadFile(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	var l Live
	before := o
	before.Model = old
	l.Prepare(before)
	prepared := l.ready
	if got := read(&l); got != string(want) {
		t.Error("a prepared page is not that of its model")
	}
	if prepared == nil || l.ready != nil {
		t.Error("nothing was prepared, or it was not used")
	}

	l.Prepare(before)
	file := filepath.Join(dir, "layouts", "baseof.html")
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(b), "</body>", "<p>changed</p></body>", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	l.Forget()
	if got := read(&l); !strings.Contains(got, "<p>changed") {
		t.Error("the page is made with templates that have changed since")
	}

	before.BaseURL = "https://example.org/"
	l.Prepare(before)
	if got := read(&l); l.ready == nil || strings.Contains(got, "example.org") {
		t.Error("what was prepared for another address was used")
	}
}
