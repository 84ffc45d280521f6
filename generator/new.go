package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"rapporteur/generator/console"
	"rapporteur/generator/insert"
	"rapporteur/generator/problem"
	"rapporteur/generator/publish"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

func runNew(ctx context.Context, sys console.System, args []string) error {
	if len(args) == 0 {
		kinds := insert.Kinds()
		width := 0
		for _, k := range kinds {
			width = max(width, len(k.Name))
		}
		for _, k := range kinds {
			fmt.Fprintf(sys.Stdout, "%-*s  %s\n", width, k.Name, k.Described().In(sys.Lang))
		}
		return nil
	}
	if name := args[0]; name == "-h" || name == "-help" || name == "--help" {
		return flag.ErrHelp
	}
	kind, err := insert.Named(args[0])
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
	ask := flags.Bool("ask", sys.Asks, "")
	dry := flags.Bool("dry-run", false, "")
	_, err = console.Parse(flags, args[1:], 0)
	if errors.Is(err, flag.ErrHelp) {
		return kind.WriteFields(sys.Stdout, sys.ReportLanguages(), sys.Lang)
	}
	if err != nil {
		return err
	}

	root, err := sys.ReportRoot()
	if err != nil {
		return err
	}
	files, ps, err := insert.Read(os.DirFS(root))
	if err != nil {
		return err
	}
	if err := sys.Problems(ps); err != nil {
		return err
	}
	files.Suggest(kind, words)
	shown := false
	if *ask {
		files.Lang = sys.Lang
		shown, err = files.Ask(ctx, sys.Stdin, sys.Stderr, kind, words, !*dry)
		if errors.Is(err, insert.ErrStopped) {
			sys.Tell("nothing was written; your answers, to be corrected and given again:\n%s", commandLine(kind, words))
			return console.ErrFound
		}
		if err != nil {
			return err
		}
	}
	changes, ps, err := files.Changes(kind, words)
	if err != nil {
		return err
	}
	if problem.Errors(ps) > 0 {
		sys.Tell("nothing was written: the %s would have errors\n", kind.Name)
		return sys.Problems(ps)
	}
	for _, c := range changes {
		if !*dry {
			if err := publish.ReplaceFile(filepath.Join(root, filepath.FromSlash(c.File)), c.Data); err != nil {
				return err
			}
		}
		if err := c.Print(sys.Stdout, sys.Stderr, *dry, shown, sys.Lang); err != nil {
			return err
		}
	}
	return nil
}

// commandLine is the command that gives words for a record of a kind.
func commandLine(kind insert.Kind, words map[string]string) string {
	line := "rapporteur new " + kind.Name
	for _, f := range kind.Fields(report.Langs) {
		if word := words[f.Name]; word != "" {
			line += fmt.Sprintf(" --%s '%s'", f.Name, strings.ReplaceAll(word, "'", `'\''`))
		}
	}
	return line
}
