// Package gitcmd runs the git binary, for commands that change a repository.
package gitcmd

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"rapporteur/generator/say"
	"strings"
)

// Run runs git in a folder and returns its output without the last line end. The error
// contains what git printed.
func Run(ctx context.Context, dir string, args ...string) (string, error) {
	return Feed(ctx, dir, nil, args...)
}

// Feed is like Run, with what git reads from its standard input.
func Feed(ctx context.Context, dir string, input []byte, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir = dir
	if input != nil {
		cmd.Stdin = bytes.NewReader(input)
	}
	out, err := cmd.Output()
	text := strings.TrimRight(string(out), "\n")
	var exit *exec.ExitError
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return "", say.Errorf("git is not installed")
	case errors.As(err, &exit):
		why := strings.TrimSpace(string(exit.Stderr))
		if why == "" {
			why = strings.TrimSpace(text)
		}
		verb := args[0]
		if verb == "-c" && len(args) > 2 {
			verb = args[2]
		}
		return "", say.Errorf("git %s failed: %s", verb, why)
	}
	return text, err
}
