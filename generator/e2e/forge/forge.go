package forge

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"rapporteur/generator/e2e"
)

// A Forge represents GitHub: the repository that everybody sees, forks of it,
// and pull requests. Several may be opened and checked at a time.
type Forge struct {
	T      testing.TB
	Origin string // bare
	Issued string // the commit that issued the last edition
	pulls  *atomic.Int32
}

// New is a repository with the program as it is in the working tree's
// newest commit, and the report as it was when its edition of June 2009 was
// issued: so a story stays the same when writers go on.
func New(t testing.TB) *Forge {
	t.Helper()
	f := bare(t)
	f.Issued = e2e.Accepted(t, f.Origin)
	f.begin(f.Issued + ":data")
	return f
}

// Small is a repository with the program as it is in the working tree's newest
// commit, and the small report of generator/testdata as its first edition.
func Small(t testing.TB) *Forge {
	t.Helper()
	f := bare(t)
	p := e2e.NewProject(t, "small")
	p.Replace("data/sources.toml", "2001-06-01", "2001-01-01") // or a source is younger than the edition
	p.Issue()
	f.Issued = strings.TrimSpace(p.Git("rev-parse", "HEAD"))
	Git(t, f.Origin, "fetch", "--quiet", p.Dir, f.Issued)
	f.begin(f.Issued + ":data")
	return f
}

// bare is a clone of this repository without branches and tags.
func bare(t testing.TB) *Forge {
	t.Helper()
	f := &Forge{T: t, Origin: filepath.Join(t.TempDir(), "origin.git"), pulls: new(atomic.Int32)}
	Git(t, e2e.Root(t), "clone", "--quiet", "--bare", e2e.Root(t), f.Origin)
	// What actions/checkout fetches of a pull request is not a branch.
	Git(t, f.Origin, "config", "uploadpack.allowAnySHA1InWant", "true")
	// Nothing is packed while others read.
	Git(t, f.Origin, "config", "gc.auto", "0")
	for ref := range strings.Lines(Git(t, f.Origin, "for-each-ref", "--format=%(refname)")) {
		Git(t, f.Origin, "update-ref", "-d", strings.TrimSpace(ref))
	}
	return f
}

