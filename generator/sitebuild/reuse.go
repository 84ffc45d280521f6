package sitebuild

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"rapporteur/generator/address"
	"rapporteur/generator/edition"
	"rapporteur/generator/manifest"
	"rapporteur/generator/publish"
	"rapporteur/generator/render"
	"rapporteur/generator/reuse"
	"rapporteur/generator/say"
	"rapporteur/generator/site"
	"rapporteur/generator/site/chrome"
	"rapporteur/generator/site/page"
)

// Earlier is the site that a build replaces, of which it keeps what would be the same. The
// zero value keeps nothing.
type Earlier struct {
	Record *reuse.Record
	Why    say.Text // why nothing can be kept; zero if something may be, or there is no earlier site

	common reuse.Inputs // what every page is made of
	whole  string       // hash of all that the site is made of; empty if the build said more than that it is done
}

// NewEarlier reads the record of the site in the folder out. program is a hash of the
// program, empty if it is not known; source is the folder made by Source; settings are what
// the command line says. With fresh nothing is kept.
func NewEarlier(out, source, program string, settings []string, fresh bool) (*Earlier, error) {
	templates, err := reuse.SumFS(os.DirFS(source), ".")
	if err != nil {
		return nil, err
	}
	e := &Earlier{Record: new(reuse.Record), common: reuse.Inputs{
		"the program":                      program,
		"templates, assets or strings":     templates,
		"the settings of the command line": reuse.Sum(settings...),
	}}
	switch {
	case fresh:
		e.Why = say.F("nothing of an earlier build is used")
	case program == "":
		e.Why = say.F("the program does not know its own version")
	default:
		e.Record, e.Why = reuse.Read(out)
	}
	return e, nil
}

// PrintedBy adds to what a site is made of the browser that prints its PDFs, as pdf.Browser
// identifies it. Where that is not known nothing is kept, since nobody could tell whether the
// PDFs would be the same.
func (e *Earlier) PrintedBy(browser string) {
	e.common["the browser that prints or its fonts"] = reuse.Sum(browser)
	if browser == "" && e.Why.IsZero() {
		e.Record, e.Why = new(reuse.Record), say.F("the fonts of this system are not known")
	}
}

// Whole hashes all that the site is made of, without loading an edition: the program, the
// templates, the editions and the data of the draft. It reports whether the earlier site is
// made of the same and is as it was written, so that there is nothing to do. What decides on the
// whole site but on no edition is in besides.
func (e *Earlier) Whole(ctx context.Context, r *edition.Repo, at edition.Target, besides ...string) (bool, error) {
	if e.common["the program"] == "" {
		return false, nil
	}
	series, err := r.Series(ctx, at.Commit)
	if err != nil {
		return false, nil // the build says what is wrong
	}
	// Signatures are verified each time, whatever is kept.
	if signers, err := Signers(ctx, r, series.Tip); err != nil || !signers.Empty() {
		return false, nil
	}
	var tags []string
	for _, ed := range series.Editions {
		if ed.Tag == "" {
			continue
		}
		object, err := r.TagObject(ed.ID)
		if err != nil {
			return false, err
		}
		tags = append(tags, ed.ID, object)
	}
	listed, err := json.Marshal([]any{series.Tip, series.Editions, series.Withdrawn, at.Folder, tags})
	if err != nil {
		return false, err
	}
	data, err := reuse.SumFS(at.Tree(r), "data")
	if err != nil {
		return false, nil
	}
	common, err := json.Marshal(e.common)
	if err != nil {
		return false, err
	}
	e.whole = reuse.Sum(append(besides, string(common), string(listed), data)...)
	return e.Record.Whole == e.whole && e.Record.Intact(publish.Marker), nil
}

// Said says what the earlier site holds.
func (e *Earlier) Said() say.Text {
	var c Counts
	if json.Unmarshal([]byte(e.Record.Says), &c) != nil {
		return say.Text{}
	}
	return c.Say()
}

// Noted says that the build printed a note or a warning. The next build must print it
// again, so it must not find that there is nothing to do.
func (e *Earlier) Noted() { e.whole = "" }

