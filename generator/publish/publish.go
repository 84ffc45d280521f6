// Package publish replaces a folder of output as a whole. The new folder is written next
// to the old one, and at the end both change places, so that whatever happens readers see
// the old site or the new one, never a mixture.
//
// The whole API is Begin, Stage.Dir, Stage.Adopt, Stage.Swap and Stage.Discard for a folder,
// and ReplaceFile for a file.
//
// Next to a folder public, while it is being replaced, are:
//
//	.public-lock        locked by the process that writes; it names that process
//	.public-new-N/      made by Begin
//	    .rapporteur     marks the folder, so that the next build may delete it
//	    site/           what is written, and after the swap what was there before
//	    .public-new-N/  leads back to public for who is following a link just then
//
// A folder in public that is the same in the new site is not written again, but moved after the
// swap. Until then, for a millisecond, the new site has a link to it in its place, which changes
// places with it in one step. A process that is killed just then leaves links that work; the
// next Begin moves the folders.
//
// Where a system cannot exchange two folders in one step, what was there is moved to
// .public-new-N/old first. A process that is killed just then leaves no site until the
// next Begin, which puts it back.
package publish

import (
	"bufio"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"rapporteur/generator/say"
)

// Marker is the name of the file that marks a folder written by this package,
// which may therefore be replaced. Below its first lines, which are for people, it lists
// the files of the folder, one a line.
const Marker = ".rapporteur"

const (
	markerHead = "built by rapporteur; replaced as a whole by the next build\nfiles of this build, which the next one may delete:\n"
	stageHead  = "a site that rapporteur is writing, or was writing when it was killed; the next build deletes this folder\n"
)

// Names of the folders in a stage.
const (
	siteName = "site"
	oldName  = "old" // only where folders cannot be exchanged in one step
)

// Error reports a folder that cannot be written and what to do about it.
type Error struct {
	Dir string
	Msg say.Text // what is wrong
	Do  say.Text // what to do about it, in the imperative
	Err error    // underlying error; may be nil
}

func (e *Error) Error() string { return e.In("en") }

// In returns the error in a language.
func (e *Error) In(lang string) string {
	why := e.Err
	var p *fs.PathError
	var l *os.LinkError
	switch {
	case why == nil:
		return say.F("%s: %s; %s", e.Dir, e.Msg, e.Do).In(lang)
	case errors.As(why, &p):
		why = p.Err
	case errors.As(why, &l):
		why = l.Err
	}
	return say.F("%s: %s: %v; %s", e.Dir, e.Msg, why, e.Do).In(lang)
}

func (e *Error) Unwrap() error { return e.Err }

// Stage is a folder that is being written.
type Stage struct {
	Dir string // where to write; empty at first, on the same file system as the target

	target   string
	folder   string // what holds Dir
	lock     *lock
	exchange func(a, b string) error // of the system; errors.ErrUnsupported where it has none

	adopted []string // names of folders of the target that the new site takes over
	files   []string // those in them that a build made, as paths in the target with slashes
	moves   *bool    // whether folders and links can change places here; nil if that is not known yet
}

// Begin locks target, puts back what a build that was killed had moved away, deletes what
// such builds have left, and makes an empty folder to write to. Where another process is
// replacing the same target it calls waiting, if that is not nil, with its name, and
// waits until it ends or ctx does.
//
// It fails if target exists, unless it is an empty folder or one written by Swap; if it
// is, or is in, a folder that git keeps its objects in; or if it cannot be written. The
// caller must call Discard when done, even after Swap.
func Begin(ctx context.Context, target string, waiting func(holder say.Text)) (s *Stage, err error) {
	target, err = filepath.Abs(target)
	if err != nil {
		return nil, err
	}
	if err := outsideGit(target); err != nil {
		return nil, err
	}
	cannot := func(err error) error {
		return &Error{target, say.F("the folder cannot be written"), say.F("choose another with --out"), err}
	}
	parent := filepath.Dir(target)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return nil, cannot(err)
	}
	held, err := lockFile(ctx, filepath.Join(parent, lockName(target)), waiting)
	if err != nil {
		if held := (*HeldError)(nil); errors.As(err, &held) || ctx.Err() != nil {
			return nil, err
		}
		return nil, cannot(err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, held.unlock())
		}
	}()
	if err := recoverOld(target); err != nil {
		return nil, err
	}
	// Not before it is locked: where folders cannot be exchanged, another build moves it.
	if err := replaceable(target); err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp(parent, "."+filepath.Base(target)+"-new-")
	if err != nil {
		return nil, cannot(err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(folder))
		}
	}()
	if err := os.WriteFile(filepath.Join(folder, Marker), []byte(stageHead), 0o644); err != nil {
		return nil, cannot(err)
	}
	dir := filepath.Join(folder, siteName)
	if err := os.Mkdir(dir, 0o755); err != nil {
		return nil, cannot(err)
	}
	return &Stage{Dir: dir, target: target, folder: folder, lock: held, exchange: exchange}, nil
}

