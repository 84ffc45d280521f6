package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"rapporteur/generator/say"
)

// ReplaceFile writes a file so that readers see the old content or the new one,
// never a part. It makes the folder if it is missing and keeps the mode of the
// file.
func ReplaceFile(path string, data []byte) (err error) {
	mode := fs.FileMode(0o644)
	if info, err := os.Lstat(path); err == nil {
		if !info.Mode().IsRegular() {
			return say.Errorf("%s is not a regular file; put the file itself there", path)
		}
		mode = info.Mode().Perm()
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if _, err = f.Write(data); err != nil {
		return errors.Join(err, f.Close())
	}
	if err = f.Close(); err != nil {
		return err
	}
	if err = os.Chmod(f.Name(), mode); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
