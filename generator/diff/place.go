package diff

import (
	"fmt"
	"strings"

	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

// Locate sets where each change is in the files of the two reports that
// were compared. A report that was not read from files has no places.
func (c *Changes) Locate(from, to *report.Report) {
	l := &locator{comparer: comparer{reader: report.NewReader()}}
	l.sides[0], l.sides[1] = newLocated(from), newLocated(to)
	for i := range c.List {
		l.change(&c.List[i])
	}
}

// InFiles replaces the names of the files in which the changes are, each side by a
// function of its own: an edition in a folder has its files there.
func (c *Changes) InFiles(from, to func(name string) string) {
	move := func(pos *problem.Pos, name func(string) string) {
		if pos.File != "" {
			pos.File = name(pos.File)
		}
	}
	for i := range c.List {
		ch := &c.List[i]
		move(&ch.FromPos, from)
		move(&ch.ToPos, to)
		for k := range ch.Texts {
			move(&ch.Texts[k].FromPos, from)
			move(&ch.Texts[k].ToPos, to)
		}
	}
}

type locator struct {
	comparer comparer // for its reader alone
	sides    [2]located
}

// located is a report with its entries by typed id.
type located struct {
	report  *report.Report
	entries map[report.Ref]report.Entry
}

func newLocated(r *report.Report) located {
	l := located{r, make(map[report.Ref]report.Entry)}
	for _, e := range r.Entries() {
		l.entries[e.Ref] = e
	}
	return l
}

func (l *locator) change(ch *Change) {
	if ch.Derived {
		return
	}
	places := [2]*problem.Pos{&ch.FromPos, &ch.ToPos}
	for side := range places {
		if side == 0 && ch.Kind == Added || side == 1 && ch.Kind == Removed {
			continue
		}
		*places[side] = l.at(side, ch.Ref, l.field(side, ch))
	}
	// The words of an item of a list are in the item, and its place is enough.
	if !ch.From.IsZero() || !ch.To.IsZero() {
		return
	}
	for i := range ch.Texts {
		t := &ch.Texts[i]
		path := ch.Field + "." + string(t.Lang)
		from, to := l.raw(0, ch.Ref, path), l.raw(1, ch.Ref, path)
		a, b := firstDifference(from, to)
		if from != "" {
			t.FromPos = l.sides[0].report.TextPos(ch.Ref, path, a.off, a.len)
		}
		if to != "" {
			t.ToPos = l.sides[1].report.TextPos(ch.Ref, path, b.off, b.len)
		}
	}
}

func (l *locator) at(side int, ref report.Ref, field string) problem.Pos {
	pos, _ := l.sides[side].report.Where(ref, field)
	return pos
}

// field is the path of what changed on a side: of a text the first language
// that differs and is there, of an item of a list its place in the list of
// that side.
func (l *locator) field(side int, ch *Change) string {
	value := ch.To
	if side == 0 {
		value = ch.From
	}
	if value.IsZero() {
		for _, t := range ch.Texts {
			if s := [2]string{t.From, t.To}[side]; s != "" {
				return ch.Field + "." + string(t.Lang)
			}
		}
		return ch.Field
	}
	name, _, listed := strings.Cut(ch.Field, "[")
	if side == 1 || !listed || ch.Kind == Removed {
		return ch.Field
	}
	// Field counts on the To side.
	for _, g := range l.comparer.groups(l.sides[0].entries[ch.Ref]) {
		if g.path != name {
			continue
		}
		for i, it := range l.comparer.items(g) {
			if it.value().Equal(value) {
				return fmt.Sprintf("%s[%d]", name, i)
			}
		}
	}
	return name
}

// raw is a text as it was written.
func (l *locator) raw(side int, ref report.Ref, path string) string {
	e, ok := l.sides[side].entries[ref]
	if !ok {
		return ""
	}
	for _, leaf := range l.comparer.reader.Leaves(e) {
		if leaf.Path == path {
			s, _ := leaf.Value.(string)
			return s
		}
	}
	return ""
}

// part is a part of a text, in bytes.
type part struct{ off, len int }

// firstDifference is the first word that differs, in both texts; where one of
// them ends, its last word.
func firstDifference(a, b string) (inA, inB part) {
	i, j := 0, 0
	for {
		x, y := nextWord(a, i), nextWord(b, j)
		if x.len == 0 && y.len == 0 {
			return inA, inB
		}
		if x.len > 0 {
			inA = x
		}
		if y.len > 0 {
			inB = y
		}
		if a[x.off:x.off+x.len] != b[y.off:y.off+y.len] {
			return inA, inB
		}
		i, j = x.off+x.len, y.off+y.len
	}
}

// nextWord is the first word of s at or after an offset, empty at the end.
func nextWord(s string, from int) part {
	const space = " \t\r\n"
	for from < len(s) && strings.IndexByte(space, s[from]) >= 0 {
		from++
	}
	n := strings.IndexAny(s[from:], space)
	if n < 0 {
		n = len(s) - from
	}
	return part{from, n}
}
