package say

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Reader is somebody who does not see the files of the report, but a form made of them.
type Reader struct {
	Lang string

	// Code says what stands between ‹ and › in a message in the words of the form; ok is
	// false where the form has none, and then the clause is left out.
	Code func(code string) (words string, ok bool)

	// Arg says an argument in the words of the form; ok is false for one that is printed
	// as for others.
	Arg func(arg any) (words string, ok bool)
}

// The marks around what only those need who work in files.
const opening, closing = "‹", "›"

var unmarked = strings.NewReplacer(opening, "", closing, "")

// Needed returns the message with what nobody can be told without: where the form has no
// words for something, it is printed as it is in the files.
func (r Reader) Needed(t Text) string {
	r = r.lenient()
	s, _ := r.text(t)
	return s
}

// Advice returns the clauses of the message that the reader can follow, perhaps none.
// Clauses are separated by semicolons.
func (r Reader) Advice(t Text) string {
	s, _ := r.text(t)
	return s
}

func (r Reader) lenient() Reader {
	code := r.Code
	r.Code = func(c string) (string, bool) {
		if words, ok := code(c); ok {
			return words, true
		}
		return c, true
	}
	return r
}

// text is a message for the reader; ok is false where something was left out and nothing
// is left.
func (r Reader) text(t Text) (s string, ok bool) {
	if t.IsZero() {
		return "", true
	}
	words, plain := make([]any, len(t.Args)), make([]any, len(t.Args)) // for the reader, and between marks
	var left []int                                                     // numbers of the arguments that cannot be said
	named := false
	for i, a := range t.Args {
		said, can := r.argument(a)
		if !can {
			left = append(left, i+1)
		}
		words[i], plain[i] = said, argument(a, r.Lang)
		if _, ok := a.(Text); ok {
			named = true
		}
	}
	var clauses []string
	all := strings.Split(numbered(t.form(cmp.Or(r.Lang, "en"))), ";")
	for _, clause := range all {
		if slices.ContainsFunc(left, func(n int) bool { return strings.Contains(clause, "["+strconv.Itoa(n)+"]") }) {
			continue
		}
		clause, can := r.coded(clause, plain, &words)
		if !can {
			continue
		}
		if join := joins[r.Lang]; join != nil && named {
			clause = join(clause, words)
		} else {
			clause = sprint(clause, words)
		}
		if r.Lang == "en" {
			clause = wrongArticle.ReplaceAllString(clause, "${1}n “$2")
		}
		clauses = append(clauses, clause)
	}
	s = strings.Join(clauses, ";")
	if len(clauses) < len(all) {
		s = strings.Trim(s, " \u00a0")
	}
	return s, s != ""
}

// wrongArticle finds an article before a quoted label that asks for another one than the key does.
var wrongArticle = regexp.MustCompile(`\b([Aa]) “([AEIOaeio])`)

// coded puts the words of the form in place of what is between marks, as further arguments.
func (r Reader) coded(clause string, plain []any, words *[]any) (string, bool) {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(clause, opening)
		b.WriteString(before)
		if !found {
			return b.String(), true
		}
		code, after, _ := strings.Cut(rest, closing)
		said, ok := r.Code(sprint(code, plain))
		if !ok {
			return "", false
		}
		*words = append(*words, said)
		fmt.Fprintf(&b, "%%[%d]s", len(*words))
		clause = after
	}
}

// numbered gives each verb of a format the number of its argument, so that a part of the
// format can be printed by itself.
func numbered(format string) string {
	next := 0
	return verb.ReplaceAllStringFunc(format, func(v string) string {
		if v == "%%" {
			return v
		}
		if i := strings.IndexByte(v, '['); i >= 0 {
			next, _ = strconv.Atoi(v[i+1 : strings.IndexByte(v, ']')])
			return v
		}
		next++
		last := len(v) - 1
		return v[:last] + "[" + strconv.Itoa(next) + "]" + v[last:]
	})
}

// sprint is like fmt.Sprintf, but a format with numbered verbs need not print every argument.
func sprint(format string, words []any) string {
	if !strings.Contains(strings.ReplaceAll(format, "%%", ""), "%") {
		words = nil
	}
	return fmt.Sprintf(format, words...)
}

// argument is an argument for the reader; ok is false where nothing of it can be said.
func (r Reader) argument(a any) (said any, ok bool) {
	if words, ok := r.Arg(a); ok {
		return wording(words), true
	}
	switch a := a.(type) {
	case Text:
		s, ok := r.text(a)
		return spoken(s), ok
	case *Error:
		s, ok := r.text(a.Text)
		return spoken(s), ok
	case List:
		var said []any
		for _, item := range a.Items {
			if words, ok := r.argument(item); ok {
				said = append(said, words)
			}
		}
		return List{said, a.Last, a.Between}.Say(r.Lang), true
	}
	return argument(a, r.Lang), true
}

// wording is printed as it is by every verb.
type wording string

// Format implements fmt.Formatter.
func (w wording) Format(f fmt.State, _ rune) { fmt.Fprint(f, string(w)) }
