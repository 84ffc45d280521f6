package check

import (
	"math/big"
	"rapporteur/generator/say"
	"slices"

	"rapporteur/generator/report"
)

func breakdownRules() []Rule {
	return []Rule{
		{
			Name:   "breakdown-sum",
			Family: Arithmetic,
			Doc: "Figures for categories of a dimension are together not more than the figure for the whole: women and men are not more than all participants. " +
				"Where a dimension says overlapping = true, each is not more than the whole. A share or a rate for the whole is between those for its categories.",
			Run: func(p *Pass) { breakdowns(p, true) },
		},
		{
			Name:   "breakdown-whole",
			Family: Arithmetic,
			Warns:  true,
			Doc:    "If every category of a dimension has a figure for a period, the figures add up to that for the whole, as far as they are exact. Otherwise the pages must say what is in none of the categories.",
			Run:    func(p *Pass) { breakdowns(p, false) },
		},
		{
			Name:   "unused-dimension",
			Family: References,
			Warns:  true,
			Doc:    "Every category is used by a figure or a target, and every dimension has categories. Otherwise the pages list what nothing is broken down by.",
			Run:    unusedDimension,
		},
		{
			Name:   "baseline",
			Family: Time,
			Doc: "A baseline has a date and a value, and is not later than the first observation of its indicator: progress is counted from it. " +
				"It is in the same unit as the observations: a share of 100, or a plain number.",
			Run: baseline,
		},
		{
			Name:   "target",
			Family: Time,
			Doc:    "A target is to be reached after the day of the baseline, and is in the same unit as the observations: a share of 100, or a plain number. No two targets are for one date and the same categories.",
			Run:    target,
		},
	}
}

// breakdowns compares each figure with those for the categories of one more dimension
// at the same time. more says which of the two rules is run: that the parts are more than
// the whole, or that all of them are given and do not add up.
func breakdowns(p *Pass, more bool) {
	for _, in := range p.Report.Indicators {
		for _, whole := range in.Observations {
			for _, d := range p.Report.Dimensions {
				if parts := partsOf(in, whole, d); len(parts) > 0 {
					breakdown(p, whole, d, parts, more)
				}
			}
		}
	}
}

// partsOf are the figures of the same period for the categories of a dimension that the
// whole says nothing of.
func partsOf(in *report.Indicator, whole *report.Observation, d *report.Dimension) []*report.Observation {
	if _, divided := whole.By.Without(d.ID); divided || whole.Quantity.Value == nil {
		return nil
	}
	var parts []*report.Observation
	for _, o := range in.Observations {
		rest, divided := o.By.Without(d.ID)
		if divided && slices.Equal(rest, whole.By) && o.Period == whole.Period && o.Quantity.Value != nil && o.Quantity.Per == whole.Quantity.Per {
			parts = append(parts, o)
		}
	}
	return parts
}

func breakdown(p *Pass, whole *report.Observation, d *report.Dimension, parts []*report.Observation, more bool) {
	ref := report.Ref{Kind: report.KindObservation, ID: whole.Indicator.ID + "/" + whole.ID}
	by := p.Name(report.Ref{Kind: report.KindDimension, ID: d.ID})
	total := spanOf(whole.Quantity)
	complete := len(parts) == len(d.Categories)
	if whole.Quantity.Per != 0 {
		if !more || !complete || d.Overlapping {
			return
		}
		above, below := true, true
		for _, o := range parts {
			part := spanOf(o.Quantity)
			above, below = above && total.exceeds(part), below && part.exceeds(total)
		}
		if above || below {
			p.Found(ref, "quantity.value", say.F("%s is %s, which is not between the figures for its categories by %s", p.Name(ref), said(whole.Quantity), by), say.F("check the digits of all of them"))
		}
		return
	}
	sum := span{lo: new(big.Rat), hi: new(big.Rat), reported: true}
	for _, o := range parts {
		part := spanOf(o.Quantity)
		sum = sum.plus(part)
		if more && part.exceeds(total) {
			at := report.Ref{Kind: report.KindObservation, ID: o.Indicator.ID + "/" + o.ID}
			p.Found(at, "quantity.value", say.F("%s is %s, more than the %s of the whole", p.Name(at), said(o.Quantity), said(whole.Quantity)), say.F("check the digits of both"))
			return
		}
	}
	if d.Overlapping {
		return
	}
	switch added := groupedRat(sum.middle()); {
	case more && sum.exceeds(total):
		p.Found(ref, "quantity.value", say.F("%s is %s, but its categories by %s add up to %s, which is more", p.Name(ref), said(whole.Quantity), by, added),
			say.F("check the digits of all of them; if what is counted may be in several categories, write ‹overlapping = true› in the dimension"))
	case !more && complete && total.exceeds(sum):
		p.Found(ref, "quantity.value", say.F("%s is %s, but its categories by %s add up to %s only", p.Name(ref), said(whole.Quantity), by, added),
			say.F("check the digits of all of them, or add a category for what is in none of the others"))
	}
}

