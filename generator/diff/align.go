package diff

import (
	"cmp"
	"slices"

	"github.com/aymanbagabas/go-udiff"
)

// unit is what an alignment pairs: a paragraph or a sentence.
type unit struct {
	id     int32   // equal units have the same
	bag    []int32 // its words, sorted
	weight int     // of all its words
}

// pair says that unit a of the one text is unit b of the other. One of them
// is -1 where it has none.
type pair struct{ a, b int }

const (
	// maxTable is the greatest table of likenesses that is filled in. Longer
	// gaps are first split at units that share rare words.
	maxTable = 1 << 12
	// maxDepth bounds the splitting of gaps.
	maxDepth = 40
	// Shares of words from which two units are a pair. Of paragraphs that are
	// a pair the sentences show how much stays.
	alikeSentences  = 0.4
	alikeParagraphs = 0.25
)

type aligner struct {
	weights []int // by word
	alike   float64
	a, b    []unit
	pairs   []pair
}

// align pairs units in their order: all of a and b are there once, what was
// deleted before what was inserted. Pairs are equal or at least so much alike.
// It takes near-linear time.
func align(weights []int, alike float64, a, b []unit) []pair {
	al := &aligner{weights: weights, alike: alike, a: a, b: b}
	al.gap(0, len(a), 0, len(b), 0, true)
	slices.SortFunc(al.pairs, func(x, y pair) int { return cmp.Compare(x.a, y.a) })
	all := make([]pair, 0, max(len(a), len(b)))
	i, j := 0, 0
	for _, p := range append(al.pairs, pair{len(a), len(b)}) {
		for ; i < p.a; i++ {
			all = append(all, pair{i, -1})
		}
		for ; j < p.b; j++ {
			all = append(all, pair{-1, j})
		}
		if i < len(a) && j < len(b) {
			all = append(all, p)
		}
		i, j = i+1, j+1
	}
	return all
}

// gap pairs a[i0:i1] with b[j0:j1].
func (al *aligner) gap(i0, i1, j0, j1, depth int, vote bool) {
	for i0 < i1 && j0 < j1 && al.a[i0].id == al.b[j0].id {
		al.pairs = append(al.pairs, pair{i0, j0})
		i0, j0 = i0+1, j0+1
	}
	for i0 < i1 && j0 < j1 && al.a[i1-1].id == al.b[j1-1].id {
		i1, j1 = i1-1, j1-1
		al.pairs = append(al.pairs, pair{i1, j1})
	}
	if i0 == i1 || j0 == j1 {
		return
	}
	small := (i1-i0)*(j1-j0) <= maxTable
	if depth < maxDepth {
		anchors := al.unique(i0, i1, j0, j1)
		if len(anchors) == 0 && !small && vote {
			anchors, vote = al.votes(i0, i1, j0, j1), false
		}
		if len(anchors) == 0 && !small {
			anchors = al.common(i0, i1, j0, j1)
		}
		if len(anchors) > 0 {
			al.pairs = append(al.pairs, anchors...)
			for _, p := range append(anchors, pair{i1, j1}) {
				al.gap(i0, p.a, j0, p.b, depth+1, vote)
				i0, j0 = p.a+1, p.b+1
			}
			return
		}
	}
	if small {
		al.table(i0, i1, j0, j1)
	}
}

// unique are the units that are there once on each side, as many as keep
// their order.
func (al *aligner) unique(i0, i1, j0, j1 int) []pair {
	type seen struct{ a, b, at, in int }
	count := make(map[int32]seen)
	for i := i0; i < i1; i++ {
		s := count[al.a[i].id]
		s.a, s.at = s.a+1, i
		count[al.a[i].id] = s
	}
	for j := j0; j < j1; j++ {
		if s, ok := count[al.b[j].id]; ok {
			s.b, s.in = s.b+1, j
			count[al.b[j].id] = s
		}
	}
	var ps []pair
	for i := i0; i < i1; i++ {
		if s := count[al.a[i].id]; s.a == 1 && s.b == 1 {
			ps = append(ps, pair{s.at, s.in})
		}
	}
	return increasing(ps)
}

// votes pairs units that share the most of the words that are rare in b.
func (al *aligner) votes(i0, i1, j0, j1 int) []pair {
	const rare = 4
	in := make(map[int32][]int)
	for j := j0; j < j1; j++ {
		for k, w := range al.b[j].bag {
			if k > 0 && w == al.b[j].bag[k-1] {
				continue
			}
			if l := in[w]; len(l) <= rare {
				in[w] = append(l, j)
			}
		}
	}
	taken := make(map[int]bool)
	var ps []pair
	for i := i0; i < i1; i++ {
		score := make(map[int]int)
		best := -1
		for _, w := range al.a[i].bag {
			l := in[w]
			if len(l) > rare {
				continue
			}
			for _, j := range l {
				score[j] += al.weights[w]
				if best < 0 || score[j] > score[best] || score[j] == score[best] && j < best {
					best = j
				}
			}
		}
		if best >= 0 && !taken[best] && al.likeness(&al.a[i], &al.b[best]) >= al.alike {
			taken[best] = true
			ps = append(ps, pair{i, best})
		}
	}
	return increasing(ps)
}

