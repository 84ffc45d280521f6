package newreport

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"rapporteur/generator/console"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// Order is what init and carry-over have in common, as the flags give it: empty where one
// was not given.
type Order struct {
	Dir        string          // argument that names the folder of the new repository
	From       string          // repository of the program, or of the report to continue
	Program    string          // ADDRESS@COMMIT that the report is built with
	Built      *report.Program // this program, for want of another
	Title      string          // in the original language
	Titles     report.Text     // in others
	Session    string
	AsAt       string
	Paragraphs string
	Ask        bool // for what is missing
}

// InitOrder asks for a report on another resolution.
type InitOrder struct {
	Order
	Symbol     string
	Languages  string
	Original   string
	Asks       string // number of the paragraph that asks for the report
	OfficialBy string
}

// CarryOrder asks for the report for the next session.
type CarryOrder struct {
	Order
	ID         string // of its first edition
	Resolution string // symbol, where it is on another one
	Last       string // number of paragraphs of that one
	AdoptedOn  string // day on which that one was adopted
	Link       string // address of the edition that is continued

	// Address is the address of the site of a report in a folder, from its configuration;
	// empty if there is none.
	Address func(root string) (string, error)
}

// begin checks that the new repository can be made. With needed, there must be a report
// that the new one continues.
func (o Order) begin(ctx context.Context, sys console.System, needed bool) (*Setup, error) {
	if o.Dir == "" {
		return nil, say.Usagef("the folder of the new repository is missing")
	}
	b, err := Begin(ctx, Place{Dir: sys.Path(o.Dir), From: o.From, Needed: needed, Named: o.Program != "", Built: o.Built, Open: sys.Open})
	if err != nil || o.Program == "" {
		return b, err
	}
	if b.Program, err = ParseProgramFlag(o.Program, *b.Program); err != nil {
		return nil, errors.Join(say.Usagef("--program: %v", err), b.Close())
	}
	return b, nil
}

// finish commits a new repository and prints where it is.
func finish(ctx context.Context, sys console.System, b *Setup, message string) error {
	b.Commit(ctx, sys, message)
	_, err := fmt.Fprintln(sys.Stdout, b.Dir)
	return err
}

// firstDay is the day that the draft speaks of: the one given, or today.
func firstDay(sys console.System, word string) (report.Date, error) {
	if word == "" {
		y, m, d := sys.Now().Date()
		return report.Date{Year: y, Month: int(m), Day: d}, nil
	}
	return ParseDay(word)
}

// Init begins a report on another resolution in a new repository.
func Init(ctx context.Context, sys console.System, o InitOrder) error {
	b, err := o.begin(ctx, sys, false)
	if err != nil {
		return err
	}
	defer b.Close()
	p := &Plan{Title: o.Titles}
	if err := Answer(ctx, sys.Stdin, sys.Stderr, o.Ask, sys.Lang, o.questions(p)); err != nil {
		return err
	}
	if err := o.complete(p, sys); err != nil {
		return err
	}
	data, err := Skeleton(*p)
	if err != nil {
		return err
	}
	files, err := p.Scaffold(b.Program, report.Continues{})
	if err != nil {
		return err
	}
	if err := b.Write(ctx, append(files, data...)); err != nil {
		return err
	}
	sys.Tell("a report on %s, with %s to fill in", p.Symbol, say.N(p.Paragraphs, "paragraph"))
	return finish(ctx, sys, b, fmt.Sprintf("Begin the report on %s", p.Symbol))
}

// questions are what init needs to know; the answers go to p, and the title to o.
func (o *InitOrder) questions(p *Plan) []Question {
	number := func(to *int, most int) func(string) error {
		return func(s string) (err error) {
			*to, err = ParseNumber(s, most)
			return err
		}
	}
	return []Question{
		{Flag: "symbol", Ask: say.F("symbol of the resolution"), Example: "A/RES/63/129", Word: &o.Symbol, Parse: func(s string) (err error) {
			p.Symbol, err = ParseSymbol(s)
			return err
		}},
		// Other organs than the General Assembly do not report by session.
		{Flag: "session", Ask: say.F("session that the report is for"), Example: "64", When: func() bool { return report.BySession(p.Symbol) }, Word: &o.Session, Parse: number(&p.Session, 9999)},
		{Flag: "paragraphs", Ask: say.F("number of operative paragraphs"), Example: "8", Word: &o.Paragraphs, Parse: number(&p.Paragraphs, MaxParagraphs)},
		{Flag: "languages", Ask: say.F("languages, the default first"), Example: "fr,en", Word: &o.Languages, Parse: func(s string) (err error) {
			p.Languages, err = ParseLanguages(s)
			return err
		}},
		{Flag: "title", Ask: say.F("title of the resolution and the report, or enter alone"), Example: "TEXT", Optional: true, Word: &o.Title, Parse: func(s string) error {
			o.Title = s
			return nil
		}},
	}
}

// complete reads what is not asked for into p.
func (o *InitOrder) complete(p *Plan, sys console.System) (err error) {
	if o.Asks != "" {
		if p.Asking, err = ParseNumber(o.Asks, p.Paragraphs); err != nil {
			return say.Usagef("--asks: %v", err)
		}
	}
	if p.Original, err = ParseOriginal(o.Original, p.Languages); err != nil {
		return say.Usagef("--original: %v", err)
	}
	if err := p.SetTitle(o.Title); err != nil {
		return err
	}
	if p.AsAt, err = firstDay(sys, o.AsAt); err != nil {
		return say.Usagef("--as-at: %v", err)
	}
	p.Edition = p.AsAt.String()
	if o.OfficialBy != "" {
		if p.OfficialBy, err = ParseEntity(o.OfficialBy); err != nil {
			return say.Usagef("--official-by: %v", err)
		}
	}
	return nil
}

