package program

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"rapporteur/generator/e2e"
	"rapporteur/generator/e2e/forge"

	"go.yaml.in/yaml/v4"
)

// What docs/workflow.md gives for GitLab and for a plain shell runs as it
// is there.
func TestOtherForges(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(e2e.Root(t), "docs", "workflow.md"))
	if err != nil {
		t.Fatal(err)
	}
	block := func(fence string) string {
		m := regexp.MustCompile("(?s)```" + fence + "\n(.*?)```").FindSubmatch(text)
		if m == nil {
			t.Fatalf("docs/workflow.md has no block of %s", fence)
		}
		return string(m[1])
	}
	var gitlab struct {
		Report, Pages struct {
			Script    []string
			Artifacts struct{ Paths []string }
		}
	}
	if err := yaml.Unmarshal([]byte(block("yaml")), &gitlab); err != nil {
		t.Fatal(err)
	}

	f := forge.Small(t)
	d := f.Clone(false)
	d.Git("switch", "-q", "-c", "elsewhere")
	if _, stderr, code := e2e.Run(t, d.Dir, "release", "--next", "2001-06-30", "--as-at", "2001-06-30"); code != e2e.ExitOK {
		t.Fatalf("release --next: %s", stderr)
	}
	d.Replace("data/paragraphs/op01.toml", "It held", "It arranged")
	d.Commit("op01: another word")
	p := d.Open()
	shell := forge.Shell(t, d.Dir)
	script := func(lines []string, env ...string) {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), "bash", "-eo", "pipefail", "-c", strings.Join(lines, "\n"))
		cmd.Dir = d.Dir
		cmd.Env = append(shell, env...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", strings.Join(lines, "\n"), err, out)
		}
	}
	exist := func(names []string, least int) {
		t.Helper()
		if len(names) != least {
			t.Errorf("%q are kept, want %d", names, least)
		}
		for _, name := range names {
			if forge.FileSize(filepath.Join(d.Dir, name)) == 0 {
				t.Errorf("there is no %s", name)
			}
		}
	}
	script(gitlab.Report.Script, "CI_MERGE_REQUEST_DIFF_BASE_SHA="+p.Base)
	exist(gitlab.Report.Artifacts.Paths, 2)
	script(gitlab.Pages.Script, "CI_PAGES_URL=https://owner.gitlab.io/report", "CI_PROJECT_URL=https://gitlab.com/owner/report")
	exist(gitlab.Pages.Artifacts.Paths, 1)
	front, err := os.ReadFile(filepath.Join(d.Dir, "public", "fr", "index.html"))
	if err != nil || !strings.Contains(string(front), "https://owner.gitlab.io/report/fr/") {
		t.Errorf("the front page does not name its address: %v", err)
	}

	// A server to copy to is not here.
	plain := regexp.MustCompile(`(?m)^rsync .*$`).ReplaceAllString(block("sh"), "")
	script(strings.Split(plain, "\n"))
	exist([]string{"preview.html", "public/index.html"}, 2)
}
