package forge

import (
	"bytes"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"rapporteur/generator/e2e"

	"github.com/rhysd/actionlint"
)

// A Run represents what GitHub does when an event happens: each job in
// its own clone, each run step in the shell and with the variables that a
// runner has, each action replaced by what it leaves behind, each artifact
// handed on.
type Run struct {
	T         testing.TB
	file      File
	origin    string            // the repository as GitHub has it
	commit    string            // what is checked out
	ref       string            // GITHUB_REF
	values    map[string]string // of expressions, such as "github.event.pull_request.base.sha"
	Env       []string          // over that of every job
	Artifacts string            // folder with a folder for each artifact
	Summary   string            // what the jobs wrote for people
	Failed    []string          // names of the steps that failed, in order
	Said      string            // what the steps printed
	Gh        string            // log of the calls of gh
	// Compiles says that steps compile more than the program. Then each job works in
	// the Workspace, and runs of other tests wait.
	Compiles bool
}

// NewRun is a run of a workflow on a commit of the repository origin.
func NewRun(t testing.TB, name, origin, commit, ref string, values map[string]string) *Run {
	t.Helper()
	files := Files(t)
	i := slices.IndexFunc(files, func(f File) bool { return f.Name == name })
	if i < 0 {
		t.Fatalf("there is no workflow %s", name)
	}
	return newRun(t, files[i], origin, commit, ref, values)
}

// NewRunOf is a run of a workflow with that text.
func NewRunOf(t testing.TB, text, origin, commit, ref string) *Run {
	t.Helper()
	return newRun(t, parse(t, "documented.yml", text), origin, commit, ref, nil)
}

func newRun(t testing.TB, file File, origin, commit, ref string, values map[string]string) *Run {
	t.Helper()
	name, shell := file.Name, file.Workflow.Defaults
	if shell == nil || shell.Run == nil || shell.Run.Shell == nil || shell.Run.Shell.Value != "bash" {
		t.Fatalf("%s: want defaults: run: shell: bash, so that a failure inside a pipe counts", name)
	}
	// Nothing was published before.
	site := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(site.Close)
	w := &Run{
		T: t, file: file, origin: origin, commit: commit, ref: ref, Artifacts: t.TempDir(),
		values: map[string]string{
			"steps.pages.outputs.base_url": site.URL + "/repo",
			"github.token":                 "no-token",
			"github.repository":            "owner/repo",
		},
	}
	maps.Copy(w.values, values)
	return w
}

// Run runs the jobs, those that others need first.
func (w *Run) Run() {
	w.T.Helper()
	done := map[string]bool{}
	jobs := w.file.Workflow.Jobs
	for len(done) < len(jobs) {
		before := len(done)
		for _, id := range slices.Sorted(maps.Keys(jobs)) {
			ready := !slices.ContainsFunc(jobs[id].Needs, func(n *actionlint.String) bool { return !done[n.Value] })
			if !done[id] && ready {
				for range w.strategies(id) {
					w.job(id)
				}
				done[id] = true
			}
		}
		if len(done) == before {
			w.T.Fatalf("%s: jobs need each other", w.file.Name)
		}
	}
}

// strategies sets the values of a matrix of one row for each of its jobs, unless NewRun got
// one of them. A job without a matrix runs once.
func (w *Run) strategies(id string) iter.Seq[int] {
	return func(yield func(int) bool) {
		s := w.file.Workflow.Jobs[id].Strategy
		if s == nil || s.Matrix == nil || len(s.Matrix.Rows) != 1 {
			yield(0)
			return
		}
		for name, row := range s.Matrix.Rows {
			if w.values["matrix."+name] != "" {
				yield(0)
				return
			}
			w.values["strategy.job-total"] = strconv.Itoa(len(row.Values))
			for i, v := range row.Values {
				if w.values["matrix."+name] = strings.Trim(v.String(), `"`); !yield(i) {
					return
				}
			}
		}
	}
}

// A machine is what GitHub gives a job.
type machine struct {
	*Run
	workspace string // the clone; empty until it is checked out
	temp      string // RUNNER_TEMP
	program   string // of the commit that was checked out, where it was built before
	env       []string
	failed    bool
	outcome   map[string]string // of steps, by id
}

