package say

import (
	"errors"
	"strings"
)

// Error is an error that is printed in the language of the reader.
type Error struct {
	Text
	causes []error
}

// Errorf is an error with a message as of F. The errors among the arguments are its causes.
func Errorf(format string, args ...any) error {
	e := &Error{Text: F(format, args...)}
	for _, a := range args {
		if err, ok := a.(error); ok {
			e.causes = append(e.causes, err)
		}
	}
	return e
}

func (e *Error) Error() string { return e.String() }

// Unwrap returns the errors among the arguments.
func (e *Error) Unwrap() []error { return e.causes }

// UsageError says that what a user gave is wrong or missing: a flag, an argument, or an
// answer.
type UsageError struct{ Text }

// Usagef is a *UsageError with a message as of F.
func Usagef(format string, args ...any) error { return &UsageError{F(format, args...)} }

func (e *UsageError) Error() string { return e.String() }

// Of is the message of an error.
func Of(err error) Text {
	var e *Error
	switch {
	case err == nil:
		return Text{}
	case errors.As(err, &e) && e == err:
		return e.Text
	}
	return F("%s", err)
}

// ErrorIn is the text of an error in a language; an error of another package has one text for all.
func ErrorIn(err error, lang string) string {
	switch e := err.(type) {
	case interface{ In(lang string) string }:
		return e.In(lang)
	case interface{ Unwrap() []error }: // of errors.Join
		var all []string
		for _, err := range e.Unwrap() {
			all = append(all, ErrorIn(err, lang))
		}
		if text := err.Error(); strings.Count(text, "\n") >= len(all)-1 {
			return strings.Join(all, "\n")
		}
	}
	return err.Error()
}
