package edition

import (
	"context"
	"slices"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/object"
)

// MergeBase is the newest commit from which both commits descend, or one of
// the two where the other descends from it. Hashes have 40 digits. Where
// branches were merged crosswise there are several such commits, and it is
// the one committed last.
func (r *Repo) MergeBase(ctx context.Context, a, b string) (string, error) {
	ofA, cutA, err := r.ancestors(ctx, plumbing.NewHash(a))
	if err != nil {
		return "", err
	}
	ofB, cutB, err := r.ancestors(ctx, plumbing.NewHash(b))
	if err != nil {
		return "", err
	}
	// What a common ancestor descends from is common too, so those from which
	// no other descends are those that are no parent of one.
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
			return "", fail(nil, "run \"git fetch --unshallow\", or set fetch-depth: 0 where a workflow checks it out",
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

// ancestors are a commit and all that it descends from. Cut says that some
// were left behind by a shallow clone.
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
