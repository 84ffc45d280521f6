package site

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/generator/address"
	"rapporteur/generator/diff"
	"rapporteur/generator/prose"
	"rapporteur/generator/report"
	"rapporteur/generator/site/chrome"
	"rapporteur/generator/site/derived"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
	"rapporteur/generator/site/source"
)

// editionWriter makes the pages of one edition in one language.
type editionWriter struct {
	*derived.Facts
	id       string // of the version: an edition's id, or "draft"
	lang     report.Lang
	w        *locale.Locale
	parser   *prose.Cache
	files    *source.Highlighter
	box      page.EditionBox
	pages    []*page.Page
	names    map[report.Ref]named
	images   map[string]int          // numbers of images by id; nil until they are asked for
	answered map[report.Ref]answered // where chapters by subject answer requests and paragraphs; by document

	edition *history.Edition // nil where only words are asked for
	pairs   map[[2]*history.Edition]*history.Comparison
}

// pageWriter makes one page. It knows the path of the page and numbers its
// footnotes in the order in which they are asked for: so what comes first on
// a page must be made first.
type pageWriter struct {
	*editionWriter
	path   string
	notes  footnoteList
	beside []page.File

	// Of the text that is being rendered: the records whose numbers it prints, and
	// the sources in its footnotes.
	numbers []report.Ref
	noted   []string
}

func (b *editionWriter) page(path string) *pageWriter {
	return &pageWriter{editionWriter: b, path: path}
}

// add adds the finished page to those of the edition.
func (l *pageWriter) add(kind, title, summary string, ref report.Ref, body any) {
	l.pages = append(l.pages, &page.Page{
		Path:    l.path,
		Kind:    kind,
		Title:   title,
		Lang:    string(l.lang),
		Summary: summary,
		Ref:     ref.String(),
		Root:    address.Relative(l.path, "", ""),
		Edition: l.box,
		Files:   l.beside,
		Body:    body,
	})
}

func newBox(r *report.Report, lang report.Lang, w *locale.Locale) page.EditionBox {
	b := &editionWriter{Facts: &derived.Facts{Report: r}, lang: lang}
	return page.EditionBox{
		ID:            r.Edition.ID,
		Draft:         r.Edition.Status == report.Draft,
		Title:         b.text(r.Edition.Title),
		AsAt:          w.Date(r.Edition.AsAt, false),
		Reference:     r.Meta.Reference,
		ReportTitle:   b.text(r.Meta.Title),
		CorrespondsTo: r.Meta.CorrespondsTo,
		Official:      chrome.Official(r, string(lang)),
		Relation:      chrome.RelationOf(r.Edition),
	}
}

// text is authored text in the language of the edition, or else as it was
// written first.
func (b *editionWriter) text(t report.Text) page.Text {
	return b.choose(t, b.Report.Meta.Original)
}

// cited is a title that has an original of its own; what we say of it in
// another language is our translation.
func (b *editionWriter) cited(t report.Text, original report.Lang) page.Text {
	if original == "" {
		return b.text(t)
	}
	c := b.choose(t, original)
	c.Working = c.Text != "" && c.Lang != string(original)
	return c
}

// quoted is text of the resolution; in a language in which it is not official it is
// our translation.
func (b *editionWriter) quoted(t report.Text) page.Text {
	c := b.choose(t, b.Report.Resolution.Original)
	c.Working = c.Text != "" && !b.Report.OfficialIn(report.Lang(c.Lang))
	return c
}

// nameOf is a text of a record that has an original of its own.
func (b *editionWriter) nameOf(ref report.Ref, t report.Text, original report.Lang) page.Text {
	if original != "" && ref.Kind.OfResolution() {
		return b.quoted(t)
	}
	return b.cited(t, original)
}

func (b *editionWriter) choose(t report.Text, original report.Lang) page.Text {
	return locale.Text(t, b.lang, original)
}

// plain is text that is the same in every language.
func (b *editionWriter) plain(s string) page.Text {
	if s == "" {
		return page.Text{}
	}
	return page.Text{Text: s, Lang: string(b.lang), Dir: locale.Dir(b.lang)}
}

// href is the link from the page to a record, empty where there is none.
func (l *pageWriter) href(ref report.Ref) string {
	t, ok := address.Of(l.Report, ref)
	if !ok {
		return ""
	}
	return address.Relative(l.path, t.Page, t.Fragment)
}

