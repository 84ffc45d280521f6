package report

import (
	"cmp"
	"strings"

	"rapporteur/generator/prose"
)

// Backlinks gives for each record the records that name it: as a source, as
// evidence, in their text or in a field. They are in document order, each
// once. What a participation and its acts name counts as named by their
// instrument, what a row names as named by its table. parse reads prose.
func (r *Report) Backlinks(parse func(string) prose.Doc) map[Ref][]Ref {
	named := make(map[Ref][]Ref)
	for _, f := range r.References() {
		named[f.Ref] = append(named[f.Ref], f.To...)
	}
	for _, t := range r.Texts() {
		if !t.Prose && !t.Verbatim {
			continue
		}
		for _, l := range t.Text.Langs() {
			named[t.Ref] = append(named[t.Ref], ProseTargets(parse(t.Text.In(l)))...)
		}
	}
	for _, ref := range r.index.refs {
		whole := TableIDOf(ref)
		if ref.Kind == KindParticipation || ref.Kind == KindAct {
			id, _, _ := strings.Cut(ref.ID, "/")
			whole = Ref{KindInstrument, id}
		}
		if whole != ref {
			named[whole] = append(named[whole], named[ref]...)
			delete(named, ref)
		}
	}
	links := make(map[Ref][]Ref)
	for _, from := range r.index.refs {
		seen := make(map[Ref]bool)
		for _, to := range named[from] {
			if to != from && !seen[to] && r.index.records[to] != nil {
				seen[to] = true
				links[to] = append(links[to], from)
			}
		}
	}
	return links
}

// ProseTargets are the records that a text refers or links to. A figure of an
// observation refers to its indicator too. A count over all instruments names one
// that does not exist.
func ProseTargets(d prose.Doc) []Ref {
	var to []Ref
	for _, ref := range d.Refs() {
		target := ProseTarget(ref)
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

// ProseTarget is the typed id of what [kind:id] in prose refers to.
func ProseTarget(ref prose.Ref) Ref {
	if c, ok := TallyOf(ref); ok {
		return Ref{KindInstrument, cmp.Or(c.Instrument, allInstruments)}
	}
	switch ref.Kind {
	case "figure":
		if strings.Contains(ref.ID, "/") {
			return Ref{KindObservation, ref.ID}
		}
		return Ref{KindIndicator, ref.ID}
	case "parties", "deposits", "depositors": // written wrongly
		return Ref{KindInstrument, ref.ID}
	}
	return Ref{Kind(ref.Kind), ref.ID}
}
