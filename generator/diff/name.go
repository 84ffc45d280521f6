package diff

import (
	"strings"

	"rapporteur/generator/report"
)

// nameOf is what people call a record, in the languages that it has a name
// in: an observation after its indicator and its date, an act after its State
// and its instrument. Where it has none the texts are empty.
func nameOf(r *report.Report, e report.Entry) report.Text {
	name, _ := r.Name(e.Ref)
	switch v := e.Record.(type) {
	case *report.Observation:
		return each(name, func(s string, _ report.Lang) string { return s + ", " + until(v.Period) })
	case *report.Column, *report.Row:
		table, _ := r.Name(r.Parent(e.Ref))
		return each(name, func(s string, l report.Lang) string {
			if table.In(l) == "" {
				return s
			}
			return s + ", " + table.In(l)
		})
	case *report.Act:
		instrument, _ := r.Name(r.Parent(e.Ref))
		return each(name, func(s string, l report.Lang) string {
			if instrument.In(l) == "" {
				return s
			}
			return s + ", " + instrument.In(l)
		})
	}
	return name
}

// naming finds what the records of two reports are called.
type naming struct {
	a, b       *report.Report
	before, at map[report.Ref]report.Entry // of a and of b
}

// of is the name of a record: as b calls it where b has it, or with old as a calls
// it where a has it.
func (n naming) of(ref report.Ref, old bool) report.Text {
	x, inA := n.before[ref]
	y, inB := n.at[ref]
	switch {
	case inA && (old || !inB):
		return nameOf(n.a, x)
	case inB:
		return nameOf(n.b, y)
	}
	return report.Text{}
}

// names lets each change find the names of the other records that it mentions.
func (c *comparer) names(before map[report.Ref]report.Entry) {
	n := naming{c.a, c.b, before, c.at}
	for i := range c.out.List {
		c.out.List[i].names = n.of
	}
}

// columnOf is the heading of the column in which a cell of a row is, by the path of its
// value; zero for other fields.
func (c *comparer) columnOf(row report.Ref, field string) report.Text {
	key, rest, _ := strings.Cut(field, ".")
	if row.Kind != report.KindRow || key != "cells" || rest == "" {
		return report.Text{}
	}
	id, _, _ := strings.Cut(rest, ".")
	column := report.Ref{Kind: report.KindColumn, ID: report.TableIDOf(row).ID + "/" + id}
	for _, r := range []*report.Report{c.b, c.a} {
		if name, _ := r.Name(column); !name.IsZero() {
			return name
		}
	}
	return report.Text{}
}

func until(p report.Period) string {
	if p.To.IsZero() {
		return p.From.String()
	}
	return p.To.String()
}

// each is t with every text that there is replaced.
func each(t report.Text, f func(string, report.Lang) string) report.Text {
	for l, s := range map[report.Lang]*string{"ar": &t.Ar, "zh": &t.Zh, "en": &t.En, "fr": &t.Fr, "ru": &t.Ru, "es": &t.Es} {
		if *s != "" {
			*s = f(*s, l)
		}
	}
	return t
}
