package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/generator/prose"
	"rapporteur/generator/report"
)

// passage is a text of ours in one language, made ready for rules about the
// words in it. What is quoted, titles as they are printed and the names of
// States and organizations are no passages: the house style is not for them.
type passage struct {
	ref   report.Ref
	field string // with its language: "progress.fr"
	lang  report.Lang
	prose bool   // written in the small Markdown; otherwise a heading, a name or a note of one line
	raw   string // as it stands in the value
	text  string // raw without marks; both have the same length, so that an offset holds in both
	words []word // in order
	chars ascii  // that stand in text
}

// ascii is a set of the characters below 128, so that a rule can pass over
// most texts without reading them.
type ascii [2]uint64

func asciiOf(s string) (set ascii) {
	for i := range len(s) {
		if c := s[i]; c < utf8.RuneSelf {
			set[c>>6] |= 1 << (c & 63)
		}
	}
	return set
}

// has reports whether any of some characters is in the set.
func (set ascii) has(chars string) bool {
	any := asciiOf(chars)
	return set[0]&any[0]|set[1]&any[1] != 0
}

const digits = "0123456789"

// What stands in the text of a passage in place of marks.
const (
	nothing = '\x01' // marks, sources and notes: a reader reads nothing there
	number  = '\x02' // a figure or a number of parties, which a reader reads as a number
)

// word is a run of letters and digits. Full stops, commas, hyphens and
// slashes inside belong to it; apostrophes do not.
type word struct {
	text   string
	off    int  // in bytes, in the text of its passage
	opens  bool // it is the first of a sentence
	line   bool // it is the first of a paragraph or of an item of a list
	quoted bool // it stands in quotation marks
}

func (w word) end() int { return w.off + len(w.text) }

// opaque reports whether a word is a symbol or the like, which has no words
// in it: "A/63/89", "V.07-85692".
func (w word) opaque() bool {
	return strings.ContainsAny(w.text, digits) && strings.ContainsFunc(w.text, unicode.IsLetter) || strings.Contains(w.text, "/")
}

// passages are the passages in a language, in the order of the document.
func (p *Pass) passages(lang report.Lang) []*passage {
	if p.styled == nil {
		p.styled = make(map[report.Lang][]*passage)
		for _, t := range p.Texts() {
			if !ours(t) {
				continue
			}
			for _, l := range []report.Lang{"en", "fr"} {
				if raw := t.Text.In(l); raw != "" {
					p.styled[l] = append(p.styled[l], p.passage(t, l, raw))
				}
			}
		}
	}
	return p.styled[lang]
}

// ours reports whether we chose the words of a text.
func ours(t report.TextField) bool {
	if t.Verbatim || t.Cited {
		return false
	}
	switch t.Ref.Kind {
	case report.KindState, report.KindEntity:
		return t.Field != "name" && t.Field != "acronym"
	case report.KindInstrument:
		return t.Field != "name" && t.Field != "place"
	case report.KindSource:
		return t.Field != "publisher"
	case report.KindActivity:
		return t.Field != "place.city"
	case report.KindResolution:
		return t.Prose
	}
	return true
}

func (p *Pass) passage(t report.TextField, l report.Lang, raw string) *passage {
	ps := &passage{ref: t.Ref, field: t.Field + "." + string(l), lang: l, prose: t.Prose, raw: raw, text: raw}
	if t.Prose {
		ps.text = unmarked(raw, p.Parse(raw))
	}
	ps.words, ps.chars = wordsOf(ps.text), asciiOf(ps.text)
	return ps
}

// body reports whether a passage belongs to what one reads as the report, and
// not to the notes on sources, citations and gaps.
func (ps *passage) body() bool {
	return ps.ref.Kind != report.KindSource && !strings.Contains(ps.field, "cites[") && !strings.Contains(ps.field, "gaps[")
}

// in reports n bytes of a passage at an offset. What it says goes on after
// the name of the record: "writes “5” in figures".
func (p *Pass) in(ps *passage, off, n int, says, hint string) {
	p.FoundIn(ps.ref, ps.field, off, n, p.Name(ps.ref)+" "+says, hint)
}

// FoundIn reports that a part of a text breaks the rule: n bytes at an offset
// of the value of the field. Of a text that breaks it over and over the first
// places are reported.
func (p *Pass) FoundIn(ref report.Ref, field string, off, n int, message, hint string) {
	const most = 20
	text := textPlace{p.rule.Name, ref, field}
	if p.busy != text {
		p.busy, p.times = text, 0
	}
	switch p.times++; {
	case p.times > most:
		return
	case p.times == most:
		message += "; there may be more of this in the same text"
	}
	p.problems = append(p.problems, p.Report.TextProblem(p.rule.Name, p.severity(), ref, field, off, n, message, hint))
}

// textPlace is a text in which a rule found something.
type textPlace struct {
	rule  string
	ref   report.Ref
	field string
}

