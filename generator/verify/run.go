package verify

import (
	"context"
	"errors"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"rapporteur/generator/edition"
	"rapporteur/generator/manifest"
	"rapporteur/generator/pdf"
	"rapporteur/generator/problem"
	"rapporteur/generator/published"
	"rapporteur/generator/render"
	"rapporteur/generator/say"
	"rapporteur/generator/site"
	"rapporteur/generator/sitebuild"
)

// Options say what is verified, and how.
type Options struct {
	Location string            // of the site: a folder or a URL
	Rev      string            // whose history has to hold what is published; empty for HEAD
	Browser  pdf.Browser       // prints the PDFs again; one without a path prints none
	Program  published.Program // that verifies
	Step     func(say.Text)    // called before each part with what it is; not nil
}

// Result is what was found.
type Result struct {
	Site   string     `json:"site"`
	Commit string     `json:"commit"` // from which the site was rebuilt
	Parts  []Part     `json:"parts"`
	Wrong  []say.Text `json:"wrong,omitempty"` // what is wrong with the repository or with the site as a whole
	Notes  []say.Text `json:"notes,omitempty"` // what was not computed
}

// Bad reports whether anything is wrong.
func (r *Result) Bad() bool { return len(r.Wrong) > 0 || Bad(r.Parts) }

// Run compares a site with the repository. If data cannot be read, nothing is compared: the
// result is nil, and problems say why. err is about the network, the disk or the repository.
func Run(ctx context.Context, r *edition.Repo, o Options) (out *Result, problems []problem.Problem, err error) {
	o.Step(say.F("reading the manifest"))
	claimed, err := ReadManifest(ctx, o.Location)
	if err != nil {
		return nil, nil, err
	}
	out = &Result{Site: o.Location}
	o.Step(say.F("reading the history"))
	head, err := r.Target(ctx, o.rev())
	if err != nil {
		return nil, nil, err
	}
	lost, err := r.LostEditions(ctx, head)
	if err != nil {
		return nil, nil, err
	}
	for _, l := range lost {
		out.Wrong = append(out.Wrong, say.F("%s; %s", l.Problem(), l.Remedy()))
	}
	if len(lost) > 0 {
		return out, nil, nil // the editions are not known
	}
	at := head
	switch there, in, err := r.Holds(ctx, claimed.Site.Commit, o.rev()); {
	case err != nil:
		return nil, nil, err
	case claimed.Site.Commit == "":
		out.Notes = append(out.Notes, say.F("the site was built from files that were not committed, so it is compared with commit %.12s", head.Commit))
	case !there:
		out.Wrong = append(out.Wrong, say.F("the site was built from commit %.12s, which is not in this repository: fetch it, or else the history was rewritten. The site is compared with commit %.12s", claimed.Site.Commit, head.Commit))
	case !in:
		out.Wrong = append(out.Wrong, say.F("the site was built from commit %.12s, which is in the repository but not in this history: name its branch with --rev, or else the history was rewritten. The site is compared with commit %.12s", claimed.Site.Commit, head.Commit))
	default:
		at = edition.Target{Commit: claimed.Site.Commit}
	}
	out.Commit = at.Commit

	dir, err := os.MkdirTemp("", "rapporteur-verify-")
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	built := filepath.Join(dir, "site")
	computed, unprinted, problems, err := o.build(ctx, r, at, claimed, built, out)
	if err != nil || computed == nil {
		return nil, problems, err
	}
	newer, err := newerThan(ctx, r, head, computed)
	if err != nil {
		return nil, nil, err
	}
	ids := make([]string, 0, len(computed.Editions))
	for _, e := range append(slices.Clone(computed.Editions), claimed.Editions...) {
		if !slices.Contains(ids, e.ID) {
			ids = append(ids, e.ID)
		}
	}
	files, err := Files(ctx, o.Location, built, claimed, unprinted, ids, o.Step)
	if err != nil {
		return nil, nil, err
	}
	out.Parts = Join(Editions(claimed, computed, newer), files)
	pdfs := 0
	for _, name := range unprinted {
		if path.Ext(name) == ".pdf" {
			pdfs++
		}
	}
	if pdfs > 0 {
		out.Notes = append(out.Notes, say.F("%s were compared with %s alone, because no browser printed them again", say.N(pdfs, "PDF"), manifest.File))
	}
	if rest := len(unprinted) - pdfs; rest > 0 {
		out.Notes = append(out.Notes, say.F("%s of the editor were compared with %s alone, because nothing compiled them again", say.N(rest, "file"), manifest.File))
	}
	if p := claimed.Program; p.Hugo != render.Version || o.Program.Commit != "" && p.Commit != o.Program.Commit {
		note := say.F("the site names the program %s with Hugo %s; this is %s with Hugo %s", programName(p.Version, p.Commit), p.Hugo, programName(o.Program.Version, o.Program.Commit), render.Version)
		if out.Bad() {
			note = say.F("%s. Other versions may write other pages: verify with the program that the site names", note)
		}
		out.Notes = append(out.Notes, note)
	}
	return out, nil, nil
}

