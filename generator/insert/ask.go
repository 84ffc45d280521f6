package insert

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"
	"reflect"
	"slices"
	"strings"

	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// WriteFields writes the help text of a kind in a language: its fields for a report in the
// given languages.
func (k Kind) WriteFields(w io.Writer, langs []report.Lang, lang string) error {
	fmt.Fprint(w, say.F("usage: rapporteur new %s [--FIELD VALUE]...\n\nAdds %s. The fields are, with * where one is required:\n\n", k.Name, k.Described()).In(lang))
	for _, f := range k.Fields(langs) {
		if k.Settles(f) {
			continue
		}
		mark := " "
		if f.Required {
			mark = "*"
		}
		fmt.Fprintf(w, "%s --%s%s\n", mark, f.Name, note(f, lang))
	}
	_, err := io.WriteString(w, "\n"+say.F("Texts may be given in the other official languages, too.").In(lang)+"\n")
	return err
}

// note says in brackets how the word for a field is written.
func note(f Field, lang string) string {
	if hint := f.hint(); !hint.IsZero() {
		return "  (" + hint.In(lang) + ")"
	}
	return ""
}

// Described says what the kind is: "a cited document".
func (k Kind) Described() say.Text { return say.F(k.Doc) }

// back is the answer that goes back to the question before.
const back = "<"

// ErrStopped is returned by Ask where the writer, or the end of the answers, stopped it: nothing
// is to be written.
var ErrStopped = say.Errorf("nothing was written")

// session asks for the values of a record.
type session struct {
	*Files
	lines  *bufio.Scanner
	out    io.Writer
	kind   Kind
	words  map[string]string // what is known of the record, by field
	fields []Field
	asked  []int // indexes in fields of the questions that were answered
}

func (s *session) say(t say.Text) { fmt.Fprintln(s.out, t.In(s.Lang)) }

// answer prompts for a line, and returns ErrStopped at the end of the answers.
func (s *session) answer(ctx context.Context, prompt string) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	fmt.Fprint(s.out, prompt)
	if s.lines.Scan() {
		return strings.TrimSpace(s.lines.Text()), nil
	}
	fmt.Fprintln(s.out)
	if err := s.lines.Err(); err != nil {
		return "", err
	}
	return "", ErrStopped
}

// Ask asks on out for the values that words lacks, and adds the answers. An empty answer leaves one
// to be filled in later, unless the record has no place without it. A record is named by its
// id or by words of its name. If it asked anything and the record is to be written, it then shows
// the record and asks whether to write it; shown says that it did.
func (in *Files) Ask(ctx context.Context, answers io.Reader, out io.Writer, k Kind, words map[string]string, write bool) (shown bool, err error) {
	s := &session{Files: in, lines: bufio.NewScanner(answers), out: out, kind: k, words: words, fields: k.Fields(in.Langs)}
	s.say(say.F("%s: %s. Enter alone leaves a value out, %s goes back to the question before.", k.Name, k.Described(), back))
	if err := s.questions(ctx, 0); err != nil || !write || len(s.asked) == 0 {
		return false, err
	}
	for {
		again, err := s.confirm(ctx)
		if err != nil || !again {
			return true, err
		}
		if err := s.questions(ctx, s.goBack()); err != nil {
			return true, err
		}
	}
}

// goBack forgets the last answer and returns the index of its question.
func (s *session) goBack() int {
	last := s.asked[len(s.asked)-1]
	s.asked = s.asked[:len(s.asked)-1]
	delete(s.words, s.fields[last].Name)
	return last
}

// questions asks for the values that are missing, from the field with an index on.
func (s *session) questions(ctx context.Context, from int) error {
	for i := from; i < len(s.fields); i++ {
		f := s.fields[i]
		for s.words[f.Name] == "" && s.kind.Asks(f) {
			mark := ""
			if f.Required {
				mark = " *"
			}
			word, err := s.answer(ctx, fmt.Sprintf("%s%s%s: ", f.Name, note(f, s.Lang), mark))
			if err != nil {
				return err
			}
			if word == back && len(s.asked) > 0 {
				i = s.goBack()
				f = s.fields[i]
				continue
			}
			if word == "" && s.kind.placedBy(f) {
				s.say(say.F("%s is needed: without it the record has no place", f.Name))
				continue
			}
			if word == "" {
				s.asked = append(s.asked, i)
				break
			}
			named, err := s.check(f, word)
			if err != nil {
				s.say(say.Of(err))
				continue
			}
			if named != word {
				fmt.Fprintln(s.out, "  "+named)
			}
			s.words[f.Name] = named
			s.asked = append(s.asked, i)
			s.Suggest(s.kind, s.words)
		}
	}
	return nil
}

// check returns the value that an answer means, or an error that says why it has none.
func (s *session) check(f Field, word string) (string, error) {
	if _, err := f.TOML(word); err != nil {
		return "", err
	}
	if err := s.listed(f, word); err != nil {
		return "", err
	}
	kinds, bare := s.kind.targets(f)
	if f.typ.Kind() != reflect.Slice {
		return s.named(kinds, bare, word)
	}
	var named []string
	for item := range strings.SplitSeq(word, ",") {
		if item = strings.TrimSpace(item); item == "" {
			continue
		}
		id, err := s.named(kinds, bare, item)
		if err != nil {
			return "", err
		}
		named = append(named, id)
	}
	return strings.Join(named, ", "), nil
}

