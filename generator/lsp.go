package main

import (
	"context"
	"flag"
	"io"
	"time"

	"rapporteur/generator/lsp"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/review"
)

// keystroke is how long the language server waits for the next key.
const keystroke = 150 * time.Millisecond

func runLSP(ctx context.Context, sys system, args []string) error {
	flags := flag.NewFlagSet("lsp", flag.ContinueOnError)
	repo := flags.String("repo", ".", "")
	lang := flags.String("lang", "", "")
	if _, err := parse("lsp", flags, args, 0); err != nil {
		return err
	}
	r, err := openRepo(ctx, sys, *repo, false)
	if err != nil {
		return err
	}
	defer r.Close()
	if r.Root == "" {
		return usagef("lsp", "%s has no files to be written in; clone it first", *repo)
	}
	unsaved, err := review.NewUnsaved(ctx, r)
	if err != nil {
		return err
	}
	tree := r.WorkingTree()
	return lsp.Serve(ctx, stdio{sys.stdin, sys.stdout}, lsp.Options{
		Root: r.Root, Version: revision(), Language: *lang, Delay: keystroke,
		Check: func(files map[string][]byte) (*report.Report, []problem.Problem, error) {
			c, err := unsaved.Check(tree, files)
			if err != nil {
				return nil, nil, err
			}
			return c.Report, c.Problems, nil
		},
		Text: func(name string) (string, error) { return review.ReadText(tree, name) },
	})
}

// stdio joins standard input and output into one stream.
type stdio struct {
	io.Reader
	io.Writer
}

// Close closes both streams if they can be closed, so that a waiting read ends.
func (s stdio) Close() error {
	if c, ok := s.Reader.(io.Closer); ok {
		return c.Close()
	}
	return nil
}
