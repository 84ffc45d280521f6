package diff

import (
	"slices"
	"strings"

	"rapporteur/generator/prose"
	"rapporteur/generator/report"
)

// tallyField is the field of what a reference such as [deposits:all] counts. Those of an instrument are listed with it; those of all instruments, with the report.
func tallyField(c report.Tally) string {
	field := string(c.Kind)
	if c.Kind == report.TallyParties && c.Instrument == "" {
		field = FieldPartyToAll
	}
	if c.Adoption {
		field += fieldAdoption
	}
	return field
}

// fieldAdoption is the end of a field that is counted on the day of adoption.
const fieldAdoption = ".adoption"

// Tallied reports whether the change is one of a number that is compared because a text
// prints it: deposits, those who made them, and parties on the day of adoption.
func (ch *Change) Tallied() bool {
	return ch.Derived && (ch.Field == FieldDeposits || ch.Field == FieldDepositors || strings.HasSuffix(ch.Field, fieldAdoption))
}

// tallyOf is what a derived change of a number counts; false for other changes.
func (ch *Change) tallyOf() (c report.Tally, ok bool) {
	if !ch.Derived {
		return c, false
	}
	field, adoption := strings.CutSuffix(ch.Field, fieldAdoption)
	c = report.Tally{Kind: report.TallyKind(field), Adoption: adoption}
	if ch.Ref.Kind == report.KindInstrument {
		c.Instrument = ch.Ref.ID
	}
	switch {
	case field == FieldPartyToAll:
		c.Kind = report.TallyParties
	case field != FieldParties && field != FieldDeposits && field != FieldDepositors:
		return c, false
	}
	return c, true
}

// tallies compares what texts of either report count besides the parties on the day of
// the edition, which are compared in any case. Each change follows from those of acts.
func (c *comparer) tallies() []Change {
	var changes []Change
	for _, t := range c.printed.tallies {
		if t.Kind == report.TallyParties && !t.Adoption {
			continue
		}
		ref := t.Reference()
		from, to := c.printed.total(c.a, ref), c.printed.total(c.b, ref)
		if from == to {
			continue
		}
		ch := counted(tallyField(t), from, to, c.tallyCause(t))
		ch.Ref, ch.Effect = report.PrintedOf(ref), true
		changes = append(changes, ch)
	}
	return changes
}

// total is the number that a reference prints; negative where there is none.
func (p *printed) total(r *report.Report, ref prose.Ref) int {
	q := p.in(r, ref)
	if q == nil {
		return -1
	}
	n, _ := q.Value.Int64()
	return int(n)
}

// tallyCause are the acts that are counted on one side alone, and the resolution where its
// day of adoption is another.
func (c *comparer) tallyCause(t report.Tally) []report.Ref {
	var cause []report.Ref
	if c.a.Adopted() != c.b.Adopted() {
		cause = append(cause, report.Ref{Kind: report.KindResolution, ID: string(report.KindResolution)})
	}
	var known [2]map[report.Ref]bool
	var refs []report.Ref
	for side, r := range []*report.Report{c.a, c.b} {
		known[side] = make(map[report.Ref]bool)
		acts, _ := r.Tallied(t)
		for _, d := range acts {
			act := report.Act{State: d.State, Kind: d.Act, Date: d.Date}
			ref := r.ParticipationIn(d.Instrument).Ref(&act)
			known[side][ref] = true
			refs = append(refs, ref)
		}
	}
	for _, ref := range refs {
		if known[0][ref] != known[1][ref] && !slices.Contains(cause, ref) {
			cause = append(cause, ref)
		}
	}
	return cause
}

// because are the records that a number of a text is counted for, where it is another: of
// one over all instruments, those on which the same is another.
func (p *printed) because(ref prose.Ref) []report.Ref {
	of := report.PrintedOf(ref)
	t, ok := report.TallyOf(ref)
	if !ok || t.Instrument != "" {
		return []report.Ref{of}
	}
	var because []report.Ref
	for _, r := range []*report.Report{p.a, p.b} {
		for _, list := range r.Participation {
			one := t
			one.Instrument = list.Instrument
			if of := report.PrintedOf(one.Reference()); p.differs(one.Reference()) && !slices.Contains(because, of) {
				because = append(because, of)
			}
		}
	}
	if because == nil {
		return []report.Ref{of}
	}
	return because
}
