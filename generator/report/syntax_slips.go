package report

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"rapporteur/generator/internal/lazyregexp"
	"rapporteur/generator/say"
)

// repair is what fixes a fault: other bytes in the place of some of the file.
type repair struct {
	span
	text string
	safe bool // what is meant is certain
}

func newFault(rule string, off, length int, message, hint say.Text) *fault {
	return &fault{rule: rule, off: off, len: length, message: message, hint: hint}
}

// withFix is a fault with what fixes it.
func withFix(off, length int, message, hint say.Text, r repair) *fault {
	return &fault{rule: "syntax", off: off, len: length, message: message, hint: hint, fix: &r}
}

// slip is the mistake in the syntax that is recognized from the line where a decoder stopped, in the
// order of how certain it is; nil where none is known.
func slip(data []byte, f *fault) *fault {
	start := bytes.LastIndexByte(data[:f.off], '\n') + 1
	end := len(data)
	if i := bytes.IndexByte(data[start:], '\n'); i >= 0 {
		end = start + i
	}
	l := codeLine{data: data, start: start, text: data[start:end], code: codeOf(data[start:end])}
	for _, look := range []func(codeLine, *fault) *fault{
		longQuotes, groupedDigits, strangeNumber, printedQuotes, shortOpening, foreignSign, apostropheInside, backslash, heading, noName, noteLine, fence, spaceInKey, equalsSign, dateInWords, slashedDate, monthAlone,
		wordsAfter, percent, commaAfter, semicolons, otherBrackets, noBrackets, noBrace, noOpenBrace, openList, truthValue,
	} {
		if found := look(l, f); found != nil {
			return found
		}
	}
	return nil
}

// codeLine is a line of a file, and which of its bytes are neither in a text nor in a
// comment.
type codeLine struct {
	data  []byte // of the file
	start int    // of the line, in bytes of the file
	text  []byte // without its end
	code  []bool
}

func codeOf(line []byte) []bool {
	code := make([]bool, len(line))
	for i := 0; i < len(line); {
		switch line[i] {
		case '#':
			return code
		case '"', '\'':
			end, _ := skipString(line, i)
			i = max(end, i+1)
		default:
			code[i] = true
			i++
		}
	}
	return code
}

func (l codeLine) str(from, to int) string { return string(l.text[from:to]) }

var closingQuotes = map[rune]string{'“': "”“\"", '”': "”“\"", '„': "”“\"", '«': "»\"", '‘': "’‘'", '’': "’‘'", '″': "″\""}

// printedQuotes is about a value in the quotation marks of a word processor.
func printedQuotes(l codeLine, _ *fault) *fault {
	for i := 0; i < len(l.text); {
		r, n := utf8.DecodeRune(l.text[i:])
		if closingQuotes[r] == "" || !l.code[i] {
			i += n
			continue
		}
		message := say.F("%s is a printed quotation mark, and TOML knows the straight one alone", string(r))
		const hint = `put " before and after the text; inside it use typographic marks`
		rest := l.text[i+n:]
		// The mark that closes is the last of its kind before the next value or the end.
		end := -1
		for j := 0; j < len(rest); {
			c, m := utf8.DecodeRune(rest[j:])
			if strings.ContainsRune(closingQuotes[r], c) && valueEnds(rest[j+m:]) {
				end = j
				break
			}
			j += m
		}
		if end < 0 {
			return newFault("syntax", l.start+i, n, message, say.F(hint))
		}
		_, m := utf8.DecodeRune(rest[end:])
		inner := strings.Trim(string(rest[:end]), " \u00a0\u202f")
		if r == '“' || r == '‘' {
			inner = string(rest[:end])
		}
		if strings.ContainsAny(inner, "\"\\") {
			return newFault("syntax", l.start+i, n, message, say.F(hint))
		}
		return withFix(l.start+i, n, message, say.F(hint), repair{span{l.start + i, n + end + m}, `"` + inner + `"`, true})
	}
	return nil
}

var (
	longQuotesOnly = lazyregexp.New(`^[ \t]*[A-Za-z0-9_.-]+[ \t]*=[ \t]*([“”„″"]{2,3})[ \t]*$`)
	shortQuotes    = lazyregexp.New(`^[ \t]*[A-Za-z0-9_.-]+[ \t]*=[ \t]*("")[ \t]*$`)
	afterText      = lazyregexp.New(`^[ \t]*(?:[A-Za-z0-9_.-]+[ \t]*=|\[|#|$)`)
)

// longQuotes is about the marks that open a text of several lines, as a word processor
// prints them.
func longQuotes(l codeLine, _ *fault) *fault {
	at := longQuotesOnly.FindSubmatchIndex(l.text)
	if at == nil || l.str(at[2], at[3]) == `""` || l.str(at[2], at[3]) == `"""` {
		return nil
	}
	r, n := utf8.DecodeRune(l.text[at[2]:])
	return withFix(l.start+at[2], n, say.F("%s is a printed quotation mark, and TOML knows the straight one alone", string(r)), say.F(`a text of several lines goes between """ and """`),
		repair{span{l.start + at[2], at[3] - at[2]}, `"""`, true})
}

