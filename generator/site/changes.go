package site

import (
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"rapporteur/generator/address"
	"rapporteur/generator/diff"
	"rapporteur/generator/report"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/page"
)

// changes makes the pages of what changed since earlier editions: since the
// one before, and since each that the edition is compared with.
func (b *editionWriter) changes() {
	c := b.edition
	if c.Previous == nil {
		l := b.page("changes/")
		l.add("changes", l.w.Title("changes"), "", report.Ref{}, &page.Changes{First: true, To: b.mark(c)})
		return
	}
	b.comparison("changes/", b.pairs[[2]*history.Edition{c.Previous, c}])
	for _, from := range c.Compared {
		p := b.pairs[[2]*history.Edition{from, c}]
		b.comparison(p.Path(), p)
		b.sourceChanges(p)
	}
}

func (b *editionWriter) mark(c *history.Edition) page.EditionMark {
	text := b.text(c.Report.Edition.Title)
	if c.Report != b.Report {
		text = (&editionWriter{Facts: c.Facts, lang: b.lang, w: b.w, parser: b.parser}).text(c.Report.Edition.Title)
	}
	return page.EditionMark{
		ID:    c.Report.Edition.ID,
		Draft: c.ID == page.Draft,
		Title: text,
		AsAt:  b.w.Date(c.Report.Edition.AsAt, false),
		Name:  b.called(c.Report),
	}
}

// called names the edition that a report is of: by its day, and with its id where that is
// not the day. A corrigendum and what it corrects are as at the same day.
func (b *editionWriter) called(r *report.Report) string {
	e := &r.Edition
	day := b.w.Date(e.AsAt, false).Text
	if e.ID == e.AsAt.String() {
		return day
	}
	return b.w.Say("edition-named", "Date", day, "ID", e.ID)
}

// comparison makes the page of a pair at a path.
func (b *editionWriter) comparison(path string, p *history.Comparison) {
	l := b.page(path)
	w := l.writer(p)
	body := &page.Changes{
		From:    b.mark(p.From),
		To:      b.mark(p.To),
		Total:   p.Changes.Total(),
		Bounded: len(b.edition.Compared) < len(b.edition.Earlier),
	}
	for _, o := range p.Changes.Omitted {
		body.Omitted = append(body.Omitted, string(o))
	}
	for _, class := range diff.Classes() {
		if n := p.Changes.Count(class); n > 0 {
			body.Classes = append(body.Classes, page.ClassCount{Class: string(class), N: n})
		}
	}
	body.Statuses = w.statuses()
	body.Sections = w.sections()
	for _, from := range b.edition.Compared {
		body.Comparisons = append(body.Comparisons, page.Comparison{
			EditionMark: b.mark(from),
			Href:        address.Relative(path, history.ComparisonPath(from), ""),
			Self:        from == p.From,
			Previous:    from == b.edition.Previous,
		})
	}
	if len(p.Files) > 0 {
		body.Source = address.Relative(path, p.Path()+"source/", "")
	}
	title := l.w.Title("changes")
	if path != "changes/" {
		title = l.w.Say("title-changes-since", "Date", body.From.Name)
	}
	l.add("changes", title, "", report.Ref{}, body)
}

// changeWriter writes the changes of a pair for a page.
type changeWriter struct {
	*pageWriter
	p    *history.Comparison
	old  *pageWriter     // of the older edition, for names and numbers; its links lead nowhere
	base string          // path of the page of the comparison
	n    map[int]int     // number on the page, by place in the list; effects have none
	acts map[string]bool // States of which signatures or deposits came or went
}

// writer writes changes for a page of the newer edition.
func (l *pageWriter) writer(p *history.Comparison) *changeWriter {
	old := &editionWriter{Facts: p.From.Facts, id: p.From.ID, lang: l.lang, w: l.w, parser: l.parser}
	w := &changeWriter{pageWriter: l, p: p, old: old.page(l.path), base: p.Path(), n: make(map[int]int), acts: make(map[string]bool)}
	if p.From == l.edition.Previous {
		w.base = "changes/"
	}
	if l.path == p.Path() {
		w.base = l.path
	}
	for _, section := range p.Plan {
		for _, g := range section.Groups {
			for _, i := range g.Changes {
				if !p.Changes.List[i].Effect {
					w.n[i] = len(w.n) + 1
				}
				if g.Ref == history.ActsRef {
					w.acts[stateOf(p.Changes.List[i].Ref)] = true
				}
			}
		}
	}
	return w
}

// self reports whether the page is that of the comparison.
func (w *changeWriter) self() bool { return w.base == w.path }

