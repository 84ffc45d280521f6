package edition

import (
	"context"
	"strings"
	"testing"
)

// An edition that a tag marks and the history does not have is found, with what to do
// about it, and nothing advises to move or delete the tag.
func TestLostEditions(t *testing.T) {
	tagged := func(t *testing.T) string {
		dir := newGit(t)
		runGit(t, dir, "tag", "edition/2007-12-18", "HEAD~3")
		runGit(t, dir, "tag", "-a", "-m", "annotated", "edition/2008-07-31", "HEAD~1")
		return dir
	}
	for _, c := range []struct {
		name  string
		spoil func(dir string)
		rev   string
		want  []string // ids
		says  []string // in the remedy of the first
	}{
		{"as it should be", func(string) {}, "", nil, nil},
		{"an older revision", func(string) {}, "HEAD~2", nil, nil},
		{"an older branch", func(dir string) { runGit(t, dir, "branch", "old", "HEAD~4") }, "old", nil, nil},
		{"a history begun again", func(dir string) {
			runGit(t, dir, "checkout", "-q", "--orphan", "new")
			runGit(t, dir, "commit", "-q", "-m", "all")
			runGit(t, dir, "branch", "-q", "-D", "main")
		}, "", []string{"2007-12-18", "2008-07-31"}, []string{"git merge --allow-unrelated-histories -s ours edition/2007-12-18", "git reflog"}},
		{"a history begun again beside the other", func(dir string) {
			runGit(t, dir, "checkout", "-q", "--orphan", "new")
			runGit(t, dir, "commit", "-q", "-m", "all")
		}, "", []string{"2007-12-18", "2008-07-31"}, []string{"the branch main has it"}},
		{"commits dropped", func(dir string) { runGit(t, dir, "reset", "-q", "--hard", "HEAD~2") }, "", []string{"2008-07-31"}, []string{"git reflog"}},
		{"commits dropped, and one made", func(dir string) {
			runGit(t, dir, "reset", "-q", "--hard", "HEAD~2")
			commitFiles(t, dir, draft("2009-06-30"))
		}, "", []string{"2008-07-31"}, []string{"git reflog"}},
		{"the commit that issues it made again", func(dir string) {
			runGit(t, dir, "reset", "-q", "--hard", "HEAD~1")
			runGit(t, dir, "commit", "-q", "--amend", "-m", "other words")
		}, "", []string{"2008-07-31"}, []string{"git reflog"}},
		{"a tag on another commit", func(dir string) { runGit(t, dir, "tag", "-f", "edition/2008-07-31", "HEAD") }, "", []string{"2008-07-31"}, []string{"git show"}},
		{"a branch that is behind, with the other one", func(dir string) {
			runGit(t, dir, "checkout", "-q", "-b", "behind", "HEAD~2")
		}, "", nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := tagged(t)
			c.spoil(dir)
			r, err := Open(context.Background(), dir, Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			var at Target
			if c.rev != "" {
				if at, err = r.Target(context.Background(), c.rev); err != nil {
					t.Fatal(err)
				}
			}
			lost, err := r.LostEditions(context.Background(), at)
			if err != nil {
				t.Fatal(err)
			}
			var ids []string
			for _, l := range lost {
				ids = append(ids, l.ID)
				text := l.Problem().String() + "; " + l.Remedy().String()
				if strings.Contains(text, "delete the tag") || strings.Contains(text, "move the tag") || !strings.Contains(text, "edition/"+l.ID) {
					t.Errorf("%s", text)
				}
			}
			if strings.Join(ids, " ") != strings.Join(c.want, " ") {
				t.Fatalf("lost: %v, want %v", ids, c.want)
			}
			if (LostError(lost) != nil) != (len(c.want) > 0) {
				t.Errorf("the error is %v", LostError(lost))
			}
			for _, s := range c.says {
				if !strings.Contains(lost[0].Remedy().String(), s) {
					t.Errorf("the remedy is %q, want %q in it", lost[0].Remedy().String(), s)
				}
			}
		})
	}
}

// What the remedy says brings the editions back: the history that was lost is joined to
// the new one, and of two commits with the same data the one that is tagged issues the
// edition.
func TestLostEditionsRestored(t *testing.T) {
	dir := newGit(t)
	runGit(t, dir, "reset", "-q", "--hard", "HEAD~1")
	runGit(t, dir, "tag", "edition/2007-12-18", "HEAD~2")
	runGit(t, dir, "tag", "edition/2008-07-31")
	runGit(t, dir, "checkout", "-q", "--orphan", "new")
	runGit(t, dir, "commit", "-q", "-m", "all")
	runGit(t, dir, "branch", "-q", "-D", "main")
	runGit(t, dir, "merge", "-q", "--allow-unrelated-histories", "-s", "ours", "-m", "restore", "edition/2008-07-31")
	r, err := Open(context.Background(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if lost, err := r.LostEditions(context.Background(), Target{}); err != nil || len(lost) > 0 {
		t.Fatalf("lost: %v, %v", lost, err)
	}
	s, err := r.Series(context.Background(), "")
	if err != nil || len(s.Editions) != 2 || s.Editions[1].Tag != "edition/2008-07-31" {
		t.Fatalf("%v, %v", s, err)
	}
}

// A report in a folder of the repository, and a sparse checkout, are told of as such.
func TestWorkingTreeElsewhere(t *testing.T) {
	dir := newGit(t)
	load := func() error {
		r, err := Open(context.Background(), dir, Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		_, _, err = r.LoadWorkingTree()
		return err
	}
	if err := load(); err == nil || strings.Contains(err.Error(), "must be at the root") {
		t.Errorf("a report without a resolution: %v", err)
	}
	runGit(t, dir, "sparse-checkout", "set", "--no-cone", "/other")
	if err := load(); err == nil || !strings.Contains(err.Error(), "sparse checkout, which leaves out 1 file of the report, such as data/report.toml") || !strings.Contains(err.Error(), "git sparse-checkout disable") {
		t.Errorf("a sparse checkout: %v", err)
	}
	runGit(t, dir, "sparse-checkout", "disable")
	runGit(t, dir, "mv", "data", "elsewhere")
	writeFile(t, dir+"/mono/report/data/report.toml", "")
	if err := load(); err == nil || !strings.Contains(err.Error(), "must be at the root of the repository, but is in mono/report/") {
		t.Errorf("a report in a folder: %v", err)
	}
}
