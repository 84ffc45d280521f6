package check

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"rapporteur/generator/diff"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

func editionRules() []Rule {
	return []Rule{
		{
			Name:   "issued-unchanged",
			Family: Editions,
			Doc: "An issued edition does not change: data whose status is issued has the same meaning as when that edition was issued. " +
				"Comments, order and line breaks may change. A correction is a separate edition that supersedes the one that it corrects. The same holds for each folder of data/corrections/.",
			Run: issuedUnchanged,
		},
		{
			Name:   "correction-folder",
			Family: Editions,
			Doc: "A folder of data/corrections/ is an edition that was issued: its name is the id of the edition, and its status is issued. " +
				"'rapporteur release' makes such a folder to correct another edition than the newest.",
			Run: correctionFolder,
		},
		{
			Name:   "edition-recorded",
			Family: Editions,
			Doc: "Every edition that data/editions.toml records is in the history of the report, issued by the commit that is named there, and means what it meant. " +
				"Where the history was rewritten, an edition would vanish from the site or change, so it is to be restored; the row stays.",
			Run: editionRecorded,
		},
		{
			Name:   "recorded-stays",
			Family: Editions,
			Doc: "What an issued edition records in data/editions.toml stays there, word for word, because it shows whether the history was rewritten. " +
				"'rapporteur release' adds the rows.",
			Run: recordedStays,
		},
		{
			Name:   "issued-once",
			Family: Editions,
			Doc: "An edition is issued once: there are no two commits in the history that issue the same id with different data. " +
				"One of the two must be withdrawn, because a reader who cites the id could mean either.",
			Run: issuedOnce,
		},
		{
			Name:   "edition-tagged",
			Family: Editions,
			Doc: "Every edition that a tag edition/ID marks is in the history of the report, issued by the commit that the tag marks. " +
				"Where the history was rewritten, an edition would vanish from the site, so it is to be restored; the tag stays.",
			Run: editionTagged,
		},
		{
			Name:   "edition-id-free",
			Family: Editions,
			Doc:    "The id of a draft has not been used for an issued or withdrawn edition.",
			Run:    editionIDFree,
		},
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
		{
			Name:   "retired-stays",
			Family: Editions,
			Doc:    "An id that an issued edition lists as retired stays in data/retired.toml, so that its page remains and the id is never used again.",
			Run:    retiredStays,
		},
		{
			Name:   "as-at-later",
			Family: Editions,
			Doc:    "An edition that does not correct another has a later as_at than every edition before it.",
			Run:    asAtLater,
		},
	}
}

// editionRef returns the record of data/report.toml that these rules report
// problems for.
func editionRef() report.Ref { return report.Ref{Kind: report.KindEdition, ID: "edition"} }

// foundAt reports that a value of a file that does not belong to a record breaks
// the rule.
func (p *Pass) foundAt(file, path string, message, hint say.Text) {
	p.problems = append(p.problems, p.Report.ProblemIn(p.rule.Name, p.severity(), file, path, message, hint))
}

func short(commit string) string { return commit[:min(len(commit), 12)] }

func issuedUnchanged(p *Pass) {
	e := p.Report.Edition
	if is := p.History.issued(e.ID); e.Status == report.Issued && is != nil && !withdrawn(p.Report, e.ID) {
		p.unchanged(is)
	}
	if p.History == nil || p.History.Part {
		return
	}
	for i := range p.History.Issued {
		is := &p.History.Issued[i]
		if is.Folder == "" || withdrawn(p.Report, is.Edition) {
			continue
		}
		at := slices.IndexFunc(p.History.Corrections, func(c Correction) bool { return c.Folder == is.Folder })
		if at < 0 {
			p.foundAt(is.Folder, "", say.F("the edition %s, which commit %s issued in this folder, is missing here", is.Edition, short(is.Commit)),
				say.F("restore it: git checkout %s -- %s", short(is.Commit), is.Folder))
			continue
		}
		c := p.History.Corrections[at]
		if c.Report == nil || c.Report.Edition.ID != is.Edition || c.Report.Edition.Status != report.Issued {
			continue // which has a problem of its own
		}
		sub := &Pass{Report: c.Report, History: p.History, rule: p.rule}
		sub.unchanged(is)
		p.problems = append(p.problems, c.placed(sub.problems)...)
	}
}

