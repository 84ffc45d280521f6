package sitebuild

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"rapporteur/generator/manifest"
	"rapporteur/generator/publish"
	"rapporteur/generator/reuse"
	"rapporteur/generator/say"
)

// Shard is a part of the editions of a site that a build of its own renders. The last one
// has the pages that are of no edition, too. The zero value is the whole site.
type Shard struct {
	Number, Of int // the first is 1
}

// ParseShard reads a shard as the command line has it: "2/3". Empty is the whole site.
func ParseShard(s string) (Shard, error) {
	if s == "" {
		return Shard{}, nil
	}
	k, n, _ := strings.Cut(s, "/")
	number, err1 := strconv.Atoi(k)
	of, err2 := strconv.Atoi(n)
	if err1 != nil || err2 != nil || number < 1 || of < number || of > manifest.MaxShards {
		return Shard{}, say.Usagef("--shard is the number of a part and how many there are, such as 2/3, not %q", s)
	}
	return Shard{number, of}, nil
}

// Fits returns an error if no shard can be made of a site: only what is committed is the
// same in every build.
func (s Shard) Fits(proof *manifest.Manifest) error {
	if s.Of > 0 && proof.Site.Commit == "" {
		return say.Errorf("a shard is of one commit, and what the site is made of is not all committed; commit it, or leave out --shard")
	}
	return nil
}

// Last reports whether the pages that are of no edition are among those to be written.
func (s Shard) Last() bool { return s.Number == s.Of }

// write lists the files of the shard in the folder dir.
func (s Shard) write(dir string, proof *manifest.Manifest) error {
	var err error
	if proof.Files, err = manifest.Hash(dir); err != nil {
		return err
	}
	proof.Format = manifest.Format
	data, err := json.MarshalIndent(manifest.Shard{Number: s.Number, Of: s.Of, Manifest: *proof}, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, manifest.ShardFile), data, 0o644)
}

// part is a shard that was built.
type part struct {
	*manifest.Shard
	dir string
}

func (p part) name() string { return strconv.Itoa(p.Number) + "/" + strconv.Itoa(p.Of) }

// readPart reads a shard and compares its files with its list.
func readPart(dir string) (part, error) {
	data, err := manifest.Read(dir, manifest.ShardFile)
	if errors.Is(err, fs.ErrNotExist) {
		return part{}, say.Errorf("%s has no %s; give the folders that build --shard wrote, with their hidden files", dir, manifest.ShardFile)
	}
	if err != nil {
		return part{}, err
	}
	p := part{dir: dir}
	if p.Shard, err = manifest.ParseShard(data); err != nil {
		return p, say.Errorf("%s: %v", filepath.Join(dir, manifest.ShardFile), err)
	}
	is, err := manifest.Hash(dir)
	if err != nil {
		return p, err
	}
	there := make(map[string]manifest.Entry, len(is))
	for _, f := range is {
		there[f.Path] = f
	}
	for _, f := range p.Files {
		if there[f.Path] != f {
			return p, say.Errorf("%s is not as shard %s wrote it, in %s; build that shard again", f.Path, p.name(), dir)
		}
		delete(there, f.Path)
	}
	for _, f := range is {
		if _, ok := there[f.Path]; ok {
			return p, say.Errorf("%s is in %s, but shard %s did not write it; delete it", f.Path, dir, p.name())
		}
	}
	return p, nil
}

// fit returns an error unless the parts, in the order of their numbers, are those of one site
// that program builds.
func fit(parts []part, program manifest.Program) error {
	first := parts[0]
	for _, p := range parts {
		switch {
		case p.Of != first.Of:
			return say.Errorf("%s is one of %d shards, and %s one of %d; build all with the same number", first.dir, first.Of, p.dir, p.Of)
		case p.Site.Commit != first.Site.Commit:
			return say.Errorf("shard %s is of commit %.12s, and shard %s of commit %.12s; build all of one commit", first.name(), first.Site.Commit, p.name(), p.Site.Commit)
		case p.Program != program:
			return say.Errorf("shard %s was built by another version of the program, %s; merge with the program that built it", p.name(), versions(p.Program))
		case p.Site != first.Site:
			return say.Errorf("shard %s was built with other options than shard %s; build all with the same", p.name(), first.name())
		case !reflect.DeepEqual(p.Editions, first.Editions):
			return say.Errorf("shard %s knows other editions, tags or signatures than shard %s; build all from the same repository", p.name(), first.name())
		}
	}
	for i, p := range parts {
		if i > 0 && p.Number == parts[i-1].Number {
			return say.Errorf("%s and %s are both shard %s; give each shard once", parts[i-1].dir, p.dir, p.name())
		}
	}
	for i := range first.Of {
		if i >= len(parts) || parts[i].Number != i+1 {
			return say.Errorf("shard %s is missing; build it, and give its folder, too", strconv.Itoa(i+1)+"/"+strconv.Itoa(first.Of))
		}
	}
	return nil
}

