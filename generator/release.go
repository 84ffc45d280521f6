package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"rapporteur/generator/edition"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/review"
)

const releaseUsage = `usage: rapporteur release [ID] [--as-at DATE] [--title.LANG TEXT]...
                          [--note.LANG TEXT]... [--commit] [--yes]
       rapporteur release [ID] --corrigendum-to | --revision-of | --addendum-to EDITION
       rapporteur release [ID] --withdraw EDITION --reason TEXT [--replaced-by EDITION]
       rapporteur release --next ID --as-at DATE

Prepares the change that issues an edition. Checks the data as it will be, shows
what changed since the last edition, asks, and sets id, as_at, status, title and
note in data/report.toml. Comments and everything else stay as they are. The
edition is issued when a pull request with that change is merged; the commands
for it are printed. Where something is wrong, nothing is changed.

  ID                  of the edition (default: the one that the draft heads for)
  --as-at DATE        the last day that it speaks of (default: the draft's)
  --title.LANG TEXT   a title, in ar, zh, en, fr, ru or es; --title TEXT is in the
                      original language
  --note.LANG TEXT    what a reader should know of this edition, the same way
  --dry-run           do all but ask and write
  --commit            make the branch release/ID and the commit too
  --yes               do not ask, for scripts
  --ask               ask even if this is no terminal

Correcting an edition. What is issued takes its place; both can be read. It
keeps the as_at. Without ID it is named after the practice of United Nations
symbols: 2008-07-31-corr-1, -rev-1, -add-1. The data says that it supersedes the
other, and no more: let title and note say whether it is a corrigendum, a
revision or an addendum.

  --corrigendum-to EDITION   mistakes are corrected
  --revision-of EDITION      the text is issued anew
  --addendum-to EDITION      something is added. Every edition is whole, so it
                             holds what it adds to; with a later --as-at it stands
                             beside the other and supersedes nothing

Withdrawing an edition. It is shown as withdrawn, and its id is never used again.
Together with ID that edition is issued and takes its place.

  --withdraw EDITION  takes the edition off show
  --reason TEXT       why, in the original language; --reason.LANG in others
  --replaced-by EDITION   where readers are sent

After the release. What was issued stays as it was, so a new draft needs an id:

  --next ID           begins the draft that heads for that edition; with --as-at,
                      and --corrigendum-to and its like if it is to correct one

How to merge the pull request. The first commit that says "issued" is the
edition, and what data/ holds in that commit is its text.

  one commit          all three of GitHub's ways are right
  several commits     the one that issues must be the last that touches data/.
                      "Squash and merge" is right in any case, for it makes one
                      commit of all. "Create a merge commit" and "Rebase and
                      merge" keep the commits apart: what a later one changes is
                      not in the edition, and check then refuses the branch. Put
                      it into the issuing commit: git commit --amend
  to prepare it anew  take the commit back: git reset --keep HEAD~1
  data/ changed on main since
                      rebase the branch ("Update with rebase"), and look at what
                      it issues once more: diff OLD ID. With a merge commit, or
                      after "Update with merge commit", the edition would lack
                      what main has, and check would refuse
  afterwards          delete the branch. After a squash or a rebase the edition's
                      commit is the new one on main; the branch still holds
                      another that issues the same id

Exit status: 0 done, 1 the data has errors, there is nothing to issue or the
answer was no, 2 wrong usage or a repository in which it cannot be done.
`

// releaseOrder is what the command line asks for.
type releaseOrder struct {
	id, next     string            // at most one is given
	asAt         string            // a day, or empty
	tie          tie               // zero where it corrects no other
	withdraw, by string            // edition ids, or empty
	texts        map[string]string // "title.fr"; "title" is in the original language; also of "note" and "reason"

	yes, ask, dry, commit bool
}

// tie is how an edition stands to one before it.
type tie struct {
	flag   string // "corrigendum-to"
	suffix string // "corr"
	to     string // id of the other
}

func ties() []tie {
	return []tie{{flag: "corrigendum-to", suffix: "corr"}, {flag: "revision-of", suffix: "rev"}, {flag: "addendum-to", suffix: "add"}}
}

func readOrder(sys system, args []string) (*releaseOrder, error) {
	o := &releaseOrder{texts: make(map[string]string)}
	flags := flag.NewFlagSet("release", flag.ContinueOnError)
	flags.StringVar(&o.asAt, "as-at", "", "")
	flags.StringVar(&o.next, "next", "", "")
	flags.StringVar(&o.withdraw, "withdraw", "", "")
	flags.StringVar(&o.by, "replaced-by", "", "")
	flags.BoolVar(&o.yes, "yes", false, "")
	flags.BoolVar(&o.ask, "ask", sys.asks, "")
	flags.BoolVar(&o.dry, "dry-run", false, "")
	flags.BoolVar(&o.commit, "commit", false, "")
	for _, name := range []string{"title", "note", "reason"} {
		take := func(key string) {
			flags.Func(key, "", func(text string) error {
				if strings.TrimSpace(text) == "" {
					return errors.New("the text is empty")
				}
				o.texts[key] = text
				return nil
			})
		}
		take(name)
		for _, l := range report.Langs {
			take(name + "." + string(l))
		}
	}
	for _, t := range ties() {
		flags.Func(t.flag, "", func(to string) error {
			if o.tie.flag != "" {
				return fmt.Errorf("--%s is given too; an edition is one of them", o.tie.flag)
			}
			t.to = to
			o.tie = t
			return nil
		})
	}
	rest, err := parse("release", flags, args, 1)
	if err != nil {
		return nil, err
	}
	if len(rest) == 1 {
		o.id = rest[0]
	}
	return o, o.check()
}

