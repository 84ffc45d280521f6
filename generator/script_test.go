package main

import (
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"rapporteur/generator/e2e"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"rapporteur": main})
}

// TestScripts runs the scenarios that take little time; those that build sites or
// have long histories are in package e2e/script.
func TestScripts(t *testing.T) {
	e2e.Scripts(t, nil)
}
