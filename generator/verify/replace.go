package verify

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"

	"rapporteur/generator/console"
	"rapporteur/generator/edition"
	"rapporteur/generator/manifest"
	"rapporteur/generator/say"
	"rapporteur/generator/sitebuild"
)

// Locate is the path of the folder or file that an argument names, or the URL as it is.
func Locate(sys console.System, argument string) string {
	if IsURL(argument) {
		return argument
	}
	return sys.Path(argument)
}

// RefuseLoss returns an error if the site of a target would lose or change an edition of
// the site in the folder out, which it is to replace, or of the one that the argument
// against names, a folder or a URL; it may be empty.
func RefuseLoss(ctx context.Context, sys console.System, r *edition.Repo, at edition.Target, against, out string) error {
	if against != "" {
		published, err := ReadManifest(ctx, Locate(sys, against))
		switch {
		case IsURL(against) && errors.Is(err, fs.ErrNotExist):
			sys.Tell("note: no %s is published at %s yet, so that nothing is compared with it", manifest.File, against)
			published = new(manifest.Manifest)
		case err != nil:
			return err
		}
		if err := sitebuild.Against(ctx, r, at, published, against); err != nil {
			return err
		}
	}
	there, err := ReadManifest(ctx, out)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // an empty folder, or a site of a program that wrote none
	}
	if err == nil {
		// An edition of the same commit with the same tree is the same, and need not be read.
		for i, e := range there.Editions {
			if tree, err := r.DataTree(edition.Target{Commit: e.Commit, Folder: e.Folder}); err == nil && tree == e.Tree {
				there.Editions[i].SHA256 = ""
			}
		}
		err = sitebuild.Against(ctx, r, at, there, filepath.Join(out, manifest.File))
	}
	if err != nil {
		return say.Errorf("%v\n%s is not replaced; if it is a site of another report or state, build elsewhere with --out, or delete it first", err, out)
	}
	return nil
}
