package check

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// retiredRules returns the rules about the ids of records that are gone.
func retiredRules() []Rule {
	return []Rule{
		{
			Name:   "permanent-id",
			Family: Editions,
			Doc: "Every record in the previous edition still exists under the same id, or is listed in data/retired.toml. " +
				"Readers cite records by id, and pages and comparisons depend on ids.",
			Run: permanentID,
		},
		{
			Name:   "retired-since",
			Family: Editions,
			Doc:    "A retired id names the edition since which it is retired: an issued edition or that of the draft. The id was in an earlier edition.",
			Run:    retiredSince,
		},
		{
			Name:   "retired-reason",
			Family: Editions,
			Doc:    "A retired record or withdrawn edition gives the reason, because its page remains and readers still find it.",
			Run:    retiredReason,
		},
		{
			Name:   "retired-stays",
			Family: Editions,
			Doc:    "An id that an issued edition lists as retired stays in data/retired.toml, so that its page remains and the id is never used again.",
			Run:    retiredStays,
		},
	}
}

func permanentID(p *Pass) {
	r := p.Report
	before := p.History.latest(r)
	if before == nil {
		return
	}
	retired := make(map[report.Ref]bool)
	for _, t := range r.Retired {
		retired[report.Ref{Kind: t.Kind, ID: t.ID}] = true
	}
	old := newPass(before.Report, Options{})
	names := p.newNames(old)
	for _, ref := range before.Report.Refs() {
		if k := ref.Kind.Info(); k.Composite || !slices.Equal(k.ID, []string{"id"}) {
			continue // it has no id of its own to retire
		}
		if r.Record(ref) != nil || retired[ref] {
			continue
		}
		message := say.F("%s was in the edition %s, but is missing now", old.Name(ref), before.Edition)
		replaced, renamed := "", names[titled{ref.Kind, old.title(ref)}]
		if to := renamed; to != "" {
			message = say.F("%s; %s has the same name", message, report.Ref{Kind: ref.Kind, ID: to})
			replaced = fmt.Sprintf("\nreplaced_by = [%q]", to)
		}
		hint := say.F("or add to ‹data/retired.toml:\n[[retired]]\nid = %q\nkind = %q\nsince = %q%s\nreason.%s = \"…\"›", ref.ID, ref.Kind, r.Edition.ID, replaced, r.Meta.Original)
		if renamed != "" {
			p.Found(report.Ref{Kind: ref.Kind, ID: renamed}, "id", message, say.F("restore its id: ‹id = %q›\n%s", ref.ID, hint))
			continue
		}
		p.foundAt("data/retired.toml", "", message, say.F("restore it, %s", hint))
	}
}

// newNames returns the ids of the records that an older report does not have, by
// kind and name.
func (p *Pass) newNames(old *Pass) map[titled]string {
	names := make(map[titled]string)
	for _, ref := range p.Report.Refs() {
		if t := p.title(ref); old.Report.Record(ref) == nil && !t.IsZero() {
			names[titled{ref.Kind, t}] = ref.ID
		}
	}
	return names
}

// titled identifies a record by its kind and name.
type titled struct {
	kind report.Kind
	name report.Text
}

func retiredSince(p *Pass) {
	r := p.Report
	for i, t := range r.Retired {
		field := fmt.Sprintf("retired[%d].since", i)
		is := p.History.issued(t.Since)
		switch {
		case t.Since == "":
			p.foundAt("data/retired.toml", field, say.F("the retired %s %s does not say since which edition it is retired", t.Kind.Noun(), t.ID), say.F("‹since = %q›", r.Edition.ID))
		case t.Since != r.Edition.ID && is == nil && p.History != nil:
			p.foundAt("data/retired.toml", field, say.F("the retired %s %s names the unknown edition %q", t.Kind.Noun(), t.ID, t.Since),
				say.F("for records removed in this draft write ‹since = %q›", r.Edition.ID))
		case is != nil && is.Report != nil && is.Report.Record(report.Ref{Kind: t.Kind, ID: t.ID}) != nil:
			p.foundAt("data/retired.toml", field, say.F("the retired %s %s is still in the edition %s", t.Kind.Noun(), t.ID, t.Since), say.F("name the first edition without it"))
		case p.History != nil && !p.wasIssued(report.Ref{Kind: t.Kind, ID: t.ID}):
			p.foundAt("data/retired.toml", fmt.Sprintf("retired[%d].id", i), say.F("the retired %s %s was not in any edition", t.Kind.Noun(), t.ID), say.F("remove the entry: an id that was never issued needs none"))
		}
	}
}

// wasIssued reports whether a record was in any edition.
func (p *Pass) wasIssued(ref report.Ref) bool {
	return slices.ContainsFunc(p.History.Issued, func(is IssuedEdition) bool { return is.Report == nil || is.Report.Record(ref) != nil })
}

func retiredReason(p *Pass) {
	for i, t := range p.Report.Retired {
		if t.Reason.IsZero() {
			p.foundAt("data/retired.toml", fmt.Sprintf("retired[%d].id", i), say.F("the retired %s %s gives no reason", t.Kind.Noun(), t.ID), say.F(`‹reason.%s = "…"›`, p.Report.Meta.Original))
		}
	}
	for i, w := range p.Report.Withdrawn {
		if w.Reason.IsZero() {
			p.foundAt("data/report.toml", fmt.Sprintf("withdrawn[%d].id", i), say.F("the withdrawn edition %s gives no reason", w.ID), say.F(`‹reason.%s = "…"›`, p.Report.Meta.Original))
		}
	}
}

func retiredStays(p *Pass) {
	listed := make(map[report.Ref]bool)
	for _, t := range p.Report.Retired {
		listed[report.Ref{Kind: t.Kind, ID: t.ID}] = true
	}
	for _, is := range p.History.behind(p.Report) {
		if is.Report == nil || withdrawn(p.Report, is.Edition) {
			continue
		}
		for _, t := range is.Report.Retired {
			ref := report.Ref{Kind: t.Kind, ID: t.ID}
			if listed[ref] {
				continue
			}
			listed[ref] = true // said once
			hint := say.F("restore it in ‹data/retired.toml:\n[[retired]]\nid = %q\nkind = %q\nsince = %q›", t.ID, t.Kind, t.Since)
			if len(t.ReplacedBy) > 0 {
				hint = say.F("%s‹\nreplaced_by = [\"%s\"]›", hint, strings.Join(t.ReplacedBy, `", "`))
			}
			for _, l := range t.Reason.Langs() {
				hint = say.F("%s‹\nreason.%s = %q›", hint, l, t.Reason.In(l))
			}
			p.foundAt("data/retired.toml", "", say.F("the edition %s lists the %s %s as retired, but it is no longer listed", is.Edition, t.Kind.Noun(), t.ID), hint)
		}
	}
}
