// Package prose parses the subset of Markdown in which reports are written:
// paragraphs, lists, emphasis, links and references such as
// [source:id, para. 12]. Pages, comparison, search and word count use the same
// parser, so that they see the same text.
//
// HTML, headings, images, code and shortcodes have no meaning and are plain text.
package prose

import (
	"fmt"
	"rapporteur/generator/say"
	"slices"
	"strings"
)

// Doc is a parsed text. It must not be changed.
type Doc struct {
	Blocks []Block
	Issues []Issue // sorted by offset
}

// Block is a paragraph or a list.
type Block struct {
	Kind    BlockKind
	Inlines []Inline // of a paragraph
	Ordered bool     // of a list
	Start   int      // first number of an ordered list
	Items   []Item   // of a list
}

// BlockKind is Paragraph or List.
type BlockKind int

const (
	Paragraph BlockKind = iota
	List
)

// Item is an item of a list: one or more paragraphs, and nested lists.
type Item struct {
	Blocks []Block
}

// Inline is a part of a paragraph.
type Inline struct {
	Kind     InlineKind
	Text     string   // of Text; lines are joined by a space
	Children []Inline // of Emphasis, Strong and Link
	Dest     string   // of Link: an http or https URL, or a typed id such as "activity:vienna-symposium-2007"
	Ref      Ref      // of Reference
	Offset   int      // bytes from the beginning of the text that was parsed
}

// InlineKind is the kind of an Inline. It determines which fields are set.
type InlineKind int

const (
	Text InlineKind = iota
	Emphasis
	Strong
	Link
	Reference
)

// Ref is a reference in brackets: [kind:id], [kind:id, locator] or [^id].
type Ref struct {
	Kind    string // "source", "figure", "parties", "deposits", "depositors", "note", "table", "image" or, of [^id], Footnote
	ID      string // of figure: an indicator, or "indicator/observation"; of what is counted: an instrument, "all" or "instrument@adoption"
	Locator string // of source: "para. 12"; may be empty
	Offset  int    // of the opening bracket, in bytes
	Len     int    // in bytes, including both brackets
}

// references are what Ref.Kind may be, the footnote aside.
var references = []string{"source", "figure", "parties", "deposits", "depositors", "note", "table", "image"}

// References are what may be written before the colon of a reference in brackets.
func References() []string { return slices.Clone(references) }

// Counts reports whether the reference prints a number that is counted from the acts of
// States: of parties, of deposits or of those who made them.
func (r Ref) Counts() bool {
	return r.Kind == "parties" || r.Kind == "deposits" || r.Kind == "depositors"
}

// Number reports whether the reference prints a number.
func (r Ref) Number() bool { return r.Kind == "figure" || r.Counts() }

// Footnote is the kind of the reference [^id], to a footnote of the report's own.
const Footnote = "footnote"

// String returns the reference in brackets.
func (r Ref) String() string {
	if r.Kind == Footnote {
		return "[^" + r.ID + "]"
	}
	if r.Locator != "" {
		return fmt.Sprintf("[%s:%s, %s]", r.Kind, r.ID, r.Locator)
	}
	return fmt.Sprintf("[%s:%s]", r.Kind, r.ID)
}

// Issue is a mistake in the markup.
type Issue struct {
	Offset, Len int // in bytes
	Message     say.Text
	Hint        say.Text
	Harmless    bool // it is treated as plain text; other issues must be fixed
}

// Paragraphs returns the inlines of each top-level paragraph and list item, in
// order. In HTML, the nth of them, counting from 1, has the id prefix-n. Those of
// a list item include the inlines of nested lists.
func (d Doc) Paragraphs() [][]Inline {
	var ps [][]Inline
	for _, b := range d.Blocks {
		if b.Kind == Paragraph {
			ps = append(ps, b.Inlines)
			continue
		}
		for _, item := range b.Items {
			var all []Inline
			walkBlocks(item.Blocks, func(inlines []Inline) { all = append(all, inlines...) })
			ps = append(ps, all)
		}
	}
	return ps
}

// Refs returns all references, in order.
func (d Doc) Refs() []Ref {
	var refs []Ref
	d.Walk(func(in Inline) {
		if in.Kind == Reference {
			refs = append(refs, in.Ref)
		}
	})
	return refs
}

