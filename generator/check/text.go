package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/generator/prose"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// passage is one of our own texts in one language, split into words. Quotations,
// printed titles and the names of States and organizations are not passages: the
// house style does not apply to them.
type passage struct {
	ref   report.Ref
	field string // including the language: "progress.fr"
	lang  report.Lang
	prose bool   // Markdown; otherwise a heading, a name or a note of one line
	raw   string // the value in TOML
	text  string // raw with markup replaced; of the same length, so that offsets are the same
	words []word // in order
	chars ascii  // the characters in text
}

// ascii is a set of characters below 128. It lets rules skip most texts without
// scanning them.
type ascii [2]uint64

func asciiOf(s string) (set ascii) {
	for i := range len(s) {
		if c := s[i]; c < utf8.RuneSelf {
			set[c>>6] |= 1 << (c & 63)
		}
	}
	return set
}

// has reports whether any of chars is in the set.
func (set ascii) has(chars string) bool {
	any := asciiOf(chars)
	return set[0]&any[0]|set[1]&any[1] != 0
}

const digits = "0123456789"

// Characters that replace markup in the text of a passage.
const (
	nothing = '\x01' // markup, sources and notes, which are not read as text
	number  = '\x02' // a figure or a number that is counted, which is read as a number
)

// word is a run of letters and digits. It includes full stops, commas, hyphens and
// slashes inside it, but not apostrophes.
type word struct {
	text   string
	off    int  // in bytes, in the text of its passage
	opens  bool // first of a sentence
	line   bool // first of a paragraph or a list item
	quoted bool // in quotation marks
}

func (w word) end() int { return w.off + len(w.text) }

// opaque reports whether a word is a symbol or the like, without natural words:
// "A/63/89", "V.07-85692".
func (w word) opaque() bool {
	return strings.ContainsAny(w.text, digits) && strings.ContainsFunc(w.text, unicode.IsLetter) || strings.Contains(w.text, "/")
}

// passages returns the passages in a language, in document order.
func (p *Pass) passages(lang report.Lang) []*passage { return p.styled()[lang] }

func (p *Pass) allPassages() map[report.Lang][]*passage {
	styled := make(map[report.Lang][]*passage)
	for _, t := range p.Texts() {
		if !ours(t) {
			continue
		}
		for _, l := range report.Langs {
			if raw := t.Text.In(l); raw != "" {
				styled[l] = append(styled[l], p.passage(t, l, raw))
			}
		}
	}
	return styled
}

// ours reports whether the wording of a text is our own.
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

// body reports whether a passage is part of the report proper, not of the notes on
// sources, citations and gaps.
func (ps *passage) body() bool {
	return ps.ref.Kind != report.KindSource && !strings.Contains(ps.field, "cites[") && !strings.Contains(ps.field, "gaps[")
}

// in reports n bytes of a passage at an offset. says continues the name of the
// record: "writes “5” in figures".
func (p *Pass) in(ps *passage, off, n int, says, hint say.Text) {
	p.FoundIn(ps.ref, ps.field, off, n, say.F("%s %s", p.Name(ps.ref), says), hint)
}

// inEdit is like in, with what is to take the place of the part. Safe says that nobody
// need look at it before.
func (p *Pass) inEdit(ps *passage, off, n int, says, hint say.Text, edit string, safe bool) {
	count := len(p.problems)
	p.in(ps, off, n, says, hint)
	if len(p.problems) > count {
		p.problems[count].Edit = p.Report.TextEdit(ps.ref, ps.field, off, n, edit, safe)
	}
}

// FoundIn reports that a part of a text breaks the rule: n bytes at an offset in
// the value of the field. Only the first 20 places in a text are reported.
func (p *Pass) FoundIn(ref report.Ref, field string, off, n int, message, hint say.Text) {
	const most = 20
	text := textPlace{p.rule.Name, ref, field}
	if p.lastText != text {
		p.lastText, p.repeats = text, 0
	}
	switch p.repeats++; {
	case p.repeats > most:
		return
	case p.repeats == most:
		message = say.F("%s; there may be more in the same text", message)
	}
	p.problems = append(p.problems, p.Report.TextProblem(p.rule.Name, p.severity(), ref, field, off, n, message, hint))
}

// textPlace identifies a text in which a rule found a problem.
type textPlace struct {
	rule  string
	ref   report.Ref
	field string
}

// unmarked returns a text with its markup replaced, of the same length. Line ends
// are kept at the end of paragraphs and list items, and are spaces elsewhere.
func unmarked(raw string, doc prose.Doc) string {
	b := []byte(raw)
	blank := func(from, to int) {
		for i := max(from, 0); i < min(to, len(b)); i++ {
			b[i] = nothing
		}
	}
	for _, ref := range doc.Refs() {
		blank(ref.Offset, ref.Offset+ref.Len)
		if ref.Number() {
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
			b[end] = ' ' // unless the next line shows that the paragraph ends here
		}
		start = end + 1
	}
	return string(b)
}

// marker returns the length of the list marker at the beginning of a line.
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

// wordsOf splits a text into words.
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
				if r == '.' && strings.HasPrefix(text[i+n:], ",") {
					break // an abbreviation: "at 10 a.m., 12 States"
				}
				if r != '.' || len(ws) == 0 || ws[len(ws)-1].end() != i || !isAbbreviation(ws[len(ws)-1].text) {
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

// wordEnd returns the end of the word that begins at i.
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

// isAbbreviation reports whether a full stop after a word usually does not end a
// sentence.
func isAbbreviation(s string) bool {
	switch strings.ToLower(s) {
	case "no", "nos", "para", "paras", "par", "art", "arts", "p", "pp", "chap", "vol", "sect", "fig", "figs", "cf", "mr", "mrs", "ms", "dr", "mme", "m", "e.g", "i.e", "etc":
		return true
	}
	r, n := utf8.DecodeRuneInString(s)
	return n == len(s) && unicode.IsUpper(r)
}

// at returns word i of ws, or a word without text if there is none.
func at(ws []word, i int) word {
	if i < 0 || i >= len(ws) {
		return word{}
	}
	return ws[i]
}

// between returns the text between two words of a passage.
func (ps *passage) between(a, b word) string {
	if a.text == "" || b.text == "" || a.end() > b.off {
		return ""
	}
	return ps.text[a.end():b.off]
}

// inAddress reports whether an offset is in a URL.
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

// before returns the visible rune before an offset, 0 if there is none.
func (ps *passage) before(off int) rune {
	s := strings.TrimRight(ps.text[:off], string(rune(nothing)))
	r, n := utf8.DecodeLastRuneInString(s)
	if n == 0 {
		return 0
	}
	return r
}

// after returns the visible rune at an offset, 0 if there is none.
func (ps *passage) after(off int) rune {
	s := strings.TrimLeft(ps.text[off:], string(rune(nothing)))
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return 0
	}
	return r
}

// item reports whether a word is the first of a list item.
func (ps *passage) item(w word) bool {
	if !w.line || !ps.prose {
		return false
	}
	start := strings.LastIndexByte(ps.text[:w.off], '\n') + 1
	return marker(strings.TrimLeft(ps.raw[start:], " \t")) > 0
}

// oneOf returns the set of the words in a list.
func oneOf(list string) map[string]bool {
	set := make(map[string]bool)
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}

// plainNumber parses a word of up to nine digits.
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
