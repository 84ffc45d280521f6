package diff

import (
	"slices"
	"strings"

	"rapporteur/generator/report"
)

// Passage is a part of a redline as people read it: words in their place, the
// place that moved words left, or moved words at their new place, compared with
// those that they were.
type Passage struct {
	Move int  // the number of the move; 0 for words in their place
	Left bool // the words were here and moved: Segments are all of them, deleted

	// Segments are those of a redline. At the new place of a move words that are
	// in both halves are Equal, and words that only the old half has are Deleted.
	// A break or a space between words in their place is Kept where it came or
	// went with words that moved.
	Segments []Segment

	// Notes say what readers would not see of each segment.
	Notes [][]Note
}

// Passages gives segments as people read them.
func Passages(segments []Segment) []Passage {
	halves := make(map[int][2][]Segment)
	for _, s := range segments {
		if s.Move > 0 {
			h := halves[s.Move]
			if s.Op == Delete {
				h[0] = append(h[0], s)
			} else {
				h[1] = append(h[1], s)
			}
			halves[s.Move] = h
		}
	}
	var out []Passage
	for i := 0; i < len(segments); {
		s := segments[i]
		n := i + 1
		for n < len(segments) && segments[n].Move == s.Move && (s.Move == 0 || segments[n].Op == s.Op) {
			n++
		}
		p := Passage{Move: s.Move, Left: s.Move > 0 && s.Op == Delete, Segments: segments[i:n:n]}
		switch {
		case p.Left:
			p.Notes = make([][]Note, len(p.Segments))
		case s.Move > 0:
			p.Segments = merged(halves[s.Move])
			p.Notes = notes(p.Segments)
		default:
			p.Segments = quiet(p.Segments, i > 0, n < len(segments))
			p.Notes = notes(p.Segments)
		}
		out = append(out, p)
		i = n
	}
	return out
}

// There gives the words of a move as they were at the place that they left, with
// the notes on them: those that are in both halves are Equal, the others Deleted.
func (p *Passage) There() ([]Segment, [][]Note) {
	out := slices.Clone(p.Segments)
	for i := range out {
		if out[i].Kept {
			out[i].Op, out[i].Kept = Equal, false
		}
	}
	return out, make([][]Note, len(out))
}

// unmarked are the segments as writers mark them: those that are kept stay.
func (p *Passage) unmarked() []Segment {
	out := slices.Clone(p.Segments)
	for i := range out {
		if out[i].Kept {
			out[i].Op = Equal
		}
	}
	return out
}

// quiet are segments between moves, or between one and an end of the text, in
// which breaks that do not change are not marked as changes: those that came or went
// with words that moved, and those that are the first of a text on one side alone.
func quiet(segments []Segment, after, before bool) []Segment {
	out := make([]Segment, 0, len(segments))
	for i := 0; i < len(segments); i++ {
		s := segments[i]
		last := i+1 == len(segments)
		if s.Break && s.Op == Delete && !last {
			if next := segments[i+1]; next.Break && next.Op == Insert && strings.Trim(next.Text, "\n") == strings.Trim(s.Text, "\n") {
				if len(next.Text) > len(s.Text) {
					s.Text = next.Text
				}
				s.Op = Equal
				out = append(out, s)
				i++
				continue
			}
		}
		if (after && i == 0 || before && last) && s.Op != Equal && (s.Break || s.Text == " ") {
			s.Kept = true
		}
		out = append(out, s)
	}
	return out
}

// merged is the redline of the two halves of a move.
func merged(halves [2][]Segment) []Segment {
	out := new(writer)
	x, y := halves[0], halves[1]
	at := [2]int{} // how much of the first kept segment of each is written
	alone := func(list []Segment) []Segment {
		for len(list) > 0 && !list[0].Kept {
			s := list[0]
			s.Move = 0
			out.add(s)
			list = list[1:]
		}
		return list
	}
	for {
		if at[0] == 0 {
			x = alone(x)
		}
		if at[1] == 0 {
			y = alone(y)
		}
		if len(x) == 0 || len(y) == 0 {
			break
		}
		// Kept words are the same on both sides, but segments end where one side
		// has more between them.
		s := y[0]
		n := min(len(x[0].Text)-at[0], len(s.Text)-at[1])
		text := s.Text[at[1] : at[1]+n]
		s.Op, s.Move, s.Kept, s.Text = Equal, 0, false, text
		out.add(s)
		at[0], at[1] = at[0]+n, at[1]+n
		if at[0] == len(x[0].Text) {
			x, at[0] = x[1:], 0
		}
		if at[1] == len(y[0].Text) {
			y, at[1] = y[1:], 0
		}
	}
	return out.done()
}