// begin makes the main branch: the program on top of what was issued, with a tree
// of data.
func (f *Forge) begin(data string) {
	f.T.Helper()
	index := filepath.Join(f.T.TempDir(), "index")
	git := func(args ...string) string {
		f.T.Helper()
		cmd := exec.CommandContext(f.T.Context(), "git", args...)
		cmd.Dir = f.Origin
		cmd.Env = append(os.Environ(), "GIT_INDEX_FILE="+index, "GIT_DIR="+f.Origin, "GIT_WORK_TREE="+filepath.Dir(index))
		cmd.Env = append(cmd.Env, e2e.Author("Maintainer", "2009-09-01")...)
		out, err := cmd.CombinedOutput()
		if err != nil {
			f.T.Fatalf("git %v: %v\n%s", args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	git("read-tree", Git(f.T, e2e.Root(f.T), "rev-parse", "HEAD"))
	git("rm", "--cached", "-r", "-q", "data")
	git("read-tree", "--prefix=data/", data)
	git("update-ref", "refs/heads/main", git("commit-tree", git("write-tree"), "-p", f.Issued, "-m", "The program as it is"))
	git("symbolic-ref", "HEAD", "refs/heads/main")
}

// For is the same forge for a test of its own.
func (f *Forge) For(t testing.TB) *Forge {
	of := *f
	of.T = t
	return &of
}

// A Desk is the clone of somebody who writes.
type Desk struct {
	e2e.Project
	Forge  *Forge
	remote string // where its branches are pushed
}

// Clone is a clone of the repository, or of a fork of it.
func (f *Forge) Clone(fork bool) *Desk {
	f.T.Helper()
	remote := f.Origin
	if fork {
		remote = filepath.Join(f.T.TempDir(), "fork.git")
		Git(f.T, f.Origin, "clone", "--quiet", "--bare", f.Origin, remote)
	}
	d := &Desk{Project: e2e.Project{T: f.T, Dir: filepath.Join(f.T.TempDir(), "report")}, Forge: f, remote: remote}
	Git(f.T, filepath.Dir(d.Dir), "clone", "--quiet", remote, d.Dir)
	d.Git("config", "user.name", "Writer")
	d.Git("config", "user.email", "writer@example.org")
	return d
}

// Begin makes a branch on which the next edition is drafted.
func (d *Desk) Begin(branch string) {
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

// Correct is the edit of a desk officer: one sentence, in both languages.
func (d *Desk) Correct() {
	d.T.Helper()
	d.Replace("data/paragraphs/op04.toml", storyOldFr, storyNewFr)
	d.Replace("data/paragraphs/op04.toml", storyOldEn, storyNewEn)
}

// Write writes a file.
func (d *Desk) Write(name, text string) {
	d.T.Helper()
	name = filepath.Join(d.Dir, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		d.T.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		d.T.Fatal(err)
	}
}

// A Pull is a pull request as the workflow sees it.
type Pull struct {
	number            int
	Base, head, merge string // commits; merge is what GitHub makes of the two
}

// Open pushes the branch and opens a pull request.
func (d *Desk) Open() Pull {
	d.T.Helper()
	f := d.Forge
	d.Git("push", "-q", d.remote, "HEAD")
	p := Pull{number: int(f.pulls.Add(1)), Base: Git(f.T, f.Origin, "rev-parse", "main"), head: strings.TrimSpace(d.Git("rev-parse", "HEAD"))}
	ref := fmt.Sprintf("refs/pull/%d/", p.number)
	Git(f.T, f.Origin, "fetch", "--quiet", d.remote, p.head+":"+ref+"head")
	merge := e2e.Project{T: f.T, Dir: f.Origin}
	tree := strings.TrimSpace(merge.Git("merge-tree", "--write-tree", p.Base, p.head))
	p.merge = strings.TrimSpace(merge.Git("commit-tree", tree, "-p", p.Base, "-p", p.head, "-m", "Merge of the pull request"))
	merge.Git("update-ref", ref+"merge", p.merge)
	return p
}

// Check runs the workflow of pull requests on it.
func (f *Forge) Check(p Pull) *Run {
	f.T.Helper()
	w := NewRun(f.T, "pull-request.yml", f.Origin, p.merge, fmt.Sprintf("refs/pull/%d/merge", p.number), map[string]string{
		"github.event.pull_request.base.sha": p.Base,
		"github.event.pull_request.head.sha": p.head,
		"github.repository":                  "owner/repo",
	})
	delete(w.values, "github.token")
	w.Run()
	return w
}

// Squash merges a pull request as one commit on the main branch.
func (f *Forge) Squash(p Pull, message string) string {
	f.T.Helper()
	merged := f.Clone(false)
	merged.Git("fetch", "-q", "origin", p.head)
	merged.Git("merge", "-q", "--squash", p.head)
	merged.Git("commit", "-q", "-m", message)
	merged.Git("push", "-q", "origin", "HEAD:main")
	return strings.TrimSpace(merged.Git("rev-parse", "HEAD"))
}

// Preview is what the preview of a run says, without its markup.
func (w *Run) Preview() string {
	w.T.Helper()
	b, err := os.ReadFile(filepath.Join(w.Artifacts, "preview", "preview.html"))
	if err != nil {
		w.T.Fatalf("there is no preview: %v\n%s", err, w.Said)
	}
	if !bytes.HasPrefix(b, []byte("<!DOCTYPE html>")) || !bytes.Contains(b, []byte("</html>")) {
		w.T.Errorf("the preview is no whole page")
	}
	if len(b) > 5<<20 {
		w.T.Errorf("the preview has %d bytes", len(b))
	}
	text := regexp.MustCompile(`(?s)<style>.*?</style>|<[^>]*>`).ReplaceAllString(string(b), "")
	return strings.Join(strings.Fields(strings.NewReplacer("&#39;", "'", "&#34;", `"`, "&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(text)), " ")
}
