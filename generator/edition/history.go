package edition

import (
	"cmp"
	"container/heap"
	"context"
	"errors"
	"path"
	"slices"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/object"

	"rapporteur/generator/report"
)

// commit is a commit in the history of a report.
type commit struct {
	hash    plumbing.Hash
	when    time.Time
	author  string
	parents []int          // indexes into the history
	data    plumbing.Hash  // tree of data/; zero if there is none
	header  *report.Header // of data/report.toml; nil if the file is missing or does not parse
	issues  []issue        // the editions that its data says are issued
}

// issue is an edition that the data of a commit says is issued: that of data/, or a
// correction in a folder of report.CorrectionsFolder.
type issue struct {
	header *report.Header
	folder string        // "data/corrections/2008-07-31-corr-1"; empty for data/
	data   plumbing.Hash // tree of what the edition says: equal for equal data
}

// issuer is a commit that issues an edition.
type issuer struct {
	at int // index into the history
	issue
}

// history is a commit and all its ancestors. Parents come before their
// children, otherwise older commits come first; the commit itself is last.
type history []commit

// history reads the history of tip once, however many ask for it. It must not be changed.
func (r *Repo) history(ctx context.Context, tip plumbing.Hash) (history, error) {
	r.mu.Lock()
	h, ok := r.histories[tip]
	r.mu.Unlock()
	if ok {
		return h, nil
	}
	h, err := readHistory(ctx, r.objects, r.shallow, tip)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	r.histories[tip] = h
	r.mu.Unlock()
	return h, nil
}

// readHistory reads the history of tip. It reads each tree once and parses each
// report.toml once, however many commits share them.
func readHistory(ctx context.Context, o *objects, shallow map[plumbing.Hash]bool, tip plumbing.Hash) (history, error) {
	dataOf := map[plumbing.Hash]plumbing.Hash{}    // root tree → data/
	headerOf := map[plumbing.Hash]*report.Header{} // data/ → its header
	issuesOf := map[plumbing.Hash][]issue{}        // data/ → what it says is issued
	headers := map[plumbing.Hash]*report.Header{}  // report.toml → its header
	folders := map[plumbing.Hash][]issue{}         // corrections/ → what it says is issued
	found := map[plumbing.Hash]int{tip: 0}
	list := history{{hash: tip}}
	for i := 0; i < len(list); i++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		c, err := o.commit(list[i].hash)
		if err != nil {
			return nil, err
		}
		if shallow[c.Hash] && len(c.ParentHashes) > 0 {
			return nil, fail(ErrShallow, "run \"git fetch --unshallow\", or set fetch-depth: 0 in the workflow's checkout step",
				"this is a shallow clone whose history ends at commit %s, so editions cannot be found", short(c.Hash.String()))
		}
		data, ok := dataOf[c.TreeHash]
		if !ok {
			if data, err = dataTree(o, c.TreeHash); err != nil {
				return nil, err
			}
			dataOf[c.TreeHash] = data
		}
		header, ok := headerOf[data]
		if !ok {
			if header, issuesOf[data], err = readData(o, data, headers, folders); err != nil {
				return nil, err
			}
			headerOf[data] = header
		}
		list[i].when, list[i].data, list[i].header, list[i].issues = c.Committer.When.UTC(), data, header, issuesOf[data]
		list[i].author = c.Author.Name
		for _, p := range c.ParentHashes {
			at, ok := found[p]
			if !ok {
				at = len(list)
				found[p] = at
				list = append(list, commit{hash: p})
			}
			list[i].parents = append(list[i].parents, at)
		}
	}
	return list.sorted(), nil
}

// dataTree returns the hash of the tree data/ in a root tree, zero if there is
// none.
func dataTree(o *objects, root plumbing.Hash) (plumbing.Hash, error) {
	t, err := o.treeOnce(root)
	if err != nil {
		return plumbing.ZeroHash, err
	}
	if e, ok := lookup(t, "data"); ok && e.Mode == filemode.Dir {
		return e.Hash, nil
	}
	return plumbing.ZeroHash, nil
}

