package report

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/generator/problem"
)

// maxProse is the greatest length of one text, in bytes. Reading takes longer
// than in proportion to it.
const maxProse = 64 << 10

// prose checks an authored or verbatim text and takes down what it refers to.
func (c *checker) prose(n *node, verbatim bool, ctx context) {
	if len(n.text) > maxProse {
		c.report("size", ctx.record, n.val, fmt.Sprintf("text is longer than %d KiB", maxProse>>10), "split it into several")
		return
	}
	doc := c.parser.Parse(string(n.text))
	at := func(off, length int) span {
		from := sourceOffset(c.file.Data[n.val.off:n.val.off+n.val.len], off)
		return span{n.val.off + from, length}
	}
	for _, is := range doc.Issues {
		severity := problem.Error
		if is.Harmless {
			severity = problem.Warning
		}
		if c.problems.full(severity) {
			continue
		}
		p := c.file.problem("prose", ctx.record, at(is.Offset, is.Len), is.Message, is.Hint)
		p.Severity = severity
		c.problems.problems = append(c.problems.problems, p)
	}
	for _, ref := range doc.Refs() {
		s := at(ref.Offset, ref.Len)
		if verbatim && ref.Kind != "note" {
			c.report("prose", ctx.record, s, "only [note:…] may stand in text that is quoted", "put the reference into the answer")
			continue
		}
		k := link{from: ctx.record, place: s, words: "[" + ref.Kind + ":…]"}
		switch ref.Kind {
		case "source":
			k.target, k.to = Ref{KindSource, ref.ID}, []Kind{KindSource}
		case "parties":
			k.target, k.to = Ref{KindInstrument, ref.ID}, []Kind{KindInstrument}
		case "note":
			k.target, k.to = Ref{KindNote, ref.ID}, []Kind{KindNote}
		case "figure":
			k.target, k.to = Ref{KindIndicator, ref.ID}, []Kind{KindIndicator}
			if strings.Contains(ref.ID, "/") {
				k.target, k.to = Ref{KindObservation, ref.ID}, []Kind{KindObservation}
			}
		}
		c.file.links = append(c.file.links, k)
	}
	for _, l := range doc.Links() {
		if target := ParseRef(l.Dest); slices.Contains(target.Kind.values(), string(target.Kind)) {
			c.file.links = append(c.file.links, link{
				from: ctx.record, place: at(l.Offset, 1), target: target, to: []Kind{target.Kind}, words: "a link",
			})
		}
	}
}

// sourceOffset is the offset in raw, a TOML string with its quotation marks,
// of the byte that has offset off once the string is decoded.
func sourceOffset(raw []byte, off int) int {
	if len(raw) == 0 {
		return 0
	}
	i, long := 1, false
	if len(raw) >= 6 && raw[1] == raw[0] && raw[2] == raw[0] {
		i, long = 3, true
		if i < len(raw) && raw[i] == '\r' {
			i++
		}
		if i < len(raw) && raw[i] == '\n' {
			i++
		}
	}
	for off > 0 && i < len(raw) {
		if raw[0] != '"' || raw[i] != '\\' || i+1 >= len(raw) {
			i++
			off--
			continue
		}
		switch c := raw[i+1]; {
		case c == 'u' || c == 'U':
			digits := 4
			if c == 'U' {
				digits = 8
			}
			end := min(i+2+digits, len(raw))
			off -= len(string(rune(hexValue(raw[i+2 : end]))))
			i = end
		case long && (c == ' ' || c == '\t' || c == '\r' || c == '\n'):
			i++
			for i < len(raw) && strings.IndexByte(" \t\r\n", raw[i]) >= 0 {
				i++
			}
		default:
			i += 2
			off--
		}
	}
	return min(i, len(raw)-1)
}

func hexValue(b []byte) (v int32) {
	for _, c := range b {
		v <<= 4
		switch {
		case c >= '0' && c <= '9':
			v |= int32(c - '0')
		case c >= 'a' && c <= 'f':
			v |= int32(c-'a') + 10
		case c >= 'A' && c <= 'F':
			v |= int32(c-'A') + 10
		}
	}
	return v
}
