package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"slices"

	"rapporteur/generator/pdf"
	"rapporteur/generator/report"
	"rapporteur/generator/site/history"
	"rapporteur/generator/sitebuild"
)

func runPDF(ctx context.Context, sys system, args []string) (err error) {
	flags := flag.NewFlagSet("pdf", flag.ContinueOnError)
	repo := flags.String("repo", ".", "")
	lang := flags.String("lang", "", "")
	out := flags.String("out", "", "")
	baseURL := flags.String("base-url", "", "")
	rest, err := parse("pdf", flags, args, 1)
	if err != nil {
		return err
	}
	if *out == "" {
		return usagef("pdf", "--out FILE.pdf is missing")
	}
	rev := "current"
	if len(rest) == 1 {
		rev = rest[0]
	}
	base, err := cleanBaseURL("pdf", *baseURL)
	if err != nil {
		return err
	}
	if sys.browser == "" {
		return pdf.ErrNoBrowser
	}
	*out = sys.path(*out)
	r, err := openRepo(ctx, sys, *repo, false)
	if err != nil {
		return err
	}
	defer r.Close()
	at, err := r.Target(ctx, "")
	if err != nil {
		return err
	}
	in, version, problems, err := sitebuild.ReadOne(ctx, r, at, rev)
	if err != nil {
		return err
	}
	if err := printProblems(sys, problems); err != nil {
		return err
	}
	rep := in.Draft
	if i := slices.IndexFunc(in.Editions, func(e history.Issued) bool { return e.ID == version }); i >= 0 {
		rep = in.Editions[i].Report
	}
	if *lang == "" {
		*lang = string(rep.Meta.Languages[0])
	}
	if !slices.Contains(rep.Meta.Languages, report.Lang(*lang)) {
		return usagef("pdf", "edition %s is published in %v, not in %q", rep.Edition.ID, rep.Meta.Languages, *lang)
	}

	source, cleanup, err := sitebuild.Source(r, at)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, cleanup()) }()
	if err := sitebuild.Configure(in, source, base); err != nil {
		return err
	}
	b, err := sitebuild.Print(ctx, in, source, version, *lang, sys.pdfBrowser())
	if err != nil {
		return err
	}
	if err := sys.write(*out, b); err != nil {
		return err
	}
	_, err = fmt.Fprintln(sys.stdout, *out)
	return err
}

func (sys system) pdfBrowser() pdf.Browser {
	return pdf.Browser{Path: sys.browser, Root: sys.root, Now: sys.now}
}
