package newreport

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// Question is a value that is asked for where no flag gives it.
type Question struct {
	Flag     string // without the dashes
	Ask      say.Text
	Example  string
	Optional bool
	When     func() bool        // whether it is a question at all; nil: always
	Word     *string            // what the flag gave; empty without it
	Parse    func(string) error // keeps the value
}

// Answer takes what the flags gave and, with ask, asks for the rest on out. A wrong
// answer is asked for again; a wrong or missing flag is a *say.UsageError. Questions are in a
// language.
func Answer(ctx context.Context, in io.Reader, out io.Writer, ask bool, lang string, questions []Question) error {
	var missing []string
	lines := bufio.NewScanner(in)
	for _, q := range questions {
		switch {
		case *q.Word != "":
			if err := q.Parse(*q.Word); err != nil {
				return say.Usagef("--%s: %v", q.Flag, err)
			}
		case q.When != nil && !q.When():
		case ask:
			if err := q.put(ctx, lines, out, lang); err != nil {
				return err
			}
		case !q.Optional:
			missing = append(missing, "--"+q.Flag+" "+q.Example)
		}
	}
	if len(missing) > 0 {
		return say.Usagef("not a terminal: pass %s", strings.Join(missing, ", "))
	}
	return nil
}

// put asks a question until the answer is right.
func (q Question) put(ctx context.Context, lines *bufio.Scanner, out io.Writer, lang string) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		fmt.Fprint(out, say.F("%s (such as %s): ", q.Ask, q.Example).In(lang))
		if !lines.Scan() {
			fmt.Fprintln(out)
			if err := lines.Err(); err != nil {
				return err
			}
			return say.Usagef("input ended before --%s", q.Flag)
		}
		word := strings.TrimSpace(lines.Text())
		if word == "" && q.Optional {
			return nil
		}
		err := q.Parse(word)
		if err == nil {
			return nil
		}
		fmt.Fprintln(out, say.ErrorIn(err, lang))
	}
}

// SetTitle sets the title in the original language, unless title is empty, and checks
// those that are set in others.
func (p *Plan) SetTitle(title string) error {
	if title != "" {
		if p.Title.In(p.Original) != "" {
			return say.Usagef("--title and --title.%s are the same; give one of them", p.Original)
		}
		p.Title = p.Title.With(p.Original, title)
	}
	for _, l := range p.Title.Langs() {
		if !slices.Contains(p.Languages, l) {
			return say.Usagef("--title.%s: the report is not published in %s", l, l)
		}
		if strings.ContainsAny(p.Title.In(l), "\r\n") {
			return say.Usagef("a title must be on one line")
		}
	}
	return nil
}

// ParseOriginal reads the original language, which is one of those of the report and
// the first of them where nothing is said.
func ParseOriginal(word string, published []report.Lang) (report.Lang, error) {
	if word == "" {
		return published[0], nil
	}
	l, err := ParseLanguage(word)
	if err == nil && !slices.Contains(published, l) {
		err = say.Errorf("%s is not among the languages of the report", l)
	}
	return l, err
}

// ParseDay reads a whole date.
func ParseDay(word string) (report.Date, error) {
	d, err := report.ParseDate(word)
	if err == nil && d.Day == 0 {
		err = say.Errorf("%q is not a date; write it as 2009-09-30", word)
	}
	return d, err
}

// ParseNumber reads a number from 1 to most.
func ParseNumber(s string, most int) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < 1 || n > most {
		return 0, say.Errorf("%q is not a number from 1 to %d", s, most)
	}
	return n, nil
}

// SetMapping reads --paragraphs and --last, which say what of the paragraphs of old is
// carried over to another resolution. Either may be empty.
func (p *Plan) SetMapping(paragraphs, last string, old *report.Report) (err error) {
	if paragraphs == "" && last == "" {
		return nil
	}
	if p.Symbol != "" && p.Symbol == old.Meta.Mandate.Resolution {
		return say.Usagef("%s is the resolution of the last report, whose paragraphs are all carried over; --paragraphs and --last are for another", p.Symbol)
	}
	if p.Symbol == "" {
		return say.Usagef("--paragraphs and --last are for another resolution; name it with --resolution")
	}
	if paragraphs == "" {
		return say.Usagef("--last goes with --paragraphs, which says which paragraphs are carried over")
	}
	n := 0
	if last != "" {
		if n, err = ParseNumber(last, MaxParagraphs); err != nil {
			return say.Usagef("--last: %v", err)
		}
	}
	if p.Mapping, err = ParseMapping(paragraphs, n, old); err != nil {
		return say.Usagef("--paragraphs: %v", err)
	}
	return nil
}
