package main

import (
	"bytes"
	"errors"
	"fmt"
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
		if got := remedy(tt.err); !strings.Contains(got, tt.want) || tt.want == "" && got != "" {
			t.Errorf("%v: got %q, want %q", tt.err, got, tt.want)
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
