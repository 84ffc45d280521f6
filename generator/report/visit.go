package report

import (
	"reflect"
	"strconv"
	"strings"
)

// TextField is a text of a record.
type TextField struct {
	Ref      Ref
	Field    string // "progress", "cites[0].note", "place.city"
	Text     Text
	Prose    bool // small Markdown, authored by us
	Verbatim bool // quoted
	Cited    bool // a title as it is printed on what is cited; translations are optional
}

// CiteField is a citation of a record.
type CiteField struct {
	Ref   Ref
	Field string // "cites[0]", "count[1].cites[0]"
	Cite  Cite
	// Absent are the indexes of Cite.For of fields that have no value. What
	// applies to every act of a list is not looked up.
	Absent []int
}

// GapField is a gap of a record, and whether its field has a value all the
// same.
type GapField struct {
	Ref    Ref
	Field  string // "gaps[0]"
	Gap    Gap
	Filled bool
}

// Texts are all texts that there are, in the order of the document.
func (r *Report) Texts() []TextField { return r.TextsOf(nil) }

// TextsOf are the texts of the records for which of is true; nil for all.
func (r *Report) TextsOf(of func(Ref) bool) []TextField {
	var texts []TextField
	r.visit(of, func(ref Ref, path string, v, holder reflect.Value, f *field) {
		t, ok := as[Text](v)
		if !ok || t.IsZero() {
			return
		}
		texts = append(texts, TextField{ref, path, t, f.has("prose"), f.has("verbatim"), f.has("cited")})
	})
	return texts
}

// Cites are all citations, in the order of the document. A citation that
// applies to many records is there for each of them.
func (r *Report) Cites() []CiteField { return r.CitesFor(nil) }

// CitesFor are the citations of the records for which of is true; nil for all.
func (r *Report) CitesFor(of func(Ref) bool) []CiteField {
	var cites []CiteField
	r.visit(of, func(ref Ref, path string, v, holder reflect.Value, _ *field) {
		c, ok := as[Cite](v)
		if !ok {
			return
		}
		var absent []int
		for i, name := range c.For {
			if ref.Kind != KindParticipation && !filled(holder, name) {
				absent = append(absent, i)
			}
		}
		cites = append(cites, CiteField{ref, path, c, absent})
	})
	return cites
}

// Gaps are all gaps, in the order of the document.
func (r *Report) Gaps() []GapField {
	var gaps []GapField
	r.visit(nil, func(ref Ref, path string, v, holder reflect.Value, _ *field) {
		if g, ok := as[Gap](v); ok {
			gaps = append(gaps, GapField{ref, path, g, filled(holder, g.Field)})
		}
	})
	return gaps
}

// ReferenceField is a field of a record, or of a table in it, that names
// records.
type ReferenceField struct {
	Ref   Ref
	Field string // "addressees", "place.state", "cites[0].source"
	To    []Ref
}

// References are all fields that name records and have a value, in the order
// of the document.
func (r *Report) References() []ReferenceField { return r.referencesOf(nil) }

// referencesOf are those of References of the records for which of is true; nil for all.
func (r *Report) referencesOf(of func(Ref) bool) []ReferenceField {
	var fields []ReferenceField
	r.visit(of, func(ref Ref, path string, v, _ reflect.Value, f *field) {
		if f.to == nil || strings.HasSuffix(path, "]") || v.IsZero() {
			return
		}
		if v.Kind() != reflect.Slice {
			fields = append(fields, ReferenceField{ref, path, []Ref{named(v, f)}})
			return
		}
		to := make([]Ref, v.Len())
		for i := range to {
			to[i] = named(v.Index(i), f)
		}
		fields = append(fields, ReferenceField{ref, path, to})
	})
	return fields
}

// named is the record that a typed id or an id names.
func named(v reflect.Value, f *field) Ref {
	if ref, ok := v.Interface().(Ref); ok {
		return ref
	}
	return Ref{f.to[0], v.String()}
}

// visit calls f for every value of every record for which of is true, records inside
// records left out, with its path and the struct that holds it.
func (r *Report) visit(of func(Ref) bool, f func(ref Ref, path string, v, holder reflect.Value, fd *field)) {
	ss := shapes{}
	// What is asked of a type is found once: there are a dozen types and thousands of records.
	type visited struct {
		name  string
		index int
		field *field
	}
	known := make(map[reflect.Type][]visited)
	fieldsOf := func(t reflect.Type) []visited {
		all, ok := known[t]
		if ok {
			return all
		}
		for i := range t.NumField() {
			sf := t.Field(i)
			if name := sf.Tag.Get("toml"); name != "" && name != "-" && !isRecords(sf.Type) {
				all = append(all, visited{name, i, ss.of(t).field(name)})
			}
		}
		known[t] = all
		return all
	}
	var fields func(ref Ref, path string, v reflect.Value)
	var value func(ref Ref, path string, v, holder reflect.Value, fd *field)
	fields = func(ref Ref, path string, v reflect.Value) {
		for _, k := range fieldsOf(v.Type()) {
			value(ref, path+k.name, v.Field(k.index), v, k.field)
		}
	}
	value = func(ref Ref, path string, v, holder reflect.Value, fd *field) {
		f(ref, path, v, holder, fd)
		if cells, ok := as[Cells](v); ok {
			for _, c := range cells {
				f(ref, path+"."+c.Column, reflect.ValueOf(c.Text), holder, cellField)
			}
			return
		}
		switch {
		case v.Kind() == reflect.Slice:
			for i := range v.Len() {
				value(ref, path+"["+strconv.Itoa(i)+"]", v.Index(i), holder, fd)
			}
		case v.Kind() == reflect.Struct && v.Type() != reflect.TypeFor[Text]():
			fields(ref, path+".", v)
		}
	}
	for _, ref := range r.index.refs {
		if of != nil && !of(ref) {
			continue
		}
		fields(ref, "", reflect.ValueOf(r.index.records[ref]).Elem())
	}
}

// as returns v where it has the type T. Checking the type first avoids a copy of every
// other value; there are tens of thousands.
func as[T any](v reflect.Value) (x T, ok bool) {
	if v.Type() != reflect.TypeFor[T]() {
		return x, false
	}
	return v.Interface().(T), true
}

// filled reports whether the field at a path of a struct has a value.
func filled(v reflect.Value, path string) bool {
	for part := range strings.SplitSeq(path, ".") {
		if v.Kind() != reflect.Struct {
			return false
		}
		name, _, _ := strings.Cut(part, "[")
		found := false
		for i := range v.NumField() {
			if v.Type().Field(i).Tag.Get("toml") == name {
				v, found = v.Field(i), true
				break
			}
		}
		if !found {
			return false
		}
	}
	return !v.IsZero() && (v.Kind() != reflect.Slice || v.Len() > 0)
}
