package diff

import (
	"slices"
	"strings"

	"rapporteur/generator/report"
)

// Fields of derived values: what pages show and no file holds.
const (
	FieldParties      = "parties"         // of an instrument: how many at the date of the edition
	FieldMembers      = "parties.members" // those of them that are Member States, where not all are
	FieldPartyToAll   = "party_to_all"    // of the report: States party to every instrument that is counted
	FieldDeposits     = "deposits"        // since the day of adoption, where a text prints how many: of an instrument, or on the report of all
	FieldDepositors   = "depositors"      // the States that made them
	FieldLatest       = "latest"          // of an indicator: the newest value at the date of the edition
	FieldStatus       = "status"          // of a paragraph
	FieldCompleteness = "completeness"    // of a paragraph: "2 of 3" requests
)

// derive compares computed values, by the record that they are about.
func (c *comparer) derive(before map[report.Ref]report.Entry) map[report.Ref][]Change {
	out := make(map[report.Ref][]Change)
	add := func(ref report.Ref, ch Change) {
		if ch.From.Equal(ch.To) {
			return
		}
		ch.Kind, ch.Ref, ch.Derived = Changed, ref, true
		switch {
		case ch.From.IsZero():
			ch.Kind = Added
		case ch.To.IsZero():
			ch.Kind = Removed
		}
		ch.Cause = c.byDocument(ch.Cause)
		if e, ok := c.at[ref]; ok {
			ch.Name = nameOf(c.b, e)
		}
		out[ref] = append(out[ref], ch)
	}
	both := func(ref report.Ref) bool {
		_, inA := before[ref]
		_, inB := c.at[ref]
		return inA && inB
	}
	for _, in := range c.b.Instruments {
		ref := report.Ref{Kind: report.KindInstrument, ID: in.ID}
		if both(ref) {
			for _, ch := range c.parties(in.ID) {
				add(ref, ch)
			}
		}
	}
	add(report.Ref{Kind: report.KindReport, ID: string(report.KindReport)}, c.partyToAll())
	for _, ch := range c.tallies() {
		if ch.Ref.Kind == report.KindReport || both(ch.Ref) {
			add(ch.Ref, ch)
		}
	}
	for _, in := range c.b.Indicators {
		if ref := (report.Ref{Kind: report.KindIndicator, ID: in.ID}); both(ref) {
			add(ref, c.latest(c.a.Indicator(in.ID), in, before))
		}
	}
	for _, p := range c.b.Paragraphs {
		ref := report.Ref{Kind: report.KindParagraph, ID: p.ID}
		old := c.a.Paragraph(p.ID)
		if old == nil {
			continue
		}
		cause := c.requests(old, p)
		add(ref, Change{Class: Status, Field: FieldStatus, From: wordValue(FieldStatus, string(c.a.StatusOf(old))), To: wordValue(FieldStatus, string(c.b.StatusOf(p))), Cause: c.deciding(old, p, cause)})
		count := func(r *report.Report, p *report.Paragraph) Value { return completenessValue(r.Completeness(p)) }
		add(ref, Change{Class: Status, Field: FieldCompleteness, From: count(c.a, old), To: count(c.b, p), Cause: cause})
	}
	return out
}

// counted gives a change of a number that is counted. A negative number is
// one that is not counted on that side.
func counted(field string, from, to int, cause []report.Ref) Change {
	ch := Change{Class: Figure, Field: field, Cause: cause}
	if from >= 0 {
		ch.From = numberValue(field, from)
	}
	if to >= 0 {
		ch.To = numberValue(field, to)
	}
	if from >= 0 && to >= 0 {
		ch.Number = newNumber(report.Integer(from), report.Integer(to))
	}
	return ch
}

