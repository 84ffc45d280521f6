package dataset

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rapporteur/generator/chart"
	"rapporteur/generator/report"
)

// separator separates the values of a list in one cell.
const separator = "; "

// column is a column of a table.
type column struct {
	name  string
	typ   string // of Table Schema: "string", "integer"
	doc   string // what it holds; may be empty
	enum  []string
	to    report.Kind // kind of the records whose ids it holds, one in each row; empty where it holds others
	value func(e report.Entry, values values) string
}

// table is the records of one kind.
type table struct {
	kind    report.KindInfo
	columns []column
	rows    [][]string
}

// values are the values of a record by their paths, without the indexes of lists; each
// list as one text. Lists of structs are values in JSON.
type values map[string]string

var listIndex = regexp.MustCompile(`\[[0-9]+\]`)

// tables makes a table of each kind of which there are records.
func (w *writer) tables() []*table {
	entries := make(map[report.Kind][]report.Entry)
	for _, e := range w.Entries() {
		entries[e.Ref.Kind] = append(entries[e.Ref.Kind], e)
	}
	var tables []*table
	for _, k := range report.Kinds() {
		if k.Data != "" && len(entries[k.Kind]) > 0 {
			tables = append(tables, w.table(k, entries[k.Kind]))
		}
	}
	return tables
}

func (w *writer) table(k report.KindInfo, entries []report.Entry) *table {
	t := &table{kind: k}
	all := make([]values, len(entries))
	used := make(map[string]bool)
	for i, e := range entries {
		all[i] = w.values(e)
		for path := range all[i] {
			used[path] = true
		}
	}
	t.columns = append(t.columns, column{
		name: "id", typ: "string", doc: "Permanent id, unique in this table",
		value: func(e report.Entry, _ values) string { return e.Ref.ID },
	})
	if k.Parent != "" && !slices.Contains(k.ID, string(k.Parent)) { // else a field of its own names it
		parents := make(map[string]bool)
		for _, e := range entries {
			for path := range w.parentValues(e) {
				parents[path] = true
			}
		}
		t.columns = append(t.columns, w.parentColumns(k.Parent.Info(), parents)...)
	}
	t.columns = append(t.columns, w.columns(k.Type, "", used, true)...)
	t.columns = append(t.columns, w.sourceColumns(k)...)
	for i, e := range entries {
		row := make([]string, len(t.columns))
		for j, c := range t.columns {
			row[j] = c.value(e, all[i])
		}
		t.rows = append(t.rows, row)
	}
	t.settle()
	return t
}

// values reads the values of a record.
func (w *writer) values(e report.Entry) values {
	out := make(values)
	for _, l := range w.reader.Leaves(e) {
		path := listIndex.ReplaceAllString(l.Path, "")
		if text, ok := out[path]; ok {
			out[path] = text + separator + fmt.Sprint(l.Value)
		} else {
			out[path] = fmt.Sprint(l.Value)
		}
	}
	return out
}

// columns are those of the fields of a struct. used are the paths at which some record has a
// value: a text has a column for each language of the report, and for others that are
// there.
func (w *writer) columns(t reflect.Type, prefix string, used map[string]bool, top bool) []column {
	var out []column
	for i := range t.NumField() {
		sf := t.Field(i)
		key := sf.Tag.Get("toml")
		if key == "" || key == "-" || report.HoldsRecords(sf.Type) || top && (key == "id" || key == "cites" || key == "gaps") {
			continue
		}
		out = append(out, w.fieldColumns(t, sf, prefix+key, used)...)
	}
	return out
}

