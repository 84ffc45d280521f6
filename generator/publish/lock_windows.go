package publish

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

const removeNeedsClose = true

const noFollow = 0

var errLocked = errors.New("the file is locked")

// tryLock locks a file for this process, or returns errLocked. Only a byte far behind the
// text is locked, so that others can read who holds it.
func tryLock(f *os.File) error {
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	err := windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, &windows.Overlapped{Offset: 1 << 20})
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_IO_PENDING) {
		return errLocked
	}
	return err
}
