package site

import (
	"cmp"
	"slices"

	"rapporteur/generator/report"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// mostNames is how many States that joined are named without being folded.
const mostNames = 8

// membership is the parties to an instrument at the newest editions up to
// this one, with those that joined from each to the next.
func (l *pageWriter) membership(instrument string) *page.Membership {
	editions := l.edition.Standing()
	m := &page.Membership{All: len(editions)}
	for i := max(0, len(editions)-history.ShownEditions); i < len(editions); i++ {
		var before *history.Edition
		if i > 0 {
			before = editions[i-1]
		}
		m.Entries = append(m.Entries, l.editionParties(instrument, before, editions[i]))
	}
	slices.Reverse(m.Entries)
	return m
}

func (l *pageWriter) editionParties(instrument string, before, c *history.Edition) page.EditionParties {
	out := page.EditionParties{EditionMark: l.mark(c), Self: c == l.edition}
	is := c.Facts.Parties[instrument]
	if is == nil {
		return out
	}
	out.Counted = true
	out.Parties, out.Members = l.w.Count(is.Parties), l.w.Count(is.Members)
	if before == nil || before.Facts.Parties[instrument] == nil {
		out.First = true
		return out
	}
	was := before.Facts.Parties[instrument].Party
	name := func(of *history.Edition, id string) page.Link {
		if l.Report.State(id) != nil {
			return l.linkTo(report.KindState, id)
		}
		// A State that the page's own edition no longer lists has no page.
		return page.Link{Text: (&editionWriter{Facts: of.Facts, lang: l.lang}).text(of.Report.State(id).Name)}
	}
	for _, p := range c.Report.Parties(instrument, c.Facts.AsAt) {
		if was[p.State] {
			continue
		}
		state := c.Report.State(p.State)
		out.Joined = append(out.Joined, page.Joined{
			State:  name(c, p.State),
			Member: state != nil && state.Member,
			Act:    string(p.Act),
			Date:   l.w.Date(p.Date, false),
			Late:   !p.Date.After(before.Facts.AsAt),
		})
	}
	out.Fold = len(out.Joined) > mostNames
	locale.SortBy(l.w, out.Joined,
		func(j page.Joined) string { return j.State.Text.Text },
		func(j page.Joined) string { return j.State.Ref })
	slices.SortStableFunc(out.Joined, func(a, b page.Joined) int { return cmp.Compare(a.Date.ISO, b.Date.ISO) })
	for _, p := range before.Report.Parties(instrument, before.Facts.AsAt) {
		if !is.Party[p.State] {
			out.Left = append(out.Left, name(before, p.State))
		}
	}
	return out
}
