package main

import (
	"context"
	"flag"

	"rapporteur/generator/console"
	"rapporteur/generator/newreport"
	"rapporteur/generator/report"
)

func runInit(ctx context.Context, sys console.System, args []string) error {
	var o newreport.InitOrder
	flags := flag.NewFlagSet("init", flag.ContinueOnError)
	flags.StringVar(&o.Symbol, "symbol", "", "")
	flags.StringVar(&o.Languages, "languages", "", "")
	flags.StringVar(&o.Original, "original", "", "")
	flags.StringVar(&o.Asks, "asks", "", "")
	flags.StringVar(&o.OfficialBy, "official-by", "", "")
	if err := parseOrder(sys, flags, args, &o.Order); err != nil {
		return err
	}
	return newreport.Init(ctx, sys, o)
}

// parseOrder parses the flags of init and carry-over, with those that they share.
func parseOrder(sys console.System, flags *flag.FlagSet, args []string, o *newreport.Order) error {
	flags.StringVar(&o.Title, "title", "", "")
	t := &o.Titles
	for l, to := range map[report.Lang]*string{"ar": &t.Ar, "zh": &t.Zh, "en": &t.En, "fr": &t.Fr, "ru": &t.Ru, "es": &t.Es} {
		flags.StringVar(to, "title."+string(l), "", "")
	}
	flags.StringVar(&o.Session, "session", "", "")
	flags.StringVar(&o.AsAt, "as-at", "", "")
	flags.StringVar(&o.Paragraphs, "paragraphs", "", "")
	flags.StringVar(&o.From, "from", "", "")
	flags.StringVar(&o.Program, "program", "", "")
	yes := flags.Bool("yes", false, "")
	ask := flags.Bool("ask", sys.Asks, "")
	rest, err := console.Parse(flags, args, 1)
	if err != nil {
		return err
	}
	o.Ask, o.Built = *ask && !*yes, builtFrom()
	if len(rest) == 1 {
		o.Dir = rest[0]
	}
	return nil
}