func (o Options) rev() string {
	if o.Rev == "" {
		return "HEAD"
	}
	return o.Rev
}

func programName(version, commit string) say.Text {
	switch {
	case version != "":
		return say.Plain(version)
	case commit != "":
		return say.F("at commit %.12s", commit)
	}
	return say.F("of an unknown version")
}

// build rebuilds the site of a target in a folder, for the address and with the parts
// that claimed names, and returns its manifest and the PDFs that were not printed. The
// manifest is nil if there are problems.
func (o Options) build(ctx context.Context, r *edition.Repo, at edition.Target, claimed *manifest.Manifest, built string, out *Result) (computed *manifest.Manifest, unprinted []string, problems []problem.Problem, err error) {
	in, problems, err := sitebuild.ReadEditions(ctx, r, at, o.Step)
	if err != nil {
		return nil, nil, nil, err
	}
	if problem.Errors(problems) > 0 {
		return nil, nil, problems, nil
	}
	// A tag that was set after the publication is not on the site.
	untagged := func(id string) bool { e := claimed.Edition(id); return e != nil && e.Tag == nil }
	if err := sitebuild.Untag(ctx, r, at, in, untagged); err != nil {
		return nil, nil, nil, err
	}
	source, cleanup, err := sitebuild.Source(r, at)
	if err != nil {
		return nil, nil, nil, err
	}
	defer func() { err = errors.Join(err, cleanup()) }()
	if !address(claimed.Site.Address, true) {
		return nil, nil, nil, say.Errorf("%s says that the site is at %q, which is not an address", manifest.File, claimed.Site.Address)
	}
	if err := sitebuild.Configure(in, source, claimed.Site.Address); err != nil {
		return nil, nil, nil, err
	}
	if in.Repository.Address != claimed.Site.Repository {
		if !address(claimed.Site.Repository, false) {
			return nil, nil, nil, say.Errorf("%s says that links for editing lead to %q, which is not an address", manifest.File, claimed.Site.Repository)
		}
		in.Repository.Address = claimed.Site.Repository
		if in.Repository.Address != "" {
			out.Notes = append(out.Notes, say.F("its links for editing lead to %s", in.Repository.Address))
		}
	}
	in.PDF, in.Components = claimed.Site.PDF, claimed.Site.Components
	if claimed.Site.Editor {
		in.Editor = site.EditorInBrowser
	}
	in.Program = o.Program
	in.Program.Version, in.Program.Commit = claimed.Program.Version, claimed.Program.Commit
	if computed, err = sitebuild.Proof(ctx, r, at, in); err != nil {
		return nil, nil, nil, err
	}
	written, err := sitebuild.Write(ctx, in, sitebuild.Options{
		Source: source, Out: built, Earlier: new(sitebuild.Earlier), Browser: o.Browser, Proof: computed, Step: o.Step,
	})
	return computed, written.Unmade, nil, err
}

// address reports whether s is what build takes as the address of a site or, with
// site false, of a repository.
func address(s string, site bool) bool {
	if s == "" {
		return !site
	}
	if site && strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "//") {
		return true
	}
	u, err := url.Parse(s)
	return err == nil && u.Host != "" && u.User == nil && (u.Scheme == "http" || u.Scheme == "https")
}

// newerThan are the editions in the history of head that a manifest lacks.
func newerThan(ctx context.Context, r *edition.Repo, head edition.Target, computed *manifest.Manifest) ([]manifest.Edition, error) {
	series, err := r.Series(ctx, head.Commit)
	if err != nil {
		return nil, err
	}
	var newer []manifest.Edition
	for _, e := range series.Editions {
		if computed.Edition(e.ID) == nil {
			newer = append(newer, manifest.Edition{ID: e.ID, Commit: e.Commit})
		}
	}
	return newer, nil
}
