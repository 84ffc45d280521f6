// Package history orders the editions, compares them and finds since when each record
// is unchanged.
package history

import (
	"cmp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"rapporteur/generator/address"
	"rapporteur/generator/diff"
	"rapporteur/generator/prose"
	"rapporteur/generator/report"
	"rapporteur/generator/site/derived"
	"rapporteur/generator/site/page"
	"rapporteur/generator/site/source"
)

// defaultComparisons is the number of earlier editions with which an edition is
// compared by default.
const defaultComparisons = 12

// Edition is an edition or the draft. Its content depends only on itself and on
// earlier editions, so that its pages do not change after it is issued.
type Edition struct {
	ID       string // of the version
	Folder   string // of its data: "data/corrections/2007-12-18-corr-1"; empty for data/
	order    int    // of issue
	Report   *report.Report
	Facts    *derived.Facts
	Hashes   map[report.Ref]contentHash
	Earlier  []*Edition // issued before it and of no later date, newest first
	Previous *Edition   // the one that it follows; nil where there is none
	Compared []*Edition // those of earlier that it has a comparison with, newest first

	mu    sync.Mutex // guards since: the pages of several languages are made at a time
	since map[report.Ref]*Edition
}

// Order is the place of the edition in the order of issue; that of the draft is the last.
func (c *Edition) Order() int { return c.order }

// New returns the editions in the order given, followed by the draft if there is one.
// Each is compared with at most most earlier ones, and with the one before it and the
// first; 0 means 12.
func New(issued []Issued, current string, draft *report.Report, most int, p *prose.Cache) []*Edition {
	if most <= 0 {
		most = defaultComparisons
	}
	hasher := newRecordHasher(p)
	var out []*Edition
	add := func(id string, order int, r *report.Report) *Edition {
		c := &Edition{ID: id, order: order, Report: r, Facts: derived.New(r, p), since: make(map[report.Ref]*Edition)}
		c.Hashes = hasher.edition(c.Facts)
		for _, e := range slices.Backward(out) {
			// A draft may correct an edition that is not the newest.
			if e.order <= order && !e.Report.Edition.AsAt.After(r.Edition.AsAt) {
				c.Earlier = append(c.Earlier, e)
			}
		}
		out = append(out, c)
		return c
	}
	for _, e := range issued {
		c := add(e.ID, e.Order, e.Report)
		c.Folder = e.Folder
		c.Previous = c.before()
		c.choose(most)
	}
	if draft != nil {
		last := 0
		for _, e := range issued {
			last = max(last, e.Order)
		}
		c := add(page.Draft, last+1, draft)
		for _, e := range c.Earlier {
			if e.ID == current {
				c.Previous = e
			}
		}
		if c.Previous == nil {
			c.Previous = c.before()
		}
		c.choose(most)
	}
	return out
}

// before returns the edition that c follows: the newest one of an earlier date that
// was not superseded when c was issued and is not an addendum. If all others have the
// same date, it is the newest of them. An addendum follows the edition that it adds to.
func (c *Edition) before() *Edition {
	superseded := map[string]bool{c.Report.Edition.Replaces(): true}
	for _, e := range c.Earlier {
		superseded[e.Report.Edition.Replaces()] = true
	}
	for _, e := range c.Earlier {
		if e.ID == c.Report.Edition.AddsTo {
			return e
		}
	}
	for _, e := range c.Earlier {
		if e.Report.Edition.AsAt.Compare(c.Report.Edition.AsAt) < 0 && !superseded[e.ID] && e.Report.Edition.AddsTo == "" {
			return e
		}
	}
	if len(c.Earlier) > 0 {
		return c.Earlier[0]
	}
	return nil
}

// choose selects the editions to compare c with: all earlier ones, or the newest of
// them with the one before and the first.
func (c *Edition) choose(most int) {
	for i, e := range c.Earlier {
		if i < most || e == c.Previous || i+1 == len(c.Earlier) {
			c.Compared = append(c.Compared, e)
		}
	}
}

