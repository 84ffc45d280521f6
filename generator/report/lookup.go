package report

import (
	"reflect"
	"slices"
	"strings"
	"sync"

	"rapporteur/generator/problem"
	"rapporteur/generator/prose"
	"rapporteur/generator/say"
)

// index finds records by typed id. It does not change after Load or LoadAstray.
type index struct {
	places   map[Ref]place
	records  map[Ref]any
	parents  map[Ref]Ref      // of records that belong to another
	refs     []Ref            // of records, in the order of the document
	entries  []Entry          // in the order of the document
	files    []*parsed        // by name
	answered map[Ref]*Section // by what they answer
	astray   map[Ref]bool     // named by others, but no records; see LoadAstray
	texts    *prose.Cache
}

func newIndex(files []*parsed, texts *prose.Cache) *index {
	n := 0
	for _, p := range files {
		n += len(p.records)
	}
	return &index{places: make(map[Ref]place, n), records: make(map[Ref]any, n), parents: make(map[Ref]Ref, n), files: files, texts: texts}
}

// records are the records that a field of a struct of the model holds, and
// what files list besides. They are pointers.
func records(field reflect.Value) (*KindInfo, []reflect.Value) {
	t := field.Type()
	list := t.Kind() == reflect.Slice
	if list {
		t = t.Elem()
	}
	if t.Kind() == reflect.Pointer && list {
		t = t.Elem()
	}
	k := kindsByType[t]
	switch {
	case k == nil:
		return nil, nil
	case !list:
		return k, []reflect.Value{field.Addr()}
	}
	all := make([]reflect.Value, field.Len())
	for i := range all {
		all[i] = field.Index(i)
		if all[i].Kind() != reflect.Pointer {
			all[i] = all[i].Addr()
		}
	}
	return k, all
}

// recordFields are the fields of a struct of the model that hold records.
func recordFields(t reflect.Type) []int {
	if found, ok := fieldsWithRecords.Load(t); ok {
		return found.([]int)
	}
	var fields []int
	for i := range t.NumField() {
		f := t.Field(i).Type
		list := f.Kind() == reflect.Slice
		if list {
			f = f.Elem()
		}
		if f.Kind() == reflect.Pointer && list {
			f = f.Elem()
		}
		if kindsByType[f] != nil {
			fields = append(fields, i)
		}
	}
	fieldsWithRecords.Store(t, fields)
	return fields
}

// fieldsWithRecords are what recordFields found, by type.
var fieldsWithRecords sync.Map

// fill enters the records themselves, in the order of the document.
func (r *Report) fill() {
	byKind := make(map[Kind][]Entry)
	var walk func(v reflect.Value, top Kind, parent Ref)
	walk = func(v reflect.Value, top Kind, parent Ref) {
		for _, i := range recordFields(v.Type()) {
			k, all := records(v.Field(i))
			for _, record := range all {
				v := record.Elem()
				ref := k.ref(parent.ID, func(key string) string { return word(v, key) })
				if ref == (Ref{}) {
					continue // it has no id, which Load reports
				}
				list, e := k.Kind, Entry{Ref: ref, Record: record.Interface()}
				if k.Parent != "" && parent.Kind == k.Parent {
					list = top // a record comes right after the one that it belongs to
				}
				if parent.Kind == KindParagraph {
					e.Parent = parent.ID
				}
				if k.Parent != "" && parent != (Ref{}) {
					r.index.parents[ref] = parent
				}
				byKind[list] = append(byKind[list], e)
				walk(v, list, ref)
			}
		}
	}
	walk(reflect.ValueOf(r).Elem(), "", Ref{})
	for _, k := range documentOrder() {
		for _, e := range byKind[k.Kind] {
			if _, twice := r.index.records[e.Ref]; twice {
				continue
			}
			r.index.entries = append(r.index.entries, e)
			if !kindsByName[e.Ref.Kind].Part {
				r.index.records[e.Ref] = e.Record
				r.index.refs = append(r.index.refs, e.Ref)
			}
		}
	}
}

// word is the value of a key of a struct that is a part of an id.
func word(v reflect.Value, key string) string {
	f, _ := fieldByKey(v, key)
	if f.Kind() == reflect.String {
		return f.String()
	}
	return f.Interface().(Date).String()
}

