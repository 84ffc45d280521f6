package diff

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rapporteur/generator/catalogue"
	"rapporteur/generator/report"
)

// Value is the value of a field in one of the reports: its leaves, or the items
// of a list. The zero Value is a field that is absent. The writers of this package
// print English; package site prints the language of its page.
type Value struct {
	// Leaves are the parts of the value, in the order of the model: one leaf, or
	// those of a text, a quantity, an amount or a period. In an item of a list
	// of tables, such as a citation, their paths begin in the item: "locator",
	// "note.fr"; the leaf of an item that is one value has no path.
	Leaves []report.Leaf
	Items  []Value // of a list, in order
	Table  bool    // Leaves are those of an item of a list of tables
}

// UnitCompleteness is the type of a derived value with the leaves "done" and
// "due", which are numbers of requests.
const UnitCompleteness report.UnitType = "completeness"

// IsZero reports whether the field is absent.
func (v Value) IsZero() bool { return len(v.Leaves) == 0 && len(v.Items) == 0 }

// Leaf returns the leaf with a path, or one whose path ends with a dot and that
// key, or nil.
func (v Value) Leaf(key string) *report.Leaf {
	for i := range v.Leaves {
		if l := &v.Leaves[i]; l.Path == key || strings.HasSuffix(l.Path, "."+key) {
			return l
		}
	}
	return nil
}

// Number returns the whole number of a leaf, and whether there is one.
func (v Value) Number(key string) (int64, bool) {
	if l := v.Leaf(key); l != nil {
		n, ok := l.Value.(int64)
		return n, ok
	}
	return 0, false
}

// Text returns the text in all its languages that the leaves of a unit make up;
// zero if there are none.
func (v Value) Text(unit string) report.Text {
	var t report.Text
	for _, l := range v.Leaves {
		if l.Unit != unit || l.Type != report.UnitText {
			continue
		}
		if s, ok := l.Value.(string); ok {
			i := strings.LastIndexByte(l.Path, '.')
			t = t.With(report.Lang(l.Path[i+1:]), s)
		}
	}
	return t
}

// Word returns the word or id of a single value; empty for any other value.
func (v Value) Word() string {
	if len(v.Leaves) != 1 || v.Leaves[0].Form != report.FormWord {
		return ""
	}
	s, _ := v.Leaves[0].Value.(string)
	return s
}

// Equal reports whether two values have the same parts.
func (v Value) Equal(w Value) bool {
	return v.Table == w.Table && slices.Equal(v.Leaves, w.Leaves) && slices.EqualFunc(v.Items, w.Items, Value.Equal)
}

// Without returns the value without the leaves that are texts.
func (v Value) Without(texts []TextChange) Value {
	if len(texts) == 0 {
		return v
	}
	out := Value{Items: v.Items, Table: v.Table}
	for _, l := range v.Leaves {
		if l.Type != report.UnitText || strings.Contains(l.Unit, "[") {
			out.Leaves = append(out.Leaves, l)
		}
	}
	return out
}

// English returns the value in English, for people and not for programs. Other records
// are named by their ids, as in the files.
func (v Value) English() string { return v.english(asWritten) }

// wording is how a leaf that is one word is printed; table says that it is of an
// item of a list of tables.
type wording func(l report.Leaf, table bool) string

// asWritten returns the value of a leaf as a string.
func asWritten(l report.Leaf, _ bool) string { return fmt.Sprint(l.Value) }

func (v Value) english(say wording) string {
	switch {
	case len(v.Items) > 0:
		parts := make([]string, len(v.Items))
		for i, it := range v.Items {
			parts[i] = it.short(say)
		}
		return strings.Join(parts, ", ")
	case v.Table:
		return tableString(v.Leaves, say)
	}
	return unitString(v.Leaves, false, say)
}

// short is an item in a list of items: what identifies it, if there is such a
// leaf.
func (v Value) short(say wording) string {
	if v.Table {
		for _, l := range v.Leaves {
			switch l.Path {
			case "source", "field", "date":
				return say(l, true)
			}
		}
	}
	return v.english(say)
}

