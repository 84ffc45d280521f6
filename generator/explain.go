package main

import (
	"context"
	"flag"

	"rapporteur/generator/check"
	"rapporteur/generator/console"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

func runExplain(_ context.Context, sys console.System, args []string) error {
	flags := flag.NewFlagSet("explain", flag.ContinueOnError)
	markdown := flags.Bool("markdown", false, "")
	rest, err := console.Parse(flags, args, 1)
	if err != nil {
		return err
	}
	entries, err := check.Reference()
	if err != nil {
		return err
	}
	if *markdown {
		if len(rest) > 0 {
			return say.Usagef("--markdown prints all rules, so no rule is named with it")
		}
		return check.WriteReference(sys.Stdout, entries)
	}
	if len(rest) == 0 {
		return check.WriteList(sys.Stdout, entries, sys.Lang)
	}
	var names []string
	for _, e := range entries {
		if e.Name == rest[0] {
			return check.WriteRule(sys.Stdout, e, sys.Lang)
		}
		names = append(names, e.Name)
	}
	if near := report.Nearest(rest[0], names); near != "" {
		return say.Usagef("there is no rule %q; did you mean %s?", rest[0], near)
	}
	return say.Usagef("there is no rule %q; 'rapporteur explain' lists them", rest[0])
}
