package problem

import (
	"fmt"
	"io"
	"rapporteur/generator/say"
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
	folded := fold(f.Problems)
	for i, p := range f.Problems {
		if folded[i] == hidden {
			continue
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		severity := paint("31", say.F("error").In(f.Lang))
		if p.Severity == Warning {
			severity = paint("33", say.F("warning").In(f.Lang))
		}
		place := p.Place()
		if p.Edition != "" {
			place = say.F("edition %s: %s", p.Edition, place).In(f.Lang)
		}
		fmt.Fprintf(&b, "%s: %s: %s [%s]\n", paint("1", Visible(place)), severity, Visible(p.Message.In(f.Lang)), p.Rule)
		if p.Line != "" && p.Pos.Line > 0 {
			line, caret := quote(p.Line, p.Pos.Column, p.Pos.Len)
			num := fmt.Sprint(p.Pos.Line)
			fmt.Fprintf(&b, "  %s | %s\n", num, line)
			if p.Pos.Column > 0 {
				fmt.Fprintf(&b, "  %s | %s\n", strings.Repeat(" ", len(num)), paint("31", caret))
			}
		}
		if !p.Hint.IsZero() {
			for i, line := range strings.Split(say.F("hint: %s", p.Hint).In(f.Lang), "\n") {
				if i > 0 {
					b.WriteString("      ")
				}
				b.WriteString("  " + Visible(line) + "\n")
			}
		}
		if fix := p.Edit; !fix.IsZero() && !fix.Safe && len(fix.New) < maxQuoted {
			b.WriteString("  " + Visible(say.F("fix: %s", fix.Words()).In(f.Lang)) + "\n")
		}
		if page := f.address(p); page != "" {
			b.WriteString("  " + say.F("shown on: %s", Visible(page)).In(f.Lang) + "\n")
		}
		if n := folded[i]; n > 0 {
			b.WriteString("  " + say.F("and %d more, for the same reason:%s", n, others(f.Problems, folded, i)).In(f.Lang) + "\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

const (
	foldFrom  = 6 // like problems of which only the first are shown
	foldShown = 3
	hidden    = -1
)

// reason is what problems have in common that are shown together.
func reason(p Problem) string {
	return strings.Join([]string{p.Edition, p.Rule, p.Severity.String(), p.Hint.String()}, "\x00")
}

// fold says of each problem whether it is hidden, for there are many of the same rule and
// hint, and of the last one that is shown how many are hidden. Causes, faults of syntax and
// what has no hint are never hidden.
func fold(ps []Problem) []int {
	count := make(map[string]int)
	for _, p := range ps {
		count[reason(p)]++
	}
	folded, seen, last := make([]int, len(ps)), make(map[string]int), make(map[string]int)
	for i, p := range ps {
		k := reason(p)
		if p.Cause || p.Hint.IsZero() || p.Rule == "syntax" || count[k] < foldFrom {
			continue
		}
		if seen[k]++; seen[k] > foldShown {
			folded[i] = hidden
			folded[last[k]]++
			continue
		}
		last[k] = i
	}
	return folded
}

// others are the places of the problems that are hidden behind one, by file.
func others(ps []Problem, folded []int, shown int) string {
	const most = 30 // lines of a file
	var b strings.Builder
	file, n := "", 0
	for i, p := range ps {
		if folded[i] != hidden || reason(p) != reason(ps[shown]) {
			continue
		}
		if p.Pos.File != file {
			file, n = p.Pos.File, 0
			fmt.Fprintf(&b, "\n    %s:", Visible(file))
		}
		switch n++; {
		case n <= most:
			fmt.Fprintf(&b, " %d", p.Pos.Line)
		case n == most+1:
			b.WriteString(" …")
		}
	}
	return b.String()
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
