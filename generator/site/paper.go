package site

import (
	"rapporteur/generator/address"
	"rapporteur/generator/report"
)

// Paper is how a reader gets the report of the edition on paper.
type Paper struct {
	PDF    string // relative link to the file, at the edition's own address; empty where the site holds none
	Report string // relative link to the page of the report; empty on that page itself
}

// Printed is the report of an edition, or of the draft, as a PDF. It is
// printed from its page at the edition's own address, once that is written.
type Printed struct {
	Page string // path from the root of the site: "2008-07-31/fr/report/"
	File string // beside the page: "2008-07-31/fr/report/62-172-2008-07-31-fr.pdf"
	Lang string
	Day  report.Date // on which the edition was committed, UTC; zero for the draft
}

// Printed are the reports of every edition in each of its languages, in the
// order of Input, then those of the draft. They do not depend on Input.PDF.
func (m *Model) Printed() []Printed {
	var out []Printed
	for i, v := range m.volumes {
		var day report.Date
		if v != m.draft {
			day = m.in.Editions[i].Committed
		}
		for _, lang := range v.langs {
			page := address.Version(v.id, lang) + "report/"
			out = append(out, Printed{Page: page, File: page + v.pdf(lang), Lang: lang, Day: day})
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
func (a *around) paper(p *Page) *Paper {
	var out Paper
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
