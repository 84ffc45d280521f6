package report

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"

	"rapporteur/generator/internal/lazyregexp"
	"rapporteur/generator/problem"
	"rapporteur/generator/prose"
	"rapporteur/generator/say"
)

// MissingError is the error for a file that every report needs.
type MissingError struct {
	File string // "data/report.toml"; "data" where the whole folder is missing
	Is   string // what is in the place of the folder data, "a symbolic link" or "a submodule"; empty if nothing or a file
}

func (e *MissingError) Error() string { return e.text().String() }

// In returns the error in a language.
func (e *MissingError) In(lang string) string { return e.text().In(lang) }

func (e *MissingError) text() say.Text {
	switch {
	case e.File == "data" && e.Is == "a symbolic link":
		return say.F("data/ is a symbolic link, which is not followed: put the folder itself there, so that its history is that of the report")
	case e.File == "data" && e.Is != "":
		return say.F("data/ is a submodule, which is not followed: put the folder itself there, so that its history is that of the report")
	case e.File == "data":
		return say.F("there is no data/ folder: a report is a folder data/ with report.toml in it")
	case e.File == "data/paragraphs":
		return say.F("there is no data/paragraphs/*.toml: a report needs at least one operative paragraph")
	}
	return say.F("%s is missing: a report needs it", e.File)
}

// Load reads the report in the folder data/ of fsys, the root of a
// repository. Problems are all that it found, sorted; the report is nil when
// one of them is an error. The error is not for mistakes in the data:
// a file cannot be read, or it is a *MissingError.
func Load(fsys fs.FS) (*Report, []problem.Problem, error) {
	return NewLoader().Load(fsys)
}

// Load is like the function Load.
func (l *Loader) Load(fsys fs.FS) (*Report, []problem.Problem, error) {
	r, problems, err := l.assembled(fsys)
	if err != nil || problem.Errors(problems) > 0 {
		return nil, problems, err
	}
	return r, problems, nil
}

// assembled is a report with what is wrong in it; nil where not even its files are known.
func (l *Loader) assembled(fsys fs.FS) (*Report, []problem.Problem, error) {
	files, problems, known, err := l.read(fsys)
	if err != nil || !known {
		return nil, problems, err
	}
	images, found, err := l.images(fsys, files)
	if err != nil {
		return nil, nil, err
	}
	problems = append(problems, found...)
	r, found := assemble(files, images, nil, l.texts)
	return r, problem.Sort(append(problems, found...)), nil
}

// read parses the files of a report, with the problems that each has on its own.
// Where the schema is not known, no more than that can be said.
func (l *Loader) read(fsys fs.FS) (files []*parsed, problems []problem.Problem, known bool, err error) {
	names, problems, err := find(fsys)
	if err != nil {
		return nil, nil, false, err
	}
	if len(names) == 0 {
		return nil, problems, false, nil // what the report holds is not known, so nothing of it is a mistake
	}
	var total sizes
	for _, name := range names {
		data, err := read(fsys, name)
		if err != nil {
			return nil, nil, false, err
		}
		if f := total.add(data); f != nil {
			p := &parsed{File: File{Name: name, Data: data}, lines: newLines(data)}
			return nil, append(problems, p.problem(f.rule, Ref{}, span{f.off, f.len}, f.message, f.hint)), false, nil
		}
		p := l.parse(name, data)
		if name == "data/report.toml" {
			if n, at := schemaOf(p); n > Schema {
				return nil, []problem.Problem{p.problem("schema", Ref{}, at,
					say.F("this report is written in schema %d, and this program knows schemas up to %d", n, Schema),
					newerHint(fsys))}, false, nil
			}
			problems = append(problems, checkSchema(p)...)
		}
		problems = append(problems, p.problems...)
		files = append(files, p)
	}
	problems = append(problems, newerThanSchema(files)...)
	problems = append(problems, ignored(files)...)
	problems = conflicts(files, problems)
	inLanguage(problems, languageOf(files))
	// What a file that was not read holds is not known, so that a reference
	// to it is not a mistake.
	for _, p := range problems {
		if p.Rule == "irregular-file" || p.Rule == "unknown-file" && meantFile(p.Pos.File) != "" {
			files = append(files, &parsed{File: File{Name: p.Pos.File}})
		}
	}
	return files, problems, true, nil
}

