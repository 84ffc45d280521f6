package report

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"time"

	"rapporteur/generator/internal/lazyregexp"
	"rapporteur/generator/say"
)

var (
	numberWithCommas = lazyregexp.New(`=[ \t]*([+-]?[0-9]+(?:,[0-9]+)+)`)
	keyAtEnd         = lazyregexp.New(`\n[ \t]*[a-z_]+(?:\.[a-z_]+)*[ \t]*=[ \t]*$`)
	keyHere          = lazyregexp.New(`^[A-Za-z0-9_.-]+`)
	dateLike         = lazyregexp.New(`^[0-9]+[-./][0-9]+[-./][0-9]+`)
	groupedNumber    = lazyregexp.New(`^[+-]?[0-9]{1,3}(?:[., \x{a0}\x{202f}_][0-9]{3})*$|^[+-]?[0-9]+$`)
	thousands        = lazyregexp.New(`^[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+$`)
	groupMarks       = lazyregexp.New(`[., \x{a0}\x{202f}_]`)
)

// inPlainWords returns f or, if it comes from a common typing mistake, that
// mistake at its place: a decoder reports what it could not read, which may
// come long after what was mistyped.
func (f *fault) inPlainWords(data []byte) *fault {
	start := bytes.LastIndexByte(data[:f.off], '\n') + 1
	line, _, _ := bytes.Cut(data[start:], []byte("\n"))
	// Whole pairs of marks in a text are certain, whatever other signs the text has.
	if q := quoteInside(data, f); q != nil && q.fix != nil {
		return q
	}
	for _, plain := range []*fault{
		openText(data, f.off),
		slip(data, f),
		commaInNumber(line, start),
		printedQuote(data, f),
		quoteInside(data, f),
		noEquals(line, start, f),
		noComma(data, f),
		noDate(data, f),
		twice(line, start, f),
		oneBracket(line, start, f),
		noQuotes(f),
		openString(line, start, f),
		leadingZero(data, f),
		noValue(line, start, f),
		hiddenCharacter(data, f),
		tooLarge(data, f),
		listAndHeadings(line, start, f),
		neither(data, f),
	} {
		if plain != nil {
			return plain
		}
	}
	return f
}

// commaInNumber is about people who write 36,819: to the decoders the comma
// ends the value, and what they find missing after it helps nobody.
func commaInNumber(line []byte, start int) *fault {
	at := numberWithCommas.FindSubmatchIndex(line)
	if at == nil {
		return nil
	}
	number := string(line[at[2]:at[3]])
	f := newFault("syntax", start+at[2], len(number), say.F("%s is not a number in TOML: it has a comma in it", number), say.Text{})
	switch groups := strings.Split(number, ","); {
	case len(groups) == 2 && len(groups[1]) != 3:
		right := groups[0] + "." + groups[1]
		f.hint, f.fix = say.F("write %s: a decimal part follows a point; an amount is written with all its digits", right), &repair{span{f.off, f.len}, right, false}
		return f
	case thousands.MatchString(number):
		// Of one comma it is not certain that no decimal part is meant.
		f.fix = &repair{span{f.off, f.len}, strings.ReplaceAll(number, ",", ""), len(groups) > 2}
	}
	f.hint = say.F("separate thousands by underscores or not at all: %s; a decimal part is written with a point", strings.ReplaceAll(number, ",", "_"))
	return f
}

// openText is about a text of several lines that was not closed: it takes in
// what follows, up to the three quotation marks that open the next text or to
// the end of the file.
func openText(data []byte, off int) *fault {
	next := keyAtEnd
	for i := 0; i < len(data) && i <= off; {
		switch data[i] {
		case '#':
			n := bytes.IndexByte(data[i:], '\n')
			if n < 0 {
				return nil
			}
			i += n
		case '"', '\'':
			end, _ := skipString(data, i)
			quotes := string(data[i : i+1])
			if long := strings.Repeat(quotes, 3); bytes.HasPrefix(data[i:], []byte(long)) {
				closed := end-i >= 6 && bytes.HasSuffix(data[:end], []byte(long))
				if !closed || next.Match(data[i+3:end-3]) {
					return newFault("syntax", i, 3, say.F("the text that begins here has no end"),
						say.F("put %s after its last word; from here to the next %s all was taken for one text", long, long))

				}
			}
			i = end
		default:
			i++
		}
	}
	return nil
}

