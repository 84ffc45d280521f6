// Package script tests the program by scenarios that build sites, have long
// histories or begin reports.
package script

import (
	"fmt"
	"os"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"rapporteur/generator/e2e"
)

// tests are those of the package, with what they leave removed after them.
type tests struct{ *testing.M }

func (m tests) Run() int { return e2e.Main(m.M) }

func TestMain(m *testing.M) {
	testscript.Main(tests{m}, map[string]func(){"rapporteur": func() {
		err := syscall.Exec(os.Getenv("RAPPORTEUR_PROGRAM"), os.Args, os.Environ())
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}})
}

func TestScripts(t *testing.T) {
	e2e.Scripts(t, map[string]string{"RAPPORTEUR_PROGRAM": e2e.Program(t)})
}
