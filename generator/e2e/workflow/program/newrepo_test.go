package program

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/generator/e2e"
	"rapporteur/generator/e2e/forge"
)

// A new repository is whole: its program builds there from source, and builds
// its report.
func TestNewRepositoryBuildsItself(t *testing.T) {
	source, dir := t.TempDir(), forge.Workspace(t)
	if err := e2e.CopyProgram(source, e2e.Root(t)); err != nil {
		t.Fatal(err)
	}
	if _, stderr, code := e2e.Run(t, t.TempDir(), "init", dir, "--from", source, "--symbol", "A/RES/99/999", "--session", "100", "--paragraphs", "2", "--languages", "fr,en"); code != e2e.ExitOK {
		t.Fatalf("exit %d\n%s", code, stderr)
	}
	every := "build" // compiles packages that the program does not use too
	if os.Getenv("RAPPORTEUR_LONG") != "" {
		every = "vet"
	}
	for _, args := range [][]string{
		{every, "./..."},
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
