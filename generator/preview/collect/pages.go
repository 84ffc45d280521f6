package collect

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"rapporteur/generator/address"
	"rapporteur/generator/preview"
	"rapporteur/generator/render"
	"rapporteur/generator/report"
	"rapporteur/generator/review"
	"rapporteur/generator/site"
	"rapporteur/generator/sitebuild"
)

// show builds the pages of the later report alone and takes those that differ from the
// pages of the earlier report. If they cannot be built, that is a result of the
// change, because the templates are its own.
func (p *Collected) show(ctx context.Context) (err error) {
	if p.is == nil {
		p.NoPages = p.inWords("They cannot be shown: %s.", p.unreadable)
		return nil
	}
	dir, err := os.MkdirTemp("", "rapporteur-preview-")
	if err != nil {
		return p.fail(err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	source, cleanup, err := sitebuild.Source(p.repo, p.to.Target)
	if err == nil {
		defer func() { err = errors.Join(err, cleanup()) }()
		err = p.build(ctx, source, filepath.Join(dir, "own"))
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err == nil {
		p.NoPages = ""
		return nil
	}
	// Templates of another day, or broken ones, need not hide what the data says.
	said := strings.TrimSuffix(strings.NewReplacer(source+string(filepath.Separator), "", source, "").Replace(err.Error()), ".")
	program, nothing := filepath.Join(dir, "source"), filepath.Join(dir, "nothing")
	err = errors.Join(os.Mkdir(program, 0o755), os.Mkdir(nothing, 0o755))
	if err == nil {
		err = sitebuild.Sync(program, os.DirFS(nothing))
	}
	if err == nil {
		err = p.build(ctx, program, filepath.Join(dir, "program"))
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		p.NoPages = p.inWords("They cannot be shown, for the site does not build: %s.", said)
		p.Pages, p.Gone, p.Styles = nil, nil, ""
		return nil
	}
	p.NoPages = ""
	p.Trouble = append(p.Trouble, p.inWords("the pages are shown with the templates of the program, for the site does not build with those of this state: %s", said))
	return nil
}

// build builds the site of the later report in a folder.
func (p *Collected) build(ctx context.Context, source, dir string) error {
	model, err := alone(source, p.is)
	if err != nil {
		return err
	}
	var before *site.Model
	if p.was != nil {
		if before, err = alone(source, p.was); err != nil {
			return err
		}
	}
	p.Pages, p.Styles = nil, ""
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	changed, gone := model.DraftChanges(before)
	p.Gone, p.Every = gone, p.was == nil
	for i := range p.Speaks {
		for _, c := range model.Gateways()[0].Choices {
			if c.Lang == p.Speaks[i].Code {
				p.Speaks[i].Name, p.Speaks[i].Dir = c.Name, c.Dir
			}
		}
	}
	o := render.Options{Source: source, Dest: dir, BaseURL: "/", Model: model}
	_, err = render.Build(ctx, o)
	if err == nil {
		_, err = render.AddStatic(o)
	}
	if err != nil {
		return err
	}
	styles, err := filepath.Glob(filepath.Join(dir, "css", "*.css"))
	if err != nil {
		return err
	}
	for _, name := range styles {
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		p.Styles += string(b)
	}
	byPath := make(map[string]site.ChangedPage)
	var order []preview.Candidate
	for _, s := range changed {
		byPath[s.Path] = s
		order = append(order, preview.Candidate{Path: s.Path, Kind: s.Kind, Ref: s.Ref})
	}
	preview.Order(order, p.Changes, p.was, p.is)
	for _, c := range order {
		s := byPath[c.Path]
		shown := preview.Page{Path: s.Path}
		for _, page := range s.Pages {
			at := path.Join(address.Draft, page.Lang, page.Path) + "/"
			b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(at), "index.html"))
			if err != nil {
				return err
			}
			shown.Versions = append(shown.Versions, preview.Version{Lang: page.Lang, Title: page.Title, HTML: b, At: at})
		}
		p.Pages = append(p.Pages, shown)
	}
	return nil
}

// alone returns the site of one report without earlier editions.
func alone(source string, r *report.Report) (*site.Model, error) {
	in := &site.Input{Draft: r}
	if err := sitebuild.Configure(in, source, ""); err != nil {
		return nil, err
	}
	return site.New(*in)
}

// differingFiles returns the files that differ between two states of a repository,
// sorted by name. In a working tree, which contains other files too, it only considers
// the folders of the earlier state and those in which the report is written.
func differingFiles(before, after fs.FS, working bool) ([]preview.File, error) {
	old, err := regularFiles(before, nil)
	if err != nil {
		return nil, err
	}
	var roots map[string]bool
	if working {
		roots = map[string]bool{"data": true, "config.toml": true}
		for _, name := range sitebuild.Folders {
			roots[name] = true
		}
		for _, name := range old {
			root, _, _ := strings.Cut(name, "/")
			roots[root] = true
		}
	}
	now, err := regularFiles(after, roots)
	if err != nil {
		return nil, err
	}
	texts := func(fsys fs.FS, name string) string {
		// What cannot be read, such as a file that git refuses, differs from
		// what can; check says why it cannot.
		s, err := review.ReadText(fsys, name)
		if err != nil {
			return "cannot be read: " + err.Error()
		}
		return s
	}
	was := make(map[string]string, len(old))
	for _, name := range old {
		was[name] = texts(before, name)
	}
	var files []preview.File
	present := make(map[string]bool, len(now))
	for _, name := range now {
		present[name] = true
		text := texts(after, name)
		f := preview.File{Name: name, What: "changed"}
		then, there := was[name]
		if there && then == text {
			continue
		}
		if !there {
			f.What = "added"
		}
		if strings.HasPrefix(name, "data/") && strings.HasSuffix(name, ".toml") {
			f.Diff = udiff.Unified("a", "b", then, text)
		}
		if !there {
			if i := slices.IndexFunc(old, func(o string) bool { return was[o] == text && !exists(after, o) }); i >= 0 {
				f.What, f.Was, f.Diff = "renamed", old[i], ""
				present[old[i]] = true
			}
		}
		files = append(files, f)
	}
	for _, name := range old {
		if !present[name] {
			files = append(files, preview.File{Name: name, What: "removed"})
		}
	}
	slices.SortFunc(files, func(a, b preview.File) int {
		return cmp.Or(dataFirst(a.Name)-dataFirst(b.Name), cmp.Compare(a.Name, b.Name))
	})
	return files, nil
}

func dataFirst(name string) int {
	if strings.HasPrefix(name, "data/") {
		return 0
	}
	return 1
}

func exists(fsys fs.FS, name string) bool {
	_, err := fs.Stat(fsys, name)
	return err == nil
}

// regularFiles returns the names of all files, sorted, or of those below roots if
// there are any. It leaves out the folders of git and npm.
func regularFiles(fsys fs.FS, roots map[string]bool) ([]string, error) {
	var names []string
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		root, _, _ := strings.Cut(name, "/")
		switch {
		case name == ".":
			return nil
		case d.IsDir() && (name == ".git" || d.Name() == "node_modules"), d.IsDir() && roots != nil && !roots[root]:
			return fs.SkipDir
		case d.Type().IsRegular() && (roots == nil || roots[root]):
			names = append(names, name)
		}
		return nil
	})
	slices.Sort(names)
	return names, err
}
