// Package source renders the TOML files of editions, and their differences, as
// HTML.
package source

import (
	"bytes"
	"fmt"
	"html/template"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/alecthomas/chroma/v2/styles"

	"rapporteur/generator/report"
)

// Highlighter highlights TOML files, equal content once for all editions and
// languages.
type Highlighter struct {
	formatter *html.Formatter
	Done      map[string]*Highlighted // by content; it does not change after prepare
}

type Highlighted struct {
	name  string
	Html  template.HTML
	Lines int
	err   error
}

func NewHighlighter() *Highlighter {
	return &Highlighter{
		formatter: html.New(
			html.WithClasses(true),
			html.WithLineNumbers(true),
			html.WithLinkableLineNumbers(true, "L"),
		),
		Done: make(map[string]*Highlighted),
	}
}

// Prepare highlights the files of all reports. This is most of the work before Hugo,
// and its parts are independent, so it runs in parallel.
func (h *Highlighter) Prepare(reports []*report.Report) error {
	var contents []string
	for _, r := range reports {
		for _, f := range r.Files {
			content := string(f.Data)
			if h.Done[content] == nil {
				h.Done[content] = &Highlighted{name: f.Name}
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
	for _, content := range contents {
		if d := h.Done[content]; d.err != nil {
			return fmt.Errorf("highlight %s: %w", d.name, d.err)
		}
	}
	return nil
}

// Of returns a file of one of the reports passed to Prepare.
func (h *Highlighter) Of(f report.File) *Highlighted { return h.Done[string(f.Data)] }

func (h *Highlighter) Highlight(content string) {
	d := h.Done[content]
	b := new(bytes.Buffer)
	// The style is of no account with classes: the stylesheet has the colours.
	if err := h.formatter.Format(b, styles.Fallback, chroma.Literator(tokens(content)...)); err != nil {
		d.err = err
		return
	}
	d.Html, d.Lines = template.HTML(b.String()), lines(content)
}

// lines counts lines; the last one need not end in a line feed.
func lines(s string) int {
	n := strings.Count(s, "\n")
	if s != "" && !strings.HasSuffix(s, "\n") {
		n++
	}
	return n
}
