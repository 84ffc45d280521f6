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
	for i, place := range d.Subdivisions() {
		w.block(d.Blocks[i], true, place)
	}
	return w.b.String()
}

// BlockHTML returns the top-level block with an index as HTML without ids; place is its
// own of Subdivisions.
func (d Doc) BlockHTML(r Renderer, i int, place Subdivision) string {
	w := &htmlWriter{r: r}
	w.block(d.Blocks[i], true, place)
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
func (w *htmlWriter) open(tag string, numbered bool, class string) {
	w.b.WriteString("<" + tag)
	if numbered {
		w.n++
		if w.id != "" {
			fmt.Fprintf(&w.b, ` id="%s-%d"`, html.EscapeString(w.id), w.n)
		}
	}
	if class != "" {
		w.b.WriteString(` class="` + class + `"`)
	}
	w.b.WriteByte('>')
}

func (w *htmlWriter) block(b Block, top bool, place Subdivision) {
	if b.Kind == Paragraph {
		w.paragraph(b.Inlines, top, place)
		return
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
		w.open("li", top, "")
		rest := item.Blocks
		if len(rest) > 0 && rest[0].Kind == Paragraph && (len(rest) == 1 || rest[1].Kind == List) {
			w.inlines(rest[0].Inlines)
			rest = rest[1:]
		}
		for _, inner := range rest {
			w.block(inner, false, Subdivision{})
		}
		w.b.WriteString("</li>\n")
	}
	w.b.WriteString("</" + tag + ">\n")
}

func (w *htmlWriter) paragraph(ins []Inline, top bool, place Subdivision) {
	if place.Depth == 0 {
		w.open("p", top, "")
		w.inlines(ins)
	} else {
		w.open("p", top, fmt.Sprintf("subdivision subdivision--%d", place.Depth))
		w.b.WriteString(`<span class="subdivision__label">` + place.Label + `</span> `)
		head := ins[0]
		head.Text = strings.TrimLeft(strings.TrimPrefix(head.Text, place.Label), " \u00a0")
		w.inlines(append([]Inline{head}, ins[1:]...))
	}
	w.b.WriteString("</p>\n")
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
				if r, ok := w.r.(interface{ NoLink(dest string) string }); ok {
					w.b.WriteString(r.NoLink(in.Dest))
				}
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