// versions names a program: "v1.2.0, commit …, with Hugo v0.165.0 and go1.26".
func versions(p manifest.Program) string {
	var out []string
	for _, s := range []string{p.Version, p.Commit[:min(12, len(p.Commit))], "Hugo " + p.Hugo, p.Go} {
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, ", ")
}

// Merge joins the shards in some folders to the site that one build would have written, in
// the folder out. Nothing in out changes if there is an error.
func Merge(ctx context.Context, dirs []string, out string, program manifest.Program, step func(say.Text)) (n Counts, err error) {
	var parts []part
	for _, dir := range dirs {
		step(say.F("comparing the files of %s", dir))
		p, err := readPart(dir)
		if err != nil {
			return n, err
		}
		parts = append(parts, p)
		if ctx.Err() != nil {
			return n, ctx.Err()
		}
	}
	slices.SortStableFunc(parts, func(a, b part) int { return a.Number - b.Number })
	if err := fit(parts, program); err != nil {
		return n, err
	}
	sums, from := make(map[string]string), make(map[string]part)
	for _, p := range parts {
		for _, f := range p.Files {
			if other, ok := from[f.Path]; ok && sums[f.Path] != f.SHA256 {
				return n, say.Errorf("%s is another file in shard %s than in shard %s; build both again from the same files", f.Path, p.name(), other.name())
			} else if !ok {
				sums[f.Path], from[f.Path] = f.SHA256, p
			}
			n.Draft = n.Draft || strings.HasPrefix(f.Path, "draft/")
		}
	}
	whole := parts[len(parts)-1].Manifest
	if err := keepsEditions(out, &whole); err != nil {
		return n, err
	}
	for name := range sums {
		switch {
		case path.Ext(name) == ".html":
			n.Pages++
		case whole.Site.PDF && path.Ext(name) == ".pdf" && path.Base(path.Dir(name)) == "report":
			n.PDFs++
		}
	}
	for _, e := range whole.Editions {
		if !e.Withdrawn {
			n.Editions++
		}
	}
	stage, err := publish.Begin(ctx, out, func(holder say.Text) { step(say.F("waiting for %s, which is writing the same folder", holder)) })
	if err != nil {
		return n, err
	}
	defer func() { err = errors.Join(err, stage.Discard()) }()
	step(say.F("writing the pages"))
	for _, p := range parts {
		var names []string
		for _, f := range p.Files {
			names = append(names, f.Path)
		}
		if _, err := reuse.Put(names, p.dir, stage.Dir); err != nil {
			return n, err
		}
	}
	step(say.F("listing the files"))
	if err := whole.Write(stage.Dir, sums); err != nil {
		return n, err
	}
	if err := mergeRecord(parts[len(parts)-1].dir, stage.Dir, n, whole.Files); err != nil {
		return n, err
	}
	return n, stage.Swap()
}

// mergeRecord records what the site in the folder dir was made of, so that the next build
// keeps what is the same. The last shard knows it; where it does not, there is no record.
func mergeRecord(last, dir string, counts Counts, listed []manifest.Entry) error {
	r, _ := reuse.Read(last)
	outlines, err := r.ReadFile(outlinesFile)
	if err != nil {
		return nil
	}
	if err := os.WriteFile(filepath.Join(dir, outlinesFile), outlines, 0o644); err != nil {
		return err
	}
	known := make(map[string]string, len(listed))
	for _, f := range listed {
		known[f.Path] = f.SHA256
	}
	says, err := json.Marshal(counts)
	if err != nil {
		return err
	}
	r.Says = string(says)
	return r.Write(dir, known, unlisted...)
}

// keepsEditions returns an error if the site in the folder out has an edition that m lacks or
// has of another commit.
func keepsEditions(out string, m *manifest.Manifest) error {
	data, err := manifest.Read(out, manifest.File)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	there, err := manifest.Parse(data)
	if err != nil {
		return say.Errorf("%s: %v", filepath.Join(out, manifest.File), err)
	}
	for _, e := range there.Editions {
		if is := m.Edition(e.ID); is == nil || is.Commit != e.Commit || e.Withdrawn && !is.Withdrawn {
			return say.Errorf("%s has the edition %s, which the shards lack or have otherwise; it is not replaced: if it is a site of another report or state, choose another folder with --out, or delete it first", out, e.ID)
		}
	}
	return nil
}
