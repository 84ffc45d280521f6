package insert

import (
	"bytes"
	"reflect"
	"slices"
	"strings"

	"rapporteur/generator/report"
)

// edit inserts text into a file at an offset.
type edit struct {
	off  int
	text string
}

// lineEnds returns the line end of the first line of a file, which is used for new
// lines.
func lineEnds(data []byte) string {
	if i := bytes.IndexByte(data, '\n'); i > 0 && data[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// position returns the number of items that come before a record with that sort key:
// all of them if the list has no order.
func (k Kind) position(items []report.Part, key []string) int {
	if len(k.sort) == 0 {
		return len(items)
	}
	i := slices.IndexFunc(items, func(p report.Part) bool {
		var its []string
		for _, f := range k.sort {
			its = append(its, k.sortKey(f, p.TextAt(strings.Split(f, ".")...)))
		}
		return slices.Compare(its, key) > 0
	})
	if i < 0 {
		return len(items)
	}
	return i
}

// sortKey makes values comparable: dates by their last day, words of a fixed list by
// their position in it.
func (k Kind) sortKey(field, word string) string {
	for _, f := range k.Fields(nil) {
		if f.Name != field {
			continue
		}
		if d, err := report.ParseDate(word); err == nil && f.Values == nil {
			return d.Last().String()
		}
		if i := slices.Index(f.Values, word); i >= 0 && f.typ == reflect.TypeFor[report.Place]() {
			return string(rune('a' + i))
		}
	}
	return word
}

// placeBlock inserts a table with a heading after the items that come before it, or
// before the first item. If there are none it is inserted after its owner, or at the
// end of the file if owner is nil.
func placeBlock(data []byte, items []report.Part, at int, owner *report.Part, block, eol string) edit {
	switch {
	case at > 0:
		return placeAfter(data, items[at-1].End, block, eol)
	case len(items) > 0:
		off := items[0].Start
		for off > 0 {
			above := lineStart(data, off-1)
			if data[above] != '#' {
				break
			}
			off = above
		}
		if off == 0 {
			off = items[0].Start // those comments are about the file
		}
		return edit{off, block + eol}
	case owner != nil:
		return placeAfter(data, owner.End, block, eol)
	}
	return placeAfter(data, len(data), block, eol)
}

// placeAfter inserts a block after off and the comments that belong to what ends
// there, with a blank line on either side.
func placeAfter(data []byte, off int, block, eol string) edit {
	off = nextLine(data, off)
	hanging := off
	for hanging < len(data) && data[hanging] == '#' {
		hanging = nextLine(data, hanging)
	}
	if blankAt(data, hanging) {
		off = hanging
	}
	text := block
	if off > 0 && !endsBlank(data[:off]) {
		text = eol + text
	}
	if off > 0 && data[off-1] != '\n' {
		text = eol + text
	}
	if !blankAt(data, off) {
		text += eol
	}
	return edit{off, text}
}

// endsBlank reports whether the last line is blank.
func endsBlank(data []byte) bool {
	if len(data) == 0 || data[len(data)-1] != '\n' {
		return false
	}
	last := lineStart(data, len(data)-1)
	return len(bytes.TrimSpace(data[last:])) == 0
}

// blankAt reports whether the line that begins at off is blank or the file ends there.
func blankAt(data []byte, off int) bool {
	return len(bytes.TrimSpace(data[off:nextLine(data, off)])) == 0
}

// placeItem inserts an inline table into a list in brackets, on a line of its own if
// the other items have one.
func placeItem(data []byte, l report.Part, at int, item, eol string) edit {
	items := l.Parts
	if len(items) == 0 {
		end := l.End - 1
		text := "  " + item + "," + eol
		if begin := lineStart(data, end); len(bytes.TrimSpace(data[begin:end])) > 0 {
			return edit{end, eol + text}
		}
		return edit{lineStart(data, end), text}
	}
	if at == 0 {
		first := items[0].Start
		begin := lineStart(data, first)
		if indent := data[begin:first]; len(bytes.TrimSpace(indent)) == 0 {
			for begin > l.Start {
				above := lineStart(data, begin-1)
				if above <= l.Start || !bytes.HasPrefix(bytes.TrimLeft(data[above:], " \t"), []byte("#")) {
					break
				}
				begin = above
			}
			return edit{begin, string(indent) + item + "," + eol}
		}
		return edit{first, item + ", "}
	}
	before := items[at-1]
	off := skipSpace(data, before.End)
	comma := ""
	if off < len(data) && data[off] == ',' {
		off = skipSpace(data, off+1)
	} else {
		off, comma = before.End, ","
	}
	indent := "  "
	if begin := lineStart(data, before.Start); len(bytes.TrimSpace(data[begin:before.Start])) == 0 {
		indent = string(data[begin:before.Start])
	}
	switch {
	case comma != "":
		// The comma has to precede a comment, so the whole goes there.
		if rest := skipSpace(data, before.End); rest < len(data) && (data[rest] == '\n' || data[rest] == '\r' || data[rest] == '#') {
			return edit{off, comma + eol + indent + item}
		}
		return edit{off, comma + " " + item}
	case off < len(data) && (data[off] == '#' || data[off] == '\n' || data[off] == '\r'):
		return edit{nextLine(data, off), indent + item + "," + eol}
	}
	return edit{off, item + ", "}
}

// placeList inserts a key with a list of one item after the top-level keys of the
// file.
func placeList(data []byte, root report.Part, key, item, eol string) edit {
	text := key + " = [" + eol + "  " + item + "," + eol + "]" + eol
	off, heading := 0, len(data)
	for _, p := range root.Parts {
		switch {
		case p.Heading:
			heading = min(heading, p.Start)
		case p.List && len(p.Parts) > 0 && p.Parts[0].Heading:
			heading = min(heading, p.Parts[0].Start)
		default:
			off = max(off, p.End)
		}
	}
	switch {
	case off == 0 && heading < len(data):
		return edit{heading, text + eol}
	case off == 0:
		return placeAfter(data, len(data), text, eol)
	}
	off = nextLine(data, off)
	if data[off-1] != '\n' {
		text = eol + text
	}
	return edit{off, text}
}

func skipSpace(data []byte, off int) int {
	for off < len(data) && (data[off] == ' ' || data[off] == '\t') {
		off++
	}
	return off
}

// lineStart returns the offset at which the line containing off begins.
func lineStart(data []byte, off int) int {
	return bytes.LastIndexByte(data[:off], '\n') + 1
}

// nextLine returns the offset at which the line after the one containing off begins.
func nextLine(data []byte, off int) int {
	if i := bytes.IndexByte(data[off:], '\n'); i >= 0 {
		return off + i + 1
	}
	return len(data)
}
