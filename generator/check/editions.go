package check

import (
	"fmt"
	"slices"

	"rapporteur/generator/diff"
	"rapporteur/generator/report"
)

func editionRules() []Rule {
	return []Rule{
		{
			Name:   "issued-unchanged",
			Family: Editions,
			Doc: "What was issued stays as it was: data that says it is an issued edition means what it meant when that edition was issued. " +
				"Comments, order and wrapping may change. A correction is an edition of its own, which supersedes the one that it corrects.",
			Run: issuedUnchanged,
		},
		{
			Name:   "issued-once",
			Family: Editions,
			Doc: "An edition is issued once: in all the history there are no two states of the data that say they are the issued edition of one id. " +
				"One of the two must be withdrawn, for readers who cite that id do not know which they read.",
			Run: issuedOnce,
		},
		{
			Name:   "edition-id-free",
			Family: Editions,
			Doc:    "A draft heads for an edition whose id was never given before, neither to an edition that stands nor to one that is withdrawn.",
			Run:    editionIDFree,
		},
		{
			Name:   "permanent-id",
			Family: Editions,
			Doc: "A record that was in the edition before is still there, under its id, or data/retired.toml says what became of it. " +
				"Readers cite records by their ids, and pages and comparisons follow them.",
			Run: permanentID,
		},
		{
			Name:   "retired-since",
			Family: Editions,
			Doc:    "An id is retired since an edition that there is, or the one that the draft heads for, and it was in one before.",
			Run:    retiredSince,
		},
		{
			Name:   "retired-reason",
			Family: Editions,
			Doc:    "What is retired or withdrawn says why, for its page remains and readers come to it.",
			Run:    retiredReason,
		},
		{
			Name:   "withdrawn-replacement",
			Family: Editions,
			Doc:    "A withdrawn edition is replaced by an edition that there is, or the one that the draft heads for, and that is not withdrawn itself.",
			Run:    withdrawnReplacement,
		},
		{
			Name:   "withdrawn-known",
			Family: Editions,
			Doc:    "A withdrawn edition was issued, by the commit that its entry names. Another id or commit would leave on show what was to be withdrawn.",
			Run:    withdrawnKnown,
		},
		{
			Name:   "withdrawn-stays",
			Family: Editions,
			Doc:    "What was withdrawn once stays in the list of the withdrawn, so that its id is never used again.",
			Run:    withdrawnStays,
		},
		{
			Name:   "supersedes",
			Family: Editions,
			Doc:    "An edition supersedes one that was issued before it and is not withdrawn, and speaks of the same day: a corrigendum keeps the as_at of what it corrects.",
			Run:    supersedes,
		},
		{
			Name:   "as-at-later",
			Family: Editions,
			Doc:    "An edition that corrects no other speaks of a later day than every edition before it.",
			Run:    asAtLater,
		},
	}
}

// The one record of data/report.toml that the rules of this family speak of.
func editionRef() report.Ref { return report.Ref{Kind: report.KindEdition, ID: "edition"} }

// foundAt reports what is wrong with a value of a file that belongs to no
// record.
func (p *Pass) foundAt(file, path, message, hint string) {
	p.problems = append(p.problems, p.Report.ProblemIn(p.rule.Name, p.severity(), file, path, message, hint))
}

func short(commit string) string { return commit[:min(len(commit), 12)] }

func issuedUnchanged(p *Pass) {
	e := p.Report.Edition
	is := p.History.issue(e.ID)
	if e.Status != report.Issued || is == nil || is.Report == nil || withdrawn(p.Report, e.ID) || report.Equal(is.Report, p.Report) {
		return
	}
	since := fmt.Sprintf("when commit %s issued it", short(is.Commit))
	// Both ways, for who writes in the browser has no terminal.
	draft := fmt.Sprintf("begin a draft by 'rapporteur release --next ID --as-at DATE', or by hand in data/report.toml, with an id and a day of its own:\n"+
		"id = \"…\"\nas_at = …\nstatus = \"draft\"\nto correct the edition, keep its as_at and add: supersedes = %q", e.ID)
	// What was changed by mistake is shown at its place. A writer who has begun
	// the next edition changes more, and knows where.
	const few = 3
	changed := slices.DeleteFunc(diff.Compare(is.Report, p.Report).List, func(c diff.Change) bool { return c.Derived })
	if n := len(changed); n == 0 || n > few {
		message := fmt.Sprintf("the data is not what the edition %s was %s", e.ID, since)
		if n > 0 {
			message += fmt.Sprintf(": %d things differ", n)
		}
		p.Found(editionRef(), "id", message, draft)
		return
	}
	for _, c := range changed {
		field := c.Field
		if len(c.Texts) > 0 {
			field += "." + string(c.Texts[0].Lang)
		}
		switch {
		case p.Report.Record(c.Ref) == nil:
			gone := &Pass{Report: is.Report}
			p.Found(editionRef(), "id", fmt.Sprintf("%s was in the edition %s %s, and is no more", gone.Name(c.Ref), e.ID, since), "put it back; or "+draft)
		case is.Report.Record(c.Ref) == nil:
			p.Found(c.Ref, "", fmt.Sprintf("%s was not in the edition %s %s", p.Name(c.Ref), e.ID, since), "take it out; or "+draft)
		default:
			p.Found(c.Ref, field, fmt.Sprintf("%s is not what it was in the edition %s%s %s", p.Name(c.Ref), e.ID, was(c), since), "put back what was there; or "+draft)
		}
	}
}

