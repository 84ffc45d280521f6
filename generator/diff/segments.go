package diff

import "strings"

// matching says which words of two texts stay, in their order or moved.
type matching struct {
	a, b fates

	// starts are words with which sentences begin that are compared with each other,
	// in their order.
	starts []pair
}

// fates say what becomes of the words of one text.
type fates struct {
	words []word
	mate  []int // the same word of the other text; -1 for none
	move  []int // the move of which a word is a part, from 1; 0 for none. Nil if nothing moved
}

func newMatching(a, b []word) *matching {
	fresh := func(ws []word) fates {
		f := fates{words: ws, mate: make([]int, len(ws))}
		for i := range f.mate {
			f.mate[i] = -1
		}
		return f
	}
	return &matching{a: fresh(a), b: fresh(b)}
}

// stays says that n words from i on are those of b from j on.
func (m *matching) stays(i, j, n int) {
	for k := range n {
		m.a.mate[i+k], m.b.mate[j+k] = j+k, i+k
	}
}

// half says that parts of both texts are the halves of a move.
func (m *matching) half(a, b extent, move int) {
	if m.a.move == nil {
		m.a.move, m.b.move = make([]int, len(m.a.words)), make([]int, len(m.b.words))
	}
	for i := a.from; i < a.to; i++ {
		m.a.move[i] = move
	}
	for j := b.from; j < b.to; j++ {
		m.b.move[j] = move
	}
}

func (f *fates) moveOf(i int) int {
	if f.move == nil {
		return 0
	}
	return f.move[i]
}

// inPlace reports whether a word is in both texts and did not move.
func (f *fates) inPlace(i int) bool { return f.mate[i] >= 0 && f.moveOf(i) == 0 }

// links parts from their mates the words of links of which not all stay: what is
// shown of a link is the whole of it and where it leads.
func (m *matching) links() {
	var extents [2]map[int32]extent
	for side, f := range []*fates{&m.a, &m.b} {
		extents[side] = make(map[int32]extent)
		for i, w := range f.words {
			if w.link == 0 {
				continue
			}
			e, ok := extents[side][w.link]
			if !ok {
				e.from = i
			}
			e.to = i + 1
			extents[side][w.link] = e
		}
	}
	sides := []*fates{&m.a, &m.b}
	type link struct {
		side int
		n    int32
	}
	var todo []link
	for side, f := range sides {
		var last int32
		for _, w := range f.words {
			if w.link != 0 && w.link != last {
				todo = append(todo, link{side, w.link})
			}
			last = w.link
		}
	}
	for len(todo) > 0 {
		l := todo[0]
		todo = todo[1:]
		f, other := sides[l.side], sides[1-l.side]
		e := extents[l.side][l.n]
		whole := f.mate[e.from] >= 0
		if whole {
			// It is whole if its words are those of one link of the other text.
			first := f.mate[e.from]
			o := extents[1-l.side][other.words[first].link]
			whole = o.from == first && o.to-o.from == e.to-e.from
			for i := e.from; i < e.to && whole; i++ {
				whole = f.mate[i] == first+i-e.from
			}
		}
		if whole {
			continue
		}
		for i := e.from; i < e.to; i++ {
			j := f.mate[i]
			if j < 0 {
				continue
			}
			f.mate[i], other.mate[j] = -1, -1
			todo = append(todo, link{1 - l.side, other.words[j].link})
		}
	}
}

// write writes the segments.
func (m *matching) write(out *writer) {
	a, b := &m.a, &m.b
	for i, j := 0, 0; ; i, j = i+1, j+1 {
		i0, j0 := i, j
		for i < len(a.words) && !a.inPlace(i) {
			i++
		}
		for j < len(b.words) && !b.inPlace(j) {
			j++
		}
		m.replaceAll(out, extent{i0, i}, extent{j0, j})
		if i == len(a.words) || j == len(b.words) {
			return
		}
		out.same(a.words[i], b.words[j])
	}
}

// replaceAll writes words that are in place of others. Where both begin a paragraph
// that is compared with the other, the break stays, so that paragraphs that came
// or went before it are not between the two.
func (m *matching) replaceAll(out *writer, x, y extent) {
	for len(m.starts) > 0 && m.starts[0].a < x.to {
		s := m.starts[0]
		if s.b >= y.to {
			break
		}
		m.starts = m.starts[1:]
		if s.a < x.from || s.b < y.from || s.a == x.from && s.b == y.from {
			continue
		}
		if p, q := m.a.words[s.a], m.b.words[s.b]; !p.brk || !sameSpace(p, q) {
			continue
		}
		m.replace(out, extent{x.from, s.a}, extent{y.from, s.b})
		x.from, y.from = s.a, s.b
	}
	m.replace(out, x, y)
}

