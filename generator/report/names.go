package report

import (
	"reflect"
	"slices"
	"strings"
)

// Whole is the record that a record is shown with: the paragraph of a request,
// the indicator of an observation, the instrument of an act, and the record
// itself if it is part of no other.
func (r *Report) Whole(ref Ref) Ref {
	for {
		parent := r.Parent(ref)
		if parent == (Ref{}) {
			return ref
		}
		ref = parent
	}
}

// Name is what people call a record, and the language of its original if the
// report quotes or cites it; empty for a name that the report gives itself. The
// text is zero where the record has no name or r does not have it.
func (r *Report) Name(ref Ref) (name Text, original Lang) {
	record := r.Record(ref)
	if record == nil {
		return Text{}, ""
	}
	if row, ok := record.(*Row); ok && !row.Name.IsZero() {
		return row.Name, ""
	}
	k, v := ref.Kind.Info(), reflect.ValueOf(record).Elem()
	for _, key := range k.Name {
		f, sf := fieldByKey(v, key)
		if t, ok := f.Interface().(Text); ok {
			if !t.IsZero() {
				return t, r.originalOf(v, sf)
			}
			continue
		}
		return r.Name(Ref{Kind(sf.Tag.Get("to")), f.String()})
	}
	if len(k.Name) == 0 && k.Parent != "" {
		return r.Name(r.Parent(ref))
	}
	return Text{}, ""
}

// Wording is the record's own words, such as the text of a paragraph, and the
// language of the original. It is zero where the kind has none.
func (r *Report) Wording(ref Ref) (text Text, original Lang) {
	record, key := r.Record(ref), ref.Kind.Info().Text
	if record == nil || key == "" {
		return Text{}, ""
	}
	v := reflect.ValueOf(record).Elem()
	f, sf := fieldByKey(v, key)
	text, _ = f.Interface().(Text)
	return text, r.originalOf(v, sf)
}

// originalOf is the language of the original of a text that the report quotes or
// cites; empty for a text of its own, whose original language is Meta.Original.
func (r *Report) originalOf(record reflect.Value, f reflect.StructField) Lang {
	is := strings.Fields(f.Tag.Get("is"))
	switch {
	case slices.Contains(is, "verbatim"):
		return r.Resolution.Original
	case slices.Contains(is, "cited"):
		l, _ := fieldByKey(record, "original")
		return Lang(l.String())
	}
	return ""
}

// Absent are the fields of a record that readers look for, those tagged
// "needed", that have no value.
func (r *Report) Absent(ref Ref) []string {
	record := r.Record(ref)
	if record == nil {
		return nil
	}
	var absent []string
	v := reflect.ValueOf(record).Elem()
	for i := range v.NumField() {
		sf := v.Type().Field(i)
		if !slices.Contains(strings.Fields(sf.Tag.Get("is")), "needed") {
			continue
		}
		missing := v.Field(i).IsZero()
		switch x := v.Field(i).Interface().(type) {
		case Quantity:
			missing = x.Value == nil
		case Amount:
			missing = x.Value == nil
		case Period:
			missing = x.To.IsZero()
		}
		if missing {
			absent = append(absent, sf.Tag.Get("toml"))
		}
	}
	return absent
}
