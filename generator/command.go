package main

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"syscall"

	"rapporteur/generator/credentials"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// command is a command of the program.
type command struct {
	name  string
	short string // one line, for the list
	run   func(ctx context.Context, sys system, args []string) error
}

//go:embed usage/*.txt usage/*/*.txt
var usages embed.FS

// usage is the whole help text in a language: usage/fr/VERB.txt, or usage/VERB.txt in
// English and where there is none in the language.
func (c command) usage(lang string) string {
	b, err := usages.ReadFile("usage/" + lang + "/" + c.name + ".txt")
	if err != nil {
		b, err = usages.ReadFile("usage/" + c.name + ".txt")
	}
	if err != nil {
		return "no help for " + c.name + "\n" // a test finds a missing file
	}
	return string(b)
}

// commands are in the order in which help lists them.
func commands() []command {
	return []command{
		{"build", "write all editions and the draft as a static site", runBuild},
		{"carry-over", "begin the report for the next session in a new repository", runCarryOver},
		{"check", "find problems in the data", runCheck},
		{"diff", "show what changed in meaning between two states", runDiff},
		{"document", "write a state of the report as one JSON document", runDocument},
		{"editions", "list the editions that were issued", runEditions},
		{"explain", "explain the rules of check", runExplain},
		{"git-diff", "show the changes of one data file, called by git", runGitDiff},
		{"init", "begin a report on another resolution in a new repository", runInit},
		{"lsp", "check and complete data files in an editor (language server)", runLSP},
		{"new", "add a record to the data", runNew},
		{"pdf", "print the report as a PDF (needs Chromium)", runPDF},
		{"portal", "write an index over several reports as a static site", runPortal},
		{"preview", "write what a change does as one file: problems, redline, pages", runPreview},
		{"release", "prepare the change that issues an edition", runRelease},
		{"schema", "print or write the JSON Schemas of the data files", runSchema},
		{"serve", "show the draft in a browser while it is written", runServe},
		{"todo", "list what is left before the edition can be issued", runTodo},
		{"upgrade", "move the report to another version of the program", runUpgrade},
		{"verify", "say whether a published site is what the repository says", runVerify},
		{"version", "print the version of the program", runVersion},
		{"help", "explain the program or a verb", runHelp},
	}
}

// usageError says that a command line is wrong.
type usageError struct {
	verb string
	msg  say.Text
}

func (e *usageError) Error() string { return e.msg.String() }

// In returns the message in a language.
func (e *usageError) In(lang string) string { return e.msg.In(lang) }

func usagef(verb, format string, args ...any) error {
	return &usageError{verb, say.F(format, args...)}
}

func run(ctx context.Context, sys system, args []string) error {
	if len(args) == 0 {
		writeOverview(sys.stderr, sys.lang)
		return usagef("", "missing command")
	}
	verb, rest := args[0], args[1:]
	if verb == "-h" || verb == "-help" || verb == "--help" {
		verb = "help"
	}
	if verb == "-version" || verb == "--version" {
		verb = "version"
	}
	cmds := commands()
	i := slices.IndexFunc(cmds, func(c command) bool { return c.name == verb })
	if i < 0 {
		return unknownCommand(credentials.Argument(verb))
	}
	err := cmds[i].run(ctx, sys, rest)
	if errors.Is(err, flag.ErrHelp) {
		_, err = io.WriteString(sys.stdout, cmds[i].usage(sys.lang))
	}
	if err != nil {
		return &redacted{err, rest}
	}
	return nil
}

// remedy says what to do about a full disk, or about a folder for temporary files that
// cannot be written: errors of any command. It is zero for other errors.
func remedy(err error) say.Text {
	var at *fs.PathError
	switch temp := os.TempDir(); {
	case errors.Is(err, syscall.ENOSPC):
		return say.F("; free some space on that disk, then run this again")
	case errors.As(err, &at) && (at.Path == temp || strings.HasPrefix(at.Path, temp+string(os.PathSeparator)+"rapporteur-")):
		return say.F("; temporary files go to %s: make sure that it exists and can be written, or name another folder in TMPDIR", temp)
	}
	return say.Text{}
}

