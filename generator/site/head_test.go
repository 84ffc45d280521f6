package site

import (
	"bytes"
	"encoding/json"
	"image/png"
	"strings"
	"testing"

	"rapporteur/generator/site/chrome"
	"rapporteur/generator/site/page"
)

// Every page of an edition says in its title what it is, and no two have the same title or
// description.
func TestHeadlinesAreUnique(t *testing.T) {
	t.Parallel()
	m := build(t, three(t))
	for _, version := range m.Versions {
		for _, lang := range m.Languages {
			titles, said := make(map[string]string), make(map[string]string)
			for _, p := range m.Pages(version, lang) {
				c, err := m.Chrome(version, p)
				if err != nil {
					t.Fatal(err)
				}
				if other, twice := titles[c.Meta.Title]; twice || c.Meta.Title == "" {
					t.Errorf("%s/%s/%s has the title %q, as %q", version, lang, p.Path, c.Meta.Title, other)
				}
				if other, twice := said[c.Meta.Description]; twice {
					t.Errorf("%s/%s/%s has the description %q, as %q", version, lang, p.Path, c.Meta.Description, other)
				}
				titles[c.Meta.Title], said[c.Meta.Description] = p.Path, p.Path
			}
		}
	}
}

// JSON-LD is valid, says where the page is, and ends no script element whatever titles hold.
func TestLinkedData(t *testing.T) {
	t.Parallel()
	in := three(t)
	for _, e := range in.Editions {
		for _, s := range e.Report.Sources {
			s.Title.Fr, s.Title.En = `</script><script>alert("1")</script> & 'x'`, ""
		}
	}
	in.Repository.Licence, in.Repository.LicenceLink = "CC BY 4.0", "https://example.org/licence"
	m := build(t, in)
	types := make(map[string]int)
	for _, version := range []string{page.Current, "2007-12-18", page.Draft} {
		for _, p := range m.Pages(version, "fr") {
			c, err := m.Chrome(version, p)
			if err != nil {
				t.Fatal(err)
			}
			if strings.ContainsAny(string(c.Meta.JSON), "<>&") {
				t.Errorf("%s: %s", p.Path, c.Meta.JSON)
			}
			var doc struct {
				Graph []struct {
					Type    string `json:"@type"`
					URL     string `json:"url"`
					License string `json:"license"`
					Items   []struct {
						Position int    `json:"position"`
						Item     string `json:"item"`
					} `json:"itemListElement"`
					Distribution []struct {
						URL string `json:"contentUrl"`
					} `json:"distribution"`
				} `json:"@graph"`
			}
			if err := json.Unmarshal([]byte(c.Meta.JSON), &doc); err != nil {
				t.Fatal(err)
			}
			files := m.Files
			for _, o := range doc.Graph {
				types[o.Type]++
				if o.Type == "BreadcrumbList" {
					for i, item := range o.Items {
						if item.Position != i+1 {
							t.Errorf("%s: %+v", p.Path, o.Items)
						}
					}
					if last := o.Items[len(o.Items)-1].Item; version != page.Draft && last != c.Permanent {
						t.Errorf("%s: the way to the page ends at %s", p.Path, last)
					}
				}
				if o.Type == "Dataset" {
					if o.License != in.Repository.LicenceLink {
						t.Errorf("the licence of the data is %q", o.License)
					}
					all := files()
					for _, d := range o.Distribution {
						if all[strings.TrimPrefix(d.URL, "https://example.org/repo/")] == nil {
							t.Errorf("%s is not there", d.URL)
						}
					}
				}
			}
		}
	}
	for _, typ := range []string{"Report", "Dataset", "BreadcrumbList", "WebPage"} {
		if types[typ] == 0 {
			t.Errorf("no page describes a %s", typ)
		}
	}
}

// Each issued edition has a card in each language, to which its pages lead.
func TestCards(t *testing.T) {
	t.Parallel()
	m := build(t, three(t))
	files := m.Files()
	for _, version := range []string{page.Current, "2007-12-18"} {
		for _, lang := range m.Languages {
			c := chromeOf(t, m, version, lang, "finance/")
			data := files[strings.TrimPrefix(c.Meta.Card, "https://example.org/repo/")]
			img, err := png.DecodeConfig(bytes.NewReader(data))
			if err != nil || img.Width != c.Meta.CardWidth || img.Height != c.Meta.CardHeight {
				t.Errorf("%s/%s: the card %s is %+v (%v)", version, lang, c.Meta.Card, img, err)
			}
			if len(data) > 40_000 {
				t.Errorf("%s has %d bytes", c.Meta.Card, len(data))
			}
		}
	}
	if c := chromeOf(t, m, page.Draft, "fr", "finance/"); c.Meta.Card != "" {
		t.Errorf("the draft has the card %s", c.Meta.Card)
	}
	in := three(t)
	in.BaseURL = "/"
	if c := chromeOf(t, build(t, in), page.Current, "fr", "finance/"); c.Meta.Card != "" {
		t.Errorf("a site whose address is not known has the card %s", c.Meta.Card)
	}
}

