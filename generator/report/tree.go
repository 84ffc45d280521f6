package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"rapporteur/generator/credentials"
	"rapporteur/generator/problem"
)

// node is a value of a TOML file and its place. Dotted keys and
// headings are merged, so the tree has the shape that a decoder would give.
type node struct {
	kind   unstable.Kind // Table, Array or the kind of a scalar; never InlineTable or ArrayTable
	key    span          // of the key or heading that made it; for an item of an array, of the item
	val    span          // of the value; for a table or array its first byte
	text   []byte        // of a scalar: its decoded text
	names  []string      // of a table: keys in the order of the file
	kids   []*node       // of a table, parallel to names; of an array, its items
	byName map[string]int
}

// span is a part of a file, in bytes.
type span struct{ off, len int }

func spanOf(r unstable.Range) span { return span{int(r.Offset), int(r.Length)} }

// get is the value of a key of a table, or nil.
func (n *node) get(name string) *node {
	if n == nil || n.kind != unstable.Table {
		return nil
	}
	if n.byName != nil {
		if i, ok := n.byName[name]; ok {
			return n.kids[i]
		}
		return nil
	}
	if i := slices.Index(n.names, name); i >= 0 {
		return n.kids[i]
	}
	return nil
}

func (n *node) put(name string, kid *node) {
	n.names = append(n.names, name)
	n.kids = append(n.kids, kid)
	// A search is fast enough in the tables that people write.
	const many = 24
	switch {
	case n.byName != nil:
		n.byName[name] = len(n.kids) - 1
	case len(n.names) > many:
		n.byName = make(map[string]int, 2*len(n.names))
		for i, name := range n.names {
			n.byName[name] = i
		}
	}
}

// at follows a path such as "cites[0].source" or "title.fr". It returns the
// deepest node on the way, and whether that is the end of the path.
func (n *node) at(path string) (*node, bool) {
	for path != "" {
		part, rest, _ := strings.Cut(path, ".")
		name, index, indexed := strings.Cut(part, "[")
		kid := n.get(name)
		if kid == nil {
			return n, false
		}
		n = kid
		if indexed {
			i, err := strconv.Atoi(strings.TrimSuffix(index, "]"))
			if err != nil || n.kind != unstable.Array || i < 0 || i >= len(n.kids) {
				return n, false
			}
			n = n.kids[i]
		}
		path = rest
	}
	return n, true
}

// child is the table of that name, made where it is not there yet; of an
// array of tables it is the newest item.
func (n *node) child(name string, key span) *node {
	kid := n.get(name)
	if kid == nil {
		kid = &node{kind: unstable.Table, key: key, val: key}
		n.put(name, kid)
	}
	if kid.kind == unstable.Array && len(kid.kids) > 0 {
		return kid.kids[len(kid.kids)-1]
	}
	return kid
}

// parseTree reads data, which the decoders have accepted, into a tree.
func parseTree(data []byte) (*node, error) {
	var p unstable.Parser
	p.Reset(data)
	root := &node{kind: unstable.Table}
	table := root
	b := treeBuilder{data}
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = root
			for it := e.Key(); it.Next(); {
				name, key := string(it.Node().Data), spanOf(it.Node().Raw)
				if e.Kind == unstable.Table || !it.IsLast() {
					table = table.child(name, key)
					continue
				}
				list := table.get(name)
				if list == nil {
					list = &node{kind: unstable.Array, key: key, val: key}
					table.put(name, list)
				}
				table = &node{kind: unstable.Table, key: key, val: key}
				list.kids = append(list.kids, table)
			}
		case unstable.KeyValue:
			b.keyValue(table, e)
		}
	}
	return root, p.Error()
}

type treeBuilder struct{ data []byte }

func (b treeBuilder) keyValue(table *node, e *unstable.Node) {
	for it := e.Key(); it.Next(); {
		name, key := string(it.Node().Data), spanOf(it.Node().Raw)
		if !it.IsLast() {
			table = table.child(name, key)
			continue
		}
		// A list and its table have no place of their own in the syntax tree.
		start := key.off + key.len
		for start < len(b.data)-1 && strings.IndexByte(" \t=", b.data[start]) >= 0 {
			start++
		}
		kid := b.value(e.Value(), start)
		kid.key = key
		table.put(name, kid)
	}
}

// value makes the node of a value; start is where it begins if the syntax
// tree does not say.
func (b treeBuilder) value(e *unstable.Node, start int) *node {
	n := &node{kind: e.Kind, val: spanOf(e.Raw), text: e.Data}
	if n.val.len == 0 {
		n.val = span{start, 1}
	}
	n.key = n.val
	switch e.Kind {
	case unstable.InlineTable:
		n.kind = unstable.Table
		for it := e.Children(); it.Next(); {
			if it.Node().Kind == unstable.KeyValue {
				b.keyValue(n, it.Node())
			}
		}
	case unstable.Array:
		for it := e.Children(); it.Next(); {
			if it.Node().Kind != unstable.Comment {
				n.kids = append(n.kids, b.value(it.Node(), n.val.off))
			}
		}
	}
	return n
}

// lines turns byte offsets into places.
type lines []int // offsets at which lines begin

func newLines(data []byte) lines {
	l := lines{0}
	for i, c := range data {
		if c == '\n' {
			l = append(l, i+1)
		}
	}
	return l
}

func (l lines) pos(file string, s span) problem.Pos {
	i, found := slices.BinarySearchFunc(l, s.off, cmp.Compare[int])
	if !found {
		i--
	}
	return problem.Pos{File: file, Line: i + 1, Column: s.off - l[i] + 1, Len: s.len}
}

// text is the 1-based line n, without its end.
func (l lines) text(data []byte, n int) string {
	if n < 1 || n > len(l) {
		return ""
	}
	end := len(data)
	if n < len(l) {
		end = l[n]
	}
	return credentials.Mask(strings.TrimRight(string(data[l[n-1]:end]), "\r\n"))
}
