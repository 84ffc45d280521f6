package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"rapporteur/generator/edition"
	"rapporteur/generator/pdf"
	"rapporteur/generator/problem"
	"rapporteur/generator/site/history"
	"rapporteur/generator/sitebuild"
)

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
	if err := refuseLost(ctx, r, at); err != nil {
		return err
	}
	in, problems, err := sitebuild.ReadEditions(ctx, r, at, talk.step)
	if err != nil {
		return err
	}
	talk.clear()
	if err := printProblems(sys, problems); err != nil {
		return err
	}
	issued := func(id string) bool {
		return slices.ContainsFunc(in.Editions, func(e history.Issued) bool { return e.ID == id })
	}
	switch {
	case len(in.Editions) == 0:
		fmt.Fprintln(sys.stderr, "note: no edition was issued yet, so the site shows the draft alone")
	case in.Draft != nil && issued(in.Draft.Edition.ID):
		fmt.Fprintf(sys.stderr, "note: the data has changed since edition %s was issued and still has its id; give [edition] in data/report.toml the id that the draft is heading for\n", in.Draft.Edition.ID)
	}

	source, cleanup, err := sitebuild.Source(r, at)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, cleanup()) }()
	if err := sitebuild.Configure(in, source, base); err != nil {
		return err
	}
	if *repository != "" {
		in.Repository.Address = *repository
	}

	in.PDF, in.Components = *withPDF, *components
	in.Program = programOf()
	*out = sys.path(*out)
	written, err := sitebuild.Write(ctx, in, source, *out, sys.pdfBrowser(), talk.step)
	if err != nil {
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
	pages := problem.Plural(written.Pages, "page")
	if *withPDF {
		pages += ", " + problem.Plural(written.PDFs, "PDF")
	}
	fmt.Fprintf(sys.stderr, "%s, %s, in %.1f s\n", made, pages, sys.now().Sub(begun).Seconds())
	_, err = fmt.Fprintln(sys.stdout, *out)
	return err
}

// refuseLost returns an error if the history of a state lacks an edition that a tag
// marks or a later edition records, for then nobody would notice that its pages are gone.
func refuseLost(ctx context.Context, r *edition.Repo, at edition.Target) error {
	lost, err := r.LostEditions(ctx, at)
	if errors.Is(err, edition.ErrNoCommits) {
		return nil
	}
	return cmp.Or(err, edition.LostError(lost))
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
