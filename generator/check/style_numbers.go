package check

import (
	"rapporteur/generator/say"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/generator/report"
)

func numberRules() []Rule {
	return slices.Concat(
		inEach("numbers-in-words", Style,
			"Numbers under ten are written in words: five workshops. Figures are used in dates, percentages, sums of money and votes, in references such as paragraph 4, and in a series or an enumeration with a number of ten or more: 12 judges and 5 prosecutors.",
			"Numbers under ten are written in words: cinq ateliers. Figures are used in dates, percentages, sums of money and votes, in references such as paragraphe 4, and in a series or an enumeration with a number of ten or more: 12 juges et 5 procureurs.",
			numbersInWords),
		inEach("number-opens-sentence", Style,
			"No sentence begins with a figure, nor with [figure:…], [parties:…], [deposits:…] or [depositors:…]: write the number out or begin with another word. A list item is not a sentence.",
			"No sentence begins with a figure, nor with [figure:…], [parties:…], [deposits:…] or [depositors:…]: write the number out or begin with another word. A list item is not a sentence.",
			numberOpensSentence),
		inEach("per-cent", Style,
			"In texts, percentages are written 25 per cent, in two words and without the sign %.",
			"In texts, percentages are written 25 pour cent, in two words and without the sign %.",
			perCent),
		inEach("decimals", Style,
			"Decimals are written with a point, and with a figure before it: 25.5 and not 25,5; 0.5 and not .5.",
			"Decimals are written with a comma, and with a figure before it: 25,5 and not 25.5; 0,5 and not ,5. Thousands are separated by a no-break space: 36 819 000.",
			decimals),
	)
}

