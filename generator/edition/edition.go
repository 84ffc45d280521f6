// Package edition finds the editions of a report in the history of its git
// repository and gives each commit as a file system.
//
// An edition is issued by the commit whose data/report.toml says
// status = "issued" with its id, and none of whose ancestors, through all
// parents, says so. There is no second list: every clone with full history
// has every edition, and neither a squash, a rebase nor the order of parents
// in a merge moves one.
//
// This is the only package that knows git.
package edition

import (
	"cmp"
	"slices"
	"time"

	"rapporteur/generator/report"
)

// Status is the standing of an edition among the others.
type Status string

const (
	Current    Status = "current"    // the one that readers see first
	Older      Status = "older"      // a newer one describes a later day
	Superseded Status = "superseded" // another one corrects it
)

// Edition is a state of the report that was issued.
type Edition struct {
	ID           string      // "2008-07-31"
	AsAt         report.Date // nothing later is known to it
	Commit       string      // the commit that issued it, 40 digits
	Committed    time.Time   // when that commit was made, in UTC
	Order        int         // place in the order of issue, from 1
	Status       Status
	Supersedes   string // id of the edition that it corrects; empty for most
	SupersededBy string // id of the edition that corrects it; empty for most
	Tag          string // "edition/2008-07-31"; empty where there is none
}

// Withdrawn is an edition that was issued and must not be shown any more.
type Withdrawn struct {
	report.Withdrawn             // as the newest data/report.toml lists it, without Reason; Commit has 40 digits
	AsAt             report.Date // as it was issued
	Committed        time.Time   // when it was issued, in UTC
}

// Series is every edition issued in the history of one commit. It does not
// change once made.
type Series struct {
	Tip       string      // the commit whose history was read, 40 digits
	Editions  []*Edition  // by as_at, then in the order of issue; without the withdrawn ones
	Withdrawn []Withdrawn // in the order of data/report.toml
}

// Current is the edition that readers see first: not superseded, of the
// greatest as_at, and of those the latest issued. It is nil in an empty
// series.
func (s *Series) Current() *Edition {
	return s.last(func(*Edition) bool { return true })
}

// Previous is the edition before e: of the next lower as_at, not superseded.
// It is nil where there is none.
func (s *Series) Previous(e *Edition) *Edition { return s.Before(e.AsAt) }

// Before is the newest edition of a day before asAt that is not superseded,
// which is what a draft as at that day is compared with. It is nil where
// there is none.
func (s *Series) Before(asAt report.Date) *Edition {
	return s.last(func(e *Edition) bool { return e.AsAt.Before(asAt) })
}

// Newer is the edition after e: of the next higher as_at, not superseded. It
// is nil where there is none.
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

// ByID is the edition of that id, nil where there is none.
func (s *Series) ByID(id string) *Edition {
	for _, e := range s.Editions {
		if e.ID == id {
			return e
		}
	}
	return nil
}

// last relies on the order of Editions, in which the greatest as_at and of
// those the latest issued stands last.
func (s *Series) last(ok func(*Edition) bool) *Edition {
	for _, e := range slices.Backward(s.Editions) {
		if e.SupersededBy == "" && ok(e) {
			return e
		}
	}
	return nil
}

// settle sorts the editions and sets what each is among the others.
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
				"edition %q, issued by commit %s, supersedes %q, which is no earlier edition of this history",
				e.ID, short(e.Commit), e.Supersedes)
		}
		old.SupersededBy = e.ID
	}
	slices.SortStableFunc(s.Editions, func(a, b *Edition) int { return a.AsAt.Compare(b.AsAt) })
	current := s.Current()
	for _, e := range s.Editions {
		switch {
		case e == current:
			e.Status = Current
		case e.SupersededBy != "":
			e.Status = Superseded
		default:
			e.Status = Older
		}
	}
	return nil
}

func (s *Series) isWithdrawn(id string) bool {
	return slices.ContainsFunc(s.Withdrawn, func(w Withdrawn) bool { return w.ID == id })
}

// short is a hash as people quote it.
func short(hash string) string { return hash[:min(len(hash), 12)] }
