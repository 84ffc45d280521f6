package prose

import (
	"fmt"
	"html"
	"strings"
)

// Renderer renders references and links.
type Renderer interface {
	// Ref returns the HTML of a reference.
	Ref(Ref) string
	// Link returns the URL of a link whose destination is a URL or a typed id.
	// If ok is false, only the text of the link is rendered.
	Link(dest string) (href string, ok bool)
}

// HTML returns the text as HTML. If id is not empty, the top-level paragraphs and
// list items have the ids id-1, id-2 and so on.
func (d Doc) HTML(r Renderer, id string) string {
	w := &htmlWriter{r: r, id: id}
	w.blocks(d.Blocks, true)
	return w.b.String()
}

// InlineHTML returns the text as HTML without paragraph tags, for text of one
// paragraph. Several paragraphs are joined by spaces.
func (d Doc) InlineHTML(r Renderer) string {
	w := &htmlWriter{r: r}
	for i, p := range d.Paragraphs() {
		if i > 0 {
			w.b.WriteByte(' ')
		}
		w.inlines(p)
	}
	return w.b.String()
}

type htmlWriter struct {
	b  strings.Builder
	r  Renderer
	id string
	n  int // paragraphs numbered so far
}

// open writes a start tag, with the next id if numbered is true.
func (w *htmlWriter) open(tag string, numbered bool) {
	w.b.WriteString("<" + tag)
	if numbered {
		w.n++
		if w.id != "" {
			fmt.Fprintf(&w.b, ` id="%s-%d"`, html.EscapeString(w.id), w.n)
		}
	}
	w.b.WriteByte('>')
}

func (w *htmlWriter) blocks(bs []Block, top bool) {
	for _, b := range bs {
		if b.Kind == Paragraph {
			w.open("p", top)
			w.inlines(b.Inlines)
			w.b.WriteString("</p>\n")
			continue
		}
		tag := "ul"
		if b.Ordered {
			tag = "ol"
		}
		w.b.WriteString("<" + tag)
		if b.Ordered && b.Start != 1 {
			fmt.Fprintf(&w.b, ` start="%d"`, b.Start)
		}
		w.b.WriteString(">\n")
		for _, item := range b.Items {
			w.open("li", top)
			rest := item.Blocks
			if len(rest) > 0 && rest[0].Kind == Paragraph && (len(rest) == 1 || rest[1].Kind == List) {
				w.inlines(rest[0].Inlines)
				rest = rest[1:]
			}
			w.blocks(rest, false)
			w.b.WriteString("</li>\n")
		}
		w.b.WriteString("</" + tag + ">\n")
	}
}

func (w *htmlWriter) inlines(ins []Inline) {
	for _, in := range ins {
		switch in.Kind {
		case Text:
			w.b.WriteString(html.EscapeString(in.Text))
		case Emphasis:
			w.wrap("<em>", in.Children, "</em>")
		case Strong:
			w.wrap("<strong>", in.Children, "</strong>")
		case Link:
			if href, ok := w.r.Link(in.Dest); ok {
				w.wrap(`<a href="`+html.EscapeString(href)+`">`, in.Children, "</a>")
			} else {
				w.inlines(in.Children)
			}
		case Reference:
			w.b.WriteString(w.r.Ref(in.Ref))
		}
	}
}

func (w *htmlWriter) wrap(open string, children []Inline, end string) {
	w.b.WriteString(open)
	w.inlines(children)
	w.b.WriteString(end)
}
