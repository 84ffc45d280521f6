package edition

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"rapporteur/generator/say"
	"slices"
	"strings"

	"github.com/go-git/go-billy/v5"
	"github.com/go-git/go-billy/v5/osfs"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/cache"
	gitconfig "github.com/go-git/go-git/v5/plumbing/format/config"
	"github.com/go-git/go-git/v5/plumbing/storer"
	"github.com/go-git/go-git/v5/storage/filesystem"
	"github.com/go-git/go-git/v5/storage/filesystem/dotgit"
)

// place holds the paths of a repository on disk.
type place struct {
	root      string // of the working tree; empty for a bare repository
	gitDir    string // contains HEAD
	commonDir string // contains objects, references and configuration; differs from gitDir in a linked worktree
}

// locate finds the repository that contains path. go-git's own search does not
// find bare repositories.
func locate(path string) (place, error) {
	none := func(err error) error {
		return fail(err, "run this in a clone of the report's repository, or name one with --repo",
			"%s is not in a git repository", path)
	}
	at, err := filepath.Abs(path)
	if err != nil {
		return place{}, none(err)
	}
	if at, err = filepath.EvalSymlinks(at); errors.Is(err, fs.ErrNotExist) {
		return place{}, fail(err, "check the path", "folder %s not found", path)
	} else if err != nil {
		return place{}, none(err)
	}
	for {
		dotGit := filepath.Join(at, ".git")
		switch info, err := os.Stat(dotGit); {
		case err == nil && !info.IsDir():
			return linked(at, dotGit)
		case isGitDir(dotGit):
			return withCommonDir(place{root: at, gitDir: dotGit})
		case isGitDir(at) && filepath.Base(at) == ".git":
			return withCommonDir(place{root: filepath.Dir(at), gitDir: at})
		case isGitDir(at):
			return withCommonDir(place{gitDir: at})
		}
		parent := filepath.Dir(at)
		if parent == at {
			return place{}, none(nil)
		}
		at = parent
	}
}

func isGitDir(dir string) bool {
	if info, err := os.Stat(filepath.Join(dir, "HEAD")); err != nil || info.IsDir() {
		return false
	}
	if _, err := os.Stat(filepath.Join(dir, "commondir")); err == nil {
		return true
	}
	for _, name := range []string{"objects", "refs"} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || !info.IsDir() {
			return false
		}
	}
	return true
}

// linked follows the .git file of a linked worktree or a submodule.
func linked(root, dotGit string) (place, error) {
	target, err := pointer(dotGit, root, "gitdir: ")
	if err == nil && !isGitDir(target) {
		err = say.Errorf("%s is not a repository", target)
	}
	if err != nil {
		return place{}, fail(err, "run \"git worktree repair\" in the main working tree",
			"the repository of the linked working tree %s was not found (%v)", root, err)
	}
	return withCommonDir(place{root: root, gitDir: target})
}

func withCommonDir(p place) (place, error) {
	common, err := pointer(filepath.Join(p.gitDir, "commondir"), p.gitDir, "")
	switch {
	case errors.Is(err, fs.ErrNotExist):
		p.commonDir = p.gitDir
		return p, nil
	case err == nil && isGitDir(common):
		p.commonDir = common
		return p, nil
	}
	return place{}, fail(err, "run \"git worktree repair\" in the main working tree",
		"the repository %s that the linked working tree shares cannot be read", common)
}

// pointer returns the path in a file that contains prefix and a path. Relative
// paths are relative to base.
func pointer(file, base, prefix string) (string, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	target, ok := strings.CutPrefix(strings.TrimSpace(string(b)), prefix)
	if !ok || target == "" {
		return "", say.Errorf("%s does not contain %q", file, prefix+"…")
	}
	if target = filepath.FromSlash(target); !filepath.IsAbs(target) {
		target = filepath.Join(base, target)
	}
	return filepath.Clean(target), nil
}

// open opens the repository, or reports why go-git cannot read it.
func (p place) open(location string) (*Repo, error) {
	partial, err := p.format()
	if err != nil {
		return nil, err
	}
	shallow, err := p.shallow()
	if err != nil {
		return nil, err
	}
	alternates, err := alternates(filepath.Join(p.commonDir, "objects"), 0)
	if err != nil {
		return nil, err
	}

	dir := osfs.New(p.gitDir)
	if p.commonDir != p.gitDir {
		dir = dotgit.NewRepositoryFilesystem(dir, osfs.New(p.commonDir))
	}
	dir = withoutLocks{dir}
	// Without KeepDescriptors, go-git opens the pack again for each object.
	keep := filesystem.Options{KeepDescriptors: true}
	shared := cache.NewObjectLRUDefault()
	main := filesystem.NewStorageWithOptions(dir, shared, keep)
	files := []*filesystem.Storage{}
	listed := []*filesystem.Storage{}
	list := filesystem.Options{KeepDescriptors: true, ExclusiveAccess: true}
	for _, a := range alternates {
		folder := osfs.New(filepath.Dir(a))
		files = append(files, filesystem.NewStorageWithOptions(folder, shared, keep))
		listed = append(listed, filesystem.NewStorageWithOptions(folder, shared, list))
	}
	// Alternates come first: on a miss the main storage would search them itself
	// and read their indexes again for each object.
	files = append(files, main)
	listed = append(listed, filesystem.NewStorageWithOptions(dir, shared, list))
	stores := make([]storer.EncodedObjectStorer, len(files))
	for i, f := range files {
		stores[i] = sized{f, listed[i]}
	}

	r := newRepo(newObjects(partial, stores...), main)
	r.Root, r.Location = p.root, location
	r.shallow, r.sparse, r.damagedRef = shallow, p.sparse(), p.damagedRef
	r.close = func() error {
		var errs []error
		for _, f := range append(files, listed...) {
			errs = append(errs, f.Close())
		}
		return errors.Join(errs...)
	}
	return r, nil
}