// link leads to a record under its name.
func (l *pageWriter) link(ref report.Ref) page.Link {
	if l.Report.Astray(ref) {
		return page.Link{Text: l.plain(l.astray(ref.String())), Ref: ref.String(), Kind: string(ref.Kind)}
	}
	text, note := l.name(ref)
	k := page.Link{Href: l.href(ref), Text: text, Ref: ref.String(), Kind: string(ref.Kind), Note: note}
	if s := l.Report.Source(ref.ID); ref.Kind == report.KindSource && s != nil {
		k.Unseen = s.Access == report.NotSeen
	}
	return k
}

// astray is shown instead of a record that is named but does not exist.
func (b *editionWriter) astray(ref string) string { return b.w.Say("no-such-record", "Ref", ref) }

func (l *pageWriter) linkTo(kind report.Kind, id string) page.Link {
	return l.link(report.Ref{Kind: kind, ID: id})
}

// linkIfAny is a link to a record, nil where id is empty.
func (l *pageWriter) linkIfAny(kind report.Kind, id string) *page.Link {
	if id == "" {
		return nil
	}
	k := l.linkTo(kind, id)
	return &k
}

func (l *pageWriter) links(refs []report.Ref) []page.Link {
	var ks []page.Link
	for _, ref := range refs {
		ks = append(ks, l.link(ref))
	}
	return ks
}

func (l *pageWriter) linksTo(kind report.Kind, ids []string) []page.Link {
	var ks []page.Link
	for _, id := range ids {
		ks = append(ks, l.linkTo(kind, id))
	}
	return ks
}

// named is what a record is called.
type named struct {
	text page.Text
	note string
}

// name is what a record is called in a link, and what is shown next to it.
func (b *editionWriter) name(ref report.Ref) (text page.Text, note string) {
	n, ok := b.names[ref]
	if !ok {
		n.text, n.note = b.newName(ref)
		if b.names == nil {
			b.names = make(map[report.Ref]named)
		}
		b.names[ref] = n
	}
	return n.text, n.note
}

func (b *editionWriter) newName(ref report.Ref) (text page.Text, note string) {
	note = b.nameNote(ref)
	if s := b.Report.Source(ref.ID); ref.Kind == report.KindSource && s != nil && s.Symbol != "" && !report.JobNumber(s.Symbol) {
		return b.plain(s.Symbol), note
	}
	if name, original := b.Report.Name(ref); !name.IsZero() {
		text = b.nameOf(ref, name, original)
		if holds(text.Text, note) {
			note = ""
		}
		return text, note
	}
	if part, ok := b.Report.Record(ref).(*report.ResolutionPart); ok {
		return b.plain(b.partLabel(part)), ""
	}
	words, original := b.Report.Wording(ref)
	text = b.nameOf(ref, words, original)
	text.Text = opening(b.parser.Plain(text.Text))
	return text, note
}

// nameNote distinguishes records of the same name: a date, a number, an acronym.
func (b *editionWriter) nameNote(ref report.Ref) string {
	switch v := b.Report.Record(ref).(type) {
	case *report.Edition:
		return b.w.Date(v.AsAt, false).Text
	case *report.Paragraph:
		return b.w.Locator("para. " + b.number(v))
	case *report.Subparagraph:
		return b.w.Locator("para. " + b.number(v.Paragraph) + " " + b.subparagraphLabel(v))
	case *report.ResolutionPart:
		return b.partLabel(v)
	case *report.Table:
		return b.TableName(b.w, v.ID)
	case *report.Column:
		return b.TableName(b.w, v.Table.ID)
	case *report.Row:
		return b.TableName(b.w, v.Table.ID)
	case *report.Entity:
		return b.text(v.Acronym).Text
	}
	_, span := b.gist(ref)
	return span.Text
}

// gist is what a record that happened or was counted says first: how much, and on which
// day or in which period. Either is zero where a record of its kind has none.
func (b *editionWriter) gist(ref report.Ref) (n page.Number, span page.Span) {
	on := func(d report.Date) page.Span { return b.w.Span(d, d, false) }
	switch v := b.Report.Record(ref).(type) {
	case *report.Observation:
		return b.w.Quantity(v.Quantity), b.w.Observed(v)
	case *report.Target:
		return b.w.Quantity(v.Quantity), on(v.Date)
	case *report.Money:
		return b.w.Amount(v.Amount), b.w.Period(v.Period, false)
	case *report.Activity:
		return n, b.w.Span(v.Start, v.End, v.Inferred)
	}
	return n, on(b.Report.DateOf(ref))
}

var plainMarks = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "–", "-")