// unmarked is a text without its marks, as long as it was. A line end is kept
// where a paragraph or an item of a list ends; inside it is a space.
func unmarked(raw string, doc prose.Doc) string {
	b := []byte(raw)
	blank := func(from, to int) {
		for i := max(from, 0); i < min(to, len(b)); i++ {
			b[i] = nothing
		}
	}
	for _, ref := range doc.Refs() {
		blank(ref.Offset, ref.Offset+ref.Len)
		if ref.Kind == "figure" || ref.Kind == "parties" {
			b[ref.Offset] = number
		}
	}
	emphasis := false
	doc.Walk(func(in prose.Inline) {
		switch in.Kind {
		case prose.Emphasis, prose.Strong:
			emphasis = true
		case prose.Link:
			open := in.Offset - 1
			for open > 0 && raw[open] != '[' {
				open--
			}
			close := strings.Index(raw[in.Offset:], "](")
			if close < 0 {
				return
			}
			close += in.Offset
			blank(open, open+1)
			if n := strings.IndexByte(raw[close:], ')'); n >= 0 {
				blank(close, close+n+1)
			}
		}
	})
	list := slices.ContainsFunc(doc.Blocks, func(bl prose.Block) bool { return bl.Kind == prose.List })
	for i := 0; i < len(b); i++ {
		switch {
		case b[i] == '\\' && i+1 < len(b) && strings.IndexByte(`\*_[]()<>#-.!`+"`", b[i+1]) >= 0:
			b[i] = nothing
			i++
		case emphasis && (b[i] == '*' || b[i] == '_'):
			b[i] = nothing
		}
	}
	start := 0
	for start < len(b) {
		end := start
		for end < len(b) && b[end] != '\n' {
			end++
		}
		text := start
		for text < end && strings.IndexByte(" \t\r", b[text]) >= 0 {
			text++
		}
		n := 0
		if list {
			n = marker(raw[text:end])
		}
		if n > 0 || text == end {
			if start > 0 {
				b[start-1] = '\n'
			}
		}
		blank(start, text+n)
		if end < len(b) && text < end {
			b[end] = ' ' // until the next line shows that the paragraph ends here
		}
		start = end + 1
	}
	return string(b)
}

// marker is the length of the mark of a list item that a line begins with.
func marker(line string) int {
	n := 0
	for n < len(line) && line[n] >= '0' && line[n] <= '9' {
		n++
	}
	switch {
	case n > 0 && n+1 < len(line) && (line[n] == '.' || line[n] == ')') && line[n+1] == ' ':
		return n + 2
	case n == 0 && len(line) > 1 && strings.IndexByte("-*+", line[0]) >= 0 && line[1] == ' ':
		return 2
	}
	return 0
}

// wordsOf parts a text into words.
func wordsOf(text string) []word {
	var ws []word
	opens, line, quoted := true, true, false
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !isWord(r) {
			switch r {
			case '\n':
				opens, line, quoted = true, true, false
			case '“', '«':
				quoted = true
			case '”', '»':
				quoted = false
			case '.', '!', '?', '…':
				if r != '.' || len(ws) == 0 || ws[len(ws)-1].end() != i || !cutShort(ws[len(ws)-1].text) {
					opens = true
				}
			}
			i += n
			continue
		}
		end := i + n
		if address := strings.HasPrefix(text[i:], "http://") || strings.HasPrefix(text[i:], "https://"); address {
			for end < len(text) && text[end] > ' ' && strings.IndexByte(")]>\"", text[end]) < 0 {
				end++
			}
		} else {
			end = wordEnd(text, i)
		}
		ws = append(ws, word{text[i:end], i, opens, line, quoted})
		opens, line = false, false
		i = end
	}
	return ws
}

func isWord(r rune) bool { return r == number || unicode.IsLetter(r) || unicode.IsDigit(r) }

// wordEnd is where the word that begins at i ends.
func wordEnd(text string, i int) int {
	var before rune
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !isWord(r) {
			next, m := utf8.DecodeRuneInString(text[i+n:])
			joins := r == '-' || r == '/' || r == '.' || r == '_' || r == ',' && unicode.IsDigit(before) && unicode.IsDigit(next)
			if !joins || m == 0 || !isWord(next) || next == number {
				return i
			}
		}
		before = r
		i += n
	}
	return i
}

// cutShort reports whether a word is commonly written with a full stop behind
// it that ends no sentence.
func cutShort(s string) bool {
	switch strings.ToLower(s) {
	case "no", "nos", "para", "paras", "par", "art", "arts", "p", "pp", "chap", "vol", "sect", "cf", "mr", "mrs", "ms", "dr", "mme", "m", "e.g", "i.e", "etc":
		return true
	}
	r, n := utf8.DecodeRuneInString(s)
	return n == len(s) && unicode.IsUpper(r)
}

// at is word i of ws, and a word without text where there is none.
func at(ws []word, i int) word {
	if i < 0 || i >= len(ws) {
		return word{}
	}
	return ws[i]
}

// between is what stands between two words of a passage.
func (ps *passage) between(a, b word) string {
	if a.text == "" || b.text == "" || a.end() > b.off {
		return ""
	}
	return ps.text[a.end():b.off]
}

// inAddress reports whether an offset lies in a web address.
func (ps *passage) inAddress(off int) bool {
	if !strings.Contains(ps.text, "://") {
		return false
	}
	for _, w := range ps.words {
		if w.off <= off && off < w.end() {
			return strings.HasPrefix(w.text, "http")
		}
	}
	return false
}

// before and after are the runes next to a part of a passage that a reader
// sees; 0 where there is none.
func (ps *passage) before(off int) rune {
	s := strings.TrimRight(ps.text[:off], string(rune(nothing)))
	r, n := utf8.DecodeLastRuneInString(s)
	if n == 0 {
		return 0
	}
	return r
}

func (ps *passage) after(off int) rune {
	s := strings.TrimLeft(ps.text[off:], string(rune(nothing)))
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return 0
	}
	return r
}

// item reports whether a word is the first of an item of a list.
func (ps *passage) item(w word) bool {
	if !w.line || !ps.prose {
		return false
	}
	start := strings.LastIndexByte(ps.text[:w.off], '\n') + 1
	return marker(strings.TrimLeft(ps.raw[start:], " \t")) > 0
}

// oneOf makes a set of the words of a list.
func oneOf(list string) map[string]bool {
	set := make(map[string]bool)
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}

// plainNumber reads a word of digits.
func plainNumber(s string) (n int, ok bool) {
	if s == "" || len(s) > 9 {
		return 0, false
	}
	for _, c := range s {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}