// Opening gives the first words of a text, to say what moved: as many as fit in
// about fifty characters, with a sign where there are more. A number that was inserted is
// that of its side.
func Opening(segments []Segment) string {
	var b strings.Builder
	for _, s := range segments {
		if s.Break {
			b.WriteByte(' ')
			continue
		}
		b.WriteString(s.read())
	}
	const near = 50
	return oneLine(b.String(), near)
}

// NoteKind is what a note on a segment is about.
type NoteKind string

const (
	Character NoteKind = "character" // looks like another or like nothing
	LeadsTo   NoteKind = "link"      // where a link leads
	Italic    NoteKind = "emphasis"
	Bold      NoteKind = "strong"
	Unset     NoteKind = "plain" // neither a link nor emphasis, where the other side has it
)

// Note is what readers would not see of a segment that came or went.
type Note struct {
	Kind NoteKind
	Rune rune   // of Character
	Link string // of LeadsTo
}

// notes gives what is to be said of each segment: of those that changed, the
// characters where old and new look alike, the links, and how they are set where
// only that differs.
func notes(segments []Segment) [][]Note {
	out := make([][]Note, len(segments))
	for _, h := range hunks(segments) {
		var text, read [2]string
		links, styled := make([][]string, 2), false
		for k := h.from; k < h.to; k++ {
			s := segments[k]
			side := sideOf(s)
			if s.Break {
				text[side] += "\n"
				read[side] += "\n"
				continue
			}
			text[side] += s.Text
			read[side] += s.read()
			if s.Link != "" && strings.TrimSpace(s.Text) != "" {
				links[side] = append(links[side], s.Link)
			}
			styled = styled || s.Emphasis || s.Strong || s.Link != ""
		}
		same := text[0] == text[1]
		alike := !same && looks(text[0]) == looks(text[1])
		for k := h.from; k < h.to; k++ {
			s := segments[k]
			if s.Break {
				continue
			}
			if alike {
				out[k] = append(out[k], characters(s.Text, text[1-sideOf(s)])...)
			} else {
				out[k] = append(out[k], unseen(s.Text)...)
			}
			if strings.TrimSpace(s.Text) == "" {
				continue
			}
			if s.Link != "" {
				out[k] = append(out[k], Note{Kind: LeadsTo, Link: s.Link})
			}
			// Two numbers that are equal today are not the same statement: one
			// may come from a figure, the other be typed or come from another.
			if s.Printed != nil && !same && read[0] == read[1] {
				out[k] = append(out[k], Note{Kind: LeadsTo, Link: report.PrintedOf(s.reference()).String()})
			}
			if same && s.Emphasis {
				out[k] = append(out[k], Note{Kind: Italic})
			}
			if same && s.Strong {
				out[k] = append(out[k], Note{Kind: Bold})
			}
			if same && styled && len(out[k]) == 0 {
				out[k] = append(out[k], Note{Kind: Unset})
			}
		}
	}
	return out
}

func sideOf(s Segment) int {
	if s.Op == Insert {
		return 1
	}
	return 0
}

// hunks are the stretches in which nothing stays, as extents of segments.
func hunks(segments []Segment) []extent {
	var out []extent
	for i := 0; i < len(segments); i++ {
		if segments[i].Op == Equal || segments[i].Kept {
			continue
		}
		n := i
		for n < len(segments) && segments[n].Op != Equal && !segments[n].Kept {
			n++
		}
		out = append(out, extent{i, n})
		i = n
	}
	return out
}