// placed are problems of the report in a folder, at the files as they are called in the
// repository.
func (c Correction) placed(problems []problem.Problem) []problem.Problem {
	for i := range problems {
		if rest, ok := strings.CutPrefix(problems[i].Pos.File, "data/"); ok {
			problems[i].Pos.File = c.Folder + "/" + rest
		}
	}
	return problems
}

func correctionFolder(p *Pass) {
	if p.History == nil {
		return
	}
	for _, c := range p.History.Corrections {
		if c.Report == nil {
			continue // which has a problem of its own
		}
		name, e := path.Base(c.Folder), c.Report.Edition
		sub := &Pass{Report: c.Report, History: p.History, rule: p.rule}
		if e.ID != name {
			sub.Found(editionRef(), "id", say.F("the folder %s holds the edition %s", c.Folder, e.ID), say.F("id = %q, or call the folder %s/%s", name, report.CorrectionsFolder, e.ID))
		}
		if e.Status != report.Issued {
			sub.Found(editionRef(), "status", say.F("the folder %s holds an edition that is not issued", c.Folder), say.F("write a correction on a branch of its own, which 'rapporteur release --corrigendum-to ID' begins, and let 'rapporteur release' issue it"))
		}
		p.problems = append(p.problems, c.placed(sub.problems)...)
	}
}

// rowOf is the path of a row of data/editions.toml.
func rowOf(i int, field string) string { return fmt.Sprintf("edition[%d].%s", i, field) }

func editionRecorded(p *Pass) {
	if p.History == nil {
		return
	}
	for _, l := range p.History.Lost {
		switch {
		case l.File == report.LedgerFile:
			p.foundAt(l.File, rowOf(l.Row, "id"), l.Problem, l.Remedy)
		case l.File != "":
			p.foundAt(l.File, "", l.Problem, l.Remedy)
		}
	}
}

func recordedStays(p *Pass) {
	if p.History == nil || p.History.Part {
		return
	}
	said := make(map[string]bool) // rows and files of which something was said
	before := p.History.before(p.Report)
	var newest report.Date
	for _, is := range before {
		if is.AsAt.After(newest) {
			newest = is.AsAt
		}
	}
	for _, is := range before {
		// What once corrected an older edition in data/ of a branch recorded it there, and the
		// data did not go on from it.
		if is.Report == nil || is.Folder == "" && is.Report.Edition.RelatesTo() != "" && is.AsAt.Before(newest) {
			continue
		}
		file, rows := report.LedgerFile, p.Report.Recorded
		if is.Folder != "" {
			i := slices.IndexFunc(p.History.Corrections, func(c Correction) bool { return c.Folder == is.Folder })
			if i < 0 || p.History.Corrections[i].Report == nil {
				continue // which has a problem of its own
			}
			file, rows = is.Folder+"/"+path.Base(report.LedgerFile), p.History.Corrections[i].Report.Recorded
		}
		for _, was := range is.Report.Recorded {
			if slices.Contains(rows, was) || said[file+was.ID] {
				continue
			}
			said[file+was.ID] = true
			at, message := "", say.F("the edition %s recorded the edition %s here, but the row is missing now", is.Edition, was.ID)
			if i := slices.IndexFunc(rows, func(r report.Recorded) bool { return r.ID == was.ID }); i >= 0 {
				at, message = rowOf(i, "commit"), say.F("the edition %s recorded the edition %s with another commit or content", is.Edition, was.ID)
				if rows[i].Commit == was.Commit {
					at = rowOf(i, "sha256")
				}
			}
			p.foundAt(file, at, message, say.F("restore the row:\n%s", strings.TrimSpace(string(report.LedgerRow(was)))))
		}
	}
}

