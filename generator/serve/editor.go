package serve

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"unicode/utf8"

	"rapporteur/generator/edition"
	"rapporteur/generator/editor"
	"rapporteur/generator/live"
	"rapporteur/generator/problem"
	"rapporteur/generator/publish"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
	"rapporteur/generator/sitebuild"
)

// maxTabs is how many pages may edit at a time. One more takes the place of the page that
// was idle longest, whose edits its browser keeps.
const maxTabs = 16

// editors answers the pages on which records are edited, each with edits of its own.
type editors struct {
	root string // of the working tree

	mu     sync.Mutex
	bundle editor.Bundle // the newest state that could be read, with the editions before it
	open   map[string]*tab
	turn   int
}

// tab is one page.
type tab struct {
	editor editor.Editor
	used   int
}

// textsOf are the texts of the files of a report by name.
func textsOf(rep *report.Report) map[string]string {
	texts := make(map[string]string, len(rep.Files))
	for _, f := range rep.Files {
		texts[f.Name] = string(f.Data)
	}
	return texts
}

// readTexts are the texts of the files in data/ by name where they are no report, because of
// errors in them: the editor shows those, and what was saved last.
func readTexts(tree fs.FS) (map[string]string, error) {
	texts := make(map[string]string)
	var total int64
	err := fs.WalkDir(tree, "data", func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case d.IsDir() && name == report.CorrectionsFolder:
			return fs.SkipDir
		case !d.Type().IsRegular() || path.Ext(name) != ".toml":
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if total += info.Size(); total > report.Limit(maxTexts) {
			return say.Errorf("%s and the files before it are larger than %d MiB together; %s", name, report.Limit(maxTexts)>>20, report.OrRaise(say.F("take it out of the report")))
		}
		b, err := fs.ReadFile(tree, name)
		texts[name] = string(b)
		return err
	})
	return texts, err
}

// maxTexts is how many bytes of files the editor is given where they are no report.
const maxTexts = 64 << 20

// update passes on a new state of the working tree.
func (d *editors) update(ctx context.Context, r *edition.Repo, texts map[string]string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.bundle.Files == nil {
		// The editions do not change while the program runs; without them, in a repository
		// without commits, the draft is checked alone.
		if in, _, err := sitebuild.ReadEditions(ctx, r, edition.Target{}, func(say.Text) {}); err == nil {
			d.bundle = sitebuild.EditorBundle(in, "")
		} else {
			d.bundle = editor.Bundle{}
		}
	}
	d.bundle.Files = texts
}

// tab is the page of that name.
func (d *editors) tab(name string) *tab {
	d.turn++
	s := d.open[name]
	if s == nil {
		if len(d.open) >= maxTabs {
			idle := ""
			for n, other := range d.open {
				if idle == "" || other.used < d.open[idle].used {
					idle = n
				}
			}
			delete(d.open, idle)
		}
		s = new(tab)
		s.editor.Load = func() (editor.Bundle, error) {
			if d.bundle.Files == nil {
				return editor.Bundle{}, say.Errorf("the files have errors, so that there is nothing to begin with; the page of problems lists them")
			}
			return d.bundle, nil
		}
		d.open[name] = s
	}
	s.used = d.turn
	return s
}

// Answer implements live.Editor.
func (d *editors) Answer(tab string, request []byte) []byte {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.tab(tab).editor.Answer(request)
}

// Save implements live.Editor.
func (d *editors) Save(tab string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	s := d.tab(tab)
	changed := s.editor.Files()
	for _, f := range changed {
		if f.Name != filepath.ToSlash(filepath.Clean(f.Name)) || !strings.HasPrefix(f.Name, "data/") {
			return say.Errorf("%s is not a file of the report", f.Name)
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

// Fix implements live.Editor.
func (d *editors) Fix(p problem.Problem) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	e := p.Edit
	if e.File != filepath.ToSlash(filepath.Clean(e.File)) || !strings.HasPrefix(e.File, "data/") {
		return say.Errorf("%s is not a file of the report", e.File)
	}
	name := filepath.Join(d.root, filepath.FromSlash(e.File))
	now, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	// It is the file of the problem if the line with it, and the place in it, are where they were.
	if e.Off+e.Len > len(now) {
		return live.ErrChanged
	}
	before := string(now[:e.Off])
	place := problem.Place{Line: 1 + strings.Count(before, "\n"), Column: 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])}
	lines := strings.Split(string(now), "\n")
	if place != e.From || p.Line != "" && p.Pos.File == e.File && (p.Pos.Line > len(lines) || strings.TrimSuffix(lines[p.Pos.Line-1], "\r") != p.Line) {
		return live.ErrChanged
	}
	after, _ := problem.Apply(now, []problem.Edit{e})
	return publish.ReplaceFile(name, after)
}
