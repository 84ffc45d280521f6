package diff_test

import "os"

// long reports whether the tests that take minutes are asked for, as the weekly
// workflow does.
func long() bool { return os.Getenv("RAPPORTEUR_LONG") != "" }
