package upgrade

import (
	"context"
	"os"
	"path/filepath"

	"rapporteur/generator/gitcmd"
	"rapporteur/generator/publish"
	"rapporteur/generator/say"
)

// Apply writes the files of the plan into the working tree at root. It refuses where that
// would overwrite what is not committed.
func (p *Plan) Apply(ctx context.Context, root string) error {
	args := []string{"status", "--porcelain", "--ignored", "--"}
	for _, c := range p.Written() {
		args = append(args, c.Name)
	}
	changed, err := gitcmd.Run(ctx, root, args...)
	if err != nil {
		return err
	}
	if changed != "" {
		return say.Errorf("nothing was written, for these files have changes that are not committed, which git could not bring back; commit or stash them first:\n%s", changed)
	}
	return writeFiles(root, p.Written())
}

// writeFiles writes changed files into a folder.
func writeFiles(root string, changes []Change) error {
	// Removals come first: on file systems that ignore case, a file whose name changed
	// only in case is removed and added at the same place.
	for _, removals := range []bool{true, false} {
		for _, c := range changes {
			name := filepath.Join(root, filepath.FromSlash(c.Name))
			var err error
			switch {
			case (c.Kind == Removed) != removals:
			case removals:
				err = os.Remove(name)
			default:
				err = publish.ReplaceFile(name, c.After)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}
