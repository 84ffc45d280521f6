package check

import (
	"fmt"
	"rapporteur/generator/say"
	"slices"
	"strings"
	"unicode"

	"rapporteur/generator/report"
)

func referenceRules() []Rule {
	return []Rule{
		{
			Name:   "unused-source",
			Family: References,
			Warns:  true,
			Doc:    "Every source is cited. One that is not cited is not needed, or its citation was forgotten.",
			Run:    unusedSource,
		},
		{
			Name:   "unused-entity",
			Family: References,
			Warns:  true,
			Doc:    "Every entity is named in a record, or in a text by its name or acronym. Otherwise it is not needed, or the record that should name it does not.",
			Run:    unusedEntity,
		},
		{
			Name:   "unused-indicator",
			Family: References,
			Warns:  true,
			Doc:    "Every indicator is evidence for a request or is given in a text. Otherwise readers do not find it.",
			Run:    unusedIndicator,
		},
		{
			Name:   "unused-note",
			Family: References,
			Warns:  true,
			Doc:    "Every footnote of the resolution is referenced by [note:…] in its text, at the same place as in the resolution.",
			Run:    unusedNote,
		},
		{
			Name:   "unused-footnote",
			Family: References,
			Doc: "A section or an answer refers to every footnote of the report, [^id], by itself or from another footnote, and no two footnotes have the same text. " +
				"Otherwise readers look for a place that it belongs to, or read it twice.",
			Run: unusedFootnote,
		},
		{
			Name:   "image-used",
			Family: References,
			Doc:    "A section or an answer refers to every image of the report by [image:…], and each image has an alternative text in every published language: without it, those who do not see the image get nothing.",
			Run:    imageUsed,
		},
		{
			Name:   "named-twice",
			Family: References,
			Doc:    "A list names each record once: evidence, addressees, organizers, States, donors.",
			Run:    namedTwice,
		},
		{
			Name:   "mandate",
			Family: References,
			Doc:    "The resolution that the report names as its mandate is the one in data/resolution.toml, and the paragraph that it names asks somebody for something.",
			Run:    mandate,
		},
		{
			Name:   "mandate-symbol",
			Family: References,
			Doc: "Other mandates of the report and further resolutions have the symbol of a resolution or decision, as the organ writes it: " +
				"A/RES/58/316, A/DEC/78/541, A/RES/2625 (XXV), S/RES/1325 (2000), E/RES/2019/5, A/HRC/RES/32/13. None is named twice.",
			Run: mandateSymbol,
		},
	}
}

// namedInTexts returns the typed ids of the records referenced in texts.
func (p *Pass) namedInTexts() map[report.Ref]bool {
	named := make(map[report.Ref]bool)
	for _, t := range p.Texts() {
		if !t.Prose && !t.Verbatim {
			continue
		}
		for _, l := range t.Text.Langs() {
			for _, ref := range report.ProseTargets(p.Parse(t.Text.In(l))) {
				named[ref] = true
			}
		}
	}
	return named
}

func unusedSource(p *Pass) {
	used := p.namedInTexts()
	for _, c := range p.Cites() {
		used[report.Ref{Kind: report.KindSource, ID: c.Cite.Source}] = true
	}
	for _, s := range p.Report.Sources {
		if ref := (report.Ref{Kind: report.KindSource, ID: s.ID}); !used[ref] {
			p.Found(ref, "id", say.F("%s is not cited", p.Name(ref)), say.F("cite it, or remove it"))
		}
	}
}

func unusedEntity(p *Pass) {
	used := p.namedInTexts()
	for _, f := range p.Report.References() {
		for _, to := range f.To {
			used[to] = true
		}
	}
	var unnamed []*report.Entity
	for _, e := range p.Report.Entities {
		if !used[report.Ref{Kind: report.KindEntity, ID: e.ID}] {
			unnamed = append(unnamed, e)
		}
	}
	if len(unnamed) == 0 {
		return
	}
	inTexts := p.namedByText(unnamed)
	for _, e := range unnamed {
		if ref := (report.Ref{Kind: report.KindEntity, ID: e.ID}); !inTexts[e] {
			p.Found(ref, "id", say.F("%s is not named in any record or text", p.Name(ref)), say.F("name it where it belongs, or remove it"))
		}
	}
}

