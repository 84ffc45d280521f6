// Package operative finds the operative verbs in the text of a resolution, in the six
// languages of the United Nations: "Demande instamment", "Notes with concern". The
// forms of verbs and qualifiers are in i18n.
package operative

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"rapporteur/generator/catalogue"
	"rapporteur/generator/report"
)

// Clause is a place where a text says what the organ does.
type Clause struct {
	Verbs      []report.Verb          // that have this form in the language; one form may be that of several
	Qualifiers []report.VerbQualifier // that go with it
	Words      string                 // the verb with its qualifiers as in the text
	At         int                    // offset of Words in the text, in bytes
}

// words holds the forms of a language, in lower case.
type words struct {
	lang    report.Lang
	verbs   []form // longest first
	before  []form // qualifiers before the verb, with the space
	after   []form // qualifiers after the verb, with the space
	openers []string
}

// form is a form of a verb or of a qualifier.
type form struct {
	text string
	of   string
}

var byLang = func() map[report.Lang]func() *words {
	all := make(map[report.Lang]func() *words)
	for _, l := range report.Langs {
		all[l] = sync.OnceValue(func() *words { return read(l) })
	}
	return all
}()

func read(lang report.Lang) *words {
	say := catalogue.In(string(lang)).Say
	w := &words{lang: lang, openers: strings.Split(say("verb-after"), "|")}
	for _, v := range report.Verbs() {
		for text := range strings.SplitSeq(say("verb-"+string(v)), "|") {
			w.verbs = append(w.verbs, form{strings.ToLower(text), string(v)})
		}
	}
	for _, q := range report.VerbQualifiers() {
		for pattern := range strings.SplitSeq(say("qualifier-"+string(q)), "|") {
			before, after, _ := strings.Cut(strings.ToLower(pattern), "…")
			if before != "" {
				w.before = append(w.before, form{before, string(q)})
			} else {
				w.after = append(w.after, form{after, string(q)})
			}
		}
	}
	for _, list := range [][]form{w.verbs, w.before, w.after} {
		slices.SortStableFunc(list, func(a, b form) int { return len(b.text) - len(a.text) })
	}
	return w
}

// Clauses finds the operative verbs of a paragraph in plain text: at its beginning,
// and after a comma, a semicolon or "and". The longest matching form is used: "Demande
// instamment" is not "Demande". It returns nil for a language that is not one of the
// six.
func Clauses(lang report.Lang, text string) []Clause {
	if byLang[lang] == nil {
		return nil
	}
	w := byLang[lang]()
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		// A letter whose capital takes up other bytes: positions would not agree.
		lower = text
	}
	var found []Clause
	for i := 0; i < len(lower); {
		c, length := w.at(lower, i)
		if length == 0 {
			_, size := utf8.DecodeRuneInString(lower[i:])
			i += size
			continue
		}
		c.At, c.Words = i, text[i:i+length]
		found = append(found, c)
		i += length
	}
	return found
}

// at returns the clause whose verb is at an offset where a clause may begin, and the
// length of its words, 0 if there is none.
func (w *words) at(lower string, at int) (c Clause, length int) {
	if at > 0 && !slices.ContainsFunc(w.openers, func(o string) bool { return strings.HasSuffix(lower[:at], o) }) {
		return c, 0
	}
	// A qualifier may look like a verb, and a verb like one with a qualifier, so
	// that the reading with the most words is taken.
	var qualifiers []report.VerbQualifier
	for rest := lower[at:]; ; {
		if verbs, n := w.verb(rest); n > 0 {
			end := len(lower) - at - len(rest) + n
			after, n := w.follow(lower[at+end:])
			if end+n > length {
				c, length = Clause{Verbs: verbs, Qualifiers: slices.Concat(qualifiers, after)}, end+n
			}
		}
		i := slices.IndexFunc(w.before, func(q form) bool { return strings.HasPrefix(rest, q.text) })
		if i < 0 {
			return c, length
		}
		qualifiers = append(qualifiers, report.VerbQualifier(w.before[i].of))
		rest = rest[len(w.before[i].text):]
	}
}

