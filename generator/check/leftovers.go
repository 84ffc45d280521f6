package check

import (
	"unicode"
	"unicode/utf8"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// leftoverRules returns the rules about what programs left in a file: the marks of a
// merge, letters that were misread.
func leftoverRules() []Rule {
	return []Rule{
		{
			Name:   "conflict-marker",
			Family: Structure,
			Doc: "No line begins with <<<<<<<, =======, ||||||| or >>>>>>>: git writes them around two versions of the same lines, of which one must be chosen. " +
				"Inside of a text they would be printed. What else is wrong in such a file is not shown until the conflict is resolved.",
			Run: conflictMarker,
		},
		{
			Name:   "mojibake",
			Family: Safety,
			Doc: "No text was read in the wrong encoding: “réunion” saved as UTF-8 and read as Windows-1252 becomes “rÃ©union”. " +
				"Found are letters that, written in that encoding, are letters in UTF-8.",
			Run: mojibake,
		},
	}
}

func conflictMarker(p *Pass) {
	for i := range p.Report.Files {
		f := &p.Report.Files[i]
		for _, off := range report.ConflictMarks(f.Data) {
			p.problems = append(p.problems, p.Report.FileProblem(p.rule.Name, p.severity(), f.Name, off, 7, say.F(report.ConflictMessage), say.F(report.ConflictHint)))
			p.problems[len(p.problems)-1].Cause = true
		}
	}
}

// windows1252 are the characters that Windows-1252 has for the bytes 0x80 to 0x9f; 0 for
// none. From 0xa0 on they are those of Unicode.
var windows1252 = [32]rune{
	0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d, 0x8f,
	0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
}

// byteOf is the byte that a character is in Windows-1252.
func byteOf(r rune) (byte, bool) {
	if r >= 0x80 && r < 0x100 {
		return byte(r), true
	}
	for i, w := range windows1252 {
		if w == r {
			return byte(0x80 + i), true
		}
	}
	return 0, false
}

// misread is the text that was meant by characters at the beginning of s that are UTF-8
// read as Windows-1252, and their length; 0 where there are none.
func misread(s string) (meant string, length int) {
	var b []byte
	for i, r := range s {
		c, ok := byteOf(r)
		if !ok || len(b) == utf8.UTFMax {
			break
		}
		b = append(b, c)
		if !utf8.FullRune(b) || len(b) < 2 {
			continue
		}
		m, n := utf8.DecodeRune(b)
		switch {
		case m == utf8.RuneError || n != len(b):
			return "", 0
		case m >= 0xa0 && m <= 0x17f, m >= 0x2010 && m <= 0x203a, m == 0x20ac:
			if n == 2 && b[0] != 0xc2 && b[0] != 0xc3 && b[0] != 0xc5 {
				return "", 0
			}
			if next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):]); b[0] != 0xc3 && (c == 0xa0 || b[0] == 0xc5 && c >= 0x91 && c <= 0x94 && !unicode.IsLetter(next)) {
				return "", 0 // a capital before a no-break space or a quotation mark
			}
			return string(m), i + utf8.RuneLen(r)
		case m >= 0x400 && m < 0x500, m >= 0x620 && m < 0x660:
			// Two in a row, for there are words that end in such letters.
			if after, k := misread2(s[i+utf8.RuneLen(r):]); k > 0 {
				return string(m) + after, i + utf8.RuneLen(r) + k
			}
		}
		return "", 0
	}
	return "", 0
}

func misread2(s string) (string, int) {
	a, n := utf8.DecodeRuneInString(s)
	b, k := utf8.DecodeRuneInString(s[n:])
	x, ok := byteOf(a)
	y, also := byteOf(b)
	if !ok || !also {
		return "", 0
	}
	m, size := utf8.DecodeRune([]byte{x, y})
	if size != 2 || m < 0x400 || m >= 0x660 {
		return "", 0
	}
	return string(m), n + k
}

func mojibake(p *Pass) {
	for _, t := range p.Texts() {
		for _, l := range t.Text.Langs() {
			text := t.Text.In(l)
			for i := 0; i < len(text); {
				if text[i] < utf8.RuneSelf {
					i++
					continue
				}
				meant, n := misread(text[i:])
				if n == 0 {
					_, size := utf8.DecodeRuneInString(text[i:])
					i += size
					continue
				}
				from := i
				for n > 0 {
					i += n
					var more string
					more, n = misread(text[i:])
					meant += more
				}
				field := t.Field + "." + string(l)
				p.foundEdit(t.Ref, field, from, i-from, say.F("%s has “%s”, which is “%s” read in the wrong encoding", p.Name(t.Ref), text[from:i], meant),
					say.F("write “%s”; save files as UTF-8, and paste text instead of importing it", meant), meant)
			}
		}
	}
}
