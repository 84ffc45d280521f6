package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strings"

	"rapporteur/generator/published"
	"rapporteur/generator/render"
	"rapporteur/generator/report"
	"rapporteur/generator/reuse"
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

func runVersion(_ context.Context, sys system, args []string) error {
	if _, err := parse("version", flag.NewFlagSet("version", flag.ContinueOnError), args, 0); err != nil {
		return err
	}
	version := revision()
	if builtRelease != "" {
		version = builtRelease + " (" + version + ")"
	}
	_, err := fmt.Fprintf(sys.stdout, "rapporteur %s\nschema %d\nhugo %s\n%s\n", version, report.Schema, render.Version, runtime.Version())
	return err
}

// program returns a hash that differs for every build of the program, "" if its file cannot be
// read. Its beginning holds the id that the linker gave it, which depends on all that it was
// built from.
func (sys *system) program() string {
	name, err := os.Executable()
	if err != nil {
		return ""
	}
	f, err := os.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return ""
	}
	beginning, err := io.ReadAll(io.LimitReader(f, 64<<10))
	if err != nil {
		return ""
	}
	return reuse.Sum(string(beginning), fmt.Sprint(info.Size()), render.Version, runtime.Version())
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
