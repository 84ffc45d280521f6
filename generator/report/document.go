package report

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"rapporteur/generator/prose"
)

// Kinds of entries that are no records: what report.toml and retired.toml
// list. Their typed ids are "withdrawn:2008-12-30" and
// "retired:activity:vienna-2007".
const (
	KindWithdrawn Kind = "withdrawn"
	KindRetired   Kind = "retired"
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
func (r *Report) Entries() []Entry {
	entries := make([]Entry, 0, len(r.index.refs)+len(r.Withdrawn)+len(r.Retired))
	for _, ref := range r.index.refs {
		e := Entry{Ref: ref, Record: r.index.records[ref]}
		if q, ok := e.Record.(*Request); ok && q.Paragraph != nil {
			e.Parent = q.Paragraph.ID
		}
		entries = append(entries, e)
		if ref.Kind != KindEdition {
			continue
		}
		for i := range r.Withdrawn {
			w := &r.Withdrawn[i]
			entries = append(entries, Entry{Ref: Ref{KindWithdrawn, w.ID}, Record: w})
		}
	}
	for _, t := range r.Retired {
		entries = append(entries, Entry{Ref: Ref{KindRetired, string(t.Kind) + ":" + t.ID}, Record: t})
	}
	return entries
}

// Form says how the value of a Leaf is to be read.
type Form string

const (
	FormWord     Form = "word"     // one of a list, an id, a symbol, a link: taken as a whole
	FormNumber   Form = "number"   // an int64
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
	Value any // string, int64 or bool, as in a Document; as it was written, not canonical
}

// Reader reads the values of entries, and remembers the texts that it has
// read. It belongs to one goroutine.
type Reader struct {
	shapes shapes
	values map[reflect.Type][]valueField
	parser *prose.Parser
	texts  map[string]*text // that were read
}

// valueField is a field of a struct that holds a value and no records.
type valueField struct {
	field
	index int // in the struct
}

// NewReader returns a Reader.
func NewReader() *Reader {
	return &Reader{shapes{}, map[reflect.Type][]valueField{}, prose.NewParser(), map[string]*text{}}
}

// Canonical is the value of a leaf in the form in which Dump compares it. A
// text that is longer than Load takes stays as it is.
func (rd *Reader) Canonical(l Leaf) string {
	s, ok := l.Value.(string)
	switch {
	case !ok:
		return fmt.Sprint(l.Value)
	case len(s) > maxProse:
		return s
	case l.Form == FormProse || l.Form == FormVerbatim:
		return rd.read(s).canonical
	}
	return fold(s)
}

// Prose is the text of a leaf as it was read; the zero Doc for one that is no
// prose, or longer than Load takes.
func (rd *Reader) Prose(l Leaf) prose.Doc {
	s, ok := l.Value.(string)
	if !ok || len(s) > maxProse || l.Form != FormProse && l.Form != FormVerbatim {
		return prose.Doc{}
	}
	return rd.read(s).doc
}

// text is prose as it was read.
type text struct {
	doc       prose.Doc
	canonical string
}

func (rd *Reader) read(s string) *text {
	t := rd.texts[s]
	if t == nil {
		t = &text{doc: rd.parser.Read(s)}
		t.canonical = t.doc.String()
		rd.texts[s] = t
	}
	return t
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
		if t == reflect.TypeFor[Date]() || t == reflect.TypeFor[Ref]() {
			return x.Equal(y)
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
	case *int64:
		w.add(path, unit, typ, FormNumber, *x)
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

// Value is an entry as it stands in a Document.
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
	case *int64:
		if x == nil {
			return nil
		}
		return *x
	case Date:
		return x.String()
	case Ref:
		return x.String()
	case Qualifier:
		if x == Exact {
			return nil
		}
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

// Document is what r means, as JSON has it: an object for each entry under
// its typed id, with the keys that TOML has, and under "order" for each kind
// whose order is chosen by hand the typed ids in that order. A request has
// its paragraph under "paragraph". The schema number, waivers and where things
// stand in files are left out.
func (r *Report) Document() map[string]any {
	doc := make(map[string]any)
	rd := NewReader()
	for _, e := range r.Entries() {
		doc[e.Ref.String()] = rd.Value(e)
	}
	order := make(map[string]any)
	for kind, ids := range r.Order() {
		list := make([]any, len(ids))
		for i, id := range ids {
			list[i] = id
		}
		order[string(kind)] = list
	}
	doc["order"] = order
	return doc
}

// Ordered are the kinds of records whose order is chosen by hand. The order
// of others follows from what they say, or means nothing.
func Ordered() []Kind {
	return []Kind{
		KindPreambular, KindRequest, KindNote, KindSection, KindIndicator, KindObservation,
		KindPublication, KindInstrument, KindMoney,
	}
}

// Order gives the ids of the records of each kind in Ordered that has any.
func (r *Report) Order() map[Kind][]string {
	order := make(map[Kind][]string)
	kinds := Ordered()
	for _, ref := range r.index.refs {
		if slices.Contains(kinds, ref.Kind) {
			order[ref.Kind] = append(order[ref.Kind], ref.ID)
		}
	}
	return order
}

// FromDocument makes a report of a document. It means what the document says,
// but knows no files: Pos gives no places.
func FromDocument(doc map[string]any) (*Report, error) {
	b := builder{Reader: NewReader(), report: &Report{Schema: Schema}}
	r := b.report
	order, err := orderOf(doc)
	if err != nil {
		return nil, err
	}
	for _, ref := range b.sequence(doc, order) {
		object, ok := doc[ref.String()].(map[string]any)
		if !ok {
			return nil, fmt.Errorf("%s is not an object", ref)
		}
		if err := b.entry(ref, object); err != nil {
			return nil, fmt.Errorf("%s: %w", ref, err)
		}
	}
	for _, in := range r.Indicators {
		in.sort()
	}
	for _, p := range r.Participation {
		p.sort()
	}
	r.sort()
	r.index = &index{places: map[Ref]place{}, records: map[Ref]any{}}
	r.fill()
	return r, nil
}

func orderOf(doc map[string]any) (map[Kind]map[string]int, error) {
	order := make(map[Kind]map[string]int)
	object, ok := doc["order"].(map[string]any)
	if !ok && doc["order"] != nil {
		return nil, fmt.Errorf("order is not an object")
	}
	for _, kind := range slices.Sorted(maps.Keys(object)) {
		list, ok := object[kind].([]any)
		if !ok {
			return nil, fmt.Errorf("order/%s is not a list", kind)
		}
		order[Kind(kind)] = make(map[string]int, len(list))
		for i, v := range list {
			id, ok := v.(string)
			if !ok {
				return nil, fmt.Errorf("order/%s/%d is not an id", kind, i)
			}
			order[Kind(kind)][id] = i
		}
	}
	return order, nil
}

// sequence puts the typed ids of a document in an order in which what holds
// others comes before them, and otherwise in the order that it gives.
func (b *builder) sequence(doc map[string]any, order map[Kind]map[string]int) []Ref {
	rank := func(k Kind) int {
		switch k {
		case KindRequest, KindObservation, KindAct:
			return 1
		}
		return 0
	}
	var refs []Ref
	for key := range doc {
		if key != "order" {
			refs = append(refs, ParseRef(key))
		}
	}
	slices.SortFunc(refs, func(x, y Ref) int {
		place := func(r Ref) int {
			if i, ok := order[r.Kind][r.ID]; ok {
				return i
			}
			return len(order[r.Kind])
		}
		return cmp.Or(cmp.Compare(rank(x.Kind), rank(y.Kind)), cmp.Compare(x.Kind, y.Kind),
			cmp.Compare(place(x), place(y)), cmp.Compare(x.ID+".toml", y.ID+".toml"))
	})
	return refs
}

type builder struct {
	*Reader
	report *Report
}

// entry adds a record with the values of object.
func (b *builder) entry(ref Ref, object map[string]any) error {
	r := b.report
	var record any
	switch ref.Kind {
	case KindReport:
		record = &r.Meta
	case KindEdition:
		record = &r.Edition
	case KindResolution:
		record = &r.Resolution
	case KindParagraph:
		p := new(Paragraph)
		r.Paragraphs, record = append(r.Paragraphs, p), p
	case KindRequest:
		id, _ := object["paragraph"].(string)
		i := slices.IndexFunc(r.Paragraphs, func(p *Paragraph) bool { return p.ID == id })
		if i < 0 {
			return fmt.Errorf("there is no paragraph %q", id)
		}
		q := &Request{Paragraph: r.Paragraphs[i]}
		q.Paragraph.Requests, record = append(q.Paragraph.Requests, q), q
	case KindSection:
		s := new(Section)
		r.Sections, record = append(r.Sections, s), s
	case KindIndicator:
		in := new(Indicator)
		r.Indicators, record = append(r.Indicators, in), in
	case KindObservation:
		id, _, _ := strings.Cut(ref.ID, "/")
		i := slices.IndexFunc(r.Indicators, func(in *Indicator) bool { return in.ID == id })
		if i < 0 {
			return fmt.Errorf("there is no indicator %q", id)
		}
		o := &Observation{Indicator: r.Indicators[i]}
		o.Indicator.Observations, record = append(o.Indicator.Observations, o), o
	case KindActivity:
		a := new(Activity)
		r.Activities, record = append(r.Activities, a), a
	case KindPublication:
		p := new(Publication)
		r.Publications, record = append(r.Publications, p), p
	case KindInstrument:
		in := new(Instrument)
		r.Instruments, record = append(r.Instruments, in), in
	case KindParticipation:
		p := new(Participation)
		r.Participation, record = append(r.Participation, p), p
	case KindMoney:
		m := new(Money)
		r.Money, record = append(r.Money, m), m
	case KindEntity:
		e := new(Entity)
		r.Entities, record = append(r.Entities, e), e
	case KindState:
		s := new(State)
		r.States, record = append(r.States, s), s
	case KindSource:
		s := new(Source)
		r.Sources, record = append(r.Sources, s), s
	case KindRetired:
		t := new(Retired)
		r.Retired, record = append(r.Retired, t), t
	default:
		return b.item(ref, object)
	}
	return b.set(reflect.ValueOf(record).Elem(), object)
}

// item adds a record that stands in a list by value.
func (b *builder) item(ref Ref, object map[string]any) error {
	r := b.report
	switch ref.Kind {
	case KindPreambular:
		return appendTo(b, &r.Resolution.Preamble, object)
	case KindNote:
		return appendTo(b, &r.Resolution.Notes, object)
	case KindWithdrawn:
		return appendTo(b, &r.Withdrawn, object)
	case KindAct:
		id, _, _ := strings.Cut(ref.ID, "/")
		p := r.ParticipationIn(id)
		if p == nil {
			return fmt.Errorf("there is no participation in %q", id)
		}
		return appendTo(b, &p.Acts, object)
	}
	return fmt.Errorf("%q is no kind of record", ref.Kind)
}

func appendTo[T any](b *builder, list *[]T, object map[string]any) error {
	var v T
	err := b.set(reflect.ValueOf(&v).Elem(), object)
	*list = append(*list, v)
	return err
}

// set puts x, as JSON has it, into v.
func (b *builder) set(v reflect.Value, x any) error {
	wrong := fmt.Errorf("%v cannot be a %s", x, v.Type())
	switch p := v.Addr().Interface().(type) {
	case *Date:
		s, ok := x.(string)
		if !ok {
			return wrong
		}
		return p.UnmarshalTOML(s)
	case *Ref:
		s, ok := x.(string)
		if !ok {
			return wrong
		}
		*p = ParseRef(s)
		return nil
	case **int64:
		n, ok := wholeNumber(x)
		if !ok {
			return wrong
		}
		*p = &n
		return nil
	}
	switch x := x.(type) {
	case map[string]any:
		if v.Kind() != reflect.Struct {
			return wrong
		}
		for _, f := range b.fieldsOf(v.Type()) {
			if value, ok := x[f.name]; ok {
				if err := b.set(v.Field(f.index), value); err != nil {
					return fmt.Errorf("%s: %w", f.name, err)
				}
			}
		}
		return nil
	case []any:
		if v.Kind() != reflect.Slice {
			return wrong
		}
		v.Set(reflect.MakeSlice(v.Type(), len(x), len(x)))
		for i := range x {
			if x[i] == nil {
				continue
			}
			if err := b.set(v.Index(i), x[i]); err != nil {
				return fmt.Errorf("[%d]: %w", i, err)
			}
		}
		return nil
	case string:
		if v.Kind() == reflect.String {
			v.SetString(x)
			return nil
		}
	case bool:
		if v.Kind() == reflect.Bool {
			v.SetBool(x)
			return nil
		}
	default:
		if n, ok := wholeNumber(x); ok && v.CanInt() {
			v.SetInt(n)
			return nil
		}
	}
	return wrong
}

// wholeNumber is x as the Go program or a JSON decoder has it.
func wholeNumber(x any) (int64, bool) {
	switch x := x.(type) {
	case int64:
		return x, true
	case float64:
		return int64(x), x == float64(int64(x))
	case interface{ Int64() (int64, error) }: // json.Number
		n, err := x.Int64()
		return n, err == nil
	}
	return 0, false
}
