package forge

import (
	"crypto/sha1"
	"crypto/sha256"
	"encoding/json"
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
	replace := replacements(t, root, clone, files)
	if len(replace) == 0 {
		return e2e.Program(t)
	}
	key := fmt.Sprintf("%x", sha256.Sum256([]byte(files)))[:16]
	broken := false
	name := e2e.Kept(t, "program", key, func(name string) {
		// In the folder of the working tree the go command finds what is compiled.
		cmd := exec.CommandContext(t.Context(), "go", "build", "-buildvcs=false", "-ldflags=-s -w", "-overlay", overlay(t, replace), "-o", name, "./generator")
		cmd.Dir = root
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

// replacements are the files of the working tree at root, each with the file that it is
// replaced by in the program of the commit that is checked out in a clone, whose files
// are given; nothing is in the place of a file that the commit has not.
func replacements(t testing.TB, root, clone, files string) map[string]string {
	t.Helper()
	commit := map[string]string{} // blobs by name
	for line := range strings.Lines(files + "\n") {
		about, name, _ := strings.Cut(strings.TrimSpace(line), "\t")
		commit[name] = about[strings.LastIndex(about, " ")+1:]
	}
	tree := programFiles(t, root, "ls-files", "--cached", "--others", "--exclude-standard")
	replace := map[string]string{}
	for name := range strings.SplitSeq(tree, "\n") {
		at := filepath.Join(root, filepath.FromSlash(name))
		data, err := os.ReadFile(at)
		switch blob := commit[name]; {
		case os.IsNotExist(err):
			// Deleted in the working tree: the commit may have it.
		case err != nil:
			t.Fatal(err)
		case blob == "":
			replace[at] = ""
		case blob == fmt.Sprintf("%x", sha1.Sum(fmt.Appendf(nil, "blob %d\x00%s", len(data), data))):
			delete(commit, name)
		}
	}
	dir := t.TempDir()
	for name, blob := range commit {
		kept := filepath.Join(dir, blob)
		cmd := exec.CommandContext(t.Context(), "git", "cat-file", "blob", blob)
		cmd.Dir = clone
		data, err := cmd.Output()
		if err == nil {
			err = os.WriteFile(kept, data, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
		replace[filepath.Join(root, filepath.FromSlash(name))] = kept
	}
	return replace
}

// overlay writes a file that lists for the go command which files to replace or leave out,
// and returns its name.
func overlay(t testing.TB, replace map[string]string) string {
	t.Helper()
	b, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "overlay.json")
	if err := os.WriteFile(name, b, 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// programFiles are the lines that git says of the files that the program is built from.
func programFiles(t testing.TB, dir string, args ...string) string {
	t.Helper()
	said := Git(t, dir, append(args, "--", "generator", "embed.go", "go.mod", "go.sum", "config.toml", "assets", "content", "i18n", "layouts")...)
	var b strings.Builder
	for line := range strings.Lines(said + "\n") {
		if !forTests.MatchString(strings.TrimSpace(line)) {
			b.WriteString(strings.TrimSpace(line) + "\n")
		}
	}
	return strings.TrimSpace(b.String())
}

// forTests are the files that serve tests alone.
var forTests = regexp.MustCompile(`_test\.go"?$|(^|\s)generator/(e2e|testdata)/`)

// Shell returns an environment in which the go command does not build the program of a
// clone again, but copies or runs the one of Program, and in which it starts neither
// linters nor tests, but where RAPPORTEUR_LONG is set: linking the program takes half a
// minute, each of the others a minute or so, and whoever runs .ci/run runs them anyway.
func Shell(t testing.TB, clone string) []string {
	t.Helper()
	bin := t.TempDir()
	if err := writeGo(filepath.Join(bin, "go"), Program(t, clone)); err != nil {
		t.Fatal(err)
	}
	return append(os.Environ(), append(append(e2e.Memory(), e2e.English()...), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"))...)
}

// writeGo writes the go command of Shell. program need not be there yet.
func writeGo(name, program string) error {
	real, err := exec.LookPath("go")
	if err != nil {
		return err
	}
	script := "#!/bin/sh\nif [ -s '" + program + "' ]; then\n" +
		"if [ \"$1 $2 $4\" = 'build -o ./generator' ]; then exec cp -f '" + program + "' \"$3\"; fi\n"
	skip := ""
	if os.Getenv("RAPPORTEUR_LONG") == "" {
		script += "if [ \"$1 $2\" = 'run ./generator' ]; then shift 2; exec '" + program + "' \"$@\"; fi\n"
		skip = "case $* in vet*|tool*staticcheck*|run*actionlint|'test -vet=off ./...'|'test ./...'|'test ./generator/... '*|test*-fuzz*) exit 0;; esac\n"
	}
	return os.WriteFile(name, []byte(script+"fi\n"+skip+"exec '"+real+"' \"$@\"\n"), 0o755)
}
