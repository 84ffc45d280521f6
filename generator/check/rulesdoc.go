package check

import (
	"fmt"
	"io"
	"rapporteur/generator/say"
	"strings"
)

func severity(e Entry) string {
	if e.Warns {
		return "warning"
	}
	return "error"
}

// sentence is the first sentence of a text.
func sentence(s string) string {
	first, _, cut := strings.Cut(s, ". ")
	if cut {
		first += "."
	}
	return first
}

// WriteList writes a line for each rule, by family, in a language.
func WriteList(w io.Writer, entries []Entry, lang string) error {
	var b strings.Builder
	family := ""
	for _, e := range entries {
		if e.Family != family {
			if family != "" {
				b.WriteByte('\n')
			}
			family = e.Family
			fmt.Fprintf(&b, "%s\n", say.F(family).In(lang))
		}
		fmt.Fprintf(&b, "  %-24s %-7s  %s\n", e.Name, say.F(severity(e)).In(lang), sentence(say.Raw(e.Doc).In(lang)))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteRule writes a rule with its example, in a language.
func WriteRule(w io.Writer, e Entry, lang string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s, %s)\n\n%s", e.Name, say.F(severity(e)).In(lang), say.F(e.Family).In(lang), wrap(say.Raw(e.Doc).In(lang), 78))
	if ex := e.Example; ex.File != "" {
		fmt.Fprintf(&b, "\n%s\n%s", say.F("wrong, in %s:", ex.File).In(lang), indent(ex.Bad))
		if ex.Good != "" {
			fmt.Fprintf(&b, "%s\n%s", say.F("right:").In(lang), indent(ex.Good))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func indent(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		b.WriteString(strings.TrimRight("  "+line, " \n") + "\n")
	}
	return b.String()
}

// wrap breaks a text into lines of at most width letters.
func wrap(s string, width int) string {
	var b strings.Builder
	n := 0
	for word := range strings.FieldsSeq(s) {
		length := len([]rune(word))
		switch {
		case n == 0:
		case n+1+length > width:
			b.WriteByte('\n')
			n = 0
		default:
			b.WriteByte(' ')
			n++
		}
		b.WriteString(word)
		n += length
	}
	b.WriteByte('\n')
	return b.String()
}

// WriteReference writes docs/rules.md.
func WriteReference(w io.Writer, entries []Entry) error {
	var b strings.Builder
	b.WriteString("# Rules\n\n" +
		"<!-- Generated from the rules and their test cases: go run ./generator explain --markdown >docs/rules.md -->\n\n" +
		"`rapporteur check` checks the data against these rules and names the rule in brackets after each message. " +
		"An error stops a merge; review warnings. " +
		"A problem that has to stay for a while is allowed by an entry in `data/waivers.toml`, with its reason and its last day.\n")
	family := ""
	for _, e := range entries {
		if e.Family != family {
			family = e.Family
			fmt.Fprintf(&b, "\n## %s%s\n", strings.ToUpper(family[:1]), family[1:])
		}
		fmt.Fprintf(&b, "\n### %s\n\n%s. %s\n", e.Name, strings.ToUpper(severity(e)[:1])+severity(e)[1:], escapeMarkdown(e.Doc))
		if ex := e.Example; ex.File != "" {
			fmt.Fprintf(&b, "\nWrong, in `%s`:\n\n%s", ex.File, fence(ex.Bad))
			if ex.Good != "" {
				fmt.Fprintf(&b, "\nRight:\n\n%s", fence(ex.Good))
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// escapeMarkdown escapes what Markdown would take for markup.
func escapeMarkdown(s string) string {
	return strings.NewReplacer("<", "&lt;", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`).Replace(s)
}

func fence(s string) string {
	return "```toml\n" + s + "```\n"
}
