package edition

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

// Lost is an edition that a tag edition/ID marks and that the history of a branch does
// not have as the tag has it: after the history was rewritten, for one.
type Lost struct {
	ID     string
	Tag    string // "edition/2008-07-31"
	Commit string // that the tag marks, 40 digits
	Here   string // the commit that issues the id in this history; empty if none does
	Inside bool   // the tagged commit is in this history, but did not issue the edition
	Branch string // another branch whose history has the tagged commit; empty if there is none
}

// Problem says what is missing.
func (l Lost) Problem() string {
	switch {
	case l.Here != "":
		return fmt.Sprintf("the tag %s marks commit %s, but in this history commit %s issues that edition", l.Tag, short(l.Commit), short(l.Here))
	default:
		return fmt.Sprintf("the edition %s, which the tag %s marks at commit %s, is not in the history of this branch, so that its pages would vanish", l.ID, l.Tag, short(l.Commit))
	}
}

// Remedy says how to restore it. A tag is the only trace of an edition that was issued,
// so it is never to be moved or deleted.
func (l Lost) Remedy() string {
	const keep = ". Keep the tag: it shows what was issued"
	if l.Inside {
		return fmt.Sprintf("compare the two, git show %s and git show %s, and find out which one was published; who set the tag can say it%s", short(l.Commit), short(l.Here), keep)
	}
	rewritten := fmt.Sprintf("if the history was rewritten, restore it: git reflog names the commits before that, and git reset --keep COMMIT goes back to one; "+
		"or join the lost history again, with the data as it is: git merge --allow-unrelated-histories -s ours %s", l.Tag)
	if l.Branch != "" {
		return fmt.Sprintf("the branch %s has it: if this branch is only behind, git merge %[1]s; %s%s", l.Branch, rewritten, keep)
	}
	return rewritten + keep
}

// LostError is the error for lost editions, nil for none.
func LostError(lost []Lost) error {
	var all []error
	for _, l := range lost {
		all = append(all, fail(nil, l.Remedy(), "%s", l.Problem()))
	}
	return errors.Join(all...)
}

// LostEditions returns the editions that a tag edition/ID marks and that the history of
// rev lacks, or has from another commit, by id. An empty rev means HEAD. Where rev is an
// older state, a commit before the one that the tag marks, nothing is lost, unless the
// branch that is checked out is the only one that could have it.
func (r *Repo) LostEditions(ctx context.Context, rev string) ([]Lost, error) {
	tip, err := r.tip(ctx, rev)
	if err != nil {
		return nil, err
	}
	tags, branches, err := r.tagsAndBranches()
	if err != nil || len(tags) == 0 {
		return nil, err
	}
	h, err := readHistory(ctx, r.objects, r.shallow, tip)
	if err != nil {
		return nil, err
	}
	issuers := h.issuers()
	inside := make(map[plumbing.Hash]bool, len(h))
	for _, c := range h {
		inside[c.hash] = true
	}
	var lost []Lost
	for _, tag := range tags {
		id := strings.TrimPrefix(tag, "edition/")
		at, err := r.ref(plumbing.NewTagReferenceName(tag))
		if err != nil {
			return nil, err
		}
		l := Lost{ID: id, Tag: tag, Commit: at.String(), Inside: inside[at]}
		here := issuers[id]
		if slices.ContainsFunc(here, func(i int) bool { return h[i].hash == at }) || l.Inside && len(here) == 0 || r.objects.kind(at) != plumbing.CommitObject {
			continue
		}
		if len(here) > 0 {
			l.Here = h[here[0]].hash.String()
		}
		if !l.Inside {
			if l.Branch, err = r.holder(ctx, branches, tip, at); err != nil {
				return nil, err
			}
			later, _, err := r.ancestors(ctx, at)
			if err != nil {
				return nil, err
			}
			if later[tip] != nil && (rev != "" || l.Branch != "") {
				continue
			}
		}
		lost = append(lost, l)
	}
	return lost, nil
}

// tagsAndBranches are the names of the tags of editions, and of all branches, sorted.
func (r *Repo) tagsAndBranches() (tags []string, branches []plumbing.ReferenceName, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	refs, err := r.refs.IterReferences()
	if err != nil {
		return nil, nil, err
	}
	err = refs.ForEach(func(ref *plumbing.Reference) error {
		switch n := ref.Name(); {
		case n.IsTag() && strings.HasPrefix(n.Short(), "edition/"):
			tags = append(tags, n.Short())
		case n.IsBranch() || n.IsRemote():
			branches = append(branches, n)
		}
		return nil
	})
	slices.Sort(tags)
	slices.Sort(branches)
	return slices.Compact(tags), slices.Compact(branches), err
}

// holder is the first branch whose history has a commit, less those at tip.
func (r *Repo) holder(ctx context.Context, branches []plumbing.ReferenceName, tip, at plumbing.Hash) (string, error) {
	for _, name := range branches {
		h, err := r.ref(name)
		if err != nil || h == tip || r.objects.kind(h) != plumbing.CommitObject {
			continue
		}
		of, _, err := r.ancestors(ctx, h)
		if err != nil {
			return "", err
		}
		if of[at] != nil {
			return name.Short(), nil
		}
	}
	return "", nil
}
