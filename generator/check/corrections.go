package check

import (
	"cmp"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// correctionRules returns the rules about what an edition is to the one that it
// supersedes, corrects or adds to.
func correctionRules() []Rule {
	return []Rule{
		{
			Name:   "supersedes",
			Family: Editions,
			Doc:    "An edition supersedes one that was issued before and is not withdrawn. A corrigendum has the same as_at as the edition that it corrects.",
			Run:    supersedes,
		},
		{
			Name:   "edition-kind",
			Family: Editions,
			Doc: "The kind of an edition agrees with what it says of another: a corrigendum names the edition that it corrects, a revision the one that it supersedes, an addendum the one that it adds to, and an ordinary report none of them. " +
				"Readers are told on every page what an edition is to the other.",
			Run: editionKind,
		},
		{
			Name:   "adds-to",
			Family: Editions,
			Doc:    "An addendum adds to an edition that was issued before, is not withdrawn and is no addendum itself, and speaks of the same day or a later one.",
			Run:    addsTo,
		},
	}
}

func supersedes(p *Pass) {
	e := p.Report.Edition
	field, id := "supersedes", e.Supersedes
	itself, be := say.F("the edition %s cannot supersede itself", e.ID), say.F("the edition %s is withdrawn, so it cannot be superseded", id)
	if id == "" {
		field, id = "corrects", e.Corrects
		itself, be = say.F("the edition %s cannot correct itself", e.ID), say.F("the edition %s is withdrawn, so it cannot be corrected", id)
	}
	if id == "" {
		return
	}
	old := p.issuedBefore(id)
	switch {
	case id == e.ID:
		p.Found(editionRef(), field, itself, say.F("name the edition that it corrects, and give this one a new id"))
	case withdrawn(p.Report, id):
		p.Found(editionRef(), field, be, say.F("remove ‹%s›, and name this edition in ‹replaced_by› of the withdrawn one", field))
	case p.History == nil:
	case old == nil:
		p.Found(editionRef(), field, say.F("there is no edition %s before this one", id), say.F(`correct the id; ‹"rapporteur editions"› lists the issued editions`))
	case old.AsAt != e.AsAt:
		p.Found(editionRef(), "as_at", say.F("this edition corrects %s, which is as at %s, but is itself as at %s", old.Edition, old.AsAt, e.AsAt), say.F("‹as_at = %s›", old.AsAt))
	}
}

// issuedBefore is the edition of that id that was issued before the report, nil where
// none was.
func (p *Pass) issuedBefore(id string) *IssuedEdition {
	for _, is := range p.History.before(p.Report) {
		if is.Edition == id {
			return &is
		}
	}
	return nil
}

func editionKind(p *Pass) {
	e := p.Report.Edition
	said := map[string]string{"corrects": e.Corrects, "supersedes": e.Supersedes, "adds_to": e.AddsTo}
	needs := map[report.EditionKind]string{report.Corrigendum: "corrects", report.Revision: "supersedes", report.Addendum: "adds_to"}
	kind := cmp.Or(e.Kind, report.OrdinaryEdition)
	key := needs[e.Kind]
	var other string // what another key says
	for _, k := range []string{"supersedes", "corrects", "adds_to"} {
		// Before there were kinds, supersedes was given without one, and it still may be.
		if id := said[k]; k != key && id != "" && !(k == "supersedes" && e.Kind == "") {
			other = id
			p.Found(editionRef(), k, say.F("the edition is of the kind %s, but ‹%s› names the edition %s", kind, k, id), wrongKind(k, key, id))
		}
	}
	if key != "" && said[key] == "" && other == "" {
		p.Found(editionRef(), "kind", say.F("the edition is of the kind %s, but does not say which edition it %s", kind, map[string]say.Text{"corrects": say.F("corrects"), "supersedes": say.F("supersedes"), "adds_to": say.F("adds to")}[key]), say.F(`add ‹%s = "ID"›`, key))
	}
}

// wrongKind says what to do about an edition that names another under a key that does
// not go with its kind, for which another key may be needed.
func wrongKind(key, needed, id string) say.Text {
	kind := map[string]report.EditionKind{"corrects": report.Corrigendum, "supersedes": report.Revision, "adds_to": report.Addendum}[key]
	hint := say.F("if it is one, write ‹kind = %q›", kind)
	if needed != "" {
		return say.F("write ‹%s = %q› in place of it; %s", needed, id, hint)
	}
	return say.F("%s; otherwise remove it", hint)
}

func addsTo(p *Pass) {
	e := p.Report.Edition
	if e.AddsTo == "" {
		return
	}
	to := p.issuedBefore(e.AddsTo)
	switch {
	case e.AddsTo == e.ID:
		p.Found(editionRef(), "adds_to", say.F("the edition %s cannot add to itself", e.ID), say.F("name the edition that it adds to, and give this one a new id"))
	case withdrawn(p.Report, e.AddsTo):
		p.Found(editionRef(), "adds_to", say.F("the edition %s is withdrawn, so nothing can be added to it", e.AddsTo), say.F("name an edition that is shown, or remove ‹adds_to› and ‹kind›"))
	case p.History == nil:
	case to == nil:
		p.Found(editionRef(), "adds_to", say.F("there is no edition %s before this one", e.AddsTo), say.F(`correct the id; ‹"rapporteur editions"› lists the issued editions`))
	case to.Report != nil && to.Report.Edition.AddsTo != "":
		p.Found(editionRef(), "adds_to", say.F("the edition %s is an addendum itself, to %s", e.AddsTo, to.Report.Edition.AddsTo), say.F("‹adds_to = %q›", to.Report.Edition.AddsTo))
	case e.AsAt.Before(to.AsAt):
		p.Found(editionRef(), "as_at", say.F("this edition adds to %s, which is as at %s, but is itself as at %s", e.AddsTo, to.AsAt, e.AsAt), say.F("‹as_at = %s›, or a later day", to.AsAt))
	}
}
