package prose

import (
	"strings"
	"unicode"
)

// Words counts the words a reader reads, as CountWords does. A figure or a
// number of parties is one word, a source or a note none.
func (d Doc) Words() int { return CountWords(d.PlainText(oneWord)) }

// oneWord replaces a reference where words are counted.
func oneWord(r Ref) string {
	if r.Kind == "figure" || r.Kind == "parties" {
		return "1"
	}
	return ""
}

// CountWords counts the runs between spaces with a letter or a digit in them,
// in Arabic as in European languages. Chinese is written without spaces, so
// two of its characters make a word, as most words of the modern language
// have two; an odd one counts as a word.
func CountWords(text string) int {
	n := 0
	for run := range strings.FieldsSeq(text) {
		han, other := 0, false // of the stretch that is being read
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
				// Chinese marks part words that no space parts.
				end()
			}
		}
		end()
	}
	return n
}

// FirstSentence is the first sentence of the text, without marks. It ends
// where the function FirstSentence says.
func (d Doc) FirstSentence(ref func(Ref) string) string { return FirstSentence(d.Plain(ref)) }

// SentenceWords counts the words of the first sentence.
func (d Doc) SentenceWords() int { return CountWords(d.FirstSentence(oneWord)) }

// Plain is as PlainText, without the spaces that a note leaves behind before
// a mark.
func (d Doc) Plain(ref func(Ref) string) string {
	s := d.PlainText(ref)
	for _, m := range []string{".", ",", ";", ")", ":"} {
		s = strings.ReplaceAll(s, " "+m, m)
	}
	return strings.ReplaceAll(strings.TrimSpace(s), "  ", " ")
}

// FirstSentence ends at the first mark that ends a sentence, which stands
// before a space and a capital letter or a figure, or at the end.
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
			if unicode.IsSpace(rs[i+1]) && i+2 < len(rs) && !unicode.IsLower(rs[i+2]) && !abbreviates(rs[:i]) {
				return string(rs[:i+1])
			}
		case '\n':
			return strings.TrimSpace(string(rs[:i]))
		}
	}
	return s
}

// abbreviates reports whether a text ends in a word that is commonly cut
// short with a full stop, so that it does not end a sentence there.
func abbreviates(rs []rune) bool {
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
