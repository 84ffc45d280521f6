package operative

import (
	"strings"
	"sync"
	"unicode"

	"rapporteur/generator/catalogue"
	"rapporteur/generator/report"
)

// opening holds the words with which preambular paragraphs begin in a language, in lower case.
type opening struct{ before, heads, after []string }

var openings = func() map[report.Lang]func() opening {
	all := make(map[report.Lang]func() opening)
	for _, l := range report.Langs {
		all[l] = sync.OnceValue(func() opening {
			list := func(key string) []string {
				return strings.Split(strings.ToLower(catalogue.In(string(l)).Say(key)), "|")
			}
			return opening{list("preambular-before"), list("preambular-opening"), list("preambular-after")}
		})
	}
	return all
}()

// Opening is the words at the head of a preambular paragraph that say how the organ sees what
// follows, as in the text: "Noting with appreciation", « Profondément préoccupée ». It is empty
// where the paragraph begins with others, and for a language that is not one of the six.
func Opening(lang report.Lang, text string) string {
	if openings[lang] == nil {
		return ""
	}
	o := openings[lang]()
	runes := []rune(text)
	lower := make([]rune, len(runes))
	for i, r := range runes {
		if lower[i] = unicode.ToLower(r); r == '\'' {
			lower[i] = '’'
		}
	}
	at := 0
	// take goes past the longest of some words that is next.
	take := func(words []string) bool {
		longest := 0
		for _, word := range words {
			w := []rune(word)
			end := at + len(w)
			if len(w) > longest && end <= len(lower) && string(lower[at:end]) == word && (end == len(lower) || !unicode.IsLetter(lower[end])) {
				longest = len(w)
			}
		}
		at += longest
		return longest > 0
	}
	space := func() bool {
		if at < len(lower) && lower[at] == ' ' {
			at++
			return true
		}
		return false
	}
	for take(o.before) && space() {
	}
	if !take(o.heads) {
		return ""
	}
	end := at
	for space() && take(o.after) {
		end = at
	}
	return string(runes[:end])
}
