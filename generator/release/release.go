// Package release prepares the change that issues, corrects or withdraws an
// edition, or begins the next draft: it edits data/report.toml and, if asked,
// makes a branch and a commit.
package release

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"rapporteur/generator/edition"
	"rapporteur/generator/problem"
	"rapporteur/generator/publish"
	"rapporteur/generator/report"
	"rapporteur/generator/review"
	"rapporteur/generator/say"
)

// Order is what a user asks for.
type Order struct {
	ID, Next             string            // at most one is given
	AsAt                 string            // a day, or empty
	Correction           Correction        // zero unless the edition relates to another
	Withdraw, ReplacedBy string            // edition ids, or empty
	By                   string            // id of the entity that withdraws the edition, or empty
	Texts                map[string]string // "title.fr"; "title" is in the original language; also of "note" and "reason"

	Yes, Ask, DryRun, Commit bool
}

// Correction is the relation of an edition to an earlier one.
type Correction struct {
	Flag   string // "corrigendum-to"
	suffix string // "corr"
	kind   report.EditionKind
	To     string // id of the other
}

func Corrections() []Correction {
	return []Correction{
		{Flag: "corrigendum-to", suffix: "corr", kind: report.Corrigendum},
		{Flag: "revision-of", suffix: "rev", kind: report.Revision},
		{Flag: "addendum-to", suffix: "add", kind: report.Addendum},
	}
}

// Gives reports whether a text is given, in any language.
func (o *Order) gives(name string) bool {
	return slices.ContainsFunc(slices.Collect(maps.Keys(o.Texts)), func(key string) bool { return key == name || strings.HasPrefix(key, name+".") })
}

// check returns a *say.UsageError if the order contradicts itself.
func (o *Order) check() error {
	reasons := o.gives("reason")
	switch {
	case o.ID != "" && o.Next != "":
		return say.Usagef("issue %s first; once that is merged, begin the draft of %s with --next", o.ID, o.Next)
	case o.Next != "" && o.Commit && o.Withdraw == "":
		return say.Usagef("--next begins a draft, which is committed with the first thing that is written; leave --commit out")
	case o.Withdraw == "" && (reasons || o.ReplacedBy != "" || o.By != ""):
		return say.Usagef("--reason, --replaced-by and --by say something of an edition that is withdrawn; name it with --withdraw")
	case o.Withdraw != "" && !reasons:
		return say.Usagef("say why %s is withdrawn, for readers come to its page: --reason TEXT", o.Withdraw)
	case o.Withdraw != "" && o.Withdraw == o.Correction.To:
		return say.Usagef("%s is either withdrawn or superseded; leave --%s out, and what is issued replaces it", o.Withdraw, o.Correction.Flag)
	case o.Withdraw != "" && o.Withdraw == o.ReplacedBy:
		return say.Usagef("%s cannot replace itself; name another edition, or leave --replaced-by out", o.ReplacedBy)
	}
	return nil
}

// check runs every rule on the data as it will be, prints what changed since the
// last edition, and returns an error if it cannot be issued.
func (rl *releaser) check(ctx context.Context, p *plan) error {
	sys := rl.sys
	rep, ps, err := report.Load(overlay{rl.files, "data/report.toml", p.data})
	if err != nil {
		return err
	}
	if p.question.IsZero() && rep != nil {
		return nil // a draft may have errors
	}
	c, err := review.CheckLoaded(ctx, rl.repo, edition.Target{}, rep, ps, nil)
	if err == nil {
		err = c.Cut
	}
	if err != nil {
		return err
	}
	c.Lang = sys.Lang
	if err := c.WriteText(sys.Stderr, sys.Colour); err != nil {
		return err
	}
	fmt.Fprintln(sys.Stderr, c.Summary())
	if problem.Errors(c.Problems) > 0 {
		rl.tell(say.F("nothing was changed, because the data would have these errors; fix them first"))
		return ErrStopped
	}
	if p.issue {
		if err := rl.compare(ctx, p, rep); err != nil {
			return err
		}
	}
	for _, w := range rl.warnings(ctx, p, rep) {
		rl.tell(say.F("warning: %s", w))
	}
	return nil
}

// tell prints a line for the user, in the language of the user.
func (rl *releaser) tell(t say.Text) { fmt.Fprintln(rl.sys.Stderr, t.In(rl.sys.Lang)) }

// yes are the answers that agree, in English and French.
var yes = []string{"y", "yes", "o", "oui"}

