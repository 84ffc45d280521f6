// Package derived computes what the pages of an edition have in common in every
// language: numbers of parties, backlinks, the acts of each State.
package derived

import (
	"fmt"
	"strings"

	"rapporteur/generator/prose"
	"rapporteur/generator/report"
	"rapporteur/generator/site/locale"
)

// Facts are computed once per edition and do not depend on a language.
type Facts struct {
	Report    *report.Report
	AsAt      report.Date
	Backlinks map[report.Ref][]report.Ref // by record: those that name it, in document order
	Counted   []string                    // ids of the instruments whose parties are counted, in order
	Parties   map[string]*turnout         // by instrument: those counted
	All       []string                    // ids of States party to each counted instrument, in file order
	Acts      map[string][]Act            // by State: its acts, in the order of the instruments, then as in their files
	Amended   map[string][]string         // by instrument: ids of those that amend or supplement it
	Parts     map[string][]string         // by money: ids of its parts
	Copies    map[string]bool             // by source: whether it was read in a copy
	Tables    map[string]int              // by what [table:ID] names: its number, from 1
	Boxes     map[string]int              // by section that is a box: its number, from 1
}

// turnout is the participation in one instrument up to the edition's date.
type turnout struct {
	Parties, Members, Signatories int
	Deposits, Signatures          int
	Party                         map[string]bool // by State
}

// Act is an act with the participation that it belongs to.
type Act struct {
	In *report.Participation
	*report.Act
}

func (a Act) Ref() report.Ref { return a.In.Ref(a.Act) }

func New(r *report.Report, p *prose.Cache) *Facts {
	f := &Facts{
		Report:    r,
		AsAt:      r.Edition.AsAt,
		Backlinks: r.Backlinks(p.Parse),
		Parties:   make(map[string]*turnout),
		All:       r.PartyToAll(r.Edition.AsAt),
		Acts:      make(map[string][]Act),
		Amended:   make(map[string][]string),
		Parts:     make(map[string][]string),
		Copies:    make(map[string]bool),
		Tables:    make(map[string]int),
		Boxes:     make(map[string]int),
	}
	for _, s := range r.PrintedSections() {
		if s.Is(report.BoxSection) {
			f.Boxes[s.ID] = len(f.Boxes) + 1
		}
	}
	for i, t := range r.PrintedTables(p.Parse) {
		f.Tables[t.ID()] = i + 1
	}
	for _, in := range r.Instruments {
		if in.Amends != "" {
			f.Amended[in.Amends] = append(f.Amended[in.Amends], in.ID)
		}
		held := r.ParticipationIn(in.ID)
		if held == nil {
			continue
		}
		f.Counted = append(f.Counted, in.ID)
		f.Parties[in.ID] = f.turnout(held)
	}
	for _, s := range r.Sources {
		f.Copies[s.ID] = r.Copy(s)
	}
	for _, m := range r.Money {
		if m.PartOf != "" {
			f.Parts[m.PartOf] = append(f.Parts[m.PartOf], m.ID)
		}
	}
	return f
}

func (f *Facts) turnout(p *report.Participation) *turnout {
	t := &turnout{Party: make(map[string]bool)}
	t.Parties, t.Members = f.Report.PartiesCount(p.Instrument, f.AsAt)
	for _, x := range f.Report.Parties(p.Instrument, f.AsAt) {
		t.Party[x.State] = true
	}
	signed := make(map[string]bool)
	for i := range p.Acts {
		a := &p.Acts[i]
		f.Acts[a.State] = append(f.Acts[a.State], Act{p, a})
		if a.Date.After(f.AsAt) {
			continue
		}
		switch {
		case a.Kind.Deposits():
			t.Deposits++
		case a.Kind == report.Signature:
			t.Signatures++
			signed[a.State] = true
		}
	}
	t.Signatories = len(signed)
	return t
}

// Newest returns the newest observation of an indicator and the one before it; see
// report.Indicator.Newest.
func (f *Facts) Newest(in *report.Indicator) (o, before *report.Observation) {
	return in.Newest(f.AsAt)
}