// holds reports whether a name says what its note would say again: "Press release of 6
// July 2007" its date, "Regular budget 2008-2009" its period.
func holds(name, note string) bool {
	name, note = plainMarks.Replace(name), plainMarks.Replace(note)
	part := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '/' || r == '-' }
	for from := 0; note != ""; {
		i := strings.Index(name[from:], note)
		if i < 0 {
			return false
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(name[:i])
		after, _ := utf8.DecodeRuneInString(name[i+len(note):])
		if !part(before) && !part(after) {
			return true
		}
		from = i + len(note)
	}
	return false
}

// title is the heading of a paragraph: our own, or else its first words.
func (b *editionWriter) title(p *report.Paragraph) page.Text {
	if t := b.text(p.Title); t.Text != "" {
		return t
	}
	t := b.quoted(p.Text)
	t.Text = opening(b.parser.Plain(t.Text))
	return t
}

// opening is the first words of a text that is long.
func opening(s string) string {
	const most = 8
	fields := strings.Fields(s)
	if len(fields) <= most {
		return strings.TrimRight(strings.Join(fields, " "), ",;:.")
	}
	return strings.TrimRight(strings.Join(fields[:most], " "), ",;:") + "…"
}

// record is what every record has, with its footnotes numbered after those of
// its own text: call it last.
func (l *pageWriter) record(ref report.Ref, cites []report.Cite, gaps []report.Gap) page.Record {
	rec := page.Record{ID: ref.ID, Ref: ref.String(), Cites: l.cites(cites)}
	if t, ok := address.Of(l.Report, ref); ok && t.Page == l.path {
		rec.Anchor = t.Fragment
	} else if ok {
		rec.Anchor = ref.ID
	}
	for _, g := range gaps {
		rec.Gaps = append(rec.Gaps, l.gap(g))
	}
	for _, user := range l.Backlinks[ref] {
		rec.UsedBy = append(rec.UsedBy, l.link(user))
	}
	rec.Origin = l.origin(ref)
	rec.Since = l.since(ref)
	rec.Shown = l.shown(ref)
	return rec
}

// shown are the fields that a page prints by their names: they need nothing but
// their tag in the model.
func (l *pageWriter) shown(ref report.Ref) []page.ChangeField {
	var out []page.ChangeField
	w := &changeWriter{pageWriter: l}
	for leaves := ref.Kind.Info().Shown(l.Report.Record(ref)); len(leaves) > 0; {
		n := 1
		for n < len(leaves) && leaves[n].Unit == leaves[0].Unit {
			n++
		}
		field := history.FieldName(leaves[0].Unit)
		value := w.value(l, ref, field, diff.Value{Leaves: leaves[:n:n]})
		if last := len(out) - 1; last >= 0 && out[last].Field == field {
			out[last].Values = append(out[last].Values, value)
		} else {
			out = append(out, page.ChangeField{Field: field, Values: []page.ChangeValue{value}})
		}
		leaves = leaves[n:]
	}
	return out
}

func (l *pageWriter) gap(g report.Gap) page.Gap {
	out := page.Gap{Field: g.Field, Reason: string(g.Reason), Note: l.prose(g.Note, "")}
	if g.Field == "entry_into_force" && g.Reason == report.GapNotDue {
		// What could not be known yet is then known: that it was not in force.
		out.Reason = "not-in-force"
	}
	return out
}

func (l *pageWriter) gaps(gs []report.Gap) []page.Gap {
	var out []page.Gap
	for _, g := range gs {
		out = append(out, l.gap(g))
	}
	return out
}

func (l *pageWriter) origin(ref report.Ref) page.Origin {
	file, line := address.Origin(l.Report, ref)
	if file == "" {
		return page.Origin{}
	}
	return page.Origin{File: file, Line: line, Href: address.Relative(l.path, address.File(file), address.Line(line))}
}

func (l *pageWriter) cites(cs []report.Cite) []page.Cite {
	var out []page.Cite
	for _, c := range cs {
		out = append(out, l.cite(c))
	}
	return out
}

func (l *pageWriter) cite(c report.Cite) page.Cite {
	out := page.Cite{
		Locator:      l.w.Locator(c.Locator),
		For:          c.For,
		Verification: l.verification(c),
		Note:         l.text(c.Note),
	}
	if c.Source != "" {
		out.Source = l.linkTo(report.KindSource, c.Source)
		if s := l.Report.Source(c.Source); s != nil {
			out.Access = string(s.Access)
			out.Later = s.Date.After(l.AsAt)
			out.Copy = l.Copies[s.ID] && s.Access != report.NotSeen
			if s.Kind == report.Register {
				out.Register = l.text(s.Publisher)
			}
		}
	}
	return out
}
