package lsp

import (
	"strings"
	"unicode/utf8"

	"rapporteur/generator/problem"

	protocol "github.com/tliron/glsp/protocol_3_16"
)

// The protocol counts lines from 0, and in a line the UTF-16 code units; the program
// counts lines from 1, and bytes.

// position is the place of a byte of a text.
func position(text string, offset int) protocol.Position {
	offset = min(max(offset, 0), len(text))
	before := text[:offset]
	start := strings.LastIndexByte(before, '\n') + 1
	return protocol.Position{
		Line:      protocol.UInteger(strings.Count(before, "\n")),
		Character: protocol.UInteger(units(before[start:])),
	}
}

// offset is the byte of a text at a place; that of the end of the line or of the text
// where the place is after it.
func offset(text string, p protocol.Position) int {
	start := 0
	for range p.Line {
		n := strings.IndexByte(text[start:], '\n')
		if n < 0 {
			return len(text)
		}
		start += n + 1
	}
	line, _, _ := strings.Cut(text[start:], "\n")
	n := 0
	for i, r := range line {
		if n >= int(p.Character) {
			return start + i
		}
		n += width(r)
	}
	return start + len(line)
}

// span is what a problem marks: from its column over its bytes, one character where it
// has no length, or the whole line.
func span(text string, p problem.Pos) protocol.Range {
	line := max(p.Line, 1)
	start := offset(text, protocol.Position{Line: protocol.UInteger(line - 1)})
	content, _, _ := strings.Cut(text[start:], "\n")
	end := start + len(content)
	if p.Column > 0 {
		from := min(start+p.Column-1, end)
		to := from + p.Len
		if p.Len <= 1 {
			_, n := utf8.DecodeRuneInString(text[from:])
			to = from + max(n, 1)
		}
		start, end = from, min(to, end)
	} else {
		start += len(content) - len(strings.TrimLeft(content, " \t"))
	}
	return protocol.Range{Start: position(text, start), End: position(text, max(start, end))}
}

func units(s string) (n int) {
	for _, r := range s {
		n += width(r)
	}
	return n
}

// width is the number of UTF-16 code units of a character.
func width(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}
