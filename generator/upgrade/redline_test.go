package upgrade

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/generator/gitcmd"
	"rapporteur/generator/newreport"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// TestBuild builds a report with two versions of a program, with a script
// in place of the compiler and another in place of what it makes.
func TestBuild(t *testing.T) {
	if os.PathSeparator == '\\' {
		t.Skip("the stand-ins are scripts of a shell")
	}
	for name, value := range map[string]string{"GIT_CONFIG_GLOBAL": os.DevNull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "Test", "GIT_AUTHOR_EMAIL": "test@example.org", "GIT_COMMITTER_NAME": "Test", "GIT_COMMITTER_EMAIL": "test@example.org"} {
		t.Setenv(name, value)
	}
	bin := t.TempDir()
	script := "#!/bin/sh\ntest -f generator/broken && { echo 'does not compile' >&2; exit 1; }\ncp generator/rapporteur \"$3\"\n"
	if err := os.WriteFile(filepath.Join(bin, "go"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	git := func(dir string, args ...string) string {
		t.Helper()
		out, err := gitcmd.Run(t.Context(), dir, args...)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	write := func(dir string, files map[string]string) {
		t.Helper()
		for name, text := range files {
			name = filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	fetch, err := os.ReadFile("../newreport/scaffold/.github/program.sh")
	if err != nil {
		t.Fatal(err)
	}
	source := t.TempDir()
	git(source, "init", "--quiet")
	commit := func(files map[string]string) string {
		write(source, files)
		git(source, "add", "--all")
		git(source, "commit", "--quiet", "--message", "A version")
		return git(source, "rev-parse", "HEAD")
	}
	makes := func(text string) string {
		return "#!/bin/sh\nmkdir -p \"$3/en\" && { printf '<p>" + text + "<p>'; cat layouts/home.html; } >\"$3/en/index.html\"\n"
	}
	base := map[string]string{"generator/report/model.go": "const Schema = 3\n", newreport.ScaffoldFolder + "/.github/program.sh": string(fetch)}
	base["generator/rapporteur"], base["layouts/home.html"] = makes("By the first"), "Home"
	first := commit(base)
	second := commit(map[string]string{"generator/rapporteur": makes("By the second"), "layouts/home.html": "New home"})
	fails := commit(map[string]string{"generator/rapporteur": "#!/bin/sh\necho 'no such key' >&2\nexit 2\n"})
	broken := commit(map[string]string{"generator/broken": ""})

	root := t.TempDir()
	write(root, map[string]string{"data/report.toml": "schema = 2\n", ".github/program.sh": string(fetch), "layouts/home.html": "Home", "program.toml": "repository = \"https://example.org/elsewhere\"\n"})
	git(root, "init", "--quiet")
	git(root, "add", "--all")
	git(root, "commit", "--quiet", "--message", "The report")
	// What is not committed is of neither side.
	write(root, map[string]string{"layouts/home.html": "Not committed"})
	state := git(root, "status", "--porcelain")

	plan := &Plan{OldName: "old", NewName: "new", Files: []Change{{Name: "layouts/home.html", Kind: Updated, Before: []byte("Home"), After: []byte("New home")}}}
	var steps []string
	build := func(to string) (*Redline, error) {
		return plan.Build(t.Context(), root, "file://"+source, &report.Program{Commit: first}, &report.Program{Commit: to}, func(s say.Text) { steps = append(steps, s.String()) })
	}
	r, err := build(second)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range r.Passages {
		got = append(got, p.Old+" → "+p.New)
	}
	if strings.Join(got, ", ") != "first → second, Home → New home" || r.Pages != 1 || r.Changed != 1 {
		t.Errorf("%+v", r)
	}
	if len(steps) != 5 {
		t.Errorf("%q", steps)
	}
	if _, err := build(fails); !errors.Is(err, ErrUnfit) || !strings.Contains(err.Error(), "no such key") {
		t.Errorf("a version that does not build the report: %v", err)
	}
	if _, err := build(broken); !errors.Is(err, ErrNoRedline) || !strings.Contains(err.Error(), "does not compile") {
		t.Errorf("a version that does not compile: %v", err)
	}
	if _, err := build(strings.Repeat("a", 40)); !errors.Is(err, ErrNoRedline) {
		t.Errorf("a version that is not there: %v", err)
	}
	if now := git(root, "status", "--porcelain"); now != state || git(root, "branch", "--list") == "" {
		t.Errorf("the report is changed: %s", now)
	}
}
