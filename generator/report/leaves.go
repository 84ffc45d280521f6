package report

import (
	"fmt"
	"reflect"
	"slices"

	"golang.org/x/text/unicode/norm"

	"rapporteur/generator/prose"
)

// Entry is a record, or a withdrawn edition, or a retired id, with the fields
// that Dump writes of it.
type Entry struct {
	Ref    Ref
	Record any    // pointer to the struct of the model, not to be changed
	Parent string // id of the paragraph of a request; else empty
}

// Entries are all that Dump writes, in the order of the document: records as
// Refs has them, withdrawn editions after the edition, retired ids last.
func (r *Report) Entries() []Entry { return slices.Clone(r.index.entries) }

// Form says how the value of a Leaf is to be read.
type Form string

const (
	FormWord     Form = "word"     // one of a list, an id, a symbol, a link: taken as a whole
	FormNumber   Form = "number"   // an int64, or a Number with decimals: see NumberIn
	FormBool     Form = "bool"     // true; false is not there
	FormDate     Form = "date"     // a Date as it is written
	FormPlain    Form = "plain"    // a text without marks, in the language that ends the path
	FormProse    Form = "prose"    // small Markdown, likewise
	FormVerbatim Form = "verbatim" // small Markdown that is quoted, likewise
)

// UnitType says what a Unit is.
type UnitType string

const (
	UnitSingle   UnitType = ""
	UnitText     UnitType = "text"
	UnitQuantity UnitType = "quantity"
	UnitAmount   UnitType = "amount"
	UnitPeriod   UnitType = "period"
)

// Leaf is a value that has no values inside.
type Leaf struct {
	Path  string   // as Pos takes it: "progress.fr", "cites[0].source"
	Unit  string   // path of the text, quantity, amount or period that it is a part of; else Path
	Type  UnitType // of Unit
	Form  Form
	Value any // string, int64, Number or bool, as in a Document; as it was written, not canonical
}

// Reader reads the values of entries, and remembers the texts that it has
// read. It belongs to one goroutine.
type Reader struct {
	shapes shapes
	values map[reflect.Type][]valueField
	texts  *prose.Cache
	forms  map[string]string // canonical forms of texts
	dumped map[any][]byte    // lines of Dump, by record: editions share those of equal files
}

// valueField is a field of a struct that holds a value and no records.
type valueField struct {
	field
	index int // in the struct
}

// NewReader returns a Reader.
func NewReader() *Reader { return newReader(prose.NewCache()) }

// NewReader returns a Reader that has the prose of r as it was read.
func (r *Report) NewReader() *Reader { return newReader(r.index.texts) }

// NewReader returns a Reader that has the prose of all reports that l read.
func (l *Loader) NewReader() *Reader { return newReader(l.texts) }

func newReader(texts *prose.Cache) *Reader {
	return &Reader{shapes{}, map[reflect.Type][]valueField{}, texts, map[string]string{}, map[any][]byte{}}
}

// Canonical is the value of a leaf in the form in which Dump compares it, in the
// Unicode form NFC, which never changes for a text. A text that is longer than
// Load takes stays as it is.
func (rd *Reader) Canonical(l Leaf) string {
	s, ok := l.Value.(string)
	switch {
	case !ok:
		return fmt.Sprint(l.Value)
	case len(s) > maxProse:
		return s
	case l.Form == FormProse || l.Form == FormVerbatim:
		form, ok := rd.forms[s]
		if !ok {
			form = norm.NFC.String(rd.texts.Read(s).String())
			rd.forms[s] = form
		}
		return form
	}
	return norm.NFC.String(fold(s))
}

// Prose is the text of a leaf as it was read; the zero Doc for one that is no
// prose, or longer than Load takes.
func (rd *Reader) Prose(l Leaf) prose.Doc {
	s, ok := l.Value.(string)
	if !ok || len(s) > maxProse || l.Form != FormProse && l.Form != FormVerbatim {
		return prose.Doc{}
	}
	return rd.texts.Read(s)
}

// Same reports whether two entries are written the same. Those that are not
// may still mean the same.
func (rd *Reader) Same(x, y Entry) bool {
	if x.Parent != y.Parent || reflect.TypeOf(x.Record) != reflect.TypeOf(y.Record) {
		return false
	}
	return x.Record == y.Record || rd.same(reflect.ValueOf(x.Record).Elem(), reflect.ValueOf(y.Record).Elem())
}