// keep is what a build keeps.
type keep struct {
	names    []string          // versions, and paths of shared pages, that are not to be written
	folders  []string          // of issued editions, to be taken over as they are
	moved    []manifest.Entry  // the files in those that will be
	files    []string          // others to be taken over
	taken    map[string]string // those that were, with their hashes
	parts    map[string]reuse.Inputs
	outlines map[string]*chrome.Outline // of editions whose pages need not even be made, by id
	why      []say.Text                 // for each version, in the order in which they were issued: what is done with it, and why
	kept     int                        // editions
	printed  []page.Printed             // the reports of the site
	shared   map[string]bool            // pages at the address of their content that are there
}

// moves reports whether a file is in a folder that is taken over as it is.
func (k keep) moves(name string) bool {
	return slices.ContainsFunc(k.moved, func(f manifest.Entry) bool { return f.Path == name })
}

const (
	// sharedPart is the part of a site that is at the address of its content.
	sharedPart = "source"

	// outlinesFile is the file in the folder of a site in which a build leaves to the next
	// one what it needs of the editions that it keeps.
	outlinesFile = ".rapporteur-editions"

	// edited is what the pages of the current edition at its own address are made of besides.
	edited = "where its records are edited"
)

// unlisted are the files of a site that its manifest does not list and its record does.
var unlisted = []string{manifest.File, manifest.Sums, outlinesFile}

// batchSize is how many records, in each language, are rendered at a time: one edition of a
// large report, some of a small one. Hugo takes 0.1 MB for each and half a second to start.
const batchSize = 3_000

// with adds to what a part is made of what all pages are made of.
func (e *Earlier) with(languages []string, inputs reuse.Inputs) reuse.Inputs {
	out := reuse.Inputs{"the languages of the site": strings.Join(languages, " ")}
	maps.Copy(out, e.common)
	maps.Copy(out, inputs)
	return out
}

// choose decides which editions need not be rendered again, and of which the pages need not
// even be made.
func (e *Earlier) choose(plan *site.Plan, components bool) keep {
	s := plan.Site()
	k := keep{parts: make(map[string]reuse.Inputs), outlines: make(map[string]*chrome.Outline)}
	reasons := func(part string) []say.Text {
		if !e.Why.IsZero() {
			return []say.Text{e.Why}
		}
		return e.Record.Changed(part, k.parts[part])
	}
	k.parts[sharedPart] = e.with(s.Languages, nil)
	var shared map[string]bool // what is there of the part
	var outlines map[string]*chrome.Outline
	if why := reasons(sharedPart); len(why) == 0 {
		shared = e.Record.Same(e.below(sharedPart + "/"))
		if !components { // which show values of any page
			outlines = e.outlines()
		}
	} else {
		k.why = append(k.why, written(say.Plain(sharedPart+"/"), why...))
	}
	for _, v := range s.Editions {
		if v == s.Draft {
			continue
		}
		editions, standing := plan.Made(v.ID)
		k.parts[v.ID] = e.with(s.Languages, reuse.Inputs{
			"its data or that of an earlier edition":           reuse.Sum(editions...),
			"what supersedes it, adds to it or comes after it": reuse.Sum(standing...),
		})
		if why := reasons(v.ID); len(why) > 0 {
			k.why = append(k.why, written(say.Plain(v.ID), why...))
			continue
		}
		files := e.below(v.ID + "/")
		if name := e.Record.Damaged(files); name != "" {
			k.why = append(k.why, written(say.Plain(v.ID), say.F("%s is not as it was written", name)))
			continue
		}
		k.names, k.folders, k.kept = append(k.names, v.ID), append(k.folders, v.ID), k.kept+1
		k.why = append(k.why, say.F("%s: kept", v.ID))
		if o := outlines[v.ID]; o != nil && !slices.ContainsFunc(o.Contents(), func(name string) bool { return !shared[name] }) {
			k.outlines[v.ID] = o
		}
	}
	k.shared = shared
	k.names = slices.AppendSeq(k.names, maps.Keys(shared))
	if s.Current != nil {
		e.chooseCurrent(plan, &k, reasons)
	}
	if s.Draft != nil {
		k.why = append(k.why, say.F("the draft: written whenever anything changed"))
	}
	return k
}

