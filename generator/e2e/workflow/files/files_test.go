package files

import (
	"io"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/e2e/forge"

	"github.com/rhysd/actionlint"
)

func TestWorkflowsPassActionlint(t *testing.T) {
	for _, file := range forge.Files(t) {
		linter, err := actionlint.NewLinter(io.Discard, &actionlint.LinterOptions{})
		if err != nil {
			t.Fatal(err)
		}
		found, err := linter.Lint(filepath.Join(".github/workflows", file.Name), []byte(file.Text), nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range found {
			t.Errorf("%s", e)
		}
	}
}

// TestDocumentedWorkflows lints the workflows that the documents give for copying, and
// holds their actions to the hashes that the workflows here have.
func TestDocumentedWorkflows(t *testing.T) {
	ours := make(map[string]string)
	uses := regexp.MustCompile(`(?m)uses: ([\w.-]+/[\w./-]+)@(.*)$`)
	for _, file := range forge.Files(t) {
		for _, m := range uses.FindAllStringSubmatch(file.Text, -1) {
			ours[m[1]] = m[2]
		}
	}
	found := append(forge.Documented(t, "portal.md"), forge.Documented(t, "program.md")...)
	if len(found) != 3 {
		t.Fatalf("the documents have %d workflows", len(found))
	}
	for _, text := range found {
		linter, err := actionlint.NewLinter(io.Discard, &actionlint.LinterOptions{})
		if err != nil {
			t.Fatal(err)
		}
		errs, err := linter.Lint(".github/workflows/portal.yml", []byte(text), nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range errs {
			t.Errorf("%s", e)
		}
		for _, u := range uses.FindAllStringSubmatch(text, -1) {
			if pin, ok := ours[u[1]]; ok && pin != u[2] || !regexp.MustCompile(`^[0-9a-f]{40} # v\d+\.\d+\.\d+$`).MatchString(u[2]) {
				t.Errorf("%s is pinned to %s, and here to %q", u[1], u[2], pin)
			}
		}
	}
}

func TestWorkflowsPinActionsByHash(t *testing.T) {
	uses := regexp.MustCompile(`^\s*(?:-\s+)?uses:`)
	pinned := regexp.MustCompile(`uses: ([\w.-]+/[\w./-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$`)
	seen := map[string]string{} // action → hash and version
	for _, file := range forge.Files(t) {
		for i, line := range strings.Split(file.Text, "\n") {
			if !uses.MatchString(line) {
				continue
			}
			m := pinned.FindStringSubmatch(line)
			if m == nil {
				t.Errorf("%s:%d: want owner/action@<40 hex digits> # v1.2.3, got %s", file.Name, i+1, strings.TrimSpace(line))
				continue
			}
			action, pin := m[1], m[2]+" "+m[3]
			if other, ok := seen[action]; ok && other != pin {
				t.Errorf("%s:%d: %s is pinned to %s here and to %s elsewhere", file.Name, i+1, action, pin, other)
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
		"go.yml/systems":              {"contents": "read"},
		"go.yml/test":                 {"contents": "read"},
		"preview-link.yml/link":       {"actions": "read", "pull-requests": "write"},
		"publish.yml/attest":          {"id-token": "write", "attestations": "write"},
		"publish.yml/build":           {"contents": "read", "pages": "read"},
		"publish.yml/deploy":          {"pages": "write", "id-token": "write"},
		"publish.yml/release":         {"contents": "write"},
		"pull-request.yml/report":     {"contents": "read"},
		"release.yml/attest":          {"id-token": "write", "attestations": "write"},
		"release.yml/build":           {"contents": "read"},
		"release.yml/release":         {"contents": "write"},
		"scheduled.yml/accessibility": {"contents": "read"},
		"scheduled.yml/deploy":        {"contents": "read"},
		"scheduled.yml/fuzz":          {"contents": "read"},
		"scheduled.yml/links":         {"contents": "read"},
	}
	got := map[string]map[string]string{}
	for _, file := range forge.Files(t) {
		top := file.Workflow.Permissions
		if top == nil || top.All != nil || len(top.Scopes) != 0 {
			t.Errorf("%s: want permissions: {} at the top", file.Name)
		}
		for id, job := range file.Workflow.Jobs {
			scopes := map[string]string{}
			if job.Permissions == nil || job.Permissions.All != nil {
				t.Errorf("%s: job %s does not list its own permissions", file.Name, id)
				continue
			}
			for scope, p := range job.Permissions.Scopes {
				scopes[scope] = p.Value.Value
			}
			got[file.Name+"/"+id] = scopes
			if job.TimeoutMinutes == nil {
				t.Errorf("%s: job %s has no timeout-minutes", file.Name, id)
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
	for _, file := range forge.Files(t) {
		for _, event := range file.Workflow.On {
			switch name := event.EventName(); name {
			case "pull_request_target":
				t.Errorf("%s: %s runs with the rights of the main branch", file.Name, name)
			case "workflow_run":
				// It has the rights of the main branch, so it may neither run nor open
				// what a pull request left behind.
				if found := regexp.MustCompile(`\buses:|\bsecrets\b|\bgit |/zip\b|gh run download|\b(?:curl|eval|source)\b`).FindString(file.Text); found != "" {
					t.Errorf("%s: runs with the rights of the main branch, and has %q", file.Name, found)
				}
			case "pull_request":
				checked++
				if found := secret.FindString(file.Text); found != "" {
					t.Errorf("%s: names %s", file.Name, found)
				}
				for id, job := range file.Workflow.Jobs {
					if job.Environment != nil {
						t.Errorf("%s: job %s opens an environment", file.Name, id)
					}
					if job.Permissions == nil {
						continue
					}
					for scope, p := range job.Permissions.Scopes {
						if p.Value.Value == "write" {
							t.Errorf("%s: job %s may write %s", file.Name, id, scope)
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
	for _, file := range forge.Files(t) {
		for _, job := range file.Workflow.Jobs {
			for _, step := range job.Steps {
				action, ok := step.Exec.(*actionlint.ExecAction)
				if !ok || forge.ActionName(action) != "actions/checkout" {
					continue
				}
				for input, want := range map[string]string{"fetch-depth": "0", "persist-credentials": "false"} {
					if got := forge.ActionInput(action, input); got != want {
						t.Errorf("%s:%d: %s is %q, want %q", file.Name, step.Pos.Line, input, got, want)
					}
				}
			}
		}
	}
}
