package newreport

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"rapporteur/generator/edition"
	"rapporteur/generator/gitcmd"
	"rapporteur/generator/say"
)

// EmptyFolder checks that a new repository can be made in a folder: it does not
// exist, or it is empty, and it is not inside the repository from, which may be nil.
func EmptyFolder(dir string, from *edition.Repo) (exists bool, err error) {
	if from != nil && from.Root != "" {
		rel, err := filepath.Rel(from.Root, dir)
		if err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			return false, say.Errorf("%s is inside the repository %s; name a folder next to it, such as ../%s", dir, from.Root, filepath.Base(dir))
		}
	}
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return false, nil
	case err != nil:
		return false, say.Errorf("%s cannot hold a new repository: %v", dir, err)
	case len(entries) > 0:
		return false, say.Errorf("%s is not empty; name a folder that is, or one that is not there yet", dir)
	}
	return true, nil
}

// WriteRepository writes the files of a new repository. What it began and
// could not finish it takes away again.
func WriteRepository(ctx context.Context, dir string, there bool, files []File) (err error) {
	defer func() {
		if err == nil {
			return
		}
		if !there {
			err = errors.Join(err, os.RemoveAll(dir))
			return
		}
		entries, readErr := os.ReadDir(dir)
		err = errors.Join(err, readErr)
		for _, e := range entries {
			err = errors.Join(err, os.RemoveAll(filepath.Join(dir, e.Name())))
		}
	}()
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		mode := os.FileMode(0o644)
		if f.Executable {
			mode = 0o755
		}
		if err := os.WriteFile(name, f.Data, mode); err != nil {
			return err
		}
	}
	for _, args := range [][]string{{"init", "-q"}, {"symbolic-ref", "HEAD", "refs/heads/main"}, {"add", "-A"}} {
		if _, err := gitcmd.Run(ctx, dir, args...); err != nil {
			return err
		}
	}
	return nil
}
