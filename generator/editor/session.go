// Package editor is the editor of a report without its page: it describes a record as a
// form, changes the files value by value, and returns what check finds, what differs from
// the newest edition, and the files to commit. The page in a browser uses one small JSON
// protocol for it: the program answers it under serve, and this package compiled to
// WebAssembly on a published site.
package editor

import (
	"cmp"
	"encoding/base64"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"rapporteur/generator/check"
	"rapporteur/generator/insert"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// Bundle is what an editor is given: the draft, and the editions that were issued before.
type Bundle struct {
	Commit  string            `json:"commit"`  // of the draft; empty for a working tree
	Files   map[string]string `json:"files"`   // of the draft, by name: "data/finance.toml"
	Images  map[string]string `json:"images"`  // in base64, by name
	Issued  []Issued          `json:"issued"`  // in the order of issue
	Newest  string            `json:"newest"`  // id of the edition that the draft is compared with; empty for none
	Blobs   map[string]string `json:"blobs"`   // contents of the files of Issued, by any name
	Folders []string          `json:"folders"` // of data/corrections that the draft has
}

// Issued is an edition that was issued before.
type Issued struct {
	ID     string            `json:"id"`
	Commit string            `json:"commit"` // 40 digits
	Folder string            `json:"folder"` // of its data at that commit; empty for data/
	AsAt   string            `json:"as_at"`
	Files  map[string]string `json:"files"` // names in Blobs, by name of the file
}

// Op is one edit. Values are as in a form.
type Op struct {
	Op     string            `json:"op"`               // "set", "add", "remove", or "begin" for the next draft, whose last day is Value
	Record string            `json:"record,omitempty"` // typed id; of an added one it follows from Words
	Path   string            `json:"path,omitempty"`   // of a set field: "title.fr", "cites[0].source"
	Value  string            `json:"value,omitempty"`  // empty removes the field
	Values []string          `json:"values,omitempty"` // of a list
	Was    string            `json:"was,omitempty"`    // what the field held when the writer changed it, for Replay
	Kind   string            `json:"kind,omitempty"`   // of a record to add: "activity"
	Words  map[string]string `json:"words,omitempty"`  // of a record to add: what says which it is and where it goes
	By     string            `json:"by,omitempty"`     // which edit of which page it is: pages that are open at once keep each other's
}

// Session edits one report. It is for one goroutine.
type Session struct {
	bundle Bundle
	loader *report.Loader
	base   map[string]string
	files  map[string]string
	ops    []Op

	outlines map[string]outlined // by name
	index    map[report.Ref]string
	named    map[report.Ref]report.Text // nil until first used

	rep      *report.Report // nil where the draft has errors
	found    []problem.Problem
	newest   *report.Report
	history  *check.History // nil until a whole check
	run      *check.Running // of a whole check that is not done
	runFound []problem.Problem
}

type outlined struct {
	text string
	root report.Part
}

// New begins to edit a report.
func New(b Bundle) (*Session, error) {
	if b.Files["data/report.toml"] == "" {
		return nil, say.Errorf("data/report.toml is missing: a report needs it")
	}
	s := &Session{bundle: b, loader: report.NewLoader(), base: b.Files, outlines: make(map[string]outlined)}
	s.files = maps.Clone(b.Files)
	return s, s.changed()
}

// tree is a report as a file system.
func tree(files map[string]string, images map[string]string) (fs.FS, error) {
	a := new(txtar.Archive)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		a.Files = append(a.Files, txtar.File{Name: name, Data: []byte(files[name])})
	}
	for _, name := range slices.Sorted(maps.Keys(images)) {
		data, err := base64.StdEncoding.DecodeString(images[name])
		if err != nil {
			return nil, say.Errorf("%s: %v", name, err)
		}
		a.Files = append(a.Files, txtar.File{Name: name, Data: data})
	}
	return txtar.FS(a)
}

// changed reads the files again.
func (s *Session) changed() error {
	fsys, err := tree(s.files, s.bundle.Images)
	if err != nil {
		return err
	}
	s.rep, s.found, err = s.loader.Load(fsys)
	if err != nil {
		return err
	}
	s.run = nil
	return nil
}

// outline is the syntax of a file of the draft; ok is false for one that is not TOML.
func (s *Session) outline(name string) (report.Part, bool) {
	text := s.files[name]
	if o, ok := s.outlines[name]; ok && o.text == text {
		return o.root, true
	}
	root, bad := s.loader.Outline(name, []byte(text))
	if bad != nil {
		return report.Part{}, false
	}
	s.outlines[name] = outlined{text, root}
	return root, true
}

// fileNames are the names of the files of the draft, sorted.
func (s *Session) fileNames() []string { return slices.Sorted(maps.Keys(s.files)) }

// where returns the file of each record of the draft, also of those with mistakes.
func (s *Session) where() map[report.Ref]string {
	if s.index != nil {
		return s.index
	}
	s.index = make(map[report.Ref]string)
	for _, name := range s.fileNames() {
		root, ok := s.outline(name)
		if !ok {
			continue
		}
		for _, k := range report.Kinds() {
			if is, _ := path.Match(k.File, name); !is {
				continue
			}
			for _, p := range parts(root, k) {
				if p.ref.ID != "" {
					s.index[p.ref] = name
				}
			}
		}
	}
	return s.index
}

