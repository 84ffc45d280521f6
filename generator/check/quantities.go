package check

import (
	"fmt"
	"math/big"
	"strings"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// span is the range of values that a quantity may have, both ends included, exactly.
type span struct {
	lo, hi   *big.Rat // not nil if reported
	above    bool     // the value may be greater than hi
	below    bool     // the value may be less than lo
	reported bool     // there is a value
}

func spanOf(q report.Quantity) span {
	if q.Value == nil {
		return span{}
	}
	half := new(big.Rat).Mul(q.RoundedTo.Rat(), big.NewRat(1, 2))
	lo, hi := q.Value.Rat(), q.Value.Rat()
	if q.To != nil {
		hi = q.To.Rat()
	}
	s := span{lo: new(big.Rat).Sub(lo, half), hi: new(big.Rat).Add(hi, half), reported: true}
	switch q.Qualifier {
	case report.About:
		twentieth := func(v *big.Rat) *big.Rat { return new(big.Rat).Abs(new(big.Rat).Mul(v, big.NewRat(1, 20))) }
		if l := new(big.Rat).Sub(lo, twentieth(lo)); l.Cmp(s.lo) < 0 {
			s.lo = l
		}
		if h := new(big.Rat).Add(hi, twentieth(hi)); h.Cmp(s.hi) > 0 {
			s.hi = h
		}
	case report.MoreThan, report.AtLeast:
		s.above = true
	case report.LessThan:
		s.below = true
	}
	return s
}

// counted is the span of a number that was counted.
func counted[T ~int | ~int64](n T) span {
	v := report.Integer(n)
	return spanOf(report.Quantity{Value: &v})
}

func (s span) plus(t span) span {
	if !s.reported || !t.reported {
		return span{}
	}
	return span{new(big.Rat).Add(s.lo, t.lo), new(big.Rat).Add(s.hi, t.hi), s.above || t.above, s.below || t.below, true}
}

// exceeds reports whether every value in s is greater than every value in t.
func (s span) exceeds(t span) bool {
	return s.reported && t.reported && !s.below && !t.above && s.lo.Cmp(t.hi) > 0
}

// middle is the value in the middle of the span.
func (s span) middle() *big.Rat {
	sum := new(big.Rat).Add(s.lo, s.hi)
	return sum.Quo(sum, big.NewRat(2, 1))
}

// grouped formats a number with spaces between groups of three digits.
func grouped(n report.Number) string {
	return n.Grouped(" ")
}

// groupedRat formats a fraction as a number with as many decimals as it has, up to
// three.
func groupedRat(v *big.Rat) string {
	s := v.FloatString(3)
	n, err := report.ParseNumber(strings.TrimSuffix(strings.TrimRight(s, "0"), "."))
	if err != nil {
		return s
	}
	return grouped(n)
}

// said is a quantity that has a value as a message says it: "10 to 15 per cent".
func said(q report.Quantity) say.Text {
	s := say.Plain(grouped(*q.Value))
	if q.To != nil {
		s = say.F("%s to %s", s, grouped(*q.To))
	}
	switch q.Per {
	case 0:
	case 100:
		s = say.F("%s per cent", s)
	default:
		s = say.F("%s per %s", s, grouped(report.Integer(q.Per)))
	}
	return s
}

// quantities calls visit for every quantity that has a value, with its field.
func (p *Pass) quantities(visit func(ref report.Ref, field string, q report.Quantity)) {
	quantity := func(ref report.Ref, field string, q report.Quantity) {
		if q.Value != nil {
			visit(ref, field, q)
		}
	}
	r := p.Report
	for _, in := range r.Indicators {
		quantity(report.Ref{Kind: report.KindIndicator, ID: in.ID}, "baseline.quantity", in.Baseline.Quantity)
		for _, t := range in.Targets {
			quantity(report.Ref{Kind: report.KindTarget, ID: in.ID + "/" + t.ID}, "quantity", t.Quantity)
		}
		for _, o := range in.Observations {
			quantity(report.Ref{Kind: report.KindObservation, ID: in.ID + "/" + o.ID}, "quantity", o.Quantity)
		}
	}
	for _, a := range r.Activities {
		ref := report.Ref{Kind: report.KindActivity, ID: a.ID}
		quantity(ref, "participants", a.Participants)
		quantity(ref, "states_count", a.StatesCount)
	}
	for _, in := range r.Instruments {
		for i, c := range in.Counts {
			quantity(report.Ref{Kind: report.KindInstrument, ID: in.ID}, fmt.Sprintf("count[%d].parties", i), c.Parties)
		}
	}
	for _, m := range r.Money {
		quantity(report.Ref{Kind: report.KindMoney, ID: m.ID}, "amount", m.Amount.Quantity())
	}
}