// Tidy deletes what builds that were killed have left next to target, if there is anything, as
// Begin does: for a build that has nothing to write.
func Tidy(ctx context.Context, target string, waiting func(holder say.Text)) error {
	target, err := filepath.Abs(target)
	if err != nil {
		return err
	}
	entries, err := os.ReadDir(filepath.Dir(target))
	if err != nil {
		return err
	}
	left := leftOver(target)
	if !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return left.MatchString(e.Name()) || e.Name() == lockName(target) }) {
		return nil
	}
	s, err := Begin(ctx, target, waiting)
	if err != nil {
		return err
	}
	return s.Discard()
}

// lockName is the name of the file by which a target is locked.
func lockName(target string) string { return "." + filepath.Base(target) + "-lock" }

// leftOver matches the names of the folders that builds of target make next to it.
func leftOver(target string) *regexp.Regexp {
	// The last form is that of versions of the program before the stage had a folder.
	return regexp.MustCompile(`^` + regexp.QuoteMeta("."+filepath.Base(target)) + `-new-[0-9]+(-old)?$`)
}

// Swap replaces the target with the staged folder, in one step where the system can.
// Afterwards everybody may read it, whatever the umask: a site is for readers. Files that
// somebody put into the target, such as CNAME, are kept in the new one; where that has a
// file of the same name Swap fails.
func (s *Stage) Swap() error {
	cannot := func(err error) error {
		return &Error{s.target, say.F("the folder cannot be written"), say.F("choose another with --out"), err}
	}
	if err := s.complete(); err != nil {
		return cannot(err)
	}
	if err := replaceable(s.target); err != nil {
		return err
	}
	if err := s.keepForeign(); err != nil {
		return err
	}
	for _, name := range s.adopted {
		if err := os.Symlink(adoptedLink(s.folder, name), filepath.Join(s.Dir, name)); err != nil {
			return cannot(err)
		}
	}
	meanwhile := &Error{s.target, say.F("somebody replaced the folder while the site was being written"), say.F("look at what is there, then build again"), nil}
	switch _, err := os.Lstat(s.target); {
	case errors.Is(err, fs.ErrNotExist) && len(s.adopted) > 0:
		return meanwhile
	case errors.Is(err, fs.ErrNotExist):
		if err := os.Rename(s.Dir, s.target); err != nil {
			return s.notMoved(err)
		}
		return nil
	case err != nil:
		return cannot(err)
	}
	err := s.exchange(s.Dir, s.target)
	if errors.Is(err, errors.ErrUnsupported) && len(s.adopted) == 0 {
		return s.swapInTwoSteps()
	}
	if err != nil {
		return s.notMoved(err)
	}
	// Somebody may have put something else in the target's place just before.
	if replaceable(s.Dir) != nil {
		return s.swapBack(meanwhile)
	}
	if err := s.moveAdopted(); err != nil {
		return s.swapBack(s.notMoved(err))
	}
	return nil
}

// swapBack lets the folders change places again, because of an error, which it returns.
func (s *Stage) swapBack(why error) error {
	if err := s.exchange(s.Dir, s.target); err != nil {
		// Discard must not delete it.
		s.folder = ""
		return errors.Join(why, &Error{s.Dir, say.F("this is what was in the place of the site"), say.F("move it to where it belongs"), err})
	}
	return why
}

