package report

import (
	"cmp"
	"slices"
)

// Party is a State that is party to an instrument.
type Party struct {
	State string  // id
	Act   ActKind // by which it became a party
	Date  Date    // of that act
}

// Parties are the parties to an instrument at a date, by date and then State.
// A State is a party from its deposit, or its definitive signature; one that withdrew,
// or withdrew its ratification, is not a party until it deposits again. Without a date
// there is no limit.
func (r *Report) Parties(instrument string, at Date) []Party {
	p := r.ParticipationIn(instrument)
	if p == nil {
		return nil
	}
	place := make(map[string]int, len(p.Acts)) // places in parties, by State
	parties := make([]Party, 0, len(p.Acts))
	for _, a := range p.Acts {
		if !at.IsZero() && a.Date.After(at) {
			continue
		}
		i, already := place[a.State]
		switch {
		case a.Kind.Ends() && already:
			parties[i].State = ""
			delete(place, a.State)
		case a.Kind.Deposits() && !already:
			place[a.State] = len(parties)
			parties = append(parties, Party{a.State, a.Kind, a.Date})
		}
	}
	parties = slices.DeleteFunc(parties, func(p Party) bool { return p.State == "" })
	slices.SortFunc(parties, func(a, b Party) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.State, b.State))
	})
	return parties
}

// PartiesThen are the numbers of parties at the date of each act, in the order of the acts:
// of those of one day each has the number at the end of that day.
func (p *Participation) PartiesThen() []int {
	in := make(map[string]bool)
	then := make([]int, len(p.Acts))
	for i, a := range p.Acts {
		switch {
		case a.Kind.Ends():
			delete(in, a.State)
		case a.Kind.Deposits():
			in[a.State] = true
		}
		for j := i; j >= 0 && p.Acts[j].Date == a.Date; j-- {
			then[j] = len(in)
		}
	}
	return then
}

// Standing is how a State takes part in an instrument. It is empty for one of which
// nothing is known.
type Standing string

const (
	StandsParty       Standing = "party"
	StandsSigned      Standing = "signature"   // it only signed
	StandsProvisional Standing = "provisional" // it applies the instrument provisionally, and is not a party
	StandsWithdrawn   Standing = "withdrawal"
)

// StandingOf is how a State takes part in an instrument at a date, and the act
// by which it does: the last withdrawal, the first deposit after it, and without either
// the provisional application or the last signature. A ratification that was withdrawn
// leaves the signature. Statements change nothing. acts are those of the State on
// the instrument, as Participation has them.
func StandingOf(acts []*Act, at Date) (s Standing, by *Act) {
	var signed *Act
	for _, a := range acts {
		if !at.IsZero() && a.Date.After(at) {
			continue
		}
		switch {
		case a.Kind == Signature:
			signed = a
			if s == "" || s == StandsSigned {
				s, by = StandsSigned, a
			}
		case a.Kind == RatificationWithdrawn && signed != nil:
			s, by = StandsSigned, signed
		case a.Kind.Ends():
			s, by = StandsWithdrawn, a
		case a.Kind.Deposits() && s != StandsParty:
			s, by = StandsParty, a
		case a.Kind == ProvisionalApplication && (s == "" || s == StandsSigned):
			s, by = StandsProvisional, a
		}
	}
	return s, by
}

// PartiesCount counts the parties to an instrument at a date, and those of
// them that are Member States of the United Nations.
func (r *Report) PartiesCount(instrument string, at Date) (all, members int) {
	for _, p := range r.Parties(instrument, at) {
		all++
		if s := r.State(p.State); s != nil && s.Member {
			members++
		}
	}
	return all, members
}

// PartyToAll are the ids of the States that are, at a date, party to every
// instrument on which there is participation data. They are sorted.
func (r *Report) PartyToAll(at Date) []string {
	count := make(map[string]int)
	for _, p := range r.Participation {
		for _, party := range r.Parties(p.Instrument, at) {
			count[party.State]++
		}
	}
	var states []string
	for id, n := range count {
		if n == len(r.Participation) {
			states = append(states, id)
		}
	}
	slices.Sort(states)
	return states
}

// StatusOf is the status of the whole paragraph, derived over the requests that ask:
// the status that all have; else under implementation where any is that or
// implemented; else the first there is of not implemented, no information,
// not due, overtaken by events.
//
// A status that the report adds counts as the one that it is like, and is that of the
// whole where all have it.
func (r *Report) StatusOf(p *Paragraph) Status { return r.statusOf(p.Requests) }

func (r *Report) statusOf(requests []*Request) Status {
	given, has := make(map[Status]bool), make(map[Status]bool)
	for _, q := range requests {
		if q.Verb.Asks() {
			given[q.Status], has[r.Like(q.Status)] = true, true
		}
	}
	for _, same := range []map[Status]bool{given, has} {
		for s := range same {
			if len(same) == 1 {
				return s
			}
		}
	}
	switch {
	case len(has) == 0:
		return NoActionRequested
	case has[Implemented], has[UnderImplementation]:
		return UnderImplementation
	}
	for _, s := range []Status{NotImplemented, NoInformation, NotDue, OvertakenByEvents} {
		if has[s] {
			return s
		}
	}
	return NoInformation
}

// Completeness counts the requests of p that are due, and those of them that
// are done: that have a status other than no information, evidence, and an
// answer in the original language. What asks for nothing is not counted.
func (r *Report) Completeness(p *Paragraph) (done, due int) {
	for _, q := range p.Requests {
		if like := r.Like(q.Status); !q.Verb.Asks() || like == NotDue || like == NoActionRequested {
			continue
		}
		due++
		if q.Status != "" && r.Like(q.Status) != NoInformation && len(q.Evidence) > 0 && q.Progress.In(r.Meta.Original) != "" {
			done++
		}
	}
	return done, due
}

// Newest is the last observation of the whole whose period ends on a date or before
// it, or the earliest where all end later; before is the one that precedes it. They
// are nil where there is none. Where nothing is reported of the whole, they are of
// the same categories.
func (in *Indicator) Newest(at Date) (o, before *Observation) {
	all := in.Observations
	if whole := in.broken(nil); len(whole) > 0 {
		all = whole
	}
	n := len(all)
	for n > 1 && all[n-1].Period.To.After(at) {
		n--
	}
	if n == 0 {
		return nil, nil
	}
	o = all[n-1]
	for _, x := range all[:n-1] {
		if slices.Equal(x.By, o.By) {
			before = x
		}
	}
	return o, before
}

// broken are the observations of some categories, nil for the whole.
func (in *Indicator) broken(by Breakdown) []*Observation {
	var some []*Observation
	for _, o := range in.Observations {
		if slices.Equal(o.By, by) {
			some = append(some, o)
		}
	}
	return some
}

// Series are the observations by the categories that they are of, those of the whole
// first, then in the order of the file. Each has at least one.
func (in *Indicator) Series() [][]*Observation {
	var series [][]*Observation
	for _, o := range in.Observations {
		i := slices.IndexFunc(series, func(s []*Observation) bool { return slices.Equal(s[0].By, o.By) })
		if i < 0 {
			series = append(series, nil)
			i = len(series) - 1
		}
		series[i] = append(series[i], o)
	}
	slices.SortStableFunc(series, func(a, b []*Observation) int { return cmp.Compare(min(1, len(a[0].By)), min(1, len(b[0].By))) })
	return series
}
