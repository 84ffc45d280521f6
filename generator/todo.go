package main

import (
	"context"
	"flag"
	"fmt"

	"rapporteur/generator/console"
	"rapporteur/generator/review"
	"rapporteur/generator/say"
)

func runTodo(ctx context.Context, sys console.System, args []string) error {
	flags := flag.NewFlagSet("todo", flag.ContinueOnError)
	repo := flags.String("repo", ".", "")
	rev := flags.String("rev", "", "")
	format := flags.String("format", "text", "")
	if _, err := console.Parse(flags, args, 0); err != nil {
		return err
	}
	if *format != "text" && *format != "json" {
		return say.Usagef("--format is text or json, not %q", *format)
	}
	r, at, err := sys.OpenAt(ctx, *repo, *rev)
	if err != nil {
		return err
	}
	defer r.Close()
	left, err := review.Todo(ctx, r, at)
	if err != nil {
		return err
	}
	if *format == "json" {
		err = left.WriteJSON(sys.Stdout, sys.Lang)
	} else {
		err = left.WriteText(sys.Stdout, sys.Lang)
	}
	if err != nil {
		return err
	}
	if *format == "text" && !left.LeftOut.IsZero() {
		if _, err := fmt.Fprintln(sys.Stderr, left.LeftOut.In(sys.Lang)); err != nil {
			return err
		}
	}
	if left.Refused() > 0 {
		return console.ErrFound
	}
	return nil
}
