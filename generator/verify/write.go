package verify

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"rapporteur/generator/say"
)

// shownChanges is how many changes of a part are printed as text.
const shownChanges = 5

// in is the word for the state.
func (s State) in() say.Text {
	switch s {
	case Verified:
		return say.F("verified")
	case Altered:
		return say.F("altered")
	case Missing:
		return say.F("missing")
	}
	return say.F("extra")
}

// WriteText writes what was found for a person, with the first changes of each part.
func (r *Result) WriteText(out io.Writer, lang string) error {
	line := func(indent string, says say.Text) error {
		_, err := fmt.Fprintf(out, "%s%s\n", indent, says.In(lang))
		return err
	}
	n := 0
	for _, wrong := range r.Wrong {
		line("", say.F("wrong: %s", wrong))
	}
	for _, p := range r.Parts {
		n += p.Files
		line("", say.F("%s: %s, %s", p.Name, p.State.in(), say.N(p.Files, "file")))
		slices.SortStableFunc(p.Wrong, func(a, b Change) int { return len(a.Path) - len(b.Path) })
		for _, c := range p.Wrong[:min(len(p.Wrong), shownChanges)] {
			if c.Path != "" {
				line("  ", say.F("%q %s: %s", c.Path, c.State.in(), c.What))
			} else {
				line("  ", c.What)
			}
		}
		if more := len(p.Wrong) - shownChanges; more > 0 {
			line("  ", say.F("and %d more, which --format json lists", more))
		}
	}
	for _, note := range r.Notes {
		line("", say.F("note: %s", note))
	}
	if r.Bad() {
		return line("", say.F("the site is not what the repository says"))
	}
	return line("", say.F("the site is what commit %.12s says: %s", r.Commit, say.N(n, "file")))
}

// WriteJSON writes all that was found.
func (r *Result) WriteJSON(out io.Writer) error {
	enc := json.NewEncoder(out)
	enc.SetIndent("", "  ")
	return enc.Encode(r)
}
