package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"rapporteur/generator/check"
	"rapporteur/generator/edition"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

// keepSince keeps the problems that splitSince takes for new. The others are
// counted as Unchanged.
func (c *checked) keepSince(ctx context.Context, r *edition.Repo, at, base tip) error {
	added, before, err := c.splitSince(ctx, r, at, base)
	if err == nil {
		c.Problems, c.Unchanged = added, c.Unchanged+len(before)
	}
	return err
}

// splitSince parts the problems on lines that changed between base and at,
// and those that base did not have, from the others, which were there before:
// what is left behind by a change elsewhere stands on a line that is as it
// was.
func (c *checked) splitSince(ctx context.Context, r *edition.Repo, at, base tip) (added, before []problem.Problem, err error) {
	// A link that is dead now was as dead to those who wrote base.
	known := func(context.Context, []string) (check.Links, error) { return c.links, nil }
	then, err := checkTip(ctx, r, base, known)
	if missing := (*report.MissingError)(nil); errors.As(err, &missing) {
		then = new(checked)
	} else if err != nil {
		return nil, nil, err
	}
	had := make(map[problem.Problem]int)
	for _, p := range then.Problems {
		had[bare(p)]++
	}
	changed := make(map[string]func(line int) bool)
	for _, p := range c.Problems {
		old := had[bare(p)] > 0
		if old {
			had[bare(p)]--
		}
		if old && p.Pos.Line > 0 {
			name := p.Pos.File
			if changed[name] == nil {
				if changed[name], err = changedLines(base.tree(r), at.tree(r), name); err != nil {
					return nil, nil, err
				}
			}
			old = !changed[name](p.Pos.Line)
		}
		if old {
			before = append(before, p)
		} else {
			added = append(added, p)
		}
	}
	return added, before, nil
}

// bare is a problem without what moves when lines are added above it.
func bare(p problem.Problem) problem.Problem {
	return problem.Problem{
		Rule: p.Rule, Severity: p.Severity, Pos: problem.Pos{File: p.Pos.File}, Record: p.Record, Field: p.Field, Message: p.Message,
	}
}

// tree is the repository at the tip.
func (t tip) tree(r *edition.Repo) fs.FS {
	if t.commit == "" {
		return r.WorkingTree()
	}
	return r.Tree(t.commit)
}

// changedLines tells of the lines of a file, 1-based, whether they are
// others than before. A file that was not there before has changed all over.
func changedLines(before, after fs.FS, name string) (func(line int) bool, error) {
	old, err := readText(before, name)
	if errors.Is(err, fs.ErrNotExist) {
		return func(int) bool { return true }, nil
	}
	if err != nil {
		return nil, err
	}
	now, err := readText(after, name)
	if err != nil {
		return nil, err
	}
	changed := make(map[int]bool)
	shift, counted, lines := 0, 0, 0 // lines of old before counted
	for _, e := range udiff.Lines(old, now) {
		lines += strings.Count(old[counted:e.Start], "\n")
		counted = e.Start
		removed := strings.Count(old[e.Start:e.End], "\n")
		added := strings.Count(e.New, "\n")
		if e.New != "" && !strings.HasSuffix(e.New, "\n") {
			added++ // the last line has no end
		}
		for i := range added {
			changed[lines+shift+i+1] = true
		}
		shift += added - removed
	}
	return func(line int) bool { return changed[line] }, nil
}

// readText reads no more of a file than report.Load looks at.
func readText(fsys fs.FS, name string) (string, error) {
	const most = 16 << 20
	f, err := fsys.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	var b strings.Builder
	_, err = io.Copy(&b, io.LimitReader(f, most))
	return b.String(), err
}
