package diff

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Shares of the shorter side that must stay of two sentences, by weight, or else
// they are shown as rewritten: of two that are about as long, and of a short one
// within a long one.
const (
	kept       = 0.35
	keptWithin = 0.7
)

// redliner compares texts. It keeps the words that it has seen and belongs
// to one goroutine.
type redliner struct {
	ids       map[string]int32 // of words
	weights   []int            // by word
	alike     []int32          // by word: the form for it and for its other spellings
	letters   []letters        // by word
	sentences map[string]int32 // by the ids of their words
	key       []byte
}

func newRedliner() *redliner {
	return &redliner{ids: make(map[string]int32), sentences: make(map[string]int32)}
}

// compare gives the segments of two texts, and whether nothing of them stays.
// With swapped sides the same words stay.
func (rl *redliner) compare(a, b []word) (segments []Segment, rewritten bool) {
	var m *matching
	if slices.CompareFunc(a, b, compareWords) <= 0 {
		m = rl.match(a, b)
	} else {
		m = rl.match(b, a)
		m.a, m.b = m.b, m.a
		for i, s := range m.starts {
			m.starts[i] = pair{s.b, s.a}
		}
	}
	out := new(writer)
	m.write(out)
	segments = numbered(out.done())
	return segments, len(a) > 0 && len(b) > 0 && !stay(segments)
}

func compareWords(x, y word) int {
	return cmp.Or(cmp.Compare(x.text, y.text), cmp.Compare(x.space, y.space), cmp.Compare(x.style.link, y.style.link),
		cmp.Compare(x.style.marks(), y.style.marks()))
}

// extent is a part of a list of words or units.
type extent struct{ from, to int }

// joined is a part of a text and the part of the other that it is compared with
// by words, in units.
type joined struct{ a, b extent }

// match finds the words that stay: of sentences in their order first, then of
// those that moved.
func (rl *redliner) match(a, b []word) *matching {
	m := newMatching(a, b)
	sa, sb := sentences(a), sentences(b)
	ua, ub := rl.units(a, sa), rl.units(b, sb)
	groups := rl.joined(ua, ub, rl.mates(a, b, sa, sb, ua, ub))
	for _, g := range groups {
		x, y := wordsOf(sa, g.a), wordsOf(sb, g.b)
		m.starts = append(m.starts, pair{x.from, y.from})
		for _, r := range rl.common(a[x.from:x.to], b[y.from:y.to]) {
			m.stays(x.from+r.a, y.from+r.b, r.same)
		}
	}
	for n, move := range rl.moves(m, ua, ub, sa, sb, groups) {
		found := false
		for _, p := range move {
			x, y := sa[p.a], sb[p.b]
			for _, r := range rl.common(a[x.from:x.to], b[y.from:y.to]) {
				m.stays(x.from+r.a, y.from+r.b, r.same)
				found = true
			}
		}
		if found {
			m.half(wordsOf(sa, extent{move[0].a, move[len(move)-1].a + 1}), wordsOf(sb, extent{move[0].b, move[len(move)-1].b + 1}), n+1)
		}
	}
	m.links()
	return m
}

// wordsOf is the extent in words of an extent of sentences.
func wordsOf(sentences []extent, e extent) extent {
	if e.from == e.to {
		return extent{}
	}
	return extent{sentences[e.from].from, sentences[e.to-1].to}
}

