package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"rapporteur/generator/portal"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

func runPortal(ctx context.Context, sys system, args []string) error {
	flags := flag.NewFlagSet("portal", flag.ContinueOnError)
	list := flags.String("list", "portal.toml", "")
	out := flags.String("out", "portal", "")
	cache := flags.String("cache", "", "")
	timeout := flags.Duration("timeout", 20*time.Second, "")
	strict := flags.Bool("strict", false, "")
	quiet := flags.Bool("quiet", false, "")
	if _, err := parse("portal", flags, args, 0); err != nil {
		return err
	}
	if *timeout <= 0 {
		return usagef("portal", "--timeout is a time such as 20s, not %s", *timeout)
	}
	begun := sys.now()
	talk := newProgress(sys, *quiet)
	defer talk.clear()
	for _, name := range []*string{list, out, cache} {
		if *name != "" {
			*name = sys.path(*name)
		}
	}
	data, err := os.ReadFile(*list)
	if err != nil {
		return err
	}
	l, err := portal.Parse(data)
	if err != nil {
		return fmt.Errorf("%s cannot be used:\n%w", filepath.Base(*list), err)
	}
	if *cache == "" && sys.cache != "" {
		*cache = filepath.Join(sys.cache, "portal")
	}
	today := begun.UTC()
	readings, err := portal.Read(ctx, l, portal.Options{
		Dir: filepath.Dir(*list), Cache: *cache, Timeout: *timeout,
		Today: report.Date{Year: today.Year(), Month: int(today.Month()), Day: today.Day()},
		Step:  func(done, all int) { talk.step(fmt.Sprintf("reading reports: %d of %d", done, all)) },
	})
	if err != nil {
		return err
	}
	talk.clear()
	copies, lost := portal.Warn(sys.stderr, readings)
	if lost == len(readings) && lost > 0 {
		return errors.New("no report could be read; what stood in the portal's place stays")
	}

	talk.step("writing the pages")
	pages, err := portal.Publish(*out, l, readings)
	if err != nil {
		return err
	}
	talk.clear()
	if !*quiet {
		said := problem.Plural(len(readings)-lost, "report")
		if copies > 0 {
			said += fmt.Sprintf(" (%d of them as last known)", copies)
		}
		if lost > 0 {
			said += fmt.Sprintf(", %d could not be read", lost)
		}
		fmt.Fprintf(sys.stderr, "%s, %s, in %.1f s\n", said, problem.Plural(pages, "page"), sys.now().Sub(begun).Seconds())
		fmt.Fprintln(sys.stdout, *out)
	}
	if *strict && copies+lost > 0 {
		return errFound
	}
	return nil
}
