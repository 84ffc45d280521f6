// Command rapporteur builds the Secretary-General's report on how a General
// Assembly resolution was implemented, from TOML kept in git.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"rapporteur/generator/pdf"
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

// errFound says that problems or differences were found and have been printed.
var errFound = errors.New("problems found")

// system is everything that the program knows about the machine. Nothing below main
// reads the environment, the standard streams or the clock.
type system struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	dir            string           // working directory
	cache          string           // folder for mirrors; empty where the user has none
	terminal       bool             // stderr is a terminal
	asks           bool             // ... and stdin too: there is somebody to ask
	colour         bool             // ... and takes colour
	colourOut      bool             // stdout is a terminal that takes colour
	paged          bool             // stdout goes to git's pager, which shows colour
	summary        string           // file for the summary of a job on GitHub; empty elsewhere
	browser        string           // path of a Chromium; empty where there is none
	root           bool             // the program runs as root
	locale         string           // language of the user's system, "C" if it has none; empty in tests, which read English
	lang           string           // of messages; empty for English
	now            func() time.Time // the clock
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	sys := system{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, dir: ".", now: time.Now}
	if dir, err := os.Getwd(); err == nil {
		sys.dir = dir
	}
	if dir, err := os.UserCacheDir(); err == nil {
		sys.cache = filepath.Join(dir, "rapporteur")
	}
	sys.terminal = term.IsTerminal(int(os.Stderr.Fd())) && os.Getenv("TERM") != "dumb"
	sys.asks = sys.terminal && term.IsTerminal(int(os.Stdin.Fd()))
	sys.colour = sys.terminal && os.Getenv("NO_COLOR") == ""
	sys.colourOut = term.IsTerminal(int(os.Stdout.Fd())) && os.Getenv("TERM") != "dumb" && os.Getenv("NO_COLOR") == ""
	sys.paged = os.Getenv("GIT_PAGER_IN_USE") == "true" && os.Getenv("NO_COLOR") == ""
	sys.summary = os.Getenv("GITHUB_STEP_SUMMARY")
	sys.browser, sys.root = pdf.FindBrowser(os.Getenv("CHROME_PATH")), os.Geteuid() == 0
	sys.locale = say.Locale(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG"))
	code := runAll(ctx, sys, os.Args[1:])
	stop()
	os.Exit(code)
}

// runAll runs a command line and returns its exit code.
func runAll(ctx context.Context, sys system, args []string) int {
	verb := ""
	if len(args) > 0 {
		verb = args[0]
	}
	flag, rest, err := languageFlag(verb, args)
	sys.lang = sys.language(flag, args)
	if err == nil {
		err = run(ctx, sys, rest)
	}
	return exitCode(sys, err)
}

// exitCode prints err, if it is one to print, in the language of the user, and maps it to an
// exit code.
func exitCode(sys system, err error) int {
	var usage *usageError
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errFound):
		return exitFound
	case errors.Is(err, context.Canceled):
		sys.tell("rapporteur: interrupted; nothing was changed")
	case errors.As(err, &usage):
		help := "help"
		if usage.verb != "" {
			help += " " + usage.verb
		}
		sys.tell("rapporteur: %v\nrun 'rapporteur %s' for its usage", err, help)
	default:
		sys.tell("rapporteur: %v", err)
	}
	return exitTrouble
}

// tell prints a line to stderr, in the language of the user.
func (sys system) tell(format string, args ...any) {
	fmt.Fprintln(sys.stderr, say.F(format, args...).In(sys.lang))
}