// File returns what a data file is called in the repository at the commit of the edition:
// "data/corrections/2007-12-18-corr-1/report.toml" for "data/report.toml".
func (c *Edition) File(name string) string {
	if rest, ok := strings.CutPrefix(name, "data/"); ok && c.Folder != "" {
		return c.Folder + "/" + rest
	}
	return name
}

// UnchangedSince returns the oldest edition since which a record has had the same
// content. It is c itself if the record is new or differs from the edition before.
func (c *Edition) UnchangedSince(ref report.Ref) *Edition {
	c.mu.Lock()
	e := c.since[ref]
	c.mu.Unlock()
	if e != nil {
		return e
	}
	e = c
	if p := c.Previous; p != nil {
		if was, there := p.Hashes[ref]; there && was == c.Hashes[ref] {
			e = p.UnchangedSince(ref)
		}
	}
	c.mu.Lock()
	c.since[ref] = e
	c.mu.Unlock()
	return e
}

// Comparison holds the changes from one edition to a later one.
type Comparison struct {
	From, To *Edition
	Changes  *diff.Changes
	Plan     []plannedSection
	Anchors  []string             // of the changes
	groups   map[report.Ref][]int // places in the list of changes, by the record that the page shows them with
	placed   map[report.Ref]bool  // records that have a group on the page
	Files    []source.FileDiff
}

// Compare compares each edition whose pages are made with those that it is shown with, each
// pair once. The comparisons are independent and run in parallel.
func Compare(editions []*Edition, made map[*Edition]bool) map[[2]*Edition]*Comparison {
	var list []*Comparison
	for _, to := range editions {
		if !made[to] {
			continue
		}
		for _, from := range to.Compared {
			list = append(list, &Comparison{From: from, To: to})
		}
	}
	var next atomic.Int64
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			colours := source.NewDiffer()
			for i := int(next.Add(1)) - 1; i < len(list); i = int(next.Add(1)) - 1 {
				p := list[i]
				p.Changes = diff.Compare(p.From.Report, p.To.Report)
				p.order()
				p.Files = colours.Compare(p.From.Report, p.To.Report)
			}
		})
	}
	wait.Wait()
	all := make(map[[2]*Edition]*Comparison, len(list))
	for _, p := range list {
		all[[2]*Edition{p.From, p.To}] = p
	}
	return all
}

// plannedSection holds the changes to one kind of record, as shown on a page.
type plannedSection struct {
	Key    string // of the menu
	Groups []plannedGroup
}

// plannedGroup holds the changes to a record and to those inside it.
type plannedGroup struct {
	Ref      report.Ref // has no id for a register as a whole
	Changes  []int      // in diff.Changes.List
	Left     []int      // those of records that were after this one and were moved away
	Deposits bool       // signatures and deposits that came or went are in the group of ActsRef
}

// sectionOrder is the order of the sections on a page of changes: requests and answers
// come first, what identifies the edition comes last.
var sectionOrder = []string{
	"paragraphs", "report", "indicators", "activities", "publications", "instruments", "states",
	"finance", "entities", "sources", "resolution", "editions",
}

// sectionOf returns the section of a kind of record and its position on the page.
func sectionOf(kind report.Kind) (place int, key string) {
	key = kind.Info().Section()
	if i := slices.Index(sectionOrder, key); i >= 0 {
		return i, key
	}
	return len(sectionOrder), key
}

// Whole returns the record with which a record is shown: the paragraph of a request,
// the indicator of an observation, the instrument of an act.
func (p *Comparison) Whole(ref report.Ref) report.Ref {
	if whole := p.To.Report.Whole(ref); whole != ref {
		return whole
	}
	return p.From.Report.Whole(ref)
}

