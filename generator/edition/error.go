package edition

import (
	"errors"
	"rapporteur/generator/say"
)

// Error reports why a repository or a revision cannot be read and what to do
// about it.
type Error struct {
	Msg say.Text // what is wrong: no capital, no full stop
	Do  say.Text // what to do about it, in the imperative; never empty
	Err error    // underlying error; may be nil
}

// Error returns Msg and Do on one line.
func (e *Error) Error() string { return e.In("en") }

// In returns Msg and Do on one line, in a language.
func (e *Error) In(lang string) string { return say.F("%s; %s", e.Msg, e.Do).In(lang) }

// Unwrap returns e.Err.
func (e *Error) Unwrap() error { return e.Err }

// ErrNoCommits is wrapped by the error for a repository or branch without
// commits.
var ErrNoCommits = errors.New("no commits")

// ErrShallow is wrapped by the error for a history that a shallow clone cuts off.
var ErrShallow = errors.New("shallow clone")

// ErrUnknownRevision is wrapped by the error for a revision that does not exist.
var ErrUnknownRevision = errors.New("unknown revision")

// fail is an error; do is what to do about it, a text or an English message without arguments.
func fail(cause error, do any, format string, args ...any) *Error {
	advice, ok := do.(say.Text)
	if s, english := do.(string); !ok && english {
		advice = say.Raw(s)
	}
	return &Error{Msg: say.F(format, args...), Do: advice, Err: cause}
}
