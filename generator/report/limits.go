package report

import "rapporteur/generator/say"

// LimitsVariable is the variable of the environment by which who runs the program raises
// the limits on size. Data have no say in it: they would name their own judge.
const LimitsVariable = "RAPPORTEUR_LIMITS"

// maxTimes is how many times the limits on size can be raised.
const maxTimes = 100

// times is how many times as much as usual may be read. It is a setting of the process, as
// GOMEMLIMIT is, for it is the memory of the process that the limits are about.
var times int64 = 1

// RaiseLimits lets n times as much be read as usual. It is called before anything is read.
func RaiseLimits(n int) error {
	if n < 1 || n > maxTimes {
		return say.Usagef("%s is a whole number from 1 to %d: how many times as much as usual may be read", LimitsVariable, maxTimes)
	}
	times = int64(n)
	return nil
}

// Limit is a limit on size as it was raised.
func Limit(usual int64) int64 { return usual * times }

// OrRaise adds to what is to be done about too large a file how to read it nevertheless. It
// says no more where the limits cannot be raised.
func OrRaise(do say.Text) say.Text {
	if times == maxTimes {
		return do
	}
	return say.F("%s; or allow more with %s=%d in the environment", do, LimitsVariable, min(2*times, maxTimes))
}
