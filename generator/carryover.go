package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"

	"rapporteur/generator/edition"
	"rapporteur/generator/newreport"
	"rapporteur/generator/problem"
	"rapporteur/generator/render"
	"rapporteur/generator/report"
)

func runCarryOver(ctx context.Context, sys system, args []string) error {
	flags := flag.NewFlagSet("carry-over", flag.ContinueOnError)
	p := newreport.Plan{}
	title := titleFlags(flags, &p.Title)
	session := flags.String("session", "", "")
	asAt := flags.String("as-at", "", "")
	id := flags.String("id", "", "")
	resolution := flags.String("resolution", "", "")
	paragraphs := flags.String("paragraphs", "", "")
	count := flags.String("last", "", "")
	link := flags.String("link", "", "")
	from := flags.String("from", "", "")
	program := flags.String("program", "", "")
	yes := flags.Bool("yes", false, "")
	ask := flags.Bool("ask", sys.asks, "")
	rest, err := parse("carry-over", flags, args, 1)
	if err != nil {
		return err
	}
	b, err := begin(ctx, sys, "carry-over", rest, *from, *program, true)
	if err != nil {
		return err
	}
	defer b.Close()
	last, old, err := lastEdition(ctx, sys, b.from, *link)
	if err != nil {
		return err
	}

	err = answer(ctx, sys, "carry-over", *ask && !*yes, []question{
		{flag: "session", ask: "session that the report is for", example: fmt.Sprint(old.Meta.Session.Number + 1), word: session,
			when: func() bool { return report.BySession(cmp.Or(*resolution, old.Meta.Mandate.Resolution)) },
			parse: func(s string) (err error) {
				if p.Session, err = wholeNumber(s, 9999); err == nil && p.Session <= old.Meta.Session.Number {
					err = fmt.Errorf("the last report was for session %d already", old.Meta.Session.Number)
				}
				return err
			}},
		{flag: "as-at", ask: "day that its first edition speaks of, or enter alone for today", example: "2009-09-30", optional: true, word: asAt, parse: func(s string) (err error) {
			if p.AsAt, err = firstDay(sys, s); err == nil && !p.AsAt.After(last.AsAt) {
				err = fmt.Errorf("the last report spoke of %s already", last.AsAt)
			}
			return err
		}},
		{flag: "title", ask: "title of the report, or enter alone to keep it", example: "TEXT", optional: true, word: title, parse: func(s string) error {
			*title = s
			return nil
		}},
	})
	if err != nil {
		return err
	}
	if p.AsAt.IsZero() {
		if p.AsAt, err = firstDay(sys, ""); err != nil {
			return err
		}
	}
	p.Languages, p.Original = old.Meta.Languages, old.Meta.Original
	if err := keepTitle(&p, *title); err != nil {
		return usagef("carry-over", "%v", err)
	}
	if *resolution != "" {
		if p.Symbol, err = newreport.ParseSymbol(*resolution); err != nil {
			return usagef("carry-over", "--resolution: %v", err)
		}
	}
	if *paragraphs != "" || *count != "" {
		if p.Symbol == "" || p.Symbol == old.Meta.Mandate.Resolution {
			return usagef("carry-over", "--paragraphs and --last are for another resolution; name it with --resolution")
		}
		if *paragraphs == "" {
			return usagef("carry-over", "--last goes with --paragraphs, which says which paragraphs are carried over")
		}
		last := 0
		if *count != "" {
			if last, err = wholeNumber(*count, newreport.MaxParagraphs); err != nil {
				return usagef("carry-over", "--last: %v", err)
			}
		}
		if p.Mapping, err = newreport.ParseMapping(*paragraphs, last, old); err != nil {
			return usagef("carry-over", "--paragraphs: %v", err)
		}
	}
	if p.Edition = *id; p.Edition == "" {
		p.Edition = p.AsAt.String()
	}
	data, err := newreport.CarryOver(&p, old, last)
	if err != nil {
		return err
	}
	files, err := p.Scaffold(b.program, last)
	if err != nil {
		return err
	}
	head, err := b.from.Resolve(ctx, "HEAD")
	if err != nil {
		return err
	}
	own, err := newreport.OwnFiles(b.from.Tree(head.Commit))
	if err != nil {
		return err
	}
	files = slices.Concat(files, own, data)
	if err := newreport.WriteRepository(ctx, b.dir, b.there, files); err != nil {
		return err
	}
	what := "report"
	if p.Session > 0 {
		what = fmt.Sprintf("report for session %d", p.Session)
	}
	fmt.Fprintf(sys.stderr, "a %s, which continues the edition %s of %s\n", what, last.Edition, last.Reference)
	if p.Mapping != nil {
		fmt.Fprintf(sys.stderr, "%s carried over", problem.Plural(len(p.Mapping.Numbers), "paragraph"))
		if left := p.Mapping.Left(); left != nil {
			fmt.Fprintf(sys.stderr, ", and not %s", strings.Join(left, ", "))
		}
		fmt.Fprintln(sys.stderr)
	}
	return finish(ctx, sys, b, fmt.Sprintf("Begin the %s from edition %s of %s", what, last.Edition, last.Reference))
}

// lastEdition is the current edition of a repository, and what it says.
func lastEdition(ctx context.Context, sys system, r *edition.Repo, link string) (last report.Continues, old *report.Report, err error) {
	series, err := r.Series(ctx, "")
	if err != nil {
		return last, nil, err
	}
	e := series.Current()
	if e == nil {
		return last, nil, errors.New("no edition was issued yet, so there is nothing to carry over; begin a report with init, or issue an edition first")
	}
	old, problems, err := e.Target().Load(ctx, r)
	if err != nil {
		return last, nil, err
	}
	if old == nil {
		return last, nil, errors.Join(printProblems(sys, problem.Sort(problems)), fmt.Errorf("edition %s cannot be read", e.ID))
	}
	if link == "" && r.Root != "" {
		config, err := render.ReadConfig(r.Root)
		if err != nil {
			return last, nil, err
		}
		if strings.HasPrefix(config.BaseURL, "https://") || strings.HasPrefix(config.BaseURL, "http://") {
			link = config.BaseURL + e.ID + "/"
		}
	}
	return report.Continues{
		Reference: old.Meta.Reference, Title: old.Meta.Title, Edition: e.ID, AsAt: e.AsAt, Commit: e.Commit, Link: link,
	}, old, nil
}