// Links returns all links, in order.
func (d Doc) Links() []Inline {
	var links []Inline
	d.Walk(func(in Inline) {
		if in.Kind == Link {
			links = append(links, in)
		}
	})
	return links
}

// Walk calls visit for every inline, each before its children.
func (d Doc) Walk(visit func(Inline)) {
	var walk func([]Inline)
	walk = func(ins []Inline) {
		for _, in := range ins {
			visit(in)
			walk(in.Children)
		}
	}
	walkBlocks(d.Blocks, walk)
}

func walkBlocks(bs []Block, visit func([]Inline)) {
	for _, b := range bs {
		if b.Kind == Paragraph {
			visit(b.Inlines)
		}
		for _, item := range b.Items {
			walkBlocks(item.Blocks, visit)
		}
	}
}

// PlainText returns the text without markup: a blank line between paragraphs,
// each list item on its own line. References are replaced with the result of
// ref, or left out if ref is nil.
func (d Doc) PlainText(ref func(Ref) string) string {
	var b strings.Builder
	for i, block := range d.Blocks {
		if i > 0 {
			b.WriteString("\n\n")
		}
		plainBlock(&b, block, ref)
	}
	return b.String()
}

func plainBlock(b *strings.Builder, block Block, ref func(Ref) string) {
	if block.Kind == Paragraph {
		b.WriteString(plainInlines(block.Inlines, ref))
		return
	}
	first := true
	for _, item := range block.Items {
		for _, inner := range item.Blocks {
			if !first {
				b.WriteByte('\n')
			}
			first = false
			plainBlock(b, inner, ref)
		}
	}
}

func plainInlines(ins []Inline, ref func(Ref) string) string {
	var b strings.Builder
	for _, in := range ins {
		switch in.Kind {
		case Text:
			b.WriteString(in.Text)
		case Reference:
			if ref != nil {
				b.WriteString(ref(in.Ref))
			}
		default:
			b.WriteString(plainInlines(in.Children, ref))
		}
	}
	return b.String()
}

// String returns the text in a canonical form, which is the same for texts that
// differ only in line breaks, in how many spaces part two words or in the
// spelling of the markup.
func (d Doc) String() string {
	var b strings.Builder
	canonBlocks(&b, d.Blocks, "")
	return b.String()
}

func canonBlocks(b *strings.Builder, blocks []Block, indent string) {
	for i, block := range blocks {
		if i > 0 {
			b.WriteString("\n\n" + indent)
		}
		if block.Kind == Paragraph {
			canonInlines(b, block.Inlines)
			continue
		}
		for j, item := range block.Items {
			if j > 0 {
				b.WriteString("\n" + indent)
			}
			mark := "- "
			if block.Ordered {
				mark = fmt.Sprintf("%d. ", block.Start+j)
			}
			b.WriteString(mark)
			canonBlocks(b, item.Blocks, indent+strings.Repeat(" ", len(mark)))
		}
	}
}

var escape = strings.NewReplacer(`\`, `\\`, `*`, `\*`, `_`, `\_`, `[`, `\[`, `]`, `\]`)

// oneSpace writes spaces, tabs and ends of lines in a row as one space.
func oneSpace(s string) string {
	white := func(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
	again := false // there are two in a row, or one that is not a space
	for i := 0; i < len(s) && !again; i++ {
		again = white(s[i]) && (s[i] != ' ' || i > 0 && white(s[i-1]))
	}
	if !again {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := range len(s) {
		switch {
		case !white(s[i]):
			out = append(out, s[i])
		case i == 0 || !white(s[i-1]):
			out = append(out, ' ')
		}
	}
	return string(out)
}

func canonInlines(b *strings.Builder, ins []Inline) {
	for _, in := range ins {
		switch in.Kind {
		case Text:
			escape.WriteString(b, oneSpace(in.Text))
		case Reference:
			b.WriteString(in.Ref.String())
		case Emphasis:
			b.WriteString("*")
			canonInlines(b, in.Children)
			b.WriteString("*")
		case Strong:
			b.WriteString("**")
			canonInlines(b, in.Children)
			b.WriteString("**")
		case Link:
			b.WriteString("[")
			canonInlines(b, in.Children)
			b.WriteString("](" + in.Dest + ")")
		}
	}
}
