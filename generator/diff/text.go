package diff

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"rapporteur/generator/say"
)

// WriteText writes changes for a person at a terminal: first the number of changes in
// each class, then each record with its changes. Deletions are in [-…-] and
// insertions in {+…+}; with colour they are red and green instead. Long unchanged
// passages are shortened.
func WriteText(w io.Writer, c *Changes, colour bool) error {
	t := &textWriter{lang: c.spoken, colour: colour}
	fmt.Fprintf(&t.b, "%s\n%s\n", t.paint("1", visible(c.title())), c.counts())
	for _, r := range c.remarks(0) {
		fmt.Fprintf(&t.b, "%s\n", visible(r))
	}
	for _, e := range c.entries() {
		fmt.Fprintf(&t.b, "\n%s", t.paint("1", visible(e.ref.String())))
		if e.name != "" {
			fmt.Fprintf(&t.b, "  %s", visible(oneLine(e.name, 100)))
		}
		t.b.WriteByte('\n')
		for i := range e.changes {
			t.change(&e.changes[i])
		}
	}
	_, err := io.WriteString(w, t.b.String())
	return err
}

type textWriter struct {
	b      strings.Builder
	lang   string
	colour bool
}

func (t *textWriter) paint(code, s string) string {
	if !t.colour {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (t *textWriter) deleted(s string) string {
	if t.colour {
		return t.paint("9;31", s)
	}
	return "[-" + s + "-]"
}

func (t *textWriter) inserted(s string) string {
	if t.colour {
		return t.paint("32", s)
	}
	return "{+" + s + "+}"
}

func (t *textWriter) change(ch *Change) {
	if ch.Effect {
		label := say.Raw(visible(ch.label()))
		if len(ch.Texts) > 0 {
			label = say.F("%s prints another number", label)
		}
		t.b.WriteString("  " + say.F("as a result: %s", label).In(t.lang))
	} else {
		fmt.Fprintf(&t.b, "  %s (%s, %s)", visible(ch.label()), ch.what(), ch.Class.in(t.lang))
	}
	from, to, texts := ch.values()
	switch {
	case ch.Move != nil:
		from, to := ch.places()
		fmt.Fprintf(&t.b, "%s%s → %s", colon(t.lang), visible(from), visible(to))
	case len(ch.Words) > 0:
		t.b.WriteString(colon(t.lang))
		t.words(ch.listed())
	case from.Equal(to):
		// Only texts in it differ; this identifies the item.
		if !from.IsZero() {
			t.b.WriteString(colon(t.lang) + visible(ch.said(ch.Field, from, true)))
		}
	case !from.IsZero() || !to.IsZero():
		t.b.WriteString(colon(t.lang))
		if !from.IsZero() {
			t.b.WriteString(t.deleted(visible(ch.said(ch.Field, from, true))))
		}
		if !from.IsZero() && !to.IsZero() {
			t.b.WriteByte(' ')
		}
		if !to.IsZero() {
			t.b.WriteString(t.inserted(visible(ch.said(ch.Field, to, false))))
		}
	}
	if size := ch.size(); size != "" {
		fmt.Fprintf(&t.b, " (%s)", size)
	}
	for _, s := range ch.remarks() {
		t.b.WriteString(semicolon(t.lang) + visible(s))
	}
	t.b.WriteByte('\n')
	for _, x := range ch.Texts {
		fmt.Fprintf(&t.b, "    %s: ", x.Lang)
		t.words(x.Words)
		t.b.WriteByte('\n')
	}
	for _, v := range append(texts, ch.fields()...) {
		s := visible(strings.ReplaceAll(ch.said(v.Field, v.Value, ch.Kind == Removed), "\n", "\n      "))
		if ch.Kind == Removed {
			s = t.deleted(s)
		} else {
			s = t.inserted(s)
		}
		fmt.Fprintf(&t.b, "    %s%s%s\n", ch.fieldName(v), colon(t.lang), s)
	}
	if len(ch.Cause) > 0 {
		fmt.Fprintf(&t.b, "    %s\n", say.F("because of %s", visible(ch.causes())).In(t.lang))
	}
	if len(ch.PrintedIn) > 0 {
		fmt.Fprintf(&t.b, "    %s\n", say.F("printed in %s", visible(ch.printedIn())).In(t.lang))
	}
}

// words writes a redline, one paragraph to a line. Moved words are in brackets, with
// the number of the move in both places.
func (t *textWriter) words(segments []Segment) {
	passages := Passages(segments)
	first := true
	for i, p := range passages {
		switch {
		case p.Left:
			t.b.WriteString(t.paint("36", visible(say.F("[moved %d: “%s”]", p.Move, Opening(p.Segments)).In(t.lang))))
		case p.Move > 0:
			t.b.WriteString(t.paint("36", say.F("[moved here %d:", p.Move).In(t.lang)+" "))
			t.redline(p, true, true)
			t.b.WriteString(t.paint("36", "]"))
		default:
			t.redline(p, first, i == len(passages)-1)
		}
		first = false
	}
}

// redline writes the segments of a passage; first and last say whether it begins and
// ends the text.
func (t *textWriter) redline(p Passage, first, last bool) {
	segments := p.unmarked()
	begins := first
	for i := 0; i < len(segments); {
		op, start := segments[i].Op, i
		var run strings.Builder
		for ; i < len(segments) && segments[i].Op == op; i++ {
			text := segments[i].shown(p.Notes[i], t.lang)
			if segments[i].Break {
				text = strings.TrimLeft(text, "\n")
				if run.Len() > 0 || !begins {
					text = "\n      " + text
				}
				if op != Equal {
					text = "¶" + text
				}
			}
			run.WriteString(visible(text))
		}
		begins = false
		text := run.String()
		switch {
		case op == Equal:
			t.b.WriteString(middle(text, start == 0 && first, i == len(segments) && last))
		case madeWay(segments, start, i):
			// A space that became a line break, or the reverse, is not a word.
		case op == Delete:
			t.b.WriteString(t.deleted(text))
		default:
			t.b.WriteString(t.inserted(text))
		}
	}
}

// madeWay reports whether segments replace a line break with a space.
func madeWay(segments []Segment, from, to int) bool {
	if to-from != 1 || segments[from].Text != " " {
		return false
	}
	breaks := func(i int) bool {
		return i >= 0 && i < len(segments) && segments[i].Break && segments[i].Op != Equal && segments[i].Op != segments[from].Op
	}
	return breaks(from-1) || breaks(to)
}

// middle shortens an unchanged passage to the words near a change.
func middle(s string, first, last bool) string {
	const near = 80
	if utf8.RuneCountInString(s) <= 2*near+20 {
		return s
	}
	head, tail := cutAt(s, near), cutTail(s, near)
	switch {
	case first && last:
		return s
	case first:
		return "… " + strings.TrimLeft(tail, " ")
	case last:
		return head + " …"
	}
	return head + " … " + strings.TrimLeft(tail, " ")
}

// cutAt returns about the first n runes of s, up to a space.
func cutAt(s string, n int) string {
	count := 0
	for i, r := range s {
		if count >= n && r == ' ' || count >= 2*n {
			return s[:i]
		}
		count++
	}
	return s
}

// cutTail returns about the last n runes of s, starting after a space.
func cutTail(s string, n int) string {
	count := 0
	for i := len(s); i > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		if count >= n && r == ' ' || count >= 2*n {
			return s[i:]
		}
		i -= size
		count++
	}
	return s
}

// oneLine returns s on one line, shortened to about n runes.
func oneLine(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if cut := cutAt(s, n); len(cut) < len(s) {
		return cut + " …"
	}
	return s
}
