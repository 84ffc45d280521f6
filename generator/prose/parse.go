package prose

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"rapporteur/generator/internal/lazyregexp"
	"rapporteur/generator/say"
)

var (
	reference   = lazyregexp.New(`^\[([a-z]+):([^\]\[\s,]+)(?:,[ \n]([^\]\[]*))?\]`)
	openedRef   = lazyregexp.New(`^\[(source|figure|parties|note|image):`)
	notClosed   = lazyregexp.New(`^(\[(?:source|figure|parties|note|image):[a-z0-9/@-]*[a-z0-9])(?:[ \n\x{a0}.,;:][^\]\[]*)?(?:\[|$)`)
	openedLater = lazyregexp.New(`^\[(deposits|depositors|table):`) // which the first schemas did not have
	footnote    = lazyregexp.New(`^\[\^([a-z0-9]+(?:-[a-z0-9]+)*)\]`)
	anyFootnote = lazyregexp.New(`^\[\^[^\]\n]+\]`)
	unsupported = []construct{
		{lazyregexp.New(`<[a-zA-Z][a-zA-Z0-9+.-]+:[^<>\s]+>`), say.F("addresses in angle brackets are not supported here"), say.F("write a link: [text](https://…)"), holds("<")},
		{lazyregexp.New(`<(?:/?[a-zA-Z][a-zA-Z0-9-]*(?:[\s/][^<>\n]*)?>|!--)`), say.F("HTML is not supported here"), say.F(`write the text without it, or \\< for the sign; links are written [text](https://…)`), holds("<")},
		{lazyregexp.New(`(?m)^ {0,3}(#{1,6})(?:[ \t]|$)`), say.F("headings are not supported here"), say.F("headings have keys of their own"), begins("#")},
		{lazyregexp.New(`(?m)^[^\n]+\n {0,3}=+[ \t]*$`), say.F("headings are not supported here"), say.F("headings have keys of their own"), holds("=", "\n")},
		{lazyregexp.New(`(?m)^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$`), say.F("rules between paragraphs are not supported here"), say.F("leave a blank line"), begins("-*_")},
		{lazyregexp.New(`!\[[^\]]*\]\(`), say.F("images are not supported here"), say.F("describe it in words‹, or from schema 3 on put its file into data/images/ and write [image:id]›"), holds("![", "](")},
		{lazyregexp.New("`+[^`\n]+`+|(?m:^ {0,3}(?:```|~~~))"), say.F("code is not supported here"), say.F("remove the backquotes"), func(src []byte) bool { return bytes.ContainsAny(src, "`~") }},
		{lazyregexp.New(`(?m)^[^\n|]*\|[^\n]*\n[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$`), say.F("tables are not supported here"), say.F("write it as a list, or from schema 3 on as a table‹ in data/tables/›"), holds("|", "\n")},
		{lazyregexp.New(`(?m)^ {0,3}>[ \t]?\S`), say.F("quotations with > are not supported here"), say.F("put the words in quotation marks"), begins(">")},
		{lazyregexp.New(`~~[^~\n]+~~`), say.F("struck words are not supported here"), say.F("remove the words, or the signs around them"), holds("~~")},
		{lazyregexp.New(`(?m)^ {0,3}\[\^[^\]\n]+\]:`), say.F("the text of a footnote does not stand here"), say.F(footnoteHint), holds("[^", "]:")},
		{lazyregexp.New(`(?m)^[ \t]*[-*+][ \t]+\[[ xX]\][ \t]`), say.F("boxes to tick are not supported here"), say.F("write a list without them"), begins("-*+")},
		{lazyregexp.New(`(?m)^\[[^\]\n^][^\]\n]*\]:[ \t]+\S+`), say.F("links that are defined apart are not supported here"), say.F("write the address with the text: [text](https://…)"), holds("]:")},
		{lazyregexp.New(`[^\n][ \t]*\n[ \t]*\(?(?:[a-z]|[ivx]{2,})\)[ \t]`), say.F("a lettered item begins a line but not a paragraph, so it is joined to the one before"), say.F("leave a blank line before it"), lettered},
	}
)

// MaxDepth is how deep lists may be nested, and emphasis and links within one
// another. Browsers and parsers of HTML have a limit too, and reading takes longer
// than in proportion to the depth.
const MaxDepth = 8

