package editor

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"rapporteur/generator/insert"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// most is how long a value may be, in bytes; no text that check accepts is as long.
const most = 256 << 10

// set gives a field of a record a value.
func (s *Session) set(op *Op) error {
	ref := report.ParseRef(op.Record)
	name, part, err := s.record(ref)
	if err != nil {
		return err
	}
	if len(op.text()) > most {
		return say.Errorf("the text has more than %d kB; a field cannot hold that", most>>10)
	}
	t, tag, ok := fieldAt(ref.Kind.Info().Type, op.Path)
	if !ok {
		return say.Errorf("records of the kind %q have no field %q", string(ref.Kind), op.Path)
	}
	now := s.valueAt(ref, op.Path)
	if op.Was == "" {
		op.Was = now
	}
	if now == strings.TrimSpace(clean(op.text())) && (op.text() != "" || !partAt(part, op.Path).List) && (now != "" || partAt(part, op.Path).Start == 0) {
		return nil
	}
	value := ""
	switch {
	case op.Values != nil:
		value = s.list(part, op.Path, op.Values)
	case op.Value != "" && isText(tag):
		was := partAt(part, op.Path)
		value = written(was.Text, op.Value, strings.HasPrefix(s.files[name][was.Start:], `"""`))
	case op.Value != "":
		value = insert.TOML(t, strings.TrimSpace(clean(op.Value)))
	}
	root, _ := s.outline(name)
	data, root, err := insert.Set(s.loader.Outline, name, []byte(s.files[name]), root, ref, op.Path, value)
	if err != nil {
		return err
	}
	s.files[name] = string(data)
	s.outlines[name] = outlined{s.files[name], root}
	s.named = nil
	if slices.Contains(ref.Kind.Info().ID, op.Path) {
		s.index = nil
	}
	return nil
}

// clean leaves out what no file may hold.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\x00", "")
}

// list writes a list: on one line, or as it was one item a line.
func (s *Session) list(p report.Part, path string, items []string) string {
	if len(items) == 0 {
		return ""
	}
	was := partAt(p, path)
	long := 0
	var each []string
	for _, item := range items {
		q := report.Quote(clean(item))
		long += utf8.RuneCountInString(q) + 2
		each = append(each, q)
	}
	if was.List && len(was.Parts) > 1 && long > 100 {
		return "[\n  " + strings.Join(each, ",\n  ") + ",\n]"
	}
	return "[" + strings.Join(each, ", ") + "]"
}

// partAt is the value at a path of a record; the zero Part where there is none.
func partAt(p report.Part, path string) report.Part {
	for step := range strings.SplitSeq(path, ".") {
		key, rest, _ := strings.Cut(step, "[")
		kid, ok := p.Get(key)
		if !ok {
			return report.Part{}
		}
		p = kid
		for rest != "" {
			number, after, _ := strings.Cut(rest, "]")
			i := 0
			if _, err := fmt.Sscan(number, &i); err != nil || i < 0 || i >= len(p.Parts) {
				return report.Part{}
			}
			p = p.Parts[i]
			rest = strings.TrimPrefix(after, "[")
		}
	}
	return p
}

// valueAt is what a form shows of a field: a text without its line breaks, the items of
// a list with commas between them.
func (s *Session) valueAt(ref report.Ref, path string) string {
	_, p, err := s.record(ref)
	if err != nil {
		return ""
	}
	v := partAt(p, path)
	if v.List {
		var items []string
		for _, kid := range v.Parts {
			items = append(items, kid.Text)
		}
		return strings.Join(items, ", ")
	}
	if _, tag, ok := fieldAt(ref.Kind.Info().Type, path); ok && isText(tag) {
		return unwrap(v.Text)
	}
	return v.Text
}

// fieldAt is the type of the value at a path, and the tag of the field that it is in.
func fieldAt(t reflect.Type, path string) (reflect.Type, reflect.StructField, bool) {
	var sf reflect.StructField
	for step := range strings.SplitSeq(path, ".") {
		key, index, isItem := strings.Cut(step, "[")
		for t != nil && t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		if t == reflect.TypeFor[report.Text]() {
			return reflect.TypeFor[string](), sf, slices.Contains(report.Langs, report.Lang(key))
		}
		if t == reflect.TypeFor[report.Cells]() || t == reflect.TypeFor[report.Breakdown]() {
			return reflect.TypeFor[string](), sf, report.IsID(key)
		}
		if t == nil || t.Kind() != reflect.Struct {
			return nil, sf, false
		}
		fields := reflect.VisibleFields(t)
		i := slices.IndexFunc(fields, func(f reflect.StructField) bool { return f.Tag.Get("toml") == key })
		if i < 0 || key == "-" || key == "" {
			return nil, sf, false
		}
		if fields[i].Type != reflect.TypeFor[report.Text]() || sf.Name == "" {
			sf = fields[i]
		}
		sf = fields[i]
		t = fields[i].Type
		if isItem && index != "" {
			if t.Kind() != reflect.Slice {
				return nil, sf, false
			}
			t = t.Elem()
		}
	}
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t, sf, true
}