// confirm shows the record as it will be in its file, and asks whether to write it. It returns
// whether the last answer is to be given again, or ErrStopped.
func (s *session) confirm(ctx context.Context) (again bool, err error) {
	changes, problems, err := s.Changes(s.kind, s.words)
	if err != nil {
		s.say(say.Of(err))
	}
	for _, c := range changes {
		fmt.Fprintln(s.out)
		if err := c.Print(s.out, s.out, true, false, s.Lang); err != nil {
			return false, err
		}
	}
	if err := (problem.Findings{Problems: problems, Lang: s.Lang}).WriteText(s.out, false); err != nil {
		return false, err
	}
	failed := err != nil || problem.Errors(problems) > 0
	prompt := say.F("write this? [Y/n], or %s for the question before: ", back)
	if failed {
		prompt = say.F("a record with errors is not written. %s goes back to the question before, Enter stops: ", back)
	}
	for {
		word, err := s.answer(ctx, "\n"+prompt.In(s.Lang))
		switch word = strings.ToLower(word); {
		case err != nil:
			return false, err
		case word == back:
			return true, nil
		case slices.Contains(no, word), word == "" && failed:
			return false, ErrStopped
		case !failed && (word == "" || slices.Contains(yes, word)):
			return false, nil
		}
	}
}

// The answers that agree and those that do not, in English and French.
var (
	yes = []string{"y", "yes", "o", "oui"}
	no  = []string{"n", "no", "non"}
)

// placedBy reports whether a record of the kind has no place without a value of the field.
func (k Kind) placedBy(f Field) bool {
	return f.Name == k.year || f.Name == k.parent || slices.Contains(k.identity(), f.Name) && f.Required
}

// targets are the kinds of the records that a field names, nil where it names none, and the
// one of them that an id without its kind is of.
func (k Kind) targets(f Field) (kinds []report.Kind, bare report.Kind) {
	switch {
	case f.cites && f.Name == sourceFlag:
		kinds = []report.Kind{report.KindSource}
	case f.Name == k.parent:
		kinds = []report.Kind{report.Kind(k.parent)}
	case f.typ == reflect.TypeFor[report.Breakdown]():
		return nil, "" // it names categories of dimensions, in a form of its own
	default:
		kinds = k.of.Targets(f.Name)
	}
	if f.typ == reflect.TypeFor[report.Ref]() || f.typ == reflect.TypeFor[[]report.Ref]() {
		return kinds, report.Bare(f.top)
	}
	if len(kinds) > 0 {
		bare = kinds[0]
	}
	return kinds, bare
}

// named is the id of the record that is meant by a word: its id, or words of its name that
// no other has. The id has its kind before it unless that is the bare one.
func (in *Files) named(kinds []report.Kind, bare report.Kind, word string) (string, error) {
	if len(kinds) == 0 {
		return word, nil
	}
	sought, words := kinds, word
	if kind, rest, typed := strings.Cut(word, ":"); typed && slices.Contains(kinds, report.Kind(strings.ToLower(kind))) {
		sought, words = []report.Kind{report.Kind(strings.ToLower(kind))}, strings.TrimSpace(rest)
	}
	var ids, called []string
	for _, kind := range sought {
		prefix := ""
		if kind != bare {
			prefix = string(kind) + ":"
		}
		if shared(kind, words) != nil { // it comes along with the record
			return prefix + words, nil
		}
		for id, name := range in.names(kind) {
			switch folded := strings.ToLower(words); {
			case id == words, strings.EqualFold(id, words), strings.EqualFold(name, words):
				return prefix + id, nil
			case strings.Contains(strings.ToLower(name), folded), strings.Contains(id, folded):
				ids, called = append(ids, prefix+id), append(called, fmt.Sprintf("%s%s (%s)", prefix, id, name))
			}
		}
	}
	slices.Sort(called)
	called = slices.Compact(called)
	slices.Sort(ids)
	ids = slices.Compact(ids)
	const most = 10
	switch {
	case len(ids) == 1:
		return ids[0], nil
	case len(ids) > most:
		return "", say.Errorf("%q may be one of %d; type more of its name", word, len(ids))
	case len(ids) > 1:
		return "", say.Errorf("%q may be one of: %s", word, strings.Join(called, "; "))
	}
	return "", say.Errorf("there is no %s %q; type its id or a part of its name", sought[0].Noun(), words)
}

// names are the ids of the records of a kind, each with every name that it has.
func (in *Files) names(kind report.Kind) iter.Seq2[string, string] {
	info := kind.Info()
	return func(yield func(id, name string) bool) {
		for i := range in.files {
			parts := []report.Part{in.files[i].root}
			if info.Key != "" {
				l, _ := in.files[i].root.Get(info.Key)
				parts = l.Parts
			} else if in.files[i].format.File != info.File {
				continue
			}
			for _, p := range parts {
				id := p.TextAt("id")
				if id == "" {
					continue
				}
				any := false
				for _, key := range []string{"name", "title", "short"} {
					texts, _ := p.Get(key)
					for _, t := range texts.Parts {
						any = true
						if !yield(id, t.Text) {
							return
						}
					}
				}
				if symbol := p.TextAt("symbol"); symbol != "" || !any {
					if !yield(id, symbol) {
						return
					}
				}
			}
		}
	}
}

// Print writes the place of the record to out, with the record itself unless it was shown before,
// and to messages what is left to fill in, in a language.
func (c *Change) Print(out, messages io.Writer, dry, shown bool, lang string) error {
	verb := say.F("added")
	switch {
	case dry:
		verb = say.F("would be added")
	case c.New:
		verb = say.F("added in a new file")
	}
	text := "\n" + c.Text
	if shown {
		text = ""
	}
	if _, err := fmt.Fprintf(out, "%s:%d: %s\n%s", c.File, c.First, verb.In(lang), text); err != nil {
		return err
	}
	if len(c.Left) > 0 && !shown {
		fmt.Fprintf(messages, "\n%s\n", say.F("left to fill in: %s", strings.Join(c.Left, ", ")).In(lang))
	}
	return nil
}
