package release

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"rapporteur/generator/edition"
	"rapporteur/generator/gitcmd"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// The data of a report goes on from one edition. An edition that corrects another one is
// written on a branch of its own, correct/ID, whose data/ is that of the other, and is
// issued as a folder of report.CorrectionsFolder, so that data/ of the main branch stays as
// it is and no merge has a conflict.

// writing is the branch on which such an edition is written.
func writing(id string) string { return "correct/" + id }

// goesOn reports whether the data on disk is that of an edition, or of one that corrects
// it or adds to it.
func (rl *releaser) goesOn(old *edition.Edition) bool {
	e := rl.report.Edition
	return e.ID == old.ID || e.RelatesTo() == old.ID
}

// inFolder reports whether the draft on disk is issued as a folder of its own: it is
// written on such a branch, or corrects an edition and a newer one was issued.
func (rl *releaser) inFolder(id string) bool {
	if rl.git.branch == writing(id) {
		return true
	}
	e := rl.report.Edition
	return rl.draft && e.RelatesTo() != "" && slices.ContainsFunc(rl.series.Editions, func(is *edition.Edition) bool {
		return is.Folder == "" && is.AsAt.After(e.AsAt)
	})
}

// begin makes the branch on which a correction is written, if the order is for one of an
// edition from which the data does not go on.
func (rl *releaser) begin(ctx context.Context) (begun bool, err error) {
	o := rl.order
	if o.Correction.Flag == "" || o.Withdraw != "" {
		return false, nil
	}
	old, err := rl.correctable(o.Correction.To)
	if err != nil || rl.goesOn(old) {
		return false, err
	}
	before, ps, err := old.Target().Load(ctx, rl.repo)
	if err != nil {
		return false, err
	}
	if before == nil {
		return false, rl.printProblems(ps)
	}
	// The draft in the data of the old edition gets an id of its own.
	past := &releaser{sys: rl.sys, repo: rl.repo, git: rl.git, report: before, series: rl.series, issues: rl.issues, files: old.Target().Tree(rl.repo)}
	order := *o
	order.ID, order.Next = "", o.Next
	if order.Next == "" {
		order.Next = o.ID
	}
	if order.Next == "" {
		order.Next = rl.suggest(o.Correction)
	}
	past.order = &order
	p, err := past.plan()
	if err != nil {
		return false, err
	}
	if err := rl.canBegin(ctx, old, p.id); err != nil {
		return false, err
	}
	if o.DryRun {
		rl.tell(say.F("Nothing is written (--dry-run). The branch %s would begin, with the data of the edition %s. This would change in it:", writing(p.id), old.ID))
		return true, p.writeEdits(rl.sys.Stdout, rl.sys.Lang)
	}
	commit, err := rl.draftOf(ctx, old, p)
	if err != nil {
		return false, err
	}
	if _, err := gitcmd.Run(ctx, rl.git.dir, "switch", "-q", "-c", writing(p.id), commit); err != nil {
		return false, err
	}
	if err := p.writeEdits(rl.sys.Stdout, rl.sys.Lang); err != nil {
		return true, err
	}
	if _, err := fmt.Fprintf(rl.sys.Stdout, "commit %.12s on %s: %s\n", commit, writing(p.id), p.message); err != nil {
		return true, err
	}
	past.writeBegun(p, old)
	return true, nil
}

// canBegin returns an error if the branch cannot be made.
func (rl *releaser) canBegin(ctx context.Context, old *edition.Edition, id string) error {
	c := &rl.git
	status, err := gitcmd.Run(ctx, c.dir, "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=no")
	if err != nil {
		return err
	}
	if len(status) > 3 {
		name, _, _ := strings.Cut(status[3:], "\x00")
		return say.Errorf("the data of the edition %s is to take the place of what is checked out, and there are changes that are not committed, such as in %s; commit or undo them first", old.ID, name)
	}
	if c.has("refs/heads/" + writing(id)) {
		return say.Errorf("the branch %s already exists; continue there (git switch %[1]s), or delete it (git branch -D %[1]s)", writing(id))
	}
	if err := c.free("release/"+id, id, true); err != nil {
		return err
	}
	if c.base == "" {
		return say.Errorf("it is not known which branch the correction of %s is merged into; call it main, or fetch it from the remote", old.ID)
	}
	target, err := rl.repo.Series(ctx, c.baseCommit)
	if err != nil {
		return err
	}
	if e := target.ByID(old.ID); e == nil || e.Commit != old.Commit {
		return say.Errorf("the edition %s is not on %s yet; merge it first", old.ID, c.base)
	}
	return nil
}

