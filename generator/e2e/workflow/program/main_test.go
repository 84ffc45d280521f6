// Package program tests what is done with the program from its source: its own
// workflow, the scheduled one, other forges, a new repository.
package program

import (
	"os"
	"testing"

	"rapporteur/generator/e2e"
)

func TestMain(m *testing.M) {
	os.Exit(e2e.Main(m))
}
