package report

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"rapporteur/generator/internal/lazyregexp"
	"rapporteur/generator/say"
)

var (
	zerosBefore  = lazyregexp.New(`^[+-]?0[0-9_]*`)
	longNumber   = lazyregexp.New(`^[+-]?[0-9][0-9_]*`)
	doubleHeader = lazyregexp.New(`^[ \t]*(\[\[([A-Za-z0-9_.-]+)\]\])`)
)

// leadingZero is about a number that begins with zeros, which TOML has only in dates.
func leadingZero(data []byte, f *fault) *fault {
	if !strings.Contains(f.message.String(), "leading zero") {
		return nil
	}
	number := string(zerosBefore.Find(data[f.off:]))
	plain := strings.TrimLeft(strings.TrimLeft(number, "+-"), "0_")
	if plain == "" {
		return nil
	}
	if number[0] == '-' {
		plain = "-" + plain
	}
	return newFault("syntax", f.off, len(number), say.F("%s is not a number in TOML: it begins with a zero", number),
		say.F("write %s; what is no number, such as a symbol, goes in quotation marks", plain))
}

// noValue is about a key with nothing after its equals sign.
func noValue(line []byte, start int, f *fault) *fault {
	code, _, _ := bytes.Cut(line, []byte("#"))
	name, ok := bytes.CutSuffix(bytes.TrimSpace(code), []byte("="))
	if !ok || !strings.HasPrefix(f.message.String(), "expected value but found") {
		return nil
	}
	at := bytes.LastIndexByte(code, '=')
	return newFault("syntax", start+at, 1, say.F("there is nothing after %s =", bytes.TrimSpace(name)),
		say.F("write the value on the same line, or delete the line"))
}

// hiddenCharacter is about a character that no editor shows.
func hiddenCharacter(data []byte, f *fault) *fault {
	if !strings.Contains(f.message.String(), "control characters") {
		return nil
	}
	// A decoder stops at it or next to it.
	for off := max(f.off-utf8.UTFMax, 0); off < min(f.off+utf8.UTFMax, len(data)); off++ {
		if c := data[off]; c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7f {
			return newFault("syntax", off, 1, say.F("there is an invisible character here: U+%s", fmt.Sprintf("%04X", c)),
				say.F("delete it; it often comes with text that is copied from a PDF"))
		}
	}
	return nil
}

// tooLarge is about a whole number that is greater than any that is kept.
func tooLarge(data []byte, f *fault) *fault {
	if !strings.Contains(f.message.String(), "out of range for int64") {
		return nil
	}
	number := longNumber.Find(data[f.off:])
	return newFault("syntax", f.off, len(number), say.F("%s is more than the greatest number that is kept", number),
		say.F("check its digits; the greatest is %d", int64(math.MaxInt64)))
}

var valueHere = lazyregexp.New(`^[^\s,\]}#]+`)

// neither is about what begins like a date or a number and is none, and about lines and
// signs that are nothing that a file may have.
func neither(data []byte, f *fault) *fault {
	switch message := f.message.String(); {
	case strings.HasPrefix(message, "invalid datetime"):
		value := valueHere.Find(data[f.off:])
		return newFault("syntax", f.off, max(len(value), 1), say.F("%s is neither a date nor a number", value),
			say.F(`write a day as 2008-07-31, a month as "2008-07", a year as "2008"; put a text in quotation marks`))
	case strings.HasPrefix(message, "expected '.' or '=', but got"):
		return newFault("syntax", f.off, f.len, say.F("this line is neither a key with its value nor a heading"), say.F("delete it, or write # before it if it is a remark"))
	case strings.HasPrefix(message, "expected value but found"):
		r, n := utf8.DecodeRune(data[min(f.off, len(data)):])
		return newFault("syntax", f.off, n, say.F("no value begins with %s", string(r)), say.F("write a number, or a text in quotation marks"))
	}
	return nil
}

// listAndHeadings is about a list that a file writes in both ways, first in brackets
// after its key and then under headings of their own.
func listAndHeadings(line []byte, start int, f *fault) *fault {
	at := doubleHeader.FindSubmatchIndex(line)
	if at == nil || !strings.HasSuffix(f.message.String(), "was already created and cannot be used as an array") {
		return nil
	}
	heading, key := string(line[at[2]:at[3]]), string(line[at[4]:at[5]])
	return newFault("syntax", start+at[2], len(heading), say.F("%s is written as a list in brackets above, so %s cannot add to it", key, heading),
		say.F("put the entry into the list, as a line { … }, before the bracket that closes %s = [", key))
}
