//go:build !linux && !darwin

package reuse

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
)

// readFile reads a regular file, and no link, into a buffer, and returns its permissions.
func readFile(path string, buf *bytes.Buffer) (fs.FileMode, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return 0, err
	}
	if !info.Mode().IsRegular() {
		return 0, fmt.Errorf("%s is not a regular file", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	buf.Reset()
	_, err = buf.ReadFrom(f)
	return info.Mode().Perm(), err
}

// namesIn returns the names of what is in a folder, which is no link.
func namesIn(folder string) ([]string, error) {
	info, err := os.Lstat(folder)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%s is not a folder", folder)
	}
	f, err := os.Open(folder)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.Readdirnames(-1)
}
