package insert

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// Files holds the files of a report. They must be valid TOML, but need not be a valid
// report.
type Files struct {
	Langs []report.Lang // in which the report is published, the default first
	Lang  string        // in which to speak to the writer; English if empty

	files  []file   // by name
	images []string // names of the files of images
}

type file struct {
	report.File
	format report.Format
	root   report.Part
}

// Read reads the files of a report from the root of its repository. Files that are not
// valid TOML are returned as problems: no record can be added before they are fixed.
func Read(fsys fs.FS) (*Files, []problem.Problem, error) {
	in := new(Files)
	var problems []problem.Problem
	for _, f := range report.Formats() {
		names, err := fs.Glob(fsys, f.File)
		if err != nil {
			return nil, nil, err
		}
		for _, name := range names {
			data, err := fs.ReadFile(fsys, name)
			if err != nil {
				return nil, nil, err
			}
			root, found := report.Outline(name, data)
			if found != nil {
				problems = append(problems, *found)
				continue
			}
			in.files = append(in.files, file{report.File{Name: name, Data: data}, f, root})
		}
	}
	if len(problems) > 0 {
		return nil, problem.Sort(problems), nil
	}
	names, err := fs.Glob(fsys, "data/images/*")
	if err != nil {
		return nil, nil, err
	}
	for _, name := range names {
		in.images = append(in.images, path.Base(name))
	}
	if r := in.file("data/report.toml"); r != nil {
		meta, _ := r.root.Get("report")
		langs, _ := meta.Get("languages")
		for _, l := range langs.Parts {
			if slices.Contains(report.Langs, report.Lang(l.Text)) {
				in.Langs = append(in.Langs, report.Lang(l.Text))
			}
		}
	}
	if len(in.Langs) == 0 {
		return nil, nil, say.Errorf("data/report.toml does not say in which languages the report is published; add languages under [report]")
	}
	return in, nil, nil
}

func (in *Files) file(name string) *file {
	i := slices.IndexFunc(in.files, func(f file) bool { return f.Name == name })
	if i < 0 {
		return nil
	}
	return &in.files[i]
}

// Change is the file that a record was added to.
type Change struct {
	File        string // "data/activities/2008.toml"
	New         bool   // the file is not there yet
	Data        []byte // the whole file
	First, Last int    // the lines of the record, 1-based
	Text        string // these lines, with line feeds
	Left        []string
}

// Add makes a record from values keyed by field name, as listed by Fields. Required
// fields without a value are written empty and returned in Change. The error says
// which value is invalid or why the record cannot be added; the problems are those
// that report.Load would find in it.
func (in *Files) Add(k Kind, words map[string]string) (*Change, []problem.Problem, error) {
	d := &draft{kind: k, langs: in.Langs, words: make(map[string]string)}
	fields := k.Fields(report.Langs)
	for name, word := range words {
		if !slices.ContainsFunc(fields, func(f Field) bool { return f.Name == name }) {
			return nil, nil, say.Errorf("%s %s has no field %q", problem.Article(k.Name), k.Name, name)
		}
		d.words[name] = strings.TrimSpace(word)
	}
	if verb := report.Verb(d.words["verb"]); verb != "" && !verb.Asks() && d.words["status"] == "" {
		d.words["status"] = string(report.NoActionRequested)
	}
	for name, word := range k.preset {
		if w := d.words[name]; w != "" && w != word {
			return nil, nil, say.Errorf("%s %s has %s = %q; leave --%s out", problem.Article(k.Name), k.Name, name, word, name)
		}
		d.words[name] = word
	}
	for _, f := range fields {
		if err := in.listed(f, d.words[f.Name]); err != nil {
			return nil, nil, err
		}
	}
	// A text may be given in a language that is not published yet.
	d.langs = slices.DeleteFunc(slices.Clone(report.Langs), func(l report.Lang) bool {
		return !slices.Contains(in.Langs, l) && !slices.ContainsFunc(fields, func(f Field) bool {
			return strings.HasSuffix(f.Name, "."+string(l)) && d.words[f.Name] != ""
		})
	})
	slices.SortStableFunc(d.langs, func(a, b report.Lang) int { return order(in.Langs, a) - order(in.Langs, b) })
	return in.add(d)
}

