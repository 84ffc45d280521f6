package edition

import (
	"errors"
	"fmt"
)

// Error says in one sentence why a repository or a revision cannot be read,
// and what to do about it.
type Error struct {
	Msg string // what is wrong: no capital, no full stop
	Do  string // what to do about it; never empty
	Err error  // the cause; may be nil
}

// Error gives what is wrong and what to do, in one line.
func (e *Error) Error() string { return e.Msg + "; " + e.Do }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// ErrNoCommits is the cause of the error for a repository or a branch in
// which nothing has been committed yet.
var ErrNoCommits = errors.New("no commits")

// ErrUnknownRevision is the cause of the error for a name that leads nowhere.
var ErrUnknownRevision = errors.New("unknown revision")

func fail(cause error, do, format string, args ...any) *Error {
	return &Error{Msg: fmt.Sprintf(format, args...), Do: do, Err: cause}
}
