package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"rapporteur/generator/say"
	"rapporteur/generator/schema"
)

func runSchema(_ context.Context, sys system, args []string) error {
	flags := flag.NewFlagSet("schema", flag.ContinueOnError)
	write := flags.Bool("write", false, "")
	rest, err := parse("schema", flags, args, 1)
	if err != nil {
		return err
	}
	files, err := schema.Files()
	if err != nil {
		return err
	}
	switch {
	case *write && len(rest) > 0:
		return usagef("schema", "--write writes all schemas; leave %q out", rest[0])
	case *write:
		root, err := reportRoot(sys.dir)
		if err != nil {
			return err
		}
		n, err := schema.Write(root)
		if err != nil {
			return err
		}
		sys.tell("%s written", say.N(n, "file"))
		return nil
	case len(rest) == 0:
		for _, f := range files {
			fmt.Fprintln(sys.stdout, f.Name)
		}
		return nil
	}
	i := slices.IndexFunc(files, func(f schema.File) bool { return f.Name == rest[0] || f.Name == rest[0]+".schema.json" })
	if i < 0 {
		return usagef("schema", "there is no schema %q; 'rapporteur schema' lists them", rest[0])
	}
	_, err = sys.stdout.Write(files[i].Data)
	return err
}

// reportRoot is the folder at or above dir that holds data/report.toml.
func reportRoot(dir string) (string, error) {
	for at := dir; ; at = filepath.Dir(at) {
		_, err := os.Stat(filepath.Join(at, "data", "report.toml"))
		if err == nil {
			return at, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
		if at == filepath.Dir(at) {
			return "", say.Errorf("there is no data/report.toml in %s or above it; run this in a working tree of the report", dir)
		}
	}
}
