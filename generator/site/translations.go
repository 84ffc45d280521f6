package site

import (
	"slices"

	"rapporteur/generator/prose"
	"rapporteur/generator/report"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// parity makes the page that compares the languages of the edition.
func (b *editionWriter) parity() {
	l := b.page("parity/")
	body := new(page.Parity)
	g := &translations{p: b.parser, r: b.Report, texts: textsByRecord(b.Report)}
	if before := b.edition.Previous; before != nil {
		body.Previous = before.ID
		g.before = make(map[textKey]report.Text)
		for ref, fields := range textsByRecord(before.Report) {
			for _, f := range fields {
				g.before[textKey{ref, f.Field}] = f.Text
			}
		}
	}
	row := func(kind report.Kind, id, label string) {
		ref := report.Ref{Kind: kind, ID: id}
		r := page.ParityRow{Link: l.link(ref), Kind: string(kind), Label: label}
		for _, lang := range report.Langs {
			c := g.cell(ref, lang)
			if c.State == "stale" {
				c.Since = body.Previous
			}
			r.Cells = append(r.Cells, c)
		}
		body.Rows = append(body.Rows, r)
	}
	for _, p := range b.Report.Paragraphs {
		row(report.KindParagraph, p.ID, l.number(p))
		for _, q := range p.Requests {
			row(report.KindRequest, q.ID, "")
		}
	}
	for _, s := range b.Report.Sections {
		row(report.KindSection, s.ID, "")
	}
	for i, lang := range report.Langs {
		body.Languages = append(body.Languages, page.ParityLanguage{
			Lang: string(lang), Name: locale.NativeName(lang), Dir: locale.Dir(lang),
			Published: slices.Contains(b.Report.Meta.Languages, lang),
			Counts:    body.Counts(i),
		})
	}
	l.add("parity", l.w.Say("parity-link"), "", report.Ref{}, body)
}

type textKey struct {
	ref   report.Ref
	field string
}

// textsByRecord are the texts of paragraphs, requests and sections that are to
// are in every language.
func textsByRecord(r *report.Report) map[report.Ref][]report.TextField {
	out := make(map[report.Ref][]report.TextField)
	for _, t := range r.Texts() {
		switch t.Ref.Kind {
		case report.KindParagraph, report.KindRequest, report.KindSection:
			if !t.Cited {
				out[t.Ref] = append(out[t.Ref], t)
			}
		}
	}
	return out
}

// translations compares the texts of a report by language.
type translations struct {
	p      *prose.Cache
	r      *report.Report
	texts  map[report.Ref][]report.TextField
	before map[textKey]report.Text // of the edition before; nil where there is none
}

// cell is the state of a record in a language.
func (g *translations) cell(ref report.Ref, lang report.Lang) page.ParityCell {
	var c page.ParityCell
	original, stale := true, false
	for _, t := range g.texts[ref] {
		c.All++
		original = original && g.r.OriginalOf(t) == lang
		if t.Text.In(lang) != "" {
			c.Done++
			stale = stale || g.stale(t, lang)
		}
	}
	switch {
	case c.Done == 0:
		c.State = "missing"
	case stale:
		c.State = "stale"
	case c.Done < c.All:
		c.State = "partial"
	case original:
		c.State = "original"
	default:
		c.State = "translated"
	}
	return c
}

// stale is what the rule stale-translation finds, less what a waiver allows.
func (g *translations) stale(t report.TextField, lang report.Lang) bool {
	was, found := g.before[textKey{t.Ref, t.Field}]
	return found && slices.Contains(g.r.Stale(t, was, g.p.Parse), lang) &&
		g.r.WaiverOf("stale-translation", t.Ref.String(), t.Field+"."+string(lang)) < 0
}
