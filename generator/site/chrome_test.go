package site

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/report"
	"rapporteur/generator/site/chrome"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/page"
)

// three are editions that differ in one amount, one activity's id and one
// source.
func three(t testing.TB) Input {
	t.Helper()
	older := []change{
		{"activities/2007.toml", `id = "workshop"`, `id = "seminar"`},
		{"paragraphs/op01.toml", "activity:workshop", "activity:seminar"},
		{"retired.toml", "[[retired]]\nid = \"seminar\"\nkind = \"activity\"\nsince = \"2009-01-31\"\nreplaced_by = [\"workshop\"]\nreason = { fr = \"Renommé\", en = \"Renamed\" }", ""},
		{"retired.toml", "[[retired]]\nid = \"gone\"\nkind = \"source\"\nsince = \"2009-01-31\"\nreplaced_by = []", ""},
		{"sources.toml", "[[source]]\nid = \"other\"", "[[source]]\nid = \"gone\"\ntitle.fr = \"Disparue\"\nkind = \"other\"\naccess = \"seen\"\n\n[[source]]\nid = \"other\""},
		{"finance.toml", "36819000", "36819001"},
	}
	return Input{
		Editions: []history.Issued{
			issue(t, "2007-12-18", "2007-12-18", older...),
			issue(t, "2008-07-31", "2008-07-31"),
			issue(t, "2008-12-31", "2008-12-31"),
		},
		Current: "2008-12-31",
		Draft:   load(t, change{"sources.toml", "[[source]]\nid = \"other\"", "[[source]]\nid = \"new\"\ntitle.fr = \"Nouvelle\"\nkind = \"other\"\naccess = \"seen\"\n\n[[source]]\nid = \"other\""}),
		Withdrawn: []Withdrawn{
			{Withdrawn: report.Withdrawn{ID: "2008-01-01", Commit: strings.Repeat("f", 40), ReplacedBy: "2008-07-31", Reason: report.Text{Fr: "Par erreur"}}},
		},
		Repository: chrome.Repository{
			Address: "https://example.org/o/n", Branch: "main",
			Edit:   "{repository}/blob/{branch}/{file}#L{line}",
			Report: "{repository}/issues/new?title={record}+{edition}&page={page}",
		},
	}
}

func TestCanonical(t *testing.T) {
	t.Parallel()
	m := build(t, three(t))
	const base = "https://example.org/repo/"
	for _, c := range []struct{ version, path, want string }{
		{"current", "finance/", "fr/finance/"},
		{"2008-12-31", "finance/", "2008-12-31/fr/finance/"},       // what citations name
		{"2008-07-31", "finance/", "2008-07-31/fr/finance/"},       // a source was yet to come
		{"2008-07-31", "states/bra/", "2008-07-31/fr/states/bra/"}, // acts before that day
		{"2007-12-18", "states/bra/", "2007-12-18/fr/states/bra/"},
		{"2007-12-18", "finance/", "2007-12-18/fr/finance/"},                 // another amount
		{"2008-07-31", "", "2008-07-31/fr/"},                                 // another date of the newest figure
		{"2008-07-31", "paragraphs/op02/", "2007-12-18/fr/paragraphs/op02/"}, // shows the same as the edition before
		{"2007-12-18", "paragraphs/op02/", "2007-12-18/fr/paragraphs/op02/"},
		{"2007-12-18", "sources/gone/", "2007-12-18/fr/sources/gone/"},
		{"2007-12-18", "activities/seminar/", "2007-12-18/fr/activities/seminar/"},
		{"draft", "finance/", "draft/fr/finance/"},
	} {
		got := chromeOf(t, m, c.version, "fr", c.path)
		if got.Canonical != base+c.want {
			t.Errorf("%s/%s is canonical to %s, want %s", c.version, c.path, got.Canonical, base+c.want)
		}
		if got.NoIndex != (c.version == "draft") {
			t.Errorf("%s/%s: noindex is %v", c.version, c.path, got.NoIndex)
		}
	}
}

func TestPermanentAndAlternates(t *testing.T) {
	t.Parallel()
	m := build(t, three(t))
	for _, c := range []struct{ version, permanent, alternates string }{
		{"current", "2008-12-31/fr/finance/", "fr=fr/finance/ en=en/finance/ ar=ar/finance/ x-default=fr/finance/"},
		{"2008-12-31", "2008-12-31/fr/finance/", "fr=2008-12-31/fr/finance/ en=2008-12-31/en/finance/ ar=2008-12-31/ar/finance/ x-default=2008-12-31/fr/finance/"},
		{"2007-12-18", "2007-12-18/fr/finance/", "fr=2007-12-18/fr/finance/ en=2007-12-18/en/finance/ ar=2007-12-18/ar/finance/ x-default=2007-12-18/fr/finance/"},
	} {
		got := chromeOf(t, m, c.version, "fr", "finance/")
		if want := "https://example.org/repo/" + c.permanent; got.Permanent != want {
			t.Errorf("%s: permanent address %s, want %s", c.version, got.Permanent, want)
		}
		var alternates []string
		for _, a := range got.Alternates {
			alternates = append(alternates, a.Lang+"="+strings.TrimPrefix(a.Href, "https://example.org/repo/"))
		}
		if s := strings.Join(alternates, " "); s != c.alternates {
			t.Errorf("%s: alternates %s, want %s", c.version, s, c.alternates)
		}
	}
	if got := chromeOf(t, m, "draft", "fr", "finance/").Permanent; got != "" {
		t.Errorf("a draft has the permanent address %s", got)
	}
}