const footnoteHint = `write [^id] in the text, and the footnote as ‹[[footnote]]›‹ in data/sections.toml with id = "id"›`

// construct is Markdown that is treated as plain text.
type construct struct {
	re            *lazyregexp.Regexp
	message, hint say.Text
	needed        func(src []byte) bool // whether a text may hold it, which is known sooner
}

// in are the places of the construct in a text.
func (m *construct) in(src []byte) [][]int {
	if !m.needed(src) {
		return nil
	}
	return m.re.FindAllIndex(src, -1)
}

// holds asks whether a text holds all of these.
func holds(all ...string) func(src []byte) bool {
	return func(src []byte) bool {
		return !slices.ContainsFunc(all, func(s string) bool { return !bytes.Contains(src, []byte(s)) })
	}
}

// begins asks whether a line begins, after spaces, with one of these marks.
func begins(marks string) func(src []byte) bool {
	return func(src []byte) bool {
		for line := range bytes.Lines(src) {
			line = bytes.TrimLeft(line, " \t")
			if len(line) > 0 && strings.IndexByte(marks, line[0]) >= 0 {
				return true
			}
		}
		return false
	}
}

// lettered asks whether a line begins with letters and a closing bracket.
func lettered(src []byte) bool {
	for line := range bytes.Lines(src) {
		line = bytes.TrimLeft(line, " \t(")
		i := 0
		for i < len(line) && 'a' <= line[i] && line[i] <= 'z' {
			i++
		}
		if i > 0 && i < len(line) && line[i] == ')' {
			return true
		}
	}
	return false
}

// Parser parses texts. It may be used many times, but not concurrently.
type Parser struct {
	md parser.Parser
}

// Parse parses a text.
func Parse(s string) Doc { return NewParser().Parse(s) }

// NewParser returns a Parser.
func NewParser() *Parser {
	return &Parser{parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(paragraphParser{parser.NewParagraphParser()}, 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(refParser{}, 100),
			util.Prioritized(linkParser{parser.NewLinkParser()}, 200),
			util.Prioritized(parser.NewEmphasisParser(), 500),
		),
	)}
}

// Parse parses a text.
func (p *Parser) Parse(s string) Doc {
	c := &converter{md: p.md, src: []byte(s)}
	d := c.read()
	for i := range unsupported {
		m := &unsupported[i]
		for _, at := range m.in(c.src) {
			if at[0] > 0 && c.src[at[0]-1] == '\\' {
				continue // the sign itself is meant
			}
			c.issues = append(c.issues, Issue{Offset: at[0], Len: at[1] - at[0], Message: m.message, Hint: m.hint, Harmless: true})
		}
	}
	if c.deep {
		c.issues = append(c.issues, Issue{
			Offset: c.deepAt, Len: 1, Message: say.F("lists or emphasis nested more than %d deep", MaxDepth),
			Hint: say.F("write it as several paragraphs or as one list"),
		})
	}
	slices.SortStableFunc(c.issues, func(a, b Issue) int { return cmp.Compare(a.Offset, b.Offset) })
	d.Issues = c.issues
	return d
}

// UnknownReference is the hint where text looks like a reference of another kind.
const UnknownReference = `write [source:…], [figure:…], [parties:…], [deposits:…], [depositors:…], [table:…], [image:…] or [note:…]; for plain brackets write \[`

// Read is like Parse but does not look for issues, which takes most of the time.
func (p *Parser) Read(s string) Doc {
	return (&converter{md: p.md, src: []byte(s), unchecked: true}).read()
}

func (c *converter) read() Doc {
	if len(bytes.TrimSpace(c.src)) == 0 {
		return Doc{}
	}
	if at, deep := tooDeep(c.src); deep {
		return c.plain(at)
	}
	doc := Doc{Blocks: c.blocks(c.md.Parse(text.NewReader(c.src)))}
	if depthOf(doc.Blocks) > MaxDepth {
		return c.plain(0)
	}
	return doc
}

// plain returns the text as one paragraph without markup, for what cannot be read
// as it is written, and records at which byte that shows.
func (c *converter) plain(at int) Doc {
	c.deep, c.deepAt = true, at
	return Doc{Blocks: []Block{{Kind: Paragraph, Inlines: []Inline{{Kind: Text, Text: strings.Join(strings.Fields(string(c.src)), " ")}}}}}
}

