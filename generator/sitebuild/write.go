package sitebuild

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"rapporteur/generator/manifest"
	"rapporteur/generator/pdf"
	"rapporteur/generator/publish"
	"rapporteur/generator/render"
	"rapporteur/generator/say"
	"rapporteur/generator/site"
	"rapporteur/generator/site/page"
)

// Written counts what a site holds.
type Written struct {
	Counts
	Kept   int      // editions that were taken over from the site before
	Unmade []string // paths of files that pages use and that were not made, for want of a browser or a compiler

	why []string
}

// Counts is what a site holds.
type Counts struct {
	Editions, Pages, PDFs int
	Draft                 bool
}

// Say tells the counts: "8 editions and the draft, 7,337 pages".
func (c Counts) Say() say.Text {
	made := say.F("%s", say.N(c.Editions, "edition"))
	if c.Draft {
		made = say.F("%s and the draft", made)
	}
	parts := say.List{Items: []any{made, say.N(c.Pages, "page")}}
	if c.PDFs > 0 {
		parts.Items = append(parts.Items, say.N(c.PDFs, "PDF"))
	}
	return say.F("%s", parts)
}

// Write makes the site of in from the folder source and puts it in the place of the
// folder out, in one step at the end. Of the site that is replaced it keeps the editions
// that would be the same. Where in.PDF says so, browser prints the reports; one without a
// path prints nothing. Where in.Editor says that the rules run in the browser, editor is
// what was compiled for it; the files of one that was not are left out. proof is completed with the files and written last. step is called
// before each part with what it is.
func Write(ctx context.Context, in *site.Input, source, out string, earlier *Earlier, browser pdf.Browser, editor *Compiled, proof *manifest.Manifest, step func(string)) (n Written, err error) {
	step("linking and counting")
	model, err := site.New(*in)
	if err != nil {
		return n, err
	}
	stage, err := publish.Begin(ctx, out, func(holder string) { step("waiting for " + holder + ", which is writing the same folder") })
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
	n.Editions, n.Draft = len(in.Editions), in.Draft != nil
	if reports := model.Printed(); in.PDF && browser.Path == "" {
		for _, p := range reports {
			n.Unmade = append(n.Unmade, p.File)
		}
	} else if in.PDF {
		n.PDFs = len(reports)
		print := func(i int) { step(fmt.Sprintf("printing %d of %d", i, n.PDFs)) }
		if err := browser.PrintAll(ctx, stage.Dir, in.BaseURL, reports, print); err != nil {
			return n, err
		}
	}
	if in.Editor == site.JudgedByWASM {
		left, err := writeEditor(stage.Dir, editor, EditorBundle(in, proof.Site.Commit))
		if err != nil {
			return n, err
		}
		n.Unmade = append(n.Unmade, left...)
	}
	step("listing the files")
	if err := proof.Write(stage.Dir); err != nil {
		return n, err
	}
	if in.PDF || in.Editor == site.JudgedByWASM {
		// What a browser prints depends on the browser and its fonts, and what a compiler
		// makes on the compiler, which have no hash.
		return n, stage.Swap()
	}
	if err := earlier.record(stage.Dir, n.Counts, k); err != nil {
		return n, err
	}
	return n, stage.Swap()
}

// Print returns the report of in, which has one edition or the draft, as a PDF in one
// language.
func Print(ctx context.Context, in *site.Input, source, version, lang string, browser pdf.Browser) (data []byte, err error) {
	dir, err := os.MkdirTemp("", "rapporteur-pdf-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	model, err := site.New(*in)
	if err != nil {
		return nil, err
	}
	printed := model.Printed()
	i := slices.IndexFunc(printed, func(p page.Printed) bool { return p.Lang == lang && strings.HasPrefix(p.Page, version+"/") })
	if i < 0 {
		return nil, say.Errorf("the report is not printed in %q", lang)
	}
	of := printed[i]
	if _, err := render.Build(ctx, render.Options{Source: source, Dest: dir, BaseURL: in.BaseURL, Model: model.Only(of.Page)}); err != nil {
		return nil, err
	}
	err = browser.WithPrinter(ctx, dir, in.BaseURL, func(print pdf.Printer) (err error) {
		data, err = print(of)
		return err
	})
	return data, err
}
