package report

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
)

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
	r.index = &index{places: map[Ref]place{}, records: map[Ref]any{}, parents: map[Ref]Ref{}}
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
		n, ok := numberOf(x)
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
		if n, ok := numberOf(x); ok && v.CanInt() {
			v.SetInt(n)
			return nil
		}
	}
	return wrong
}

// numberOf is x as the Go program or a JSON decoder has it.
func numberOf(x any) (int64, bool) {
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