// listMarks are the indentation and the marks of lists with which a line begins.
var listMarks = lazyregexp.New(`(?m)^(?:[ \t]*(?:[-+*]|[0-9]{1,9}[.)])(?:[ \t]|$))*[ \t]*`)

// indented asks whether a line begins with more than n spaces and tabs.
func indented(src []byte, n int) bool {
	for line := range bytes.Lines(src) {
		if len(line)-len(bytes.TrimLeft(line, " \t")) > n {
			return true
		}
	}
	return false
}

// tooDeep says whether some line begins with the marks of too many lists within one
// another, or so far to the right that only such lists reach there, and where it is.
// It is asked before the text is parsed, which takes the square of the depth.
func tooDeep(src []byte) (at int, deep bool) {
	if !begins("-+*0123456789")(src) && !indented(src, 16*MaxDepth) {
		return 0, false
	}
	for _, m := range listMarks.FindAllIndex(src, -1) {
		head := src[m[0]:m[1]]
		marks := len(bytes.FieldsFunc(head, func(r rune) bool { return r == ' ' || r == '\t' }))
		if marks > MaxDepth || len(head) > 16*MaxDepth {
			return m[0], true
		}
	}
	return 0, false
}

// depthOf is how deep lists, emphasis and links are nested.
func depthOf(blocks []Block) int {
	deepest := 0
	for _, b := range blocks {
		deepest = max(deepest, depthOfInlines(b.Inlines))
		for _, item := range b.Items {
			deepest = max(deepest, 1+depthOf(item.Blocks))
		}
	}
	return deepest
}

func depthOfInlines(ins []Inline) int {
	deepest := 0
	for _, in := range ins {
		if len(in.Children) > 0 {
			deepest = max(deepest, 1+depthOfInlines(in.Children))
		}
	}
	return deepest
}

// refNode is a reference in goldmark's tree.
type refNode struct {
	ast.BaseInline
	ref Ref
}

// Kind returns the kind of strings, because a new kind would have to be added to
// goldmark's global list.
func (n *refNode) Kind() ast.NodeKind         { return ast.KindString }
func (n *refNode) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// refParser parses references.
type refParser struct{}

func (refParser) Trigger() []byte { return []byte{'['} }

func (refParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if m := footnote.FindSubmatch(line); m != nil && !bytes.HasPrefix(line[len(m[0]):], []byte("(")) {
		block.Advance(len(m[0]))
		return &refNode{ref: Ref{Kind: Footnote, ID: string(m[1]), Offset: segment.Start, Len: len(m[0])}}
	}
	m := reference.FindSubmatch(line)
	if m == nil || len(line) > len(m[0]) && line[len(m[0])] == '(' {
		return nil
	}
	if !slices.Contains(references, string(m[1])) {
		return nil
	}
	block.Advance(len(m[0]))
	return &refNode{ref: Ref{
		Kind: string(m[1]), ID: string(m[2]), Locator: strings.TrimSpace(string(m[3])),
		Offset: segment.Start, Len: len(m[0]),
	}}
}

// paragraphParser accepts indented lines too, which would otherwise be lost,
// because there is no parser for indented code.
type paragraphParser struct{ parser.BlockParser }

func (paragraphParser) CanAcceptIndentedLine() bool { return true }

// linkParser parses links but not images.
type linkParser struct{ parser.InlineParser }

func (linkParser) Trigger() []byte { return []byte{'[', ']'} }

func (l linkParser) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	if c, ok := l.InlineParser.(parser.CloseBlocker); ok {
		c.CloseBlock(parent, block, pc)
	}
}

// converter converts goldmark's tree to ours.
type converter struct {
	md        parser.Parser
	src       []byte
	issues    []Issue
	unchecked bool // do not look for issues
	deep      bool // the text is nested too deep, which shows at deepAt
	deepAt    int
}

func (c *converter) blocks(parent ast.Node) []Block {
	var bs []Block
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		list, ok := n.(*ast.List)
		if !ok {
			bs = append(bs, Block{Kind: Paragraph, Inlines: trim(c.inlines(n))})
			continue
		}
		b := Block{Kind: List, Ordered: list.IsOrdered(), Start: list.Start}
		for item := list.FirstChild(); item != nil; item = item.NextSibling() {
			b.Items = append(b.Items, Item{Blocks: c.blocks(item)})
		}
		bs = append(bs, b)
	}
	return bs
}

