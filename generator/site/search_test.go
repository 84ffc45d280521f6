package site

import (
	"encoding/json"
	"path"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/address"
	"rapporteur/generator/report"
	"rapporteur/generator/search"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/page"
)

func findable(t *testing.T, m *Model, r *report.Report, lang report.Lang) []search.Doc {
	t.Helper()
	for _, v := range m.Editions {
		if v.Report == r {
			return m.builder.edition(v.ID, lang, r, v.History.Facts).findable()
		}
	}
	t.Fatal("the model has no such report")
	return nil
}

// Every record can be found by itself, or in the text of the one that shows
// it, and leads to a place that is there.
func TestEveryRecordCanBeFound(t *testing.T) {
	t.Parallel()
	r := load(t)
	m := build(t, Input{Draft: r})
	for _, lang := range r.Meta.Languages {
		docs := make(map[string]search.Doc)
		for _, d := range findable(t, m, r, lang) {
			if _, ok := docs[d.Ref]; ok {
				t.Errorf("%s: %s is there twice", lang, d.Ref)
			}
			docs[d.Ref] = d
			if strings.TrimSpace(d.Title) == "" {
				t.Errorf("%s: %s has no title", lang, d.Ref)
			}
			to, fragment, _ := strings.Cut(d.Path, "#")
			p := pageAt(t, m, page.Draft, string(lang), to)
			if fragment != "" && !slices.Contains(ids(p), fragment) {
				t.Errorf("%s: %s leads to %s, where nothing has that id", lang, d.Ref, d.Path)
			}
		}
		for _, e := range r.Entries() {
			holder := r.Whole(e.Ref)
			if holder.Kind == report.KindParagraph {
				holder = e.Ref // requests are found by themselves
			}
			switch e.Ref.Kind {
			case report.KindNote:
				holder = theResolution()
			case report.KindEdition:
				holder = theReport()
			case report.KindWithdrawn, report.KindRetired:
				continue
			}
			d, ok := docs[holder.String()]
			if !ok {
				t.Errorf("%s: %s cannot be found", lang, e.Ref)
			}
			if a, ok := e.Record.(*report.Act); ok {
				b := m.builder.edition(page.Draft, lang, r, m.Draft.History.Facts)
				deed := ", " + b.w.Say("act-"+string(a.Kind)) + ", " + b.w.Date(a.Date, false).Text
				state := docs[report.Ref{Kind: report.KindState, ID: a.State}.String()]
				if !strings.Contains(d.Text, state.Title+deed) || !strings.Contains(state.Text, d.Title+deed) {
					t.Errorf("%s: act %s is not in the texts of its State and instrument", lang, e.Ref)
				}
			}
		}
	}
}

func TestWhatIsFound(t *testing.T) {
	t.Parallel()
	r := load(t)
	m := build(t, Input{Draft: r})
	in := func(lang report.Lang, ref string) search.Doc {
		docs := findable(t, m, r, lang)
		i := slices.IndexFunc(docs, func(d search.Doc) bool { return d.Ref == ref })
		if i < 0 {
			t.Fatalf("%s cannot be found", ref)
		}
		return docs[i]
	}
	request := in("en", "request:op01-b")
	if request.Context != "Paragraph 1" || request.Path != "paragraphs/op01/#op01-b" {
		t.Errorf("a request is %+v", request)
	}
	if !strings.Contains(request.Text, "helped 1,158 countries") || strings.ContainsAny(request.Text, "[]*") {
		t.Errorf("the answer is told as %q", request.Text)
	}
	if got := in("fr", "request:op01-b").Context; got != "Paragraphe 1" {
		t.Errorf("in French a request belongs to %q", got)
	}
	if got := in("en", "activity:workshop").Context; got != "Paragraph 1" {
		t.Errorf("an activity belongs to %q", got)
	}
	if s := in("en", "state:fra").Text; !strings.Contains(s, "ratification, ") {
		t.Errorf("what a State did is told as %q", s)
	}
	if op := in("en", "paragraph:op02"); op.TextLang != "fr" {
		t.Errorf("a text held in French alone is told as %q", op.TextLang)
	}
	if s := in("ar", "activity:conference"); s.TitleLang != "en" {
		t.Errorf("an English title is told as %q", s.TitleLang)
	}
}

func TestSearchPageNamesTheKindsOfTheIndex(t *testing.T) {
	t.Parallel()
	m := build(t, Input{Draft: load(t)})
	body := pageAt(t, m, page.Draft, "en", "search/").Body.(*page.Search)
	var ix struct{ Kinds [][2]any }
	err := m.SearchFiles(func(name string, data []byte) error {
		if name == "draft/en/search/index/index.json" {
			return json.Unmarshal(data, &ix)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, k := range ix.Kinds {
		want = append(want, k[0].(string))
	}
	for _, k := range body.Kinds {
		got = append(got, k.Kind)
	}
	if !slices.Equal(got, want) || len(got) == 0 {
		t.Errorf("the page has the filters %v, the index the kinds %v", got, want)
	}
}

// The current edition is searched at both of its addresses, and every edition
// in each of its languages.
func TestSearchFiles(t *testing.T) {
	t.Parallel()
	first := issue(t, "2008-07-31", "2008-07-31")
	second := issue(t, "2008-12-31", "2008-12-31")
	m := build(t, Input{Editions: []history.Issued{first, second}, Current: second.ID, Draft: load(t)})
	written := make(map[string]string)
	err := m.SearchFiles(func(name string, data []byte) error {
		if _, ok := written[name]; ok {
			t.Errorf("%s is written twice", name)
		}
		written[name] = string(data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range m.Versions {
		for _, lang := range m.Languages {
			pageAt(t, m, v, lang, "search/")
			name := address.Version(v, lang) + "search/index/index.json"
			if written[name] == "" {
				t.Errorf("there is no %s", name)
			}
		}
	}
	for name, data := range written {
		own := path.Join(second.ID, name)
		if data, ok := written[own]; ok && data != written[name] {
			t.Errorf("%s and %s differ", name, own)
		}
		if strings.HasPrefix(name, "fr/") && written[own] != data {
			t.Errorf("%s is not that of its edition", name)
		}
	}
	if got := chromeOf(t, m, page.Current, "fr", "paragraphs/op01/").Search; got.Href != "../../search/" || got.Current {
		t.Errorf("the header leads to %+v", got)
	}
	c := chromeOf(t, m, first.ID, "fr", "search/")
	if want := "https://example.org/repo/2008-07-31/fr/search/"; c.Canonical != want || !c.Search.Current {
		t.Errorf("the search of an older edition is canonical to %s, want %s", c.Canonical, want)
	}
}
