package report

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"rapporteur/generator/internal/lazyregexp"
	"rapporteur/generator/problem"
	"rapporteur/generator/prose"
)

// maxFaults bounds how many mistakes in the syntax of a file are reported: after that the rest
// is hardly what somebody typed.
const maxFaults = 200

// maxRecovered is the greatest size of a file, in bytes, that is read on after a fault:
// the whole file is read again for each.
const maxRecovered = 1 << 20

// syntaxFault is the first fault of syntax in a file, nil where there is none.
func syntaxFault(data []byte) *fault {
	if f := checkBytes(data); f != nil {
		if f.rule != "toml-1.0" && f.rule != "nesting" {
			return f
		}
		// A bracket or quotation mark that is missing looks like this as
		// well, and then the parser explains it better.
		if f.rule == "toml-1.0" {
			if g := decode(data, nil); g != nil {
				return g
			}
		}
		return f
	}
	f := parses(data)
	if f == nil {
		return nil
	}
	if g := decode(data, nil); g != nil {
		return g
	}
	return f
}

// recovered reports all that is wrong with a file that is not TOML, not the first fault
// alone. After each fault the file is read on as if it were fixed or, where it is not
// known how, without the value or the line: its bytes become spaces, so that all places
// stay what they are. Of what is left, keys and values are checked as in other files,
// but nothing is missing from it.
func (p *parsed) recovered(first *fault, t reflect.Type, texts *prose.Cache) {
	data := bytes.Clone(p.Data)
	last := -1
	rounds := 0
	for f := first; f != nil && len(p.problems) < maxFaults && rounds < 2*maxFaults; f = syntaxFault(data) {
		rounds++
		q := p.problem(f.rule, Ref{}, span{f.off, f.len}, f.message, f.hint)
		if f.fix != nil {
			q.Edit = p.edit(f.fix.span, f.fix.text, f.fix.safe)
		}
		switch {
		case f.rule == "size" || f.rule == "nesting" || f.rule == "irregular-file" || f.rule == "encoding" && bytes.IndexByte(p.Data, 0) >= 0:
			p.problems = append(p.problems, q)
			return
		case f.rule == "encoding" && f.len == 3: // a byte order mark
			copy(data, "   ")
		case f.rule == "encoding":
			q.Edit = p.edit(span{0, len(p.Data)}, fromWindows1252(p.Data), false)
			for i := 0; i < len(data); {
				r, n := utf8.DecodeRune(data[i:])
				if r == utf8.RuneError && n == 1 {
					data[i] = '?'
				}
				i += n
			}
		case f.off <= last:
			// Repairing the fault did not help.
			was := bytes.Clone(data)
			if blankStatement(data, f.off); bytes.Equal(was, data) {
				return
			}
			continue
		case f.fix != nil && f.fix.len >= len(f.fix.text) && len(data) <= maxRecovered:
			inPlace(data, f.fix)
		case len(data) > maxRecovered, strings.HasPrefix(f.message.String(), "a bracket of this heading"), strings.HasPrefix(f.message.String(), "a heading has no name"), strings.Contains(f.message.String(), "is followed by other text on its line"), strings.HasPrefix(f.message.String(), "id is in its record twice"), strings.Contains(f.message.String(), "is written as a list in brackets above"):
			// What follows belongs to another record than it seems to.
			p.problems = append(p.problems, q)
			return
		case f.rule == "toml-1.0" || strings.HasPrefix(f.message.String(), "the text that begins here"):
			blankStatement(data, f.off)
		default:
			blankLine(data, f.off)
		}
		last = f.off
		p.problems = append(p.problems, q)
	}
	if syntaxFault(data) != nil {
		return
	}
	root, err := parseTree(data)
	if err != nil {
		return
	}
	probe := &parsed{File: File{p.Name, data}, base: p.base, lines: p.lines}
	c := &checker{file: probe, shapes: shapes{}, texts: texts}
	c.table(root, t, context{})
	for _, q := range c.problems.all(probe) {
		if q.Rule == "missing" || slices.ContainsFunc(p.problems, func(other problem.Problem) bool { return other.Pos.Line == q.Pos.Line }) {
			continue
		}
		q.Line = p.lines.text(p.Data, q.Pos.Line)
		p.problems = append(p.problems, q)
	}
}

// inPlace writes what fixes a fault, which is not longer than what it replaces. The rest
// is filled with spaces, before a text whose quotation mark becomes shorter and after it.
func inPlace(data []byte, r *repair) {
	into := data[r.off : r.off+r.len]
	before := 0
	if bytes.HasPrefix([]byte(r.text), []byte(`"`)) && len(r.text) > 1 {
		if quote, n := utf8.DecodeRune(into); quote >= utf8.RuneSelf {
			before = min(n-1, len(into)-len(r.text))
		}
	}
	for i := range into {
		into[i] = ' '
	}
	copy(into[before:], r.text)
}

func blank(b []byte) {
	for i, c := range b {
		if c != '\n' && c != '\r' {
			b[i] = ' '
		}
	}
}

// blankLine takes a line out of a file.
func blankLine(data []byte, off int) {
	start := bytes.LastIndexByte(data[:off], '\n') + 1
	end := len(data)
	if i := bytes.IndexByte(data[start:], '\n'); i >= 0 {
		end = start + i
	}
	if bytes.Contains(data[start:end], []byte(`"""`)) || bytes.HasSuffix(bytes.TrimRight(data[start:end], " \t\r"), []byte("[")) {
		blankStatement(data, off)
		return
	}
	blank(data[start:end])
}

var statement = lazyregexp.New(`(?m)^(?:[a-z_]+(?:\.[a-z_]+)*[ \t]*=|\[)`)

// blankStatement takes out what begins with the last key or heading before an offset, up
// to the next.
func blankStatement(data []byte, off int) {
	start, end := 0, len(data)
	for _, at := range statement.FindAllIndex(data, -1) {
		if at[0] <= off {
			start = at[0]
			continue
		}
		end = at[0]
		break
	}
	blank(data[start:end])
}

// fromWindows1252 is a file that was saved in the encoding of an old Windows, as UTF-8.
func fromWindows1252(data []byte) string {
	high := []rune("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ")
	var b bytes.Buffer
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		switch c := data[i]; {
		case r != utf8.RuneError || n > 1:
			b.Write(data[i : i+n])
		case c < 0xa0:
			b.WriteRune(high[c-0x80])
		default:
			b.WriteRune(rune(c))
		}
		i += n
	}
	return b.String()
}

// fromUTF16 is a file in UTF-16, as UTF-8; empty where it is none.
func fromUTF16(data []byte) string {
	big := bytes.HasPrefix(data, []byte("\xfe\xff"))
	if !big && !bytes.HasPrefix(data, []byte("\xff\xfe")) || len(data)%2 != 0 {
		return ""
	}
	var units []uint16
	for i := 2; i < len(data); i += 2 {
		a, b := uint16(data[i]), uint16(data[i+1])
		if big {
			a, b = b, a
		}
		units = append(units, a|b<<8)
	}
	return string(utf16.Decode(units))
}