// order arranges the changes on the page and gives them names.
func (p *Comparison) order() {
	position := make(map[report.Ref]int)
	last := 0
	for i, ref := range p.To.Report.Refs() {
		position[ref] = 2 * i
	}
	for _, ref := range p.From.Report.Refs() {
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
		g := &placed{plannedGroup: plannedGroup{Ref: ref}, position: position[ref]}
		g.section, g.key = sectionOf(ref.Kind)
		groups, byRef[ref] = append(groups, g), g
		return g
	}
	used := make(map[string]int)
	elsewhere := make(map[report.Ref][]int) // by record: changes in the group of a register
	for i := range p.Changes.List {
		ch := &p.Changes.List[i]
		p.Anchors = append(p.Anchors, address.Unique(used, AnchorOf(ch)))
		ref := p.Whole(ch.Ref)
		switch {
		case ch.Derived && ch.Ref.Kind == report.KindReport: // over all instruments
			ref = report.Ref{Kind: report.KindState}
		case IsAct(ch):
			group(ref).Deposits = true
			elsewhere[ref] = append(elsewhere[ref], i)
			ref = ActsRef
		case len(ch.Also) > 0:
			for _, also := range append([]report.Ref{ch.Ref}, ch.Also...) {
				whole := p.Whole(also)
				elsewhere[whole] = append(elsewhere[whole], i)
			}
			ref = report.Ref{Kind: ch.Ref.Kind}
		}
		g := group(ref)
		if ref.ID == "" {
			g.position = len(position) * 2 // after the records
		}
		g.Changes = append(g.Changes, i)
		if ch.Kind == diff.Moved && ch.Move != nil {
			g := group(p.stood(ch))
			g.Left = append(g.Left, i)
		}
	}
	slices.SortStableFunc(groups, func(a, b *placed) int {
		return cmp.Or(cmp.Compare(a.section, b.section), cmp.Compare(a.position, b.position))
	})
	p.groups = make(map[report.Ref][]int, len(groups))
	p.placed = make(map[report.Ref]bool, len(groups))
	for ref, list := range elsewhere {
		p.groups[ref] = list // of records that have no group of their own
	}
	for _, g := range groups {
		p.placed[g.Ref] = true
		p.groups[g.Ref] = slices.Concat(g.Changes, elsewhere[g.Ref])
		if n := len(p.Plan); n == 0 || p.Plan[n-1].Key != g.key {
			p.Plan = append(p.Plan, plannedSection{Key: g.key})
		}
		s := &p.Plan[len(p.Plan)-1]
		s.Groups = append(s.Groups, g.plannedGroup)
	}
}

// Anchor returns where the page of the comparison shows the changes to a record: at
// the group of the record, or at a change that it shares with others. It is "" if
// there are none.
func (p *Comparison) Anchor(ref report.Ref) string {
	list := p.groups[ref]
	switch {
	case p.placed[ref]:
		return GroupAnchor(ref)
	case len(list) > 0:
		return p.Anchors[list[0]]
	}
	return ""
}

// ActsRef is the reference for all signatures and deposits that were added or removed, which a
// page shows in one table.
var ActsRef = report.Ref{Kind: report.KindAct}

// IsAct reports whether a change adds or removes a signature or a deposit.
func IsAct(ch *diff.Change) bool { return ch.Ref.Kind == report.KindAct && ch.Field == "" }

// ActsAnchor returns the name of the acts of a State in that table.
func ActsAnchor(state string) string { return "acts-" + state }

// stood returns the record after which a record was before it moved or, if it was the
// first, the record that contained it.
func (p *Comparison) stood(ch *diff.Change) report.Ref {
	switch {
	case ch.Move.FromAfter != report.Ref{}:
		return p.Whole(ch.Move.FromAfter)
	case ch.Move.FromParent != report.Ref{}:
		return ch.Move.FromParent
	}
	return p.Whole(ch.Ref)
}

// ChangesTo returns the changes to a record and to those inside it, as positions in
// the list.
func (p *Comparison) ChangesTo(ref report.Ref) []int { return p.groups[ref] }

