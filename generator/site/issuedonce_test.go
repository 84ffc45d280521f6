package site

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/report"
	"rapporteur/generator/site/page"
)

// encoded is what a page or a part of one is made of, as JSON.
func encoded(t *testing.T, at string, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatalf("%s: %v", at, err)
	}
	return string(b)
}

// shown is all that the pages and files of each issued edition are made of, by address.
func shown(t *testing.T, m *Model) map[string]string {
	t.Helper()
	out := make(map[string]string)
	add := func(at string, v any) { out[at] = encoded(t, at, v) }
	for _, v := range m.Editions {
		if v == m.Draft {
			continue
		}
		for _, lang := range v.Languages {
			for _, p := range m.Pages(v.ID, lang) {
				c, err := m.Chrome(v.ID, p)
				if err != nil {
					t.Fatal(err)
				}
				add(v.ID+"/"+lang+"/"+p.Path, []any{c, p, m.Layout(v.ID, p), m.SharedAt(v.ID, p), m.Unchanged(v.ID, p)})
			}
		}
	}
	for _, g := range m.Gateways() {
		if g.Edition != "" && g.Edition != page.Draft {
			add(g.Path, g)
		}
	}
	for name, data := range m.Files() {
		if id, _, below := strings.Cut(name, "/"); below && m.ByVersion[id] != nil && id != page.Current && id != page.Draft {
			out[name] = string(data)
		}
	}
	err := m.SearchFiles(func(name string, data []byte) error {
		if id, _, _ := strings.Cut(name, "/"); m.ByVersion[id] != nil && id != page.Current && id != page.Draft {
			out[name] = string(data)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Issuing an edition writes the pages of the edition before it again, those of one that it
// takes the place of or adds to, and no others.
func TestIssuedOnce(t *testing.T) {
	t.Parallel()
	relation := func(key, kind, id string) change {
		return change{"report.toml", `kind = "revision"`, "kind = \"" + kind + "\"\n" + key + ` = "` + id + `"`}
	}
	french := change{"report.toml", `languages = ["fr", "en", "ar"]`, `languages = ["fr", "en"]`}
	history := three(t)
	for i := range history.Editions {
		history.Editions[i].Order = i
	}
	before := shown(t, build(t, history))
	for _, c := range []struct {
		what   string
		change func(in *Input)
		again  string // the edition whose pages may change
	}{
		{"a further edition with other records and in fewer languages", func(in *Input) {
			in.Editions = append(in.Editions, issue(t, "2009-06-30", "2009-06-30", french,
				change{"activities/2007.toml", `id = "workshop"`, `id = "rehearsal"`},
				change{"paragraphs/op01.toml", "activity:workshop", "activity:rehearsal"},
				change{"retired.toml", `replaced_by = ["workshop"]`, `replaced_by = ["rehearsal"]`},
				change{"finance.toml", "36819000", "36819002"}))
			in.Current = "2009-06-30"
		}, "2008-12-31"},
		{"a corrigendum to an older edition", func(in *Input) {
			in.Editions[0].SupersededBy = "2007-12-18-corr-1"
			in.Editions = slices.Insert(in.Editions, 1, issue(t, "2007-12-18-corr-1", "2007-12-18", relation("corrects", "corrigendum", "2007-12-18")))
			in.Editions[1].Order = 3
		}, "2007-12-18"},
		{"a revision of the current edition", func(in *Input) {
			in.Editions[2].SupersededBy = "2008-12-31-rev-1"
			in.Editions = append(in.Editions, issue(t, "2008-12-31-rev-1", "2008-12-31", relation("corrects", "revision", "2008-12-31"), change{"finance.toml", "36819000", "36819002"}))
			in.Editions[3].Order = 3
			in.Current = "2008-12-31-rev-1"
		}, "2008-12-31"},
		{"an addendum to the current edition", func(in *Input) {
			in.Editions = append(in.Editions, issue(t, "2008-12-31-add-1", "2009-01-15", relation("adds_to", "addendum", "2008-12-31")))
			in.Editions[3].Order = 3
		}, "2008-12-31"},
		{"another draft, in which lines and ids differ", func(in *Input) {
			in.Draft = load(t, french, change{"sources.toml", "[[source]]\nid = \"press\"", "# moved\n\n[[source]]\nid = \"press\""},
				change{"finance.toml", "36819000", "36819002"})
			in.Branch = in.Draft
		}, ""},
		{"no draft", func(in *Input) { in.Draft = nil }, ""},
	} {
		in := history
		in.Editions = slices.Clone(history.Editions)
		c.change(&in)
		after := shown(t, build(t, in))
		n := 0
		for _, at := range slices.Sorted(maps.Keys(before)) {
			if before[at] == after[at] {
				continue
			}
			if id, _, _ := strings.Cut(at, "/"); c.again != "" && id == c.again {
				n++
				continue
			}
			t.Errorf("%s: %s is another one:\n%.3000s\n%.3000s", c.what, at, before[at], after[at])
			break
		}
		if c.again != "" && n == 0 {
			t.Errorf("%s: the pages of %s do not say so", c.what, c.again)
		}
	}
}

// The addresses to which pages of earlier editions lead are all there, whatever the current
// edition contains.
func TestAddressesOfTheCurrentEditionStay(t *testing.T) {
	t.Parallel()
	in := three(t)
	french := change{"report.toml", `languages = ["fr", "en", "ar"]`, `languages = ["fr", "en"]`}
	in.Editions = append(in.Editions, issue(t, "2009-06-30", "2009-06-30", french))
	in.Current, in.Draft = "2009-06-30", nil
	m := build(t, in)
	there := map[string]bool{"fr/about/": true, "en/about/": true} // content/
	for lang, pages := range m.ByVersion[page.Current] {
		for _, p := range pages {
			there[lang+"/"+p.Path] = true
		}
	}
	left := make(map[string]page.Absent)
	for _, a := range m.Missing() {
		at := strings.TrimSuffix(a.Path, "index.html")
		if there[at] {
			t.Errorf("%s is there twice", at)
		}
		there[at], left[at] = true, a
	}
	resolve := func(from, href string) string {
		for strings.HasPrefix(href, "../") {
			from, href = from[:strings.LastIndex(strings.TrimSuffix(from, "/"), "/")+1], href[len("../"):]
		}
		return from + strings.TrimPrefix(href, "./")
	}
	for _, v := range m.Editions {
		for _, lang := range v.Languages {
			for _, p := range m.Pages(v.ID, lang) {
				c, err := m.Chrome(v.ID, p)
				if err != nil {
					t.Fatal(err)
				}
				at := v.ID + "/" + lang + "/" + p.Path
				links := []string{c.All}
				for _, n := range c.Nav {
					links = append(links, n.Href)
				}
				if c.Newer != nil {
					links = append(links, c.Newer.Href)
				}
				for _, l := range links {
					if to := resolve(at, l); !strings.HasPrefix(to, v.ID+"/") && !there[to] {
						t.Fatalf("%s leads to %s, where there is nothing", at, to)
					}
				}
			}
		}
	}
	for at, want := range map[string]string{
		"fr/sources/gone/":       "../../../2007-12-18/fr/sources/gone/ ../../",
		"fr/activities/seminar/": "../workshop/ ../../../2007-12-18/fr/activities/seminar/ ../../",
		"ar/states/bra/":         "../../../fr/states/bra/ ../../../2008-12-31/ar/states/bra/ ../../../fr/",
		"ar/about/":              "../../fr/about/ ../../fr/",
	} {
		var links []string
		for _, l := range left[at].Links {
			links = append(links, l.Href)
			if l.Text.Text == "" {
				t.Errorf("%s has a link without a name: %+v", at, l)
			}
		}
		if got := strings.Join(links, " "); got != want {
			t.Errorf("%s leads to %q, want %q", at, got, want)
		}
	}
	if _, there := left["fr/states/bra/"]; there {
		t.Error("a page that the current edition has is said to be missing")
	}
}

// The list for scripts says which pages each edition has, by what changed.
func TestEditionList(t *testing.T) {
	t.Parallel()
	in := three(t)
	m := build(t, in)
	var list struct {
		Current  string
		Editions []struct {
			ID, State, Follows string
			Title              map[string]string
			Languages          []string
			Added              []string
			Gone               map[string]string
		}
	}
	if err := json.Unmarshal(m.EditionList(), &list); err != nil {
		t.Fatal(err)
	}
	if list.Current != "2008-12-31" || len(list.Editions) != 3 {
		t.Fatalf("%+v", list)
	}
	has := make(map[string]map[string]bool)
	for _, e := range slices.Backward(list.Editions) {
		paths := make(map[string]bool)
		maps.Copy(paths, has[e.Follows])
		for _, p := range e.Added {
			paths[p] = true
		}
		for p := range e.Gone {
			delete(paths, p)
		}
		has[e.ID] = paths
		for _, lang := range e.Languages {
			for _, p := range m.Pages(e.ID, lang) {
				if !paths[p.Path] && !strings.HasPrefix(p.Path, "changes/2") {
					t.Errorf("%s is said to lack %s", e.ID, p.Path)
				}
			}
			if n := len(m.Pages(e.ID, lang)); len(paths) > n {
				t.Errorf("%s is said to have %d pages, and has %d", e.ID, len(paths), n)
			}
		}
	}
	if e := list.Editions[1]; e.ID != "2008-07-31" || e.Gone["activities/seminar/"] != "activities/workshop/" || e.Gone["sources/gone/"] != "" || !slices.Contains(e.Added, "activities/workshop/") {
		t.Errorf("what changed in %s: %v are gone, %v are added", e.ID, e.Gone, e.Added)
	}
}

// What is equal is stored once, and every address says where: a data file at the address of
// its content, a record that did not change in the edition since which it has not.
func TestStoredOnce(t *testing.T) {
	t.Parallel()
	in := three(t)
	in.Draft = nil
	m := build(t, in)
	at := make(map[string]page.Shared)
	for _, s := range m.AtContent() {
		at[s.Path] = s
	}
	n := make(map[string]int)
	for _, v := range m.Editions {
		for _, lang := range v.Languages {
			for _, p := range m.Pages(v.ID, lang) {
				layout := m.Layout(v.ID, p)
				n[layout]++
				switch layout {
				case "moved":
					s, ok := at[m.SharedAt(v.ID, p)+"index.html"]
					if f, isFile := p.Body.(*page.SourceFile); !ok || isFile && (s.File.HTML != f.HTML || s.File.Name != f.Name) {
						t.Errorf("%s/%s leads to %+v", v.ID, p.Path, s)
					}
				case "unchanged":
					u := m.Unchanged(v.ID, p)
					there := pageAt(t, m, u.Since, lang, p.Path)
					if !m.Hashes.Same(p, there) || m.Layout(u.Since, there) != p.Kind {
						t.Errorf("%s/%s is said to be the page of %s, which is not there or another", v.ID, p.Path, u.Since)
					}
					if want := "../../../../" + u.Since + "/" + lang + "/" + p.Path; u.Href != want {
						t.Errorf("%s/%s leads to %s, want %s", v.ID, p.Path, u.Href, want)
					}
					if (u.Newer == "") != (v == m.Current) {
						t.Errorf("%s/%s leads to the current edition at %q", v.ID, p.Path, u.Newer)
					}
				case p.Kind:
				default:
					t.Errorf("%s/%s has the layout %q", v.ID, p.Path, layout)
				}
			}
		}
	}
	if n["moved"] == 0 || n["unchanged"] == 0 {
		t.Errorf("layouts: %v", n)
	}
	for lang, pages := range m.ByVersion[page.Current] {
		for _, p := range pages {
			if l := m.Layout(page.Current, p); l != p.Kind {
				t.Errorf("%s/%s of the current edition has the layout %q", lang, p.Path, l)
			}
		}
	}
	files := make(map[string]bool)
	for _, e := range in.Editions {
		for _, f := range e.Report.Files {
			files[f.Name+"\x00"+string(f.Data)] = true
		}
	}
	shared := 0
	for _, s := range at {
		if s.File != nil {
			shared++
		}
		if len(s.Notices) != len(report.Langs) {
			t.Errorf("%s has the notices %v", s.Path, s.Notices)
		}
	}
	if shared != len(files) {
		t.Errorf("%d data files are stored, of %d contents", shared, len(files))
	}
	// A content has one address, whatever else is in the history.
	in.Editions = in.Editions[1:]
	for _, s := range build(t, in).AtContent() {
		if s.File != nil && at[s.Path].File == nil {
			t.Errorf("%s is at another address in another history", s.Title)
		}
	}
}
