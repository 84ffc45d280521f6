package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"rapporteur/generator/edition"
	"rapporteur/generator/render"
	"rapporteur/generator/report"
	"rapporteur/generator/site"
)

const pdfUsage = `usage: rapporteur pdf [REV] [--lang L] --out FILE.pdf [--repo R]

Prints the report as a PDF by the Chromium that it finds: tagged, with
bookmarks and embedded fonts. REV is an edition id, "current" or "draft", or a
branch, tag or commit (default: current).

  --lang L     the language (default: the first that the edition publishes)
  --out FILE   the file to write
  --repo R     a folder in a git repository, or the URL of one (default: here)

The browser is the one that $CHROME_PATH names, or chromium, chromium-browser,
google-chrome or google-chrome-stable, whichever is found first.
`

func runPDF(ctx context.Context, sys system, args []string) (err error) {
	flags := flag.NewFlagSet("pdf", flag.ContinueOnError)
	repo := flags.String("repo", ".", "")
	lang := flags.String("lang", "", "")
	out := flags.String("out", "", "")
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
	if sys.browser == "" {
		return errors.New("no Chromium was found, which prints the PDF; install it (Debian: apt-get install chromium) or let $CHROME_PATH name it")
	}
	if !filepath.IsAbs(*out) {
		*out = filepath.Join(sys.dir, *out)
	}
	r, err := openRepo(ctx, sys, *repo, false)
	if err != nil {
		return err
	}
	defer r.Close()
	in, err := oneEdition(ctx, sys, r, rev)
	if err != nil {
		return err
	}
	rep := in.Draft
	if rep == nil {
		rep = in.Editions[0].Report
	}
	if *lang == "" {
		*lang = string(rep.Meta.Languages[0])
	}
	if !slices.Contains(rep.Meta.Languages, report.Lang(*lang)) {
		return usagef("pdf", "edition %s is published in %v, not in %q", rep.Edition.ID, rep.Meta.Languages, *lang)
	}

	dir, err := os.MkdirTemp("", "rapporteur-pdf-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	at, err := findTip(ctx, r, "")
	if err != nil {
		return err
	}
	source, cleanup, err := siteSource(r, at)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, cleanup()) }()
	if err := configure(in, source, ""); err != nil {
		return err
	}
	model, err := site.New(*in)
	if err != nil {
		return err
	}
	pages := filepath.Join(dir, "site")
	if err := os.Mkdir(pages, 0o755); err != nil {
		return err
	}
	if _, err := render.Build(ctx, render.Options{Source: source, Dest: pages, BaseURL: "/", Model: model}); err != nil {
		return err
	}
	path := *lang + "/report/"
	if in.Draft != nil {
		path = "draft/" + path
	}
	made := filepath.Join(dir, "report.pdf")
	if err := printPDF(ctx, sys, pages, path, made, filepath.Join(dir, "profile")); err != nil {
		return err
	}
	b, err := os.ReadFile(made)
	if err != nil {
		return fmt.Errorf("the browser printed nothing: %w", err)
	}
	if err := os.WriteFile(*out, b, 0o644); err != nil {
		return err
	}
	_, err = fmt.Fprintln(sys.stdout, *out)
	return err
}

// oneEdition is a site of one edition alone, or of the draft.
func oneEdition(ctx context.Context, sys system, r *edition.Repo, rev string) (*site.Input, error) {
	found, err := r.Resolve(ctx, rev)
	if err != nil {
		return nil, err
	}
	rep, problems, err := tip{found.Commit}.load(ctx, r)
	if err != nil {
		return nil, err
	}
	if err := printProblems(sys, problems); err != nil {
		return nil, err
	}
	if found.Edition == nil {
		return &site.Input{Draft: rep}, nil
	}
	e := found.Edition
	day := e.Committed.UTC()
	return &site.Input{Current: e.ID, Editions: []site.Issued{{
		ID: e.ID, Report: rep, Commit: e.Commit,
		Committed: report.Date{Year: day.Year(), Month: int(day.Month()), Day: day.Day()},
	}}}, nil
}

// printPDF serves the pages to this machine alone for as long as the browser
// needs to print one of them.
func printPDF(ctx context.Context, sys system, pages, path, out, profile string) (err error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: http.FileServer(http.Dir(pages))}
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	defer func() {
		err = errors.Join(err, server.Close())
		if served := <-done; !errors.Is(served, http.ErrServerClosed) {
			err = errors.Join(err, served)
		}
	}()
	args := []string{
		"--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--user-data-dir=" + profile,
		"--no-pdf-header-footer", "--generate-pdf-document-outline", "--export-tagged-pdf", "--print-to-pdf=" + out,
	}
	if sys.root {
		args = append(args, "--no-sandbox") // Chromium refuses to sandbox itself for root
	}
	said, err := exec.CommandContext(ctx, sys.browser, append(args, "http://"+listener.Addr().String()+"/"+path)...).CombinedOutput()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		lines := strings.Split(strings.TrimSpace(string(said)), "\n")
		return fmt.Errorf("%s could not print the report (%w): %s", sys.browser, err, lines[len(lines)-1])
	}
	return nil
}
