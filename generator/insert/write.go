package insert

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// TOML returns a value of a field as written in a file. The error says which values
// are valid.
func (f Field) TOML(word string) (string, error) {
	word = strings.ToValidUTF8(word, "\uFFFD")
	word = strings.ReplaceAll(strings.TrimSpace(word), "\r\n", "\n")
	if f.gaps {
		return gaps(word)
	}
	term := report.Extends(f.typ) != "" && report.IsID(word) // Add knows those of the report
	if f.Values != nil && f.typ.Kind() == reflect.String && !term && !slices.Contains(f.Values, word) {
		return "", say.Errorf("%s cannot be %q; it is one of: %s", f.Name, word, strings.Join(f.Values, ", "))
	}
	switch {
	case f.typ == reflect.TypeFor[report.Number]():
		n, err := report.ParseNumber(word)
		if err != nil {
			return "", say.Errorf("%s is a number without spaces and commas, with decimals after a point, not %q", f.Name, word)
		}
		if n.Places() > 0 && strings.HasSuffix(word, "0") {
			return report.Quote(n.String()), nil
		}
		return n.String(), nil
	case f.typ == reflect.TypeFor[report.Date]():
		d, err := report.ParseDate(word)
		if err != nil {
			return "", say.Errorf("%s: %v; write a day as 2008-07-31, a month as 2008-07, a year as 2008", f.Name, err)
		}
		if d.Day == 0 {
			return report.Quote(word), nil
		}
		return d.String(), nil
	case f.typ == reflect.TypeFor[report.Breakdown]():
		return breakdown(f.Name, word)
	case f.typ.Kind() == reflect.Slice:
		var items []string
		for item := range strings.SplitSeq(word, ",") {
			if item = strings.TrimSpace(item); item == "" {
				continue
			}
			if f.Values != nil && !slices.Contains(f.Values, item) {
				return "", say.Errorf("%s cannot be %q; it is one of: %s", f.Name, item, strings.Join(f.Values, ", "))
			}
			items = append(items, report.Quote(item))
		}
		return "[" + strings.Join(items, ", ") + "]", nil
	case f.typ.Kind() == reflect.Bool:
		if word != "true" && word != "false" {
			return "", say.Errorf("%s is true or false, not %q", f.Name, word)
		}
		return word, nil
	case f.typ.Kind() == reflect.Int, f.typ.Kind() == reflect.Int64:
		n, err := strconv.ParseInt(word, 10, 64)
		if err != nil {
			return "", say.Errorf("%s is a whole number without spaces, commas or points, not %q", f.Name, word)
		}
		return strconv.FormatInt(n, 10), nil
	}
	if f.top.Name != "" && slices.Contains(strings.Fields(f.top.Tag.Get("is")), "id") && !report.IsID(word) {
		return "", say.Errorf("id %q is not well formed; use a-z, 0-9 and single hyphens between them", word)
	}
	if strings.Contains(word, "\n") {
		return quoteLines(word), nil
	}
	return report.Quote(word), nil
}

// breakdown writes "sex=female,region=africa" as a table.
func breakdown(field, word string) (string, error) {
	var each []pair
	for part := range strings.SplitSeq(word, ",") {
		dimension, category, _ := strings.Cut(part, "=")
		dimension, category = strings.TrimSpace(dimension), strings.TrimSpace(category)
		if !report.IsID(dimension) || !report.IsID(category) {
			return "", say.Errorf("%s has %q, which is not the id of a dimension, = and the id of one of its categories", field, part)
		}
		each = append(each, pair{dimension, report.Quote(category)})
	}
	return inline(each), nil
}

// gaps formats "place=not-stated,amount=not-found" as a list of gaps.
func gaps(word string) (string, error) {
	reasons := report.Values(reflect.TypeFor[report.GapReason]())
	var each []string
	for gap := range strings.SplitSeq(word, ",") {
		field, reason, _ := strings.Cut(gap, "=")
		field, reason = strings.TrimSpace(field), strings.TrimSpace(reason)
		if field == "" || !slices.Contains(reasons, reason) {
			return "", say.Errorf("gap %q is not a field, = and one of: %s", gap, strings.Join(reasons, ", "))
		}
		each = append(each, inline([]pair{{"field", report.Quote(field)}, {"reason", report.Quote(reason)}}))
	}
	return "[" + strings.Join(each, ", ") + "]", nil
}

// quoteLines formats a text of several lines.
func quoteLines(s string) string {
	var b strings.Builder
	b.WriteString("\"\"\"\n")
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n' || r == '\t' || r >= ' ' && r != 0x7f:
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, `\u%04X`, r)
		}
	}
	b.WriteString(`"""`)
	return b.String()
}

// cells writes "state=France; replied=2008-07-31" as the cells of a row, one for each
// column of its table. Columns that are not named have an empty cell, which is left to
// fill in.
func (d *draft) cells(word string) ([]pair, error) {
	given := make(map[string]string)
	for cell := range strings.SplitSeq(word, ";") {
		if cell = strings.TrimSpace(cell); cell == "" {
			continue
		}
		id, value, named := strings.Cut(cell, "=")
		id = strings.TrimSpace(id)
		if !named || !slices.ContainsFunc(d.columns, func(c column) bool { return c.id == id }) {
			var ids []string
			for _, c := range d.columns {
				ids = append(ids, c.id)
			}
			return nil, say.Errorf("cell %q is not a column of the table, = and a value; its columns are: %s", cell, strings.Join(ids, ", "))
		}
		given[id] = strings.TrimSpace(value)
	}
	var ps []pair
	for _, c := range d.columns {
		key, value := "cells."+c.id, given[c.id]
		if value == "" {
			d.left = append(d.left, key)
			ps = append(ps, pair{key, `""`})
			continue
		}
		typ := reflect.TypeFor[string]()
		switch c.kind {
		case report.NumberColumn:
			typ = reflect.TypeFor[report.Number]()
		case report.DateColumn:
			typ = reflect.TypeFor[report.Date]()
		}
		written, err := Field{Name: key, typ: typ}.TOML(value)
		if err != nil {
			return nil, err
		}
		ps = append(ps, pair{key, written})
	}
	return ps, nil
}

