package check

import (
	"rapporteur/generator/report"
)

// History is what was issued before the report that is checked.
type History struct {
	// Issues are the commits that issue an edition, in the order of issue:
	// of commits with one id all that have different data, and withdrawn
	// editions too.
	Issues []Issue
}

// Issue is a commit that issues an edition.
type Issue struct {
	Edition string         // id
	Commit  string         // 40 digits
	AsAt    report.Date    // of the edition
	Report  *report.Report // nil where it cannot be read any more
}

// issue is the first issue of that edition, nil where there is none.
func (h *History) issue(id string) *Issue {
	if h == nil {
		return nil
	}
	for i := range h.Issues {
		if h.Issues[i].Edition == id {
			return &h.Issues[i]
		}
	}
	return nil
}

// before are the issues that came before a report: all, or those before its
// own where it is issued itself.
func (h *History) before(r *report.Report) []Issue {
	if h == nil {
		return nil
	}
	if r.Edition.Status == report.Issued {
		for i := range h.Issues {
			if h.Issues[i].Edition == r.Edition.ID {
				return h.Issues[:i]
			}
		}
	}
	return h.Issues
}

// latest is what was issued last before a report and is not withdrawn, nil
// where nothing was.
func (h *History) latest(r *report.Report) *Issue {
	issues := h.before(r)
	for i := len(issues) - 1; i >= 0; i-- {
		if is := &issues[i]; is.Report != nil && !withdrawn(r, is.Edition) {
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
