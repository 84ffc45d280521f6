package insert

import (
	"bufio"
	"context"
	"fmt"
	"io"
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

// Ask asks on out for the values that words lacks, and adds the answers. An empty answer leaves one
// to be filled in later.
func (in *Files) Ask(ctx context.Context, answers io.Reader, out io.Writer, k Kind, words map[string]string) error {
	lines := bufio.NewScanner(answers)
	fmt.Fprintln(out, say.F("%s: %s. Enter alone leaves a value out.", k.Name, say.F(k.Doc)).In(in.Lang))
	for _, f := range k.Fields(in.Langs) {
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
			if word == "" {
				break
			}
			if _, err := f.TOML(word); err != nil {
				fmt.Fprintln(out, say.ErrorIn(err, in.Lang))
				continue
			}
			words[f.Name] = word
			in.Suggest(k, words)
		}
	}
	return nil
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
