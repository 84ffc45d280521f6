package site

import (
	"html/template"
	"path"
	"strings"
	"testing"

	"rapporteur/generator/report"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/page"
)

// At each address that a withdrawn edition had, a short page gives the reason and leads
// to the same page of what replaces it, if that has it.
func TestTombstones(t *testing.T) {
	t.Parallel()
	in := three(t)
	in.PDF = true
	was := build(t, in)
	old := in.Editions[0]
	in.Editions = in.Editions[1:]
	in.Withdrawn = []Withdrawn{{
		Withdrawn: report.Withdrawn{ID: old.ID, Commit: old.Commit, ReplacedBy: "2008-12-31", Reason: report.Text{Fr: "Par erreur", En: "By mistake"}, On: date(t, "2009-01-02"), By: "office"},
		AsAt:      old.Report.Edition.AsAt, Report: old.Report, Author: "A. N. Other",
	}}
	m := build(t, in)
	left := make(map[string]page.Tombstone)
	for _, s := range m.LeftBehind() {
		left[s.Path] = s
	}
	n := 1 // the page of the edition as a whole
	kinds := make(map[string]int)
	for _, lang := range []string{"fr", "en", "ar"} {
		for _, p := range was.Pages(old.ID, lang) {
			n++
			s, ok := left[old.ID+"/"+lang+"/"+p.Path+"index.html"]
			if !ok {
				t.Errorf("nothing is left of %s/%s", lang, p.Path)
				continue
			}
			// CSV files, images and PDFs have folders of their names.
			var files []string
			for _, f := range p.Files {
				files = append(files, f.Name)
			}
			if p.Path == "report/" {
				for _, printed := range was.Printed() {
					if strings.HasPrefix(printed.Page, old.ID+"/"+lang+"/") {
						files = append(files, strings.TrimPrefix(printed.File, printed.Page))
					}
				}
			}
			for _, name := range files {
				n++
				kinds[path.Ext(name)]++
				at := old.ID + "/" + lang + "/" + p.Path + name + "/index.html"
				f, ok := left[at]
				up := strings.Repeat("../", strings.Count(name, "/")+1)
				if !ok || f.Reason != s.Reason || f.Title != p.Title || f.Root != up+s.Root || f.Replaced.Href != up+s.Replaced.Href {
					t.Errorf("%s: %+v, want what is left of its page, %+v", at, f, s)
				}
			}
			if s.Title != p.Title || s.Lang != lang || s.Heading == "" || s.Reason.Text == "" || s.By.Text == "" || s.On.ISO != "2009-01-02" {
				t.Errorf("%s/%s: %+v", lang, p.Path, s)
			}
		}
	}
	if kinds[".csv"] == 0 || kinds[".pdf"] != 3 {
		t.Errorf("files of these kinds are left: %v", kinds)
	}
	if s := left[old.ID+"/fr/index.html"]; s.Headline != template.HTML(`L’édition <span class="gateway__id">`+old.ID+`</span> a été retirée`) || strings.Contains(s.Heading, "<") {
		t.Errorf("the heading is %q, %q", s.Headline, s.Heading)
	}
	if len(left) != n {
		t.Errorf("%d pages are left, want %d", len(left), n)
	}
	for at, want := range map[string]string{
		"en/paragraphs/op01/":    "../../../../2008-12-31/en/paragraphs/op01/",
		"en/":                    "../../2008-12-31/en/",
		"fr/activities/seminar/": "../../../../2008-12-31/fr/activities/workshop/", // renamed since
		"fr/sources/gone/":       "../../../../2008-12-31/fr/",                     // retired since
		"":                       "../2008-12-31/fr/",
	} {
		if got := left[old.ID+"/"+at+"index.html"].Replaced.Href; got != want {
			t.Errorf("%s leads to %q, want %q", at, got, want)
		}
	}
	if s := left[old.ID+"/en/report/index.html"]; s.Root != "../../../" || s.Reason.Text != "By mistake" || s.All.Href != "../../../en/editions/" {
		t.Errorf("%+v", s)
	}
	if m.Only("fr/").LeftBehind() != nil {
		t.Error("the pages are written although others were asked for")
	}
}