// sized is a storage that finds the size of most objects in a list that it makes of the loose
// ones. Without it go-git looks for the file of each object before it looks into the packs, which
// is a third of the time that a long history takes.
type sized struct {
	*filesystem.Storage
	listed *filesystem.Storage // which sees no object that is added later
}

func (s sized) EncodedObjectSize(h plumbing.Hash) (int64, error) {
	if size, err := s.listed.EncodedObjectSize(h); err == nil {
		return size, nil
	}
	return s.Storage.EncodedObjectSize(h)
}

// withoutLocks is a git folder without the files by which git locks references. go-git takes
// them for references, and fails where one is empty.
type withoutLocks struct{ billy.Filesystem }

func (f withoutLocks) ReadDir(path string) ([]fs.FileInfo, error) {
	list, err := f.Filesystem.ReadDir(path)
	return slices.DeleteFunc(list, func(i fs.FileInfo) bool { return strings.HasSuffix(i.Name(), ".lock") }), err
}

// damagedRef finds the file of a reference that holds neither a hash nor the name of another:
// a power cut leaves empty ones. It is empty if there is none.
func (p place) damagedRef() (found string) {
	for _, dir := range []string{p.gitDir, p.commonDir} {
		for _, name := range []string{"HEAD", "refs"} {
			_ = filepath.WalkDir(filepath.Join(dir, name), func(file string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() || strings.HasSuffix(file, ".lock") {
					return nil
				}
				b, err := os.ReadFile(file)
				if s := strings.TrimSpace(string(b)); err == nil && !strings.HasPrefix(s, "ref:") && !plumbing.IsHash(s) {
					found = file
					return fs.SkipAll
				}
				return nil
			})
		}
	}
	return found
}

// format reads the configuration. It returns an error if the repository format
// is not supported, and whether the repository is a partial clone. go-git's own
// check rejects extensions that do not affect reading.
func (p place) format() (partial bool, err error) {
	name := filepath.Join(p.commonDir, "config")
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fail(err, "check its permissions", "%s cannot be read", name)
	}
	defer f.Close()
	cfg := gitconfig.New()
	if err := gitconfig.NewDecoder(f).Decode(cfg); err != nil {
		return false, fail(err, "correct the file", "%s cannot be read (%v)", name, err)
	}

	const convert = "clone it into a repository of the standard format and pass that with --repo"
	if v := cfg.Section("core").Option("repositoryformatversion"); v != "" && v != "0" && v != "1" {
		return false, fail(nil, convert, "%s has format version %s, which is not supported", p.commonDir, v)
	}
	for _, o := range cfg.Section("extensions").Options {
		key, value := strings.ToLower(o.Key), strings.ToLower(o.Value)
		switch {
		case key == "objectformat" && value == "sha256":
			return false, fail(nil, "keep the report in a repository made by \"git init --object-format=sha1\"",
				"%s uses SHA-256 hashes, which are not supported", p.commonDir)
		case key == "refstorage" && value == "reftable":
			return false, fail(nil, "run \"git refs migrate --ref-format=files\"",
				"%s stores its references as a reftable, which is not supported", p.commonDir)
		case key == "partialclone":
			partial = true
		case key == "noop", key == "noop-v1", key == "preciousobjects", key == "worktreeconfig",
			key == "relativeworktrees", key == "objectformat" && value == "sha1",
			key == "refstorage" && value == "files":
			// These do not affect reading.
		default:
			return false, fail(nil, convert, "%s uses the extension %s = %q, which is not supported", p.commonDir, o.Key, o.Value)
		}
	}
	for _, remote := range cfg.Section("remote").Subsections {
		partial = partial || strings.EqualFold(remote.Option("promisor"), "true")
	}
	return partial, nil
}

func (p place) shallow() (map[plumbing.Hash]bool, error) {
	b, err := os.ReadFile(filepath.Join(p.commonDir, "shallow"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fail(err, "check its permissions", "the list of shallow commits of %s cannot be read", p.commonDir)
	}
	cut := map[plumbing.Hash]bool{}
	for line := range strings.FieldsSeq(string(b)) {
		cut[plumbing.NewHash(line)] = true
	}
	return cut, nil
}

// maxAlternates is the maximum depth of alternates, the same as git's.
const maxAlternates = 5

// alternates returns the object folders of other repositories that this one
// shares. go-git reads the list too, but treats relative paths as absolute and
// then reports the objects as not found.
func alternates(objects string, depth int) ([]string, error) {
	f, err := os.Open(filepath.Join(objects, "info", "alternates"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fail(err, "check their permissions", "the alternates of %s cannot be read", objects)
	}
	defer f.Close()
	var list []string
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		name := strings.TrimSpace(lines.Text())
		if name == "" || strings.HasPrefix(name, "#") {
			continue
		}
		if name = filepath.FromSlash(name); !filepath.IsAbs(name) {
			name = filepath.Join(objects, name)
		}
		if info, err := os.Stat(name); err != nil || !info.IsDir() || filepath.Base(name) != "objects" || depth == maxAlternates {
			return nil, fail(err, "restore it, or clone the repository again without --shared and --reference",
				"the repository borrows objects from %s, which cannot be read", name)
		}
		list = append(list, name)
		more, err := alternates(name, depth+1)
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
	}
	return list, lines.Err()
}