// shortOpening is about a text of several lines that begins with two quotation marks, which
// are a text without words for the decoders.
func shortOpening(l codeLine, _ *fault) *fault {
	if afterText.Match(l.text) {
		return nil
	}
	before := bytes.TrimRight(l.data[:l.start], " \t\r\n")
	start := bytes.LastIndexByte(before, '\n') + 1
	at := shortQuotes.FindSubmatchIndex(before[start:])
	if at == nil {
		return nil
	}
	return withFix(start+at[2], 2, say.F("the text that begins here has two quotation marks, and one of several lines needs three"), say.F(`a text of several lines goes between """ and """`),
		repair{span{start + at[2], 2}, `"""`, true})
}

var fenceLine = lazyregexp.New("^[ \\t]*(```+|~~~+)[ \\t]*[a-z]*[ \\t]*$")

// fence is about the line that begins or ends code in Markdown.
func fence(l codeLine, _ *fault) *fault {
	at := fenceLine.FindSubmatchIndex(l.text)
	if at == nil {
		return nil
	}
	end := min(l.start+len(l.text)+1, len(l.data))
	return withFix(l.start+at[2], at[3]-at[2], say.F("this line is Markdown, and no part of a data file"), say.F("delete the line"), repair{span{l.start, end - l.start}, "", true})
}

var otherEquals = lazyregexp.New(`^[ \t]*[A-Za-z0-9_.-]+[ \t]*(==+|:=|=>|->|→)`)

// equalsSign is about another sign for =.
func equalsSign(l codeLine, _ *fault) *fault {
	at := otherEquals.FindSubmatchIndex(l.text)
	if at == nil {
		return nil
	}
	return withFix(l.start+at[2], at[3]-at[2], say.F("%s is not the sign between a key and its value", l.str(at[2], at[3])), say.F("write ="), repair{span{l.start + at[2], at[3] - at[2]}, "=", true})
}

var afterValue = lazyregexp.New(`^[ \t\x{a0}]*(?:$|[,\]}#]|[;])`)

// valueEnds reports whether a value may end before s.
func valueEnds(s []byte) bool { return afterValue.Match(s) }

// wide are characters that look like a sign of TOML, and what they are to be.
var wide = map[rune]string{
	'＝': "=", '，': ",", '；': ",", '、': ",", '［': "[", '］': "]", '｛': "{", '｝': "}", '＂': `"`, '．': ".", '＃': "#", '–': "-", '—': "-", '‐': "-", '‑': "-", '‒': "-", '―': "-", '−': "-", '－': "-",
}

// foreignSign is about a character outside of a text that no keyboard for programs has: a
// no-break space, the dash of a word processor, a wide sign, a letter with an accent.
func foreignSign(l codeLine, f *fault) *fault {
	for i := 0; i < len(l.text); {
		r, n := utf8.DecodeRune(l.text[i:])
		if r < utf8.RuneSelf || !l.code[i] {
			i += n
			continue
		}
		at := l.start + i
		switch {
		case r == utf8.RuneError:
			return nil
		case unicode.Is(unicode.Zs, r):
			if f := groupedDigits(l, nil); f != nil {
				return f
			}
			return withFix(at, n, say.F("%s is outside a text", codeName(r)), say.F("write a plain space"), repair{span{at, n}, " ", true})
		case unicode.Is(unicode.Cf, r):
			return withFix(at, n, say.F("%s is outside a text", codeName(r)), say.F("delete it"), repair{span{at, n}, "", true})
		case wide[r] == "-":
			from, to := token(l, i)
			fixed := plainDashes(l.str(from, to))
			f := withFix(l.start+from, to-from, say.F("%s is not a hyphen, but %s", string(r), codeName(r)), say.F("write %s", fixed), repair{span{l.start + from, to - from}, fixed, true})
			if !isoDate.MatchString(fixed) && !slug.MatchString(fixed) && !plainInteger.MatchString(fixed) {
				f.fix.safe = false
			} else if isoDate.MatchString(fixed) {
				if _, err := ParseDate(fixed); err != nil {
					f.fix = nil
				}
			}
			return f
		case wide[r] != "":
			return withFix(at, n, say.F("%s is %s and not the plain sign %s", string(r), codeName(r), wide[r]), say.F("write %s", wide[r]), repair{span{at, n}, wide[r], true})
		case unicode.IsLetter(r):
			from, to := token(l, i)
			word := l.str(from, to)
			if key := keysInFrench[strings.ToLower(word)]; key != "" {
				return withFix(l.start+from, to-from, say.F("%s is not the name of a key: keys are in English", word), say.F("write %s", key), repair{span{l.start + from, to - from}, key, false})
			}
			if before := bytes.TrimSpace(l.text[:from]); len(before) > 0 && len(bytes.Trim(before, "[ ")) > 0 && (before[len(before)-1] == '=' || before[len(before)-1] == ',' || before[len(before)-1] == '[') {
				return nil // a text without quotation marks
			}
			if before := bytes.TrimRight(l.text[:from], " "); len(before) > 0 && before[len(before)-1] == '"' && f != nil && endExpected(f) {
				return nil // a text with quotation marks inside
			}
			return newFault("syntax", l.start+from, to-from, say.F("%s has a letter with an accent, which no key has", word), say.F("the keys are listed in docs/data.md"))
		}
		return newFault("syntax", at, n, say.F("%s is outside a text", codeName(r)), say.F("delete it, or put the text in quotation marks"))
	}
	return nil
}