func TestNewer(t *testing.T) {
	t.Parallel()
	in := three(t)
	in.Editions[1].SupersededBy = "2008-12-31"
	m := build(t, in)
	for _, c := range []struct {
		version, path, state, newer string
		exists                      bool
	}{
		{"current", "sources/press/", "current", "", false},
		{"2008-12-31", "sources/press/", "current", "", false},
		{"2008-07-31", "sources/press/", "superseded", "../../../../fr/sources/press/", true},
		{"2007-12-18", "sources/press/", "earlier", "../../../../fr/sources/press/", true},
		{"2007-12-18", "sources/gone/", "earlier", "../../../../fr/sources/gone/", true},
		{"2008-12-31", "changes/2007-12-18/", "current", "", false},
		{"2008-07-31", "changes/2007-12-18/", "superseded", "../../../../fr/changes/", true},
		{"draft", "sources/press/", "draft", "../../../../fr/sources/press/", true},
	} {
		got := chromeOf(t, m, c.version, "fr", c.path)
		newer := ""
		if got.Newer != nil {
			newer = got.Newer.Href
		}
		if got.State != c.state || newer != c.newer || got.NewerExists != c.exists {
			t.Errorf("%s/%s: %s, newer %q %v; want %s, %q %v",
				c.version, c.path, got.State, newer, got.NewerExists, c.state, c.newer, c.exists)
		}
		if (got.SupersededBy != nil) != (c.state == "superseded") {
			t.Errorf("%s/%s: superseded by %v", c.version, c.path, got.SupersededBy)
		}
	}
}

// many are n editions of the same report.
func many(t testing.TB, n int) Input {
	t.Helper()
	in := Input{}
	for i := range n {
		e := history.Issued{ID: fmt.Sprintf("e%d", i+1), Report: load(t), Committed: report.Date{Year: 2008, Month: 1, Day: 1}}
		e.Report.Edition.ID = e.ID
		in.Editions = append(in.Editions, e)
		in.Current = e.ID
	}
	return in
}

func TestLanguageBar(t *testing.T) {
	t.Parallel()
	m := build(t, three(t))
	var got []string
	for _, l := range chromeOf(t, m, "2008-07-31", "en", "states/fra/").Languages {
		got = append(got, fmt.Sprintf("%s %s %s %v", l.Lang, l.Dir, l.Href, l.Current))
	}
	want := []string{
		"ar rtl ../../../ar/states/fra/ false",
		"zh ltr  false",
		"en ltr  true",
		"fr ltr ../../../fr/states/fra/ false",
		"ru ltr  false",
		"es ltr  false",
	}
	if !slices.Equal(got, want) {
		t.Errorf("language bar is %q\nwant %q", got, want)
	}
}

func TestNav(t *testing.T) {
	t.Parallel()
	m := build(t, three(t))
	var got []string
	for _, n := range chromeOf(t, m, "2008-07-31", "fr", "states/fra/").Nav {
		s := n.Key + " " + n.Href
		if n.Current {
			s += " current"
		}
		got = append(got, s)
	}
	want := []string{
		"home ../../", "report ../../report/", "paragraphs ../../paragraphs/", "resolution ../../resolution/",
		"instruments ../../instruments/", "states ../ current", "activities ../../activities/",
		"replies ../../replies/", "publications ../../publications/", "indicators ../../indicators/", "finance ../../finance/",
		"sources ../../sources/", "entities ../../entities/", "data ../../data/",
		"changes ../../changes/", "editions ../../../../fr/editions/", "about ../../../../fr/about/",
	}
	if !slices.Equal(got, want) {
		t.Errorf("menu is %q\nwant %q", got, want)
	}
}

