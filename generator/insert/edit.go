package insert

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// ErrByHand says that a file is written in a form that cannot be edited value by value.
var ErrByHand = say.Errorf("this is written in a form that only a text editor can change")

// Locate returns the record in the outline of a file; ok is false if the file does not
// hold it.
func Locate(root report.Part, ref report.Ref) (record report.Part, ok bool) {
	k := ref.Kind.Info()
	if k.Type == nil {
		return report.Part{}, false
	}
	id := strings.Split(ref.ID, "/")
	own := id
	if k.Composite {
		own = id[1:]
	}
	if k.Kind == report.KindRetired {
		own = strings.SplitN(ref.ID, ":", 2)
	}
	is := func(p report.Part) bool {
		for i, key := range k.ID {
			if i >= len(own) || p.TextAt(key) != own[i] {
				return false
			}
		}
		return true
	}
	switch outer, inner, nested := strings.Cut(k.Key, "."); {
	case k.Key == "":
		return root, is(root)
	case nested:
		owners, _ := root.Get(outer)
		for _, o := range owners.Parts {
			list, _ := o.Get(inner)
			for _, p := range list.Parts {
				if o.TextAt("id") == id[0] && is(p) {
					return p, true
				}
			}
		}
		return report.Part{}, false
	default:
		list, there := root.Get(outer)
		if !list.List {
			return list, there && len(k.ID) == 0
		}
		if k.Composite && root.TextAt(k.Parent.Info().ID[0]) != id[0] {
			return report.Part{}, false
		}
		for _, p := range list.Parts {
			if is(p) {
				return p, true
			}
		}
		return report.Part{}, false
	}
}

// Set gives the field of a record at a path such as "title.fr" or "cites[0].source" a
// value, which is written as TOML; an empty value removes the field. An index that is
// the length of its list appends to it. No other byte of the file changes but the
// separators of what is added or removed. root is the outline of data; that of the new
// content is returned with it. The error is ErrByHand if the file is written in a form
// that this cannot change. read gives outlines as report.Outline does.
func Set(read func(name string, data []byte) (report.Part, *problem.Problem), name string, data []byte, root report.Part, ref report.Ref, path, value string) ([]byte, report.Part, error) {
	record, ok := Locate(root, ref)
	if !ok {
		return nil, root, say.Errorf("%s is not in %s", ref.String(), name)
	}
	steps, err := parsePath(path)
	if err != nil {
		return nil, root, err
	}
	e := &editor{data: data, eol: lineEnds(data)}
	f := form{}
	if !record.Heading && record.Start < len(data) && data[record.Start] == '{' {
		f.braces = true
	}
	value = strings.ReplaceAll(value, "\n", e.eol)
	if value == "" {
		err = e.unset(record, f, steps)
	} else {
		err = e.set(record, f, ref.Kind.Info().Type, steps, value)
	}
	if err != nil {
		return nil, root, err
	}
	now, found := read(name, e.data)
	if found != nil {
		return nil, root, ErrByHand
	}
	return e.data, now, verify(root, now, ref, steps, value)
}

// step is a part of a path: a key, or an index in the list before it.
type step struct {
	key   string
	index int // -1 for a key
}

func parsePath(path string) ([]step, error) {
	var steps []step
	for part := range strings.SplitSeq(path, ".") {
		key, rest, _ := strings.Cut(part, "[")
		if key == "" {
			return nil, say.Errorf("%q is not the path of a field", path)
		}
		steps = append(steps, step{key, -1})
		for rest != "" {
			number, after, closed := strings.Cut(rest, "]")
			i, err := strconv.Atoi(number)
			if err != nil || i < 0 || !closed {
				return nil, say.Errorf("%q is not the path of a field", path)
			}
			steps = append(steps, step{index: i})
			rest = strings.TrimPrefix(after, "[")
		}
	}
	return steps, nil
}

// editor changes one file.
type editor struct {
	data []byte
	eol  string
}

func (e *editor) splice(from, to int, text string) {
	e.data = splice(e.data, from, to, text)
}

// set sets a value below a table.
func (e *editor) set(table report.Part, f form, t reflect.Type, path []step, value string) error {
	kid, there := table.Get(path[0].key)
	sub := below(t, path[0].key)
	if !there {
		return e.insert(table, f, t, path, value)
	}
	if len(path) == 1 {
		e.splice(kid.Start, kid.End, value)
		return nil
	}
	if path[1].index >= 0 {
		return e.setItem(kid, elem(sub), path[1].index, path[2:], value)
	}
	if kid.List {
		return ErrByHand
	}
	if len(kid.Parts) == 0 {
		e.splice(kid.Start, kid.End, braced(path[1:], value))
		return nil
	}
	return e.set(kid, formOf(e.data, kid, f.in(kid.Key)), sub, path[1:], value)
}