func (rd *Reader) same(x, y reflect.Value) bool {
	switch x.Kind() {
	case reflect.Struct:
		t := x.Type()
		if t == reflect.TypeFor[Date]() || t == reflect.TypeFor[Ref]() || t == reflect.TypeFor[Number]() {
			return x.Equal(y)
		}
		if t == reflect.TypeFor[Cell]() {
			return x.Interface().(Cell).equal(y.Interface().(Cell))
		}
		for _, f := range rd.fieldsOf(t) {
			if !rd.same(x.Field(f.index), y.Field(f.index)) {
				return false
			}
		}
		return true
	case reflect.Slice:
		if x.Len() != y.Len() {
			return false
		}
		for i := range x.Len() {
			if !rd.same(x.Index(i), y.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Pointer:
		if x.IsNil() || y.IsNil() {
			return x.IsNil() == y.IsNil()
		}
		return x.Elem().Equal(y.Elem())
	}
	return x.Equal(y)
}

func (rd *Reader) fieldsOf(t reflect.Type) []valueField {
	fields, ok := rd.values[t]
	if ok {
		return fields
	}
	s := rd.shapes.of(t)
	for i := range t.NumField() {
		f := s.field(t.Field(i).Tag.Get("toml"))
		if f != nil && !isRecords(f.typ) {
			fields = append(fields, valueField{*f, i})
		}
		if name := t.Field(i).Tag.Get("computed"); name != "" {
			fields = append(fields, valueField{field{name: name, typ: t.Field(i).Type}, i})
		}
	}
	rd.values[t] = fields
	return fields
}

// Leaves are the values of an entry, in the order of the model. What has no
// value is left out.
func (rd *Reader) Leaves(e Entry) []Leaf {
	w := leafWalk{Reader: rd}
	if e.Parent != "" {
		w.leaves = append(w.leaves, Leaf{Path: "paragraph", Unit: "paragraph", Form: FormWord, Value: e.Parent})
	}
	w.fields("", reflect.ValueOf(e.Record).Elem(), "", UnitSingle)
	return w.leaves
}

type leafWalk struct {
	*Reader
	leaves []Leaf
}

func (w *leafWalk) add(path, unit string, typ UnitType, form Form, value any) {
	if unit == "" {
		unit = path
	}
	w.leaves = append(w.leaves, Leaf{path, unit, typ, form, value})
}

func (w *leafWalk) fields(prefix string, v reflect.Value, unit string, typ UnitType) {
	for _, f := range w.fieldsOf(v.Type()) {
		w.value(prefix+f.name, v.Field(f.index), &f.field, unit, typ)
	}
}

func (w *leafWalk) value(path string, v reflect.Value, f *field, unit string, typ UnitType) {
	if v.IsZero() {
		return
	}
	switch x := v.Interface().(type) {
	case *Number:
		w.add(path, unit, typ, FormNumber, x.leaf())
		return
	case Number:
		w.add(path, unit, typ, FormNumber, x.leaf())
		return
	case Date:
		w.add(path, unit, typ, FormDate, x.String())
		return
	case Ref:
		w.add(path, unit, typ, FormWord, x.String())
		return
	case Text:
		form := FormPlain
		switch {
		case f.has("prose"):
			form = FormProse
		case f.has("verbatim"):
			form = FormVerbatim
		}
		for _, l := range x.Langs() {
			w.add(path+"."+string(l), path, UnitText, form, x.In(l))
		}
		return
	case Cells:
		for _, c := range x {
			w.cell(path+"."+c.Column, c)
		}
		return
	case Qualifier:
		if x == Exact {
			return
		}
	case Quantity:
		w.fields(path+".", v, path, UnitQuantity)
		return
	case Amount:
		w.fields(path+".", v, path, UnitAmount)
		return
	case Period:
		w.fields(path+".", v, path, UnitPeriod)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		w.fields(path+".", v, unit, typ)
	case reflect.Slice:
		for i := range v.Len() {
			w.value(fmt.Sprintf("%s[%d]", path, i), v.Index(i), f, unit, typ)
		}
	case reflect.String:
		w.add(path, unit, typ, FormWord, v.String())
	case reflect.Bool:
		w.add(path, unit, typ, FormBool, true)
	case reflect.Int, reflect.Int64:
		w.add(path, unit, typ, FormNumber, v.Int())
	}
}

// cell adds the leaves of a cell: as those of a field of its kind.
func (w *leafWalk) cell(path string, c Cell) {
	switch {
	case c.Number != nil:
		w.add(path, "", UnitSingle, FormNumber, c.Number.leaf())
	case !c.Date.IsZero():
		w.add(path, "", UnitSingle, FormDate, c.Date.String())
	case c.Same != "":
		w.add(path, "", UnitSingle, FormWord, c.Same)
	default:
		w.value(path, reflect.ValueOf(c.Text), cellField, "", UnitSingle)
	}
}

// Value is an entry as in a Document.
func (rd *Reader) Value(e Entry) map[string]any {
	m := rd.object(reflect.ValueOf(e.Record).Elem())
	if e.Parent != "" {
		m["paragraph"] = e.Parent
	}
	return m
}

func (rd *Reader) object(v reflect.Value) map[string]any {
	m := make(map[string]any)
	for _, f := range rd.fieldsOf(v.Type()) {
		if sf := v.Field(f.index); !sf.IsZero() {
			if x := rd.plain(sf); x != nil {
				m[f.name] = x
			}
		}
	}
	return m
}

// plain is v as JSON has it; nil where there is nothing in it.
func (rd *Reader) plain(v reflect.Value) any {
	switch x := v.Interface().(type) {
	case *Number:
		if x == nil {
			return nil
		}
		return x.plain()
	case Number:
		return x.plain()
	case Date:
		return x.String()
	case Ref:
		return x.String()
	case Qualifier:
		if x == Exact {
			return nil
		}
	case Cells:
		cells := make(map[string]any, len(x))
		for _, c := range x {
			switch {
			case c.Number != nil:
				cells[c.Column] = rd.plain(reflect.ValueOf(c.Number))
			case !c.Date.IsZero():
				cells[c.Column] = c.Date.String()
			case c.Same != "":
				cells[c.Column] = c.Same
			default:
				cells[c.Column] = rd.object(reflect.ValueOf(c.Text))
			}
		}
		return cells
	}
	switch v.Kind() {
	case reflect.Struct:
		return rd.object(v)
	case reflect.Slice:
		list := make([]any, v.Len())
		for i := range list {
			list[i] = rd.plain(v.Index(i))
		}
		if len(list) == 0 {
			return nil
		}
		return list
	case reflect.String:
		return v.String()
	case reflect.Bool:
		return v.Bool()
	}
	return v.Int()
}
