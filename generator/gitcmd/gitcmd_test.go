package gitcmd

import (
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	dir := t.TempDir()
	if _, err := Run(t.Context(), dir, "init", "-q", "-b", "main"); err != nil {
		t.Fatal(err)
	}
	out, err := Run(t.Context(), dir, "symbolic-ref", "HEAD")
	if out != "refs/heads/main" || err != nil {
		t.Errorf("output %q, error %v", out, err)
	}
	// The message names the subcommand, also after a setting.
	for _, args := range [][]string{{"rev-parse", "--verify", "nowhere"}, {"-c", "a.b=c", "rev-parse", "--verify", "nowhere"}} {
		_, err := Run(t.Context(), dir, args...)
		if err == nil || !strings.HasPrefix(err.Error(), "git rev-parse failed: fatal: ") {
			t.Errorf("%v: error %v", args, err)
		}
	}
}

func TestRunWithoutGit(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := Run(t.Context(), t.TempDir(), "status"); err == nil || err.Error() != "git is not installed" {
		t.Errorf("error %v", err)
	}
}
