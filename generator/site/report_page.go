package site

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rapporteur/generator/address"
	"rapporteur/generator/report"
	"rapporteur/generator/site/page"
)

// masthead is the head of the report and of the resolution.
func (l *pageWriter) masthead() page.Masthead {
	m := l.Report.Meta
	head := page.Masthead{
		Reference:     m.Reference,
		Title:         l.text(m.Title),
		Session:       l.text(m.Session.Name),
		AgendaItem:    l.plain(m.AgendaItem),
		AsAt:          l.w.Date(l.AsAt, false),
		Original:      string(m.Original),
		CorrespondsTo: l.corresponds(),
		Resolution:    l.link(theResolution()),
		Committee:     l.text(l.Report.Resolution.Committee),
		RecommendedBy: l.text(l.Report.Resolution.RecommendedBy),
	}
	if m.Mandate.Paragraph != "" {
		head.Mandate = l.linkTo(report.KindParagraph, m.Mandate.Paragraph)
	}
	symbol := cmp.Or(m.Mandate.Resolution, l.Report.Resolution.Adopted, l.Report.Resolution.Draft)
	head.ResolutionUnseen = l.unseen(symbol)
	head.Resolution.Text = l.plain(symbol)
	return head
}

// unseen reports whether a document is known from memory alone: there is a source with
// its symbol, and nothing of any such source was read.
func (b *editionWriter) unseen(symbol string) bool {
	found := false
	for _, s := range b.Report.Sources {
		if s.Symbol == symbol && symbol != "" {
			if s.Access != report.NotSeen {
				return false
			}
			found = true
		}
	}
	return found
}

// otherMandates are those that ask for the report besides the resolution.
func (l *pageWriter) otherMandates() []page.OtherMandate {
	var out []page.OtherMandate
	for _, m := range l.Report.Meta.Mandates {
		other := page.OtherMandate{
			Symbol: l.plain(m.Symbol),
			Href:   m.Link,
			Title:  l.text(m.Title),
			Organ:  l.text(m.Organ),
			Text:   l.verbatim(m.Text, ""),
			Cites:  l.cites(m.Cites),
		}
		if m.Paragraph != "" {
			other.Paragraph = l.w.Locator("para. " + m.Paragraph)
		}
		out = append(out, other)
	}
	return out
}

func theReport() report.Ref {
	return report.Ref{Kind: report.KindReport, ID: string(report.KindReport)}
}

func theResolution() report.Ref {
	return report.Ref{Kind: report.KindResolution, ID: string(report.KindResolution)}
}

// document makes the whole report on one page.
func (b *editionWriter) document() {
	l := b.page("report/")
	d := &page.Report{Masthead: l.masthead()}
	d.Masthead.Gaps = l.gaps(l.Report.Meta.Gaps)
	d.Masthead.Continues = l.continued()
	d.Masthead.OtherMandates = l.otherMandates()
	d.Parts = append(d.Parts, l.sections(report.PlaceSummary, nil)...)
	n := 0
	d.Parts = append(d.Parts, l.sections(report.PlaceIntroduction, &n)...)
	d.Parts = append(d.Parts, l.sections(report.PlaceBeforeAnswers, &n)...)
	d.Parts = append(d.Parts, l.sections(report.PlaceAnswers, &n)...)
	if byParagraph := l.answers(&n); len(byParagraph.Parts) > 0 {
		d.Parts = append(d.Parts, byParagraph)
	}
	d.Parts = append(d.Parts, l.sections(report.PlaceConclusions, &n)...)
	d.Parts = append(d.Parts, l.sections(report.PlaceRecommendations, &n)...)
	annexes := l.sections(report.PlaceAnnex, &n)
	main := 0
	for i := range d.Parts {
		if !d.Parts[i].Summary {
			main++
			d.Parts[i].Roman = l.counted("part-numbers", main, roman)
		}
	}
	for i := range annexes {
		annexes[i].Annex = true
		if len(annexes) > 1 {
			annexes[i].Roman = l.counted("annex-numbers", i+1, roman)
		}
		if l.Report.Schema >= 3 {
			n += annexes[i].Last // an annex has numbers of its own
		}
	}
	d.Parts = append(d.Parts, annexes...)
	d.Recommendations = l.recommendations(d.Parts)
	d.Numbered = n
	d.Footnotes = l.footnotes()
	for _, f := range l.Report.Footnotes {
		// Other pages look for a footnote here, even for one that only they mention.
		l.notes.unmentioned(footnote{own: f.ID})
	}
	d.Footnotes = append(d.Footnotes, l.footnotesFrom(len(d.Footnotes))...)
	d.Words = l.w.Count(l.Report.Words(l.lang, l.parser.Parse))
	l.add("report", l.box.ReportTitle.Text, l.box.Title.Text, theReport(), d)
}