// LoadFile reads one file on its own, for a tool that is given no more than
// that: references are not looked up, and what other files hold is missing.
// The problems are those of its own text; the report is nil when one of them
// is an error, or when the name is not that of a data file. Nil data is an empty file.
func LoadFile(name string, data []byte) (*Report, []problem.Problem) {
	if fileType(name) == nil {
		return nil, []problem.Problem{{Rule: "unknown-file", Pos: problem.Pos{File: name}, Message: say.F("this file is not read"), Hint: unknownFile(name)}}
	}
	texts := prose.NewCache()
	var files []*parsed
	if data != nil {
		p := parseFile(name, data, fileType(name), texts)
		if problem.Errors(p.problems) > 0 {
			problems := problem.Sort(slices.Clone(p.problems))
			inLanguage(problems, "en")
			return nil, problems
		}
		files = append(files, p)
	}
	r, _ := assemble(files, nil, nil, texts)
	return r, nil
}

// find lists the files of the report in the order of their names, with
// problems for what else is there.
func find(fsys fs.FS) (names []string, problems []problem.Problem, err error) {
	info, err := fs.Lstat(fsys, "data")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, &MissingError{File: "data"}
	}
	if err != nil {
		return nil, nil, err
	}
	if !info.IsDir() {
		return nil, nil, &MissingError{"data", notFollowed(info.Mode())}
	}
	entries := int64(0)
	err = fs.WalkDir(fsys, "data", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		known := fileType(name) != nil
		if entries++; entries > Limit(maxEntries) {
			names = nil
			problems = []problem.Problem{{Rule: "size", Pos: problem.Pos{File: name},
				Message: say.F("a report has at most %d files, and this is one more", Limit(maxEntries)),
				Hint:    OrRaise(say.F("look whether these are the right files; a report of that size has to be divided into several"))}}
			return fs.SkipAll
		}
		switch {
		case name == "data/schema" || strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
		case name == imageFolder && d.IsDir():
			return fs.SkipDir // see images
		case path.Dir(name) == CorrectionsFolder && d.IsDir():
			return fs.SkipDir // another edition
		case known && d.Type().IsRegular():
			names = append(names, name)
		case known:
			problems = append(problems, problem.Problem{Rule: "irregular-file", Pos: problem.Pos{File: name},
				Message: say.F("this is not a regular file"), Hint: say.F("put the file itself here, no link and no folder")})
			if d.IsDir() {
				return fs.SkipDir
			}
		case notFollowed(d.Type()) != "" && isFolder(name):
			problems = append(problems, problem.Problem{Rule: "irregular-file", Pos: problem.Pos{File: name},
				Message: say.F("this folder is a link or a submodule, which is not followed"), Hint: say.F("put the folder itself here, so that its history is that of the report")})
		case !d.IsDir():
			problems = append(problems, problem.Problem{Rule: "unknown-file", Pos: problem.Pos{File: name},
				Message: say.F("this file is not read"), Hint: unknownFile(name)})
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	if entries > Limit(maxEntries) {
		return nil, problems, nil
	}
	if slices.ContainsFunc(problems, func(p problem.Problem) bool { return isFolder(p.Pos.File) && p.Rule == "irregular-file" }) {
		return nil, problems, nil
	}
	for _, needed := range []string{"data/report.toml", "data/resolution.toml"} {
		if !slices.Contains(names, needed) && !mentioned(problems, needed) {
			return nil, nil, &MissingError{File: needed}
		}
	}
	if !slices.ContainsFunc(names, func(n string) bool { return path.Dir(n) == "data/paragraphs" }) {
		return nil, nil, &MissingError{File: "data/paragraphs"}
	}
	return names, problems, nil
}

// isFolder reports whether name is that of a folder of data files, such as data/paragraphs.
func isFolder(name string) bool { return fileType(name+"/x.toml") != nil }

// notFollowed says what is in the place of a folder and is not followed; empty for a
// folder or a file.
func notFollowed(mode fs.FileMode) string {
	switch {
	case mode&fs.ModeSymlink != 0:
		return "a symbolic link"
	case mode&fs.ModeIrregular != 0:
		return "a submodule" // see edition.Tree
	}
	return ""
}

func mentioned(ps []problem.Problem, file string) bool {
	return slices.ContainsFunc(ps, func(p problem.Problem) bool { return p.Pos.File == file })
}

// meantFile is the name of a data file whose name something added to: 2009.toml.txt. It
// is empty where the name is not that of one.
func meantFile(name string) string {
	for _, end := range []string{".txt", ".TXT", ".bak", ".orig", "~", ".toml"} {
		if short, ok := strings.CutSuffix(name, end); ok && fileType(short) != nil {
			return short
		}
	}
	return ""
}

func unknownFile(name string) say.Text {
	if meant := meantFile(name); meant != "" && !strings.HasSuffix(name, ".txt") && !strings.HasSuffix(name, ".toml") {
		return say.F("an editor or git left it as a copy of %s: delete it", meant)
	} else if meant != "" {
		return say.F("call it %s; if that file is there as well, take over what is new in this one and delete it", meant)
	}
	var known []string
	base := strings.TrimSuffix(path.Base(name), path.Ext(name))
	for _, f := range formats {
		known = append(known, strings.Replace(f.File, "*", base, 1))
	}
	known = slices.DeleteFunc(known, func(k string) bool { return fileType(k) == nil })
	return didYouMean(name, known, say.F("give it the name of a file of the report, or move it out of data/"))
}

// read reads a file, no more of it than shows that it is too large.
func read(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var b bytes.Buffer
	if info, err := f.Stat(); err == nil && info.Size() <= Limit(maxFile) {
		b.Grow(int(info.Size()) + bytes.MinRead) // so that it need not be copied as it grows
	}
	if _, err := b.ReadFrom(io.LimitReader(f, Limit(maxFile)+1)); err != nil {
		return nil, say.Errorf("read %s: %v", name, err)
	}
	return b.Bytes(), nil
}

// schemaLine is the line of report.toml that says the schema.
var schemaLine = lazyregexp.New(`(?m)^schema[ \t]*=[ \t]*([0-9]+)[ \t]*(?:#.*)?\r?$`)

// schemaOf is the number that report.toml gives and its place, 0 where it gives none. A
// fault elsewhere in the file does not hide it.
func schemaOf(p *parsed) (n int64, at span) {
	if p.root == nil {
		if m := schemaLine.FindSubmatchIndex(p.Data); m != nil {
			fmt.Sscan(string(p.Data[m[2]:m[3]]), &n)
			at = span{m[2], m[3] - m[2]}
		}
		return n, at
	}
	if s := p.root.get("schema"); s != nil {
		fmt.Sscan(string(s.text), &n)
		at = s.val
	}
	return n, at
}

// assumedSchema is the number that report.toml gives. Where it gives none, which is a
// problem of its own, it is the newest, so that nothing else is refused for its sake.
func assumedSchema(files []*parsed) int64 {
	for _, p := range files {
		if n, _ := schemaOf(p); p.Name == "data/report.toml" && n > 0 {
			return n
		}
	}
	return Schema
}

func checkSchema(p *parsed) []problem.Problem {
	if n, at := schemaOf(p); at.len > 0 && n < 1 {
		return []problem.Problem{p.problem("schema", Ref{}, at, say.F("schema is not the number of a schema"), say.F("the newest is %d", Schema))}
	}
	return nil
}

// ignored is the Markdown in texts of the report that is not supported. Before schema 3
// it was printed as it is written, with a warning.
func ignored(files []*parsed) []problem.Problem {
	severity := problem.Warning
	if assumedSchema(files) >= 3 {
		severity = problem.Error
	}
	var problems []problem.Problem
	for _, p := range files {
		for _, found := range p.ignored {
			found.Severity = severity
			problems = append(problems, found)
		}
		if severity == problem.Error {
			continue
		}
		for _, found := range p.plain {
			found.Severity = severity
			problems = append(problems, found)
		}
	}
	return problems
}

// newerThanSchema are the keys and values that the schema does not have in which the
// report is written.
func newerThanSchema(files []*parsed) []problem.Problem {
	i := slices.IndexFunc(files, func(p *parsed) bool { return p.Name == "data/report.toml" })
	if i < 0 {
		return nil // which has a problem of its own
	}
	n, _ := schemaOf(files[i])
	if n < 1 {
		return nil // and so has this
	}
	var problems []problem.Problem
	for _, p := range files {
		if s := since(p.Name); int64(s) > n {
			problems = append(problems, p.problem("schema", Ref{}, span{},
				say.F("%s belongs to schema %d, but this report is written in schema %d", p.Name, s, n),
				say.F("write schema = %d in data/report.toml, or remove the file", s)))
			continue
		}
		for _, k := range p.newer {
			if int64(k.since) > n && k.was != nil {
				problems = append(problems, p.problem(k.was.rule, k.record, k.place, k.was.message, k.was.hint))
				continue
			}
			if int64(k.since) > n {
				problems = append(problems, p.problem("schema", k.record, k.place,
					say.F("%s belongs to schema %d, but this report is written in schema %d", k.name, k.since, n),
					say.F("‹write schema = %d in data/report.toml, or take %s out›", k.since, k.name)))
			}
		}
	}
	return problems
}

// settle puts the records of a file in their order and fills in what the
// file says once for all of them.
func (p *parsed) settle() {
	switch v := p.value.(type) {
	case *Paragraph:
		v.settle()
	case *dimensionsFile:
		for _, d := range v.Dimensions {
			d.settle()
		}
	case *Table:
		v.settle()
	case *sectionsFile:
		for _, s := range v.Sections {
			for i, ref := range s.Answers {
				s.Answers[i] = ref.orBare(KindRequest)
			}
		}
	case *indicatorsFile:
		for _, in := range v.Indicators {
			in.settle()
		}
	case *Participation:
		v.settle()
	case *entitiesFile:
		for _, e := range v.Entities {
			if len(e.Cites) == 0 {
				e.Cites = v.Cites
			}
		}
	case *statesFile:
		for _, s := range v.States {
			if len(s.Cites) == 0 {
				s.Cites = v.Cites
			}
		}
	}
}

func (p *Paragraph) settle() {
	for _, s := range p.Subparagraphs {
		s.Paragraph = p
	}
	for _, q := range p.Requests {
		q.Paragraph = p
	}
}

func (d *Dimension) settle() {
	for _, c := range d.Categories {
		c.Dimension = d
	}
}

func (in *Indicator) settle() {
	for _, o := range in.Observations {
		o.Indicator = in
	}
	for _, t := range in.Targets {
		t.Indicator = in
	}
	slices.SortStableFunc(in.Targets, func(a, b *Target) int {
		if a.Date.IsZero() != b.Date.IsZero() {
			return b.Date.Compare(a.Date) // those without a day come last
		}
		return a.Date.Compare(b.Date)
	})
	slices.SortStableFunc(in.Observations, func(a, b *Observation) int { return a.Period.To.Compare(b.Period.To) })
}

func (p *Participation) settle() {
	slices.SortStableFunc(p.Acts, func(a, b Act) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.State, b.State), cmp.Compare(a.Kind, b.Kind))
	})
}