// readData returns what the tree data/ says of itself, and the editions that it says are issued.
func readData(o *objects, data plumbing.Hash, headers map[plumbing.Hash]*report.Header, folders map[plumbing.Hash][]issue) (*report.Header, []issue, error) {
	if data.IsZero() {
		return nil, nil, nil
	}
	t, err := o.treeOnce(data)
	if err != nil {
		return nil, nil, err
	}
	header, err := readHeader(o, t, headers)
	if err != nil {
		return nil, nil, err
	}
	list, err := issuesIn(o, t, header, headers, folders)
	return header, list, err
}

// readHeader reads report.toml in a tree. It returns nil if the file is missing or does not
// parse: such a commit cannot issue an edition.
func readHeader(o *objects, t *object.Tree, headers map[plumbing.Hash]*report.Header) (*report.Header, error) {
	e, ok := lookup(t, "report.toml")
	if !ok || !(e.Mode == filemode.Regular || e.Mode == filemode.Deprecated || e.Mode == filemode.Executable) {
		return nil, nil
	}
	if h, ok := headers[e.Hash]; ok {
		return h, nil
	}
	b, err := o.blob(e.Hash)
	if err != nil {
		return nil, err
	}
	var header *report.Header
	if h, err := report.Peek(b); err == nil {
		header = &h
	}
	headers[e.Hash] = header
	return header, nil
}

// issuesIn returns the editions that a tree data/ says are issued.
func issuesIn(o *objects, t *object.Tree, header *report.Header, headers map[plumbing.Hash]*report.Header, folders map[plumbing.Hash][]issue) ([]issue, error) {
	var list []issue
	if header != nil && header.Status == report.Issued && header.ID != "" {
		said, err := ownData(t)
		if err != nil {
			return nil, err
		}
		list = append(list, issue{header: header, data: said})
	}
	e, ok := lookup(t, path.Base(report.CorrectionsFolder))
	if !ok || e.Mode != filemode.Dir {
		return list, nil
	}
	corrections, ok := folders[e.Hash]
	if !ok {
		of, err := o.treeOnce(e.Hash)
		if err != nil {
			return nil, err
		}
		for _, sub := range of.Entries {
			if sub.Mode != filemode.Dir {
				continue
			}
			t, err := o.treeOnce(sub.Hash)
			if err != nil {
				return nil, err
			}
			header, err := readHeader(o, t, headers)
			if err != nil {
				return nil, err
			}
			if header == nil || header.Status != report.Issued || header.ID != sub.Name {
				continue
			}
			said, err := ownData(t)
			if err != nil {
				return nil, err
			}
			corrections = append(corrections, issue{header: header, folder: report.CorrectionsFolder + "/" + sub.Name, data: said})
		}
		folders[e.Hash] = corrections
	}
	return append(list, corrections...), nil
}

// ownData is the hash of a tree data/ without what it holds of other editions: their
// corrections, and the list of those that were issued before.
func ownData(t *object.Tree) (plumbing.Hash, error) {
	own := object.Tree{Entries: slices.DeleteFunc(slices.Clone(t.Entries), func(e object.TreeEntry) bool {
		return e.Name == path.Base(report.CorrectionsFolder) || e.Name == path.Base(report.LedgerFile)
	})}
	if len(own.Entries) == len(t.Entries) {
		return t.Hash, nil
	}
	encoded := new(plumbing.MemoryObject)
	if err := own.Encode(encoded); err != nil {
		return plumbing.ZeroHash, err
	}
	return encoded.Hash(), nil
}

// sorted returns h with parents before children, otherwise by date, then by
// hash.
func (h history) sorted() history {
	children := make([][]int, len(h))
	waiting := make([]int, len(h))
	for i, c := range h {
		for _, p := range c.parents {
			children[p] = append(children[p], i)
			waiting[i]++
		}
	}
	ready := &queue{of: h}
	for i, n := range waiting {
		if n == 0 {
			heap.Push(ready, i)
		}
	}
	out := make(history, 0, len(h))
	place := make([]int, len(h))
	for ready.Len() > 0 {
		i := heap.Pop(ready).(int)
		place[i] = len(out)
		c := h[i]
		for k, p := range c.parents {
			c.parents[k] = place[p]
		}
		out = append(out, c)
		for _, child := range children[i] {
			if waiting[child]--; waiting[child] == 0 {
				heap.Push(ready, child)
			}
		}
	}
	return out
}

