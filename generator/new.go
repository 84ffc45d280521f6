package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rapporteur/generator/insert"
	"rapporteur/generator/problem"
	"rapporteur/generator/publish"
	"rapporteur/generator/report"
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
			return errors.New("write --set FIELD=VALUE")
		}
		words[strings.TrimSpace(name)] = word
		return nil
	})
	ask := flags.Bool("ask", sys.asks, "")
	dry := flags.Bool("dry-run", false, "")
	_, err = parse("new", flags, args[1:], 0)
	if errors.Is(err, flag.ErrHelp) {
		return writeFields(sys.stdout, kind, languagesAt(sys.dir))
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
		if err := askFor(ctx, sys, kind, files, words); err != nil {
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
		fmt.Fprintf(sys.stderr, "nothing was written: the %s would have errors\n\n", kind.Name)
		return printProblems(sys, ps)
	}
	// Of a file that was changed twice the later change holds the earlier.
	for _, c := range append(shared, change) {
		if !*dry {
			if err := publish.ReplaceFile(filepath.Join(root, filepath.FromSlash(c.File)), c.Data); err != nil {
				return err
			}
		}
		if err := writeChange(sys, c, *dry); err != nil {
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

func writeFields(w io.Writer, kind insert.Kind, langs []report.Lang) error {
	fmt.Fprintf(w, "usage: rapporteur new %s [--FIELD VALUE]...\n\nAdds %s. The fields are, with * where one is required:\n\n", kind.Name, kind.Doc)
	for _, f := range kind.Fields(langs) {
		if kind.Settles(f) {
			continue
		}
		mark := " "
		if f.Required {
			mark = "*"
		}
		fmt.Fprintf(w, "%s --%s%s\n", mark, f.Name, note(f))
	}
	_, err := io.WriteString(w, "\nTexts may be given in the other official languages, too.\n")
	return err
}

// note says in brackets how the word for a field is written.
func note(f insert.Field) string {
	if hint := f.Hint(); hint != "" {
		return "  (" + hint + ")"
	}
	return ""
}

// askFor asks for the values that are not given. An empty answer leaves one
// to be filled in later.
func askFor(ctx context.Context, sys system, kind insert.Kind, files *insert.Files, words map[string]string) error {
	in := bufio.NewScanner(sys.stdin)
	fmt.Fprintf(sys.stderr, "%s: %s. Enter alone leaves a value out.\n", kind.Name, kind.Doc)
	for _, f := range kind.Fields(files.Langs) {
		for words[f.Name] == "" && kind.Asks(f) {
			if err := ctx.Err(); err != nil {
				return err
			}
			mark := ""
			if f.Required {
				mark = " *"
			}
			fmt.Fprintf(sys.stderr, "%s%s%s: ", f.Name, note(f), mark)
			if !in.Scan() {
				fmt.Fprintln(sys.stderr)
				return in.Err()
			}
			word := strings.TrimSpace(in.Text())
			if word == "" {
				break
			}
			if _, err := f.TOML(word); err != nil {
				fmt.Fprintln(sys.stderr, err)
				continue
			}
			words[f.Name] = word
			files.Suggest(kind, words)
		}
	}
	return nil
}

func writeChange(sys system, c *insert.Change, dry bool) error {
	verb := "added"
	switch {
	case dry:
		verb = "would be added"
	case c.New:
		verb = "added in a new file"
	}
	if _, err := fmt.Fprintf(sys.stdout, "%s:%d: %s\n\n%s", c.File, c.First, verb, c.Text); err != nil {
		return err
	}
	if len(c.Left) > 0 {
		fmt.Fprintf(sys.stderr, "\nleft to fill in: %s\n", strings.Join(c.Left, ", "))
	}
	return nil
}