// Growth returns the number of parties to an instrument on the day the resolution was
// adopted and at the edition's date, both counted from the deposits. ok is false if
// the parties are not counted, the day of adoption is not reported, or the edition is
// not later than that day.
func (f *Facts) Growth(instrument string) (from, now int, ok bool) {
	if f.Parties[instrument] == nil || !f.AfterAdoption() {
		return 0, 0, false
	}
	from, _ = f.Report.PartiesCount(instrument, f.Report.Resolution.AdoptedOn)
	return from, f.Parties[instrument].Parties, true
}

// AfterAdoption reports whether the edition is later than the adoption of the
// resolution. It is false if the day of adoption is not known.
func (f *Facts) AfterAdoption() bool {
	on := f.Report.Resolution.AdoptedOn
	return !on.IsZero() && f.AsAt.After(on)
}

// Supplements reports whether an instrument supplements the one named in its field
// amends, rather than amending it: its name says that it is a protocol. An amendment
// to a protocol is an amendment. word returns the word for a protocol in a language,
// with which such names begin, or end in Chinese.
func Supplements(in *report.Instrument, word func(report.Lang) string) bool {
	for _, l := range in.Name.Langs() {
		name, protocol := strings.ToLower(in.Name.In(l)), strings.ToLower(word(l))
		if strings.HasPrefix(name, protocol) || l == "zh" && strings.HasSuffix(name, protocol) {
			return true
		}
	}
	return false
}

// Status returns the status of a request, including requests that ask nothing or have
// no answer.
func Status(q *report.Request) string {
	switch {
	case q.Status != "":
		return string(q.Status)
	case q.Verb.Asks():
		return string(report.NoInformation)
	}
	return string(report.NoActionRequested)
}

// Figure returns the value of an indicator, or of one of its observations, "…" if it
// is not known.
func (f *Facts) Figure(w *locale.Locale, id string) string {
	q := f.Report.Printed(prose.Ref{Kind: "figure", ID: id})
	if q == nil {
		return "…"
	}
	return w.Quantity(report.Quantity{Value: q.Value, To: q.To, Per: q.Per}).Text
}

// Tallied returns the number that a reference such as [deposits:all] prints, "…" if it
// cannot be counted.
func (f *Facts) Tallied(w *locale.Locale, ref prose.Ref) string {
	q := f.Report.Printed(ref)
	if q == nil {
		return "…"
	}
	return w.Exact(*q.Value).Text
}

// PartiesTo returns the number of parties to an instrument at the edition's date, "…"
// if they are not counted.
func (f *Facts) PartiesTo(w *locale.Locale, instrument string) string {
	t := f.Parties[instrument]
	if t == nil {
		return "…"
	}
	return w.Count(t.Parties).Text
}

// TableName returns what the report calls a table by its number, in the middle of a
// sentence: "table 1".
func (f *Facts) TableName(w *locale.Locale, id string) string {
	n, ok := f.Tables[id]
	if !ok {
		return "…"
	}
	return w.Say("table-reference", "N", n)
}

// AmountOf returns the number shown next to a record that is evidence, "" if there is
// none.
func (f *Facts) AmountOf(w *locale.Locale, ref report.Ref) string {
	switch v := f.Report.Record(ref).(type) {
	case *report.Indicator:
		if o, _ := f.Newest(v); o != nil {
			return fmt.Sprintf("%+v %v", w.Quantity(o.Quantity), o.Period)
		}
	case *report.Money:
		return fmt.Sprintf("%+v", w.Amount(v.Amount))
	case *report.Instrument:
		return f.PartiesTo(w, v.ID)
	}
	return ""
}

// Statuses returns all statuses in the order in which they are counted.
func Statuses() []report.Status {
	return []report.Status{
		report.Implemented, report.UnderImplementation, report.NotImplemented, report.OvertakenByEvents,
		report.NoInformation, report.NotDue, report.NoActionRequested,
	}
}