func (w *Run) job(id string) {
	w.T.Helper()
	job := w.file.Workflow.Jobs[id]
	home := w.T.TempDir()
	j := &machine{
		Run: w, temp: filepath.Join(home, "temp"), workspace: filepath.Join(home, "work"), program: filepath.Join(home, "program"),
		outcome: map[string]string{},
	}
	if w.Compiles {
		j.workspace = Workspace(w.T)
	}
	for _, dir := range []string{j.temp, j.workspace, filepath.Join(home, "bin")} {
		if err := os.MkdirAll(dir, 0o777); err != nil {
			w.T.Fatal(err)
		}
	}
	// gh is not here and must reach nothing: it notes what it is asked for, and
	// whether the files are there.
	w.Gh = filepath.Join(w.Artifacts, "gh.log")
	gh := "#!/bin/sh\nfor a in \"$@\"; do printf '%s\\n' \"$a\"; done >>'" + w.Gh + "'\n" +
		"for a in \"$@\"; do case $a in */*.html|*/*.pdf|*/*.md) test -s \"$a\" || exit 1;; esac; done\n"
	if err := os.WriteFile(filepath.Join(home, "bin", "gh"), []byte(gh), 0o755); err != nil {
		w.T.Fatal(err)
	}

	if err := writeGo(filepath.Join(home, "bin", "go"), j.program); err != nil {
		w.T.Fatal(err)
	}

	// Where the tests of the clone are built, none is run: they are the very ones
	// that run now, and one of them is this.
	flags, err := exec.CommandContext(w.T.Context(), "go", "env", "GOFLAGS").Output()
	if err != nil {
		w.T.Fatal(err)
	}
	j.env = append(os.Environ(),
		"CI=true",
		"GITHUB_ACTIONS=true",
		"GITHUB_REF="+w.ref,
		"GITHUB_REPOSITORY=owner/repo",
		"GITHUB_SERVER_URL=https://github.com",
		"GITHUB_SHA="+w.commit,
		"GITHUB_WORKSPACE="+j.workspace,
		"GOFLAGS="+strings.TrimSpace(string(flags)+" -run=^$"),
		"PATH="+filepath.Join(home, "bin")+string(os.PathListSeparator)+os.Getenv("PATH"),
		"RUNNER_OS=Linux",
		"RUNNER_TEMP="+j.temp,
	)
	j.env = append(append(j.env, e2e.Memory()...), e2e.English()...)
	files := map[string]string{}
	for _, name := range []string{"GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY"} {
		files[name] = filepath.Join(home, strings.ToLower(name))
		if err := os.WriteFile(files[name], nil, 0o666); err != nil {
			w.T.Fatal(err)
		}
		j.env = append(j.env, name+"="+files[name])
	}
	j.env = append(j.env, w.Env...)
	if job.If != nil && !j.holds(job.If.Value) {
		return
	}
	for _, step := range job.Steps {
		j.step(step, files["GITHUB_OUTPUT"], w.file.Workflow.Env, job.Env, step.Env)
	}
	for name, output := range job.Outputs {
		w.values["needs."+id+".outputs."+name] = j.expand(output.Value.Value)
	}
	summary, err := os.ReadFile(files["GITHUB_STEP_SUMMARY"])
	if err != nil {
		w.T.Fatal(err)
	}
	w.Summary += string(summary)
	if _, err := os.Stat(filepath.Join(j.workspace, ".git")); err == nil {
		if left := Git(w.T, j.workspace, "status", "--porcelain"); left != "" {
			w.T.Errorf("%s: job %s leaves files in the tree:\n%s", w.file.Name, id, left)
		}
	}
}