func (w *writer) fieldColumns(t reflect.Type, sf reflect.StructField, path string, used map[string]bool) []column {
	doc := w.described.Describe(t, sf)
	c := column{name: path, typ: "string", doc: doc, value: func(_ report.Entry, v values) string { return v[path] }}
	typ := sf.Type
	if typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	switch {
	case typ == reflect.TypeFor[report.Text]():
		var out []column
		for _, l := range report.Langs {
			at := path + "." + string(l)
			if !slices.Contains(w.Meta.Languages, l) && !used[at] {
				continue
			}
			out = append(out, column{
				name: at, typ: "string", doc: sentences(doc, "In "+l.Name()),
				value: func(_ report.Entry, v values) string { return v[at] },
			})
		}
		return out
	case typ == reflect.TypeFor[report.Date]():
		c.typ = "date"
	case typ == reflect.TypeFor[report.Number]():
		c.typ = "number"
	case typ == reflect.TypeFor[report.Cells]():
		c.typ, c.value = "object", w.inJSON(path)
	case typ == reflect.TypeFor[report.Ref](), typ == reflect.TypeFor[report.Breakdown]():
	case typ.Kind() == reflect.Slice && isStruct(typ.Elem()):
		c.typ, c.value = "array", w.inJSON(path)
	case typ.Kind() == reflect.Struct:
		return w.columns(typ, path+".", used, false)
	case typ.Kind() == reflect.Bool:
		c.typ = "boolean"
		c.value = func(_ report.Entry, v values) string {
			if v[path] == "" {
				return "false"
			}
			return v[path]
		}
	case typ.Kind() == reflect.Int, typ.Kind() == reflect.Int64:
		c.typ = "integer"
	case typ.Kind() == reflect.String:
		if report.Extends(typ) == "" {
			c.enum = report.Values(typ)
		}
		if to := report.Targets(sf); len(to) == 1 {
			c.to = to[0]
			return append([]column{c}, w.named(c)...)
		}
	}
	return []column{c}
}

// isStruct reports whether the items of a list are structs that are not written as texts.
func isStruct(t reflect.Type) bool {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t.Kind() == reflect.Struct && t != reflect.TypeFor[report.Date]() && t != reflect.TypeFor[report.Ref]() && t != reflect.TypeFor[report.Number]()
}

// inJSON is the value of a list of structs, or of the cells of a row, in JSON.
func (w *writer) inJSON(path string) func(report.Entry, values) string {
	return func(e report.Entry, _ values) string {
		raw := w.records[e.Ref]
		for key := range strings.SplitSeq(path, ".") {
			var members map[string]json.RawMessage
			if json.Unmarshal(raw, &members) != nil {
				return ""
			}
			raw = members[key]
		}
		return string(raw)
	}
}

// named are the columns after that of an id of a record: what it is called, in each
// language of the report, and of a State its code of ISO 3166-1 as it is usually written.
func (w *writer) named(c column) []column {
	var out []column
	if c.to == report.KindState {
		out = append(out, column{
			name: c.name + "_iso3", typ: "string", doc: "Its code of three letters in ISO 3166-1",
			value: func(e report.Entry, v values) string { return strings.ToUpper(c.value(e, v)) },
		})
	}
	if len(c.to.Info().Name) == 0 {
		return out
	}
	for _, lang := range w.Meta.Languages {
		out = append(out, column{
			name: c.name + "_name." + string(lang), typ: "string", doc: "Its name. In " + lang.Name(),
			value: func(e report.Entry, v values) string {
				id := c.value(e, v)
				if id == "" {
					return ""
				}
				name, _ := w.Name(report.Ref{Kind: c.to, ID: id})
				return name.In(lang)
			},
		})
	}
	return out
}

// parentValues are the values that identify the record that a record belongs to: its
// words, names and numbers, and no texts in prose.
func (w *writer) parentValues(e report.Entry) values {
	parent := w.Parent(e.Ref)
	if v, ok := w.parents[parent]; ok {
		return v
	}
	out := make(values)
	w.parents[parent] = out
	record := w.Record(parent)
	if record == nil {
		return out
	}
	for _, l := range w.reader.Leaves(report.Entry{Ref: parent, Record: record}) {
		if key, _, _ := strings.Cut(l.Path, "["); key != l.Path || l.Form == report.FormProse || l.Form == report.FormVerbatim {
			continue
		}
		out[l.Path] = fmt.Sprint(l.Value)
	}
	return out
}

// parentColumns identify the record that a record belongs to. A record that is itself
// identified by another one, such as the list of acts of an instrument, has the name of that.
func (w *writer) parentColumns(parent report.KindInfo, used map[string]bool) []column {
	prefix := string(parent.Kind) + "."
	var out []column
	if parent.ID[0] == "id" {
		out = append(out, column{
			name: string(parent.Kind), typ: "string", doc: "Id of the record that it belongs to", to: parent.Kind,
			value: func(e report.Entry, _ values) string { return w.Parent(e.Ref).ID },
		})
	} else {
		prefix = ""
	}
	some := make(map[string]bool) // fields that some parent has, in whatever language
	for path := range used {
		some[withoutLanguage(path)] = true
	}
	for _, c := range w.columns(parent.Type, "", used, true) {
		if !some[strings.TrimSuffix(withoutLanguage(c.name), "_name")] {
			continue
		}
		value := c.value
		c.name = prefix + c.name
		c.value = func(e report.Entry, _ values) string { return value(e, w.parentValues(e)) }
		out = append(out, c)
	}
	return out
}

