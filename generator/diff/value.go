package diff

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rapporteur/generator/catalogue"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
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
func (v Value) English() string { return v.Say("") }

// Say returns the value in a language as English does.
func (v Value) Say(lang string) string { return v.said(lang, "", asWritten) }

// SayAs is like Say for a value of a field of a record of a kind: each word in it is printed
// as say says it, which is given the path of its field without indexes of lists.
func (v Value) SayAs(lang string, kind report.Kind, field string, say func(path, word string) string) string {
	field = withoutIndexes(field)
	return v.said(lang, kind, func(l report.Leaf, table bool) string {
		path := withoutIndexes(l.Path)
		switch {
		case table:
			path = field + "." + path
		case path == "":
			path = field
		}
		return say(path, fmt.Sprint(l.Value))
	})
}

// wording is how a leaf that is one word is printed; table says that it is of an
// item of a list of tables.
type wording func(l report.Leaf, table bool) string

// asWritten returns the value of a leaf as a string.
func asWritten(l report.Leaf, _ bool) string { return fmt.Sprint(l.Value) }

// said is the value in a language, as one of a record of a kind.
func (v Value) said(lang string, kind report.Kind, word wording) string {
	w := valueWriter{lang, kind, word}
	switch {
	case len(v.Items) > 0:
		parts := make([]string, len(v.Items))
		for i, it := range v.Items {
			parts[i] = w.short(it)
		}
		return strings.Join(parts, ", ")
	case v.Table:
		return w.table(v.Leaves)
	}
	return w.unit(v.Leaves, false)
}

// valueWriter prints values of records of a kind in a language.
type valueWriter struct {
	lang string
	kind report.Kind
	word wording
}

// short is an item in a list of items: what identifies it, if there is such a
// leaf.
func (w valueWriter) short(v Value) string {
	if v.Table {
		for _, l := range v.Leaves {
			switch l.Path {
			case "source", "field", "date":
				return w.word(l, true)
			}
		}
	}
	return v.said(w.lang, w.kind, w.word)
}

// unit is a single value, a quantity, an amount or a period; table says that
// it is in an item of a list of tables.
func (w valueWriter) unit(leaves []report.Leaf, table bool) string {
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
		return say.F("%d of %d", at("done"), at("due")).In(w.lang)
	case report.UnitPeriod:
		from, to := at("from"), at("to")
		switch {
		case from == nil:
			return say.F("until %v", to).In(w.lang)
		case to == nil:
			return say.F("since %v", from).In(w.lang)
		}
		return say.F("%v to %v", from, to).In(w.lang)
	case report.UnitQuantity, report.UnitAmount:
		var parts []string
		if cur := at("currency"); cur != nil {
			parts = append(parts, fmt.Sprint(cur))
		}
		if n, ok := report.NumberIn(at("value")); ok {
			q := report.Quantity{Value: &n}
			if end, ok := report.NumberIn(at("to")); ok {
				q.To = &end
			}
			q.Per, _ = at("per").(int64)
			parts = append(parts, Printed{q, report.Lang(cmp.Or(w.lang, "en"))}.String())
		} else {
			parts = append(parts, say.F("not reported").In(w.lang))
		}
		if q := at("qualifier"); q != nil {
			parts = []string{w.qualified(fmt.Sprint(q), strings.Join(parts, " "))}
		}
		if n, ok := report.NumberIn(at("rounded_to")); ok {
			parts = append(parts, say.F("rounded to %s", number(n, w.lang)).In(w.lang))
		}
		if s := at("as_printed"); s != nil {
			parts = append(parts, fmt.Sprintf("(“%s”)", s))
		}
		return strings.Join(parts, " ")
	}
	switch v := leaves[0].Value.(type) {
	case bool:
		return say.F("yes").In(w.lang)
	case int64, report.Number:
		n, _ := report.NumberIn(v)
		return number(n, w.lang)
	}
	return w.word(leaves[0], table)
}

// table is an item of a list of tables: its fields with their names, a text
// once for each of its languages.
func (w valueWriter) table(leaves []report.Leaf) string {
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
				values = append(values, strings.TrimSpace(w.word(m, true)))
			}
			value = strings.Join(values, ", ")
		case l.Type == report.UnitText:
			value = strings.TrimSpace(fmt.Sprint(l.Value))
		default:
			value = w.unit(same, true)
		}
		switch name {
		case "source", "locator", "date", "field":
		case "for":
			value = say.F("for %s", value).In(w.lang)
		default:
			value = w.named(name) + " " + value
		}
		parts = append(parts, value)
	}
	return strings.Join(parts, semicolon(w.lang))
}

// qualified is a number with how exactly it is known.
func (w valueWriter) qualified(qualifier, number string) string {
	if english(w.lang) {
		return strings.ReplaceAll(qualifier, "-", " ") + " " + number
	}
	return catalogue.In(w.lang).Say("qualifier-"+qualifier, "N", number)
}

// named is the name of a field of a table in a record.
func (w valueWriter) named(field string) string {
	if english(w.lang) {
		return strings.ReplaceAll(field, "_", " ")
	}
	return catalogue.In(w.lang).Field(string(w.kind), field)
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
	s := p.number(*p.Value)
	if p.To != nil {
		s = catalogue.In(string(p.Lang)).Say("range", "From", s, "To", p.number(*p.To))
	}
	return catalogue.In(string(p.Lang)).Share(s, cmp.Or(p.To, p.Value).String(), p.Per, p.number(report.Integer(p.Per)))
}

func (p Printed) number(n report.Number) string { return number(n, string(p.Lang)) }

// grouped returns n with a comma between each three digits and a minus sign.
func grouped(n report.Number) string {
	return strings.Replace(n.Grouped(","), "-", "−", 1)
}
