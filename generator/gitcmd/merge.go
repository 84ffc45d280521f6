package gitcmd

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"rapporteur/generator/say"
	"strings"
)

// Merge merges two versions of base. Where both changed the same lines, the result
// contains both, between git's conflict markers with the names of the versions;
// conflicts is the number of such places.
func Merge(ctx context.Context, ours, base, theirs []byte, ourName, baseName, theirName string) (merged []byte, conflicts int, err error) {
	dir, err := os.MkdirTemp("", "rapporteur-merge-")
	if err != nil {
		return nil, 0, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	for name, data := range map[string][]byte{"ours": ours, "base": base, "theirs": theirs} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			return nil, 0, err
		}
	}
	cmd := exec.CommandContext(ctx, "git", "merge-file", "--stdout", "--diff3", "-L", ourName, "-L", baseName, "-L", theirName, "ours", "base", "theirs")
	cmd.Dir = dir
	merged, err = cmd.Output()
	var exit *exec.ExitError
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return nil, 0, say.Errorf("git is not installed")
	case errors.As(err, &exit) && exit.ExitCode() > 0 && exit.ExitCode() < 128:
		return merged, exit.ExitCode(), nil // git stops counting at 127
	case errors.As(err, &exit):
		return nil, 0, say.Errorf("git merge-file failed: %s", strings.TrimSpace(string(exit.Stderr)))
	}
	return merged, 0, err
}