// listed returns an error if a word of a list that the report may add to is in neither.
func (in *Files) listed(f Field, word string) error {
	list := report.Extends(f.typ)
	if list == "" || word == "" {
		return nil
	}
	if known := append(slices.Clone(f.Values), in.terms(list)...); !slices.Contains(known, word) {
		return say.Errorf("%s cannot be %q; it is one of: %s", f.Name, word, strings.Join(known, ", "))
	}
	return nil
}

// terms are the ids of the terms that the report adds to a list.
func (in *Files) terms(list report.TermList) []string {
	var ids []string
	if f := in.file("data/terms.toml"); f != nil {
		all, _ := f.root.Get("term")
		for _, t := range all.Parts {
			if t.TextAt("list") == string(list) {
				ids = append(ids, t.TextAt("id"))
			}
		}
	}
	return ids
}

func order(langs []report.Lang, l report.Lang) int {
	if i := slices.Index(langs, l); i >= 0 {
		return i
	}
	return len(langs)
}

func (in *Files) add(d *draft) (*Change, []problem.Problem, error) {
	k := d.kind
	name, owner, err := in.where(d)
	if err != nil {
		return nil, nil, err
	}
	if err := in.unique(d, name, owner); err != nil {
		return nil, nil, err
	}
	if image := d.words["file"]; k.of == report.KindImage && image != "" && !slices.Contains(in.images, image) {
		return nil, nil, say.Errorf("there is no file data/images/%s; put it there first", image)
	}
	f := in.file(name)
	if k.of == report.KindRow {
		d.columns = columnsOf(owner)
	}
	d.cites = k.cited
	if f != nil {
		_, forAll := f.root.Get("cites")
		d.cites = d.cites && !forAll
	}
	if k.of != "" && strings.Contains(k.list, ".") {
		_, forAll := owner.Get("cites")
		d.cites = d.cites && !forAll
	}
	ps, err := d.pairs()
	if err != nil {
		return nil, nil, err
	}
	switch {
	case k.of == report.KindTable:
		d.left = append(d.left, "column", "row")
	case k.list == "":
		d.left = append(d.left, "request")
	}
	change := &Change{File: name, New: f == nil, Left: d.left}
	if f == nil {
		data := []byte(in.head(name, d))
		if k.parent != "" {
			// The first citation applies to all acts that will follow. An empty one would be a problem
			// of the file, in which nobody looks for it: the act itself cites no source until it is added.
			i := slices.IndexFunc(ps, func(p pair) bool { return p.key == "cites" })
			if i >= 0 && (d.words[sourceFlag] != "" || d.words[verificationFlag] != "") {
				data = append(data, lines(ps[i:i+1], "\n")...)
			}
			if i >= 0 {
				ps = slices.Delete(ps, i, i+1)
			}
		}
		root, found := report.Outline(name, data)
		if found != nil {
			return nil, []problem.Problem{*found}, nil
		}
		f = &file{File: report.File{Name: name, Data: data}, root: root}
	}
	eol := lineEnds(f.Data)
	e, err := in.edit(d, f, owner, ps, eol)
	if err != nil {
		return nil, nil, err
	}
	change.Data = slices.Concat(f.Data[:e.off], []byte(e.text), f.Data[e.off:])
	from := e.off + len(e.text) - len(strings.TrimLeft(e.text, "\r\n"))
	to := e.off + len(strings.TrimRight(e.text, "\r\n"))
	change.First = 1 + strings.Count(string(change.Data[:from]), "\n")
	change.Last = 1 + strings.Count(string(change.Data[:to]), "\n")
	all := strings.SplitAfter(strings.ReplaceAll(string(change.Data), "\r\n", "\n"), "\n")
	change.Text = strings.TrimRight(strings.Join(all[change.First-1:change.Last], ""), "\n") + "\n"
	if k.list == "" || change.New {
		change.First = 1
		change.Text = strings.Join(all, "")
	}
	return change, in.judge(change), nil
}

