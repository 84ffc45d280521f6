package diff

import (
	"cmp"
	"slices"
)

// Units that have no mate in their order are paired as moved where they are the
// same, or where they share at least this much.
const alikeMoved = 0.5

const (
	leastSame  = 3  // weight of a unit that moved as it is
	leastMoved = 15 // weight of a unit that moved and was changed
)

// strangers pairs the units that are free, whatever their order: those that are
// the same first, then those that are the most alike. It gives the pairs in the
// order of a and takes near-linear time.
func strangers(weights []int, a, b []unit, freeA, freeB []bool) []pair {
	var ia, ib []int
	for i := range a {
		if freeA[i] && a[i].weight >= leastSame {
			ia = append(ia, i)
		}
	}
	for j := range b {
		if freeB[j] && b[j].weight >= leastSame {
			ib = append(ib, j)
		}
	}
	if len(ia) == 0 || len(ib) == 0 {
		return nil
	}
	mate := make(map[int]int) // by b
	taken := make(map[int]bool)
	same := make(map[int32][]int)
	for _, i := range ia {
		same[a[i].id] = append(same[a[i].id], i)
	}
	for _, j := range ib {
		list := same[b[j].id]
		if len(list) == 0 {
			continue
		}
		// What comes after the one before moved together with it.
		k := 0
		if before, ok := mate[j-1]; ok {
			if n, found := slices.BinarySearch(list, before+1); found {
				k = n
			}
		}
		mate[j], taken[list[k]] = list[k], true
		if k == 0 {
			same[b[j].id] = list[1:]
		} else {
			same[b[j].id] = slices.Delete(list, k, k+1)
		}
	}
	ia = slices.DeleteFunc(ia, func(i int) bool { return taken[i] || a[i].weight < leastMoved })
	ib = slices.DeleteFunc(ib, func(j int) bool { _, ok := mate[j]; return ok || b[j].weight < leastMoved })
	for _, p := range closest(weights, a, b, ia, ib) {
		mate[p.b] = p.a
	}
	var pairs []pair
	for j, i := range mate {
		pairs = append(pairs, pair{i, j})
	}
	slices.SortFunc(pairs, func(x, y pair) int { return cmp.Compare(x.a, y.a) })
	return pairs
}

// closest pairs units by how much they are alike, each once. Where there are
// many only those are looked at that share a rare word.
func closest(weights []int, a, b []unit, ia, ib []int) []pair {
	al := &aligner{weights: weights, alike: alikeMoved, a: a, b: b}
	const rare = 4
	in := make(map[int32][]int)
	few := len(ia)*len(ib) <= maxTable
	if !few {
		for _, j := range ib {
			for k, w := range b[j].bag {
				if l := in[w]; (k == 0 || w != b[j].bag[k-1]) && len(l) <= rare {
					in[w] = append(l, j)
				}
			}
		}
	}
	type candidate struct {
		pair
		like float64
	}
	var list []candidate
	look := func(i, j int) {
		if like := al.likeness(&a[i], &b[j]); like >= alikeMoved {
			list = append(list, candidate{pair{i, j}, like})
		}
	}
	for _, i := range ia {
		if few {
			for _, j := range ib {
				look(i, j)
			}
			continue
		}
		// Of a unit the ten are looked at that share the most with it.
		const most = 10
		score := make(map[int]int)
		for k, w := range a[i].bag {
			if l := in[w]; (k == 0 || w != a[i].bag[k-1]) && len(l) <= rare {
				for _, j := range l {
					score[j] += weights[w]
				}
			}
		}
		js := make([]int, 0, len(score))
		for j := range score {
			js = append(js, j)
		}
		slices.SortFunc(js, func(x, y int) int { return cmp.Or(cmp.Compare(score[y], score[x]), cmp.Compare(x, y)) })
		for _, j := range js[:min(len(js), most)] {
			look(i, j)
		}
	}
	slices.SortFunc(list, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(y.like, x.like), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	usedA, usedB := make(map[int]bool), make(map[int]bool)
	var pairs []pair
	for _, c := range list {
		if !usedA[c.a] && !usedB[c.b] {
			usedA[c.a], usedB[c.b] = true, true
			pairs = append(pairs, c.pair)
		}
	}
	return pairs
}