// mates pairs sentences in their order: those of paragraphs that are a pair, and
// what is left between them, so that a paragraph may fall into two. It gives the
// sentence of b for each of a, -1 for none.
func (rl *redliner) mates(a, b []word, sa, sb []extent, ua, ub []unit) []int {
	mate := make([]int, len(sa))
	for i := range mate {
		mate[i] = -1
	}
	within := func(x, y extent) {
		for _, p := range align(rl.weights, alikeSentences, ua[x.from:x.to], ub[y.from:y.to]) {
			if p.a >= 0 && p.b >= 0 {
				mate[x.from+p.a] = y.from + p.b
			}
		}
	}
	pa, pb := paragraphs(a, sa), paragraphs(b, sb)
	if len(pa) < 2 || len(pb) < 2 {
		within(extent{0, len(sa)}, extent{0, len(sb)})
		return mate
	}
	all := func(ws []word, ss, ps []extent) []unit {
		us := make([]unit, len(ps))
		for i, p := range ps {
			e := wordsOf(ss, p)
			us[i] = rl.unit(ws[e.from:e.to])
		}
		return us
	}
	for _, p := range align(rl.weights, alikeParagraphs, all(a, sa, pa), all(b, sb, pb)) {
		if p.a >= 0 && p.b >= 0 {
			within(pa[p.a], pb[p.b])
		}
	}
	i, j := 0, 0
	for k := 0; k <= len(sa); k++ {
		if k < len(sa) && mate[k] < 0 {
			continue
		}
		end := len(sb)
		if k < len(sa) {
			end = mate[k]
		}
		if i < k && j < end {
			within(extent{i, k}, extent{j, end})
		}
		i, j = k+1, end+1
	}
	return mate
}

// joined puts sentences that are a pair together with those next to them that
// have no mate, where half of the words of these are in the other of the pair as
// well: a sentence that was cut in two, items of a list that became prose.
func (rl *redliner) joined(ua, ub []unit, mate []int) []joined {
	const half = 0.5
	var groups []joined
	for i, j := range mate {
		if j >= 0 {
			groups = append(groups, joined{extent{i, i + 1}, extent{j, j + 1}})
		}
	}
	// gain is whether a unit belongs to what is left of a bag of the other side,
	// of which it takes its words.
	gain := func(left *[]int32, u *unit) bool {
		if u.weight == 0 || float64(inBoth(rl.weights, *left, u.bag)) < half*float64(u.weight) {
			return false
		}
		*left = minus(*left, u.bag)
		return true
	}
	// left is what the units of one side have that those of the other have not.
	left := func(x []unit, y []unit) []int32 {
		var bag []int32
		for _, u := range x {
			bag = append(bag, u.bag...)
		}
		slices.Sort(bag)
		for _, u := range y {
			bag = minus(bag, u.bag)
		}
		return bag
	}
	for n := range groups {
		g := &groups[n]
		ends := [2]int{0, 0}
		if n > 0 {
			ends = [2]int{groups[n-1].a.to, groups[n-1].b.to}
		}
		next := [2]int{len(ua), len(ub)}
		if n+1 < len(groups) {
			next = [2]int{groups[n+1].a.from, groups[n+1].b.from}
		}
		if g.a.from == ends[0] && g.b.from == ends[1] && g.a.to == next[0] && g.b.to == next[1] || ua[g.a.from].id == ub[g.b.from].id {
			continue
		}
		la, lb := left(ua[g.a.from:g.a.to], ub[g.b.from:g.b.to]), left(ub[g.b.from:g.b.to], ua[g.a.from:g.a.to])
		for g.b.from > ends[1] && gain(&la, &ub[g.b.from-1]) {
			g.b.from--
		}
		for g.b.to < next[1] && gain(&la, &ub[g.b.to]) {
			g.b.to++
		}
		for g.a.from > ends[0] && gain(&lb, &ua[g.a.from-1]) {
			g.a.from--
		}
		for g.a.to < next[0] && gain(&lb, &ua[g.a.to]) {
			g.a.to++
		}
	}
	return groups
}

// minus is a sorted bag without the words of another, each as often as it is
// there.
func minus(x, y []int32) []int32 {
	var out []int32
	j := 0
	for _, id := range x {
		for j < len(y) && y[j] < id {
			j++
		}
		if j < len(y) && y[j] == id {
			j++
			continue
		}
		out = append(out, id)
	}
	return out
}

