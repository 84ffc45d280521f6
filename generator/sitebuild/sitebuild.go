// Package sitebuild reads what a site is made of: the editions and the draft, the
// configuration, the templates and the rules.
package sitebuild

import (
	"context"
	"errors"
	"slices"
	"sync"

	"rapporteur/generator/check"
	"rapporteur/generator/edition"
	"rapporteur/generator/problem"
	"rapporteur/generator/render"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
	"rapporteur/generator/site"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/page"
)

// ReadEditions loads every edition and the draft, with the problems of all of
// them. A bad signature is an error. Input.Branch is the draft even if that equals the
// current edition.
// step is called before each one with its name.
func ReadEditions(ctx context.Context, r *edition.Repo, at edition.Target, step func(say.Text)) (*site.Input, []problem.Problem, error) {
	in := new(site.Input)
	series, err := r.Series(ctx, at.Commit)
	switch {
	case errors.Is(err, edition.ErrNoCommits) && at.Commit == "":
		// A report that was never committed can still be viewed as a draft.
		series = new(edition.Series)
	case err != nil:
		return nil, nil, err
	}
	var all []problem.Problem
	byID := map[string]*report.Report{}
	for i, e := range series.Editions {
		step(say.F("edition %s (%d of %d)", e.ID, i+1, len(series.Editions)))
		rep, ps, err := e.Target().Load(ctx, r)
		if err != nil {
			return nil, nil, say.Errorf("edition %s: %v", e.ID, err)
		}
		for _, p := range ps {
			p.Edition = e.ID
			all = append(all, p)
		}
		byID[e.ID] = rep
		in.Editions = append(in.Editions, issued(e, rep))
	}
	if err := sign(ctx, r, series, in); err != nil {
		return nil, nil, err
	}
	for _, w := range series.Withdrawn {
		step(say.F("edition %s, which is withdrawn", w.ID))
		left := site.Withdrawn{Withdrawn: w.Withdrawn, AsAt: w.AsAt, Author: w.Author}
		// Problems of a withdrawn edition are not reported.
		if left.Report, _, err = w.Target().Load(ctx, r); err != nil {
			if missing := (*report.MissingError)(nil); !errors.As(err, &missing) {
				return nil, nil, say.Errorf("edition %s: %v", w.ID, err)
			}
		}
		if day := w.Since.UTC(); !w.Since.IsZero() {
			left.Since = report.Date{Year: day.Year(), Month: int(day.Month()), Day: day.Day()}
		}
		in.Withdrawn = append(in.Withdrawn, left)
	}
	var newest *report.Report
	if c := series.Current(); c != nil {
		in.Current = c.ID
		newest = byID[c.ID]
	}
	step(say.F("the draft"))
	draft, ps, err := at.Load(ctx, r)
	if err != nil {
		return nil, nil, err
	}
	in.Branch = draft
	if draft != nil && newest != nil && report.Equal(draft, newest) {
		draft = nil
	}
	in.Draft = draft
	all = append(all, ps...)
	return in, problem.Sort(all), nil
}

// Configure adds the settings of config.toml in the folder source and the rules
// to in. base replaces the base address of config.toml unless it is empty.
func Configure(in *site.Input, source, base string) error {
	config, err := render.ReadConfig(source)
	if err != nil {
		return err
	}
	if base == "" {
		base = config.BaseURL
	}
	in.BaseURL, in.Repository, in.Comparisons = base, config.Repository, config.Comparisons
	if in.Repository.Elsewhere, err = programPages(source); err != nil {
		return err
	}
	in.Rules, err = ruleFamilies()
	return err
}

// ruleFamilies are the rules of check as the site shows them. They follow from the program, so
// serve need not make them for each save.
var ruleFamilies = sync.OnceValues(func() ([]page.RuleFamily, error) {
	entries, err := check.Reference()
	if err != nil {
		return nil, err
	}
	var families []page.RuleFamily
	for _, e := range entries {
		if n := len(families); n == 0 || families[n-1].Name != e.Family {
			families = append(families, page.RuleFamily{Name: e.Family})
		}
		last := &families[len(families)-1]
		last.Rules = append(last.Rules, page.Rule{
			Name: e.Name, Doc: e.Doc, Warns: e.Warns,
			File: e.Example.File, Bad: e.Example.Bad, Good: e.Example.Good,
		})
	}
	return families, nil
})

// ReadOne loads one edition, or the draft, with its problems, and returns the name under which
// the site has it. The editions up to at are loaded with it, because its tables give numbers
// as at their dates, too; what is wrong with the others does not matter here.
func ReadOne(ctx context.Context, r *edition.Repo, at edition.Target, rev string) (in *site.Input, version string, problems []problem.Problem, err error) {
	found, err := r.Resolve(ctx, rev)
	if err != nil {
		return nil, "", nil, err
	}
	rep, problems, err := found.Target().Load(ctx, r)
	if err != nil {
		return nil, "", nil, err
	}
	in, version = new(site.Input), page.Draft
	if rep == nil || found.Edition == nil {
		in.Draft = rep
	} else {
		version = found.Edition.ID
	}
	series, err := r.Series(ctx, at.Commit)
	switch {
	case errors.Is(err, edition.ErrNoCommits):
		return in, version, problems, nil
	case err != nil:
		return nil, "", nil, err
	}
	for _, e := range series.Editions {
		is := rep
		if e.ID != version {
			if is, _, err = e.Target().Load(ctx, r); err != nil {
				return nil, "", nil, say.Errorf("edition %s: %v", e.ID, err)
			}
		}
		if is != nil {
			in.Editions = append(in.Editions, issued(e, is))
		}
	}
	if version != page.Draft && !slices.ContainsFunc(in.Editions, func(e history.Issued) bool { return e.ID == version }) {
		in.Editions = append(in.Editions, issued(found.Edition, rep))
	}
	if c := series.Current(); c != nil && slices.ContainsFunc(in.Editions, func(e history.Issued) bool { return e.ID == c.ID }) {
		in.Current = c.ID
	}
	return in, version, problems, nil
}

// issued is an edition as the site has it.
func issued(e *edition.Edition, rep *report.Report) history.Issued {
	day := e.Committed.UTC()
	return history.Issued{
		ID: e.ID, Order: e.Order, Report: rep, Commit: e.Commit, Folder: e.Folder,
		Committed:    report.Date{Year: day.Year(), Month: int(day.Month()), Day: day.Day()},
		SupersededBy: e.SupersededBy,
	}
}