type located struct {
	ref  report.Ref
	part report.Part
}

// parts are the records of a kind in a file.
func parts(root report.Part, k report.KindInfo) []located {
	id := func(p report.Part, before string) string {
		if len(k.ID) == 0 {
			return string(k.Kind)
		}
		var words []string
		if before != "" {
			words = append(words, before)
		}
		for _, key := range k.ID {
			w := p.TextAt(key)
			if w == "" {
				return ""
			}
			words = append(words, w)
		}
		if k.Kind == report.KindRetired {
			return strings.Join(words, ":")
		}
		return strings.Join(words, "/")
	}
	var all []located
	each := func(list report.Part, before string) {
		for _, p := range list.Parts {
			all = append(all, located{report.Ref{Kind: k.Kind, ID: id(p, before)}, p})
		}
	}
	outer, inner, nested := strings.Cut(k.Key, ".")
	switch {
	case k.Key == "":
		all = append(all, located{report.Ref{Kind: k.Kind, ID: id(root, "")}, root})
	case nested:
		owners, _ := root.Get(outer)
		for _, o := range owners.Parts {
			list, _ := o.Get(inner)
			each(list, o.TextAt("id"))
		}
	default:
		list, there := root.Get(outer)
		before := ""
		if k.Composite {
			before = root.TextAt(k.Parent.Info().ID[0])
		}
		if list.List {
			each(list, before)
		} else if there {
			all = append(all, located{report.Ref{Kind: k.Kind, ID: id(list, "")}, list})
		}
	}
	return all
}

// record is a record of the draft as it is written.
func (s *Session) record(ref report.Ref) (name string, p report.Part, err error) {
	name, ok := s.where()[ref]
	if !ok {
		return "", p, say.Errorf("this record is not in the draft")
	}
	root, ok := s.outline(name)
	if ok {
		p, ok = insert.Locate(root, ref)
	}
	if !ok {
		return "", p, say.Errorf("%s cannot be read; fix it in a text editor first", name)
	}
	return name, p, nil
}

// langs are the languages of the report, the default first.
func (s *Session) langs() []report.Lang {
	if s.rep != nil {
		return s.rep.Meta.Languages
	}
	var langs []report.Lang
	if root, ok := s.outline("data/report.toml"); ok {
		meta, _ := root.Get("report")
		list, _ := meta.Get("languages")
		for _, l := range list.Parts {
			langs = append(langs, report.Lang(l.Text))
		}
	}
	if len(langs) == 0 {
		return report.Langs
	}
	return langs
}

// Do makes one edit and returns the typed id of the record that it changed.
func (s *Session) Do(op Op) (string, error) {
	record, err := s.do(&op)
	if err != nil {
		return "", err
	}
	s.ops = append(s.ops, op)
	if err := s.changed(); err != nil {
		return "", err
	}
	return record, nil
}

func (s *Session) do(op *Op) (string, error) {
	switch op.Op {
	case "set":
		return op.Record, s.set(op)
	case "add":
		return s.add(op)
	case "begin":
		return "edition:edition", s.begin(op.Value)
	case "remove":
		return op.Record, s.remove(report.ParseRef(op.Record))
	}
	return "", say.Errorf("unknown edit %q", op.Op)
}

// Conflict is a field that somebody else changed meanwhile.
type Conflict struct {
	Record string `json:"record"`
	Name   string `json:"name"` // of the record, for people
	Path   string `json:"path"`
	Label  string `json:"label,omitempty"` // of the field
	Mine   string `json:"mine"`
	Theirs string `json:"theirs"`
	Reason string `json:"reason,omitempty"` // why an edit cannot be made, where it is not a field with two values
}

// Replay makes edits of an earlier session in this one, or of several that were open at
// once. An edit of a field that does not hold what the writer saw is not made and returned
// as a conflict, with the last value that the writer gave, and so is one that cannot be made
// any more. Conflicts are told in a language.
func (s *Session) Replay(ops []Op, lang string) ([]Conflict, error) {
	var conflicts []Conflict
	clash := func(c Conflict) {
		if i := slices.IndexFunc(conflicts, func(d Conflict) bool { return d.Record == c.Record && d.Path == c.Path && c.Path != "" }); i >= 0 {
			conflicts[i] = c
			return
		}
		conflicts = append(conflicts, c)
	}
	for _, op := range ops {
		if op.Op == "set" {
			now := ""
			if ref := report.ParseRef(op.Record); s.where()[ref] != "" {
				now = s.valueAt(ref, op.Path)
			}
			if now != op.Was && now != op.text() {
				clash(Conflict{Record: op.Record, Path: op.Path, Mine: op.text(), Theirs: now})
				continue
			}
		}
		if _, err := s.do(&op); err != nil {
			clash(Conflict{Record: op.Record, Path: op.Path, Mine: op.text(), Reason: s.sentence(err, lang)})
			continue
		}
		s.ops = append(s.ops, op)
		s.index, s.named = nil, nil
	}
	for i, c := range conflicts {
		ref := report.ParseRef(c.Record)
		f := s.former(lang, ref.Kind)
		conflicts[i].Name = s.name(ref, f.lang)
		conflicts[i].Label, _, _, _ = f.called(c.Path, "")
	}
	return conflicts, s.changed()
}