// setItem sets a value in an item of a list, or appends an item with it.
func (e *editor) setItem(list report.Part, item reflect.Type, i int, path []step, value string) error {
	if list.List && i < len(list.Parts) && len(path) > 0 && list.Parts[i].Heading {
		return e.set(list.Parts[i], form{}, item, path, value)
	}
	if !list.List || e.data[list.Start] != '[' || i > len(list.Parts) || len(list.Parts) > 0 && list.Parts[0].Heading {
		return ErrByHand
	}
	if i == len(list.Parts) {
		text := value
		if len(path) > 0 {
			text = braced(path, value)
		}
		e.append(list, text)
		return nil
	}
	if len(path) == 0 {
		e.splice(list.Parts[i].Start, list.Parts[i].End, value)
		return nil
	}
	if len(list.Parts[i].Parts) == 0 {
		e.splice(list.Parts[i].Start, list.Parts[i].End, braced(path, value))
		return nil
	}
	return e.set(list.Parts[i], form{braces: true}, item, path, value)
}

// append adds an item to a list in brackets, on a line of its own if the others have one.
func (e *editor) append(list report.Part, item string) {
	if len(list.Parts) == 0 {
		e.splice(list.Start, list.End, "["+item+"]")
		return
	}
	last := list.Parts[len(list.Parts)-1]
	if bytes.ContainsRune(e.data[list.Start:list.Parts[0].Start], '\n') {
		at := placeItem(e.data, list, len(list.Parts), item, e.eol)
		e.splice(at.off, at.off, at.text)
		return
	}
	e.splice(last.End, last.End, ", "+item)
}

// insert adds a key to a table, after the nearest field before it in the struct.
func (e *editor) insert(table report.Part, f form, t reflect.Type, path []step, value string) error {
	key, text := written(f, t, path, value)
	at, ordered := -1, keysBefore(t, path[0].key)
	for i := len(ordered) - 1; i >= 0 && at < 0; i-- {
		if p, ok := table.Get(ordered[i]); ok && !headed(p) {
			at = p.End
		}
	}
	switch {
	case f.braces:
		if at < 0 && len(table.Parts) > 0 {
			e.splice(table.Parts[0].Name, table.Parts[0].Name, key+" = "+text+", ")
			return nil
		}
		if at < 0 {
			e.splice(table.Start, table.End, "{ "+key+" = "+text+" }")
			return nil
		}
		e.splice(at, at, ", "+key+" = "+text)
		return nil
	case at < 0 && table.Heading:
		at = lineEnd(e.data, table.Start)
	case at < 0 && f.prefix != "":
		// Dotted keys: before the first one.
		first := lineStart(e.data, firstName(table))
		e.splice(first, first, f.prefix+key+" = "+text+e.eol)
		return nil
	case at < 0:
		// The file itself: before its first key or heading, after the comments at its head.
		first := len(e.data)
		for _, p := range table.Parts {
			switch {
			case p.List && len(p.Parts) > 0 && p.Parts[0].Heading:
				first = min(first, p.Parts[0].Start)
			case p.Heading:
				first = min(first, p.Start)
			default:
				first = min(first, lineStart(e.data, firstName(p)))
			}
		}
		e.splice(first, first, key+" = "+text+e.eol)
		return nil
	}
	// A comment that follows the value on its line stays there.
	off := nextLine(e.data, at)
	line := f.prefix + key + " = " + text + e.eol
	if off > 0 && e.data[off-1] != '\n' {
		line = e.eol + line
	}
	e.splice(off, off, line)
	return nil
}

// firstName returns the offset of the first key that is written of a part.
func firstName(p report.Part) int {
	first := p.Name
	if first == 0 {
		first = p.Start
	}
	for _, kid := range p.Parts {
		if n := firstName(kid); n > 0 {
			first = min(first, n)
		}
	}
	return first
}

// headed reports whether a value is below a heading of its own.
func headed(p report.Part) bool {
	return p.Heading || p.List && len(p.Parts) > 0 && p.Parts[0].Heading
}

// written returns the key and the value that a new field begins with: a text is
// dotted on lines of its own, a quantity and what is in braces is in braces.
func written(f form, t reflect.Type, path []step, value string) (key, text string) {
	if len(path) == 1 {
		return path[0].key, value
	}
	if path[1].index >= 0 {
		if len(path) > 2 {
			value = braced(path[2:], value)
		}
		return path[0].key, "[" + value + "]"
	}
	sub := below(t, path[0].key)
	if f.braces || sub == reflect.TypeFor[report.Quantity]() || sub == reflect.TypeFor[report.Amount]() {
		return path[0].key, braced(path[1:], value)
	}
	key, text = written(f, sub, path[1:], value)
	return path[0].key + "." + key, text
}

