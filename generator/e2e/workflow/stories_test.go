package workflow

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/e2e"
)

// A forge represents GitHub: the repository that everybody sees, forks of it,
// and pull requests.
type forge struct {
	t      *testing.T
	home   string // folder of all below
	origin string // bare
	issued string // the commit that issued the last edition
	pulls  int

	program string // as the workflows of an earlier pull request built it
}

// newForge is a repository with the program as it is in the working tree's
// newest commit, and the report as it was when its edition of June 2009 was
// issued: so a story stays the same when writers go on.
func newForge(t *testing.T) *forge {
	t.Helper()
	root := e2e.Root(t)
	f := &forge{t: t, home: t.TempDir()}
	f.origin = filepath.Join(f.home, "origin.git")
	gitOutput(t, root, "clone", "--quiet", "--bare", root, f.origin)
	// What actions/checkout fetches of a pull request is not a branch.
	gitOutput(t, f.origin, "config", "uploadpack.allowAnySHA1InWant", "true")
	for ref := range strings.Lines(gitOutput(t, f.origin, "for-each-ref", "--format=%(refname)")) {
		gitOutput(t, f.origin, "update-ref", "-d", strings.TrimSpace(ref))
	}
	index := filepath.Join(t.TempDir(), "index")
	git := func(args ...string) string {
		cmd := exec.CommandContext(t.Context(), "git", args...)
		cmd.Dir = f.origin
		cmd.Env = append(os.Environ(), "GIT_INDEX_FILE="+index, "GIT_DIR="+f.origin, "GIT_WORK_TREE="+filepath.Dir(index))
		cmd.Env = append(cmd.Env, e2e.Author("Maintainer", "2009-09-01")...)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	f.issued = e2e.Accepted(t, f.origin)
	git("read-tree", gitOutput(t, root, "rev-parse", "HEAD"))
	git("rm", "--cached", "-r", "-q", "data")
	git("read-tree", "--prefix=data/", f.issued+":data")
	git("update-ref", "refs/heads/main", git("commit-tree", git("write-tree"), "-p", f.issued, "-m", "The program as it is"))
	git("symbolic-ref", "HEAD", "refs/heads/main")
	return f
}

// A desk is the clone of somebody who writes.
type desk struct {
	e2e.Project
	forge  *forge
	remote string // where its branches are pushed
}

// clone is a clone of the repository, or of a fork of it.
func (f *forge) clone(fork bool) *desk {
	f.t.Helper()
	remote := f.origin
	if fork {
		remote = filepath.Join(f.t.TempDir(), "fork.git")
		gitOutput(f.t, f.origin, "clone", "--quiet", "--bare", f.origin, remote)
	}
	d := &desk{Project: e2e.Project{T: f.t, Dir: filepath.Join(f.t.TempDir(), "report")}, forge: f, remote: remote}
	gitOutput(f.t, filepath.Dir(d.Dir), "clone", "--quiet", remote, d.Dir)
	d.Git("config", "user.name", "Writer")
	d.Git("config", "user.email", "writer@example.org")
	return d
}

// begin makes a branch on which the next edition is drafted.
func (d *desk) begin(branch string) {
	d.T.Helper()
	d.Git("switch", "-q", "-c", branch)
	if _, stderr, code := e2e.Run(d.T, d.Dir, "release", "--next", "2009-12-31", "--as-at", "2009-12-31"); code != 0 {
		d.T.Fatalf("release --next: %s", stderr)
	}
}

const (
	storyOldFr = "sessions spécialisées n’est pas connue."
	storyNewFr = "sessions spécialisées n’a pas été communiquée."
	storyOldEn = "The share of specialized sessions is not known."
	storyNewEn = "The share of specialized sessions was not reported."
)

// correct is the edit of a desk officer: one sentence, in both languages.
func (d *desk) correct() {
	d.T.Helper()
	d.Replace("data/paragraphs/op04.toml", storyOldFr, storyNewFr)
	d.Replace("data/paragraphs/op04.toml", storyOldEn, storyNewEn)
}

func (d *desk) write(name, text string) {
	d.T.Helper()
	name = filepath.Join(d.Dir, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		d.T.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		d.T.Fatal(err)
	}
}

// A pull is a pull request as the workflow sees it.
type pull struct {
	number            int
	base, head, merge string // commits; merge is what GitHub makes of the two
}

// open pushes the branch and opens a pull request.
func (d *desk) open() pull {
	d.T.Helper()
	f := d.forge
	f.pulls++
	d.Git("push", "-q", d.remote, "HEAD")
	p := pull{number: f.pulls, base: gitOutput(f.t, f.origin, "rev-parse", "main"), head: strings.TrimSpace(d.Git("rev-parse", "HEAD"))}
	ref := fmt.Sprintf("refs/pull/%d/", p.number)
	gitOutput(f.t, f.origin, "fetch", "--quiet", d.remote, p.head+":"+ref+"head")
	merge := e2e.Project{T: f.t, Dir: f.origin}
	tree := strings.TrimSpace(merge.Git("merge-tree", "--write-tree", p.base, p.head))
	p.merge = strings.TrimSpace(merge.Git("commit-tree", tree, "-p", p.base, "-p", p.head, "-m", "Merge of the pull request"))
	merge.Git("update-ref", ref+"merge", p.merge)
	return p
}

// check runs the workflow of pull requests on it.
func (f *forge) check(p pull) *workflowRun {
	f.t.Helper()
	w := newWorkflowRun(f.t, "pull-request.yml", f.origin, p.merge, fmt.Sprintf("refs/pull/%d/merge", p.number), map[string]string{
		"github.event.pull_request.base.sha": p.base,
		"github.event.pull_request.head.sha": p.head,
		"github.repository":                  "owner/repo",
	})
	delete(w.values, "github.token")
	w.program = f.program
	w.run()
	f.keep(w)
	return w
}

// keep keeps the program that a run built, because linking it takes longer than
// all else and each clone has the same.
func (f *forge) keep(w *workflowRun) {
	f.t.Helper()
	if f.program != "" || w.built == "" {
		return
	}
	b, err := os.ReadFile(w.built)
	if err != nil {
		f.t.Fatal(err)
	}
	name := filepath.Join(f.home, "rapporteur")
	if err := os.WriteFile(name, b, 0o755); err != nil {
		f.t.Fatal(err)
	}
	f.program = name
}

// squash merges a pull request as one commit on the main branch.
func (f *forge) squash(p pull, message string) string {
	f.t.Helper()
	merged := f.clone(false)
	merged.Git("fetch", "-q", "origin", p.head)
	merged.Git("merge", "-q", "--squash", p.head)
	merged.Git("commit", "-q", "-m", message)
	merged.Git("push", "-q", "origin", "HEAD:main")
	return strings.TrimSpace(merged.Git("rev-parse", "HEAD"))
}

// preview is what the preview of a run says, without its markup.
func (w *workflowRun) preview() string {
	w.t.Helper()
	b, err := os.ReadFile(filepath.Join(w.artifacts, "preview", "preview.html"))
	if err != nil {
		w.t.Fatalf("there is no preview: %v\n%s", err, w.said)
	}
	if !bytes.HasPrefix(b, []byte("<!DOCTYPE html>")) || !bytes.Contains(b, []byte("</html>")) {
		w.t.Errorf("the preview is no whole page")
	}
	if len(b) > 5<<20 {
		w.t.Errorf("the preview has %d bytes", len(b))
	}
	text := regexp.MustCompile(`(?s)<style>.*?</style>|<[^>]*>`).ReplaceAllString(string(b), "")
	return strings.Join(strings.Fields(strings.NewReplacer("&#39;", "'", "&#34;", `"`, "&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(text)), " ")
}

// holds says that a text holds each of the wanted ones, in their order.
func holds(t *testing.T, what, text string, want ...string) {
	t.Helper()
	rest := text
	for _, w := range want {
		_, after, ok := strings.Cut(rest, w)
		if !ok {
			t.Errorf("%s lacks %q, or has it elsewhere:\n%.6000s", what, w, text)
			return
		}
		rest = after
	}
}

// Every kind of pull request gets a summary that a writer can read, and a
// preview with the problems in it.
func TestPullRequests(t *testing.T) {
	f := newForge(t)
	const checkStep = "Check the report"
	tests := []struct {
		name    string
		fork    bool
		make    func(d *desk)
		failed  []string // steps
		summary []string
		preview []string
	}{
		{
			name: "good edit",
			make: func(d *desk) { d.begin("good"); d.correct() },
			summary: []string{
				"## Problems in the data", "no problems", "| substance | 0 | 0 | 1 |", "Train criminal justice personnel", "<del>known</del>",
			},
			preview: []string{"Problemsnone new", "1 substance", "There are no problems.", "Intensifying technical assistance", "was not reported"},
		},
		{
			name: "fork", fork: true,
			make:    func(d *desk) { d.begin("fork"); d.correct() },
			summary: []string{"no problems", "<del>known</del>"},
			preview: []string{"Problemsnone new", "was not reported"},
		},
		{
			name: "misspelt source",
			make: func(d *desk) {
				d.begin("misspelt")
				d.Replace("data/paragraphs/op04.toml", "[source:tpb-slides-2009-04-30]", "[source:tpb-slides-2009-04-31]")
			},
			failed:  []string{checkStep},
			summary: []string{"errors", "<code>data/paragraphs/op04.toml:", "tpb-slides-2009-04-31", "did you mean tpb-slides-2009-04-30?", "cannot be computed until the errors are fixed"},
			preview: []string{"errors", "data/paragraphs/op04.toml:", "did you mean tpb-slides-2009-04-30?"},
		},
		{
			name: "broken TOML",
			make: func(d *desk) {
				d.begin("broken")
				d.Replace("data/paragraphs/op04.toml", `verb = "requests"`, `verb = "requests`)
			},
			failed:  []string{checkStep},
			summary: []string{"error", "<code>data/paragraphs/op04.toml:"},
			preview: []string{"error", "data/paragraphs/op04.toml:"},
		},
		{
			name: "edit of an issued edition",
			make: func(d *desk) { d.Git("switch", "-q", "-c", "issued"); d.correct() },
			// The change is shown all the same.
			failed:  []string{checkStep},
			summary: []string{"1 error", "issued-unchanged", "<del>known</del>"},
			preview: []string{"1 error", "was not reported"},
		},
		{
			name: "id of the edition deleted",
			make: func(d *desk) {
				d.Git("switch", "-q", "-c", "deleted")
				d.Replace("data/report.toml", "id = \"2009-06-30\"\n", "")
			},
			failed:  []string{checkStep},
			summary: []string{"error", "<code>data/report.toml"},
			preview: []string{"error", "data/report.toml"},
		},
		{
			name: "program and data at once",
			make: func(d *desk) {
				d.begin("both")
				d.correct()
				d.Replace("generator/version.go", "package main", "package main // of a proposal")
				f.program = ""
			},
			summary: []string{"no problems", "<del>known</del>"},
			preview: []string{"Problemsnone new", "was not reported", "generator/version.go"},
		},
		{
			name: "five hundred files",
			make: func(d *desk) {
				d.begin("many")
				for i := range 500 {
					d.write(fmt.Sprintf("data/notes/%03d.toml", i), "text = \"a note\"\n")
				}
			},
			failed:  []string{checkStep},
			summary: []string{"500 errors", "<code>data/notes/000.toml", "<code>data/notes/499.toml"},
			preview: []string{"500 errors", "data/notes/000.toml"},
		},
		{
			name: "paragraph's file renamed",
			make: func(d *desk) {
				d.begin("renamed")
				d.Git("mv", "data/paragraphs/op04.toml", "data/paragraphs/op4.toml")
			},
			failed:  []string{checkStep},
			summary: []string{"error", "<code>data/paragraphs/op4.toml", "op04"},
			preview: []string{"error", "data/paragraphs/op4.toml"},
		},
		{
			name: "hostile file name",
			make: func(d *desk) {
				d.begin("hostile")
				d.write("data/activities/<script>alert(1)</script>|`$(touch pwned)`.toml", "x = 1\n")
			},
			failed:  []string{checkStep},
			summary: []string{"error"},
			preview: []string{"error", "alert(1)"},
		},
		{
			name: "old main",
			make: func(d *desk) {
				d.begin("old")
				d.correct()
				// Meanwhile others go on.
				other := f.clone(false)
				other.Replace("README.md", "# Rapporteur", "# Rapporteur, the program")
				other.Commit("README: a longer name")
				other.Git("push", "-q", "origin", "HEAD:main")
			},
			summary: []string{"no problems", "<del>known</del>"},
			preview: []string{"Problemsnone new", "was not reported"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f.t = t
			d := f.clone(tt.fork)
			tt.make(d)
			d.Commit("A proposal")
			w := f.check(d.open())
			if !slices.Equal(w.failed, tt.failed) {
				t.Errorf("the steps that failed are %q, want %q\n%s", w.failed, tt.failed, w.said)
			}
			holds(t, "the summary", w.summary, tt.summary...)
			holds(t, "the preview", w.preview(), tt.preview...)
			if strings.Contains(w.summary, "<script") {
				t.Errorf("a file's name reaches the summary as markup:\n%s", w.summary)
			}
			if tt.name == "old main" && strings.Contains(w.summary+w.preview(), "a longer name") {
				t.Error("what others changed on main is shown as a change of this pull request")
			}
		})
	}
}

// The stories of docs/workflow.md, each from a clone to the files that a person
// opens. What the program says in them is there word for word; with
// UPDATE=1 it is rewritten.
func TestStories(t *testing.T) {
	told := map[string]string{}
	tell := func(name, text string) { told[name] = maskStory(text) }
	f := newForge(t)

	// A good edit.
	good := f.clone(false)
	good.begin("op04-sentence")
	good.correct()
	stdout, stderr, code := e2e.Run(t, good.Dir, "check")
	if code != 0 {
		t.Fatalf("check: %s%s", stdout, stderr)
	}
	tell("good-check", "$ rapporteur check\n"+stdout+stderr)
	good.Commit("op04: what is not reported is called so")
	stdout, _, _ = e2e.Run(t, good.Dir, "diff", "main...HEAD")
	tell("good-diff", "$ rapporteur diff main...HEAD\n"+stdout)
	w := f.check(good.open())
	if len(w.failed) > 0 {
		t.Fatalf("%q failed\n%s", w.failed, w.said)
	}
	holds(t, "the preview", w.preview(), "was not reported")
	tell("good-summary", w.summary)

	// A bad edit.
	bad := f.clone(true)
	bad.begin("op04-source")
	bad.Replace("data/paragraphs/op04.toml", "The share of specialized sessions is not known.", "The share is not known [source:tpb-slides-2009-04-31].")
	stdout, stderr, code = e2e.Run(t, bad.Dir, "check")
	if code != e2e.ExitFound {
		t.Errorf("check says %d: %s%s", code, stdout, stderr)
	}
	tell("bad-check", "$ rapporteur check\n"+stdout+stderr)
	bad.Commit("op04: the share of sessions")
	w = f.check(bad.open())
	holds(t, "the preview", w.preview(), "did you mean tpb-slides-2009-04-30?")
	tell("bad-annotations", lines(w.said, regexp.MustCompile(`^::`)))
	tell("bad-summary", w.summary)

	// A release.
	release := f.clone(false)
	release.Git("switch", "-q", "-c", "autumn")
	stdout, stderr, _ = e2e.Run(t, release.Dir, "release", "--next", "2009-12-31", "--as-at", "2009-12-31",
		"--title.fr", "Fin d’année", "--title.en", "End of the year",
		"--note.fr", "Ce qui était connu le 31 décembre 2009.", "--note.en", "What was known on 31 December 2009.")
	tell("release-next", "$ rapporteur release --next 2009-12-31 --as-at 2009-12-31 \\\n    --title.fr \"Fin d’année\" --title.en \"End of the year\" \\\n"+
		"    --note.fr \"Ce qui était connu le 31 décembre 2009.\" --note.en \"What was known on 31 December 2009.\"\n"+stdout+stderr)
	release.correct()
	release.Commit("op04: what is not reported is called so")
	stdout, stderr, code = e2e.Run(t, release.Dir, "release", "--commit", "--yes")
	if code != 0 {
		t.Fatalf("release: %s%s", stdout, stderr)
	}
	tell("release", "$ rapporteur release --commit --yes\n"+stderr+stdout)
	p := release.open()
	if w = f.check(p); len(w.failed) > 0 {
		t.Fatalf("%q failed\n%s", w.failed, w.said)
	}
	merged := f.squash(p, "Issue edition 2009-12-31 (#3)")
	for _, e := range e2e.Editions(t) {
		commit := e.Commit
		if e.ID == e2e.IssuedIn {
			commit = f.issued
		}
		gitOutput(t, f.origin, "tag", "edition/"+e.ID, commit)
	}
	e2e.Chromium(t) // the PDFs need one
	w = newWorkflowRun(t, "publish.yml", f.origin, merged, "refs/heads/main", nil)
	w.program = f.program
	w.run()
	if len(w.failed) > 0 {
		t.Fatalf("%q failed\n%s", w.failed, w.said)
	}
	gh, err := os.ReadFile(w.gh)
	if err != nil {
		t.Fatal(err)
	}
	holds(t, "what gh was asked", string(gh), "release\ncreate\nedition/2009-12-31\n--target\n"+merged+"\n--title\nEdition 2009-12-31\n--notes-file\n",
		"redline-2009-06-30-2009-12-31.html", "62-172-2009-12-31-en.pdf", "62-172-2009-12-31-fr.pdf")
	if n := strings.Count(string(gh), "create"); n != 1 {
		t.Errorf("%d releases were made", n)
	}
	var files []string
	for line := range strings.Lines(string(gh)) {
		if name := strings.TrimSpace(line); strings.Contains(name, "/releases/") {
			files = append(files, "$RUNNER_TEMP"+name[strings.Index(name, "/releases/"):])
		}
	}
	tell("release-gh", "gh release create edition/2009-12-31 --target … --title \"Edition 2009-12-31\" --notes-file "+strings.Join(files, " \\\n    "))
	gitOutput(t, f.origin, "tag", "edition/2009-12-31", merged) // as gh does
	after := f.clone(false)
	stdout, _, _ = e2e.Run(t, after.Dir, "editions")
	tell("release-editions", "$ rapporteur editions\n"+stdout)

	// A new report.
	next := filepath.Join(t.TempDir(), "99-999")
	stdout, stderr, code = e2e.Run(t, after.Dir, "init", next, "--symbol", "A/RES/99/999", "--session", "100", "--paragraphs", "3", "--languages", "en,fr", "--as-at", "2045-07-31", "--yes")
	if code != 0 {
		t.Fatalf("init: %s%s", stdout, stderr)
	}
	tell("init", "$ rapporteur init ../99-999 --symbol A/RES/99/999 --session 100 --paragraphs 3 \\\n    --languages en,fr --as-at 2045-07-31 --yes\n"+strings.ReplaceAll(stdout+stderr, next, "../99-999"))
	stdout, stderr, code = e2e.Run(t, next, "check")
	if code != 0 {
		t.Errorf("the new report has errors: %s%s", stdout, stderr)
	}
	tell("init-check", "$ rapporteur check | tail -n 12\n"+tail(stdout, 11)+stderr)
	if _, stderr, code = e2e.Run(t, next, "build"); code != 0 {
		t.Errorf("the new report does not build: %s", stderr)
	}
	if fileSize(filepath.Join(next, "public", "draft", "en", "index.html")) == 0 {
		t.Error("the new report has no front page")
	}
	tell("init-build", "$ rapporteur build\n"+strings.ReplaceAll(stderr, next, "../99-999"))

	compareStories(t, told)
}

// maskStory takes out what differs from machine to machine: commits, times and
// sizes.
func maskStory(s string) string {
	// The Markdown of a comparison keeps GitHub from making a link of a commit.
	s = regexp.MustCompile(`<span>([0-9a-f])</span>([0-9a-f]{11})\b`).ReplaceAllString(s, "$1$2")
	s = regexp.MustCompile(`\b[0-9a-f]{40}\b|\b[0-9a-f]{12}\b`).ReplaceAllString(s, "0123456789ab")
	s = regexp.MustCompile(`in \d+\.\d s`).ReplaceAllString(s, "in … s")
	s = regexp.MustCompile(`(?m)[ \t]+$`).ReplaceAllString(s, "")
	s = regexp.MustCompile(`\d{4}-\d\d-\d\d  (older|current)`).ReplaceAllString(s, "2009-09-01  $1")
	return strings.TrimSpace(s) + "\n"
}

func lines(s string, keep *regexp.Regexp) string {
	var out strings.Builder
	for line := range strings.Lines(s) {
		if keep.MatchString(line) {
			out.WriteString(line)
		}
	}
	return out.String()
}

func tail(s string, n int) string {
	all := slices.Collect(strings.Lines(s))
	return strings.Join(all[max(0, len(all)-n):], "")
}

// compareStories holds the blocks of docs/workflow.md to what was told. A block
// is what is between the fences that follow <!-- told: name -->.
func compareStories(t *testing.T, told map[string]string) {
	t.Helper()
	name := filepath.Join(e2e.Root(t), "docs", "workflow.md")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?s)(<!-- told: ([a-z-]+) -->\n````[a-z]*\n)(.*?)(````\n)")
	seen := map[string]bool{}
	now := block.ReplaceAllStringFunc(string(text), func(found string) string {
		m := block.FindStringSubmatch(found)
		said, ok := told[m[2]]
		if !ok {
			t.Errorf("docs/workflow.md has a block %q that no story tells", m[2])
			return found
		}
		seen[m[2]] = true
		if said != m[3] && os.Getenv("UPDATE") == "" {
			t.Errorf("docs/workflow.md tells %s otherwise; run UPDATE=1 go test ./generator/e2e/workflow -run TestStories\n%s", m[2], said)
		}
		return m[1] + said + m[4]
	})
	for name := range told {
		if !seen[name] {
			t.Errorf("docs/workflow.md has no block %q", name)
		}
	}
	if os.Getenv("UPDATE") != "" && now != string(text) {
		if err := os.WriteFile(name, []byte(now), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
