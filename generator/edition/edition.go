// Package edition finds the editions of a report in the history of its git
// repository and reads each commit as a file system.
//
// An edition is issued by the commit whose data/report.toml says
// status = "issued" with its id, if none of its ancestors, through all parents,
// says so. An edition that corrects another one than the newest is a folder of
// report.CorrectionsFolder, and the same holds for its report.toml. There is no second list: every clone with full history has every
// edition, and squashing, rebasing or swapping the parents of a merge does not
// change which editions there are.
//
// It is the only package that reads git objects.
package edition

import (
	"cmp"
	"slices"
	"time"

	"rapporteur/generator/report"
)

// Status says how an edition relates to the others in its series.
type Status string

const (
	Current    Status = "current"    // shown to readers first
	Older      Status = "older"      // there is an edition as at a later date
	Superseded Status = "superseded" // corrected by another edition
	Adding     Status = "addendum"   // adds to another edition, which stays what it is
)

// Edition is one issued version of the report.
type Edition struct {
	ID           string      // "2008-07-31"
	AsAt         report.Date // the date up to which it is informed
	Commit       string      // hash of the commit that issued it, 40 digits
	Folder       string      // of its data at that commit: "data/corrections/2007-12-18-corr-1"; empty for data/
	Committed    time.Time   // committer date of that commit, in UTC
	Order        int         // 1-based position in the order of issue
	Status       Status
	Supersedes   string             // id of the edition that this one corrects; usually empty
	SupersededBy string             // id of the edition that corrects this one; usually empty
	Kind         report.EditionKind // as data/report.toml says; empty where it does not
	AddsTo       string             // id of the edition that this one adds to; empty unless it is an addendum
	Tag          string             // "edition/2008-07-31"; empty if there is no tag
}

// Target is the state of the report that was issued.
func (e *Edition) Target() Target { return Target{e.Commit, e.Folder} }

// Withdrawn is an edition that was issued and must no longer be shown.
type Withdrawn struct {
	report.Withdrawn             // as listed in the newest data/report.toml, without Reason; Commit has 40 digits
	Folder           string      // of its data at that commit, as in Edition
	AsAt             report.Date // of the edition when issued
	Committed        time.Time   // committer date of the commit that issued it, in UTC
	Since            time.Time   // committer date of the oldest commit that withdraws it, in UTC
	Author           string      // name of the author of that commit
}

// Series holds the editions issued in the history of one commit. It does not
// change after it is returned.
type Series struct {
	Tip       string      // hash of that commit, 40 digits
	Editions  []*Edition  // sorted by AsAt, then by Order; without withdrawn editions
	Withdrawn []Withdrawn // in the order of data/report.toml
}

// Current returns the edition shown to readers first: of those not superseded that
// are not addenda, the one with the latest AsAt, and of those with one AsAt the last
// issued. It returns nil if there is none.
func (s *Series) Current() *Edition {
	return s.last(func(*Edition) bool { return true })
}

// Previous returns the edition with the latest AsAt before that of e that is
// not superseded and no addendum, or nil if there is none. Of an addendum it is the
// edition that it adds to.
func (s *Series) Previous(e *Edition) *Edition {
	if e.AddsTo != "" {
		return s.ByID(e.AddsTo)
	}
	return s.Before(e.AsAt)
}

// Before returns the newest edition as at a day before asAt that is not
// superseded and no addendum, or nil if there is none. A draft as at asAt is compared with it.
func (s *Series) Before(asAt report.Date) *Edition {
	return s.last(func(e *Edition) bool { return e.AsAt.Before(asAt) })
}

// Newer returns the edition with the earliest AsAt after that of e that is not
// superseded, or nil if there is none.
func (s *Series) Newer(e *Edition) *Edition {
	next := s.Current()
	if next == nil || !next.AsAt.After(e.AsAt) {
		return nil
	}
	for {
		p := s.Previous(next)
		if p == nil || !p.AsAt.After(e.AsAt) {
			return next
		}
		next = p
	}
}

// ByID returns the edition with the given id, or nil if there is none.
func (s *Series) ByID(id string) *Edition {
	for _, e := range s.Editions {
		if e.ID == id {
			return e
		}
	}
	return nil
}

// last returns the last edition that is not superseded, no addendum, and for which ok
// returns true, or nil. Editions is sorted so that this is the newest.
func (s *Series) last(ok func(*Edition) bool) *Edition {
	for _, e := range slices.Backward(s.Editions) {
		if e.SupersededBy == "" && e.AddsTo == "" && ok(e) {
			return e
		}
	}
	return nil
}

// settle sorts the editions and sets Order, SupersededBy and Status.
func (s *Series) settle() error {
	slices.SortFunc(s.Editions, func(a, b *Edition) int { return cmp.Compare(a.Order, b.Order) })
	for i, e := range s.Editions {
		e.Order = i + 1
	}
	for _, e := range s.Editions { // the latest correction is set last
		if e.Supersedes == "" || s.isWithdrawn(e.Supersedes) {
			continue
		}
		old := s.ByID(e.Supersedes)
		if old == nil || old.Order >= e.Order {
			return fail(nil, "withdraw it in data/report.toml and issue the correction again with the right id",
				"edition %q, issued by commit %s, supersedes %q, which is not an earlier edition in this history",
				e.ID, short(e.Commit), e.Supersedes)
		}
		old.SupersededBy = e.ID
		if e.AddsTo == "" {
			e.AddsTo = old.AddsTo // what corrects an addendum is one
		}
	}
	for _, e := range s.Editions {
		if e.AddsTo == "" || s.isWithdrawn(e.AddsTo) {
			continue
		}
		if to := s.ByID(e.AddsTo); to == nil || to.Order >= e.Order || to.AddsTo != "" {
			return fail(nil, "withdraw it in data/report.toml and issue the addendum again with the right id",
				"edition %q, issued by commit %s, adds to %q, which is not an earlier edition in this history or is an addendum itself",
				e.ID, short(e.Commit), e.AddsTo)
		}
	}
	slices.SortStableFunc(s.Editions, func(a, b *Edition) int { return a.AsAt.Compare(b.AsAt) })
	current := s.Current()
	for _, e := range s.Editions {
		switch {
		case e == current:
			e.Status = Current
		case e.SupersededBy != "":
			e.Status = Superseded
		case e.AddsTo != "":
			e.Status = Adding
		default:
			e.Status = Older
		}
	}
	return nil
}

// Target is the state of the report that was issued.
func (w Withdrawn) Target() Target { return Target{w.Commit, w.Folder} }

func (s *Series) isWithdrawn(id string) bool {
	return slices.ContainsFunc(s.Withdrawn, func(w Withdrawn) bool { return w.ID == id })
}

// short returns the first 12 digits of a hash.
func short(hash string) string { return hash[:min(len(hash), 12)] }
