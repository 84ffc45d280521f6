package main

import (
	"context"
	"flag"
	"fmt"
	"slices"

	"rapporteur/generator/console"
	"rapporteur/generator/say"
	"rapporteur/generator/schema"
)

func runSchema(_ context.Context, sys console.System, args []string) error {
	flags := flag.NewFlagSet("schema", flag.ContinueOnError)
	write := flags.Bool("write", false, "")
	rest, err := console.Parse(flags, args, 1)
	if err != nil {
		return err
	}
	files, err := schema.Files()
	if err != nil {
		return err
	}
	switch {
	case *write && len(rest) > 0:
		return say.Usagef("--write writes all schemas; leave %q out", rest[0])
	case *write:
		root, err := sys.ReportRoot()
		if err != nil {
			return err
		}
		n, err := schema.Write(root)
		if err != nil {
			return err
		}
		sys.Tell("%s written", say.N(n, "file"))
		return nil
	case len(rest) == 0:
		for _, f := range files {
			fmt.Fprintln(sys.Stdout, f.Name)
		}
		return nil
	}
	i := slices.IndexFunc(files, func(f schema.File) bool { return f.Name == rest[0] || f.Name == rest[0]+".schema.json" })
	if i < 0 {
		return say.Usagef("there is no schema %q; 'rapporteur schema' lists them", rest[0])
	}
	_, err = sys.Stdout.Write(files[i].Data)
	return err
}