// text is the value of an edit as one text.
func (op Op) text() string {
	if op.Values != nil {
		return strings.Join(op.Values, ", ")
	}
	return op.Value
}

// File is a file that the edits changed.
type File struct {
	Name   string `json:"name"`
	Before string `json:"before"`
	After  string `json:"after"`
	New    bool   `json:"new,omitempty"`
	Gone   bool   `json:"gone,omitempty"`
}

// Files are the files that the edits changed, by name.
func (s *Session) Files() []File {
	names := make(map[string]bool)
	for n := range s.base {
		names[n] = true
	}
	for n := range s.files {
		names[n] = true
	}
	var changed []File
	for _, n := range slices.Sorted(maps.Keys(names)) {
		before, had := s.base[n]
		after, has := s.files[n]
		if before != after || had != has {
			changed = append(changed, File{n, before, after, !had, !has})
		}
	}
	return changed
}

// readable are the issued editions, which are read once.
func (s *Session) readHistory() error {
	if s.history != nil {
		return nil
	}
	h := new(check.History)
	for _, is := range s.bundle.Issued {
		rep, err := s.issued(is)
		if err != nil {
			return say.Errorf("edition %s: %v", is.ID, err)
		}
		day, err := report.ParseDate(is.AsAt)
		if err != nil {
			return say.Errorf("edition %s: %v", is.ID, err)
		}
		h.Issued = append(h.Issued, check.IssuedEdition{Edition: is.ID, Commit: is.Commit, Folder: is.Folder, AsAt: day, Report: rep})
		if is.ID == s.bundle.Newest {
			s.newest = rep
		}
		if slices.Contains(s.bundle.Folders, is.Folder) {
			h.Corrections = append(h.Corrections, check.Correction{Folder: is.Folder, Report: rep})
		}
	}
	s.history = h
	return nil
}

func (s *Session) issued(is Issued) (*report.Report, error) {
	files := make(map[string]string)
	for name, blob := range is.Files {
		text, ok := s.bundle.Blobs[blob]
		if !ok {
			return nil, say.Errorf("%s is missing", name)
		}
		files[name] = text
	}
	fsys, err := tree(files, s.bundle.Images)
	if err != nil {
		return nil, err
	}
	rep, _, err := s.loader.Load(fsys)
	if missing := (*report.MissingError)(nil); errors.As(err, &missing) {
		return nil, nil
	}
	return rep, err
}

// before is the newest edition, nil where there is none.
func (s *Session) before() (*report.Report, error) {
	if s.newest != nil {
		return s.newest, nil
	}
	i := slices.IndexFunc(s.bundle.Issued, func(is Issued) bool { return is.ID == s.bundle.Newest })
	if i < 0 {
		return nil, nil
	}
	var err error
	s.newest, err = s.issued(s.bundle.Issued[i])
	return s.newest, err
}

// name is what people call a record of the draft, in a language.
func (s *Session) name(ref report.Ref, lang report.Lang) string {
	if s.named == nil {
		s.named = make(map[report.Ref]report.Text)
	}
	t, ok := s.named[ref]
	if !ok {
		t = s.nameText(ref, 0)
		s.named[ref] = t
	}
	text, _ := t.Best(lang, s.langs()[0])
	return cmp.Or(text, ref.ID)
}

func (s *Session) nameText(ref report.Ref, depth int) (t report.Text) {
	k := ref.Kind.Info()
	_, p, err := s.record(ref)
	if err != nil || depth > 4 {
		return t
	}
	for _, key := range append(slices.Clone(k.Name), k.Text) {
		v, ok := p.Get(key)
		if !ok {
			continue
		}
		for _, kid := range v.Parts {
			t = t.With(report.Lang(kid.Key), strings.Join(strings.Fields(kid.Text), " "))
		}
		if t.IsZero() && v.Text != "" {
			to := ref.Kind.Targets(key)
			if id := report.ParseRef(v.Text); id.Kind != "" && strings.Contains(v.Text, ":") {
				return s.nameText(id, depth+1)
			} else if len(to) > 0 {
				return s.nameText(report.Ref{Kind: to[0], ID: v.Text}, depth+1)
			}
		}
		if !t.IsZero() {
			return t
		}
	}
	if len(k.Name) == 0 && k.Composite {
		parent, rest, _ := strings.Cut(ref.ID, "/")
		t = s.nameText(report.Ref{Kind: k.Parent, ID: parent}, depth+1)
		for _, l := range t.Langs() {
			t = t.With(l, t.In(l)+" – "+rest)
		}
	}
	return t
}
