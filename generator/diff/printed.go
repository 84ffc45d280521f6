package diff

import (
	"slices"
	"strings"

	"rapporteur/generator/prose"
	"rapporteur/generator/report"
)

// Place is a text of a record.
type Place struct {
	Ref   report.Ref
	Field string // "progress"
}

// printed finds what references to numbers, such as [parties:ID], print on each
// side. It notes which texts print another number than before, by the reference.
type printed struct {
	a, b    *report.Report
	any     bool           // some number is another
	tallies []report.Tally // those that texts of either side count
	known   map[prose.Ref][2]*report.Quantity
	places  map[prose.Ref][]Place
	counts  map[partiesOf][2]int
}

type partiesOf struct {
	in         *report.Report
	instrument string
}

func newPrinted(a, b *report.Report) *printed {
	p := &printed{a: a, b: b, known: make(map[prose.Ref][2]*report.Quantity), places: make(map[prose.Ref][]Place), counts: make(map[partiesOf][2]int)}
	for _, r := range []*report.Report{a, b} {
		for _, t := range r.Tallies() {
			p.any = p.any || p.differs(t.Reference())
			if !slices.Contains(p.tallies, t) {
				p.tallies = append(p.tallies, t)
			}
		}
		for _, in := range r.Instruments {
			p.any = p.any || p.differs(prose.Ref{Kind: "parties", ID: in.ID})
		}
		for _, in := range r.Indicators {
			p.any = p.any || p.differs(prose.Ref{Kind: "figure", ID: in.ID})
			for _, o := range in.Observations {
				p.any = p.any || p.differs(prose.Ref{Kind: "figure", ID: in.ID + "/" + o.ID})
			}
		}
	}
	return p
}

// of is what a reference prints on each side.
func (p *printed) of(ref prose.Ref) (from, to *report.Quantity) {
	ref = prose.Ref{Kind: ref.Kind, ID: ref.ID}
	sides, ok := p.known[ref]
	if !ok {
		sides = [2]*report.Quantity{p.in(p.a, ref), p.in(p.b, ref)}
		p.known[ref] = sides
	}
	return sides[0], sides[1]
}

// in is what a reference prints in one of the reports. Parties are counted once.
func (p *printed) in(r *report.Report, ref prose.Ref) *report.Quantity {
	if ref.Kind != "parties" || r.ParticipationIn(ref.ID) == nil {
		return r.Printed(ref)
	}
	n := report.Integer(p.count(r, ref.ID)[0])
	return &report.Quantity{Value: &n}
}

// count is how many are party to an instrument on the day that a report is as at,
// and how many of them are Member States.
func (p *printed) count(r *report.Report, instrument string) [2]int {
	k := partiesOf{r, instrument}
	n, ok := p.counts[k]
	if !ok {
		n[0], n[1] = r.PartiesCount(instrument, r.Edition.AsAt)
		p.counts[k] = n
	}
	return n
}

// differs reports whether a reference prints another number on each side.
func (p *printed) differs(ref prose.Ref) bool {
	from, to := p.of(ref)
	if from == nil || to == nil {
		return from != to
	}
	return *from.Value != *to.Value || from.Per != to.Per || (from.To == nil) != (to.To == nil) || from.To != nil && *from.To != *to.To
}

// reference is the reference to a number that a segment is; zero if it is none.
func (s Segment) reference() prose.Ref {
	if !s.Reference {
		return prose.Ref{}
	}
	inner, ok := strings.CutPrefix(strings.TrimSpace(s.Text), "[")
	kind, id, named := strings.Cut(strings.TrimSuffix(inner, "]"), ":")
	if ref := (prose.Ref{Kind: kind, ID: id}); ok && named && ref.Number() {
		return ref
	}
	return prose.Ref{}
}

// numbers adds to segments what their references print. One that stayed but
// prints another number than before is split into what was and what is.
func (p *printed) numbers(at Place, lang report.Lang, words []Segment) []Segment {
	said := func(q *report.Quantity) *Printed {
		if q == nil {
			return nil
		}
		return &Printed{*q, lang}
	}
	if !slices.ContainsFunc(words, func(s Segment) bool { return s.Reference }) {
		return words
	}
	out := make([]Segment, 0, len(words)+2)
	for _, s := range words {
		ref := s.reference()
		if ref.Kind == "" {
			out = append(out, s)
			continue
		}
		from, to := p.of(ref)
		if s.Kept && p.differs(ref) {
			s.Kept = false // the words moved, the number is another
			p.note(ref, at)
		}
		switch {
		case s.Op == Delete:
			s.Printed = said(from)
			out = append(out, s)
		case s.Op == Equal && p.differs(ref):
			was, is := s, s
			was.Op, was.Printed = Delete, said(from)
			is.Op, is.Printed = Insert, said(to)
			out = append(out, was, is)
			p.note(ref, at)
		default:
			s.Printed = said(to)
			out = append(out, s)
		}
	}
	return out
}