// parties compares how many are party to an instrument.
func (c *comparer) parties(instrument string) []Change {
	count := func(r *report.Report) (all, members int) {
		if r.ParticipationIn(instrument) == nil {
			return -1, -1
		}
		n := c.printed.count(r, instrument)
		return n[0], n[1]
	}
	allA, membersA := count(c.a)
	allB, membersB := count(c.b)
	if allA == allB && membersA == membersB {
		return nil
	}
	acts, members := c.cause(instrument)
	changes := []Change{counted(FieldParties, allA, allB, acts)}
	if allA != membersA || allB != membersB {
		changes = append(changes, counted(FieldMembers, membersA, membersB, members))
	}
	return changes
}

// cause are the acts because of which others are party to an instrument than
// before, and the acts and States because of which other Member States are.
func (c *comparer) cause(instrument string) (acts, members []report.Ref) {
	if known, ok := c.causes[instrument]; ok {
		return known[0], known[1]
	}
	defer func() { c.causes[instrument] = [2][]report.Ref{acts, members} }()
	type standing struct{ party, member bool }
	all := func(r *report.Report) map[string]standing {
		m := make(map[string]standing)
		for _, p := range r.Parties(instrument, r.Edition.AsAt) {
			s := r.State(p.State)
			m[p.State] = standing{true, s != nil && s.Member}
		}
		return m
	}
	a, b := all(c.a), all(c.b)
	known := func(r *report.Report) map[report.Ref]bool {
		m := make(map[report.Ref]bool)
		if p := r.ParticipationIn(instrument); p != nil {
			for i := range p.Acts {
				x := &p.Acts[i]
				if (x.Kind.Deposits() || x.Kind.Ends()) && !x.Date.After(r.Edition.AsAt) {
					m[p.Ref(x)] = true
				}
			}
		}
		return m
	}
	ka, kb := known(c.a), known(c.b)
	for _, r := range []*report.Report{c.b, c.a} {
		p := r.ParticipationIn(instrument)
		if p == nil {
			continue
		}
		for i := range p.Acts {
			x := &p.Acts[i]
			ref := p.Ref(x)
			if ka[ref] == kb[ref] {
				continue
			}
			from, to := a[x.State], b[x.State]
			if from.party != to.party {
				acts = append(acts, ref)
			}
			if from.member != to.member {
				members = append(members, ref)
			}
		}
	}
	for _, r := range []*report.Report{c.a, c.b} {
		for _, s := range r.States {
			from, to := a[s.ID], b[s.ID]
			if from.party && to.party && from.member != to.member {
				members = append(members, report.Ref{Kind: report.KindState, ID: s.ID})
			}
		}
	}
	return acts, members
}

// partyToAll compares how many States are party to every instrument that is
// counted.
func (c *comparer) partyToAll() Change {
	a, b := c.a.PartyToAll(c.a.Edition.AsAt), c.b.PartyToAll(c.b.Edition.AsAt)
	count := func(r *report.Report, states []string) int {
		if len(r.Participation) == 0 {
			return -1
		}
		return len(states)
	}
	from, to := count(c.a, a), count(c.b, b)
	if from == to {
		return Change{}
	}
	var cause []report.Ref
	seen := make(map[string]bool)
	for _, r := range []*report.Report{c.a, c.b} {
		for _, p := range r.Participation {
			if seen[p.Instrument] {
				continue
			}
			seen[p.Instrument] = true
			if (c.a.ParticipationIn(p.Instrument) == nil) != (c.b.ParticipationIn(p.Instrument) == nil) {
				cause = append(cause, report.Ref{Kind: report.KindParticipation, ID: p.Instrument})
				continue
			}
			acts, _ := c.cause(p.Instrument)
			for _, ref := range acts {
				state := strings.Split(ref.ID, "/")[1]
				if _, was := slices.BinarySearch(a, state); was != contains(b, state) {
					cause = append(cause, ref)
				}
			}
		}
	}
	return counted(FieldPartyToAll, from, to, cause)
}

func contains(sorted []string, s string) bool {
	_, found := slices.BinarySearch(sorted, s)
	return found
}

