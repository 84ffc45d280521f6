package verify

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"rapporteur/generator/problem"
)

// shownChanges is how many changes of a part are printed as text.
const shownChanges = 5

// WriteText writes what was found for a person, with the first changes of each part.
func (r *Result) WriteText(out io.Writer) error {
	n := 0
	for _, wrong := range r.Wrong {
		fmt.Fprintf(out, "wrong: %s\n", wrong)
	}
	for _, p := range r.Parts {
		n += p.Files
		fmt.Fprintf(out, "%s: %s, %s\n", p.Name, p.State, problem.Plural(p.Files, "file"))
		slices.SortStableFunc(p.Wrong, func(a, b Change) int { return len(a.Path) - len(b.Path) })
		for _, c := range p.Wrong[:min(len(p.Wrong), shownChanges)] {
			if c.Path != "" {
				fmt.Fprintf(out, "  %q %s: %s\n", c.Path, c.State, c.What)
			} else {
				fmt.Fprintf(out, "  %s\n", c.What)
			}
		}
		if more := len(p.Wrong) - shownChanges; more > 0 {
			fmt.Fprintf(out, "  and %d more, which --format json lists\n", more)
		}
	}
	for _, note := range r.Notes {
		fmt.Fprintf(out, "note: %s\n", note)
	}
	if r.Bad() {
		_, err := fmt.Fprintln(out, "the site is not what the repository says")
		return err
	}
	_, err := fmt.Fprintf(out, "the site is what commit %.12s says: %s\n", r.Commit, problem.Plural(n, "file"))
	return err
}

// WriteJSON writes all that was found.
func (r *Result) WriteJSON(out io.Writer) error {
	enc := json.NewEncoder(out)
	enc.SetIndent("", "  ")
	return enc.Encode(r)
}