// isText reports whether a field is a text in languages.
func isText(f reflect.StructField) bool { return f.Type == reflect.TypeFor[report.Text]() }

// add adds a record with the words that say which one it is.
func (s *Session) add(op *Op) (string, error) {
	fsys, err := tree(s.files, nil)
	if err != nil {
		return "", err
	}
	in, problems, err := insert.Read(fsys)
	if err != nil {
		return "", err
	}
	if len(problems) > 0 {
		return "", say.Errorf("%s: %s", problems[0].Place(), problems[0].Message)
	}
	of := report.Kind(op.Kind)
	words := make(map[string]string)
	for k, v := range op.Words {
		words[k] = strings.TrimSpace(clean(v))
	}
	k, ok := addable(of, words["kind"])
	if !ok {
		return "", say.Errorf("records of the kind %q cannot be added here", op.Kind)
	}
	if file := words["file"]; of == report.KindImage && file != "" {
		delete(words, "file")
	}
	// What is missing is shown next to its field; insert itself refuses only what it
	// cannot place.
	change, _, err := in.Add(k, words)
	if err != nil {
		return "", err
	}
	s.files[change.File] = string(change.Data)
	s.index, s.named = nil, nil
	before := make(map[report.Ref]bool)
	for _, p := range s.refsIn(change.File, change.First, change.Last) {
		if p.Kind == of {
			before[p] = true
		}
	}
	for ref := range before {
		op.Record = ref.String()
		return op.Record, nil
	}
	return "", say.Errorf("the new record cannot be found in %s", change.File)
}

// refsIn are the records of a file that begin between two lines.
func (s *Session) refsIn(name string, first, last int) []report.Ref {
	var refs []report.Ref
	root, ok := s.outline(name)
	if !ok {
		return nil
	}
	line := func(off int) int { return 1 + strings.Count(s.files[name][:off], "\n") }
	for ref, file := range s.where() {
		if file != name {
			continue
		}
		if p, ok := insert.Locate(root, ref); ok && (ref.Kind.Info().Key == "" || line(p.Start) >= first && line(p.Start) <= last) {
			refs = append(refs, ref)
		}
	}
	slices.SortFunc(refs, func(a, b report.Ref) int { return strings.Compare(a.String(), b.String()) })
	return refs
}

// addable is the kind of insert that adds records of a kind.
func addable(of report.Kind, word string) (insert.Kind, bool) {
	var first *insert.Kind
	kinds := insert.Kinds()
	for i, k := range kinds {
		if k.Of() != of || of == "" {
			continue
		}
		if k.Takes(word) {
			return k, true
		}
		if first == nil {
			first = &kinds[i]
		}
	}
	if first == nil {
		return insert.Kind{}, false
	}
	return *first, true
}

// Addable are the kinds of records that can be added, in the order of the help of new.
func Addable() []report.Kind {
	var kinds []report.Kind
	for _, k := range insert.Kinds() {
		if k.Of() != "" && k.Of() != report.KindRetired && !slices.Contains(kinds, k.Of()) {
			kinds = append(kinds, k.Of())
		}
	}
	return kinds
}

// remove removes a record. If it was issued, its id is added to the list of retired ids,
// since no id is used twice.
func (s *Session) remove(ref report.Ref) error {
	name, _, err := s.record(ref)
	if err != nil {
		return err
	}
	data, gone, err := insert.Remove(name, []byte(s.files[name]), ref)
	if err != nil {
		return err
	}
	newest, err := s.before()
	if err != nil {
		return err
	}
	was, had := s.files[name]
	if gone {
		delete(s.files, name)
	} else {
		s.files[name] = string(data)
	}
	s.index, s.named = nil, nil
	if newest == nil || newest.Record(ref) == nil || strings.Contains(ref.ID, "/") || !retires(ref.Kind) {
		return nil
	}
	op := &Op{Kind: string(report.KindRetired), Words: map[string]string{"id": ref.ID, "kind": string(ref.Kind), "since": s.draftID()}}
	if _, err := s.add(op); err != nil {
		if had {
			s.files[name] = was
		}
		return err
	}
	return nil
}

