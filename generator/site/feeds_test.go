package site

import (
	"encoding/xml"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/report"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/page"
)

type readFeed struct {
	ID      string `xml:"id"`
	Updated string `xml:"updated"`
	Entries []struct {
		ID        string `xml:"id"`
		Title     string `xml:"title"`
		Published string `xml:"published"`
		Updated   string `xml:"updated"`
		Summary   string `xml:"summary"`
		Link      struct {
			Href string `xml:"href,attr"`
		} `xml:"link"`
	} `xml:"entry"`
}

func feedAt(t *testing.T, files map[string][]byte, name string) readFeed {
	t.Helper()
	data, ok := files[name]
	if !ok {
		t.Fatalf("there is no %s", name)
	}
	var f readFeed
	if err := xml.Unmarshal(data, &f); err != nil {
		t.Fatal(err)
	}
	return f
}

// corrected is a first edition, a second one, and a corrigendum to the first that was issued
// last.
func corrected(t *testing.T) Input {
	older := change{"finance.toml", "36819000", "36819001"}
	kind := func(kind string) change { return change{"report.toml", `kind = "revision"`, kind} }
	first := issue(t, "2007-12-18", "2007-12-18", older, kind(""))
	second := issue(t, "2008-07-31", "2008-07-31", kind(""))
	third := issue(t, "2007-12-18-corr-1", "2007-12-18", older, kind("kind = \"corrigendum\"\ncorrects = \"2007-12-18\""))
	first.Order, second.Order, third.Order = 1, 2, 3
	third.Committed = date(t, "2008-09-01")
	first.SupersededBy = third.ID
	return Input{Editions: []history.Issued{first, third, second}, Current: second.ID}
}

// The feed of the editions has them in the order in which they were issued, a corrigendum
// as what it is, and says of the edition that it corrects since when.
func TestFeedOfEditions(t *testing.T) {
	t.Parallel()
	files := build(t, corrected(t)).Files()
	f := feedAt(t, files, "en/editions/feed.xml")
	var titles, updated []string
	for _, e := range f.Entries {
		titles = append(titles, e.Title)
		updated = append(updated, e.Updated[:10])
	}
	want := []string{"Edition 2007-12-18-corr-1, Corrigendum to 2007-12-18", "Edition 2007-12-18", "Edition 2008-07-31"}
	if !slices.Equal(titles, want) {
		t.Errorf("titles %q, want %q", titles, want)
	}
	if want := []string{"2008-09-01", "2008-09-01", "2008-07-31"}; !slices.Equal(updated, want) {
		t.Errorf("updated %q, want %q", updated, want)
	}
	if f.Updated != "2008-09-01T00:00:00Z" {
		t.Errorf("the feed is of %s", f.Updated)
	}
	if s := f.Entries[1].Summary; !strings.Contains(s, "Superseded by: 2007-12-18-corr-1") || f.Entries[1].Published != "2007-12-18T00:00:00Z" {
		t.Errorf("the corrected edition says %q, of %s", s, f.Entries[1].Published)
	}
	if l := f.Entries[0].Link.Href; l != "https://example.org/repo/2007-12-18-corr-1/en/" {
		t.Errorf("the corrigendum is at %s", l)
	}
	ids := map[string]bool{f.ID: true}
	for _, e := range f.Entries {
		if ids[e.ID] {
			t.Errorf("%s is there twice", e.ID)
		}
		ids[e.ID] = true
	}
}

