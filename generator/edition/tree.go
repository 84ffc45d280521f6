package edition

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"path"
	"rapporteur/generator/say"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/object"

	"rapporteur/generator/report"
)

// errNotFollowed is returned on opening a symbolic link or a submodule, whose
// targets may be outside the commit.
var errNotFollowed = errors.New("symbolic links and submodules are not followed")

// treeFS is a commit as a file system. The modification time of every file is
// the committer date.
type treeFS struct {
	objects *objects
	root    func() (entry, error)
	listed  *atomic.Int64 // entries of folders, each time that they were listed
}

// maxListed is how many entries of folders a commit lists, one that is listed twice counted
// twice. A few small trees that hold each other are as many files as one likes.
const maxListed = 2_000_000

// list lists a folder of the commit.
func (t treeFS) list(e entry) ([]fs.DirEntry, error) {
	entries, err := e.list()
	if err == nil && t.listed.Add(int64(len(entries))) > report.Limit(maxListed) {
		return nil, fail(nil, report.OrRaise(say.F("take the folder out of the report, or out of the history if an edition holds it")),
			"the folder with the tree %s and those before it have more than %d files", short(e.hash.String()), report.Limit(maxListed))
	}
	return entries, err
}

// Tree returns the commit with the given hash, 40 digits, as a file system whose
// root is the root of the repository. Symbolic links and submodules are listed
// but cannot be opened. If the commit cannot be read, opening any file returns
// an *Error.
func (r *Repo) Tree(commit string) fs.FS {
	return treeFS{r.objects, sync.OnceValues(func() (entry, error) {
		c, err := r.objects.commit(plumbing.NewHash(commit))
		if err != nil {
			return entry{}, err
		}
		return entry{".", filemode.Dir, c.TreeHash, c.Committer.When.UTC(), r.objects}, nil
	}), new(atomic.Int64)}
}

func (t treeFS) Open(name string) (fs.File, error) {
	e, err := t.find("open", name)
	if err != nil {
		return nil, err
	}
	if e.IsDir() {
		entries, err := t.list(e)
		if err != nil {
			return nil, &fs.PathError{Op: "open", Path: name, Err: err}
		}
		return &dir{e, entries}, nil
	}
	b, err := e.content()
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return &file{*bytes.NewReader(b), e, int64(len(b))}, nil
}

func (t treeFS) ReadFile(name string) ([]byte, error) {
	e, err := t.find("read", name)
	if err != nil {
		return nil, err
	}
	b, err := e.content()
	if err != nil {
		return nil, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	return slices.Clone(b), nil
}

func (t treeFS) ReadDir(name string) ([]fs.DirEntry, error) {
	e, err := t.find("readdir", name)
	if err != nil {
		return nil, err
	}
	entries, err := t.list(e)
	if err != nil {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: err}
	}
	return entries, nil
}

func (t treeFS) Stat(name string) (fs.FileInfo, error) {
	e, err := t.find("stat", name)
	if err != nil {
		return nil, err
	}
	info, err := e.Info()
	if err != nil {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: err}
	}
	return info, nil
}

// find returns the entry called name.
func (t treeFS) find(op, name string) (entry, error) {
	if !fs.ValidPath(name) {
		return entry{}, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	e, err := t.root()
	for part := range strings.SplitSeq(name, "/") {
		if err != nil || name == "." {
			break
		}
		e, err = e.child(part)
	}
	if err != nil {
		return entry{}, &fs.PathError{Op: op, Path: name, Err: err}
	}
	return e, nil
}

// entry is an entry of a tree.
type entry struct {
	name    string
	mode    filemode.FileMode
	hash    plumbing.Hash
	when    time.Time
	objects *objects
}

func (e entry) child(name string) (entry, error) {
	if !e.IsDir() {
		return entry{}, fs.ErrNotExist
	}
	t, err := e.objects.tree(e.hash)
	if err != nil {
		return entry{}, err
	}
	// Tree.File reports a missing blob as "not found", and Tree.FindEntry writes
	// to a map in a tree that goroutines share.
	found, ok := lookup(t, name)
	if !ok {
		return entry{}, fs.ErrNotExist
	}
	return entry{name, found.Mode, found.Hash, e.when, e.objects}, nil
}

func (e entry) list() ([]fs.DirEntry, error) {
	if !e.IsDir() {
		return nil, say.Errorf("not a directory")
	}
	t, err := e.objects.tree(e.hash)
	if err != nil {
		return nil, err
	}
	list := make([]fs.DirEntry, len(t.Entries))
	for i, c := range t.Entries {
		list[i] = entry{c.Name, c.Mode, c.Hash, e.when, e.objects}
	}
	// Git sorts directories as if their names ended in a slash.
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return list, nil
}

func (e entry) content() ([]byte, error) {
	switch {
	case e.IsDir():
		return nil, say.Errorf("is a directory")
	case !e.Type().IsRegular():
		return nil, errNotFollowed
	}
	return e.objects.blob(e.hash)
}

func (e entry) Name() string { return path.Base(e.name) }
func (e entry) IsDir() bool  { return e.mode == filemode.Dir }

func (e entry) Type() fs.FileMode {
	switch e.mode {
	case filemode.Dir:
		return fs.ModeDir
	case filemode.Symlink:
		return fs.ModeSymlink
	case filemode.Regular, filemode.Deprecated, filemode.Executable:
		return 0
	}
	return fs.ModeIrregular
}

// Info reads the file to get its size, because tree entries do not contain it.
func (e entry) Info() (fs.FileInfo, error) {
	if !e.Type().IsRegular() {
		return info{e, 0}, nil
	}
	b, err := e.objects.blob(e.hash)
	return info{e, int64(len(b))}, err
}

func lookup(t *object.Tree, name string) (object.TreeEntry, bool) {
	for _, e := range t.Entries {
		if e.Name == name {
			return e, true
		}
	}
	return object.TreeEntry{}, false
}

type info struct {
	entry
	size int64
}

func (i info) Size() int64        { return i.size }
func (i info) ModTime() time.Time { return i.when }
func (i info) Sys() any           { return nil }

func (i info) Mode() fs.FileMode {
	if i.IsDir() || i.mode == filemode.Executable {
		return i.Type() | 0o555
	}
	return i.Type() | 0o444
}

// file is an open file.
type file struct {
	bytes.Reader
	entry entry
	size  int64
}

func (f *file) Stat() (fs.FileInfo, error) { return info{f.entry, f.size}, nil }
func (f *file) Close() error               { return nil }

// dir is an open directory and the entries not yet read.
type dir struct {
	entry entry
	rest  []fs.DirEntry
}

func (d *dir) Stat() (fs.FileInfo, error) { return info{d.entry, 0}, nil }
func (d *dir) Close() error               { return nil }

func (d *dir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.entry.name, Err: say.Errorf("is a directory")}
}

func (d *dir) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		n = len(d.rest)
	} else if len(d.rest) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(d.rest))
	list := d.rest[:n:n]
	d.rest = d.rest[n:]
	return list, nil
}
