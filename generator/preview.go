package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"

	"rapporteur/generator/edition"
	"rapporteur/generator/preview"
	"rapporteur/generator/preview/collect"
)

func runPreview(ctx context.Context, sys system, args []string) error {
	flags := flag.NewFlagSet("preview", flag.ContinueOnError)
	repo := flags.String("repo", ".", "")
	out := flags.String("out", "", "")
	rest, err := parse("preview", flags, args, 1)
	if err != nil {
		return err
	}
	if *out == "" {
		return usagef("preview", "--out FILE.html is missing")
	}
	status := newProgress(sys, false)
	open := func(ctx context.Context) (*edition.Repo, error) { return openRepo(ctx, sys, *repo, false) }
	p, trouble := collect.PreviewIn(ctx, sys.lang, open, rest, status.step)
	status.clear()
	if err := ctx.Err(); err != nil {
		return err
	}
	var b bytes.Buffer
	written, err := preview.Write(&b, &p.Preview)
	if err != nil {
		return errors.Join(trouble, err)
	}
	if err := sys.write(*out, b.Bytes()); err != nil {
		return errors.Join(trouble, err)
	}
	if _, err := fmt.Fprintln(sys.stdout, *out); err != nil {
		return err
	}
	if _, err := fmt.Fprintln(sys.stderr, p.Summary(written)); err != nil {
		return err
	}
	return trouble
}