var (
	isoDate      = lazyregexp.New(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)
	plainInteger = lazyregexp.New(`^-?[0-9]+$`)
)

// keysInFrench are the keys that are most often written, by what they are in French.
var keysInFrench = map[string]string{
	"début": "start", "fin": "end", "titre": "title", "numéro": "number", "état": "status", "statut": "status", "période": "period", "résumé": "summary",
	"lieu": "place", "ville": "city", "durée": "period", "participants": "participants", "entité": "entity", "raison": "reason", "qualité": "qualifier", "dépositaire": "depositary", "entrée_en_vigueur": "entry_into_force", "adoptée": "adopted", "unité": "unit", "définition": "definition", "preuve": "evidence", "éléments": "evidence", "vérification": "verification",
}

// codeName names a character that looks like another.
func codeName(r rune) say.Text {
	names := map[rune]say.Text{
		'\u00a0': say.F("a no-break space"), '\u202f': say.F("a narrow no-break space"), '\u2007': say.F("a figure space"), '\u2009': say.F("a thin space"), '\u3000': say.F("a wide space"), '\u200b': say.F("a zero-width space"),
		'\ufeff': say.F("a byte order mark"), '\u00ad': say.F("a soft hyphen"), '–': say.F("an en dash"), '—': say.F("an em dash"), '\u2011': say.F("a non-breaking hyphen"), '−': say.F("a minus sign"), '\u2010': say.F("a printed hyphen"),
	}
	if name := names[r]; !name.IsZero() {
		return say.F("%s (U+%04X)", name, r)
	}
	return say.F("the character U+%04X", r)
}

// token is the run of letters, digits and dashes around an index of a line.
func token(l codeLine, i int) (from, to int) {
	part := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '_' || wide[r] == "-"
	}
	from, to = i, i
	for from > 0 {
		r, n := utf8.DecodeLastRune(l.text[:from])
		if !part(r) {
			break
		}
		from -= n
	}
	for to < len(l.text) {
		r, n := utf8.DecodeRune(l.text[to:])
		if !part(r) {
			break
		}
		to += n
	}
	return from, to
}

func plainDashes(s string) string {
	return strings.Map(func(r rune) rune {
		if wide[r] == "-" {
			return '-'
		}
		return r
	}, s)
}

var inApostrophes = lazyregexp.New(`^([ \t]*[A-Za-z0-9_.-]+[ \t]*=[ \t]*)('[^'\n]*\pL'\pL.*')[ \t]*$`)

// apostropheInside is about a text in apostrophes that has one inside.
func apostropheInside(l codeLine, _ *fault) *fault {
	at := inApostrophes.FindSubmatchIndex(l.text)
	if at == nil || bytes.HasPrefix(l.text[at[4]:], []byte("'''")) {
		return nil
	}
	value := l.str(at[4]+1, at[5]-1)
	inner := strings.IndexByte(value, '\'')
	off := l.start + at[4] + 1 + inner
	const hint = `put the text between two " and write ’ in it`
	if strings.ContainsAny(value, "\"\\") {
		return newFault("syntax", off, 1, say.F("this ' ends the string, but text follows"), say.F(hint))
	}
	return withFix(off, 1, say.F("this ' ends the string, but text follows"), say.F(hint), repair{span{l.start + at[4], at[5] - at[4]}, `"` + strings.ReplaceAll(value, "'", "’") + `"`, true})
}

