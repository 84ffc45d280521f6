// Command rapporteur builds the Secretary-General's report on how a General
// Assembly resolution was implemented, from TOML kept in git.
package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"time"

	"rapporteur/generator/console"
	"rapporteur/generator/pdf"
	"rapporteur/generator/report"
	"rapporteur/generator/say"

	"golang.org/x/term"
)

// Exit codes.
const (
	exitOK      = 0
	exitFound   = 1 // problems or differences were found
	exitTrouble = 2 // wrong usage, or something that cannot be read or written
)

// Texts for people follow these rules: no capital and no full stop, unless
// they hold more than a sentence; results on stdout, messages on stderr; an error
// says what to do if there is something to do.

func main() {
	// Memory that is never touched. The garbage collector takes it for live, so that it does
	// not run while a command needs less, as most do; a large build takes no more for it than
	// this once more.
	spare := make([]byte, 96<<20)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	sys := console.System{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Dir: ".", Now: time.Now}
	if dir, err := os.Getwd(); err == nil {
		sys.Dir = dir
	}
	if dir, err := os.UserCacheDir(); err == nil {
		sys.Cache = filepath.Join(dir, "rapporteur")
	}
	sys.Terminal = term.IsTerminal(int(os.Stderr.Fd())) && os.Getenv("TERM") != "dumb"
	sys.Asks = sys.Terminal && term.IsTerminal(int(os.Stdin.Fd()))
	sys.Colour = sys.Terminal && os.Getenv("NO_COLOR") == ""
	sys.ColourOut = term.IsTerminal(int(os.Stdout.Fd())) && os.Getenv("TERM") != "dumb" && os.Getenv("NO_COLOR") == ""
	sys.Paged = os.Getenv("GIT_PAGER_IN_USE") == "true" && os.Getenv("NO_COLOR") == ""
	sys.Summary = os.Getenv("GITHUB_STEP_SUMMARY")
	sys.Browser, sys.Root = pdf.FindBrowser(os.Getenv("CHROME_PATH")), os.Geteuid() == 0
	sys.Locale = say.Locale(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG"))
	code := exitTrouble
	if err := raiseLimits(os.Getenv(report.LimitsVariable)); err != nil {
		sys.Lang = sys.Language("", os.Args[1:])
		exitCode(sys, err)
	} else {
		code = runAll(ctx, sys, os.Args[1:])
	}
	stop()
	runtime.KeepAlive(spare)
	os.Exit(code)
}

// raiseLimits raises the limits on size as a variable of the environment says.
func raiseLimits(times string) error {
	if times == "" {
		return nil
	}
	n, _ := strconv.Atoi(times) // what is no number is none that can be
	return report.RaiseLimits(n)
}

// runAll runs a command line and returns its exit code.
func runAll(ctx context.Context, sys console.System, args []string) int {
	verb := ""
	if len(args) > 0 {
		verb = args[0]
	}
	// diff and pdf have a --lang of their own, which is also that of messages.
	flag, rest, err := console.TakeLanguage(args, verb == "diff" || verb == "pdf")
	if err != nil {
		err = &commandError{err, verb, nil}
	}
	sys.Lang = sys.Language(flag, args)
	if err == nil {
		err = run(ctx, sys, rest)
	}
	return exitCode(sys, err)
}

// exitCode prints err, if it is one to print, in the language of the user, and maps it to an
// exit code.
func exitCode(sys console.System, err error) int {
	var usage *say.UsageError
	var of *commandError
	var none errNoCommand
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, console.ErrFound):
		return exitFound
	case errors.Is(err, context.Canceled):
		sys.Tell("rapporteur: interrupted; nothing was changed")
	case errors.As(err, &usage):
		help := "help"
		if errors.As(err, &of) && !errors.As(err, &none) {
			help += " " + of.verb
		}
		sys.Tell("rapporteur: %v\nrun 'rapporteur %s' for its usage", err, help)
	default:
		sys.Tell("rapporteur: %v", err)
	}
	return exitTrouble
}
