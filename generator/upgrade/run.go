package upgrade

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"rapporteur/generator/console"
	"rapporteur/generator/credentials"
	"rapporteur/generator/edition"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// Order says to which version a report is moved, and how far.
type Order struct {
	To        string // revision of the program's repository; empty for its newest
	From      string // the program's repository; empty for the one that program.toml names
	Release   string // program.toml of a release, instead of To; a file
	DryRun    bool   // only print what would change
	Conflicts bool   // also write files that cannot be merged, with both sides in them
	NoRedline bool   // do not compare what readers will see
}

// Run moves the report that the working directory is in to another version of the program,
// and prints what that changes. The error is console.ErrFound if files cannot be merged, or
// if the new version does not build the report.
func Run(ctx context.Context, sys console.System, o Order) error {
	root, err := sys.ReportRoot()
	if err != nil {
		return err
	}
	own := os.DirFS(root)
	was, is, r, err := o.versions(ctx, sys, root)
	if err != nil {
		return err
	}
	defer r.Close()
	if was.Commit == is.Commit && was.Release == is.Release {
		sys.Tell("the report is built with %s already", is)
		return nil
	}
	plan, err := Make(ctx, own, r.Tree(was.Commit), r.Tree(is.Commit), Short(was), Short(is))
	if err != nil {
		return err
	}
	if err := plan.Pin(own, is); err != nil {
		return err
	}
	if err := plan.Print(sys.Stdout, o.DryRun, sys.Lang); err != nil {
		return err
	}
	unfit := false
	switch {
	case o.NoRedline:
	case plan.Conflicts() > 0:
		sys.Tell("note: what readers will see is not compared where files cannot be merged")
	default:
		if unfit, err = plan.printRedline(ctx, sys, root, r.Location, was, is); err != nil {
			return err
		}
	}
	return o.apply(ctx, sys, plan, root, unfit)
}

// versions are the version that the report is built with, the one that it moves to, and the
// repository that has both.
func (o Order) versions(ctx context.Context, sys console.System, root string) (was, is *report.Program, r *edition.Repo, err error) {
	if was, err = report.ReadProgram(os.DirFS(root)); err != nil {
		return nil, nil, nil, err
	}
	if was == nil {
		return nil, nil, nil, say.Errorf("there is no %s, which names the version of the program that this report is built with; enter it there as docs/program.md of the program describes", report.ProgramFile)
	}
	is = &report.Program{Repository: was.Repository}
	version := cmp.Or(o.To, "HEAD")
	if o.Release != "" {
		if is, err = ReadRelease(sys.Path(o.Release)); err != nil {
			return nil, nil, nil, err
		}
		version = is.Commit
	}
	location := cmp.Or(o.From, is.Repository)
	if location == "" {
		return nil, nil, nil, say.Usagef("%s does not say where the program comes from; name its repository with --from", report.ProgramFile)
	}
	if r, err = sys.Open(ctx, location); err != nil {
		return nil, nil, nil, err
	}
	if _, err = Resolve(ctx, r, was.Commit); err != nil {
		err = say.Errorf("the version that the report is built with cannot be read: %v", err)
	} else {
		is.Commit, err = Resolve(ctx, r, version)
	}
	if err != nil {
		return nil, nil, nil, errors.Join(err, r.Close())
	}
	if is.Repository == "" && strings.Contains(location, "://") {
		is.Repository = credentials.Without(r.Location)
	}
	return was, is, r, nil
}

// printRedline prints what readers will see that they did not see before. unfit says that
// the new version does not build the report.
func (p *Plan) printRedline(ctx context.Context, sys console.System, root, location string, was, is *report.Program) (unfit bool, err error) {
	status := sys.Progress(false)
	r, err := p.Build(ctx, root, location, was, is, status.Step)
	status.Clear()
	switch {
	case errors.Is(err, ErrUnfit):
		sys.Tell("error: %v", err)
		return true, nil
	case errors.Is(err, ErrNoRedline) && ctx.Err() == nil:
		sys.Tell("warning: %v", err)
		return false, nil
	case err != nil:
		return false, err
	}
	return false, r.Print(sys.Stdout, sys.Lang)
}

// apply writes the files of a plan and names them, unless the plan was only to be shown or
// something prevents it.
func (o Order) apply(ctx context.Context, sys console.System, plan *Plan, root string, unfit bool) error {
	conflicts := plan.Conflicts()
	switch {
	case o.DryRun:
		sys.Tell("nothing was written")
		if conflicts > 0 || unfit {
			return console.ErrFound
		}
		return nil
	case unfit:
		sys.Tell("nothing was written; --no-redline writes all the same")
		return console.ErrFound
	case conflicts > 0 && !o.Conflicts:
		sys.Tell("nothing was written: %s cannot be merged; --conflicts writes all, with both sides where they contradict each other", say.N(conflicts, "file"))
		return console.ErrFound
	}
	if err := plan.Apply(ctx, root); err != nil {
		return err
	}
	fmt.Fprint(sys.Stderr, `
written, and not committed: "git diff" shows it, "git stash --include-untracked" undoes it
next:
  bash .github/program.sh ./rapporteur    # the new version
  ./rapporteur check
  ./rapporteur build    # and look at it
`)
	if conflicts > 0 {
		return console.ErrFound
	}
	return nil
}