// unchanged finds what differs from what an edition was when it was issued.
func (p *Pass) unchanged(is *IssuedEdition) {
	e := p.Report.Edition
	if is.Report == nil || report.Equal(is.Report, p.Report) {
		return
	}
	issued := say.F("as issued by commit %s", short(is.Commit))
	// Both ways, for those who edit in the browser and have no terminal.
	draft := say.F("begin a draft with 'rapporteur release --next ID --as-at DATE', or by hand in data/report.toml, with a new id and date:\n"+
		"id = \"…\"\nas_at = …\nstatus = \"draft\"\nto correct the edition, keep its as_at and add: supersedes = %q", e.ID)
	if is.Folder != "" {
		draft = say.F("restore the folder with git checkout %s -- %s, and correct the edition by one of its own: rapporteur release --corrigendum-to %s", short(is.Commit), is.Folder, e.ID)
	}
	// A few changes are probably mistakes and are shown where they are. Many
	// changes mean that the author has begun the next edition.
	const few = 3
	changed := slices.DeleteFunc(diff.Compare(is.Report, p.Report).List, func(c diff.Change) bool { return c.Derived })
	if n := len(changed); n == 0 || n > few {
		message := say.F("the data differs from the edition %s %s", e.ID, issued)
		if n > 0 {
			message = say.F("%s: %d changes", message, n)
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
			p.Found(editionRef(), "id", say.F("%s was in the edition %s %s, but is missing now", gone.Name(c.Ref), e.ID, issued), say.F("restore it; or %s", draft))
		case is.Report.Record(c.Ref) == nil:
			p.Found(c.Ref, "", say.F("%s was not in the edition %s %s", p.Name(c.Ref), e.ID, issued), say.F("remove it; or %s", draft))
		default:
			p.Found(c.Ref, field, say.F("%s differs from the edition %s %s%s", p.Name(c.Ref), e.ID, issued, was(c)), say.F("restore the original; or %s", draft))
		}
	}
}

// was returns the old value of a change in parentheses, or "" if diff gives none.
func was(c diff.Change) say.Text {
	if c.From.IsZero() {
		return say.Text{}
	}
	return say.F(" (was %s)", c.From.English())
}

func issuedOnce(p *Pass) {
	if p.History == nil {
		return
	}
	first := make(map[string]*IssuedEdition)
	for i := range p.History.Issued {
		is := &p.History.Issued[i]
		before := first[is.Edition]
		if before == nil {
			first[is.Edition] = is
			continue
		}
		same := before.Report != nil && is.Report != nil && report.Equal(before.Report, is.Report)
		if !same && !withdrawn(p.Report, is.Edition) {
			p.Found(editionRef(), "", say.F("the edition %s was issued twice with different data, by commits %s and %s", is.Edition, short(before.Commit), short(is.Commit)),
				say.F("withdraw one of them: [[withdrawn]] with id = %q, commit = %q and a reason; issue it again under a new id", is.Edition, is.Commit))
		}
	}
}

func editionTagged(p *Pass) {
	if p.History == nil {
		return
	}
	for _, l := range p.History.Lost {
		if l.File == "" {
			p.Found(editionRef(), "", l.Problem, l.Remedy)
		}
	}
}

