// Package publish puts a whole folder of output in its place: it is built
// beside the place and swapped in at the end, so that readers see the old
// site or the new one and never a part of either.
package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Marker is the name of the file that says that a folder was put there by
// this package, and may therefore be replaced.
const Marker = ".rapporteur"

// Error is a folder that cannot be written. Its text ends with what to do.
type Error struct {
	Dir string
	Msg string
	Do  string
	Err error // the cause; nil where there is none
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

// Stage is a folder in the making.
type Stage struct {
	Dir string // where to write; on the same file system as its place

	place string
}

// Begin makes an empty folder beside place, after looking that place may be
// replaced: that it does not exist, is empty, or was put there by Swap. Call
// Discard when done, whatever happened.
func Begin(place string) (*Stage, error) {
	place, err := filepath.Abs(place)
	if err != nil {
		return nil, err
	}
	if err := replaceable(place); err != nil {
		return nil, err
	}
	parent := filepath.Dir(place)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return nil, &Error{place, "the folder cannot be written", "choose another with --out", err}
	}
	dir, err := os.MkdirTemp(parent, "."+filepath.Base(place)+"-new-")
	if err != nil {
		return nil, &Error{place, "the folder cannot be written", "choose another with --out", err}
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		return nil, err
	}
	return &Stage{Dir: dir, place: place}, nil
}

// Swap puts the staged folder in its place, and what was there away.
func (s *Stage) Swap() error {
	if err := os.WriteFile(filepath.Join(s.Dir, Marker), []byte("built by rapporteur; replaced as a whole by the next build\n"), 0o644); err != nil {
		return &Error{s.place, "the folder cannot be written", "choose another with --out", err}
	}
	if err := replaceable(s.place); err != nil {
		return err
	}
	old := s.Dir + "-old"
	err := os.Rename(s.place, old)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		old = ""
	case err != nil:
		return &Error{s.place, "the old site cannot be moved away", "close what holds it open, or choose another folder with --out", err}
	}
	if err := os.Rename(s.Dir, s.place); err != nil {
		if old != "" {
			err = errors.Join(err, os.Rename(old, s.place))
		}
		return &Error{s.place, "the new site cannot be put in its place", "choose another folder with --out", err}
	}
	if old != "" {
		return os.RemoveAll(old)
	}
	return nil
}

// Discard removes what was staged and not swapped in.
func (s *Stage) Discard() error { return os.RemoveAll(s.Dir) }

// replaceable reports, as an error, why the folder may not be replaced.
func replaceable(place string) error {
	info, err := os.Lstat(place)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return &Error{place, "the folder cannot be read", "choose another with --out", err}
	}
	if !info.IsDir() {
		return &Error{place, "a file stands where the site is to be written", "move it away or choose another folder with --out", nil}
	}
	entries, err := os.ReadDir(place)
	if err != nil {
		return &Error{place, "the folder cannot be read", "choose another with --out", err}
	}
	if len(entries) == 0 {
		return nil
	}
	if _, err := os.Lstat(filepath.Join(place, Marker)); err != nil {
		return &Error{place, "the folder holds files that no build wrote", "empty it or choose another with --out", nil}
	}
	return nil
}
