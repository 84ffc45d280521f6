package diff

import (
	"cmp"
	"slices"
	"strings"

	"rapporteur/generator/report"
)

// Compare says what must change in from to make it mean what to does. It
// takes near-linear time, and does not change the reports.
func Compare(from, to *report.Report) *Changes {
	c := &comparer{
		a: from, b: to,
		reader: from.NewReader(), redline: newRedliner(), printed: newPrinted(from, to),
		at:    make(map[report.Ref]report.Entry),
		moved: make(map[report.Ref]*Move),
		place: make(map[report.Ref]int), causes: make(map[string][2][]report.Ref),
		out: &Changes{From: side(from), To: side(to)},
	}
	ea, eb := from.Entries(), to.Entries()
	before := make(map[report.Ref]report.Entry, len(ea))
	var ra, rb []report.Ref
	for _, e := range ea {
		before[e.Ref] = e
		ra = append(ra, e.Ref)
	}
	for _, e := range eb {
		c.at[e.Ref] = e
		rb = append(rb, e.Ref)
	}
	all := merge(ra, rb)
	for i, ref := range all {
		c.place[ref] = i
	}
	c.moves(ea, eb, before)
	derived := c.derive(before)
	for _, ref := range all {
		x, inA := before[ref]
		y, inB := c.at[ref]
		switch {
		case !inA:
			c.record(Added, y)
		case !inB:
			c.record(Removed, x)
		default:
			c.pair(x, y)
			c.out.List = append(c.out.List, c.reprinted(x, y, before)...)
		}
		c.out.List = append(c.out.List, derived[ref]...)
	}
	c.replaced()
	c.merge()
	c.effects()
	c.orders()
	c.names(before)
	if !slices.EqualFunc(from.Waivers, to.Waivers, func(x, y report.Waiver) bool { return x == y }) {
		c.out.Omitted = append(c.out.Omitted, OmitsWaivers)
	}
	return c.out
}

func side(r *report.Report) Side {
	return Side{Edition: r.Edition.ID, AsAt: r.Edition.AsAt, Status: r.Edition.Status, Records: len(r.Refs())}
}

// merge puts what only a has behind what it follows there.
func merge[T comparable](a, b []T) []T {
	in := make(map[T]bool, len(b))
	for _, v := range b {
		in[v] = true
	}
	var first []T
	behind := make(map[T][]T)
	var last *T
	for i, v := range a {
		switch {
		case in[v]:
			last = &a[i]
		case last == nil:
			first = append(first, v)
		default:
			behind[*last] = append(behind[*last], v)
		}
	}
	out := first
	for _, v := range b {
		out = append(out, v)
		out = append(out, behind[v]...)
	}
	return out
}

type comparer struct {
	a, b    *report.Report
	reader  *report.Reader
	redline *redliner
	printed *printed
	at      map[report.Ref]report.Entry // of b
	moved   map[report.Ref]*Move
	place   map[report.Ref]int         // in the order of the document
	causes  map[string][2][]report.Ref // by instrument: acts, and what made Member States
	out     *Changes
}

// record adds the change that a whole record is.
func (c *comparer) record(kind Kind, e report.Entry) {
	ch := Change{Kind: kind, Class: recordClass(e.Ref.Kind), Ref: e.Ref}
	for _, g := range c.groups(e) {
		ch.Fields = append(ch.Fields, c.values(g)...)
	}
	for i := range ch.Fields {
		ch.Fields[i].Name = c.columnOf(e.Ref, ch.Fields[i].Field)
	}
	path := pointer(e.Ref.String())
	if kind == Added {
		ch.Name = nameOf(c.b, e)
		ch.Ops = []Op{{"add", path, c.reader.Value(e)}}
	} else {
		ch.Name = nameOf(c.a, e)
		ch.Ops = []Op{{Op: "remove", Path: path}}
		ch.Note = c.retired(e.Ref)
	}
	c.out.List = append(c.out.List, ch)
}

// retired says what takes the place of a record that is gone.
// noteRetired is the Note of a record whose id is kept as retired.
const noteRetired = "retired"

