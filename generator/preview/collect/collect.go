// Package collect reads what the preview of a change shows: problems, changes and the
// pages that differ.
package collect

import (
	"context"
	"errors"
	"rapporteur/generator/check"
	"rapporteur/generator/credentials"
	"rapporteur/generator/diff"
	"rapporteur/generator/edition"
	"rapporteur/generator/preview"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/review"
	"rapporteur/generator/say"
	"rapporteur/generator/sides"
	"strings"
)

// Preview collects what the preview of a change shows. The error is about the command
// line or the repository and prevents a complete preview; it is also in Trouble. step
// is called with a name before each part.
func Preview(ctx context.Context, open func(context.Context) (*edition.Repo, error), args []string, step func(say.Text)) (*Collected, error) {
	return PreviewIn(ctx, "", open, args, step)
}

// PreviewIn is as Preview, in a language.
func PreviewIn(ctx context.Context, lang string, open func(context.Context) (*edition.Repo, error), args []string, step func(say.Text)) (*Collected, error) {
	p := &Collected{step: step}
	p.Lang = lang
	err := p.gather(ctx, open, args)
	return p, err
}

// Collected is the content of a preview.
type Collected struct {
	preview.Preview
	step func(say.Text)
	args []string // as given, to keep passwords in them out of messages

	repo       *edition.Repo
	from, to   *sides.State   // nil where there is none
	was, is    *report.Report // nil where they cannot be read
	asWas      string         // why was is nil
	unreadable string         // why is is nil
}

func (p *Collected) gather(ctx context.Context, open func(context.Context) (*edition.Repo, error), args []string) error {
	p.Unknown, p.args = true, args
	p.unreadable = p.inWords("the data cannot be read until the problems above are fixed")
	p.NoChanges, p.NoPages = p.inWords("They cannot be shown."), p.inWords("They cannot be shown.")
	repo, err := open(ctx)
	if err != nil {
		p.To.Name = p.inWords("a change")
		return p.fail(err)
	}
	defer repo.Close()
	p.repo = repo
	trouble := p.sides(ctx, args)
	if p.to == nil {
		return trouble
	}
	p.step(say.F("checking %s", p.to.Name))
	if err := p.check(ctx); err != nil {
		trouble = errors.Join(trouble, err)
	}
	p.differences()
	p.step(say.F("building pages"))
	if err := p.show(ctx); err != nil {
		trouble = errors.Join(trouble, err)
	}
	return trouble
}

// inWords is a message in the language of the preview.
func (p *Collected) inWords(key string, args ...any) string { return say.F(key, args...).In(p.Lang) } //nolint:govet // keys are formats

// fail records an error that prevents a complete preview, and returns it.
func (p *Collected) fail(err error) error {
	p.Trouble = append(p.Trouble, strings.TrimSuffix(p.words(err), "."))
	return err
}

// words are the text of an error without a password or token of the arguments.
func (p *Collected) words(err error) string {
	return credentials.RedactArguments(say.ErrorIn(err, p.Lang), p.args)
}

// sides finds the states to compare. It finds the later one even if there is no
// earlier one.
func (p *Collected) sides(ctx context.Context, args []string) error {
	d := sides.NewFinder(p.repo, "", nil)
	from, to, base, err := sides.Parse(args)
	if err != nil {
		return p.fail(err)
	}
	p.From.Name, p.To.Name = credentials.Argument(from), credentials.Argument(to)
	find := func(name string) (*sides.State, error) {
		found, err := p.repo.Resolve(ctx, name)
		if err != nil {
			return nil, err
		}
		s := sides.StateOf(found, p.repo, name, false)
		return &s, nil
	}
	if p.to, err = find(to); err != nil {
		return p.fail(err)
	}
	p.To = p.side(p.to)
	if p.from, err = find(from); err != nil {
		// Before the first edition everything is new.
		if from == "current" && errors.Is(err, edition.ErrUnknownRevision) {
			p.From.Name, p.asWas = p.inWords("nothing"), p.inWords("no edition was issued yet")
			return nil
		}
		p.asWas = p.words(err)
		return p.fail(err)
	}
	if base {
		left, err := d.MergeBase(ctx, *p.from, *p.to)
		if err != nil {
			p.from, p.asWas = nil, p.words(err)
			return p.fail(err)
		}
		p.from, p.Base = &left, true
	}
	p.From = p.side(p.from)
	return nil
}