// apart are the entries of data/ that belong to the repository and not to an edition. A
// correction leaves them out, and they stay as they are while one is written.
var apart = []string{path.Base(report.CorrectionsFolder), path.Base(report.LedgerFile), "schema"}

// entries are the lines of a folder of a commit that keep returns true for, in the form that
// git mktree reads; none if the folder does not exist. The folder is empty for the root.
func (c *checkout) entries(ctx context.Context, commit, folder string, keep func(name string) bool) ([]string, error) {
	args := []string{"ls-tree", "-z", "--full-tree", commit}
	if folder != "" {
		args = append(args, "--", folder+"/")
	}
	all, err := gitcmd.Run(ctx, c.dir, args...)
	if err != nil {
		return nil, err
	}
	var list []string
	for entry := range strings.SplitSeq(strings.TrimSuffix(all, "\x00"), "\x00") {
		if of, name, ok := strings.Cut(entry, "\t"); ok && keep(path.Base(name)) {
			list = append(list, of+"\t"+path.Base(name))
		}
	}
	return list, nil
}

// tree writes a git tree and returns its hash.
func (c *checkout) tree(ctx context.Context, entries []string) (string, error) {
	return gitcmd.Feed(ctx, c.dir, []byte(strings.Join(entries, "\x00")+"\x00"), "mktree", "-z")
}

// file writes a blob and returns its line of a git tree.
func (c *checkout) file(ctx context.Context, name string, data []byte) (string, error) {
	blob, err := gitcmd.Feed(ctx, c.dir, data, "hash-object", "-w", "--stdin")
	return fmt.Sprintf("100644 blob %s\t%s", blob, name), err
}

// draftOf makes the commit with which a correction begins: the main branch, with the data
// of the edition that is corrected.
func (rl *releaser) draftOf(ctx context.Context, old *edition.Edition, p *plan) (string, error) {
	c := &rl.git
	p.message = fmt.Sprintf("Begin %s, which %s", p.id, rl.order.Correction.does(old.ID))
	data, err := c.entries(ctx, old.Commit, cmp.Or(old.Folder, "data"), func(name string) bool {
		return name != "report.toml" && !slices.Contains(apart, name)
	})
	if err != nil {
		return "", err
	}
	stays, err := c.entries(ctx, c.baseCommit, "data", func(name string) bool { return slices.Contains(apart, name) })
	if err != nil {
		return "", err
	}
	header, err := c.file(ctx, "report.toml", p.data)
	if err != nil {
		return "", err
	}
	tree, err := c.tree(ctx, append(append(data, stays...), header))
	if err != nil {
		return "", err
	}
	root, err := c.entries(ctx, c.baseCommit, "", func(name string) bool { return name != "data" })
	if err != nil {
		return "", err
	}
	if tree, err = c.tree(ctx, append(root, "040000 tree "+tree+"\tdata")); err != nil {
		return "", err
	}
	return gitcmd.Run(ctx, c.dir, "commit-tree", tree, "-p", c.baseCommit, "-m", p.message)
}

// does is the verb for what a correction does to the other edition: "corrects".
func (t Correction) does(id string) string {
	switch t.kind {
	case report.Addendum:
		return "adds to " + id
	case report.Revision:
		return "revises " + id
	}
	return "corrects " + id
}

