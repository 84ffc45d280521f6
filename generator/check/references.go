package check

import (
	"fmt"
	"strings"
	"unicode"

	"rapporteur/generator/report"
)

func referenceRules() []Rule {
	return []Rule{
		{
			Name:   "unused-source",
			Family: References,
			Warns:  true,
			Doc:    "A source that nothing cites is not needed, or its citation was forgotten.",
			Run:    unusedSource,
		},
		{
			Name:   "unused-entity",
			Family: References,
			Warns:  true,
			Doc:    "An entity that no record names, and no text by its name or acronym, is not needed, or the record that should name it does not.",
			Run:    unusedEntity,
		},
		{
			Name:   "unused-indicator",
			Family: References,
			Warns:  true,
			Doc:    "An indicator that is no evidence of any request and that no text gives is a figure that no reader finds.",
			Run:    unusedIndicator,
		},
		{
			Name:   "unused-note",
			Family: References,
			Warns:  true,
			Doc:    "A footnote of the resolution is called by [note:…] in its text, at the place where the resolution has it.",
			Run:    unusedNote,
		},
		{
			Name:   "named-twice",
			Family: References,
			Doc:    "A list names each record once: evidence, addressees, organizers, States, donors.",
			Run:    namedTwice,
		},
		{
			Name:   "mandate",
			Family: References,
			Doc:    "The resolution that the report names as its mandate is the one in data/resolution.toml.",
			Run:    mandate,
		},
	}
}

// namedInTexts are the typed ids of the records that texts name.
func (p *Pass) namedInTexts() map[report.Ref]bool {
	named := make(map[report.Ref]bool)
	for _, t := range p.Texts() {
		if !t.Prose && !t.Verbatim {
			continue
		}
		for _, l := range t.Text.Langs() {
			for _, ref := range report.ProseTargets(p.Parse(t.Text.In(l))) {
				named[ref] = true
			}
		}
	}
	return named
}

func unusedSource(p *Pass) {
	used := p.namedInTexts()
	for _, c := range p.Cites() {
		used[report.Ref{Kind: report.KindSource, ID: c.Cite.Source}] = true
	}
	for _, s := range p.Report.Sources {
		if ref := (report.Ref{Kind: report.KindSource, ID: s.ID}); !used[ref] {
			p.Found(ref, "id", "nothing cites "+p.Name(ref), "cite it, or take it out")
		}
	}
}

// references calls visit for every list or field in which a record names
// others.
func (p *Pass) references(visit func(ref report.Ref, field string, to []report.Ref)) {
	r := p.Report
	one := func(kind report.Kind, id string) []report.Ref {
		if id == "" {
			return nil
		}
		return []report.Ref{{Kind: kind, ID: id}}
	}
	states := func(ids []string) []report.Ref {
		refs := make([]report.Ref, len(ids))
		for i, id := range ids {
			refs[i] = report.Ref{Kind: report.KindState, ID: id}
		}
		return refs
	}
	p.requests(func(ref report.Ref, q *report.Request) {
		visit(ref, "addressees", q.Addressees)
		visit(ref, "with", q.With)
		visit(ref, "evidence", q.Evidence)
		visit(ref, "reported_by", one(report.KindEntity, q.ReportedBy))
	})
	for _, a := range r.Activities {
		ref := report.Ref{Kind: report.KindActivity, ID: a.ID}
		visit(ref, "organizers", a.Organizers)
		visit(ref, "with", a.With)
		visit(ref, "states", states(a.States))
	}
	for _, v := range r.Publications {
		visit(report.Ref{Kind: report.KindPublication, ID: v.ID}, "issuers", v.Issuers)
	}
	for _, in := range r.Instruments {
		visit(report.Ref{Kind: report.KindInstrument, ID: in.ID}, "depositary", in.Depositary)
	}
	for _, m := range r.Money {
		ref := report.Ref{Kind: report.KindMoney, ID: m.ID}
		visit(ref, "from", m.From)
		visit(ref, "to", m.To)
	}
	for _, e := range r.Entities {
		visit(report.Ref{Kind: report.KindEntity, ID: e.ID}, "parent", one(report.KindEntity, e.Parent))
	}
}

