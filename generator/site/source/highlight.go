// Package source renders the TOML files of editions, and their differences, as
// HTML.
package source

import (
	"crypto/sha256"
	"fmt"
	"html/template"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/alecthomas/chroma/v2"

	"rapporteur/generator/report"
)

// Highlighter highlights TOML files, equal content once for all editions and
// languages.
type Highlighter struct {
	Done map[string]*Highlighted // by content; it does not change after Prepare
}

type Highlighted struct {
	Html  template.HTML
	Lines int
}

func NewHighlighter() *Highlighter { return &Highlighter{Done: make(map[string]*Highlighted)} }

// Prepare highlights the files of all reports. This is most of the work before Hugo,
// and its parts are independent, so it runs in parallel.
func (h *Highlighter) Prepare(reports []*report.Report) {
	var contents []string
	for _, r := range reports {
		for _, f := range r.Files {
			content := string(f.Data)
			if h.Done[content] == nil {
				h.Done[content] = new(Highlighted)
				contents = append(contents, content)
			}
		}
	}
	var next atomic.Int64
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(contents); i = int(next.Add(1)) - 1 {
				h.Highlight(contents[i])
			}
		})
	}
	wait.Wait()
}

// Of returns a file of one of the reports passed to Prepare.
func (h *Highlighter) Of(f report.File) *Highlighted { return h.Done[string(f.Data)] }

func (h *Highlighter) Highlight(content string) {
	d := h.Done[content]
	d.Lines = lines(content)
	var b strings.Builder
	b.WriteString(`<pre class="chroma"><code>`)
	for i, line := range highlightLines(content) {
		fmt.Fprintf(&b, `<span id="L%d"><a href="#L%d">%d</a>%s`+"\n</span>", i+1, i+1, i+1, line)
	}
	b.WriteString(`</code></pre>`)
	d.Html = template.HTML(b.String())
}

// highlightLines returns the lines of a file as HTML. Elements do not extend over several
// lines. The files are a large part of a site, so only what has a colour of its own is
// marked: keys, tables and punctuation have that of the whole.
func highlightLines(content string) []string {
	var out []string
	for _, tokens := range chroma.SplitTokensIntoLines(tokens(content)) {
		var b strings.Builder
		for i := 0; i < len(tokens); {
			class := classOf(tokens[i].Type)
			text := ""
			for ; i < len(tokens) && classOf(tokens[i].Type) == class; i++ {
				text += tokens[i].Value
			}
			text = strings.TrimRight(text, "\r\n")
			switch {
			case text == "":
			case class == "":
				b.WriteString(escape.Replace(text))
			case class == "s":
				b.WriteString("<i>" + escape.Replace(text) + "</i>") // the most frequent by far
			default:
				b.WriteString(`<span class="` + class + `">` + escape.Replace(text) + `</span>`)
			}
		}
		out = append(out, b.String())
	}
	return out
}

// escape escapes what has a meaning between elements.
var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// classOf returns the class of a token in assets/css/components/chroma.css.
func classOf(t chroma.TokenType) string {
	switch t {
	case chroma.Comment:
		return "c"
	case chroma.LiteralStringSingle, chroma.LiteralStringDouble:
		return "s"
	case chroma.LiteralNumber, chroma.LiteralDate, chroma.KeywordConstant:
		return "m"
	}
	return ""
}

// lines counts lines; the last one need not end in a line feed.
func lines(s string) int {
	n := strings.Count(s, "\n")
	if s != "" && !strings.HasSuffix(s, "\n") {
		n++
	}
	return n
}

// Sum returns a name for texts in an order, short enough for an address: equal texts have the
// same and, as far as can be seen, others have another.
func Sum(texts ...string) string {
	h := sha256.New()
	for _, t := range texts {
		fmt.Fprintf(h, "%d:", len(t))
		h.Write([]byte(t))
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:10])
}
