package check

import (
	"fmt"

	"rapporteur/generator/report"
)

func participationRules() []Rule {
	return []Rule{
		{
			Name:   "act-after-adoption",
			Family: Time,
			Doc:    "Nobody signs an instrument, or becomes party to it, before it is adopted, or before it is open for signature.",
			Run:    actAfterAdoption,
		},
		{
			Name:   "party-once",
			Family: Arithmetic,
			Doc:    "A State deposits once: a second deposit counts it twice, unless a withdrawal stands between the two. Nor does it sign twice.",
			Run:    partyOnce,
		},
		{
			Name:   "withdrawal-of-party",
			Family: Time,
			Doc:    "Only a State that is party to an instrument withdraws from it.",
			Run:    withdrawalOfParty,
		},
		{
			Name:   "signature-first",
			Family: Time,
			Doc: "A State signs before it deposits, and an instrument is open for signature before it enters into force: " +
				"a later signature is a deposit of some kind, or one of the two dates is wrong.",
			Run: signatureFirst,
		},
		{
			Name:   "ratification-signed",
			Family: Time,
			Doc:    "What is ratified was signed; a State that did not sign accedes. A succession stands in the place of both.",
			Run:    ratificationSigned,
		},
	}
}

// acts visits the acts on each instrument, by date, then State, then kind,
// but signatures before the other acts of their day.
func (p *Pass) acts(visit func(in *report.Instrument, ref report.Ref, a *report.Act)) {
	for _, list := range p.Report.Participation {
		in := p.Report.Instrument(list.Instrument)
		for i := 0; i < len(list.Acts); {
			end := i
			for end < len(list.Acts) && list.Acts[end].Date == list.Acts[i].Date {
				end++
			}
			for _, signatures := range []bool{true, false} {
				for j := i; j < end; j++ {
					if a := &list.Acts[j]; (a.Kind == report.Signature) == signatures {
						visit(in, list.Ref(a), a)
					}
				}
			}
			i = end
		}
	}
}

func actAfterAdoption(p *Pass) {
	p.acts(func(in *report.Instrument, ref report.Ref, a *report.Act) {
		if beforeAdoption(in, a) {
			p.Found(ref, "date", fmt.Sprintf("%s lies before the adoption of the instrument on %s", p.Name(ref), in.Adopted), "look at the year first; it is mistyped most often")
			return
		}
		if a.Kind == report.Signature && !in.Opened.IsZero() && a.Date.Last().Before(in.Opened.First()) {
			p.Found(ref, "date", fmt.Sprintf("%s lies before the instrument was opened for signature on %s", p.Name(ref), in.Opened), "look which of the two dates is wrong")
		}
	})
}

func beforeAdoption(in *report.Instrument, a *report.Act) bool {
	return !in.Adopted.IsZero() && a.Date.Last().Before(in.Adopted.First())
}

// standing is what a State has done about an instrument so far.
type standing struct {
	signed, deposit report.Date // zero where it has not
	party           bool
}

// standings visits every act with what its State did about the instrument
// before. Acts before the adoption are wrong in any case and count for nothing.
func (p *Pass) standings(visit func(in *report.Instrument, ref report.Ref, a *report.Act, before standing)) {
	var of string
	var states map[string]standing
	p.acts(func(in *report.Instrument, ref report.Ref, a *report.Act) {
		if in.ID != of || states == nil {
			of, states = in.ID, make(map[string]standing)
		}
		if beforeAdoption(in, a) {
			return
		}
		s := states[a.State]
		visit(in, ref, a, s)
		switch {
		case a.Kind == report.Signature:
			s.signed = a.Date
		case a.Kind == report.Withdrawal:
			s.party = false
		case a.Kind.Deposits():
			s.party, s.deposit = true, a.Date
		}
		states[a.State] = s
	})
}

func partyOnce(p *Pass) {
	p.standings(func(_ *report.Instrument, ref report.Ref, a *report.Act, before standing) {
		switch {
		case a.Kind.Deposits() && before.party:
			p.Found(ref, "", fmt.Sprintf("%s is its second deposit: the first is of %s", p.Name(ref), before.deposit), "take the one out that the register does not have")
		case a.Kind == report.Signature && !before.signed.IsZero():
			p.Found(ref, "", fmt.Sprintf("%s is its second signature: the first is of %s", p.Name(ref), before.signed), "take the one out that the register does not have")
		}
	})
}

func withdrawalOfParty(p *Pass) {
	p.standings(func(_ *report.Instrument, ref report.Ref, a *report.Act, before standing) {
		if a.Kind == report.Withdrawal && !before.party {
			p.Found(ref, "", fmt.Sprintf("%s is no withdrawal of a party: no deposit stands before it", p.Name(ref)), "add the deposit, or take the withdrawal out")
		}
	})
}

func signatureFirst(p *Pass) {
	p.standings(func(in *report.Instrument, ref report.Ref, a *report.Act, before standing) {
		switch {
		case a.Kind != report.Signature:
		case !before.deposit.IsZero():
			p.Found(ref, "date", fmt.Sprintf("%s lies after its deposit of %s", p.Name(ref), before.deposit), "look which of the two dates is wrong")
		case !in.EntryIntoForce.IsZero() && in.EntryIntoForce.Last().Before(a.Date.First()):
			p.Found(ref, "date", fmt.Sprintf("%s lies after the instrument entered into force on %s", p.Name(ref), in.EntryIntoForce),
				`a State that joins then accedes: kind = "accession"; or the date is wrong`)
		}
	})
}

func ratificationSigned(p *Pass) {
	p.standings(func(_ *report.Instrument, ref report.Ref, a *report.Act, before standing) {
		if a.Kind == report.Ratification && before.signed.IsZero() {
			p.Found(ref, "kind", fmt.Sprintf("%s has no signature before it", p.Name(ref)), `add the signature, or write kind = "accession"`)
		}
	})
}
