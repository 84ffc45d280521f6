package edition

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"github.com/go-git/go-git/v5/plumbing"

	"rapporteur/generator/report"
)

// IssuingCommit is a commit that issues an edition.
type IssuingCommit struct {
	ID        string
	AsAt      report.Date
	Commit    string    // 40 digits
	Folder    string    // of the data at that commit, as in Edition
	Committed time.Time // in UTC
}

// Target is the state that the commit issues.
func (is IssuingCommit) Target() Target { return Target{is.Commit, is.Folder} }

// IssuingCommits returns all commits in the history of rev that issue an
// edition, parents before children. They include those of withdrawn editions;
// of several with the same id and the same data only the first is returned.
// Unlike Series it does not fail on conflicting editions, so that a check can
// report them. An empty rev means HEAD.
func (r *Repo) IssuingCommits(ctx context.Context, rev string) ([]IssuingCommit, error) {
	tip, err := r.tip(ctx, rev)
	if err != nil {
		return nil, err
	}
	h, err := r.history(ctx, tip)
	if err != nil {
		return nil, err
	}
	issuers := h.issuers()
	var found []issuer
	for _, id := range slices.Sorted(maps.Keys(issuers)) {
		seen := map[plumbing.Hash]bool{}
		for _, is := range issuers[id] {
			if !seen[is.data] {
				seen[is.data] = true
				found = append(found, is)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b issuer) int { return cmp.Compare(a.at, b.at) })
	commits := make([]IssuingCommit, len(found))
	for k, is := range found {
		c := h[is.at]
		commits[k] = IssuingCommit{ID: is.header.ID, AsAt: is.header.AsAt, Commit: c.hash.String(), Folder: is.folder, Committed: c.when}
	}
	return commits, nil
}
