package site

import (
	"html"
	"html/template"
	"slices"
	"strings"

	"rapporteur/generator/operative"
	"rapporteur/generator/report"
	"rapporteur/generator/site/page"
)

// resolution makes the page of the resolution.
func (b *editionWriter) resolution() {
	l := b.page("resolution/")
	r := &l.Report.Resolution
	body := &page.Resolution{
		Masthead:  l.masthead(),
		Draft:     r.Draft,
		Document:  page.HeldDocument{Kind: l.text(r.Document.Kind), Distribution: string(r.Document.Distribution), Original: string(r.Document.Original), JobNumber: r.Document.JobNumber},
		Adopted:   l.plain(r.Adopted),
		AdoptedOn: l.w.Date(r.AdoptedOn, false),
		DraftedOn: l.w.Date(r.DraftedOn, false),
		Organ:     l.quoted(r.Organ),
		Note:      l.prose(r.Note, "about"), // "note-1" is a footnote
		Original:  string(r.Original),
		Working:   !l.Report.OfficialIn(l.lang),
		Preamble:  l.preamble(""),
	}
	body.Masthead.Title = l.quoted(r.Title)
	body.Masthead.Session = l.text(r.Session.Name)
	body.Masthead.AgendaItem = l.quoted(r.AgendaItem)
	body.Masthead.Original = string(r.Original)
	opened := make(map[string]bool)
	for _, p := range l.Report.Paragraphs {
		text := l.operative(p)
		text.InReport = l.answersTo(p)
		for i, part := range l.Report.Parts(p.Part) {
			if !opened[part.ID] {
				opened[part.ID] = true
				text.Opens = append(text.Opens, l.part(part, i))
			}
		}
		body.Operative = append(body.Operative, text)
	}
	for i := range r.Notes {
		// A footnote that no text refers to is still part of the resolution.
		l.notes.unmentioned(footnote{note: r.Notes[i].ID})
	}
	body.Record = l.record(theResolution(), r.Cites, r.Gaps)
	body.Footnotes = l.footnotes()
	l.add("resolution", body.Masthead.Title.Text, "", theResolution(), body)
}

// answersTo leads to where chapters by subject answer a paragraph, in the order of the
// report.
func (l *pageWriter) answersTo(p *report.Paragraph) []page.Link {
	refs := []report.Ref{{Kind: report.KindParagraph, ID: p.ID}}
	for _, q := range p.InOrder() {
		refs = append(refs, report.Ref{Kind: report.KindRequest, ID: q.ID})
	}
	slices.SortStableFunc(refs, func(a, b report.Ref) int { return l.answered[a].first - l.answered[b].first })
	var out []page.Link
	for _, ref := range refs {
		if k := l.inReport(ref); k != nil {
			out = append(out, *k)
		}
	}
	return out
}

// preamble is the preamble of a part, of the whole for an empty id.
func (l *pageWriter) preamble(part string) []page.PreambularText {
	var out []page.PreambularText
	for _, p := range l.Report.Resolution.Preamble {
		if p.Part == part {
			out = append(out, page.PreambularText{ID: p.ID, Text: l.preambularText(p.Text)})
		}
	}
	return out
}

// part is the head of a part of the resolution; depth counts the parts around it.
func (l *pageWriter) part(part *report.ResolutionPart, depth int) page.PartOfResolution {
	return page.PartOfResolution{
		Anchor:    "part-" + part.ID,
		Level:     min(3+depth, 6),
		Label:     l.plain(l.partLabel(part)),
		Heading:   l.quoted(part.Heading),
		AdoptedOn: l.w.Date(part.AdoptedOn, false),
		Note:      l.prose(part.Note, ""),
		Preamble:  l.preamble(part.ID),
		Cites:     l.cites(part.Cites),
	}
}

// partLabel is what a part is called: "part A", "annex I", "A/RES/58/316"; empty for a
// heading.
func (b *editionWriter) partLabel(part *report.ResolutionPart) string {
	switch part.Kind {
	case report.NumberedPart:
		return b.w.Say("part-n", "N", part.Number)
	case report.AnnexPart:
		if part.Number == "" {
			return b.w.Say("annex-alone")
		}
		return b.w.Say("annex-n", "N", part.Number)
	case report.FurtherResolution:
		return part.Symbol
	}
	return ""
}

// number is the number by which people cite a paragraph: as printed, with the part where
// numbers depend on it: "30 (annex)".
func (b *editionWriter) number(p *report.Paragraph) string {
	part := b.numberingPart(p)
	if part == "" {
		return p.Number
	}
	return b.w.Say("number-in-part", "N", p.Number, "Part", part)
}

