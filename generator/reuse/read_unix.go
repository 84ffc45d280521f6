//go:build linux || darwin

package reuse

import (
	"bytes"
	"io"
	"io/fs"
	"syscall"
)

// readFile reads a regular file, and no link, into a buffer, and returns its permissions. It takes four
// calls of the system where package os takes nine; with thousands of small files they are most
// of what a build costs that has nothing to do.
func readFile(path string, buf *bytes.Buffer) (fs.FileMode, error) {
	failed := func(op string, err error) error { return &fs.PathError{Op: op, Path: path, Err: err} }
	fd, err := again(func() (int, error) {
		// Without waiting, for a pipe may have nobody who writes.
		return syscall.Open(path, syscall.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK|syscall.O_CLOEXEC, 0)
	})
	if err != nil {
		return 0, failed("open", err)
	}
	defer syscall.Close(fd)
	var info syscall.Stat_t
	if err := syscall.Fstat(fd, &info); err != nil {
		return 0, failed("stat", err)
	}
	if info.Mode&syscall.S_IFMT != syscall.S_IFREG {
		return 0, failed("read", syscall.EINVAL)
	}
	buf.Reset()
	buf.Grow(int(info.Size))
	b := buf.AvailableBuffer()[:info.Size]
	for n := 0; n < len(b); {
		more, err := again(func() (int, error) { return syscall.Read(fd, b[n:]) })
		switch {
		case err != nil:
			return 0, failed("read", err)
		case more == 0: // it has become shorter
			return 0, failed("read", io.ErrUnexpectedEOF)
		}
		n += more
	}
	buf.Write(b)
	return fs.FileMode(info.Mode & 0o777), nil
}

// namesIn returns the names of what is in a folder, which is no link.
func namesIn(folder string) (names []string, err error) {
	failed := func(op string, err error) error { return &fs.PathError{Op: op, Path: folder, Err: err} }
	fd, err := again(func() (int, error) {
		return syscall.Open(folder, syscall.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_DIRECTORY|syscall.O_CLOEXEC, 0)
	})
	if err != nil {
		return nil, failed("open", err)
	}
	defer syscall.Close(fd)
	var b [8 << 10]byte
	for {
		n, err := again(func() (int, error) { return syscall.ReadDirent(fd, b[:]) })
		if err != nil {
			return nil, failed("readdir", err)
		}
		if n <= 0 {
			return names, nil
		}
		_, _, names = syscall.ParseDirent(b[:n], -1, names)
	}
}

// again calls a function again as long as a signal has interrupted it.
func again(call func() (int, error)) (int, error) {
	for {
		if n, err := call(); err != syscall.EINTR {
			return n, err
		}
	}
}
