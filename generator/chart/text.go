package chart

import (
	"strings"
	"unicode"
)

// style is the class of a text. chart.css sets its size and weight.
type style string

const (
	plain  style = "chart__text"
	small  style = "chart__text chart__text--small"
	strong style = "chart__text chart__text--strong"
	digits style = "chart__text chart__text--number"
)

// leading is the distance between two lines of text in user units.
const leading = 14.0

// size returns the font size of st in user units, as in chart.css.
func (st style) size() float64 {
	if st == small || st == digits {
		return 11
	}
	return 12
}

// width returns an estimate of the width of s in user units. It is on the wide
// side, because the reader's font is not known.
func (st style) width(s string) float64 {
	var ems float64
	for _, r := range s {
		ems += em(r)
	}
	if st == strong {
		ems *= 1.08
	}
	return ems * st.size()
}

// em returns the width of r in ems.
func em(r rune) float64 {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case strings.ContainsRune("iljI.,:;'’|!·", r):
		return 0.32
	case unicode.IsSpace(r):
		return 0.3
	case strings.ContainsRune("ftr()[]-/\"“”", r):
		return 0.43
	case r >= '0' && r <= '9':
		return 0.64
	case strings.ContainsRune("mwMW—%…@", r):
		return 0.95
	case r >= 0x1100 && wide(r):
		return 1
	case unicode.IsUpper(r):
		return 0.72
	}
	return 0.6
}

// wide reports whether r is full-width, as Chinese characters are.
func wide(r rune) bool {
	return r <= 0x115F || r >= 0x2E80 && r <= 0xA4CF || r >= 0xAC00 && r <= 0xD7A3 ||
		r >= 0xF900 && r <= 0xFAFF || r >= 0xFE30 && r <= 0xFE6F || r >= 0xFF00 && r <= 0xFF60 || r >= 0x1F300
}

// fit truncates s with an ellipsis if it is wider than room.
func (st style) fit(s string, room float64) string {
	s = oneLine(s)
	if st.width(s) <= room {
		return s
	}
	kept := []rune(s)
	for len(kept) > 0 && st.width(string(kept)+"…") > room {
		kept = kept[:len(kept)-1]
	}
	return strings.TrimRightFunc(string(kept), unicode.IsSpace) + "…"
}

// whole breaks s into as many lines as it needs, none wider than room. It returns at
// least one line, and leaves nothing out but of a text that would fill a page.
func (st style) whole(s string, room float64) []string { return st.wrap(s, room, mostLines) }

// mostLines is more lines than any name needs: of a title of 400 characters, in a column
// a third as wide as a phone.
const mostLines = 60

// wrap breaks s into at most most lines no wider than room; the last is truncated
// if needed. It returns at least one line.
func (st style) wrap(s string, room float64, most int) []string {
	var lines []string
	line := ""
	pieces := st.breaks(oneLine(s), room)
	for i, piece := range pieces {
		if st.width(strings.TrimSpace(line+piece)) <= room || line == "" && len(lines)+1 < most {
			line += piece
			continue
		}
		if len(lines)+1 >= most {
			line += strings.Join(pieces[i:], "")
			break
		}
		lines = append(lines, st.fit(strings.TrimSpace(line), room))
		line = piece
	}
	return append(lines, st.fit(strings.TrimSpace(line), room))
}

// breaks splits s at the positions where a line may break: after a space or a hyphen, in
// Chinese after any character, and anywhere in a word that is wider than room.
func (st style) breaks(s string, room float64) []string {
	var pieces []string
	start := 0
	used := 0.0
	for i, r := range s {
		next := i + len(string(r))
		w := st.width(string(r))
		if used += w; used > room && i > start && r != ' ' {
			pieces = append(pieces, s[start:i])
			start, used = i, w
		}
		if r == ' ' || r == '-' || r >= 0x2E80 && wide(r) {
			pieces = append(pieces, s[start:next])
			start, used = next, 0
		}
	}
	if start < len(s) {
		pieces = append(pieces, s[start:])
	}
	return pieces
}

// oneLine returns s in valid UTF-8, with ordinary white space as single spaces.
func oneLine(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return r == ' ' || r == '\t' || r == '\n' || r == '\r'
	}), " ")
}
