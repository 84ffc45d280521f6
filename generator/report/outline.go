package report

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/pelletier/go-toml/v2/unstable"

	"rapporteur/generator/problem"
	"rapporteur/generator/say"
)

// CheckFiles finds what Load would find in files that are not on a disk, as
// far as the files themselves go.
func CheckFiles(files []File) []problem.Problem {
	l := NewLoader()
	var problems []problem.Problem
	var all []*parsed
	for _, f := range files {
		if fileType(f.Name) == nil {
			continue
		}
		p := l.parse(f.Name, f.Data)
		problems = append(problems, p.problems...)
		problems = append(problems, p.ignored...)
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b *parsed) int { return cmp.Compare(a.Name, b.Name) })
	_, found := assemble(all, nil, nil, l.texts)
	return problem.Sort(append(problems, found...))
}

// Part is a value of a file and the bytes that it takes, for programs that
// edit the file and must keep the rest as it is.
type Part struct {
	Key     string // empty for an item of a list and for the file itself
	Heading bool   // a table under [key] or [[key]], not one in braces or dotted keys
	List    bool   // in brackets, or of tables under [[key]]
	Text    string // of a value that is neither table nor list: as decoded
	Name    int    // offset of the key itself; 0 for an item of a list and for the file itself
	Start   int    // of a table under a heading: of its line; otherwise of the value
	End     int    // after the last byte of the value, of the last one in a table
	Parts   []Part // of a table or a list, in the order of the file
}

// Outline is the syntax of a file. A file that is not TOML gives the problem
// that Load would report.
func Outline(name string, data []byte) (Part, *problem.Problem) {
	p := &parsed{File: File{name, data}, lines: newLines(data)}
	f := checkBytes(data)
	if f == nil {
		f = parses(data)
	}
	if f == nil {
		f = decode(data, nil)
	}
	if f == nil {
		root, err := parseTree(data)
		if err == nil {
			return outline(root, "", data), nil
		}
		f = &fault{rule: "syntax", message: say.Raw(clean(err.Error()))}
	}
	found := p.problem(f.rule, Ref{}, span{f.off, f.len}, f.message, f.hint)
	return Part{}, &found
}

// Get is the value of a key of a table, the zero Part where there is none.
func (p Part) Get(key string) (Part, bool) {
	for _, kid := range p.Parts {
		if !p.List && kid.Key == key {
			return kid, true
		}
	}
	return Part{}, false
}

// TextAt is the text of a value, "" where there is no value of that name.
func (p Part) TextAt(keys ...string) string {
	for _, key := range keys {
		kid, ok := p.Get(key)
		if !ok {
			return ""
		}
		p = kid
	}
	return p.Text
}

func outline(n *node, key string, data []byte) Part {
	p := Part{Key: key, List: n.kind == unstable.Array, Start: n.val.off, End: n.val.off + n.val.len}
	if key != "" {
		p.Name = n.key.off
	}
	container := p.List || n.kind == unstable.Table
	if !container {
		p.Text = string(n.text)
		return p
	}
	var open byte
	if p.Start < len(data) {
		open = data[p.Start]
	}
	bracketed := n.val.len == 1 && (open == '{' && !p.List || open == '[' && p.List)
	if n.key.len == 0 && n.val.len == 0 {
		p.Start, p.End, bracketed = 0, 0, false // the file itself
	} else if !bracketed {
		if start := lineStart(data, n.val.off); bytes.HasPrefix(bytes.TrimLeft(data[start:], " \t"), []byte("[")) {
			p.Heading, p.Start = !p.List, start
			p.End = lineEnd(data, n.val.off)
		}
	}
	for i, kid := range n.kids {
		name := ""
		if !p.List {
			name = n.names[i]
		}
		part := outline(kid, name, data)
		p.Parts = append(p.Parts, part)
		p.End = max(p.End, part.End)
	}
	if bracketed {
		p.End = closing(data, p.End, open)
	}
	return p
}

// closing is the offset after the bracket that closes a list or a table
// whose values end at off. Only white space, commas and comments are
// between the two.
func closing(data []byte, off int, open byte) int {
	shut := byte(']')
	if open == '{' {
		shut = '}'
	}
	for off < len(data) {
		switch data[off] {
		case shut:
			return off + 1
		case '#':
			off = lineEnd(data, off)
		}
		off++
	}
	return len(data)
}

func lineStart(data []byte, off int) int {
	return bytes.LastIndexByte(data[:off], '\n') + 1
}

// lineEnd is the offset of the line feed that ends the line, or the end.
func lineEnd(data []byte, off int) int {
	if i := bytes.IndexByte(data[off:], '\n'); i >= 0 {
		return off + i
	}
	return len(data)
}
