package site

import (
	"fmt"
	"rapporteur/generator/prose"
	"rapporteur/generator/report"
	"rapporteur/generator/site/locale"
	"strings"
)

// facts are computed once per edition and do not depend on a language.
type facts struct {
	r       *report.Report
	asAt    report.Date
	uses    map[report.Ref][]report.Ref // by record: those that name it, in document order
	counted []string                    // ids of the instruments whose parties are counted, in order
	parties map[string]*turnout         // by instrument: those counted
	all     []string                    // ids of States party to each counted instrument, in file order
	acts    map[string][]act            // by State: its acts, in the order of the instruments, then as in their files
	amended map[string][]string         // by instrument: ids of those that amend it
	parts   map[string][]string         // by money: ids of its parts
}

// turnout is the participation in one instrument up to the edition's date.
type turnout struct {
	parties, members, signatories int
	deposits, signatures          int
	party                         map[string]bool // by State
}

// act is an act with the participation that it belongs to.
type act struct {
	in *report.Participation
	*report.Act
}

func (a act) ref() report.Ref { return a.in.Ref(a.Act) }

func newFacts(r *report.Report, p *prose.Cache) *facts {
	f := &facts{
		r:       r,
		asAt:    r.Edition.AsAt,
		uses:    r.Backlinks(p.Parse),
		parties: make(map[string]*turnout),
		all:     r.PartyToAll(r.Edition.AsAt),
		acts:    make(map[string][]act),
		amended: make(map[string][]string),
		parts:   make(map[string][]string),
	}
	for _, in := range r.Instruments {
		if in.Amends != "" {
			f.amended[in.Amends] = append(f.amended[in.Amends], in.ID)
		}
		held := r.ParticipationIn(in.ID)
		if held == nil {
			continue
		}
		f.counted = append(f.counted, in.ID)
		f.parties[in.ID] = f.turnout(held)
	}
	for _, m := range r.Money {
		if m.PartOf != "" {
			f.parts[m.PartOf] = append(f.parts[m.PartOf], m.ID)
		}
	}
	return f
}

func (f *facts) turnout(p *report.Participation) *turnout {
	t := &turnout{party: make(map[string]bool)}
	t.parties, t.members = f.r.PartiesCount(p.Instrument, f.asAt)
	for _, x := range f.r.Parties(p.Instrument, f.asAt) {
		t.party[x.State] = true
	}
	signed := make(map[string]bool)
	for i := range p.Acts {
		a := &p.Acts[i]
		f.acts[a.State] = append(f.acts[a.State], act{p, a})
		if a.Date.After(f.asAt) {
			continue
		}
		switch {
		case a.Kind.Deposits():
			t.deposits++
		case a.Kind == report.Signature:
			t.signatures++
			signed[a.State] = true
		}
	}
	t.signatories = len(signed)
	return t
}

// newest is the observation of an indicator that the edition goes by, and the
// one before it; see report.Indicator.Newest.
func (f *facts) newest(in *report.Indicator) (o, before *report.Observation) {
	return in.Newest(f.asAt)
}

// status is the status of a request, for one that asks nothing or says
// nothing too.
func status(q *report.Request) string {
	switch {
	case q.Status != "":
		return string(q.Status)
	case q.Verb.Asks():
		return string(report.NoInformation)
	}
	return string(report.NoActionRequested)
}

// figure is the value of an indicator, or of one of its observations, "…"
// where it is not known.
func (f *facts) figure(w *locale.Locale, id string) string {
	var o *report.Observation
	if strings.Contains(id, "/") {
		o = f.r.Observation(id)
	} else if in := f.r.Indicator(id); in != nil {
		o, _ = f.newest(in)
	}
	if o == nil || o.Quantity.Value == nil {
		return "…"
	}
	return w.Number(*o.Quantity.Value).Text
}

// partiesTo is the number of parties to an instrument at the edition's date,
// "…" where they are not counted.
func (f *facts) partiesTo(w *locale.Locale, instrument string) string {
	t := f.parties[instrument]
	if t == nil {
		return "…"
	}
	return w.Count(t.parties).Text
}

// amountOf is the number shown next to a record that is evidence, empty where
// there is none.
func (f *facts) amountOf(w *locale.Locale, ref report.Ref) string {
	switch v := f.r.Record(ref).(type) {
	case *report.Indicator:
		if o, _ := f.newest(v); o != nil {
			return fmt.Sprintf("%+v %v", w.Quantity(o.Quantity), o.Period)
		}
	case *report.Money:
		return fmt.Sprintf("%+v", w.Amount(v.Amount))
	case *report.Instrument:
		return f.partiesTo(w, v.ID)
	}
	return ""
}
