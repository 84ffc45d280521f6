package main

import (
	"context"
	"errors"
	"flag"
	"slices"
	"strings"

	"rapporteur/generator/console"
	"rapporteur/generator/diff"
	"rapporteur/generator/edition"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
	"rapporteur/generator/sides"
)

func runDiff(ctx context.Context, sys console.System, args []string) error {
	flags := flag.NewFlagSet("diff", flag.ContinueOnError)
	location := flags.String("repo", ".", "")
	format := flags.String("format", "text", "")
	exitCode := flags.Bool("exit-code", false, "")
	var filter diff.Filter
	list := func(add func(string)) func(string) error {
		return func(s string) error {
			for v := range strings.SplitSeq(s, ",") {
				if v = strings.TrimSpace(v); v == "" {
					return say.Errorf("there is an empty name")
				}
				add(v)
			}
			return nil
		}
	}
	flags.Func("class", "", list(func(s string) { filter.Classes = append(filter.Classes, diff.Class(s)) }))
	flags.Func("paragraph", "", list(func(s string) { filter.Paragraphs = append(filter.Paragraphs, s) }))
	flags.Func("addressee", "", list(func(s string) { filter.Addressees = append(filter.Addressees, s) }))
	flags.Func("lang", "", func(s string) error { filter.Lang = report.Lang(s); return nil })
	rest, err := console.Parse(flags, args, 2)
	if err != nil {
		return err
	}
	if formats := []string{"text", "markdown", "json", "html"}; !slices.Contains(formats, *format) {
		return say.Usagef("--format is %s, not %q", strings.Join(formats, ", "), *format)
	}
	from, to, base, err := sides.Parse(rest)
	if err != nil {
		return say.Usagef("%v", err)
	}
	r, err := sys.Open(ctx, *location)
	if err != nil {
		return err
	}
	d := sides.NewFinder(r, sys.Dir, func(ctx context.Context, location string) (*edition.Repo, error) {
		return sys.Open(ctx, location)
	})
	defer d.Close()

	a, err := d.Find(ctx, from)
	if err != nil {
		return err
	}
	b, err := d.Find(ctx, to)
	if err != nil {
		return err
	}
	if base {
		var usage *sides.UsageError
		if a, err = d.MergeBase(ctx, a, b); errors.As(err, &usage) {
			return say.Usagef("%v", err)
		} else if err != nil {
			return err
		}
	}
	x, wrong, err := loadState(ctx, sys, a)
	if err != nil {
		return err
	}
	y, alsoWrong, err := loadState(ctx, sys, b)
	if err != nil {
		return err
	}
	c := diff.CompareReadable(x, y)
	c.From.Name, c.From.Commit = a.Name, a.Commit
	c.To.Name, c.To.Commit = b.Name, b.Commit
	c.Locate(x.Report, y.Report)
	c.InFiles(a.Path, b.Path)
	if !filter.IsZero() {
		var unknown *diff.UnknownError
		if c, err = c.Only(filter, x.Report, y.Report); errors.As(err, &unknown) {
			return say.Usagef("%v", err)
		} else if err != nil {
			return err
		}
	}
	c = c.Speaking(sys.Lang)
	switch *format {
	case "markdown":
		command := append([]string{"go run ./generator diff", a.Argument(), b.Argument()}, filter.Arguments()...)
		err = diff.WriteMarkdown(sys.Stdout, c, strings.Join(command, " "))
	case "json":
		err = diff.WriteJSON(sys.Stdout, c)
	case "html":
		err = diff.WriteHTML(sys.Stdout, c)
	default:
		err = diff.WriteText(sys.Stdout, c, sys.ColourOut)
	}
	if err == nil && (*exitCode && !c.Empty() || wrong || alsoWrong) {
		err = console.ErrFound
	}
	return err
}

// loadState reads the data of a state, as much of it as can be read, and reports whether
// it has errors, which are printed.
func loadState(ctx context.Context, sys console.System, s sides.State) (r *report.Readable, wrong bool, err error) {
	r, ps, err := s.LoadReadable(ctx, s.Repo)
	if err != nil {
		return nil, false, say.Errorf("%s: %v", s.Name, err)
	}
	errs := problem.Errors(ps)
	if r != nil && errs == 0 {
		return r, false, nil
	}
	if err := sys.AllProblems(ps); err != nil {
		return nil, false, err
	}
	if r == nil {
		return nil, false, say.Errorf("cannot compare %s: fix its %s first", s.Name, say.N(errs, "error"))
	}
	return r, true, nil
}