func numbersInWords(p *Pass, lang report.Lang) {
	names := []string{"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
	if lang == "fr" {
		names = []string{"", "un ou une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"}
	}
	labels, months := labels(lang), months[lang]
	units := oneOf("per million millions billion billions pour milliard milliards dollars euros km kg hours heures a.m p.m h")
	for _, ps := range p.passages(lang) {
		if !ps.chars.has(digits) || !ps.prose && ps.field != "summary."+string(lang) {
			continue
		}
		for i, w := range ps.words {
			n, ok := plainNumber(w.text)
			if !ok || len(w.text) != 1 || n == 0 || w.opens || w.quoted {
				continue
			}
			first, last, greatest := series(ps, i)
			before, after := at(ps.words, first-1), at(ps.words, last+1)
			r := ps.before(ps.words[first].off)
			switch {
			case greatest >= 10, ratio(at(ps.words, first-2), before), ratio(at(ps.words, last+2), after),
				labels[strings.ToLower(before.text)],
				named(before) && ps.between(before, ps.words[first]) == " ",
				units[strings.ToLower(after.text)],
				months[strings.ToLower(after.text)] > 0,
				months[strings.ToLower(at(ps.words, last+2).text)] > 0 && (after.text == "of" || after.text == "du"),
				r == '(' && ps.after(ps.words[last].end()) == ')',
				r != 0 && strings.ContainsRune("$€£#+-–/.,", r), afterSign(ps, ps.words[first]),
				enumerated(ps, first, last),
				inGroups(ps, first, last), money(ps, first, last), votes(ps, first, last):
				continue
			}
			p.in(ps, w.off, 1, say.F("writes “%s” in figures", w.text), say.F("write %s", names[n]))
		}
	}
}

// numberJoins are the words that join numbers to a series or a range.
var numberJoins = oneOf("and or to et ou à au")

// series returns the first and the last word of the series of numbers that
// contains word i, such as "4, 5 and 12", and the greatest of the numbers.
func series(ps *passage, i int) (first, last, greatest int) {
	first, last = i, i
	greatest, _ = plainNumber(ps.words[i].text)
	const most = 20 // numbers on either side
	reach := func(j, step int) int {
		for range most {
			k := j + step
			if numberJoins[at(ps.words, k).text] {
				k += step
			}
			n, ok := plainNumber(at(ps.words, k).text)
			if !ok {
				return j
			}
			greatest = max(greatest, n)
			j = k
		}
		return j
	}
	return reach(first, -1), reach(last, 1), greatest
}

// afterSign reports whether a number follows the sign for a section or for a number: "§ 3", "n° 5".
func afterSign(ps *passage, w word) bool {
	before := strings.TrimRight(ps.text[:w.off], " \u00a0\u202f")
	return slices.ContainsFunc([]string{"§", "n°", "N°", "nº", "Nº", "№"}, func(sign string) bool { return strings.HasSuffix(before, sign) })
}

// enumerated reports whether numbers are in an enumeration of what is counted, with one of
// ten or more: "12 judges, 5 prosecutors and 3 police officers".
func enumerated(ps *passage, first, last int) bool {
	const most = 3 // words from one number to the next
	look := func(k, step int) bool {
		for words, parted := 0, false; words <= most; {
			a, b := k, k+step
			if step < 0 {
				a, b = b, a
			}
			from, to := at(ps.words, a), at(ps.words, b)
			if from.text == "" || to.text == "" {
				return false
			}
			gap := ps.between(from, to)
			if strings.ContainsAny(gap, ".;:!?()") {
				return false
			}
			k += step
			w := at(ps.words, k)
			parted = parted || strings.Contains(gap, ",") || numberJoins[w.text]
			words++
			if n, ok := plainNumber(w.text); ok {
				if !parted {
					return false
				}
				next := strings.ToLower(at(ps.words, k+1).text)
				if date := n >= 1900 && n <= 2100 || months["en"][next] > 0 || months["fr"][next] > 0; n >= 10 {
					return !date
				}
				words, parted = 0, false
			}
		}
		return false
	}
	return look(first, -1) || look(last, 1)
}

// inGroups reports whether the words of a number are the groups of its digits, divided
// by spaces, or the sides of a ratio: "8 000", "2:1".
func inGroups(ps *passage, first, last int) bool {
	for k := first + 1; k <= last; k++ {
		gap := ps.between(ps.words[k-1], ps.words[k])
		if gap == ":" {
			return true
		}
		if _, ok := plainNumber(ps.words[k].text); ok && len(ps.words[k].text) == 3 && utf8.RuneCountInString(gap) == 1 && strings.TrimSpace(gap) == "" {
			return true
		}
	}
	return false
}

// currencies are what is written before or after a sum of money, in lower case and
// without signs.
var currencies = oneOf("us usd eur chf gbp jpy dollars dollar euros euro francs franc pounds cents")

// money reports whether numbers are sums of money: "US$ 5", "5 USD", "5 €".
func money(ps *passage, first, last int) bool {
	before, after := at(ps.words, first-1), at(ps.words, last+1)
	sign := func(s string) bool {
		return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Sc, r) })
	}
	start := 0
	if before.text != "" {
		start = before.end()
	}
	end := len(ps.text)
	if after.text != "" {
		end = after.off
	}
	return sign(ps.text[start:ps.words[first].off]) || sign(ps.text[ps.words[last].end():end]) ||
		currencies[strings.ToLower(before.text)] || currencies[strings.ToLower(after.text)]
}

// ballots are words for what is counted in a vote.
var ballots = oneOf("votes vote voix abstentions abstention")

// votes reports whether numbers are those of a vote, which are written in figures:
// "8 votes to 3, with 2 abstentions", "a vote of 8 to 3", "adopted by 8 to 3".
func votes(ps *passage, first, last int) bool {
	lower := func(k int) string { return strings.ToLower(at(ps.words, k).text) }
	switch {
	case ballots[lower(last+1)]:
		return true
	case oneOf("to against contre")[lower(first-1)] && ballots[lower(first-2)]:
		return true
	}
	return last == first+2 && lower(first+1) == "to" && oneOf("of by")[lower(first-1)] &&
		oneOf("vote votes voting adopted rejected carried")[lower(first-2)]
}

// ratio reports whether other is the other number of a ratio, as in "4.5 to 1".
func ratio(other, between word) bool {
	return other.text != "" && strings.ContainsRune(digits, rune(other.text[0])) && oneOf("to in of pour sur contre")[between.text]
}

// named reports whether a word has a capital but does not begin a sentence, so
// that a number after it is part of a name: "Protocol 7".
func named(w word) bool {
	return w.text != "" && !w.opens && unicode.IsUpper([]rune(w.text)[0])
}