func unusedEntity(p *Pass) {
	used := p.namedInTexts()
	p.references(func(_ report.Ref, _ string, to []report.Ref) {
		for _, ref := range to {
			used[ref] = true
		}
	})
	var unnamed []*report.Entity
	for _, e := range p.Report.Entities {
		if !used[report.Ref{Kind: report.KindEntity, ID: e.ID}] {
			unnamed = append(unnamed, e)
		}
	}
	if len(unnamed) == 0 {
		return
	}
	said := p.namesSaid(unnamed)
	for _, e := range unnamed {
		if ref := (report.Ref{Kind: report.KindEntity, ID: e.ID}); !said[e] {
			p.Found(ref, "id", "no record and no text names "+p.Name(ref), "name it where it belongs, or take it out")
		}
	}
}

// namesSaid are those of some entities whose name or acronym stands in a text
// of any record but an entity. One pass over the texts looks for all of them.
func (p *Pass) namesSaid(entities []*report.Entity) map[*report.Entity]bool {
	type name struct {
		lang  report.Lang
		words string
	}
	wanted := make(map[int]map[name][]*report.Entity) // by the number of words
	for _, e := range entities {
		for _, t := range []report.Text{e.Name, e.Acronym} {
			for _, l := range t.Langs() {
				words := wordsOnly(t.In(l))
				if wanted[len(words)] == nil {
					wanted[len(words)] = make(map[name][]*report.Entity)
				}
				n := name{l, strings.Join(words, " ")}
				wanted[len(words)][n] = append(wanted[len(words)][n], e)
			}
		}
	}
	said := make(map[*report.Entity]bool)
	for _, t := range p.Texts() {
		if t.Ref.Kind == report.KindEntity {
			continue
		}
		for _, l := range t.Text.Langs() {
			words := wordsOnly(t.Text.In(l))
			for n, names := range wanted {
				for i := 0; i+n <= len(words); i++ {
					for _, e := range names[name{l, strings.Join(words[i:i+n], " ")}] {
						said[e] = true
					}
				}
			}
		}
	}
	return said
}

// wordsOnly are the runs of letters and digits of a text.
func wordsOnly(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// evidenceOf are the records that are evidence of some request.
func (p *Pass) evidenceOf() map[report.Ref]bool {
	used := make(map[report.Ref]bool)
	p.requests(func(_ report.Ref, q *report.Request) {
		for _, e := range q.Evidence {
			used[e] = true
		}
	})
	return used
}

func unusedIndicator(p *Pass) {
	evidence, named := p.evidenceOf(), p.namedInTexts()
	for _, in := range p.Report.Indicators {
		if ref := (report.Ref{Kind: report.KindIndicator, ID: in.ID}); !evidence[ref] && !named[ref] {
			p.Found(ref, "id", p.Name(ref)+" is no evidence of any request, and no text gives it",
				fmt.Sprintf(`add "indicator:%s" to the evidence of a request, or write [figure:%s] in a text`, in.ID, in.ID))
		}
	}
}

func unusedNote(p *Pass) {
	named := p.namedInTexts()
	for _, n := range p.Report.Resolution.Notes {
		if ref := (report.Ref{Kind: report.KindNote, ID: n.ID}); !named[ref] {
			p.Found(ref, "id", fmt.Sprintf("no text of the resolution calls footnote %s", n.ID), fmt.Sprintf("write [note:%s] where the resolution has it", n.ID))
		}
	}
}

func namedTwice(p *Pass) {
	p.references(func(ref report.Ref, field string, to []report.Ref) {
		twice(to, func(i int, v report.Ref) {
			p.Found(ref, fmt.Sprintf("%s[%d]", field, i), fmt.Sprintf("%s names %s twice in %s", p.Name(ref), p.Name(v), field), "take one of the two out")
		})
	})
}

func mandate(p *Pass) {
	m, adopted := p.Report.Meta.Mandate.Resolution, p.Report.Resolution.Adopted
	if m != "" && adopted != "" && m != adopted {
		p.Found(report.Ref{Kind: report.KindReport, ID: "report"}, "mandate.resolution",
			fmt.Sprintf("the mandate is %s, but data/resolution.toml holds %s", m, adopted), fmt.Sprintf("mandate.resolution = %q", adopted))
	}
}
