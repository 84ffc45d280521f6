package diff

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"rapporteur/generator/report"
)

// group is a field as people see it: a text in all its languages, a quantity
// with what qualifies it, a list.
type group struct {
	path   string
	unit   report.UnitType
	list   bool
	leaves []report.Leaf
}

// groups are the fields of an entry, in the order of the model.
func (c *comparer) groups(e report.Entry) []group {
	var gs []group
	for _, l := range c.reader.Leaves(e) {
		path, _, list := strings.Cut(l.Path, "[")
		if !list {
			path = l.Unit
		}
		if n := len(gs); n > 0 && gs[n-1].path == path {
			gs[n-1].leaves = append(gs[n-1].leaves, l)
			continue
		}
		g := group{path: path, unit: l.Type, list: list, leaves: []report.Leaf{l}}
		gs = append(gs, g)
	}
	return gs
}

func (c *comparer) sameLeaf(x, y report.Leaf) bool {
	if x.Path != y.Path {
		return false
	}
	return x.Value == y.Value || c.reader.Canonical(x) == c.reader.Canonical(y)
}

func (c *comparer) same(x, y group) bool { return slices.EqualFunc(x.leaves, y.leaves, c.sameLeaf) }

// field compares two states of a field that are not the same. One may be
// empty.
func (c *comparer) field(x, y group) []Change {
	switch {
	case x.list:
		return c.listField(x, y)
	case x.unit == report.UnitText && y.unit == report.UnitText:
		return []Change{{Kind: kindOf(x, y), Field: y.path, Texts: c.texts(x.leaves, y.leaves)}}
	}
	ch := Change{Kind: kindOf(x, y), Field: y.path, From: Value{Leaves: x.leaves}, To: Value{Leaves: y.leaves}}
	ch.Number, ch.Incomparable = difference(x.leaves, y.leaves)
	return []Change{ch}
}

func kindOf(x, y group) Kind {
	switch {
	case len(x.leaves) == 0:
		return Added
	case len(y.leaves) == 0:
		return Removed
	}
	return Changed
}

// langOf is the language of a leaf of a text.
func langOf(l report.Leaf) report.Lang {
	return report.Lang(l.Path[strings.LastIndexByte(l.Path, '.')+1:])
}

// texts compares the languages of a text.
func (c *comparer) texts(x, y []report.Leaf) []TextChange {
	in := func(leaves []report.Leaf, l report.Lang) *report.Leaf {
		for i := range leaves {
			if langOf(leaves[i]) == l {
				return &leaves[i]
			}
		}
		return nil
	}
	var list []TextChange
	for _, l := range report.Langs {
		from, to := in(x, l), in(y, l)
		if from == nil && to == nil || from != nil && to != nil && c.sameLeaf(*from, *to) {
			continue
		}
		t := TextChange{Lang: l}
		var a, b []word
		if from != nil {
			t.From, a = c.reader.Canonical(*from), c.words(*from)
		}
		if to != nil {
			t.To, b = c.reader.Canonical(*to), c.words(*to)
		}
		t.Words, t.Rewritten = c.redline.compare(a, b)
		if !slices.ContainsFunc(t.Words, func(s Segment) bool { return s.Op != Equal }) {
			// What differs is in the marks alone: where emphasis begins, for one.
			t.Words, t.Rewritten = c.redline.compare(source(t.From), source(t.To))
		}
		t.Reordered = reordered(t.Words)
		list = append(list, t)
	}
	return list
}

// difference is that of two numbers, quantities, or amounts, or the reason why
// none may be taken. Both are empty where a side gives no number and where both
// give the same.
func difference(x, y []report.Leaf) (*Number, report.Incomparable) {
	a, b := amountOf(x), amountOf(y)
	per := [2]int64{perOf(x), perOf(y)}
	if a.Value == nil || b.Value == nil || a.Value.Cmp(*b.Value) == 0 && sameEnd(a.To, b.To) && a.Currency == b.Currency && per[0] == per[1] {
		return nil, ""
	}
	if why, ok := report.ComparableAmounts(a, b); !ok {
		return nil, why
	}
	if per[0] != per[1] {
		return nil, report.OtherUnit
	}
	return newNumber(*a.Value, *b.Value), ""
}

func sameEnd(a, b *report.Number) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Cmp(*b) == 0
}

// perOf is of how many the share or the rate is that leaves make up; 0 for others.
func perOf(leaves []report.Leaf) int64 {
	n, _ := Value{Leaves: leaves}.Number("per")
	return n
}

// amountOf is the amount, quantity or number that leaves make up; without a
// currency for the latter two.
func amountOf(leaves []report.Leaf) report.Amount {
	var a report.Amount
	for _, l := range leaves {
		_, key, parted := strings.Cut(l.Path, l.Unit+".")
		if !parted {
			key = "value"
		}
		switch v := l.Value.(type) {
		case int64, report.Number:
			n, _ := report.NumberIn(v)
			switch {
			case key == "rounded_to":
				a.RoundedTo = n
			case key == "to":
				a.To = &n
			case key == "per":
			case l.Form == report.FormNumber:
				a.Value = &n
			}
		case string:
			switch key {
			case "currency":
				a.Currency = v
			case "qualifier":
				a.Qualifier = report.Qualifier(v)
			case "as_printed":
				a.AsPrinted = v
			}
		}
	}
	return a
}

// comparable looks at the records around two numbers: observations may count
// since another day, amounts be for another period.
func (ch *Change) comparable(x, y report.Entry) {
	if ch.Number == nil {
		return
	}
	var why report.Incomparable
	switch a := x.Record.(type) {
	case *report.Observation:
		if ch.Field == "quantity" {
			why, _ = report.Comparable(a, y.Record.(*report.Observation))
		}
	case *report.Money:
		if ch.Field == "amount" {
			why, _ = report.ComparableMoney(a, y.Record.(*report.Money))
		}
	}
	if why != "" {
		ch.Number, ch.Incomparable = nil, why
	}
}

// newNumber is nil where no Number is large enough for the difference.
func newNumber(from, to report.Number) *Number {
	by, ok := to.Minus(from)
	if !ok {
		return nil
	}
	d := &Number{From: from, To: to, Difference: by}
	if from.Sign() != 0 {
		percent := 100 * by.Float() / math.Abs(from.Float())
		d.Percent = &percent
	}
	return d
}

// values are the fields of a record that was added or removed.
func (c *comparer) values(g group) []FieldValue {
	switch {
	case g.list:
		var vs []FieldValue
		for i, it := range c.items(g) {
			vs = append(vs, FieldValue{Field: fmt.Sprintf("%s[%d]", g.path, i), Value: it.value()})
		}
		return vs
	case g.unit == report.UnitText:
		var vs []FieldValue
		for _, l := range g.leaves {
			path := l.Path
			l.Value = c.reader.Canonical(l)
			vs = append(vs, FieldValue{Field: path, Value: Value{Leaves: []report.Leaf{l}}})
		}
		return vs
	}
	return []FieldValue{{Field: g.path, Value: Value{Leaves: g.leaves}}}
}