func numberOpensSentence(p *Pass, lang report.Lang) {
	for _, ps := range p.passages(lang) {
		if !ps.prose || !ps.chars.has(digits+string(rune(number))) {
			continue
		}
		for _, w := range ps.words {
			if !w.opens || w.quoted || ps.item(w) || (w.text[0] < '0' || w.text[0] > '9') && w.text[0] != number {
				continue
			}
			says := say.F("begins a sentence with “%s”", w.text)
			if w.text[0] == number {
				says = say.F("begins a sentence with a figure")
			}
			p.in(ps, w.off, len(w.text), says, say.F("begin with another word, or write the number out"))
		}
	}
}

func perCent(p *Pass, lang report.Lang) {
	right, wrong := "per cent", "percent"
	if lang == "fr" {
		right, wrong = "pour cent", "pourcent"
	}
	for _, ps := range p.passages(lang) {
		if !ps.prose {
			continue
		}
		if ps.chars.has("%") {
			for off, r := range ps.text {
				if r == '%' {
					p.in(ps, off, 1, say.F("writes “%%”"), say.F("write %s", right))
				}
			}
		}
		if !strings.Contains(ps.text, wrong[1:]) {
			continue
		}
		for _, w := range ps.words {
			if len(w.text) == len(wrong) && strings.EqualFold(w.text, wrong) && !w.quoted {
				p.in(ps, w.off, len(w.text), say.F("writes “%s” in one word", w.text), say.F("write %s", right))
			}
		}
	}
}

func decimals(p *Pass, lang report.Lang) {
	mark, other, called := ".", ",", say.F("point")
	if lang == "fr" {
		mark, other, called = ",", ".", say.F("comma")
	}
	labels := labels(lang)
	for _, ps := range p.passages(lang) {
		if !ps.chars.has(digits) || !ps.chars.has(".,") {
			continue
		}
		for i, w := range ps.words {
			if w.text[0] < '0' || w.text[0] > '9' || w.quoted || strings.Trim(w.text, "0123456789.,") != "" {
				continue
			}
			if off := w.off - len(mark); off >= 0 && ps.text[off:w.off] == mark {
				if r := ps.before(off); off == 0 || unicode.IsSpace(r) || r == '(' || r == '$' {
					p.in(ps, off, len(mark)+len(w.text), say.F("writes “%s%s” without a figure before the decimal %s", mark, w.text, called),
						say.F("write 0%s%s", mark, w.text))
					continue
				}
			}
			parts := strings.Split(w.text, other)
			if labels[strings.ToLower(at(ps.words, i-1).text)] || strings.Contains(w.text, mark) || len(parts) < 2 {
				continue
			}
			switch thousands := isThousands(parts); {
			case len(parts) == 2 && (!thousands || lang == "fr"):
				hint := say.F("write %s", strings.Join(parts, mark))
				if thousands {
					hint = say.F("%s, or use a no-break space if thousands are meant", hint)
				}
				p.in(ps, w.off, len(w.text), say.F("writes “%s” without a decimal %s", w.text, called), hint)
			case len(parts) > 2 && lang == "fr" && thousands:
				p.in(ps, w.off, len(w.text), say.F("separates the thousands of “%s” by points", w.text), say.F("separate them by no-break spaces: %s", strings.Join(parts, "\u00a0")))
			}
		}
		if lang == "fr" {
			p.thousandsInFrench(ps)
		}
	}
}

// thousandsInFrench reports thousands that are separated as in English.
func (p *Pass) thousandsInFrench(ps *passage) {
	for _, w := range ps.words {
		if parts := strings.Split(w.text, ","); len(parts) > 2 && isThousands(parts) && !w.quoted {
			p.in(ps, w.off, len(w.text), say.F("separates the thousands of “%s” by commas", w.text), say.F("separate them by no-break spaces: %s", strings.Join(parts, "\u00a0")))
		}
	}
}

func isThousands(parts []string) bool {
	for i, part := range parts {
		if _, ok := plainNumber(part); !ok || i > 0 && len(part) != 3 || len(part) > 3 {
			return false
		}
	}
	return true
}
