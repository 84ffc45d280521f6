package diff

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"

	"rapporteur/generator/say"
)

// WriteHTML writes changes as one page that needs nothing else and runs no
// script. Deletions and insertions are marked by more than colour, also to a
// screen reader; each change has an id, change-1 and so on, in the order of
// the document.
func WriteHTML(w io.Writer, c *Changes) error {
	h := &htmlWriter{level: 2, lang: c.spoken}
	title := html.EscapeString(say.F("Changes: %s", visible(c.title())).In(h.lang))
	dir := "ltr"
	if h.lang == "ar" {
		dir = "rtl"
	}
	fmt.Fprintf(&h.b, `<!DOCTYPE html>
<html lang="%s" dir="%s">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="%s">
<title>%s</title>
<style>
%s</style>
</head>
<body>
<main>
<h1>%s</h1>
<p>%s.</p>
`, cmp.Or(h.lang, "en"), dir, htmlPolicy(), title, htmlStyle, title, html.EscapeString(c.counts()))
	h.body(c, 0)
	h.b.WriteString("</main>\n</body>\n</html>\n")
	_, err := io.WriteString(w, h.b.String())
	return err
}

// htmlPolicy is the content security policy of the page: its own style, and nothing else.
// A browser compares the hash with what is between the tags.
func htmlPolicy() string {
	sum := sha256.Sum256([]byte("\n" + htmlStyle))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
}

// WriteHTMLPart writes what WriteHTML writes below its counts, for a page of
// another's making: it brings no style, and a record's heading is of the level
// given, from 2 to 5. Once it is longer than most bytes, the records that are
// left are named, each with the number of its changes.
func WriteHTMLPart(w io.Writer, c *Changes, level, most int) error {
	h := &htmlWriter{level: level, lang: c.spoken}
	h.body(c, most)
	_, err := io.WriteString(w, h.b.String())
	return err
}

// body writes the changes; most is 0 for all of them.
func (h *htmlWriter) body(c *Changes, most int) {
	for _, r := range c.remarks(0) {
		fmt.Fprintf(&h.b, "<p>%s.</p>\n", h.escape(capital(r)))
	}
	if !c.Empty() {
		h.table(c)
	}
	n := 0
	entries := c.entries()
	for i, e := range entries {
		if most > 0 && h.b.Len() > most {
			h.rest(entries[i:])
			break
		}
		fmt.Fprintf(&h.b, "<section>\n<h%d><span dir=\"auto\">%s</span> <code>%s</code></h%d>\n", h.level, h.escape(e.name), h.escape(e.ref.String()), h.level)
		for i := range e.changes {
			if !e.changes[i].Effect {
				n++
			}
			h.change(n, &e.changes[i])
		}
		h.b.WriteString("</section>\n")
	}
}

// rest names the records whose changes are not shown.
func (h *htmlWriter) rest(entries []entry) {
	fmt.Fprintf(&h.b, "<p>%s</p>\n<ul>\n", h.escape(say.F("The changes of %v more are not shown, because there are so many:", say.N(len(entries), "record")).In(h.lang)))
	for _, e := range entries {
		fmt.Fprintf(&h.b, "<li><span dir=\"auto\">%s</span> <code>%s</code>%s%s</li>\n", h.escape(e.name), h.escape(e.ref.String()), colon(h.lang), h.escape(say.N(len(e.changes), "change").Say(h.lang)))
	}
	h.b.WriteString("</ul>\n")
}

const htmlStyle = `:root { color-scheme: light dark; --del: #fbe3e1; --ins: #dcf1e0; --line: #767676; }
@media (prefers-color-scheme: dark) { :root { --del: #55221e; --ins: #173f22; } }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; }
main { max-width: 48rem; margin-inline: auto; padding: 1rem; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; border-block-start: 1px solid var(--line); padding-block-start: .75rem; }
h3 { font-size: 1rem; margin-block-end: .25rem; }
h2 code { font-weight: normal; font-size: .85em; }
table { border-collapse: collapse; } td, th { text-align: end; padding: .1rem .4rem; border-block-end: 1px solid var(--line); } th:first-child { text-align: start; }
del { background: var(--del); text-decoration: line-through; }
ins { background: var(--ins); text-decoration: underline; }
.text { white-space: pre-wrap; margin-block: .25rem; }
.lang, .class { color: GrayText; font-size: .85em; font-weight: normal; }
.moved, .note { color: GrayText; font-size: .85em; }
.said { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media print { del, ins { background: none; } }
`

type htmlWriter struct {
	b     strings.Builder
	level int // of a record's heading
	lang  string
}

func (h *htmlWriter) escape(s string) string { return html.EscapeString(visible(s)) }

func (h *htmlWriter) table(c *Changes) {
	h.b.WriteString("<table>\n<thead><tr><th scope=\"col\">" + h.escape(say.F("class").In(h.lang)) + "</th>")
	// A column for each kind would be too wide for a phone.
	kinds := slices.DeleteFunc(Kinds(), func(k Kind) bool {
		return !slices.ContainsFunc(c.List, func(ch Change) bool { return ch.Kind == k && !ch.Effect })
	})
	for _, k := range kinds {
		fmt.Fprintf(&h.b, "<th scope=\"col\">%s</th>", h.escape(k.in(h.lang)))
	}
	h.b.WriteString("</tr></thead>\n<tbody>\n")
	for _, class := range Classes() {
		if c.Count(class) == 0 {
			continue
		}
		fmt.Fprintf(&h.b, "<tr><th scope=\"row\">%s</th>", h.escape(class.in(h.lang)))
		for _, k := range kinds {
			n := 0
			for _, ch := range c.List {
				if ch.Class == class && ch.Kind == k && !ch.Effect {
					n++
				}
			}
			fmt.Fprintf(&h.b, "<td>%d</td>", n)
		}
		h.b.WriteString("</tr>\n")
	}
	h.b.WriteString("</tbody>\n</table>\n")
}

