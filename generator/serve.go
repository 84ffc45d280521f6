package main

import (
	"context"
	"errors"
	"flag"

	"rapporteur/generator/console"
	"rapporteur/generator/edition"
	"rapporteur/generator/say"
	"rapporteur/generator/serve"
)

func runServe(ctx context.Context, sys console.System, args []string) error {
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	addr := flags.String("addr", "127.0.0.1:1313", "")
	repo := flags.String("repo", ".", "")
	if _, err := console.Parse(flags, args, 0); err != nil {
		return err
	}
	err := serve.Run(ctx, serve.Options{
		Addr: *addr, Stdout: sys.Stdout, Stderr: sys.Stderr, Now: sys.Now, Lang: sys.Lang,
		Open: func(ctx context.Context) (*edition.Repo, error) { return sys.Open(ctx, *repo) },
	})
	if errors.Is(err, serve.ErrNoWorkingTree) {
		return say.Usagef("%s has no files to be written in; serve shows a working tree, so clone it first", *repo)
	}
	return err
}
