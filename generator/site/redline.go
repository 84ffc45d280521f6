package site

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"rapporteur/generator/diff"
	"rapporteur/generator/prose"
	"rapporteur/generator/report"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// redline is a text before and after.
func (w *changeWriter) redline(t *diff.TextChange) page.Redline {
	out := page.Redline{
		Lang: string(t.Lang), Dir: locale.Dir(t.Lang), Foreign: t.Lang != w.lang,
		Rewritten: t.Rewritten && t.From != "" && t.To != "",
		Reordered: t.Reordered,
	}
	out.From, out.To = w.called(w.p.From.Report), w.called(w.p.To.Report)
	passages := diff.Passages(t.Words)
	was, is := w.side(passages, diff.Delete), w.side(passages, diff.Insert)
	out.Before, out.After = whole(w.marked(was)), whole(w.marked(is))
	if !out.Rewritten {
		out.Inline = w.folded(w.marked(w.both(passages)))
		return out
	}
	out.Inline = whole(w.marked(all(was, diff.Delete))) + whole(w.marked(all(is, diff.Insert)))
	return out
}

// piece is a segment as a redline shows it.
type piece struct {
	diff.Segment
	notes []diff.Note
	move  string // label of the move that it is a part of; empty for none
}

// both are the pieces of a redline: of a move its first words where it was, and
// what changed in it where it is.
func (w *changeWriter) both(passages []diff.Passage) []piece {
	var out []piece
	for _, p := range passages {
		n := w.w.Count(p.Move).Text
		switch {
		case p.Left:
			out = append(out, piece{Segment: diff.Segment{Op: diff.Equal, Text: w.opening(p)}, move: w.w.Say("redline-moved-away", "N", n)})
		case p.Move > 0:
			out = append(out, w.eachSide(p, w.w.Say("redline-moved-here", "N", n))...)
		default:
			out = append(out, w.eachSide(p, "")...)
		}
	}
	return out
}

// opening is the first words of what left its place, as the older edition
// printed them.
func (w *changeWriter) opening(p diff.Passage) string {
	list := slices.Clone(p.Segments)
	for i, s := range list {
		if s.Reference {
			list[i].Text, list[i].Printed = w.reference(s), nil
		}
	}
	return diff.Opening(list)
}

// side are the pieces of one text, in which op is marked.
func (w *changeWriter) side(passages []diff.Passage, op diff.SegmentOp) []piece {
	var out []piece
	for _, p := range passages {
		label := ""
		if p.Move > 0 {
			label = w.w.Say("redline-moved", "N", w.w.Count(p.Move).Text)
		}
		list := p
		switch {
		case p.Left && op == diff.Insert, p.Move > 0 && !p.Left && op == diff.Delete:
			continue
		case p.Left:
			// Its words are those of the old text at their old place.
			list.Segments, list.Notes = p.There()
		}
		for _, x := range w.eachSide(list, label) {
			if x.Op == diff.Equal || x.Op == op {
				out = append(out, x)
			}
		}
	}
	return out
}

// eachSide gives the segments of a passage. It splits references that stayed, but
// print something else in each edition, into what the older one printed and what
// the newer one prints: a page must not put the number of a later edition in the
// words of an earlier one.
func (w *changeWriter) eachSide(p diff.Passage, move string) []piece {
	var out []piece
	for i, s := range p.Segments {
		was, is := s, s
		was.Op, is.Op = diff.Delete, diff.Insert
		if s.Op == diff.Equal && s.Reference && w.reference(was) != w.reference(is) {
			out = append(out, piece{Segment: was, move: move}, piece{Segment: is, move: move})
			continue
		}
		out = append(out, piece{s, telling(p, i), move})
	}
	return out
}

// telling are the notes on a segment of a passage, without those that say where a
// link leads whose words came or went as well: their change is seen.
func telling(p diff.Passage, i int) []diff.Note {
	s := p.Segments[i]
	words := strings.TrimSpace(s.Text)
	twice := slices.ContainsFunc(p.Segments, func(x diff.Segment) bool {
		return x.Op != s.Op && strings.Contains(x.Text, words)
	})
	// A reference has such a note only where both sides print the same number.
	if twice || s.Reference {
		return p.Notes[i]
	}
	return slices.DeleteFunc(slices.Clone(p.Notes[i]), func(n diff.Note) bool { return n.Kind == diff.LeadsTo })
}

func all(list []piece, op diff.SegmentOp) []piece {
	out := make([]piece, len(list))
	for i, s := range list {
		s.Op = op
		out[i] = s
	}
	return out
}

