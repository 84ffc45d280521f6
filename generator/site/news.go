package site

import (
	"slices"

	"rapporteur/generator/address"
	"rapporteur/generator/diff"
	"rapporteur/generator/report"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/page"
)

// news is what is new since the edition before; nil where there is none.
func (l *pageWriter) news() *page.News {
	p := l.latest()
	if p == nil {
		return nil
	}
	w := l.writer(p)
	n := &page.News{
		From:      l.mark(p.From),
		Corrected: p.From.ID == l.Report.Edition.Replaces(),
		Href:      w.anchorHref(""),
		Total:     p.Changes.Total(),
		Statuses:  w.statuses(),
	}
	for _, s := range p.Plan {
		for _, g := range s.Groups {
			for _, i := range g.Changes {
				w.report(n, i)
			}
		}
	}
	return n
}

// newsFigures is how many figures that changed the front page shows at most.
const newsFigures = 6

// shorten leaves out figures where there are too many, and of those first the
// ones that the page shows already.
func shorten(n *page.News, shown []page.Figure) {
	isShown := func(f page.FigureChange) bool {
		return slices.ContainsFunc(shown, func(s page.Figure) bool { return s.Link.Ref != "" && s.Link.Ref == f.Link.Ref })
	}
	slices.SortStableFunc(n.Figures, func(a, b page.FigureChange) int {
		switch x, y := isShown(a), isShown(b); {
		case x == y:
			return 0
		case y:
			return -1
		}
		return 1
	})
	n.More = max(0, len(n.Figures)-newsFigures)
	n.Figures = n.Figures[:len(n.Figures)-n.More]
}

// latest is the comparison with the edition before; nil where there is none.
func (b *editionWriter) latest() *history.Comparison {
	return b.pairs[[2]*history.Edition{b.edition.Previous, b.edition}]
}

// report adds a change to the news, where it is one for the front page.
func (w *changeWriter) report(n *page.News, i int) {
	ch := &w.p.Changes.List[i]
	switch {
	case ch.Derived && ch.Class == diff.Figure && ch.Field != diff.FieldMembers && !ch.Tallied() && len(ch.Texts) == 0:
		of := ch.Ref
		if ch.Field == diff.FieldPartyToAll {
			of = report.Ref{Kind: report.KindState}
		}
		f := page.FigureChange{
			Link:   w.of(of),
			Change: w.anchorHref(w.p.Anchors[i]),
			From:   w.value(w.old, ch.Ref, ch.Field, ch.From),
			To:     w.value(w.pageWriter, ch.Ref, ch.Field, ch.To),
		}
		if ch.Field == diff.FieldPartyToAll {
			f.Link.Text = w.plain(w.w.Say("all-parties-heading"))
		}
		if ch.Number != nil {
			f.Difference, f.Percent = w.w.Signed(ch.Number.Difference), w.w.Percent(ch.Number.Percent)
		}
		if why := w.apart(ch.Ref); why != "" {
			f.Difference, f.Percent, f.Apart = "", "", w.w.Incomparable(why)
		}
		n.Figures = append(n.Figures, f)
	case ch.Field == "" && ch.Kind == diff.Added && ch.Ref.Kind == report.KindIndicator:
		if v, ok := w.latestValue(ch.Ref); ok && v.Number.Text != "" {
			n.Figures = append(n.Figures, page.FigureChange{Link: w.of(ch.Ref), Change: w.anchorHref(w.p.Anchors[i]), To: v})
		}
	case ch.Field == "" && ch.Kind == diff.Added && ch.Ref.Kind == report.KindAct:
		a, ok := w.Report.Record(ch.Ref).(*report.Act)
		if !ok || !a.Kind.Deposits() {
			return
		}
		instrument := w.p.Whole(ch.Ref)
		k := slices.IndexFunc(n.Deposits, func(d page.DepositCount) bool { return d.Link.Ref == instrument.String() })
		if k < 0 {
			k = len(n.Deposits)
			n.Deposits = append(n.Deposits, page.DepositCount{
				Link: w.of(instrument), Change: w.anchorHref(history.GroupAnchor(instrument)),
			})
		}
		n.Deposits[k].N++
	case ch.Field == "" && ch.Kind == diff.Added && ch.Ref.Kind == report.KindActivity:
		n.Activities = append(n.Activities, w.of(ch.Ref))
	}
}

