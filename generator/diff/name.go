package diff

import (
	"slices"
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

// names gives each change the names of the other records that it mentions.
func (c *comparer) names(before map[report.Ref]report.Entry) {
	for i := range c.out.List {
		ch := &c.out.List[i]
		refs := slices.Concat(ch.Cause, ch.Replaces, ch.ReplacedBy)
		for _, p := range ch.PrintedIn {
			refs = append(refs, p.Ref)
		}
		if m := ch.Move; m != nil {
			refs = append(refs, m.FromAfter, m.ToAfter, m.FromParent, m.ToParent)
		}
		if n := len(ch.Also); n > 0 {
			refs = append(refs, ch.Also[0], ch.Also[n-1]) // the others are counted
		}
		for _, ref := range refs {
			if name := c.name(ref, before); !name.IsZero() {
				if ch.Names == nil {
					ch.Names = make(map[report.Ref]report.Text)
				}
				ch.Names[ref] = name
			}
		}
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
