// Package verify compares a published site with what a repository says: it builds the site
// again from the commits and compares every file. Of the manifest of the site it takes what
// cannot be computed, such as the address that the site was built for, and nothing else.
package verify

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"rapporteur/generator/manifest"
	"rapporteur/generator/precompress"
	"rapporteur/generator/say"
)

// State is what is known of a part of a site.
type State string

const (
	Verified State = "verified" // every file is what the repository says
	Altered  State = "altered"
	Missing  State = "missing" // the repository has it, the site does not
	Extra    State = "extra"   // the site has it, the repository does not
)

// Part is an edition as a site shows it, or a part of the site that belongs to no edition.
type Part struct {
	Name  string   `json:"name"` // id of the edition; "current", "draft" or "site"
	State State    `json:"state"`
	Files int      `json:"files"`           // how many were compared
	Wrong []Change `json:"wrong,omitempty"` // what differs, by path; what concerns no file first
}

// Names of the parts that are not editions.
const (
	CurrentPart = "current" // the pages of the current edition at the root, by language
	DraftPart   = "draft"
	SitePart    = "site" // everything else
)

// Change is what is wrong with a part.
type Change struct {
	Path  string   `json:"path,omitempty"` // of the file; empty for the part as a whole
	State State    `json:"state"`
	What  say.Text `json:"what"`
}

// want is the expected content of a file.
type want struct {
	data   string // path of the file that was built; empty where it was not
	sha256 string
	size   int64
	of     string // of a compressed variant, the name of the file that it holds; the rest is about that
}

// most is the size in bytes up to which a file is read of which the manifest of the site alone
// knows the size.
const most = 256 << 20

// Files compares the files of the site at a location with those in the folder built, which
// is the site built again. claimed is the manifest of the site. Those of unprinted were not
// built, so they are compared with the manifest alone. The parts are editions in the order
// of ids, then the others; a part without any file, here or there, is left out.
func Files(ctx context.Context, location, built string, claimed *manifest.Manifest, unprinted, ids []string, step func(say.Text)) ([]Part, error) {
	site, err := open(location)
	if err != nil {
		return nil, err
	}
	entries, err := manifest.Hash(built)
	if err != nil {
		return nil, err
	}
	listed := make(map[string]manifest.Entry)
	for _, f := range claimed.Files {
		listed[f.Path] = f
	}
	wants := make(map[string]*want)
	for _, e := range entries {
		wants[e.Path] = &want{data: filepath.Join(built, filepath.FromSlash(e.Path)), sha256: e.SHA256, size: e.Size}
	}
	for _, name := range unprinted {
		f := listed[name]
		wants[name] = &want{sha256: f.SHA256, size: f.Size}
	}
	if claimed.Site.Compressed {
		// They are not made again: what they hold decides, and not how it is compressed.
		for _, name := range slices.Collect(maps.Keys(wants)) {
			for _, v := range precompress.Variants(name, wants[name].size) {
				packed := *wants[name]
				packed.of = name
				wants[v] = &packed
			}
		}
	}
	data, err := site.read(ctx, manifest.File, manifest.MaxSize)
	if err != nil {
		return nil, err
	}
	sums := manifest.SumFile(append(slices.Clone(claimed.Files), manifest.Entry{Path: manifest.File, SHA256: manifest.Sum(data)}))
	wants[manifest.Sums] = &want{sha256: manifest.Sum(sums), size: int64(len(sums))}

	there, err := site.names()
	if err != nil {
		return nil, err
	}
	all := make(map[string]bool)
	for _, name := range there {
		if name != manifest.File && !manifest.Own(name) {
			all[name] = true
		}
	}
	for name := range wants {
		all[name] = true
	}
	for name := range listed {
		all[name] = true
	}
	names := slices.Sorted(maps.Keys(all))
	changes, err := site.compare(ctx, names, wants, listed, step)
	if err != nil {
		return nil, err
	}
	parts := make(map[string]*Part)
	for i, name := range names {
		at := partOf(name, ids)
		p := parts[at]
		if p == nil {
			p = &Part{Name: at, State: Verified}
			parts[at] = p
		}
		p.Files++
		p.add(changes[i]...)
	}
	var out []Part
	for _, name := range append(slices.Clone(ids), CurrentPart, DraftPart, SitePart) {
		if p := parts[name]; p != nil {
			out = append(out, *p)
		}
	}
	return out, nil
}

func (p *Part) add(changes ...Change) {
	if p.Wrong = append(p.Wrong, changes...); len(p.Wrong) > 0 && p.State == Verified {
		p.State = Altered
	}
}

