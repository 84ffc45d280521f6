package main

import (
	"cmp"
	"context"
	"flag"

	"rapporteur/generator/console"
	"rapporteur/generator/editionlist"
	"rapporteur/generator/say"
)

func runEditions(ctx context.Context, sys console.System, args []string) error {
	fs := flag.NewFlagSet("editions", flag.ContinueOnError)
	repo := fs.String("repo", ".", "")
	rev := fs.String("rev", "", "")
	untagged := fs.Bool("untagged", false, "")
	format := fs.String("format", "text", "")
	if _, err := console.Parse(fs, args, 0); err != nil {
		return err
	}
	if *format != "text" && *format != "json" && *format != "tsv" {
		return say.Usagef("--format is text, json or tsv, not %q", *format)
	}
	r, at, err := sys.OpenAt(ctx, *repo, *rev)
	if err != nil {
		return err
	}
	defer r.Close()
	if err := r.RefuseLost(ctx, at); err != nil {
		return err
	}
	list, err := editionlist.Read(ctx, r, *rev)
	if err != nil {
		return err
	}
	if *untagged {
		list.KeepUntagged()
	}
	switch {
	case *format == "json":
		err = list.WriteJSON(sys.Stdout)
	case *format == "tsv":
		err = list.WriteTSV(ctx, sys.Stdout, r, sys.Problems)
	case *untagged && len(list.Editions) == 0:
		sys.Tell("every edition has its tag")
	case len(list.Editions) == 0 && len(list.Withdrawn) == 0:
		sys.Tell(`no edition was issued; one is when a commit's data/report.toml says status = "issued"`)
	default:
		err = list.WriteText(sys.Stdout)
	}
	return cmp.Or(err, list.Wrong)
}
