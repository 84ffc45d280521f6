package lsp

import (
	"regexp"
	"strings"

	"rapporteur/generator/report"
)

// cursor describes what a writer is about to enter at a place in a data file. It depends on
// the text before that place alone, since the text after it may be incomplete.
type cursor struct {
	table  string // header that the place is below: "indicator.observation"; empty before the first
	path   string // key of the value, below the table: "place.state"; empty where a key is entered
	value  string // what the value has already, up to the place
	start  int    // where that begins, in bytes of the text
	inText bool   // between quotation marks
}

var (
	tableHead = regexp.MustCompile(`^\s*\[\[?\s*([A-Za-z0-9_.-]+)\s*\]\]?\s*(#.*)?$`)
	keyBefore = regexp.MustCompile(`[A-Za-z0-9_.-]*$`)
)

// at finds what is entered at a byte of a text.
func at(text string, offset int) cursor {
	s := scanner{text: text[:offset]}
	s.run()
	c := cursor{table: s.table, inText: s.quote != ""}
	switch {
	case c.inText:
		c.start = s.begin
		c.path = s.full()
	case s.valued:
		c.start = s.begin
		for c.start < offset && strings.ContainsRune(" \t\n", rune(text[c.start])) {
			c.start++
		}
		c.path = s.full()
	default:
		c.start = offset - len(keyBefore.FindString(text[:offset]))
		c.path = ""
		if p := s.prefix(); p != "" {
			c.table = strings.TrimPrefix(c.table+"."+p, ".")
		}
	}
	c.value = text[c.start:offset]
	return c
}

// scanner goes through TOML as far as it has been written. It skips what is not TOML.
type scanner struct {
	text  string
	table string
	stack []frame
	key   string // of the value that is being written
	begin int    // of that value, or of the string that it is in
	quote string // of the string that is open: `"`, `'`, `"""` or `'''`

	valued bool // after an equals sign, so that a value comes
}

// frame is an open bracket.
type frame struct {
	list bool
	key  string // of the value that the bracket begins
}

func (s *scanner) run() {
	line := 0 // where the line began
	for i := 0; i < len(s.text); {
		rest := s.text[i:]
		if s.quote != "" {
			switch {
			case strings.HasPrefix(rest, s.quote):
				i += len(s.quote)
				s.quote = ""
				s.begin = i
			case rest[0] == '\\' && s.quote[0] == '"':
				i += 2
			case rest[0] == '\n' && len(s.quote) == 1:
				s.quote = "" // it was not closed
			default:
				i++
			}
			continue
		}
		switch c := rest[0]; c {
		case '"', '\'':
			s.quote = rest[:1]
			if three := strings.Repeat(s.quote, 3); strings.HasPrefix(rest, three) {
				s.quote = three
			}
			i += len(s.quote)
			s.begin = i
			continue
		case '#':
			n := strings.IndexByte(rest, '\n')
			if n < 0 {
				i = len(s.text)
				continue
			}
			i += n
			continue
		case '\n':
			if head := tableHead.FindStringSubmatch(s.text[line:i]); head != nil {
				s.table, s.stack, s.key, s.valued = head[1], nil, "", false
			}
			if len(s.stack) == 0 {
				s.key, s.valued = "", false
			}
			line = i + 1
		case '=':
			s.key = keyBefore.FindString(strings.TrimRight(s.text[:i], " \t"))
			s.valued, s.begin = true, i+1
		case '{', '[':
			if c == '[' && !s.valued && !s.inList() {
				break // a header, up to the end of its line
			}
			s.stack = append(s.stack, frame{c == '[', s.key})
			s.valued, s.begin = c == '[', i+1
			if c == '{' {
				s.key = ""
			}
		case '}', ']':
			if n := len(s.stack); n > 0 {
				s.key, s.stack = s.stack[n-1].key, s.stack[:n-1]
			}
			s.valued = s.inList()
			s.begin = i + 1
		case ',':
			s.valued = s.inList()
			if !s.valued {
				s.key = ""
			}
			s.begin = i + 1
		}
		i++
	}
}

func (s *scanner) inList() bool { return len(s.stack) > 0 && s.stack[len(s.stack)-1].list }

// prefix is the key of the innermost open bracket, with those around it.
func (s *scanner) prefix() string {
	var keys []string
	for i, f := range s.stack {
		// The brace of a table in a list has the key of the list.
		if f.key != "" && (i == 0 || !s.stack[i-1].list) {
			keys = append(keys, f.key)
		}
	}
	return strings.Join(keys, ".")
}

func (s *scanner) full() string {
	p := s.prefix()
	if s.inList() || s.key == "" {
		return p
	}
	return strings.TrimPrefix(p+"."+s.key, ".")
}

// field is the field of a record at the cursor: its kind, and its path in the record.
// ok is false in a file that holds no records.
func (c cursor) field(file string) (kind report.Kind, path string, ok bool) {
	whole := strings.TrimPrefix(c.table+"."+c.path, ".")
	whole = strings.TrimSuffix(whole, ".")
	best := -1
	for _, k := range report.Kinds() {
		if !matches(k.File, file) || len(k.Key) <= best {
			continue
		}
		rest, found := strings.CutPrefix(whole+".", k.Key+".")
		if k.Key == "" {
			rest, found = whole+".", true
		}
		if found {
			best, kind, path, ok = len(k.Key), k.Kind, strings.TrimSuffix(rest, "."), true
		}
	}
	return kind, path, ok
}

// reference is a reference in a text that is being written at the cursor.
type reference struct {
	kind   string // what is before the colon; empty where it is not written yet
	id     string // what is after it, as far as it is written
	linked bool   // the target of a link, "[text](kind:id)"
	named  bool   // the colon is there
}

var (
	openReference = regexp.MustCompile(`\[([a-z]*)(:?)([a-z0-9/@-]*)$`)
	openLink      = regexp.MustCompile(`\]\(([a-z]*)(:?)([a-z0-9/-]*)$`)
)

func (c cursor) reference() (r reference, ok bool) {
	if !c.inText {
		return r, false
	}
	if m := openLink.FindStringSubmatch(c.value); m != nil {
		return reference{kind: m[1], named: m[2] != "", id: m[3], linked: true}, true
	}
	if m := openReference.FindStringSubmatch(c.value); m != nil {
		return reference{kind: m[1], named: m[2] != "", id: m[3]}, true
	}
	return r, false
}
