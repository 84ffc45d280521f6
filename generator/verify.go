package main

import (
	"context"
	"flag"

	"rapporteur/generator/console"
	"rapporteur/generator/pdf"
	"rapporteur/generator/say"
	"rapporteur/generator/verify"
)

func runVerify(ctx context.Context, sys console.System, args []string) error {
	flags := flag.NewFlagSet("verify", flag.ContinueOnError)
	repo := flags.String("repo", ".", "")
	rev := flags.String("rev", "", "")
	format := flags.String("format", "text", "")
	withPDF := flags.Bool("pdf", false, "")
	rest, err := console.Parse(flags, args, 1)
	if err != nil {
		return err
	}
	if len(rest) == 0 {
		return say.Usagef("name the folder or the address of the site")
	}
	if *format != "text" && *format != "json" {
		return say.Usagef("--format is text or json, not %q", *format)
	}
	var printer pdf.Browser
	if *withPDF {
		if printer = browser(sys); printer.Path == "" {
			return pdf.ErrNoBrowser
		}
	}
	r, err := sys.Open(ctx, *repo)
	if err != nil {
		return err
	}
	defer r.Close()
	status := sys.Progress(false)
	defer status.Clear()
	found, problems, err := verify.Run(ctx, r, verify.Options{
		Location: verify.Locate(sys, rest[0]), Rev: *rev, Browser: printer, Program: programOf(), Step: status.Step,
	})
	status.Clear()
	if err != nil {
		return err
	}
	if found == nil {
		return sys.Problems(problems)
	}
	if *format == "json" {
		err = found.WriteJSON(sys.Stdout)
	} else {
		err = found.WriteText(sys.Stdout, sys.Lang)
	}
	if err == nil && found.Bad() {
		err = console.ErrFound
	}
	return err
}