func (c *comparer) retired(ref report.Ref) string {
	for _, t := range c.b.Retired {
		if t.Kind == ref.Kind && t.ID == ref.ID {
			return noteRetired
		}
	}
	return ""
}

// pair compares the two states of a record.
func (c *comparer) pair(x, y report.Entry) {
	name := func() report.Text { return nameOf(c.b, y) }
	if m := c.moved[y.Ref]; m != nil {
		ch := Change{Kind: Moved, Class: Metadata, Ref: y.Ref, Name: name(), Move: m}
		if m.FromParent != m.ToParent {
			ch.Ops = []Op{{"replace", pointer(y.Ref.String(), "paragraph"), y.Parent}}
		}
		c.out.List = append(c.out.List, ch)
	}
	if c.reader.Same(x, y) {
		return
	}
	ga, gb := c.groups(x), c.groups(y)
	if len(ga) == 0 && len(gb) == 0 {
		return
	}
	ops := &patcher{reader: c.reader, x: x, y: y, done: make(map[string]bool)}
	paths := func(gs []group) []string {
		list := make([]string, len(gs))
		for i := range gs {
			list[i] = gs[i].path
		}
		return list
	}
	for _, path := range merge(paths(ga), paths(gb)) {
		i, j := find(ga, path), find(gb, path)
		var changes []Change
		switch {
		case path == "paragraph":
			continue // it is a move
		case i < 0:
			changes = c.field(group{path: path, list: gb[j].list, unit: gb[j].unit}, gb[j])
		case j < 0:
			changes = c.field(ga[i], group{path: path, list: ga[i].list, unit: ga[i].unit})
		case c.same(ga[i], gb[j]):
			continue
		default:
			changes = c.field(ga[i], gb[j])
		}
		for k := range changes {
			ch := &changes[k]
			ch.Ref, ch.Name = y.Ref, name()
			ch.FieldName = c.columnOf(y.Ref, ch.Field)
			if ch.Field == "number" && (y.Ref.Kind == report.KindParagraph || y.Ref.Kind == report.KindInstrument) {
				ch.Kind, ch.Number = Renumbered, nil
			}
			ch.comparable(x, y)
			if len(ch.Texts) > 0 && !slices.ContainsFunc(ch.Texts, func(t TextChange) bool { return !t.Reordered }) {
				ch.Kind = Reordered
			}
			ch.Class = c.class(ch)
			c.printNumbers(ch, path)
			if ch.Class != Figure {
				ch.Number, ch.Incomparable = nil, "" // of a session, say
			}
			ch.Ops = ops.of(ch)
		}
		c.out.List = append(c.out.List, changes...)
	}
}

func find(gs []group, path string) int {
	return slices.IndexFunc(gs, func(g group) bool { return g.path == path })
}

// moves finds the records that are in another place among those that are on
// both sides.
func (c *comparer) moves(ea, eb []report.Entry, before map[report.Ref]report.Entry) {
	// A family is the records among which one has its place: requests of a
	// paragraph, observations of an indicator, rows of a table, or all of a kind.
	type family struct {
		kind report.Kind
		of   string
	}
	familyOf := func(e report.Entry) family {
		f := family{kind: e.Ref.Kind, of: e.Parent}
		if f.kind.Info().Composite {
			f.of, _, _ = strings.Cut(e.Ref.ID, "/")
		}
		return f
	}
	ordered := report.Ordered()
	list := func(entries []report.Entry, other map[report.Ref]report.Entry) map[family][]report.Ref {
		m := make(map[family][]report.Ref)
		for _, e := range entries {
			if o, both := other[e.Ref]; both && slices.Contains(ordered, e.Ref.Kind) && o.Parent == e.Parent && dayOf(o) == dayOf(e) {
				m[familyOf(e)] = append(m[familyOf(e)], e.Ref)
			}
		}
		return m
	}
	la, lb := list(ea, c.at), list(eb, before)
	for f, to := range lb {
		from := la[f]
		if slices.Equal(from, to) {
			continue
		}
		place := make(map[report.Ref]int, len(to))
		for i, ref := range to {
			place[ref] = i
		}
		ps := make([]pair, len(from))
		for i, ref := range from {
			ps[i] = pair{i, place[ref]}
		}
		stays := make(map[report.Ref]bool)
		for _, p := range increasing(ps) {
			stays[from[p.a]] = true
		}
		after := func(refs []report.Ref, i int) report.Ref {
			if i == 0 {
				return report.Ref{}
			}
			return refs[i-1]
		}
		for i, ref := range from {
			if !stays[ref] {
				c.moved[ref] = &Move{FromAfter: after(from, i), ToAfter: after(to, place[ref])}
			}
		}
	}
	for ref, e := range c.at {
		if o, both := before[ref]; both && o.Parent != e.Parent {
			c.moved[ref] = &Move{
				FromParent: report.Ref{Kind: report.KindParagraph, ID: o.Parent},
				ToParent:   report.Ref{Kind: report.KindParagraph, ID: e.Parent},
			}
		}
	}
}

