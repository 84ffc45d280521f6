package workflow

import (
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/e2e"

	"github.com/rhysd/actionlint"
)

// A workflowFile is one workflow as written and as GitHub reads it.
type workflowFile struct {
	name     string // "publish.yml"
	text     string
	workflow *actionlint.Workflow
}

func TestWorkflowsPassActionlint(t *testing.T) {
	for _, file := range readWorkflowFiles(t) {
		linter, err := actionlint.NewLinter(io.Discard, &actionlint.LinterOptions{})
		if err != nil {
			t.Fatal(err)
		}
		found, err := linter.Lint(filepath.Join(".github/workflows", file.name), []byte(file.text), nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range found {
			t.Errorf("%s", e)
		}
	}
}

func TestWorkflowsPinActionsByHash(t *testing.T) {
	uses := regexp.MustCompile(`^\s*(?:-\s+)?uses:`)
	pinned := regexp.MustCompile(`uses: ([\w.-]+/[\w./-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$`)
	seen := map[string]string{} // action → hash and version
	for _, file := range readWorkflowFiles(t) {
		for i, line := range strings.Split(file.text, "\n") {
			if !uses.MatchString(line) {
				continue
			}
			m := pinned.FindStringSubmatch(line)
			if m == nil {
				t.Errorf("%s:%d: want owner/action@<40 hex digits> # v1.2.3, got %s", file.name, i+1, strings.TrimSpace(line))
				continue
			}
			action, pin := m[1], m[2]+" "+m[3]
			if other, ok := seen[action]; ok && other != pin {
				t.Errorf("%s:%d: %s is pinned to %s here and to %s elsewhere", file.name, i+1, action, pin, other)
			}
			seen[action] = pin
		}
	}
	if len(seen) == 0 {
		t.Error("no workflow uses an action: this test looks in the wrong place")
	}
}

// Rights are granted job by job, and each grant is listed here: a new one
// is a decision to review, not a line that slips in.
func TestWorkflowsAskForLeastRights(t *testing.T) {
	want := map[string]map[string]string{
		"go.yml/test":                 {"contents": "read"},
		"publish.yml/attest":          {"id-token": "write", "attestations": "write"},
		"publish.yml/build":           {"contents": "read", "pages": "read"},
		"publish.yml/deploy":          {"pages": "write", "id-token": "write"},
		"publish.yml/release":         {"contents": "write"},
		"pull-request.yml/report":     {"contents": "read"},
		"release.yml/attest":          {"id-token": "write", "attestations": "write"},
		"release.yml/build":           {"contents": "read"},
		"release.yml/release":         {"contents": "write"},
		"scheduled.yml/accessibility": {"contents": "read"},
		"scheduled.yml/fuzz":          {"contents": "read"},
		"scheduled.yml/links":         {"contents": "read"},
	}
	got := map[string]map[string]string{}
	for _, file := range readWorkflowFiles(t) {
		top := file.workflow.Permissions
		if top == nil || top.All != nil || len(top.Scopes) != 0 {
			t.Errorf("%s: want permissions: {} at the top", file.name)
		}
		for id, job := range file.workflow.Jobs {
			scopes := map[string]string{}
			if job.Permissions == nil || job.Permissions.All != nil {
				t.Errorf("%s: job %s does not list its own permissions", file.name, id)
				continue
			}
			for scope, p := range job.Permissions.Scopes {
				scopes[scope] = p.Value.Value
			}
			got[file.name+"/"+id] = scopes
			if job.TimeoutMinutes == nil {
				t.Errorf("%s: job %s has no timeout-minutes", file.name, id)
			}
		}
	}
	for _, job := range slices.Sorted(maps.Keys(got)) {
		if !maps.Equal(got[job], want[job]) {
			t.Errorf("%s: permissions are %v, want %v", job, got[job], want[job])
		}
	}
	for job := range want {
		if _, ok := got[job]; !ok {
			t.Errorf("%s: no such job", job)
		}
	}
}

// A pull request runs the code of whoever opened it, so nothing that it can
// reach may hold a secret or write.
func TestWorkflowsKeepSecretsFromPullRequests(t *testing.T) {
	secret := regexp.MustCompile(`\bsecrets\b|github\.token|GITHUB_TOKEN`)
	checked := 0
	for _, file := range readWorkflowFiles(t) {
		for _, event := range file.workflow.On {
			switch name := event.EventName(); name {
			case "pull_request_target", "workflow_run":
				t.Errorf("%s: %s runs with the rights of the main branch", file.name, name)
			case "pull_request":
				checked++
				if found := secret.FindString(file.text); found != "" {
					t.Errorf("%s: names %s", file.name, found)
				}
				for id, job := range file.workflow.Jobs {
					if job.Environment != nil {
						t.Errorf("%s: job %s opens an environment", file.name, id)
					}
					if job.Permissions == nil {
						continue
					}
					for scope, p := range job.Permissions.Scopes {
						if p.Value.Value == "write" {
							t.Errorf("%s: job %s may write %s", file.name, id, scope)
						}
					}
				}
			}
		}
	}
	if checked == 0 {
		t.Error("no workflow runs on pull_request")
	}
}

func TestWorkflowsCheckOutWholeHistory(t *testing.T) {
	for _, file := range readWorkflowFiles(t) {
		for _, job := range file.workflow.Jobs {
			for _, step := range job.Steps {
				action, ok := step.Exec.(*actionlint.ExecAction)
				if !ok || actionName(action) != "actions/checkout" {
					continue
				}
				for input, want := range map[string]string{"fetch-depth": "0", "persist-credentials": "false"} {
					if got := actionInput(action, input); got != want {
						t.Errorf("%s:%d: %s is %q, want %q", file.name, step.Pos.Line, input, got, want)
					}
				}
			}
		}
	}
}

// readWorkflowFiles returns every workflow, sorted by name.
func readWorkflowFiles(t *testing.T) []workflowFile {
	t.Helper()
	folder := filepath.Join(e2e.Root(t), ".github", "workflows")
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var files []workflowFile
	for _, entry := range entries {
		text, err := os.ReadFile(filepath.Join(folder, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		workflow, problems := actionlint.Parse(text)
		for _, p := range problems {
			t.Errorf("%s: %s", entry.Name(), p)
		}
		if workflow == nil {
			t.FailNow()
		}
		files = append(files, workflowFile{entry.Name(), string(text), workflow})
	}
	if len(files) == 0 {
		t.Fatalf("no workflow in %s", folder)
	}
	return files
}

// actionName is "actions/checkout" for "actions/checkout@<hash>".
func actionName(a *actionlint.ExecAction) string {
	name, _, _ := strings.Cut(a.Uses.Value, "@")
	return name
}

// actionInput is the value given to an input, "" where none is.
func actionInput(a *actionlint.ExecAction, name string) string {
	input, ok := a.Inputs[name]
	if !ok {
		return ""
	}
	return input.Value.Value
}

// gitOutput is what git prints in dir, trimmed.
func gitOutput(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "git", args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}
