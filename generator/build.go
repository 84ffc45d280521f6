package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"rapporteur/generator/credentials"
	"rapporteur/generator/edition"
	"rapporteur/generator/manifest"
	"rapporteur/generator/pdf"
	"rapporteur/generator/say"
	"rapporteur/generator/site"
	"rapporteur/generator/site/history"
	"rapporteur/generator/sitebuild"
	"rapporteur/generator/verify"
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
	explain := flags.Bool("explain", false, "")
	edit := flags.Bool("editor", false, "")
	editSource := flags.String("editor-source", "", "")
	quiet := flags.Bool("quiet", false, "")
	against := flags.String("against", "", "")
	if _, err := parse("build", flags, args, 0); err != nil {
		return err
	}
	base, err := cleanBaseURL("build", *baseURL)
	if err != nil {
		return err
	}
	if credentials.In(*repository) {
		return usagef("build", "--repository stands on every page; give it without a user name, a password and a query")
	}
	if u, err := url.Parse(*repository); err != nil || *repository != "" && (u.Host == "" || u.Scheme != "https" && u.Scheme != "http") {
		return usagef("build", "--repository is an address such as https://github.com/OWNER/NAME, not %q", *repository)
	}
	if *withPDF && sys.browser == "" {
		return pdf.ErrNoBrowser
	}
	begun := sys.now()
	status := newProgress(sys, *quiet)
	defer status.clear()

	status.step("reading the history")
	r, err := openRepo(ctx, sys, *repo, *fresh)
	if err != nil {
		return err
	}
	defer r.Close()
	*out = sys.path(*out)
	if err := sitebuild.CheckPlace(r.Root, *out); err != nil {
		return err
	}
	at, err := r.Target(ctx, *rev)
	if err != nil {
		return err
	}
	if err := refuseLost(ctx, r, at); err != nil {
		return err
	}
	if err := refuseAgainst(ctx, sys, r, at, *against, *out); err != nil {
		return err
	}
	source, cleanup, err := sitebuild.Source(r, at)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, cleanup()) }()
	settings := []string{base, *repository, fmt.Sprint(*components)}
	earlier, err := sitebuild.NewEarlier(*out, source, sys.program(), settings, *fresh || *withPDF || *edit)
	if err != nil {
		return err
	}
	same, err := earlier.Whole(ctx, r, at)
	if err != nil {
		return err
	}
	done := func(says say.Text) error {
		if *quiet {
			return nil
		}
		sys.tell("%s, in %.1f s", says, sys.now().Sub(begun).Seconds())
		_, err := fmt.Fprintln(sys.stdout, *out)
		return err
	}
	if same {
		status.clear()
		if *explain {
			sys.tell("all files kept: nothing that the site is made of has changed, and they are as they were written")
		}
		return done(say.F("%s, all kept", earlier.Said()))
	}
	in, problems, err := sitebuild.ReadEditions(ctx, r, at, status.step)
	if err != nil {
		return err
	}
	status.clear()
	if len(problems) > 0 {
		earlier.Noted()
	}
	if err := printProblems(sys, problems); err != nil {
		return err
	}
	issued := func(id string) bool {
		return slices.ContainsFunc(in.Editions, func(e history.Issued) bool { return e.ID == id })
	}
	switch {
	case len(in.Editions) == 0:
		earlier.Noted()
		sys.tell("note: no edition was issued yet, so the site shows the draft alone")
	case in.Draft != nil && issued(in.Draft.Edition.ID):
		earlier.Noted()
		sys.tell("note: the data has changed since edition %s was issued and still has its id; give [edition] in data/report.toml the id that the draft is heading for", in.Draft.Edition.ID)
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
	if *edit {
		status.step("compiling the editor")
		if compiled, err = sitebuild.CompileEditor(ctx, sys.path(cmp.Or(*editSource, r.Root, "."))); err != nil {
			return err
		}
		in.Editor = site.EditorInBrowser
		status.clear()
	}
	proof, err := sitebuild.Proof(ctx, r, at, in)
	if err != nil {
		return err
	}
	written, err := sitebuild.Write(ctx, in, sitebuild.Options{
		Source: source, Out: *out, Earlier: earlier, Browser: sys.pdfBrowser(), Editor: compiled, Proof: proof, Step: status.step,
	})
	if err != nil {
		return err
	}
	status.clear()
	if *explain {
		for _, line := range written.Explain() {
			fmt.Fprintln(sys.stderr, line)
		}
	}
	says := written.Say()
	if written.Kept > 0 {
		says = say.F("%s, %d kept", says, written.Kept)
	}
	return done(says)
}

// refuseLost returns an error if the history of a state lacks an edition that a tag
// marks or a later edition records, for then nobody would notice that its pages are gone.
func refuseLost(ctx context.Context, r *edition.Repo, at edition.Target) error {
	lost, err := r.LostEditions(ctx, at)
	return cmp.Or(err, edition.LostError(lost))
}

// refuseAgainst returns an error if the site of a state would lose or change an edition of
// the published manifest that against names, if any, or of the site in the folder out that
// it is to replace.
func refuseAgainst(ctx context.Context, sys system, r *edition.Repo, at edition.Target, against, out string) error {
	if against != "" {
		published, err := verify.ReadManifest(ctx, sys.location(against))
		switch {
		case verify.IsURL(against) && errors.Is(err, fs.ErrNotExist):
			fmt.Fprintf(sys.stderr, "note: no %s is published at %s yet, so that nothing is compared with it\n", manifest.File, against)
			published = new(manifest.Manifest)
		case err != nil:
			return err
		}
		if err := sitebuild.Against(ctx, r, at, published, against); err != nil {
			return err
		}
	}
	there, err := verify.ReadManifest(ctx, out)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // an empty folder, or a site of a program that wrote none
	}
	if err == nil {
		err = sitebuild.Against(ctx, r, at, there, filepath.Join(out, manifest.File))
	}
	if err != nil {
		return fmt.Errorf("%w\n%s is not replaced; if it is a site of another report or state, build elsewhere with --out, or delete it first", err, out)
	}
	return nil
}

// cleanBaseURL checks that s can be the address of a site and gives it a slash
// at the end; empty stays empty.
func cleanBaseURL(verb, s string) (string, error) {
	if s == "" {
		return "", nil
	}
	if credentials.In(s) {
		return "", usagef(verb, "--base-url stands on every page; give it without a user name, a password and a query")
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
