package main

import (
	"context"
	"flag"

	"rapporteur/generator/console"
	"rapporteur/generator/credentials"
	"rapporteur/generator/newreport"
	"rapporteur/generator/render"
	"rapporteur/generator/say"
)

func runCarryOver(ctx context.Context, sys console.System, args []string) error {
	o := newreport.CarryOrder{Address: func(root string) (string, error) {
		config, err := render.ReadConfig(root)
		return config.BaseURL, err
	}}
	flags := flag.NewFlagSet("carry-over", flag.ContinueOnError)
	flags.StringVar(&o.ID, "id", "", "")
	flags.StringVar(&o.Resolution, "resolution", "", "")
	flags.StringVar(&o.Last, "last", "", "")
	flags.StringVar(&o.AdoptedOn, "adopted-on", "", "")
	flags.StringVar(&o.Link, "link", "", "")
	if err := parseOrder(sys, flags, args, &o.Order); err != nil {
		return err
	}
	if credentials.In(o.Link) {
		return say.Usagef("--link stands on every page; give it without a user name, a password and a query")
	}
	return newreport.Continue(ctx, sys, o)
}
