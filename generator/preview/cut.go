package preview

import (
	"bytes"
	"errors"
	"net/url"
	"rapporteur/generator/say"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// part is the main part of a page.
type part struct {
	version Version
	anchor  string // id of the part in the preview: "p3-fr"
	main    *html.Node
	ids     map[string]bool // ids of its elements in the original page
	size    int             // in bytes
}

// cut extracts the main part of a page.
func cut(v Version, anchor string) (*part, error) {
	doc, err := html.Parse(bytes.NewReader(v.HTML))
	if err != nil {
		return nil, say.Errorf("%s: %v", v.At, err)
	}
	p := &part{version: v, anchor: anchor, ids: make(map[string]bool)}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.DataAtom == atom.Main {
			p.main = n
			break
		}
	}
	if p.main == nil {
		return nil, say.Errorf("%s has no main part", v.At)
	}
	p.main.Parent.RemoveChild(p.main)
	for n := range p.main.Descendants() {
		for _, a := range n.Attr {
			if a.Key == "id" {
				p.ids[a.Val] = true
			}
		}
	}
	p.size = len(p.render())
	return p, nil
}

func (p *part) render() string {
	var b bytes.Buffer
	for n := range p.main.ChildNodes() {
		// Writing to a bytes.Buffer fails only if it grows too large.
		if err := html.Render(&b, n); errors.Is(err, bytes.ErrTooLarge) {
			break
		}
	}
	// Void elements need no slash. The replacer cannot change texts and values,
	// in which html.Render escapes these characters.
	return strings.NewReplacer("/>", ">", ` reversed=""`, " reversed").Replace(b.String())
}

// rewriter adapts parts of pages to be in one file.
type rewriter struct {
	parts map[string]*part // by path: "draft/fr/paragraphs/op04/"
}

// rewrite makes the ids of a part unique, changes its links to point at the parts
// in the preview, and removes everything that could run or load something.
func (rw *rewriter) rewrite(p *part) {
	var next *html.Node
	for n := p.main.FirstChild; n != nil; n = next {
		next = n.NextSibling
		rw.node(p, n)
	}
}

func (rw *rewriter) node(p *part, n *html.Node) {
	switch n.Type {
	case html.CommentNode:
		n.Parent.RemoveChild(n)
		return
	case html.ElementNode:
	default:
		return
	}
	if slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "hidden" }) {
		n.Parent.RemoveChild(n) // only a script could show it
		return
	}
	switch n.Data {
	case "script", "style", "link", "meta", "base", "iframe", "object", "embed", "template", "noscript", "frame", "frameset",
		"audio", "video", "source", "track", "portal", "area", "map", "applet",
		"xmp", "noembed", "noframes", "plaintext", "math",
		"set", "animate", "animateMotion", "animateTransform", "foreignObject", "image":
		n.Parent.RemoveChild(n)
		return
	case "img":
		if !strings.HasPrefix(attr(n, "src"), "data:image/") {
			text := &html.Node{Type: html.TextNode, Data: attr(n, "alt")}
			n.Parent.InsertBefore(text, n)
			n.Parent.RemoveChild(n)
			return
		}
	case "form":
		rename(n, "div")
	}
	rw.attributes(p, n)
	var next *html.Node
	for c := n.FirstChild; c != nil; c = next {
		next = c.NextSibling
		rw.node(p, c)
	}
}

