package diff

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"rapporteur/generator/prose"
	"rapporteur/generator/report"
)

// words are those of a text. The first of each paragraph and item of a list has
// the break before it as its space.
func (c *comparer) words(l report.Leaf) []word {
	s := strings.Trim(fmt.Sprint(l.Value), " \t\r\n")
	if s == "" {
		return nil
	}
	sc := newScanner(len(s))
	if doc := c.reader.Prose(l); len(doc.Blocks) > 0 {
		sc.blocks(doc.Blocks, "", "\n\n")
	} else {
		paragraphs := []string{s}
		if l.Form != report.FormPlain {
			paragraphs = strings.Split(s, "\n\n")
		}
		for _, p := range paragraphs {
			sc.paragraph("\n\n", func() { sc.scan(strings.Trim(p, " \t\r\n")) })
		}
	}
	return sc.finished()
}

// source are the words of a text as it is written, with its marks.
func source(s string) []word {
	sc := newScanner(len(s))
	for line := range strings.SplitSeq(s, "\n") {
		sc.paragraph("\n", func() { sc.scan(line) })
	}
	return sc.finished()
}

// finished gives the words; of the break before the first of them only the mark
// of an item is left.
func (sc *scanner) finished() []word {
	if len(sc.words) > 0 {
		first := &sc.words[0]
		first.space = strings.TrimLeft(first.space, "\n")
		first.brk = first.space != ""
	}
	return sc.words
}

// paragraph puts a break before the words that read reads. White space at the
// ends of the paragraph that is not a plain space is there as a word.
func (sc *scanner) paragraph(sep string, read func()) {
	start := len(sc.words)
	read()
	end := foldSpace(sc.space)
	sc.space = ""
	for i := start; i < len(sc.words); i++ {
		sc.words[i].space = foldSpace(sc.words[i].space)
	}
	if start == len(sc.words) {
		if end == " " {
			end = ""
		}
		sc.words = append(sc.words, word{space: sep, brk: true, text: end})
		return
	}
	if end != "" && end != " " {
		sc.words = append(sc.words, word{text: end})
	}
	if first := sc.words[start]; first.space != "" && first.space != " " {
		sc.words = slices.Insert(sc.words, start, word{text: first.space})
		sc.words[start+1].space = ""
	}
	sc.words[start].space, sc.words[start].brk = sep, true
}

// foldSpace writes spaces, tabs and ends of lines in a row as one space.
func foldSpace(s string) string {
	folded := true
	for i := 0; i < len(s) && folded; i++ {
		c := s[i]
		folded = c != '\t' && c != '\n' && c != '\r' && (c != ' ' || i == 0 || s[i-1] != ' ')
	}
	if folded {
		return s
	}
	var b strings.Builder
	last := ' '
	for i, r := range s {
		if r == '\t' || r == '\n' || r == '\r' {
			r = ' '
		}
		if r != ' ' || last != ' ' || i == 0 {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

// blocks reads the paragraphs of blocks. The first has sep before it, which ends
// with what indents the others.
func (sc *scanner) blocks(bs []prose.Block, indent, sep string) {
	for i, b := range bs {
		if i > 0 {
			sep = "\n\n" + indent
		}
		if b.Kind == prose.Paragraph {
			sc.paragraph(sep, func() { sc.inlines(b.Inlines, style{}) })
			continue
		}
		for k, item := range b.Items {
			if k > 0 {
				sep = "\n" + indent
			}
			mark := "- "
			if b.Ordered {
				mark = strconv.Itoa(b.Start+k) + ". "
			}
			if len(item.Blocks) == 0 {
				sc.paragraph(sep+mark, func() {})
				continue
			}
			sc.blocks(item.Blocks, indent+strings.Repeat(" ", len(mark)), sep+mark)
		}
	}
}

func (sc *scanner) inlines(ins []prose.Inline, st style) {
	for _, in := range ins {
		sc.style = st
		switch in.Kind {
		case prose.Text:
			sc.scan(in.Text)
		case prose.Reference:
			sc.style.reference = true
			sc.add(norm.NFC.String(in.Ref.String()))
		case prose.Emphasis:
			inner := st
			inner.emphasis = true
			sc.inlines(in.Children, inner)
		case prose.Strong:
			inner := st
			inner.strong = true
			sc.inlines(in.Children, inner)
		case prose.Link:
			inner := st
			inner.link = in.Dest
			sc.links++
			sc.link = sc.links
			sc.inlines(in.Children, inner)
			sc.link = 0
		}
	}
}
