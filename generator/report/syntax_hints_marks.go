package report

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/generator/internal/lazyregexp"
	"rapporteur/generator/say"
)

var (
	keyAndValue   = lazyregexp.New(`^[ \t]*([A-Za-z0-9_.-]+)([ \t]*:)?[ \t]*(.*?)[ \t]*$`)
	quotedText    = lazyregexp.New(`^[ \t]*(?:[a-z_]+\.)*([a-z_]+)[ \t]*=[ \t]*"([^\\]*)"[ \t\r]*$`) // its language, and what is in it
	pairsInside   = lazyregexp.New(`^[^"]*(?:(?:^|[^"\pL0-9])"[^"\s](?:[^"]*[^"\s])?"(?:[^"\pL0-9][^"]*|$))+$`)
	singleHeading = lazyregexp.New(`^[ \t]*(\[([a-z_.]+)\])[ \t]*(?:#.*)?$`)
)

// quoteInside is about a straight quotation mark inside of a text, which ends
// the text for the decoders.
func quoteInside(data []byte, f *fault) *fault {
	if f.off == 0 || data[f.off-1] != '"' || !endExpected(f) {
		return nil
	}
	if r, _ := utf8.DecodeRune(data[f.off:]); !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return nil
	}
	found := newFault("syntax", f.off-1, 1, say.F(`this " ends the string, but text follows`),
		say.F(`inside of a text write printed quotation marks, “ and ” or « and »; or \" for a straight one`))
	start := bytes.LastIndexByte(data[:f.off], '\n') + 1
	line, _, _ := bytes.Cut(data[start:], []byte("\n"))
	at := quotedText.FindSubmatchIndex(line)
	if at == nil || !pairsInside.Match(line[at[4]:at[5]]) {
		return found
	}
	open, end := "“", "”"
	if string(line[at[2]:at[3]]) == "fr" {
		open, end = "«\u00a0", "\u00a0»"
	}
	text := string(line[at[4]:at[5]])
	for strings.Contains(text, `"`) {
		text = strings.Replace(strings.Replace(text, `"`, open, 1), `"`, end, 1)
	}
	found.fix = &repair{span{start + at[4], at[5] - at[4]}, text, false}
	return found
}

// noQuotes is about words that are to be a text, or a truth value, and are not
// written like one.
func noQuotes(f *fault) *fault {
	word, ok := between(f.message.String(), `expected value but found "`, `" instead`)
	if !ok {
		return nil
	}
	if lower := strings.ToLower(word); lower == "true" || lower == "false" {
		return newFault("syntax", f.off, len(word), say.F("%s is not a TOML value", word), say.F("write it in lower case: %s", lower))
	}
	return newFault("syntax", f.off, len(word), say.F("the text that begins with %s has no quotation mark before it", word),
		say.F(`put " before and after the text`))

}

// noComma is about two values with nothing between them.
func noComma(data []byte, f *fault) *fault {
	if !strings.HasPrefix(f.message.String(), "expected a comma") || f.off >= len(data) {
		return nil
	}
	c := data[f.off]
	if !(c == '"' || c == '{' || c == '[' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z') {
		return nil
	}
	before := bytes.TrimRight(data[:f.off], " \t\n")
	if len(before) == 0 {
		return nil
	}
	if c >= 'a' && c <= 'z' && !keyNext.Match(data[f.off:]) {
		word := wordNext.Find(data[f.off:])
		return newFault("syntax", f.off, len(word), say.F("%s comes after a value, where only a comma or the end can be", word), say.F("remove it; two values have a comma between them and nothing else"))
	}
	missing := newFault("syntax", len(before)-1, 1, say.F("a comma is missing after this"), say.F("put a comma between two values"))
	if last := before[len(before)-1]; last == '"' || last == '}' || last == ']' {
		missing.fix = &repair{span{len(before), 0}, ",", true}
	}
	return missing
}

var (
	keyNext  = lazyregexp.New(`^[A-Za-z0-9_.-]+[ \t]*=`)
	wordNext = lazyregexp.New(`^[^\s,;\]}"]+`)
)

// noEquals is about lines that begin with a name without = after it, and
// about entries of a list after its end.
func noEquals(line []byte, start int, f *fault) *fault {
	if !strings.HasPrefix(f.message.String(), "expected '.' or '=', but got") {
		return nil
	}
	if bytes.HasPrefix(bytes.TrimLeft(line, " \t"), []byte("{")) {
		return newFault("syntax", f.off, 1, say.F("this entry is outside its list"), say.F("put it above the line with the ] that ends its list"))
	}
	at := keyAndValue.FindSubmatchIndex(line)
	if at == nil {
		return nil
	}
	name, value := string(line[at[2]:at[3]]), string(line[at[6]:at[7]])
	message := say.F("missing = after %s", name)
	if at[4] >= 0 {
		message = say.F("%s, but a colon", message)
	}
	hint := say.F(`write a name, = and its value; a text of several lines goes between """ and """`)
	if plainly := at[4] >= 0 && value != "" || value != "" && strings.ContainsAny(value[:1], `"'[{0123456789`); len(value) <= 40 && plainly {
		hint = say.F("write ‹%s = %s›", name, value)
	}
	return newFault("syntax", start+at[2], len(name), message, hint)
}

// oneBracket is about [activity] where [[activity]] was before.
func oneBracket(line []byte, start int, f *fault) *fault {
	at := singleHeading.FindSubmatchIndex(line)
	if at == nil || !strings.HasSuffix(f.message.String(), "has already been defined") {
		return nil
	}
	heading := string(line[at[2]:at[3]])
	return newFault("syntax", start+at[2], len(heading), say.F("%s is here again, but there can be only one", heading),
		say.F("where there may be several, each begins with two brackets: [%s]", heading))

}

// endExpected reports whether a decoder had read a value and expected the line, the
// list or the table to go on.
func endExpected(f *fault) bool {
	return strings.HasPrefix(f.message.String(), "expected a top-level item to end") || strings.HasPrefix(f.message.String(), "expected a comma")
}

func between(s, head, tail string) (string, bool) {
	s, ok := strings.CutPrefix(s, head)
	if !ok {
		return "", false
	}
	return strings.CutSuffix(s, tail)
}
