package review

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"

	"rapporteur/generator/check"
	"rapporteur/generator/edition"
	"rapporteur/generator/problem"
	"rapporteur/generator/publish"
	"rapporteur/generator/report"
	"rapporteur/generator/say"

	"github.com/aymanbagabas/go-udiff"
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
	history, unread := readHistory(ctx, r, edition.Target{})
	options, inFolders, cut, err := compared(ctx, r, edition.Target{}, history, unread)
	if err != nil {
		return nil, err
	}
	f, err := FixTree(r.WorkingTree(), options)
	if err != nil {
		return nil, err
	}
	if cut != nil {
		f.LeftOut = notCompared(cut)
	}
	f.Problems = problem.Sort(append(f.Problems, inFolders...))
	return f, nil
}

// Apply writes the changed files of a working tree.
func (f *Fixed) Apply(root string) error {
	for _, c := range f.Changes {
		if err := publish.ReplaceFile(filepath.Join(root, filepath.FromSlash(c.Name)), c.After); err != nil {
			return err
		}
	}
	return nil
}

// WriteDiff writes the changes as a patch.
func (f *Fixed) WriteDiff(w io.Writer) error {
	for _, c := range f.Changes {
		if _, err := fmt.Fprint(w, udiff.Unified("a/"+c.Name, "b/"+c.Name, string(c.Before), string(c.After))); err != nil {
			return err
		}
	}
	return nil
}

// Said counts the changes and what is left. With dry nothing was written.
func (f *Fixed) Said(dry bool) say.Text {
	if dry {
		return say.F("would make %s in %s; left: %s", say.N(f.Made, "change"), say.N(len(f.Changes), "file"), f.Summary())
	}
	return say.F("made %s in %s; left: %s", say.N(f.Made, "change"), say.N(len(f.Changes), "file"), f.Summary())
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