// backslash is about a \ in a text that begins no escape.
func backslash(l codeLine, f *fault) *fault {
	if f == nil || !strings.Contains(f.message.String(), "hexadecimal digits") && !strings.Contains(f.message.String(), "escape character") && !strings.Contains(f.message.String(), "invalid unicode character") {
		return nil
	}
	for i := 0; i < len(l.text); i++ {
		if l.text[i] != '\\' {
			continue
		}
		next := byte(0)
		if i+1 < len(l.text) {
			next = l.text[i+1]
		}
		if strings.IndexByte(`btnfr"\`, next) >= 0 && next != 0 {
			i++
			continue
		}
		return withFix(l.start+i, 1, say.F(`a \ in a text begins an escape, and this is none`), say.F(`write \\ for the sign itself`), repair{span{l.start + i, 1}, `\\`, false})
	}
	return nil
}

var brokenHeading = lazyregexp.New(`^[ \t]*(\[{1,2})[ \t]*([A-Za-z_][A-Za-z0-9_.-]*)[ \t]*(\]{0,2})[ \t]*(?:#.*)?$`)

// heading is about [[request] and the like.
func heading(l codeLine, _ *fault) *fault {
	at := brokenHeading.FindSubmatchIndex(l.text)
	if at == nil || at[3]-at[2] == at[7]-at[6] {
		return nil
	}
	name := l.str(at[4], at[5])
	right := "[[" + name + "]]"
	if at[3]-at[2] == 1 && at[7]-at[6] == 0 {
		right = "[" + name + "]"
	}
	return withFix(l.start+at[2], at[7]-at[2], say.F("a bracket of this heading is missing"), say.F("write %s", right), repair{span{l.start + at[2], at[7] - at[2]}, right, true})
}

var (
	bareBrackets  = lazyregexp.New(`^[ \t]*([\[\]]{1,4}(?:[ \t]*[\[\]]{1,3})?)[ \t]*(?:#.*)?$`)
	wholeHeading  = lazyregexp.New(`(?m)^[ \t]*(\[\[?[A-Za-z_][A-Za-z0-9_.-]*\]\]?)`)
	behindHeading = lazyregexp.New(`^[ \t]*(\[\[?[A-Za-z_][A-Za-z0-9_.-]*\]\]?)[ \t]*([^\s#\[\]].*?)[ \t]*$`)
)

// noName is about [[ or [ ] alone on a line, and about text after a heading.
func noName(l codeLine, _ *fault) *fault {
	if at := behindHeading.FindSubmatchIndex(l.text); at != nil {
		return newFault("syntax", l.start+at[4], at[5]-at[4], say.F("%s is followed by other text on its line", l.str(at[2], at[3])),
			say.F("put a key on the next line, or # before a remark"))
	}
	at := bareBrackets.FindSubmatchIndex(l.text)
	if at == nil || insideBrackets(l) {
		return nil
	}
	like := "[[request]]"
	if all := wholeHeading.FindAllSubmatch(l.data[:l.start], -1); len(all) > 0 {
		like = string(all[len(all)-1][1])
	} else if next := wholeHeading.FindSubmatch(l.data[l.start:]); next != nil {
		like = string(next[1])
	}
	return newFault("syntax", l.start+at[2], at[3]-at[2], say.F("a heading has no name"), say.F("write the name and all four brackets, such as %s, or delete the line", like))
}

// insideBrackets reports whether a line is in a list that began above it and is still open.
func insideBrackets(l codeLine) bool {
	depth := 0
	for i := 0; i < l.start; {
		switch l.data[i] {
		case '#':
			n := bytes.IndexByte(l.data[i:], '\n')
			if n < 0 {
				return depth > 0
			}
			i += n
			continue
		case '"', '\'':
			end, _ := skipString(l.data, i)
			i = max(end, i+1)
			continue
		case '[':
			depth++
		case ']':
			depth--
		}
		i++
	}
	return depth > 0
}

var remark = lazyregexp.New(`^[ \t]*((?:TODO|FIXME|XXX|NB|N\.B\.|NOTE|À VOIR|A VOIR|TBC|TBD|\pLu[\pL’' ]*)[ \t]*:[ \t]+[^=\n]*|(?:TODO|FIXME|XXX|TBC|TBD)\b[^=\n]*)$`)

// noteLine is about a remark of a writer that does not begin with #.
func noteLine(l codeLine, _ *fault) *fault {
	at := remark.FindSubmatchIndex(l.text)
	if at == nil {
		return nil
	}
	return withFix(l.start+at[2], at[3]-at[2], say.F("this line is a remark, and remarks begin with #"), say.F("put # before it"), repair{span{l.start + at[2], 0}, "# ", false})
}

var partedKey = lazyregexp.New(`^[ \t]*([a-z_]+) +((?:[a-z_]+\.)?(?:ar|zh|en|fr|ru|es)|state|city|from|to|session|date)[ \t]*=`)

// spaceInKey is about a space where a key has a point: place city.fr.
func spaceInKey(l codeLine, _ *fault) *fault {
	at := partedKey.FindSubmatchIndex(l.text)
	if at == nil {
		return nil
	}
	right := l.str(at[2], at[3]) + "." + l.str(at[4], at[5])
	return withFix(l.start+at[2], at[5]-at[2], say.F("there is a space in the name of the key"), say.F("write %s", right), repair{span{l.start + at[2], at[5] - at[2]}, right, false})
}

var (
	spacedNumber  = lazyregexp.New(`[=,\[{][ \t]*([+-]?[0-9]{1,3}(?:(?:[ \x{a0}\x{202f}\x{2009}][0-9]{3})+|(?:\.[0-9]{3}){2,}|(?:'[0-9]{3})+|(?:’[0-9]{3})+))[ \t]*(?:[,\]}#]|$)`)
	groupingMarks = lazyregexp.New(`[ .'’\x{a0}\x{202f}\x{2009}]`)
)

// groupedDigits is about a number whose thousands are separated as in print.
func groupedDigits(l codeLine, _ *fault) *fault {
	at := spacedNumber.FindSubmatchIndex(l.text)
	if at == nil || !l.code[at[2]] {
		return nil
	}
	number := l.str(at[2], at[3])
	plain := groupingMarks.ReplaceAllString(number, "")
	return withFix(l.start+at[2], at[3]-at[2], say.F("%s is not a number in TOML: its thousands are separated", strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ").Replace(number)),
		say.F("write it without anything between its digits: %s", plain), repair{span{l.start + at[2], at[3] - at[2]}, plain, true})
}

var (
	dayMonthYear  = lazyregexp.New(`=[ \t]*((?:([0-9]{1,2})(?:er|st|nd|rd|th|\.)?[ \x{a0}]+(?:de[ \x{a0}]+)?)?(\pL+)\.?[ \x{a0}]+(?:de[ \x{a0}]+)?([0-9]{4}))[ \t]*(?:$|[,}#])`)
	monthDayYear  = lazyregexp.New(`=[ \t]*((\pL+)\.?[ \x{a0}]+([0-9]{1,2})(?:st|nd|rd|th)?,?[ \x{a0}]+([0-9]{4}))[ \t]*(?:$|[,}#])`)
	slashDate     = lazyregexp.New(`=[ \t]*(([0-9]{1,4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,4}))[ \t]*(?:$|[,}#])`)
	bareMonth     = lazyregexp.New(`=[ \t]*([0-9]{4}-[0-9]{2})[ \t]*(?:$|[,}#])`)
	valueAndWords = lazyregexp.New(`^[ \t]*[a-z_.]+[ \t]*=[ \t]*([0-9]{4}-[0-9]{2}-[0-9]{2}|true|false|[0-9_]+|"[^"\\]*")[ \t]+(\pL[^"=]*)$`)
	percentSign   = lazyregexp.New(`[=,\[{][ \t]*([0-9.]+)[ \t]*(%)`)
	commaAtEnd    = lazyregexp.New(`^[ \t]*[A-Za-z0-9_.-]+[ \t]*=[ \t]*(?:"[^"\\]*"|'[^']*'|[0-9][0-9_-]*|true|false)[ \t]*([,;])[ \t]*(?:#.*)?$`)
	listInOthers  = lazyregexp.New(`=[ \t]*([({])((?:[ \t]*"[^"\\]*"[ \t]*,?)+)([)}])[ \t]*(?:#.*)?$`)
	openTable     = lazyregexp.New(`\{([^{}\[\]]*)(\])`)
	entryOpen     = lazyregexp.New(`^[ \t]*([a-z_]+[ \t]*=[ \t]*"[^"]*"[ \t]*,.*\}[ \t]*,?[ \t]*)$`)
)

var monthsIn = func() map[string]int {
	all := make(map[string]int)
	for _, names := range []string{
		"january february march april may june july august september october november december",
		"jan feb mar apr may jun jul aug sep oct nov dec",
		"janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
		"janv fevrier mars avr mai juin juil aout sept oct nov dec",
		"enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
		"января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
	} {
		for i, name := range strings.Fields(names) {
			all[name] = i + 1
		}
	}
	return all
}()

// dateInWords is about 30 April 2009.
func dateInWords(l codeLine, _ *fault) *fault {
	at := dayMonthYear.FindSubmatchIndex(l.text)
	day, month, year := "", "", ""
	if at != nil {
		if at[4] >= 0 {
			day = l.str(at[4], at[5])
		}
		month, year = l.str(at[6], at[7]), l.str(at[8], at[9])
	} else if at = monthDayYear.FindSubmatchIndex(l.text); at != nil {
		month, day, year = l.str(at[4], at[5]), l.str(at[6], at[7]), l.str(at[8], at[9])
	}
	if at == nil || !l.code[at[2]] || monthsIn[strings.ToLower(month)] == 0 {
		return nil
	}
	right := fmt.Sprintf("%s-%02d", year, monthsIn[strings.ToLower(month)])
	if day == "" {
		right = strconv.Quote(right)
	} else {
		n, _ := strconv.Atoi(day)
		right += fmt.Sprintf("-%02d", n)
	}
	if _, err := ParseDate(strings.Trim(right, `"`)); err != nil {
		return newFault("syntax", l.start+at[2], at[3]-at[2], say.F("%s is not a date: %s %s has no such day", l.str(at[2], at[3]), month, year), say.F("a date is written year, month and day: 2008-07-31"))
	}
	return withFix(l.start+at[2], at[3]-at[2], say.F("%s is a date in words", l.str(at[2], at[3])), say.F("write %s", right), repair{span{l.start + at[2], at[3] - at[2]}, right, true})
}

// slashedDate is about 30/04/2009, whose day, month and year are separated or
// ordered differently than in TOML.
func slashedDate(l codeLine, _ *fault) *fault {
	at := slashDate.FindSubmatchIndex(l.text)
	if at == nil || !l.code[at[2]] {
		return nil
	}
	s := l.str(at[2], at[3])
	if _, err := ParseDate(s); err == nil {
		return nil // the fault is elsewhere
	}
	f := noDate(l.data, &fault{off: l.start + at[2]})
	if f == nil {
		return nil
	}
	if right := OtherDate(s); right != "" && right != s {
		f.fix = &repair{span{f.off, len(s)}, right, true}
	}
	return f
}

// OtherDate returns, as TOML writes it, a day whose parts are in another order or separated
// by other signs: 30/04/2009. It is empty where more than one day may be meant, or none.
func OtherDate(s string) string {
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("-./–", r) })
	if len(parts) != 3 {
		return ""
	}
	var n [3]int
	for i, part := range parts {
		v, err := strconv.Atoi(part)
		if err != nil {
			return ""
		}
		n[i] = v
	}
	year, month, day := n[0], n[1], n[2]
	switch {
	case len(parts[0]) == 4:
	case len(parts[2]) == 4 && n[0] > 12:
		year, month, day = n[2], n[1], n[0]
	case len(parts[2]) == 4 && n[1] > 12:
		year, month, day = n[2], n[0], n[1]
	case len(parts[2]) == 4 && n[0] == n[1]:
		year, month, day = n[2], n[1], n[0]
	default:
		return ""
	}
	if month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
}

// monthAlone is about 2009-04 without quotation marks.
func monthAlone(l codeLine, _ *fault) *fault {
	at := bareMonth.FindSubmatchIndex(l.text)
	if at == nil || !l.code[at[2]] {
		return nil
	}
	s := l.str(at[2], at[3])
	month, _ := strconv.Atoi(s[5:])
	if month < 1 || month > 12 {
		return newFault("syntax", l.start+at[2], len(s), say.F("there is no month %d", month), say.F(`a month is written "2008-07"`))
	}
	return withFix(l.start+at[2], len(s), say.F("a month is a text in quotation marks"), say.F("write %q", s), repair{span{l.start + at[2], len(s)}, strconv.Quote(s), true})
}

// wordsAfter is about words after a whole value.
func wordsAfter(l codeLine, _ *fault) *fault {
	at := valueAndWords.FindSubmatchIndex(l.text)
	if at == nil || monthsIn[strings.ToLower(strings.Fields(l.str(at[4], at[5]))[0])] > 0 {
		return nil
	}
	if value := l.str(at[2], at[3]); isoDate.MatchString(value) {
		if _, err := time.Parse("2006-01-02", value); err != nil {
			return nil
		}
	}
	return withFix(l.start+at[4], at[5]-at[4], say.F("these words come after a value"), say.F("put # before them, so that they are a remark, or remove them"), repair{span{l.start + at[4], 0}, "# ", false})
}

var (
	numberOrSo  = lazyregexp.New(`[=,{\[][ \t]*((~|≈|±|<|>=?|≥)[ \t]*([0-9][0-9_]*))[ \t]*(?:$|[,\]}#])`)
	rangeOf     = lazyregexp.New(`[=,{\[][ \t]*(([0-9]{1,9})[ \t]*(?:-|–|—|\.\.+|/)[ \t]*([0-9]{1,9}))[ \t]*(?:$|[,\]}#])`)
	shortNumber = lazyregexp.New(`[=,{\[][ \t]*(([0-9]+)(?:[.,]([0-9]{1,3}))?[ \x{a0}]?(k|K|M|Mio|mio|[Mm]illions?|[Mm]illiards?|[Bb]illions?|Md|bn))[ \t]*(?:$|[,\]}#])`)
	lettersIn   = lazyregexp.New(`[=,{\[][ \t]*([0-9lIoO_-]*[0-9][0-9lIoO_-]*)[ \t]*(?:$|[,\]}#])`)
	unitAfter   = lazyregexp.New(`[=,{\[][ \t]*[+-]?[0-9][0-9_.]*[ \x{a0}]*(\pL[\pL ’'-]*)[ \t]*[,\]}]`)
	monthOf     = lazyregexp.New(`^[0-9]{4}\D{1,3}[0-9]{1,2}$`)
	inDigits    = strings.NewReplacer("l", "1", "I", "1", "o", "0", "O", "0")
)

// strangeNumber is about a number with something in it that no number of TOML has.
func strangeNumber(l codeLine, _ *fault) *fault {
	if at := numberOrSo.FindSubmatchIndex(l.text); at != nil && l.code[at[2]] {
		word := map[string]string{"~": "about", "≈": "about", "±": "about", "<": "less-than", ">": "more-than", ">=": "at-least", "≥": "at-least"}[l.str(at[4], at[5])]
		right := fmt.Sprintf("%s, qualifier = %q", l.str(at[6], at[7]), word)
		f := newFault("syntax", l.start+at[4], at[5]-at[4], say.F("a number has no sign %s", l.str(at[4], at[5])), say.F("write %s", "value = "+right))
		if bytes.HasSuffix(bytes.TrimRight(l.text[:at[2]], " \t="), []byte("value")) && !bytes.Contains(l.text, []byte("qualifier")) {
			f.fix = &repair{span{l.start + at[2], at[3] - at[2]}, right, false}
		}
		return f
	}
	if at := shortNumber.FindSubmatchIndex(l.text); at != nil && l.code[at[2]] {
		zeros := 6
		switch word := strings.ToLower(l.str(at[8], at[9])); {
		case word == "k":
			zeros = 3
		case strings.HasPrefix(word, "milliard"), strings.HasPrefix(word, "billion"), word == "md", word == "bn":
			zeros = 9
		}
		decimals := ""
		if at[6] >= 0 {
			decimals = l.str(at[6], at[7])
		}
		right := strings.TrimLeft(l.str(at[4], at[5])+decimals, "0") + strings.Repeat("0", zeros-len(decimals))
		return withFix(l.start+at[2], at[3]-at[2], say.F("%s is not a number in TOML: it is shortened", l.str(at[2], at[3])), say.F("write all its digits: %s", right),
			repair{span{l.start + at[2], at[3] - at[2]}, right, false})
	}
	if at := lettersIn.FindSubmatchIndex(l.text); at != nil && l.code[at[2]] {
		s := l.str(at[2], at[3])
		right := inDigits.Replace(s)
		if i := strings.IndexAny(s, "lIoO"); i >= 0 && (plainInteger.MatchString(right) || isoDate.MatchString(right)) {
			return withFix(l.start+at[2]+i, 1, say.F("%s has the letter %s in the place of a digit", s, s[i:i+1]), say.F("write %s", right), repair{span{l.start + at[2], at[3] - at[2]}, right, false})
		}
	}
	if at := rangeOf.FindSubmatchIndex(l.text); at != nil && l.code[at[2]] && !monthOf.MatchString(l.str(at[2], at[3])) {
		return newFault("syntax", l.start+at[2], at[3]-at[2], say.F("%s is two numbers, and there is room for one", l.str(at[2], at[3])),
			say.F("write one of the two; a period has from and to, and a quantity a qualifier such as \"at-least\""))
	}
	if at := unitAfter.FindSubmatchIndex(l.text); at != nil && l.code[at[2]] && monthsIn[strings.ToLower(strings.Fields(l.str(at[2], at[3]))[0])] == 0 {
		return newFault("syntax", l.start+at[2], at[3]-at[2], say.F("these words come after a number"), say.F("remove them: what is counted is the unit of the indicator, and an amount has ‹currency = \"USD\"›"))
	}
	return nil
}

// percent is about 25% as a number.
func percent(l codeLine, _ *fault) *fault {
	at := percentSign.FindSubmatchIndex(l.text)
	if at == nil || !l.code[at[4]] {
		return nil
	}
	n := l.str(at[2], at[3])
	f := newFault("syntax", l.start+at[4], 1, say.F("a number has no sign for per cent"), say.F("write ‹value = %s›, ‹per = 100›", n))
	if bytes.HasSuffix(bytes.TrimRight(l.text[:at[2]], " \t="), []byte("value")) && !bytes.Contains(l.text, []byte("per =")) {
		f.fix = &repair{span{l.start + at[2], at[5] - at[2]}, n + ", per = 100", false}
	}
	return f
}

// commaAfter is about a comma after a value that is in no list.
func commaAfter(l codeLine, _ *fault) *fault {
	at := commaAtEnd.FindSubmatchIndex(l.text)
	if at == nil {
		return nil
	}
	sign := l.str(at[2], at[3])
	return withFix(l.start+at[2], 1, say.F("no %s belongs after a value that is in no list", map[string]say.Text{",": say.F("comma"), ";": say.F("semicolon")}[sign]), say.F("remove it"), repair{span{l.start + at[2], 1}, "", true})
}

// semicolons is about values of a list that are separated by semicolons.
func semicolons(l codeLine, f *fault) *fault {
	first, last := -1, -1
	fixed := append([]byte{}, l.text...)
	for i, c := range l.text {
		if c == ';' && l.code[i] {
			if first < 0 {
				first = i
			}
			last = i
			fixed[i] = ','
		}
	}
	if first < 0 || !bytes.ContainsAny(l.text[:first], "[{") && !bytes.HasPrefix(bytes.TrimSpace(l.text), []byte(`"`)) {
		return nil
	}
	return withFix(l.start+first, 1, say.F("values are separated by commas, not by semicolons"), say.F("write , for ;"), repair{span{l.start + first, last - first + 1}, string(fixed[first : last+1]), true})
}

// otherBrackets is about a list in round brackets or braces.
func otherBrackets(l codeLine, _ *fault) *fault {
	at := listInOthers.FindSubmatchIndex(l.text)
	if at == nil {
		return nil
	}
	right := "[" + l.str(at[4], at[5]) + "]"
	return withFix(l.start+at[2], 1, say.F("a list is in square brackets"), say.F("write %s", right), repair{span{l.start + at[2], at[7] - at[2]}, right, false})
}

// valuesAlone is a line with several texts after a key.
var valuesAlone = lazyregexp.New(`^[ \t]*[A-Za-z0-9_.-]+[ \t]*=[ \t]*("[^"\\\n]*"(?:[ \t]*,[ \t]*"[^"\\\n]*")+)[ \t]*,?[ \t]*$`)

// noBrackets is about a list without any brackets.
func noBrackets(l codeLine, _ *fault) *fault {
	at := valuesAlone.FindSubmatchIndex(l.text)
	if at == nil {
		return nil
	}
	right := "[" + l.str(at[2], at[3]) + "]"
	return withFix(l.start+at[2], at[3]-at[2], say.F("a list is in square brackets"), say.F("write %s", right), repair{span{l.start + at[2], len(bytes.TrimRight(l.text, " \t")) - at[2]}, right, true})
}

// noBrace is about { without } before the end of its list.
func noBrace(l codeLine, f *fault) *fault {
	if f == nil || !strings.Contains(f.message.String(), "'}'") {
		return nil
	}
	for _, at := range openTable.FindAllSubmatchIndex(l.text, -1) {
		if l.code[at[0]] && l.code[at[4]] {
			end := at[4]
			for end > 0 && l.text[end-1] == ' ' {
				end--
			}
			return withFix(l.start+at[0], 1, say.F("the { here is not closed"), say.F("put } before the ]"), repair{span{l.start + end, at[4] - end}, " }", false})
		}
	}
	return nil
}

// noOpenBrace is about an entry of a list that has } alone.
func noOpenBrace(l codeLine, f *fault) *fault {
	at := entryOpen.FindSubmatchIndex(l.text)
	if at == nil || bytes.Count(l.text, []byte("{")) >= bytes.Count(l.text, []byte("}")) {
		return nil
	}
	word, _, _ := strings.Cut(l.str(at[2], at[3]), " ")
	return withFix(l.start+at[2], len(word), say.F("the { before this entry is missing"), say.F("write { %s …", word), repair{span{l.start + at[2], 0}, "{ ", false})
}

var nextKey = lazyregexp.New(`^[ \t]*\n[ \t]*(?:[a-z_.]+[ \t]*=|\[\[?[a-z_.]+\]|$)`)

// openList is about a list that the end of its line does not close.
func openList(l codeLine, f *fault) *fault {
	if f == nil || !strings.HasPrefix(f.message.String(), "expected a comma") {
		return nil
	}
	before := bytes.TrimRight(l.data[:min(f.off, len(l.data))], " \t\n")
	if len(before) == 0 || !nextKey.Match(append(append([]byte{}, l.data[len(before):]...), '\n')) {
		return nil
	}
	start := bytes.LastIndexByte(before, '\n') + 1
	code := codeOf(before[start:])
	open, depth := -1, 0
	for i, c := range before[start:] {
		switch {
		case !code[i]:
		case c == '[':
			if depth == 0 {
				open = i
			}
			depth++
		case c == ']':
			depth--
		}
	}
	if depth <= 0 || open < 0 {
		return newFault("syntax", len(before)-1, 1, say.F("the list that ends here is not closed"), say.F("put ] after its last value"))
	}
	return withFix(start+open, 1, say.F("the list that begins here is not closed"), say.F("put ] after its last value"), repair{span{len(before), 0}, "]", false})
}

var truthWords = map[string]string{"vrai": "true", "oui": "true", "yes": "true", "да": "true", "sí": "true", "verdadero": "true", "faux": "false", "non": "false", "no": "false", "нет": "false", "falso": "false", "true": "true", "false": "false"}

var bareWord = lazyregexp.New(`=[ \t]*(\pL+)[ \t]*(?:$|[,}#])`)

// truthValue is about true and false in another language or in capitals.
func truthValue(l codeLine, _ *fault) *fault {
	at := bareWord.FindSubmatchIndex(l.text)
	if at == nil || !l.code[at[2]] {
		return nil
	}
	word := l.str(at[2], at[3])
	right := truthWords[strings.ToLower(word)]
	if right == "" || right == word {
		return nil
	}
	if strings.ToLower(word) == right {
		return withFix(l.start+at[2], at[3]-at[2], say.F("%s is not a TOML value", word), say.F("write it in lower case: %s", right), repair{span{l.start + at[2], at[3] - at[2]}, right, true})
	}
	return withFix(l.start+at[2], at[3]-at[2], say.F("%s is not a TOML value", word), say.F("write %s", right), repair{span{l.start + at[2], at[3] - at[2]}, right, false})
}
