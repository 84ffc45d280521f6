package edition

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-git/go-billy/v5/osfs"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/cache"
	gitconfig "github.com/go-git/go-git/v5/plumbing/format/config"
	"github.com/go-git/go-git/v5/plumbing/storer"
	"github.com/go-git/go-git/v5/storage/filesystem"
	"github.com/go-git/go-git/v5/storage/filesystem/dotgit"
)

// place is where a repository keeps its parts on disk.
type place struct {
	root      string // of the working tree; empty for a bare repository
	gitDir    string // HEAD
	commonDir string // objects, references and configuration; another folder in a linked worktree
}

// locate finds the repository that path is in. It looks by itself because
// go-git's search takes a bare repository for none.
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
		return place{}, fail(err, "check the path", "there is no folder %s", path)
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

// linked follows the file .git of a linked worktree or a submodule.
func linked(root, dotGit string) (place, error) {
	target, err := pointer(dotGit, root, "gitdir: ")
	if err == nil && !isGitDir(target) {
		err = fmt.Errorf("%s is no repository", target)
	}
	if err != nil {
		return place{}, fail(err, "run \"git worktree repair\" in the main working tree",
			"the linked working tree %s has lost its repository (%v)", root, err)
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

// pointer reads a file that holds prefix and a path, relative to base.
func pointer(file, base, prefix string) (string, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	target, ok := strings.CutPrefix(strings.TrimSpace(string(b)), prefix)
	if !ok || target == "" {
		return "", fmt.Errorf("%s does not say %q", file, prefix+"…")
	}
	if target = filepath.FromSlash(target); !filepath.IsAbs(target) {
		target = filepath.Join(base, target)
	}
	return filepath.Clean(target), nil
}

// open opens what was located, or says why go-git cannot read it.
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
	// Without KeepDescriptors go-git opens the pack again for each object.
	keep := filesystem.Options{KeepDescriptors: true}
	shared := cache.NewObjectLRUDefault()
	main := filesystem.NewStorageWithOptions(dir, shared, keep)
	files := []*filesystem.Storage{}
	for _, a := range alternates {
		files = append(files, filesystem.NewStorageWithOptions(osfs.New(filepath.Dir(a)), shared, keep))
	}
	// Alternates come first: on a miss the main storage would look into them
	// by itself, and read their indexes anew for each object.
	files = append(files, main)
	stores := make([]storer.EncodedObjectStorer, len(files))
	for i, f := range files {
		stores[i] = f
	}

	r := newRepo(newObjects(partial, stores...), main)
	r.Root, r.Location = p.root, location
	r.shallow = shallow
	r.close = func() error {
		var errs []error
		for _, f := range files {
			errs = append(errs, f.Close())
		}
		return errors.Join(errs...)
	}
	return r, nil
}

// format reads from the configuration whether the repository has a format
// that can be read, and whether it is a partial clone. go-git's own check
// refuses extensions that change nothing for a reader.
func (p place) format() (partial bool, err error) {
	name := filepath.Join(p.commonDir, "config")
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fail(err, "check who may read it", "%s cannot be read", name)
	}
	defer f.Close()
	cfg := gitconfig.New()
	if err := gitconfig.NewDecoder(f).Decode(cfg); err != nil {
		return false, fail(err, "correct the file", "%s cannot be read (%v)", name, err)
	}

	const convert = "clone it to a repository of the common format and name that one with --repo"
	if v := cfg.Section("core").Option("repositoryformatversion"); v != "" && v != "0" && v != "1" {
		return false, fail(nil, convert, "%s is of format version %s, which cannot be read", p.commonDir, v)
	}
	for _, o := range cfg.Section("extensions").Options {
		key, value := strings.ToLower(o.Key), strings.ToLower(o.Value)
		switch {
		case key == "objectformat" && value == "sha256":
			return false, fail(nil, "keep the report in a repository made by \"git init --object-format=sha1\"",
				"%s has hashes of the kind SHA-256, which cannot be read", p.commonDir)
		case key == "refstorage" && value == "reftable":
			return false, fail(nil, "run \"git refs migrate --ref-format=files\"",
				"%s keeps its references as a reftable, which cannot be read", p.commonDir)
		case key == "partialclone":
			partial = true
		case key == "noop", key == "noop-v1", key == "preciousobjects", key == "worktreeconfig",
			key == "relativeworktrees", key == "objectformat" && value == "sha1",
			key == "refstorage" && value == "files":
			// These change nothing for a reader.
		default:
			return false, fail(nil, convert, "%s uses the extension %s = %q, which cannot be read", p.commonDir, o.Key, o.Value)
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
		return nil, fail(err, "check who may read it", "the list of shallow commits of %s cannot be read", p.commonDir)
	}
	cut := map[plumbing.Hash]bool{}
	for line := range strings.FieldsSeq(string(b)) {
		cut[plumbing.NewHash(line)] = true
	}
	return cut, nil
}

// maxAlternates is how deep alternates may name alternates; git's own limit.
const maxAlternates = 5

// alternates lists the folders of other repositories in which objects are to
// be looked for. go-git reads them too, but takes relative paths for absolute
// ones and calls an object that it misses for that reason "not found".
func alternates(objects string, depth int) ([]string, error) {
	f, err := os.Open(filepath.Join(objects, "info", "alternates"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fail(err, "check who may read it", "the alternates of %s cannot be read", objects)
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
			return nil, fail(err, "bring it back, or clone the repository again without --shared and --reference",
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