// gives reports whether a text is given, in whatever language.
func (o *releaseOrder) gives(name string) bool {
	return slices.ContainsFunc(slices.Collect(maps.Keys(o.texts)), func(key string) bool { return key == name || strings.HasPrefix(key, name+".") })
}

// check finds what makes no sense together.
func (o *releaseOrder) check() error {
	reasons := o.gives("reason")
	switch {
	case o.id != "" && o.next != "":
		return usagef("release", "issue %s first; once that is merged, begin the draft of %s with --next", o.id, o.next)
	case o.next != "" && o.commit && o.withdraw == "":
		return usagef("release", "--next begins a draft, which is committed with the first thing that is written; leave --commit out")
	case o.withdraw == "" && (reasons || o.by != ""):
		return usagef("release", "--reason and --replaced-by say something of an edition that is withdrawn; name it with --withdraw")
	case o.withdraw != "" && !reasons:
		return usagef("release", "say why %s is withdrawn, for readers come to its page: --reason TEXT", o.withdraw)
	case o.withdraw != "" && o.withdraw == o.tie.to:
		return usagef("release", "%s is either withdrawn or superseded; leave --%s out, and what is issued replaces it", o.withdraw, o.tie.flag)
	case o.withdraw != "" && o.withdraw == o.by:
		return usagef("release", "%s cannot replace itself; name another edition, or leave --replaced-by out", o.by)
	}
	return nil
}

func runRelease(ctx context.Context, sys system, args []string) error {
	o, err := readOrder(sys, args)
	if err != nil {
		return err
	}
	r, err := openRepo(ctx, sys, ".", false)
	if err != nil {
		return err
	}
	defer r.Close()
	rl := &releaser{sys: sys, repo: r, order: o}
	if err := rl.read(ctx); err != nil {
		return err
	}
	p, err := rl.plan()
	if err != nil {
		return err
	}
	if err := rl.judge(ctx, p); err != nil {
		return err
	}
	if o.dry {
		fmt.Fprintln(sys.stderr, "\nNothing is written (--dry-run). This would change:")
		return p.writeEdits(sys.stdout)
	}
	if p.question != "" && !o.yes {
		if err := rl.confirm(ctx, p.question); err != nil {
			return err
		}
	}
	if o.commit {
		return rl.commit(ctx, p)
	}
	if err := replaceFile(filepath.Join(r.Root, "data", "report.toml"), p.data); err != nil {
		return err
	}
	if err := p.writeEdits(sys.stdout); err != nil {
		return err
	}
	rl.writeNext(p, false)
	return nil
}

// judge holds the data as it will be against every rule, shows it beside the
// last edition, and says whether it can be issued.
func (rl *releaser) judge(ctx context.Context, p *releasePlan) error {
	sys := rl.sys
	rep, ps, err := report.Load(overlay{rl.repo.WorkingTree(), "data/report.toml", p.data})
	if err != nil {
		return err
	}
	if p.question == "" && rep != nil {
		return nil // a draft may be as it is
	}
	c, err := review.CheckLoaded(ctx, rl.repo, edition.Target{}, rep, ps, nil)
	if err != nil {
		return err
	}
	if err := c.WriteText(sys.stderr, sys.colour); err != nil {
		return err
	}
	fmt.Fprintln(sys.stderr, c.Summary())
	if problem.Errors(c.Problems) > 0 {
		fmt.Fprintln(sys.stderr, "nothing was changed, for the data would have these errors; mend them first")
		return errFound
	}
	if p.issue {
		if err := rl.compare(ctx, p, rep); err != nil {
			return err
		}
	}
	for _, w := range rl.warnings(ctx, p, rep) {
		fmt.Fprintln(sys.stderr, "warning:", w)
	}
	return nil
}

// confirm asks. Anything but yes leaves all as it is.
func (rl *releaser) confirm(ctx context.Context, question string) error {
	if !rl.order.ask {
		return fmt.Errorf("there is nobody to ask %q; nothing was changed. Look at the above, then run it again with --yes", question)
	}
	fmt.Fprintf(rl.sys.stderr, "\n%s [y/N] ", question)
	said := make(chan string, 1)
	go func() {
		line, err := bufio.NewReader(rl.sys.stdin).ReadString('\n')
		if err != nil {
			fmt.Fprintln(rl.sys.stderr)
		}
		said <- line
	}()
	select {
	case <-ctx.Done():
		fmt.Fprintln(rl.sys.stderr)
		return ctx.Err()
	case line := <-said:
		if answer := strings.ToLower(strings.TrimSpace(line)); answer != "y" && answer != "yes" {
			fmt.Fprintln(rl.sys.stderr, "nothing was changed")
			return errFound
		}
	}
	return nil
}

// standing is the edition of the series that an id names, if readers are shown
// it.
func standing(s *edition.Series, id string) (*edition.Edition, error) {
	if e := s.ByID(id); e != nil {
		return e, nil
	}
	for _, w := range s.Withdrawn {
		if w.ID == id {
			return nil, fmt.Errorf("the edition %s is withdrawn", id)
		}
	}
	return nil, fmt.Errorf("there is no edition %s; 'rapporteur editions' lists what was issued", id)
}
