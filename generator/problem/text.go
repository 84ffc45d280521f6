package problem

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// maxQuoted is the maximum number of runes of a line that WriteText shows: a
// paragraph of prose is one line of TOML, and a terminal is not that wide.
const maxQuoted = 100

// WriteText writes problems for a terminal: position and message, the line with
// carets under the value, the hint, and the page that shows the mistake. With
// colour, ANSI escapes mark severity and carets.
func WriteText(w io.Writer, ps []Problem, colour bool) error {
	return Findings{Problems: ps}.WriteText(w, colour)
}

// WriteText is like the function WriteText, with pages under f.Front.
func (f Findings) WriteText(w io.Writer, colour bool) error {
	paint := func(code, s string) string {
		if !colour {
			return s
		}
		return "\x1b[" + code + "m" + s + "\x1b[0m"
	}
	var b strings.Builder
	for i, p := range f.Problems {
		if i > 0 {
			b.WriteByte('\n')
		}
		severity := paint("31", "error")
		if p.Severity == Warning {
			severity = paint("33", "warning")
		}
		place := p.Pos.String()
		if p.Edition != "" {
			place = "edition " + p.Edition + ": " + place
		}
		fmt.Fprintf(&b, "%s: %s: %s [%s]\n", paint("1", Visible(place)), severity, Visible(p.Message), p.Rule)
		if p.Line != "" && p.Pos.Line > 0 {
			line, caret := quote(p.Line, p.Pos.Column, p.Pos.Len)
			num := fmt.Sprint(p.Pos.Line)
			fmt.Fprintf(&b, "  %s | %s\n", num, line)
			if p.Pos.Column > 0 {
				fmt.Fprintf(&b, "  %s | %s\n", strings.Repeat(" ", len(num)), paint("31", caret))
			}
		}
		if p.Hint != "" {
			before := "  hint: "
			for line := range strings.SplitSeq(p.Hint, "\n") {
				b.WriteString(before + Visible(line) + "\n")
				before = "        "
			}
		}
		if fix := p.Edit; !fix.IsZero() && !fix.Safe && len(fix.New) < maxQuoted {
			b.WriteString("  fix: " + Visible(fix.Words()) + "\n")
		}
		if page := f.address(p); page != "" {
			fmt.Fprintf(&b, "  shown on: %s\n", Visible(page))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Excerpt returns the part of the line at p that fits on a screen, split into
// the text before the mistake, the mistake and the text after it. marked is
// empty if the mistake is at the end of the line; all three are empty if p has
// no line. Control and formatting characters are replaced with "·" so that they
// can neither move the caret nor reorder the line.
func (p Problem) Excerpt() (before, marked, after string) {
	if p.Line == "" || p.Pos.Line == 0 {
		return "", "", ""
	}
	if p.Pos.Column == 0 {
		_, text, rest := excerpt(p.Line, 1, len(p.Line))
		return text + rest, "", ""
	}
	return excerpt(p.Line, p.Pos.Column, p.Pos.Len)
}

// quote returns an excerpt of line and the carets to print under it.
func quote(line string, col, length int) (text, caret string) {
	before, marked, after := excerpt(line, col, length)
	return before + marked + after,
		strings.Repeat(" ", utf8.RuneCountInString(before)) + strings.Repeat("^", max(utf8.RuneCountInString(marked), 1))
}

// excerpt returns the part of line around the 1-based byte column col that fits
// in maxQuoted runes.
func excerpt(line string, col, length int) (head, mark, tail string) {
	col = min(max(col, 1), len(line)+1)
	end := min(col-1+max(length, 1), len(line))
	before := []rune(Visible(line[:col-1]))
	marked := []rune(Visible(line[col-1 : max(end, col-1)]))
	after := []rune(Visible(line[max(end, col-1):]))

	if len(before)+len(marked)+len(after) > maxQuoted {
		if len(marked) > maxQuoted/2 {
			after = append(append([]rune{}, marked[maxQuoted/2:]...), after...)
			marked = marked[:maxQuoted/2]
		}
		if keep := maxQuoted / 4; len(before) > keep {
			before = append([]rune("…"), before[len(before)-keep:]...)
		}
		if keep := max(maxQuoted-len(before)-len(marked), 1); len(after) > keep {
			after = append(after[:keep:keep], '…')
		}
	}
	return string(before), string(marked), string(after)
}

// Visible returns s with each invisible or text-reordering character replaced
// with "·".
func Visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError, r < 0x20, r == 0x7f,
			r >= 0x80 && r < 0xa0,
			r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e,
			r >= 0x2060 && r <= 0x2069, r == 0xfeff:
			return '·'
		}
		return r
	}, s)
}
