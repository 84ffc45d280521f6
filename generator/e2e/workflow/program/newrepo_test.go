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

// A new repository has all that its workflows need: the program is fetched as
// program.toml says, checks the report and builds it. The compiler compiles it where
// RAPPORTEUR_LONG is set.
func TestNewRepositoryFetchesItsProgram(t *testing.T) {
	source, dir := t.TempDir(), forge.Workspace(t)
	if err := e2e.CopyProgram(source, e2e.Root(t)); err != nil {
		t.Fatal(err)
	}
	commit := forge.Git(t, source, "rev-parse", "HEAD")
	if _, stderr, code := e2e.Run(t, t.TempDir(), "init", dir, "--program", source+"@"+commit, "--symbol", "A/RES/99/999", "--session", "100", "--paragraphs", "2", "--languages", "fr,en"); code != e2e.ExitOK {
		t.Fatalf("exit %d\n%s", code, stderr)
	}
	env := os.Environ()
	if os.Getenv("RAPPORTEUR_LONG") == "" {
		env = forge.Shell(t, source)
	}
	program := filepath.Join(t.TempDir(), "rapporteur")
	for _, args := range [][]string{
		{"bash", ".github/program.sh", program},
		{program, "check"},
		{program, "build", "--quiet"},
	} {
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Dir, cmd.Env = dir, env
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
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
