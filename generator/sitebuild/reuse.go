package sitebuild

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"

	"rapporteur/generator/edition"
	"rapporteur/generator/publish"
	"rapporteur/generator/render"
	"rapporteur/generator/reuse"
	"rapporteur/generator/say"
	"rapporteur/generator/site"
	"rapporteur/generator/site/page"
)

// Earlier is the site that a build replaces, of which it keeps what would be the same. The
// zero value keeps nothing.
type Earlier struct {
	Record *reuse.Record
	Why    string // why nothing can be kept; empty if something may be, or there is no earlier site

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
		e.Why = "nothing of an earlier build is used"
	case program == "":
		e.Why = "the program does not know its own version"
	default:
		e.Record, e.Why = reuse.Read(out)
	}
	return e, nil
}

// Whole hashes all that the site is made of, without loading an edition: the program, the
// templates, the editions and the data of the draft. It reports whether the earlier site is
// made of the same and is as it was written, so that there is nothing to do.
func (e *Earlier) Whole(ctx context.Context, r *edition.Repo, at edition.Target) (bool, error) {
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
	e.whole = reuse.Sum(string(common), string(listed), data)
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
	names []string // versions, and paths of shared pages, that are not to be written
	files []string // to be taken over
	parts map[string]reuse.Inputs
	why   []string // for each version, in the order in which they were issued: what is done with it, and why
	kept  int      // editions
}

// sharedPart is the part of a site that is at the address of its content.
const sharedPart = "source"

// choose decides which editions need not be rendered again.
func (e *Earlier) choose(m *site.Model) keep {
	k := keep{parts: make(map[string]reuse.Inputs)}
	with := func(inputs reuse.Inputs) reuse.Inputs {
		out := reuse.Inputs{"the languages of the site": strings.Join(m.Languages, " ")}
		for name, sum := range e.common {
			out[name] = sum
		}
		for name, sum := range inputs {
			out[name] = sum
		}
		return out
	}
	say := func(part string, reasons ...string) {
		k.why = append(k.why, part+": written, for "+strings.Join(reasons, ", "))
	}
	reasons := func(part string) []string {
		if e.Why != "" {
			return []string{e.Why}
		}
		return e.Record.Changed(part, k.parts[part])
	}
	for _, v := range m.Editions {
		if v == m.Draft {
			continue
		}
		editions, standing := m.Made(v.ID)
		k.parts[v.ID] = with(reuse.Inputs{
			"its data or that of an earlier edition":           reuse.Sum(editions...),
			"what supersedes it, adds to it or comes after it": reuse.Sum(standing...),
		})
		if why := reasons(v.ID); len(why) > 0 {
			say(v.ID, why...)
			continue
		}
		files := e.Record.Below(v.ID + "/")
		if name := e.Record.Damaged(files); name != "" {
			say(v.ID, name+" is not as it was written")
			continue
		}
		k.names, k.files, k.kept = append(k.names, v.ID), append(k.files, files...), k.kept+1
		k.why = append(k.why, v.ID+": kept")
	}
	k.parts[sharedPart] = with(nil)
	if why := reasons(sharedPart); len(why) == 0 {
		n := 0
		for _, s := range m.AtContent() {
			if _, ok := e.Record.Files[s.Path]; ok && e.Record.Damaged([]string{s.Path}) == "" {
				k.names, k.files, n = append(k.names, s.Path), append(k.files, s.Path), n+1
			}
		}
		k.why = append(k.why, fmt.Sprintf("%s/: %d of %d pages kept", sharedPart, n, len(m.AtContent())))
	} else {
		say(sharedPart+"/", why...)
	}
	written := []string{"the current edition at its own address"}
	if m.Current == nil {
		written = nil
	}
	if m.Draft != nil {
		written = append(written, "the "+page.Draft)
	}
	k.why = append(k.why, strings.Join(written, ", ")+": written whenever anything changed")
	return k
}

// build renders what is not kept of a model into the folder dir, takes over the rest, and
// returns the number of pages.
func (e *Earlier) build(ctx context.Context, m *site.Model, source, dir, base string) (pages int, k keep, err error) {
	if e.Record == nil {
		e.Record = new(reuse.Record)
	}
	k = e.choose(m)
	pages, err = render.Build(ctx, render.Options{Source: source, Dest: dir, BaseURL: base, Model: m.Keeping(k.names...)})
	if err != nil {
		return 0, k, err
	}
	taken, err := e.Record.Take(k.files, dir)
	return pages + taken, k, err
}

// record writes the record of a new site, after all of its other files.
func (e *Earlier) record(dir string, counts Counts, k keep) error {
	known := make(map[string]string, len(k.files))
	for _, name := range k.files {
		// The page at the root of an edition is written each time.
		if path.Dir(name) != strings.SplitN(name, "/", 2)[0] {
			known[name] = e.Record.Files[name]
		}
	}
	says, err := json.Marshal(counts)
	if err != nil {
		return err
	}
	r := &reuse.Record{Whole: e.whole, Says: string(says), Parts: k.parts}
	return r.Write(dir, known, publish.Marker)
}

// Explain returns what a build did with each edition, one a line.
func (w Written) Explain() []string { return slices.Clone(w.why) }
