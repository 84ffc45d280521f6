package render

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/afero"

	"rapporteur/generator/site"
)

// Live renders sites in memory, one page at a time: Hugo takes a tenth of the
// time for one page that it takes for all. The zero value is ready to use. Live
// is safe for concurrent use and runs one build at a time.
type Live struct {
	mu    sync.Mutex
	ready *ready // for the next page of a new site; nil where nothing was prepared
}

// ready is Hugo with the templates read, which takes as long as a page does, for a model that
// is not known yet.
type ready struct {
	like   Options
	run    *run
	model  *site.Model // which Hugo has; filled before it builds
	memory afero.Fs
}

// Prepare reads the templates for the next site, which is expected to be like o, while there
// is nothing else to do. It must be forgotten when they change.
func (l *Live) Prepare(o Options) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ready != nil {
		return
	}
	o.Dest = "/"
	r := &ready{like: o, model: new(site.Model), memory: afero.NewMemMapFs()}
	*r.model = *o.Model
	o.Model = r.model
	var err error
	if r.run, err = newRun(o, r.memory); err == nil { // an error is told by the build that meets it
		l.ready = r
	}
}

// Forget discards what was prepared.
func (l *Live) Forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ready != nil {
		l.ready.run.sites.Close()
		l.ready = nil
	}
}

// build renders a model in memory, with what was prepared if it is of use.
func (l *Live) build(ctx context.Context, o Options) (afero.Fs, error) {
	if r := l.ready; r != nil && r.fits(o) {
		l.ready = nil
		*r.model = *o.Model
		if err := r.run.build(ctx); !errors.Is(err, errStuck) {
			return r.memory, err
		}
	}
	memory := afero.NewMemMapFs()
	return memory, build(ctx, o, memory)
}

// fits reports whether the settings of Hugo that depend on a model are those that were prepared.
func (r *ready) fits(o Options) bool {
	return r.like.Source == o.Source && r.like.BaseURL == o.BaseURL &&
		slices.Equal(r.like.Model.Rendered(), o.Model.Rendered()) && slices.Equal(r.like.Model.Languages, o.Model.Languages)
}

// Site returns a site whose pages are rendered when first requested. o.Dest is
// ignored. The templates are read for each page, so make a new Site when they
// change.
func (l *Live) Site(o Options) *LiveSite {
	o.Dest = "/"
	return &LiveSite{live: l, o: o, files: make(map[string][]byte)}
}

// LiveSite is a site rendered in memory.
type LiveSite struct {
	live *Live
	o    Options

	files     map[string][]byte // rendered so far, by path; guarded by live.mu
	hasAssets bool              // files contains the style sheets, scripts and authored pages
	hasModel  bool              // files contains the files that the model writes itself
	hasSearch bool              // files contains the search index
}

// Front returns the path of the front page: "draft/fr/".
func (s *LiveSite) Front() string { return s.o.Model.Front() }

// ReadFile returns a file by its path from the root of the site, such as
// "draft/fr/index.html". The error is fs.ErrNotExist if there is no such file;
// any other error means that the page could not be rendered.
func (s *LiveSite) ReadFile(ctx context.Context, name string) ([]byte, error) {
	s.live.mu.Lock()
	defer s.live.mu.Unlock()
	for _, write := range []func(context.Context, string) error{s.renderPage, s.addModelFiles, s.addSearchIndex} {
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
	if root, err := os.OpenRoot(filepath.Join(s.o.Source, "static")); err == nil {
		defer root.Close()
		if b, err := fs.ReadFile(root.FS(), name); err == nil {
			return b, nil
		}
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// renderPage renders the requested page, and the files that Hugo writes with any
// page.
func (s *LiveSite) renderPage(ctx context.Context, name string) error {
	var pages []string
	if dir, file := path.Split(name); file == "index.html" && s.o.Model.Has(dir) {
		pages = []string{dir}
	} else if s.hasAssets {
		return nil
	}
	o := s.o
	o.Model = o.Model.Only(pages...)
	memory, err := s.live.build(ctx, o)
	if err != nil {
		return err
	}
	s.hasAssets = true
	return afero.Walk(memory, "/", func(name string, info fs.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		b, err := afero.ReadFile(memory, name)
		s.files[strings.TrimPrefix(name, "/")] = b
		return err
	})
}

// addModelFiles adds the files that the model writes without Hugo.
func (s *LiveSite) addModelFiles(context.Context, string) error {
	if !s.hasModel {
		maps.Copy(s.files, s.o.Model.Files())
		s.hasModel = true
	}
	return nil
}

// addSearchIndex adds the search index if one of its files is requested.
func (s *LiveSite) addSearchIndex(_ context.Context, name string) error {
	if s.hasSearch || !strings.Contains(name, "/search/index/") {
		return nil
	}
	s.hasSearch = true
	return s.o.Model.SearchFiles(func(path string, data []byte) error {
		s.files[path] = data
		return nil
	})
}
