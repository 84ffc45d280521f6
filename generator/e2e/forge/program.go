package forge

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"rapporteur/generator/e2e"
)

// Workspace returns an empty folder, which is at the same place for each job as on
// GitHub, in every package and at every run of the tests: so the go command finds what
// was compiled there from equal files. Until the test ends it has it alone.
func Workspace(t testing.TB) string {
	t.Helper()
	held.mu.Lock()
	if held.by != t {
		held.mu.Unlock()
		unlock := e2e.Locked(t, "work")
		held.mu.Lock()
		held.by = t
		t.Cleanup(func() {
			held.mu.Lock()
			held.by = nil
			held.mu.Unlock()
			unlock()
		})
	}
	held.mu.Unlock()
	dir := filepath.Join(e2e.Cache(t), "work")
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// held is the test that has the workspace.
var held struct {
	mu sync.Mutex
	by testing.TB
}

// Program returns the program of the commit that is checked out in a clone. It is built
// once for equal files, and not at all where it is that of the working tree: linking it
// takes longer than all else. Where it does not build the result is empty, so that the
// step that builds it fails.
func Program(t testing.TB, clone string) string {
	t.Helper()
	files := programFiles(t, clone, "ls-tree", "-r", "HEAD")
	root := e2e.Root(t)
	if files == programFiles(t, root, "ls-tree", "-r", "HEAD") && programFiles(t, root, "status", "--porcelain") == "" {
		return e2e.Program(t)
	}
	work := filepath.Join(e2e.Cache(t), "work")
	key := fmt.Sprintf("%x", sha256.Sum256([]byte(files)))[:16]
	if clone != work && !e2e.IsKept(t, "program", key) {
		defer e2e.Locked(t, "work")()
	}
	broken := false
	name := e2e.Kept(t, "program", key, func(name string) {
		if clone != work {
			if err := os.RemoveAll(work); err != nil {
				t.Fatal(err)
			}
			Git(t, clone, "clone", "--quiet", "--no-checkout", clone, work)
			Git(t, work, "checkout", "--quiet", "--detach", Git(t, clone, "rev-parse", "HEAD"))
		}
		cmd := exec.CommandContext(t.Context(), "go", "build", "-o", name, "./generator")
		cmd.Dir = work
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Logf("the program does not build: %v\n%s", err, out)
			broken = true
			if err := os.WriteFile(name, nil, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	})
	if broken {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
		return ""
	}
	return name
}

// programFiles are the lines that git says of the files that the program is built from.
func programFiles(t testing.TB, dir string, args ...string) string {
	t.Helper()
	said := Git(t, dir, append(args, "--", "generator", "i18n", "embed.go", "go.mod", "go.sum")...)
	var b strings.Builder
	for line := range strings.Lines(said + "\n") {
		if !forTests.MatchString(strings.TrimSpace(line)) {
			b.WriteString(strings.TrimSpace(line) + "\n")
		}
	}
	return strings.TrimSpace(b.String())
}

// forTests are the files that serve tests alone.
var forTests = regexp.MustCompile(`_test\.go"?$|\sgenerator/(e2e|testdata)/`)

// Shell returns an environment in which the go command does not build the program of a
// clone again, but copies it, and in which it starts neither linters nor all tests, but
// where RAPPORTEUR_LONG is set: each takes a minute or so, and whoever runs .ci/run
// runs them anyway.
func Shell(t testing.TB, clone string) []string {
	t.Helper()
	bin := t.TempDir()
	if err := writeGo(filepath.Join(bin, "go"), Program(t, clone)); err != nil {
		t.Fatal(err)
	}
	return append(os.Environ(), append(e2e.Memory(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"))...)
}

// writeGo writes the go command of Shell. program need not be there yet.
func writeGo(name, program string) error {
	real, err := exec.LookPath("go")
	if err != nil {
		return err
	}
	script := "#!/bin/sh\nif [ \"$1 $2 $4\" = 'build -o ./generator' ] && [ -s '" + program + "' ]; then exec cp -f '" + program + "' \"$3\"; fi\n"
	if os.Getenv("RAPPORTEUR_LONG") == "" {
		script += "case $* in 'vet ./...'|'vet ./generator'|tool*staticcheck*|run*actionlint|'test ./...'|'test ./generator/... '*) exit 0;; esac\n"
	}
	return os.WriteFile(name, []byte(script+"exec '"+real+"' \"$@\"\n"), 0o755)
}
