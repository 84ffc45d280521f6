package site

import (
	"cmp"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"rapporteur/generator/diff"
	"rapporteur/generator/prose"
	"rapporteur/generator/report"
	"rapporteur/generator/site/derived"
	"rapporteur/generator/site/page"
	"rapporteur/generator/site/source"
)

// defaultComparisons is how many earlier editions an edition is compared
// with, where nothing else is said.
const defaultComparisons = 12

// chapter is an edition, or the draft, in the sequence of editions. What it
// holds depends on itself and on earlier editions alone, so that its pages
// never change after it was issued.
type chapter struct {
	id       string // of the version
	order    int    // of issue
	r        *report.Report
	f        *derived.Facts
	hashes   map[report.Ref]contentHash
	earlier  []*chapter // issued before it and of no later date, newest first
	previous *chapter   // the one that it follows; nil where there is none
	compared []*chapter // those of earlier that it has a comparison with, newest first
	since    map[report.Ref]*chapter
}

// chapters are the editions in the order of Input, then the draft.
func (in *Input) chapters(p *prose.Cache) []*chapter {
	most := in.Comparisons
	if most <= 0 {
		most = defaultComparisons
	}
	hasher := newRecordHasher(p)
	var out []*chapter
	add := func(id string, order int, r *report.Report) *chapter {
		c := &chapter{id: id, order: order, r: r, f: derived.New(r, p), since: make(map[report.Ref]*chapter)}
		c.hashes = hasher.edition(c.f)
		for _, e := range slices.Backward(out) {
			if e.order <= order {
				c.earlier = append(c.earlier, e)
			}
		}
		out = append(out, c)
		return c
	}
	for _, e := range in.Editions {
		c := add(e.ID, e.Order, e.Report)
		c.previous = c.before()
		c.choose(most)
	}
	if in.Draft != nil {
		last := 0
		for _, e := range in.Editions {
			last = max(last, e.Order)
		}
		c := add(page.Draft, last+1, in.Draft)
		for _, e := range c.earlier {
			if e.id == in.Current {
				c.previous = e
			}
		}
		c.choose(most)
	}
	return out
}

// before is the edition that an edition follows: the newest of an earlier
// date that was not superseded when it was issued. Where all others are of
// the same date, it is the newest of them.
func (c *chapter) before() *chapter {
	superseded := map[string]bool{c.r.Edition.Supersedes: true}
	for _, e := range c.earlier {
		superseded[e.r.Edition.Supersedes] = true
	}
	for _, e := range c.earlier {
		if e.r.Edition.AsAt.Compare(c.r.Edition.AsAt) < 0 && !superseded[e.id] {
			return e
		}
	}
	if len(c.earlier) > 0 {
		return c.earlier[0]
	}
	return nil
}

// choose picks the comparisons: with all earlier editions, or with the newest
// of them, the one before and the first.
func (c *chapter) choose(most int) {
	for i, e := range c.earlier {
		if i < most || e == c.previous || i+1 == len(c.earlier) {
			c.compared = append(c.compared, e)
		}
	}
}

// unchangedSince is the oldest edition since which a record says the same,
// the chapter itself where it is new or says something else than in the
// edition before.
func (c *chapter) unchangedSince(ref report.Ref) *chapter {
	if e := c.since[ref]; e != nil {
		return e
	}
	e := c
	if p := c.previous; p != nil {
		if was, there := p.hashes[ref]; there && was == c.hashes[ref] {
			e = p.unchangedSince(ref)
		}
	}
	c.since[ref] = e
	return e
}

// pair is what changed from one edition to a later one.
type pair struct {
	from, to *chapter
	changes  *diff.Changes
	plan     []plannedSection
	anchors  []string             // of the changes
	groups   map[report.Ref][]int // places in the list of changes, by the record that the page shows them with
	files    []source.FileDiff
}

// pairs compares each edition with those that it is shown with, each pair
// once. The comparisons are independent, so they use every processor.
func pairs(chapters []*chapter) map[[2]*chapter]*pair {
	var list []*pair
	for _, to := range chapters {
		for _, from := range to.compared {
			list = append(list, &pair{from: from, to: to})
		}
	}
	var next atomic.Int64
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			colours := source.NewDiffer()
			for i := int(next.Add(1)) - 1; i < len(list); i = int(next.Add(1)) - 1 {
				p := list[i]
				p.changes = diff.Compare(p.from.r, p.to.r)
				p.order()
				p.files = colours.Compare(p.from.r, p.to.r)
			}
		})
	}
	wait.Wait()
	all := make(map[[2]*chapter]*pair, len(list))
	for _, p := range list {
		all[[2]*chapter{p.from, p.to}] = p
	}
	return all
}

