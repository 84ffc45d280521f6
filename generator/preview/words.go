package preview

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Words are the words of a page as readers see or hear them, with an empty one between
// blocks: its title, its text, and the texts that replace pictures. What is folded
// away is among them; what only scripts show is not.
func Words(page []byte) ([]string, error) {
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, err
	}
	w := new(words)
	w.node(doc)
	w.end()
	return w.all, nil
}

// words collects words.
type words struct {
	all  []string
	text strings.Builder // of the block that is being read
}

// Elements within a line.
var inline = []atom.Atom{
	atom.A, atom.Abbr, atom.B, atom.Bdi, atom.Bdo, atom.Cite, atom.Code, atom.Del, atom.Em, atom.I, atom.Ins, atom.Kbd, atom.Mark,
	atom.Q, atom.S, atom.Small, atom.Span, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.U, atom.Var, atom.Wbr,
}

func (w *words) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.text.WriteString(n.Data)
		return
	case html.ElementNode:
		switch n.DataAtom {
		case atom.Script, atom.Style, atom.Template, atom.Noscript:
			return
		case atom.Meta, atom.Link:
			return
		case atom.Img, atom.Input:
			for _, key := range []string{"alt", "value", "placeholder"} {
				for _, a := range n.Attr {
					if a.Key == key {
						w.text.WriteString(" " + a.Val + " ")
					}
				}
			}
			return
		}
	}
	within := n.Type == html.ElementNode && slices.Contains(inline, n.DataAtom)
	if !within {
		w.end()
	}
	for child := range n.ChildNodes() {
		w.node(child)
	}
	if !within {
		w.end()
	}
}

// end ends a block.
func (w *words) end() {
	found := strings.Fields(w.text.String())
	w.text.Reset()
	if len(found) == 0 {
		return
	}
	if len(w.all) > 0 {
		w.all = append(w.all, "")
	}
	w.all = append(w.all, found...)
}