// sort puts the registers in their order whose order no file gives.
func (r *Report) sort() {
	slices.SortFunc(r.Activities, func(a, b *Activity) int {
		return cmp.Or(a.Start.Compare(b.Start), a.End.Compare(b.End), cmp.Compare(a.ID, b.ID))
	})
	if r.Schema >= 3 { // before, the names of the files gave the order
		r.sortParagraphs()
	}
	slices.SortStableFunc(r.Replies, func(a, b *Reply) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.ID, b.ID))
	})
	order := make(map[string]int, len(r.Instruments))
	for i, in := range r.Instruments {
		order[in.ID] = i
	}
	slices.SortStableFunc(r.Participation, func(a, b *Participation) int {
		return cmp.Compare(order[a.Instrument], order[b.Instrument])
	})
}

// New completes a report whose records are not from files, so that Pos gives no
// places: it puts them in their order and makes them known by their typed ids.
// It returns r.
func New(r *Report) *Report {
	for _, p := range r.Paragraphs {
		p.settle()
	}
	for _, d := range r.Dimensions {
		d.settle()
	}
	for _, t := range r.Tables {
		t.settle()
	}
	for _, in := range r.Indicators {
		in.settle()
	}
	for _, p := range r.Participation {
		p.settle()
	}
	r.sort()
	r.index = newIndex(nil, prose.NewCache())
	r.fill()
	return r
}

