package main

import (
	"context"
	"flag"

	"rapporteur/generator/check"
	"rapporteur/generator/report"
)

func runExplain(_ context.Context, sys system, args []string) error {
	flags := flag.NewFlagSet("explain", flag.ContinueOnError)
	markdown := flags.Bool("markdown", false, "")
	rest, err := parse("explain", flags, args, 1)
	if err != nil {
		return err
	}
	entries, err := check.Reference()
	if err != nil {
		return err
	}
	if *markdown {
		if len(rest) > 0 {
			return usagef("explain", "--markdown prints all rules, so no rule is named with it")
		}
		return check.WriteReference(sys.stdout, entries)
	}
	if len(rest) == 0 {
		return check.WriteList(sys.stdout, entries, sys.lang)
	}
	var names []string
	for _, e := range entries {
		if e.Name == rest[0] {
			return check.WriteRule(sys.stdout, e, sys.lang)
		}
		names = append(names, e.Name)
	}
	if near := report.Nearest(rest[0], names); near != "" {
		return usagef("explain", "there is no rule %q; did you mean %s?", rest[0], near)
	}
	return usagef("explain", "there is no rule %q; 'rapporteur explain' lists them", rest[0])
}
