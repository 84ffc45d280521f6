package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"

	"rapporteur/generator/credentials"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
	"rapporteur/generator/upgrade"
)

func runUpgrade(ctx context.Context, sys system, args []string) error {
	flags := flag.NewFlagSet("upgrade", flag.ContinueOnError)
	to := flags.String("to", "", "")
	from := flags.String("from", "", "")
	released := flags.String("release", "", "")
	dry := flags.Bool("dry-run", false, "")
	markers := flags.Bool("conflicts", false, "")
	blind := flags.Bool("no-redline", false, "")
	if _, err := parse("upgrade", flags, args, 0); err != nil {
		return err
	}
	if *to != "" && *released != "" {
		return usagef("upgrade", "--to and --release both name a version; give one of them")
	}
	root, err := reportRoot(sys.dir)
	if err != nil {
		return err
	}
	own := os.DirFS(root)
	was, err := report.ReadProgram(own)
	if err != nil {
		return err
	}
	if was == nil {
		return say.Errorf("there is no %s, which names the version of the program that this report is built with; enter it there as docs/program.md of the program describes", report.ProgramFile)
	}
	is := &report.Program{Repository: was.Repository}
	version := cmp.Or(*to, "HEAD")
	if *released != "" {
		if is, err = upgrade.ReadRelease(sys.path(*released)); err != nil {
			return err
		}
		version = is.Commit
	}
	location := cmp.Or(*from, is.Repository)
	if location == "" {
		return usagef("upgrade", "%s does not say where the program comes from; name its repository with --from", report.ProgramFile)
	}
	r, err := openRepo(ctx, sys, location, false)
	if err != nil {
		return err
	}
	defer r.Close()
	if _, err := upgrade.Resolve(ctx, r, was.Commit); err != nil {
		return say.Errorf("the version that the report is built with cannot be read: %v", err)
	}
	if is.Commit, err = upgrade.Resolve(ctx, r, version); err != nil {
		return err
	}
	if is.Repository == "" && strings.Contains(location, "://") {
		is.Repository = credentials.Without(r.Location)
	}
	if was.Commit == is.Commit && was.Release == is.Release {
		sys.tell("the report is built with %s already", is)
		return nil
	}

	plan, err := upgrade.Make(ctx, own, r.Tree(was.Commit), r.Tree(is.Commit), upgrade.Short(was), upgrade.Short(is))
	if err != nil {
		return err
	}
	if err := plan.Pin(own, is); err != nil {
		return err
	}
	if err := plan.Print(sys.stdout, *dry); err != nil {
		return err
	}
	conflicts := plan.Conflicts()
	unfit := false
	switch {
	case *blind:
	case conflicts > 0:
		sys.tell("note: what readers will see is not compared where files cannot be merged")
	default:
		if unfit, err = printRedline(ctx, sys, root, r.Location, plan, was, is); err != nil {
			return err
		}
	}
	switch {
	case *dry:
		sys.tell("nothing was written")
		if conflicts > 0 || unfit {
			return errFound
		}
		return nil
	case unfit:
		sys.tell("nothing was written; --no-redline writes all the same")
		return errFound
	case conflicts > 0 && !*markers:
		sys.tell("nothing was written: %s cannot be merged; --conflicts writes all, with both sides where they contradict each other", say.N(conflicts, "file"))
		return errFound
	}
	if err := plan.Apply(ctx, root); err != nil {
		return err
	}
	fmt.Fprint(sys.stderr, `
written, and not committed: "git diff" shows it, "git stash --include-untracked" undoes it
next:
  bash .github/program.sh ./rapporteur    # the new version
  ./rapporteur check
  ./rapporteur build    # and look at it
`)
	if conflicts > 0 {
		return errFound
	}
	return nil
}

// printRedline prints what readers will see that they did not see before. unfit says that
// the new version does not build the report.
func printRedline(ctx context.Context, sys system, root, location string, plan *upgrade.Plan, was, is *report.Program) (unfit bool, err error) {
	status := newProgress(sys, false)
	r, err := plan.Build(ctx, root, location, was, is, status.step)
	status.clear()
	switch {
	case errors.Is(err, upgrade.ErrUnfit):
		sys.tell("error: %v", err)
		return true, nil
	case errors.Is(err, upgrade.ErrNoRedline) && ctx.Err() == nil:
		sys.tell("warning: %v", err)
		return false, nil
	case err != nil:
		return false, err
	}
	return false, r.Print(sys.stdout)
}