// anchorHref leads to an anchor on the page of the comparison.
func (w *changeWriter) anchorHref(anchor string) string {
	return address.Relative(w.path, w.base, anchor)
}

// of is the link to a record of either edition.
func (w *changeWriter) of(ref report.Ref) page.Link {
	switch {
	case ref == history.ActsRef:
		return page.Link{Text: w.plain(w.w.Say("acts-heading"))}
	case ref.ID == "" && w.empty(ref.Kind):
		return page.Link{Text: w.plain(w.w.Say("nav-" + ref.Kind.Info().Section()))}
	case ref.ID == "":
		return page.Link{Href: address.Relative(w.path, address.List(ref.Kind), ""), Text: w.plain(w.w.Say("nav-" + ref.Kind.Info().Section()))}
	case ref.Kind == report.KindParticipation:
		return w.of(report.Ref{Kind: report.KindInstrument, ID: ref.ID})
	case ref.Kind == report.KindWithdrawn || ref.Kind == report.KindRetired:
		return page.Link{Text: w.plain(ref.ID)}
	case w.Report.Record(ref) != nil:
		return w.link(ref)
	}
	text, note := w.old.name(ref)
	if text.Text == "" {
		text = w.plain(ref.ID)
	}
	return page.Link{Text: text, Ref: ref.String(), Kind: string(ref.Kind), Note: note}
}

// shown reports whether all that a record of the newer edition says is where its name leads,
// and need not be said again. A row of a table has its values there, but no names for them.
func (w *changeWriter) shown(ref report.Ref) bool {
	return ref.Kind != report.KindRow && ref.Kind != report.KindColumn && w.of(ref).Href != ""
}

func (w *changeWriter) maybeOf(ref report.Ref) *page.Link {
	if ref == (report.Ref{}) {
		return nil
	}
	k := w.of(ref)
	return &k
}

// statuses are the changes of status of paragraphs and requests.
func (w *changeWriter) statuses() []page.StatusChange {
	var out []page.StatusChange
	for i := range w.p.Changes.List {
		ch := &w.p.Changes.List[i]
		if ch.Class != diff.Status || ch.Field != diff.FieldStatus || ch.Effect {
			continue
		}
		out = append(out, page.StatusChange{
			Link: w.of(ch.Ref), Change: w.anchorHref(w.p.Anchors[i]),
			From: w.w.Word(w.p.From.Report, report.StatusTerms, ch.From.Word()), To: w.w.Word(w.p.To.Report, report.StatusTerms, ch.To.Word()),
		})
	}
	return out
}

// unfolded is how many changes a page shows at once. Of more, all but the
// operative paragraphs is folded at first.
const unfolded = 40

func (w *changeWriter) sections() []page.ChangeSection {
	var out []page.ChangeSection
	for _, s := range w.p.Plan {
		section := page.ChangeSection{Key: s.Key, Open: w.p.Changes.Total() <= unfolded || s.Key == "paragraphs"}
		for _, g := range s.Groups {
			group := page.ChangeGroup{Anchor: history.GroupAnchor(g.Ref), Link: w.of(g.Ref)}
			if g.Ref == history.ActsRef {
				group.Deposits = w.deposits(g.Changes)
			} else {
				group.Parts = w.parts(g.Changes, g.Ref)
			}
			if g.Deposits {
				group.Elsewhere = history.GroupAnchor(history.ActsRef)
			}
			for _, i := range g.Left {
				e := w.entry(i, report.Ref{})
				e.Left, e.N = true, 0
				e.Href, e.Anchor = "#"+e.Anchor, e.Anchor+"-from"
				group.Parts = append(group.Parts, page.ChangePart{Classes: []string{e.Class}, Entries: []page.ChangeEntry{e}})
			}
			for _, i := range g.Changes {
				if w.n[i] > 0 {
					group.N++
				}
			}
			section.N += group.N
			for _, part := range group.Parts {
				for _, class := range part.Classes {
					group.Classes = with(group.Classes, class)
				}
			}
			if len(group.Deposits) > 0 {
				group.Classes = with(group.Classes, string(diff.Substance))
			}
			for _, class := range group.Classes {
				section.Classes = with(section.Classes, class)
			}
			section.Groups = append(section.Groups, group)
		}
		out = append(out, section)
	}
	return out
}

