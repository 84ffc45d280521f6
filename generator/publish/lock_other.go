//go:build !windows && (!unix || solaris || illumos || aix)

package publish

import (
	"errors"
	"os"
)

const removeNeedsClose = false

const noFollow = 0

var errLocked = errors.New("the file is locked")

func tryLock(*os.File) error { return errors.ErrUnsupported }