// mark wraps what was deleted or inserted, with words for those who hear it.
func (h *htmlWriter) mark(op SegmentOp, s string) string {
	switch op {
	case Delete:
		return `<del>` + h.aside(say.F("deleted:")) + s + h.aside(say.F("(end)")) + `</del>`
	case Insert:
		return `<ins>` + h.aside(say.F("inserted:")) + s + h.aside(say.F("(end)")) + `</ins>`
	}
	return s
}

// aside is heard and not seen.
func (h *htmlWriter) aside(t say.Text) string {
	return `<span class="said"> ` + h.escape(t.In(h.lang)) + ` </span>`
}

func (h *htmlWriter) change(n int, ch *Change) {
	if ch.Effect {
		fmt.Fprintf(&h.b, "<div>\n<p>%s</p>\n", h.escape(say.F("as a result: %s", say.Raw(ch.label())).In(h.lang)))
		defer h.b.WriteString("</div>\n")
	} else {
		fmt.Fprintf(&h.b, "<article id=\"change-%d\">\n<h%d>%s <span class=\"class\">%s, %s</span></h%d>\n", n, h.level+1, h.escape(ch.label()), h.escape(ch.what()), h.escape(ch.Class.in(h.lang)), h.level+1)
		defer h.b.WriteString("</article>\n")
	}
	var value string
	from, to, texts := ch.values()
	switch {
	case ch.Move != nil:
		from, to := ch.places()
		value = h.mark(Delete, h.escape(from)) + " " + h.mark(Insert, h.escape(to))
	case len(ch.Words) > 0:
		value = h.words(ch.listed())
	case from.Equal(to):
		value = h.escape(ch.said(ch.Field, from, true))
	default:
		if !from.IsZero() {
			value = h.mark(Delete, h.escape(ch.said(ch.Field, from, true)))
		}
		if !to.IsZero() {
			value = strings.TrimSpace(value + " " + h.mark(Insert, h.escape(ch.said(ch.Field, to, false))))
		}
	}
	if size := ch.size(); size != "" {
		value += " (" + h.escape(size) + ")"
	}
	if remarks := ch.remarks(); len(remarks) > 0 {
		value = strings.TrimSpace(value + " " + h.escape(strings.Join(remarks, semicolon(h.lang))))
	}
	if value != "" {
		fmt.Fprintf(&h.b, "<p class=\"text\" dir=\"auto\">%s</p>\n", value)
	}
	for _, t := range ch.Texts {
		fmt.Fprintf(&h.b, "<p class=\"lang\">%s</p>\n<div class=\"text\" lang=\"%s\" dir=\"auto\">%s</div>\n", t.Lang, t.Lang, h.words(t.Words))
	}
	op := Insert
	if ch.Kind == Removed {
		op = Delete
	}
	if fields := append(texts, ch.fields()...); len(fields) > 0 {
		h.b.WriteString("<dl>\n")
		for _, v := range fields {
			fmt.Fprintf(&h.b, "<dt><code>%s</code></dt><dd class=\"text\" dir=\"auto\">%s</dd>\n", h.escape(ch.fieldName(v)), h.mark(op, h.escape(ch.said(v.Field, v.Value, ch.Kind == Removed))))
		}
		h.b.WriteString("</dl>\n")
	}
	if len(ch.Cause) > 0 {
		fmt.Fprintf(&h.b, "<p>%s</p>\n", h.escape(say.F("because of %s", ch.causes()).In(h.lang)))
	}
	if len(ch.PrintedIn) > 0 {
		fmt.Fprintf(&h.b, "<p>%s</p>\n", h.escape(say.F("printed in %s", ch.printedIn()).In(h.lang)))
	}
}

// words is a redline. Words that moved are in brackets, with the number of the
// move at both places.
func (h *htmlWriter) words(segments []Segment) string {
	var b strings.Builder
	for _, p := range Passages(segments) {
		switch {
		case p.Left:
			b.WriteString(`<span class="moved">` + h.escape(say.F("[moved %d: “%s”]", p.Move, Opening(p.Segments)).In(h.lang)) + `</span>`)
		case p.Move > 0:
			b.WriteString(`<span class="moved">` + h.escape(say.F("[moved here %d:", p.Move).In(h.lang)) + `</span> ` + h.redline(p) + `<span class="moved">]</span>`)
		default:
			b.WriteString(h.redline(p))
		}
	}
	return b.String()
}

func (h *htmlWriter) redline(p Passage) string {
	var b strings.Builder
	segments := p.unmarked()
	for i := 0; i < len(segments); {
		op, start := segments[i].Op, i
		var run strings.Builder
		for ; i < len(segments) && segments[i].Op == op; i++ {
			s := segments[i]
			text := h.escape(s.read())
			if said := inWords(p.Notes[i], h.lang); said != "" {
				text += ` <span class="note">(` + h.escape(said) + ")</span>"
			}
			if s.Break && op != Equal {
				text = "¶" + text
			}
			if s.Emphasis {
				text = "<em>" + text + "</em>"
			}
			if s.Strong {
				text = "<strong>" + text + "</strong>"
			}
			run.WriteString(text)
		}
		if !madeWay(segments, start, i) {
			b.WriteString(h.mark(op, run.String()))
		}
	}
	return b.String()
}
