package insert

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// Revised is data/report.toml with changed values under [edition].
type Revised struct {
	Data  []byte
	Edits []Edit // in the order of the record
}

// Edit is a value that was set or removed.
type Edit struct {
	Line     int    // in the revised file, 1-based; of a removed value, where it was
	Field    string // "as_at", "title.fr"
	From, To string // as decoded; empty where there was none, or is none any more
}

// Revise sets values under [edition], keyed by field, and removes those whose new
// value is empty. Values that do not change keep their spelling.
func Revise(data []byte, words map[string]string) (*Revised, error) {
	const name = "data/report.toml"
	fields := Kind{Name: "edition", typ: reflect.TypeFor[report.Edition]()}.Fields(report.Langs)
	for field := range words {
		if !slices.ContainsFunc(fields, func(f Field) bool { return f.Name == field }) {
			return nil, say.Errorf("an edition has no field %q", field)
		}
	}
	rev := &Revised{Data: data}
	for i, f := range fields {
		word, ok := words[f.Name]
		if !ok {
			continue
		}
		root, found := report.Outline(name, rev.Data)
		if found != nil {
			return nil, say.Errorf("%s: %s", found.Pos, found.Message)
		}
		path := append([]string{"edition"}, strings.Split(f.Name, ".")...)
		was := root.TextAt(path...)
		if same(was, word) {
			continue
		}
		var err error
		edit := Edit{Field: f.Name, From: was, To: strings.TrimSpace(word)}
		if word == "" {
			edit.Line, rev.Data, err = takeOut(rev.Data, root, path)
		} else {
			rev.Data, err = setValue(rev.Data, root, fields[:i], f, word)
		}
		if err != nil {
			return nil, err
		}
		rev.Edits = append(rev.Edits, edit)
	}
	root, found := report.Outline(name, rev.Data)
	for i, e := range rev.Edits {
		path := append([]string{"edition"}, strings.Split(e.Field, ".")...)
		if found != nil || !same(root.TextAt(path...), e.To) {
			return nil, say.Errorf("%s cannot be set in %s as that file is written; write %s there under [edition] by hand", e.Field, name, byHand(e))
		}
		if e.To != "" {
			rev.Edits[i].Line = 1 + strings.Count(string(rev.Data[:valueAt(root, path).Start]), "\n")
		}
	}
	return rev, nil
}

func byHand(e Edit) string {
	if e.To == "" {
		return "no " + e.Field
	}
	return fmt.Sprintf("%s = %q", e.Field, e.To)
}

// same compares a decoded text with a new value.
func same(text, word string) bool {
	fold := func(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }
	return fold(text) == fold(word)
}

func valueAt(root report.Part, path []string) report.Part {
	for _, key := range path {
		root, _ = root.Get(key)
	}
	return root
}

// setValue replaces a value, or inserts it after the nearest existing field that comes
// before it in the record.
func setValue(data []byte, root report.Part, before []Field, f Field, word string) ([]byte, error) {
	value, err := f.TOML(word)
	if err != nil {
		return nil, err
	}
	eol := lineEnds(data)
	value = strings.ReplaceAll(value, "\n", eol)
	table, ok := root.Get("edition")
	if !ok {
		return nil, say.Errorf("data/report.toml has no [edition]; add it")
	}
	top, lang, isText := strings.Cut(f.Name, ".")
	part, there := table.Get(top)
	if isText && there {
		if kid, ok := part.Get(lang); ok {
			return splice(data, kid.Start, kid.End, value), nil
		}
		if at := part.End; len(part.Parts) > 0 {
			return behind(data, at, formOf(data, part, formOf(data, table, form{prefix: "edition."}).in(top)), lang, value, eol), nil
		}
	} else if there {
		return splice(data, part.Start, part.End, value), nil
	}
	// The table begins with its heading, and a heading of its own ends it.
	at := -1
	if table.Heading {
		at = lineEnd(data, table.Start)
	}
	for i := len(before) - 1; i >= 0; i-- {
		name, _, _ := strings.Cut(before[i].Name, ".")
		if p, ok := table.Get(name); ok && !p.Heading {
			at = p.End
			break
		}
	}
	if at < 0 {
		return nil, say.Errorf("%s cannot be set in data/report.toml as that file is written; write it there under [edition] by hand", f.Name)
	}
	return behind(data, at, formOf(data, table, form{prefix: "edition."}), f.Name, value, eol), nil
}

// form is how the keys of a table are written.
type form struct {
	braces bool   // between braces, with commas
	prefix string // what precedes a key on a line of its own
}

// in returns the form of dotted keys below a key of a table of this form.
func (f form) in(key string) form { return form{f.braces, f.prefix + key + "."} }

// formOf returns the form of a table. It is dotted if the table has neither a heading
// nor braces.
func formOf(data []byte, table report.Part, dotted form) form {
	switch {
	case table.Heading:
		return form{}
	case table.Start < len(data) && data[table.Start] == '{':
		return form{braces: true}
	}
	return dotted
}

// behind inserts a key after off: on the next line, or inside the braces that end the
// table.
func behind(data []byte, off int, f form, key, value, eol string) []byte {
	if f.braces {
		if off > 0 && data[off-1] == '}' && f.prefix == "" {
			off--
			for off > 0 && (data[off-1] == ' ' || data[off-1] == '\t') {
				off--
			}
		}
		return splice(data, off, off, ", "+f.prefix+key+" = "+value)
	}
	off = nextLine(data, off)
	text := f.prefix + key + " = " + value + eol
	if off > 0 && data[off-1] != '\n' {
		text = eol + text
	}
	return splice(data, off, off, text)
}

// takeOut removes the line of a value and returns its number.
func takeOut(data []byte, root report.Part, path []string) (int, []byte, error) {
	table := valueAt(root, path[:1])
	part := valueAt(root, path)
	if formOf(data, table, form{}).braces {
		return 0, nil, say.Errorf("[edition] is in braces in data/report.toml; take %s out there by hand", path[len(path)-1])
	}
	begin := lineStart(data, part.Start)
	return 1 + strings.Count(string(data[:begin]), "\n"), splice(data, begin, nextLine(data, part.End), ""), nil
}

func splice(data []byte, from, to int, text string) []byte {
	return slices.Concat(data[:from], []byte(text), data[to:])
}

// lineEnd returns the offset of the line feed that ends the line, or the end of the
// file.
func lineEnd(data []byte, off int) int {
	for off < len(data) && data[off] != '\n' {
		off++
	}
	return off
}

// Withdraw adds an edition to the list of withdrawn editions. The values are its id,
// the commit that issued it, the reason in each language and the id of its
// replacement.
func (in *Files) Withdraw(words map[string]string) (*Change, error) {
	d := &draft{kind: Kind{Name: "withdrawn edition", of: report.KindWithdrawn}, words: words}
	d.kind.complete()
	d.langs = slices.DeleteFunc(slices.Clone(report.Langs), func(l report.Lang) bool { return words["reason."+string(l)] == "" })
	slices.SortStableFunc(d.langs, func(a, b report.Lang) int { return order(in.Langs, a) - order(in.Langs, b) })
	change, _, err := in.add(d)
	return change, err
}
