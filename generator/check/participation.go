package check

import (
	"rapporteur/generator/say"
	"slices"

	"rapporteur/generator/report"
)

func participationRules() []Rule {
	return []Rule{
		{
			Name:   "act-after-adoption",
			Family: Time,
			Doc:    "No State signs an instrument or becomes party to it before it is adopted, or signs it before it is opened for signature.",
			Run:    actAfterAdoption,
		},
		{
			Name:   "party-once",
			Family: Arithmetic,
			Doc:    "A State makes one deposit, because a second one would count it twice, unless it withdraws in between. It also signs only once, and says only once that it applies the instrument provisionally.",
			Run:    partyOnce,
		},
		{
			Name:   "withdrawal-of-party",
			Family: Time,
			Doc: "Only a State that is party to an instrument withdraws from it, or withdraws its ratification. " +
				"From schema 3 on, what a State withdraws before the instrument enters into force is its ratification: it remains a signatory.",
			Run: withdrawalOfParty,
		},
		{
			Name:   "signature-first",
			Family: Time,
			Doc: "A State signs before its deposit, and before the instrument enters into force: " +
				"a later signature is actually a deposit, or one of the two dates is wrong.",
			Run: signatureFirst,
		},
		{
			Name:   "ratification-signed",
			Family: Time,
			Doc:    "A State that ratifies has signed; a State that has not signed accedes. A succession replaces both.",
			Run:    ratificationSigned,
		},
		{
			Name:   "accession-signed",
			Family: Time,
			Warns:  true,
			Doc:    "A State that has signed ratifies, accepts or approves; only one that has not signed accedes. A depositary may have recorded it otherwise: then waive the warning.",
			Run:    accessionSigned,
		},
		{
			Name:   "acts-in-order",
			Family: Structure,
			Warns:  true,
			Doc:    "The acts on an instrument stand in their file in the order of their dates, so that an act that is missing or there twice is seen. Pages put them in order themselves.",
			Run:    actsInOrder,
		},
		{
			Name:   "statement-about",
			Family: Coverage,
			Doc: "A reservation, a declaration, an objection and a notification have a note that says what they are about, " +
				"because the kind and the day alone say nothing to a reader.",
			Run: statementAbout,
		},
		{
			Name:   "statement-of-participant",
			Family: Time,
			Doc: "A State makes a reservation, a declaration or an objection when it signs an instrument or becomes party to it, or later. " +
				"What a State applies provisionally it is not yet party to.",
			Run: statementOfParticipant,
		},
	}
}