// dayOf is the day that gives the place of an observation or a target: the file gives it
// only among those of one day. Where the day changed, the place says nothing more.
func dayOf(e report.Entry) report.Date {
	switch v := e.Record.(type) {
	case *report.Observation:
		return v.Period.To
	case *report.Target:
		return v.Date
	}
	return report.Date{}
}

// orders adds the operations that put the order of kinds right.
func (c *comparer) orders() {
	oa, ob := c.a.Order(), c.b.Order()
	for _, kind := range report.Ordered() {
		from, to := oa[kind], ob[kind]
		if slices.Equal(from, to) {
			continue
		}
		ids := make([]any, len(to))
		for i, id := range to {
			ids[i] = id
		}
		op := Op{"replace", pointer("order", string(kind)), ids}
		switch {
		case len(from) == 0:
			op.Op = "add"
		case len(to) == 0:
			op = Op{Op: "remove", Path: op.Path}
		}
		c.out.Orders = append(c.out.Orders, op)
	}
}

// patcher makes the operations of the fields of a record. Each key of the
// record is set once.
type patcher struct {
	reader *report.Reader
	x, y   report.Entry
	done   map[string]bool
	vx, vy map[string]any
}

func (p *patcher) of(ch *Change) []Op {
	key, _, _ := strings.Cut(ch.Field, ".")
	key, _, _ = strings.Cut(key, "[")
	if p.done[key] {
		return nil
	}
	p.done[key] = true
	if p.vx == nil {
		p.vx, p.vy = p.reader.Value(p.x), p.reader.Value(p.y)
	}
	path := pointer(p.y.Ref.String(), key)
	from, inX := p.vx[key]
	to, inY := p.vy[key]
	switch {
	case !inX:
		return []Op{{"add", path, to}}
	case !inY:
		return []Op{{Op: "remove", Path: path}}
	case len(ch.Texts) == 0 || ch.Field != key:
		return []Op{{"replace", path, to}}
	}
	var ops []Op
	fromText, toText := from.(map[string]any), to.(map[string]any)
	for _, t := range ch.Texts {
		at := path + "/" + string(t.Lang)
		switch {
		case fromText[string(t.Lang)] == nil:
			ops = append(ops, Op{"add", at, toText[string(t.Lang)]})
		case toText[string(t.Lang)] == nil:
			ops = append(ops, Op{Op: "remove", Path: at})
		default:
			ops = append(ops, Op{"replace", at, toText[string(t.Lang)]})
		}
	}
	return ops
}

// pointer is a JSON pointer.
func pointer(parts ...string) string {
	escape := strings.NewReplacer("~", "~0", "/", "~1")
	var b strings.Builder
	for _, p := range parts {
		b.WriteByte('/')
		b.WriteString(escape.Replace(p))
	}
	return b.String()
}

// byDocument sorts refs in the order of the document, each once.
func (c *comparer) byDocument(refs []report.Ref) []report.Ref {
	if len(refs) == 0 {
		return nil
	}
	refs = slices.Clone(refs)
	slices.SortFunc(refs, func(x, y report.Ref) int { return cmp.Compare(c.place[x], c.place[y]) })
	return slices.Compact(refs)
}