// The sitemap lists no page that search engines are told to leave out, and each with its
// languages.
func TestSitemapAlternates(t *testing.T) {
	t.Parallel()
	m := build(t, three(t))
	s := string(m.Files()["sitemap.xml"])
	for _, hidden := range []string{"/search/", "/source/"} {
		if strings.Contains(s, hidden+"<") {
			t.Errorf("the sitemap lists %s", hidden)
		}
	}
	want := `<url><loc>https://example.org/repo/en/finance/</loc><lastmod>2008-12-31</lastmod>` +
		`<xhtml:link rel="alternate" hreflang="fr" href="https://example.org/repo/fr/finance/"/>` +
		`<xhtml:link rel="alternate" hreflang="en" href="https://example.org/repo/en/finance/"/>` +
		`<xhtml:link rel="alternate" hreflang="ar" href="https://example.org/repo/ar/finance/"/>` +
		`<xhtml:link rel="alternate" hreflang="x-default" href="https://example.org/repo/fr/finance/"/></url>`
	if !strings.Contains(s, want) {
		t.Errorf("the sitemap lacks %s", want)
	}
	if c := chromeOf(t, m, page.Current, "fr", "search/"); !c.NoIndex {
		t.Error("the search is to be indexed")
	}
}

// What readers cite can be cited: lists, States, the resolution and the list of editions.
func TestCitablePages(t *testing.T) {
	t.Parallel()
	m := build(t, three(t))
	for path, want := range map[string]bool{
		"states/": true, "states/fra/": true, "resolution/": true, "editions/": true, "sources/": true, "data/": true, "paragraphs/op01/": true, "instruments/": true,
		"search/": false, "parity/": false, "": false, "data/finance/": false,
	} {
		c := chromeOf(t, m, page.Current, "fr", path)
		if (c.Cite != nil) != want {
			t.Errorf("%s can be cited: %v, want %v", path, c.Cite != nil, want)
		}
		if want && len(c.Meta.Tags) < 5 {
			if path != "editions/" {
				t.Errorf("%s has the tags %v", path, c.Meta.Tags)
			}
		}
	}
}

// A reader can report an error in every page, whether or not the site knows a repository,
// and the footer says who answers and under which licence.
func TestReportErrorWithoutRepository(t *testing.T) {
	t.Parallel()
	for contact, want := range map[string]string{
		"":                                    "../../contributing/",
		"https://example.org/help":            "https://example.org/help",
		"mailto:a@example.org":                "mailto:a@example.org?subject=99%2F1%20state:fra&body=https:%2F%2Fexample.org%2Frepo%2F2008-12-31%2Fen%2Fstates%2Ffra%2F",
		"mailto:a@example.org?subject=Report": "mailto:a@example.org?subject=Report",
	} {
		in := three(t)
		in.Repository = chrome.Repository{Contact: contact, Licence: "CC BY 4.0"}
		m := build(t, in)
		c := chromeOf(t, m, page.Current, "en", "states/fra/")
		if c.ReportError != want || c.Edit != "" {
			t.Errorf("contact %q: an error is reported at %s, want %s", contact, c.ReportError, want)
		}
		if c.Imprint.Contact.Href != contact || strings.Contains(c.Imprint.Contact.Key, "mailto") || strings.Contains(c.Imprint.Contact.Key, "?") || c.Imprint.Licence.Key != "CC BY 4.0" {
			t.Errorf("contact %q: %+v", contact, c.Imprint)
		}
		for _, p := range m.Pages("2007-12-18", "fr") {
			if c := chromeOf(t, m, "2007-12-18", "fr", p.Path); c.ReportError == "" || len(c.Imprint.Pages) != 3 {
				t.Errorf("%s: %+v", p.Path, c.Imprint)
			}
		}
	}
	// A repository comes first.
	in := three(t)
	in.Repository.Contact = "mailto:a@example.org"
	if c := chromeOf(t, build(t, in), page.Current, "en", "states/fra/"); !strings.HasPrefix(c.ReportError, "https://example.org/o/n/issues/new?") {
		t.Errorf("an error is reported at %s", c.ReportError)
	}
}