// Continue begins the report for the next session in a new repository.
func Continue(ctx context.Context, sys console.System, o CarryOrder) error {
	b, err := o.begin(ctx, sys, true)
	if err != nil {
		return err
	}
	defer b.Close()
	last, old, err := o.lastEdition(ctx, sys, b)
	if err != nil {
		return err
	}
	p := &Plan{Title: o.Titles, Languages: old.Meta.Languages, Original: old.Meta.Original}
	if err := Answer(ctx, sys.Stdin, sys.Stderr, o.Ask, sys.Lang, o.questions(p, sys, last, old)); err != nil {
		return err
	}
	if err := o.complete(p, sys, old); err != nil {
		return err
	}
	data, err := CarryOver(p, old, last)
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
	own, err := OwnFiles(b.From.Tree(head.Commit))
	if err != nil {
		return err
	}
	if err := b.Write(ctx, slices.Concat(files, own, data)); err != nil {
		return err
	}
	what := say.F("report")
	if p.Session > 0 {
		what = say.F("report for session %d", p.Session)
	}
	sys.Tell("a %s, which continues the edition %s of %s", what, last.Edition, last.Reference)
	if p.Mapping != nil {
		over := say.F("%s carried over", say.N(len(p.Mapping.Numbers), "paragraph"))
		if left := p.Mapping.Left(); left != nil {
			over = say.F("%s, and not %s", over, strings.Join(left, ", "))
		}
		sys.Tell("%s", over)
	}
	return finish(ctx, sys, b, fmt.Sprintf("Begin the %s from edition %s of %s", what, last.Edition, last.Reference))
}

// questions are what carry-over needs to know; the answers go to p, and the title to o.
func (o *CarryOrder) questions(p *Plan, sys console.System, last report.Continues, old *report.Report) []Question {
	return []Question{
		{Flag: "session", Ask: say.F("session that the report is for"), Example: fmt.Sprint(old.Meta.Session.Number + 1), Word: &o.Session,
			When: func() bool { return report.BySession(cmp.Or(o.Resolution, old.Meta.Mandate.Resolution)) },
			Parse: func(s string) (err error) {
				if p.Session, err = ParseNumber(s, 9999); err == nil && p.Session <= old.Meta.Session.Number {
					err = say.Errorf("the last report was for session %d already", old.Meta.Session.Number)
				}
				return err
			}},
		{Flag: "as-at", Ask: say.F("day that its first edition speaks of, or enter alone for today"), Example: "2009-09-30", Optional: true, Word: &o.AsAt, Parse: func(s string) (err error) {
			if p.AsAt, err = firstDay(sys, s); err == nil && !p.AsAt.After(last.AsAt) {
				err = say.Errorf("the last report spoke of %s already", last.AsAt)
			}
			return err
		}},
		{Flag: "adopted-on", Ask: say.F("day on which that resolution was adopted, from which texts of the last report count"), Example: "2009-12-16", Word: &o.AdoptedOn,
			When: func() bool {
				return o.Resolution != "" && o.Resolution != old.Meta.Mandate.Resolution && countFromAdoption(old)
			},
			Parse: func(s string) (err error) {
				if o.Resolution == "" || o.Resolution == old.Meta.Mandate.Resolution {
					return say.Errorf("the resolution is that of the last report; name another one with --resolution")
				}
				p.AdoptedOn, err = ParseDay(s)
				return err
			}},
		{Flag: "title", Ask: say.F("title of the report, or enter alone to keep it"), Example: "TEXT", Optional: true, Word: &o.Title, Parse: func(s string) error {
			o.Title = s
			return nil
		}},
	}
}

// complete reads what is not asked for into p.
func (o *CarryOrder) complete(p *Plan, sys console.System, old *report.Report) (err error) {
	if p.AsAt.IsZero() {
		if p.AsAt, err = firstDay(sys, ""); err != nil {
			return err
		}
	}
	if err := p.SetTitle(o.Title); err != nil {
		return err
	}
	if o.Resolution != "" {
		if p.Symbol, err = ParseSymbol(o.Resolution); err != nil {
			return say.Usagef("--resolution: %v", err)
		}
	}
	p.Edition = cmp.Or(o.ID, p.AsAt.String())
	return p.SetMapping(o.Paragraphs, o.Last, old)
}

// lastEdition returns the edition that is continued and its report.
func (o *CarryOrder) lastEdition(ctx context.Context, sys console.System, b *Setup) (last report.Continues, old *report.Report, err error) {
	last, old, problems, err := LastEdition(ctx, b.From)
	if err != nil {
		return last, nil, err
	}
	if old == nil {
		return last, nil, errors.Join(sys.Problems(problems), say.Errorf("edition %s cannot be read", last.Edition))
	}
	if last.Link = o.Link; o.Link == "" && b.From.Root != "" {
		address, err := o.Address(b.From.Root)
		if err != nil {
			return last, nil, err
		}
		if strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") {
			last.Link = address + last.Edition + "/"
		}
	}
	return last, old, nil
}
