package sitebuild

import (
	"context"
	"errors"
	"fmt"
	"os"

	"rapporteur/generator/pdf"
	"rapporteur/generator/problem"
	"rapporteur/generator/publish"
	"rapporteur/generator/render"
	"rapporteur/generator/site"
	"rapporteur/generator/site/page"
)

// Written counts what a site holds.
type Written struct {
	Pages, PDFs int
	Kept        int    // editions that were taken over from the site before
	Says        string // "8 editions and the draft, 7,337 pages"

	why []string
}

// Write makes the site of in from the folder source and puts it in the place of the
// folder out, in one step at the end. Where in.PDF says so, browser prints the reports.
// step is called before each part with what it is.
// Of the site that is replaced it keeps the editions that would be the same.
func Write(ctx context.Context, in *site.Input, source, out string, earlier *Earlier, browser pdf.Browser, step func(string)) (n Written, err error) {
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
	var k keep
	if n.Pages, k, err = earlier.build(ctx, model, source, stage.Dir, in.BaseURL); err != nil {
		return n, err
	}
	n.Kept, n.why = k.kept, k.why
	n.Says = problem.Plural(len(in.Editions), "edition")
	if in.Draft != nil {
		n.Says += " and the draft"
	}
	n.Says += ", " + problem.Plural(n.Pages, "page")
	if in.PDF {
		reports := model.Printed()
		n.PDFs = len(reports)
		print := func(i int) { step(fmt.Sprintf("printing %d of %d", i, n.PDFs)) }
		if err := browser.PrintAll(ctx, stage.Dir, in.BaseURL, reports, print); err != nil {
			return n, err
		}
	}
	if in.PDF {
		n.Says += ", " + problem.Plural(n.PDFs, "PDF")
		// What a browser prints depends on the browser and its fonts, which have no hash.
		return n, stage.Swap()
	}
	if err := earlier.record(stage.Dir, n.Says, k); err != nil {
		return n, err
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
