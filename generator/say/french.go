package say

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// joins are the languages in which an argument changes the word before it.
var joins = map[string]func(format string, words []any) string{"fr": french}

var verb = regexp.MustCompile(`%%|%[-+# 0]*[0-9.]*(?:\[(\d+)\])?[a-zA-Z]`)

// french contracts "de" and "à" with the article that an argument begins with, "de" and
// "le paragraphe 4" giving "du paragraphe 4", and elides "de" before words that begin with a
// vowel: "d’activité".
func french(format string, words []any) string {
	var b strings.Builder
	next, end := 0, 0
	for _, at := range verb.FindAllStringSubmatchIndex(format, -1) {
		before := format[end:at[0]]
		b.WriteString(before)
		end = at[1]
		if format[at[0]:at[1]] == "%%" {
			b.WriteByte('%')
			continue
		}
		v := format[at[0]:at[1]]
		if at[2] >= 0 {
			n, _ := strconv.Atoi(format[at[2]:at[3]])
			next = n - 1
			v = format[at[0]:at[2]-1] + format[at[3]+1:at[1]]
		}
		if next >= len(words) {
			b.WriteString("%!" + v)
			continue
		}
		word := fmt.Sprintf(v, words[next])
		_, elides := words[next].(spoken)
		elides = elides && vowel.MatchString(word)
		next++
		contracted := b.String()
		for _, c := range contractions {
			if strings.HasSuffix(before, c.before) && strings.HasPrefix(word, c.article) &&
				(len(before) == len(c.before) || strings.HasSuffix(before, " "+c.before) || strings.HasSuffix(before, "\u00a0"+c.before)) {
				b.Reset()
				b.WriteString(strings.TrimSuffix(contracted, c.before) + c.by)
				word = strings.TrimPrefix(word, c.article)
				elides = false
				break
			}
		}
		if elides && strings.HasSuffix(before, "de ") && (len(before) == 3 || !letter.MatchString(before[:len(before)-3])) {
			b.Reset()
			b.WriteString(strings.TrimSuffix(contracted, "e ") + "’")
		}
		b.WriteString(word)
	}
	b.WriteString(format[end:])
	return b.String()
}

var (
	vowel  = regexp.MustCompile(`^[aeiouyAEIOUYàâéèêëîïôûùœæÀÂÉÈÊËÎÏÔÛÙŒÆ]`)
	letter = regexp.MustCompile(`\pL$`)
)

var contractions = []struct{ before, article, by string }{
	{"de ", "le ", "du "}, {"de ", "les ", "des "}, {"à ", "le ", "au "}, {"à ", "les ", "aux "},
}

// decimal is a number that is printed with a decimal comma.
type decimal float64

// Format implements fmt.Formatter.
func (d decimal) Format(f fmt.State, verb rune) {
	fmt.Fprint(f, strings.Replace(fmt.Sprintf(fmt.FormatString(f, verb), float64(d)), ".", ",", 1))
}

// grouped is a count in digits: in French by threes, with a no-break space between them.
func grouped(n int, lang string) string {
	s := strconv.Itoa(n)
	if lang == "fr" && n >= 0 {
		for i := len(s) - 3; i > 0; i -= 3 {
			s = s[:i] + "\u00a0" + s[i:]
		}
	}
	return s
}
