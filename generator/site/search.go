package site

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"rapporteur/generator/address"
	"rapporteur/generator/register/names"
	"rapporteur/generator/report"
	"rapporteur/generator/search"
	"rapporteur/generator/site/page"
)

// search makes the page that searches the edition.
func (b *editionWriter) search() {
	l := b.page("search/")
	body := &page.Search{Root: address.Relative(l.path, "", "")}
	for _, kind := range searchKinds() {
		key := kind.Info().Section()
		switch {
		// The page of the report and that of the resolution are always there.
		case b.Report.Count(kind) == 0 && kind != report.KindSection && kind != report.KindResolution:
		case kind == report.KindRequest:
			// Requests have no list of their own.
			body.Kinds = append(body.Kinds, page.SearchKind{Kind: string(kind), Key: "search-requests"})
		default:
			body.Kinds = append(body.Kinds, page.SearchKind{Kind: string(kind), Key: "nav-" + key})
			body.Lists = append(body.Lists, page.NavLink{Key: key, Href: address.Relative(l.path, address.List(kind), "")})
		}
	}
	l.add("search", l.w.Say("search"), "", report.Ref{}, body)
}

// searchKinds are the kinds that a search can be narrowed to, in the order of the menu.
func searchKinds() []report.Kind {
	kinds := []report.Kind{report.KindParagraph, report.KindRequest, report.KindSection}
	for _, k := range report.Registers() {
		kinds = append(kinds, k.Kind)
	}
	return append(kinds, report.KindResolution)
}