// attributes rewrites the attributes of an element.
func (rw *rewriter) attributes(p *part, n *html.Node) {
	var kept []html.Attribute
	for _, a := range n.Attr {
		switch key := strings.ToLower(a.Key); key {
		case "id", "for", "headers", "list", "aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "aria-owns",
			"aria-flowto", "aria-activedescendant", "aria-errormessage":
			a.Val = p.own(a.Val)
		case "name":
			a.Val = p.anchor + "-" + a.Val
		case "href":
			if n.Data != "a" && !strings.HasPrefix(a.Val, "#") {
				continue
			}
			if n.Data != "a" {
				a.Val = "#" + p.own(a.Val[1:])
			}
		case "src":
			if n.Data != "img" {
				continue
			}
		case "style", "srcset", "poster", "background", "ping", "action", "formaction", "data", "target", "download", "rel",
			"autofocus", "accesskey", "usemap", "longdesc", "manifest", "contenteditable", "popover", "popovertarget", "commandfor":
			continue
		default:
			if strings.HasPrefix(key, "on") {
				continue
			}
			if strings.Contains(strings.ToLower(a.Val), "url(") {
				id, inside := strings.CutPrefix(a.Val, "url(#")
				if !inside || strings.Contains(id, "url(") {
					continue
				}
				a.Val = "url(#" + p.anchor + "-" + id
			}
		}
		kept = append(kept, a)
	}
	n.Attr = kept
	switch n.Data {
	case "a":
		rw.link(p, n)
	case "h1", "h2", "h3", "h4", "h5", "h6":
		// Headings of a page are below those of the preview in the outline, but
		// look the same.
		if attr(n, "aria-level") == "" {
			level := int(n.Data[1]-'0') + 3
			n.Attr = append(n.Attr, html.Attribute{Key: "aria-level", Val: strconv.Itoa(level)})
		}
	case "section", "nav", "aside", "header", "footer", "div":
		group(n)
	}
}

// own adds the prefix of the part to each id in a space-separated list.
func (p *part) own(ids string) string {
	list := strings.Fields(ids)
	for i, id := range list {
		list[i] = p.anchor + "-" + id
	}
	return strings.Join(list, " ")
}

// group turns a landmark into a group: with one for each page, landmarks would be
// useless for navigation.
func group(n *html.Node) {
	named := attr(n, "aria-label") != "" || attr(n, "aria-labelledby") != ""
	role := attr(n, "role")
	switch {
	case role == "region" || role == "navigation" || role == "search" || role == "complementary" || role == "form",
		role == "" && named && n.Data == "section":
		set(n, "role", "group")
	case n.Data == "nav":
		rename(n, "div")
		set(n, "role", "group")
	case n.Data == "aside":
		rename(n, "div")
		if named {
			set(n, "role", "group")
		}
	}
}

// link changes a link to point at a part of the preview. A link to a page that is
// not in the preview becomes plain text with a mark.
func (rw *rewriter) link(p *part, n *html.Node) {
	href := attr(n, "href")
	if !slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "href" }) {
		return
	}
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "href" })
	u, err := url.Parse(href)
	if err != nil {
		rw.unlink(n)
		return
	}
	switch {
	case u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "mailto":
		n.Attr = append(n.Attr, html.Attribute{Key: "href", Val: href}, html.Attribute{Key: "rel", Val: "noopener noreferrer"})
		return
	case u.Scheme != "" || u.Host != "" || u.Opaque != "" || u.RawQuery != "":
		rw.unlink(n)
		return
	}
	to := p
	if u.Path != "" {
		base := url.URL{Path: "/" + p.version.At}
		to = rw.parts[strings.TrimPrefix(base.ResolveReference(u).Path, "/")]
	}
	if to == nil {
		rw.unlink(n)
		return
	}
	target := "#" + to.anchor
	if to.ids[u.Fragment] {
		target += "-" + u.Fragment
	}
	n.Attr = append(n.Attr, html.Attribute{Key: "href", Val: target})
}

// unlink turns a link into plain text.
func (rw *rewriter) unlink(n *html.Node) {
	if n.Namespace == "svg" {
		rename(n, "g")
		return
	}
	rename(n, "span")
	// Accessible names are not allowed on a span.
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool {
		return strings.HasPrefix(a.Key, "aria-") || a.Key == "hreflang" || a.Key == "type"
	})
	set(n, "class", strings.TrimSpace(attr(n, "class")+" pv-unlinked"))
}

func rename(n *html.Node, name string) {
	n.Data, n.DataAtom = name, atom.Lookup([]byte(name))
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

func set(n *html.Node, key, val string) {
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
	n.Attr = append(n.Attr, html.Attribute{Key: key, Val: val})
}
