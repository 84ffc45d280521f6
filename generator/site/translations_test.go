package site

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/report"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/page"
)

// parityOf is what the page says of a record: "fr original; en stale 2007-12-18".
func parityOf(t *testing.T, m *Model, version, ref string) string {
	t.Helper()
	body := pageAt(t, m, version, "en", "parity/").Body.(*page.Parity)
	for _, r := range body.Rows {
		if r.Link.Ref != ref {
			continue
		}
		var out []string
		for i, c := range r.Cells {
			s := body.Languages[i].Lang + " " + c.State
			if c.Since != "" {
				s += " " + c.Since
			}
			if c.Done > 0 && c.Done < c.All {
				s += fmt.Sprintf(" %d/%d", c.Done, c.All)
			}
			out = append(out, s)
		}
		return strings.Join(out, "; ")
	}
	t.Fatalf("there is no row of %s", ref)
	return ""
}

func TestParity(t *testing.T) {
	t.Parallel()
	now := issue(t, "2008-12-31", "2008-12-31")
	now.Report.Waivers = append(now.Report.Waivers, report.Waiver{
		Rule: "stale-translation", Record: report.ParseRef("request:op01-d"), Field: "reason.en", Until: date(t, "2009-12-31"),
	})
	m := build(t, Input{
		Editions: []history.Issued{
			issue(t, "2007-12-18", "2007-12-18",
				change{"sections.toml", "Le résumé tient en", "Le résumé tenait en"},
				change{"sections.toml", `heading.fr = "Introduction"`, `heading.fr = "« introduction »"`},
				change{"paragraphs/op01.toml", "Tous les états d’une demande", "Les états d’une demande"},
				change{"paragraphs/op01.toml", "Every status of a request", "Statuses of a request"},
				change{"paragraphs/op01.toml", "Rien n’a été fait", "Rien ne fut fait"},
			),
			now,
		},
		Current: "2008-12-31",
	})
	for _, c := range []struct{ version, ref, want string }{
		// The original changed and neither translation did.
		{page.Current, "section:summary", "ar stale 2007-12-18; zh missing; en stale 2007-12-18; fr original; ru missing; es missing"},
		{"2008-12-31", "section:summary", "ar stale 2007-12-18; zh missing; en stale 2007-12-18; fr original; ru missing; es missing"},
		// The first edition has nothing to be compared with.
		{"2007-12-18", "section:summary", "ar translated; zh missing; en translated; fr original; ru missing; es missing"},
		// Capitals and punctuation are no change.
		{page.Current, "section:introduction", "ar missing; zh missing; en translated; fr original; ru missing; es missing"},
		// The English followed the original, the Arabic did not and is not whole.
		{page.Current, "paragraph:op01", "ar stale 2007-12-18 1/2; zh missing; en translated; fr original; ru missing; es missing"},
		{"2007-12-18", "paragraph:op01", "ar partial 1/2; zh missing; en translated; fr original; ru missing; es missing"},
		// A waiver says that the translation says the same already.
		{page.Current, "request:op01-d", "ar missing; zh missing; en translated; fr original; ru missing; es missing"},
	} {
		if got := parityOf(t, m, c.version, c.ref); got != c.want {
			t.Errorf("%s in %s:\n%s\nwant\n%s", c.ref, c.version, got, c.want)
		}
	}
}

func TestParityCountsEveryRowOnceALanguage(t *testing.T) {
	t.Parallel()
	m := build(t, three(t))
	for _, version := range m.Versions {
		body := pageAt(t, m, version, "fr", "parity/").Body.(*page.Parity)
		var published []string
		for _, l := range body.Languages {
			n := 0
			for _, c := range l.Counts {
				n += c.N
			}
			if n != len(body.Rows) || n == 0 {
				t.Errorf("%s, %s: %d counted of %d", version, l.Lang, n, len(body.Rows))
			}
			if l.Published {
				published = append(published, l.Lang)
			}
		}
		if !slices.Equal(published, []string{"ar", "en", "fr"}) {
			t.Errorf("%s: published are %v", version, published)
		}
	}
	if got := pageAt(t, m, page.Draft, "fr", "parity/").Body.(*page.Parity).Previous; got != "2008-12-31" {
		t.Errorf("the draft is compared with %q", got)
	}
}

func TestEveryPageLeadsToParity(t *testing.T) {
	t.Parallel()
	m := build(t, three(t))
	for path, want := range map[string]string{"": "parity/", "parity/": "./", "paragraphs/op01/": "../../parity/", "editions/": "../parity/"} {
		if got := chromeOf(t, m, page.Current, "en", path).Parity; got != want {
			t.Errorf("%q leads to %q, want %q", path, got, want)
		}
	}
	if got := m.AuthoredChrome("en", "contributing/").Parity; got != "../parity/" {
		t.Errorf("an authored page leads to %q", got)
	}
}