// swapInTwoSteps moves the old folder away and the new one into its place.
func (s *Stage) swapInTwoSteps() error {
	old := filepath.Join(s.folder, oldName)
	if err := os.Rename(s.target, old); err != nil {
		return &Error{s.target, say.F("the old site cannot be moved"), say.F("close the programs that use it, or choose another folder with --out"), err}
	}
	if err := os.Rename(s.Dir, s.target); err != nil {
		if back := os.Rename(old, s.target); back != nil {
			s.folder = "" // Discard must not delete the old site
			return &Error{old, say.F("this is the old site, which cannot be moved back"), say.F("move it to %s", s.target), back}
		}
		return s.notMoved(err)
	}
	return nil
}

func (s *Stage) notMoved(err error) error {
	return &Error{s.target, say.F("the new site cannot be moved here"), say.F("choose another folder with --out"), err}
}

// Discard removes what is left of the stage, which after Swap is the folder that was
// replaced, and unlocks the target.
func (s *Stage) Discard() error {
	var err error
	if s.folder != "" {
		err = deleteMarked(s.folder)
		s.folder = ""
	}
	return errors.Join(err, s.lock.unlock())
}

// complete lets all read the staged files, and lists them in the marker.
func (s *Stage) complete() error {
	files := slices.Clone(s.files)
	err := filepath.WalkDir(s.Dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.Type()&fs.ModeSymlink == 0 {
			info, err := d.Info()
			if err != nil {
				return err
			}
			mode := info.Mode().Perm() | 0o644
			if d.IsDir() {
				mode |= 0o755
			}
			if mode != info.Mode().Perm() {
				if err := os.Chmod(name, mode); err != nil {
					return err
				}
			}
		}
		if rel, err := filepath.Rel(s.Dir, name); err != nil {
			return err
		} else if strings.ContainsAny(rel, "\r\n") {
			// Its lines would be taken for names of other files, which the next build would delete.
			return say.Errorf("the name of the file %q has a control character; rename it", rel)
		} else if !d.IsDir() && rel != Marker {
			files = append(files, filepath.ToSlash(rel))
		}
		return nil
	})
	if err != nil {
		return err
	}
	slices.Sort(files)
	list := markerHead
	if len(files) > 0 {
		list += strings.Join(files, "\n") + "\n"
	}
	name := filepath.Join(s.Dir, Marker)
	if err := os.WriteFile(name, []byte(list), 0o644); err != nil {
		return err
	}
	return os.Chmod(name, 0o644)
}

// keepForeign puts the files of the target that no build made into the staged folder. Those in
// folders that are taken over stay there.
func (s *Stage) keepForeign() error {
	foreign, err := foreignFiles(s.target, s.adopted)
	if err != nil {
		return &Error{s.target, say.F("the folder cannot be read"), say.F("choose another with --out"), err}
	}
	for _, name := range foreign {
		from, to := filepath.Join(s.target, name), filepath.Join(s.Dir, name)
		if _, err := os.Lstat(to); err == nil {
			return &Error{from, say.F("no build wrote this file, and the new site has one of the same name"), say.F("move it away, then build again"), nil}
		}
		err := os.MkdirAll(filepath.Dir(to), 0o755)
		if err == nil {
			err = copyFile(from, to)
		}
		if err != nil {
			return &Error{from, say.F("no build wrote this file, and it cannot be copied to the new site"), say.F("move it away, then build again"), err}
		}
	}
	return nil
}

// foreignFiles are the files in a built folder that the build did not make, as paths in
// it, but for those in folders at its root that are taken over. A build of an earlier version of the program
// did not record its files, and a folder that is missing holds none.
func foreignFiles(dir string, adopted []string) (names []string, err error) {
	f, err := os.Open(filepath.Join(dir, Marker))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	made := map[string]bool{Marker: true}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for head := strings.Count(markerHead, "\n"); lines.Scan(); {
		if head > 0 {
			head--
		} else {
			made[lines.Text()] = true
		}
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	if len(made) == 1 {
		return nil, nil
	}
	err = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		switch {
		case err != nil:
			return err
		case d.IsDir() && slices.Contains(adopted, rel):
			return fs.SkipDir
		case !d.IsDir() && !made[filepath.ToSlash(rel)]:
			names = append(names, rel)
		}
		return nil
	})
	return names, err
}

