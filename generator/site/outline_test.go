package site

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/site/chrome"
	"rapporteur/generator/site/page"
)

// A site whose editions are made in parts, and of which only the outlines of earlier editions
// are there in the end, is the same as one that is made at once.
func TestParts(t *testing.T) {
	t.Parallel()
	relation := func(key, kind, id string) change {
		return change{"report.toml", `kind = "revision"`, "kind = \"" + kind + "\"\n" + key + ` = "` + id + `"`}
	}
	in := three(t)
	in.BaseURL = "https://example.org/repo/"
	for i := range in.Editions {
		in.Editions[i].Order = i
	}
	in.Editions[0].SupersededBy = "2007-12-18-corr-1"
	in.Editions = slices.Insert(in.Editions, 1, issue(t, "2007-12-18-corr-1", "2007-12-18", relation("corrects", "corrigendum", "2007-12-18")))
	in.Editions = append(in.Editions,
		issue(t, "2008-12-31-add-1", "2009-01-15", relation("adds_to", "addendum", "2008-12-31")),
		issue(t, "2009-06-30", "2009-06-30", change{"report.toml", `languages = ["fr", "en", "ar"]`, `languages = ["fr", "en"]`}, change{"finance.toml", "36819000", "36819002"}))
	for i, order := range map[int]int{1: 3, 4: 4, 5: 5} {
		in.Editions[i].Order = order
	}
	in.Current = "2009-06-30"

	whole := build(t, in)
	want := shown(t, whole)
	plan, err := Begin(in)
	if err != nil {
		t.Fatal(err)
	}
	outlines := make(map[string]*chrome.Outline)
	batches := plan.Batches(outlines, 1)
	if len(batches) < 3 || slices.ContainsFunc(batches, func(ids []string) bool { return slices.Contains(ids, in.Current) }) {
		t.Fatalf("batches: %v", batches)
	}
	for _, ids := range batches {
		m, err := plan.Part(ids, outlines)
		if err != nil {
			t.Fatal(err)
		}
		if got := m.Rendered(); len(got) != len(ids) {
			t.Errorf("of %v are written %v", ids, got)
		}
		got := shown(t, m)
		for at, text := range want {
			id, _, _ := strings.Cut(at, "/")
			// The page at the root of an edition is made with those that exist once.
			if slices.Contains(ids, id) && at != id+"/index.html" && got[at] != text {
				t.Fatalf("%s is another page in a part: %s", at, apart(got[at], text))
			}
		}
		for _, id := range ids {
			// As a later build reads it.
			b, err := json.Marshal(m.Outline(id))
			if err != nil {
				t.Fatal(err)
			}
			if other, _ := json.Marshal(whole.Outline(id)); string(other) != string(b) {
				t.Errorf("the outline of %s is another one in a part", id)
			}
			outlines[id] = new(chrome.Outline)
			if err := json.Unmarshal(b, outlines[id]); err != nil {
				t.Fatal(err)
			}
		}
	}
	m, err := plan.Model(outlines)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := beside(t, whole), beside(t, m); !maps.Equal(a, b) {
		for at, text := range a {
			if b[at] != text {
				t.Fatalf("%s is another one where earlier editions have outlines: %s", at, apart(b[at], text))
			}
		}
		t.Errorf("%d pages and files, want %d", len(b), len(a))
	}
	if a, b := whole.Origins(whole.Current), m.Origins(m.Current); !slices.Equal(a, b) || len(a) == 0 {
		t.Error("where records are edited differs")
	}

	// Something that is no outline of the edition is not used.
	for what, o := range map[string]*chrome.Outline{
		"nothing":             {},
		"no front page":       {Pages: map[string][]chrome.OutlinedPage{"fr": {{Path: "x/"}}, "en": {{Path: "x/"}}, "ar": {{Path: "x/"}}}},
		"a hash that is none": {Pages: map[string][]chrome.OutlinedPage{"fr": {{Same: "x"}}, "en": {{Same: "x"}}, "ar": {{Same: "x"}}}},
	} {
		if got := plan.Origins("2007-12-18", o); got != nil {
			t.Errorf("an outline with %s is used: %q", what, got)
		}
	}
	if plan.Origins("2007-12-18", outlines["2007-12-18"]) == nil {
		t.Error("an outline is not used")
	}
}

// apart returns where two texts differ.
func apart(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	from := max(0, i-200)
	return fmt.Sprintf("\n%.400s\nwant\n%.400s", a[min(from, len(a)):], b[min(from, len(b)):])
}

// beside is what depends on all editions: the current edition at its own address, the draft,
// pages without an edition, lists and feeds.
func beside(t *testing.T, m *Model) map[string]string {
	t.Helper()
	out := make(map[string]string)
	add := func(at string, v any) { out[at] = encoded(t, at, v) }
	for _, v := range []string{page.Current, page.Draft} {
		for _, lang := range m.Languages {
			for _, p := range m.Pages(v, lang) {
				c, err := m.Chrome(v, p)
				if err != nil {
					t.Fatal(err)
				}
				add(v+"/"+lang+"/"+p.Path, []any{c, p})
			}
			add("about/"+lang, m.AuthoredChrome(lang, "about/"))
		}
	}
	add("absent", m.Missing())
	add("gateways", m.Gateways())
	add("withdrawn", m.LeftBehind())
	var shared []string
	for _, s := range m.AtContent() {
		shared = append(shared, s.Path)
	}
	add("shared", shared)
	issued := func(name string) bool {
		id, _, _ := strings.Cut(name, "/")
		return m.Edition(id) != nil && id != page.Current && id != page.Draft
	}
	for name, data := range m.Files() {
		if !issued(name) {
			out[name] = string(data)
		}
	}
	if len(out) < 100 || !slices.Contains(m.Languages, "ar") {
		t.Fatalf("only %d pages and files", len(out))
	}
	return out
}
