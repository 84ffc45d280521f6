package main

import (
	"context"
	"flag"

	"rapporteur/generator/console"
	"rapporteur/generator/say"
	"rapporteur/generator/upgrade"
)

func runUpgrade(ctx context.Context, sys console.System, args []string) error {
	var o upgrade.Order
	flags := flag.NewFlagSet("upgrade", flag.ContinueOnError)
	flags.StringVar(&o.To, "to", "", "")
	flags.StringVar(&o.From, "from", "", "")
	flags.StringVar(&o.Release, "release", "", "")
	flags.BoolVar(&o.DryRun, "dry-run", false, "")
	flags.BoolVar(&o.Conflicts, "conflicts", false, "")
	flags.BoolVar(&o.NoRedline, "no-redline", false, "")
	if _, err := console.Parse(flags, args, 0); err != nil {
		return err
	}
	if o.To != "" && o.Release != "" {
		return say.Usagef("--to and --release both name a version; give one of them")
	}
	return upgrade.Run(ctx, sys, o)
}