// printedQuote is about the quotation marks that word processors put in.
func printedQuote(data []byte, f *fault) *fault {
	rest := data[f.off:]
	for _, q := range []string{"“", "”", "„", "«", "‘", "’"} {
		if bytes.HasPrefix(rest, []byte(q)) {
			return newFault("syntax", f.off, len(q), say.F("%s is a printed quotation mark, and TOML knows the straight one alone", q),
				say.F(`put " before and after the text; inside it use typographic marks`))

		}
	}
	return nil
}

// noDate is about days that no calendar has, and days written in another order.
func noDate(data []byte, f *fault) *fault {
	at := dateLike.FindIndex(data[f.off:])
	if at == nil {
		return nil
	}
	s := string(data[f.off : f.off+at[1]])
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("-./", r) })
	form := say.F("year, month and day: 2008-07-31")
	fault := newFault("syntax", f.off, len(s), say.F("%s is not a date", s), say.F("a date is written %s", form))
	if len(parts[0]) < 4 && len(parts[2]) < 4 {
		fault.hint = say.F("write the year with four digits, and first: 2008-07-31")
		return fault
	}
	turned := len(parts[0]) < 4 && len(parts[2]) == 4
	if turned {
		fault.message = say.F("%s is not a date as TOML has it: the year comes first", s)
		slices.Reverse(parts)
	}
	var n [3]int
	for i, part := range parts {
		v, err := strconv.Atoi(part)
		if err != nil {
			return fault
		}
		n[i] = v
	}
	switch year, month, day := n[0], n[1], n[2]; {
	case turned && day <= 12:
		// Whoever wrote it must know which of the two is the month.
	case month < 1 || month > 12:
		fault.message = say.F("%s is not a date: there is no month %d", s, month)
	case day < 1 || day > daysIn(year, month):
		fault.message = say.F("%s is not a date: %s %d has %d days", s, say.F(time.Month(month).String()), year, daysIn(year, month))
	default:
		fault.hint = say.F("write %04d-%02d-%02d; a date is written %s", year, month, day, form)
	}
	return fault
}

// twice is about a key that its record has already.
func twice(line []byte, start int, f *fault) *fault {
	message := f.message.String()
	if !strings.HasSuffix(message, "has already been defined") && !strings.HasSuffix(message, "was already created and cannot be used as an array") {
		return nil
	}
	if within := twiceWithin(line, start, f); within != nil {
		return within
	}
	key, _, assigned := bytes.Cut(line, []byte("="))
	name := strings.TrimSpace(string(key))
	if !assigned || strings.ContainsAny(name, "{[") {
		return nil
	}
	return newFault("syntax", start+bytes.Index(line, []byte(name)), len(name), say.F("%s is in its record twice", name),
		say.F("keep one of the two lines and delete the other; a new record begins with its heading in [[ ]]"))

}

// twiceWithin is about a key that its table in braces, on one line, has already.
func twiceWithin(line []byte, start int, f *fault) *fault {
	at := f.off - start
	if at < 0 || at >= len(line) || !bytes.ContainsRune(line[:at], '{') {
		return nil
	}
	name := keyHere.FindString(string(line[at:]))
	_, key, _ := strings.Cut(f.message.String(), "'")
	key, _, _ = strings.Cut(key, "'")
	if name == "" || !strings.HasSuffix("."+key, "."+name) {
		return nil
	}
	return newFault("syntax", f.off, len(name), say.F("%s appears twice between the same braces", name),
		say.F("keep one of the two and delete the other"))
}

// openString is about a text of one line that was not closed.
func openString(line []byte, start int, f *fault) *fault {
	if f.message.String() != "strings cannot contain newlines" {
		return nil
	}
	for i := 0; i < len(line); {
		switch line[i] {
		case '"', '\'':
			end, _ := skipString(line, i)
			if end == len(line) && (end == i+1 || line[end-1] != line[i]) {
				return newFault("syntax", start+i, 1, say.F("the text that begins here has no end on its line"),
					say.F(`put %s after its last word; a text of several lines goes between """ and """`, string(line[i:i+1])))

			}
			i = end
		default:
			i++
		}
	}
	return nil
}

// withoutMarks says how what somebody wrote is written as a whole number; it is
// empty where that is not plain.
func withoutMarks(s string, quoted bool) say.Text {
	digits := groupedNumber
	if !digits.MatchString(s) {
		return say.Text{}
	}
	plain := strings.TrimLeft(groupMarks.ReplaceAllString(s, ""), "0")
	if plain == "" {
		plain = "0"
	}
	var without []any
	if quoted {
		without = append(without, say.F("quotation marks"))
	}
	if groupMarks.MatchString(s) {
		without = append(without, say.F("anything between its digits"))
	}
	return say.F("write it without %s: %s", say.List{Items: without, Last: "and"}, plain)
}