// step runs a step; envs are those of the workflow, the job and the step, each
// nil where there is none.
func (j *machine) step(step *actionlint.Step, output string, envs ...*actionlint.Env) {
	j.T.Helper()
	if step.If == nil && j.failed || step.If != nil && !j.holds(step.If.Value) {
		return
	}
	env := slices.Clone(j.env)
	for _, e := range envs {
		if e == nil {
			continue
		}
		for _, v := range e.Vars {
			env = append(env, v.Name.Value+"="+j.expand(v.Value.Value))
		}
	}
	env = append(env, j.Run.Env...)
	ok := true
	switch exec := step.Exec.(type) {
	case *actionlint.ExecRun:
		ok = j.shell(exec.Run.Value, env)
	case *actionlint.ExecAction:
		j.action(exec)
	}
	outcome := "success"
	if !ok {
		outcome, j.failed = "failure", true
		j.Run.Failed = append(j.Run.Failed, step.Name.Value)
	}
	if step.ID == nil {
		return
	}
	j.outcome[step.ID.Value] = outcome
	said, err := os.ReadFile(output)
	if err != nil {
		j.T.Fatal(err)
	}
	for line := range strings.Lines(string(said)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		j.values["steps."+step.ID.Value+".outputs."+name] = value
	}
}

// shell runs a script as a runner does and says whether it went well.
func (j *machine) shell(script string, env []string) bool {
	j.T.Helper()
	if strings.Contains(script, "${{") {
		j.T.Fatalf("an expression inside a run step does not run elsewhere and can be injected into: pass it through env\n%s", script)
	}
	path := filepath.Join(j.temp, "step.sh")
	if err := os.WriteFile(path, []byte(script+"\n"), 0o666); err != nil {
		j.T.Fatal(err)
	}
	cmd := exec.CommandContext(j.T.Context(), "bash", "--noprofile", "--norc", "-eo", "pipefail", path)
	cmd.Dir = j.workspace
	cmd.Env = env
	out, err := cmd.CombinedOutput()
	j.Said += fmt.Sprintf("$ %s\n%s", strings.TrimSpace(script), out)
	if err != nil {
		j.Said += fmt.Sprintf("[%v]\n", err)
	}
	return err == nil
}

// holds evaluates a condition: words joined by &&.
func (j *machine) holds(condition string) bool {
	j.T.Helper()
	condition = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(condition), "${{"), "}}")
	for part := range strings.SplitSeq(condition, "&&") {
		part = strings.TrimSpace(part)
		name, value, compares := strings.Cut(part, " == ")
		unequal := false
		if !compares {
			name, value, unequal = strings.Cut(part, " != ")
		}
		var ok bool
		switch {
		case part == "!cancelled()":
			ok = true
		case part == "failure()":
			ok = j.failed
		case name == "github.ref":
			ok = j.ref == strings.Trim(value, "'")
		case strings.HasSuffix(name, ".outcome"):
			ok = j.outcome[strings.TrimSuffix(strings.TrimPrefix(name, "steps."), ".outcome")] == strings.Trim(value, "'")
		case compares && !unequal:
			ok = j.expand("${{ "+name+" }}") == strings.Trim(value, "'")
		case unequal:
			ok = j.expand("${{ "+name+" }}") != strings.Trim(value, "'") && !j.failed
		default:
			j.T.Fatalf("%s is new here: say in this test when it holds", part)
		}
		if !ok {
			return false
		}
	}
	return true
}

