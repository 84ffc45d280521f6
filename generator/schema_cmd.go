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

	"rapporteur/generator/schema"
)

const schemaUsage = `usage: rapporteur schema [NAME | --write]

Lists the JSON Schemas of the data files, or prints one of them. Editors take
them for completion and hover, because each data file names its own.

  --write    write all of them into data/schema/, and the reference of files and
             fields into docs/data.md

Exit status: 0 fine, 2 wrong usage or a file that cannot be written.
`

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
		return writeSchemas(sys, files)
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

func writeSchemas(sys system, files []schema.File) error {
	root, err := reportRoot(sys.dir)
	if err != nil {
		return err
	}
	page, err := schema.Page()
	if err != nil {
		return err
	}
	all := map[string][]byte{"docs/data.md": page}
	for _, f := range files {
		all["data/schema/"+f.Name] = f.Data
	}
	n := 0
	for name, data := range all {
		path := filepath.Join(root, filepath.FromSlash(name))
		if old, err := os.ReadFile(path); err == nil && string(old) == string(data) {
			continue
		}
		if err := replaceFile(path, data); err != nil {
			return err
		}
		n++
	}
	fmt.Fprintf(sys.stderr, "%s written\n", plural(n, "file"))
	return nil
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
			return "", fmt.Errorf("there is no data/report.toml in %s or above it; run this in a working tree of the report", dir)
		}
	}
}

// replaceFile writes a file so that others see the old content or the new,
// never a part. Its folder is made where it is missing.
func replaceFile(path string, data []byte) (err error) {
	mode := fs.FileMode(0o644)
	if info, err := os.Lstat(path); err == nil {
		if !info.Mode().IsRegular() {
			return fmt.Errorf("%s is not a regular file; put the file itself there", path)
		}
		mode = info.Mode().Perm()
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if _, err = f.Write(data); err != nil {
		return errors.Join(err, f.Close())
	}
	if err = f.Close(); err != nil {
		return err
	}
	if err = os.Chmod(f.Name(), mode); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
