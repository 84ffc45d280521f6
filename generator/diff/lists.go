package diff

import (
	"fmt"
	"strings"

	"rapporteur/generator/report"
)

// item is an item of a list: one value, or a table such as a citation.
type item struct {
	leaves    []report.Leaf // paths without that of the item: "source", "" for a single value
	canonical string        // equal for equal items
	key       string        // by which items of a table are paired
}

// items are those of a list, in order.
func (c *comparer) items(g group) []item {
	var list []item
	last := ""
	for _, l := range g.leaves {
		index, rest, _ := strings.Cut(strings.TrimPrefix(l.Path, g.path+"["), "]")
		if len(list) == 0 || index != last {
			list = append(list, item{})
			last = index
		}
		it := &list[len(list)-1]
		prefix := g.path + "[" + index + "]."
		l.Path, l.Unit = strings.TrimPrefix(rest, "."), strings.TrimPrefix(l.Unit, prefix)
		it.leaves = append(it.leaves, l)
		value := c.reader.Canonical(l)
		it.canonical += l.Path + "\x00" + value + "\x00"
		switch l.Path {
		case "", "source", "field", "date", "symbol":
			it.key = value
		}
	}
	return list
}

// single reports whether an item is one value.
func (it item) single() bool { return len(it.leaves) == 1 && it.leaves[0].Path == "" }

func (it item) get(path string) string {
	for _, l := range it.leaves {
		if l.Path == path {
			return fmt.Sprint(l.Value)
		}
	}
	return ""
}

// purpose is what a citation is for.
func (it item) purpose() string {
	var b strings.Builder
	for _, l := range it.leaves {
		if strings.HasPrefix(l.Path, "for[") {
			fmt.Fprintf(&b, "%v\x00", l.Value)
		}
	}
	return b.String()
}

// value is the item as a Value. A single value is in canonical form, and its
// leaf does not say where in the list it is.
func (it item) value() Value {
	if it.single() {
		l := it.leaves[0]
		l.Unit, l.Value = l.Path, it.key
		return Value{Leaves: []report.Leaf{l}}
	}
	return Value{Leaves: it.leaves, Table: true}
}

// listValue is a list of items.
func listValue(items []item) Value {
	var v Value
	for _, it := range items {
		v.Items = append(v.Items, it.value())
	}
	return v
}

// listField compares two states of a list. A list of single values is one
// change; of tables each item is one.
func (c *comparer) listField(x, y group) []Change {
	a, b := c.items(x), c.items(y)
	single := true
	for _, it := range append(a[:len(a):len(a)], b...) {
		single = single && it.single()
	}
	if single {
		ch := Change{Kind: kindOf(x, y), Field: y.path, From: listValue(a), To: listValue(b), Words: c.listWords(a, b)}
		if sameItems(a, b) {
			ch.Kind = Reordered
		}
		return []Change{ch}
	}

	var changes []Change
	pairs, crossed := pairItems(a, b)
	taken := make(map[int]int, len(pairs)) // by b
	gone := make([]bool, len(a))
	for i := range gone {
		gone[i] = true
	}
	for _, p := range pairs {
		taken[p.b] = p.a
		gone[p.a] = false
	}
	for i, it := range a {
		if gone[i] {
			changes = append(changes, Change{Kind: Removed, Field: fmt.Sprintf("%s[%d]", x.path, i), From: it.value()})
		}
	}
	for j, it := range b {
		field := fmt.Sprintf("%s[%d]", y.path, j)
		i, both := taken[j]
		switch {
		case !both:
			changes = append(changes, Change{Kind: Added, Field: field, To: it.value()})
		case a[i].canonical != it.canonical:
			ch := Change{Kind: Changed, Field: field, From: a[i].value(), To: it.value(), Texts: c.itemTexts(a[i], it)}
			ch.Number, ch.Incomparable = c.itemNumber(a[i], it)
			changes = append(changes, ch)
		}
	}
	if crossed {
		changes = append(changes, Change{Kind: Reordered, Field: y.path, From: listValue(a), To: listValue(b)})
	}
	return changes
}

// sameItems reports whether two lists of single values hold the same, each as
// often.
func sameItems(a, b []item) bool {
	if len(a) != len(b) {
		return false
	}
	count := make(map[string]int)
	for i := range a {
		count[a[i].key]++
		count[b[i].key]--
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return true
}

// listWords are the segments of a list of single values.
func (c *comparer) listWords(a, b []item) []Segment {
	words := func(list []item) []word {
		ws := make([]word, len(list))
		for i, it := range list {
			ws[i] = word{text: it.key}
			if i > 0 {
				ws[i].space = ", "
			}
		}
		return ws
	}
	wa, wb := words(a), words(b)
	out := new(writer)
	i, j := 0, 0
	for _, r := range append(runs(c.redline.idsOf(wa), c.redline.idsOf(wb)), run{len(wa), len(wb), 0}) {
		out.replace(wa[i:r.a], wb[j:r.b])
		for k := range r.same {
			out.same(wa[r.a+k], wb[r.b+k])
		}
		i, j = r.a+r.same, r.b+r.same
	}
	return out.done()
}

// pairItems pairs items that are equal, then those with the same key, each
// kind in order. Crossed says that some pairs are not in the order of b.
func pairItems(a, b []item) (pairs []pair, crossed bool) {
	left := make([]bool, len(b))
	for j := range left {
		left[j] = true
	}
	mate := make([]int, len(a))
	for i := range mate {
		mate[i] = -1
	}
	for _, by := range []func(item) string{
		func(it item) string { return it.canonical },
		func(it item) string { return it.key + "\x00" + it.get("locator") + "\x00" + it.purpose() },
		func(it item) string { return it.key + "\x00" + it.purpose() },
		func(it item) string { return it.key + "\x00" + it.get("locator") },
		func(it item) string { return it.key },
	} {
		free := make(map[string][]int)
		for j := range b {
			if left[j] {
				free[by(b[j])] = append(free[by(b[j])], j)
			}
		}
		for i := range a {
			if mate[i] >= 0 {
				continue
			}
			if js := free[by(a[i])]; len(js) > 0 {
				mate[i], free[by(a[i])], left[js[0]] = js[0], js[1:], false
			}
		}
	}
	last := -1
	for i, j := range mate {
		if j < 0 {
			continue
		}
		pairs = append(pairs, pair{i, j})
		crossed = crossed || j < last
		last = max(last, j)
	}
	return pairs, crossed
}

// itemTexts compares the texts of two states of an item.
func (c *comparer) itemTexts(x, y item) []TextChange {
	texts := func(it item) []report.Leaf {
		var ls []report.Leaf
		for _, l := range it.leaves {
			if l.Type == report.UnitText && !strings.Contains(l.Unit, "[") {
				ls = append(ls, l)
			}
		}
		return ls
	}
	return c.texts(texts(x), texts(y))
}

func (c *comparer) itemNumber(x, y item) (*Number, report.Incomparable) {
	numbers := func(it item) []report.Leaf {
		var ls []report.Leaf
		for _, l := range it.leaves {
			if l.Unit == "parties" {
				ls = append(ls, l)
			}
		}
		return ls
	}
	return difference(numbers(x), numbers(y))
}