// copyFile copies a file or a symbolic link, with its mode.
func copyFile(from, to string) error {
	info, err := os.Lstat(from)
	if err != nil {
		return err
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		leads, err := os.Readlink(from)
		if err != nil {
			return err
		}
		return os.Symlink(leads, to)
	}
	if !info.Mode().IsRegular() {
		return say.Errorf("it is not a regular file")
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, info.Mode().Perm())
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close(), os.Chmod(to, info.Mode().Perm()))
}

// recoverOld puts back a site that a killed build had moved away, and deletes the folders
// that killed builds have left next to target. It deletes only what holds a marker of
// this package, or nothing at all. The target must be locked.
func recoverOld(target string) error {
	parent := filepath.Dir(target)
	left := leftOver(target)
	entries, err := os.ReadDir(parent)
	if err != nil {
		return &Error{parent, say.F("the folder cannot be read"), say.F("choose another with --out"), err}
	}
	for _, e := range entries {
		m := left.FindStringSubmatch(e.Name())
		if m == nil || !e.IsDir() {
			continue
		}
		dir := filepath.Join(parent, e.Name())
		old := filepath.Join(dir, oldName)
		if m[1] != "" {
			old = dir
		}
		if _, err := os.Lstat(target); errors.Is(err, fs.ErrNotExist) && hasMarker(old) {
			if err := os.Rename(old, target); err != nil {
				return &Error{old, say.F("a build that was killed left the site here, and it cannot be moved to %s", target), say.F("move it there"), err}
			}
		}
		if err := moveLeft(target, dir); err != nil {
			return &Error{dir, say.F("a build that was killed left folders of the site here, and they cannot be moved to %s", target), say.F("delete both folders, then build again"), err}
		}
		if !hasMarker(dir) {
			_ = os.Remove(dir) // which fails unless it is empty, or was moved back
			continue
		}
		if err := deleteMarked(dir); err != nil {
			return &Error{dir, say.F("a build that was killed left this folder, and it cannot be deleted"), say.F("delete it"), err}
		}
	}
	return nil
}

// deleteMarked deletes a folder with a marker. The marker goes last, so that the next build
// can delete the rest if this one is killed.
func deleteMarked(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range slices.Backward(entries) { // so that what canMove makes outlives the site
		if e.Name() != Marker {
			err = errors.Join(err, os.RemoveAll(filepath.Join(dir, e.Name())))
		}
	}
	if err != nil {
		return err
	}
	return os.RemoveAll(dir)
}

func hasMarker(dir string) bool {
	info, err := os.Lstat(filepath.Join(dir, Marker))
	return err == nil && info.Mode().IsRegular()
}

// replaceable returns an error if target may not be replaced.
func replaceable(target string) error {
	info, err := os.Lstat(target)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return &Error{target, say.F("the folder cannot be read"), say.F("choose another with --out"), err}
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		return &Error{target, say.F("this is a link, not a folder"), say.F("give the folder that it leads to, or choose another with --out"), nil}
	}
	if !info.IsDir() {
		return &Error{target, say.F("this is a file, not a folder"), say.F("move it or choose another folder with --out"), nil}
	}
	entries, err := os.ReadDir(target)
	if err != nil {
		return &Error{target, say.F("the folder cannot be read"), say.F("choose another with --out"), err}
	}
	if len(entries) > 0 && !hasMarker(target) {
		return &Error{target, say.F("the folder contains files that no build wrote"), say.F("empty it or choose another with --out"), nil}
	}
	return nil
}

// outsideGit returns an error if target is in a folder in which git keeps a repository:
// .git, or a bare repository.
func outsideGit(target string) error {
	for dir := target; ; dir = filepath.Dir(dir) {
		isRepository := true
		for _, name := range []string{"HEAD", "objects", "refs"} {
			if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
				isRepository = false
			}
		}
		if isRepository || filepath.Base(dir) == ".git" {
			return &Error{target, say.F("git keeps a repository in %s", dir), say.F("choose another folder with --out"), nil}
		}
		if dir == filepath.Dir(dir) {
			return nil
		}
	}
}