// Path returns the path of the page of the comparison in its edition.
func (p *Comparison) Path() string { return ComparisonPath(p.From) }

func ComparisonPath(from *Edition) string { return "changes/" + from.ID + "/" }

// AnchorOf returns the name of a change, made from its record and field.
func AnchorOf(ch *diff.Change) string {
	parts := []string{"c"}
	switch ch.Ref.Kind {
	case report.KindParagraph, report.KindRequest:
	default:
		parts = append(parts, string(ch.Ref.Kind))
	}
	if id := strings.NewReplacer("/", "-", ":", "-").Replace(ch.Ref.ID); id != string(ch.Ref.Kind) {
		parts = append(parts, id)
	}
	if ch.Field != "" {
		parts = append(parts, strings.NewReplacer(".", "-", "[", "-", "]", "").Replace(ch.Field))
	}
	if ch.Kind == diff.Moved {
		parts = append(parts, "moved")
	}
	return strings.Join(parts, "-")
}

// GroupAnchor returns the name of all changes to a record.
func GroupAnchor(ref report.Ref) string {
	parts := []string{"r"}
	if ref.Kind != report.KindParagraph {
		parts = append(parts, string(ref.Kind))
	}
	if ref.ID != "" && ref.ID != string(ref.Kind) {
		parts = append(parts, strings.NewReplacer("/", "-", ":", "-").Replace(ref.ID))
	}
	return strings.Join(parts, "-")
}

// ShownEditions is the number of editions in the chart of statuses, and of those
// marked in a chart of parties.
const ShownEditions = 12

// Standing returns c and the editions before it, oldest first, without those
// superseded by another of them and without addenda, which differ only in what they
// add.
func (c *Edition) Standing() []*Edition {
	all := slices.Concat([]*Edition{c}, c.Earlier)
	superseded := make(map[string]bool)
	for _, e := range all {
		superseded[e.Report.Edition.Replaces()] = true
	}
	all = slices.DeleteFunc(all, func(e *Edition) bool { return e != c && (superseded[e.ID] || e.Report.Edition.AddsTo != "") })
	slices.Reverse(all)
	return all
}

// Issued is an issued edition.
type Issued struct {
	ID           string
	Order        int // place in the order of issue, from 1; 0 for all where it is that of Editions
	Report       *report.Report
	Commit       string      // full hash
	Folder       string      // of its data at that commit; empty for data/
	Committed    report.Date // day of the commit, UTC
	SupersededBy string      // id; empty where none
	Signature    page.Signature
}

// FieldOf returns the name under which a field of a kind of record has its label: that
// of FieldName, or another one if the usual label would not be true.
func FieldOf(kind report.Kind, path string) string {
	name := FieldName(path)
	switch {
	case name == "status" && (kind == report.KindPublication || kind == report.KindEdition):
		return string(kind) + "-status"
	case name == "kind" && kind == report.KindEdition:
		return "edition-kind"
	case name == "place" && kind == report.KindSection:
		return "section-place" // elsewhere it is a town
	case name == "by" && kind == report.KindWithdrawn:
		return "withdrawn-by" // in a figure it is the categories
	case name == "from" && kind == report.KindMoney:
		return "money-from" // the organ that appropriates is not a donor
	case name == "from" && kind == report.KindReply:
		return "from-reply" // likewise
	case kind == report.KindResolution && strings.HasPrefix(path, "document."):
		_, of, _ := strings.Cut(path, ".")
		return "document-" + FieldName(of) // the resolution has an original language too
	}
	return name
}

// FieldName returns the name of the field at a path: "cites" for "cites[1]", "city"
// for "place.city".
func FieldName(path string) string {
	if path == diff.FieldMembers {
		return "members"
	}
	if counted, at := strings.CutSuffix(path, ".adoption"); at {
		return counted + "_at_adoption"
	}
	path = strings.TrimPrefix(path, "place.")
	top, _, _ := strings.Cut(path, "[")
	top, _, _ = strings.Cut(top, ".")
	return top
}