// partOf is the part that a file of the site belongs to.
func partOf(name string, ids []string) string {
	first, rest, below := strings.Cut(name, "/")
	switch {
	case slices.Contains(ids, first):
		return first
	case first == "draft" && below:
		return DraftPart
	case len(first) == 2 && rest != "":
		return CurrentPart // the languages
	}
	return SitePart
}

// compare compares files, several at a time; the changes are in the order of names.
func (p *place) compare(ctx context.Context, names []string, wants map[string]*want, listed map[string]manifest.Entry, step func(say.Text)) ([][]Change, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	changes, errs := make([][]Change, len(names)), make([]error, len(names))
	work := make(chan int)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for i := range work {
				if changes[i], errs[i] = p.file(ctx, names[i], wants[names[i]], listed); errs[i] != nil {
					cancel()
				}
			}
		})
	}
	for i := range names {
		if i%100 == 0 {
			step(say.F("comparing file %d of %d", i+1, len(names)))
		}
		select {
		case work <- i:
		case <-ctx.Done():
		}
	}
	close(work)
	wait.Wait()
	for _, err := range errs {
		if err != nil && !errors.Is(err, context.Canceled) {
			return nil, err
		}
	}
	return changes, ctx.Err()
}

// file compares one file. The error is about the network or the disk: nothing is known of
// the file then.
func (p *place) file(ctx context.Context, name string, w *want, listed map[string]manifest.Entry) ([]Change, error) {
	entry, inList := listed[name]
	limit := int64(0) // of a file that should not be there nothing needs to be read
	if w != nil && w.data != "" {
		limit = w.size + 1<<20
	} else if w != nil {
		limit = min(w.size, most-1<<20) + 1<<20
	}
	data, err := p.read(ctx, name, limit)
	gone := errors.Is(err, fs.ErrNotExist)
	if gone && p.dir == "" && (unserved(name) || w != nil && w.of != "") {
		return nil, nil // a host that compresses by itself needs no variants
	}
	sum := manifest.Sum(data)
	var out []Change
	is := func(state State, what say.Text) {
		out = append(out, Change{name, state, what})
	}
	switch {
	case gone && w == nil:
		is(Altered, say.F("%s lists it, but neither the site nor the repository has it", manifest.File))
		return out, nil
	case gone:
		is(Missing, say.F("the site lacks it"))
		return out, nil
	case errors.Is(err, errLarge) && w == nil:
		is(Extra, say.F("the repository does not give it"))
		return out, nil
	case errors.Is(err, errLarge):
		is(Altered, say.F("it is larger than the repository gives it"))
		return out, nil
	case errors.Is(err, errEncoding):
		is(Altered, say.F("the server sends it compressed in a way that cannot be read"))
		return out, nil
	case errors.Is(err, manifest.ErrIrregular):
		is(Altered, say.F("it is a link or something else that is not a file"))
		return out, nil
	case err != nil:
		return nil, say.Errorf("%s: %v", name, err)
	case w == nil:
		is(Extra, say.F("the repository does not give it"))
		return out, nil
	case w.of != "":
		plain, err := precompress.Unpack(name, data, w.size)
		if err != nil || manifest.Sum(plain) != w.sha256 {
			is(Altered, say.F("it is sent compressed in the place of %s, and holds something else", w.of))
			return out, nil
		}
	case name == manifest.Sums:
		if sum != w.sha256 {
			is(Altered, say.F("it does not follow from %s", manifest.File))
		}
		return out, nil
	case w.data == "" && !inList:
		is(Altered, say.F("%s does not list it", manifest.File))
		return out, nil
	case w.data == "" && sum != w.sha256:
		is(Altered, say.F("it is not as %s lists it", manifest.File))
		return out, nil
	case sum != w.sha256:
		computed, err := os.ReadFile(w.data)
		if err != nil {
			return nil, err
		}
		is(Altered, difference(data, computed))
		return out, nil
	}
	if !inList || entry.SHA256 != sum || entry.Size != int64(len(data)) {
		is(Altered, say.F("the file is right, but %s lists another one", manifest.File))
	}
	return out, nil
}

// difference says in a line where two files differ first.
func difference(published, computed []byte) say.Text {
	if !text(published) || !text(computed) {
		return say.F("%d bytes are published, and the repository gives %d others", len(published), len(computed))
	}
	at := 0
	for at < min(len(published), len(computed)) && published[at] == computed[at] {
		at++
	}
	for at > 0 && at < len(published) && !utf8.RuneStart(published[at]) {
		at--
	}
	line := bytes.Count(published[:at], []byte("\n")) + 1
	return say.F("line %d says %q, and the repository gives %q", line, around(published, at), around(computed, at))
}