// column is a column of the table that a row is put in.
type column struct {
	id   string
	kind report.ColumnKind
}

// columnsOf are the columns of the table that a part is, in their order.
func columnsOf(table *report.Part) []column {
	if table == nil {
		return nil
	}
	var columns []column
	list, _ := table.Get("column")
	for _, c := range list.Parts {
		columns = append(columns, column{c.TextAt("id"), report.ColumnKind(c.TextAt("kind"))})
	}
	return columns
}

// pair is a key and its value, both as written in a file.
type pair struct{ key, value string }

// draft is a record to be written.
type draft struct {
	kind  Kind
	langs []report.Lang
	words map[string]string // by field, not as TOML
	cites bool              // it has to cite a source of its own
	left  []string          // fields that are written empty

	columns []column // of the table that a row is put in
}

// pairs returns the keys of the record in the order of its struct. A required field
// without a value is written as an empty text.
func (d *draft) pairs() ([]pair, error) {
	var ps []pair
	fields := d.kind.Fields(d.langs)
	for i := 0; i < len(fields); {
		j := i + 1
		for j < len(fields) && fields[j].top.Name == fields[i].top.Name {
			j++
		}
		group := fields[i:j]
		i = j
		if group[0].top.Name == "" {
			continue // it says where the record goes, and is not part of it
		}
		found, err := d.group(group)
		if err != nil {
			return nil, err
		}
		ps = append(ps, found...)
	}
	return ps, nil
}

// group formats the values of one field of the record.
func (d *draft) group(fields []Field) ([]pair, error) {
	if fields[0].typ == reflect.TypeFor[report.Cells]() {
		return d.cells(d.words[fields[0].Name])
	}
	var ps []pair
	given := slices.ContainsFunc(fields, func(f Field) bool { return d.words[f.Name] != "" })
	for _, f := range fields {
		word := d.words[f.Name]
		if word != "" {
			value, err := f.TOML(word)
			if err != nil {
				return nil, err
			}
			ps = append(ps, pair{f.Name, value})
			continue
		}
		if d.empty(f, given) {
			name := f.Name
			if f.cites {
				name = "cites." + name
			}
			d.left = append(d.left, name)
			ps = append(ps, pair{f.Name, `""`})
		}
	}
	top := fields[0].top
	switch {
	case len(ps) == 0:
	case fields[0].gaps:
		ps[0].key = top.Tag.Get("toml")
	case fields[0].cites:
		ps = []pair{{top.Tag.Get("toml"), "[" + inline(ps) + "]"}}
	case top.Type == reflect.TypeFor[report.Quantity](), top.Type == reflect.TypeFor[report.Amount]():
		prefix := top.Tag.Get("toml") + "."
		for i := range ps {
			ps[i].key = strings.TrimPrefix(ps[i].key, prefix)
		}
		ps = []pair{{top.Tag.Get("toml"), inline(ps)}}
	}
	return ps, nil
}

// empty reports whether a field without a value is written as an empty one, to be
// filled in later; given says whether another part of the field has a value.
func (d *draft) empty(f Field, given bool) bool {
	switch {
	case f.cites:
		unsourced := f.Name == sourceFlag && d.words[verificationFlag] == string(report.Unverified)
		return f.Name != locatorFlag && !unsourced && (given || d.cites)
	case f.top.Type == reflect.TypeFor[report.Text]() && given:
		return !d.cited(f)
	case f.Required:
		return f.top.Type != reflect.TypeFor[report.Text]() || !given
	}
	return !given && d.needs(f)
}

// needs reports whether check requires the field of this record.
func (d *draft) needs(f Field) bool {
	if !slices.ContainsFunc(d.kind.needed, func(n string) bool { return f.Name == n || strings.HasPrefix(f.Name, n+".") }) {
		return false
	}
	key := f.top.Tag.Get("toml")
	for gap := range strings.SplitSeq(d.words[gapFlag], ",") {
		name, _, _ := strings.Cut(gap, "=")
		if name, _, _ = strings.Cut(strings.TrimSpace(name), "."); name == key {
			return false
		}
	}
	switch {
	case key == "place":
		return d.words["online"] != "true"
	case key == "progress":
		answered := slices.ContainsFunc(d.langs, func(l report.Lang) bool { return d.words["reason."+string(l)] != "" })
		verb := report.Verb(d.words["verb"])
		return !answered && (verb == "" || verb.Asks())
	}
	return true
}

// cited reports whether a text may be missing in some languages because it is in the
// language of the work it cites.
func (d *draft) cited(f Field) bool {
	_, ok := d.kind.typ.FieldByName("Original")
	return ok && f.top.Name == "Title" && d.words["original"] != ""
}

func inline(ps []pair) string {
	var each []string
	for _, p := range ps {
		each = append(each, p.key+" = "+p.value)
	}
	return "{ " + strings.Join(each, ", ") + " }"
}

func lines(ps []pair, eol string) string {
	var b strings.Builder
	for _, p := range ps {
		b.WriteString(strings.ReplaceAll(p.key+" = "+p.value+"\n", "\n", eol))
	}
	return b.String()
}
