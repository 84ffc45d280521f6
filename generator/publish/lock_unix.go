//go:build unix && !solaris && !illumos && !aix

package publish

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

const removeNeedsClose = false

const noFollow = unix.O_NOFOLLOW // a link is not opened

var errLocked = errors.New("the file is locked")

// tryLock locks a file for this process, or returns errLocked.
func tryLock(f *os.File) error {
	for {
		switch err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err {
		case unix.EINTR:
		case unix.EWOULDBLOCK:
			return errLocked
		case unix.ENOSYS, unix.EOPNOTSUPP, unix.ENOLCK: // as on some network file systems
			return errors.ErrUnsupported
		default:
			return err
		}
	}
}