// around is an excerpt of a line, before and after a place.
func around(data []byte, at int) string {
	const before, after = 20, 40
	start, end := max(0, at-before), min(len(data), at+after)
	if i := bytes.LastIndexByte(data[start:at], '\n'); i >= 0 {
		start += i + 1
	}
	if i := bytes.IndexByte(data[at:end], '\n'); i >= 0 {
		end = at + i
	}
	return strings.ToValidUTF8(string(data[start:end]), "")
}

func text(data []byte) bool { return utf8.Valid(data) && !bytes.ContainsRune(data, 0) }

// Editions compares what a manifest claims of editions with those of the repository,
// computed: each as a build would list it in the manifest now. newer are the editions that were issued after the commit that the site names. The parts have
// what is wrong with each edition that any side knows, in the order of the repository.
func Editions(claimed, computed *manifest.Manifest, newer []manifest.Edition) []Part {
	var parts []Part
	for _, is := range computed.Editions {
		p := Part{Name: is.ID, State: Verified}
		was := claimed.Edition(is.ID)
		if was == nil {
			p.State = Missing
			p.add(Change{"", Missing, say.F("%s does not list it, and commit %.12s issued it", manifest.File, is.Commit)})
			parts = append(parts, p)
			continue
		}
		for _, c := range [...]struct {
			what    say.Text
			was, is string
		}{
			{say.F("commit"), was.Commit, is.Commit},
			{say.F("folder"), was.Folder, is.Folder},
			{say.F("data tree"), was.Tree, is.Tree},
			{say.F("hash of the canonical dump"), was.SHA256, is.SHA256},
			{say.F("withdrawal"), fmt.Sprint(was.Withdrawn), fmt.Sprint(is.Withdrawn)},
		} {
			if c.was != c.is {
				p.add(Change{"", Altered, say.F("%s has the %s %s, and the repository %s", manifest.File, c.what, say.Or(say.Plain(c.was), say.F("none")), say.Or(say.Plain(c.is), say.F("none")))})
			}
		}
		switch {
		case was.Tag == nil || is.Withdrawn:
			// A tag that was set since the publication does not change what was published.
		case is.Tag == nil:
			p.add(Change{"", Altered, say.F("the tag %s, which was there when the site was built, is gone from the repository: git fetch --tags gets it, unless it was deleted", was.Tag.Name)})
		case *is.Tag != *was.Tag:
			p.add(Change{"", Altered, say.F("the tag %s was moved: it was the object %.12s when the site was built, and is %.12s now", was.Tag.Name, was.Tag.Object, is.Tag.Object)})
		}
		if was.Signature != nil && (is.Signature == nil || *is.Signature != *was.Signature) {
			p.add(Change{"", Altered, say.F("%s has another signature of it than the repository", manifest.File)})
		}
		parts = append(parts, p)
	}
	for _, was := range claimed.Editions {
		if computed.Edition(was.ID) == nil && !slices.ContainsFunc(newer, func(e manifest.Edition) bool { return e.ID == was.ID }) {
			parts = append(parts, Part{Name: was.ID, State: Extra, Wrong: []Change{{"", Extra, say.F("no commit in this history issued it")}}})
		}
	}
	for _, is := range newer {
		parts = append(parts, Part{Name: is.ID, State: Missing, Wrong: []Change{{"", Missing, say.F("commit %.12s issued it after the site was built: publish again", is.Commit)}}})
	}
	return parts
}

// Join adds what Files found to what Editions found. An edition of which the site has no
// file is missing.
func Join(editions, files []Part) []Part {
	out := slices.Clone(editions)
	for _, f := range files {
		i := slices.IndexFunc(out, func(p Part) bool { return p.Name == f.Name })
		if i < 0 {
			out = append(out, f)
			continue
		}
		out[i].Files += f.Files
		if lost := slices.DeleteFunc(slices.Clone(f.Wrong), func(c Change) bool { return c.State == Missing }); f.Files > 0 && len(f.Wrong) == f.Files && len(lost) == 0 {
			out[i].State = Missing
			out[i].Wrong = append(out[i].Wrong, Change{"", Missing, say.F("the site has none of its files")})
			continue
		}
		if out[i].State != Extra { // then every file is
			out[i].add(f.Wrong...)
		}
	}
	return out
}

// Bad reports whether anything is wrong.
func Bad(parts []Part) bool {
	return slices.ContainsFunc(parts, func(p Part) bool { return p.State != Verified })
}
