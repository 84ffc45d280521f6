package prose

import (
	"strings"
	"unicode"
)

// Words returns the number of words in the text, as counted by CountWords. A
// figure or a number that is counted is one word, a table or an image as two, a source
// or a note as none.
func (d Doc) Words() int { return CountWords(d.PlainText(oneWord)) }

// oneWord returns the text to count for a reference.
func oneWord(r Ref) string {
	switch {
	case r.Number():
		return "1"
	case r.Kind == "table", r.Kind == "image":
		return "table 1"
	}
	return ""
}

// CountWords returns the number of words in text: runs of characters between
// spaces that contain a letter or a digit. Chinese is written without spaces, so
// every two Chinese characters count as one word, which is the usual length in
// the modern language; a single one left over counts as a word.
func CountWords(text string) int {
	n := 0
	for run := range strings.FieldsSeq(text) {
		han, other := 0, false // of the current stretch
		end := func() {
			n += (han + 1) / 2
			if other {
				n++
			}
			han, other = 0, false
		}
		for _, c := range run {
			switch {
			case unicode.Is(unicode.Han, c):
				if other {
					end()
				}
				han++
			case unicode.IsLetter(c) || unicode.IsDigit(c):
				if han > 0 {
					end()
				}
				other = true
			case han > 0:
				// Chinese punctuation separates words without a space.
				end()
			}
		}
		end()
	}
	return n
}

// FirstSentence returns the first sentence of the text, without markup, as the
// function FirstSentence does.
func (d Doc) FirstSentence(ref func(Ref) string) string { return FirstSentence(d.Plain(ref)) }

// SentenceWords returns the number of words in the first sentence.
func (d Doc) SentenceWords() int { return CountWords(d.FirstSentence(oneWord)) }

// Plain is like PlainText, but removes the spaces that a note leaves before a
// punctuation mark.
func (d Doc) Plain(ref func(Ref) string) string {
	s := d.PlainText(ref)
	for _, m := range []string{".", ",", ";", ")", ":"} {
		s = strings.ReplaceAll(s, " "+m, m)
	}
	return strings.ReplaceAll(strings.TrimSpace(s), "  ", " ")
}

// FirstSentence returns the first sentence of s. It ends at the first full stop,
// question mark or the like that is followed by a space and a capital letter or
// a digit, or at the end of the paragraph.
func FirstSentence(s string) string {
	s = strings.TrimSpace(s)
	rs := []rune(s)
	for i, c := range rs {
		switch c {
		case '。', '！', '？':
			return string(rs[:i+1])
		case '.', '!', '?', '؟', '…':
			if i+1 == len(rs) {
				return s
			}
			if unicode.IsSpace(rs[i+1]) && i+2 < len(rs) && !unicode.IsLower(rs[i+2]) && !endsInAbbreviation(rs[:i]) {
				return string(rs[:i+1])
			}
		case '\n':
			return strings.TrimSpace(string(rs[:i]))
		}
	}
	return s
}

// endsInAbbreviation reports whether a text ends in a common abbreviation or an
// initial, so that a full stop after it does not end the sentence.
func endsInAbbreviation(rs []rune) bool {
	i := len(rs)
	for i > 0 && !unicode.IsSpace(rs[i-1]) && rs[i-1] != '(' {
		i--
	}
	word := string(rs[i:])
	switch strings.ToLower(word) {
	case "no", "nos", "para", "paras", "par", "art", "arts", "p", "pp", "chap", "st", "mr", "mrs", "ms", "m", "mme", "vol", "sect", "cf":
		return true
	}
	return len(rs)-i == 1 && unicode.IsUpper(rs[i])
}
