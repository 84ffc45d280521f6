package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// programRepository makes in dir a repository with the files of the working tree at root
// as they are, committed or not, less its data.
func programRepository(dir, root string) error {
	git := func(dir string, args ...string) ([]byte, error) {
		cmd := exec.Command("git", args...)
		cmd.Dir = dir
		return cmd.Output()
	}
	names, err := git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	if err != nil {
		return err
	}
	for name := range strings.SplitSeq(string(names), "\x00") {
		from, to := filepath.Join(root, name), filepath.Join(dir, name)
		info, err := os.Stat(from)
		if name == "" || strings.HasPrefix(name, "data/") || os.IsNotExist(err) {
			continue
		}
		data, readErr := os.ReadFile(from)
		if err := firstError(err, readErr, os.MkdirAll(filepath.Dir(to), 0o755)); err != nil {
			return err
		}
		if err := os.WriteFile(to, data, info.Mode().Perm()); err != nil {
			return err
		}
	}
	for _, args := range [][]string{
		{"init", "-q"}, {"add", "-A"},
		{"-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgSign=false", "commit", "-q", "-m", "The program"},
	} {
		if _, err := git(dir, args...); err != nil {
			return err
		}
	}
	return nil
}

func projectCmd(t *testing.T, root string) func(*testscript.TestScript, bool, []string) {
	dir := t.TempDir()
	prepare := sync.OnceValue(func() error { return programRepository(dir, root) })
	return func(ts *testscript.TestScript, _ bool, args []string) {
		ts.Check(prepare())
		switch len(args) {
		case 0:
			ts.Setenv("PROJECT", dir)
		case 1:
			entries, err := os.ReadDir(dir)
			ts.Check(err)
			for _, e := range entries {
				from, to := filepath.Join(dir, e.Name()), filepath.Join(ts.MkAbs(args[0]), e.Name())
				if e.Name() == ".git" {
					continue
				}
				if _, err := os.Stat(to); err == nil {
					continue
				}
				if e.IsDir() {
					ts.Check(os.CopyFS(to, os.DirFS(from)))
					continue
				}
				data, err := os.ReadFile(from)
				ts.Check(err)
				ts.Check(os.WriteFile(to, data, 0o644))
			}
		default:
			ts.Fatalf("usage: project [DIR]")
		}
	}
}

func replaceCmd(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: replace FILE OLD NEW")
	}
	name := ts.MkAbs(args[0])
	data, err := os.ReadFile(name)
	ts.Check(err)
	if !bytes.Contains(data, []byte(args[1])) {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(name, bytes.ReplaceAll(data, []byte(args[1]), []byte(args[2])), 0o644))
}

// A new repository is whole: its program builds there from source, and builds
// its report.
func TestNewRepositoryBuildsItself(t *testing.T) {
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	source, dir := t.TempDir(), filepath.Join(t.TempDir(), "new")
	if err := programRepository(source, root); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	sys := system{stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr, dir: t.TempDir(), now: func() time.Time { return time.Date(2045, 1, 31, 0, 0, 0, 0, time.UTC) }}
	args := []string{"init", dir, "--from", source, "--symbol", "A/RES/99/999", "--session", "100", "--paragraphs", "2", "--languages", "fr,en"}
	if err := run(t.Context(), sys, args); err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	for _, args := range [][]string{
		{"vet", "./..."},
		{"run", "./generator", "check"},
		{"run", "./generator", "build", "--quiet"},
	} {
		cmd := exec.Command("go", args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("go %v: %v\n%s", args, err, out)
		}
	}
	page, err := os.ReadFile(filepath.Join(dir, "public", "draft", "en", "paragraphs", "op02", "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(page), "not yet entered") {
		t.Error("the page of a paragraph does not say that its text is not entered")
	}
}
