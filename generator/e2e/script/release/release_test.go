// Package release tests the program by scenarios that begin reports and issue editions.
package release

import (
	"testing"

	"rapporteur/generator/e2e"
)

func TestMain(m *testing.M) {
	e2e.MainOfScripts(m)
}

func TestScripts(t *testing.T) {
	e2e.Scripts(t)
}
