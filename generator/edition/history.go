package edition

import (
	"cmp"
	"container/heap"
	"context"
	"errors"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"

	"rapporteur/generator/report"
)

// commit is what the history of a report knows of a commit.
type commit struct {
	hash    plumbing.Hash
	when    time.Time
	parents []int
	data    plumbing.Hash  // tree of data/; zero where there is none
	header  *report.Header // of data/report.toml; nil where there is none that parses
}

// issued is the id of the edition that the commit says is issued, or "".
func (c *commit) issued() string {
	if c.header == nil || c.header.Status != report.Issued {
		return ""
	}
	return c.header.ID
}

// history is every commit that one commit descends from, and that commit, the
// last. Parents stand before their children; otherwise the older comes first.
type history []commit

// readHistory walks from tip. Each tree is looked into once, and each
// report.toml parsed once, whatever the number of commits that have it.
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
			return nil, fail(nil, "run \"git fetch --unshallow\", or set fetch-depth: 0 where a workflow checks it out",
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

// dataTree finds the tree of data/ in a root tree.
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

// readHeader reads report.toml in the tree of a data/. One that is missing or
// not TOML gives nil: it cannot issue anything.
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

// sorted puts parents before children, the older first, and of those of one
// second the one with the lesser hash.
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

// queue is a heap of commits, the oldest on top.
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

// issuers gives for each edition id the commits that issue it, in the order
// of h: those that say so and none of whose ancestors does.
func (h history) issuers() map[string][]int {
	found := map[string][]int{}
	sets := newIDSets()
	said := make([]int, len(h)) // by the commit or an ancestor, as a set
	for i, c := range h {
		for _, p := range c.parents {
			said[i] = sets.union(said[i], said[p])
		}
		if id := c.issued(); id != "" && !sets.has(said[i], id) {
			found[id] = append(found[id], i)
			said[i] = sets.add(said[i], id)
		}
	}
	return found
}

// turns gives for each commit how often a walk from the last commit has to
// leave the line of first parents to reach it, at least: 0 on the first-parent
// line of the history, 1 on a branch that was merged into it.
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

// newestHeader is the header of the last commit, or, where its report.toml
// cannot be parsed, of the nearest first parent whose can: a typing mistake
// must not bring back an edition that was withdrawn.
func (h history) newestHeader() *report.Header {
	i := len(h) - 1
	for h[i].header == nil && len(h[i].parents) > 0 {
		i = h[i].parents[0]
	}
	return h[i].header
}

// errTwoIssuers is the cause of the error for an id that two commits issue.
var errTwoIssuers = errors.New("two commits issue one edition")
