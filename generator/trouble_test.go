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
		sys := system{stdout: io.Discard, stderr: &errs, dir: t.TempDir(), locale: "fr"}
		if code := runAll(t.Context(), sys, tt.args); code != exitTrouble {
			t.Errorf("%q: exit code %d", tt.args, code)
		}
		got := errs.String()
		if !strings.Contains(got, tt.want) || strings.Contains(got, "hidden") {
			t.Errorf("%q: it says %q, want %q", tt.args, got, tt.want)
		}
	}
}

// A file is written whole or not at all, and what is no regular file is written to.
func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	sys := system{dir: dir}
	for _, text := range []string{"first", "second"} {
		if err := sys.write("out.html", []byte(text)); err != nil {
			t.Fatal(err)
		}
		if b, err := os.ReadFile(filepath.Join(dir, "out.html")); err != nil || string(b) != text {
			t.Errorf("it holds %q, %v", b, err)
		}
	}
	if err := os.Symlink("out.html", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	if err := sys.write("link", []byte("third")); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(filepath.Join(dir, "out.html")); err != nil || string(b) != "third" {
		t.Errorf("through a link it holds %q, %v", b, err)
	}
	if err := sys.write(os.DevNull, []byte("x")); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Errorf("%s was replaced: %v, %v", os.DevNull, info, err)
	}
	if err := sys.write("missing/folder/x", []byte("x")); err != nil {
		t.Error(err)
	}
}

// Forty thousand problems are counted, and five hundred of them printed; a program gets all.
func TestProblemsPrinted(t *testing.T) {
	ps := make([]problem.Problem, 40_000)
	for i := range ps {
		ps[i] = problem.Problem{Rule: "x", Pos: problem.Pos{File: "data/a.toml", Line: i + 1}, Message: say.F("problem number %d", i)}
	}
	var out, errs bytes.Buffer
	sys := system{stdout: &out, stderr: &errs}
	if err := writeFindings(sys, nil, problem.Findings{Problems: ps}, "text", ""); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), "problem number"); n > mostPrinted || n < 1 || !strings.Contains(out.String(), "39500 problems more; fix these first, or list all with --format json") {
		t.Errorf("%d are printed, and at the end %q", n, out.String()[max(0, out.Len()-200):])
	}
	if err := printProblems(sys, ps); !errors.Is(err, errFound) {
		t.Error(err)
	}
	if got := errs.String(); strings.Count(got, "problem number") > mostPrinted || !strings.Contains(got, "39500 problems more") || !strings.Contains(got, "40000 errors") {
		t.Errorf("it ends with %q", got[max(0, len(got)-200):])
	}
	out.Reset()
	if err := writeFindings(sys, nil, problem.Findings{Problems: ps}, "json", ""); err != nil || strings.Count(out.String(), "problem number") != len(ps) {
		t.Errorf("JSON has %d, %v", strings.Count(out.String(), "problem number"), err)
	}
}
