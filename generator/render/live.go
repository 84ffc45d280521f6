package render

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"github.com/spf13/afero"
)

// Live renders sites in memory, page by page: to write one page takes Hugo a
// tenth of the time that it takes to write all. The zero value is ready. It
// may be used by several goroutines, and sees to it that there is one build at
// a time.
type Live struct{ mu sync.Mutex }

// Site is a site whose pages are written when they are first asked for. Dest
// of the options means nothing. The folder of the templates is read with each
// page, so that a Site should be made anew when something in it changed.
func (l *Live) Site(o Options) *LiveSite {
	o.Dest = "/"
	return &LiveSite{live: l, o: o, files: make(map[string][]byte)}
}

// LiveSite is a site in memory.
type LiveSite struct {
	live *Live
	o    Options

	files  map[string][]byte // written so far, by path; guarded by live.mu
	begun  bool              // what goes with pages is among files: style sheets, scripts, authored pages
	beside bool              // what the model writes beside pages is among files
	found  bool              // the search's index is among files
}

// Front is the path of the page that a reader meets first: "draft/fr/".
func (s *LiveSite) Front() string { return s.o.Model.Front() }

// ReadFile gives a file by its path from the root of the site, as in
// "draft/fr/index.html". The error is fs.ErrNotExist where there is none;
// another says why the page cannot be made.
func (s *LiveSite) ReadFile(ctx context.Context, name string) ([]byte, error) {
	s.live.mu.Lock()
	defer s.live.mu.Unlock()
	for _, write := range []func(context.Context, string) error{s.page, s.besides, s.index} {
		if b, ok := s.files[name]; ok {
			return b, nil
		}
		if err := write(ctx, name); err != nil {
			return nil, err
		}
	}
	if b, ok := s.files[name]; ok {
		return b, nil
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// page writes the page that is asked for, and whatever Hugo writes anyhow.
func (s *LiveSite) page(ctx context.Context, name string) error {
	var pages []string
	if dir, file := path.Split(name); file == "index.html" && s.o.Model.Has(dir) {
		pages = []string{dir}
	} else if s.begun {
		return nil
	}
	o := s.o
	o.Model = o.Model.Only(pages...)
	made := afero.NewMemMapFs()
	if err := build(ctx, o, made); err != nil {
		// Whoever writes knows where the folder is.
		return errors.New(strings.ReplaceAll(err.Error(), o.Source+string(filepath.Separator), ""))
	}
	s.begun = true
	return afero.Walk(made, "/", func(name string, info fs.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		b, err := afero.ReadFile(made, name)
		s.files[strings.TrimPrefix(name, "/")] = b
		return err
	})
}

func (s *LiveSite) besides(context.Context, string) error {
	if !s.beside {
		maps.Copy(s.files, s.o.Model.Files())
		s.beside = true
	}
	return nil
}

// index writes the index of the search, if a file of it is asked for.
func (s *LiveSite) index(_ context.Context, name string) error {
	if s.found || !strings.Contains(name, "/search/index/") {
		return nil
	}
	s.found = true
	return s.o.Model.SearchFiles(func(path string, data []byte) error {
		s.files[path] = data
		return nil
	})
}