// common are equal units as a bounded search finds them.
func (al *aligner) common(i0, i1, j0, j1 int) []pair {
	ids := func(us []unit) []int32 {
		list := make([]int32, len(us))
		for i := range us {
			list[i] = us[i].id
		}
		return list
	}
	var ps []pair
	for _, r := range runs(ids(al.a[i0:i1]), ids(al.b[j0:j1])) {
		for k := range r.same {
			ps = append(ps, pair{i0 + r.a + k, j0 + r.b + k})
		}
	}
	return ps
}

// table pairs units so that the sum of their likenesses is the greatest.
func (al *aligner) table(i0, i1, j0, j1 int) {
	n, m := i1-i0, j1-j0
	like := make([]float64, n*m)
	best := make([]float64, (n+1)*(m+1)) // of what begins at i, j
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			l := al.likeness(&al.a[i0+i], &al.b[j0+j])
			like[i*m+j] = l
			here := max(best[(i+1)*(m+1)+j], best[i*(m+1)+j+1])
			if l >= al.alike {
				here = max(here, best[(i+1)*(m+1)+j+1]+l)
			}
			best[i*(m+1)+j] = here
		}
	}
	for i, j := 0, 0; i < n && j < m; {
		here := best[i*(m+1)+j]
		switch {
		case like[i*m+j] >= al.alike && here == best[(i+1)*(m+1)+j+1]+like[i*m+j]:
			al.pairs = append(al.pairs, pair{i0 + i, j0 + j})
			i, j = i+1, j+1
		case here == best[(i+1)*(m+1)+j]:
			i++
		default:
			j++
		}
	}
}

// likeness is the share of the words, by weight, that two units have in
// common: 0 to 1.
func (al *aligner) likeness(x, y *unit) float64 {
	if x.id == y.id {
		return 1
	}
	total := x.weight + y.weight
	if total == 0 || float64(2*min(x.weight, y.weight)) < al.alike*float64(total) {
		return 0
	}
	common := 0
	for i, j := 0, 0; i < len(x.bag) && j < len(y.bag); {
		switch {
		case x.bag[i] == y.bag[j]:
			common += al.weights[x.bag[i]]
			i, j = i+1, j+1
		case x.bag[i] < y.bag[j]:
			i++
		default:
			j++
		}
	}
	return float64(2*common) / float64(total)
}

// increasing are as many pairs as there can be that go up on both sides. They
// go up by a already, and no b is there twice.
func increasing(ps []pair) []pair {
	var tails []int // index in ps of the least end of a run of each length
	before := make([]int, len(ps))
	for i, p := range ps {
		k, _ := slices.BinarySearchFunc(tails, p.b, func(t, b int) int { return cmp.Compare(ps[t].b, b) })
		before[i] = -1
		if k > 0 {
			before[i] = tails[k-1]
		}
		if k == len(tails) {
			tails = append(tails, i)
		} else {
			tails[k] = i
		}
	}
	if len(tails) == 0 {
		return nil
	}
	out := make([]pair, len(tails))
	for i, k := tails[len(tails)-1], len(tails)-1; k >= 0; i, k = before[i], k-1 {
		out[k] = ps[i]
	}
	return out
}

// run is a place where same ids of one sequence are those of the other.
type run struct{ a, b, same int }

// runs are the common parts of two sequences of ids, in order, as go-udiff
// finds them. Ids are renumbered so that each is one rune of four bytes.
func runs(a, b []int32) []run {
	const first, last = 0x10000, 0x10ffff
	runes := make(map[int32]rune)
	encode := func(ids []int32) string {
		out := make([]rune, len(ids))
		for i, id := range ids {
			r, ok := runes[id]
			if !ok {
				r = min(rune(first+len(runes)), last)
				runes[id] = r
			}
			out[i] = r
		}
		return string(out)
	}
	if len(a)+len(b) > last-first {
		return nil
	}
	x, y := encode(a), encode(b)
	var out []run
	i, j := 0, 0
	for _, e := range udiff.Strings(x, y) {
		if start := e.Start / 4; start > i {
			out = append(out, run{i, j, start - i})
			j += start - i
		}
		i, j = e.End/4, j+len(e.New)/4
	}
	if i < len(a) {
		out = append(out, run{i, j, len(a) - i})
	}
	return out
}
