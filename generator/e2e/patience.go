package e2e

import (
	"testing"
	"time"
)

// Until asks again and again whether something has come, and reports whether it did
// before Patience ended.
func Until(t testing.TB, came func() bool) bool {
	t.Helper()
	end := Patience(t)
	for pause := time.Millisecond; ; pause = min(2*pause, 50*time.Millisecond) {
		if came() {
			return true
		}
		if time.Now().After(end) {
			return false
		}
		time.Sleep(pause)
	}
}

// Patience is when a test that waits should give up: when half of what is left of the
// run of the tests has passed. A machine may be slow or busy, so nothing shorter is
// waited for; and what never comes is reported before the run ends, with time for others.
func Patience(t testing.TB) time.Time {
	if t, ok := t.(interface{ Deadline() (time.Time, bool) }); ok {
		if end, ok := t.Deadline(); ok {
			return time.Now().Add(time.Until(end) / 2)
		}
	}
	return time.Now().Add(10 * time.Minute)
}
