package edition

import (
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
	Committed time.Time // in UTC
}

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
	h, err := readHistory(ctx, r.objects, r.shallow, tip)
	if err != nil {
		return nil, err
	}
	issuers := h.issuers()
	var at []int
	for _, id := range slices.Sorted(maps.Keys(issuers)) {
		seen := map[plumbing.Hash]bool{}
		for _, i := range issuers[id] {
			if !seen[h[i].data] {
				seen[h[i].data] = true
				at = append(at, i)
			}
		}
	}
	slices.Sort(at)
	commits := make([]IssuingCommit, len(at))
	for k, i := range at {
		c := h[i]
		commits[k] = IssuingCommit{ID: c.issued(), AsAt: c.header.AsAt, Commit: c.hash.String(), Committed: c.when}
	}
	return commits, nil
}