// unitString is a single value, a quantity, an amount or a period; table says that
// it is in an item of a list of tables.
func unitString(leaves []report.Leaf, table bool, say wording) string {
	if len(leaves) == 0 {
		return ""
	}
	at := func(name string) any {
		if l := (Value{Leaves: leaves}).Leaf(name); l != nil {
			return l.Value
		}
		return nil
	}
	switch leaves[0].Type {
	case UnitCompleteness:
		return fmt.Sprintf("%d of %d", at("done"), at("due"))
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
		if n, ok := report.NumberIn(at("value")); ok {
			q := report.Quantity{Value: &n}
			if end, ok := report.NumberIn(at("to")); ok {
				q.To = &end
			}
			q.Per, _ = at("per").(int64)
			parts = append(parts, Printed{q, "en"}.String())
		} else {
			parts = append(parts, "not reported")
		}
		if n, ok := report.NumberIn(at("rounded_to")); ok {
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
	case int64, report.Number:
		n, _ := report.NumberIn(v)
		return grouped(n)
	}
	return say(leaves[0], table)
}

// tableString is an item of a list of tables: its fields with their names, a text
// once for each of its languages.
func tableString(leaves []report.Leaf, say wording) string {
	var parts []string
	done := make(map[string]bool)
	for _, l := range leaves {
		name, _, list := strings.Cut(l.Path, "[")
		switch {
		case list:
		case l.Type == report.UnitText:
			name = l.Path
		default:
			name = l.Unit
		}
		if done[name] {
			continue
		}
		done[name] = true
		var same []report.Leaf
		for _, m := range leaves {
			if m.Unit == l.Unit && l.Type != report.UnitText || list && strings.HasPrefix(m.Path, name+"[") {
				same = append(same, m)
			}
		}
		var value string
		switch {
		case list:
			var values []string
			for _, m := range same {
				values = append(values, strings.TrimSpace(say(m, true)))
			}
			value = strings.Join(values, ", ")
		case l.Type == report.UnitText:
			value = strings.TrimSpace(fmt.Sprint(l.Value))
		default:
			value = unitString(same, true, say)
		}
		switch name {
		case "source", "locator", "date", "field":
		case "for":
			value = "for " + value
		default:
			value = strings.ReplaceAll(name, "_", " ") + " " + value
		}
		parts = append(parts, value)
	}
	return strings.Join(parts, "; ")
}

// wordValue is a derived value that is one word of a controlled list.
func wordValue(field, word string) Value {
	if word == "" {
		return Value{}
	}
	return Value{Leaves: []report.Leaf{{Path: field, Unit: field, Form: report.FormWord, Value: word}}}
}

// numberValue returns a derived number.
func numberValue(field string, n int) Value {
	return Value{Leaves: []report.Leaf{{Path: field, Unit: field, Form: report.FormNumber, Value: int64(n)}}}
}

// completenessValue is how many of the requests that are due were answered.
func completenessValue(done, due int) Value {
	leaf := func(name string, n int) report.Leaf {
		return report.Leaf{Path: name, Unit: FieldCompleteness, Type: UnitCompleteness, Form: report.FormNumber, Value: int64(n)}
	}
	return Value{Leaves: []report.Leaf{leaf("done", done), leaf("due", due)}}
}

// String is the quantity as the pages of the site print it in its language, without
// what qualifies it: "10 to 15 per cent".
func (p Printed) String() string {
	say := catalogue.In(string(p.Lang)).Say
	s := p.number(*p.Value)
	if p.To != nil {
		s = say("range", "From", s, "To", p.number(*p.To))
	}
	return catalogue.In(string(p.Lang)).Share(s, cmp.Or(p.To, p.Value).String(), p.Per, p.number(report.Integer(p.Per)))
}

func (p Printed) number(n report.Number) string {
	marks := map[report.Lang][2]string{"fr": {"\u202f", ","}, "ru": {"\u00a0", ","}, "es": {".", ","}}
	s := grouped(n)
	if m, ok := marks[p.Lang]; ok {
		s = strings.NewReplacer(",", m[0], ".", m[1]).Replace(s)
	}
	return s
}

// grouped returns n with a comma between each three digits and a minus sign.
func grouped(n report.Number) string {
	return strings.Replace(n.Grouped(","), "-", "−", 1)
}
