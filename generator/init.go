package main

import (
	"context"
	"flag"
	"fmt"

	"rapporteur/generator/newreport"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

func runInit(ctx context.Context, sys system, args []string) error {
	flags := flag.NewFlagSet("init", flag.ContinueOnError)
	p := newreport.Plan{}
	title := titleFlags(flags, &p.Title)
	symbol := flags.String("symbol", "", "")
	session := flags.String("session", "", "")
	paragraphs := flags.String("paragraphs", "", "")
	languages := flags.String("languages", "", "")
	original := flags.String("original", "", "")
	asking := flags.String("asks", "", "")
	asAt := flags.String("as-at", "", "")
	from := flags.String("from", "", "")
	program := flags.String("program", "", "")
	officialBy := flags.String("official-by", "", "")
	yes := flags.Bool("yes", false, "")
	ask := flags.Bool("ask", sys.asks, "")
	rest, err := parse("init", flags, args, 1)
	if err != nil {
		return err
	}
	b, err := begin(ctx, sys, "init", rest, *from, *program, false)
	if err != nil {
		return err
	}
	defer b.Close()

	number := func(to *int, most int) func(string) error {
		return func(s string) (err error) {
			*to, err = newreport.ParseNumber(s, most)
			return err
		}
	}
	err = newreport.Answer(ctx, sys.stdin, sys.stderr, *ask && !*yes, sys.lang, []newreport.Question{
		{Flag: "symbol", Ask: say.F("symbol of the resolution"), Example: "A/RES/63/129", Word: symbol, Parse: func(s string) (err error) {
			p.Symbol, err = newreport.ParseSymbol(s)
			return err
		}},
		// Other organs than the General Assembly do not report by session.
		{Flag: "session", Ask: say.F("session that the report is for"), Example: "64", When: func() bool { return report.BySession(p.Symbol) }, Word: session, Parse: number(&p.Session, 9999)},
		{Flag: "paragraphs", Ask: say.F("number of operative paragraphs"), Example: "8", Word: paragraphs, Parse: number(&p.Paragraphs, newreport.MaxParagraphs)},
		{Flag: "languages", Ask: say.F("languages, the default first"), Example: "fr,en", Word: languages, Parse: func(s string) (err error) {
			p.Languages, err = newreport.ParseLanguages(s)
			return err
		}},
		{Flag: "title", Ask: say.F("title of the resolution and the report, or enter alone"), Example: "TEXT", Optional: true, Word: title, Parse: func(s string) error {
			*title = s
			return nil
		}},
	})
	if err != nil {
		return asUsage("init", err)
	}
	if *asking != "" {
		if p.Asking, err = newreport.ParseNumber(*asking, p.Paragraphs); err != nil {
			return usagef("init", "--asks: %v", err)
		}
	}
	if p.Original, err = newreport.ParseOriginal(*original, p.Languages); err != nil {
		return usagef("init", "--original: %v", err)
	}
	if err := p.SetTitle(*title); err != nil {
		return asUsage("init", err)
	}
	if p.AsAt, err = firstDay(sys, *asAt); err != nil {
		return usagef("init", "--as-at: %v", err)
	}
	p.Edition = p.AsAt.String()
	if *officialBy != "" {
		if p.OfficialBy, err = newreport.ParseEntity(*officialBy); err != nil {
			return usagef("init", "--official-by: %v", err)
		}
	}

	data, err := newreport.Skeleton(p)
	if err != nil {
		return err
	}
	files, err := p.Scaffold(b.Program, report.Continues{})
	if err != nil {
		return err
	}
	files = append(files, data...)
	if err := b.Write(ctx, files); err != nil {
		return err
	}
	sys.tell("a report on %s, with %s to fill in", p.Symbol, say.N(p.Paragraphs, "paragraph"))
	return finish(ctx, sys, b, fmt.Sprintf("Begin the report on %s", p.Symbol))
}

// titleFlags adds --title.ar and so on, which go to t, and --title, whose
// word it returns.
func titleFlags(flags *flag.FlagSet, t *report.Text) *string {
	for l, to := range map[report.Lang]*string{"ar": &t.Ar, "zh": &t.Zh, "en": &t.En, "fr": &t.Fr, "ru": &t.Ru, "es": &t.Es} {
		flags.StringVar(to, "title."+string(l), "", "")
	}
	return flags.String("title", "", "")
}

// firstDay is the day that the draft speaks of: the one given, or today.
func firstDay(sys system, word string) (report.Date, error) {
	if word == "" {
		y, m, d := sys.now().Date()
		return report.Date{Year: y, Month: int(m), Day: d}, nil
	}
	return newreport.ParseDay(word)
}
