package sitebuild

import (
	"context"
	"errors"
	"io/fs"
	"runtime"

	"rapporteur/generator/edition"
	"rapporteur/generator/manifest"
	"rapporteur/generator/render"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
	"rapporteur/generator/signature"
	"rapporteur/generator/site"
	"rapporteur/generator/site/page"
)

// Signers are the keys that may sign the editions in the history of tip: those that
// config.toml of the default branch names. Neither the data nor another branch can name
// them, so that no change can approve itself. For a commit of the default branch it is
// the config.toml of that commit, so that its site can be rebuilt identically.
func Signers(ctx context.Context, r *edition.Repo, tip string) (*signature.Signers, error) {
	commit, branch, err := r.DefaultBranch()
	if err != nil || commit == "" {
		return nil, err
	}
	if tip != "" && tip != commit {
		switch _, in, err := r.Holds(ctx, tip, commit); {
		case err != nil:
			return nil, err
		case in:
			commit = tip
		}
	}
	data, err := fs.ReadFile(r.Tree(commit), "config.toml")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	signers, err := signature.Read(data)
	if err != nil {
		return nil, say.Errorf("config.toml of %s at commit %.12s: %v", branch, commit, err)
	}
	return signers, nil
}

// SignatureOf is what is known of who signed an edition, and what is wrong with it: nothing
// unless a signature is bad. The tag counts before the commit, a known key before an
// unknown one, and a bad signature before everything. Where the report names no key
// nothing is known, not even that there is no signature.
func SignatureOf(r *edition.Repo, e *edition.Edition, signers *signature.Signers) (page.Signature, say.Text, error) {
	if signers.Empty() {
		return page.Signature{}, say.Text{}, nil
	}
	list, err := r.Signed(e)
	if err != nil {
		return page.Signature{}, say.Text{}, err
	}
	best := page.Signature{Status: page.Unsigned}
	for _, s := range list {
		is := signers.Verify(s.Payload, s.Signature)
		if !s.Wrong.IsZero() && is.Status == signature.Verified {
			is.Status, is.Why = signature.Bad, s.Wrong
		}
		found := page.Signature{Of: s.Of, Status: string(is.Status), By: is.By, Key: is.Key}
		switch {
		case is.Status == signature.Bad:
			what := say.F("the commit %s", e.Commit)
			if s.Of == "tag" {
				what = say.F("the tag %s", e.Tag)
			}
			return found, say.F("the signature of %s, which issues the edition %s, is bad: %s", what, e.ID, is.Why), nil
		case best.Status == page.Unsigned, is.Status == signature.Verified && best.Status != page.Verified:
			best = found
		}
	}
	return best, say.Text{}, nil
}

// BadSignature is the error for what SignatureOf found wrong.
func BadSignature(wrong say.Text) error {
	return say.Errorf("%s; publish nothing until it is known who made it: git cat-file -p shows the object, and config.toml of the default branch names the keys", wrong)
}

// sign verifies the signatures of the editions of a series and sets them in in.
func sign(ctx context.Context, r *edition.Repo, series *edition.Series, in *site.Input) error {
	signers, err := Signers(ctx, r, series.Tip)
	if err != nil {
		return err
	}
	for i, e := range series.Editions {
		found, wrong, err := SignatureOf(r, e, signers)
		if err != nil {
			return err
		}
		if !wrong.IsZero() {
			return BadSignature(wrong)
		}
		in.Editions[i].Signature = found
	}
	return nil
}

// Untag verifies again, as if they had no tag, the editions for which without returns true.
func Untag(ctx context.Context, r *edition.Repo, at edition.Target, in *site.Input, without func(id string) bool) error {
	series, err := r.Series(ctx, at.Commit)
	if err != nil {
		return err
	}
	signers, err := Signers(ctx, r, series.Tip)
	if err != nil {
		return err
	}
	for i, e := range series.Editions {
		if e.Tag == "" || !without(e.ID) {
			continue
		}
		bare := *e
		bare.Tag = ""
		found, wrong, err := SignatureOf(r, &bare, signers)
		if err != nil {
			return err
		}
		if !wrong.IsZero() {
			return BadSignature(wrong)
		}
		in.Editions[i].Signature = found
	}
	return nil
}

// Program is this program as manifests name it: its version, the commit that it was built from
// and the newest schema that it reads.
func Program(version, commit string, schema int) manifest.Program {
	return manifest.Program{Version: version, Commit: commit, Schema: schema, Hugo: render.Version, Go: runtime.Version()}
}

