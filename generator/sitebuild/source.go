package sitebuild

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"rapporteur"
	"slices"
	"strings"
	"unicode"

	"rapporteur/generator/catalogue"
	"rapporteur/generator/edition"
	"rapporteur/generator/manifest"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// Folders are those of a repository whose files take the place of the program's;
// the data reaches Hugo through the model.
var Folders = []string{"assets", "content", "i18n", "layouts", "static"}

// notOutput are further folders of a repository that no site may be written to.
var notOutput = []string{"data", ".git", ".github"}

// CheckPlace returns an error if a site may not be written to the folder out, because it
// is the repository with the root root, or is in one of its folders that hold what sites
// are made of. root is empty for a repository without a working tree.
func CheckPlace(root, out string) error {
	if root == "" {
		return nil
	}
	rel, err := filepath.Rel(resolved(root), resolved(out))
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return nil
	}
	first, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
	for _, name := range slices.Concat(Folders, notOutput) {
		if strings.EqualFold(first, name) { // as file systems of macOS and Windows do
			return say.Errorf("%s: the folder is in %s/, which holds what the site is made of; choose another with --out", out, name)
		}
	}
	return nil
}

// Committed reports whether the folder out of a working tree is committed there. Nothing of such
// a site is kept: whoever proposes a change could write it, with a record that fits.
func Committed(ctx context.Context, r *edition.Repo, out string) (bool, error) {
	if r.Root == "" {
		return false, nil
	}
	rel, err := filepath.Rel(resolved(r.Root), resolved(out))
	if err != nil || !filepath.IsLocal(rel) {
		return false, nil
	}
	head, err := r.Resolve(ctx, "HEAD")
	if errors.Is(err, edition.ErrNoCommits) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	_, err = fs.Stat(r.Tree(head.Commit), filepath.ToSlash(rel))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return true, err
}

// resolved is a path without symbolic links, as far as it exists.
func resolved(name string) string {
	name, err := filepath.Abs(name)
	if err != nil {
		return name
	}
	if real, err := filepath.EvalSymlinks(name); err == nil {
		return real
	}
	if parent := filepath.Dir(name); parent != name {
		return filepath.Join(resolved(parent), filepath.Base(name))
	}
	return name
}

// Source makes the folder with config.toml, templates and everything else that Hugo reads: the
// files of the program, with those of the working tree or the commit in their
// place. cleanup deletes it.
func Source(r *edition.Repo, at edition.Target) (dir string, cleanup func() error, err error) {
	var own fs.FS
	if at.Commit != "" {
		own = r.Tree(at.Commit)
	} else {
		root, err := os.OpenRoot(r.Root)
		if err != nil {
			return "", nil, err
		}
		defer root.Close()
		own = root.FS()
	}
	if dir, err = os.MkdirTemp("", "rapporteur-site-"); err != nil {
		return "", nil, err
	}
	cleanup = func() error { return os.RemoveAll(dir) }
	if err := Sync(dir, own); err != nil {
		return "", nil, errors.Join(err, cleanup())
	}
	return dir, cleanup, nil
}

// messages is the folder of the messages to writers, which Hugo must not read: it would
// take them for strings of the site.
const messages = "i18n/messages"

// Sync makes the folder dir hold the files of the program with those of own in
// their place, and nothing else. The strings of i18n are replaced one by one,
// also for what Go prints. A file that did not change is not written again. own is that of an
// os.Root where it is a folder, so that no link brings files from elsewhere into a site.
func Sync(dir string, own fs.FS) error {
	want := make(map[string][]byte)
	for _, name := range Folders {
		if err := readAll(want, rapporteur.Site, name); err != nil {
			return err
		}
	}
	files := make(map[string][]byte)
	for _, name := range append([]string{"config.toml"}, Folders...) {
		if err := readAll(files, own, name); err != nil {
			return err
		}
	}
	ownStrings := false
	for name, data := range files {
		base, ours := want[name]
		if ours && path.Dir(name) == "i18n" && !bytes.Equal(base, data) {
			merged, err := catalogue.Override(base, data)
			if err != nil {
				return say.Errorf("%s: %v", name, err)
			}
			data, ownStrings = merged, true
		}
		want[name] = data
	}
	var pages []string
	for name := range want {
		if _, own := files[name]; path.Dir(name) == "content" && path.Ext(name) == ".md" && !own {
			pages = append(pages, name+"\n")
		}
	}
	slices.Sort(pages)
	want[pagesFile] = []byte(strings.Join(pages, ""))
	if err := write(dir, want); err != nil {
		return err
	}
	if ownStrings {
		return catalogue.Use(os.DirFS(dir))
	}
	return catalogue.Use(nil)
}

// pagesFile is the file in which Sync lists the authored pages of the program, one a
// line.
const pagesFile = "program-pages.txt"

// programPages are the authored pages in a folder made by Sync that are not the
// report's own; none in another folder.
func programPages(dir string) ([]string, error) {
	b, err := os.ReadFile(filepath.Join(dir, pagesFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return strings.Fields(string(b)), err
}

// maxOwnFiles is how many files a repository may have that a site is made of besides data/, and
// maxOwn how many bytes they may have together: all are read at once. report.Limit raises both.
const (
	maxOwnFiles = 10_000
	maxOwn      = 128 << 20
)

// readAll adds the files at name or below it, if there are any. Links to files are
// followed.
func readAll(files map[string][]byte, fsys fs.FS, name string) error {
	var total int64
	for _, data := range files {
		total += int64(len(data))
	}
	return fs.WalkDir(fsys, name, func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return unread(fsys, name, err)
		case d.IsDir() && name == messages:
			return fs.SkipDir
		case d.IsDir():
			return nil
		}
		info, err := fs.Stat(fsys, name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil // a dangling link that an editor uses as a lock, or a file just deleted
		case err != nil:
			return unread(fsys, name, err)
		case strings.ContainsFunc(name, unicode.IsControl):
			return say.Errorf("the name of the file %q has a control character; rename it", name)
		case path.Dir(name) == "static" && manifest.Own(path.Base(name)):
			return say.Errorf("%s has a name that only files of the program have; rename it", name)
		case !info.Mode().IsRegular():
			return say.Errorf("%s is not a file that can be part of a site", name)
		}
		if int64(len(files)) >= report.Limit(maxOwnFiles) {
			return say.Errorf("%s is more than the %d files that a site may have besides its data; %s", name, report.Limit(maxOwnFiles), report.OrRaise(say.F("take it out of the report")))
		}
		if total += info.Size(); total > report.Limit(maxOwn) {
			return say.Errorf("%s and the files before it are larger than %d MiB together; %s", name, report.Limit(maxOwn)>>20, report.OrRaise(say.F("take it out of the report")))
		}
		files[name], err = fs.ReadFile(fsys, name)
		return err
	})
}

// unread is the error that a file was not read, which says so where it is a link that leads out
// of fsys.
func unread(fsys fs.FS, name string, err error) error {
	if info, no := fs.Lstat(fsys, name); no == nil && info.Mode()&fs.ModeSymlink != 0 {
		return say.Errorf("%s is a link that does not lead to a file of the repository; put the file itself there", name)
	}
	return err
}

func write(dir string, want map[string][]byte) error {
	err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, file)
		if err != nil {
			return err
		}
		if _, stays := want[filepath.ToSlash(name)]; stays {
			return nil
		}
		return os.Remove(file)
	})
	if err != nil {
		return err
	}
	for name, data := range want {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if is, err := os.ReadFile(file); err == nil && bytes.Equal(is, data) {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
