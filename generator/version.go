package main

import (
	"context"
	"flag"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"rapporteur/generator/console"
	"rapporteur/generator/published"
	"rapporteur/generator/render"
	"rapporteur/generator/report"
)

// What a release is built with sets these: -ldflags "-X main.builtRelease=v1.2.0".
var (
	builtRelease    string // the tag; empty unless this is a release
	builtRepository string // the address of the program's repository; empty if not known
)

// builtFrom is the version of this program, as far as it was recorded when it was
// built.
func builtFrom() *report.Program {
	commit := revision()
	if commit == "unknown" || strings.HasSuffix(commit, "-dirty") {
		commit = ""
	}
	return &report.Program{Repository: builtRepository, Commit: commit}
}

// programOf names this program in what a site says of itself.
func programOf() published.Program {
	return published.Program{Version: builtRelease, Commit: builtFrom().Commit, Schema: report.Schema}
}

func runVersion(_ context.Context, sys console.System, args []string) error {
	if _, err := console.Parse(flag.NewFlagSet("version", flag.ContinueOnError), args, 0); err != nil {
		return err
	}
	version := revision()
	if builtRelease != "" {
		version = builtRelease + " (" + version + ")"
	}
	_, err := fmt.Fprintf(sys.Stdout, "rapporteur %s\nschema %d\nhugo %s\n%s\n", version, report.Schema, render.Version, runtime.Version())
	return err
}

// revision is the commit that the program was built from, "-dirty" appended
// where the tree had changes; "unknown" where the build left no trace, as
// go run does.
func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	commit, dirty := "unknown", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			commit = s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = "-dirty"
		}
	}
	return commit + dirty
}