// queue is a heap of commits, the oldest first.
type queue struct {
	of history
	at []int
}

func (q *queue) Len() int      { return len(q.at) }
func (q *queue) Swap(i, j int) { q.at[i], q.at[j] = q.at[j], q.at[i] }
func (q *queue) Push(x any)    { q.at = append(q.at, x.(int)) }

func (q *queue) Pop() any {
	last := q.at[len(q.at)-1]
	q.at = q.at[:len(q.at)-1]
	return last
}

func (q *queue) Less(i, j int) bool {
	a, b := q.of[q.at[i]], q.of[q.at[j]]
	return cmp.Or(a.when.Compare(b.when), cmp.Compare(a.hash.String(), b.hash.String())) < 0
}

// issuers returns the commits that issue each edition id, in the order of h:
// those whose data says so and that have no ancestor whose does.
func (h history) issuers() map[string][]issuer {
	found := map[string][]issuer{}
	sets := newIDSets()
	ids := make([]int, len(h)) // the set of ids issued by the commit or an ancestor
	for i, c := range h {
		for _, p := range c.parents {
			ids[i] = sets.union(ids[i], ids[p])
		}
		for _, is := range c.issues {
			if id := is.header.ID; !sets.has(ids[i], id) {
				found[id] = append(found[id], issuer{i, is})
				ids[i] = sets.add(ids[i], id)
			}
		}
	}
	return found
}

// turns returns, for each commit, the least number of times that a walk from
// the last commit leaves a first-parent line to reach it: 0 on the first-parent
// line of the history, 1 on a branch merged into it.
func (h history) turns() []int {
	n := make([]int, len(h))
	for i := range n {
		n[i] = len(h)
	}
	n[len(n)-1] = 0
	for i := len(h) - 1; i >= 0; i-- { // children come after parents, so n[i] is final
		for k, p := range h[i].parents {
			n[p] = min(n[p], n[i]+min(k, 1))
		}
	}
	return n
}

// withdrawn returns the editions that the last commit withdraws or, if its report.toml does
// not parse, the nearest first-parent ancestor whose does: a typing mistake
// must not bring back a withdrawn edition. While an older edition is corrected, data/ is
// that of the older edition, which does not know what was withdrawn since: then the
// nearest first-parent ancestor whose data is newer says that, too.
func (h history) withdrawn() []report.Withdrawn {
	var newest report.Date
	for _, c := range h {
		if len(c.issues) > 0 && c.issues[0].folder == "" && c.issues[0].header.AsAt.After(newest) {
			newest = c.issues[0].header.AsAt
		}
	}
	var list []report.Withdrawn
	for i := len(h) - 1; ; i = h[i].parents[0] {
		if c := h[i]; c.header != nil {
			for _, w := range c.header.Withdrawn {
				if !slices.ContainsFunc(list, func(had report.Withdrawn) bool { return had.ID == w.ID }) {
					list = append(list, w)
				}
			}
			if c.header.Supersedes+c.header.AddsTo == "" || !c.header.AsAt.Before(newest) {
				return list
			}
		}
		if len(h[i].parents) == 0 {
			return list
		}
	}
}

// withdrawnSince is when the oldest commit that withdraws an edition was made, and by
// whom.
func (h history) withdrawnSince(id string) (time.Time, string) {
	for _, c := range h {
		if c.header != nil && slices.ContainsFunc(c.header.Withdrawn, func(w report.Withdrawn) bool { return w.ID == id }) {
			return c.when, c.author
		}
	}
	return time.Time{}, ""
}

// errTwoIssuers is wrapped by the error for an id that two commits issue.
var errTwoIssuers = errors.New("two commits issue one edition")
