package upgrade

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"rapporteur/generator/say"
)

// Print writes what becomes of each file and what conflicts. With whole it also writes
// how each file changes, line by line.
func (p *Plan) Print(w io.Writer, whole bool, lang string) error {
	var b strings.Builder
	line := func(says say.Text) { fmt.Fprintln(&b, says.In(lang)) }
	line(say.F("from %s to %s", p.OldName, p.NewName))
	switch {
	case p.OldSchema != p.NewSchema:
		line(say.F("the newest schema is %d, and was %d; the report stays in schema %d, which means what it meant", p.NewSchema, p.OldSchema, p.ReportSchema))
	default:
		line(say.F("the newest schema is still %d", p.NewSchema))
	}
	if len(p.News) > 0 {
		line(say.F("\nnew in the program:\n%s", strings.Join(p.News, "\n")))
	}
	line(say.F("\nfiles:"))
	for _, c := range p.Files {
		fmt.Fprintf(&b, "  %-8s %s", c.Kind.in(lang), c.Name)
		if !c.Why.IsZero() {
			fmt.Fprintf(&b, " (%s)", c.Why.In(lang))
		}
		b.WriteString("\n")
	}
	if len(p.Strings) > 0 {
		line(say.F("\nstrings that the report replaces and that changed in the program:"))
	}
	for _, s := range p.Strings {
		fmt.Fprintf(&b, "  %s: %s: “%s” → “%s”\n", s.File, s.Key, s.Old, s.New)
	}
	for _, c := range p.Written() {
		switch {
		case whole:
			fmt.Fprintf(&b, "\n%s", udiff.Unified("a/"+c.Name, "b/"+c.Name, string(c.Before), string(c.After)))
		case c.Kind == Conflict:
			line(say.F("\n%s contradicts itself in %s:", c.Name, say.N(c.Conflicts, "place")))
			b.WriteString(conflicting(string(c.After)))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// in is the kind in a language.
func (k Kind) in(lang string) string {
	switch k {
	case Added:
		return say.F("added").In(lang)
	case Updated:
		return say.F("updated").In(lang)
	case Merged:
		return say.F("merged").In(lang)
	case Conflict:
		return say.F("conflict").In(lang)
	case Removed:
		return say.F("removed").In(lang)
	}
	return say.F("left").In(lang)
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
func (r *Redline) Print(w io.Writer, lang string) error {
	var b strings.Builder
	fmt.Fprintln(&b, say.F("\nwhat readers see of the newest edition and the draft: %d of %s with other words", r.Changed, say.N(r.Pages, "page")).In(lang))
	list := func(what say.Text, names []string) {
		if len(names) > 0 {
			fmt.Fprintf(&b, "  %s\n", say.F("%s: %s", what, first(names, 10)).In(lang))
		}
	}
	list(say.F("new pages"), r.Added)
	list(say.F("pages that are gone"), r.Removed)
	list(say.F("files besides pages that differ"), r.Other)
	for i, p := range r.Passages {
		if i == shownPassages {
			fmt.Fprintf(&b, "  %s\n", say.F("and %s; build the site with each version to see them", say.N(len(r.Passages)-i, "more passage")).In(lang))
			break
		}
		if i == 0 || !slices.Equal(p.Pages, r.Passages[i-1].Pages) {
			fmt.Fprintf(&b, "  %s\n", first(p.Pages, 3).In(lang))
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
func first(names []string, most int) say.Text {
	if len(names) <= most+1 {
		return say.Plain(strings.Join(names, ", "))
	}
	return say.F("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}
