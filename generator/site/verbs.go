package site

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/generator/report"
)

// verb is the operative verb of a request as the text of its paragraph has it in the
// language of the page, with a capital letter: "Demande instamment" where the text
// begins with it, "Demande" where it goes on with "et lui demande". Where the text
// does not have it, or is in another language, it is the word of the list.
//
// A verb may occur in several clauses of a paragraph. The requests stand in the order
// of the text, so a request is of the same clause as the one before it if that has
// the same verb, and else of the next clause with its verb.
func (b *editionWriter) verb(p *report.Paragraph, q *report.Request) string {
	fallback := b.w.Say("verb-" + string(q.Verb))
	clauses := b.clauses(b.parser.Plain(p.Text.In(b.lang)))
	at := -1
	for _, r := range p.Requests {
		if at < 0 || clauses[at].verb != r.Verb {
			next := at + 1
			for next < len(clauses) && clauses[next].verb != r.Verb {
				next++
			}
			if next == len(clauses) {
				if r == q {
					return fallback
				}
				continue
			}
			at = next
		}
		if r == q {
			return clauses[at].words
		}
	}
	return fallback
}

// clause is where a text says what the organ does.
type clause struct {
	verb  report.Verb
	words string // as in the text, with a capital letter
}

// clauses finds the operative verbs of a paragraph: at its head, and after a comma, a
// semicolon or "and", in any of the forms that i18n lists for each verb. Where two forms
// fit, the longer one does: "Demande instamment" is no "Demande".
func (b *editionWriter) clauses(text string) []clause {
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		// A letter whose capital takes up other bytes: positions would not agree.
		lower = text
	}
	var found []clause
	for i := 0; i < len(lower); {
		verb, length := b.operativeAt(lower, i)
		if length == 0 {
			_, size := utf8.DecodeRuneInString(lower[i:])
			i += size
			continue
		}
		words := text[i : i+length]
		first, size := utf8.DecodeRuneInString(words)
		found = append(found, clause{verb, string(unicode.ToUpper(first)) + words[size:]})
		i += length
	}
	return found
}

// operativeAt is the verb whose form stands in a text at a place where a clause may
// begin, and the length of the form; 0 where there is none.
func (b *editionWriter) operativeAt(lower string, at int) (verb report.Verb, length int) {
	if at > 0 && !b.opens(lower[:at]) {
		return "", 0
	}
	for _, v := range report.Verbs() {
		for form := range strings.SplitSeq(b.w.Say("verb-forms-"+string(v)), "|") {
			form = strings.ToLower(form)
			if len(form) > length && strings.HasPrefix(lower[at:], form) && ends(lower[at+len(form):], b.lang) {
				verb, length = v, len(form)
			}
		}
	}
	return verb, length
}

// opens reports whether a clause may begin after a text.
func (b *editionWriter) opens(before string) bool {
	for word := range strings.SplitSeq(b.w.Say("verb-after"), "|") {
		if strings.HasSuffix(before, word) {
			return true
		}
	}
	return false
}

// ends reports whether a word ends before the rest of a text. Chinese has no spaces.
func ends(rest string, lang report.Lang) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return lang == "zh" || rest == "" || !unicode.IsLetter(r)
}
