package prose

import (
	"fmt"
	"html"
	"strings"
)

// Renderer says what references and links become.
type Renderer interface {
	// Ref is the HTML for a reference.
	Ref(Ref) string
	// Link is the address of a link, a URL or a typed id as it was written;
	// with ok false only the text of the link is shown.
	Link(dest string) (href string, ok bool)
}

// HTML is the text as HTML. With an id, its paragraphs and the items of its
// lists on the first level are called id-1, id-2 and so on.
func (d Doc) HTML(r Renderer, id string) string {
	w := &htmlWriter{r: r, id: id}
	w.blocks(d.Blocks, true)
	return w.b.String()
}

// InlineHTML is the text as HTML without paragraphs around it, for text that
// has only one. Several are joined by a space.
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

// open writes a start tag, with the next number where it is to have one.
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
