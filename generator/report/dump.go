package report

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"rapporteur/generator/prose"
)

// Dump writes what r means, and nothing of how its files say so: a line
// "path = value" for every field that has a value. Records whose order means
// nothing are sorted by id, prose is in canonical form, and spaces and ends
// of lines are folded elsewhere. The schema number is left out, for a report
// means the same once it is upgraded.
func (r *Report) Dump(w io.Writer) error {
	d := &dumper{shapes: shapes{}, parser: prose.NewParser()}
	d.record("report", &r.Meta)
	d.record("edition", &r.Edition)
	for _, v := range sorted(r.Withdrawn, func(v Withdrawn) string { return v.ID }) {
		d.record("withdrawn:"+v.ID, &v)
	}
	d.record("resolution", &r.Resolution)
	for i := range r.Resolution.Preamble {
		d.record("preambular:"+r.Resolution.Preamble[i].ID, &r.Resolution.Preamble[i])
	}
	for i := range r.Resolution.Notes {
		d.record("note:"+r.Resolution.Notes[i].ID, &r.Resolution.Notes[i])
	}
	for _, p := range r.Paragraphs {
		d.record("paragraph:"+p.ID, p)
		for _, q := range p.Requests {
			d.line("request:"+q.ID+".paragraph", quote(p.ID))
			d.record("request:"+q.ID, q)
		}
	}
	for _, s := range r.Sections {
		d.record("section:"+s.ID, s)
	}
	for _, in := range r.Indicators {
		d.record("indicator:"+in.ID, in)
		for _, o := range in.Observations {
			d.record("observation:"+in.ID+"/"+o.ID, o)
		}
	}
	for _, a := range r.Activities {
		d.record("activity:"+a.ID, a)
	}
	for _, p := range r.Publications {
		d.record("publication:"+p.ID, p)
	}
	for _, in := range r.Instruments {
		d.record("instrument:"+in.ID, in)
	}
	for _, p := range r.Participation {
		d.record("participation:"+p.Instrument, p)
		for i := range p.Acts {
			d.act(p, &p.Acts[i])
		}
	}
	for _, m := range r.Money {
		d.record("money:"+m.ID, m)
	}
	for _, e := range sorted(r.Entities, func(e *Entity) string { return e.ID }) {
		d.record("entity:"+e.ID, e)
	}
	for _, s := range sorted(r.States, func(s *State) string { return s.ID }) {
		d.record("state:"+s.ID, s)
	}
	for _, s := range sorted(r.Sources, func(s *Source) string { return s.ID }) {
		d.record("source:"+s.ID, s)
	}
	for _, t := range sorted(r.Retired, func(t *Retired) string { return string(t.Kind) + ":" + t.ID }) {
		d.record("retired:"+string(t.Kind)+":"+t.ID, t)
	}
	_, err := w.Write(d.b.Bytes())
	return err
}

// Equal reports whether two reports mean the same.
func Equal(a, b *Report) bool {
	var x, y bytes.Buffer
	// A bytes.Buffer takes everything.
	_ = a.Dump(&x)
	_ = b.Dump(&y)
	return bytes.Equal(x.Bytes(), y.Bytes())
}

func sorted[T any](vs []T, key func(T) string) []T {
	vs = slices.Clone(vs)
	slices.SortStableFunc(vs, func(a, b T) int { return cmp.Compare(key(a), key(b)) })
	return vs
}

type dumper struct {
	b      bytes.Buffer
	shapes shapes
	parser *prose.Parser
}

func (d *dumper) line(path, value string) { fmt.Fprintf(&d.b, "%s = %s\n", path, value) }

// record writes the fields of the record that v points to, but not the
// records in it.
func (d *dumper) record(path string, v any) {
	d.fields(path, reflect.ValueOf(v).Elem())
}

// act writes one line where an act has nothing that its path does not say.
func (d *dumper) act(p *Participation, a *Act) {
	rest := *a
	rest.State, rest.Kind, rest.Date = "", "", Date{}
	path := p.Ref(a).String()
	d.line(path+".date", a.Date.String())
	d.record(path, &rest)
}

func (d *dumper) fields(path string, v reflect.Value) {
	t := v.Type()
	for i := range t.NumField() {
		name := t.Field(i).Tag.Get("toml")
		if name == "" || name == "-" || isRecords(t.Field(i).Type) {
			continue
		}
		d.value(path+"."+name, v.Field(i), d.shapes.of(t).field(name))
	}
}

// isRecords reports whether t is a list of records, which have paths of their
// own.
func isRecords(t reflect.Type) bool {
	if t.Kind() != reflect.Slice {
		return false
	}
	t = t.Elem()
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return kindOf(t) != ""
}

func (d *dumper) value(path string, v reflect.Value, f *field) {
	switch x := v.Interface().(type) {
	case *int64:
		if x != nil {
			d.line(path, fmt.Sprint(*x))
		}
		return
	case Date:
		if !x.IsZero() {
			d.line(path, x.String())
		}
		return
	case Ref:
		if x != (Ref{}) {
			d.line(path, quote(x.String()))
		}
		return
	case Qualifier:
		if x == Exact {
			return
		}
	case Text:
		for _, l := range x.Langs() {
			s := fold(x.In(l))
			if f.has("prose") || f.has("verbatim") {
				s = d.parser.Parse(x.In(l)).String()
			}
			d.line(path+"."+string(l), quote(s))
		}
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		d.fields(path, v)
	case reflect.Slice:
		for i := range v.Len() {
			d.value(fmt.Sprintf("%s[%d]", path, i), v.Index(i), f)
		}
	case reflect.String:
		if v.String() != "" {
			d.line(path, quote(fold(v.String())))
		}
	case reflect.Bool:
		if v.Bool() {
			d.line(path, "true")
		}
	case reflect.Int, reflect.Int64:
		if v.Int() != 0 {
			d.line(path, fmt.Sprint(v.Int()))
		}
	}
}

// fold joins what spaces, tabs and ends of lines part by one space each. A
// no-break space is a character of the text.
func fold(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' }), " ")
}

// quote puts s on one line. It escapes by a rule of its own, for that of
// strconv changes with the version of Unicode that Go knows, and dumps are
// compared for ever.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"', r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r < 0x20, r == 0x7f:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
