package check

import (
	"math/big"
	"strings"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// observationRules returns the rules about the observations of an indicator, one with another.
func observationRules() []Rule {
	return []Rule{
		{
			Name:   "cumulative",
			Family: Arithmetic,
			Doc: "A cumulative figure does not decrease: of two observations of an indicator that count from the same day, the later is not less than the earlier, " +
				"as far as their qualifiers allow a comparison. An observation that does not say when it counts from is assumed to count like the others.",
			Run: cumulative,
		},
		{
			Name:   "observation-jump",
			Family: Arithmetic,
			Warns:  true,
			Doc: "A figure is not 100 times as large as the one before it, or as small: an observation at the end of a file belongs to the last indicator in it, and a digit is easily typed twice. " +
				"Figures of less than ten are not compared.",
			Run: observationJump,
		},
		{
			Name:   "observation-once",
			Family: Arithmetic,
			Doc:    "An indicator has one observation for each period, and one for each breakdown of it. A correction replaces the observation that it corrects.",
			Run:    observationOnce,
		},
		{
			Name:   "observation-kind",
			Family: Arithmetic,
			Doc:    "The observations of an indicator are all of the same kind, either cumulative since the same day or for whole years, so that they can be shown in one chart.",
			Run:    observationKind,
		},
	}
}

func cumulative(p *Pass) {
	for _, in := range p.Report.Indicators {
		for _, series := range in.Series() {
			cumulativeSeries(p, in, series)
		}
	}
}

func cumulativeSeries(p *Pass, in *report.Indicator, series []*report.Observation) {
	for i, o := range series {
		if i == 0 {
			continue
		}
		before := series[i-1]
		since, from := before.Period.From, o.Period.From
		if !since.IsZero() && !from.IsZero() && since.First() != from.First() || before.Period.To == o.Period.To {
			continue
		}
		was, is := spanOf(before.Quantity), spanOf(o.Quantity)
		if before.Quantity.Per == 0 && o.Quantity.Per == 0 && was.exceeds(is) {
			ref := report.Ref{Kind: report.KindObservation, ID: in.ID + "/" + o.ID}
			p.Found(ref, "quantity.value", say.F("%s falls from %s on %s to %s on %s, although it is cumulative", p.Name(report.Ref{Kind: report.KindIndicator, ID: in.ID}), said(before.Quantity), before.Period.To, said(o.Quantity), o.Period.To),
				say.F("check which of the two is wrong; figures counted in different ways belong to different indicators"))
		}
	}
}

func observationJump(p *Pass) {
	const jump = 100
	ten := report.Integer(10)
	for _, in := range p.Report.Indicators {
		for i := 1; i < len(in.Observations); i++ {
			a, b := in.Observations[i-1], in.Observations[i]
			x, y := a.Quantity.Value, b.Quantity.Value
			if x == nil || y == nil || a.Quantity.Per != b.Quantity.Per || len(a.By) > 0 || len(b.By) > 0 {
				continue
			}
			less, more := x, y
			if less.Cmp(*more) > 0 {
				less, more = more, less
			}
			if more.Cmp(ten) < 0 || less.Sign() <= 0 {
				continue
			}
			ratio := new(big.Rat).Quo(more.Rat(), less.Rat())
			if ratio.Cmp(big.NewRat(jump, 1)) < 0 {
				continue
			}
			times, _ := ratio.Float64()
			ref := report.Ref{Kind: report.KindObservation, ID: in.ID + "/" + b.ID}
			how := say.F("%.0f times", times)
			if y.Cmp(*x) < 0 {
				how = say.F("one %.0fth of", times)
			}
			p.Found(ref, "quantity.value", say.F("%s is %s, %s the figure before it, %s", p.Name(ref), grouped(*y), how, grouped(*x)),
				say.F("check the digits‹, and that it stands below its own indicator: an observation belongs to the [[indicator]] above it›"))
		}
	}
}

func observationOnce(p *Pass) {
	for _, in := range p.Report.Indicators {
		type of struct {
			period report.Period
			by     string
		}
		seen := make(map[of]string)
		for _, o := range in.Observations {
			key := of{o.Period, strings.Join(o.By, " ")}
			if first, again := seen[key]; again {
				p.Found(report.Ref{Kind: report.KindObservation, ID: in.ID + "/" + o.ID}, "period", say.F("%s has two observations for one period: %s and %s", p.Name(report.Ref{Kind: report.KindIndicator, ID: in.ID}), first, o.ID), say.F("remove one of the two, or correct its period"))
				continue
			}
			seen[key] = o.ID
		}
	}
}

func observationKind(p *Pass) {
	for _, in := range p.Report.Indicators {
		for i, o := range in.Observations {
			first := in.Observations[0]
			if i == 0 || o.Period.From.IsZero() || first.Period.From.IsZero() || o.Period.From.First() == first.Period.From.First() || wholeYear(o.Period) && wholeYear(first.Period) {
				continue
			}
			p.Found(report.Ref{Kind: report.KindObservation, ID: in.ID + "/" + o.ID}, "period.from",
				say.F("the observation %s of %s does not count from the same day as the observation %s, and they are not both for a whole year", o.ID, p.Name(report.Ref{Kind: report.KindIndicator, ID: in.ID}), first.ID),
				say.F("correct ‹period.from›, or make it a separate indicator"))
		}
	}
}

func wholeYear(period report.Period) bool {
	from, to := period.From.First(), period.To.Last()
	return from.Year == to.Year && from.Month == 1 && from.Day == 1 && to.Month == 12 && to.Day == 31
}