// moves pairs the sentences that are in no group with each other, whatever their
// order. Those that moved together are one move, in the order of a.
func (rl *redliner) moves(m *matching, ua, ub []unit, sa, sb []extent, groups []joined) [][]pair {
	free := func(n int, of func(joined) extent) []bool {
		list := make([]bool, n)
		for i := range list {
			list[i] = true
		}
		for _, g := range groups {
			for i := of(g).from; i < of(g).to; i++ {
				list[i] = false
			}
		}
		return list
	}
	fa, fb := free(len(ua), func(g joined) extent { return g.a }), free(len(ub), func(g joined) extent { return g.b })
	pairs := strangers(rl.weights, ua, ub, fa, fb)
	var out [][]pair
	for _, p := range pairs {
		fa[p.a], fb[p.b] = false, false
	}
	// Between two that moved together there may be some that have no mate.
	between := func(list []bool, from, to int) bool {
		return to >= from && !slices.Contains(list[from:to], false)
	}
	pairs = append(pairs, rl.alongside(m, ua, ub, sa, sb, pairs, fa, fb)...)
	slices.SortFunc(pairs, func(x, y pair) int { return cmp.Compare(x.a, y.a) })
	for _, p := range pairs {
		if n := len(out); n > 0 {
			last := out[n-1][len(out[n-1])-1]
			if between(fa, last.a+1, p.a) && between(fb, last.b+1, p.b) {
				out[n-1] = append(out[n-1], p)
				continue
			}
		}
		out = append(out, []pair{p})
	}
	return out
}

// alongside pairs sentences that have no mate with each other where those next to
// them in the same paragraph moved together, and they are a little alike.
func (rl *redliner) alongside(m *matching, ua, ub []unit, sa, sb []extent, pairs []pair, fa, fb []bool) []pair {
	al := &aligner{weights: rl.weights, alike: alikeParagraphs}
	var out []pair
	for _, p := range pairs {
		for _, step := range []int{-1, 1} {
			for i, j := p.a+step, p.b+step; i >= 0 && j >= 0 && i < len(ua) && j < len(ub) && fa[i] && fb[j]; i, j = i+step, j+step {
				// No break between them and those that moved.
				if m.a.words[sa[max(i, i-step)].from].brk || m.b.words[sb[max(j, j-step)].from].brk || al.likeness(&ua[i], &ub[j]) < al.alike {
					break
				}
				fa[i], fb[j] = false, false
				out = append(out, pair{i, j})
			}
		}
	}
	return out
}

// common finds the words of two parts that stay in their order. It finds none
// where they are too few to show what does not stay.
func (rl *redliner) common(a, b []word) []run {
	ia, ib := rl.idsOf(a), rl.idsOf(b)
	if slices.Equal(ia, ib) {
		return []run{{0, 0, len(a)}}
	}
	common := longest(rl.tidy(runs(ia, ib), ia, ib, a), ia, ib)
	same, wa, wb := 0, rl.weightOf(ia), rl.weightOf(ib)
	i, j := 0, 0
	for _, r := range append(common[:len(common):len(common)], run{len(ia), len(ib), 0}) {
		same += rl.weightOf(ia[r.a:r.a+r.same]) + rl.respelt(a[i:r.a], b[j:r.b])
		i, j = r.a+r.same, r.b+r.same
	}
	share := kept
	if float64(2*same) < kept*float64(wa+wb) {
		share = keptWithin
	}
	if float64(same) < share*float64(min(wa, wb)) {
		return nil
	}
	return common
}

