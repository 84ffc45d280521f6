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

	// letters is all that it says without spaces, hyphens, accents and capitals.
	letters letters
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
	// maxVotes is down to which depth of gaps rare words are counted.
	maxVotes = 3
	// Shares of words from which two units are a pair. Of paragraphs that are
	// a pair the sentences show how much stays.
	alikeSentences  = 0.4
	alikeParagraphs = 0.25
	// A unit of at least this weight whose words are in the other, but for a
	// quarter, is a pair with it whatever came around it.
	within     = 0.75
	leastInner = 20
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
	al.gap(0, len(a), 0, len(b), 0)
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
func (al *aligner) gap(i0, i1, j0, j1, depth int) {
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
	const tiny = 1 << 8
	cells := (i1 - i0) * (j1 - j0)
	small := cells <= maxTable
	if depth < maxDepth && cells > tiny {
		// Units that are almost the same count with those that are the same: else
		// a short one that moved would hold its place against a long one in which
		// a number changed.
		anchors := al.unique(i0, i1, j0, j1)
		if depth < maxVotes {
			anchors = append(anchors, al.votes(i0, i1, j0, j1, anchors)...)
			slices.SortFunc(anchors, func(x, y pair) int { return cmp.Compare(x.a, y.a) })
		}
		anchors = al.heaviest(anchors)
		if len(anchors) == 0 && !small {
			anchors = al.equals(i0, i1, j0, j1)
		}
		if len(anchors) > 0 {
			al.pairs = append(al.pairs, anchors...)
			for _, p := range append(anchors, pair{i1, j1}) {
				al.gap(i0, p.a, j0, p.b, depth+1)
				i0, j0 = p.a+1, p.b+1
			}
			return
		}
	}
	if small {
		al.table(i0, i1, j0, j1)
	}
}

// heaviest are those of pairs that keep their order, as many as weigh the most.
func (al *aligner) heaviest(ps []pair) []pair {
	weights := make([]int, len(ps))
	for k, p := range ps {
		weights[k] = 1 + al.common(&al.a[p.a], &al.b[p.b])
	}
	return heaviest(ps, weights)
}

// unique are the units that are there once on each side, in the order of a.
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
	return ps
}

// votes pairs units that share the most of the words that are rare in b, in the
// order of a, but for those that are in a pair.
func (al *aligner) votes(i0, i1, j0, j1 int, paired []pair) []pair {
	const rare = 4
	in := make(map[int32][]int)
	without, taken := make(map[int]bool, len(paired)), make(map[int]bool)
	for _, p := range paired {
		without[p.a], taken[p.b] = true, true
	}
	for j := j0; j < j1; j++ {
		if taken[j] {
			continue
		}
		for k, w := range al.b[j].bag {
			if k > 0 && w == al.b[j].bag[k-1] {
				continue
			}
			if l := in[w]; len(l) <= rare {
				in[w] = append(l, j)
			}
		}
	}
	var ps []pair
	for i := i0; i < i1; i++ {
		if without[i] {
			continue
		}
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
	return ps
}

// equals are equal units as a bounded search finds them.
func (al *aligner) equals(i0, i1, j0, j1 int) []pair {
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

// table pairs units so that the sum of their likenesses, times their weights, is
// the greatest.
func (al *aligner) table(i0, i1, j0, j1 int) {
	n, m := i1-i0, j1-j0
	like := make([]float64, n*m)         // 0 unless they are a pair
	best := make([]float64, (n+1)*(m+1)) // of what begins at i, j
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			x, y := &al.a[i0+i], &al.b[j0+j]
			here := max(best[(i+1)*(m+1)+j], best[i*(m+1)+j+1])
			if l := al.likeness(x, y); l >= al.alike {
				l *= float64(1 + x.weight + y.weight)
				like[i*m+j] = l
				here = max(here, best[(i+1)*(m+1)+j+1]+l)
			}
			best[i*(m+1)+j] = here
		}
	}
	for i, j := 0, 0; i < n && j < m; {
		here := best[i*(m+1)+j]
		switch {
		case like[i*m+j] > 0 && here == best[(i+1)*(m+1)+j+1]+like[i*m+j]:
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
// common: 0 to 1. One that is as good as whole inside of the other is at least
// as much alike as a pair must be.
func (al *aligner) likeness(x, y *unit) float64 {
	if x.id == y.id || x.letters == y.letters && x.letters.sum != 0 {
		return 1 // but for spaces and hyphens
	}
	total, least := x.weight+y.weight, min(x.weight, y.weight)
	if total == 0 || least < leastInner && float64(2*least) < al.alike*float64(total) {
		return 0
	}
	common := al.common(x, y)
	like := float64(2*common) / float64(total)
	if like < al.alike && least >= leastInner && float64(common) >= within*float64(least) {
		return al.alike
	}
	return like
}

// common is the weight of the words that two units have in common.
func (al *aligner) common(x, y *unit) int {
	if x.id == y.id {
		return x.weight
	}
	return inBoth(al.weights, x.bag, y.bag)
}

// inBoth is the weight of what is in two sorted bags of words.
func inBoth(weights []int, x, y []int32) int {
	common := 0
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i] == y[j]:
			common += weights[x[i]]
			i, j = i+1, j+1
		case x[i] < y[j]:
			i++
		default:
			j++
		}
	}
	return common
}

// increasing are as many pairs as there can be that go up on both sides. They
// go up by a already, and no b is there twice.
func increasing(ps []pair) []pair { return heaviest(ps, nil) }

// heaviest are pairs that go up on both sides, those whose weights have the
// greatest sum; without weights each counts as one, and of equal sums the later
// pairs are taken. They go up by a already, and no b is there twice. It takes n log n steps.
func heaviest(ps []pair, weights []int) []pair {
	if len(ps) == 0 {
		return nil
	}
	weight := func(i int) int {
		if weights == nil {
			return 1
		}
		return weights[i]
	}
	bs := make([]int, len(ps))
	for i, p := range ps {
		bs[i] = p.b
	}
	slices.Sort(bs)
	sum := make([]int, len(ps))    // of the heaviest that ends with each pair
	before := make([]int, len(ps)) // the pair before it there, -1 for none
	tree := make([]int, len(ps)+1) // Fenwick: by rank of b, 1 + the pair with the greatest sum
	last := -1
	for i, p := range ps {
		rank, _ := slices.BinarySearch(bs, p.b)
		best := -1
		for k := rank; k > 0; k -= k & -k {
			if t := tree[k] - 1; t >= 0 && (best < 0 || sum[t] > sum[best] || sum[t] == sum[best] && t > best) {
				best = t
			}
		}
		sum[i], before[i] = weight(i), best
		if best >= 0 {
			sum[i] += sum[best]
		}
		for k := rank + 1; k < len(tree); k += k & -k {
			if t := tree[k] - 1; t < 0 || sum[i] >= sum[t] {
				tree[k] = i + 1
			}
		}
		if last < 0 || sum[i] >= sum[last] {
			last = i
		}
	}
	var out []pair
	for i := last; i >= 0; i = before[i] {
		out = append(out, ps[i])
	}
	slices.Reverse(out)
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
