// Package e2e runs the program as its users do: as a process, in repositories
// made for a test. Its subpackages hold the tests; none imports package main.
package e2e

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// Exit codes of the program.
const (
	ExitOK      = 0
	ExitFound   = 1 // problems or differences were found
	ExitTrouble = 2 // wrong usage, or something that cannot be read or written
)

// scratch is the folder of what the tests of a package share.
var scratch = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "rapporteur-e2e-") })

// Main runs the tests of a package, closes and removes what they shared and
// returns the exit code.
func Main(m *testing.M) int {
	code := m.Run()
	shared.close()
	dir, err := scratch()
	if err == nil {
		err = os.RemoveAll(dir)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return code
}

// Scratch returns the folder of what the tests of a package share. It is
// removed after all of them.
func Scratch(t testing.TB) string {
	t.Helper()
	dir, err := scratch()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// Root returns the root folder of this repository.
func Root(t testing.TB) string {
	t.Helper()
	dir, err := root()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// A test runs in the folder of its package.
func root() (string, error) {
	dir, err := os.Getwd()
	for err == nil {
		if _, found := os.Stat(filepath.Join(dir, "go.mod")); found == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", errors.New("the test does not run inside the repository")
		}
		dir = filepath.Dir(dir)
	}
	return "", err
}

var program = sync.OnceValues(buildProgram)

// buildProgram builds the program. The go command keeps what "go run" has linked, so that
// the next package, and whoever runs the program, finds it there. It returns a copy,
// which stays when the working tree changes.
func buildProgram() (string, error) {
	scratch, err := scratch()
	if err != nil {
		return "", err
	}
	from, err := root()
	if err != nil {
		return "", err
	}
	dir, err := cacheDir()
	if err != nil {
		return "", err
	}
	// Of the packages that are tested at the same time, one links it.
	unlock, err := lockedfile.MutexAt(filepath.Join(dir, "rapporteur.lock")).Lock()
	if err != nil {
		return "", err
	}
	defer unlock()
	name := filepath.Join(scratch, "rapporteur.exe")
	cmd := exec.Command("go", "run", "-exec=cp", "./generator", name)
	cmd.Dir = from
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go run: %w\n%s", err, out)
	}
	return name, nil
}

// Program returns the path of the program as the working tree has it.
func Program(t testing.TB) string {
	t.Helper()
	name, err := program()
	if err != nil {
		t.Fatal(err)
	}
	return name
}

var hash = sync.OnceValues(func() (string, error) {
	name, err := program()
	if err != nil {
		return "", err
	}
	data, err := os.ReadFile(name)
	return fmt.Sprintf("%x", sha256.Sum256(data)), err
})

// programHash returns a hash of the program.
func programHash(t testing.TB) string {
	t.Helper()
	h, err := hash()
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// Command returns the program with arguments, ready to be started in the
// folder dir. It ends with the test at the latest.
func Command(t testing.TB, dir string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), Program(t), args...)
	cmd.Dir = dir
	// What the test's own caller set must not change what the program prints.
	cmd.Env = append(os.Environ(), "GITHUB_STEP_SUMMARY=", "GIT_PAGER_IN_USE=", "TERM=dumb")
	cmd.Env = append(cmd.Env, English()...)
	cmd.Env = append(cmd.Env, Memory()...)
	return cmd
}

// English is an environment in which the program speaks English, although the report of
// this repository is written in French.
func English() []string { return []string{"LC_ALL=", "LC_MESSAGES=en"} }

// Memory is an environment in which a program written in Go takes more memory to
// do the same work in two thirds of the time: up to 1 GB for the real site.
func Memory() []string {
	if os.Getenv("GOGC") != "" {
		return nil
	}
	return []string{"GOGC=300"}
}

// WithChromium runs the program where path is the browser; where it is empty,
// there is none.
func WithChromium(t testing.TB, dir, path string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	cmd := Command(t, dir, args...)
	cmd.Env = append(cmd.Env, "CHROME_PATH="+path)
	if path == "" {
		cmd.Env = append(cmd.Env, "PATH="+t.TempDir())
	}
	return Output(t, cmd)
}

// Run runs the program in the folder dir and returns what it printed and its
// exit code.
func Run(t testing.TB, dir string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	return Output(t, Command(t, dir, args...))
}

// Output runs a command and returns what it printed and its exit code.
func Output(t testing.TB, cmd *exec.Cmd) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}
