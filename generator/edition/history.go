package edition

import (
	"cmp"
	"container/heap"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"

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
}

// issued returns the id in data/report.toml if its status is "issued", else "".
func (c *commit) issued() string {
	if c.header == nil || c.header.Status != report.Issued {
		return ""
	}
	return c.header.ID
}

// history is a commit and all its ancestors. Parents come before their
// children, otherwise older commits come first; the commit itself is last.
type history []commit

// readHistory reads the history of tip. It reads each tree once and parses each
// report.toml once, however many commits share them.
func readHistory(ctx context.Context, o *objects, shallow map[plumbing.Hash]bool, tip plumbing.Hash) (history, error) {
	dataOf := map[plumbing.Hash]plumbing.Hash{}    // root tree → data/
	headerOf := map[plumbing.Hash]*report.Header{} // data/ → its header
	headers := map[plumbing.Hash]*report.Header{}  // report.toml → its header
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
			return nil, fail(nil, "run \"git fetch --unshallow\", or set fetch-depth: 0 in the workflow's checkout step",
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
			if header, err = readHeader(o, data, headers); err != nil {
				return nil, err
			}
			headerOf[data] = header
		}
		list[i].when, list[i].data, list[i].header = c.Committer.When.UTC(), data, header
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

// readHeader reads report.toml in the tree of data/. It returns nil if the file
// is missing or does not parse: such a commit cannot issue an edition.
func readHeader(o *objects, data plumbing.Hash, headers map[plumbing.Hash]*report.Header) (*report.Header, error) {
	if data.IsZero() {
		return nil, nil
	}
	t, err := o.treeOnce(data)
	if err != nil {
		return nil, err
	}
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
// those whose report.toml says so and that have no ancestor whose does.
func (h history) issuers() map[string][]int {
	found := map[string][]int{}
	sets := newIDSets()
	ids := make([]int, len(h)) // the set of ids issued by the commit or an ancestor
	for i, c := range h {
		for _, p := range c.parents {
			ids[i] = sets.union(ids[i], ids[p])
		}
		if id := c.issued(); id != "" && !sets.has(ids[i], id) {
			found[id] = append(found[id], i)
			ids[i] = sets.add(ids[i], id)
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

// newestHeader returns the header of the last commit or, if its report.toml does
// not parse, of the nearest first-parent ancestor whose does: a typing mistake
// must not bring back a withdrawn edition.
func (h history) newestHeader() *report.Header {
	i := len(h) - 1
	for h[i].header == nil && len(h[i].parents) > 0 {
		i = h[i].parents[0]
	}
	return h[i].header
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
