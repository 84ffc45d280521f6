package site

import (
	"fmt"
	"html"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"rapporteur/generator/address"
	"rapporteur/generator/prose"
	"rapporteur/generator/report"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// mark is where a superscript number begins.
const mark = `<sup class="fn">`

// footnoteList is the footnotes of a page, by first mention. A footnote of the
// resolution keeps the number that is printed there, because quoted words may refer to
// it; the others, places in sources and footnotes of the report's own, are counted in
// one series.
type footnoteList struct {
	list    []footnote
	seen    map[footnote]bool
	counted map[footnote]int  // numbers of those that are not of the resolution
	loose   map[footnote]bool // those that no text on the page mentions
}

// footnote is the content of a footnote: a place in a source, a footnote of the report's
// own, or a footnote of the resolution.
type footnote struct {
	source, locator string
	own             string
	note            string
}

// number gives the number of a footnote, as it is printed in the resolution or as it is
// counted, and whether this is its first mention.
func (n *footnoteList) number(v footnote) (number string, first bool) {
	if n.seen == nil {
		n.seen, n.counted = make(map[footnote]bool), make(map[footnote]int)
	}
	if first = !n.seen[v]; first {
		n.seen[v] = true
		n.list = append(n.list, v)
		if v.note == "" {
			n.counted[v] = len(n.counted) + 1
		}
	}
	if v.note != "" {
		return v.note, first
	}
	return strconv.Itoa(n.counted[v]), first
}

// unmentioned adds a footnote, unless a text mentioned it.
func (n *footnoteList) unmentioned(v footnote) {
	if _, first := n.number(v); first {
		if n.loose == nil {
			n.loose = make(map[footnote]bool)
		}
		n.loose[v] = true
	}
}

// noteID is the id of a footnote on its page. One that is a record keeps it from page to
// page, and is looked for by other pages: a footnote of the resolution on the page of the
// resolution, one of the report's own in the report.
func (l *pageWriter) noteID(v footnote, number string) string {
	switch {
	case v.own != "":
		return report.KindFootnote.Info().Fragment + v.own
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

// noteLabel is what a footnote is called on its page, where those of the resolution and
// those of the page may have the same number. On the page of the resolution they are as
// it prints them, and ours have letters; elsewhere ours have numbers, and those of the
// resolution say that they are.
func (l *pageWriter) noteLabel(v footnote, number string) string {
	switch {
	case v.note != "" && l.path != "resolution/":
		return l.w.Say("note-of-resolution-mark", "N", number)
	case v.note == "" && l.path == "resolution/":
		return strings.ToLower(letter(l.notes.counted[v]))
	}
	return number
}

// footnotes are those mentioned so far.
func (l *pageWriter) footnotes() []page.Footnote { return l.footnotesFrom(0) }

// footnotesFrom are the footnotes after the first n.
func (l *pageWriter) footnotesFrom(n int) []page.Footnote {
	var out []page.Footnote
	// A footnote may itself mention others, so the list may grow on the way.
	for i := n; i < len(l.notes.list); i++ {
		v := l.notes.list[i]
		n, _ := l.notes.number(v)
		f := page.Footnote{Number: l.noteLabel(v, n), ID: l.noteID(v, n), Back: mentionID(v, n), OfResolution: v.note != "", Loose: l.notes.loose[v]}
		switch {
		case v.note != "":
			if n := l.Report.NoteOfResolution(v.note); n != nil {
				f.Text = l.verbatim(n.Text, "")
			}
		case v.own != "":
			if n := l.Report.Footnote(v.own); n != nil {
				f.Text, f.Cites = l.prose(n.Text, ""), l.cites(n.Cites)
			}
		default:
			f.Cite = l.cite(report.Cite{Source: v.source, Locator: v.locator})
			f.Cite.Publisher = l.publisherBefore(f.Cite, v.source)
		}
		out = append(out, f)
	}
	return out
}

// publisherBefore is who published a source, for a footnote to name before its title: a
// symbol says it already, and so do many titles. It is zero where the name would repeat.
func (l *pageWriter) publisherBefore(c page.Cite, source string) page.Text {
	s := l.Report.Source(source)
	if s == nil || s.Symbol != "" && !report.JobNumber(s.Symbol) || c.Register.Text != "" {
		return page.Text{}
	}
	name := l.text(s.Publisher)
	title := c.Source.Text.Text
	// "President of the General Assembly, sixty-second session" is part of "President of the
	// General Assembly, statement of 21 May 2008", too.
	who, _, _ := strings.Cut(name.Text, ",")
	if first, _, listed := strings.Cut(title, ","); strings.Contains(title, name.Text) || listed && first == who {
		return page.Text{}
	}
	return name
}

// Ref is the HTML of a reference.
func (l *pageWriter) Ref(ref prose.Ref) string {
	if l.Report.Astray(report.ProseTarget(ref)) {
		return l.astrayMark(ref.String())
	}
	switch ref.Kind {
	case "source":
		l.noted = append(l.noted, ref.ID)
		return l.noteMark(footnote{source: ref.ID, locator: ref.Locator}) + l.unseenMark(ref.ID)
	case "note":
		return l.noteMark(footnote{note: ref.ID})
	case string(report.KindImage):
		return l.imageMark(ref.ID)
	case prose.Footnote:
		if l.Report.Footnote(ref.ID) != nil {
			return l.noteMark(footnote{own: ref.ID})
		}
	case "figure":
		indicator, _, one := strings.Cut(ref.ID, "/")
		of := report.Ref{Kind: report.KindIndicator, ID: indicator}
		if one {
			of = report.Ref{Kind: report.KindObservation, ID: ref.ID}
		}
		l.numbers = append(l.numbers, of)
		return l.numberLink(report.Ref{Kind: report.KindIndicator, ID: indicator}, l.Figure(l.w, ref.ID))
	case "parties", "deposits", "depositors":
		return l.tally(ref)
	case "table":
		return fmt.Sprintf(`<a href="%s">%s</a>`, html.EscapeString(l.tableHref(ref.ID)), html.EscapeString(l.TableName(l.w, ref.ID)))
	}
	return html.EscapeString(ref.String())
}

func (l *pageWriter) noteMark(v footnote) string {
	n, first := l.notes.number(v)
	id := ""
	if first {
		id = fmt.Sprintf(` id="%s"`, html.EscapeString(mentionID(v, n)))
	}
	return fmt.Sprintf(`%s<a href="#%s"%s role="doc-noteref">%s</a></sup>`, mark, html.EscapeString(l.noteID(v, n)), id, html.EscapeString(l.noteLabel(v, n)))
}

// unseenMark says of a source that nothing of it was read; empty where some was. It
// is in the language of the page, whatever that of the text around it.
func (l *pageWriter) unseenMark(source string) string {
	if s := l.Report.Source(source); s == nil || s.Access != report.NotSeen {
		return ""
	}
	return fmt.Sprintf(` <span class="text-mark" lang="%s" dir="%s">(%s)</span>`, l.lang, locale.Dir(l.lang), html.EscapeString(l.w.Say("not-consulted")))
}

func (l *pageWriter) numberLink(ref report.Ref, number string) string {
	return numberLink(l.href(ref), number)
}

func numberLink(href, number string) string {
	return fmt.Sprintf(`<a class="number" href="%s">%s</a>`, html.EscapeString(href), html.EscapeString(number))
}

// tally is the HTML of a number that is counted from the acts on an instrument, to whose
// page it leads. What is counted from those on all of them leads to their list.
func (l *pageWriter) tally(ref prose.Ref) string {
	href, number := "", l.Tallied(l.w, ref)
	c, _ := report.TallyOf(ref)
	for _, id := range l.Counted {
		if c.Instrument == "" || c.Instrument == id {
			of := report.Ref{Kind: report.KindInstrument, ID: id}
			l.numbers = append(l.numbers, of)
			href = l.href(of)
		}
	}
	if c.Instrument == "" {
		href = address.Relative(l.path, address.List(report.KindInstrument), "")
	}
	if href == "" {
		return html.EscapeString(number)
	}
	return numberLink(href, number)
}

// tableHref is the link from the page to what [table:ID] names.
func (l *pageWriter) tableHref(id string) string {
	if s := l.Report.Section(id); s != nil && s.Register != "" {
		return address.Relative(l.path, address.List(report.KindTable), report.KindTable.Info().Fragment+id)
	}
	return l.href(report.Ref{Kind: report.KindTable, ID: id})
}

// Link is the address of a link in a text.
func (l *pageWriter) Link(dest string) (href string, ok bool) {
	if strings.HasPrefix(dest, "http://") || strings.HasPrefix(dest, "https://") {
		return dest, true
	}
	href = l.href(report.ParseRef(dest))
	return href, href != ""
}

// NoLink is the HTML behind the words of a link that leads nowhere: it says so of one to a
// record that there is not.
func (l *pageWriter) NoLink(dest string) string {
	if !l.Report.Astray(report.ParseRef(dest)) {
		return ""
	}
	return " " + l.astrayMark(dest)
}

// astrayMark is the HTML of a reference that leads nowhere, in the language of the page.
func (l *pageWriter) astrayMark(ref string) string {
	return fmt.Sprintf(`<mark class="text-mark" lang="%s" dir="%s">%s</mark>`, l.lang, locale.Dir(l.lang), html.EscapeString(l.astray(ref)))
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
//
// Each of tables is after the first block that refers to it, or the last one.
func (l *pageWriter) blocks(t report.Text, id string, n *int, tables ...*report.Table) []page.NumberedBlock {
	s, lang := t.Best(l.lang, l.Report.Meta.Original)
	if s == "" {
		return nil
	}
	start, k := at(n), 0
	var out []page.NumberedBlock
	doc := l.parser.Parse(s)
	places := doc.Subdivisions()
	named := tablesNamed(doc)
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
		last := i == len(doc.Blocks)-1
		tables = slices.DeleteFunc(slices.Clone(tables), func(t *report.Table) bool {
			if !last && !slices.Contains(named[i], t.ID) {
				return false
			}
			nb.Tables = append(nb.Tables, l.table(t))
			return true
		})
		out = append(out, nb)
	}
	if n != nil {
		*n = start + l.numbered(t)
	}
	return out
}

// tablesNamed are the ids of the tables that each block of a text refers to.
func tablesNamed(doc prose.Doc) [][]string {
	named := make([][]string, len(doc.Blocks))
	for i, b := range doc.Blocks {
		named[i] = report.TableReferences(prose.Doc{Blocks: []prose.Block{b}})
	}
	return named
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
		case "parties", "deposits", "depositors":
			return b.Tallied(b.w, r)
		case "table":
			return b.TableName(b.w, r.ID)
		case string(report.KindImage):
			return b.imageName(r.ID)
		}
		return ""
	})
}
