package site

import (
	"html/template"
	"strings"

	"rapporteur/generator/diff"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// redline is a text before and after.
func (w *changeWriter) redline(t *diff.TextChange) page.Redline {
	out := page.Redline{
		Lang: string(t.Lang), Dir: locale.Dir(t.Lang), Foreign: t.Lang != w.lang,
		Rewritten: t.Rewritten && t.From != "" && t.To != "",
	}
	out.From, out.To = w.w.Date(w.p.From.Report.Edition.AsAt, false).Text, w.w.Date(w.p.To.Report.Edition.AsAt, false).Text
	words := w.eachSide(t.Words)
	not := func(op diff.SegmentOp) []diff.Segment {
		var list []diff.Segment
		for _, s := range words {
			if s.Op != op {
				list = append(list, s)
			}
		}
		return list
	}
	was, is := not(diff.Insert), not(diff.Delete)
	out.Before, out.After = whole(w.marked(was)), whole(w.marked(is))
	if !out.Rewritten {
		out.Inline = w.folded(w.marked(words))
		return out
	}
	out.Inline = whole(w.marked(all(was, diff.Delete))) + whole(w.marked(all(is, diff.Insert)))
	return out
}

// eachSide splits references that stayed, but print something else in each
// edition, into what the older one printed and what the newer one prints. A page
// must not put the number of a later edition in the words of an earlier one.
func (w *changeWriter) eachSide(list []diff.Segment) []diff.Segment {
	var out []diff.Segment
	for _, s := range list {
		was, is := s, s
		was.Op, is.Op = diff.Delete, diff.Insert
		if s.Op == diff.Equal && s.Reference && w.reference(was) != w.reference(is) {
			out = append(out, was, is)
			continue
		}
		out = append(out, s)
	}
	return out
}

func all(list []diff.Segment, op diff.SegmentOp) []diff.Segment {
	out := make([]diff.Segment, len(list))
	for i, s := range list {
		s.Op = op
		out[i] = s
	}
	return out
}

// fewest is how many paragraphs in a row must have stayed to be folded away.
const fewest = 3

// marked are segments as paragraphs.
func (w *changeWriter) marked(list []diff.Segment) []redParagraph {
	r := redlineHTML{w: w}
	for i, s := range list {
		if s.Break {
			r.paragraph(s, i > 0 && list[i-1].Op == s.Op || i+1 < len(list) && list[i+1].Op == s.Op)
			continue
		}
		r.text(s)
	}
	r.close()
	return r.done
}

// redParagraph is a paragraph of a redline.
type redParagraph struct {
	html string
	same bool // nothing in it came or went
}

func whole(ps []redParagraph) template.HTML {
	var b strings.Builder
	for _, p := range ps {
		b.WriteString(p.html)
	}
	return template.HTML(b.String())
}

// folded are paragraphs with those folded away that stayed, where there are
// many in a row.
func (w *changeWriter) folded(ps []redParagraph) template.HTML {
	var b strings.Builder
	for i := 0; i < len(ps); {
		n := i
		for n < len(ps) && ps[n].same {
			n++
		}
		switch {
		case n-i >= fewest:
			text := w.w.Say("paragraphs-same", "N", w.w.Count(n-i).Text)
			b.WriteString(`<details class="redline__same"><summary>` + escape(text) + `</summary>`)
			b.WriteString(string(whole(ps[i:n])) + `</details>`)
		case n > i:
			b.WriteString(string(whole(ps[i:n])))
		default:
			b.WriteString(ps[i].html)
			n++
		}
		i = n
	}
	return template.HTML(b.String())
}

// redlineHTML puts paragraphs together.
type redlineHTML struct {
	w       *changeWriter
	done    []redParagraph
	b       strings.Builder // of the paragraph that is open
	open    bool
	changed bool           // something in it came or went
	op      diff.SegmentOp // of the words being written; Equal for none
}

func (r *redlineHTML) start() {
	if !r.open {
		r.b.Reset()
		r.b.WriteString("<p>")
		r.open, r.changed, r.op = true, false, diff.Equal
	}
}

func (r *redlineHTML) close() {
	if r.open {
		r.mark(diff.Equal)
		r.b.WriteString("</p>")
		r.done = append(r.done, redParagraph{r.b.String(), !r.changed})
		r.open = false
	}
}

// mark ends and begins what is set off, said in words to those who do not see
// it.
func (r *redlineHTML) mark(op diff.SegmentOp) {
	if op == r.op {
		return
	}
	switch r.op {
	case diff.Delete:
		r.b.WriteString(`<span class="visually-hidden">] </span></del>`)
	case diff.Insert:
		r.b.WriteString(`<span class="visually-hidden">] </span></ins>`)
	}
	switch op {
	case diff.Delete:
		r.b.WriteString(`<del><span class="visually-hidden"> [` + escape(r.w.w.Say("deleted")) + ` </span>`)
	case diff.Insert:
		r.b.WriteString(`<ins><span class="visually-hidden"> [` + escape(r.w.w.Say("inserted")) + ` </span>`)
	}
	r.op = op
	r.changed = r.changed || op != diff.Equal
}

// paragraph begins another one. A break that came or went by itself, between
// words that stayed, shows as a sign.
func (r *redlineHTML) paragraph(s diff.Segment, withWords bool) {
	if r.open && s.Op != diff.Equal && !withWords {
		r.mark(s.Op)
		r.b.WriteString("¶")
	}
	if r.open && s.Op == diff.Delete && !withWords {
		return
	}
	r.close()
	if m := strings.TrimSpace(s.Text); m != "" {
		r.start()
		r.mark(s.Op)
		if m == "-" {
			m = "•"
		}
		r.b.WriteString(escape(m) + " ")
	}
}

func (r *redlineHTML) text(s diff.Segment) {
	r.start()
	text := s.Text
	if s.Reference {
		text = r.w.reference(s)
	}
	// Spaces between words that came or went belong to neither.
	trimmed := strings.TrimLeft(text, " ")
	if len(trimmed) < len(text) && s.Op != r.op {
		r.mark(diff.Equal)
		r.b.WriteByte(' ')
		text = trimmed
	}
	if text == "" {
		return
	}
	r.mark(s.Op)
	html := escape(text)
	if s.Reference && strings.HasPrefix(text, "[") {
		html = `<span class="redline__reference">` + html + `</span>`
	}
	if s.Emphasis {
		html = "<em>" + html + "</em>"
	}
	if s.Strong {
		html = "<strong>" + html + "</strong>"
	}
	r.b.WriteString(html)
}

// reference is what a reference is replaced by: the number, or the source in
// brackets.
func (w *changeWriter) reference(s diff.Segment) string {
	l := w.pageWriter
	if s.Op == diff.Delete {
		l = w.old
	}
	refs := l.parser.Parse(strings.TrimSpace(s.Text)).Refs()
	if len(refs) != 1 {
		return s.Text
	}
	ref := refs[0]
	switch ref.Kind {
	case "figure":
		return l.Figure(l.w, ref.ID)
	case "parties":
		return l.PartiesTo(l.w, ref.ID)
	case "source":
		text := l.sourceName(ref.ID)
		if ref.Locator != "" {
			text += ", " + l.w.Locator(ref.Locator)
		}
		return "[" + text + "]"
	case "note":
		return "[" + ref.ID + "]"
	}
	return s.Text
}