// replace writes words that are in place of others. A space that both begin
// with stays.
func (m *matching) replace(out *writer, x, y extent) {
	shared := x.from < x.to && y.from < y.to && sameSpace(m.a.words[x.from], m.b.words[y.from])
	if shared {
		w := m.a.words[x.from]
		out.space(Segment{Op: Equal}, w)
	}
	m.gone(out, Delete, &m.a, &m.b, x, shared)
	m.gone(out, Insert, &m.b, &m.a, y, shared)
}

// gone writes the words of one side that were deleted, inserted or moved.
func (m *matching) gone(out *writer, op SegmentOp, f, other *fates, e extent, shared bool) {
	for i := e.from; i < e.to; i++ {
		w := f.words[i]
		s := Segment{Op: op, Move: f.moveOf(i)}
		space := s
		if first := i == 0 || f.moveOf(i-1) != s.Move; first {
			// The space before a move is not part of it.
			space.Move = 0
		}
		if j := f.mate[i]; j >= 0 {
			s.Kept = true
			space.Kept = space.Move > 0 && sameSpace(w, other.words[j])
		} else if space.Move > 0 && f.mate[i-1] >= 0 {
			// In a move too a space stays that what went and what came begin with.
			j := f.mate[i-1] + 1
			space.Kept = j < len(other.words) && other.mate[j] < 0 && other.moveOf(j) == s.Move && sameSpace(w, other.words[j])
		}
		if !shared || i > e.from {
			out.space(space, w)
		}
		out.text(s, w)
	}
}

func sameSpace(x, y word) bool { return x.space == y.space && x.brk == y.brk }

// numbered numbers the moves in the order of the text.
func numbered(segments []Segment) []Segment {
	number := make(map[int]int)
	for i := range segments {
		s := &segments[i]
		if s.Move == 0 {
			continue
		}
		if number[s.Move] == 0 {
			number[s.Move] = len(number) + 1
		}
		s.Move = number[s.Move]
	}
	return segments
}

// writer makes segments of words.
type writer struct {
	segments []Segment
	buffer   []byte // the text of the last segment
}

// add appends a segment, or extends the last one if both look the same.
func (w *writer) add(s Segment) {
	if s.Text == "" {
		return
	}
	text := s.Text
	s.Text = ""
	if n := len(w.segments); n == 0 || s.Break || s.Reference || s != w.segments[n-1] {
		w.flush()
		w.segments = append(w.segments, s)
	}
	w.buffer = append(w.buffer, text...)
}

func (w *writer) flush() {
	if n := len(w.segments); n > 0 && len(w.buffer) > 0 {
		w.segments[n-1].Text = string(w.buffer)
	}
	w.buffer = w.buffer[:0]
}

// done returns the segments after the last one was added.
func (w *writer) done() []Segment {
	w.flush()
	return w.segments
}

// text writes a word without the space before it; s says what happened to it.
func (w *writer) text(s Segment, x word) {
	s.Emphasis, s.Strong, s.Reference, s.Link = x.style.emphasis, x.style.strong, x.style.reference, x.style.link
	s.Text = x.text
	w.add(s)
}

// space writes the space before a word. It looks like the words around it where
// both look the same.
func (w *writer) space(s Segment, x word) {
	s.Text, s.Break = x.space, x.brk
	if n := len(w.segments); n > 0 && !x.brk && !x.style.reference {
		last := w.segments[n-1]
		if last.Emphasis == x.style.emphasis && last.Strong == x.style.strong && last.Link == x.style.link && !last.Reference {
			s.Emphasis, s.Strong, s.Link = last.Emphasis, last.Strong, last.Link
		}
	}
	w.add(s)
}

func (w *writer) word(op SegmentOp, x word) {
	w.space(Segment{Op: op}, x)
	w.text(Segment{Op: op}, x)
}

// replace writes words that are in place of others. A space that both begin
// with stays.
func (w *writer) replace(from, to []word) {
	m := newMatching(from, to)
	m.replace(w, extent{0, len(from)}, extent{0, len(to)})
}

// same writes a word that is in both texts, perhaps with another space before.
func (w *writer) same(a, b word) {
	if sameSpace(a, b) {
		w.word(Equal, b)
		return
	}
	w.space(Segment{Op: Delete}, a)
	w.space(Segment{Op: Insert}, b)
	w.text(Segment{Op: Equal}, b)
}

// stay reports whether any word is in both texts.
func stay(segments []Segment) bool {
	for _, s := range segments {
		if (s.Op == Equal || s.Kept) && !s.Break && strings.TrimSpace(s.Text) != "" {
			return true
		}
	}
	return false
}
