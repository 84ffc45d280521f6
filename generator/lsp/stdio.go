package lsp

import "io"

// Stdio joins standard input and output into one stream.
type Stdio struct {
	io.Reader
	io.Writer
}

// Close closes the input if it can be closed, so that a waiting read ends.
func (s Stdio) Close() error {
	if c, ok := s.Reader.(io.Closer); ok {
		return c.Close()
	}
	return nil
}