// A withdrawn edition stays in the feed, with the day and the reason.
func TestFeedOfWithdrawnEdition(t *testing.T) {
	t.Parallel()
	in := three(t)
	in.Withdrawn = []Withdrawn{{
		Withdrawn: report.Withdrawn{ID: "2008-02-02", Commit: strings.Repeat("f", 40), ReplacedBy: "2008-07-31", Reason: report.Text{Fr: "Par erreur", En: "By mistake"}, On: date(t, "2009-01-02")},
		AsAt:      date(t, "2008-02-02"), Report: issue(t, "2008-02-02", "2008-02-02", change{"report.toml", `kind = "revision"`, ""}).Report,
	}}
	f := feedAt(t, build(t, in).Files(), "en/editions/feed.xml")
	e := f.Entries[0]
	if e.Title != "Edition 2008-02-02" || e.Updated != "2009-01-02T00:00:00Z" || !strings.Contains(e.Summary, "withdrawn\nReason: By mistake\nSuperseded by: 2008-07-31") {
		t.Errorf("%+v", e)
	}
}

// The feed of the changes has an entry for each record that changed, which leads to it on
// the page of changes; that of a record has one for each edition that changed it.
func TestFeedsOfRecords(t *testing.T) {
	t.Parallel()
	in := three(t)
	m := build(t, in)
	files := m.Files()
	changes := feedAt(t, files, "en/changes/feed.xml")
	if len(changes.Entries) == 0 {
		t.Fatal("no changes")
	}
	for _, e := range changes.Entries {
		address, anchor, _ := strings.Cut(strings.TrimPrefix(e.Link.Href, "https://example.org/repo/"), "#")
		version, path, _ := strings.Cut(address, "/en/")
		found := false
		for _, s := range pageAt(t, m, version, "en", path).Body.(*page.Changes).Sections {
			for _, g := range s.Groups {
				found = found || g.Anchor == anchor
			}
		}
		if !found {
			t.Errorf("%s leads to %s, which is not there", e.Title, e.Link.Href)
		}
	}
	for _, path := range []string{"paragraphs/op01/", "paragraphs/op02/", "instruments/financing/"} {
		var want, got []string
		for _, v := range []string{"2008-12-31", "2008-07-31", "2007-12-18"} {
			body := pageAt(t, m, v, "en", "changes/").Body.(*page.Changes)
			changed := body.First
			for _, s := range body.Sections {
				for _, g := range s.Groups {
					changed = changed || g.Link.Href == "../"+path
				}
			}
			if changed {
				want = append(want, "Edition "+v)
			}
		}
		if !slices.ContainsFunc(m.Pages(page.Current, "en"), func(p *page.Page) bool { return p.Path == path }) {
			continue
		}
		for _, e := range feedAt(t, files, "en/"+path+"feed.xml").Entries {
			_, edition, _ := strings.Cut(e.Title, " – Edition ")
			edition, _, _ = strings.Cut(edition, ",")
			got = append(got, "Edition "+edition)
		}
		if !slices.Equal(got, want) {
			t.Errorf("the feed of %s has %v, the pages of changes have it in %v", path, got, want)
		}
	}
	if _, ok := files["ar/paragraphs/op01/feed.xml"]; !ok {
		t.Error("a language has no feeds")
	}
	if _, ok := files["draft/en/changes/feed.xml"]; ok {
		t.Error("the draft has a feed")
	}
	// Pages lead to the feeds, of old editions too.
	for version, want := range map[string]string{page.Current: "feed.xml", "2007-12-18": "../../../../en/paragraphs/op01/feed.xml"} {
		c := chromeOf(t, m, version, "en", "paragraphs/op01/")
		if len(c.Feeds) != 3 || strings.TrimPrefix(c.Feeds[0].Href, "./") != want {
			t.Errorf("%s: %+v, want %s first", version, c.Feeds, want)
		}
	}
	if c := chromeOf(t, m, page.Draft, "en", "paragraphs/op01/"); len(c.Feeds) != 0 {
		t.Errorf("a page of the draft leads to %v", c.Feeds)
	}
	// Nothing depends on the time of the build.
	again := build(t, three(t)).Files()
	for name, data := range files {
		if strings.HasSuffix(name, "feed.xml") && string(again[name]) != string(data) {
			t.Errorf("%s differs in a second build", name)
		}
	}
}