// namedByText returns those of the given entities whose name or acronym is in a
// text of a record that is not an entity. It searches the texts once for all of
// them.
func (p *Pass) namedByText(entities []*report.Entity) map[*report.Entity]bool {
	type name struct {
		entity *report.Entity
		words  []string
	}
	type opening struct {
		lang report.Lang
		word string
	}
	wanted := make(map[opening][]name) // by the first word
	for _, e := range entities {
		for _, t := range []report.Text{e.Name, e.Acronym} {
			for _, l := range t.Langs() {
				if words := wordsOnly(t.In(l)); len(words) > 0 {
					first := opening{l, words[0]}
					wanted[first] = append(wanted[first], name{e, words})
				}
			}
		}
	}
	found := make(map[*report.Entity]bool)
	for _, t := range p.Texts() {
		if t.Ref.Kind == report.KindEntity {
			continue
		}
		for _, l := range t.Text.Langs() {
			words := wordsOnly(t.Text.In(l))
			for i, word := range words {
				for _, n := range wanted[opening{l, word}] {
					if len(words)-i >= len(n.words) && slices.Equal(words[i:i+len(n.words)], n.words) {
						found[n.entity] = true
					}
				}
			}
		}
	}
	return found
}

// wordsOnly returns the runs of letters and digits in a text.
func wordsOnly(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// evidenceOf returns the records that are evidence for a request.
func (p *Pass) evidenceOf() map[report.Ref]bool {
	used := make(map[report.Ref]bool)
	p.requests(func(_ report.Ref, q *report.Request) {
		for _, e := range q.Evidence {
			used[e] = true
		}
	})
	return used
}

func unusedIndicator(p *Pass) {
	evidence, named := p.evidenceOf(), p.namedInTexts()
	for _, in := range p.Report.Indicators {
		if ref := (report.Ref{Kind: report.KindIndicator, ID: in.ID}); !evidence[ref] && !named[ref] {
			p.Found(ref, "id", say.F("%s is not evidence for any request and not given in any text", p.Name(ref)),
				say.F(`add ‹"indicator:%s"› to the evidence of a request, or write [figure:%s] in a text`, in.ID, in.ID))
		}
	}
}

func unusedNote(p *Pass) {
	named := p.namedInTexts()
	for _, n := range p.Report.Resolution.Notes {
		if ref := (report.Ref{Kind: report.KindNote, ID: n.ID}); !named[ref] {
			p.Found(ref, "id", say.F("footnote %s is not referenced in any text of the resolution", n.ID), say.F("write [note:%s] where the resolution has it", n.ID))
		}
	}
}

// unusedFootnote finds footnotes that no text of the report leads to, and those that say
// what another says.
func unusedFootnote(p *Pass) {
	read := make(map[report.Ref]bool)
	texts := make(map[report.Ref][]report.Ref) // of footnotes: the footnotes that they mention
	var from []report.Ref
	for _, t := range p.Texts() {
		for _, l := range t.Text.Langs() {
			if !t.Prose {
				continue
			}
			for _, to := range report.ProseTargets(p.Parse(t.Text.In(l))) {
				switch {
				case to.Kind != report.KindFootnote:
				case t.Ref.Kind == report.KindFootnote:
					texts[t.Ref] = append(texts[t.Ref], to)
				case t.Ref.Kind == report.KindSection || t.Ref.Kind == report.KindRequest:
					from = append(from, to)
				}
			}
		}
	}
	for len(from) > 0 {
		ref := from[0]
		from = from[1:]
		if !read[ref] {
			read[ref] = true
			from = append(from, texts[ref]...)
		}
	}
	for i, f := range p.Report.Footnotes {
		ref := report.Ref{Kind: report.KindFootnote, ID: f.ID}
		if !read[ref] {
			p.Found(ref, "id", say.F("no section and no answer refers to the footnote %q", f.ID), say.F("write [^%s] where it belongs, or remove it", f.ID))
		}
		for _, other := range p.Report.Footnotes[:i] {
			if l := p.Report.Meta.Original; other.Text.In(l) != "" && other.Text.In(l) == f.Text.In(l) {
				p.Found(ref, "text", say.F("the footnotes %q and %q have the same text", other.ID, f.ID), say.F("write [^%s] in both places, and remove this one", other.ID))
				break
			}
		}
	}
}

func imageUsed(p *Pass) {
	used := make(map[report.Ref]bool)
	for _, t := range p.Texts() {
		if t.Prose && (t.Ref.Kind == report.KindSection || t.Ref.Kind == report.KindRequest) {
			for _, l := range t.Text.Langs() {
				for _, to := range report.ProseTargets(p.Parse(t.Text.In(l))) {
					used[to] = true
				}
			}
		}
	}
	for _, m := range p.Report.Images {
		ref := report.Ref{Kind: report.KindImage, ID: m.ID}
		if !used[ref] {
			p.Found(ref, "id", say.F("no section and no answer refers to the image %q", m.ID), say.F("write [image:%s] in the text, or remove the image", m.ID))
		}
		for _, l := range p.Report.Meta.Languages {
			if strings.TrimSpace(m.Alternative.In(l)) == "" {
				p.Found(ref, "alternative", say.F("the image %q has no alternative text in %s", m.ID, languageName(l)), say.F(`say what it shows: ‹alternative.%s = "…"›`, l))
			}
		}
	}
}

func namedTwice(p *Pass) {
	for _, f := range p.Report.References() {
		twice(f.To, func(i int, v report.Ref) {
			p.Found(f.Ref, fmt.Sprintf("%s[%d]", f.Field, i), say.F("%s names %s twice in ‹%s›", p.Name(f.Ref), p.Name(v), f.Field), say.F("remove one of the two"))
		})
	}
}

func mandate(p *Pass) {
	ref := report.Ref{Kind: report.KindReport, ID: string(report.KindReport)}
	m, adopted := p.Report.Meta.Mandate, p.Report.Resolution.Adopted
	if m.Resolution != "" && adopted != "" && m.Resolution != adopted {
		p.Found(ref, "mandate.resolution",
			say.F("the mandate is %s, but ‹data/resolution.toml› contains %s", m.Resolution, adopted), say.F("‹mandate.resolution = %q›", adopted))
	}
	par := p.Report.Paragraph(m.Paragraph)
	if par == nil || len(par.Requests) > 0 || par.Verb == "" {
		return
	}
	asking := say.List{Last: "or"}
	for _, other := range p.Report.Paragraphs {
		if len(other.Requests) > 0 {
			asking.Items = append(asking.Items, other.ID)
		}
	}
	p.Found(ref, "mandate.paragraph",
		say.F("%s is the mandate, but asks nothing of anybody", p.Name(report.Ref{Kind: report.KindParagraph, ID: par.ID})),
		say.F("name the paragraph that asks for the report: %s", asking))
}

func mandateSymbol(p *Pass) {
	form := func(ref report.Ref, field, symbol string) {
		if err := report.CheckMandate(symbol); symbol != "" && err != nil {
			p.Found(ref, field, say.Of(err), say.F("copy it from the head of the document"))
		}
	}
	for _, part := range p.Report.Resolution.Parts {
		form(report.Ref{Kind: report.KindPart, ID: part.ID}, "symbol", part.Symbol)
	}
	type place struct{ symbol, paragraph string }
	seen := make(map[place]bool)
	ref := report.Ref{Kind: report.KindReport, ID: string(report.KindReport)}
	for i, m := range p.Report.Meta.Mandates {
		field := fmt.Sprintf("mandates[%d].symbol", i)
		form(ref, field, m.Symbol)
		at := place{m.Symbol, m.Paragraph}
		if seen[at] || m.Symbol == p.Report.Meta.Mandate.Resolution && m.Paragraph == "" {
			p.Found(ref, field, say.F("the report names %s as its mandate twice", m.Symbol), say.F(`remove one, or say which paragraph each is: ‹paragraph = "4"›`))
		}
		seen[at] = true
	}
}
