package main

import (
	"context"
	"flag"
	"fmt"

	"rapporteur/generator/console"
	"rapporteur/generator/say"
	"rapporteur/generator/sitebuild"
)

func runMerge(ctx context.Context, sys console.System, args []string) error {
	flags := flag.NewFlagSet("merge", flag.ContinueOnError)
	out := flags.String("out", "public", "")
	quiet := flags.Bool("quiet", false, "")
	dirs, err := console.Parse(flags, args, len(args))
	if err != nil {
		return err
	}
	if len(dirs) == 0 {
		return say.Usagef("give the folders that build --shard wrote")
	}
	for i := range dirs {
		dirs[i] = sys.Path(dirs[i])
	}
	*out = sys.Path(*out)
	begun := sys.Now()
	status := sys.Progress(*quiet)
	defer status.Clear()
	p := programOf()
	site, err := sitebuild.Merge(ctx, dirs, *out, sitebuild.Program(p.Version, p.Commit, p.Schema), status.Step)
	if err != nil {
		return err
	}
	status.Clear()
	if *quiet {
		return nil
	}
	sys.Tell("%s from %s, in %.1f s", site.Say(), say.N(len(dirs), "shard"), sys.Now().Sub(begun).Seconds())
	_, err = fmt.Fprintln(sys.Stdout, *out)
	return err
}
