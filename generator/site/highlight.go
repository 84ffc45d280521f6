package site

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

// highlighter colours TOML files, each content once however many editions and
// languages show it.
type highlighter struct {
	formatter *html.Formatter
	done      map[string]*highlighted // by content; it does not change after prepare
}

type highlighted struct {
	name  string
	html  template.HTML
	lines int
	err   error
}

func newHighlighter() *highlighter {
	return &highlighter{
		formatter: html.New(
			html.WithClasses(true),
			html.WithLineNumbers(true),
			html.WithLinkableLineNumbers(true, "L"),
		),
		done: make(map[string]*highlighted),
	}
}

// prepare colours the files of all reports. It is most of the work that a
// site takes before Hugo, and its parts are independent, so it uses every
// processor.
func (h *highlighter) prepare(reports []*report.Report) error {
	var contents []string
	for _, r := range reports {
		for _, f := range r.Files {
			content := string(f.Data)
			if h.done[content] == nil {
				h.done[content] = &highlighted{name: f.Name}
				contents = append(contents, content)
			}
		}
	}
	var next atomic.Int64
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(contents); i = int(next.Add(1)) - 1 {
				h.highlight(contents[i])
			}
		})
	}
	wait.Wait()
	for _, content := range contents {
		if d := h.done[content]; d.err != nil {
			return fmt.Errorf("highlight %s: %w", d.name, d.err)
		}
	}
	return nil
}

// of is a file of one of the reports that were prepared.
func (h *highlighter) of(f report.File) *highlighted { return h.done[string(f.Data)] }

func (h *highlighter) highlight(content string) {
	d := h.done[content]
	b := new(bytes.Buffer)
	// The style is of no account with classes: the stylesheet has the colours.
	if err := h.formatter.Format(b, styles.Fallback, chroma.Literator(tokens(content)...)); err != nil {
		d.err = err
		return
	}
	d.html, d.lines = template.HTML(b.String()), lines(content)
}

// lines counts lines; the last one need not end in a line break.
func lines(s string) int {
	n := strings.Count(s, "\n")
	if s != "" && !strings.HasSuffix(s, "\n") {
		n++
	}
	return n
}
