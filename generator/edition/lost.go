package edition

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/go-git/go-git/v5/plumbing"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// Lost is an edition that a tag edition/ID marks or that a later one recorded, and that the
// history of a branch does not have as the tag or the record has it: after the history was
// rewritten, for one.
type Lost struct {
	ID     string
	Tag    string // "edition/2008-07-31"; empty if it is recorded
	File   string // "data/editions.toml", or that of a correction; the manifest that was published; empty if it is tagged
	Row    int    // in File, from 0
	Public bool   // File is a manifest that was published
	Commit string // that the tag marks or the row names
	Here   string // the commit that issues the id in this history; empty if none does
	Inside bool   // the tagged commit is in this history, but did not issue the edition
	Dump   bool   // the commit issues the edition, but it does not mean what the row says
	Absent bool   // the commit is not in the repository at all
	Other  bool   // Commit is no commit, but another object
	Branch string // another branch whose history has the tagged commit; empty if there is none
}

// Problem says what is missing.
func (l Lost) Problem() say.Text {
	switch {
	case l.Other:
		return say.F("the tag %s marks object %s, which is no commit, so that it does not show what was issued", l.Tag, short(l.Commit))
	case l.Dump:
		return say.F("%s records another content of the edition %s than commit %s has, which issues it", l.File, l.ID, short(l.Commit))
	case l.Tag == "" && l.Here != "":
		return say.F("%s records that commit %s issued the edition %s, but in this history commit %s issues it", l.File, short(l.Commit), l.ID, short(l.Here))
	case l.Tag == "":
		return say.F("the edition %s, which %s records as issued by commit %s, is not in the history of this branch, so that its pages would vanish", l.ID, l.File, short(l.Commit))
	case l.Here != "":
		return say.F("the tag %s marks commit %s, but in this history commit %s issues that edition", l.Tag, short(l.Commit), short(l.Here))
	default:
		return say.F("the edition %s, which the tag %s marks at commit %s, is not in the history of this branch, so that its pages would vanish", l.ID, l.Tag, short(l.Commit))
	}
}

// Remedy says how to restore it. A tag or a row may be the only trace of an edition that
// was issued, so it is never to be moved or deleted.
func (l Lost) Remedy() say.Text {
	keep, name := say.F(". Keep the tag: it shows what was issued"), l.Tag
	switch {
	case l.Public:
		keep, name = say.Text{}, short(l.Commit)
	case l.Tag == "":
		keep, name = say.F(". Keep the row: it shows what was issued"), short(l.Commit)
	}
	if l.Other {
		return say.F("get the tag as it was: git fetch --force REPOSITORY refs/tags/%s:refs/tags/%[1]s, from a clone that still has it", l.Tag)
	}
	if l.Public && l.Dump {
		return say.F("a commit cannot change, so either the manifest was changed or another version of the program reads that edition in another way: run rapporteur verify on the published site, and git show %s", short(l.Commit))
	}
	if l.Public && l.Inside {
		return say.F("compare git show %s with what was published, and find out who changed the history before anything is published", short(l.Commit))
	}
	if l.Dump || l.Tag == "" && l.Inside {
		return say.F("rows are never changed: git log -p -- %s shows who changed it, and git restore --source=COMMIT %[1]s restores it%s", l.File, keep)
	}
	if l.Inside {
		return say.F("compare the two, git show %s and git show %s, and find out which one was published; who set the tag can say it%s", short(l.Commit), short(l.Here), keep)
	}
	rewritten := say.F("if the history was rewritten, restore it: git reflog names the commits before that, and git reset --keep COMMIT goes back to one; "+
		"or join the lost history again, with the data as it is: git merge --allow-unrelated-histories -s ours %s", name)
	if l.Absent {
		rewritten = say.F("this clone does not have that commit: fetch it from one that does, git fetch REPOSITORY %s; then, %s", l.Commit, rewritten)
	}
	if l.Branch != "" {
		return say.F("the branch %s has it: if this branch is only behind, git merge %[1]s; %s%s", l.Branch, rewritten, keep)
	}
	return say.F("%s%s", rewritten, keep)
}

