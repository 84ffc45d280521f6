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

	"github.com/aymanbagabas/go-udiff"

	"rapporteur/generator/edition"
	"rapporteur/generator/gitcmd"
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
	if err := writeUpgrade(sys, plan, *dry); err != nil {
		return err
	}
	conflicts := plan.Conflicts()
	unfit := false
	switch {
	case *blind:
	case conflicts > 0:
		fmt.Fprintln(sys.stderr, "note: what readers will see is not compared where files cannot be merged")
	default:
		if unfit, err = showRedline(ctx, sys, root, r.Location, plan, was, is); err != nil {
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
	if err := apply(ctx, root, plan); err != nil {
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

func writeUpgrade(sys system, plan *upgrade.Plan, whole bool) error {
	var b strings.Builder
	fmt.Fprintf(&b, "from %s to %s\n", plan.OldName, plan.NewName)
	switch {
	case plan.OldSchema != plan.NewSchema:
		fmt.Fprintf(&b, "the newest schema is %d, and was %d; the report stays in schema %d, which means what it meant\n", plan.NewSchema, plan.OldSchema, plan.ReportSchema)
	default:
		fmt.Fprintf(&b, "the newest schema is still %d\n", plan.NewSchema)
	}
	if len(plan.News) > 0 {
		fmt.Fprintf(&b, "\nnew in the program:\n%s\n", strings.Join(plan.News, "\n"))
	}
	b.WriteString("\nfiles:\n")
	for _, c := range plan.Files {
		fmt.Fprintf(&b, "  %-9s%s", c.Kind, c.Name)
		if c.Why != "" {
			fmt.Fprintf(&b, " (%s)", c.Why)
		}
		b.WriteString("\n")
	}
	if len(plan.Strings) > 0 {
		b.WriteString("\nstrings that the report replaces and that changed in the program:\n")
	}
	for _, s := range plan.Strings {
		fmt.Fprintf(&b, "  %s: %s: “%s” → “%s”\n", s.File, s.Key, s.Old, s.New)
	}
	for _, c := range plan.Written() {
		switch {
		case whole:
			fmt.Fprintf(&b, "\n%s", udiff.Unified("a/"+c.Name, "b/"+c.Name, string(c.Before), string(c.After)))
		case c.Kind == upgrade.Conflict:
			fmt.Fprintf(&b, "\n%s contradicts itself in %s:\n%s", c.Name, problem.Plural(c.Conflicts, "place"), conflicting(string(c.After)))
		}
	}
	_, err := sys.stdout.Write([]byte(b.String()))
	return err
}

// conflicting are the places of a merged file between conflict markers.
func conflicting(text string) string {
	var b strings.Builder
	inside := false
	for line := range strings.Lines(text) {
		inside = inside || strings.HasPrefix(line, "<<<<<<< ")
		if inside {
			b.WriteString(line)
		}
		if strings.HasPrefix(line, ">>>>>>> ") {
			inside = false
		}
	}
	return b.String()
}

// apply writes what the plan says into the working tree. It refuses where that would
// overwrite what is not committed.
func apply(ctx context.Context, root string, plan *upgrade.Plan) error {
	args := []string{"status", "--porcelain", "--ignored", "--"}
	for _, c := range plan.Written() {
		args = append(args, c.Name)
	}
	changed, err := gitcmd.Run(ctx, root, args...)
	if err != nil {
		return err
	}
	if changed != "" {
		return fmt.Errorf("nothing was written, for these files have changes that are not committed, which git could not bring back; commit or stash them first:\n%s", changed)
	}
	return upgrade.WriteFiles(root, plan.Written())
}

// shownPassages is how many passages a redline prints.
const shownPassages = 100

// showRedline prints what readers will see that they did not see before. unfit says that
// the new version does not build the report.
func showRedline(ctx context.Context, sys system, root, location string, plan *upgrade.Plan, was, is *report.Program) (unfit bool, err error) {
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
	var b strings.Builder
	fmt.Fprintf(&b, "\nwhat readers see of the newest edition and the draft: %d of %s with other words\n", r.Changed, problem.Plural(r.Pages, "page"))
	list := func(what string, names []string) {
		if len(names) > 0 {
			fmt.Fprintf(&b, "  %s: %s\n", what, first(names, 10))
		}
	}
	list("new pages", r.Added)
	list("pages that are gone", r.Removed)
	list("files besides pages that differ", r.Other)
	for i, p := range r.Passages {
		if i == shownPassages {
			fmt.Fprintf(&b, "  and %s; build the site with each version to see them\n", problem.Plural(len(r.Passages)-i, "more passage"))
			break
		}
		fmt.Fprintf(&b, "  %s\n    ", first(p.Pages, 3))
		if p.Before != "" {
			fmt.Fprintf(&b, "… %s ", p.Before)
		}
		if p.Old != "" {
			fmt.Fprintf(&b, "[-%s-]", p.Old)
		}
		if p.New != "" {
			fmt.Fprintf(&b, "{+%s+}", p.New)
		}
		if p.After != "" {
			fmt.Fprintf(&b, " %s …", p.After)
		}
		b.WriteString("\n")
	}
	_, err = sys.stdout.Write([]byte(b.String()))
	return false, err
}

// first are the first of some names in a line, with the number of the others.
func first(names []string, most int) string {
	if len(names) <= most+1 {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}
