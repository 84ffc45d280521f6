package main

import (
	"bytes"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rhysd/actionlint"
)

// workflowFolder is where GitHub looks for workflows, seen from this package.
const workflowFolder = "../.github/workflows"

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
		"publish.yml/build":      {"contents": "read", "pages": "read"},
		"publish.yml/deploy":     {"pages": "write", "id-token": "write"},
		"pull-request.yml/check": {"contents": "read"},
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

// TestWorkflowStepsRun does what GitHub does, on this machine: each job in its
// own clone of the newest commit, each run step in the shell and with the
// variables that a runner has, each action replaced by what it leaves behind.
func TestWorkflowStepsRun(t *testing.T) {
	for _, file := range readWorkflowFiles(t) {
		for _, id := range slices.Sorted(maps.Keys(file.workflow.Jobs)) {
			job := file.workflow.Jobs[id]
			if !slices.ContainsFunc(job.Steps, func(s *actionlint.Step) bool { return s.Exec.Kind() == actionlint.ExecKindRun }) {
				continue
			}
			t.Run(file.name+"/"+id, func(t *testing.T) {
				shell := file.workflow.Defaults
				if shell == nil || shell.Run == nil || shell.Run.Shell == nil || shell.Run.Shell.Value != "bash" {
					t.Fatal("want defaults: run: shell: bash, so that a failure inside a pipe counts")
				}
				r := newRunner(t, eventRef(file.workflow))
				for _, step := range job.Steps {
					r.step(step, file.workflow.Env, job.Env, step.Env)
				}
				if left := gitOutput(t, r.workspace, "status", "--porcelain"); left != "" {
					t.Errorf("the job leaves files in the tree:\n%s", left)
				}
			})
		}
	}
}

// A runner stands for the machine that GitHub gives a job.
type runner struct {
	t         *testing.T
	workspace string // the clone
	temp      string // RUNNER_TEMP
	baseURL   string // what configure-pages answers, without a slash at the end
	env       []string
}

func newRunner(t *testing.T, ref string) *runner {
	home := t.TempDir()
	r := &runner{
		t:         t,
		workspace: filepath.Join(home, "work"),
		temp:      filepath.Join(home, "temp"),
		baseURL:   "https://rapporteur.example/repo",
	}
	if err := os.Mkdir(r.temp, 0o777); err != nil {
		t.Fatal(err)
	}
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	gitOutput(t, home, "clone", "--quiet", "--no-hardlinks", root, r.workspace)

	// The tests of the clone are built and none is run: they are the very ones
	// that run now, and one of them is this.
	flags, err := exec.CommandContext(t.Context(), "go", "env", "GOFLAGS").Output()
	if err != nil {
		t.Fatal(err)
	}
	r.env = append(os.Environ(),
		"CI=true",
		"GITHUB_ACTIONS=true",
		"GITHUB_REF="+ref,
		"GITHUB_REPOSITORY=owner/repo",
		"GITHUB_SHA="+gitOutput(t, r.workspace, "rev-parse", "HEAD"),
		"GITHUB_WORKSPACE="+r.workspace,
		"GOFLAGS="+strings.TrimSpace(string(flags)+" -run=^$"),
		"RUNNER_OS=Linux",
		"RUNNER_TEMP="+r.temp,
	)
	for _, name := range []string{"GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY"} {
		path := filepath.Join(home, strings.ToLower(name))
		if err := os.WriteFile(path, nil, 0o666); err != nil {
			t.Fatal(err)
		}
		r.env = append(r.env, name+"="+path)
	}
	return r
}

// step runs a step; envs are those of the workflow, the job and the step, each nil where there is none.
func (r *runner) step(step *actionlint.Step, envs ...*actionlint.Env) {
	r.t.Helper()
	env := slices.Clone(r.env)
	for _, e := range envs {
		if e == nil {
			continue
		}
		for _, v := range e.Vars {
			env = append(env, v.Name.Value+"="+r.expand(v.Value.Value))
		}
	}
	switch exec := step.Exec.(type) {
	case *actionlint.ExecRun:
		r.shell(exec.Run.Value, env)
	case *actionlint.ExecAction:
		r.action(exec)
	}
}

func (r *runner) shell(script string, env []string) {
	r.t.Helper()
	if strings.Contains(script, "${{") {
		r.t.Fatalf("an expression inside a run step does not run elsewhere and can be injected into: pass it through env\n%s", script)
	}
	path := filepath.Join(r.temp, "step.sh")
	if err := os.WriteFile(path, []byte(script+"\n"), 0o666); err != nil {
		r.t.Fatal(err)
	}
	cmd := exec.CommandContext(r.t.Context(), "bash", "--noprofile", "--norc", "-eo", "pipefail", path)
	cmd.Dir = r.workspace
	cmd.Env = env
	if out, err := cmd.CombinedOutput(); err != nil {
		r.t.Fatalf("%s: %v\n%s", strings.TrimSpace(script), err, out)
	}
}

// action checks that an action finds what it needs.
func (r *runner) action(action *actionlint.ExecAction) {
	r.t.Helper()
	switch name := actionName(action); name {
	case "actions/checkout", "actions/setup-go", "actions/configure-pages":
		// The clone, the Go that runs this test, and baseURL.
	case "actions/upload-artifact", "actions/upload-pages-artifact":
		site := r.expand(actionInput(action, "path"))
		for _, page := range []string{"index.html", "404.html", "fr/index.html", "en/index.html"} {
			text, err := os.ReadFile(filepath.Join(site, page))
			if err != nil {
				r.t.Errorf("%s: %v", name, err)
			}
			if name == "actions/upload-pages-artifact" && page == "fr/index.html" &&
				!bytes.Contains(text, []byte(r.baseURL+"/fr/")) {
				r.t.Errorf("%s: %s does not name itself under %s/", name, page, r.baseURL)
			}
		}
	default:
		r.t.Fatalf("%s is new here: say in this test what it leaves behind", name)
	}
}

// expand gives the value of a text with expressions, as a runner would.
func (r *runner) expand(text string) string {
	r.t.Helper()
	known := map[string]string{
		"runner.temp":                  r.temp,
		"steps.pages.outputs.base_url": r.baseURL,
	}
	expression := regexp.MustCompile(`\$\{\{\s*(.*?)\s*\}\}`)
	return expression.ReplaceAllStringFunc(text, func(found string) string {
		value, ok := known[expression.FindStringSubmatch(found)[1]]
		if !ok {
			r.t.Fatalf("%s is new here: say in this test what it stands for", found)
		}
		return value
	})
}

// readWorkflowFiles returns every workflow, sorted by name.
func readWorkflowFiles(t *testing.T) []workflowFile {
	t.Helper()
	entries, err := os.ReadDir(workflowFolder)
	if err != nil {
		t.Fatal(err)
	}
	var files []workflowFile
	for _, entry := range entries {
		text, err := os.ReadFile(filepath.Join(workflowFolder, entry.Name()))
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
		t.Fatalf("no workflow in %s", workflowFolder)
	}
	return files
}

// eventRef is what GITHUB_REF holds when the workflow's first event happens.
func eventRef(w *actionlint.Workflow) string {
	if w.On[0].EventName() == "pull_request" {
		return "refs/pull/1/merge"
	}
	return "refs/heads/main"
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
