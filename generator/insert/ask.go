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

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// WriteFields writes the help text of a kind in a language: its fields for a report in the
// given languages.
func (k Kind) WriteFields(w io.Writer, langs []report.Lang, lang string) error {
	fmt.Fprint(w, say.F("usage: rapporteur new %s [--FIELD VALUE]...\n\nAdds %s. The fields are, with * where one is required:\n\n", k.Name, say.F(k.Doc)).In(lang))
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

// back is the answer that goes back to the question before.
const back = "<"

// Ask asks on out for the values that words lacks, and adds the answers. An empty answer leaves one
// to be filled in later, unless the record has no place without it. A record is named by its
// id or by words of its name.
func (in *Files) Ask(ctx context.Context, answers io.Reader, out io.Writer, k Kind, words map[string]string) error {
	lines := bufio.NewScanner(answers)
	fmt.Fprintln(out, say.F("%s: %s. Enter alone leaves a value out, %s goes back to the question before.", k.Name, say.F(k.Doc), back).In(in.Lang))
	fields := k.Fields(in.Langs)
	var asked []int
	for i := 0; i < len(fields); i++ {
		f := fields[i]
		for words[f.Name] == "" && k.Asks(f) {
			if err := ctx.Err(); err != nil {
				return err
			}
			mark := ""
			if f.Required {
				mark = " *"
			}
			fmt.Fprintf(out, "%s%s%s: ", f.Name, note(f, in.Lang), mark)
			if !lines.Scan() {
				fmt.Fprintln(out)
				return lines.Err()
			}
			word := strings.TrimSpace(lines.Text())
			if word == back && len(asked) > 0 {
				i = asked[len(asked)-1]
				asked = asked[:len(asked)-1]
				f = fields[i]
				delete(words, f.Name)
				continue
			}
			if word == "" && k.placedBy(f) {
				fmt.Fprintln(out, say.F("%s is needed: without it the record has no place", f.Name).In(in.Lang))
				continue
			}
			if word == "" {
				asked = append(asked, i)
				break
			}
			if _, err := f.TOML(word); err != nil {
				fmt.Fprintln(out, say.ErrorIn(err, in.Lang))
				continue
			}
			named, err := in.named(k.targets(f), word)
			if err != nil {
				fmt.Fprintln(out, say.ErrorIn(err, in.Lang))
				continue
			}
			if named != word {
				fmt.Fprintln(out, "  "+named)
			}
			words[f.Name] = named
			asked = append(asked, i)
			in.Suggest(k, words)
		}
	}
	return nil
}

// placedBy reports whether a record of the kind has no place without a value of the field.
func (k Kind) placedBy(f Field) bool {
	return f.Name == k.year || f.Name == k.parent || slices.Contains(k.identity(), f.Name) && f.Required
}

// targets are the kinds of the one record that a field names; nil where it names none, or
// may name several.
func (k Kind) targets(f Field) []report.Kind {
	switch {
	case f.cites && f.Name == sourceFlag:
		return []report.Kind{report.KindSource}
	case f.typ.Kind() != reflect.String:
		return nil
	case f.Name == k.parent:
		if p := k.of.Info().Parent; p != report.KindParticipation {
			return []report.Kind{p}
		}
		return []report.Kind{report.KindInstrument}
	}
	return k.of.Targets(f.Name)
}

// named is the id of the record that is meant by a word: its id, or words of its name that
// no other has.
func (in *Files) named(kinds []report.Kind, word string) (string, error) {
	if len(kinds) != 1 || shared(kinds[0], word) != nil {
		return word, nil
	}
	kind := kinds[0]
	var ids, called []string
	for id, name := range in.names(kind) {
		if id == word {
			return word, nil
		}
		if words := strings.ToLower(word); strings.EqualFold(id, word) || strings.EqualFold(name, word) {
			return id, nil
		} else if strings.Contains(strings.ToLower(name), words) || strings.Contains(id, words) {
			ids, called = append(ids, id), append(called, fmt.Sprintf("%s (%s)", id, name))
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
	return "", say.Errorf("there is no %s %q; type its id or a part of its name", kind, word)
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

// Print writes the record with its place to out, and to messages what is left to fill in,
// in a language.
func (c *Change) Print(out, messages io.Writer, dry bool, lang string) error {
	verb := say.F("added")
	switch {
	case dry:
		verb = say.F("would be added")
	case c.New:
		verb = say.F("added in a new file")
	}
	if _, err := fmt.Fprintf(out, "%s:%d: %s\n\n%s", c.File, c.First, verb.In(lang), c.Text); err != nil {
		return err
	}
	if len(c.Left) > 0 {
		fmt.Fprintf(messages, "\n%s\n", say.F("left to fill in: %s", strings.Join(c.Left, ", ")).In(lang))
	}
	return nil
}
