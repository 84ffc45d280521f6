// Package publish replaces a folder of output as a whole. The new folder is
// written next to the old one and swapped in at the end, so that readers see the
// old site or the new one, never a mixture.
package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Marker is the name of the file that marks a folder written by this package,
// which may therefore be replaced.
const Marker = ".rapporteur"

// Error reports a folder that cannot be written and what to do about it.
type Error struct {
	Dir string
	Msg string // what is wrong
	Do  string // what to do about it, in the imperative
	Err error  // underlying error; may be nil
}

func (e *Error) Error() string {
	s := fmt.Sprintf("%s: %s", e.Dir, e.Msg)
	if e.Err != nil {
		var p *fs.PathError
		if errors.As(e.Err, &p) {
			s += ": " + p.Err.Error()
		} else {
			s += ": " + e.Err.Error()
		}
	}
	return s + "; " + e.Do
}

func (e *Error) Unwrap() error { return e.Err }

// Stage is a folder that is being written.
type Stage struct {
	Dir string // where to write; on the same file system as target

	target string
}

// Begin creates an empty folder next to target. It fails if target exists, unless
// it is an empty folder or one written by Swap. The caller must call Discard when
// done, even after Swap.
func Begin(target string) (*Stage, error) {
	target, err := filepath.Abs(target)
	if err != nil {
		return nil, err
	}
	if err := replaceable(target); err != nil {
		return nil, err
	}
	parent := filepath.Dir(target)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return nil, &Error{target, "the folder cannot be written", "choose another with --out", err}
	}
	dir, err := os.MkdirTemp(parent, "."+filepath.Base(target)+"-new-")
	if err != nil {
		return nil, &Error{target, "the folder cannot be written", "choose another with --out", err}
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		return nil, err
	}
	return &Stage{Dir: dir, target: target}, nil
}

// Swap replaces the target with the staged folder.
func (s *Stage) Swap() error {
	if err := os.WriteFile(filepath.Join(s.Dir, Marker), []byte("built by rapporteur; replaced as a whole by the next build\n"), 0o644); err != nil {
		return &Error{s.target, "the folder cannot be written", "choose another with --out", err}
	}
	if err := replaceable(s.target); err != nil {
		return err
	}
	old := s.Dir + "-old"
	err := os.Rename(s.target, old)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		old = ""
	case err != nil:
		return &Error{s.target, "the old site cannot be moved", "close the programs that use it, or choose another folder with --out", err}
	}
	if err := os.Rename(s.Dir, s.target); err != nil {
		if old != "" {
			err = errors.Join(err, os.Rename(old, s.target))
		}
		return &Error{s.target, "the new site cannot be moved here", "choose another folder with --out", err}
	}
	if old != "" {
		return os.RemoveAll(old)
	}
	return nil
}

// Discard removes the staged folder if it was not swapped in.
func (s *Stage) Discard() error { return os.RemoveAll(s.Dir) }

// replaceable returns an error if target may not be replaced.
func replaceable(target string) error {
	info, err := os.Lstat(target)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return &Error{target, "the folder cannot be read", "choose another with --out", err}
	}
	if !info.IsDir() {
		return &Error{target, "this is a file, not a folder", "move it or choose another folder with --out", nil}
	}
	entries, err := os.ReadDir(target)
	if err != nil {
		return &Error{target, "the folder cannot be read", "choose another with --out", err}
	}
	if len(entries) == 0 {
		return nil
	}
	if _, err := os.Lstat(filepath.Join(target, Marker)); err != nil {
		return &Error{target, "the folder contains files that no build wrote", "empty it or choose another with --out", nil}
	}
	return nil
}
