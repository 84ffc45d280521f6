package main

import (
	"context"
	"encoding/json"
	"flag"

	"rapporteur/generator/console"
	"rapporteur/generator/edition"
	"rapporteur/generator/problem"
	"rapporteur/generator/say"
	"rapporteur/generator/sides"
)

func runDocument(ctx context.Context, sys console.System, args []string) error {
	flags := flag.NewFlagSet("document", flag.ContinueOnError)
	location := flags.String("repo", ".", "")
	rest, err := console.Parse(flags, args, 1)
	if err != nil {
		return err
	}
	side := "draft"
	if len(rest) == 1 {
		side = rest[0]
	}
	open := func(ctx context.Context, location string) (*edition.Repo, error) {
		return sys.Open(ctx, location)
	}
	r, err := open(ctx, *location)
	if err != nil {
		return err
	}
	finder := sides.NewFinder(r, sys.Dir, open)
	defer finder.Close()
	state, err := finder.Find(ctx, side)
	if err != nil {
		return err
	}
	// Nobody would notice what an incomplete document lacks.
	rep, ps, err := state.Load(ctx, state.Repo)
	if err != nil {
		return say.Errorf("%s: %v", state.Name, err)
	}
	if rep == nil {
		if err := sys.AllProblems(ps); err != nil {
			return err
		}
		return say.Errorf("cannot write %s: fix its %s first", state.Name, say.N(problem.Errors(ps), "error"))
	}
	enc := json.NewEncoder(sys.Stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(rep.Document())
}