func unusedDimension(p *Pass) {
	used := make(map[report.Ref]bool)
	for _, f := range p.Report.References() {
		for _, to := range f.To {
			used[to] = true
		}
	}
	for _, d := range p.Report.Dimensions {
		ref := report.Ref{Kind: report.KindDimension, ID: d.ID}
		if len(d.Categories) == 0 {
			p.Found(ref, "id", say.F("%s has no categories", p.Name(ref)), say.F("add ‹[[dimension.category]]› for each, or remove the dimension"))
		}
		for _, c := range d.Categories {
			if ref := (report.Ref{Kind: report.KindCategory, ID: d.ID + "/" + c.ID}); !used[ref] {
				p.Found(ref, "id", say.F("%s is not used by any figure or target", p.Name(ref)), say.F("write ‹by = { %s = %q }› where it is counted, or remove it", d.ID, c.ID))
			}
		}
	}
}

func baseline(p *Pass) {
	for _, in := range p.Report.Indicators {
		ref := report.Ref{Kind: report.KindIndicator, ID: in.ID}
		b := in.Baseline
		given := b.Quantity.Value != nil
		switch {
		case !given && b.Date.IsZero() && b.Note.IsZero() && len(b.Cites) == 0:
			continue
		case !given:
			p.Found(ref, "baseline", say.F("the baseline of %s has no value", p.Name(ref)), say.F("add ‹quantity = { value = … }›, or remove the baseline"))
			continue
		case b.Date.IsZero():
			p.Found(ref, "baseline", say.F("the baseline of %s has no date", p.Name(ref)), say.F(`add ‹date›, as 2008-07-31‹ or "2008"›`))
			continue
		}
		for _, o := range in.Observations {
			if o.Quantity.Value != nil && !o.Period.To.IsZero() && b.Date.First().After(o.Period.To.Last()) {
				p.Found(ref, "baseline.date", say.F("the baseline of %s is of %s, later than its observation %s of %s", p.Name(ref), b.Date, o.ID, o.Period.To),
					say.F("check which of the two dates is wrong; the first observation may be the baseline"))
				break
			}
		}
		if per, differs := otherPer(in, b.Quantity); differs {
			p.Found(ref, "baseline.quantity", say.F("the baseline of %s is %s, but its observations are %s", p.Name(ref), said(b.Quantity), per), say.F("give both in one unit"))
		}
	}
}

// otherPer says what the observations are numbers of where none of them is of as many as
// q: "per 100".
func otherPer(in *report.Indicator, q report.Quantity) (words say.Text, differs bool) {
	for _, o := range in.Observations {
		switch {
		case o.Quantity.Value == nil:
		case o.Quantity.Per == q.Per:
			return say.Text{}, false
		case o.Quantity.Per == 0:
			words, differs = say.F("plain numbers"), true
		default:
			words, differs = say.F("per %s", grouped(report.Integer(o.Quantity.Per))), true
		}
	}
	return words, differs
}

func target(p *Pass) {
	for _, in := range p.Report.Indicators {
		for i, t := range in.Targets {
			ref := report.Ref{Kind: report.KindTarget, ID: in.ID + "/" + t.ID}
			b := in.Baseline
			if !b.Date.IsZero() && !t.Date.IsZero() && !t.Date.Last().After(b.Date.Last()) {
				p.Found(ref, "date", say.F("%s is to be reached by %s, which is not after the baseline of %s", p.Name(ref), t.Date, b.Date), say.F("check which of the two dates is wrong"))
			}
			for _, other := range in.Targets[:i] {
				if other.Date == t.Date && slices.Equal(other.By, t.By) {
					p.Found(ref, "date", say.F("%s and the target %s are for one date and the same categories", p.Name(ref), other.ID), say.F("remove one of the two; a target that was changed replaces the other"))
				}
			}
			if t.Quantity.Value == nil {
				continue
			}
			if per, differs := otherPer(in, t.Quantity); differs {
				p.Found(ref, "quantity", say.F("%s is %s, but the observations are %s", p.Name(ref), said(t.Quantity), per), say.F("give both in one unit"))
			}
		}
	}
}
