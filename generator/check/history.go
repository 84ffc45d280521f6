package check

import (
	"rapporteur/generator/report"
)

// History holds the editions issued in the history of the checked report.
type History struct {
	// Issued is sorted in the order of issue. It includes withdrawn editions, and
	// several with the same id if their data differ.
	Issued []IssuedEdition

	Lost []LostEdition // editions that a tag marks and that the history lacks, by id
}

// LostEdition is an edition that a tag in the repository marks, but that is not in
// the history of the report as it is tagged.
type LostEdition struct {
	Edition string // id
	Problem string // what is missing
	Remedy  string // how to restore it
}

// IssuedEdition is an edition with the commit that issued it.
type IssuedEdition struct {
	Edition string         // id
	Commit  string         // 40 digits
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
	if r.Edition.Status == report.Issued {
		for i := range h.Issued {
			if h.Issued[i].Edition == r.Edition.ID {
				return h.Issued[:i]
			}
		}
	}
	return h.Issued
}

// latest returns the last edition issued before a report that is not withdrawn
// and can be read, or nil if there is none.
func (h *History) latest(r *report.Report) *IssuedEdition {
	before := h.before(r)
	for i := len(before) - 1; i >= 0; i-- {
		if is := &before[i]; is.Report != nil && !withdrawn(r, is.Edition) {
			return is
		}
	}
	return nil
}

func withdrawn(r *report.Report, id string) bool {
	for _, w := range r.Withdrawn {
		if w.ID == id {
			return true
		}
	}
	return false
}
