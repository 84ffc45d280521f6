package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"strings"

	"rapporteur/generator/edition"
	"rapporteur/generator/release"
	"rapporteur/generator/report"
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
  --revision-of EDITION      the text is revised
  --addendum-to EDITION      something is added. Every edition is whole, so it
                             includes what it adds to; with a later --as-at it
                             is published next to the other and supersedes nothing

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
  to redo it          undo the commit: git reset --keep HEAD~1
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

func readOrder(sys system, args []string) (*release.Order, error) {
	o := &release.Order{Texts: make(map[string]string)}
	flags := flag.NewFlagSet("release", flag.ContinueOnError)
	flags.StringVar(&o.AsAt, "as-at", "", "")
	flags.StringVar(&o.Next, "next", "", "")
	flags.StringVar(&o.Withdraw, "withdraw", "", "")
	flags.StringVar(&o.ReplacedBy, "replaced-by", "", "")
	flags.BoolVar(&o.Yes, "yes", false, "")
	flags.BoolVar(&o.Ask, "ask", sys.asks, "")
	flags.BoolVar(&o.DryRun, "dry-run", false, "")
	flags.BoolVar(&o.Commit, "commit", false, "")
	for _, name := range []string{"title", "note", "reason"} {
		take := func(key string) {
			flags.Func(key, "", func(text string) error {
				if strings.TrimSpace(text) == "" {
					return errors.New("the text is empty")
				}
				o.Texts[key] = text
				return nil
			})
		}
		take(name)
		for _, l := range report.Langs {
			take(name + "." + string(l))
		}
	}
	for _, t := range release.Corrections() {
		flags.Func(t.Flag, "", func(to string) error {
			if o.Correction.Flag != "" {
				return fmt.Errorf("--%s is given too; an edition is one of them", o.Correction.Flag)
			}
			t.To = to
			o.Correction = t
			return nil
		})
	}
	rest, err := parse("release", flags, args, 1)
	if err != nil {
		return nil, err
	}
	if len(rest) == 1 {
		o.ID = rest[0]
	}
	return o, nil
}

func runRelease(ctx context.Context, sys system, args []string) error {
	o, err := readOrder(sys, args)
	if err != nil {
		return err
	}
	err = release.Run(ctx, release.Console{
		Stdin: sys.stdin, Stdout: sys.stdout, Stderr: sys.stderr, Colour: sys.colour, Now: sys.now(),
		Open: func(ctx context.Context) (*edition.Repo, error) { return openRepo(ctx, sys, ".", false) },
	}, o)
	var usage *release.UsageError
	switch {
	case errors.As(err, &usage):
		return usagef("release", "%s", usage)
	case errors.Is(err, release.ErrStopped):
		return errFound
	}
	return err
}
