//go:build !linux && !darwin

package publish

import "errors"

// exchange returns errors.ErrUnsupported: this system cannot let two folders change places
// in one step.
func exchange(_, _ string) error { return errors.ErrUnsupported }