// What the data do not say is taken from the commit, and an edition that can no longer be
// read leaves nothing.
func TestTombstonesWithout(t *testing.T) {
	t.Parallel()
	in := three(t)
	old := in.Editions[0]
	in.Editions = in.Editions[1:]
	in.Withdrawn = []Withdrawn{
		{Withdrawn: report.Withdrawn{ID: old.ID, Reason: report.Text{Fr: "Par erreur"}}, Report: old.Report, Since: date(t, "2009-02-03"), Author: "A. N. Other"},
		{Withdrawn: report.Withdrawn{ID: "2006-01-01", Reason: report.Text{Fr: "Perdue"}}},
	}
	for _, s := range build(t, in).LeftBehind() {
		if s.Edition != old.ID {
			t.Fatalf("a page is left of %s", s.Edition)
		}
		if s.By.Text != "A. N. Other" || s.On.ISO != "2009-02-03" || s.Replaced.Href != "" || s.Reason.Text != "Par erreur" {
			t.Fatalf("%+v", s)
		}
	}
}

// An addendum is shown next to the edition that it adds to, which stays current; a
// corrigendum says on every page that it is one, also in citations.
func TestKindsOfEditions(t *testing.T) {
	t.Parallel()
	relation := func(key, kind string) change {
		return change{"report.toml", `kind = "revision"`, "kind = \"" + kind + "\"\n" + key + ` = "2008-07-31"`}
	}
	base := issue(t, "2008-07-31", "2008-07-31", change{"report.toml", `kind = "revision"`, ""})
	m := build(t, Input{
		Editions: []history.Issued{base, issue(t, "2008-07-31-add-1", "2008-08-15", relation("adds_to", "addendum"))},
		Current:  "2008-07-31",
	})
	chromeOf := func(version, path string) *page.Chrome {
		t.Helper()
		c, err := m.Chrome(version, pageAt(t, m, version, "en", path))
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	for _, path := range []string{"", "report/", "paragraphs/op01/"} {
		c := chromeOf("2008-07-31", path)
		if c.State != "current" || len(c.Addenda) != 1 || c.Addenda[0].Text.Text != "2008-07-31-add-1" || !strings.HasSuffix(c.Addenda[0].Href, "2008-07-31-add-1/en/"+path) {
			t.Errorf("%q of the edition: %s, %+v", path, c.State, c.Addenda)
		}
		c = chromeOf("2008-07-31-add-1", path)
		if c.State != "addendum" || c.Relation != (page.Relation{Kind: "addendum", To: "2008-07-31"}) || c.RelatedTo == nil || !strings.HasSuffix(c.RelatedTo.Href, "2008-07-31/en/"+path) || c.Newer != nil || c.SupersededBy != nil {
			t.Errorf("%q of the addendum: %s, %+v, %+v, newer %+v", path, c.State, c.Relation, c.RelatedTo, c.Newer)
		}
	}
	if h := pageAt(t, m, "2008-07-31-add-1", "en", "").Body.(*page.Home); h.News != nil && h.News.From.ID != "2008-07-31" {
		t.Errorf("the addendum is compared with %s", h.News.From.ID)
	}

	base.SupersededBy = "2008-07-31-corr-1"
	m = build(t, Input{
		Editions: []history.Issued{base, issue(t, "2008-07-31-corr-1", "2008-07-31", relation("corrects", "corrigendum"))},
		Current:  "2008-07-31-corr-1",
	})
	for _, lang := range []string{"fr", "en", "ar"} {
		for _, p := range m.Pages("2008-07-31-corr-1", lang) {
			c, err := m.Chrome("2008-07-31-corr-1", p)
			if err != nil {
				t.Fatal(err)
			}
			want := page.Relation{Kind: "corrigendum", To: "2008-07-31"}
			if c.Relation != want || p.Edition.Relation != want {
				t.Errorf("%s/%s does not say that it is a corrigendum", lang, p.Path)
			}
		}
	}
	c := chromeOf("2008-07-31-corr-1", "paragraphs/op01/")
	if all := c.Cite.Text + c.Cite.Forms[0].Text + c.Cite.Forms[1].Text + c.Cite.Forms[2].Text; strings.Count(all, "Corrigendum to 2008-07-31") != 4 {
		t.Errorf("citations do not say that it is a corrigendum:\n%s", all)
	}
	for _, e := range pageAt(t, m, page.Current, "en", "editions/").Body.(*page.Editions).Entries {
		if (e.Relation.Kind == "corrigendum") != (e.ID == "2008-07-31-corr-1") {
			t.Errorf("%s is listed as %+v", e.ID, e.Relation)
		}
	}
}