// apart is why the newest values of an indicator in the two editions are not compared;
// empty where they are, and for other records.
func (w *changeWriter) apart(ref report.Ref) report.Incomparable {
	was, is := w.p.From.Report.Indicator(ref.ID), w.p.To.Report.Indicator(ref.ID)
	if ref.Kind != report.KindIndicator || was == nil || is == nil {
		return ""
	}
	before, _ := was.Newest(w.p.From.Facts.AsAt)
	now, _ := is.Newest(w.p.To.Facts.AsAt)
	if before == nil || now == nil {
		return ""
	}
	why, _ := report.Comparable(before, now)
	return why
}

// changed is what changed in a paragraph since the edition before; nil where
// nothing did.
func (l *pageWriter) changed(ref report.Ref) *page.ParagraphChanges {
	p := l.latest()
	if p == nil {
		return nil
	}
	list := p.ChangesTo(ref)
	if len(list) == 0 {
		return nil
	}
	w := l.writer(p)
	return &page.ParagraphChanges{
		From: l.mark(p.From), Href: w.anchorHref(history.GroupAnchor(ref)), Parts: w.parts(list, ref),
	}
}

// since is since when a record says what it says.
func (l *pageWriter) since(ref report.Ref) page.Since {
	c := l.edition
	if c == nil || c.Previous == nil {
		return page.Since{}
	}
	if _, there := c.Hashes[ref]; !there {
		return page.Since{}
	}
	e := c.UnchangedSince(ref)
	s := page.Since{State: "same", EditionMark: l.mark(e)}
	if e == c {
		s.State, s.EditionMark = "changed", l.mark(c.Previous)
		if _, there := c.Previous.Hashes[ref]; !there {
			s.State = "new"
		}
		p := l.latest()
		if anchor := p.Anchor(p.Whole(ref)); anchor != "" {
			s.Href = address.Relative(l.path, "changes/", anchor)
		}
	}
	return s
}

// past is a paragraph in the editions that this one is compared with.
func (l *pageWriter) past(ref report.Ref) []page.PastParagraph {
	if l.edition == nil {
		return nil
	}
	var out []page.PastParagraph
	for _, from := range l.edition.Compared {
		past := page.PastParagraph{EditionMark: l.mark(from)}
		if p := from.Report.Paragraph(ref.ID); p != nil {
			past.Status = l.w.Word(from.Report, report.StatusTerms, string(from.Report.StatusOf(p)))
		}
		if pair := l.pairs[[2]*history.Edition{from, l.edition}]; pair != nil {
			if anchor := pair.Anchor(ref); anchor != "" {
				past.Href = l.writer(pair).anchorHref(anchor)
			}
		}
		out = append(out, past)
	}
	return out
}

// usual returns since when most records of a page are unchanged, which the page then says
// once: it is left out of the records themselves. It is zero where no two say the same.
func usual(records []*page.Record) page.Since {
	n := make(map[string]int)
	var most page.Since
	for _, r := range records {
		if r.Since.State != "same" {
			continue
		}
		n[r.Since.ID]++
		if n[r.Since.ID] > max(1, n[most.ID]) || n[r.Since.ID] > 1 && most.State == "" {
			most = r.Since
		}
	}
	if most.State == "" {
		return most
	}
	for _, r := range records {
		if r.Since.State == most.State && r.Since.ID == most.ID {
			r.Since = page.Since{}
		}
	}
	return most
}
