package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// WebTools returns the folder into which npm installs axe-core and
// html-validate; empty where it did not. RAPPORTEUR_WEB=required has them
// installed.
func WebTools(t testing.TB) string {
	t.Helper()
	return npm(t, filepath.Join(Root(t), "generator", "e2e", "testdata", "web"), "RAPPORTEUR_WEB")
}

// Taplo returns the path of taplo; empty where it is not installed.
// RAPPORTEUR_TAPLO=required has it installed.
func Taplo(t testing.TB) string {
	t.Helper()
	home := npm(t, filepath.Join(Root(t), "generator", "testdata", "taplo"), "RAPPORTEUR_TAPLO")
	if home == "" {
		return ""
	}
	return filepath.Join(home, "node_modules", ".bin", "taplo")
}

// npm returns the folder home once npm has installed its packages, and nothing
// where it has not; the variable says whether they are required.
func npm(t testing.TB, home, variable string) string {
	t.Helper()
	installed := func() bool {
		_, err := os.Stat(filepath.Join(home, "node_modules"))
		return err == nil
	}
	if os.Getenv(variable) != "required" {
		if installed() {
			return home
		}
		t.Logf("run 'npm ci' in %s to test with its tools", home)
		return ""
	}
	// Packages are tested at the same time.
	unlock, err := lockedfile.MutexAt(filepath.Join(home, "node_modules.lock")).Lock()
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	if installed() {
		return home
	}
	cmd := exec.Command("npm", "ci", "--no-audit", "--no-fund")
	cmd.Dir = home
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("npm ci: %v\n%s", err, out)
	}
	return home
}

// HTMLFaults returns what html-validate finds in files of a site, one line
// each. It needs WebTools.
func HTMLFaults(t testing.TB, dir string, files []string) []string {
	t.Helper()
	home := WebTools(t)
	cmd := exec.Command("node", append([]string{filepath.Join(home, "node_modules", "html-validate", "bin", "html-validate.mjs"),
		"--config", filepath.Join(home, "htmlvalidate.mjs"), "--formatter", "json"}, files...)...)
	cmd.Dir = dir
	// Into a file: node ends before it has written all to a pipe.
	said, err := os.Create(filepath.Join(t.TempDir(), "faults.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer said.Close()
	var errs strings.Builder
	cmd.Stdout, cmd.Stderr = said, &errs
	failed := cmd.Run()
	out, err := os.ReadFile(said.Name())
	if err != nil {
		t.Fatal(err)
	}
	var results []struct {
		FilePath string
		Messages []struct {
			RuleID       string
			Message      string
			Line, Column int
		}
	}
	if err := json.Unmarshal(out, &results); err != nil {
		t.Fatalf("html-validate: %v, and says no JSON: %v\n%s%s", failed, err, out, errs.String())
	}
	var faults []string
	for _, r := range results {
		file := strings.TrimPrefix(filepath.ToSlash(r.FilePath), filepath.ToSlash(dir)+"/")
		for _, m := range r.Messages {
			faults = append(faults, fmt.Sprintf("%s:%d:%d: %s: %s", file, m.Line, m.Column, m.RuleID, m.Message))
		}
	}
	if failed != nil && len(faults) == 0 {
		t.Fatalf("html-validate: %v\n%s", failed, errs.String())
	}
	return faults
}
