package site

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"rapporteur/generator/report"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/page"
)

// form is a citation of a page in one form.
func form(t *testing.T, c *page.Citation, name string) string {
	t.Helper()
	if c == nil {
		t.Fatal("there is no citation")
	}
	for _, f := range c.Forms {
		if f.Name == name {
			return f.Text
		}
	}
	t.Fatalf("there is no %s", name)
	return ""
}

func citable2008(t *testing.T, changes ...change) *Model {
	t.Helper()
	e := issue(t, "2008-07-31", "2008-07-31", changes...)
	e.Committed = report.Date{Year: 2026, Month: 11, Day: 3}
	return build(t, Input{Editions: []history.Issued{e}, Current: e.ID, Draft: load(t)})
}

func TestCitation(t *testing.T) {
	t.Parallel()
	m := citable2008(t)
	const root = "https://example.org/repo/2008-07-31/"
	for _, c := range []struct{ lang, path, title, before string }{
		{"en", "paragraphs/op01/", "Paragraph 1 – Every status of a request [reconstruction]", "Available at "},
		{"fr", "paragraphs/op01/", "Paragraphe 1 – Tous les états d’une demande [reconstitution]", "Disponible à l’adresse suivante\u00a0: "},
		{"ar", "paragraphs/op01/", "الفقرة 1 – كل حالات الطلب [إعادة بناء]", "متاح على الرابط التالي: "},
		{"en", "activities/workshop/", "Activity – Test workshop [reconstruction]", "Available at "},
		{"en", "sources/official-seen/", "Source – ", "Available at "},
		{"en", "instruments/convention/", "Instrument – ", "Available at "},
		{"en", "report/", "[reconstruction]", "Available at "},
	} {
		cite := chromeOf(t, m, page.Current, c.lang, c.path).Cite
		if cite == nil {
			t.Errorf("%s/%s has no citation", c.lang, c.path)
			continue
		}
		address := root + c.lang + "/" + c.path
		for _, want := range []string{c.title, "Rapporteur (", "2008-07-31", c.before + address + "."} {
			if !strings.Contains(cite.Text, want) {
				t.Errorf("%s/%s: %s\ndoes not hold %q", c.lang, c.path, cite.Text, want)
			}
		}
		for _, f := range cite.Forms {
			if !strings.Contains(f.Text, c.title) || !strings.Contains(f.Text, address) || !strings.Contains(f.Text, "2026") {
				t.Errorf("%s/%s in %s is\n%s", c.lang, c.path, f.Name, f.Text)
			}
			if regexp.MustCompile(`(?mi)^\s*("?author"?|AU )`).MatchString(f.Text) {
				t.Errorf("%s names an author:\n%s", f.Name, f.Text)
			}
		}
	}
	want := "Rapporteur (reconstruction from public sources), “Paragraph 1 – Every status of a request [reconstruction]”, " +
		m.Current.ByLang["en"].Pages[0].Edition.ReportTitle.Text + ", " + m.Current.Report.Meta.Reference +
		", edition 2008-07-31, as at 31 July 2008. Available at " + root + "en/paragraphs/op01/."
	if got := chromeOf(t, m, page.Current, "en", "paragraphs/op01/").Cite.Text; got != want {
		t.Errorf("the citation is\n%s\nwant\n%s", got, want)
	}
}

func TestCitationIsOfThePermanentAddress(t *testing.T) {
	t.Parallel()
	m := citable2008(t)
	now, then := chromeOf(t, m, page.Current, "en", "report/").Cite, chromeOf(t, m, "2008-07-31", "en", "report/").Cite
	if now == nil || then == nil || now.Text != then.Text {
		t.Errorf("the current page is cited as %v, the same page at its own address as %v", now, then)
	}
	for _, path := range []string{"", "search/", "parity/", "changes/"} {
		if c := chromeOf(t, m, page.Current, "en", path).Cite; c != nil {
			t.Errorf("%q is cited as %s", path, c.Text)
		}
	}
	if c := chromeOf(t, m, page.Draft, "en", "report/").Cite; c != nil {
		t.Errorf("a draft is cited as %s", c.Text)
	}
}

func TestCitationWithoutAHost(t *testing.T) {
	t.Parallel()
	e := issue(t, "2008-07-31", "2008-07-31")
	m := build(t, Input{Editions: []history.Issued{e}, Current: e.ID, BaseURL: "/"})
	c := chromeOf(t, m, page.Current, "en", "report/").Cite
	if c == nil || !strings.Contains(c.Text, "Available at /2008-07-31/en/report/.") {
		t.Errorf("the citation is %v", c)
	}
	for name, address := range map[string]string{"BibTeX": "url =", "RIS": "UR  -", "CSL-JSON": `"URL"`} {
		if f := form(t, c, name); strings.Contains(f, address) {
			t.Errorf("%s has an address without a host:\n%s", name, f)
		}
	}
}

func TestCitationForms(t *testing.T) {
	t.Parallel()
	const hard = `50 % & {one_open \ "quoted" été <b> #1 $2 ~ ^`
	m := citable2008(t, change{"activities/2007.toml", `title.en = "Test workshop"`, `title.en = '` + hard + `'`})
	c := chromeOf(t, m, page.Current, "en", "activities/workshop/").Cite

	bib := form(t, c, "BibTeX")
	if strings.Count(bib, "{") != strings.Count(bib, "}") {
		t.Errorf("the braces are not paired:\n%s", bib)
	}
	if want := `50 \% \& \textbraceleft{}one\_open \textbackslash{} "quoted" été <b> \#1 \$2 \textasciitilde{} \textasciicircum{}`; !strings.Contains(bib, want) {
		t.Errorf("%s\ndoes not hold %s", bib, want)
	}
	if !strings.Contains(bib, "  year = {2026},\n  month = nov,\n") {
		t.Errorf("the month of issue is not in\n%s", bib)
	}
	if !regexp.MustCompile(`^@misc\{[a-z0-9-]+,\n`).MatchString(bib) {
		t.Errorf("the entry begins otherwise:\n%s", bib)
	}

	lines := strings.Split(strings.TrimSuffix(form(t, c, "RIS"), "\n"), "\n")
	if lines[0] != "TY  - ELEC" || lines[len(lines)-1] != "ER  - " {
		t.Errorf("the record begins with %q and ends with %q", lines[0], lines[len(lines)-1])
	}
	tag := regexp.MustCompile(`^[A-Z][A-Z0-9]  - `)
	for _, l := range lines {
		if !tag.MatchString(l) {
			t.Errorf("%q has no tag", l)
		}
	}
	if !strings.Contains(strings.Join(lines, "\n"), "DA  - 2026/11/03") {
		t.Errorf("the day of issue is not in %q", lines)
	}

	var items []map[string]any
	if err := json.Unmarshal([]byte(form(t, c, "CSL-JSON")), &items); err != nil || len(items) != 1 {
		t.Fatalf("%v: %v", items, err)
	}
	for key, want := range map[string]any{
		"type": "webpage", "title": "Activity – " + hard + " [reconstruction]", "version": "2008-07-31", "language": "en",
		"publisher": "Rapporteur (reconstruction from public sources)", "URL": "https://example.org/repo/2008-07-31/en/activities/workshop/",
	} {
		if items[0][key] != want {
			t.Errorf("%s is %q, want %q", key, items[0][key], want)
		}
	}
}