// longest makes runs as long as they can be: of words that are there more than once
// a run may end before one that is the same on both sides, as a bracket after a name is.
func longest(common []run, ia, ib []int32) []run {
	for n := range common {
		r := &common[n]
		ea, eb, na, nb := 0, 0, len(ia), len(ib)
		if n > 0 {
			last := common[n-1]
			ea, eb = last.a+last.same, last.b+last.same
		}
		if n+1 < len(common) {
			na, nb = common[n+1].a, common[n+1].b
		}
		for r.a > ea && r.b > eb && ia[r.a-1] == ib[r.b-1] {
			r.a, r.b, r.same = r.a-1, r.b-1, r.same+1
		}
		for r.a+r.same < na && r.b+r.same < nb && ia[r.a+r.same] == ib[r.b+r.same] {
			r.same++
		}
	}
	return common
}

// respelt is the weight of the words that are written in another way in the other
// of two parts that are in each other's place.
func (rl *redliner) respelt(a, b []word) int {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	alike := func(ws []word) []int32 {
		ids := rl.idsOf(ws)
		for k, id := range ids {
			ids[k] = rl.alike[id]
		}
		return ids
	}
	ia, ib := alike(a), alike(b)
	sum := 0
	for _, r := range runs(ia, ib) {
		sum += rl.weightOf(ia[r.a : r.a+r.same])
	}
	together := func(ws []word) string {
		var b strings.Builder
		for _, w := range ws {
			b.WriteString(strings.Trim(likened(w.text), "-"))
		}
		return b.String()
	}
	if together(a) == together(b) {
		return min(rl.weightOf(ia), rl.weightOf(ib))
	}
	return sum
}

// tidy drops common runs of no more than two little words between longer
// changes, which would make confetti.
func (rl *redliner) tidy(common []run, ia, ib []int32, a []word) []run {
	const little = 6
	var out []run
	for n, r := range common {
		ea, eb := 0, 0 // where the run before ends
		if len(out) > 0 {
			last := out[len(out)-1]
			ea, eb = last.a+last.same, last.b+last.same
		}
		na, nb := len(ia), len(ib)
		if n+1 < len(common) {
			na, nb = common[n+1].a, common[n+1].b
		}
		weight := rl.weightOf(ia[r.a : r.a+r.same])
		if r.same <= 2 && weight <= little && !slices.ContainsFunc(a[r.a:r.a+r.same], precise) &&
			weight < max(rl.weightOf(ia[ea:r.a]), rl.weightOf(ib[eb:r.b])) &&
			weight < max(rl.weightOf(ia[r.a+r.same:na]), rl.weightOf(ib[r.b+r.same:nb])) {
			continue
		}
		out = append(out, r)
	}
	return out
}

// precise reports whether a word is one that a reader looks for: a number, a
// symbol, a reference.
func precise(w word) bool {
	return w.style.reference || strings.ContainsFunc(w.text, unicode.IsDigit)
}

func (rl *redliner) id(w word) int32 {
	rl.key = append(rl.key[:0], w.text...)
	if w.style != (style{}) {
		rl.key = append(rl.key, 0, byte('0'+w.style.marks()))
		rl.key = append(rl.key, w.style.link...)
	}
	id, ok := rl.ids[string(rl.key)]
	if !ok {
		id = int32(len(rl.weights))
		rl.ids[string(rl.key)] = id
		rl.weights = append(rl.weights, weight(w.text))
		rl.alike = append(rl.alike, id)
		rl.letters = append(rl.letters, lettersOf(likened(w.text)))
		if like := likened(w.text); like != w.text || w.style != (style{}) && !w.style.reference {
			rl.alike[id] = rl.id(word{text: like})
		}
	}
	return id
}

