package check

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/generator/prose"
	"rapporteur/generator/report"
)

// laterFacts calls visit for each date of a fact that is after the date of the
// edition.
func (p *Pass) laterFacts(visit func(ref report.Ref, field string, d report.Date)) {
	r := p.Report
	later := func(ref report.Ref, field string, d report.Date) {
		if d.After(r.Edition.AsAt) {
			visit(ref, field, d)
		}
	}
	for _, ref := range r.Refs() {
		switch v := r.Record(ref).(type) {
		case *report.Resolution:
			later(ref, "adopted_on", v.AdoptedOn)
			later(ref, "drafted_on", v.DraftedOn)
		case *report.ResolutionPart:
			later(ref, "adopted_on", v.AdoptedOn)
		case *report.Observation:
			later(ref, "period.to", v.Period.To)
		case *report.Activity:
			if !v.Planned {
				later(ref, "start", v.Start)
				later(ref, "end", v.End)
			}
		case *report.Publication:
			if v.Status != report.InPreparation {
				later(ref, "date", v.Date)
			}
		case *report.Instrument:
			later(ref, "adopted", v.Adopted)
			later(ref, "opened", v.Opened)
			later(ref, "entry_into_force", v.EntryIntoForce)
			for i, c := range v.Counts {
				later(ref, fmt.Sprintf("count[%d].date", i), c.Date)
			}
		case *report.Money:
			later(ref, "date", v.Date)
			if v.Kind == report.Contribution || v.Kind == report.Expenditure {
				later(ref, "period.to", v.Period.To)
			}
		case *report.Source, *report.Target, *report.Reply:
			// A source is judged where it is cited, a target is to be reached, and a
			// reply has a rule of its own.
		default:
			later(ref, "date", r.DateOf(ref))
		}
	}
}

// sourceUse is a place where the report relies on a source: a citation, or a reference in
// a text.
type sourceUse struct {
	ref    report.Ref
	field  string       // path of the citation, "count[1].cites[0]", or of the text in its language, "progress.en"
	off, n int          // the reference, in bytes of the text
	source string       // id
	cite   *report.Cite // nil for a reference in a text
	counts bool         // the record, or the text itself, counts from the acts of States, for which the source is the register
}

// laterSources calls visit for each use of a source that was published after the date of
// the edition and may not be later: citations first, then texts.
func (p *Pass) laterSources(visit func(sourceUse, *report.Source)) {
	r := p.Report
	look := func(u sourceUse) {
		if s := r.Source(u.source); s != nil && s.Date.After(r.Edition.AsAt) && !mayBeLater(r, u) {
			visit(u, s)
		}
	}
	type counting struct {
		ref    report.Ref
		source string
	}
	registers, counts := registersOfActs(r), make(map[counting]bool)
	for _, c := range p.Cites() {
		derived := c.Cite.Verification == report.Derived && registers[c.Cite.Source]
		if derived {
			counts[counting{c.Ref, c.Cite.Source}] = true
		}
		look(sourceUse{ref: c.Ref, field: c.Field, source: c.Cite.Source, cite: &c.Cite, counts: derived})
	}
	for _, t := range p.Texts() {
		if !t.Prose {
			continue
		}
		for _, l := range t.Text.Langs() {
			refs := p.Parse(t.Text.In(l)).Refs()
			for _, ref := range refs {
				if ref.Kind == "source" {
					look(sourceUse{ref: t.Ref, field: t.Field + "." + string(l), off: ref.Offset, n: ref.Len, source: ref.ID, counts: counts[counting{t.Ref, ref.ID}] || countsFrom(r, refs, ref.ID)})
				}
			}
		}
	}
}

// mayBeLater reports whether a source may be later than the edition, because what it is
// used for was known before:
//
//   - what is counted from the days of acts holds as at any day, whenever the register
//     was copied
//   - the method in an annex, a note and the next step are about the report itself or
//     the future
//   - a public act is known on the day it happens, whatever the date of the document
//     that records it; a text about it says what was known
func mayBeLater(r *report.Report, u sourceUse) bool {
	if u.counts {
		return true
	}
	record := r.Record(u.ref)
	if s, ok := record.(*report.Section); ok {
		return s.Place == report.PlaceAnnex
	}
	if u.cite == nil {
		field, _, _ := strings.Cut(u.field, ".")
		return field == "note" || field == "next"
	}
	switch v := record.(type) {
	case *report.Act, *report.Participation, *report.Resolution, *report.Meta, *report.Paragraph, *report.Entity, *report.State:
		return true
	case *report.Instrument:
		return !strings.HasPrefix(u.field, "count")
	case *report.Activity:
		// That it was held is public; the number of participants is not.
		return !v.Planned && !slices.ContainsFunc(u.cite.For, func(f string) bool {
			return f == "participants" || f == "states_count" || f == "states" || f == "outcome"
		})
	}
	return false
}

// countsFrom reports whether one of the references of a text counts acts of States that are
// taken from a source.
func countsFrom(r *report.Report, refs []prose.Ref, source string) bool {
	return slices.ContainsFunc(refs, func(ref prose.Ref) bool {
		c, ok := report.TallyOf(ref)
		return ok && slices.ContainsFunc(r.Participation, func(part *report.Participation) bool {
			return (c.Instrument == "" || c.Instrument == part.Instrument) && slices.Contains(registersOf(part), source)
		})
	})
}

// registersOfActs are the ids of the sources from which the acts of States are taken.
func registersOfActs(r *report.Report) map[string]bool {
	registers := make(map[string]bool)
	for _, part := range r.Participation {
		for _, id := range registersOf(part) {
			registers[id] = true
		}
	}
	return registers
}

// registersOf are the ids of the sources from which the acts for one instrument are taken.
func registersOf(part *report.Participation) (ids []string) {
	for _, c := range part.Cites {
		ids = append(ids, c.Source)
	}
	for _, a := range part.Acts {
		for _, c := range a.Cites {
			ids = append(ids, c.Source)
		}
	}
	return ids
}
