package insert

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"rapporteur/generator/report"
)

// WriteFields writes the help text of a kind: its fields for a report in the given
// languages.
func (k Kind) WriteFields(w io.Writer, langs []report.Lang) error {
	fmt.Fprintf(w, "usage: rapporteur new %s [--FIELD VALUE]...\n\nAdds %s. The fields are, with * where one is required:\n\n", k.Name, k.Doc)
	for _, f := range k.Fields(langs) {
		if k.Settles(f) {
			continue
		}
		mark := " "
		if f.Required {
			mark = "*"
		}
		fmt.Fprintf(w, "%s --%s%s\n", mark, f.Name, note(f))
	}
	_, err := io.WriteString(w, "\nTexts may be given in the other official languages, too.\n")
	return err
}

// note says in brackets how the word for a field is written.
func note(f Field) string {
	if hint := f.Hint(); hint != "" {
		return "  (" + hint + ")"
	}
	return ""
}

// Ask asks on out for the values that words lacks, and adds the answers. An empty answer leaves one
// to be filled in later.
func (in *Files) Ask(ctx context.Context, answers io.Reader, out io.Writer, k Kind, words map[string]string) error {
	lines := bufio.NewScanner(answers)
	fmt.Fprintf(out, "%s: %s. Enter alone leaves a value out.\n", k.Name, k.Doc)
	for _, f := range k.Fields(in.Langs) {
		for words[f.Name] == "" && k.Asks(f) {
			if err := ctx.Err(); err != nil {
				return err
			}
			mark := ""
			if f.Required {
				mark = " *"
			}
			fmt.Fprintf(out, "%s%s%s: ", f.Name, note(f), mark)
			if !lines.Scan() {
				fmt.Fprintln(out)
				return lines.Err()
			}
			word := strings.TrimSpace(lines.Text())
			if word == "" {
				break
			}
			if _, err := f.TOML(word); err != nil {
				fmt.Fprintln(out, err)
				continue
			}
			words[f.Name] = word
			in.Suggest(k, words)
		}
	}
	return nil
}

// Print writes the record with its place to out, and to messages what is left to fill in.
func (c *Change) Print(out, messages io.Writer, dry bool) error {
	verb := "added"
	switch {
	case dry:
		verb = "would be added"
	case c.New:
		verb = "added in a new file"
	}
	if _, err := fmt.Fprintf(out, "%s:%d: %s\n\n%s", c.File, c.First, verb, c.Text); err != nil {
		return err
	}
	if len(c.Left) > 0 {
		fmt.Fprintf(messages, "\nleft to fill in: %s\n", strings.Join(c.Left, ", "))
	}
	return nil
}
