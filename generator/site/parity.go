package site

import (
	"slices"
	"strings"
	"unicode"

	"rapporteur/generator/report"
	"rapporteur/generator/site/page"
)

// parity makes the page that compares the languages of the edition.
func (b *book) parity() {
	l := b.leaf("parity/")
	body := new(page.Parity)
	g := &glossary{p: b.parser, r: b.r, texts: textsByRecord(b.r)}
	if before := b.chapter.previous; before != nil {
		body.Previous = before.id
		g.before = make(map[textKey]report.Text)
		for ref, fields := range textsByRecord(before.r) {
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
	for _, p := range b.r.Paragraphs {
		row(report.KindParagraph, p.ID, p.Number)
		for _, q := range p.Requests {
			row(report.KindRequest, q.ID, "")
		}
	}
	for _, s := range b.r.Sections {
		row(report.KindSection, s.ID, "")
	}
	for i, lang := range report.Langs {
		body.Languages = append(body.Languages, page.ParityLanguage{
			Lang: string(lang), Name: nativeName(lang), Dir: dir(lang),
			Published: slices.Contains(b.r.Meta.Languages, lang),
			Counts:    body.Counts(i),
		})
	}
	l.add("parity", l.w.say("parity-link"), "", report.Ref{}, body)
}

type textKey struct {
	ref   report.Ref
	field string
}

// textsByRecord are the texts of paragraphs, requests and sections that are to
// stand in every language.
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

// glossary compares the texts of a report by language.
type glossary struct {
	p      *parser
	r      *report.Report
	texts  map[report.Ref][]report.TextField
	before map[textKey]report.Text // of the edition before; nil where there is none
}

// cell is how far a record stands in a language.
func (g *glossary) cell(ref report.Ref, lang report.Lang) page.ParityCell {
	var c page.ParityCell
	original, stale := true, false
	for _, t := range g.texts[ref] {
		c.All++
		original = original && g.original(t) == lang
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

func (g *glossary) original(t report.TextField) report.Lang {
	if t.Verbatim {
		return g.r.Resolution.Original
	}
	return g.r.Meta.Original
}

// stale is what the rule stale-translation finds, less what a waiver lets
// stand.
func (g *glossary) stale(t report.TextField, lang report.Lang) bool {
	was, found := g.before[textKey{t.Ref, t.Field}]
	original := g.original(t)
	// Items of a list have no identity, so they may have changed places.
	if !found || lang == original || strings.Contains(t.Field, "[") {
		return false
	}
	if was.In(original) == "" || t.Text.In(original) == "" || g.canon(t, was.In(original)) == g.canon(t, t.Text.In(original)) {
		return false
	}
	return g.canon(t, was.In(lang)) == g.canon(t, t.Text.In(lang)) && !g.waived(t, lang)
}

// canon leaves out spaces, punctuation and capitals, which are a language's
// own affair.
func (g *glossary) canon(t report.TextField, s string) string {
	if t.Prose || t.Verbatim {
		s = g.p.parse(s).String()
	}
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

func (g *glossary) waived(t report.TextField, lang report.Lang) bool {
	for _, w := range g.r.Waivers {
		if w.Rule == "stale-translation" && w.Record == t.Ref && !w.Until.Before(g.r.Edition.AsAt) &&
			(w.Field == "" || w.Field == t.Field || w.Field == t.Field+"."+string(lang)) {
			return true
		}
	}
	return false
}
