package check

import (
	"slices"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// History holds the editions issued in the history of the checked report.
type History struct {
	// Issued is sorted in the order of issue. It includes withdrawn editions, and
	// several with the same id if their data differ.
	Issued []IssuedEdition

	Lost []LostEdition // editions that the history lacks: those that a tag marks, by id, then those that are recorded

	// Withdrawn are the editions that an earlier commit of the branch withdrew, in the order
	// in which that was done.
	Withdrawn []report.Withdrawn

	// Corrections are the folders of report.CorrectionsFolder in the state that is checked,
	// by name.
	Corrections []Correction

	// Part says that the report that is checked is one of those folders, so that what
	// concerns the repository as a whole is checked elsewhere.
	Part bool
}

// LostEdition is an edition that a tag in the repository marks or data/editions.toml
// records, but that is not in the history of the report like that.
type LostEdition struct {
	Edition string   // id
	File    string   // that records it; empty if a tag marks it
	Row     int      // in File, from 0
	Problem say.Text // what is missing
	Remedy  say.Text // how to restore it
}

// Correction is a folder with an edition that corrects another one than the newest.
type Correction struct {
	Folder string         // "data/corrections/2007-12-18-corr-1"
	Report *report.Report // nil if it cannot be read
}

// IssuedEdition is an edition with the commit that issued it.
type IssuedEdition struct {
	Edition string         // id
	Commit  string         // 40 digits
	Folder  string         // of its data at that commit; empty for data/
	AsAt    report.Date    // of the edition
	Report  *report.Report // nil if it can no longer be read
}

// issued returns the first edition issued with an id, or nil if there is none.
func (h *History) issued(id string) *IssuedEdition {
	if h == nil {
		return nil
	}
	for i := range h.Issued {
		if h.Issued[i].Edition == id {
			return &h.Issued[i]
		}
	}
	return nil
}

// before returns the editions issued before a report: all, or if the report is
// itself an issued edition, those before it.
func (h *History) before(r *report.Report) []IssuedEdition {
	if h == nil {
		return nil
	}
	all := h.Issued
	if i := slices.IndexFunc(all, func(is IssuedEdition) bool { return is.Edition == r.Edition.ID }); i >= 0 && r.Edition.Status == report.Issued {
		all = all[:i]
	}
	return all
}

// behind returns those of before whose data a report goes on from. An edition that
// corrects another goes on from that one, and not from those as at a later day.
func (h *History) behind(r *report.Report) []IssuedEdition {
	all := h.before(r)
	if r.Edition.RelatesTo() == "" {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(is IssuedEdition) bool { return is.AsAt.After(r.Edition.AsAt) })
}

// latest returns that of behind with the latest as_at that is not
// withdrawn and can be read, the last issued of several, or nil if there is none.
func (h *History) latest(r *report.Report) *IssuedEdition {
	var latest *IssuedEdition
	before := h.behind(r)
	for i := range before {
		if is := &before[i]; is.Report != nil && !withdrawn(r, is.Edition) && (latest == nil || !is.AsAt.Before(latest.AsAt)) {
			latest = is
		}
	}
	return latest
}

// editionRef is the record of data/report.toml that says which edition it is.
func editionRef() report.Ref { return report.Ref{Kind: report.KindEdition, ID: "edition"} }

func short(commit string) string { return commit[:min(len(commit), 12)] }

func withdrawn(r *report.Report, id string) bool {
	for _, w := range r.Withdrawn {
		if w.ID == id {
			return true
		}
	}
	return false
}
