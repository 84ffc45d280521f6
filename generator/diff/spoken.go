package diff

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/generator/catalogue"
	"rapporteur/generator/report"
)

// Speaking returns the changes as WriteText, WriteMarkdown and WriteHTML print them in a
// language of the interface; those of WriteJSON are in English for ever. Names of records,
// fields, classes and kinds of change are in it, and sentences where the program has
// them in it. Empty is English.
func (c *Changes) Speaking(lang string) *Changes {
	out := *c
	out.spoken = lang
	out.List = slices.Clone(c.List)
	for i := range out.List {
		out.List[i].spoken = lang
	}
	return &out
}

// english reports whether the words in the program itself are those of a language.
// Those of the others are in the catalogue.
func english(lang string) bool { return lang == "" || lang == "en" }

// in is the name of a class in a language.
func (c Class) in(lang string) string {
	if english(lang) {
		return string(c)
	}
	return lower(catalogue.In(lang).Say("class-" + string(c)))
}

// counted is a number of changes of a class: "20 figure", "chiffres 20".
func (c Class) counted(n int, lang string) string {
	if english(lang) {
		return fmt.Sprintf("%d %s", n, c)
	}
	return fmt.Sprintf("%s %d", c.in(lang), n)
}

// in is the name of a kind of change in a language.
func (k Kind) in(lang string) string {
	if english(lang) {
		return string(k)
	}
	return lower(catalogue.In(lang).Say("change-" + string(k)))
}

// colon and semicolon are those marks with their spaces.
func colon(lang string) string {
	if lang == "fr" {
		return "\u00a0: "
	}
	return ": "
}

func semicolon(lang string) string {
	if lang == "fr" {
		return "\u00a0; "
	}
	return "; "
}

// lower is a name within a sentence. An initialism stays as it is.
func lower(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if second, _ := utf8.DecodeRuneInString(s[n:]); unicode.IsUpper(second) {
		return s
	}
	return string(unicode.ToLower(first)) + s[n:]
}

// mark is what separates groups of digits and decimals.
type mark struct{ group, decimal string }

// marks are those of languages that have others than English.
var marks = map[report.Lang]mark{"fr": {"\u202f", ","}, "ru": {"\u00a0", ","}, "es": {".", ","}}

// number is a number with the marks of a language.
func number(n report.Number, lang string) string { return marked(grouped(n), lang) }

// marked is a number in digits, as English has it, with the marks of a language.
func marked(s, lang string) string {
	if m, ok := marks[report.Lang(lang)]; ok {
		return strings.NewReplacer(",", m.group, ".", m.decimal).Replace(s)
	}
	return s
}
