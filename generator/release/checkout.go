package release

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"rapporteur/generator/gitcmd"
	"rapporteur/generator/publish"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// checkout is the state of a working tree in git.
type checkout struct {
	dir    string
	branch string         // that is checked out
	head   string         // its commit
	refs   map[string]ref // by name: "refs/heads/main"

	changed, releases []string // data files that are not committed; releases are those that a release writes

	remote string // "origin"; empty where there is none

	base          string // the branch that pull requests are merged into, "origin/main"; empty where it is not known
	baseCommit    string
	ahead, behind int // commits that base lacks; commits of base that are lacking and change data/
}

// ref is a branch or a tag.
type ref struct {
	commit string // or the tag object
	to     string // the name of the ref that it points to: "refs/remotes/origin/main"; usually empty
}

// readCheckout returns an error if no clean commit can be made from the working
// tree.
func readCheckout(ctx context.Context, dir string) (checkout, error) {
	c := checkout{dir: dir}
	if err := c.readRefs(ctx); err != nil {
		return c, err
	}
	if c.branch == "" {
		return c, say.Errorf("no branch is checked out, so a commit would be lost; check out the branch of the draft: git switch main")
	}
	if err := c.clean(ctx); err != nil {
		return c, err
	}
	remotes, err := gitcmd.Run(ctx, dir, "remote")
	if err != nil {
		return c, err
	}
	if list := strings.Fields(remotes); slices.Contains(list, "origin") {
		c.remote = "origin"
	} else if len(list) > 0 {
		c.remote = list[0]
	}
	return c, c.findBase(ctx)
}

// readRefs reads all refs, and which branch is checked out, in one go.
func (c *checkout) readRefs(ctx context.Context) error {
	list, err := gitcmd.Run(ctx, c.dir, "for-each-ref", "--format=%(refname)%00%(objectname)%00%(symref)%00%(HEAD)")
	if err != nil {
		return err
	}
	c.refs = make(map[string]ref)
	for line := range strings.SplitSeq(list, "\n") {
		name, rest, _ := strings.Cut(line, "\x00")
		commit, rest, _ := strings.Cut(rest, "\x00")
		to, mark, _ := strings.Cut(rest, "\x00")
		c.refs[name] = ref{commit, to}
		if branch, ok := strings.CutPrefix(name, "refs/heads/"); ok && mark == "*" {
			c.branch, c.head = branch, commit
		}
	}
	return nil
}

// has reports whether there is a ref of that name.
func (c *checkout) has(name string) bool { _, ok := c.refs[name]; return ok }

// clean returns an error if other data files than those that a release writes have
// changes, which would not be in the commit.
func (c *checkout) clean(ctx context.Context) error {
	status, err := gitcmd.Run(ctx, c.dir, "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", "data")
	if err != nil {
		return err
	}
	for entry := range strings.SplitSeq(status, "\x00") {
		if len(entry) < 4 {
			continue
		}
		state, name := entry[:2], entry[3:]
		switch {
		case strings.Contains(state, "U") || state == "AA" || state == "DD":
			return say.Errorf("a merge left conflicts in %s; resolve and commit it first", name)
		case name != "data/report.toml" && name != report.LedgerFile:
			c.changed = append(c.changed, name)
		default:
			c.releases = append(c.releases, name)
		}
	}
	return uncommitted(c.changed)
}

// committed returns an error if there is any change of the data that is not committed.
func (c *checkout) committed() error { return uncommitted(append(c.changed, c.releases...)) }

func uncommitted(names []string) error {
	if len(names) == 0 {
		return nil
	}
	const few = 3
	list := strings.Join(names[:min(len(names), few)], ", ")
	if n := len(names) - few; n > 0 {
		list += fmt.Sprintf(" and %d more", n)
	}
	return say.Errorf("changes of the data are not committed: %s; commit or undo them first, so that the release holds what is issued and nothing else", list)
}

func (c *checkout) findBase(ctx context.Context) error {
	// In a fork, the original repository is usually called upstream.
	candidates := []string{"refs/remotes/upstream/main", "refs/remotes/upstream/master"}
	if head := c.refs["refs/remotes/origin/HEAD"].to; head != "" {
		candidates = append(candidates, head)
	}
	candidates = append(candidates, "refs/remotes/origin/main", "refs/remotes/origin/master", "refs/heads/main", "refs/heads/master")
	i := slices.IndexFunc(candidates, c.has)
	if i < 0 {
		return nil
	}
	name := candidates[i]
	c.base, c.baseCommit = strings.TrimPrefix(strings.TrimPrefix(name, "refs/heads/"), "refs/remotes/"), c.refs[name].commit
	if c.baseCommit == c.head {
		return nil // neither is ahead of the other
	}
	var err error
	if c.ahead, err = c.count(ctx, c.baseCommit+"..HEAD"); err != nil {
		return err
	}
	if c.behind, err = c.count(ctx, "HEAD.."+c.baseCommit, "--", "data"); err != nil {
		return err
	}
	return nil
}

