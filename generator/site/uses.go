package site

import (
	"strings"

	"rapporteur/generator/report"
)

// usesOf tells of each record which others name it: as a source, as evidence,
// in their text or in a field. They stand in document order, each once.
func usesOf(r *report.Report, p *parser) map[report.Ref][]report.Ref {
	t := &tracer{r: r, p: p, uses: make(map[report.Ref][]report.Ref), seen: make(map[[2]report.Ref]bool)}
	for _, ref := range r.Refs() {
		t.from = ref
		t.record(r.Record(ref))
	}
	return t.uses
}

// tracer follows what one record after the other names.
type tracer struct {
	r    *report.Report
	p    *parser
	from report.Ref
	uses map[report.Ref][]report.Ref
	seen map[[2]report.Ref]bool // from, to
}

func (t *tracer) record(v any) {
	switch v := v.(type) {
	case *report.Meta:
		t.id(report.KindParagraph, v.Mandate.Paragraph)
		t.texts(v.Note)
		t.rest(v.Cites, v.Gaps)
	case *report.Edition:
		t.texts(v.Note)
	case *report.Resolution:
		t.texts(v.Note)
		t.rest(v.Cites, v.Gaps)
	case *report.Preambular:
		t.texts(v.Text)
	case *report.Note:
		t.texts(v.Text)
	case *report.Paragraph:
		t.texts(v.Text)
		t.rest(v.Cites, v.Gaps)
	case *report.Request:
		t.refs(v.Addressees)
		t.refs(v.With)
		t.texts(v.Progress, v.Reason, v.Next)
		t.refs(v.Evidence)
		t.id(report.KindEntity, v.ReportedBy)
		t.rest(v.Cites, v.Gaps)
	case *report.Section:
		t.texts(v.Text)
		t.rest(v.Cites, v.Gaps)
	case *report.Indicator:
		t.texts(v.Definition)
		t.rest(v.Cites, v.Gaps)
	case *report.Observation:
		t.texts(v.Note)
		t.rest(v.Cites, v.Gaps)
	case *report.Activity:
		t.id(report.KindState, v.Place.State)
		t.refs(v.Organizers)
		t.refs(v.With)
		t.ids(report.KindState, v.States)
		t.texts(v.Outcome, v.Note)
		t.rest(v.Cites, v.Gaps)
	case *report.Publication:
		t.refs(v.Issuers)
		t.texts(v.Note)
		t.rest(v.Cites, v.Gaps)
	case *report.Instrument:
		t.instrument(v)
	case *report.Money:
		t.refs(v.From)
		t.refs(v.To)
		t.id(report.KindMoney, v.PartOf)
		t.texts(v.Note)
		t.rest(v.Cites, v.Gaps)
	case *report.Entity:
		t.id(report.KindEntity, v.Parent)
		t.texts(v.Note)
		t.rest(v.Cites, nil)
	case *report.State:
		t.rest(v.Cites, nil)
	case *report.Source:
		t.texts(v.Note)
		t.rest(nil, v.Gaps)
	}
}

// instrument follows an instrument and what States did about it: a State is
// named by the instrument, not by each of its acts.
func (t *tracer) instrument(in *report.Instrument) {
	t.refs(in.Depositary)
	t.id(report.KindInstrument, in.Amends)
	for _, c := range in.Counts {
		t.rest(c.Cites, nil)
	}
	t.texts(in.Note)
	t.rest(in.Cites, in.Gaps)
	p := t.r.ParticipationIn(in.ID)
	if p == nil {
		return
	}
	for _, a := range p.Acts {
		t.id(report.KindState, a.State)
		t.rest(a.Cites, nil)
	}
	t.texts(p.Note)
	t.rest(p.Cites, nil)
}

func (t *tracer) to(ref report.Ref) {
	edge := [2]report.Ref{t.from, ref}
	if ref == t.from || t.seen[edge] || t.r.Record(ref) == nil {
		return
	}
	t.seen[edge] = true
	t.uses[ref] = append(t.uses[ref], t.from)
}

func (t *tracer) id(kind report.Kind, id string) {
	if id != "" {
		t.to(report.Ref{Kind: kind, ID: id})
	}
}

func (t *tracer) ids(kind report.Kind, ids []string) {
	for _, id := range ids {
		t.id(kind, id)
	}
}

func (t *tracer) refs(refs []report.Ref) {
	for _, ref := range refs {
		t.to(ref)
	}
}

func (t *tracer) rest(cites []report.Cite, gaps []report.Gap) {
	for _, c := range cites {
		t.id(report.KindSource, c.Source)
	}
	for _, g := range gaps {
		t.texts(g.Note)
	}
}

func (t *tracer) texts(texts ...report.Text) {
	for _, text := range texts {
		for _, lang := range text.Langs() {
			d := t.p.parse(text.In(lang))
			for _, ref := range d.Refs() {
				switch ref.Kind {
				case "source":
					t.id(report.KindSource, ref.ID)
				case "note":
					t.id(report.KindNote, ref.ID)
				case "parties":
					t.id(report.KindInstrument, ref.ID)
				case "figure":
					indicator, _, one := strings.Cut(ref.ID, "/")
					t.id(report.KindIndicator, indicator)
					if one {
						t.id(report.KindObservation, ref.ID)
					}
				}
			}
			for _, link := range d.Links() {
				if !strings.Contains(link.Dest, "//") {
					t.to(report.ParseRef(link.Dest))
				}
			}
		}
	}
}
