package review

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"maps"
	"slices"

	"rapporteur/generator/check"
	"rapporteur/generator/edition"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

// Fixed is what the safe edits of all problems make of a report.
type Fixed struct {
	Result           // what is left
	Changes []Change // by file
	Made    int      // edits
}

// Change is a file before and after its edits.
type Change struct {
	Name          string
	Before, After []byte
}

// fixRounds bounds how often a report is read again after edits, each of which may let
// rules run that could not before.
const fixRounds = 20

// Fix makes the safe edits of all problems of the working tree, and of those that are
// found then. Nothing is written. A round of edits after which a file has errors of syntax
// that it did not have is not kept.
func Fix(ctx context.Context, r *edition.Repo) (*Fixed, error) {
	if _, _, err := r.LoadWorkingTree(); err != nil {
		return nil, err // what prevents all reading, in words
	}
	history, err := readHistory(ctx, r, edition.Target{})
	cut := errors.Is(err, edition.ErrShallow)
	if err != nil && !cut {
		return nil, err
	}
	f, ferr := FixTree(r.WorkingTree(), check.Options{History: history, Cut: cut})
	if ferr == nil && cut {
		f.LeftOut = notCompared(err)
	}
	return f, ferr
}

// FixTree is Fix for a report in a file system.
func FixTree(tree fs.FS, options check.Options) (*Fixed, error) {
	now := &editedTree{FS: tree, files: make(map[string][]byte)}
	before := make(map[string][]byte)
	loader := report.NewLoader()
	f := new(Fixed)
	for range fixRounds {
		c, err := checkTree(loader, now, options)
		if err != nil {
			return nil, err
		}
		f.Result = *c
		edits := make(map[string][]problem.Edit)
		for _, p := range f.Problems {
			if p.Edit.Safe && !p.Edit.IsZero() && p.Edition == "" {
				edits[p.Edit.File] = append(edits[p.Edit.File], p.Edit)
			}
		}
		if len(edits) == 0 {
			break
		}
		made := 0
		for name, list := range edits {
			data, err := fs.ReadFile(now, name)
			if err != nil {
				return nil, err
			}
			after, done := problem.Apply(data, list)
			if bytes.Equal(after, data) {
				continue
			}
			if _, ok := before[name]; !ok {
				before[name] = data
			}
			now.files[name] = after
			made += len(done)
		}
		f.Made += made
		if made == 0 {
			break
		}
	}
	for _, name := range slices.Sorted(maps.Keys(before)) {
		if after := now.files[name]; !bytes.Equal(before[name], after) {
			f.Changes = append(f.Changes, Change{name, before[name], after})
		}
	}
	return f, nil
}

// editedTree is a file system with other content in some of its files.
type editedTree struct {
	fs.FS
	files map[string][]byte
}

func (t *editedTree) Open(name string) (fs.File, error) {
	f, err := t.FS.Open(name)
	if data, ok := t.files[name]; ok && err == nil {
		return editedFile{f, bytes.NewReader(data)}, nil
	}
	return f, err
}

// editedFile is an open file with other content.
type editedFile struct {
	fs.File
	data *bytes.Reader
}

func (f editedFile) Read(p []byte) (int, error) { return f.data.Read(p) }
