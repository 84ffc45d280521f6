package source

import (
	"strings"
	"unicode/utf8"

	"github.com/alecthomas/chroma/v2"
)

// tokens splits TOML into highlighted pieces, which together are the whole text.
//
// Chroma's own lexer for TOML supports neither strings over several lines nor dates
// without a time, which are common in the data, and takes most of the time that a site
// needs before Hugo.
func tokens(s string) []chroma.Token {
	var out []chroma.Token
	header := true // a bracket here would begin a table
	depth := 0     // of arrays and inline tables
	for i := 0; i < len(s); {
		kind, n := chroma.Punctuation, 1
		switch c := s[i]; {
		case c == '\n':
			kind = chroma.Text
			header = depth == 0
		case c == ' ' || c == '\t' || c == '\r':
			kind, n = chroma.Text, span(s[i:], " \t\r")
		case c == '#':
			kind, n = chroma.Comment, lineEnd(s[i:])
		case c == '[' && header:
			kind, n = chroma.Keyword, headerEnd(s[i:])
		case c == '"' || c == '\'':
			n = quoted(s[i:])
			kind = stringKind(c)
			if isKey(s[i+n:]) {
				kind = chroma.NameAttribute
			}
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			depth = max(0, depth-1)
		default:
			if n = bare(s[i:]); n == 0 {
				_, n = utf8.DecodeRuneInString(s[i:])
				break
			}
			kind = bareKind(s[i:i+n], s[i+n:])
		}
		if text := s[i : i+n]; strings.Trim(text, " \t\r\n") != "" {
			header = false
		}
		out = append(out, chroma.Token{Type: kind, Value: s[i : i+n]})
		i += n
	}
	return out
}

// span returns the number of bytes at the beginning of s that are in the set.
func span(s, set string) int { return len(s) - len(strings.TrimLeft(s, set)) }

func lineEnd(s string) int {
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		return i
	}
	return len(s)
}

// headerEnd returns the length of the header of a table, including its brackets.
func headerEnd(s string) int {
	line := s[:lineEnd(s)]
	if i := strings.IndexByte(line, '#'); i >= 0 {
		line = line[:i]
	}
	if i := strings.LastIndexByte(line, ']'); i >= 0 {
		return i + 1
	}
	return 1
}

// quoted returns the length of the string at the beginning of s. A string that is not
// closed ends with its line, or with the file if it may have several lines.
func quoted(s string) int {
	quote, end := s[:1], lineEnd(s)
	if strings.HasPrefix(s, strings.Repeat(quote, 3)) {
		quote, end = s[:3], len(s)
	}
	for i := len(quote); i < end; i++ {
		if s[i] == '\\' && quote[0] == '"' {
			i++
			continue
		}
		if strings.HasPrefix(s[i:end], quote) {
			i += len(quote)
			// Two more quotes may be before the ones that close it.
			for n := 0; len(quote) == 3 && n < 2 && i < end && s[i] == quote[0]; n++ {
				i++
			}
			return i
		}
	}
	return end
}

func stringKind(quote byte) chroma.TokenType {
	if quote == '\'' {
		return chroma.LiteralStringSingle
	}
	return chroma.LiteralStringDouble
}

// bare returns the number of bytes at the beginning of s that may be in a bare key, a
// number or a date.
func bare(s string) int {
	n := 0
	for n < len(s) && (s[n] >= '0' && s[n] <= '9' || s[n] >= 'a' && s[n] <= 'z' || s[n] >= 'A' && s[n] <= 'Z' ||
		s[n] == '_' || s[n] == '-' || s[n] == '+' || s[n] == ':') {
		n++
	}
	return n
}

func bareKind(word, rest string) chroma.TokenType {
	switch {
	case isKey(rest):
		return chroma.NameAttribute
	case word == "true" || word == "false":
		return chroma.KeywordConstant
	case len(word) >= 10 && word[4] == '-' && word[7] == '-':
		return chroma.LiteralDate
	case strings.ContainsAny(word[:1], "+-0123456789"):
		return chroma.LiteralNumber
	}
	return chroma.NameOther
}

// isKey reports whether the text before rest is a key or part of one.
func isKey(rest string) bool {
	rest = strings.TrimLeft(rest, " \t")
	if rest == "" {
		return false
	}
	// A point before a digit belongs to a number.
	return rest[0] == '=' || rest[0] == '.' && len(rest) > 1 && (rest[1] < '0' || rest[1] > '9')
}
