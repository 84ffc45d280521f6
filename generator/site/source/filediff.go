package source

import (
	"fmt"
	"html/template"
	"rapporteur/generator/report"
	"rapporteur/generator/site/page"
	"strings"

	"github.com/aymanbagabas/go-udiff"
)

const (
	contextLines  = 3
	mostDiffLines = 1500 // of a file that are shown
)

// FileDiff is a data file that differs. It does not depend on a language.
type FileDiff struct {
	Name        string
	Kind        string // "added", "removed", "changed"
	Plus, Minus int
	Hunks       []page.SourceHunk
	More        int    // lines left out
	Sum         string // of name and contents
}

// Differ highlights files line by line, equal content once. It is not safe for
// concurrent use.
type Differ struct{ done map[string][]string }

func NewDiffer() *Differ { return &Differ{make(map[string][]string)} }

// Compare compares the data files of two editions, by name.
func (c *Differ) Compare(from, to *report.Report) []FileDiff {
	var out []FileDiff
	i, j := 0, 0
	for i < len(from.Files) || j < len(to.Files) {
		switch {
		case j == len(to.Files) || i < len(from.Files) && from.Files[i].Name < to.Files[j].Name:
			out = append(out, c.file(from.Files[i].Name, "removed", string(from.Files[i].Data), ""))
			i++
		case i == len(from.Files) || to.Files[j].Name < from.Files[i].Name:
			out = append(out, c.file(to.Files[j].Name, "added", "", string(to.Files[j].Data)))
			j++
		default:
			if a, b := string(from.Files[i].Data), string(to.Files[j].Data); a != b {
				out = append(out, c.file(to.Files[j].Name, "changed", a, b))
			}
			i++
			j++
		}
	}
	return out
}

func (c *Differ) file(name, kind, from, to string) FileDiff {
	f := FileDiff{Name: name, Kind: kind, Sum: Sum(name, from, to)}
	// Lines makes edits of whole lines of this very text, which is all that
	// can go wrong here.
	u, err := udiff.ToUnifiedDiff(name, name, from, udiff.Lines(from, to), contextLines)
	if err != nil {
		f.Hunks = []page.SourceHunk{{Head: err.Error()}}
		return f
	}
	old, now := c.lines(from), c.lines(to)
	shown := 0
	for _, h := range u.Hunks {
		var b strings.Builder
		i, j := h.FromLine-1, h.ToLine-1
		if from == "" {
			i = 0
		}
		head := i
		for _, l := range h.Lines {
			kind, line := "equal", ""
			switch l.Kind {
			case udiff.Delete:
				kind, line = "delete", lineAt(old, i)
				f.Minus++
				i++
			case udiff.Insert:
				kind, line = "insert", lineAt(now, j)
				f.Plus++
				j++
			default:
				line = lineAt(now, j)
				i++
				j++
			}
			if shown++; shown > mostDiffLines {
				f.More++
				continue
			}
			diffLine(&b, kind, line)
		}
		if b.Len() == 0 {
			continue
		}
		f.Hunks = append(f.Hunks, page.SourceHunk{
			Head: fmt.Sprintf("@@ -%d,%d +%d,%d @@", h.FromLine, i-head, h.ToLine, j-h.ToLine+1),
			HTML: template.HTML(`<pre class="chroma"><code>` + b.String() + `</code></pre>`),
		})
	}
	return f
}

// diffLine writes a line with its sign, which screen readers read out.
func diffLine(b *strings.Builder, kind, line string) {
	sign, tag := " ", ""
	switch kind {
	case "delete":
		sign, tag = "−", "del"
	case "insert":
		sign, tag = "+", "ins"
	}
	if tag == "" {
		b.WriteString("<b> </b>" + line + "\n")
		return
	}
	fmt.Fprintf(b, "<%s><b>%s</b>%s\n</%s>", tag, sign, line, tag)
}

func lineAt(lines []string, i int) string {
	if i < 0 || i >= len(lines) {
		return ""
	}
	return lines[i]
}

// lines returns the lines of a file as HTML.
func (c *Differ) lines(content string) []string {
	ls, ok := c.done[content]
	if !ok {
		ls = highlightLines(content)
		c.done[content] = ls
	}
	return ls
}
