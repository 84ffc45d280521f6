package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rapporteur/generator/newreport"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
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
			*to, err = wholeNumber(s, most)
			return err
		}
	}
	err = answer(ctx, sys, "init", *ask && !*yes, []question{
		{flag: "symbol", ask: "symbol of the resolution", example: "A/RES/63/129", word: symbol, parse: func(s string) (err error) {
			p.Symbol, err = newreport.ParseSymbol(s)
			return err
		}},
		// Other organs than the General Assembly do not report by session.
		{flag: "session", ask: "session that the report is for", example: "64", when: func() bool { return report.BySession(p.Symbol) }, word: session, parse: number(&p.Session, 9999)},
		{flag: "paragraphs", ask: "number of operative paragraphs", example: "8", word: paragraphs, parse: number(&p.Paragraphs, newreport.MaxParagraphs)},
		{flag: "languages", ask: "languages, the default first", example: "fr,en", word: languages, parse: func(s string) (err error) {
			p.Languages, err = newreport.ParseLanguages(s)
			return err
		}},
		{flag: "title", ask: "title of the resolution and the report, or enter alone", example: "TEXT", optional: true, word: title, parse: func(s string) error {
			*title = s
			return nil
		}},
	})
	if err != nil {
		return err
	}
	if *asking != "" {
		if p.Asking, err = wholeNumber(*asking, p.Paragraphs); err != nil {
			return usagef("init", "--asks: %v", err)
		}
	}
	if p.Original, err = originalOf(*original, p.Languages); err != nil {
		return usagef("init", "--original: %v", err)
	}
	if err := keepTitle(&p, *title); err != nil {
		return usagef("init", "%v", err)
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
	files, err := p.Scaffold(b.program, report.Continues{})
	if err != nil {
		return err
	}
	files = append(files, data...)
	if err := newreport.WriteRepository(ctx, b.dir, b.there, files); err != nil {
		return err
	}
	fmt.Fprintf(sys.stderr, "a report on %s, with %s to fill in\n", p.Symbol, problem.Plural(p.Paragraphs, "paragraph"))
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

// keepTitle puts the title that was given without a language into the plan.
func keepTitle(p *newreport.Plan, title string) error {
	if title != "" {
		if p.Title.In(p.Original) != "" {
			return fmt.Errorf("--title and --title.%s are the same; give one of them", p.Original)
		}
		p.Title = p.Title.With(p.Original, title)
	}
	for _, l := range p.Title.Langs() {
		if !slices.Contains(p.Languages, l) {
			return fmt.Errorf("--title.%s: the report is not published in %s", l, l)
		}
		if strings.ContainsAny(p.Title.In(l), "\r\n") {
			return errors.New("a title must be on one line")
		}
	}
	return nil
}

func originalOf(word string, published []report.Lang) (report.Lang, error) {
	if word == "" {
		return published[0], nil
	}
	l, err := newreport.ParseLanguage(word)
	if err == nil && !slices.Contains(published, l) {
		err = fmt.Errorf("%s is not among the languages of the report", l)
	}
	return l, err
}

// firstDay is the day that the draft speaks of: the one given, or today.
func firstDay(sys system, word string) (report.Date, error) {
	if word == "" {
		y, m, d := sys.now().Date()
		return report.Date{Year: y, Month: int(m), Day: d}, nil
	}
	d, err := report.ParseDate(word)
	if err == nil && d.Day == 0 {
		err = fmt.Errorf("%q is not a date; write it as 2009-09-30", word)
	}
	return d, err
}

// wholeNumber reads a number from 1 to most.
func wholeNumber(s string, most int) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < 1 || n > most {
		return 0, fmt.Errorf("%q is not a number from 1 to %d", s, most)
	}
	return n, nil
}
