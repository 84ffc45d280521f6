package diff

import (
	"slices"
	"strings"

	"rapporteur/generator/prose"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// Unread is what could not be read of one side.
type Unread struct {
	InTo bool // of the To side
	report.Unread
}

// in names what could not be read, with the side, and says why.
func (u Unread) in(c *Changes) string {
	side := c.From
	if u.InTo {
		side = c.To
	}
	what := u.Ref.String()
	switch {
	case what == "" && u.Whole:
		what = say.F("all of %s", u.File).In(c.spoken)
	case what == "" && u.Field == "":
		what = say.F("a record").In(c.spoken)
	}
	what = strings.TrimSpace(what + " " + u.Field)
	return say.F("%s of %s (%s: %s)", what, side.title(c.spoken), u.Problem.Pos.String(), say.Raw(u.Problem.Message.In(c.spoken))).In(c.spoken)
}

// CompareReadable is as Compare, of what could be read of two reports: what
// could not be read on one side, or may not have been, is not said to be added
// or removed, and what is counted from it is not compared. Unread names it.
func CompareReadable(from, to *report.Readable) *Changes {
	c := Compare(from.Report, to.Report)
	for _, u := range from.Unread {
		c.Unread = append(c.Unread, Unread{false, u})
	}
	for _, u := range to.Unread {
		c.Unread = append(c.Unread, Unread{true, u})
	}
	if len(c.Unread) == 0 {
		return c
	}
	c.Omitted = append(c.Omitted, OmitsDerived)
	c.Orders = nil
	uncertain := func(ref prose.Ref) bool {
		of := report.PrintedOf(ref)
		ch := Change{Ref: of, Field: FieldParties}
		switch of.Kind {
		case report.KindReport:
			ch.Field = FieldPartyToAll
		case report.KindIndicator, report.KindObservation:
			ch.Field = FieldLatest
		}
		if t, ok := report.TallyOf(ref); ok && (t.Adoption || t.Kind != report.TallyParties) {
			ch.Field += fieldAdoption
		}
		return lacks(from, &ch, to.Report) || lacks(to, &ch, from.Report)
	}
	for i := range c.List {
		for j := range c.List[i].Texts {
			t := &c.List[i].Texts[j]
			t.Words = withoutNumbers(t.Words, uncertain)
		}
	}
	c.List = slices.DeleteFunc(c.List, func(ch Change) bool {
		key, _, _ := strings.Cut(ch.Field, ".")
		key, _, _ = strings.Cut(key, "[")
		switch {
		case ch.Derived:
			return lacks(from, &ch, to.Report) || lacks(to, &ch, from.Report)
		case ch.Field != "":
			return from.LacksField(ch.Ref, key) || to.LacksField(ch.Ref, key) ||
				from.Unknown(ch.Ref) || to.Unknown(ch.Ref)
		case ch.Kind == Added:
			return from.MayHold(ch.Ref, to.Report)
		case ch.Kind == Removed:
			return to.MayHold(ch.Ref, from.Report)
		}
		return false
	})
	return c
}

// withoutNumbers is a text without the numbers that its references print, where
// they rest on what could not be read: such a reference stays as it is.
func withoutNumbers(words []Segment, uncertain func(prose.Ref) bool) []Segment {
	var out []Segment
	for _, s := range words {
		ref := s.reference()
		if ref.Kind == "" || s.Printed == nil || !uncertain(ref) {
			out = append(out, s)
			continue
		}
		s.Printed = nil
		if n := len(out); n > 0 && s.Op == Insert && out[n-1].Op == Delete && out[n-1].Text == s.Text && out[n-1].reference() == ref {
			out[n-1] = s
			out[n-1].Op = Equal
			continue
		}
		out = append(out, s)
	}
	return out
}

// lacks reports whether a derived value of a side may rest on what could not be
// read of it.
func lacks(r *report.Readable, ch *Change, other *report.Report) bool {
	all := func(_, _ report.Ref) bool { return true }
	here := func(ref report.Ref) bool {
		return ref.ID == ch.Ref.ID || strings.HasPrefix(ref.ID, ch.Ref.ID+"/")
	}
	of := func(kinds ...report.Kind) bool {
		return slices.ContainsFunc(kinds, func(k report.Kind) bool {
			return r.Lacks(k, func(ref, parent report.Ref) bool {
				return here(ref) || here(parent) || here(other.Parent(ref))
			})
		})
	}
	field := strings.TrimSuffix(ch.Field, fieldAdoption)
	if (field != ch.Field || field == FieldDeposits || field == FieldDepositors) && r.Lacks(report.KindResolution, all) {
		return true // the day of adoption
	}
	if ch.Ref.Kind == report.KindReport && (field == FieldDeposits || field == FieldDepositors) {
		field = FieldPartyToAll
	}
	switch field {
	case FieldParties, FieldMembers, FieldDeposits, FieldDepositors:
		return r.Lacks(report.KindState, all) || of(report.KindInstrument, report.KindParticipation, report.KindAct)
	case FieldPartyToAll:
		return r.Lacks(report.KindState, all) || r.Lacks(report.KindInstrument, all) || r.Lacks(report.KindParticipation, all) || r.Lacks(report.KindAct, all)
	case FieldLatest:
		return of(report.KindIndicator, report.KindObservation)
	case FieldStatus, FieldCompleteness:
		return of(report.KindParagraph, report.KindRequest)
	}
	return len(r.Unread) > 0
}
