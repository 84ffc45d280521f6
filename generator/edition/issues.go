package edition

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/go-git/go-git/v5/plumbing"

	"rapporteur/generator/report"
)

// Issue is a commit that issues an edition.
type Issue struct {
	ID        string
	AsAt      report.Date
	Commit    string    // 40 digits
	Committed time.Time // in UTC
}

// Issues are all commits in the history of rev that issue an edition, parents
// before their children: withdrawn editions too, and of commits with one id
// those that have different data. Unlike Series it judges nothing, so that a
// check can say what is wrong with them. "" means HEAD.
func (r *Repo) Issues(ctx context.Context, rev string) ([]Issue, error) {
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
	issues := make([]Issue, len(at))
	for k, i := range at {
		c := h[i]
		issues[k] = Issue{ID: c.issued(), AsAt: c.header.AsAt, Commit: c.hash.String(), Committed: c.when}
	}
	return issues, nil
}