func (c *checkout) count(ctx context.Context, args ...string) (int, error) {
	n, err := gitcmd.Run(ctx, c.dir, append([]string{"rev-list", "--count"}, args...)...)
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(n)
}

// free returns an error if the branch of the change or the tag of the new edition
// already exists.
func (c *checkout) free(branch, id string, issue bool) error {
	if branch != c.branch && c.has("refs/heads/"+branch) {
		return say.Errorf("the branch %s already exists; continue there (git switch %s), or delete it (git branch -D %s)", branch, branch, branch)
	}
	if tag := "edition/" + id; issue && c.has("refs/tags/"+tag) {
		return say.Errorf("there is a tag %s, but no edition of that id; delete it: git tag -d %s", tag, tag)
	}
	return nil
}

// commit makes the branch and the commit. If git fails, both are undone.
func (rl *releaser) commit(ctx context.Context, p *plan) (err error) {
	c := &rl.git
	if err := p.changed(); err != nil {
		return err
	}
	name := filepath.Join(c.dir, "data", "report.toml")
	old, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if p.branch != c.branch {
		if _, err := gitcmd.Run(ctx, c.dir, "switch", "-q", "-c", p.branch); err != nil {
			return err
		}
	}
	ledger := filepath.Join(c.dir, filepath.FromSlash(report.LedgerFile))
	oldLedger, err := os.ReadFile(ledger)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	undo := func(err error) error {
		undone := c.undo(name, old, p.branch)
		if len(p.rows) == 0 {
			return errors.Join(err, undone)
		}
		_, unstaged := gitcmd.Run(context.Background(), c.dir, "reset", "-q", "--", report.LedgerFile)
		if oldLedger != nil {
			return errors.Join(err, undone, unstaged, publish.ReplaceFile(ledger, oldLedger))
		}
		if gone := os.Remove(ledger); !errors.Is(gone, fs.ErrNotExist) {
			undone = errors.Join(undone, gone)
		}
		return errors.Join(err, undone, unstaged)
	}
	files := []string{"data/report.toml"}
	if err := publish.ReplaceFile(name, p.data); err != nil {
		return undo(err)
	}
	if len(p.rows) > 0 {
		files = append(files, report.LedgerFile)
		if err := publish.ReplaceFile(ledger, p.ledger); err != nil {
			return undo(err)
		}
		if _, err := gitcmd.Run(ctx, c.dir, "add", "--", report.LedgerFile); err != nil {
			return undo(err)
		}
	}
	if _, err := gitcmd.Run(ctx, c.dir, append([]string{"commit", "-q", "-m", p.message, "--"}, files...)...); err != nil {
		return undo(err)
	}
	head, err := rl.made(ctx, p)
	if err != nil {
		return err
	}
	if err := p.writeEdits(rl.sys.Stdout, rl.sys.Lang); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(rl.sys.Stdout, "commit %.12s on %s: %s\n", head, p.branch, p.message); err != nil {
		return err
	}
	rl.writeNext(p, true)
	return nil
}

// undo restores the file and the branch, even after an interrupt.
func (c *checkout) undo(name string, old []byte, branch string) error {
	ctx := context.Background()
	err := publish.ReplaceFile(name, old)
	if branch == c.branch {
		return err
	}
	_, back := gitcmd.Run(ctx, c.dir, "switch", "-q", c.branch)
	if back == nil {
		_, back = gitcmd.Run(ctx, c.dir, "branch", "-q", "-D", branch)
	}
	return errors.Join(err, back)
}

// made returns the commit that was made. If it is to issue an edition, made checks that it
// does, as readers of the history will find it.
func (rl *releaser) made(ctx context.Context, p *plan) (string, error) {
	r, err := rl.sys.Open(ctx)
	if err != nil {
		return "", err
	}
	defer r.Close()
	head, err := r.Resolve(ctx, "HEAD")
	if err != nil || !p.issue {
		return head.Commit, err
	}
	series, err := r.Series(ctx, "")
	if err != nil {
		return "", err
	}
	if e := series.ByID(p.id); e == nil || e.Commit != head.Commit {
		return "", say.Errorf("commit %.12s does not issue the edition %s; 'rapporteur editions' lists what was issued", head.Commit, p.id)
	}
	return head.Commit, nil
}