// sections are the parts written for a place. n counts the numbered
// paragraphs; it is nil where they are not numbered. From schema 3 each annex
// begins at 1. Recommendations that are in no section make up a part.
func (l *pageWriter) sections(place report.Place, n *int) []page.Part {
	var out []page.Part
	var loose *page.Part
	for _, s := range l.Report.SectionsIn(place) {
		if place == report.PlaceAnnex && l.Report.Schema >= 3 {
			n = new(int) // each annex begins at 1
		}
		if !s.Is(report.RecommendationSection) {
			out = append(out, l.section(s, n, 2))
			continue
		}
		if loose == nil {
			loose = &page.Part{Anchor: "recommendations_", Level: 2, Key: string(place)}
		}
		part := l.section(s, n, 3)
		loose.Parts = append(loose.Parts, part)
		loose.First, loose.Last = cmp.Or(loose.First, part.First), max(loose.Last, part.Last)
	}
	if loose != nil {
		out = append(out, *loose)
	}
	return out
}

// section is a section with those in it. The numbers of its heading are set by what it
// is in.
func (l *pageWriter) section(s *report.Section, n *int, level int) page.Part {
	p := page.Part{
		Anchor:  s.ID,
		Level:   level,
		Kind:    string(cmp.Or(s.Kind, report.TextSection)),
		Heading: l.text(s.Heading),
		Key:     string(s.Place),
		Summary: s.Place == report.PlaceSummary,
		Carried: l.carried(s.Carried),
	}
	if s.Is(report.BoxSection) {
		p.Label, n = l.w.Say("box-n", "N", l.Boxes[s.ID]), nil
	}
	first := at(n) + 1
	p.Blocks = l.blocks(s.Text, s.ID, n, l.tablesIn(s)...)
	if s.Register != "" {
		p.Blocks = withTable(p.Blocks, l.registerTable(s))
	}
	l.place(s, p.Blocks)
	l.answer(s, &p, n)
	if s.Is(report.RecommendationSection) {
		p.Addressees = l.links(s.Addressees)
		p.AddressedTo = l.text(s.AddressedTo)
		p.FollowsFrom = l.places(s.Requests)
	}
	headings := 0
	for _, in := range l.Report.SectionsWithin(s.ID) {
		sub := l.section(in, n, level+1)
		if in.Is(report.TextSection) {
			headings++
			sub.Mark = l.headingMark(level+1, headings)
		}
		p.Parts = append(p.Parts, sub)
	}
	if last := at(n); last >= first {
		p.First, p.Last = first, last
	}
	return p
}

// headingMark is the number of the n-th heading of a level below that of the parts, as
// documents of the United Nations write them: A., 1., (a), (i). Deeper ones begin with
// A again.
func (l *pageWriter) headingMark(level, n int) string {
	switch (level - 3) % 4 {
	case 0:
		return l.w.Say("part-letter-mark", "N", l.counted("part-letters", n, letter))
	case 1:
		return l.w.Say("part-figure-mark", "N", n)
	case 2:
		return l.w.Say("subparagraph-number", "N", l.counted("part-small-letters", n, func(n int) string { return strings.ToLower(letter(n)) }))
	}
	return l.w.Say("subparagraph-number", "N", strings.ToLower(roman(n)))
}