func (c *converter) inlines(parent ast.Node) []Inline {
	var ins []Inline
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			s := string(util.UnescapePunctuations(n.Segment.Value(c.src)))
			c.malformed(n.Segment)
			if n.SoftLineBreak() || n.HardLineBreak() {
				s += " "
			}
			ins = appendText(ins, s, n.Segment.Start)
		case *ast.String:
			ins = appendText(ins, string(n.Value), offset(ins))
		case *ast.Emphasis:
			kind := Emphasis
			if n.Level == 2 {
				kind = Strong
			}
			children := c.inlines(n)
			ins = append(ins, Inline{Kind: kind, Children: children, Offset: offset(children)})
		case *ast.Link:
			children := c.inlines(n)
			dest := string(n.Destination)
			at := offset(children)
			ins = append(ins, Inline{Kind: Link, Children: children, Dest: dest, Offset: at})
		case *refNode:
			ins = append(ins, Inline{Kind: Reference, Ref: n.ref, Offset: n.ref.Offset})
		}
	}
	return ins
}

// offset returns the offset of the first of ins, 0 if there is none.
func offset(ins []Inline) int {
	if len(ins) == 0 {
		return 0
	}
	return ins[0].Offset
}

// unknownKind is the hint about a reference of a kind that none has: what links to a record
// is written otherwise, and its number has a word of its own.
func unknownKind(kind, id string) say.Text {
	switch kind {
	case "indicator", "observation":
		return say.F("write %s", "[figure:"+id+"]")
	case "activity", "publication", "entity", "state", "instrument", "money", "paragraph", "request", "section", "reply":
		return say.F("a link to a record has its words before it: %s", "[…]("+kind+":"+id+")")
	}
	return say.F(UnknownReference)
}

// appendText appends text, merging it with a preceding text.
func appendText(ins []Inline, s string, at int) []Inline {
	if n := len(ins); n > 0 && ins[n-1].Kind == Text {
		ins[n-1].Text += s
		return ins
	}
	return append(ins, Inline{Kind: Text, Text: s, Offset: at})
}

// trim removes spaces at the end of a paragraph.
func trim(ins []Inline) []Inline {
	if n := len(ins); n > 0 && ins[n-1].Kind == Text {
		ins[n-1].Text = strings.TrimRight(ins[n-1].Text, " \t\n")
	}
	return ins
}

// malformed reports text that looks like a reference but was not parsed as one.
func (c *converter) malformed(seg text.Segment) {
	if c.unchecked {
		return
	}
	s := seg.Value(c.src)
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' {
			i++
			continue
		}
		if s[i] != '[' {
			continue
		}
		rest := c.src[seg.Start+i:]
		if m := anyFootnote.Find(rest); m != nil && !bytes.HasPrefix(rest[len(m):], []byte(":")) {
			c.issues = append(c.issues, Issue{
				Offset: seg.Start + i, Len: len(m), Message: say.F("this is no id of a footnote"),
				Hint: say.F("an id has small letters, digits and hyphens: [^id]"), Harmless: true,
			})
		} else if m := reference.FindSubmatch(rest); m != nil {
			if !bytes.HasPrefix(rest[len(m[0]):], []byte("(")) {
				c.issues = append(c.issues, Issue{
					Offset: seg.Start + i, Len: len(m[0]),
					Message: say.F("unknown kind of reference %q", m[1]),
					Hint:    unknownKind(string(m[1]), string(m[2])),
				})
			}
		} else if m := notClosed.FindSubmatch(rest); m != nil {
			c.issues = append(c.issues, Issue{
				Offset: seg.Start + i, Len: len(m[1]), Message: say.F("the reference has no ] after its id"), Hint: say.F("write %s", string(m[1])+"]"),
			})
		} else if m := openedRef.Find(rest); m != nil {
			c.issues = append(c.issues, Issue{
				Offset: seg.Start + i, Len: len(m), Message: say.F("malformed reference"),
				Hint: say.F("write it on one line, without a space after the colon: [source:id, para. 12]"),
			})
		} else if m := openedLater.Find(rest); m != nil {
			c.issues = append(c.issues, Issue{
				Offset: seg.Start + i, Len: len(m), Message: say.F("malformed reference"), Harmless: true,
				Hint: say.F("write it on one line, without a space after the colon: %sid]", string(m)),
			})
		}
	}
}
