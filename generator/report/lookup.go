package report

import (
	"slices"
	"strings"

	"rapporteur/generator/problem"
)

// index finds records by typed id. It does not change after Load.
type index struct {
	places  map[Ref]place
	records map[Ref]any
	parents map[Ref]Ref // of records that belong to another
	refs    []Ref       // of records, in the order of the document
	entries []Entry     // in the order of the document
	files   []*parsed   // by name
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

// Record is the record that ref names, a pointer such as *Activity or *Act;
// nil where there is none.
func (r *Report) Record(ref Ref) any { return r.index.records[ref] }

// Refs are the typed ids of all records, in the order of the document: the
// report, the resolution, paragraphs with their requests, and then the
// registers.
func (r *Report) Refs() []Ref { return slices.Clone(r.index.refs) }

func lookup[T any](r *Report, kind Kind, id string) *T {
	v, _ := r.index.records[Ref{kind, id}].(*T)
	return v
}

// Paragraph is the operative paragraph with that id, or nil; and so for the
// other kinds.
func (r *Report) Paragraph(id string) *Paragraph { return lookup[Paragraph](r, KindParagraph, id) }
func (r *Report) Request(id string) *Request     { return lookup[Request](r, KindRequest, id) }
func (r *Report) Section(id string) *Section     { return lookup[Section](r, KindSection, id) }
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

// Footnote is the footnote of the resolution with that number, or nil.
func (r *Report) Footnote(id string) *Note { return lookup[Note](r, KindNote, id) }

// Observation is the observation with an id "indicator/observation", or nil.
func (r *Report) Observation(id string) *Observation {
	return lookup[Observation](r, KindObservation, id)
}

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

// FileOf is the file in which a record stands, and the 1-based line where it
// begins.
func (r *Report) FileOf(ref Ref) (name string, line int) {
	pos := r.Pos(ref, "")
	return pos.File, pos.Line
}

// Problem is a problem with a field of a record, at its place.
func (r *Report) Problem(rule string, severity problem.Severity, ref Ref, field, message, hint string) problem.Problem {
	p := problem.Problem{
		Rule: rule, Severity: severity, Pos: r.Pos(ref, field), Record: ref.String(), Field: field,
		Message: message, Hint: hint,
	}
	if at, ok := r.index.places[ref]; ok {
		p.Line = at.file.lines.text(at.file.Data, p.Pos.Line)
	}
	return p
}

// ProblemIn is a problem with what is no record, at its place in a file:
// "waiver[0].until" in "data/waivers.toml". Where the path leads nowhere it
// stands where the last part of it that there is begins.
func (r *Report) ProblemIn(rule string, severity problem.Severity, file, path, message, hint string) problem.Problem {
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