// fieldByKey is the field of a struct with a key of TOML, and its type.
func fieldByKey(v reflect.Value, key string) (reflect.Value, reflect.StructField) {
	k := typeKey{v.Type(), key}
	found, ok := fieldsByKey.Load(k)
	if !ok {
		var f reflect.StructField // without an index: there is none
		for i := range v.NumField() {
			if sf := k.of.Field(i); sf.Tag.Get("toml") == key {
				f = sf
				break
			}
		}
		found, _ = fieldsByKey.LoadOrStore(k, f)
	}
	f := found.(reflect.StructField)
	if f.Index == nil {
		return reflect.Value{}, f
	}
	return v.Field(f.Index[0]), f
}

// fieldsByKey are the fields that were looked up, by typeKey.
var fieldsByKey sync.Map

type typeKey struct {
	of  reflect.Type
	key string
}

// Parent is the record that a record belongs to: the paragraph of a request,
// the indicator of an observation, the participation of an act, the
// instrument of a participation. It is the zero Ref where there is none. A
// record that r does not have is judged by its id.
func (r *Report) Parent(ref Ref) Ref {
	if p, ok := r.index.parents[ref]; ok {
		return p
	}
	k := ref.Kind.Info()
	if k.Parent == "" {
		return Ref{}
	}
	if id, _, _ := strings.Cut(ref.ID, "/"); k.Composite || k.ID[0] == string(k.Parent) {
		return Ref{k.Parent, id}
	}
	return Ref{}
}

// Ref is the typed id of an act of p.
func (p *Participation) Ref(a *Act) Ref {
	return Ref{KindAct, strings.Join([]string{p.Instrument, a.State, string(a.Kind), a.Date.String()}, "/")}
}

// CitesOf are the citations of an act: its own, or those of the whole file.
func (p *Participation) CitesOf(a *Act) []Cite {
	if len(a.Cites) > 0 {
		return a.Cites
	}
	return p.Cites
}

// CitesOf are the citations of a record itself: nil where it has none, or its kind none.
func (r *Report) CitesOf(ref Ref) []Cite {
	record := r.Record(ref)
	if record == nil {
		return nil
	}
	f, _ := fieldByKey(reflect.ValueOf(record).Elem(), "cites")
	if !f.IsValid() {
		return nil
	}
	cites, _ := f.Interface().([]Cite)
	return cites
}

// DateOf is the day that a record has under the key date; zero where it has none.
func (r *Report) DateOf(ref Ref) Date {
	record := r.Record(ref)
	if record == nil {
		return Date{}
	}
	f, _ := fieldByKey(reflect.ValueOf(record).Elem(), "date")
	if !f.IsValid() {
		return Date{}
	}
	d, _ := f.Interface().(Date)
	return d
}

// Prose has the prose of r as it was read, for all that read it again. Reports that one Loader
// read share it.
func (r *Report) Prose() *prose.Cache { return r.index.texts }

// Record is the record that ref names, a pointer such as *Activity or *Act;
// nil where there is none.
func (r *Report) Record(ref Ref) any { return r.index.records[ref] }

// Refs are the typed ids of all records, in the order of the document: the
// report, the resolution, paragraphs with their requests, and then the
// registers.
func (r *Report) Refs() []Ref { return slices.Clone(r.index.refs) }

// Count returns how many records of a kind there are.
func (r *Report) Count(kind Kind) (n int) {
	for _, ref := range r.index.refs {
		if ref.Kind == kind {
			n++
		}
	}
	return n
}

func lookup[T any](r *Report, kind Kind, id string) *T {
	v, _ := r.index.records[Ref{kind, id}].(*T)
	return v
}

