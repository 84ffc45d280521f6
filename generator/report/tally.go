package report

import (
	"slices"
	"strings"

	"rapporteur/generator/prose"
)

// TallyKind is what a reference in prose counts.
type TallyKind string

const (
	TallyParties    TallyKind = "parties"
	TallyDeposits   TallyKind = "deposits"
	TallyDepositors TallyKind = "depositors" // the States that made the deposits
)

// Tally is what a reference in prose such as [parties:ID@adoption] counts from the acts
// of States.
type Tally struct {
	Kind       TallyKind
	Instrument string // id; empty for all instruments whose acts the report has
	Adoption   bool   // on the day of adoption of the resolution, not on that of the edition
}

// Words of a reference to a count, besides the id of an instrument.
const (
	allInstruments = "all"
	atAdoption     = "@adoption"
)

// TallyOf reads what a reference counts. It returns false for references that count
// nothing, and for days other than that of adoption.
func TallyOf(ref prose.Ref) (c Tally, ok bool) {
	if !ref.Counts() {
		return Tally{}, false
	}
	c = Tally{Kind: TallyKind(ref.Kind), Instrument: ref.ID}
	c.Instrument, c.Adoption = strings.CutSuffix(c.Instrument, atAdoption)
	if c.Instrument == allInstruments {
		c.Instrument = ""
	}
	return c, !strings.Contains(c.Instrument, "@") && (c.Kind == TallyParties || !c.Adoption)
}

// Reference is the reference in prose that counts this.
func (c Tally) Reference() prose.Ref {
	ref := prose.Ref{Kind: string(c.Kind), ID: c.Instrument}
	if c.Instrument == "" {
		ref.ID = allInstruments
	}
	if c.Adoption {
		ref.ID += atAdoption
	}
	return ref
}

// needsAdoption reports whether the count rests on the day of adoption.
func (c Tally) needsAdoption() bool { return c.Adoption || c.Kind != TallyParties }

// Tallied are the acts of States that a count adds up, as Parties gives them, by
// instrument in the order of Participation. For States party to every instrument it is
// their acts on each. ok is false where nothing can be counted: the report has no acts,
// or the day of adoption is needed and is not known or after that of the edition.
func (r *Report) Tallied(c Tally) (acts []Deposit, ok bool) {
	lists := r.Participation
	if c.Instrument != "" {
		lists = nil
		if p := r.ParticipationIn(c.Instrument); p != nil {
			lists = []*Participation{p}
		}
	}
	at := r.Edition.AsAt
	if len(lists) == 0 || c.needsAdoption() && !r.adoptedBy(at) {
		return nil, false
	}
	if c.Adoption {
		at = r.Adopted()
	}
	of := make(map[string]int) // how many instruments each State is counted for
	for _, p := range lists {
		counted := r.Parties
		if c.Kind != TallyParties {
			counted = r.DepositsSinceAdoption
		}
		for _, party := range counted(p.Instrument, at) {
			acts = append(acts, Deposit{p.Instrument, party})
			of[party.State]++
		}
	}
	if c.Kind == TallyParties && c.Instrument == "" {
		acts = slices.DeleteFunc(acts, func(d Deposit) bool { return of[d.State] < len(lists) })
	}
	return acts, true
}

// Deposit is how a State became party to an instrument.
type Deposit struct {
	Instrument string // id
	Party
}

// adoptedBy reports whether the resolution was adopted on a day or before it. It is
// false where the day of adoption is not known.
func (r *Report) adoptedBy(day Date) bool {
	return !r.Adopted().IsZero() && (day.IsZero() || !r.Adopted().After(day))
}

// Total is the number that a count comes to: of acts for deposits, of States
// otherwise.
func (r *Report) Total(c Tally) (n int, ok bool) {
	acts, ok := r.Tallied(c)
	if c.Kind == TallyDeposits {
		return len(acts), ok
	}
	states := make(map[string]bool)
	for _, d := range acts {
		states[d.State] = true
	}
	return len(states), ok
}

// Tallies are the counts that texts of the report refer to, each once, in the order of
// the texts.
func (r *Report) Tallies() []Tally {
	var all []Tally
	if r.Schema < 3 {
		return nil
	}
	for _, t := range r.Texts() {
		for _, l := range t.Text.Langs() {
			s := t.Text.In(l)
			if !t.Prose || !mayCount(s) {
				continue
			}
			for _, ref := range r.Prose().Read(s).Refs() {
				if c, ok := TallyOf(ref); ok && !slices.Contains(all, c) {
					all = append(all, c)
				}
			}
		}
	}
	return all
}

// mayCount is a quick test for references that count.
func mayCount(s string) bool {
	return strings.Contains(s, "[parties:") || strings.Contains(s, "[deposit")
}
