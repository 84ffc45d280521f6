package sitebuild

import (
	"context"
	"errors"
	"fmt"
	"os"

	"rapporteur/generator/pdf"
	"rapporteur/generator/publish"
	"rapporteur/generator/render"
	"rapporteur/generator/site"
	"rapporteur/generator/site/page"
)

// Written counts what was written.
type Written struct{ Pages, PDFs int }

// Write makes the site of in from the folder source and puts it in the place of the
// folder out, in one step at the end. Where in.PDF says so, browser prints the reports.
// step is called before each part with what it is.
func Write(ctx context.Context, in *site.Input, source, out string, browser pdf.Browser, step func(string)) (n Written, err error) {
	step("linking and counting")
	model, err := site.New(*in)
	if err != nil {
		return n, err
	}
	stage, err := publish.Begin(out)
	if err != nil {
		return n, err
	}
	defer func() { err = errors.Join(err, stage.Discard()) }()
	step("writing the pages")
	if n.Pages, err = render.Build(ctx, render.Options{Source: source, Dest: stage.Dir, BaseURL: in.BaseURL, Model: model}); err != nil {
		return n, err
	}
	if in.PDF {
		reports := model.Printed()
		n.PDFs = len(reports)
		print := func(i int) { step(fmt.Sprintf("printing %d of %d", i, n.PDFs)) }
		if err := browser.PrintAll(ctx, stage.Dir, in.BaseURL, reports, print); err != nil {
			return n, err
		}
	}
	return n, stage.Swap()
}

// Print returns the report of in, which has one edition or the draft, as a PDF in one
// language.
func Print(ctx context.Context, in *site.Input, source, lang string, browser pdf.Browser) (data []byte, err error) {
	dir, err := os.MkdirTemp("", "rapporteur-pdf-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	model, err := site.New(*in)
	if err != nil {
		return nil, err
	}
	if _, err := render.Build(ctx, render.Options{Source: source, Dest: dir, BaseURL: in.BaseURL, Model: model}); err != nil {
		return nil, err
	}
	var of *page.Printed
	for _, p := range model.Printed() {
		if p.Lang == lang {
			of = &p
		}
	}
	if of == nil {
		return nil, fmt.Errorf("the report is not printed in %q", lang)
	}
	err = browser.WithPrinter(ctx, dir, in.BaseURL, func(print pdf.Printer) (err error) {
		data, err = print(*of)
		return err
	})
	return data, err
}
