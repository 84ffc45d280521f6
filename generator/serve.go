package main

import (
	"context"
	"errors"
	"flag"

	"rapporteur/generator/edition"
	"rapporteur/generator/serve"
)

func runServe(ctx context.Context, sys system, args []string) error {
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	addr := flags.String("addr", "127.0.0.1:1313", "")
	repo := flags.String("repo", ".", "")
	if _, err := parse("serve", flags, args, 0); err != nil {
		return err
	}
	err := serve.Run(ctx, serve.Options{
		Addr: *addr, Stdout: sys.stdout, Stderr: sys.stderr, Now: sys.now, Lang: sys.lang,
		Open: func(ctx context.Context) (*edition.Repo, error) { return openRepo(ctx, sys, *repo, false) },
	})
	if errors.Is(err, serve.ErrNoWorkingTree) {
		return usagef("serve", "%s has no files to be written in; serve shows a working tree, so clone it first", *repo)
	}
	return err
}