// fewest is how many paragraphs in a row must have stayed to be folded away.
const fewest = 3

// marked are pieces as paragraphs.
func (w *changeWriter) marked(list []piece) []redParagraph {
	r := redlineHTML{w: w}
	for i, s := range list {
		r.moveTo(s.move)
		if s.Break {
			r.paragraph(s.Segment, i > 0 && list[i-1].Op == s.Op || i+1 < len(list) && list[i+1].Op == s.Op)
			continue
		}
		r.text(s)
	}
	r.moveTo("")
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
	move    string         // label of the move being written; empty for none
	told    bool           // the label is written
	marked  bool           // an element for the move is open
}

// moveTo ends and begins a move.
func (r *redlineHTML) moveTo(label string) {
	if label == r.move {
		return
	}
	if r.marked {
		r.mark(diff.Equal)
		r.b.WriteString(`<span class="redline__move-label">]</span></span>`)
		r.marked = false
	}
	r.move, r.told = label, false
}

// inMove sets off the words of a move, in each of its paragraphs.
func (r *redlineHTML) inMove() {
	if r.move == "" || r.marked {
		return
	}
	r.mark(diff.Equal)
	r.b.WriteString(`<span class="redline__move">`)
	if !r.told {
		r.b.WriteString(`<span class="redline__move-label">[` + escape(r.move) + ` </span>`)
		r.told = true
	}
	r.marked, r.changed = true, true
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
		if r.marked {
			r.b.WriteString("</span>")
			r.marked = false
		}
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
// words that stayed, shows as a sign; one that came or went with words that moved
// shows as any other.
func (r *redlineHTML) paragraph(s diff.Segment, withWords bool) {
	if s.Kept {
		s.Op = diff.Equal
	}
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

func (r *redlineHTML) text(s piece) {
	r.start()
	text := s.Text
	if s.Reference {
		text = r.w.reference(s.Segment)
	}
	if s.Kept {
		s.Op = diff.Equal
	}
	// Spaces between words that came or went belong to neither, nor to a move.
	trimmed := strings.TrimLeft(text, " ")
	if len(trimmed) < len(text) && len(s.notes) == 0 && (s.Op != r.op || s.move != "" && !r.marked) {
		r.mark(diff.Equal)
		r.b.WriteByte(' ')
		text = trimmed
	}
	if text == "" {
		return
	}
	r.inMove()
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
	if said := r.w.notes(s); said != "" {
		r.b.WriteString(` <span class="redline__note">(` + escape(said) + `)</span>`)
	}
}

// notes say in the language of the page what readers would not see of a piece.
func (w *changeWriter) notes(s piece) string {
	var list []string
	for _, n := range s.notes {
		list = append(list, w.note(n, s.Op))
	}
	return strings.Join(list, w.w.Say("series-separator"))
}

func (w *changeWriter) note(n diff.Note, op diff.SegmentOp) string {
	switch n.Kind {
	case diff.LeadsTo:
		l := w.pageWriter
		if op == diff.Delete {
			l = w.old
		}
		name := n.Link
		if ref := report.ParseRef(n.Link); l.Report.Record(ref) != nil {
			if text, _ := l.name(ref); text.Text != "" {
				name = text.Text
			}
		}
		return w.w.Say("note-leads-to", "Name", name)
	case diff.Italic:
		return w.w.Say("note-italic")
	case diff.Bold:
		return w.w.Say("note-bold")
	case diff.Unset:
		return w.w.Say("note-plain")
	}
	code := fmt.Sprintf("U+%04X", n.Rune)
	if name := diff.CharacterName(n.Rune); name != "" {
		return w.w.Say("char-" + strings.ReplaceAll(name, " ", "-"))
	}
	if script := diff.Script(n.Rune); script != "" {
		return w.w.Say("char-"+script, "Letter", string(n.Rune), "Code", code)
	}
	return code
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
	case "parties", "deposits", "depositors":
		return l.Tallied(l.w, ref)
	case "table":
		return l.TableName(l.w, ref.ID)
	case "source":
		text := l.sourceName(ref.ID)
		if ref.Locator != "" {
			text += ", " + l.w.Locator(ref.Locator)
		}
		return "[" + text + "]"
	case "note":
		return "[" + ref.ID + "]"
	case string(report.KindImage):
		if name := l.imageName(ref.ID); name != "" {
			return name // as the page prints it
		}
	case prose.Footnote:
		if l.Report.Footnote(ref.ID) != nil {
			return "[" + l.w.Say("kind-footnote") + " " + ref.ID + "]"
		}
	}
	return s.Text
}
