package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"slices"

	"rapporteur/generator/console"
	"rapporteur/generator/pdf"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
	"rapporteur/generator/site/history"
	"rapporteur/generator/sitebuild"
)

func runPDF(ctx context.Context, sys console.System, args []string) (err error) {
	flags := flag.NewFlagSet("pdf", flag.ContinueOnError)
	repo := flags.String("repo", ".", "")
	lang := flags.String("lang", "", "")
	out := flags.String("out", "", "")
	baseURL := flags.String("base-url", "", "")
	rest, err := console.Parse(flags, args, 1)
	if err != nil {
		return err
	}
	if *out == "" {
		return say.Usagef("--out FILE.pdf is missing")
	}
	rev := "current"
	if len(rest) == 1 {
		rev = rest[0]
	}
	base, err := sitebuild.ParseBaseURL(*baseURL)
	if err != nil {
		return err
	}
	if sys.Browser == "" {
		return pdf.ErrNoBrowser
	}
	*out = sys.Path(*out)
	r, err := sys.Open(ctx, *repo)
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
	if err := sys.Problems(problems); err != nil {
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
		return say.Usagef("edition %s is published in %v, not in %q", rep.Edition.ID, rep.Meta.Languages, *lang)
	}

	source, cleanup, err := sitebuild.Source(r, at)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, cleanup()) }()
	if err := sitebuild.Configure(in, source, base); err != nil {
		return err
	}
	b, err := sitebuild.Print(ctx, in, source, version, *lang, browser(sys))
	if err != nil {
		return err
	}
	if err := sys.Write(*out, b); err != nil {
		return err
	}
	_, err = fmt.Fprintln(sys.Stdout, *out)
	return err
}

func browser(sys console.System) pdf.Browser {
	return pdf.Browser{Path: sys.Browser, Root: sys.Root, Now: sys.Now}
}