func TestMend(t *testing.T) {
	t.Parallel()
	in := three(t)
	// A comment moves lines, and is not a draft.
	in.Branch = load(t, change{"sources.toml", "[[source]]\nid = \"press\"", "# to be looked at\n\n[[source]]\nid = \"press\""})
	m := build(t, in)
	for _, c := range []struct{ version, path, edit, report string }{
		{"current", "paragraphs/op01/", "data/paragraphs/op01.toml#L1", "paragraph%3Aop01+2008-12-31"},
		{"current", "data/activities/2007/", "data/activities/2007.toml#L1", "data%2Factivities%2F2007.toml+2008-12-31"},
		{"current", "sources/press/", fmt.Sprintf("data/sources.toml#L%d", in.Editions[2].Report.Pos(report.Ref{Kind: report.KindSource, ID: "press"}, "").Line+2), "source%3Apress+2008-12-31"},
		// At its permanent address an edition stays as it is.
		{"2008-12-31", "sources/press/", "", "source%3Apress+2008-12-31"},
		{"2007-12-18", "sources/press/", "", "source%3Apress+2007-12-18"},
		{"2007-12-18", "sources/", "", "data%2Fsources.toml+2007-12-18"},
		{"2007-12-18", "sources/gone/", "", "source%3Agone+2007-12-18"},
		{"current", "activities/", "", "+2008-12-31"},
		{"draft", "states/", "data/states.toml#L1", "data%2Fstates.toml+2009-01-31"},
		{"current", "", "data/report.toml#L1", "data%2Freport.toml+2008-12-31"},
	} {
		if c.edit != "" {
			c.edit = "https://example.org/o/n/blob/main/" + c.edit
		}
		got := chromeOf(t, m, c.version, "fr", c.path)
		if got.Edit != c.edit {
			t.Errorf("%s/%s is edited at %q, want %q", c.version, c.path, got.Edit, c.edit)
		}
		at := cmp.Or(got.Permanent, got.Canonical)
		if want := "https://example.org/o/n/issues/new?title=" + c.report + "&page=" + url.QueryEscape(at); got.ReportError != want {
			t.Errorf("of %s/%s errors are reported at\n%q, want\n%q", c.version, c.path, got.ReportError, want)
		}
	}
	about := m.AuthoredChrome("fr", "about/")
	if about.Edit != "https://example.org/o/n/blob/main/content/about.fr.md#L1" {
		t.Errorf("the authored page is edited at %q", about.Edit)
	}
	in.Repository.Address = ""
	if c := chromeOf(t, build(t, in), "current", "fr", ""); c.Edit != "" || c.ReportError != "contributing/" {
		t.Errorf("without a repository a page leads to %q and %q", c.Edit, c.ReportError)
	}
}

func TestAuthoredPage(t *testing.T) {
	t.Parallel()
	m := build(t, three(t))
	c := m.AuthoredChrome("en", "about/")
	if c.Canonical != "https://example.org/repo/en/about/" || c.All != "../editions/" || c.State != "current" {
		t.Errorf("an authored page has %+v", c)
	}
}

func TestListOfEditions(t *testing.T) {
	t.Parallel()
	m := build(t, three(t))
	var got []string
	for _, e := range pageAt(t, m, page.Current, "en", "editions/").Body.(*page.Editions).Entries {
		got = append(got, fmt.Sprintf("%s %s %s", e.ID, e.State, e.Link.Href))
	}
	want := []string{
		"2009-01-31 draft ../../draft/en/",
		"2008-12-31 current ../../2008-12-31/en/",
		"2008-07-31 earlier ../../2008-07-31/en/",
		"2007-12-18 earlier ../../2007-12-18/en/",
		"2008-01-01 withdrawn ",
	}
	if !slices.Equal(got, want) {
		t.Errorf("editions are %q\nwant %q", got, want)
	}
}

func TestDraftAlone(t *testing.T) {
	t.Parallel()
	m := build(t, Input{Draft: load(t)})
	if !slices.Equal(m.Versions, []string{"draft"}) {
		t.Errorf("versions are %v", m.Versions)
	}
	c := chromeOf(t, m, page.Draft, "fr", "report/")
	if c.Newer != nil || c.All != "../editions/" || c.Selector != nil {
		t.Errorf("a draft without editions leads to some: %+v", c)
	}
	if got := pageAt(t, m, page.Draft, "fr", "editions/").Body.(*page.Editions).Entries; len(got) != 1 || got[0].State != "draft" {
		t.Errorf("the list of editions is %+v", got)
	}
	authored := m.AuthoredChrome("fr", "about/")
	if !authored.NoIndex || authored.Canonical != "https://example.org/repo/draft/fr/about/" || authored.Permanent != "" {
		t.Errorf("an authored page beside a draft has %+v", authored)
	}
	if _, err := New(Input{}); err == nil {
		t.Error("a site of nothing was made")
	}
}

func BenchmarkModel(b *testing.B) {
	for _, n := range []int{1, 10, 30} {
		in := many(b, n)
		in.BaseURL = "https://example.org/"
		b.Run(fmt.Sprintf("editions=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				m, err := New(in)
				if err != nil {
					b.Fatal(err)
				}
				for _, v := range m.Versions {
					for _, lang := range m.Languages {
						for _, p := range m.Pages(v, lang) {
							if _, err := m.Chrome(v, p); err != nil {
								b.Fatal(err)
							}
						}
					}
				}
			}
		})
	}
}