// Proof is the manifest of the site of in, which was read at a target, without its files.
func Proof(ctx context.Context, r *edition.Repo, at edition.Target, in *site.Input) (*manifest.Manifest, error) {
	m := &manifest.Manifest{
		Site:    manifest.Site{Commit: at.Commit, Address: in.BaseURL, Repository: in.Repository.Address, PDF: in.PDF, Editor: in.Editor == site.EditorInBrowser, Components: in.Components},
		Program: Program(in.Program.Version, in.Program.Commit, in.Program.Schema),
	}
	if at.Commit == "" {
		var err error
		if m.Site.Commit, err = r.Unchanged(append([]string{"data", "config.toml"}, Folders...)...); err != nil {
			return nil, err
		}
	}
	series, err := r.Series(ctx, at.Commit)
	if errors.Is(err, edition.ErrNoCommits) && at.Commit == "" {
		return m, nil
	}
	if err != nil {
		return nil, err
	}
	for i, e := range series.Editions {
		row := manifest.Edition{ID: e.ID, Commit: e.Commit, Folder: e.Folder, SHA256: in.Editions[i].Report.Digest()}
		if row.Tree, err = r.DataTree(e.Target()); err != nil {
			return nil, err
		}
		if e.Tag != "" {
			row.Tag = &manifest.Tag{Name: e.Tag}
			if row.Tag.Object, err = r.TagObject(e.ID); err != nil {
				return nil, err
			}
		}
		if s := in.Editions[i].Signature; s.Status == page.Verified || s.Status == page.UnknownKey {
			row.Signature = &manifest.Signature{Of: s.Of, Status: s.Status, By: s.By, Key: s.Key}
		}
		m.Editions = append(m.Editions, row)
	}
	for _, w := range series.Withdrawn {
		row := manifest.Edition{ID: w.ID, Commit: w.Commit, Folder: w.Folder, Withdrawn: true}
		if row.Tree, err = r.DataTree(w.Target()); err != nil {
			return nil, err
		}
		rep, _, err := w.Target().Load(ctx, r)
		if missing := (*report.MissingError)(nil); err != nil && !errors.As(err, &missing) {
			return nil, err
		}
		if rep != nil {
			row.SHA256 = rep.Digest()
		}
		m.Editions = append(m.Editions, row)
	}
	return m, nil
}

// Against returns an error if the site of a target would lose or change an edition of a
// published manifest; from says where that was read.
func Against(ctx context.Context, r *edition.Repo, at edition.Target, published *manifest.Manifest, from string) error {
	var rows []report.Recorded
	for _, e := range published.Editions {
		rows = append(rows, report.Recorded{ID: e.ID, Commit: e.Commit, SHA256: e.SHA256})
	}
	lost, err := r.LostPublished(ctx, at, from, rows)
	if err != nil {
		return err
	}
	errs := []error{edition.LostError(lost)}
	series, err := r.Series(ctx, at.Commit)
	if errors.Is(err, edition.ErrNoCommits) {
		return errors.Join(errs...)
	}
	if err != nil {
		return errors.Join(append(errs, err)...)
	}
	for _, e := range series.Editions {
		was := published.Edition(e.ID)
		if was == nil || was.Commit != e.Commit {
			continue
		}
		if was.Withdrawn {
			errs = append(errs, say.Errorf("%s has the edition %s as withdrawn, and this state would show it again; restore [[withdrawn]] with id = %q in data/report.toml: git log -p -- data/report.toml shows who removed it", from, e.ID, e.ID))
		}
		if was.Tag == nil {
			continue
		}
		now, err := r.TagObject(e.ID)
		switch {
		case err != nil:
			errs = append(errs, err)
		case now == "":
			errs = append(errs, say.Errorf("%s has the tag %s, which is not in this repository; get it back: git fetch origin tag %[2]s, or, if it was deleted there, git push it from a clone that has it (git tag %[2]s %[3]s makes one that is not signed)", from, was.Tag.Name, e.Commit))
		case now != was.Tag.Object:
			errs = append(errs, say.Errorf("the tag %s is another object, %.12s, than %s has, %.12s; find out who moved it, and push the old one again from a clone that has it: git update-ref refs/tags/%[1]s %[5]s", was.Tag.Name, now, from, was.Tag.Object, was.Tag.Object))
		}
	}
	return errors.Join(errs...)
}
