package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"rapporteur/generator/console"
	"rapporteur/generator/problem"
	"rapporteur/generator/say"
)

// A full disk and a folder for temporary files that is not there are told with what to do.
func TestRemedy(t *testing.T) {
	for _, tt := range []struct {
		err  error
		want string
	}{
		{&fs.PathError{Op: "write", Path: "/a/site/x.html", Err: syscall.ENOSPC}, "free some space"},
		{fmt.Errorf("the site: %w", errors.Join(errors.New("x"), &fs.PathError{Op: "write", Path: "/a", Err: syscall.ENOSPC})), "free some space"},
		{&fs.PathError{Op: "stat", Path: os.TempDir(), Err: syscall.ENOENT}, "TMPDIR"},
		{&fs.PathError{Op: "mkdir", Path: filepath.Join(os.TempDir(), "rapporteur-site-1"), Err: syscall.EACCES}, "TMPDIR"},
		{&fs.PathError{Op: "open", Path: filepath.Join(os.TempDir(), "mine", "data"), Err: syscall.ENOENT}, ""},
		{errors.New("x"), ""},
	} {
		if got := remedy(tt.err).String(); !strings.Contains(got, tt.want) || tt.want == "" && got != "" {
			t.Errorf("%v: got %q, want %q", tt.err, got, tt.want)
		}
	}
}

// An error of a verb is told in the language of the reader, without what is secret.
func TestErrorsOfVerbsInFrench(t *testing.T) {
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"diff", "--format", "odt"}, "--format est text, markdown, json, html, et non"},
		{[]string{"init", "../report", "--symbol", "S/RES/1325", "--yes"}, "il manque l’année dans"},
		{[]string{"check", "--repo", "https://user:hidden@example.invalid/x.git", "--fix"}, ""},
		{[]string{"check", "--colour"}, "il n’y a pas d’option --colour"},
		{[]string{"diff", "--clas", "figure"}, "vouliez-vous dire --class"},
		{[]string{"diff", "--class"}, "--class attend une valeur"},
		{[]string{"build", "a", "b", "c"}, "argument inattendu"},
	} {
		var errs bytes.Buffer
		sys := console.System{Stdout: io.Discard, Stderr: &errs, Dir: t.TempDir(), Locale: "fr"}
		if code := runAll(t.Context(), sys, tt.args); code != exitTrouble {
			t.Errorf("%q: exit code %d", tt.args, code)
		}
		got := errs.String()
		if !strings.Contains(got, tt.want) || strings.Contains(got, "hidden") {
			t.Errorf("%q: it says %q, want %q", tt.args, got, tt.want)
		}
	}
}

// Forty thousand problems are counted, and five hundred of them printed; a program gets all.
func TestProblemsPrinted(t *testing.T) {
	ps := make([]problem.Problem, 40_000)
	for i := range ps {
		ps[i] = problem.Problem{Rule: "x", Pos: problem.Pos{File: "data/a.toml", Line: i + 1}, Message: say.F("problem number %d", i)}
	}
	var out, errs bytes.Buffer
	sys := console.System{Stdout: &out, Stderr: &errs}
	if err := writeFindings(sys, nil, problem.Findings{Problems: ps}, "text", ""); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), "problem number"); n > console.MostProblems || n < 1 || !strings.Contains(out.String(), "39500 problems more; fix these first, or list all with --format json") {
		t.Errorf("%d are printed, and at the end %q", n, out.String()[max(0, out.Len()-200):])
	}
	if err := sys.Problems(ps); !errors.Is(err, console.ErrFound) {
		t.Error(err)
	}
	if got := errs.String(); strings.Count(got, "problem number") > console.MostProblems || !strings.Contains(got, "39500 problems more") || !strings.Contains(got, "40000 errors") {
		t.Errorf("it ends with %q", got[max(0, len(got)-200):])
	}
	out.Reset()
	if err := writeFindings(sys, nil, problem.Findings{Problems: ps}, "json", ""); err != nil || strings.Count(out.String(), "problem number") != len(ps) {
		t.Errorf("JSON has %d, %v", strings.Count(out.String(), "problem number"), err)
	}
}

// A wrong command line is told in the language that was chosen.
func TestErrorInFrench(t *testing.T) {
	var errs bytes.Buffer
	sys := console.System{Stderr: &errs, Dir: t.TempDir(), Locale: "fr"}
	if code := runAll(t.Context(), sys, []string{"chek"}); code != exitTrouble {
		t.Errorf("exit code %d", code)
	}
	want := "rapporteur : commande inconnue \"chek\" ; vouliez-vous dire check ?\nlancez 'rapporteur help' pour savoir comment l’employer\n"
	if got := strings.ReplaceAll(errs.String(), "\u00a0", " "); got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
}
