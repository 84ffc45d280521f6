package edition

import (
	"context"
	"io/fs"

	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

// Target is the state of the report that a command reads: the working tree, or
// a commit.
type Target struct {
	Commit string // empty for the working tree
}

// Target resolves a revision. Without one it is the draft: the working tree if
// there is one.
func (r *Repo) Target(ctx context.Context, rev string) (Target, error) {
	if rev == "" {
		rev = "draft"
	}
	found, err := r.Resolve(ctx, rev)
	return Target{found.Commit}, err
}

// Load reads the report at the target, as LoadWorkingTree and Load do.
func (t Target) Load(ctx context.Context, r *Repo) (*report.Report, []problem.Problem, error) {
	if t.Commit == "" {
		return r.LoadWorkingTree()
	}
	return r.Load(ctx, t.Commit)
}

// LoadReadable is as Load, but reads of a report with mistakes what can be read,
// as report.Loader has it.
func (t Target) LoadReadable(ctx context.Context, r *Repo) (*report.Readable, []problem.Problem, error) {
	whole, problems, err := t.Load(ctx, r)
	if err != nil {
		return nil, nil, err
	}
	if whole != nil {
		return report.Whole(whole), problems, nil
	}
	return r.loader.LoadReadable(t.Tree(r))
}

// Tree is the repository at the target.
func (t Target) Tree(r *Repo) fs.FS {
	if t.Commit == "" {
		return r.WorkingTree()
	}
	return r.Tree(t.Commit)
}
