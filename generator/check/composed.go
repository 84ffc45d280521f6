package check

import (
	"bytes"
	"fmt"
	"rapporteur/generator/say"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// composed reports text that is not in the composed form of Unicode, NFC: what looks the
// same is then compared and searched as another text. It looks at the raw files, so that
// comments are checked too, and at characters that are written as an escape.
func composed(p *Pass) {
	for i := range p.Report.Files {
		f := &p.Report.Files[i]
		if p.file != "" && f.Name != p.file {
			continue
		}
		if norm.NFC.IsNormal(f.Data) && !bytes.Contains(f.Data, []byte(`\u`)) && !bytes.Contains(f.Data, []byte(`\U`)) {
			continue
		}
		start := 0
		for line := range bytes.Lines(f.Data) {
			// One per line is enough.
			if off, n, is := decomposed(line); n > 0 {
				want := norm.NFC.String(is)
				found := p.Report.FileProblem(p.rule.Name, p.severity(), f.Name, start+off, n,
					say.F("“%s” is written here as %s, which is not the composed form (NFC)", want, codes(is)),
					say.F("retype it as “%s” (%s); text copied from a PDF or a Mac often has this form, which most editors convert for the whole file", want, codes(want)))
				found.Edit = p.Report.FileEdit(f.Name, start+off, n, want, true)
				if !bytes.Contains(line, []byte(`\u`)) {
					text := bytes.TrimRight(line, "\r\n")
					found.Edit = p.Report.FileEdit(f.Name, start, len(text), string(norm.NFC.Bytes(text)), true)
				}
				p.problems = append(p.problems, found)
			}
			start += len(line)
		}
	}
}

// decomposed returns the first part of a line that is not in NFC: where it is, its length
// there, 0 if all is, and the part with its escapes replaced by what they mean.
func decomposed(line []byte) (off, n int, is string) {
	plain, at := unescaped(line)
	for i := 0; i < len(plain); {
		n := norm.NFC.QuickSpan(plain[i:])
		i += n
		if i == len(plain) {
			break
		}
		end := i + max(1, norm.NFC.NextBoundary(plain[i:], true))
		if part := plain[i:end]; !norm.NFC.IsNormal(part) {
			return at[i], at[end] - at[i], string(part)
		}
		i = end
	}
	return 0, 0, ""
}

// unescaped is a line of TOML with the escapes of characters beyond ASCII replaced, and
// for each byte of it, and its end, the place in the line.
func unescaped(line []byte) (plain []byte, at []int) {
	for i := 0; i < len(line); {
		n := 1
		b := line[i : i+1]
		if line[i] == '\\' {
			if m := tomlEscape.Find(line[i:min(i+10, len(line))]); len(m) > 2 {
				n, b = len(m), []byte(string(escaped(string(m))))
			} else if i+1 < len(line) {
				n, b = 2, line[i:i+2] // the second of two backslashes does not begin an escape
			}
		}
		for range b {
			at = append(at, i)
		}
		plain = append(plain, b...)
		i += n
	}
	return plain, append(at, len(line))
}

// codes are the characters of s by number: "U+0065 U+0301".
func codes(s string) string {
	var list []string
	for _, r := range s {
		list = append(list, fmt.Sprintf("U+%04X", r))
	}
	return strings.Join(list, " ")
}
