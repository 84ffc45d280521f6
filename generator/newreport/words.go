package newreport

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/generator/catalogue"
	"rapporteur/generator/report"
)

// say returns a string of i18n/ in every published language. Where something
// is to be filled in it says that it is not there yet, so that nobody takes it
// for the text itself.
func (p Plan) say(key string, args ...any) report.Text {
	return p.each(func(l report.Lang) string { return in(l)(key, args...) })
}

// in returns the function that gives the strings of a language.
func in(l report.Lang) func(key string, args ...any) string { return catalogue.In(string(l)).Say }

// sessionName is the name of a session in a language, as the Secretariat writes it:
// "Fifty-eighth session". The catalogue has the words up to the ninety-ninth; later ones
// are written in figures, "100th session".
func sessionName(l report.Lang, n int) string {
	if words := strings.Split(in(l)("session-ordinals"), "|"); n <= len(words) {
		name := in(l)("session-in-words", "Words", words[n-1])
		first, size := utf8.DecodeRuneInString(name)
		return string(unicode.ToUpper(first)) + name[size:]
	}
	number := fmt.Sprint(n)
	if l == "en" {
		number = ordinal(n)
	}
	return in(l)("session-n", "N", number)
}

// ordinal writes 64 as 64th.
func ordinal(n int) string {
	end := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			end = "st"
		case 2:
			end = "nd"
		case 3:
			end = "rd"
		}
	}
	return fmt.Sprintf("%d%s", n, end)
}