// withoutLanguage is a path without the language at its end.
func withoutLanguage(path string) string {
	if i := strings.LastIndexByte(path, '.'); i >= 0 && slices.Contains(report.Langs, report.Lang(path[i+1:])) {
		return path[:i]
	}
	return path
}

// sourceColumns are the citations of a record, each at the same position in every column,
// and its gaps.
func (w *writer) sourceColumns(k report.KindInfo) []column {
	cited := func(value func(report.Cite) string) func(report.Entry, values) string {
		return func(e report.Entry, _ values) string {
			cites := w.citesOf(e)
			parts := make([]string, len(cites))
			for i, c := range cites {
				parts[i] = value(c)
			}
			if strings.Trim(strings.Join(parts, ""), " ") == "" {
				return ""
			}
			return strings.Join(parts, separator)
		}
	}
	var out []column
	if _, ok := k.Type.FieldByName("Cites"); ok {
		out = append(out,
			column{name: "source", typ: "string", doc: "Ids of the sources that it rests on, in the order of the columns that follow", value: cited(func(c report.Cite) string { return c.Source })},
			column{name: "source_link", typ: "string", doc: "Where each source is published", value: cited(func(c report.Cite) string {
				if s := w.Source(c.Source); s != nil {
					return s.Link
				}
				return ""
			})},
			column{name: "locator", typ: "string", doc: "The place in each source", value: cited(func(c report.Cite) string { return c.Locator })},
			column{name: "verification", typ: "string", doc: "How each was checked: primary, primary-copy (the source was read in a copy), secondary, derived or unverified", value: cited(func(c report.Cite) string { return string(w.verification(c)) })},
		)
	}
	if f, ok := k.Type.FieldByName("Gaps"); ok {
		out = append(out, column{name: "not_reported", typ: "string", doc: "Fields without a value, each with the reason", value: func(e report.Entry, _ values) string {
			gaps, _ := reflect.ValueOf(e.Record).Elem().FieldByIndex(f.Index).Interface().([]report.Gap)
			var said []string
			for _, g := range gaps {
				said = append(said, g.Field+": "+string(g.Reason))
			}
			return strings.Join(said, separator)
		}})
	}
	return out
}

// verification is how a citation was checked, as pages show it.
func (w *writer) verification(c report.Cite) report.Verification {
	of := claim{c.Source, c.Verification}
	if _, ok := w.shown[of]; !ok {
		w.shown[of] = w.Shown(c)
	}
	return w.shown[of]
}

// citesOf are the citations of a record or, where it has none, those of the record that it
// belongs to.
func (w *writer) citesOf(e report.Entry) []report.Cite {
	for ref := e.Ref; w.Record(ref) != nil; ref = w.Parent(ref) {
		if cites := w.CitesOf(ref); len(cites) > 0 {
			return cites
		}
	}
	return nil
}

// identifying are the records whose ids are parts of the id of a record.
func identifying(e report.Entry) []report.Ref {
	k := e.Ref.Kind.Info()
	if !k.Composite {
		return nil
	}
	v := reflect.ValueOf(e.Record).Elem()
	var refs []report.Ref
	for i := range v.NumField() {
		sf := v.Type().Field(i)
		if to := report.Targets(sf); len(to) == 1 && slices.Contains(k.ID, sf.Tag.Get("toml")) {
			refs = append(refs, report.Ref{Kind: to[0], ID: v.Field(i).String()})
		}
	}
	return refs
}

// settle gives each column the narrowest type that all its values have.
func (t *table) settle() {
	for j := range t.columns {
		c := &t.columns[j]
		for _, row := range t.rows {
			switch v := row[j]; {
			case v == "":
			case c.typ == "date" && !wholeDay.MatchString(v):
				c.typ = "string"
			case c.typ == "integer":
				if _, err := strconv.Atoi(v); err != nil {
					c.typ = "string"
				}
			}
		}
	}
}

var wholeDay = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)

// file is the table as CSV.
func (t *table) file() File {
	var out chart.Table
	for _, c := range t.columns {
		out.Header = append(out.Header, c.name)
	}
	for _, row := range t.rows {
		cells := make([]chart.Cell, len(row))
		for i, v := range row {
			cells[i] = chart.Cell{Text: v}
		}
		out.Rows = append(out.Rows, cells)
	}
	return File{Name: TableName(t.kind.Kind), Data: []byte(out.CSV()), Rows: len(t.rows)}
}

// sentences joins the parts that are not empty.
func sentences(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ". ")
}