// Paragraph is the operative paragraph with that id, or nil; the
// methods for other kinds do likewise.
func (r *Report) Paragraph(id string) *Paragraph { return lookup[Paragraph](r, KindParagraph, id) }
func (r *Report) Request(id string) *Request     { return lookup[Request](r, KindRequest, id) }
func (r *Report) Section(id string) *Section     { return lookup[Section](r, KindSection, id) }
func (r *Report) Dimension(id string) *Dimension { return lookup[Dimension](r, KindDimension, id) }
func (r *Report) Table(id string) *Table         { return lookup[Table](r, KindTable, id) }
func (r *Report) Indicator(id string) *Indicator { return lookup[Indicator](r, KindIndicator, id) }
func (r *Report) Activity(id string) *Activity   { return lookup[Activity](r, KindActivity, id) }
func (r *Report) Publication(id string) *Publication {
	return lookup[Publication](r, KindPublication, id)
}
func (r *Report) Instrument(id string) *Instrument { return lookup[Instrument](r, KindInstrument, id) }
func (r *Report) MoneyItem(id string) *Money       { return lookup[Money](r, KindMoney, id) }
func (r *Report) Entity(id string) *Entity         { return lookup[Entity](r, KindEntity, id) }
func (r *Report) State(id string) *State           { return lookup[State](r, KindState, id) }
func (r *Report) Source(id string) *Source         { return lookup[Source](r, KindSource, id) }

// Footnote is the footnote of the report's own with that id, or nil.
func (r *Report) Footnote(id string) *Footnote { return lookup[Footnote](r, KindFootnote, id) }

// Image is the image with that id, or nil.
func (r *Report) Image(id string) *Image { return lookup[Image](r, KindImage, id) }

// NoteOfResolution is the footnote of the resolution with that number, or nil.
func (r *Report) NoteOfResolution(id string) *Note { return lookup[Note](r, KindNote, id) }

// Observation is the observation with an id "indicator/observation", or nil.
func (r *Report) Observation(id string) *Observation {
	return lookup[Observation](r, KindObservation, id)
}

// Category is the category with an id "dimension/category", or nil.
func (r *Report) Category(id string) *Category { return lookup[Category](r, KindCategory, id) }

// ParticipationIn is what States did about an instrument, nil where nothing
// is held on it.
func (r *Report) ParticipationIn(instrument string) *Participation {
	for _, p := range r.Participation {
		if p.Instrument == instrument {
			return p
		}
	}
	return nil
}

// File is the file of that name, or nil.
func (r *Report) File(name string) *File {
	i, found := slices.BinarySearchFunc(r.Files, name, func(f File, name string) int { return strings.Compare(f.Name, name) })
	if !found {
		return nil
	}
	return &r.Files[i]
}

// Pos is the place of the value of a field of a record: "start", "title.fr",
// "cites[0].source". For a field that is absent, and for "", it is where the
// record begins. The zero Pos says that there is no such record.
func (r *Report) Pos(ref Ref, field string) problem.Pos {
	p, ok := r.index.places[ref]
	if !ok {
		return problem.Pos{}
	}
	n, found := p.node.at(field)
	if !found {
		n = p.node
	}
	return p.file.lines.pos(p.file.Name, n.val)
}

// FileOf is the file that holds a record, and the 1-based line where it begins.
func (r *Report) FileOf(ref Ref) (name string, line int) {
	pos := r.Pos(ref, "")
	return pos.File, pos.Line
}

// Problem is a problem with a field of a record, at its place.
func (r *Report) Problem(rule string, severity problem.Severity, ref Ref, field string, message, hint say.Text) problem.Problem {
	p := problem.Problem{
		Rule: rule, Severity: severity, Pos: r.Pos(ref, field), Record: ref.String(), Field: field,
		Message: message, Hint: hint,
	}
	if at, ok := r.index.places[ref]; ok {
		p.Line = at.file.lines.text(at.file.Data, p.Pos.Line)
		if n, found := at.node.at(field); found {
			p.Lang = string(at.file.langAt(n.val.off))
		}
	}
	return p
}

// ProblemIn is a problem with something other than a record, at its place in a file:
// "waiver[0].until" in "data/waivers.toml". Where there is no
// such value, the place is that of the nearest table around it.
func (r *Report) ProblemIn(rule string, severity problem.Severity, file, path string, message, hint say.Text) problem.Problem {
	i := slices.IndexFunc(r.index.files, func(p *parsed) bool { return p.Name == file })
	if i < 0 || r.index.files[i].root == nil {
		return problem.Problem{Rule: rule, Severity: severity, Pos: problem.Pos{File: file}, Message: message, Hint: hint}
	}
	p := r.index.files[i]
	n, _ := p.root.at(path)
	found := p.problem(rule, Ref{}, n.val, message, hint)
	found.Severity = severity
	return found
}
