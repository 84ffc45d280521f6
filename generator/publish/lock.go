package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"rapporteur/generator/say"
)

// HeldError says that another process is replacing the same folder.
type HeldError struct {
	Holder say.Text // who that is: "process 4711 on host", or "another process"
	Err    error    // why waiting for it ended
}

func (e *HeldError) Error() string { return e.In("en") }

// In returns the error in a language.
func (e *HeldError) In(lang string) string {
	return say.F("%s is writing the same folder; wait until it ends, or choose another with --out", e.Holder).In(lang)
}

func (e *HeldError) Unwrap() error { return e.Err }

// lock is a file that this process holds locked. The system unlocks it when the process
// ends, however that happens.
type lock struct {
	file *os.File // nil where files cannot be locked
	name string
}

// lockFile makes the file name and locks it. Where another process holds it, it calls
// waiting with its name, and waits until it can or ctx ends.
func lockFile(ctx context.Context, name string, waiting func(holder say.Text)) (*lock, error) {
	const pause = 50 * time.Millisecond
	for said := false; ; {
		if err := ours(name); err != nil {
			return nil, err
		}
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|noFollow, 0o644)
		if err != nil {
			return nil, err
		}
		err = tryLock(f)
		switch {
		case errors.Is(err, errors.ErrUnsupported):
			return &lock{}, errors.Join(f.Close(), os.Remove(name))
		case err == nil && isStill(f, name):
			host, _ := os.Hostname()
			holder := strings.TrimSpace(fmt.Sprintf(holderForm, os.Getpid(), host))
			_ = f.Truncate(0)
			_, err = f.WriteAt([]byte(holder+"\n"), 0)
			l := &lock{f, name}
			if err != nil {
				return nil, errors.Join(err, l.unlock())
			}
			return l, nil
		case err != nil && !errors.Is(err, errLocked):
			return nil, errors.Join(err, f.Close())
		case err == nil: // the process that held it has deleted it
			if err := f.Close(); err != nil {
				return nil, err
			}
			continue
		}
		holder := say.F("another process")
		if b, err := os.ReadFile(name); err == nil && len(b) > 0 {
			holder = say.Plain(strings.TrimSpace(string(b)))
		}
		if err := f.Close(); err != nil {
			return nil, err
		}
		if !said && waiting != nil {
			waiting(holder)
		}
		said = true
		select {
		case <-ctx.Done():
			return nil, &HeldError{holder, ctx.Err()}
		case <-time.After(pause):
		}
	}
}

// holderForm is what the process that holds a lock writes into the file.
const holderForm = "process %d on %s"

// ours returns an error if there is something of that name that no build has left, such as a
// link, which a stranger may have put there so that another file is written over.
func ours(name string) error {
	info, err := os.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	foreign := say.Errorf("%s was not left by a build; move it away", name)
	if !info.Mode().IsRegular() || info.Size() > 1000 {
		return foreign
	}
	b, err := os.ReadFile(name)
	var n int
	if _, other := fmt.Sscanf(string(b), "process %d", &n); err == nil && len(b) > 0 && other != nil {
		return foreign
	}
	return nil // or it was deleted meanwhile
}

// isStill reports whether an open file is still the one of that name.
func isStill(f *os.File, name string) bool {
	a, err := f.Stat()
	if err != nil {
		return false
	}
	b, err := os.Stat(name)
	return err == nil && os.SameFile(a, b)
}

// unlock deletes the file, where the system can delete one that is open, and then
// unlocks it.
func (l *lock) unlock() error {
	if l.file == nil {
		return nil
	}
	err := os.Remove(l.name)
	if errors.Is(err, fs.ErrNotExist) || removeNeedsClose {
		err = nil
	}
	err = errors.Join(err, l.file.Close())
	l.file = nil
	return err
}
