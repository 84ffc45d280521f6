package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"rapporteur/generator/edition"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
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
		return fmt.Errorf("there is no %s, which names the version of the program that this report is built with; enter it there as docs/program.md of the program describes", report.ProgramFile)
	}
	is := &report.Program{Repository: was.Repository}
	version := cmp.Or(*to, "HEAD")
	if *released != "" {
		if is, err = readRelease(sys, *released); err != nil {
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
	commit := func(version string) (string, error) {
		found, err := r.Resolve(ctx, version)
		if errors.Is(err, edition.ErrUnknownRevision) || err == nil && found.Commit == "" {
			return "", fmt.Errorf("%s has no version %s of the program", location, version)
		}
		return found.Commit, err
	}
	if _, err := commit(was.Commit); err != nil {
		return fmt.Errorf("the version that the report is built with cannot be read: %w", err)
	}
	if is.Commit, err = commit(version); err != nil {
		return err
	}
	if is.Repository == "" && strings.Contains(location, "://") {
		is.Repository = r.Location
	}
	if was.Commit == is.Commit && was.Release == is.Release {
		fmt.Fprintf(sys.stderr, "the report is built with %s already\n", is)
		return nil
	}

	plan, err := upgrade.Make(ctx, own, r.Tree(was.Commit), r.Tree(is.Commit), short(was), short(is))
	if err != nil {
		return err
	}
	pin, err := os.ReadFile(filepath.Join(root, report.ProgramFile))
	if err != nil {
		return err
	}
	plan.Files = append(plan.Files, upgrade.Change{Name: report.ProgramFile, Kind: upgrade.Updated, Before: pin, After: upgrade.Repin(pin, is)})
	if err := plan.Print(sys.stdout, *dry); err != nil {
		return err
	}
	conflicts := plan.Conflicts()
	unfit := false
	switch {
	case *blind:
	case conflicts > 0:
		fmt.Fprintln(sys.stderr, "note: what readers will see is not compared where files cannot be merged")
	default:
		if unfit, err = printRedline(ctx, sys, root, r.Location, plan, was, is); err != nil {
			return err
		}
	}
	switch {
	case *dry:
		fmt.Fprintln(sys.stderr, "nothing was written")
		if conflicts > 0 || unfit {
			return errFound
		}
		return nil
	case unfit:
		fmt.Fprintln(sys.stderr, "nothing was written; --no-redline writes all the same")
		return errFound
	case conflicts > 0 && !*markers:
		fmt.Fprintf(sys.stderr, "nothing was written: %s cannot be merged; --conflicts writes all, with both sides where they contradict each other\n", problem.Plural(conflicts, "file"))
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

// readRelease reads the file program.toml of a release.
func readRelease(sys system, name string) (*report.Program, error) {
	if !filepath.IsAbs(name) {
		name = filepath.Join(sys.dir, name)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	p, err := report.ParseProgram(data)
	if err == nil && p.Release == "" {
		err = fmt.Errorf("%s names no release", name)
	}
	return p, err
}

// short names a version in conflict markers.
func short(p *report.Program) string {
	if p.Release != "" {
		return "program " + p.Release
	}
	return "program " + p.Commit[:12]
}

// printRedline prints what readers will see that they did not see before. unfit says that
// the new version does not build the report.
func printRedline(ctx context.Context, sys system, root, location string, plan *upgrade.Plan, was, is *report.Program) (unfit bool, err error) {
	if !strings.Contains(location, "://") {
		if location, err = filepath.Abs(location); err != nil {
			return false, err
		}
	}
	talk := newProgress(sys, false)
	r, err := plan.Build(ctx, root, location, was, is, talk.step)
	talk.clear()
	switch {
	case errors.Is(err, upgrade.ErrUnfit):
		fmt.Fprintf(sys.stderr, "error: %v\n", err)
		return true, nil
	case errors.Is(err, upgrade.ErrNoRedline) && ctx.Err() == nil:
		fmt.Fprintf(sys.stderr, "warning: %v\n", err)
		return false, nil
	case err != nil:
		return false, err
	}
	return false, r.Print(sys.stdout)
}
