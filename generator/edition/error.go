package edition

import (
	"errors"
	"fmt"
)

// Error reports why a repository or a revision cannot be read and what to do
// about it.
type Error struct {
	Msg string // what is wrong: no capital, no full stop
	Do  string // what to do about it, in the imperative; never empty
	Err error  // underlying error; may be nil
}

// Error returns Msg and Do on one line.
func (e *Error) Error() string { return e.Msg + "; " + e.Do }

// Unwrap returns e.Err.
func (e *Error) Unwrap() error { return e.Err }

// ErrNoCommits is wrapped by the error for a repository or branch without
// commits.
var ErrNoCommits = errors.New("no commits")

// ErrUnknownRevision is wrapped by the error for a revision that does not exist.
var ErrUnknownRevision = errors.New("unknown revision")

func fail(cause error, do, format string, args ...any) *Error {
	return &Error{Msg: fmt.Sprintf(format, args...), Do: do, Err: cause}
}
