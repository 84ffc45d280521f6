package pages

import (
	"strings"
	"testing"

	"rapporteur/generator/e2e"
)

// Pages of changes show every sort of change, and say of editions what was
// known when they were issued.
func TestPagesOfChanges(t *testing.T) {
	t.Parallel()
	p := e2e.NewProject(t, "kitchen-sink")
	p.Precede()
	p.Issue()
	p.Replace("data/report.toml", `supersedes = "2008-07-31"`, "")
	p.Rewrite("data/report.toml", func(s string) string {
		return e2e.SetKey(e2e.SetKey(s, "id", `"2009-06-30"`), "as_at", "2009-06-30")
	})
	p.Rewrite("data/sections.toml", func(s string) string {
		const cut = "[[section]]\n"
		parts := strings.Split(s, cut)
		n := len(parts)
		moved := append([]string{parts[0], parts[n-1]}, parts[1:n-1]...)
		return strings.Join(moved, cut)
	})
	p.Replace("data/sections.toml", "Deuxième paragraphe", "Second paragraphe")
	p.Replace("data/indicators.toml", "1158", "1160")
	p.Replace("data/finance.toml", "36819000", "36819001")
	p.Rewrite("data/publications.toml", func(s string) string {
		return s + `
[[publication]]
id = "leaflet"
title.fr = "Dépliant <b>&amp;"
title.en = "Leaflet <b>&amp;"
status = "published"
issuers = ["office"]
cites = [{ source = "official-seen", verification = "primary" }]
`
	})
	p.Issue()
	p.Replace("data/report.toml", `title.en = "`, `title.en = "Draft of `)
	dir := p.Build("/")
	pages := readSite(t, dir)
	printFaults(t, checkSite(dir, "/", pages))

	page := pages["en/changes/index.html"]
	for _, want := range []string{
		`class="change change--metadata change--left"`, // the place that a section was moved away from
		`id="c-publication-leaflet"`, `Leaflet &lt;b&gt;&amp;amp;`,
		`36,819,001`, `<ins>`, `<del>`, `href="2009-01-31/source/"`, `href="2008-07-31/"`,
	} {
		if !strings.Contains(page.main, want) {
			t.Errorf("the page of changes does not hold %s", want)
		}
	}
	if first := pages["2008-07-31/en/changes/index.html"]; !strings.Contains(first.text, "This is the first edition") {
		t.Errorf("the first edition says %s", first.main)
	}
	if draft := pages["draft/en/changes/index.html"]; !strings.Contains(draft.main, "30 June 2009") {
		t.Errorf("the draft is not compared with the current edition: %s", draft.main)
	}
	if news := pages["en/index.html"]; !strings.Contains(news.main, "What is new since 31 December 2008") {
		t.Error("the front page does not say what is new")
	}
	if old := pages["2009-01-31/en/paragraphs/op01/index.html"]; strings.Contains(old.main, "2009-06-30") || !strings.Contains(old.text, "This paragraph over time") {
		t.Error("a paragraph of an older edition lacks its timeline, or speaks of a later edition")
	}
}
