package e2e

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"rapporteur/generator/edition"
)

// IssuedIn is the id of the edition that AsIssued begins with. Its data never
// change, so a test on them stays the same when writers go on.
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

// Clone returns a clone of this repository with its whole history, at the
// commit that issued an edition.
func Clone(t testing.TB, id string) Project {
	t.Helper()
	p := Project{t, filepath.Join(t.TempDir(), "report")}
	from := Project{t, Root(t)}
	from.Git("clone", "--quiet", "--no-checkout", Root(t), p.Dir)
	p.Git("checkout", "--quiet", "--detach", Edition(t, id))
	return p
}

// AsIssued returns the report as it was issued, with its history, and this
// working tree's site: what a writer begins with.
func AsIssued(t testing.TB) Project {
	t.Helper()
	p := Clone(t, IssuedIn)
	for _, name := range siteFolders {
		if err := os.RemoveAll(filepath.Join(p.Dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := CopySite(p.Dir, Root(t)); err != nil {
		t.Fatal(err)
	}
	p.Commit("the site as it is now")
	return p
}
