package diff

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/generator/report"
)

// recordClass is the class of a record that was added or removed.
func recordClass(kind report.Kind) Class { return Class(kind.Info().Class) }

// class is that of a change of a field.
func (c *comparer) class(ch *Change) Class {
	top, _, _ := strings.Cut(ch.Field, ".")
	top, _, _ = strings.Cut(top, "[")
	if ch.Kind == Moved || ch.Kind == Reordered || ch.Kind == Renumbered {
		return Metadata
	}
	record := recordClass(ch.Ref.Kind)
	if record == Metadata && top != "cites" {
		return Metadata
	}
	if len(ch.Texts) > 0 && ch.From.IsZero() && ch.To.IsZero() {
		if class := c.textClass(ch.Texts); class != Substance {
			return class
		}
	}
	switch top {
	case "cites", "link", "seen_at", "access", "locator":
		return Source
	case "original", "inferred", "carried":
		return Metadata
	case "count":
		if ch.Kind == Changed && sameBut("cites", ch.From.Leaves, ch.To.Leaves) {
			return Source
		}
		return Figure
	case "quantity", "amount", "participants", "states_count":
		return Figure
	case "cells":
		for _, l := range slices.Concat(ch.From.Leaves, ch.To.Leaves) {
			if l.Form == report.FormNumber {
				return Figure
			}
		}
	case "status":
		if ch.Ref.Kind == report.KindRequest {
			return Status
		}
	}
	if record == Source {
		return Source
	}
	return Substance
}

// sameBut reports whether two values of a table differ in nothing but one field of it.
func sameBut(field string, a, b []report.Leaf) bool {
	rest := func(leaves []report.Leaf) []report.Leaf {
		return slices.DeleteFunc(slices.Clone(leaves), func(l report.Leaf) bool {
			return l.Path == field || strings.HasPrefix(l.Path, field+".") || strings.HasPrefix(l.Path, field+"[")
		})
	}
	return slices.EqualFunc(rest(a), rest(b), func(x, y report.Leaf) bool {
		return x.Path == y.Path && fmt.Sprint(x.Value) == fmt.Sprint(y.Value)
	})
}

// textClass is Editorial where all languages differ in nothing but what cannot
// change what is said, Source where references to sources and addresses of links
// differ too, Metadata where only the order of paragraphs or sentences does, else
// Substance.
func (c *comparer) textClass(texts []TextChange) Class {
	var class Class
	for _, t := range texts {
		if one := t.Class(); class == "" || one.Graver(class) {
			class = one
		}
	}
	return class
}

// Class is what the text of one language alone would make of a change: Substance,
// Source, Editorial or Metadata.
func (t TextChange) Class() Class {
	switch {
	case t.From == "" || t.To == "":
		return Substance
	case t.Reordered:
		return Metadata
	}
	return wordsClass(t.Lang, t.Words)
}

// Graver reports whether a class comes before another among all of them.
func (c Class) Graver(than Class) bool {
	return slices.Index(Classes(), c) < slices.Index(Classes(), than)
}

// wordsClass is the class of a text of which the order is not all that changed.
func wordsClass(lang report.Lang, words []Segment) Class {
	class := Editorial
	for _, p := range Passages(words) {
		if p.Move > 0 {
			return Substance
		}
		for _, h := range hunks(p.Segments) {
			switch hunkClass(lang, p.Segments, h) {
			case Substance:
				return Substance
			case Source:
				class = Source
			}
		}
	}
	return class
}

// changedText is what one side of a hunk says.
type changedText struct {
	text       strings.Builder // without references
	references []string        // to what is not a source
	sources    []string        // references to sources, and addresses of links
	numbers    string          // of items of lists
	gap        bool            // there is white space or a break
}

// hunkClass is Editorial, Source or Substance.
func hunkClass(lang report.Lang, segments []Segment, h extent) Class {
	var sides [2]changedText
	for _, s := range segments[h.from:h.to] {
		t := &sides[sideOf(s)]
		switch {
		case s.Break:
			t.numbers += strings.TrimFunc(s.Text, func(r rune) bool { return !unicode.IsDigit(r) })
			t.text.WriteByte(' ')
			t.gap = true
			continue
		case s.Reference && strings.HasPrefix(s.Text, "[source:"):
			t.sources = append(t.sources, s.Text)
			continue
		case s.Reference:
			t.references = append(t.references, s.Text)
			t.text.WriteByte('\x00') // where it is among the words
			continue
		case s.Link != "" && strings.TrimSpace(s.Text) != "":
			if n := len(t.sources); n == 0 || t.sources[n-1] != s.Link {
				t.sources = append(t.sources, s.Link)
			}
		}
		t.gap = t.gap || strings.ContainsFunc(s.Text, unicode.IsSpace)
		t.text.WriteString(s.Text)
	}
	x, y := &sides[0], &sides[1]
	wx, wy := wordsIn(x.text.String()), wordsIn(y.text.String())
	if x.numbers != y.numbers || !slices.Equal(x.references, y.references) ||
		!slices.EqualFunc(wx, wy, func(a, b string) bool { return sameWord(lang, a, b) }) {
		return Substance
	}
	if len(wx) == 0 && x.gap != y.gap && inside(segments, h) {
		return Substance // a word fell into two, or two became one
	}
	if !slices.Equal(x.sources, y.sources) {
		return Source
	}
	return Editorial
}

// wordsIn are the words of a text. What can be seen of none is left out.
func wordsIn(s string) []string {
	sc := newScanner(len(s))
	sc.scan(s)
	var out []string
	for _, w := range sc.words {
		if typographic(w.text) != "" {
			out = append(out, w.text)
		}
	}
	return out
}

// inside reports whether there is a letter or a digit on both sides of a hunk.
func inside(segments []Segment, h extent) bool {
	if h.from == 0 || h.to == len(segments) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(segments[h.from-1].Text)
	after, _ := utf8.DecodeRuneInString(segments[h.to].Text)
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	return word(before) && word(after)
}

// reordered reports whether paragraphs or sentences came into another order and
// nothing else happened: all words that moved are as they were, and there are the
// same breaks.
func reordered(words []Segment) bool {
	moved := false
	var breaks [2][]string
	for _, s := range words {
		if s.Op == Equal {
			continue
		}
		moved = moved || s.Move > 0
		switch {
		case s.Break:
			breaks[sideOf(s)] = append(breaks[sideOf(s)], strings.Trim(s.Text, "\n"))
		case s.Move > 0 && !s.Kept, s.Move == 0 && s.Text != " ":
			return false
		}
	}
	for _, b := range breaks {
		slices.Sort(b)
	}
	return moved && slices.Equal(breaks[0], breaks[1])
}
