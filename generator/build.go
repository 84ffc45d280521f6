package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"rapporteur/generator/check"
	"rapporteur/generator/edition"
	"rapporteur/generator/pdf"
	"rapporteur/generator/problem"
	"rapporteur/generator/publish"
	"rapporteur/generator/render"
	"rapporteur/generator/report"
	"rapporteur/generator/site"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/page"
)

// siteFolders are what Hugo reads; the data reaches it through the model.
var siteFolders = []string{"assets", "content", "i18n", "layouts"}

func runBuild(ctx context.Context, sys system, args []string) (err error) {
	flags := flag.NewFlagSet("build", flag.ContinueOnError)
	repo := flags.String("repo", ".", "")
	rev := flags.String("rev", "", "")
	out := flags.String("out", "public", "")
	baseURL := flags.String("base-url", "", "")
	repository := flags.String("repository", "", "")
	fresh := flags.Bool("fresh", false, "")
	withPDF := flags.Bool("pdf", false, "")
	components := flags.Bool("components", false, "")
	quiet := flags.Bool("quiet", false, "")
	if _, err := parse("build", flags, args, 0); err != nil {
		return err
	}
	base, err := cleanBaseURL("build", *baseURL)
	if err != nil {
		return err
	}
	if u, err := url.Parse(*repository); err != nil || *repository != "" && (u.Host == "" || u.Scheme != "https" && u.Scheme != "http") {
		return usagef("build", "--repository is an address such as https://github.com/OWNER/NAME, not %q", *repository)
	}
	if *withPDF && sys.browser == "" {
		return pdf.ErrNoBrowser
	}
	begun := sys.now()
	talk := newProgress(sys, *quiet)
	defer talk.clear()

	talk.step("reading the history")
	r, err := openRepo(ctx, sys, *repo, *fresh)
	if err != nil {
		return err
	}
	defer r.Close()
	at, err := r.Target(ctx, *rev)
	if err != nil {
		return err
	}
	in, err := readEditions(ctx, sys, r, at, talk)
	if err != nil {
		return err
	}

	source, cleanup, err := siteSource(r, at)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, cleanup()) }()
	if err := configure(in, source, base); err != nil {
		return err
	}
	if *repository != "" {
		in.Repository.Address = *repository
	}

	in.PDF, in.Components = *withPDF, *components
	talk.step("linking and counting")
	model, err := site.New(*in)
	if err != nil {
		return err
	}

	if !filepath.IsAbs(*out) {
		*out = filepath.Join(sys.dir, *out)
	}
	stage, err := publish.Begin(*out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stage.Discard()) }()
	talk.step("writing the pages")
	written, err := render.Build(ctx, render.Options{Source: source, Dest: stage.Dir, BaseURL: in.BaseURL, Model: model})
	if err != nil {
		return err
	}
	files := 0
	if *withPDF {
		reports := model.Printed()
		files = len(reports)
		step := func(n int) { talk.step(fmt.Sprintf("printing %d of %d", n, files)) }
		if err := sys.pdfBrowser().PrintAll(ctx, stage.Dir, in.BaseURL, reports, step); err != nil {
			return err
		}
	}
	if err := stage.Swap(); err != nil {
		return err
	}
	talk.clear()
	if *quiet {
		return nil
	}
	made := problem.Plural(len(in.Editions), "edition")
	if in.Draft != nil {
		made += " and the draft"
	}
	pages := problem.Plural(written, "page")
	if *withPDF {
		pages += ", " + problem.Plural(files, "PDF")
	}
	fmt.Fprintf(sys.stderr, "%s, %s, in %.1f s\n", made, pages, sys.now().Sub(begun).Seconds())
	_, err = fmt.Fprintln(sys.stdout, *out)
	return err
}

