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

// errFound says that what was looked for was found and has been printed.
var errFound = errors.New("problems found")

// system is all that the program knows of the machine. Nothing below main
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
	code := exitCode(sys, run(ctx, sys, os.Args[1:]))
	stop()
	os.Exit(code)
}

// exitCode prints err, if it is one to print, and maps it to an exit code.
func exitCode(sys system, err error) int {
	var usage *usageError
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errFound):
		return exitFound
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(sys.stderr, "rapporteur: interrupted; nothing was changed")
	case errors.As(err, &usage):
		help := "help"
		if usage.verb != "" {
			help += " " + usage.verb
		}
		fmt.Fprintf(sys.stderr, "rapporteur: %v\nrun 'rapporteur %s' for its usage\n", err, help)
	default:
		fmt.Fprintf(sys.stderr, "rapporteur: %v\n", err)
	}
	return exitTrouble
}
