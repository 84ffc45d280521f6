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
	Infinitive bool                   // it is in a text in infinitives, as annexes and sub-paragraphs are: "To encourage …"
}

// words holds the forms of a language, in lower case.
type words struct {
	lang    report.Lang
	verbs   []form // longest first
	before  []form // qualifiers before the verb, with the space
	after   []form // qualifiers after the verb, with the space
	openers []string

	infinitives []form   // longest first
	markers     []string // what infinitives follow, with the space: "to "
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
		for text := range strings.SplitSeq(say("infinitive-"+string(v)), "|") {
			w.infinitives = append(w.infinitives, form{strings.ToLower(text), string(v)})
		}
	}
	for m := range strings.SplitSeq(say("infinitive-after"), "|") {
		w.markers = append(w.markers, m)
		if typed := strings.ReplaceAll(m, "’", "'"); typed != m {
			w.markers = append(w.markers, typed)
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
	for _, list := range [][]form{w.verbs, w.infinitives, w.before, w.after} {
		slices.SortStableFunc(list, func(a, b form) int { return len(b.text) - len(a.text) })
	}
	return w
}

// Clauses finds the operative verbs of a paragraph in plain text: at its beginning,
// and after a comma, a semicolon or "and". The longest matching form is used: "Demande
// instamment" is not "Demande". A text that begins with an infinitive, or with what goes
// before one ("to", « de »), is in infinitives throughout, as those of annexes and
// sub-paragraphs are; what goes before them is not among the words. In other texts an
// infinitive is something that the verb speaks of: "Requests States to consider". It
// returns nil for a language that is not one of the six.
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
	infinitive := w.standsInInfinitives(lower)
	var found []Clause
	for i := 0; i < len(lower); {
		c, length := w.at(lower, i, infinitive)
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

// standsInInfinitives reports whether a text begins with an infinitive, or with what goes
// before one, and not with a verb that says what the organ does.
func (w *words) standsInInfinitives(lower string) bool {
	if _, length := w.at(lower, 0, false); length > 0 {
		return false
	}
	_, length := w.at(lower, 0, true)
	return length > 0 || slices.ContainsFunc(w.markers, func(m string) bool { return strings.HasPrefix(lower, m) })
}

// opens reports whether a clause may begin at an offset: at the beginning of the text and
// after what may be before a clause; in infinitives also after their marker at such a place.
func (w *words) opens(lower string, at int, infinitive bool) bool {
	before := lower[:at]
	ends := func(o string) bool { return strings.HasSuffix(before, o) }
	if before == "" || slices.ContainsFunc(w.openers, ends) {
		return true
	}
	i := slices.IndexFunc(w.markers, ends)
	if !infinitive || i < 0 {
		return false
	}
	before = strings.TrimSuffix(before, w.markers[i])
	return before == "" || slices.ContainsFunc(w.openers, ends)
}

// at returns the clause whose verb is at an offset where a clause may begin, and the
// length of its words, 0 if there is none.
func (w *words) at(lower string, at int, infinitive bool) (c Clause, length int) {
	if !w.opens(lower, at, infinitive) {
		return c, 0
	}
	forms := w.verbs
	if infinitive {
		forms = w.infinitives
	}
	// A qualifier may look like a verb, and a verb like one with a qualifier, so
	// that the reading with the most words is taken.
	var qualifiers []report.VerbQualifier
	for rest := lower[at:]; ; {
		if verbs, n := w.verb(forms, rest); n > 0 {
			end := len(lower) - at - len(rest) + n
			after, n := w.follow(lower[at+end:])
			if end+n > length {
				c, length = Clause{Verbs: verbs, Qualifiers: slices.Concat(qualifiers, after), Infinitive: infinitive}, end+n
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

// verb returns the verbs with the longest of these forms that begins a text, and the
// length of the form.
func (w *words) verb(forms []form, rest string) (verbs []report.Verb, length int) {
	for _, v := range forms {
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
// in verb_printed, else those in the text that asks it, else those of the list. The text
// is that of its sub-paragraph, then of those that this one is in, from the inside out,
// then of the paragraph. plain returns a text of the resolution without marks.
//
// A verb may occur in several clauses of a text. Requests are in the order of the
// text, so a request belongs to the same clause as the previous one if that has the
// same verb, otherwise to the next clause with its verb.
func OfRequest(lang report.Lang, plain func(string) string, p *report.Paragraph, q *report.Request) string {
	if printed := q.VerbPrinted.In(lang); printed != "" {
		return upperFirst(printed)
	}
	for s := p.Subparagraph(q.Subparagraph); s != nil; s = p.Subparagraph(s.Within) {
		if words := wordsIn(Texts(lang, plain, s.Text, s.Closing), s.Requests(), q); words != "" {
			return words
		}
	}
	if words := wordsIn(Texts(lang, plain, p.Text, p.Closing), p.Requests, q); words != "" {
		return words
	}
	return Named(lang, q.Verb, q.Qualifiers)
}

// Texts are the clauses of texts, one after another.
func Texts(lang report.Lang, plain func(string) string, texts ...report.Text) []Clause {
	var all []Clause
	for _, t := range texts {
		all = append(all, Clauses(lang, plain(t.In(lang)))...)
	}
	return all
}

// wordsIn returns the words of the clause to which one of some requests belongs, empty
// if there is none.
func wordsIn(clauses []Clause, requests []*report.Request, q *report.Request) string {
	at := -1
	for _, r := range requests {
		if at < 0 || !slices.Contains(clauses[at].Verbs, r.Verb) {
			next := at + 1
			for next < len(clauses) && !slices.Contains(clauses[next].Verbs, r.Verb) {
				next++
			}
			if next == len(clauses) {
				if r == q {
					return ""
				}
				continue
			}
			at = next
		}
		if r == q {
			return upperFirst(clauses[at].Words)
		}
	}
	return ""
}

// OfParagraph returns the words of the verb of a paragraph that has no request; plain
// returns a text of the resolution without marks.
func OfParagraph(lang report.Lang, plain func(string) string, p *report.Paragraph) string {
	if printed := p.VerbPrinted.In(lang); printed != "" {
		return upperFirst(printed)
	}
	for _, c := range Texts(lang, plain, p.Text, p.Closing) {
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