// verb returns the verbs with the longest form that begins a text, and the length of
// the form.
func (w *words) verb(rest string) (verbs []report.Verb, length int) {
	for _, v := range w.verbs {
		if length > 0 && len(v.text) < length {
			break
		}
		if strings.HasPrefix(rest, v.text) && w.ends(rest[len(v.text):]) {
			length = len(v.text)
			verbs = append(verbs, report.Verb(v.of))
		}
	}
	return verbs, length
}

// follow returns the qualifiers at the beginning of the text after a verb, and their
// total length.
func (w *words) follow(rest string) (qualifiers []report.VerbQualifier, length int) {
	all := rest
	for {
		i := slices.IndexFunc(w.after, func(q form) bool { return strings.HasPrefix(rest, q.text) && w.ends(rest[len(q.text):]) })
		if i < 0 {
			return qualifiers, len(all) - len(rest)
		}
		qualifiers = append(qualifiers, report.VerbQualifier(w.after[i].of))
		rest = rest[len(w.after[i].text):]
	}
}

// ends reports whether a word ends before the rest of a text. Chinese has no spaces.
func (w *words) ends(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return w.lang == "zh" || rest == "" || !unicode.IsLetter(r)
}

// Named returns the words for a verb and its qualifiers without a text to take them
// from: "Strongly urges". They are empty for report.NoVerb.
func Named(lang report.Lang, verb report.Verb, qualifiers []report.VerbQualifier) string {
	if verb == report.NoVerb || verb == "" {
		return ""
	}
	say := catalogue.In(string(lang)).Say
	words, _, _ := strings.Cut(say("verb-"+string(verb)), "|")
	for _, q := range slices.Backward(qualifiers) {
		pattern, _, _ := strings.Cut(say("qualifier-"+string(q)), "|")
		if strings.HasSuffix(pattern, "…") {
			words = lowerFirst(words)
		}
		words = strings.Replace(pattern, "…", words, 1)
	}
	return upperFirst(words)
}

// OfRequest returns the words of the verb of a request, with a capital letter: those
// in verb_printed, else those in the text of its paragraph, else those of the list.
// text is the text without marks.
//
// A verb may occur in several clauses of a paragraph. Requests are in the order of the
// text, so a request belongs to the same clause as the previous one if that has the
// same verb, otherwise to the next clause with its verb.
func OfRequest(lang report.Lang, text string, p *report.Paragraph, q *report.Request) string {
	if printed := q.VerbPrinted.In(lang); printed != "" {
		return upperFirst(printed)
	}
	clauses := Clauses(lang, text)
	at := -1
	for _, r := range p.Requests {
		if at < 0 || !slices.Contains(clauses[at].Verbs, r.Verb) {
			next := at + 1
			for next < len(clauses) && !slices.Contains(clauses[next].Verbs, r.Verb) {
				next++
			}
			if next == len(clauses) {
				if r == q {
					break
				}
				continue
			}
			at = next
		}
		if r == q {
			return upperFirst(clauses[at].Words)
		}
	}
	return Named(lang, q.Verb, q.Qualifiers)
}

// OfParagraph returns the words of the verb of a paragraph that has no request.
func OfParagraph(lang report.Lang, text string, p *report.Paragraph) string {
	if printed := p.VerbPrinted.In(lang); printed != "" {
		return upperFirst(printed)
	}
	for _, c := range Clauses(lang, text) {
		if slices.Contains(c.Verbs, p.Verb) {
			return upperFirst(c.Words)
		}
	}
	return Named(lang, p.Verb, p.Qualifiers)
}

// QualifierName returns the words of a qualifier alone: "strongly".
func QualifierName(lang report.Lang, q report.VerbQualifier) string {
	pattern, _, _ := strings.Cut(catalogue.In(string(lang)).Say("qualifier-"+string(q)), "|")
	return strings.TrimSpace(strings.Replace(pattern, "…", "", 1))
}

func upperFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

func lowerFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[size:]
}