func editionIDFree(p *Pass) {
	e := p.Report.Edition
	if is := p.History.issued(e.ID); e.Status == report.Draft && is != nil {
		p.Found(editionRef(), "id", say.F("the id %s is taken: commit %s issued an edition with it", e.ID, short(is.Commit)), say.F("give the draft a new id"))
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
		message := say.F("%s was in the edition %s, but is missing now", old.Name(ref), before.Edition)
		replaced, renamed := "", names[titled{ref.Kind, old.title(ref)}]
		if to := renamed; to != "" {
			message = say.F("%s; %s has the same name", message, report.Ref{Kind: ref.Kind, ID: to})
			replaced = fmt.Sprintf("\nreplaced_by = [%q]", to)
		}
		hint := say.F("or add to data/retired.toml:\n[[retired]]\nid = %q\nkind = %q\nsince = %q%s\nreason.%s = \"…\"", ref.ID, ref.Kind, r.Edition.ID, replaced, r.Meta.Original)
		if renamed != "" {
			p.Found(report.Ref{Kind: ref.Kind, ID: renamed}, "id", message, say.F("restore its id: id = %q\n%s", ref.ID, hint))
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
			p.foundAt("data/retired.toml", field, say.F("the retired %s %s does not say since which edition it is retired", t.Kind, t.ID), say.F("since = %q", r.Edition.ID))
		case t.Since != r.Edition.ID && is == nil && p.History != nil:
			p.foundAt("data/retired.toml", field, say.F("the retired %s %s names the unknown edition %q", t.Kind, t.ID, t.Since),
				say.F("for records removed in this draft write since = %q", r.Edition.ID))
		case is != nil && is.Report != nil && is.Report.Record(report.Ref{Kind: t.Kind, ID: t.ID}) != nil:
			p.foundAt("data/retired.toml", field, say.F("the retired %s %s is still in the edition %s", t.Kind, t.ID, t.Since), say.F("name the first edition without it"))
		case p.History != nil && !p.wasIssued(report.Ref{Kind: t.Kind, ID: t.ID}):
			p.foundAt("data/retired.toml", fmt.Sprintf("retired[%d].id", i), say.F("the retired %s %s was not in any edition", t.Kind, t.ID), say.F("remove the entry: an id that was never issued needs none"))
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
			p.foundAt("data/retired.toml", fmt.Sprintf("retired[%d].id", i), say.F("the retired %s %s gives no reason", t.Kind, t.ID), say.F(`reason.%s = "…"`, p.Report.Meta.Original))
		}
	}
	for i, w := range p.Report.Withdrawn {
		if w.Reason.IsZero() {
			p.foundAt("data/report.toml", fmt.Sprintf("withdrawn[%d].id", i), say.F("the withdrawn edition %s gives no reason", w.ID), say.F(`reason.%s = "…"`, p.Report.Meta.Original))
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
			p.foundAt("data/report.toml", field, say.F("the withdrawn edition %s cannot replace itself", w.ID), say.F("name another edition, or remove replaced_by"))
		case withdrawn(r, w.ReplacedBy):
			p.foundAt("data/report.toml", field, say.F("the edition %s, which replaces %s, is withdrawn itself", w.ReplacedBy, w.ID), say.F("name an edition that is not withdrawn"))
		case p.History != nil && p.History.issued(w.ReplacedBy) == nil:
			p.foundAt("data/report.toml", field, say.F("the edition %s, which replaces %s, was never issued", w.ReplacedBy, w.ID), say.F("name an issued edition, or that of this draft: replaced_by = %q", r.Edition.ID))
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
			p.foundAt("data/report.toml", fmt.Sprintf("withdrawn[%d].id", i), say.F("no commit issued the edition %s, so it cannot be withdrawn", w.ID), say.F(`correct the id; "rapporteur editions" lists the issued editions`))
		case !match:
			p.foundAt("data/report.toml", fmt.Sprintf("withdrawn[%d].commit", i), say.F("commit %s did not issue the edition %s", short(w.Commit), w.ID), say.F("commit = %q", is.Commit))
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
				say.F("add to data/report.toml:\n[[withdrawn]]\nid = %q\ncommit = %q", w.ID, w.Commit))
		}
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
		p.Found(editionRef(), field, be, say.F("remove %s, and name this edition in replaced_by of the withdrawn one", field))
	case p.History == nil:
	case old == nil:
		p.Found(editionRef(), field, say.F("there is no edition %s before this one", id), say.F(`correct the id; "rapporteur editions" lists the issued editions`))
	case old.AsAt != e.AsAt:
		p.Found(editionRef(), "as_at", say.F("this edition corrects %s, which is as at %s, but is itself as at %s", old.Edition, old.AsAt, e.AsAt), say.F("as_at = %s", old.AsAt))
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
	kind := string(e.Kind)
	if e.Kind == "" {
		kind = string(report.OrdinaryEdition)
	}
	key := needs[e.Kind]
	var other string // what another key says
	for _, k := range []string{"supersedes", "corrects", "adds_to"} {
		// Before there were kinds, supersedes stood by itself, and it still may.
		if id := said[k]; k != key && id != "" && !(k == "supersedes" && e.Kind == "") {
			other = id
			p.Found(editionRef(), k, say.F("the edition is of the kind %s, but %s names the edition %s", kind, k, id), wrongKind(k, key, id))
		}
	}
	if key != "" && said[key] == "" && other == "" {
		p.Found(editionRef(), "kind", say.F("the edition is of the kind %s, but does not say which edition it %s", kind, map[string]say.Text{"corrects": say.F("corrects"), "supersedes": say.F("supersedes"), "adds_to": say.F("adds to")}[key]), say.F(`add %s = "ID"`, key))
	}
}

