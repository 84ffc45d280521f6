// Package forge is a small GitHub for tests: a repository that everybody sees, forks,
// pull requests, and the workflows that run on them.
package forge

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"rapporteur/generator/e2e"

	"github.com/rhysd/actionlint"
)

// A File is one workflow as written and as GitHub reads it.
type File struct {
	Name     string // "publish.yml"
	Text     string
	Workflow *actionlint.Workflow
}

// Files returns every workflow, sorted by name.
func Files(t testing.TB) []File {
	t.Helper()
	folder := filepath.Join(e2e.Root(t), ".github", "workflows")
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var files []File
	for _, entry := range entries {
		text, err := os.ReadFile(filepath.Join(folder, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, parse(t, entry.Name(), string(text)))
	}
	if len(files) == 0 {
		t.Fatalf("no workflow in %s", folder)
	}
	return files
}

func parse(t testing.TB, name, text string) File {
	t.Helper()
	workflow, problems := actionlint.Parse([]byte(text))
	for _, p := range problems {
		t.Errorf("%s: %s", name, p)
	}
	if workflow == nil {
		t.FailNow()
	}
	return File{name, text, workflow}
}

// Documented are the workflows that a file of docs/ gives for copying.
func Documented(t testing.TB, name string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(e2e.Root(t), "docs", name))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, m := range regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllSubmatch(text, -1) {
		out = append(out, string(m[1]))
	}
	return out
}

// ActionName is "actions/checkout" for "actions/checkout@<hash>".
func ActionName(a *actionlint.ExecAction) string {
	name, _, _ := strings.Cut(a.Uses.Value, "@")
	return name
}

// ActionInput is the value given to an input, "" where none is.
func ActionInput(a *actionlint.ExecAction, name string) string {
	input, ok := a.Inputs[name]
	if !ok {
		return ""
	}
	return input.Value.Value
}

// Git is what git prints in dir, trimmed.
func Git(t testing.TB, dir string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "git", args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}
