package main

import (
	"context"
	"encoding/json"
	"flag"

	"rapporteur/generator/edition"
	"rapporteur/generator/problem"
	"rapporteur/generator/say"
	"rapporteur/generator/sides"
)

func runDocument(ctx context.Context, sys system, args []string) error {
	flags := flag.NewFlagSet("document", flag.ContinueOnError)
	location := flags.String("repo", ".", "")
	rest, err := parse("document", flags, args, 1)
	if err != nil {
		return err
	}
	side := "draft"
	if len(rest) == 1 {
		side = rest[0]
	}
	open := func(ctx context.Context, location string) (*edition.Repo, error) {
		return openRepo(ctx, sys, location, false)
	}
	r, err := open(ctx, *location)
	if err != nil {
		return err
	}
	finder := sides.NewFinder(r, sys.dir, open)
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
		if err := (problem.Findings{Problems: ps, Lang: sys.lang}).WriteText(sys.stderr, sys.colour); err != nil {
			return err
		}
		return say.Errorf("cannot write %s: fix its %s first", state.Name, say.N(problem.Errors(ps), "error"))
	}
	enc := json.NewEncoder(sys.stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(rep.Document())
}
