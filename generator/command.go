package main

import (
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

	"rapporteur/generator/console"
	"rapporteur/generator/credentials"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// command is a command of the program.
type command struct {
	name  string
	short string // one line, for the list
	run   func(ctx context.Context, sys console.System, args []string) error
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
		{"merge", "join the parts of a site that build --shard wrote", runMerge},
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

func run(ctx context.Context, sys console.System, args []string) error {
	if len(args) == 0 {
		writeOverview(sys.Stderr, sys.Lang)
		return say.Usagef("missing command")
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
		_, err = io.WriteString(sys.Stdout, cmds[i].usage(sys.Lang))
	}
	if err != nil {
		return &commandError{err, verb, rest}
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

// commandError is the error of a command. Its text holds no password or token, and says what
// to do.
type commandError struct {
	error
	verb string
	args []string // of the command line
}

func (e *commandError) Error() string { return e.In("en") }

// In is the text in the language of the reader.
func (e *commandError) In(lang string) string {
	return credentials.RedactArguments(say.ErrorIn(e.error, lang)+remedy(e.error).In(lang), e.args)
}

func (e *commandError) Unwrap() error { return e.error }

// errNoCommand says that a command line names no command, so that no help about one is of use.
type errNoCommand struct{ error }

func (e errNoCommand) In(lang string) string { return say.ErrorIn(e.error, lang) }

func (e errNoCommand) Unwrap() error { return e.error }

// unknownCommand is the error for an unknown command, with the one that may have been meant.
func unknownCommand(verb string) error {
	names := verbs(commands())
	if near := report.Nearest(verb, names); near != "" {
		return errNoCommand{say.Usagef("unknown command %q; did you mean %s?", verb, near)}
	}
	return errNoCommand{say.Usagef("unknown command %q; commands: %s", verb, strings.Join(names, ", "))}
}

func verbs(cmds []command) []string {
	var names []string
	for _, c := range cmds {
		names = append(names, c.name)
	}
	return names
}

func runHelp(_ context.Context, sys console.System, args []string) error {
	rest, err := console.Parse(flag.NewFlagSet("help", flag.ContinueOnError), args, 1)
	if err != nil {
		return err
	}
	if len(rest) == 0 {
		writeOverview(sys.Stdout, sys.Lang)
		return nil
	}
	for _, c := range commands() {
		if c.name == rest[0] {
			_, err := io.WriteString(sys.Stdout, c.usage(sys.Lang))
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
