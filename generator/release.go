package main

import (
	"context"
	"errors"
	"flag"
	"strings"

	"rapporteur/generator/console"
	"rapporteur/generator/edition"
	"rapporteur/generator/release"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

func readOrder(sys console.System, args []string) (*release.Order, error) {
	o := &release.Order{Texts: make(map[string]string)}
	flags := flag.NewFlagSet("release", flag.ContinueOnError)
	flags.StringVar(&o.AsAt, "as-at", "", "")
	flags.StringVar(&o.Next, "next", "", "")
	flags.StringVar(&o.Withdraw, "withdraw", "", "")
	flags.StringVar(&o.ReplacedBy, "replaced-by", "", "")
	flags.StringVar(&o.By, "by", "", "")
	flags.BoolVar(&o.Yes, "yes", false, "")
	flags.BoolVar(&o.Ask, "ask", sys.Asks, "")
	flags.BoolVar(&o.DryRun, "dry-run", false, "")
	flags.BoolVar(&o.Commit, "commit", false, "")
	for _, name := range []string{"title", "note", "reason"} {
		take := func(key string) {
			flags.Func(key, "", func(text string) error {
				if strings.TrimSpace(text) == "" {
					return say.Errorf("the text is empty")
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
				return say.Errorf("--%s is given too; an edition is one of them", o.Correction.Flag)
			}
			t.To = to
			o.Correction = t
			return nil
		})
	}
	rest, err := console.Parse(flags, args, 1)
	if err != nil {
		return nil, err
	}
	if len(rest) == 1 {
		o.ID = rest[0]
	}
	return o, nil
}

func runRelease(ctx context.Context, sys console.System, args []string) error {
	o, err := readOrder(sys, args)
	if err != nil {
		return err
	}
	err = release.Run(ctx, release.Console{
		Stdin: sys.Stdin, Stdout: sys.Stdout, Stderr: sys.Stderr, Colour: sys.Colour, Lang: sys.Lang, Now: sys.Now(),
		Open: func(ctx context.Context) (*edition.Repo, error) { return sys.Open(ctx, ".") },
	}, o)
	if errors.Is(err, release.ErrStopped) {
		return console.ErrFound
	}
	return err
}
