package check

import (
	"rapporteur/generator/say"
	"strings"

	"rapporteur/generator/report"
)

func orderRules() []Rule {
	return inEach("states-in-order", Style,
		"States in an enumeration, and replies of States in a list, are in English alphabetical order, which differs from that of other languages.",
		"States in an enumeration, and replies of States in a list, are in French alphabetical order, which differs from that of other languages.",
		statesInOrder)
}

// mention is the name of a State in a passage.
type mention struct {
	name     string
	from, to int // indexes of words, to excluded
}

func statesInOrder(p *Pass, lang report.Lang) {
	// Names by their first word, so that most words need a single lookup.
	names := make(map[string][][]string)
	for _, s := range p.Report.States {
		var parts []string
		for _, w := range wordsOf(s.Name.In(lang)) {
			parts = append(parts, w.text)
		}
		if len(parts) > 0 {
			names[parts[0]] = append(names[parts[0]], parts)
		}
	}
	for _, ps := range p.passages(lang) {
		if ps.prose {
			p.orderIn(ps, mentions(ps, names))
		}
	}
}

// mentions returns the names of States in a passage, the longest where several
// match.
func mentions(ps *passage, names map[string][][]string) []mention {
	var found []mention
	for i := 0; i < len(ps.words); i++ {
		best := 0
		for _, parts := range names[ps.words[i].text] {
			n := 0
			for n < len(parts) && at(ps.words, i+n).text == parts[n] {
				n++
			}
			if n == len(parts) {
				best = max(best, n)
			}
		}
		if best > 0 {
			first, last := ps.words[i], ps.words[i+best-1]
			found = append(found, mention{ps.text[first.off:last.end()], i, i + best})
			i += best - 1
		}
	}
	return found
}

// orderIn checks the order of three or more States in a sentence, and of list
// items and paragraphs that begin with a State.
func (p *Pass) orderIn(ps *passage, found []mention) {
	check := func(row []mention, least int) {
		if len(row) < least {
			return
		}
		for i := 1; i < len(row); i++ {
			if folded(row[i].name) < folded(row[i-1].name) {
				w := ps.words[row[i].from]
				p.in(ps, w.off, len(row[i].name), say.F("names %s after %s, out of alphabetical order", row[i].name, row[i-1].name),
					say.F("put %s before %s", row[i].name, row[i-1].name))
				return
			}
		}
	}
	var row, heads []mention
	for i, m := range found {
		if i > 0 && !follows(ps, found[i-1], m) {
			check(row, 3)
			row = nil
		}
		row = append(row, m)
		if w := ps.words[m.from]; w.line && strings.HasPrefix(strings.TrimLeft(ps.text[ps.words[m.to-1].end():], " \u00a0"), ":") {
			heads = append(heads, m)
		}
	}
	check(row, 3)
	check(heads, 2)
}

// follows reports whether b directly follows a in an enumeration, apart from
// articles.
func follows(ps *passage, a, b mention) bool {
	between := ps.text[ps.words[a.to-1].end():ps.words[b.from].off]
	between = strings.Map(func(r rune) rune {
		if r == nothing {
			return -1
		}
		return r
	}, between)
	if !strings.HasPrefix(between, ",") && !strings.HasPrefix(between, " and ") && !strings.HasPrefix(between, " et ") {
		return false
	}
	rest := strings.FieldsFunc(between, func(r rune) bool { return r == ' ' || r == ',' || r == '’' || r == '\u00a0' })
	for _, w := range rest {
		switch w {
		case "and", "et", "the", "le", "la", "les", "l", "du", "de", "des", "d", "au", "aux", "à", "en":
		default:
			return false
		}
	}
	return true
}

// folded returns the sort key of a name: without accents, hyphens and case.
func folded(s string) string { return unaccent.Replace(strings.ToLower(s)) }

var unaccent = strings.NewReplacer("à", "a", "â", "a", "ä", "a", "å", "a", "ã", "a", "á", "a", "ç", "c", "é", "e", "è", "e", "ê", "e", "ë", "e",
	"í", "i", "î", "i", "ï", "i", "ñ", "n", "ó", "o", "ô", "o", "ö", "o", "õ", "o", "ú", "u", "ù", "u", "û", "u", "ü", "u", "ÿ", "y",
	"œ", "oe", "æ", "ae", "-", " ", "’", " ")
