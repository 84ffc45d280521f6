package editor

import (
	"cmp"
	"strings"

	"rapporteur/generator/prose"
	"rapporteur/generator/report"
)

// previewer shows texts. It returns values, never HTML: the page makes the elements, so that
// no text can add any of its own.
type previewer struct {
	s    *Session
	lang report.Lang
}

func (p *previewer) doc(d prose.Doc) []Node { return p.blocks(d.Blocks) }

func (p *previewer) blocks(blocks []prose.Block) []Node {
	var nodes []Node
	for _, b := range blocks {
		if b.Kind == prose.Paragraph {
			nodes = append(nodes, Node{Type: "paragraph", Kids: p.inlines(b.Inlines)})
			continue
		}
		list := Node{Type: "list"}
		if b.Ordered {
			list.Type = "numbered"
		}
		for _, item := range b.Items {
			list.Kids = append(list.Kids, Node{Type: "item", Kids: p.blocks(item.Blocks)})
		}
		nodes = append(nodes, list)
	}
	return nodes
}

func (p *previewer) inlines(ins []prose.Inline) []Node {
	var nodes []Node
	for _, in := range ins {
		switch in.Kind {
		case prose.Text:
			nodes = append(nodes, Node{Type: "text", Text: in.Text})
		case prose.Emphasis:
			nodes = append(nodes, Node{Type: "emphasis", Kids: p.inlines(in.Children)})
		case prose.Strong:
			nodes = append(nodes, Node{Type: "strong", Kids: p.inlines(in.Children)})
		case prose.Link:
			nodes = append(nodes, Node{Type: "link", Ref: in.Dest, Kids: p.inlines(in.Children)})
		case prose.Reference:
			nodes = append(nodes, p.reference(in.Ref))
		}
	}
	return nodes
}

// reference shows what a reference prints: a number, or the name of what it leads to.
func (p *previewer) reference(r prose.Ref) Node {
	n := Node{Type: "reference", Ref: r.String()}
	if r.Number() {
		if p.s.rep != nil {
			if q := p.s.rep.Printed(r); q != nil && q.Value != nil {
				n.Text = q.Value.String()
				return n
			}
		}
		n.Text = r.ID
		return n
	}
	ref := report.Ref{Kind: report.Kind(r.Kind), ID: r.ID}
	_, part, err := p.s.record(ref)
	if err != nil {
		n.Type, n.Text = "missing", r.ID
		return n
	}
	n.Text = cmp.Or(part.TextAt("symbol"), p.s.name(ref, p.lang))
	if r.Locator != "" {
		n.Text += ", " + r.Locator
	}
	return n
}

// References lists what a text can refer to, as it is written in a text: the value of
// each is inserted at the cursor.
func (s *Session) References(lang string) map[string][]Named {
	f := s.former(lang, "")
	all := make(map[string][]Named)
	list := func(kind report.Kind, write func(ref report.Ref, name string) string) {
		var named []Named
		for _, ref := range s.refs(kind) {
			name := s.name(ref, f.lang)
			named = append(named, Named{Value: write(ref, name), Name: name, Note: f.note(ref)})
		}
		if len(named) > 0 {
			all[string(kind)] = named
		}
	}
	bracketed := func(word string) func(report.Ref, string) string {
		return func(ref report.Ref, _ string) string { return "[" + word + ":" + ref.ID + "]" }
	}
	list(report.KindSource, bracketed("source"))
	list(report.KindIndicator, bracketed("figure"))
	list(report.KindObservation, bracketed("figure"))
	list(report.KindInstrument, bracketed("parties"))
	list(report.KindTable, bracketed("table"))
	list(report.KindImage, bracketed("image"))
	list(report.KindFootnote, func(ref report.Ref, _ string) string { return "[^" + ref.ID + "]" })
	for _, k := range report.KindRequest.Targets("evidence") {
		if all[string(k)] != nil {
			continue // which a text refers to in brackets
		}
		list(k, func(ref report.Ref, name string) string {
			return "[" + strings.NewReplacer("[", "", "]", "").Replace(name) + "](" + ref.String() + ")"
		})
	}
	return all
}
