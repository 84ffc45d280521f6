package check

import (
	"fmt"
	"slices"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// withdrawnRules returns the rules about withdrawn editions.
func withdrawnRules() []Rule {
	return []Rule{
		{
			Name:   "withdrawn-replacement",
			Family: Editions,
			Doc:    "A withdrawn edition is replaced by an issued edition or that of the draft, and not by a withdrawn one.",
			Run:    withdrawnReplacement,
		},
		{
			Name:   "withdrawn-known",
			Family: Editions,
			Doc:    "A withdrawn edition was issued by the commit that its entry names. With another id or commit, the edition would remain visible.",
			Run:    withdrawnKnown,
		},
		{
			Name:   "withdrawn-stays",
			Family: Editions,
			Doc:    "An edition that an issued edition or an earlier commit of the branch withdrew remains in the list of withdrawn editions, so that it is not shown again and its id is never used again.",
			Run:    withdrawnStays,
		},
	}
}

func withdrawnReplacement(p *Pass) {
	r := p.Report
	for i, w := range r.Withdrawn {
		field := fmt.Sprintf("withdrawn[%d].replaced_by", i)
		switch {
		case w.ReplacedBy == "" || w.ReplacedBy == r.Edition.ID:
		case w.ReplacedBy == w.ID:
			p.foundAt("data/report.toml", field, say.F("the withdrawn edition %s cannot replace itself", w.ID), say.F("name another edition, or remove ‹replaced_by›"))
		case withdrawn(r, w.ReplacedBy):
			p.foundAt("data/report.toml", field, say.F("the edition %s, which replaces %s, is withdrawn itself", w.ReplacedBy, w.ID), say.F("name an edition that is not withdrawn"))
		case p.History != nil && p.History.issued(w.ReplacedBy) == nil:
			p.foundAt("data/report.toml", field, say.F("the edition %s, which replaces %s, was never issued", w.ReplacedBy, w.ID), say.F("name an issued edition, or that of this draft: ‹replaced_by = %q›", r.Edition.ID))
		}
	}
}

func withdrawnKnown(p *Pass) {
	if p.History == nil {
		return
	}
	for i, w := range p.Report.Withdrawn {
		is := p.History.issued(w.ID)
		match := slices.ContainsFunc(p.History.Issued, func(is IssuedEdition) bool { return is.Edition == w.ID && is.Commit == w.Commit })
		switch {
		case is == nil:
			p.foundAt("data/report.toml", fmt.Sprintf("withdrawn[%d].id", i), say.F("no commit issued the edition %s, so it cannot be withdrawn", w.ID), say.F(`correct the id; ‹"rapporteur editions"› lists the issued editions`))
		case !match:
			p.foundAt("data/report.toml", fmt.Sprintf("withdrawn[%d].commit", i), say.F("commit %s did not issue the edition %s", short(w.Commit), w.ID), say.F("‹commit = %q›", is.Commit))
		}
	}
}

func withdrawnStays(p *Pass) {
	said := make(map[string]bool)
	var before []report.Withdrawn
	for _, is := range p.History.behind(p.Report) {
		if is.Report != nil {
			before = append(before, is.Report.Withdrawn...)
		}
	}
	// What corrects an older edition is a copy of that, which knows nothing of later
	// withdrawals.
	if p.History != nil && p.Report.Edition.RelatesTo() == "" {
		before = append(before, p.History.Withdrawn...)
	}
	for _, w := range before {
		if !withdrawn(p.Report, w.ID) && !said[w.ID] {
			said[w.ID] = true
			p.Found(editionRef(), "", say.F("the edition %s was withdrawn, but is no longer listed", w.ID),
				say.F("add to ‹data/report.toml:\n[[withdrawn]]\nid = %q\ncommit = %q›", w.ID, w.Commit))
		}
	}
}
