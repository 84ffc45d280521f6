package diff

import (
	"fmt"
	"math"
	"slices"
	"strconv"
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
	case x.unit == report.UnitText:
		return []Change{{Kind: kindOf(x, y), Field: y.path, Texts: c.texts(x.leaves, y.leaves)}}
	}
	return []Change{{
		Kind: kindOf(x, y), Field: y.path, From: show(x.leaves), To: show(y.leaves),
		Number: difference(x.leaves, y.leaves),
	}}
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

// texts compares the languages of a text.
func (c *comparer) texts(x, y []report.Leaf) []TextChange {
	in := func(leaves []report.Leaf, l report.Lang) *report.Leaf {
		for i := range leaves {
			if strings.HasSuffix(leaves[i].Path, "."+string(l)) {
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
		var a, b []block
		if from != nil {
			t.From, a = c.reader.Canonical(*from), c.blocks(*from)
		}
		if to != nil {
			t.To, b = c.reader.Canonical(*to), c.blocks(*to)
		}
		t.Words, t.Rewritten = c.redline.compare(a, b)
		list = append(list, t)
	}
	return list
}

// show is a value as people write it.
func show(leaves []report.Leaf) string {
	if len(leaves) == 0 {
		return ""
	}
	at := func(name string) any {
		for _, l := range leaves {
			if strings.HasSuffix(l.Path, "."+name) {
				return l.Value
			}
		}
		return nil
	}
	switch leaves[0].Type {
	case report.UnitPeriod:
		from, to := at("from"), at("to")
		switch {
		case from == nil:
			return fmt.Sprintf("until %v", to)
		case to == nil:
			return fmt.Sprintf("since %v", from)
		}
		return fmt.Sprintf("%v to %v", from, to)
	case report.UnitQuantity, report.UnitAmount:
		var parts []string
		if q := at("qualifier"); q != nil {
			parts = append(parts, strings.ReplaceAll(fmt.Sprint(q), "-", " "))
		}
		if cur := at("currency"); cur != nil {
			parts = append(parts, fmt.Sprint(cur))
		}
		if n, ok := at("value").(int64); ok {
			parts = append(parts, grouped(n))
		} else {
			parts = append(parts, "not reported")
		}
		if n, ok := at("rounded_to").(int64); ok {
			parts = append(parts, "rounded to "+grouped(n))
		}
		if s := at("as_printed"); s != nil {
			parts = append(parts, fmt.Sprintf("(“%s”)", s))
		}
		return strings.Join(parts, " ")
	}
	switch v := leaves[0].Value.(type) {
	case bool:
		return "yes"
	case int64:
		return grouped(v)
	default:
		return fmt.Sprint(v)
	}
}

// grouped is n with commas between groups of three digits.
func grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, s = "−", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// difference is that of two numbers, quantities, or amounts of one currency.
func difference(x, y []report.Leaf) *Number {
	var n [2]int64
	var currency [2]any
	for i, leaves := range [][]report.Leaf{x, y} {
		found := false
		for _, l := range leaves {
			switch {
			case strings.HasSuffix(l.Path, ".currency"):
				currency[i] = l.Value
			case l.Form == report.FormNumber && !strings.HasSuffix(l.Path, ".rounded_to"):
				n[i], found = l.Value.(int64), true
			}
		}
		if !found {
			return nil
		}
	}
	if currency[0] != currency[1] || n[0] == n[1] {
		return nil
	}
	return newNumber(n[0], n[1])
}

// newNumber is nil where the difference is no int64.
func newNumber(from, to int64) *Number {
	if from < 0 && to > math.MaxInt64+from || from > 0 && to < math.MinInt64+from {
		return nil
	}
	d := &Number{From: from, To: to, Difference: to - from}
	if from != 0 {
		percent := 100 * float64(d.Difference) / math.Abs(float64(from))
		d.Percent = &percent
	}
	return d
}

// values are the fields of a record that was added or removed.
func (c *comparer) values(g group) []Value {
	switch {
	case g.list:
		var vs []Value
		for i, it := range c.items(g) {
			vs = append(vs, Value{fmt.Sprintf("%s[%d]", g.path, i), it.show()})
		}
		return vs
	case g.unit == report.UnitText:
		var vs []Value
		for _, l := range g.leaves {
			vs = append(vs, Value{l.Path, c.reader.Canonical(l)})
		}
		return vs
	}
	return []Value{{g.path, show(g.leaves)}}
}