// assemble makes a report of its files and checks what they say of each
// other. Images are the files that are no TOML; nil where they are not known. Lost is what
// was left out of them; nil for nothing. Texts are those that the files were read with.
func assemble(files []*parsed, images *images, lost *losses, texts *prose.Cache) (*Report, []problem.Problem) {
	r := &Report{index: newIndex(files, texts)}
	for _, p := range files {
		r.Files = append(r.Files, p.File)
		if p.value != nil {
			r.put(reflect.ValueOf(p.value).Elem())
		}
	}
	if r.Schema == 0 {
		r.Schema = int(assumedSchema(files)) // report.toml could not be read
	}
	r.sort()
	r.show(images)
	r.fill()
	r.findAnswers()
	l := &linker{report: r, files: files, lost: lost}
	l.index()
	l.resolve()
	l.images(images)
	if len(l.problems) == 0 && !slices.ContainsFunc(files, func(p *parsed) bool { return p.value == nil }) {
		l.acyclic()
		l.retired()
	}
	return r, l.all()
}

// put enters what a file holds where the report has a field of its type: the
// file itself, or each of its values.
func (r *Report) put(file reflect.Value) {
	into := reflect.ValueOf(r).Elem()
	enter := func(v reflect.Value) bool {
		for i := range into.NumField() {
			f := into.Field(i)
			switch {
			case f.Type() == v.Type() && f.Kind() == reflect.Slice:
				f.Set(reflect.AppendSlice(f, v))
			case f.Type() == v.Type():
				f.Set(v)
			case f.Type() == reflect.SliceOf(v.Addr().Type()):
				f.Set(reflect.Append(f, v.Addr()))
			default:
				continue
			}
			return true
		}
		return false
	}
	if enter(file) {
		return
	}
	for i := range file.NumField() {
		enter(file.Field(i))
	}
}