func with(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// parts are the changes of a record and of those inside it. Where fields of a
// record inside changed, it heads its part.
func (w *changeWriter) parts(list []int, whole report.Ref) []page.ChangePart {
	var out []page.ChangePart
	var last report.Ref // that heads the last part
	for _, i := range list {
		ch := &w.p.Changes.List[i]
		head := report.Ref{}
		if ch.Ref != whole && ch.Field != "" && whole.ID != "" {
			head = ch.Ref
		}
		if len(out) == 0 || head != last {
			out = append(out, page.ChangePart{Link: w.maybeOf(head)})
			last = head
		}
		part := &out[len(out)-1]
		e := w.entry(i, whole)
		if part.Link != nil {
			e.Record = nil
		}
		if !w.self() {
			e.Anchor = ""
		}
		part.Entries = append(part.Entries, e)
		part.Classes = with(part.Classes, e.Class)
	}
	return out
}

// entry is a change in the group of a record.
func (w *changeWriter) entry(i int, whole report.Ref) page.ChangeEntry {
	ch := &w.p.Changes.List[i]
	e := page.ChangeEntry{
		Anchor:  w.p.Anchors[i],
		Href:    w.anchorHref(w.p.Anchors[i]),
		N:       w.n[i],
		Kind:    string(ch.Kind),
		Class:   string(ch.Class),
		Field:   fieldOf(ch.Ref.Kind, ch.Field, ch.From, ch.To),
		Column:  w.text(ch.FieldName),
		Derived: ch.Derived,
		Effect:  ch.Effect,
	}
	if ch.Ref != whole && (!ch.Derived || ch.Ref.Kind != report.KindReport) {
		k := w.of(ch.Ref)
		e.Record = &k
	}
	e.Cause = w.causes(ch)
	e.PrintedIn = w.printedIn(ch)
	e.Also, e.Replaces, e.ReplacedBy = w.all(ch.Also), w.all(ch.Replaces), w.all(ch.ReplacedBy)
	if ch.Ref.Kind == report.KindState || ch.Ref.Kind == report.KindEntity {
		// Their files are in the order of ids, which readers do not see.
		order := w.alphabetical()
		slices.SortStableFunc(e.Also, func(a, b page.Link) int { return order.CompareString(a.Text.Text, b.Text.Text) })
	}
	if n := ch.Number; n != nil {
		e.Difference, e.Percent = w.w.Signed(n.Difference), w.w.Percent(n.Percent)
	}
	e.Incomparable = string(ch.Incomparable)
	switch {
	case ch.Kind == diff.Moved && ch.Move != nil:
		m := ch.Move
		e.Moved, e.Parted = true, m.FromParent != m.ToParent
		e.FromAfter, e.ToAfter = w.maybeOf(m.FromAfter), w.maybeOf(m.ToAfter)
		e.FromIn, e.ToIn = w.maybeOf(m.FromParent), w.maybeOf(m.ToParent)
		if whole == (report.Ref{}) {
			k := w.of(ch.Ref)
			e.Record = &k
		}
	case ch.Field == "" && ch.Kind == diff.Added:
		e.To = w.what(w.pageWriter, ch.Ref)
		if !w.shown(ch.Ref) {
			e.Fields = w.fields(w.pageWriter, ch)
		}
	case ch.Field == "" && ch.Kind == diff.Removed:
		e.From = w.what(w.old, ch.Ref)
		e.Fields = w.fields(w.old, ch)
	case len(ch.Words) > 0 && ch.Kind != diff.Reordered && !reordered(ch):
		e.Items = w.items(ch)
	default:
		from, to := ch.From.Without(ch.Texts), ch.To.Without(ch.Texts)
		if len(ch.Texts) == 0 || !from.Equal(to) {
			e.From = w.value(w.old, ch.Ref, ch.Field, from)
			e.To = w.value(w.pageWriter, ch.Ref, ch.Field, to)
		}
		e.Texts = w.redlines(ch)
	}
	return e
}

// causes are the records that made a derived value change. Signatures and deposits
// are one for each State; the table of them names the instruments.
func (w *changeWriter) causes(ch *diff.Change) []page.Link {
	var out []page.Link
	states := make(map[string]bool)
	for _, ref := range ch.Cause {
		if ref.Kind != report.KindAct {
			out = append(out, w.of(ref))
			continue
		}
		state := stateOf(ref)
		if states[state] {
			continue
		}
		states[state] = true
		link := w.of(report.Ref{Kind: report.KindState, ID: state})
		if w.acts[state] {
			link.Href = w.anchorHref(history.ActsAnchor(state))
		}
		out = append(out, link)
	}
	return out
}

// stateOf is the State of an act, whose id is "INSTRUMENT/STATE/KIND/DAY".
func stateOf(act report.Ref) string {
	if parts := strings.Split(act.ID, "/"); len(parts) > 1 {
		return parts[1]
	}
	return ""
}

// printedIn are the records with texts that print a number, each once.
func (w *changeWriter) printedIn(ch *diff.Change) []page.Link {
	var refs []report.Ref
	for _, p := range ch.PrintedIn {
		if !slices.Contains(refs, p.Ref) {
			refs = append(refs, p.Ref)
		}
	}
	return w.all(refs)
}

func (w *changeWriter) all(refs []report.Ref) []page.Link {
	var out []page.Link
	for _, ref := range refs {
		out = append(out, w.of(ref))
	}
	return out
}

// alphabetical is the order of names in the language of the page.
func (w *changeWriter) alphabetical() *collate.Collator {
	return collate.New(language.Make(string(w.lang)), collate.IgnoreCase, collate.IgnoreDiacritics)
}

// deposits are signatures and deposits that came or went, by State in the order of
// their names.
func (w *changeWriter) deposits(list []int) []page.DepositRow {
	rows := make(map[string]*page.DepositRow)
	var states []string
	for _, i := range list {
		ch := &w.p.Changes.List[i]
		of := w.pageWriter
		if ch.Kind == diff.Removed {
			of = w.old
		}
		act, _ := of.Report.Record(ch.Ref).(*report.Act)
		if act == nil {
			continue
		}
		row := rows[act.State]
		if row == nil {
			row = &page.DepositRow{Anchor: history.ActsAnchor(act.State), State: w.of(report.Ref{Kind: report.KindState, ID: act.State})}
			rows[act.State] = row
			states = append(states, act.State)
		}
		row.Acts = append(row.Acts, page.DepositChange{
			Anchor: w.p.Anchors[i], Class: string(ch.Class), N: w.n[i], Kind: string(ch.Kind),
			Instrument: w.of(w.p.Whole(ch.Ref)), Act: string(act.Kind), Date: of.w.Span(act.Date, act.Date, false),
			Replaced: len(ch.Replaces)+len(ch.ReplacedBy) > 0,
			Fields:   w.fields(of, ch),
		})
	}
	order := w.alphabetical()
	slices.SortStableFunc(states, func(a, b string) int {
		return order.CompareString(rows[a].State.Text.Text, rows[b].State.Text.Text)
	})
	var out []page.DepositRow
	for _, state := range states {
		out = append(out, *rows[state])
	}
	return out
}

// redlines are the texts of a change in the language of the page, and those in
// others because of which it is of a graver class, for the class would not be seen
// to be true else. Where that language did not change, they are those in the
// languages that did.
func (w *changeWriter) redlines(ch *diff.Change) []page.Redline {
	var out []page.Redline
	own := slices.IndexFunc(ch.Texts, func(t diff.TextChange) bool { return t.Lang == w.lang })
	if own >= 0 {
		out = append(out, w.redline(&ch.Texts[own]))
	}
	for i := range ch.Texts {
		if own < 0 || i != own && len(ch.Texts) > 1 && ch.Texts[i].Class().Graver(ch.Texts[own].Class()) {
			out = append(out, w.redline(&ch.Texts[i]))
		}
	}
	return out
}

// items are those of a list of ids or words.
func (w *changeWriter) items(ch *diff.Change) []page.ChangeItem {
	item := func(op diff.SegmentOp, it diff.Value) page.ChangeItem {
		return page.ChangeItem{Op: string(op), Link: w.named(ch.Ref, ch.Field, it)}
	}
	var out []page.ChangeItem
	for _, it := range ch.From.Items {
		if !slices.ContainsFunc(ch.To.Items, it.Equal) {
			out = append(out, item(diff.Delete, it))
		}
	}
	for _, it := range ch.To.Items {
		op := diff.Insert
		if slices.ContainsFunc(ch.From.Items, it.Equal) {
			op = diff.Equal
		}
		out = append(out, item(op, it))
	}
	return out
}

// reordered reports whether the items that stayed in a list are in another order
// or number. Marks on the items that came and went do not show that.
func reordered(ch *diff.Change) bool {
	stayed := func(list, other []diff.Value) []diff.Value {
		return slices.DeleteFunc(slices.Clone(list), func(it diff.Value) bool { return !slices.ContainsFunc(other, it.Equal) })
	}
	return !slices.EqualFunc(stayed(ch.From.Items, ch.To.Items), stayed(ch.To.Items, ch.From.Items), diff.Value.Equal)
}

// named is an item of a list: a link to the record that it names, or the word
// that it is.
func (w *changeWriter) named(of report.Ref, field string, it diff.Value) page.Link {
	ref := refOf(of.Kind, history.FieldName(field), it.Word())
	if w.Report.Record(ref) != nil || w.p.From.Report.Record(ref) != nil {
		return w.of(ref)
	}
	v := w.value(w.pageWriter, of, field, it)
	if v.Key != "" {
		return page.Link{Text: w.plain(w.w.Say(v.Key))}
	}
	return page.Link{Text: v.Text}
}
