package edition

import (
	"context"
	"slices"
	"sync"

	"github.com/go-git/go-git/v5/plumbing"

	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

// load is the result of loading one data/ tree.
type load struct {
	once     sync.Once
	report   *report.Report
	problems []problem.Problem
	err      error
}

// Load reads the report at the commit with the given hash, 40 digits. Commits
// with the same data/ share one report, which must not be changed.
func (r *Repo) Load(ctx context.Context, commit string) (*report.Report, []problem.Problem, error) {
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	c, err := r.objects.commit(plumbing.NewHash(commit))
	if err != nil {
		return nil, nil, err
	}
	data, err := dataTree(r.objects, c.TreeHash)
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
		l.report, l.problems, l.err = r.loader.Load(r.Tree(commit))
		l.err = elsewhere(r.Tree(commit), l.err)
	})
	return l.report, slices.Clone(l.problems), l.err
}