// likened is a word as sentences are likened: without capitals, accents, hyphens
// and characters that nobody sees.
func likened(s string) string {
	plain := true
	for i := 0; i < len(s) && plain; i++ {
		plain = s[i] < utf8.RuneSelf && !(s[i] >= 'A' && s[i] <= 'Z') && s[i] != '-'
	}
	if plain {
		return s
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(typographic(s)) {
		if !unicode.Is(unicode.Mn, r) && !invisible(r) && !dash(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	if b.Len() == 0 {
		return s
	}
	return b.String()
}

// weight is how much a word counts when texts are likened: its length, so that
// articles and commas make little difference. An ideograph says as much as a
// few letters. A number or an address counts little, since texts in which one
// changed are alike.
func weight(s string) int {
	if r, n := utf8.DecodeRuneInString(s); n == len(s) && ideographic(r) {
		return 3
	}
	most := 10
	if strings.ContainsFunc(s, unicode.IsDigit) || strings.Contains(s, "://") {
		most = 5
	}
	return min(utf8.RuneCountInString(s), most)
}

// marks are the emphasis of a style and whether it is that of a reference, as
// bits.
func (s style) marks() int {
	n := 0
	for i, is := range []bool{s.emphasis, s.strong, s.reference} {
		if is {
			n |= 1 << i
		}
	}
	return n
}

// letters is a hash of letters that can be put together of those of parts: that of
// "decisionmaking" is that of "decision" and then of "making".
type letters struct{ sum, power uint64 }

const lettersBase = 0x9E3779B97F4A7C15 // odd, and far from a power of two

func lettersOf(s string) letters {
	l := letters{0, 1}
	for i := range len(s) {
		if s[i] != '-' {
			l = letters{l.sum*lettersBase + uint64(s[i]) + 1, l.power * lettersBase}
		}
	}
	return l
}

func (l letters) then(m letters) letters {
	if l == (letters{}) {
		return m
	}
	return letters{l.sum*m.power + m.sum, l.power * m.power}
}

func (rl *redliner) weightOf(ids []int32) int {
	sum := 0
	for _, id := range ids {
		sum += rl.weights[id]
	}
	return sum
}

func (rl *redliner) idsOf(ws []word) []int32 {
	ids := make([]int32, len(ws))
	for i, w := range ws {
		ids[i] = rl.id(w)
	}
	return ids
}

func (rl *redliner) units(ws []word, ss []extent) []unit {
	us := make([]unit, len(ss))
	for i, s := range ss {
		us[i] = rl.unit(ws[s.from:s.to])
	}
	return us
}

func (rl *redliner) unit(ws []word) unit {
	u := unit{bag: rl.idsOf(ws)}
	key := make([]byte, 0, 4*len(u.bag))
	for i, id := range u.bag {
		key = binary.LittleEndian.AppendUint32(key, uint32(id))
		u.bag[i] = rl.alike[id]
		u.weight += rl.weights[rl.alike[id]]
		u.letters = u.letters.then(rl.letters[id])
	}
	id, ok := rl.sentences[string(key)]
	if !ok {
		id = int32(len(rl.sentences))
		rl.sentences[string(key)] = id
	}
	u.id = id
	slices.Sort(u.bag)
	return u
}

// sentences cuts words at breaks and after what ends a sentence.
func sentences(ws []word) []extent {
	var out []extent
	start := 0
	for i := 1; i < len(ws); i++ {
		if !ws[i].brk {
			if !ends(ws[i-1].text) || ws[i].space == "" && !strings.ContainsAny(ws[i-1].text, "。！？") {
				continue
			}
			r, _ := utf8.DecodeRuneInString(ws[i].text)
			if unicode.IsLower(r) || unicode.IsDigit(r) || unicode.IsPunct(r) && r != '“' && r != '«' && r != '"' {
				continue
			}
		}
		out = append(out, extent{start, i})
		start = i
	}
	if start < len(ws) {
		out = append(out, extent{start, len(ws)})
	}
	return out
}

// paragraphs are the extents of paragraphs, in sentences.
func paragraphs(ws []word, ss []extent) []extent {
	var out []extent
	for i, s := range ss {
		if len(out) == 0 || ws[s.from].brk {
			out = append(out, extent{i, i})
		}
		out[len(out)-1].to = i + 1
	}
	return out
}

func ends(s string) bool {
	switch s {
	case ".", "!", "?", "…", ";", "。", "！", "？", "؟", "»", "”":
		return true
	}
	return false
}
