package serve

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"rapporteur/generator/edition"
	"rapporteur/generator/editor"
	"rapporteur/generator/live"
	"rapporteur/generator/publish"
	"rapporteur/generator/report"
	"rapporteur/generator/sitebuild"
)

// maxSeats is how many pages may edit at a time; who comes later takes the place of the
// one that was idle longest, whose edits its browser keeps.
const maxSeats = 16

// desk answers the pages on which records are edited, each with edits of its own.
type desk struct {
	root string // of the working tree

	mu     sync.Mutex
	bundle editor.Bundle // the newest state that could be read, with the editions before it
	open   map[string]*seat
	turn   int
}

// seat is one page.
type seat struct {
	editor editor.Editor
	used   int
}

// tell gives the desk a new state of the working tree.
func (d *desk) tell(ctx context.Context, r *edition.Repo, rep *report.Report) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.bundle.Files == nil {
		// The editions do not change while the program runs; without them, in a repository
		// without commits, the draft is judged alone.
		if in, _, err := sitebuild.ReadEditions(ctx, r, edition.Target{}, func(string) {}); err == nil {
			d.bundle = sitebuild.EditorBundle(in, "")
		} else {
			d.bundle = editor.Bundle{}
		}
	}
	d.bundle.Files = make(map[string]string)
	for _, f := range rep.Files {
		d.bundle.Files[f.Name] = string(f.Data)
	}
}

func (d *desk) seat(tab string) *seat {
	d.turn++
	s := d.open[tab]
	if s == nil {
		if len(d.open) >= maxSeats {
			idle := ""
			for name, other := range d.open {
				if idle == "" || other.used < d.open[idle].used {
					idle = name
				}
			}
			delete(d.open, idle)
		}
		s = &seat{}
		s.editor.Load = func() (editor.Bundle, error) {
			if d.bundle.Files == nil {
				return editor.Bundle{}, errors.New("the files have errors, so that there is nothing to begin with; the page of problems lists them")
			}
			return d.bundle, nil
		}
		d.open[tab] = s
	}
	s.used = d.turn
	return s
}

// Answer implements live.Editor.
func (d *desk) Answer(tab string, request []byte) []byte {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.seat(tab).editor.Answer(request)
}

// Save implements live.Editor.
func (d *desk) Save(tab string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	s := d.seat(tab)
	changed := s.editor.Files()
	for _, f := range changed {
		if f.Name != filepath.ToSlash(filepath.Clean(f.Name)) || !strings.HasPrefix(f.Name, "data/") {
			return errors.New(f.Name + " is no file of the report")
		}
		now, err := os.ReadFile(filepath.Join(d.root, filepath.FromSlash(f.Name)))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			if !f.New {
				return live.ErrChanged
			}
		case err != nil:
			return err
		case f.New || !bytes.Equal(now, []byte(f.Before)):
			return live.ErrChanged
		}
	}
	for _, f := range changed {
		name := filepath.Join(d.root, filepath.FromSlash(f.Name))
		if f.Gone {
			if err := os.Remove(name); err != nil {
				return err
			}
			continue
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := publish.ReplaceFile(name, []byte(f.After)); err != nil {
			return err
		}
	}
	return s.editor.Saved()
}