// readEditions loads every edition and the draft. Problems of all of them are
// printed together.
func readEditions(ctx context.Context, sys system, r *edition.Repo, at edition.Target, talk *progress) (*site.Input, error) {
	in := new(site.Input)
	series, err := r.Series(ctx, at.Commit)
	switch {
	case errors.Is(err, edition.ErrNoCommits) && at.Commit == "":
		// A report that was never committed can still be looked at as a draft.
		series = new(edition.Series)
	case err != nil:
		return nil, err
	}
	var all []problem.Problem
	byID := map[string]*report.Report{}
	for i, e := range series.Editions {
		talk.step(fmt.Sprintf("edition %s (%d of %d)", e.ID, i+1, len(series.Editions)))
		rep, ps, err := r.Load(ctx, e.Commit)
		if err != nil {
			return nil, fmt.Errorf("edition %s: %w", e.ID, err)
		}
		for _, p := range ps {
			p.Edition = e.ID
			all = append(all, p)
		}
		byID[e.ID] = rep
		day := e.Committed.UTC()
		in.Editions = append(in.Editions, history.Issued{
			ID: e.ID, Order: e.Order, Report: rep, Commit: e.Commit,
			Committed:    report.Date{Year: day.Year(), Month: int(day.Month()), Day: day.Day()},
			SupersededBy: e.SupersededBy,
		})
	}
	for _, w := range series.Withdrawn {
		in.Withdrawn = append(in.Withdrawn, w.Withdrawn)
	}
	var newest *report.Report
	if c := series.Current(); c != nil {
		in.Current = c.ID
		newest = byID[c.ID]
	}
	talk.step("the draft")
	draft, ps, err := at.Load(ctx, r)
	if err != nil {
		return nil, err
	}
	in.Branch = draft
	if draft != nil && newest != nil && report.Equal(draft, newest) {
		draft = nil
	}
	in.Draft = draft
	all = append(all, ps...)
	talk.clear()
	if err := printProblems(sys, problem.Sort(all)); err != nil {
		return nil, err
	}
	switch {
	case len(series.Editions) == 0:
		fmt.Fprintln(sys.stderr, "note: no edition was issued yet, so the site shows the draft alone")
	case draft != nil && byID[draft.Edition.ID] != nil:
		fmt.Fprintf(sys.stderr, "note: the data has changed since edition %s was issued and still bears its id; give [edition] in data/report.toml the id that the draft is heading for\n", draft.Edition.ID)
	}
	return in, nil
}

// configure adds to what a site is made of what its config.toml says, and the
// rules of the data. A base address that is not empty takes the place of the
// one in config.toml.
func configure(in *site.Input, source, base string) error {
	config, err := render.ReadConfig(source)
	if err != nil {
		return err
	}
	if base == "" {
		base = config.BaseURL
	}
	in.BaseURL, in.Repository, in.Authored, in.Comparisons = base, config.Repository, config.Authored, config.Comparisons
	in.Rules, err = ruleFamilies()
	return err
}

// ruleFamilies are the rules of check as the site shows them.
func ruleFamilies() ([]page.RuleFamily, error) {
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
}

// siteSource is the folder with config.toml and templates: the working tree
// itself, or a copy of what the commit holds.
func siteSource(r *edition.Repo, at edition.Target) (dir string, cleanup func() error, err error) {
	if at.Commit == "" {
		return r.Root, func() error { return nil }, nil
	}
	tree := r.Tree(at.Commit)
	if dir, err = os.MkdirTemp("", "rapporteur-site-"); err != nil {
		return "", nil, err
	}
	cleanup = func() error { return os.RemoveAll(dir) }
	defer func() {
		if err != nil {
			err = errors.Join(err, cleanup())
		}
	}()
	b, err := fs.ReadFile(tree, "config.toml")
	if err != nil {
		return "", nil, fmt.Errorf("commit %.12s has no config.toml, which says how the site is made: %w", at.Commit, err)
	}
	if err := os.WriteFile(filepath.Join(dir, "config.toml"), b, 0o644); err != nil {
		return "", nil, err
	}
	for _, name := range siteFolders {
		sub, err := fs.Sub(tree, name)
		if err != nil {
			return "", nil, err
		}
		if _, err := fs.Stat(tree, name); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err := os.CopyFS(filepath.Join(dir, name), sub); err != nil {
			return "", nil, err
		}
	}
	return dir, cleanup, nil
}

// cleanBaseURL checks that s can be the address of a site and gives it a slash
// at the end; empty stays empty.
func cleanBaseURL(verb, s string) (string, error) {
	if s == "" {
		return "", nil
	}
	u, err := url.Parse(s)
	if err != nil || u.RawQuery != "" || u.Fragment != "" || (u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "") ||
		(u.Scheme == "") != (u.Host == "") || (u.Scheme == "" && !strings.HasPrefix(u.Path, "/")) {
		return "", usagef(verb, "--base-url is an address such as https://example.org/report/, not %q", s)
	}
	return strings.TrimSuffix(s, "/") + "/", nil
}

// progress is a line on a terminal that says what is going on. Elsewhere it
// says nothing.
type progress struct {
	sys   system
	on    bool
	shown bool
}

func newProgress(sys system, quiet bool) *progress {
	return &progress{sys: sys, on: sys.terminal && !quiet}
}

func (p *progress) step(text string) {
	if p.on {
		fmt.Fprintf(p.sys.stderr, "\r\x1b[K%s …", text)
		p.shown = true
	}
}

func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.sys.stderr, "\r\x1b[K")
		p.shown = false
	}
}