// SearchFiles makes the index of each edition and language, one after the
// other, and hands over its files under their paths from the root of the site.
// The current edition's is at its permanent address too. It must not run
// twice at a time.
func (m *Model) SearchFiles(write func(path string, data []byte) error) error {
	for _, v := range m.Editions {
		versions := []string{v.ID}
		if v == m.Current {
			versions = append(versions, page.Current)
		}
		versions = slices.DeleteFunc(versions, func(v string) bool { return m.kept[v] })
		if len(versions) == 0 {
			continue
		}
		indexes := make([][]search.File, len(v.Languages))
		var wg sync.WaitGroup
		for i, lang := range v.Languages {
			docs := m.builder.edition(v.ID, report.Lang(lang), v.Report, v.History.Facts).findable()
			wg.Go(func() { indexes[i] = search.Index(lang, docs) })
		}
		wg.Wait()
		for i, lang := range v.Languages {
			for _, f := range indexes[i] {
				for _, version := range versions {
					if err := write(address.Version(version, lang)+"search/index/"+f.Name, f.Data); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}

// findable are the records that a reader can search for, kind by kind in the
// order of the filters. What has no place of its own is in the text of the
// record that shows it: observations in that of their indicator, acts in those
// of their State and instrument, notes in that of the resolution.
func (b *editionWriter) findable() []search.Doc {
	var docs []search.Doc
	add := func(ref report.Ref, d search.Doc, t *searchText) {
		target, ok := address.Of(b.Report, ref)
		if !ok {
			return
		}
		d.Ref = ref.String()
		if d.Kind == "" {
			d.Kind = string(ref.Kind)
		}
		d.Path = target.Page
		if target.Fragment != "" {
			d.Path += "#" + target.Fragment
		}
		if d.Context == "" {
			d.Context = b.paragraphsOf(ref)
		}
		d.Text, d.TextLang = t.text()
		d.Dates = t.dates
		docs = append(docs, d)
	}
	for _, p := range b.Report.Paragraphs {
		d := b.titled(b.title(p))
		d.Context = b.paragraphN(b.number(p))
		d.Names = d.Context
		t := b.searchText()
		t.add(b.quoted(p.Text), b.quoted(p.Closing))
		add(report.Ref{Kind: report.KindParagraph, ID: p.ID}, d, t)
		for _, s := range p.Subparagraphs {
			ref := report.Ref{Kind: report.KindSubparagraph, ID: s.ID}
			name, _ := b.name(ref)
			d := b.titled(name)
			d.Kind, d.Context = string(report.KindParagraph), b.paragraphN(b.number(p)+" "+b.subparagraphLabel(s))
			t := b.searchText()
			t.add(b.quoted(s.Text), b.quoted(s.Closing))
			add(ref, d, t)
		}
	}
	for _, p := range b.Report.Paragraphs {
		for _, q := range p.Requests {
			d := b.titled(b.text(q.Summary))
			d.Context = b.paragraphN(b.number(p))
			t := b.searchText()
			t.add(b.text(q.Progress), b.text(q.Reason), b.text(q.Next), b.due(q.Due))
			t.names(q.Addressees, q.With)
			add(report.Ref{Kind: report.KindRequest, ID: q.ID}, d, t)
		}
	}
	b.findReport(add)
	b.findDeeds(add)
	b.findTreaties(add)
	b.findRegisters(add)
	b.findResolution(add)
	kinds := searchKinds()
	at := func(d search.Doc) int { return slices.Index(kinds, report.Kind(d.Kind)) }
	slices.SortStableFunc(docs, func(a, b search.Doc) int { return cmp.Compare(at(a), at(b)) })
	return docs
}

// adder puts a record among those that can be found.
type adder func(ref report.Ref, d search.Doc, t *searchText)

func (b *editionWriter) findReport(add adder) {
	d := b.titled(b.text(b.Report.Meta.Title))
	d.Kind, d.Names = string(report.KindSection), b.Report.Meta.Reference
	t := b.searchText()
	t.add(b.text(b.Report.Edition.Title), b.text(b.Report.Edition.Note), b.text(b.Report.Meta.Note))
	for _, m := range b.Report.Meta.Mandates {
		t.note(m.Symbol)
		t.add(b.text(m.Title), b.quoted(m.Text))
	}
	add(theReport(), d, t)
	for _, s := range b.Report.Sections {
		ref := report.Ref{Kind: report.KindSection, ID: s.ID}
		name, _ := b.name(ref)
		t := b.searchText()
		t.add(b.text(s.Text))
		if s.Register != "" { // its rows are found as the records that they are made of
			t.add(b.registerCaption(s))
		}
		add(ref, b.titled(name), t)
	}
	for _, printed := range b.Report.PrintedTables(b.parser.Parse) {
		table := printed.Table
		if table == nil {
			continue
		}
		d := b.titled(b.text(table.Caption))
		d.Kind, d.Context = string(report.KindSection), b.w.Say("table-n", "N", b.Tables[table.ID])
		t := b.searchText()
		for _, column := range table.Columns {
			t.add(b.text(column.Heading))
		}
		for _, row := range table.Rows {
			for _, cell := range row.Cells {
				t.add(b.text(cell.Text))
				t.note(cell.Same, b.w.Date(cell.Date, false).Text)
				if cell.Number != nil {
					t.note(b.w.Exact(*cell.Number).Text)
				}
			}
		}
		t.add(b.text(table.Note))
		add(report.Ref{Kind: report.KindTable, ID: table.ID}, d, t)
	}
	for _, m := range b.Report.Images {
		d := b.titled(b.text(m.Caption))
		d.Kind, d.Context = string(report.KindSection), b.imageName(m.ID)
		t := b.searchText()
		t.add(b.text(m.Alternative))
		add(report.Ref{Kind: report.KindImage, ID: m.ID}, d, t)
	}
	for _, f := range b.Report.Footnotes {
		ref := report.Ref{Kind: report.KindFootnote, ID: f.ID}
		name, _ := b.name(ref)
		d := b.titled(name)
		d.Kind, d.Context = string(report.KindSection), b.w.Say("kind-footnote")
		t := b.searchText()
		t.add(b.text(f.Text))
		add(ref, d, t)
	}
}

func (b *editionWriter) findDeeds(add adder) {
	for _, a := range b.Report.Activities {
		d := b.titled(b.cited(a.Title, a.Original))
		d.Names = b.otherTitle(a.Title, a.Original)
		t := b.searchText()
		t.note(b.w.Span(a.Start, a.End, a.Inferred).Text)
		t.iso(a.Start, a.End)
		t.add(b.text(a.Place.City))
		t.names(refTo(report.KindState, a.Place.State), a.Organizers, a.With, refTo(report.KindState, a.States...))
		t.note(b.w.Quantity(a.Participants).Text, b.w.Quantity(a.StatesCount).Text)
		t.add(b.text(a.Outcome), b.text(a.Note))
		add(report.Ref{Kind: report.KindActivity, ID: a.ID}, d, t)
	}
	for _, in := range b.Report.Indicators {
		t := b.searchText()
		t.add(b.text(in.Unit), b.text(in.Definition))
		for _, o := range slices.Backward(in.Observations) {
			t.note(b.w.Quantity(o.Quantity).Text, b.w.Span(o.Period.From, o.Period.To, false).Text)
			t.iso(o.Period.From, o.Period.To)
			t.add(b.text(o.Note))
		}
		for _, goal := range in.Targets {
			until := b.w.Say("kind-target")
			if !goal.Date.IsZero() {
				until = b.w.Say("target-until", "Date", b.w.Date(goal.Date, false).Text)
			}
			t.note(until, b.w.Quantity(goal.Quantity).Text)
			t.add(b.text(goal.Note))
		}
		add(report.Ref{Kind: report.KindIndicator, ID: in.ID}, b.titled(b.text(in.Name)), t)
	}
}

func (b *editionWriter) findRegisters(add adder) {
	for _, dimension := range b.Report.Dimensions {
		d := b.titled(b.text(dimension.Name))
		d.Kind = string(report.KindIndicator)
		t := b.searchText()
		for _, c := range dimension.Categories {
			t.add(b.text(c.Name))
		}
		add(report.Ref{Kind: report.KindDimension, ID: dimension.ID}, d, t)
	}
	for _, term := range b.Report.Terms {
		d := b.titled(b.text(term.Name))
		d.Kind = string(report.KindParagraph)
		t := b.searchText()
		t.add(b.text(term.Note))
		add(report.Ref{Kind: report.KindTerm, ID: term.ID}, d, t)
	}
	for _, r := range b.Report.Replies {
		ref := report.Ref{Kind: report.KindReply, ID: r.ID}
		name, _ := b.name(ref)
		d := b.titled(name)
		d.Names = r.Symbol
		t := b.searchText()
		t.note(r.Symbol)
		t.day(r.Date, false)
		t.add(b.text(r.Text))
		add(ref, d, t)
	}
	for _, p := range b.Report.Publications {
		d := b.titled(b.cited(p.Title, p.Original))
		d.Names = joined(p.Symbol, b.otherTitle(p.Title, p.Original))
		t := b.searchText()
		t.note(p.Symbol)
		t.day(p.Date, false)
		t.names(p.Issuers)
		t.add(b.text(p.Note))
		add(report.Ref{Kind: report.KindPublication, ID: p.ID}, d, t)
	}
	for _, m := range b.Report.Money {
		amount := b.w.Amount(m.Amount)
		t := b.searchText()
		t.note(strings.TrimSpace(amount.Text+" "+amount.Currency), b.w.Span(m.Period.From, m.Period.To, false).Text)
		t.day(m.Date, false)
		t.names(m.From, m.To)
		t.add(b.text(m.Note))
		add(report.Ref{Kind: report.KindMoney, ID: m.ID}, b.titled(b.text(m.Name)), t)
	}
	for _, e := range b.Report.Entities {
		d := b.titled(b.text(e.Name))
		acronym := b.text(e.Acronym)
		d.Names = acronym.Text
		d.Also = slices.Concat(inEveryLanguage(e.Name), inEveryLanguage(e.Acronym))
		t := b.searchText()
		t.add(acronym)
		if e.Parent != "" {
			t.names(refTo(report.KindEntity, e.Parent))
		}
		t.add(b.text(e.Note))
		add(report.Ref{Kind: report.KindEntity, ID: e.ID}, d, t)
	}
	for _, s := range b.Report.Sources {
		d := b.titled(b.cited(s.Title, s.Original))
		d.Names = joined(s.Symbol, b.otherTitle(s.Title, s.Original))
		d.Also = []string{s.Symbol}
		t := b.searchText()
		t.note(s.Symbol)
		t.add(b.text(s.Publisher))
		t.day(s.Date, s.Inferred)
		t.add(b.text(s.Note))
		add(report.Ref{Kind: report.KindSource, ID: s.ID}, d, t)
	}
}

func (b *editionWriter) findTreaties(add adder) {
	for _, in := range b.Report.Instruments {
		ref := report.Ref{Kind: report.KindInstrument, ID: in.ID}
		name, _ := b.name(ref)
		d := b.titled(name)
		d.Names = joined(b.text(in.Name).Text, in.Reference)
		d.Also = []string{b.text(in.Name).Text}
		t := b.searchText()
		t.add(b.text(in.Name), b.text(in.Place))
		t.day(in.Adopted, false)
		t.note(in.Reference)
		t.names(in.Depositary)
		t.add(b.text(in.Note))
		if p := b.Report.ParticipationIn(in.ID); p != nil {
			t.add(b.text(p.Note))
			for i := range p.Acts {
				a := &p.Acts[i]
				t.act(refTo(report.KindState, a.State), a)
			}
		}
		add(ref, d, t)
	}
	for _, s := range b.Report.States {
		t := b.searchText()
		t.add(b.text(s.Note))
		for _, a := range b.Acts[s.ID] {
			t.act(refTo(report.KindInstrument, a.In.Instrument), a.Act)
		}
		d := b.titled(b.text(s.Name))
		d.Also = names.Of(s.ID)
		add(report.Ref{Kind: report.KindState, ID: s.ID}, d, t)
	}
}

func (b *editionWriter) findResolution(add adder) {
	r := &b.Report.Resolution
	d := b.titled(b.quoted(r.Title))
	d.Names = joined(r.Adopted, r.Draft, b.otherTitle(r.Title, r.Original))
	d.Also = []string{r.Adopted, r.Draft}
	t := b.searchText()
	t.note(r.Adopted, r.Draft)
	t.day(r.AdoptedOn, false)
	t.add(b.text(r.Note))
	for i := range r.Notes {
		t.add(b.quoted(r.Notes[i].Text))
	}
	add(theResolution(), d, t)
	for _, part := range r.Parts {
		ref := report.Ref{Kind: report.KindPart, ID: part.ID}
		name, _ := b.name(ref)
		d := b.titled(name)
		d.Kind, d.Names = string(report.KindResolution), joined(b.partLabel(part), part.Symbol)
		t := b.searchText()
		t.add(b.text(part.Note))
		add(ref, d, t)
	}
	for i := range r.Preamble {
		p := &r.Preamble[i]
		ref := report.Ref{Kind: report.KindPreambular, ID: p.ID}
		name, _ := b.name(ref)
		d := b.titled(name)
		d.Kind = string(report.KindResolution)
		t := b.searchText()
		t.add(b.quoted(p.Text))
		add(ref, d, t)
	}
}

func (b *editionWriter) titled(t page.Text) search.Doc {
	return search.Doc{Title: t.Text, TitleLang: t.Lang}
}

// otherTitle is the title as it was printed, where the page shows our
// translation of it.
func (b *editionWriter) otherTitle(t report.Text, original report.Lang) string {
	if b.cited(t, original).Working {
		return t.In(original)
	}
	return ""
}

func (b *editionWriter) paragraphN(number string) string {
	return b.w.Say("paragraph-n", "N", number)
}

// paragraphsOf says which paragraphs' answers name a record. It is empty for
// one that so many name that it says nothing.
func (b *editionWriter) paragraphsOf(ref report.Ref) string {
	const most = 4
	var numbers []string
	for _, user := range b.Backlinks[ref] {
		if q := b.Report.Request(user.ID); user.Kind == report.KindRequest && q != nil && !slices.Contains(numbers, b.number(q.Paragraph)) {
			numbers = append(numbers, b.number(q.Paragraph))
		}
	}
	switch n := len(numbers); {
	case n == 0 || n > most:
		return ""
	case n == 1:
		return b.paragraphN(numbers[0])
	}
	return b.w.Say("paragraphs-n", "N", strings.Join(numbers, ", "))
}

func refTo(kind report.Kind, ids ...string) []report.Ref {
	var refs []report.Ref
	for _, id := range ids {
		refs = append(refs, report.Ref{Kind: kind, ID: id})
	}
	return refs
}

// inEveryLanguage are the texts that a record has, in whichever language.
func inEveryLanguage(t report.Text) []string {
	var all []string
	for _, l := range report.Langs {
		if s := t.In(l); s != "" {
			all = append(all, s)
		}
	}
	return all
}

func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}

// searchText puts together what a record says.
type searchText struct {
	b     *editionWriter
	parts []string
	runs  map[string]int // by language: bytes of authored text
	dates []string       // as 2008-07-31
}

func (b *editionWriter) searchText() *searchText {
	return &searchText{b: b, runs: make(map[string]int)}
}

// add adds authored text.
func (t *searchText) add(texts ...page.Text) {
	for _, x := range texts {
		if s := t.b.plainText(x); s != "" {
			t.parts = append(t.parts, s)
			t.runs[x.Lang] += len(s)
		}
	}
}

// day adds a date as pages print it, and as a reader may type it.
func (t *searchText) day(d report.Date, inferred bool) {
	t.note(t.b.w.Date(d, inferred).Text)
	t.iso(d)
}

// iso lets a date find the record.
func (t *searchText) iso(days ...report.Date) {
	for _, d := range days {
		if d.Day != 0 {
			t.dates = append(t.dates, d.String())
		}
	}
}

// note adds what is written alike in every language.
func (t *searchText) note(parts ...string) {
	for _, s := range parts {
		if s != "" {
			t.parts = append(t.parts, s)
		}
	}
}

// names adds the names of records.
func (t *searchText) names(lists ...[]report.Ref) {
	for _, refs := range lists {
		for _, ref := range refs {
			name, _ := t.b.name(ref)
			t.note(name.Text)
		}
	}
}

// act adds an act under the name of its State or instrument.
func (t *searchText) act(of []report.Ref, a *report.Act) {
	name, _ := t.b.name(of[0])
	t.note(name.Text + ", " + t.b.w.Say("act-"+string(a.Kind)) + ", " + t.b.w.Date(a.Date, false).Text)
	t.iso(a.Date)
	t.add(t.b.text(a.Note))
}

// text is all of it, and the language of most of it.
func (t *searchText) text() (text, lang string) {
	lang = string(t.b.lang)
	for _, l := range report.Langs {
		if t.runs[string(l)] > t.runs[lang] {
			lang = string(l)
		}
	}
	return strings.Join(t.parts, " · "), lang
}
