package diff

import "strings"

// writer makes segments of words.
type writer struct {
	segments []Segment
	text     []byte // of the last segment
}

// add appends a segment, to the one before where both look the same.
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
	w.text = append(w.text, text...)
}

func (w *writer) flush() {
	if n := len(w.segments); n > 0 && len(w.text) > 0 {
		w.segments[n-1].Text = string(w.text)
	}
	w.text = w.text[:0]
}

// done gives the segments once there are no more to add.
func (w *writer) done() []Segment {
	w.flush()
	return w.segments
}

func (w *writer) word(op SegmentOp, x word) {
	s := Segment{Op: op, Emphasis: x.style.emphasis, Strong: x.style.strong, Reference: x.style.reference, Link: x.style.link}
	if x.space != "" {
		t := s
		t.Text = x.space
		if s.Reference {
			t = Segment{Op: op, Text: x.space}
		}
		w.add(t)
	}
	s.Text = x.text
	w.add(s)
}

func (w *writer) words(op SegmentOp, ws []word) {
	for _, x := range ws {
		w.word(op, x)
	}
}

// replace writes words that are in place of others. A space that both begin
// with stays.
func (w *writer) replace(from, to []word) {
	if len(from) == 0 || len(to) == 0 || from[0].space != to[0].space {
		w.words(Delete, from)
		w.words(Insert, to)
		return
	}
	w.add(Segment{Op: Equal, Text: from[0].space})
	for i, side := range [][]word{from, to} {
		first := side[0]
		first.space = ""
		op := []SegmentOp{Delete, Insert}[i]
		w.word(op, first)
		w.words(op, side[1:])
	}
}

// same writes a word that is in both texts, perhaps with other spaces before.
func (w *writer) same(a, b word) {
	if a.space != b.space {
		w.add(Segment{Op: Delete, Text: a.space})
		w.add(Segment{Op: Insert, Text: b.space})
		b.space = ""
	}
	w.word(Equal, b)
}

func (w *writer) separate(a, b string) {
	if a == b {
		w.add(Segment{Op: Equal, Text: a, Break: true})
		return
	}
	w.add(Segment{Op: Delete, Text: a, Break: true})
	w.add(Segment{Op: Insert, Text: b, Break: true})
}

func (w *writer) whole(op SegmentOp, b block) {
	w.add(Segment{Op: op, Text: b.sep, Break: true})
	w.words(op, b.words)
}

// stay reports whether any words are on both sides.
func stay(segments []Segment) bool {
	for _, s := range segments {
		if s.Op == Equal && !s.Break && strings.TrimSpace(s.Text) != "" {
			return true
		}
	}
	return false
}
