package review

import (
	"context"
	"io/fs"

	"rapporteur/generator/check"
	"rapporteur/generator/edition"
	"rapporteur/generator/report"
)

// Unsaved runs every rule on states of a working tree that are not saved, as an editor
// holds them. Folders of corrections are as they were when it began.
type Unsaved struct {
	loader  *report.Loader
	options check.Options
}

// NewUnsaved reads the history against which the states are judged. A commit that comes
// later is not seen. On a shallow clone nothing is judged that needs editions issued before.
func NewUnsaved(ctx context.Context, r *edition.Repo) (*Unsaved, error) {
	history, unread := readHistory(ctx, r, edition.Target{})
	options, _, _, err := compared(ctx, r, edition.Target{}, history, unread)
	if err != nil {
		return nil, err
	}
	return &Unsaved{report.NewLoader(), options}, nil
}

// Check runs every rule on the report in a file system. files are read in the place of
// those that it has under the same names, "data/report.toml".
func (u *Unsaved) Check(tree fs.FS, files map[string][]byte) (*Result, error) {
	return checkTree(u.loader, WithFiles(tree, files), u.options)
}

// Part is what can be read of a report in spite of mistakes, nil where nothing can.
func (u *Unsaved) Part(tree fs.FS) *report.Report {
	part, _, err := u.loader.LoadReadable(tree)
	if err != nil || part == nil {
		return nil
	}
	return part.Report
}

// WithFiles is a file system with other content in some of its files.
func WithFiles(tree fs.FS, files map[string][]byte) fs.FS { return &editedTree{tree, files} }

// checkTree reads a report from a file system and runs every rule.
func checkTree(loader *report.Loader, tree fs.FS, options check.Options) (*Result, error) {
	rep, ps, err := loader.Load(tree)
	if err != nil {
		return nil, err
	}
	c := CheckReport(rep, ps, options)
	if rep == nil {
		c.frontOf(tree)
	}
	return c, nil
}
