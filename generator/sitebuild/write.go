package sitebuild

import (
	"context"
	"errors"
	"os"
	"path/filepath"
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

	why []say.Text
}

// Counts is what a site holds.
type Counts struct {
	Editions, Pages, PDFs int
	Draft                 bool
}

// Say returns the counts: "8 editions and the draft, 7,337 pages".
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

// Options say from what Write makes a site, and where.
type Options struct {
	Source  string             // folder with templates and style sheets, as Source returns it
	Out     string             // folder whose place the site takes, in one step at the end
	Earlier *Earlier           // what Out holds; its editions that would be the same are kept
	Browser pdf.Browser        // prints the reports if the input says PDF; one without a path prints none
	Editor  *Compiled          // what the input's editor runs in the browser; nil if it was not compiled, so that its files are missing
	Proof   *manifest.Manifest // completed with the list of the files, and written last
	Shard   Shard              // the part of the site to write; zero for all of it
	Step    func(say.Text)     // called before each part with what it does: "writing the pages"
}

// Write makes the site of in. Nothing in o.Out changes if there is an error, such as one
// in the data or the templates, or if ctx is cancelled. What could not be made for want of
// a browser or a compiler is not an error, and is listed in Written.Unmade.
func Write(ctx context.Context, in *site.Input, o Options) (n Written, err error) {
	stage, err := publish.Begin(ctx, o.Out, func(holder say.Text) { o.Step(say.F("waiting for %s, which is writing the same folder", holder)) })
	if err != nil {
		return n, err
	}
	defer func() { err = errors.Join(err, stage.Discard()) }()
	o.Step(say.F("writing the pages"))
	model, pages, k, err := o.Earlier.build(ctx, in, o.Source, stage, o.Shard, o.Proof.Site.Compressed)
	if err != nil {
		return n, err
	}
	n.Pages = pages
	n.Kept, n.why = k.kept, k.why
	n.Editions, n.Draft = len(in.Editions), in.Draft != nil
	if reports := printed(k, stage.Dir); in.PDF && o.Browser.Path == "" {
		for _, p := range reports {
			n.Unmade = append(n.Unmade, p.File)
		}
	} else if in.PDF {
		n.PDFs = len(reports)
		reports = slices.DeleteFunc(reports, func(p page.Printed) bool { return k.taken[p.File] != "" || k.moves(p.File) })
		print := func(i int) { o.Step(say.F("printing %d of %d", i, len(reports))) }
		if len(reports) > 0 {
			if err := o.Browser.PrintAll(ctx, stage.Dir, in.BaseURL, reports, print); err != nil {
				return n, err
			}
		}
	}
	if in.Editor == site.EditorInBrowser && model != nil {
		left, err := writeEditor(stage.Dir, o.Editor, EditorBundle(in, o.Proof.Site.Commit))
		if err != nil {
			return n, err
		}
		n.Unmade = append(n.Unmade, left...)
	}
	if o.Proof.Site.Compressed {
		o.Step(say.F("compressing the files"))
		if err := o.Earlier.compress(ctx, stage.Dir, &k); err != nil {
			return n, err
		}
		n.why = k.why
	}
	o.Step(say.F("listing the files"))
	if o.Shard.Of > 0 {
		err = o.Shard.write(stage.Dir, o.Proof)
	} else {
		err = o.Proof.Write(stage.Dir, k.taken, k.moved...)
	}
	if err != nil {
		return n, err
	}
	if model == nil {
		return n, stage.Swap()
	}
	if err := o.Earlier.record(model, stage.Dir, n.Counts, k, o.Proof.Files); err != nil {
		return n, err
	}
	return n, stage.Swap()
}

// printed are the reports whose pages are in a folder or in those that will be moved there: all,
// unless it is of a shard.
func printed(k keep, dir string) []page.Printed {
	return slices.DeleteFunc(slices.Clone(k.printed), func(p page.Printed) bool {
		_, err := os.Stat(filepath.Join(dir, filepath.FromSlash(p.Page), "index.html"))
		return err != nil && !k.moves(p.File)
	})
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
	o := render.Options{Source: source, Dest: dir, BaseURL: in.BaseURL, Model: model.Only(of.Page)}
	if _, err := render.Build(ctx, o); err != nil {
		return nil, err
	}
	if _, err := render.AddStatic(o); err != nil {
		return nil, err
	}
	err = browser.WithPrinter(ctx, dir, in.BaseURL, func(print pdf.Printer) (err error) {
		data, err = print(of)
		return err
	})
	return data, err
}
