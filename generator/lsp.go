package main

import (
	"context"
	"flag"
	"time"

	"rapporteur/generator/console"
	"rapporteur/generator/lsp"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/review"
	"rapporteur/generator/say"
)

// keystroke is how long the language server waits for the next key.
const keystroke = 150 * time.Millisecond

func runLSP(ctx context.Context, sys console.System, args []string) error {
	flags := flag.NewFlagSet("lsp", flag.ContinueOnError)
	repo := flags.String("repo", ".", "")
	if _, err := console.Parse(flags, args, 0); err != nil {
		return err
	}
	r, err := sys.Open(ctx, *repo)
	if err != nil {
		return err
	}
	defer r.Close()
	if r.Root == "" {
		return say.Usagef("%s has no files to be written in; clone it first", *repo)
	}
	unsaved, err := review.NewUnsaved(ctx, r)
	if err != nil {
		return err
	}
	tree := r.WorkingTree()
	return lsp.Serve(ctx, lsp.Stdio{Reader: sys.Stdin, Writer: sys.Stdout}, lsp.Options{
		Root: r.Root, Version: revision(), Language: sys.Lang, Delay: keystroke,
		Check: func(files map[string][]byte) (*report.Report, []problem.Problem, error) {
			c, err := unsaved.Check(tree, files)
			if err != nil {
				return nil, nil, err
			}
			return c.Report, c.Problems, nil
		},
		Part: func() *report.Report { return unsaved.Part(tree) },
		Text: func(name string) (string, error) { return review.ReadText(tree, name) },
	})
}
