package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"rapporteur/generator/console"
	"rapporteur/generator/portal"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

func runPortal(ctx context.Context, sys console.System, args []string) error {
	flags := flag.NewFlagSet("portal", flag.ContinueOnError)
	list := flags.String("list", "portal.toml", "")
	out := flags.String("out", "portal", "")
	cache := flags.String("cache", "", "")
	timeout := flags.Duration("timeout", 20*time.Second, "")
	strict := flags.Bool("strict", false, "")
	quiet := flags.Bool("quiet", false, "")
	if _, err := console.Parse(flags, args, 0); err != nil {
		return err
	}
	if *timeout <= 0 {
		return say.Usagef("--timeout is a time such as 20s, not %s", *timeout)
	}
	begun := sys.Now()
	status := sys.Progress(*quiet)
	defer status.Clear()
	for _, name := range []*string{list, out, cache} {
		if *name != "" {
			*name = sys.Path(*name)
		}
	}
	data, err := os.ReadFile(*list)
	if err != nil {
		return err
	}
	l, err := portal.Parse(data)
	if err != nil {
		return say.Errorf("%s cannot be used:\n%v", filepath.Base(*list), err)
	}
	if *cache == "" && sys.Cache != "" {
		*cache = filepath.Join(sys.Cache, "portal")
	}
	today := begun.UTC()
	readings, err := portal.Read(ctx, l, portal.Options{
		Dir: filepath.Dir(*list), Cache: *cache, Timeout: *timeout,
		Today: report.Date{Year: today.Year(), Month: int(today.Month()), Day: today.Day()},
		Step:  func(done, all int) { status.Step(say.F("reading reports: %d of %d", done, all)) },
	})
	if err != nil {
		return err
	}
	status.Clear()
	copies, lost := portal.Warn(sys.Stderr, sys.Lang, readings)
	if lost == len(readings) && lost > 0 {
		return say.Errorf("no report could be read; the portal is left as it was")
	}

	status.Step(say.F("writing the pages"))
	pages, err := portal.Publish(ctx, *out, l, readings)
	if err != nil {
		return err
	}
	status.Clear()
	if !*quiet {
		said := say.F("%s", say.N(len(readings)-lost, "report"))
		if copies > 0 {
			said = say.F("%s (%d of them as last known)", said, copies)
		}
		if lost > 0 {
			said = say.F("%s, %d could not be read", said, lost)
		}
		sys.Tell("%s, %s, in %.1f s", said, say.N(pages, "page"), sys.Now().Sub(begun).Seconds())
		fmt.Fprintln(sys.Stdout, *out)
	}
	if *strict && copies+lost > 0 {
		return console.ErrFound
	}
	return nil
}
