package main

import (
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"rapporteur/generator/e2e"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"rapporteur": main})
}

// TestScripts runs the scenarios that build no site and copy no program; the
// others are in package e2e/script.
func TestScripts(t *testing.T) {
	e2e.Scripts(t, nil)
}
