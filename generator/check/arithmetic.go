package check

import (
	"fmt"
	"math/big"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// arithmeticRules returns the rules about sums and counts.
func arithmeticRules() []Rule {
	return []Rule{
		{
			Name:   "parts-and-whole",
			Family: Arithmetic,
			Doc: "A part is not larger than the whole, is in the same currency, and its period is within that of the whole. " +
				"If the sum of the parts is within 5 per cent of the whole, or of a multiple of it where it is split in several ways, it must be equal to it, apart from rounding and qualifiers.",
			Run: partsAndWhole,
		},
		{
			Name:   "rounded-to",
			Family: Arithmetic,
			Doc:    "A value rounded to a unit is a multiple of that unit.",
			Run:    roundedTo,
		},
		{
			Name:   "states-counted",
			Family: Arithmetic,
			Doc:    "An activity does not name more States than the number of States given for it.",
			Run:    statesCounted,
		},
		{
			Name:   "parties-counted",
			Family: Arithmetic,
			Doc:    "A number of parties taken from a source agrees with the number counted from the acts at that date, if the report has them.",
			Run:    partiesCounted,
		},
	}
}

func partsAndWhole(p *Pass) {
	sums := make(map[string]span)
	for _, m := range p.Report.Money {
		whole := p.Report.MoneyItem(m.PartOf)
		if whole == nil {
			continue
		}
		ref := report.Ref{Kind: report.KindMoney, ID: m.ID}
		to := p.Name(report.Ref{Kind: report.KindMoney, ID: whole.ID})
		part, all := amountSpan(m), amountSpan(whole)
		if sum, ok := sums[whole.ID]; ok {
			sums[whole.ID] = sum.plus(part)
		} else {
			sums[whole.ID] = part
		}
		switch {
		case m.Amount.Value != nil && whole.Amount.Value != nil && m.Amount.Currency != whole.Amount.Currency:
			p.Found(ref, "amount.currency", say.F("%s is in %s, but %s, of which it is part, in %s", p.Name(ref), m.Amount.Currency, to, whole.Amount.Currency),
				say.F("give both in the currency of the source, or remove ‹part_of›"))
			sums[whole.ID] = span{}
		case all.reported && all.lo.Sign() >= 0 && part.exceeds(all):
			p.Found(ref, "amount.value", say.F("%s is %s, more than the %s of %s, of which it is part", p.Name(ref), said(m.Amount.Quantity()), said(whole.Amount.Quantity()), to),
				say.F("check the digits of both"))
			sums[whole.ID] = span{}
		case outside(m.Period, whole.Period):
			p.Found(ref, "period", say.F("the period of %s is not within that of %s, of which it is part", p.Name(ref), to), say.F("check which of the two periods is wrong"))
		}
	}
	for _, whole := range p.Report.Money {
		sum, all := sums[whole.ID], amountSpan(whole)
		if !sum.reported || !all.reported || sum.above || sum.below || all.above || all.below || all.lo.Sign() <= 0 || sum.lo.Sign() <= 0 {
			continue
		}
		value, total := all.middle(), sum.middle()
		nearest, _ := new(big.Rat).Quo(total, value).Float64()
		ways := max(1, int64(nearest+0.5))
		times := func(v *big.Rat) *big.Rat { return new(big.Rat).Mul(v, big.NewRat(ways, 1)) }
		apart := new(big.Rat).Sub(total, times(value))
		if sum.hi.Cmp(times(all.lo)) >= 0 && sum.lo.Cmp(times(all.hi)) <= 0 || apart.Abs(apart).Cmp(new(big.Rat).Quo(value, big.NewRat(20, 1))) > 0 {
			continue
		}
		ref := report.Ref{Kind: report.KindMoney, ID: whole.ID}
		message := say.F("%s is %s, but its parts add up to %s", p.Name(ref), said(whole.Amount.Quantity()), groupedRat(total))
		if ways > 1 {
			message = say.F("%s, which is not %d times that", message, ways)
		}
		p.Found(ref, "amount.value", message,
			say.F("check the parts too: one of the numbers is mistyped, or a part is missing"))
	}
}

func amountSpan(m *report.Money) span {
	return spanOf(m.Amount.Quantity())
}

func outside(in, out report.Period) bool {
	return !in.From.IsZero() && !out.From.IsZero() && in.From.First().Before(out.From.First()) ||
		!in.To.IsZero() && !out.To.IsZero() && in.To.After(out.To)
}

func roundedTo(p *Pass) {
	p.quantities(func(ref report.Ref, field string, q report.Quantity) {
		for _, v := range []*report.Number{q.Value, q.To} {
			if v != nil && q.RoundedTo.Sign() > 0 && !v.IsMultiple(q.RoundedTo) {
				p.Found(ref, field+".rounded_to", say.F("%s is not a multiple of %s, so it is not rounded to that", grouped(*v), grouped(q.RoundedTo)), say.F("check the zeros of both"))
			}
		}
	})
}

func statesCounted(p *Pass) {
	for _, a := range p.Report.Activities {
		if counted(len(a.States)).exceeds(spanOf(a.StatesCount)) {
			ref := report.Ref{Kind: report.KindActivity, ID: a.ID}
			p.Found(ref, "states_count.value", say.F("%s counts %s States, but names %d", p.Name(ref), said(a.StatesCount), len(a.States)), say.F("check which of the two is wrong"))
		}
	}
}

func partiesCounted(p *Pass) {
	for _, in := range p.Report.Instruments {
		if p.Report.ParticipationIn(in.ID) == nil {
			continue
		}
		for i, c := range in.Counts {
			all, members := p.Report.PartiesCount(in.ID, c.Date)
			read := spanOf(c.Parties)
			fits := func(n int) bool { return !counted(n).exceeds(read) && !read.exceeds(counted(n)) }
			if read.reported && !fits(all) && !fits(members) {
				ref := report.Ref{Kind: report.KindInstrument, ID: in.ID}
				p.Found(ref, fmt.Sprintf("count[%d].parties.value", i), say.F("%s is said to have %s parties on %s, but according to the acts it has %d", p.Name(ref), said(c.Parties), c.Date, all),
					say.F("look for a missing act‹ in data/participation/%s.toml›, or correct the number", in.ID))
			}
		}
	}
}