// recommendations list those in parts, in their order.
func (l *pageWriter) recommendations(parts []page.Part) []page.RecommendationEntry {
	var out []page.RecommendationEntry
	for _, p := range parts {
		if p.Kind == string(report.RecommendationSection) {
			name, _ := l.name(report.Ref{Kind: report.KindSection, ID: p.Anchor})
			out = append(out, page.RecommendationEntry{
				Href: "#" + p.Anchor, Opening: name, First: p.First, Last: p.Last, Addressees: p.Addressees, AddressedTo: p.AddressedTo,
			})
		}
		out = append(out, l.recommendations(p.Parts)...)
	}
	return out
}

// answered is where a chapter by subject answers a request or a paragraph.
type answered struct {
	section     string // its id
	first, last int    // numbers of its paragraphs; 0 where it has none
}

// answer puts what a section answers into its part, after its text.
func (l *pageWriter) answer(s *report.Section, part *page.Part, n *int) {
	if l.answered == nil {
		l.answered = make(map[report.Ref]answered)
	}
	var requests []*report.Request
	for _, a := range l.Report.Answers(s) {
		first, ref := at(n)+1, report.Ref{Kind: report.KindParagraph, ID: a.Paragraph.ID}
		box := page.RequestBox{AsksNothing: true, Verb: l.ownVerb(a.Paragraph)}
		if a.Request != nil {
			ref = report.Ref{Kind: report.KindRequest, ID: a.Request.ID}
			requests = append(requests, a.Request)
			box = l.answerBox(a.Paragraph, a.Request, n)
			for _, g := range a.Request.Gaps {
				if g.Field == "progress" || g.Field == "evidence" {
					box.Gaps = append(box.Gaps, l.gap(g))
				}
			}
		}
		margin := l.link(ref)
		margin.Text = l.plain(l.w.Say("margin-paragraph", "N", l.citedAs(a)))
		box.Margin, box.Anchor = &margin, ref.ID
		part.Requests = append(part.Requests, box)
		where := answered{section: s.ID}
		if last := at(n); last >= first {
			where.first, where.last = first, last
		}
		l.answered[ref] = where
	}
	part.Parties = l.partiesTable("trend-"+s.ID+"-", l.partiesBehind(requests))
}

// citedAs is how an answer cites what it answers: "2 (b) (i)".
func (l *pageWriter) citedAs(a report.Answer) string {
	number := l.number(a.Paragraph)
	if a.Request != nil {
		if sub := a.Paragraph.Subparagraph(a.Request.Subparagraph); sub != nil {
			number += "\u00a0" + l.subparagraphLabel(sub)
		}
	}
	return number
}

// places leads to requests under the numbers of the paragraphs that make them. Several
// requests of one paragraph are one link, to the paragraph.
func (l *pageWriter) places(requests []string) []page.Link {
	var ks []page.Link
	at := make(map[string]int) // of the number among ks
	for _, id := range requests {
		k := l.linkTo(report.KindRequest, id)
		if q := l.Report.Request(id); q != nil {
			k.Text, k.Note = l.plain(l.w.Locator("para. "+l.citedAs(report.Answer{Paragraph: q.Paragraph, Request: q}))), ""
			if i, ok := at[k.Text.Text]; ok {
				ks[i].Href = l.linkTo(report.KindParagraph, q.Paragraph.ID).Href
				continue
			}
			at[k.Text.Text] = len(ks)
		}
		ks = append(ks, k)
	}
	return ks
}

// inReport leads to where a chapter by subject answers a request or a paragraph; nil
// where none does.
func (l *pageWriter) inReport(ref report.Ref) *page.Link {
	where, ok := l.answered[ref]
	if !ok {
		return nil
	}
	k := page.Link{Href: address.Relative(l.path, "report/", ref.ID)}
	switch {
	case where.first == 0:
		k.Text, _ = l.name(report.Ref{Kind: report.KindSection, ID: where.section})
	case where.first == where.last:
		k.Text = l.plain(l.w.Locator(fmt.Sprintf("para. %d", where.first)))
	default:
		k.Text = l.plain(l.w.Locator(fmt.Sprintf("paras. %d–%d", where.first, where.last)))
	}
	return &k
}