// redacted is an error whose text holds no password or token, and says what to do.
type redacted struct {
	error
	args []string // of the command line
}

func (e *redacted) Error() string { return e.In("en") }

// In is the text in the language of the reader.
func (e *redacted) In(lang string) string {
	return credentials.RedactArguments(say.ErrorIn(e.error, lang)+remedy(e.error).In(lang), e.args)
}

func (e *redacted) Unwrap() error { return e.error }

// unknownCommand is the error for an unknown command, with the one that may have been meant.
func unknownCommand(verb string) error {
	names := verbs(commands())
	if near := report.Nearest(verb, names); near != "" {
		return usagef("", "unknown command %q; did you mean %s?", verb, near)
	}
	return usagef("", "unknown command %q; commands: %s", verb, strings.Join(names, ", "))
}

func verbs(cmds []command) []string {
	var names []string
	for _, c := range cmds {
		names = append(names, c.name)
	}
	return names
}

// parse reads flags that are before, between or after the arguments, and
// returns the arguments. More than most of them are an error.
func parse(verb string, fs *flag.FlagSet, args []string, most int) ([]string, error) {
	fs.SetOutput(new(bytes.Buffer))
	var rest []string
	for {
		if err := fs.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return nil, err
			}
			return nil, unknownFlag(verb, fs, err)
		}
		if fs.NArg() == 0 {
			break
		}
		// The flag package stops at the first argument and drops a "--" that
		// it met; everything after "--" is an argument.
		if used := len(args) - fs.NArg(); used > 0 && args[used-1] == "--" {
			rest = append(rest, fs.Args()...)
			break
		}
		rest = append(rest, fs.Arg(0))
		args = fs.Args()[1:]
	}
	if len(rest) > most {
		return nil, usagef(verb, "unexpected argument %q", rest[most])
	}
	return rest, nil
}

// unknownFlag is the error of package flag for an unknown flag, with the one that may have
// been meant.
func unknownFlag(verb string, fs *flag.FlagSet, err error) error {
	name, unknown := strings.CutPrefix(err.Error(), "flag provided but not defined: -")
	var names []string
	fs.VisitAll(func(f *flag.Flag) { names = append(names, f.Name) })
	name = strings.TrimPrefix(name, "-")
	if !unknown {
		if name, needs := strings.CutPrefix(err.Error(), "flag needs an argument: -"); needs {
			return usagef(verb, "--%s needs a value", name)
		}
		return usagef(verb, "%v", err)
	}
	if near := report.Nearest(name, names); near != "" {
		return usagef(verb, "there is no flag --%s; did you mean --%s?", name, near)
	}
	return usagef(verb, "there is no flag --%s", name)
}

func runHelp(_ context.Context, sys system, args []string) error {
	rest, err := parse("help", flag.NewFlagSet("help", flag.ContinueOnError), args, 1)
	if err != nil {
		return err
	}
	if len(rest) == 0 {
		writeOverview(sys.stdout, sys.lang)
		return nil
	}
	for _, c := range commands() {
		if c.name == rest[0] {
			_, err := io.WriteString(sys.stdout, c.usage(sys.lang))
			return err
		}
	}
	return unknownCommand(rest[0])
}

func writeOverview(w io.Writer, lang string) {
	fmt.Fprintln(w, say.F(`Rapporteur builds the report on how a resolution was implemented, from TOML
kept in git, as a static site with every edition that was issued.

usage: rapporteur VERB [flags] [arguments]
       go run ./generator VERB ...   the same, without installing
`).In(lang))
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-10s %s\n", c.name, say.F(c.short).In(lang))
	}
	fmt.Fprintln(w, say.F(`
'rapporteur help VERB' explains a verb. Results go to standard output, messages to
standard error. Exit status: 0 fine, 1 problems found, 2 wrong usage or a
repository that cannot be read.

With --lang LANGUAGE every verb speaks that language, as far as it is translated:
en, fr. Without it that of params.messages in config.toml counts, of LC_ALL,
LC_MESSAGES or LANG, or else the original language of the report.`).In(lang))
}
