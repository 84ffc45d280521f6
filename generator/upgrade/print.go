package upgrade

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"rapporteur/generator/problem"
)

// Print writes what becomes of each file and what conflicts. With whole it also writes
// how each file changes, line by line.
func (p *Plan) Print(w io.Writer, whole bool) error {
	var b strings.Builder
	fmt.Fprintf(&b, "from %s to %s\n", p.OldName, p.NewName)
	switch {
	case p.OldSchema != p.NewSchema:
		fmt.Fprintf(&b, "the newest schema is %d, and was %d; the report stays in schema %d, which means what it meant\n", p.NewSchema, p.OldSchema, p.ReportSchema)
	default:
		fmt.Fprintf(&b, "the newest schema is still %d\n", p.NewSchema)
	}
	if len(p.News) > 0 {
		fmt.Fprintf(&b, "\nnew in the program:\n%s\n", strings.Join(p.News, "\n"))
	}
	b.WriteString("\nfiles:\n")
	for _, c := range p.Files {
		fmt.Fprintf(&b, "  %-9s%s", c.Kind, c.Name)
		if c.Why != "" {
			fmt.Fprintf(&b, " (%s)", c.Why)
		}
		b.WriteString("\n")
	}
	if len(p.Strings) > 0 {
		b.WriteString("\nstrings that the report replaces and that changed in the program:\n")
	}
	for _, s := range p.Strings {
		fmt.Fprintf(&b, "  %s: %s: “%s” → “%s”\n", s.File, s.Key, s.Old, s.New)
	}
	for _, c := range p.Written() {
		switch {
		case whole:
			fmt.Fprintf(&b, "\n%s", udiff.Unified("a/"+c.Name, "b/"+c.Name, string(c.Before), string(c.After)))
		case c.Kind == Conflict:
			fmt.Fprintf(&b, "\n%s contradicts itself in %s:\n%s", c.Name, problem.Plural(c.Conflicts, "place"), conflicting(string(c.After)))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// conflicting are the places of a merged file between conflict markers.
func conflicting(text string) string {
	var b strings.Builder
	inside := false
	for line := range strings.Lines(text) {
		inside = inside || strings.HasPrefix(line, "<<<<<<< ")
		if inside {
			b.WriteString(line)
		}
		if strings.HasPrefix(line, ">>>>>>> ") {
			inside = false
		}
	}
	return b.String()
}

// shownPassages is how many passages a redline prints.
const shownPassages = 100

// Print writes which pages differ and the passages that do, as far as shownPassages.
func (r *Redline) Print(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "\nwhat readers see of the newest edition and the draft: %d of %s with other words\n", r.Changed, problem.Plural(r.Pages, "page"))
	list := func(what string, names []string) {
		if len(names) > 0 {
			fmt.Fprintf(&b, "  %s: %s\n", what, first(names, 10))
		}
	}
	list("new pages", r.Added)
	list("pages that are gone", r.Removed)
	list("files besides pages that differ", r.Other)
	for i, p := range r.Passages {
		if i == shownPassages {
			fmt.Fprintf(&b, "  and %s; build the site with each version to see them\n", problem.Plural(len(r.Passages)-i, "more passage"))
			break
		}
		if i == 0 || !slices.Equal(p.Pages, r.Passages[i-1].Pages) {
			fmt.Fprintf(&b, "  %s\n", first(p.Pages, 3))
		}
		b.WriteString("    ")
		if p.Before != "" {
			fmt.Fprintf(&b, "… %s ", p.Before)
		}
		if p.Old != "" {
			fmt.Fprintf(&b, "[-%s-]", p.Old)
		}
		if p.New != "" {
			fmt.Fprintf(&b, "{+%s+}", p.New)
		}
		if p.After != "" {
			fmt.Fprintf(&b, " %s …", p.After)
		}
		b.WriteString("\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// first are the first of some names in a line, with the number of the others.
func first(names []string, most int) string {
	if len(names) <= most+1 {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}