// writeBegun prints the next steps on the new branch.
func (rl *releaser) writeBegun(p *plan, old *edition.Edition) {
	var b strings.Builder
	lang := rl.sys.Lang
	b.WriteString(say.F("\nYou are on the branch %s now. Its data/ is that of the edition %s, and heads for\nthe edition %s. Correct it there and commit it, as always:\n\n", writing(p.id), old.ID, p.id).In(lang))
	fmt.Fprintf(&b, "  rapporteur check\n  rapporteur diff %s\n  rapporteur preview %[1]s..draft --out preview.html\n\n", old.ID)
	for _, name := range []string{"title", "note"} {
		if !rl.order.gives(name) {
			b.WriteString(say.F("Its %s is still that of the edition %s; write another, or give it with --%s.\n", name, old.ID, name).In(lang))
		}
	}
	b.WriteString(say.F(`Then issue it:

  rapporteur release --%s %s --yes --commit

That makes one commit on a branch from %s, which adds the folder %s/%s
and leaves all other data as it is. Do not merge %s itself, for its data/ is
that of an older edition.
`, rl.order.Correction.Flag, old.ID, rl.git.base, report.CorrectionsFolder, p.id, writing(p.id)).In(lang))
	fmt.Fprint(rl.sys.Stderr, b.String())
}

// issueFolder makes the commit that issues a correction: the merge target and a folder
// with the data that is checked out. If git fails, all is as it was.
func (rl *releaser) issueFolder(ctx context.Context, p *plan) (err error) {
	c := &rl.git
	data, err := c.entries(ctx, "HEAD", "data", func(name string) bool { return name != "report.toml" && !slices.Contains(apart, name) })
	if err != nil {
		return err
	}
	for _, f := range []struct {
		name string
		data []byte
	}{{"report.toml", p.data}, {path.Base(report.LedgerFile), p.ledger}} {
		if len(f.data) == 0 {
			continue
		}
		entry, err := c.file(ctx, f.name, f.data)
		if err != nil {
			return err
		}
		data = append(data, entry)
	}
	tree, err := c.tree(ctx, data)
	if err != nil {
		return err
	}
	folder := report.CorrectionsFolder + "/" + p.id
	if _, err := os.Lstat(filepath.Join(c.dir, filepath.FromSlash(folder))); !errors.Is(err, fs.ErrNotExist) {
		return say.Errorf("%s already exists; move it away first", folder)
	}
	if there, err := c.entries(ctx, c.baseCommit, folder, func(string) bool { return true }); err != nil || len(there) > 0 {
		return errors.Join(err, say.Errorf("%s already exists on %s", folder, c.base))
	}
	if _, err := gitcmd.Run(ctx, c.dir, "switch", "-q", "--no-track", "-c", p.branch, c.baseCommit); err != nil {
		return err
	}
	back := func(err error) error {
		// All data is committed on the branch that was checked out, so nothing is lost.
		ctx := context.Background()
		_, undone := gitcmd.Run(ctx, c.dir, "switch", "-q", "--discard-changes", c.branch)
		if undone == nil {
			_, undone = gitcmd.Run(ctx, c.dir, "branch", "-q", "-D", p.branch)
		}
		return errors.Join(err, undone)
	}
	if _, err := gitcmd.Run(ctx, c.dir, "read-tree", "--prefix="+folder+"/", "-u", tree); err != nil {
		return back(err)
	}
	if _, err := gitcmd.Run(ctx, c.dir, "commit", "-q", "-m", p.message); err != nil {
		return back(err)
	}
	head, err := rl.made(ctx, p)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(rl.sys.Stdout, "%s: added\ncommit %.12s on %s: %s\n", folder, head, p.branch, p.message); err != nil {
		return err
	}
	rl.writeNext(p, true)
	return nil
}

// folderAdvice says how to merge the pull request of a correction.
func (c *checkout) folderAdvice(p *plan) say.Text {
	return say.F(`
How to merge it. The pull request holds one commit, which adds the folder
%[1]s/%[2]s and changes nothing else, so "Create a merge commit",
"Squash and merge" and "Rebase and merge" are all right, whatever is merged into
%[3]s meanwhile. The folder stays in data/ for good.
Show reviewers what it changes: rapporteur diff %[4]s %[2]s
To redo it, correct %[5]s and release again:
git switch %[5]s && git branch -D %[6]s
Once it is merged, delete both branches. Never merge %[5]s: its data/ is
that of an older edition.
`, report.CorrectionsFolder, p.id, c.base, p.relatesTo(), writing(p.id), p.branch)
}
