// Package prose reads the small Markdown in which a report is written:
// paragraphs, lists, emphasis, links and references such as
// [source:id, para. 12]. One parser serves pages, comparison, search and word
// count, so that all of them see the same text.
//
// HTML, headings, images, code and shortcodes have no meaning here and come
// out as the characters that they are.
package prose

import (
	"fmt"
	"strings"
)

// Doc is a text that was read. It does not change.
type Doc struct {
	Blocks []Block
	Issues []Issue // by offset
}

// Block is a paragraph or a list.
type Block struct {
	Kind    BlockKind
	Inlines []Inline // of a paragraph
	Ordered bool     // of a list
	Start   int      // of an ordered list: its first number
	Items   []Item   // of a list
}

// BlockKind is Paragraph or List.
type BlockKind int

const (
	Paragraph BlockKind = iota
	List
)

// Item is an item of a list: a paragraph or more, and lists inside it.
type Item struct {
	Blocks []Block
}

// Inline is a piece of a paragraph.
type Inline struct {
	Kind     InlineKind
	Text     string   // of Text; lines are joined by a space
	Children []Inline // of Emphasis, Strong and Link
	Dest     string   // of Link: an http or https URL, or a typed id such as "activity:vienna-symposium-2007"
	Ref      Ref      // of Reference
	Offset   int      // bytes from the beginning of the text that was parsed
}

// InlineKind says which fields of an Inline are set.
type InlineKind int

const (
	Text InlineKind = iota
	Emphasis
	Strong
	Link
	Reference
)

// Ref is a reference in brackets: [kind:id] or
// [kind:id, locator].
type Ref struct {
	Kind    string // "source", "figure", "parties" or "note"
	ID      string // of figure: an indicator, or "indicator/observation"
	Locator string // of source: "para. 12"; may be empty
	Offset  int    // of the opening bracket, in bytes
	Len     int    // bytes with both brackets
}

// String gives the reference as it is written.
func (r Ref) String() string {
	if r.Locator != "" {
		return fmt.Sprintf("[%s:%s, %s]", r.Kind, r.ID, r.Locator)
	}
	return fmt.Sprintf("[%s:%s]", r.Kind, r.ID)
}

// Issue is a misuse of the language.
type Issue struct {
	Offset, Len int // bytes
	Message     string
	Hint        string
	Harmless    bool // it comes out as plain text; other issues must be fixed
}

// Paragraphs are the inlines of every paragraph and list item of the first
// level, in order: number n, counted from 1, has the id prefix-n in HTML.
// Of a list item they are those of all it holds.
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

// Refs are all references, in order.
func (d Doc) Refs() []Ref {
	var refs []Ref
	d.Walk(func(in Inline) {
		if in.Kind == Reference {
			refs = append(refs, in.Ref)
		}
	})
	return refs
}

// Links are all links, in order.
func (d Doc) Links() []Inline {
	var links []Inline
	d.Walk(func(in Inline) {
		if in.Kind == Link {
			links = append(links, in)
		}
	})
	return links
}

// Walk visits every inline, each before its children.
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

// PlainText is the text without marks: a blank line between paragraphs, each
// list item on a line of its own. What ref gives stands for a reference; ref
// may be nil, then references are left out.
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

// String is the text in canonical form: two texts that differ only in how
// lines are wrapped or marks are written have the same.
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

func canonInlines(b *strings.Builder, ins []Inline) {
	escape := strings.NewReplacer(`\`, `\\`, `*`, `\*`, `_`, `\_`, `[`, `\[`, `]`, `\]`)
	for _, in := range ins {
		switch in.Kind {
		case Text:
			escape.WriteString(b, in.Text)
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
