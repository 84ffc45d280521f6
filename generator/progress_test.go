package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapporteur/generator/console"
	"rapporteur/generator/e2e"
)

// On a terminal the program says what it is doing, and wipes it away at the
// end; --quiet and files get none of it.
func TestProgress(t *testing.T) {
	t.Parallel()
	p := e2e.NewProject(t, "small")
	p.Issue()
	for _, quiet := range []bool{false, true} {
		var out, errs bytes.Buffer
		sys := console.System{Stdout: &out, Stderr: &errs, Dir: p.Dir, Terminal: true, Now: time.Now}
		args := []string{"build", "--out", filepath.Join(t.TempDir(), "site")}
		if quiet {
			args = append(args, "--quiet")
		}
		if err := run(t.Context(), sys, args); err != nil {
			t.Fatal(err)
		}
		shown := strings.Contains(errs.String(), "edition 2001-01-31 (1 of 1) …") && strings.Contains(errs.String(), "writing the pages …\r\x1b[K")
		if shown == quiet || quiet && errs.Len() > 0 {
			t.Errorf("quiet %v: said %q", quiet, errs.String())
		}
	}
}
