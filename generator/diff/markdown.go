package diff

import (
	"fmt"
	"html"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"rapporteur/generator/say"
)

// maxMarkdown is how many bytes WriteMarkdown writes at most: GitHub takes
// comments of 65,536 characters, and others may write around it.
const maxMarkdown = 60_000

// WriteMarkdown writes changes for a comment or a job summary: a table of how
// many there are of each class, then for each class what changed, folded. It
// stays below 60,000 bytes: where there is more, it cuts long texts, with a
// mark that says how much of each, and then names the records whose changes
// are left out.
// Command is what repeats the comparison at home; it may be empty.
func WriteMarkdown(w io.Writer, c *Changes, command string) error {
	var b strings.Builder
	write := func(longest, room int) *markdownWriter {
		b.Reset()
		m := &markdownWriter{c: c, longest: longest}
		m.all(&b, command, maxMarkdown-room)
		return m
	}
	// Long texts are cut before whole changes are left out.
	for _, longest := range []int{maxMarkdown, 4000, 1000, 300} {
		// What is left out is named at the end, and needs room: how much is known
		// only then.
		whole := false
		for _, room := range []int{1000, 4000, 16_000} {
			m := write(longest, room)
			whole = len(m.left) == 0
			if b.Len() <= maxMarkdown {
				break
			}
		}
		if whole {
			break
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// all writes everything, details up to limit bytes.
func (m *markdownWriter) all(b *strings.Builder, command string, limit int) {
	fmt.Fprintf(b, "## %s\n\n", say.F("Changes: %s", markdown(m.c.title())).In(m.c.spoken))
	if m.c.Empty() {
		fmt.Fprintf(b, "%s.\n", capital(m.c.nothing()))
	} else {
		m.table(b)
	}
	const most = 20
	for _, r := range m.c.remarks(most) {
		fmt.Fprintf(b, "\n%s.\n", markdown(oneLine(capital(r), 1000)))
	}
	if !m.c.Empty() {
		m.details(b, limit)
		m.effects(b, limit)
		m.rest(b)
	}
	if command != "" {
		fmt.Fprintf(b, "\n%s\n", say.F("Repeat it with %s.", "<code>"+markdown(command)+"</code>").In(m.c.spoken))
	}
}

type markdownWriter struct {
	c       *Changes
	longest int // runes that are shown of a text that was deleted or inserted
	left    []Change
}

func (m *markdownWriter) table(b *strings.Builder) {
	fmt.Fprintf(b, "| %s |", say.F("class").In(m.c.spoken))
	for _, k := range Kinds() {
		fmt.Fprintf(b, " %s |", k.in(m.c.spoken))
	}
	fmt.Fprintf(b, " %s |\n|---|", say.F("all").In(m.c.spoken))
	b.WriteString(strings.Repeat("--:|", len(Kinds())+1) + "\n")
	for _, class := range Classes() {
		if m.c.Count(class) == 0 {
			continue
		}
		fmt.Fprintf(b, "| %s |", class.in(m.c.spoken))
		for _, k := range Kinds() {
			n := 0
			for _, ch := range m.c.List {
				if ch.Class == class && ch.Kind == k && !ch.Effect {
					n++
				}
			}
			fmt.Fprintf(b, " %d |", n)
		}
		fmt.Fprintf(b, " %d |\n", m.c.Count(class))
	}
	fmt.Fprintf(b, "\n%s.\n", say.N(m.c.Total(), "change").Say(m.c.spoken))
}

// details writes the changes by class until there are limit bytes.
func (m *markdownWriter) details(b *strings.Builder, limit int) {
	for _, class := range Classes() {
		n := m.c.Count(class)
		if n == 0 {
			continue
		}
		open := fmt.Sprintf("\n<details><summary>%s</summary>\n\n", say.F("%s: %v", class.in(m.c.spoken), say.N(n, "change")).In(m.c.spoken))
		opened := false
		for _, ch := range m.c.List {
			if ch.Class != class || ch.Effect {
				continue
			}
			item := m.item(&ch)
			if b.Len()+len(open)+len(item) > limit {
				m.left = append(m.left, ch)
				continue
			}
			if !opened {
				b.WriteString(open)
				opened = true
			}
			b.WriteString(item)
		}
		if opened {
			b.WriteString("\n</details>\n")
		}
	}
}

// effects writes what follows from the changes, as far as there is room.
func (m *markdownWriter) effects(b *strings.Builder, limit int) {
	n, opened := 0, false
	for i := range m.c.List {
		ch := &m.c.List[i]
		if !ch.Effect {
			continue
		}
		item := m.item(ch)
		if b.Len()+len(item) > limit {
			n++
			continue
		}
		if !opened {
			fmt.Fprintf(b, "\n<details><summary>%s</summary>\n\n", say.F("what follows from them").In(m.c.spoken))
			opened = true
		}
		b.WriteString(item)
	}
	if opened {
		b.WriteString("\n</details>\n")
	}
	if n > 0 {
		fmt.Fprintf(b, "\n%s\n", say.F("%v of these not shown here for want of room.", say.N(n, "consequence")).In(m.c.spoken))
	}
}

// rest names the records of changes that found no room.
func (m *markdownWriter) rest(b *strings.Builder) {
	if len(m.left) == 0 {
		return
	}
	const room = 12_000
	fmt.Fprintf(b, "\n%s ", say.F("%v not shown here for want of room, of these records:", say.N(len(m.left), "change")).In(m.c.spoken))
	left := &Changes{List: m.left}
	entries := left.entries()
	start := b.Len()
	for i, e := range entries {
		if b.Len()-start > room {
			b.WriteString(say.F(", and %v more", say.N(len(entries)-i, "record")).In(m.c.spoken))
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(b, "%s (%d)", markdown(oneLine(e.ref.String(), 200)), len(e.changes))
	}
	b.WriteString(".\n")
}

// item is a change as an item of a list, on one line.
func (m *markdownWriter) item(ch *Change) string {
	var b strings.Builder
	fmt.Fprintf(&b, "- **%s**", markdown(ch.Ref.String()))
	if name := ch.say(ch.Name); name != "" {
		b.WriteString(" " + markdown(oneLine(name, 100)))
	}
	if ch.Field == "" {
		b.WriteString(colon(m.c.spoken) + ch.what())
	} else {
		fmt.Fprintf(&b, "%s%s", colon(m.c.spoken), markdown(ch.labelled()))
	}
	from, to, texts := ch.values()
	switch {
	case ch.Move != nil:
		from, to := ch.places()
		fmt.Fprintf(&b, ", %s → %s", markdown(from), markdown(to))
	case len(ch.Words) > 0:
		b.WriteString(colon(m.c.spoken) + m.words(ch.listed()))
	case from.Equal(to):
		if !from.IsZero() {
			b.WriteString(colon(m.c.spoken) + m.cut(ch.said(ch.Field, from, true)))
		}
	default:
		b.WriteString(strings.TrimRight(colon(m.c.spoken), " "))
		if !from.IsZero() {
			b.WriteString(" <del>" + m.cut(ch.said(ch.Field, from, true)) + "</del>")
		}
		if !to.IsZero() {
			b.WriteString(" <ins>" + m.cut(ch.said(ch.Field, to, false)) + "</ins>")
		}
	}
	if size := ch.size(); size != "" {
		fmt.Fprintf(&b, " (%s)", markdown(size))
	}
	for _, s := range ch.remarks() {
		b.WriteString(semicolon(m.c.spoken) + markdown(s))
	}
	for _, t := range ch.Texts {
		fmt.Fprintf(&b, "<br>%s: %s", t.Lang, m.words(t.Words))
	}
	tag := "ins"
	if ch.Kind == Removed {
		tag = "del"
	}
	for _, v := range append(texts, ch.fields()...) {
		fmt.Fprintf(&b, "<br>%s%s<%s>%s</%s>", markdown(ch.fieldName(v)), colon(m.c.spoken), tag, markdown(oneLine(ch.said(v.Field, v.Value, ch.Kind == Removed), 200)), tag)
	}
	if len(ch.Cause) > 0 {
		b.WriteString("<br>" + say.F("because of %s", m.cut(ch.causes())).In(m.c.spoken))
	}
	if len(ch.PrintedIn) > 0 {
		b.WriteString("<br>" + say.F("printed in %s", markdown(ch.printedIn())).In(m.c.spoken))
	}
	b.WriteByte('\n')
	return b.String()
}

// markdownWords is a redline. Words that moved are in brackets, with the number
// of the move at both places.
func (m *markdownWriter) words(segments []Segment) string {
	var b strings.Builder
	passages := Passages(segments)
	for i, p := range passages {
		switch {
		case p.Left:
			fmt.Fprintf(&b, "<em>%s</em>", markdown(say.F("[moved %d: “%s”]", p.Move, Opening(p.Segments)).In(m.c.spoken)))
		case p.Move > 0:
			fmt.Fprintf(&b, "<em>%s</em> %s<em>%s</em>", markdown(say.F("[moved here %d:", p.Move).In(m.c.spoken)), m.redline(p, true, true), markdown("]"))
		default:
			b.WriteString(m.redline(p, i == 0, i == len(passages)-1))
		}
	}
	return b.String()
}

func (m *markdownWriter) redline(p Passage, first, last bool) string {
	var b strings.Builder
	segments := p.unmarked()
	for i := 0; i < len(segments); {
		op, start := segments[i].Op, i
		var run strings.Builder
		for ; i < len(segments) && segments[i].Op == op; i++ {
			if segments[i].Break {
				run.WriteString("¶ ")
			}
			run.WriteString(strings.TrimLeft(segments[i].shown(p.Notes[i], m.c.spoken), "\n"))
		}
		switch {
		case op == Equal:
			b.WriteString(m.cut(middle(run.String(), start == 0 && first, i == len(segments) && last)))
		case madeWay(segments, start, i):
		case op == Delete:
			b.WriteString("<del>" + m.cut(run.String()) + "</del>")
		default:
			b.WriteString("<ins>" + m.cut(run.String()) + "</ins>")
		}
	}
	return b.String()
}

// cut is s as markdown gives it, of a long text its beginning and how much more
// there is.
func (m *markdownWriter) cut(s string) string {
	short := cutAt(s, m.longest)
	if len(short) == len(s) {
		return markdown(s)
	}
	more := utf8.RuneCountInString(s[len(short):])
	return markdown(short) + " … <em>" + markdown("["+say.N(more, "more character").Say(m.c.spoken)+"]") + "</em>"
}

// autolinks are what GitHub makes a link of though it has no mark: the address
// of a site without a scheme, the number of an issue, the hash of a commit.
// Each has a group, the character that is put into an element of its own.
var autolinks = regexp.MustCompile(`(?i)\bwww(\.)|\bgh(-)[0-9]|\b([0-9a-f])[0-9a-f]{6,39}\b`)

// markdown is s as text that no dialect of Markdown reads anything into: what
// could be a mark is a character reference, and what GitHub makes a link to a
// person or an issue is in an element of its own.
func markdown(s string) string {
	s = strings.Join(strings.FieldsFunc(visible(s), func(r rune) bool { return r == '\n' || r == '\t' }), " ")
	s = html.EscapeString(s)
	linked := make(map[int]bool) // offsets
	for _, at := range autolinks.FindAllStringSubmatchIndex(s, -1) {
		hash := at[6] >= 0
		if word := s[at[0]:at[1]]; hash && (!strings.ContainsAny(word, "0123456789") || !strings.ContainsAny(strings.ToLower(word), "abcdef")) {
			continue // a word, or a number
		}
		linked[max(at[2], at[4], at[6])] = true
	}
	var b strings.Builder
	for i, r := range s {
		if linked[i] {
			fmt.Fprintf(&b, "<span>%c</span>", r)
			continue
		}
		switch r {
		case '@', '#':
			// The # of a character reference that html made stays.
			if r == '#' && i > 0 && s[i-1] == '&' {
				b.WriteRune(r)
				continue
			}
			fmt.Fprintf(&b, "<span>%c</span>", r)
		case '*', '_', '`', '~', '[', ']', '|', '\\', '!', '$', '(', ')', '+':
			fmt.Fprintf(&b, "&#%d;", r)
		case ':':
			// "https:" would become a link, ":smile:" a picture.
			rest := strings.TrimLeft(s[i+1:], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-")
			if strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, "//") {
				b.WriteString("<span>:</span>")
				continue
			}
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
