package check

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// recordedRules returns the rules that show whether the history was rewritten: by
// data/editions.toml and by tags.
func recordedRules() []Rule {
	return []Rule{
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
			Name:   "edition-tagged",
			Family: Editions,
			Doc: "Every edition that a tag edition/ID marks is in the history of the report, issued by the commit that the tag marks. " +
				"Where the history was rewritten, an edition would vanish from the site, so it is to be restored; the tag stays.",
			Run: editionTagged,
		},
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
	if p.Report.Edition.Status == report.Issued {
		newest = p.Report.Edition.AsAt
	}
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
