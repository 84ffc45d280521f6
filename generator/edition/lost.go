package edition

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"

	"rapporteur/generator/report"
)

// Lost is an edition that a tag edition/ID marks or that a later one recorded, and that the
// history of a branch does not have as the tag or the record has it: after the history was
// rewritten, for one.
type Lost struct {
	ID     string
	Tag    string // "edition/2008-07-31"; empty if it is recorded
	File   string // "data/editions.toml", or that of a correction; empty if it is tagged
	Row    int    // in File, from 0
	Commit string // that the tag marks or the row names
	Here   string // the commit that issues the id in this history; empty if none does
	Inside bool   // the tagged commit is in this history, but did not issue the edition
	Dump   bool   // the commit issues the edition, but it does not mean what the row says
	Absent bool   // the commit is not in the repository at all
	Branch string // another branch whose history has the tagged commit; empty if there is none
}

// Problem says what is missing.
func (l Lost) Problem() string {
	switch {
	case l.Dump:
		return fmt.Sprintf("%s records another content of the edition %s than commit %s has, which issues it", l.File, l.ID, short(l.Commit))
	case l.Tag == "" && l.Here != "":
		return fmt.Sprintf("%s records that commit %s issued the edition %s, but in this history commit %s issues it", l.File, short(l.Commit), l.ID, short(l.Here))
	case l.Tag == "":
		return fmt.Sprintf("the edition %s, which %s records as issued by commit %s, is not in the history of this branch, so that its pages would vanish", l.ID, l.File, short(l.Commit))
	case l.Here != "":
		return fmt.Sprintf("the tag %s marks commit %s, but in this history commit %s issues that edition", l.Tag, short(l.Commit), short(l.Here))
	default:
		return fmt.Sprintf("the edition %s, which the tag %s marks at commit %s, is not in the history of this branch, so that its pages would vanish", l.ID, l.Tag, short(l.Commit))
	}
}

// Remedy says how to restore it. A tag or a row may be the only trace of an edition that
// was issued, so it is never to be moved or deleted.
func (l Lost) Remedy() string {
	keep, name := ". Keep the tag: it shows what was issued", l.Tag
	if l.Tag == "" {
		keep, name = ". Keep the row: it shows what was issued", short(l.Commit)
	}
	if l.Dump || l.Tag == "" && l.Inside {
		return fmt.Sprintf("rows are never changed: git log -p -- %s shows who changed it, and git restore --source=COMMIT %[1]s restores it%s", l.File, keep)
	}
	if l.Inside {
		return fmt.Sprintf("compare the two, git show %s and git show %s, and find out which one was published; who set the tag can say it%s", short(l.Commit), short(l.Here), keep)
	}
	rewritten := fmt.Sprintf("if the history was rewritten, restore it: git reflog names the commits before that, and git reset --keep COMMIT goes back to one; "+
		"or join the lost history again, with the data as it is: git merge --allow-unrelated-histories -s ours %s", name)
	if l.Absent {
		rewritten = fmt.Sprintf("this clone does not have that commit: fetch it from one that does, git fetch REPOSITORY %s; then, %s", l.Commit, rewritten)
	}
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

// LostEditions returns the editions that a tag edition/ID marks, or that the data of a
// state records, and that the history of the state lacks or has from another commit: first
// the tagged ones by id, then the recorded ones by file. The history of the working tree is
// that of HEAD. Where the state is an older one, a commit before the one that the tag
// marks, nothing is lost, unless the branch that is checked out is the only one that could
// have it.
func (r *Repo) LostEditions(ctx context.Context, at Target) ([]Lost, error) {
	rev := at.Commit
	tip, err := r.tip(ctx, rev)
	if err != nil {
		return nil, err
	}
	tags, branches, err := r.tagsAndBranches()
	if err != nil {
		return nil, err
	}
	rows, err := r.recorded(at)
	if err != nil || len(tags)+len(rows) == 0 {
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
		if slices.ContainsFunc(here, func(is issuer) bool { return h[is.at].hash == at }) || l.Inside && len(here) == 0 || r.objects.kind(at) != plumbing.CommitObject {
			continue
		}
		if len(here) > 0 {
			l.Here = h[here[0].at].hash.String()
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
	for _, l := range rows {
		at := plumbing.NewHash(l.Commit)
		here := issuers[l.ID]
		i := slices.IndexFunc(here, func(is issuer) bool { return h[is.at].hash == at })
		if i >= 0 {
			rep, _, err := r.load(ctx, Target{l.Commit, here[i].folder})
			if missing := (*report.MissingError)(nil); err != nil && !errors.As(err, &missing) {
				return nil, err
			}
			if rep == nil || l.sha256 == "" || rep.Digest() == l.sha256 {
				continue
			}
			l.Dump = true
			lost = append(lost, l.Lost)
			continue
		}
		l.Inside, l.Absent = inside[at], r.objects.kind(at) != plumbing.CommitObject
		if len(here) > 0 {
			l.Here = h[here[0].at].hash.String()
		}
		if !l.Inside && !l.Absent {
			if l.Branch, err = r.holder(ctx, branches, tip, at); err != nil {
				return nil, err
			}
		}
		lost = append(lost, l.Lost)
	}
	return lost, nil
}

// row is a row of a ledger, as what it would be if it were lost.
type row struct {
	Lost
	sha256 string
}

// recorded are the editions that the data of a state records, and those that its
// corrections do.
func (r *Repo) recorded(at Target) ([]row, error) {
	var rows []row
	seen := make(map[report.Recorded]bool) // corrections record what others do, too
	add := func(t Target) error {
		tree := t.Tree(r)
		if tree == nil {
			return nil
		}
		ledger, err := report.ReadLedger(tree)
		for i, is := range ledger {
			if !seen[is] {
				seen[is] = true
				rows = append(rows, row{Lost{ID: is.ID, Commit: is.Commit, File: t.Path(report.LedgerFile), Row: i}, is.SHA256})
			}
		}
		return err
	}
	if at.Commit == "" && r.Root == "" {
		head, err := r.head()
		if err != nil {
			return nil, err
		}
		at.Commit = head.String()
	}
	if err := add(at); err != nil {
		return nil, err
	}
	corrections, err := r.Corrections(at)
	for _, t := range corrections {
		if err == nil {
			err = add(t)
		}
	}
	return rows, err
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