// confirm asks the question. Any answer but yes stops the release.
func (rl *releaser) confirm(ctx context.Context, question say.Text) error {
	if !rl.order.Ask {
		return say.Errorf("not a terminal, so %q cannot be asked; nothing was changed. Review the above, then run it again with --yes", question)
	}
	fmt.Fprintf(rl.sys.Stderr, "\n%s %s ", question.In(rl.sys.Lang), say.F("[y/N]").In(rl.sys.Lang))
	said := make(chan string, 1)
	go func() {
		line, err := bufio.NewReader(rl.sys.Stdin).ReadString('\n')
		if err != nil {
			fmt.Fprintln(rl.sys.Stderr)
		}
		said <- line
	}()
	select {
	case <-ctx.Done():
		fmt.Fprintln(rl.sys.Stderr)
		return ctx.Err()
	case line := <-said:
		if answer := strings.ToLower(strings.TrimSpace(line)); !slices.Contains(yes, answer) {
			rl.tell(say.F("nothing was changed"))
			return ErrStopped
		}
	}
	return nil
}

// shownEdition returns the edition with an id, unless it is withdrawn.
func shownEdition(s *edition.Series, id string) (*edition.Edition, error) {
	if e := s.ByID(id); e != nil {
		return e, nil
	}
	for _, w := range s.Withdrawn {
		if w.ID == id {
			return nil, say.Errorf("the edition %s is withdrawn", id)
		}
	}
	return nil, say.Errorf("there is no edition %s; 'rapporteur editions' lists what was issued", id)
}

// Console is what a release reads from and prints to.
type Console struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Colour         bool                                         // whether Stderr takes colour
	Lang           string                                       // in which to speak; English if empty
	Now            time.Time                                    // a day after which no edition can be issued
	Open           func(context.Context) (*edition.Repo, error) // opens the repository of the working tree
}

// ErrStopped says that the release was stopped, for a reason that has been
// printed: the data has errors, there is nothing to issue, or the answer was no.
var ErrStopped = errors.New("nothing was released")

// Run prepares the change that o asks for: it checks the data as it will
// be, shows what changed since the last edition, asks, and writes
// data/report.toml or, with Commit, makes a branch and a commit.
func Run(ctx context.Context, sys Console, o *Order) error {
	if err := o.check(); err != nil {
		return err
	}
	r, err := sys.Open(ctx)
	if err != nil {
		return err
	}
	defer r.Close()
	rl := &releaser{sys: sys, repo: r, order: o}
	if err := rl.read(ctx); err != nil {
		return err
	}
	if begun, err := rl.begin(ctx); begun || err != nil {
		return err
	}
	p, err := rl.plan()
	if err != nil {
		return err
	}
	if p.branch != "" {
		if p.ledger, p.rows, err = rl.ledger(ctx); err != nil {
			return err
		}
	}
	if err := rl.check(ctx, p); err != nil {
		return err
	}
	if o.DryRun {
		rl.tell(say.F("\nNothing is written (--dry-run). This would change:"))
		return p.writeEdits(sys.Stdout, sys.Lang)
	}
	if p.folder != "" && !o.Commit {
		return say.Usagef("%s is issued in a folder of its own, by a commit on a branch from %s; add --commit", p.id, rl.git.base)
	}
	if !p.question.IsZero() && !o.Yes {
		if err := rl.confirm(ctx, p.question); err != nil {
			return err
		}
	}
	if p.folder != "" {
		return rl.issueFolder(ctx, p)
	}
	if o.Commit {
		return rl.commit(ctx, p)
	}
	if len(p.rows) > 0 {
		if err := publish.ReplaceFile(filepath.Join(r.Root, filepath.FromSlash(report.LedgerFile)), p.ledger); err != nil {
			return err
		}
	}
	if err := publish.ReplaceFile(filepath.Join(r.Root, "data", "report.toml"), p.data); err != nil {
		return err
	}
	if err := p.writeEdits(sys.Stdout, sys.Lang); err != nil {
		return err
	}
	rl.writeNext(p, false)
	return nil
}

// printProblems prints problems with a line that counts them, and returns
// ErrStopped if one of them is an error.
func (rl *releaser) printProblems(ps []problem.Problem) error {
	if len(ps) == 0 {
		return nil
	}
	f := problem.Findings{Problems: ps, Lang: rl.sys.Lang}
	if err := f.WriteText(rl.sys.Stderr, rl.sys.Colour); err != nil {
		return err
	}
	fmt.Fprintf(rl.sys.Stderr, "\n%s\n", problem.Count(ps).In(rl.sys.Lang))
	if problem.Errors(ps) > 0 {
		return ErrStopped
	}
	return nil
}
