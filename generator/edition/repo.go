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
	"rapporteur/generator/say"
)

// Options configures Open.
type Options struct {
	// Dir is the folder that a relative location is relative to; empty means the
	// working directory of the process.
	Dir string

	// CacheDir is the folder for copies of repositories given as a URL. It is
	// created if needed. It is not used for paths.
	CacheDir string

	// Fresh replaces a cached copy instead of updating it.
	Fresh bool

	// Progress receives the progress messages of the server; nil discards them.
	Progress io.Writer
}

// Repo is a repository open for reading. It is safe for concurrent use.
type Repo struct {
	// Root is the root of the working tree; empty for a bare repository and
	// for a URL.
	Root string

	// Location is the location passed to Open, without what may be a secret in it.
	Location string

	objects *objects
	refs    storer.ReferenceStorer
	shallow map[plumbing.Hash]bool // commits whose parents are missing
	sparse  bool                   // the working tree is a sparse checkout
	// damagedRef finds the file of a reference that cannot be read; empty if there is none.
	damagedRef func() string
	close      func() error
	loader     *report.Loader

	mu        sync.Mutex // guards the fields below, and refs
	series    map[plumbing.Hash]*Series
	histories map[plumbing.Hash]history // by tip
	loads     map[plumbing.Hash]*load   // by data/ tree
	digests   map[*report.Report]string // of those that a ledger was held against
}

// Open opens the repository at location: the path of a working tree, of a folder
// in one, of a linked worktree or of a bare repository; or a URL (https, http,
// ssh, file), which is copied to the cache folder and updated on every call. The
// caller must close it.
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
	r.objects.repair = say.F("delete the copy %s and try again; if that does not help, the original is shallow or damaged", dir)
	return r, nil
}

func newRepo(o *objects, refs storer.ReferenceStorer) *Repo {
	return &Repo{
		objects:   o,
		refs:      refs,
		close:     func() error { return nil },
		loader:    report.NewLoader(),
		series:    map[plumbing.Hash]*Series{},
		histories: map[plumbing.Hash]history{},
		loads:     map[plumbing.Hash]*load{},
		digests:   map[*report.Report]string{},

		damagedRef: func() string { return "" },
	}
}

// Close closes the files of r.
func (r *Repo) Close() error { return r.close() }

// WorkingTree returns the working tree as it is on disk, or nil if r.Root is
// empty.
func (r *Repo) WorkingTree() fs.FS {
	if r.Root == "" {
		return nil
	}
	return os.DirFS(r.Root)
}

// ref returns the object that a reference points at, through symbolic references
// and annotated tags.
func (r *Repo) ref(name plumbing.ReferenceName) (plumbing.Hash, error) {
	r.mu.Lock()
	ref, err := storer.ResolveReference(r.refs, name)
	r.mu.Unlock()
	if err != nil {
		return plumbing.ZeroHash, r.unreadable(err)
	}
	return r.objects.peel(ref.Hash())
}

// unreadable is an error in reading references that names the file, if it is because of one.
func (r *Repo) unreadable(err error) error {
	if err == nil || errors.Is(err, plumbing.ErrReferenceNotFound) {
		return err
	}
	return r.orDamaged(err)
}

// orDamaged is the error for a reference whose file is damaged, if there is one, else err.
func (r *Repo) orDamaged(err error) error {
	if file := r.damagedRef(); file != "" {
		return fail(err, say.F("delete that file, then run \"git fetch\", or \"git reflog\" to see which commit it named"), "the reference %s is damaged", file)
	}
	return err
}

// head returns the commit that HEAD points at.
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
	// go-git takes an empty file for none.
	return h, r.orDamaged(fail(ErrNoCommits, "commit the report first, or name another branch",
		"branch %q of %s has no commits yet", head.Target().Short(), r.Location))
}