// chooseCurrent decides whether the pages of the current edition at its own address need not
// be rendered again. They are made of what those at its permanent address are made of, and
// say where their records are edited, which moves with the branch.
func (e *Earlier) chooseCurrent(plan *site.Plan, k *keep, reasons func(part string) []say.Text) {
	name := say.F("the current edition at its own address")
	s := plan.Site()
	o := k.outlines[s.Current.ID]
	if o == nil {
		k.why = append(k.why, say.F("%s: written with it", name))
		return
	}
	k.parts[page.Current] = e.with(s.Languages, reuse.Inputs{edited: reuse.Sum(plan.Origins(s.Current.ID, o)...)})
	maps.Copy(k.parts[page.Current], k.parts[s.Current.ID])
	// Their content is that of the pages at the permanent address, which are then made.
	made := func(why ...say.Text) {
		delete(k.outlines, s.Current.ID)
		k.why = append(k.why, written(name, why...))
	}
	if why := reasons(page.Current); len(why) > 0 {
		made(why...)
		return
	}
	var files []string
	for lang, pages := range o.Pages {
		folder := address.Version(page.Current, lang)
		for _, p := range pages {
			files = append(files, folder+p.Path+"index.html")
			for _, f := range p.Files {
				files = append(files, folder+p.Path+f)
			}
		}
		files = append(files, e.below(folder+"search/index/")...)
	}
	slices.Sort(files)
	same := e.Record.Same(files)
	if i := slices.IndexFunc(files, func(name string) bool { return !same[name] }); i >= 0 {
		made(say.F("%s is not as it was written", files[i]))
		return
	}
	k.names, k.files = append(k.names, page.Current), append(k.files, files...)
	k.why = append(k.why, say.F("%s: kept", name))
}

// written is the line on a part that is not kept.
func written(part say.Text, reasons ...say.Text) say.Text {
	var list say.List
	for _, r := range reasons {
		list.Items = append(list.Items, r)
	}
	return say.F("%s: written, for %s", part, list)
}

// outlines reads what the earlier build left to this one of the editions, by id; nothing if
// that cannot be used.
func (e *Earlier) outlines() map[string]*chrome.Outline {
	b, err := e.Record.ReadFile(outlinesFile)
	if err != nil {
		return nil
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil
	}
	var out map[string]*chrome.Outline
	if err := json.NewDecoder(io.LimitReader(z, reuse.Most)).Decode(&out); err != nil {
		return nil
	}
	return out
}

// build renders what is not kept of a site, takes over the rest, and returns the model and the
// number of pages. Of a shard but the last it renders the share, and returns no model.
func (e *Earlier) build(ctx context.Context, in *site.Input, source string, stage *publish.Stage, shard Shard, compressed bool) (m *site.Model, pages int, k keep, err error) {
	if e.Record == nil {
		e.Record = new(reuse.Record)
	}
	plan, err := site.Begin(*in)
	if err != nil {
		return nil, 0, k, err
	}
	k = e.choose(plan, in.Components)
	k.printed = plan.Site().Printed()
	keep := slices.Clone(k.names)
	shares := [][][]string{plan.Batches(k.outlines, batchSize)}
	if in.Components { // which show values of any page
		shares = nil
	}
	if shard.Of > 0 {
		shares = plan.Shares(shard.Of, batchSize)[:shard.Number]
	}
	o := render.Options{Source: source, Dest: stage.Dir, BaseURL: in.BaseURL}
	for i, batches := range shares {
		for _, ids := range batches {
			if o.Model, err = plan.Part(ids, k.outlines); err != nil {
				return nil, 0, k, err
			}
			// The pages of earlier shares are made here, too: those of this one refer to them.
			if err := renderPart(ctx, o, &keep, shard.Of == 0 || i == shard.Number-1); err != nil {
				return nil, 0, k, err
			}
			for _, id := range ids {
				k.outlines[id] = o.Model.Outline(id)
				keep = append(keep, id)
			}
		}
	}
	if shard.Number < shard.Of {
		if o.Model == nil {
			return nil, 0, k, nil // fewer editions than shards
		}
		pages, err = render.Complete(o)
		return nil, pages, k, err
	}
	if m, err = plan.Model(k.outlines); err != nil {
		return nil, 0, k, err
	}
	for _, s := range m.AtContent() {
		if k.shared[s.Path] {
			k.files = append(k.files, s.Path)
		}
	}
	o.Model = m.Keeping(keep...)
	if pages, err = render.Build(ctx, o); err != nil {
		return nil, 0, k, err
	}
	if compressed || e.Record.Parts[packedPart] != nil { // where compress looks at every file
		for _, folder := range k.folders {
			k.files = append(k.files, e.below(folder+"/")...)
		}
		k.folders = nil
	}
	moved, taken, err := e.take(&k, stage)
	if err != nil {
		return nil, 0, k, err
	}
	static, err := render.AddStatic(o, moved...)
	return m, pages + taken + static, k, err
}