// acts calls visit for the acts on each instrument, sorted by date, State and
// kind, but with signatures before the other acts of the same day, and statements
// after them.
func (p *Pass) acts(visit func(in *report.Instrument, ref report.Ref, a *report.Act)) {
	for _, list := range p.Report.Participation {
		in := p.Report.Instrument(list.Instrument)
		for i := 0; i < len(list.Acts); {
			end := i
			for end < len(list.Acts) && list.Acts[end].Date == list.Acts[i].Date {
				end++
			}
			for phase := range 3 {
				for j := i; j < end; j++ {
					if a := &list.Acts[j]; phaseOf(a.Kind) == phase {
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
			p.Found(ref, "date", say.F("%s is before the adoption of the instrument on %s", p.Name(ref), in.Adopted), say.F("check the year first, which is most often mistyped"))
			return
		}
		if a.Kind.Signs() && !in.Opened.IsZero() && a.Date.Last().Before(in.Opened.First()) {
			p.Found(ref, "date", say.F("%s is before the instrument was opened for signature on %s", p.Name(ref), in.Opened), say.F("check which of the two dates is wrong"))
		}
	})
}

// phaseOf is the place of an act among those of one day.
func phaseOf(k report.ActKind) int {
	switch {
	case k == report.Signature:
		return 0
	case k.Statement():
		return 2
	}
	return 1
}

func beforeAdoption(in *report.Instrument, a *report.Act) bool {
	return !in.Adopted.IsZero() && a.Date.Last().Before(in.Adopted.First())
}

// priorActs summarizes the earlier acts of a State on an instrument.
type priorActs struct {
	signed, deposit, provisional report.Date // zero if there is no such act
	party                        bool
}

// actsInContext calls visit for every act with the earlier acts of its State on
// the instrument. Acts before the adoption are ignored; another rule reports them.
func (p *Pass) actsInContext(visit func(in *report.Instrument, ref report.Ref, a *report.Act, before priorActs)) {
	var of string
	var states map[string]priorActs
	p.acts(func(in *report.Instrument, ref report.Ref, a *report.Act) {
		if in.ID != of || states == nil {
			of, states = in.ID, make(map[string]priorActs)
		}
		if beforeAdoption(in, a) {
			return
		}
		s := states[a.State]
		visit(in, ref, a, s)
		switch {
		case a.Kind == report.Signature:
			s.signed = a.Date
		case a.Kind.Ends():
			s.party = false
		case a.Kind == report.ProvisionalApplication:
			s.provisional = a.Date
		case a.Kind.Deposits():
			s.party, s.deposit = true, a.Date
		}
		states[a.State] = s
	})
}

func partyOnce(p *Pass) {
	p.actsInContext(func(_ *report.Instrument, ref report.Ref, a *report.Act, before priorActs) {
		switch {
		case a.Kind.Deposits() && before.party:
			p.Found(ref, "", say.F("%s is its second deposit: the first was on %s", p.Name(ref), before.deposit), say.F("remove the one that the register does not have"))
		case a.Kind == report.Signature && !before.signed.IsZero():
			p.Found(ref, "", say.F("%s is its second signature: the first was on %s", p.Name(ref), before.signed), say.F("remove the one that the register does not have"))
		case a.Kind == report.ProvisionalApplication && !before.provisional.IsZero():
			p.Found(ref, "", say.F("%s is its second: the first was on %s", p.Name(ref), before.provisional), say.F("remove the one that the register does not have"))
		}
	})
}

func withdrawalOfParty(p *Pass) {
	p.actsInContext(func(in *report.Instrument, ref report.Ref, a *report.Act, before priorActs) {
		switch {
		case a.Kind.Ends() && !before.party:
			p.Found(ref, "", say.F("%s is not by a party: there is no deposit before it", p.Name(ref)), say.F("add the deposit, or remove the withdrawal"))
		case a.Kind == report.Withdrawal && p.Report.Schema >= 3 && !inForce(in, a.Date):
			p.Found(ref, "kind", say.F("%s is from an instrument that was not in force", p.Name(ref)),
				say.F(`what was withdrawn is the ratification: ‹kind = "withdrawal-of-ratification"›; or correct ‹entry_into_force›`))
		}
	})
}

// inForce reports whether an instrument may have been in force on a day: it entered
// into force by then, or it is not known when.
func inForce(in *report.Instrument, day report.Date) bool {
	if in.EntryIntoForce.IsZero() {
		return !slices.ContainsFunc(in.Gaps, func(g report.Gap) bool { return g.Field == "entry_into_force" && g.Reason == report.GapNotDue })
	}
	return !in.EntryIntoForce.First().After(day)
}

func signatureFirst(p *Pass) {
	p.actsInContext(func(in *report.Instrument, ref report.Ref, a *report.Act, before priorActs) {
		switch {
		case a.Kind != report.Signature:
		case !before.deposit.IsZero():
			p.Found(ref, "date", say.F("%s is after its deposit on %s", p.Name(ref), before.deposit), say.F("check which of the two dates is wrong"))
		case wrongEntry(in):
		case !in.EntryIntoForce.IsZero() && in.EntryIntoForce.Last().Before(a.Date.First()):
			p.Found(ref, "date", say.F("%s is after the instrument entered into force on %s", p.Name(ref), in.EntryIntoForce),
				say.F(`a State that joins later accedes: ‹kind = "accession"›; or the date is wrong`))
		}
	})
}

// wrongEntry reports whether the date of entry into force cannot be right, which
// dates-in-order reports, so that acts at odds with it are not wrong.
func wrongEntry(in *report.Instrument) bool {
	first := in.Adopted
	if !in.Opened.IsZero() {
		first = in.Opened
	}
	return !first.IsZero() && !in.EntryIntoForce.IsZero() && in.EntryIntoForce.Last().Before(first.First())
}

func ratificationSigned(p *Pass) {
	p.actsInContext(func(_ *report.Instrument, ref report.Ref, a *report.Act, before priorActs) {
		if a.Kind == report.Ratification && before.signed.IsZero() {
			p.Found(ref, "kind", say.F("%s has no signature before it", p.Name(ref)), say.F(`add the signature, or write ‹kind = "accession"›`))
		}
	})
}

func accessionSigned(p *Pass) {
	p.actsInContext(func(_ *report.Instrument, ref report.Ref, a *report.Act, before priorActs) {
		if a.Kind == report.Accession && !before.signed.IsZero() && before.deposit.IsZero() {
			p.Found(ref, "kind", say.F("%s is by a State that signed on %s", p.Name(ref), before.signed), say.F(`a State that signed ratifies: ‹kind = "ratification"›; or the signature is wrong`))
		}
	})
}

func actsInOrder(p *Pass) {
	for _, list := range p.Report.Participation {
		acts := make([]*report.Act, 0, len(list.Acts))
		line := make(map[*report.Act]int)
		for i := range list.Acts {
			a := &list.Acts[i]
			line[a] = p.Report.Pos(list.Ref(a), "").Line
			acts = append(acts, a)
		}
		slices.SortStableFunc(acts, func(a, b *report.Act) int { return line[a] - line[b] })
		for i := 1; i < len(acts); i++ {
			a, before := acts[i], acts[i-1]
			if !a.Date.Last().Before(before.Date.First()) {
				continue
			}
			// Of two neighbours the one is out of order that its other neighbour contradicts.
			out, after := a, before
			if next := i + 1; next < len(acts) && acts[next].Date.Last().Before(before.Date.First()) {
				out, after = before, nil
			}
			ref := list.Ref(out)
			message := say.F("%s comes before acts of an earlier date", p.Name(ref))
			if after != nil {
				message = say.F("%s comes after an act of %s", p.Name(ref), after.Date)
			}
			p.Found(ref, "date", message, say.F("move the line to its place by date; or the date is wrong"))
		}
	}
}

func statementAbout(p *Pass) {
	p.acts(func(_ *report.Instrument, ref report.Ref, a *report.Act) {
		if a.Kind.Statement() && a.Note.IsZero() {
			p.Found(ref, "", say.F("%s does not say what it is about", p.Name(ref)), say.F(`add a note: ‹note = { en = "…" }›`))
		}
	})
}

func statementOfParticipant(p *Pass) {
	p.actsInContext(func(_ *report.Instrument, ref report.Ref, a *report.Act, before priorActs) {
		switch {
		case a.Kind == report.ProvisionalApplication && before.party:
			p.Found(ref, "date", say.F("%s is after its deposit on %s, since which it is a party", p.Name(ref), before.deposit), say.F("check which of the two dates is wrong"))
		case a.Kind.Statement() && a.Kind != report.Notification && before.signed.IsZero() && before.deposit.IsZero() && before.provisional.IsZero():
			p.Found(ref, "", say.F("%s is not by a signatory or party: there is no signature and no deposit before it", p.Name(ref)),
				say.F("add the signature or the deposit, or correct the date"))
		}
	})
}
