package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"

	"rapporteur/generator/credentials"
	"rapporteur/generator/edition"
	"rapporteur/generator/newreport"
	"rapporteur/generator/render"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
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
	if credentials.In(*link) {
		return usagef("carry-over", "--link stands on every page; give it without a user name, a password and a query")
	}
	b, err := begin(ctx, sys, "carry-over", rest, *from, *program, true)
	if err != nil {
		return err
	}
	defer b.Close()
	last, old, err := lastEdition(ctx, sys, b.From, *link)
	if err != nil {
		return err
	}

	err = newreport.Answer(ctx, sys.stdin, sys.stderr, *ask && !*yes, sys.lang, []newreport.Question{
		{Flag: "session", Ask: say.F("session that the report is for"), Example: fmt.Sprint(old.Meta.Session.Number + 1), Word: session,
			When: func() bool { return report.BySession(cmp.Or(*resolution, old.Meta.Mandate.Resolution)) },
			Parse: func(s string) (err error) {
				if p.Session, err = newreport.ParseNumber(s, 9999); err == nil && p.Session <= old.Meta.Session.Number {
					err = say.Errorf("the last report was for session %d already", old.Meta.Session.Number)
				}
				return err
			}},
		{Flag: "as-at", Ask: say.F("day that its first edition speaks of, or enter alone for today"), Example: "2009-09-30", Optional: true, Word: asAt, Parse: func(s string) (err error) {
			if p.AsAt, err = firstDay(sys, s); err == nil && !p.AsAt.After(last.AsAt) {
				err = say.Errorf("the last report spoke of %s already", last.AsAt)
			}
			return err
		}},
		{Flag: "title", Ask: say.F("title of the report, or enter alone to keep it"), Example: "TEXT", Optional: true, Word: title, Parse: func(s string) error {
			*title = s
			return nil
		}},
	})
	if err != nil {
		return asUsage("carry-over", err)
	}
	if p.AsAt.IsZero() {
		if p.AsAt, err = firstDay(sys, ""); err != nil {
			return err
		}
	}
	p.Languages, p.Original = old.Meta.Languages, old.Meta.Original
	if err := p.SetTitle(*title); err != nil {
		return asUsage("carry-over", err)
	}
	if *resolution != "" {
		if p.Symbol, err = newreport.ParseSymbol(*resolution); err != nil {
			return usagef("carry-over", "--resolution: %v", err)
		}
	}
	if err := p.SetMapping(*paragraphs, *count, old); err != nil {
		return asUsage("carry-over", err)
	}
	if p.Edition = *id; p.Edition == "" {
		p.Edition = p.AsAt.String()
	}
	data, err := newreport.CarryOver(&p, old, last)
	if err != nil {
		return err
	}
	files, err := p.Scaffold(b.Program, last)
	if err != nil {
		return err
	}
	head, err := b.From.Resolve(ctx, "HEAD")
	if err != nil {
		return err
	}
	own, err := newreport.OwnFiles(b.From.Tree(head.Commit))
	if err != nil {
		return err
	}
	files = slices.Concat(files, own, data)
	if err := b.Write(ctx, files); err != nil {
		return err
	}
	what := say.F("report")
	if p.Session > 0 {
		what = say.F("report for session %d", p.Session)
	}
	sys.tell("a %s, which continues the edition %s of %s", what, last.Edition, last.Reference)
	if p.Mapping != nil {
		over := say.F("%s carried over", say.N(len(p.Mapping.Numbers), "paragraph"))
		if left := p.Mapping.Left(); left != nil {
			over = say.F("%s, and not %s", over, strings.Join(left, ", "))
		}
		sys.tell("%s", over)
	}
	return finish(ctx, sys, b, fmt.Sprintf("Begin the %s from edition %s of %s", what, last.Edition, last.Reference))
}

// lastEdition returns the current edition of a repository and its report. link is the
// address of that edition; if it is empty, it is taken from config.toml, if that has one.
func lastEdition(ctx context.Context, sys system, r *edition.Repo, link string) (last report.Continues, old *report.Report, err error) {
	last, old, problems, err := newreport.LastEdition(ctx, r)
	if err != nil {
		return last, nil, err
	}
	if old == nil {
		return last, nil, errors.Join(printProblems(sys, problems), say.Errorf("edition %s cannot be read", last.Edition))
	}
	if last.Link = link; link == "" && r.Root != "" {
		config, err := render.ReadConfig(r.Root)
		if err != nil {
			return last, nil, err
		}
		if strings.HasPrefix(config.BaseURL, "https://") || strings.HasPrefix(config.BaseURL, "http://") {
			last.Link = config.BaseURL + last.Edition + "/"
		}
	}
	return last, old, nil
}
