// Package say holds messages as values: an English sentence with its arguments, which
// becomes a string only where it is printed, in the language of the reader. The other
// languages are files in i18n/messages, whose keys are the English sentences.
package say

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Text is a message. The zero value is no message.
type Text struct {
	Format string // in English, with the verbs of package fmt; its key in i18n/messages
	Args   []any
}

// F makes a message from an English format and its arguments. What is to be printed in
// the language of the reader is an argument of type Text, Count, List or Speaker. Other
// arguments are printed as fmt prints them. What only those need who work in files is
// between ‹ and ›, which are not printed: a key, a key with its value, a file, a command.
func F(format string, args ...any) Text { return Text{format, args} }

// Plain is a message that is the same in every language: an id, a value, TOML. A percent
// sign has no special meaning.
func Plain(s string) Text {
	if s == "" {
		return Text{}
	}
	return Text{"%s", []any{s}}
}

// Raw is an English message of a library. It is translated if a catalogue has it.
func Raw(s string) Text { return Text{Format: strings.ReplaceAll(s, "%", "%%")} }

// Speaker is an argument with words of its own in each language, such as the title of a
// record.
type Speaker interface {
	Say(lang string) string
}

// Count is a number with its noun: 1 commit, 2 commits.
type Count struct {
	N    int
	Noun string // in English, singular; the plural has an s
}

// N is a number with its English noun in the singular.
func N(n int, noun string) Count { return Count{n, noun} }

// List is a list of arguments in one sentence: "a, b and c".
type List struct {
	Items   []any
	Last    string // what joins the last two, in English: "and", "or"; as the others if empty
	Between string // what joins the others, in English: "; ", " or "; a comma if empty
}

// Words makes a list of words that are the same in every language.
func Words[S ~string](words []S, last string) List {
	l := List{Last: last}
	for _, w := range words {
		l.Items = append(l.Items, w)
	}
	return l
}

// IsZero reports whether there is no message.
func (t Text) IsZero() bool { return t.Format == "" }

// String returns the message in English.
func (t Text) String() string { return t.In("en") }

// MarshalText returns the message in English, as files for programs have it.
func (t Text) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// Equal reports whether two messages say the same.
func (t Text) Equal(u Text) bool {
	if t.Format == u.Format && len(t.Args) == 0 && len(u.Args) == 0 {
		return true
	}
	return t.String() == u.String()
}

// Replace returns the message with a part of its words and of its arguments replaced.
func (t Text) Replace(old, new string) Text {
	t.Format = strings.ReplaceAll(t.Format, old, new)
	t.Args = slices.Clone(t.Args)
	for i, a := range t.Args {
		switch a := a.(type) {
		case Text:
			t.Args[i] = a.Replace(old, new)
		case string:
			t.Args[i] = strings.ReplaceAll(a, old, new)
		}
	}
	return t
}

// Or returns the first message that is not zero.
func Or(texts ...Text) Text {
	for _, t := range texts {
		if !t.IsZero() {
			return t
		}
	}
	return Text{}
}

// In returns the message in a language, in English where there is none in it and where lang
// is empty.
func (t Text) In(lang string) string {
	if t.IsZero() {
		return ""
	}
	lang = cmp.Or(lang, "en")
	return printed(unmarked.Replace(t.form(lang)), t.Args, lang)
}

// form is the format of the message in a language.
func (t Text) form(lang string) string {
	if c := catalogue(lang); c != nil {
		return c.form(t.Format, number(t.Args))
	}
	return t.Format
}

// number selects the plural form of a message: its first argument that is a whole
// number or a Count; -1 if there is none.
func number(args []any) int {
	for _, a := range args {
		switch a := a.(type) {
		case int:
			return a
		case Count:
			return a.N
		}
	}
	return -1
}

// printed puts arguments into a format of the language.
func printed(format string, args []any, lang string) string {
	words := make([]any, len(args))
	named := false
	for i, a := range args {
		words[i] = argument(a, lang)
		if t, ok := a.(Text); ok {
			words[i], named = spoken(t.In(lang)), true
		}
	}
	if join := joins[lang]; join != nil && named {
		return join(format, words)
	}
	return fmt.Sprintf(format, words...)
}

// spoken is an argument that is words of the language, and no id, key or name of a file.
type spoken string

// argument is an argument in a language.
func argument(a any, lang string) any {
	switch a := a.(type) {
	case Text:
		return a.In(lang)
	case Speaker:
		return a.Say(lang)
	case error:
		return ErrorIn(a, lang)
	case float64:
		if lang == "fr" {
			return decimal(a)
		}
	}
	return a
}

// Say returns the number with its noun.
func (c Count) Say(lang string) string {
	if catalogue := catalogue(lang); catalogue != nil {
		if noun, ok := catalogue.lookup(c.Noun, c.N); ok {
			return grouped(c.N, lang) + " " + noun
		}
	}
	if c.N == 1 {
		return "1 " + c.Noun
	}
	return fmt.Sprintf("%d %ss", c.N, c.Noun)
}

// Say returns the items with a comma between them.
func (l List) Say(lang string) string {
	var b strings.Builder
	for i, item := range l.Items {
		switch {
		case i == 0:
		case i == len(l.Items)-1 && l.Last != "":
			b.WriteString(" " + F(l.Last).In(lang) + " ")
		default:
			b.WriteString(F(cmp.Or(l.Between, ", ")).In(lang))
		}
		fmt.Fprint(&b, argument(item, lang))
	}
	return b.String()
}
