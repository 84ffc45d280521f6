package e2e

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/generator/edition"
)

// IssuedIn is the id of the edition that AsIssued begins with. Its data never
// change, so a test on them stays the same when writers go on. Accepted says what is
// corrected in it.
const IssuedIn = "2009-06-30"

// Edition returns the commit that issued an edition of this repository.
func Edition(t testing.TB, id string) string {
	t.Helper()
	for _, e := range Editions(t) {
		if e.ID == id {
			return e.Commit
		}
	}
	t.Fatalf("there is no edition %s", id)
	return ""
}

// Editions returns the editions of this repository that were issued, oldest
// first.
func Editions(t testing.TB) []*edition.Edition {
	t.Helper()
	r, err := edition.Open(context.Background(), Root(t), edition.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	series, err := r.Series(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	return series.Editions
}

// Clone returns a clone of this repository with its whole history, at the commit of
// Accepted.
func Clone(t testing.TB) Project {
	t.Helper()
	p := Project{t, filepath.Join(t.TempDir(), "report")}
	from := Project{t, Root(t)}
	from.Git("clone", "--quiet", "--no-checkout", Root(t), p.Dir)
	p.Git("checkout", "--quiet", "--detach", Accepted(t, p.Dir))
	return p
}

// Accepted makes, in a clone of this repository, a commit that issues the edition
// IssuedIn in a form that the rules of today accept, moves the tag of the edition there
// if it has one, and returns the hash of the commit. The edition
// itself cannot be changed, and what rules that came later find in it would be in the
// way of every story that begins with it.
func Accepted(t testing.TB, dir string) string {
	t.Helper()
	issued := Edition(t, IssuedIn)
	env := append(os.Environ(), Author("Maintainer", "2009-07-01")...)
	env = append(env, "GIT_INDEX_FILE="+filepath.Join(t.TempDir(), "index"))
	git := func(stdin string, args ...string) string {
		t.Helper()
		cmd := exec.Command("git", args...)
		cmd.Dir, cmd.Env, cmd.Stdin = dir, env, strings.NewReader(stdin)
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("git %v: %v", args, err)
		}
		return string(out)
	}
	git("", "read-tree", issued)
	for _, c := range laterRules {
		text := git("", "show", issued+":"+c.file)
		for i := 0; i < len(c.edits); i += 2 {
			if n := strings.Count(text, c.edits[i]); n != 1 {
				t.Fatalf("%s holds %q %d times, want 1", c.file, c.edits[i], n)
			}
			text = strings.Replace(text, c.edits[i], c.edits[i+1], 1)
		}
		blob := strings.TrimSpace(git(text, "hash-object", "-w", "--stdin"))
		git("", "update-index", "--cacheinfo", "100644,"+blob+","+c.file)
	}
	tree := strings.TrimSpace(git("", "write-tree"))
	commit := strings.TrimSpace(git("", "commit-tree", tree, "-p", issued+"^", "-m", "Issue edition "+IssuedIn))
	if tag := "refs/tags/edition/" + IssuedIn; git("", "for-each-ref", tag) != "" {
		git("", "update-ref", tag, commit)
	}
	return commit
}

// laterRules are the corrections that rules ask for that came after IssuedIn: old and
// new text in turn.
var laterRules = []struct {
	file  string
	edits []string
}{
	// evidence-against: States joined the instruments after the resolution.
	{"data/paragraphs/op02.toml", []string{
		`status = "no-information"`, `status = "under-implementation"`,
		`gaps = [{ field = "evidence", reason = "not-found" }]`, `evidence = ["instrument:nuclear-terrorism-2005", "instrument:bombings-1997", "instrument:hostages-1979", "instrument:financing-1999", "instrument:internationally-protected-persons-1973"]`,
	}},
}

// AsIssued returns the report as it was issued, with its history, and this
// working tree's site: what a writer begins with.
func AsIssued(t testing.TB) Project {
	t.Helper()
	p := Clone(t)
	for _, name := range siteFolders {
		if err := os.RemoveAll(filepath.Join(p.Dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := copyConfig(p.Dir, Root(t)); err != nil {
		t.Fatal(err)
	}
	p.Commit("the site as it is now")
	return p
}