// printNumbers adds to the texts of a change what their references print. A text
// that also prints another number is of the class of numbers at least.
func (c *comparer) printNumbers(ch *Change, path string) {
	at := Place{ch.Ref, path}
	for n := range ch.Texts {
		t := &ch.Texts[n]
		t.Words = c.printed.numbers(at, t.Lang, t.Words)
		another := slices.ContainsFunc(t.Words, func(s Segment) bool {
			ref := s.reference()
			return ref.Kind != "" && c.printed.differs(ref)
		})
		if another && slices.Index(Classes(), ch.Class) > slices.Index(Classes(), Figure) {
			ch.Class = Figure
		}
	}
}

func (p *printed) note(ref prose.Ref, at Place) {
	ref = prose.Ref{Kind: ref.Kind, ID: ref.ID}
	if !slices.Contains(p.places[ref], at) {
		p.places[ref] = append(p.places[ref], at)
	}
}

// reprinted gives a change for each text of a record that says the same in the
// same words, in a language at least, but prints other numbers. Such a change follows from the changes
// of those numbers.
func (c *comparer) reprinted(x, y report.Entry, before map[report.Ref]report.Entry) []Change {
	if !c.printed.any || !mentions(x) {
		return nil
	}
	var changes []Change
	var gb []group
	for _, g := range c.groups(x) {
		if g.list || g.unit != report.UnitText {
			continue
		}
		if len(c.reprints(g)) == 0 {
			continue
		}
		if gb == nil {
			gb = c.groups(y)
		}
		i := find(gb, g.path)
		if i < 0 {
			continue // it is a change of its own
		}
		// So is a text in a language in which it says something else.
		g.leaves = slices.DeleteFunc(slices.Clone(g.leaves), func(l report.Leaf) bool {
			return !slices.ContainsFunc(gb[i].leaves, func(m report.Leaf) bool { return c.sameLeaf(l, m) })
		})
		refs := c.reprints(g)
		if len(refs) == 0 {
			continue
		}
		ch := Change{Kind: Changed, Class: Figure, Ref: y.Ref, Name: nameOf(c.b, y), Field: g.path, Derived: true, Effect: true}
		for _, l := range g.leaves {
			if len(c.reprints(group{leaves: []report.Leaf{l}})) == 0 {
				continue
			}
			text := c.reader.Canonical(l)
			t := TextChange{Lang: langOf(l), From: text, To: text}
			b := c.words(l)
			t.Words, _ = c.redline.compare(b, b)
			t.Words = c.printed.numbers(Place{y.Ref, g.path}, t.Lang, t.Words)
			ch.Texts = append(ch.Texts, t)
		}
		for _, ref := range refs {
			ch.Cause = append(ch.Cause, c.printed.because(ref)...)
		}
		ch.Cause = c.byDocument(ch.Cause)
		changes = append(changes, ch)
	}
	return changes
}

// reprints are the references in texts that print another number than before.
func (c *comparer) reprints(g group) []prose.Ref {
	var refs []prose.Ref
	for _, l := range g.leaves {
		if s, ok := l.Value.(string); !ok || !mayPrint(s) {
			continue
		}
		for _, ref := range c.reader.Prose(l).Refs() {
			if ref.Number() && c.printed.differs(ref) {
				refs = append(refs, ref)
			}
		}
	}
	return refs
}

// mentions reports whether texts of a record may refer to numbers.
func mentions(e report.Entry) bool {
	return slices.ContainsFunc(e.Ref.Kind.Info().Prose(e.Record), func(t report.Text) bool {
		return slices.ContainsFunc([]string{t.Ar, t.Zh, t.En, t.Fr, t.Ru, t.Es}, func(s string) bool {
			return mayPrint(s)
		})
	})
}

// mayPrint is a quick test for references to numbers.
func mayPrint(s string) bool {
	return strings.Contains(s, "[figure:") || strings.Contains(s, "[parties:") || strings.Contains(s, "[deposit")
}