// latest compares the newest values of an indicator.
func (c *comparer) latest(old, now *report.Indicator, before map[report.Ref]report.Entry) Change {
	a, _ := old.Newest(c.a.Edition.AsAt)
	b, _ := now.Newest(c.b.Edition.AsAt)
	ch := Change{Class: Figure, Field: FieldLatest}
	refOf := func(o *report.Observation) report.Ref {
		return report.Ref{Kind: report.KindObservation, ID: now.ID + "/" + o.ID}
	}
	read := func(o *report.Observation) Value {
		if o == nil {
			return Value{}
		}
		for _, g := range c.groups(report.Entry{Ref: refOf(o), Record: o}) {
			if g.path == "quantity" {
				return Value{Leaves: g.leaves}
			}
		}
		return Value{Leaves: []report.Leaf{{Path: "quantity", Unit: "quantity", Type: report.UnitQuantity}}} // without a number
	}
	ch.From, ch.To = read(a), read(b)
	// What was the newest and is the same still did not make anything change.
	if b != nil {
		if e, here := before[refOf(b)]; !here || !c.reader.Same(e, c.at[refOf(b)]) {
			ch.Cause = append(ch.Cause, refOf(b))
		}
	}
	if a != nil {
		if e, here := c.at[refOf(a)]; !here || !c.reader.Same(before[refOf(a)], e) {
			ch.Cause = append(ch.Cause, refOf(a))
		}
	}
	if a != nil && b != nil {
		if ch.Number, ch.Incomparable = difference(ch.From.Leaves, ch.To.Leaves); ch.Number != nil {
			if why, ok := report.Comparable(a, b); !ok {
				ch.Number, ch.Incomparable = nil, why
			}
		}
	}
	return ch
}

// deciding are those of the requests that are not the same on both sides because of which
// the paragraph has another status: without what happened to one of them, the newer
// status would not be what it is, or with nothing but that the older one would not have
// stayed. They are all where none decides alone.
func (c *comparer) deciding(old, now *report.Paragraph, changed []report.Ref) []report.Ref {
	if len(changed) < 2 {
		return changed
	}
	with := func(p, other *report.Paragraph, id string) *report.Paragraph {
		is := func(q *report.Request) bool { return q.ID == id }
		out := &report.Paragraph{Requests: slices.DeleteFunc(slices.Clone(p.Requests), is)}
		if i := slices.IndexFunc(other.Requests, is); i >= 0 {
			out.Requests = append(out.Requests, other.Requests[i])
		}
		return out
	}
	before, after := c.a.StatusOf(old), c.b.StatusOf(now)
	var refs []report.Ref
	for _, ref := range changed {
		if c.b.StatusOf(with(now, old, ref.ID)) != after || c.a.StatusOf(with(old, now, ref.ID)) != before {
			refs = append(refs, ref)
		}
	}
	if len(refs) == 0 {
		return changed
	}
	return refs
}

// requests are those of a paragraph from which its status and completeness
// follow and that are not the same on both sides.
func (c *comparer) requests(old, now *report.Paragraph) []report.Ref {
	type state struct {
		asks     bool
		status   report.Status
		evidence bool
		progress bool
		here     bool
	}
	of := func(r *report.Report, p *report.Paragraph) map[string]state {
		m := make(map[string]state)
		for _, q := range p.Requests {
			m[q.ID] = state{
				asks: q.Verb.Asks(), status: q.Status, evidence: len(q.Evidence) > 0,
				progress: q.Progress.In(r.Meta.Original) != "", here: true,
			}
		}
		return m
	}
	a, b := of(c.a, old), of(c.b, now)
	var refs []report.Ref
	for _, p := range []*report.Paragraph{old, now} {
		for _, q := range p.Requests {
			if a[q.ID] != b[q.ID] && (a[q.ID].asks || b[q.ID].asks) {
				refs = append(refs, report.Ref{Kind: report.KindRequest, ID: q.ID})
			}
		}
	}
	return refs
}