func (p *Collected) side(s *sides.State) preview.Side {
	name := s.Name
	if s.Commit == "" {
		name = p.inWords("the working tree")
	}
	return preview.Side{Name: name, Commit: s.Commit}
}

// check reads both reports and finds the problems of the later one.
func (p *Collected) check(ctx context.Context) error {
	unchecked := false // the earlier data, so that what was wrong in it is not known
	if p.from != nil {
		var err error
		var found []problem.Problem
		p.was, found, err = p.from.LoadAstray(ctx, p.repo)
		switch missing := (*report.MissingError)(nil); {
		case errors.As(err, &missing):
			p.asWas = p.words(missing)
		case err != nil:
			p.asWas, p.from = p.words(err), nil
			return p.fail(err)
		case p.was == nil:
			p.asWas, unchecked = p.inWords("its data has errors"), true
		default:
			unchecked = problem.Errors(found) > 0
			describe(&p.From, p.was)
		}
		if p.Files, err = differingFiles(p.from.Tree(p.repo), p.to.Tree(p.repo), p.to.Commit == ""); err != nil {
			return p.fail(err)
		}
	}

	c, err := review.Check(ctx, p.repo, p.to.Target, nil)
	missing := (*report.MissingError)(nil)
	var unread error
	if err != nil {
		// Where only the history cannot be read, the data may be.
		rep, ps, loadErr := p.to.Load(ctx, p.repo)
		switch {
		case errors.As(loadErr, &missing):
			p.Trouble = append(p.Trouble, p.words(missing))
			p.unreadable = strings.TrimSuffix(p.words(missing), ".")
			return nil
		case loadErr != nil:
			return p.fail(loadErr)
		}
		c, unread = review.CheckReport(rep, ps, check.Options{}), err
	} else if c.Cut != nil {
		unread = c.Cut
	}
	p.is, p.Problems, p.Waived = c.Report, c.Problems, c.Waived
	if p.is == nil {
		// References that lead nowhere are shown in their places.
		if p.is, _, err = p.to.LoadAstray(ctx, p.repo); err != nil {
			return p.fail(err)
		}
	}
	if p.is != nil {
		describe(&p.To, p.is)
		p.Reference, p.Official = p.is.Meta.Reference, p.is.Meta.Official
		for _, l := range p.is.Meta.Languages {
			p.Speaks = append(p.Speaks, preview.Language{Code: string(l), Name: string(l), Dir: "ltr"})
		}
	}
	if unread != nil {
		if len(p.Trouble) > 0 {
			return nil // the history was reported already
		}
		return p.fail(unread)
	}
	if p.from == nil || unchecked {
		return nil
	}
	added, before, err := c.SplitSince(ctx, p.repo, p.to.Target, p.from.Target)
	if err != nil {
		return p.fail(err)
	}
	p.Problems, p.Before, p.Unknown = added, before, false
	return nil
}

func describe(s *preview.Side, r *report.Report) {
	s.Edition, s.Draft = r.Edition.ID, r.Edition.Status == report.Draft
}

// differences compares the reports.
func (p *Collected) differences() {
	switch {
	case p.is == nil:
		p.NoChanges = p.inWords("The changes cannot be computed: %s.", p.unreadable)
	case p.was == nil:
		p.NoChanges = p.inWords("The changes cannot be computed, for what was before cannot be read: %s.", strings.TrimSuffix(p.asWas, "."))
	default:
		p.Changes = diff.Compare(p.was, p.is)
		p.Changes.From.Name, p.Changes.From.Commit = p.from.Name, p.from.Commit
		p.Changes.To.Name, p.Changes.To.Commit = p.to.Name, p.to.Commit
	}
}

// Summary returns one line about what was written.
func (p *Collected) Summary(w preview.Written) string {
	var parts []any
	errs := problem.Errors(p.Problems)
	warnings := len(p.Problems) - errs
	if p.Unchecked() {
		parts = append(parts, say.F("the data cannot be read"))
	} else {
		parts = append(parts, say.N(errs, "error"), say.N(warnings, "warning"))
	}
	if p.Changes != nil {
		parts = append(parts, say.N(p.Changes.Total(), "change"))
	}
	parts = append(parts, say.N(w.Pages, "page"))
	line := say.F("%s, %d kB", say.List{Items: parts}, (w.Bytes+999)/1000)
	if w.Left > 0 {
		line = say.F("%s; %s left out", line, say.N(w.Left, "page"))
	}
	return line.In(p.Lang)
}