// RefuseLost returns an error if the history of a target lacks an edition that a tag marks
// or a later edition records, for then nobody would notice that its pages are gone.
func (r *Repo) RefuseLost(ctx context.Context, at Target) error {
	lost, err := r.LostEditions(ctx, at)
	if err != nil {
		return err
	}
	return LostError(lost)
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
//
// On a branch without a commit everything that a tag marks is lost.
func (r *Repo) LostEditions(ctx context.Context, at Target) ([]Lost, error) {
	tags, branches, err := r.tagsAndBranches()
	if err != nil {
		return nil, err
	}
	rows, err := r.recorded(at)
	if err != nil {
		return nil, err
	}
	return r.lost(ctx, at.Commit, tags, branches, rows)
}

// LostPublished returns the editions that were published and that the history of a state
// lacks or has from another commit or with another content, in the order of published;
// file says where they were listed.
func (r *Repo) LostPublished(ctx context.Context, at Target, file string, published []report.Recorded) ([]Lost, error) {
	_, branches, err := r.tagsAndBranches()
	if err != nil {
		return nil, err
	}
	var rows []row
	for i, is := range published {
		rows = append(rows, row{Lost{ID: is.ID, Commit: is.Commit, File: file, Row: i, Public: true}, is.SHA256})
	}
	return r.lost(ctx, at.Commit, nil, branches, rows)
}

func (r *Repo) lost(ctx context.Context, rev string, tags []string, branches []plumbing.ReferenceName, rows []row) ([]Lost, error) {
	if len(tags)+len(rows) == 0 {
		return nil, nil
	}
	tip, err := r.tip(ctx, rev)
	var h history
	switch {
	case errors.Is(err, ErrNoCommits):
	case err != nil:
		return nil, err
	default:
		if h, err = r.history(ctx, tip); err != nil {
			return nil, err
		}
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
		if slices.ContainsFunc(here, func(is issuer) bool { return h[is.at].hash == at }) || l.Inside && len(here) == 0 {
			continue
		}
		if r.objects.kind(at) != plumbing.CommitObject {
			l.Other = true
			lost = append(lost, l)
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
	there := make([]*issuer, len(rows)) // the commits of rows that issue them
	for n, l := range rows {
		at := plumbing.NewHash(l.Commit)
		if i := slices.IndexFunc(issuers[l.ID], func(is issuer) bool { return h[is.at].hash == at }); i >= 0 {
			there[n] = &issuers[l.ID][i]
		}
	}
	same, err := r.mean(ctx, rows, there)
	if err != nil {
		return nil, err
	}
	for n, l := range rows {
		at := plumbing.NewHash(l.Commit)
		here := issuers[l.ID]
		if there[n] != nil {
			if same[n] {
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

// mean reports of each row whether the edition in its commit means what the row says. It
// reads several editions at a time, because that takes most of the time of a check.
func (r *Repo) mean(ctx context.Context, rows []row, there []*issuer) ([]bool, error) {
	same, errs := make([]bool, len(rows)), make([]error, len(rows))
	free := make(chan *report.Reader, runtime.GOMAXPROCS(0))
	for range cap(free) {
		free <- r.loader.NewReader()
	}
	var wait sync.WaitGroup
	for n, l := range rows {
		if there[n] == nil {
			continue
		}
		if l.sha256 == "" {
			same[n] = true
			continue
		}
		wait.Go(func() {
			rd := <-free
			defer func() { free <- rd }()
			rep, _, err := r.load(ctx, Target{l.Commit, there[n].folder})
			if missing := (*report.MissingError)(nil); err != nil && !errors.As(err, &missing) {
				errs[n] = err
				return
			}
			same[n] = rep == nil || r.digest(rep, rd) == l.sha256
		})
	}
	wait.Wait()
	return same, errors.Join(errs...)
}

// digest is the digest of a report that was loaded, made once: a program that checks the data
// after each change asks for those of all editions each time.
func (r *Repo) digest(rep *report.Report, rd *report.Reader) string {
	r.mu.Lock()
	sum := r.digests[rep]
	r.mu.Unlock()
	if sum == "" {
		sum = rep.DigestBy(rd)
		r.mu.Lock()
		r.digests[rep] = sum
		r.mu.Unlock()
	}
	return sum
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
		if errors.Is(err, ErrNoCommits) {
			return nil, nil
		}
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
		return nil, nil, r.unreadable(err)
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
