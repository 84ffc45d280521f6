package report

import (
	"net/url"
	"strings"

	"rapporteur/generator/internal/lazyregexp"
	"rapporteur/generator/problem"
	"rapporteur/generator/prose"
	"rapporteur/generator/say"
)

// maxProse is the greatest length of one text, in bytes. The time to
// read a text grows faster than its length.
const maxProse = 64 << 10

// typedID is a typed id as a link has it.
var typedID = lazyregexp.New(`^[a-z]+:[a-z0-9]+([-/][a-z0-9]+)*$`)

// prose checks an authored or verbatim text and records what it refers to.
func (c *checker) prose(n *node, verbatim bool, ctx context) {
	if len(n.text) > maxProse {
		c.report("size", ctx.record, n.val, say.F("text is longer than %d KiB", maxProse>>10), say.F("split it into several"))
		return
	}
	doc := c.texts.Parse(string(n.text))
	at := func(off, length int) span {
		from := sourceOffset(c.file.Data[n.val.off:n.val.off+n.val.len], off)
		return span{n.val.off + from, length}
	}
	for _, is := range doc.Issues {
		severity := problem.Error
		if is.Harmless {
			severity = problem.Warning
		}
		if c.problems.full(severity) {
			continue
		}
		p := c.file.problem("prose", ctx.record, at(is.Offset, is.Len), is.Message, is.Hint)
		p.Severity = severity
		if is.Harmless && !verbatim {
			c.file.ignored = append(c.file.ignored, p)
			continue
		}
		c.problems.problems = append(c.problems.problems, p)
	}
	for _, ref := range doc.Refs() {
		s := at(ref.Offset, ref.Len)
		if ref.Kind == prose.Footnote {
			c.footnote(ref, verbatim, s, ctx)
			continue
		}
		if verbatim && ref.Kind != "note" {
			c.report("prose", ctx.record, s, say.F("only [note:…] may be used in quoted text"), say.F("put the reference into the answer"))
			continue
		}
		if ref.Kind == "table" || ref.Kind == "deposits" || ref.Kind == "depositors" {
			c.file.newer = append(c.file.newer, newer{name: ref.String(), since: 3, record: ctx.record, place: s, was: &fault{
				rule: "prose", message: say.F("unknown kind of reference %q", ref.Kind), hint: say.F(prose.UnknownReference),
			}})
		}
		target := ProseTarget(ref)
		k := link{from: ctx.record, place: s, target: target, to: []Kind{target.Kind}, words: "[" + ref.Kind + ":…]"}
		if ref.Counts() {
			counts, ok := TallyOf(ref)
			if !ok {
				c.report("prose", ctx.record, s, say.F("%s counts nothing that is known", ref), countHint(ref))
				continue
			}
			k.count = &counts
			if counts.Adoption {
				c.file.newer = append(c.file.newer, newer{name: ref.String(), since: 3, record: ctx.record, place: s, was: &fault{
					rule: "unknown-reference", message: say.F("there is no instrument %q", ref.ID), hint: addIt(Ref{KindInstrument, ref.ID}),
				}})
			}
		}
		c.file.links = append(c.file.links, k)
	}
	for _, l := range doc.Links() {
		at := at(l.Offset, 1)
		target := ParseRef(l.Dest)
		switch u, err := url.Parse(l.Dest); {
		case typedID.MatchString(l.Dest) && target.Kind.Info().Linked:
			c.file.links = append(c.file.links, link{
				from: ctx.record, place: at, target: target, to: []Kind{target.Kind}, words: "a link",
			})
		case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
			c.report("prose", ctx.record, at, say.F("invalid link destination %q", l.Dest),
				say.F("link to an https:// address or to a record: [the workshop](activity:workshop-2030)"))
		}
	}
}

// footnote records a reference [^id]. Schemas 1 and 2 have no footnotes of the report's
// own: there it is plain text, with a warning.
func (c *checker) footnote(ref prose.Ref, verbatim bool, s span, ctx context) {
	if verbatim {
		c.file.ignored = append(c.file.ignored, c.file.problem("prose", ctx.record, s, say.F("quoted text has no footnotes of the report"),
			say.F("write [note:1] for a footnote of the resolution")))
		return
	}
	c.file.plain = append(c.file.plain, c.file.problem("prose", ctx.record, s, say.F("footnotes are not supported in this schema"),
		say.F("cite a source as [source:id, para. 12]; footnotes belong to schema 3")))
	c.file.links = append(c.file.links, link{
		from: ctx.record, place: s, target: Ref{KindFootnote, ref.ID}, to: []Kind{KindFootnote}, words: "[^…]", since: 3,
	})
}

// sourceOffset is the offset in raw, a TOML string with its quotation marks,
// of the byte that has offset off once the string is decoded.
func sourceOffset(raw []byte, off int) int {
	if len(raw) == 0 {
		return 0
	}
	i, long := 1, false
	if len(raw) >= 6 && raw[1] == raw[0] && raw[2] == raw[0] {
		i, long = 3, true
		if i < len(raw) && raw[i] == '\r' {
			i++
		}
		if i < len(raw) && raw[i] == '\n' {
			i++
		}
	}
	for off > 0 && i < len(raw) {
		if raw[0] != '"' || raw[i] != '\\' || i+1 >= len(raw) {
			i++
			off--
			continue
		}
		switch c := raw[i+1]; {
		case c == 'u' || c == 'U':
			digits := 4
			if c == 'U' {
				digits = 8
			}
			end := min(i+2+digits, len(raw))
			off -= len(string(rune(hexValue(raw[i+2 : end]))))
			i = end
		case long && (c == ' ' || c == '\t' || c == '\r' || c == '\n'):
			i++
			for i < len(raw) && strings.IndexByte(" \t\r\n", raw[i]) >= 0 {
				i++
			}
		default:
			i += 2
			off--
		}
	}
	return min(i, len(raw)-1)
}

func hexValue(b []byte) (v int32) {
	for _, c := range b {
		v <<= 4
		switch {
		case c >= '0' && c <= '9':
			v |= int32(c - '0')
		case c >= 'a' && c <= 'f':
			v |= int32(c-'a') + 10
		case c >= 'A' && c <= 'F':
			v |= int32(c-'A') + 10
		}
	}
	return v
}

// countHint says how a reference that counts is written.
func countHint(ref prose.Ref) say.Text {
	id, _, _ := strings.Cut(ref.ID, "@")
	if TallyKind(ref.Kind) != TallyParties {
		return say.F("deposits are counted since the day of adoption: write [%s:%s]", ref.Kind, id)
	}
	return say.F("write [parties:%s] for the day of the edition, [parties:%s%s] for that of the adoption", id, id, atAdoption)
}