// was is what a change took away, as people write it; empty where that is long.
func was(c diff.Change) string {
	if c.From == "" {
		return ""
	}
	return " (" + c.From + ")"
}

func issuedOnce(p *Pass) {
	if p.History == nil {
		return
	}
	first := make(map[string]*Issue)
	for i := range p.History.Issues {
		is := &p.History.Issues[i]
		before := first[is.Edition]
		if before == nil {
			first[is.Edition] = is
			continue
		}
		same := before.Report != nil && is.Report != nil && report.Equal(before.Report, is.Report)
		if !same && !withdrawn(p.Report, is.Edition) {
			p.Found(editionRef(), "", fmt.Sprintf("the edition %s was issued twice with different data, by commits %s and %s", is.Edition, short(before.Commit), short(is.Commit)),
				fmt.Sprintf("withdraw one of them: [[withdrawn]] with id = %q, commit = %q and a reason; issue it again under a new id", is.Edition, is.Commit))
		}
	}
}

func editionIDFree(p *Pass) {
	e := p.Report.Edition
	if is := p.History.issue(e.ID); e.Status == report.Draft && is != nil {
		p.Found(editionRef(), "id", fmt.Sprintf("the id %s is taken: commit %s issued an edition under it", e.ID, short(is.Commit)), "give the draft the id of the edition that it heads for")
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
	old := &Pass{Report: before.Report}
	names := p.newNames(old)
	for _, ref := range before.Report.Refs() {
		if k := ref.Kind.Info(); k.Composite || !slices.Equal(k.ID, []string{"id"}) {
			continue // it has no id of its own to retire
		}
		if r.Record(ref) != nil || retired[ref] {
			continue
		}
		message := fmt.Sprintf("%s was in the edition %s, but is no more", old.Name(ref), before.Edition)
		replaced, renamed := "", names[titled{ref.Kind, old.title(ref)}]
		if to := renamed; to != "" {
			message += fmt.Sprintf("; %s has its name", report.Ref{Kind: ref.Kind, ID: to})
			replaced = fmt.Sprintf("\nreplaced_by = [%q]", to)
		}
		hint := fmt.Sprintf("or add to data/retired.toml:\n[[retired]]\nid = %q\nkind = %q\nsince = %q%s\nreason.%s = \"…\"", ref.ID, ref.Kind, r.Edition.ID, replaced, r.Meta.Original)
		if renamed != "" {
			p.Found(report.Ref{Kind: ref.Kind, ID: renamed}, "id", message, fmt.Sprintf("give it its id back: id = %q\n%s", ref.ID, hint))
			continue
		}
		p.foundAt("data/retired.toml", "", message, "put it back, "+hint)
	}
}

// newNames are the ids of the records that an older report does not have, by
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

// titled is what makes two records look like the same under two ids.
type titled struct {
	kind report.Kind
	name report.Text
}

func retiredSince(p *Pass) {
	r := p.Report
	for i, t := range r.Retired {
		field := fmt.Sprintf("retired[%d].since", i)
		is := p.History.issue(t.Since)
		switch {
		case t.Since == "":
			p.foundAt("data/retired.toml", field, fmt.Sprintf("the retired %s %s does not say since which edition it is gone", t.Kind, t.ID), fmt.Sprintf("since = %q", r.Edition.ID))
		case t.Since != r.Edition.ID && is == nil && p.History != nil:
			p.foundAt("data/retired.toml", field, fmt.Sprintf("the retired %s %s is gone since the edition %q, which there is not", t.Kind, t.ID, t.Since),
				fmt.Sprintf("for what this draft takes out write since = %q", r.Edition.ID))
		case is != nil && is.Report != nil && is.Report.Record(report.Ref{Kind: t.Kind, ID: t.ID}) != nil:
			p.foundAt("data/retired.toml", field, fmt.Sprintf("the retired %s %s is still in the edition %s", t.Kind, t.ID, t.Since), "name the first edition without it")
		case p.History != nil && !p.wasIssued(report.Ref{Kind: t.Kind, ID: t.ID}):
			p.foundAt("data/retired.toml", fmt.Sprintf("retired[%d].id", i), fmt.Sprintf("the retired %s %s was in no edition", t.Kind, t.ID), "take the entry out: an id that was never issued needs none")
		}
	}
}

// wasIssued reports whether a record was in any edition.
func (p *Pass) wasIssued(ref report.Ref) bool {
	return slices.ContainsFunc(p.History.Issues, func(is Issue) bool { return is.Report == nil || is.Report.Record(ref) != nil })
}

func retiredReason(p *Pass) {
	for i, t := range p.Report.Retired {
		if t.Reason.IsZero() {
			p.foundAt("data/retired.toml", fmt.Sprintf("retired[%d].id", i), fmt.Sprintf("the retired %s %s does not say why", t.Kind, t.ID), fmt.Sprintf("reason.%s = \"…\"", p.Report.Meta.Original))
		}
	}
	for i, w := range p.Report.Withdrawn {
		if w.Reason.IsZero() {
			p.foundAt("data/report.toml", fmt.Sprintf("withdrawn[%d].id", i), fmt.Sprintf("the withdrawn edition %s does not say why", w.ID), fmt.Sprintf("reason.%s = \"…\"", p.Report.Meta.Original))
		}
	}
}

func withdrawnReplacement(p *Pass) {
	r := p.Report
	for i, w := range r.Withdrawn {
		field := fmt.Sprintf("withdrawn[%d].replaced_by", i)
		switch {
		case w.ReplacedBy == "" || w.ReplacedBy == r.Edition.ID:
		case w.ReplacedBy == w.ID:
			p.foundAt("data/report.toml", field, fmt.Sprintf("the withdrawn edition %s cannot replace itself", w.ID), "name another edition, or leave replaced_by out")
		case withdrawn(r, w.ReplacedBy):
			p.foundAt("data/report.toml", field, fmt.Sprintf("the edition %s, which replaces %s, is withdrawn itself", w.ReplacedBy, w.ID), "name the edition that stands")
		case p.History != nil && p.History.issue(w.ReplacedBy) == nil:
			p.foundAt("data/report.toml", field, fmt.Sprintf("the edition %s, which replaces %s, was never issued", w.ReplacedBy, w.ID), fmt.Sprintf("name one that was, or the id of this draft: replaced_by = %q", r.Edition.ID))
		}
	}
}

func withdrawnKnown(p *Pass) {
	if p.History == nil {
		return
	}
	for i, w := range p.Report.Withdrawn {
		is := p.History.issue(w.ID)
		match := slices.ContainsFunc(p.History.Issues, func(is Issue) bool { return is.Edition == w.ID && is.Commit == w.Commit })
		switch {
		case is == nil:
			p.foundAt("data/report.toml", fmt.Sprintf("withdrawn[%d].id", i), fmt.Sprintf("no commit issued the edition %s, so it cannot be withdrawn", w.ID), "correct the id; \"rapporteur editions\" lists what was issued")
		case !match:
			p.foundAt("data/report.toml", fmt.Sprintf("withdrawn[%d].commit", i), fmt.Sprintf("commit %s did not issue the edition %s", short(w.Commit), w.ID), fmt.Sprintf("commit = %q", is.Commit))
		}
	}
}

func withdrawnStays(p *Pass) {
	before := p.History.latest(p.Report)
	if before == nil {
		return
	}
	for _, w := range before.Report.Withdrawn {
		if !withdrawn(p.Report, w.ID) {
			p.Found(editionRef(), "", fmt.Sprintf("the edition %s was withdrawn, but is not listed any more", w.ID),
				fmt.Sprintf("add to data/report.toml:\n[[withdrawn]]\nid = %q\ncommit = %q", w.ID, w.Commit))
		}
	}
}

func supersedes(p *Pass) {
	e := p.Report.Edition
	if e.Supersedes == "" {
		return
	}
	var old *Issue
	for _, is := range p.History.before(p.Report) {
		if is.Edition == e.Supersedes {
			old = &is
		}
	}
	switch {
	case e.Supersedes == e.ID:
		p.Found(editionRef(), "supersedes", fmt.Sprintf("the edition %s cannot supersede itself", e.ID), "name the edition that it corrects, and give this one an id of its own")
	case withdrawn(p.Report, e.Supersedes):
		p.Found(editionRef(), "supersedes", fmt.Sprintf("the edition %s is withdrawn, so it is not superseded", e.Supersedes), "leave supersedes out, and name this edition as its replaced_by")
	case p.History == nil:
	case old == nil:
		p.Found(editionRef(), "supersedes", fmt.Sprintf("there is no edition %s before this one", e.Supersedes), "correct the id; \"rapporteur editions\" lists what was issued")
	case old.AsAt != e.AsAt:
		p.Found(editionRef(), "as_at", fmt.Sprintf("this edition corrects %s, which speaks of %s, but itself speaks of %s", old.Edition, old.AsAt, e.AsAt), fmt.Sprintf("as_at = %s", old.AsAt))
	}
}

func asAtLater(p *Pass) {
	e := p.Report.Edition
	if e.Supersedes != "" {
		return
	}
	var latest *Issue
	for _, is := range p.History.before(p.Report) {
		if is.Edition != e.ID && !withdrawn(p.Report, is.Edition) && (latest == nil || is.AsAt.After(latest.AsAt)) {
			latest = &is
		}
	}
	if latest != nil && !e.AsAt.After(latest.AsAt) {
		p.Found(editionRef(), "as_at", fmt.Sprintf("this edition speaks of %s, but the edition %s already speaks of %s", e.AsAt, latest.Edition, latest.AsAt),
			fmt.Sprintf("give it a later day; to correct that edition, add supersedes = %q and keep its day", latest.Edition))
	}
}
