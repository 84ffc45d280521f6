package report

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	pelletier "github.com/pelletier/go-toml/v2"

	"rapporteur/generator/say"
)

// Limits that Limit raises: memory grows with these in proportion.
const (
	maxFile   = 16 << 20 // bytes of a file
	maxValues = 250_000  // commas, equals signs and brackets of a file: parsers need much memory for each

	maxFiles     = 10_000    // files of a report
	maxEntries   = 20_000    // files and folders in data/, read or not
	maxAllBytes  = 64 << 20  // of all files together
	maxAllValues = 1_000_000 // of all files together
)

// Limits that nothing raises: time grows faster than in proportion, or a parser recurses, and
// the same can be written otherwise.
const (
	maxInline = 1_000 // commas of one inline table: a parser compares each key with all others
	maxDepth  = 32    // brackets in brackets, and parts of a key
)

// fault is a mistake in the bytes of a file.
type fault struct {
	rule     string
	off, len int // bytes
	message  say.Text
	hint     say.Text
	fix      *repair // nil where it is not known
}

// sizes is what the files of a report add up to so far.
type sizes struct {
	files, bytes, values int64
}

// add counts one more file. It returns the fault of the first one that is too much.
func (s *sizes) add(data []byte) *fault {
	s.files++
	s.bytes += int64(len(data))
	s.values += countValues(data)
	var message say.Text
	switch {
	case s.files > Limit(maxFiles):
		message = say.F("a report has at most %d files, and this is one more", Limit(maxFiles))
	case s.bytes > Limit(maxAllBytes):
		message = say.F("the files up to this one are larger than %d MiB together", Limit(maxAllBytes)>>20)
	case s.values > Limit(maxAllValues):
		message = say.F("the files up to this one have more than %d values together", Limit(maxAllValues))
	default:
		return nil
	}
	return newFault("size", 0, 0, message, OrRaise(say.F("look whether these are the right files; a report of that size has to be divided into several")))
}

// countValues counts the marks that scan takes for values, those in texts as well.
func countValues(data []byte) int64 {
	var n int64
	for _, mark := range []byte("=,[{") {
		n += int64(bytes.Count(data, []byte{mark}))
	}
	return n
}

// checkBytes looks for what must be known to be absent before a parser may
// see data. It returns nil where there is nothing of the kind.
func checkBytes(data []byte) *fault {
	switch {
	case int64(len(data)) > Limit(maxFile):
		return newFault("size", 0, 0, say.F("file is larger than %d MiB", Limit(maxFile)>>20), OrRaise(say.F("split it, or look whether it is the right file")))
	case bytes.HasPrefix(data, []byte("version https://git-lfs.github.com/spec/")):
		return newFault("irregular-file", 0, 0, say.F("this is a pointer of Git LFS, and not the file that it stands for"),
			say.F("keep data/ out of Git LFS, which stores no history that can be compared: git lfs pull, git lfs untrack \"data/**\", git add --renormalize data"))
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return &fault{rule: "encoding", len: 3, message: say.F("file begins with a byte order mark"), hint: say.F("save it as UTF-8 without a byte order mark"), fix: &repair{span{0, 3}, "", true}}
	}
	if text := fromUTF16(data); text != "" {
		return &fault{rule: "encoding", len: 2, message: say.F("file is in UTF-16, and not in UTF-8"), hint: say.F("save it as plain text in UTF-8"), fix: &repair{span{0, len(data)}, text, false}}
	}
	if i := bytes.IndexByte(data, 0); i >= 0 {
		return newFault("encoding", i, 1, say.F("file holds a null byte"), say.F("save it as plain text in UTF-8"))
	}
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return newFault("encoding", i, 1, say.F("byte 0x%02x is not UTF-8", data[i]), say.F("save the file as UTF-8 (most editors: Save with encoding), and retype this letter"))
		}
		i += n
	}
	return scan(data)
}

