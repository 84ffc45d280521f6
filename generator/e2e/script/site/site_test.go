// Package site tests the program by scenarios that build sites or previews.
package site

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