// numberingPart names the parts of the resolution on which the number of a paragraph
// depends; empty where there are none.
func (b *editionWriter) numberingPart(p *report.Paragraph) string {
	var parts []string
	for _, part := range b.Report.Numbering(p.Part) {
		parts = append(parts, b.partLabel(part))
	}
	return strings.Join(parts, b.w.Say("parts-comma"))
}

// operative is an operative paragraph as the resolution has it.
func (l *pageWriter) operative(p *report.Paragraph) page.OperativeText {
	return page.OperativeText{
		ID:      p.ID,
		Number:  p.Number,
		Label:   l.number(p),
		Link:    l.linkTo(report.KindParagraph, p.ID),
		Text:    l.operativeText(p.Text),
		Subs:    l.subparagraphs(p, ""),
		Closing: l.verbatim(p.Closing, ""),
		Status:  l.status(string(l.Report.StatusOf(p))),
		Earlier: l.earlier(p),
	}
}

// subparagraphLabel is how a sub-paragraph is cited within its paragraph: "(b) (i)", in
// French "b) i)".
func (b *editionWriter) subparagraphLabel(s *report.Subparagraph) string {
	var labels []string
	for _, n := range s.Numbers() {
		labels = append(labels, b.w.Say("subparagraph-number", "N", n))
	}
	return strings.Join(labels, " ")
}

// subparagraphs are those of a paragraph in the one with an id.
func (l *pageWriter) subparagraphs(p *report.Paragraph, within string) []page.Subparagraph {
	var out []page.Subparagraph
	for _, s := range p.Under(within) {
		sub := page.Subparagraph{
			Anchor:  "sub-" + s.ID,
			Label:   l.w.Say("subparagraph-number", "N", s.Number),
			Cited:   l.plain(l.subparagraphLabel(s)),
			Text:    l.verbatim(s.Text, ""),
			Subs:    l.subparagraphs(p, s.ID),
			Closing: l.verbatim(s.Closing, ""),
			Link:    l.linkTo(report.KindSubparagraph, s.ID),
		}
		if slices.ContainsFunc(p.Requests, func(q *report.Request) bool { return q.Subparagraph == s.ID }) {
			sub.Status = l.status(string(l.Report.StatusOfSub(s)))
		}
		out = append(out, sub)
	}
	return out
}

// held are the sub-paragraphs of a paragraph in the one with an id, in the language of the
// text that is held, as HTML.
func (l *pageWriter) held(p *report.Paragraph, within string, original report.Lang) template.HTML {
	under := p.Under(within)
	if len(under) == 0 {
		return ""
	}
	out := template.HTML(`<ul class="subparagraphs">`)
	for _, s := range under {
		out += template.HTML(`<li class="subparagraph"><span class="subparagraph__label">(`+html.EscapeString(s.Number)+`)</span> <div class="subparagraph__text">`) +
			l.inLanguage(s.Text.In(original), original, "").HTML + l.held(p, s.ID, original) +
			l.inLanguage(s.Closing.In(original), original, "").HTML + `</div></li>`
	}
	return out + `</ul>`
}

// operativeText is the text of an operative paragraph with the verb at its head in
// italics, as resolutions print it in the languages that have italics. Infinitives, as
// in annexes, are not in italics.
func (l *pageWriter) operativeText(t report.Text) page.Prose {
	p := l.verbatim(t, "")
	if p.Lang == "ar" || p.Lang == "zh" {
		return p
	}
	clauses := operative.Clauses(report.Lang(p.Lang), l.parser.Plain(t.In(report.Lang(p.Lang))))
	if len(clauses) == 0 || clauses[0].At > 0 || clauses[0].Infinitive {
		return p
	}
	return inItalics(p, clauses[0].Words)
}

// preambularText is the text of a paragraph of the preamble, likewise.
func (l *pageWriter) preambularText(t report.Text) page.Prose {
	p := l.verbatim(t, "")
	if p.Lang == "ar" || p.Lang == "zh" {
		return p
	}
	return inItalics(p, operative.Opening(report.Lang(p.Lang), l.parser.Plain(t.In(report.Lang(p.Lang)))))
}

// inItalics puts the words with which a text begins in italics; none changes nothing.
func inItalics(p page.Prose, words string) page.Prose {
	words = html.EscapeString(words)
	if rest, ok := strings.CutPrefix(string(p.HTML), "<p>"+words); ok && words != "" {
		p.HTML = template.HTML("<p><em>" + words + "</em>" + rest)
	}
	return p
}