// answerBox is a request with its answer as numbered paragraphs.
func (l *pageWriter) answerBox(p *report.Paragraph, q *report.Request, n *int) page.RequestBox {
	box := l.requestHead(p, q)
	for _, t := range []struct {
		text report.Text
		id   string
	}{{q.Progress, q.ID}, {q.Reason, q.ID + "-reason"}, {q.Next, q.ID + "-next"}} {
		box.Blocks = append(box.Blocks, l.blocks(t.text, t.id, n)...)
	}
	replies := l.Report.RepliesTo(q.ID)
	box.Replies, box.StatesReplied = l.replyLinks(replies), report.StatesThatReplied(replies)
	box.ID, box.Anchor = q.ID, q.ID
	box.Ref = report.Ref{Kind: report.KindRequest, ID: q.ID}.String()
	return box
}

// answers is the part that answers the operative paragraphs one by one, less what a
// chapter by subject answers.
func (l *pageWriter) answers(n *int) page.Part {
	part := page.Part{Anchor: "implementation", Level: 2, Key: "implementation"}
	first := *n + 1
	for _, p := range l.Report.Paragraphs {
		requests, whole := l.Report.Unassigned(p)
		if len(requests) == 0 && !whole {
			continue
		}
		sub := page.Part{
			Anchor:  p.ID,
			Level:   3,
			Letter:  l.counted("part-letters", len(part.Parts)+1, letter),
			Heading: l.text(p.Title),
			Key:     "paragraph",
			Verb:    l.ownVerb(p),
		}
		sub.AsksNothing = len(p.Requests) == 0
		quote := l.operative(p)
		sub.Quote = &quote
		sub.Since = l.since(report.Ref{Kind: report.KindParagraph, ID: p.ID})
		from := *n + 1
		for _, q := range requests {
			sub.Requests = append(sub.Requests, l.answerBox(p, q, n))
		}
		sub.Parties = l.partiesTable("trend-"+p.ID+"-", l.partiesBehind(requests))
		if *n >= from {
			sub.First, sub.Last = from, *n
		}
		part.Parts = append(part.Parts, sub)
	}
	if *n >= first {
		part.First, part.Last = first, *n
	}
	return part
}

// partiesBehind are the instruments whose parties are counted and on which answers rest,
// as evidence or by a number of parties in their text.
func (l *pageWriter) partiesBehind(requests []*report.Request) []string {
	named := make(map[string]bool)
	for _, q := range requests {
		for _, e := range q.Evidence {
			named[e.ID] = named[e.ID] || e.Kind == report.KindInstrument
		}
		for _, t := range []report.Text{q.Progress, q.Reason} {
			s, _ := t.Best(l.lang, l.Report.Meta.Original)
			for _, ref := range l.parser.Parse(s).Refs() {
				c, counts := report.TallyOf(ref)
				for _, id := range l.Counted {
					named[id] = named[id] || counts && (c.Instrument == "" || c.Instrument == id)
				}
			}
		}
	}
	var ids []string
	for _, id := range l.Counted {
		if named[id] {
			ids = append(ids, id)
		}
	}
	return ids
}

func at(n *int) int {
	if n == nil {
		return 0
	}
	return *n
}

// counted is the number of a part as its language writes it: the n-th entry of a list
// in the catalogue, divided by commas. Beyond the end of the list it is as write has it.
func (l *pageWriter) counted(key string, n int, write func(int) string) string {
	if list := strings.Split(l.w.Say(key), ","); n <= len(list) {
		return list[n-1]
	}
	return write(n)
}

// roman writes n, from 1 to 3999.
func roman(n int) string {
	values := []int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1}
	signs := []string{"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"}
	var s strings.Builder
	for i, v := range values {
		for ; n >= v; n -= v {
			s.WriteString(signs[i])
		}
	}
	return s.String()
}

// letter writes n as A … Z, AA, AB ….
func letter(n int) string {
	var s []byte
	for ; n > 0; n = (n - 1) / 26 {
		s = append(s, byte('A'+(n-1)%26))
	}
	slices.Reverse(s)
	return string(s)
}
