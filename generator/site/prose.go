package site

import (
	"fmt"
	"html"
	"html/template"
	"strconv"
	"strings"

	"rapporteur/generator/prose"
	"rapporteur/generator/report"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// mark is where a superscript number begins.
const mark = `<sup class="fn">`

// footnoteList is the footnotes of a page, by first mention. A footnote of the
// resolution keeps the number that is printed there, because quoted words may refer to
// it; the others are counted.
type footnoteList struct {
	list    []footnote
	seen    map[footnote]bool
	sources map[footnote]int // numbers of those that are places in a source
	loose   map[string]bool  // footnotes of the resolution that no text mentions
}

// footnote is the content of a footnote: a place in a source, or a footnote of the
// resolution.
type footnote struct {
	source, locator string
	note            string
}

// number gives the number of a footnote, and whether this is its first
// mention.
func (n *footnoteList) number(v footnote) (number string, first bool) {
	if n.seen == nil {
		n.seen, n.sources = make(map[footnote]bool), make(map[footnote]int)
	}
	if first = !n.seen[v]; first {
		n.seen[v] = true
		n.list = append(n.list, v)
		if v.note == "" {
			n.sources[v] = len(n.sources) + 1
		}
	}
	if v.note != "" {
		return v.note, first
	}
	return strconv.Itoa(n.sources[v]), first
}

// unmentioned adds a footnote of the resolution, unless a text mentioned it.
func (n *footnoteList) unmentioned(id string) {
	if _, first := n.number(footnote{note: id}); first {
		if n.loose == nil {
			n.loose = make(map[string]bool)
		}
		n.loose[id] = true
	}
}

// noteID is the id of a footnote on its page. A footnote of the resolution keeps
// its own on the page of the resolution, where other pages look for it.
func (l *pageWriter) noteID(v footnote, number string) string {
	switch {
	case v.note == "":
		return "fn-" + number
	case l.path == "resolution/":
		return "note-" + v.note
	}
	return "fn-note-" + v.note
}

// mentionID is the id of the first mention of a footnote.
func mentionID(v footnote, number string) string {
	if v.note != "" {
		return "fnref-note-" + v.note
	}
	return "fnref-" + number
}

// footnotes are those mentioned so far.
func (l *pageWriter) footnotes() []page.Footnote {
	var out []page.Footnote
	// A footnote of the resolution may itself mention others, so the list may
	// grow on the way.
	for i := 0; i < len(l.notes.list); i++ {
		v := l.notes.list[i]
		n, _ := l.notes.number(v)
		f := page.Footnote{Number: n, ID: l.noteID(v, n), Back: mentionID(v, n), OfResolution: v.note != "", Loose: v.note != "" && l.notes.loose[v.note]}
		if v.note != "" {
			if n := l.Report.Footnote(v.note); n != nil {
				f.Text = l.verbatim(n.Text, "")
			}
		} else {
			f.Cite = l.cite(report.Cite{Source: v.source, Locator: v.locator})
		}
		out = append(out, f)
	}
	return out
}

// Ref is the HTML of a reference.
func (l *pageWriter) Ref(ref prose.Ref) string {
	switch ref.Kind {
	case "source":
		l.noted = append(l.noted, ref.ID)
		return l.noteMark(footnote{source: ref.ID, locator: ref.Locator}) + l.unseenMark(ref.ID)
	case "note":
		return l.noteMark(footnote{note: ref.ID})
	case "figure":
		indicator, _, one := strings.Cut(ref.ID, "/")
		of := report.Ref{Kind: report.KindIndicator, ID: indicator}
		if one {
			of = report.Ref{Kind: report.KindObservation, ID: ref.ID}
		}
		l.numbers = append(l.numbers, of)
		return l.numberLink(report.Ref{Kind: report.KindIndicator, ID: indicator}, l.Figure(l.w, ref.ID))
	case "parties":
		l.numbers = append(l.numbers, report.Ref{Kind: report.KindInstrument, ID: ref.ID})
		return l.numberLink(report.Ref{Kind: report.KindInstrument, ID: ref.ID}, l.PartiesTo(l.w, ref.ID))
	}
	return html.EscapeString(ref.String())
}

func (l *pageWriter) noteMark(v footnote) string {
	n, first := l.notes.number(v)
	id := ""
	if first {
		id = fmt.Sprintf(` id="%s"`, html.EscapeString(mentionID(v, n)))
	}
	return fmt.Sprintf(`%s<a href="#%s"%s role="doc-noteref">%s</a></sup>`, mark, html.EscapeString(l.noteID(v, n)), id, html.EscapeString(n))
}

// unseenMark says of a source that nothing of it was read; empty where some was. It
// is in the language of the page, whatever that of the text around it.
func (l *pageWriter) unseenMark(source string) string {
	if s := l.Report.Source(source); s == nil || s.Access != report.NotSeen {
		return ""
	}
	return fmt.Sprintf(` <span class="text-mark" lang="%s" dir="%s">(%s)</span>`, l.lang, locale.Dir(l.lang), html.EscapeString(l.w.Say("from-memory")))
}

func (l *pageWriter) numberLink(ref report.Ref, number string) string {
	return fmt.Sprintf(`<a class="number" href="%s">%s</a>`, html.EscapeString(l.href(ref)), html.EscapeString(number))
}

// Link is the address of a link in a text.
func (l *pageWriter) Link(dest string) (href string, ok bool) {
	if strings.HasPrefix(dest, "http://") || strings.HasPrefix(dest, "https://") {
		return dest, true
	}
	href = l.href(report.ParseRef(dest))
	return href, href != ""
}

// prose renders authored text. Its paragraphs are called id-1, id-2 and so
// on; with an empty id they have no names.
func (l *pageWriter) prose(t report.Text, id string) page.Prose {
	s, lang := t.Best(l.lang, l.Report.Meta.Original)
	if s == "" {
		return page.Prose{}
	}
	return l.inLanguage(s, lang, id)
}

// verbatim renders text of the resolution.
func (l *pageWriter) verbatim(t report.Text, id string) page.Prose {
	original := l.Report.Resolution.Original
	s, lang := t.Best(l.lang, original)
	if s == "" {
		return page.Prose{}
	}
	p := l.inLanguage(s, lang, id)
	p.Working = !l.Report.OfficialIn(lang)
	return p
}

func (l *pageWriter) inLanguage(s string, lang report.Lang, id string) page.Prose {
	l.numbers, l.noted = nil, nil
	out := page.Prose{
		HTML:    tight(l.parser.Parse(s).HTML(l, id)),
		Lang:    string(lang),
		Dir:     locale.Dir(lang),
		Foreign: lang != l.lang,
	}
	out.Sources = l.numbersSources(l.numbers, l.noted)
	return out
}

// tight takes away the space that is before the number of a footnote, so
// that it can't begin a line.
func tight(s string) template.HTML {
	return template.HTML(strings.ReplaceAll(s, " "+mark, mark))
}

// blocks renders authored text paragraph by paragraph, and numbers the
// paragraphs on from n, where n is not nil. Lists, and paragraphs that are lettered
// (a), (b), belong to the paragraph before them and have no number.
//
// The numbers are the same in each language: where a translation has fewer
// paragraphs than another, it leaves numbers out.
func (l *pageWriter) blocks(t report.Text, id string, n *int) []page.NumberedBlock {
	s, lang := t.Best(l.lang, l.Report.Meta.Original)
	if s == "" {
		return nil
	}
	start, k := at(n), 0
	var out []page.NumberedBlock
	doc := l.parser.Parse(s)
	places := doc.Subdivisions()
	for i, b := range doc.Blocks {
		l.numbers, l.noted = nil, nil
		nb := page.NumberedBlock{
			HTML:    tight(doc.BlockHTML(l, i, places[i])),
			ID:      fmt.Sprintf("%s-%d", id, k+1),
			Lang:    string(lang),
			Dir:     locale.Dir(lang),
			Foreign: lang != l.lang,
		}
		nb.Sources = l.numbersSources(l.numbers, l.noted)
		k += max(1, len(b.Items))
		if n != nil && b.Kind == prose.Paragraph && places[i].Depth == 0 {
			*n++
			nb.Number = *n
		}
		out = append(out, nb)
	}
	if n != nil {
		*n = start + l.numbered(t)
	}
	return out
}

// numbered is how many numbers a text takes up: as many as its language with
// the most paragraphs.
func (b *editionWriter) numbered(t report.Text) int {
	most := 0
	for _, lang := range b.Report.Meta.Languages {
		n := 0
		doc := b.parser.Parse(t.In(lang))
		for i, place := range doc.Subdivisions() {
			if doc.Blocks[i].Kind == prose.Paragraph && place.Depth == 0 {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

// plainText is a text without marks and notes, on one line for each
// paragraph.
func (b *editionWriter) plainText(t page.Text) string {
	return b.parser.Parse(t.Text).Plain(func(r prose.Ref) string {
		switch r.Kind {
		case "figure":
			return b.Figure(b.w, r.ID)
		case "parties":
			return b.PartiesTo(b.w, r.ID)
		}
		return ""
	})
}