// wrongKind says what to do about an edition that names another under a key that does
// not go with its kind, for which another key may be needed.
func wrongKind(key, needed, id string) say.Text {
	kind := map[string]report.EditionKind{"corrects": report.Corrigendum, "supersedes": report.Revision, "adds_to": report.Addendum}[key]
	hint := say.F("if it is one, write kind = %q", kind)
	if needed != "" {
		return say.F("write %s = %q in place of it; %s", needed, id, hint)
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
		p.Found(editionRef(), "adds_to", say.F("the edition %s is withdrawn, so nothing can be added to it", e.AddsTo), say.F("name an edition that is shown, or remove adds_to and kind"))
	case p.History == nil:
	case to == nil:
		p.Found(editionRef(), "adds_to", say.F("there is no edition %s before this one", e.AddsTo), say.F(`correct the id; "rapporteur editions" lists the issued editions`))
	case to.Report != nil && to.Report.Edition.AddsTo != "":
		p.Found(editionRef(), "adds_to", say.F("the edition %s is an addendum itself, to %s", e.AddsTo, to.Report.Edition.AddsTo), say.F("adds_to = %q", to.Report.Edition.AddsTo))
	case e.AsAt.Before(to.AsAt):
		p.Found(editionRef(), "as_at", say.F("this edition adds to %s, which is as at %s, but is itself as at %s", e.AddsTo, to.AsAt, e.AsAt), say.F("as_at = %s, or a later day", to.AsAt))
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
			hint := say.F("restore it in data/retired.toml:\n[[retired]]\nid = %q\nkind = %q\nsince = %q", t.ID, t.Kind, t.Since)
			if len(t.ReplacedBy) > 0 {
				hint = say.F("%s\nreplaced_by = [\"%s\"]", hint, strings.Join(t.ReplacedBy, `", "`))
			}
			for _, l := range t.Reason.Langs() {
				hint = say.F("%s\nreason.%s = %q", hint, l, t.Reason.In(l))
			}
			p.foundAt("data/retired.toml", "", say.F("the edition %s lists the %s %s as retired, but it is no longer listed", is.Edition, t.Kind, t.ID), hint)
		}
	}
}

func asAtLater(p *Pass) {
	e := p.Report.Edition
	if e.RelatesTo() != "" {
		return
	}
	var latest *IssuedEdition
	for _, is := range p.History.before(p.Report) {
		if is.Edition != e.ID && !withdrawn(p.Report, is.Edition) && (latest == nil || is.AsAt.After(latest.AsAt)) {
			latest = &is
		}
	}
	if latest != nil && !e.AsAt.After(latest.AsAt) {
		p.Found(editionRef(), "as_at", say.F("this edition is as at %s, but the edition %s is already as at %s", e.AsAt, latest.Edition, latest.AsAt),
			say.F("give it a later date; to correct that edition, add supersedes = %q and keep its date", latest.Edition))
	}
}
