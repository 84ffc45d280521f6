package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"runtime"
	"slices"
	"time"

	"rapporteur/generator/console"
	"rapporteur/generator/pdf"
	"rapporteur/generator/publish"
	"rapporteur/generator/render"
	"rapporteur/generator/reuse"
	"rapporteur/generator/say"
	"rapporteur/generator/site"
	"rapporteur/generator/site/history"
	"rapporteur/generator/sitebuild"
	"rapporteur/generator/verify"
)

func runBuild(ctx context.Context, sys console.System, args []string) (err error) {
	flags := flag.NewFlagSet("build", flag.ContinueOnError)
	repo := flags.String("repo", ".", "")
	rev := flags.String("rev", "", "")
	out := flags.String("out", "public", "")
	baseURL := flags.String("base-url", "", "")
	repository := flags.String("repository", "", "")
	fresh := flags.Bool("fresh", false, "")
	withPDF := flags.Bool("pdf", false, "")
	components := flags.Bool("components", false, "")
	compress := flags.Bool("compress", false, "")
	explain := flags.Bool("explain", false, "")
	edit := flags.Bool("editor", false, "")
	editSource := flags.String("editor-source", "", "")
	quiet := flags.Bool("quiet", false, "")
	part := flags.String("shard", "", "")
	against := flags.String("against", "", "")
	if _, err := console.Parse(flags, args, 0); err != nil {
		return err
	}
	base, err := sitebuild.ParseBaseURL(*baseURL)
	if err != nil {
		return err
	}
	if err := sitebuild.CheckRepository(*repository); err != nil {
		return err
	}
	shard, err := sitebuild.ParseShard(*part)
	if err != nil {
		return err
	}
	if shard.Of > 0 && *components {
		return say.Usagef("--components shows values of every page, which no shard has; leave out one of --components and --shard")
	}
	if *withPDF && sys.Browser == "" {
		return pdf.ErrNoBrowser
	}
	begun := sys.Now()
	status := sys.Progress(*quiet)
	defer status.Clear()

	status.Step(say.F("reading the history"))
	r, err := sys.OpenFresh(ctx, *repo, *fresh)
	if err != nil {
		return err
	}
	defer r.Close()
	*out = sys.Path(*out)
	if err := sitebuild.CheckPlace(r.Root, *out); err != nil {
		return err
	}
	committed, err := sitebuild.Committed(ctx, r, *out)
	if err != nil {
		return err
	}
	at, err := r.Target(ctx, *rev)
	if err != nil {
		return err
	}
	if err := r.RefuseLost(ctx, at); err != nil {
		return err
	}
	if err := verify.RefuseLoss(ctx, sys, r, at, *against, *out); err != nil {
		return err
	}
	source, cleanup, err := sitebuild.Source(r, at)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, cleanup()) }()
	settings := []string{base, *repository, fmt.Sprint(*components, *withPDF, *edit)}
	earlier, err := sitebuild.NewEarlier(*out, source, reuse.OfProgram(render.Version, runtime.Version()), settings, *fresh || committed || shard.Of > 0)
	if err != nil {
		return err
	}
	besides := []string{fmt.Sprint(*compress)}
	if *withPDF {
		earlier.PrintedBy(browser(sys).Identity(ctx))
		besides = append(besides, sys.Now().UTC().Format(time.DateOnly)) // which the PDF of the draft has
	}
	same, err := earlier.Whole(ctx, r, at, besides...)
	if err != nil {
		return err
	}
	if *edit {
		// What a compiler makes has no hash that is known before.
		same = false
		earlier.Noted()
	}
	done := func(says say.Text) error {
		if *quiet {
			return nil
		}
		sys.Tell("%s, in %.1f s", says, sys.Now().Sub(begun).Seconds())
		_, err := fmt.Fprintln(sys.Stdout, *out)
		return err
	}
	if same {
		if err := publish.Tidy(ctx, *out, func(holder say.Text) {
			status.Step(say.F("waiting for %s, which is writing the same folder", holder))
		}); err != nil {
			return err
		}
		status.Clear()
		if *explain {
			sys.Tell("all files kept: nothing that the site is made of has changed, and they are as they were written")
		}
		return done(say.F("%s, all kept", earlier.Said()))
	}
	in, problems, err := sitebuild.ReadEditions(ctx, r, at, status.Step)
	if err != nil {
		return err
	}
	status.Clear()
	if len(problems) > 0 {
		earlier.Noted()
	}
	if err := sys.Problems(problems); err != nil {
		return err
	}
	issued := func(id string) bool {
		return slices.ContainsFunc(in.Editions, func(e history.Issued) bool { return e.ID == id })
	}
	switch {
	case len(in.Editions) == 0:
		earlier.Noted()
		sys.Tell("note: no edition was issued yet, so the site shows the draft alone")
	case in.Draft != nil && issued(in.Draft.Edition.ID):
		earlier.Noted()
		sys.Tell("note: the data has changed since edition %s was issued and still has its id; give [edition] in data/report.toml the id that the draft is heading for", in.Draft.Edition.ID)
	}

	if err := sitebuild.Configure(in, source, base); err != nil {
		return err
	}
	if *repository != "" {
		in.Repository.Address = *repository
	}

	in.PDF, in.Components = *withPDF, *components
	in.Program = programOf()
	var compiled *sitebuild.Compiled
	if *edit && !shard.Last() {
		in.Editor = site.EditorInBrowser
	} else if *edit {
		status.Step(say.F("compiling the editor"))
		if compiled, err = sitebuild.CompileEditor(ctx, sys.Path(cmp.Or(*editSource, r.Root, "."))); err != nil {
			return err
		}
		in.Editor = site.EditorInBrowser
		status.Clear()
	}
	proof, err := sitebuild.Proof(ctx, r, at, in)
	if err != nil {
		return err
	}
	proof.Site.Compressed = *compress
	if err := shard.Fits(proof); err != nil {
		return err
	}
	written, err := sitebuild.Write(ctx, in, sitebuild.Options{
		Source: source, Out: *out, Earlier: earlier, Browser: browser(sys), Editor: compiled, Proof: proof, Shard: shard, Step: status.Step,
	})
	if err != nil {
		return err
	}
	status.Clear()
	if *explain {
		for _, line := range written.Explain() {
			sys.Tell("%s", line)
		}
	}
	says := written.Say()
	if shard.Of > 0 {
		says = say.F("shard %s, %s", *part, say.N(written.Pages, "page"))
	}
	if written.Kept > 0 {
		says = say.F("%s, %d kept", says, written.Kept)
	}
	return done(says)
}