// edit returns the edit that adds the record to its file.
func (in *Files) edit(d *draft, f *file, owner *report.Part, ps []pair, eol string) (edit, error) {
	k := d.kind
	if k.list == "" {
		return edit{len(f.Data), lines(ps, eol)}, nil
	}
	heading := "[[" + k.list + "]]" + eol
	holder, key := &f.root, k.list
	if outer, inner, nested := strings.Cut(k.list, "."); nested && outer != "" {
		holder, key = owner, inner
	}
	l, there := holder.Get(key)
	if there && !l.List {
		return edit{}, say.Errorf("%s in %s is not a list; fix that first, 'rapporteur check' says how", key, f.Name)
	}
	sortKey := make([]string, len(k.sort))
	for i, s := range k.sort {
		sortKey[i] = k.sortKey(s, d.words[s])
	}
	at := k.position(l.Parts, sortKey)
	switch {
	case there && !(len(l.Parts) > 0 && l.Parts[0].Heading):
		return placeItem(f.Data, l, at, inline(ps), eol), nil
	case !there && k.inline:
		return placeList(f.Data, f.root, key, inline(ps), eol), nil
	}
	if holder == &f.root {
		owner = nil
	}
	return placeBlock(f.Data, l.Parts, at, owner, heading+lines(ps, eol), eol), nil
}

// where returns the file of a record and, for a record inside another one, its owner.
// It sets an id that follows from the other fields.
func (in *Files) where(d *draft) (name string, owner *report.Part, err error) {
	k := d.kind
	need := func(field string, why say.Text) error {
		if d.words[field] == "" {
			return say.Errorf("%s %s needs --%s: %s", problem.Article(k.Name), k.Name, field, why)
		}
		return nil
	}
	star := ""
	switch {
	case k.year != "":
		if err := need(k.year, say.F("its year says which file it goes into")); err != nil {
			return "", nil, err
		}
		day, err := report.ParseDate(d.words[k.year])
		if err != nil {
			return "", nil, say.Errorf("%s: %v; write a day as 2008-07-31, a month as 2008-07, a year as 2008", k.year, err)
		}
		star = fmt.Sprintf("%04d", day.Year)
	case k.parent != "":
		if err := need(k.parent, say.F("it says where the record is put")); err != nil {
			return "", nil, err
		}
		star = d.words[k.parent]
		if owner, err = in.record(k.parent, star); err != nil {
			return "", nil, err
		}
		in.nextID(d, owner)
	case k.list == "":
		star = d.words["id"]
	}
	for _, f := range k.sort {
		if f != "id" && slices.Contains(k.identity(), f) {
			if err := need(f, say.F("it is part of what identifies the record")); err != nil {
				return "", nil, err
			}
		}
	}
	if _, ok := k.typ.FieldByName("ID"); ok {
		if err := need("id", say.F("it names the record for ever")); err != nil {
			return "", nil, err
		}
	}
	if strings.Contains(k.file, "*") && !report.IsID(star) {
		return "", nil, say.Errorf("id %q is not well formed; use a-z, 0-9 and single hyphens between them", star)
	}
	return strings.Replace(k.file, "*", star, 1), owner, nil
}

// nextID sets the id of a record that has a computed one: an observation has its date,
// a sub-paragraph the id of its parent and its number, a request the next letter of
// its paragraph.
func (in *Files) nextID(d *draft, owner *report.Part) {
	if d.kind.of == report.KindSubparagraph { // as printed: (i)
		d.words["number"] = strings.Trim(d.words["number"], "().; \u00a0")
	}
	if d.words["id"] != "" {
		return
	}
	switch d.kind.of {
	case report.KindObservation:
		d.words["id"] = d.words["period.to"]
	case report.KindSubparagraph:
		id := cmp.Or(d.words["within"], d.words["paragraph"]) + "-" + strings.ReplaceAll(strings.ToLower(d.words["number"]), " ", "-")
		if report.IsID(id) {
			d.words["id"] = id
		}
	case report.KindRequest:
		requests, _ := owner.Get("request")
		letter := byte('a')
		for _, r := range requests.Parts {
			id := r.TextAt("id")
			if rest, ok := strings.CutPrefix(id, d.words["paragraph"]+"-"); ok && len(rest) == 1 && rest[0] >= letter && rest[0] < 'z' {
				letter = rest[0] + 1
			}
		}
		d.words["id"] = d.words["paragraph"] + "-" + string(letter)
	}
}

