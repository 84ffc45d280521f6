package edition

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/storer"

	"rapporteur/generator/report"
)

// Options are what Open needs beside the location.
type Options struct {
	// Dir is the folder that a relative path is taken from; empty means the
	// working directory of the process.
	Dir string

	// CacheDir is the folder that keeps copies of repositories given as a
	// URL. It is made if need be. A path does not use it.
	CacheDir string

	// Fresh makes a kept copy anew instead of bringing it up to date.
	Fresh bool

	// Progress takes what a server says while it sends; nil drops it.
	Progress io.Writer
}

// Repo is a repository open for reading. It may be used by several
// goroutines.
type Repo struct {
	// Root is the root of the working tree; empty for a bare repository and
	// for a URL.
	Root string

	// Location is what Open was given, without a password.
	Location string

	objects *objects
	refs    storer.ReferenceStorer
	shallow map[plumbing.Hash]bool // commits whose parents were left behind
	close   func() error
	loader  *report.Loader

	mu     sync.Mutex // guards what follows, and refs
	series map[plumbing.Hash]*Series
	loads  map[plumbing.Hash]*load // by data/ tree
}

// Open opens the repository at location: a path to a working tree, a folder
// inside one, a linked worktree or a bare repository; or a URL (https, http,
// ssh, file), which is copied to the cache folder and brought up to date on
// every call. Close it when done.
func Open(ctx context.Context, location string, opt Options) (*Repo, error) {
	remote, isRemote := parseRemote(location)
	if !isRemote {
		if !filepath.IsAbs(location) {
			location = filepath.Join(opt.Dir, location)
		}
		where, err := locate(location)
		if err != nil {
			return nil, err
		}
		return where.open(location)
	}
	dir, err := mirror(ctx, remote, opt)
	if err != nil {
		return nil, err
	}
	r, err := place{gitDir: dir, commonDir: dir}.open(remote.shown())
	if err != nil {
		return nil, err
	}
	r.objects.repair = "delete the copy " + dir + " and try again; if it stays so, the original is shallow or damaged"
	return r, nil
}

func newRepo(o *objects, refs storer.ReferenceStorer) *Repo {
	return &Repo{
		objects: o,
		refs:    refs,
		close:   func() error { return nil },
		loader:  report.NewLoader(),
		series:  map[plumbing.Hash]*Series{},
		loads:   map[plumbing.Hash]*load{},
	}
}

// Close releases the files that r holds open.
func (r *Repo) Close() error { return r.close() }

// WorkingTree is the folder as it is on disk, committed or not; nil for a
// repository that has none.
func (r *Repo) WorkingTree() fs.FS {
	if r.Root == "" {
		return nil
	}
	return os.DirFS(r.Root)
}

// ref gives the object that a reference leads to, through other references
// and annotated tags.
func (r *Repo) ref(name plumbing.ReferenceName) (plumbing.Hash, error) {
	r.mu.Lock()
	ref, err := storer.ResolveReference(r.refs, name)
	r.mu.Unlock()
	if err != nil {
		return plumbing.ZeroHash, err
	}
	return r.objects.peel(ref.Hash())
}

// head gives the commit that is checked out, or that a bare repository shows
// first.
func (r *Repo) head() (plumbing.Hash, error) {
	h, err := r.ref(plumbing.HEAD)
	if !errors.Is(err, plumbing.ErrReferenceNotFound) {
		return h, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	head, err := r.refs.Reference(plumbing.HEAD)
	if err != nil {
		return h, fail(err, "run \"git fsck\", or clone it again", "the repository %s has no HEAD", r.Location)
	}
	return h, fail(ErrNoCommits, "commit the report first, or name another branch",
		"branch %q of %s has no commits yet", head.Target().Short(), r.Location)
}
