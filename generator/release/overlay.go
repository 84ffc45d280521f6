package release

import (
	"bytes"
	"io/fs"
)

// overlay is a file system with other content in one of its files.
type overlay struct {
	fs.FS
	name string
	data []byte
}

func (o overlay) Open(name string) (fs.File, error) {
	f, err := o.FS.Open(name)
	if err != nil || name != o.name {
		return f, err
	}
	return overlaid{f, bytes.NewReader(o.data)}, nil
}

// overlaid is an open file with other content.
type overlaid struct {
	fs.File
	data *bytes.Reader
}

func (f overlaid) Read(p []byte) (int, error) { return f.data.Read(p) }