// scan walks over the tokens of a file without recursion. It finds what would
// exhaust a recursive parser, and what TOML 1.1 allows but 1.0 does not,
// since editors and other tools read 1.0. It may be wrong about files that
// are not TOML at all; the parsers report those.
func scan(data []byte) *fault {
	type bracket struct {
		open  byte
		comma int // offset of the last comma when nothing came after it, or -1
		count int // commas
	}
	var stack []bracket
	parts, values, most := 0, int64(0), Limit(maxValues)
	for i := 0; i < len(data); {
		c := data[i]
		if len(stack) > 0 && c != ' ' && c != '\t' && c != '}' && c != ',' {
			stack[len(stack)-1].comma = -1
		}
		switch c {
		case '#':
			n := bytes.IndexByte(data[i:], '\n')
			if n < 0 {
				return nil
			}
			i += n
			continue
		case '"', '\'':
			end, escape := skipString(data, i)
			if escape >= 0 {
				return newFault("toml-1.0", escape, 2, say.F("escape %s is not in TOML 1.0", data[escape:escape+2]), say.F(`write \u001b or the like, or the character itself`))
			}
			i = end
			continue
		case '\n':
			parts = 0
			if len(stack) > 0 && stack[len(stack)-1].open == '{' {
				return newFault("toml-1.0", i, 1, say.F("line ends inside an inline table"), say.F("keep everything from { to } on one line, or write a table of its own under a [heading]"))
			}
		case '.':
			parts++
		case '=':
			parts = 0
			values++
		case ',':
			parts = 0
			values++
			if n := len(stack); n > 0 {
				stack[n-1].comma = i
				if stack[n-1].count++; stack[n-1].open == '{' && stack[n-1].count > maxInline {
					return newFault("size", i, 1, say.F("an inline table has more than %d keys", maxInline), say.F("write a table of its own under a [heading], or look for a } that is missing"))
				}
			}
		case '[', '{':
			parts = 0
			values++
			stack = append(stack, bracket{open: c, comma: -1})
		case ']', '}':
			if n := len(stack); n > 0 {
				if c == '}' && stack[n-1].comma >= 0 {
					return newFault("toml-1.0", stack[n-1].comma, 1, say.F("comma before } is not in TOML 1.0"), say.F("leave the last comma of an inline table out"))
				}
				stack = stack[:n-1]
			}
		}
		if values > most {
			return newFault("size", i, 1, say.F("file has more than %d values", most), OrRaise(say.F("split it, or look whether it is the right file")))
		}
		if len(stack) > maxDepth || parts > maxDepth {
			return newFault("nesting", i, 1, say.F("nested more than %d deep", maxDepth), say.F("look for a bracket that is not closed"))
		}
		i++
	}
	return nil
}

// skipString returns the offset after the string that begins at data[i], and
// the offset of an escape that only TOML 1.1 has, or -1. A string that does
// not end on its line, or at all, ends there.
func skipString(data []byte, i int) (end, escape int) {
	q := data[i]
	long := i+2 < len(data) && data[i+1] == q && data[i+2] == q
	n := 1
	if long {
		n = 3
	}
	for j := i + n; j < len(data); j++ {
		switch c := data[j]; {
		case c == '\\' && q == '"':
			if j+1 < len(data) && (data[j+1] == 'e' || data[j+1] == 'x') {
				return j, j
			}
			j++
		case c == '\n' && !long:
			return j, -1
		case c == q && !long:
			return j + 1, -1
		case c == q && j+2 < len(data) && data[j+1] == q && data[j+2] == q:
			// Up to two quotes may precede the three that close.
			j += 3
			for k := 0; k < 2 && j < len(data) && data[j] == q; k++ {
				j++
			}
			return j, -1
		}
	}
	return len(data), -1
}

// decode decodes a file into v with BurntSushi/toml; go-toml must accept it
// as well. With v nil only the syntax is checked.
func decode(data []byte, v any) *fault {
	if v == nil {
		v = new(map[string]any)
	}
	_, err := toml.NewDecoder(bytes.NewReader(data)).Decode(v)
	if err != nil {
		return teach(data, err)
	}
	return nil
}

// parses reports whether go-toml takes data, and the fault where it does not.
func parses(data []byte) *fault {
	var m map[string]any
	err := pelletier.Unmarshal(data, &m)
	if err == nil {
		return nil
	}
	f := &fault{rule: "syntax", message: say.Raw(clean(err.Error()))}
	if de, ok := errors.AsType[*pelletier.DecodeError](err); ok {
		line, col := de.Position()
		f.off = offsetOf(data, line, col)
	}
	return f
}

// teach turns an error of BurntSushi/toml into a fault at its place, with
// its explanation as the hint.
func teach(data []byte, err error) *fault {
	pe, ok := errors.AsType[toml.ParseError](err)
	if !ok {
		return &fault{rule: "syntax", message: say.Raw(clean(err.Error()))}
	}
	f := &fault{rule: "syntax", off: max(min(pe.Position.Start, len(data)), 0), len: pe.Position.Len, message: say.Raw(clean(pe.Message))}
	_, usage, _ := strings.Cut(pe.ErrorWithUsage(), "Error help:\n\n")
	var hint strings.Builder
	for line := range strings.Lines(usage) {
		hint.WriteString(strings.TrimPrefix(strings.TrimRight(line, " \n"), "    ") + "\n")
	}
	f.hint = say.Raw(strings.TrimSpace(hint.String()))
	return f.inPlainWords(data)
}

// clean gives a library's message the form of ours: no prefix, no full
// stop, one line.
func clean(s string) string {
	s = strings.TrimPrefix(s, "toml: ")
	s, _, _ = strings.Cut(s, "\n")
	return strings.TrimRight(strings.TrimSpace(s), ".")
}

// offsetOf is the byte offset of a 1-based line and byte column.
func offsetOf(data []byte, line, col int) int {
	off := 0
	for ; line > 1; line-- {
		n := bytes.IndexByte(data[off:], '\n')
		if n < 0 {
			break
		}
		off += n + 1
	}
	return max(min(off+col-1, len(data)), 0)
}
