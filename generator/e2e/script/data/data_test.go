// Package data tests the program by scenarios that read, check, compare and change data.
package data

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