// plannedSection is the changes of one kind of record as a page shows them.
type plannedSection struct {
	key    string // of the menu
	groups []plannedGroup
}

// plannedGroup is the changes of a record and of those inside it.
type plannedGroup struct {
	ref     report.Ref // has no id for a register as a whole
	changes []int      // in diff.Changes.List
	left    []int      // those of records that stood after this one and were moved away
}

// sectionOrder is the order of the sections on a page of changes: what was
// asked and answered comes first, what only names the edition last.
var sectionOrder = []string{
	"paragraphs", "report", "indicators", "activities", "publications", "instruments", "states",
	"finance", "entities", "sources", "resolution", "editions",
}

// sectionOf is the section of a kind of record and its place on the page.
func sectionOf(kind report.Kind) (place int, key string) {
	key = kind.Info().Section()
	if i := slices.Index(sectionOrder, key); i >= 0 {
		return i, key
	}
	return len(sectionOrder), key
}

// whole is the record that a record is shown with: the paragraph of a
// request, the indicator of an observation, the instrument of an act.
func (p *pair) whole(ref report.Ref) report.Ref {
	if whole := p.to.r.Whole(ref); whole != ref {
		return whole
	}
	return p.from.r.Whole(ref)
}

// order plans the page and names the changes.
func (p *pair) order() {
	position := make(map[report.Ref]int)
	last := 0
	for i, ref := range p.to.r.Refs() {
		position[ref] = 2 * i
	}
	for _, ref := range p.from.r.Refs() {
		if at, both := position[ref]; both {
			last = at
		} else {
			position[ref] = last + 1
		}
	}
	type placed struct {
		section  int
		key      string
		position int
		plannedGroup
	}
	var groups []*placed
	byRef := make(map[report.Ref]*placed)
	group := func(ref report.Ref) *placed {
		if g := byRef[ref]; g != nil {
			return g
		}
		g := &placed{plannedGroup: plannedGroup{ref: ref}, position: position[ref]}
		g.section, g.key = sectionOf(ref.Kind)
		groups, byRef[ref] = append(groups, g), g
		return g
	}
	used := make(map[string]int)
	for i := range p.changes.List {
		ch := &p.changes.List[i]
		p.anchors = append(p.anchors, unique(used, anchorOf(ch)))
		ref := p.whole(ch.Ref)
		if ch.Derived && ch.Field == diff.FieldPartyToAll {
			ref = report.Ref{Kind: report.KindState}
		}
		g := group(ref)
		g.changes = append(g.changes, i)
		if ch.Kind == diff.Moved && ch.Move != nil {
			g := group(p.stood(ch))
			g.left = append(g.left, i)
		}
	}
	slices.SortStableFunc(groups, func(a, b *placed) int {
		return cmp.Or(cmp.Compare(a.section, b.section), cmp.Compare(a.position, b.position))
	})
	p.groups = make(map[report.Ref][]int, len(groups))
	for _, g := range groups {
		p.groups[g.ref] = g.changes
		if n := len(p.plan); n == 0 || p.plan[n-1].key != g.key {
			p.plan = append(p.plan, plannedSection{key: g.key})
		}
		s := &p.plan[len(p.plan)-1]
		s.groups = append(s.groups, g.plannedGroup)
	}
}

// stood is the record by which a moved one stood before: the one that it
// followed or, where it was the first, the whole that it was in.
func (p *pair) stood(ch *diff.Change) report.Ref {
	switch {
	case ch.Move.FromAfter != report.Ref{}:
		return p.whole(ch.Move.FromAfter)
	case ch.Move.FromParent != report.Ref{}:
		return ch.Move.FromParent
	}
	return p.whole(ch.Ref)
}

// of are the changes of a record and of those inside it, as places in the
// list.
func (p *pair) of(ref report.Ref) []int { return p.groups[ref] }

// path is that of the page of the comparison in its edition.
func (p *pair) path() string { return comparisonPath(p.from) }

func comparisonPath(from *chapter) string { return "changes/" + from.id + "/" }
