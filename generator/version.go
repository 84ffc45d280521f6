package main

import (
	"context"
	"flag"
	"fmt"
	"runtime"
	"runtime/debug"

	"rapporteur/generator/render"
	"rapporteur/generator/report"
)

func runVersion(_ context.Context, sys system, args []string) error {
	if _, err := parse("version", flag.NewFlagSet("version", flag.ContinueOnError), args, 0); err != nil {
		return err
	}
	_, err := fmt.Fprintf(sys.stdout, "rapporteur %s\nschema %d\nhugo %s\n%s\n", revision(), report.Schema, render.Version, runtime.Version())
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