func braced(path []step, value string) string {
	for i := len(path) - 1; i >= 0; i-- {
		if path[i].index >= 0 {
			value = "[" + value + "]"
			continue
		}
		value = "{ " + path[i].key + " = " + value + " }"
	}
	return value
}

// keysBefore returns the keys of a struct before one of them, in their order.
func keysBefore(t reflect.Type, key string) []string {
	t = plain(t)
	var keys []string
	if t == nil || t.Kind() != reflect.Struct {
		return nil
	}
	for i := range t.NumField() {
		name := t.Field(i).Tag.Get("toml")
		if name == key {
			return keys
		}
		keys = append(keys, name)
	}
	return nil
}

func below(t reflect.Type, key string) reflect.Type {
	t = plain(t)
	if t == nil || t.Kind() != reflect.Struct {
		return nil
	}
	for i := range t.NumField() {
		if t.Field(i).Tag.Get("toml") == key {
			return plain(t.Field(i).Type)
		}
	}
	return nil
}

func elem(t reflect.Type) reflect.Type {
	if t != nil && t.Kind() == reflect.Slice {
		return plain(t.Elem())
	}
	return t
}

func plain(t reflect.Type) reflect.Type {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

// unset removes a value, and the tables and lists that it leaves empty.
func (e *editor) unset(table report.Part, f form, path []step) error {
	kid, there := table.Get(path[0].key)
	if !there {
		return nil
	}
	if len(path) > 1 && path[1].index >= 0 {
		i := path[1].index
		if !kid.List || i >= len(kid.Parts) {
			return nil
		}
		if len(path) > 2 {
			return e.unset(kid.Parts[i], form{braces: !kid.Parts[i].Heading}, path[2:])
		}
		if len(kid.Parts) > 1 {
			return e.removeItem(kid, i)
		}
	} else if len(path) > 1 && (len(kid.Parts) > 1 || !only(kid, path[1:])) {
		return e.unset(kid, formOf(e.data, kid, f.in(kid.Key)), path[1:])
	}
	if headed(kid) {
		return ErrByHand
	}
	if f.braces {
		i := slices.IndexFunc(table.Parts, func(p report.Part) bool { return p.Key == kid.Key })
		return e.removePair(table, i)
	}
	from := lineStart(e.data, firstName(kid))
	e.splice(from, nextLine(e.data, kid.End), "")
	return nil
}

// only reports whether a table holds nothing but what is at a path.
func only(table report.Part, path []step) bool {
	for _, s := range path {
		if len(table.Parts) != 1 || s.index < 0 && table.Parts[0].Key != s.key {
			return false
		}
		table = table.Parts[0]
	}
	return true
}

// removePair removes a key and its value from a table in braces.
func (e *editor) removePair(table report.Part, i int) error {
	kid := table.Parts[i]
	from, to := firstName(kid), kid.End
	switch {
	case i+1 < len(table.Parts):
		to = firstName(table.Parts[i+1])
	case i > 0:
		from = table.Parts[i-1].End
	default:
		from, to = table.Start, table.End
		e.splice(from, to, "{}")
		return nil
	}
	e.splice(from, to, "")
	return nil
}

// removeItem removes an item of a list with its comma and, if it is alone on its lines,
// these lines.
func (e *editor) removeItem(list report.Part, i int) error {
	item := list.Parts[i]
	from, to := item.Start, skipSpace(e.data, item.End)
	comma := to < len(e.data) && e.data[to] == ','
	if comma {
		to = skipSpace(e.data, to+1)
	}
	begin := lineStart(e.data, from)
	alone := len(bytes.TrimSpace(e.data[begin:from])) == 0 && (to >= len(e.data) || e.data[to] == '\n' || e.data[to] == '\r' || e.data[to] == '#')
	switch {
	case alone:
		e.splice(begin, nextLine(e.data, to), "")
	case !comma && i > 0:
		e.splice(list.Parts[i-1].End, item.End, "")
	default:
		e.splice(from, to, "")
	}
	return nil
}

// Remove removes a record from its file with the comments right above it. Gone says
// that the record is the whole file.
func Remove(name string, data []byte, ref report.Ref) (after []byte, gone bool, err error) {
	root, found := report.Outline(name, data)
	if found != nil {
		return nil, false, say.Errorf("%s: %s", found.Place(), found.Message)
	}
	record, ok := Locate(root, ref)
	if !ok {
		return nil, false, say.Errorf("%s is not in %s", ref.String(), name)
	}
	k := ref.Kind.Info()
	if k.Key == "" {
		return nil, true, nil
	}
	if len(k.ID) == 0 {
		return nil, false, say.Errorf("a report always has one %s; it cannot be removed", k.Kind.Noun())
	}
	e := &editor{data: data, eol: lineEnds(data)}
	if !record.Heading {
		list := listOf(root, record)
		i := slices.IndexFunc(list.Parts, func(p report.Part) bool { return p.Start == record.Start })
		if i < 0 {
			return nil, false, ErrByHand
		}
		if err := e.removeItem(list, i); err != nil {
			return nil, false, err
		}
		return e.data, false, nil
	}
	from, to := record.Start, nextLine(data, record.End)
	for from > 0 {
		above := lineStart(data, from-1)
		if above == 0 || data[above] != '#' {
			break
		}
		from = above
	}
	for to < len(data) && (data[to] == '\n' || data[to] == '\r') {
		to++
	}
	e.splice(from, to, "")
	if to >= len(data) { // it was the last record: no blank lines are left at the end
		e.data = append(bytes.TrimRight(e.data, "\r\n"), e.eol...)
	}
	return e.data, false, nil
}

// listOf returns the list that holds a part.
func listOf(p, item report.Part) report.Part {
	for _, kid := range p.Parts {
		if p.List && kid.Start == item.Start && kid.End == item.End {
			return p
		}
		if kid.Start <= item.Start && item.End <= kid.End || kid.Heading || headed(kid) || !kid.List {
			if found := listOf(kid, item); len(found.Parts) > 0 {
				return found
			}
		}
	}
	return report.Part{}
}

// verify makes sure that an edit changed the value that it was to change and none
// besides: a file of a form that was not foreseen is left alone.
func verify(old, now report.Part, ref report.Ref, path []step, value string) error {
	record, ok := Locate(now, ref)
	if len(path) == 1 && slices.Contains(ref.Kind.Info().ID, path[0].key) {
		return nil // it has another name now
	}
	if !ok {
		return ErrByHand
	}
	was, _ := Locate(old, ref)
	a, b := flat(was), flat(record)
	edited := path[0].key
	for key, v := range a {
		if top, _, _ := strings.Cut(strings.SplitN(key, "[", 2)[0], "."); top != edited && b[key] != v {
			return ErrByHand
		}
	}
	for key, v := range b {
		if top, _, _ := strings.Cut(strings.SplitN(key, "[", 2)[0], "."); top != edited && a[key] != v {
			return ErrByHand
		}
	}
	if count(now)-count(old) != len(b)-len(a) {
		return ErrByHand
	}
	at := record
	for _, s := range path {
		if value == "" {
			return nil
		}
		if s.index >= 0 {
			if s.index >= len(at.Parts) {
				return ErrByHand
			}
			at = at.Parts[s.index]
			continue
		}
		if at, ok = at.Get(s.key); !ok {
			return ErrByHand
		}
	}
	return nil
}

// count counts the values of a part.
func count(p report.Part) int {
	if len(p.Parts) == 0 {
		return 1
	}
	n := 0
	for _, kid := range p.Parts {
		n += count(kid)
	}
	return n
}

// flat lists the values of a part by their paths.
func flat(p report.Part) map[string]string {
	all := make(map[string]string)
	var walk func(p report.Part, path string)
	walk = func(p report.Part, path string) {
		if len(p.Parts) == 0 && path != "" {
			all[path] = p.Text
			return
		}
		for i, kid := range p.Parts {
			switch {
			case p.List:
				walk(kid, fmt.Sprintf("%s[%d]", path, i))
			case path == "":
				walk(kid, kid.Key)
			default:
				walk(kid, path+"."+kid.Key)
			}
		}
	}
	walk(p, "")
	return all
}

// TOML returns a value of the type of a field as written in a file. Items of lists have
// commas between them. Anything but a value of the type is written as a text, so that it
// is kept and check says what is wrong with it.
func TOML(t reflect.Type, word string) string {
	f := Field{typ: plain(t)}
	if v, err := f.TOML(word); err == nil {
		return v
	}
	return report.Quote(strings.ToValidUTF8(strings.TrimSpace(word), "\uFFFD"))
}

// Lines writes a text on lines of its own, between three quotation marks.
func Lines(s string) string { return quoteLines(strings.ToValidUTF8(s, "\uFFFD")) }
