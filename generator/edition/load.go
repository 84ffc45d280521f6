package edition

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"

	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

// load is the result of loading one tree of data.
type load struct {
	once     sync.Once
	report   *report.Report
	problems []problem.Problem
	err      error
}

// Load reads the report at the commit with the given hash, 40 digits. Commits
// with the same data/ share one report, which must not be changed.
func (r *Repo) Load(ctx context.Context, commit string) (*report.Report, []problem.Problem, error) {
	return r.load(ctx, Target{Commit: commit})
}

// load reads the report at a commit. Problems are placed as if its data were data/.
func (r *Repo) load(ctx context.Context, t Target) (*report.Report, []problem.Problem, error) {
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	c, err := r.objects.commit(plumbing.NewHash(t.Commit))
	if err != nil {
		return nil, nil, err
	}
	data, err := dataTree(r.objects, c.TreeHash)
	if err == nil && t.Folder != "" {
		data, err = r.subtree(data, strings.TrimPrefix(t.Folder, "data/"))
	}
	if err != nil {
		return nil, nil, err
	}
	r.mu.Lock()
	l, ok := r.loads[data]
	if !ok {
		l = new(load)
		r.loads[data] = l
	}
	r.mu.Unlock()
	l.once.Do(func() {
		l.report, l.problems, l.err = r.loader.Load(t.Tree(r))
		l.err = elsewhere(t.Tree(r), l.err)
	})
	return l.report, slices.Clone(l.problems), l.err
}

// subtree is the folder at a path of a tree, zero if there is none.
func (r *Repo) subtree(tree plumbing.Hash, path string) (plumbing.Hash, error) {
	for name := range strings.SplitSeq(path, "/") {
		if tree.IsZero() {
			break
		}
		t, err := r.objects.treeOnce(tree)
		if err != nil {
			return plumbing.ZeroHash, err
		}
		e, ok := lookup(t, name)
		if !ok || e.Mode != filemode.Dir {
			return plumbing.ZeroHash, nil
		}
		tree = e.Hash
	}
	return tree, nil
}
