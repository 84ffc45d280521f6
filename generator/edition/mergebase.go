package edition

import (
	"context"
	"slices"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/object"
)

// MergeBase returns the best common ancestor of two commits, which may be one of
// them. Hashes have 40 digits. If there are several, after criss-cross merges,
// it returns the one committed last.
func (r *Repo) MergeBase(ctx context.Context, a, b string) (string, error) {
	ofA, cutA, err := r.ancestors(ctx, plumbing.NewHash(a))
	if err != nil {
		return "", err
	}
	ofB, cutB, err := r.ancestors(ctx, plumbing.NewHash(b))
	if err != nil {
		return "", err
	}
	// The ancestors of a common ancestor are common too, so the best ones are
	// those that are not a parent of another.
	var best []*object.Commit
	parent := make(map[plumbing.Hash]bool)
	for h, c := range ofA {
		if ofB[h] != nil {
			for _, p := range c.ParentHashes {
				parent[p] = true
			}
		}
	}
	for h, c := range ofA {
		if ofB[h] != nil && !parent[h] {
			best = append(best, c)
		}
	}
	if len(best) == 0 {
		if cutA || cutB {
			return "", fail(nil, "run \"git fetch --unshallow\", or set fetch-depth: 0 in the workflow's checkout step",
				"this is a shallow clone, in which %s and %s have no common commit", short(a), short(b))
		}
		return "", fail(nil, "compare them with two dots", "%s and %s have no common commit", short(a), short(b))
	}
	newest := slices.MaxFunc(best, func(x, y *object.Commit) int {
		if byDate := x.Committer.When.Compare(y.Committer.When); byDate != 0 {
			return byDate
		}
		return slices.Compare(y.Hash[:], x.Hash[:])
	})
	return newest.Hash.String(), nil
}

// ancestors returns a commit and all its ancestors. cut is true if a shallow
// clone left some out.
func (r *Repo) ancestors(ctx context.Context, tip plumbing.Hash) (found map[plumbing.Hash]*object.Commit, cut bool, err error) {
	found = make(map[plumbing.Hash]*object.Commit)
	for next := []plumbing.Hash{tip}; len(next) > 0; {
		h := next[len(next)-1]
		next = next[:len(next)-1]
		if found[h] != nil {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, false, err
		}
		c, err := r.objects.commit(h)
		if err != nil {
			return nil, false, err
		}
		found[h] = c
		if r.shallow[h] && len(c.ParentHashes) > 0 {
			cut = true
			continue
		}
		next = append(next, c.ParentHashes...)
	}
	return found, cut, nil
}
