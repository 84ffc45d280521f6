package say

import "errors"

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

// Of is the message of an error: that of an Error, else what it says in English.
func Of(err error) Text {
	if err == nil {
		return Text{}
	}
	var e *Error
	if errors.As(err, &e) && e.Error() == err.Error() {
		return e.Text
	}
	return Plain(err.Error())
}
