package report

import (
	"reflect"
	"strings"

	"rapporteur/generator/prose"
)

// Backlinks gives for each record the records that name it: as a source, as
// evidence, in their text or in a field. They are in document order, each
// once. What a participation and its acts name counts as named by their
// instrument. parse reads prose.
func (r *Report) Backlinks(parse func(string) prose.Doc) map[Ref][]Ref {
	links := make(map[Ref][]Ref)
	seen := make(map[[2]Ref]bool) // from, to
	tags := shapes{}
	acts := make(map[string][]Ref) // participation and acts by instrument
	for _, ref := range r.index.refs {
		if ref.Kind == KindParticipation || ref.Kind == KindAct {
			id, _, _ := strings.Cut(ref.ID, "/")
			acts[id] = append(acts[id], ref)
		}
	}
	for _, from := range r.index.refs {
		var parts []Ref
		switch from.Kind {
		case KindParticipation, KindAct:
			continue
		case KindInstrument:
			parts = acts[from.ID]
		}
		for _, part := range append([]Ref{from}, parts...) {
			tags.targets(reflect.ValueOf(r.index.records[part]).Elem(), nil, parse, func(to Ref) {
				edge := [2]Ref{from, to}
				if to == from || seen[edge] || r.index.records[to] == nil {
					return
				}
				seen[edge] = true
				links[to] = append(links[to], from)
			})
		}
	}
	return links
}

// targets calls visit for what a value names, records in it left out.
func (ss shapes) targets(v reflect.Value, f *field, parse func(string) prose.Doc, visit func(Ref)) {
	switch x := v.Interface().(type) {
	case Ref:
		visit(x)
		return
	case Text:
		if f.has("prose") || f.has("verbatim") {
			for _, l := range x.Langs() {
				for _, to := range ProseTargets(parse(x.In(l))) {
					visit(to)
				}
			}
		}
		return
	}
	switch v.Kind() {
	case reflect.String:
		if f != nil && len(f.to) > 0 && v.String() != "" {
			visit(Ref{f.to[0], v.String()})
		}
	case reflect.Slice:
		for i := range v.Len() {
			ss.targets(v.Index(i), f, parse, visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			name := v.Type().Field(i).Tag.Get("toml")
			if f := ss.of(v.Type()).field(name); f != nil && !isRecords(f.typ) {
				ss.targets(v.Field(i), f, parse, visit)
			}
		}
	}
}

// ProseTargets are the records that a text refers or links to. A figure of an
// observation refers to its indicator too.
func ProseTargets(d prose.Doc) []Ref {
	var to []Ref
	for _, ref := range d.Refs() {
		target := proseTarget(ref)
		if id, _, _ := strings.Cut(target.ID, "/"); target.Kind == KindObservation {
			to = append(to, Ref{KindIndicator, id})
		}
		to = append(to, target)
	}
	for _, link := range d.Links() {
		if !strings.Contains(link.Dest, "//") {
			to = append(to, ParseRef(link.Dest))
		}
	}
	return to
}

// proseTarget is the typed id of what [kind:id] in prose refers to.
func proseTarget(ref prose.Ref) Ref {
	switch ref.Kind {
	case "figure":
		if strings.Contains(ref.ID, "/") {
			return Ref{KindObservation, ref.ID}
		}
		return Ref{KindIndicator, ref.ID}
	case "parties":
		return Ref{KindInstrument, ref.ID}
	}
	return Ref{Kind(ref.Kind), ref.ID}
}
