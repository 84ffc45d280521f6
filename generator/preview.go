package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"

	"rapporteur/generator/console"
	"rapporteur/generator/edition"
	"rapporteur/generator/preview"
	"rapporteur/generator/preview/collect"
	"rapporteur/generator/say"
)

func runPreview(ctx context.Context, sys console.System, args []string) error {
	flags := flag.NewFlagSet("preview", flag.ContinueOnError)
	repo := flags.String("repo", ".", "")
	out := flags.String("out", "", "")
	rest, err := console.Parse(flags, args, 1)
	if err != nil {
		return err
	}
	if *out == "" {
		return say.Usagef("--out FILE.html is missing")
	}
	status := sys.Progress(false)
	open := func(ctx context.Context) (*edition.Repo, error) { return sys.Open(ctx, *repo) }
	p, trouble := collect.PreviewIn(ctx, sys.Lang, open, rest, status.Step)
	status.Clear()
	if err := ctx.Err(); err != nil {
		return err
	}
	var b bytes.Buffer
	written, err := preview.Write(&b, &p.Preview)
	if err != nil {
		return errors.Join(trouble, err)
	}
	if err := sys.Write(*out, b.Bytes()); err != nil {
		return errors.Join(trouble, err)
	}
	if _, err := fmt.Fprintln(sys.Stdout, *out); err != nil {
		return err
	}
	if _, err := fmt.Fprintln(sys.Stderr, p.Summary(written)); err != nil {
		return err
	}
	return trouble
}
