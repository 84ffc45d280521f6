package chrome

import (
	"rapporteur/generator/address"
	"rapporteur/generator/site/page"
)

// Printed returns the reports of every edition in each of its languages, in the order
// of Input, then those of the draft. They do not depend on Input.PDF.
func (site *Site) Printed() []page.Printed {
	var out []page.Printed
	for _, v := range site.Editions {
		for _, lang := range v.Languages {
			at := address.Version(v.ID, lang) + "report/"
			out = append(out, page.Printed{Page: at, File: at + v.pdf(lang), Lang: lang, Day: v.Committed})
		}
	}
	return out
}

// paper returns nil except for the front page and the report. The file is that of the
// edition itself, so that the link still works when the current edition is another
// one.
func (a *builder) paper(p *page.Page) *page.Paper {
	var out page.Paper
	switch p.Kind {
	case "home":
		out.Report = address.Relative(a.path, "report/", "")
	case "report":
	default:
		return nil
	}
	if a.site.PDF {
		out.PDF = a.to(a.v.ID, a.lang, "report/"+a.v.pdf(a.lang))
	}
	return &out
}
