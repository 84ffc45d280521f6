package check

import (
	"path"
	"slices"
	"strings"

	"rapporteur/generator/diff"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// issuedRules returns the rules that keep issued editions as they were issued.
func issuedRules() []Rule {
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
			Name:   "issued-once",
			Family: Editions,
			Doc: "An edition is issued once: there are no two commits in the history that issue the same id with different data. " +
				"One of the two must be withdrawn, because a reader who cites the id could mean either.",
			Run: issuedOnce,
		},
		{
			Name:   "edition-id-free",
			Family: Editions,
			Doc:    "The id of a draft has not been used for an issued or withdrawn edition.",
			Run:    editionIDFree,
		},
		{
			Name:   "as-at-later",
			Family: Editions,
			Doc:    "An edition that does not correct another has a later as_at than every edition before it.",
			Run:    asAtLater,
		},
	}
}

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
				say.F("restore it‹: git checkout %s -- %s›", short(is.Commit), is.Folder))
			continue
		}
		c := p.History.Corrections[at]
		if c.Report == nil || c.Report.Edition.ID != is.Edition || c.Report.Edition.Status != report.Issued {
			continue // which has a problem of its own
		}
		sub := p.of(c.Report)
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
		sub := p.of(c.Report)
		if e.ID != name {
			sub.Found(editionRef(), "id", say.F("the folder %s holds the edition %s", c.Folder, e.ID), say.F("‹id = %q›, or call the folder %s/%s", name, report.CorrectionsFolder, e.ID))
		}
		if e.Status != report.Issued {
			sub.Found(editionRef(), "status", say.F("the folder %s holds an edition that is not issued", c.Folder), say.F("write a correction on a branch of its own, which ‹'rapporteur release --corrigendum-to ID'› begins, and let ‹'rapporteur release'› issue it"))
		}
		p.problems = append(p.problems, c.placed(sub.problems)...)
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
	draft := say.F("begin a draft with ‹'rapporteur release --next ID --as-at DATE'›‹, or by hand in data/report.toml, with a new id and date:\n"+
		"id = \"…\"\nas_at = …\nstatus = \"draft\"\nto correct the edition, keep its as_at and add: supersedes = %q›", e.ID)
	if is.Folder != "" {
		draft = say.F("restore the folder with ‹git checkout %s -- %s›, and correct the edition by one of its own: ‹rapporteur release --corrigendum-to %s›", short(is.Commit), is.Folder, e.ID)
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
			gone := newPass(is.Report, Options{})
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
	return say.F(" (was %s)", c.From)
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
				say.F("withdraw one of them: ‹[[withdrawn]] with id = %q, commit = %q and a reason›; issue it again under a new id", is.Edition, is.Commit))
		}
	}
}

func editionIDFree(p *Pass) {
	e := p.Report.Edition
	if is := p.History.issued(e.ID); e.Status == report.Draft && is != nil {
		p.Found(editionRef(), "id", say.F("the id %s is taken: commit %s issued an edition with it", e.ID, short(is.Commit)), say.F("give the draft a new id"))
	}
}

// notLaterThan is the issued edition that an edition must be later than and is not, nil if there
// is none: the day of the edition is then wrong, unless it corrects that one.
func (p *Pass) notLaterThan() *IssuedEdition {
	e := p.Report.Edition
	if e.RelatesTo() != "" {
		return nil
	}
	var latest *IssuedEdition
	for _, is := range p.History.before(p.Report) {
		if is.Edition != e.ID && !withdrawn(p.Report, is.Edition) && (latest == nil || is.AsAt.After(latest.AsAt)) {
			latest = &is
		}
	}
	if latest == nil || e.AsAt.After(latest.AsAt) {
		return nil
	}
	return latest
}

func asAtLater(p *Pass) {
	if latest := p.notLaterThan(); latest != nil {
		p.Found(editionRef(), "as_at", say.F("this edition is as at %s, but the edition %s is already as at %s", p.Report.Edition.AsAt, latest.Edition, latest.AsAt),
			say.F("give it a later date; to correct that edition, add ‹supersedes = %q› and keep its date", latest.Edition))
	}
}
