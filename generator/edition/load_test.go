package edition

import (
	"errors"
	"io/fs"
	"testing"

	"github.com/go-git/go-git/v5/plumbing"

	"rapporteur/generator/report"
)

// whole is a report with only what Load requires.
func whole(id, status string) map[string]string {
	return map[string]string{
		"data/report.toml": `schema = 1
[report]
reference = "62/172"
title.en = "Report"
languages = ["en"]
original = "en"
mandate = { resolution = "A/RES/62/172", paragraph = "op01" }
session = { number = 63, name.en = "Sixty-third session" }
[edition]
id = "` + id + `"
as_at = ` + id + `
status = "` + status + `"
title.en = "An edition"
`,
		"data/resolution.toml": `draft = "A/C.3/62/L.2"
title.en = "Resolution"
original = "en"
`,
		"data/paragraphs/op01.toml": `id = "op01"
number = "1"
title.en = "Thanks"
text.en = "Thanks everybody;"
[[request]]
id = "op01-a"
verb = "thanks"
summary.en = "Thanks everybody"
status = "no-action-requested"
`,
	}
}

func TestLoad(t *testing.T) {
	m := newMaker(t)
	a := m.commit("a", whole("2007-12-18", "issued"))
	b := m.commit("same data", with(whole("2007-12-18", "issued"), "LICENSE", "free\n"), a)
	c := m.commit("c", whole("2008-07-31", "issued"), b)
	d := m.commit("mistake", with(whole("2008-12-31", "issued"), "data/sections.toml", "sektion = 1\n"), c)
	r := m.at(d)

	load := func(h plumbing.Hash) *report.Report {
		t.Helper()
		rep, problems, err := r.Load(t.Context(), h.String())
		if err != nil || len(problems) != 0 {
			t.Fatal(problems, err)
		}
		return rep
	}
	first, same, second := load(a), load(b), load(c)
	if first.Edition.ID != "2007-12-18" || second.Edition.ID != "2008-07-31" {
		t.Errorf("got editions %s and %s", first.Edition.ID, second.Edition.ID)
	}
	if first != same {
		t.Error("two commits with the same data/ have two reports")
	}

	for range 2 {
		rep, problems, err := r.Load(t.Context(), d.String())
		if rep != nil || err != nil || len(problems) != 1 || problems[0].Pos.File != "data/sections.toml" {
			t.Fatalf("got %v, %v, %v, want the mistake in data/sections.toml", rep, problems, err)
		}
		problems[0].Edition = "2008-12-31" // the caller's copy
	}
	if _, problems, _ := r.Load(t.Context(), d.String()); problems[0].Edition != "" {
		t.Error("callers share the slice of problems")
	}
}

func TestLoadErrors(t *testing.T) {
	m := newMaker(t)
	files := whole("2008-07-31", "issued")
	full := m.commit("a", files)
	delete(files, "data/resolution.toml")
	without := m.commit("b", files, full)
	nothing := m.commit("c", map[string]string{"README.md": "no data"}, without)
	r := m.at(nothing)

	for h, file := range map[plumbing.Hash]string{without: "data/resolution.toml", nothing: "data"} {
		_, _, err := r.Load(t.Context(), h.String())
		var missing *report.MissingError
		if !errors.As(err, &missing) || missing.File != file {
			t.Errorf("got %v, want that %s is missing", err, file)
		}
	}

	// A missing blob is not the same as a missing file.
	gone := m.blob(files["data/paragraphs/op01.toml"])
	delete(m.store.Objects, gone)
	delete(m.store.Blobs, gone)
	_, _, err := m.at(full).Load(t.Context(), full.String())
	checkError(t, err, short(gone.String()), "missing from the repository")
	if errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v is reported as a missing file", err)
	}
	_, _, err = r.Load(t.Context(), "0123456789012345678901234567890123456789")
	checkError(t, err, "012345678901")
}

func TestLoadWorkingTree(t *testing.T) {
	dir := tempDir(t)
	runGit(t, dir, "init", "-q", "-b", "main")
	h := commitFiles(t, dir, whole("2007-12-18", "issued"))
	for name, body := range whole("2008-07-31", "draft") {
		writeFile(t, dir+"/"+name, body)
	}
	r := open(t, dir)
	old, problems, err := r.Load(t.Context(), h)
	if err != nil || len(problems) != 0 {
		t.Fatal(problems, err)
	}
	now, problems, err := r.LoadWorkingTree()
	if err != nil || len(problems) != 0 {
		t.Fatal(problems, err)
	}
	if old.Edition.ID != "2007-12-18" || now.Edition.ID != "2008-07-31" {
		t.Errorf("got %s at the commit and %s in the working tree", old.Edition.ID, now.Edition.ID)
	}
}