// action does what an action leaves behind, and checks that it finds what it
// needs.
func (j *machine) action(action *actionlint.ExecAction) {
	j.T.Helper()
	path := j.expand(ActionInput(action, "path"))
	switch name := ActionName(action); name {
	case "actions/setup-go", "actions/configure-pages", "actions/deploy-pages":
		// The Go that runs this test, and the address among the values.
	case "actions/checkout":
		Git(j.T, filepath.Dir(j.workspace), "clone", "--quiet", "--no-checkout", j.origin, j.workspace)
		Git(j.T, j.workspace, "fetch", "--quiet", "origin", j.commit)
		Git(j.T, j.workspace, "checkout", "--quiet", "--detach", j.commit)
		if name := Program(j.T, j.workspace); name != "" {
			if err := os.Symlink(name, j.program); err != nil {
				j.T.Fatal(err)
			}
		}
	case "actions/upload-artifact":
		if _, err := os.Stat(path); err != nil && ActionInput(action, "if-no-files-found") == "ignore" {
			return
		}
		to := filepath.Join(j.Artifacts, j.expand(ActionInput(action, "name")))
		if err := os.CopyFS(to, artifactFS(j.T, path)); err != nil {
			j.T.Errorf("%s: %v", name, err)
		}
		if ActionInput(action, "include-hidden-files") != "true" {
			for _, hidden := range hiddenIn(j.T, to) {
				if err := os.RemoveAll(hidden); err != nil {
					j.T.Fatal(err)
				}
			}
		}
	case "actions/download-artifact":
		if pattern := ActionInput(action, "pattern"); pattern != "" {
			found, err := filepath.Glob(filepath.Join(j.Artifacts, pattern))
			if err != nil {
				j.T.Fatal(err)
			}
			for _, dir := range found {
				if err := os.CopyFS(filepath.Join(path, filepath.Base(dir)), os.DirFS(dir)); err != nil {
					j.T.Errorf("%s: %v", name, err)
				}
			}
			return
		}
		if err := os.CopyFS(path, os.DirFS(filepath.Join(j.Artifacts, ActionInput(action, "name")))); err != nil {
			j.T.Errorf("%s: %v", name, err)
		}
	case "actions/upload-pages-artifact":
		sums, err := exec.CommandContext(j.T.Context(), "sh", "-c", `cd "$1" && sha256sum --quiet --check SHA256SUMS && ! grep -F '/.' SHA256SUMS`, "sh", path).CombinedOutput()
		if err != nil {
			j.T.Errorf("%s: SHA256SUMS does not hold: %v\n%s", name, err, sums)
		}
		for _, page := range []string{"index.html", "404.html", "fr/index.html", "en/index.html"} {
			text, err := os.ReadFile(filepath.Join(path, page))
			if err != nil {
				j.T.Errorf("%s: %v", name, err)
			}
			if base := j.values["steps.pages.outputs.base_url"] + "/fr/"; page == "fr/index.html" && !bytes.Contains(text, []byte(base)) {
				j.T.Errorf("%s: %s does not name itself under %s", name, page, base)
			}
		}
	case "actions/attest-build-provenance":
		if subject := j.expand(ActionInput(action, "subject-path")); FileSize(subject) == 0 {
			j.T.Errorf("%s: there is no %s", name, subject)
		}
	default:
		j.T.Fatalf("%s is new here: say in this test what it leaves behind", name)
	}
}

// hiddenIn are the files and folders at the root of a folder whose names begin with a dot.
func hiddenIn(t testing.TB, dir string) []string {
	t.Helper()
	hidden, err := filepath.Glob(filepath.Join(dir, ".*"))
	if err != nil {
		t.Fatal(err)
	}
	return hidden
}

// artifactFS is what is uploaded of a path: a folder, or a file alone.
func artifactFS(t testing.TB, path string) fs.FS {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.IsDir() {
		return os.DirFS(path)
	}
	only, err := fs.Sub(os.DirFS(filepath.Dir(path)), ".")
	if err != nil {
		t.Fatal(err)
	}
	return oneFile{only, filepath.Base(path)}
}

// oneFile is a folder of which one file alone is seen.
type oneFile struct {
	fs.FS
	name string
}

func (o oneFile) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.FS, name)
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return e.Name() != o.name }), err
}

func FileSize(name string) int64 {
	info, err := os.Stat(name)
	if err != nil {
		return 0
	}
	return info.Size()
}

// expand gives the value of a text with expressions, as a runner would.
func (j *machine) expand(text string) string {
	j.T.Helper()
	expression := regexp.MustCompile(`\$\{\{\s*(.*?)\s*\}\}`)
	return expression.ReplaceAllStringFunc(text, func(found string) string {
		name := expression.FindStringSubmatch(found)[1]
		if name == "runner.temp" {
			return j.temp
		}
		value, ok := j.values[name]
		if !ok {
			j.T.Fatalf("%s is new here: say in this test what it stands for\n%s", found, j.Said)
		}
		return value
	})
}
