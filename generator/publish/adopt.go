package publish

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// Adopt makes Swap take over a folder at the root of the target as it is, with the files in it
// that a build made, as paths in the target with slashes, and any others. It reports false, and
// nothing is taken over, where folders cannot be moved that way, where the staged folder has
// something of that name, and where a folder is a link or not for all to read.
func (s *Stage) Adopt(name string, files []string) bool {
	if !s.canMove() {
		return false
	}
	if _, err := os.Lstat(filepath.Join(s.Dir, name)); !errors.Is(err, fs.ErrNotExist) {
		return false
	}
	seen := make(map[string]bool)
	for _, file := range files {
		for dir := path.Dir(file); dir != "." && !seen[dir]; dir = path.Dir(dir) {
			seen[dir] = true
			info, err := os.Lstat(filepath.Join(s.target, filepath.FromSlash(dir)))
			if err != nil || !info.IsDir() || info.Mode().Perm()&0o755 != 0o755 {
				return false
			}
		}
	}
	if !seen[name] {
		return false
	}
	s.adopted, s.files = append(s.adopted, name), append(s.files, files...)
	return true
}

// canMove tries whether a folder and a link can change places, and makes the way back.
func (s *Stage) canMove() bool {
	if s.moves != nil {
		return *s.moves
	}
	can := false
	s.moves = &can
	dir, link := filepath.Join(s.folder, "folder"), filepath.Join(s.folder, "link")
	back := filepath.Join(s.folder, filepath.Base(s.folder))
	if os.Mkdir(dir, 0o755) != nil || os.Symlink(siteName, link) != nil || s.exchange(dir, link) != nil {
		return false // what was made is deleted with the stage
	}
	can = os.Remove(dir) == nil && os.Remove(link) == nil && os.Mkdir(back, 0o755) == nil &&
		os.Symlink(filepath.Join("..", "..", filepath.Base(s.target)), filepath.Join(back, siteName)) == nil
	return can
}

// adoptedLink is the link in the place of a folder that a stage in a folder has still to move.
// Seen from the new site it leads to the old one; seen from there, where it is afterwards, back
// to the new one, by what canMove makes.
func adoptedLink(folder, name string) string {
	return filepath.Join("..", filepath.Base(folder), siteName, name)
}

// moveAdopted lets the folders that are taken over, which are in the old site, and the links in
// the new one change places. If one cannot, all are as before.
func (s *Stage) moveAdopted() error {
	for i, name := range s.adopted {
		err := s.exchange(filepath.Join(s.Dir, name), filepath.Join(s.target, name))
		if err == nil {
			continue
		}
		for _, name := range s.adopted[:i] {
			err = errors.Join(err, s.exchange(filepath.Join(s.target, name), filepath.Join(s.Dir, name)))
		}
		return err
	}
	return nil
}

// moveLeft moves the folders that a killed build has left in its stage, a folder, and that the
// site has links to, to where these are.
func moveLeft(target, folder string) error {
	entries, err := os.ReadDir(target)
	if err != nil {
		return nil // there is none, or something else in its place, which Begin refuses
	}
	for _, e := range entries {
		if e.Type()&fs.ModeSymlink == 0 {
			continue
		}
		link := filepath.Join(target, e.Name())
		if to, err := os.Readlink(link); err != nil || to != adoptedLink(folder, e.Name()) {
			continue
		}
		err := exchange(link, filepath.Join(folder, siteName, e.Name()))
		if errors.Is(err, fs.ErrNotExist) { // somebody deleted it: the link is of no use
			err = os.Remove(link)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