// take takes over what is kept: folders as they are where that can be, else their files, and
// other files. It returns the names of those folders and the number of pages.
func (e *Earlier) take(k *keep, stage *publish.Stage) (folders []string, pages int, err error) {
	for _, folder := range k.folders {
		files := e.Record.Below(folder + "/")
		// What was written into it although it is kept has been counted already.
		double, ok, err := e.unwrite(stage.Dir, folder)
		if err != nil {
			return nil, 0, err
		}
		pages -= double
		if !ok || !stage.Adopt(folder, files) {
			k.files = append(k.files, files...)
			continue
		}
		folders = append(folders, folder)
		for _, name := range files {
			k.moved = append(k.moved, manifest.Entry{Path: name, SHA256: e.Record.Files[name], Size: e.Record.Size(name)})
			if path.Ext(name) == ".html" {
				pages++
			}
		}
	}
	k.taken, err = e.Record.Take(k.files, stage.Dir)
	for name := range k.taken {
		if path.Ext(name) == ".html" {
			pages++
		}
	}
	return folders, pages, err
}

// unwrite deletes what was written into a folder of a new site although the folder is kept, which
// is the page that leads to the languages of an edition, and returns how many pages that were.
// It deletes nothing and reports false if that is not the same as what is kept.
func (e *Earlier) unwrite(dir, folder string) (pages int, same bool, err error) {
	same = true
	err = filepath.WalkDir(filepath.Join(dir, folder), func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		if path.Ext(name) == ".html" {
			pages++
		}
		b, err := os.ReadFile(name)
		same = same && manifest.Sum(b) == e.Record.Files[filepath.ToSlash(rel)]
		return err
	})
	if err != nil || !same {
		return 0, false, err
	}
	return pages, true, os.RemoveAll(filepath.Join(dir, folder))
}

// renderPart renders a part of a model, if write says so, and adds to keep the pages at the
// address of their content that are then there.
func renderPart(ctx context.Context, o render.Options, keep *[]string, write bool) error {
	o.Model = o.Model.Keeping(*keep...)
	for _, s := range o.Model.AtContent() {
		*keep = append(*keep, s.Path)
	}
	if !write {
		return nil
	}
	_, err := render.Build(ctx, o)
	return err
}

// record writes the record of a new site, after all of its other files, of which those of the
// manifest are listed.
func (e *Earlier) record(m *site.Model, dir string, counts Counts, k keep, listed []manifest.Entry) error {
	outlines := make(map[string]*chrome.Outline)
	for _, v := range m.Editions {
		if v == m.Draft {
			continue
		}
		if outlines[v.ID] = k.outlines[v.ID]; outlines[v.ID] == nil {
			outlines[v.ID] = m.Outline(v.ID)
		}
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if err := errors.Join(json.NewEncoder(z).Encode(outlines), z.Close()); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, outlinesFile), b.Bytes(), 0o644); err != nil {
		return err
	}
	if m.Current != nil {
		k.parts[page.Current] = e.with(m.Languages, reuse.Inputs{edited: reuse.Sum(m.Origins(m.Current)...)})
		maps.Copy(k.parts[page.Current], k.parts[m.Current.ID])
	}
	known := make(map[string]string, len(listed))
	for _, f := range listed {
		known[f.Path] = f.SHA256
	}
	says, err := json.Marshal(counts)
	if err != nil {
		return err
	}
	r := &reuse.Record{Whole: e.whole, Says: string(says), Parts: k.parts}
	// A shard has no manifest.
	there := slices.DeleteFunc(slices.Clone(unlisted), func(name string) bool {
		_, err := os.Lstat(filepath.Join(dir, name))
		return errors.Is(err, fs.ErrNotExist)
	})
	return r.Write(dir, known, there...)
}

// Explain returns what a build did with each edition, one a line.
func (w Written) Explain() []say.Text { return slices.Clone(w.why) }
