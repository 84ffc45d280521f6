package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rapporteur/generator/insert"
	"rapporteur/generator/problem"
	"rapporteur/generator/publish"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

func runNew(ctx context.Context, sys system, args []string) error {
	if len(args) == 0 {
		for _, k := range insert.Kinds() {
			fmt.Fprintf(sys.stdout, "%-14s%s\n", k.Name, k.Doc)
		}
		return nil
	}
	kind, err := findKind(args[0])
	if err != nil {
		return err
	}
	flags := flag.NewFlagSet("new", flag.ContinueOnError)
	words := make(map[string]string)
	for _, f := range kind.Fields(report.Langs) {
		flags.Func(f.Name, "", func(word string) error {
			words[f.Name] = word
			return nil
		})
	}
	flags.Func("set", "", func(s string) error {
		name, word, ok := strings.Cut(s, "=")
		if !ok {
			return say.Errorf("write --set FIELD=VALUE")
		}
		words[strings.TrimSpace(name)] = word
		return nil
	})
	ask := flags.Bool("ask", sys.asks, "")
	dry := flags.Bool("dry-run", false, "")
	_, err = parse("new", flags, args[1:], 0)
	if errors.Is(err, flag.ErrHelp) {
		return kind.WriteFields(sys.stdout, languagesAt(sys.dir), sys.lang)
	}
	if err != nil {
		return err
	}

	root, err := reportRoot(sys.dir)
	if err != nil {
		return err
	}
	files, ps, err := insert.Read(os.DirFS(root))
	if err != nil {
		return err
	}
	if err := printProblems(sys, ps); err != nil {
		return err
	}
	files.Suggest(kind, words)
	if *ask {
		files.Lang = sys.lang
		if err := files.Ask(ctx, sys.stdin, sys.stderr, kind, words); err != nil {
			return err
		}
	}
	shared, ps, err := files.AddShared(kind, words)
	if err != nil {
		return err
	}
	if err := printProblems(sys, ps); err != nil {
		return err
	}
	change, ps, err := files.Add(kind, words)
	if err != nil {
		return err
	}
	if problem.Errors(ps) > 0 {
		sys.tell("nothing was written: the %s would have errors\n", kind.Name)
		return printProblems(sys, ps)
	}
	// The later of two changes of a file includes the earlier.
	for _, c := range append(shared, change) {
		if !*dry {
			if err := publish.ReplaceFile(filepath.Join(root, filepath.FromSlash(c.File)), c.Data); err != nil {
				return err
			}
		}
		if err := c.Print(sys.stdout, sys.stderr, *dry, sys.lang); err != nil {
			return err
		}
	}
	return nil
}

func findKind(name string) (insert.Kind, error) {
	kinds := insert.Kinds()
	i := slices.IndexFunc(kinds, func(k insert.Kind) bool { return k.Name == name })
	if i >= 0 {
		return kinds[i], nil
	}
	if name == "-h" || name == "-help" || name == "--help" {
		return insert.Kind{}, flag.ErrHelp
	}
	var names []string
	for _, k := range kinds {
		names = append(names, k.Name)
	}
	return insert.Kind{}, usagef("new", "%q is no kind of record that can be added; there are %s", name, strings.Join(names, ", "))
}

// languagesAt are the languages of the report that a folder is in, English where it is
// in none.
func languagesAt(dir string) []report.Lang {
	if root, err := reportRoot(dir); err == nil {
		if data, err := os.ReadFile(filepath.Join(root, "data", "report.toml")); err == nil {
			if h, err := report.Peek(data); err == nil && len(h.Languages) > 0 {
				return h.Languages
			}
		}
	}
	return []report.Lang{"en"}
}
