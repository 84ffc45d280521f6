package site

import (
	"rapporteur/generator/address"
	"rapporteur/generator/report"
	"rapporteur/generator/site/page"
)

// Printed are the reports of every edition in each of its languages, in the
// order of Input, then those of the draft. They do not depend on Input.PDF.
func (m *Model) Printed() []page.Printed {
	var out []page.Printed
	for i, v := range m.volumes {
		var day report.Date
		if v != m.draft {
			day = m.in.Editions[i].Committed
		}
		for _, lang := range v.langs {
			at := address.Version(v.id, lang) + "report/"
			out = append(out, page.Printed{Page: at, File: at + v.pdf(lang), Lang: lang, Day: day})
		}
	}
	return out
}

// pdf is a name that still tells what the file is when it lies among others.
func (v *volume) pdf(lang string) string {
	return keyOf(v.r.Meta.Reference, v.id, lang) + ".pdf"
}

// paper is nil but for the front page and the report. The file is the
// edition's own, so that the link at a moving address leads to one that stays.
func (a *around) paper(p *page.Page) *page.Paper {
	var out page.Paper
	switch p.Kind {
	case "home":
		out.Report = address.Relative(a.path, "report/", "")
	case "report":
	default:
		return nil
	}
	if a.m.in.PDF {
		out.PDF = a.to(a.v.id, a.lang, "report/"+a.v.pdf(a.lang))
	}
	return &out
}