// begin makes the edition that was issued the draft of the next one.
func (s *Session) begin(day string) error {
	const name = "data/report.toml"
	d, err := report.ParseDate(day)
	if err != nil || d.Day == 0 {
		return say.Errorf("%q is not a day; write it as 2008-07-31", day)
	}
	words := map[string]string{"id": d.String(), "as_at": d.String(), "status": string(report.Draft), "kind": "", "supersedes": "", "corrects": "", "adds_to": ""}
	for _, l := range report.Langs {
		words["title."+string(l)], words["note."+string(l)] = "", ""
	}
	revised, err := insert.Revise([]byte(s.files[name]), words)
	if err != nil {
		return err
	}
	s.files[name] = string(revised.Data)
	return nil
}

// retires reports whether ids of a kind are kept in data/retired.toml.
func retires(k report.Kind) bool {
	info := k.Info()
	return len(info.ID) == 1 && !info.Part && k != report.KindParticipation
}

func (s *Session) draftID() string {
	root, _ := s.outline("data/report.toml")
	return root.TextAt("edition", "id")
}

// unwrap shows a text without the line breaks that a file has for its own sake: those
// inside a paragraph and inside an item of a list.
func unwrap(s string) string {
	var out []string
	for _, line := range strings.Split(strings.TrimSpace(s), "\n") {
		trimmed := strings.TrimSpace(line)
		if n := len(out); n > 0 && trimmed != "" && out[n-1] != "" && !marked(trimmed) {
			out[n-1] += " " + trimmed
			continue
		}
		out = append(out, trimmed)
	}
	return strings.Join(out, "\n")
}

// marked reports whether a line begins an item of a list.
func marked(line string) bool {
	if strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "* ") {
		return true
	}
	n := strings.TrimLeft(line, "0123456789")
	return n != line && (strings.HasPrefix(n, ". ") || strings.HasPrefix(n, ") "))
}

// written writes a text as TOML. Of a text that was wrapped, the paragraphs that did not
// change keep their lines; others are wrapped. tripled says that it has three quotation
// marks on either side.
func written(was, now string, tripled bool) string {
	now = strings.TrimSpace(clean(now))
	if tripled && !strings.Contains(now, "\n") && !strings.Contains(was, "\n") && was == strings.TrimLeft(was, " ") && len(was) > 0 && utf8.RuneCountInString(was) > 100 {
		return strings.Replace(insert.Lines(now), "\n", "", 1)
	}
	if !strings.Contains(now, "\n") && !strings.Contains(was, "\n") && utf8.RuneCountInString(now) <= 100 {
		return report.Quote(now)
	}
	if !strings.Contains(now, "\n") && was != "" && !strings.Contains(was, "\n") {
		return report.Quote(now) // it was on one line before
	}
	kept := make(map[string]string) // lines of the file by what the form shows of them
	for _, block := range blocks(was) {
		kept[unwrap(block)] = block
	}
	var out []string
	for _, block := range blocks(now) {
		if lines, ok := kept[unwrap(block)]; ok {
			out = append(out, strings.TrimRight(lines, "\n"))
			continue
		}
		var lines []string
		for _, line := range strings.Split(block, "\n") {
			lines = append(lines, wrap(strings.TrimSpace(line))...)
		}
		out = append(out, strings.Join(lines, "\n"))
	}
	return insert.Lines(strings.Join(out, "\n\n"))
}

// blocks are the parts of a text between blank lines.
func blocks(s string) []string {
	var all []string
	for _, b := range strings.Split(strings.TrimSpace(s), "\n\n") {
		if b = strings.Trim(b, "\n"); strings.TrimSpace(b) != "" {
			all = append(all, b)
		}
	}
	return all
}

// wrap breaks a line at spaces, no later than after 100 characters. A line that would
// begin with what Markdown takes for the mark of an item is not begun.
func wrap(line string) []string {
	var lines []string
	indent := ""
	if marked(line) {
		indent = "  "
	}
	at := ""
	for _, w := range strings.Split(line, " ") {
		switch {
		case at == "":
			at = w
		case utf8.RuneCountInString(at)+1+utf8.RuneCountInString(w) > 100 && !marked(w+" ") && !strings.HasPrefix(w, "#") && !strings.HasPrefix(w, ">"):
			lines = append(lines, at)
			at = indent + w
		default:
			at += " " + w
		}
	}
	return append(lines, at)
}