// record returns the record of a kind, which is named after its list.
func (in *Files) record(kind, id string) (*report.Part, error) {
	var ids []string
	for i := range in.files {
		root := &in.files[i].root
		if info := report.Kind(kind).Info(); info.Key == "" && in.files[i].format.File == info.File {
			if root.TextAt("id") == id {
				return root, nil
			}
			ids = append(ids, root.TextAt("id"))
			continue
		}
		if path.Dir(in.files[i].Name) != "data" {
			continue
		}
		l, _ := root.Get(kind)
		for j := range l.Parts {
			if l.Parts[j].TextAt("id") == id {
				return &l.Parts[j], nil
			}
			ids = append(ids, l.Parts[j].TextAt("id"))
		}
	}
	if len(ids) == 0 {
		return nil, say.Errorf("there is no %s %q, nor any other; add it first", report.Kind(kind).Noun(), id)
	}
	return nil, say.Errorf("there is no %s %q; there are: %s", report.Kind(kind).Noun(), id, strings.Join(ids, ", "))
}

// unique returns an error if the record exists, or if its id belonged to a record that
// was removed.
func (in *Files) unique(d *draft, name string, owner *report.Part) error {
	k := d.kind
	_, key, nested := strings.Cut(k.list, ".")
	if !nested {
		key = k.list
	}
	same := func(p report.Part) bool {
		for _, f := range k.identity() {
			if p.TextAt(f) != d.words[f] {
				return false
			}
		}
		return len(k.identity()) > 0
	}
	refuse := func(f file, p report.Part) error {
		line := 1 + strings.Count(string(f.Data[:p.Start]), "\n")
		return say.Errorf("there is already %s %s %s, at %s:%d", problem.Article(k.Name), k.Name, d.called(), f.Name, line)
	}
	for _, f := range in.files {
		switch {
		case k.list == "":
			if f.format.File == k.file && same(f.root) {
				return refuse(f, f.root)
			}
			continue
		case f.format.File != k.file, f.Name != name && !slices.Contains(k.identity(), "id"), f.Name != name && nested:
			continue
		}
		holder := &f.root
		if nested {
			holder = owner
		}
		l, _ := holder.Get(key)
		for _, p := range l.Parts {
			if same(p) {
				return refuse(f, p)
			}
		}
	}
	if f := in.file("data/retired.toml"); f != nil && k.of != report.KindRetired && d.words["id"] != "" {
		l, _ := f.root.Get("retired")
		for _, p := range l.Parts {
			if p.TextAt("id") == d.words["id"] && p.TextAt("kind") == string(k.of) {
				return say.Errorf("the id %q is retired and never used again; choose another", d.words["id"])
			}
		}
	}
	return nil
}

// identity returns the fields that identify a record among those of its kind.
func (k Kind) identity() []string {
	switch k.typ {
	case reflect.TypeFor[report.Count]():
		return []string{"date"}
	case reflect.TypeFor[report.Waiver]():
		return []string{"rule", "record", "field"}
	}
	return k.of.Info().ID
}

// called returns the name of the record for messages.
func (d *draft) called() string {
	var each []string
	for _, f := range d.kind.identity() {
		if w := d.words[f]; w != "" {
			each = append(each, strconv.Quote(w))
		}
	}
	return strings.Join(each, " ")
}

// head returns the first lines of a new file.
func (in *Files) head(name string, d *draft) string {
	head := ""
	for _, f := range report.Formats() {
		if ok, _ := path.Match(f.File, name); ok {
			head = f.Heading(name) + "\n"
		}
	}
	base := strings.TrimSuffix(path.Base(name), ".toml")
	if about := d.kind.about; strings.Contains(about, "%s") {
		head += fmt.Sprintf(about, base)
	} else {
		head += about
	}
	if d.kind.parent != "" {
		head += d.kind.parent + " = " + report.Quote(base) + "\n"
	}
	return head
}

// judge returns the problems that report.Load finds in the record, without those of
// values that are still to be filled in.
func (in *Files) judge(c *Change) []problem.Problem {
	files := []report.File{{Name: c.File, Data: c.Data}}
	for _, f := range in.files {
		if f.Name != c.File {
			files = append(files, f.File)
		}
	}
	return slices.DeleteFunc(report.CheckFiles(files), func(p problem.Problem) bool {
		return p.Pos.File != c.File || p.Pos.Line < c.First || p.Pos.Line > c.Last || strings.Contains(p.Line, `= ""`)
	})
}
