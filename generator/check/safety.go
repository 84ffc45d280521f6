package check

import (
	"bytes"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/generator/internal/lazyregexp"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// safetyRules returns the rules about text that looks different from what it is.
func safetyRules() []Rule {
	return []Rule{
		{
			Name:   "composed",
			Family: Safety,
			Doc: "Text is in the composed form of Unicode, NFC: “é” is one character, U+00E9, and not an e with an accent after it. " +
				"Both look the same, but are compared, searched and sorted as different texts.",
			Run: composed,
		},
		{
			Name: "bidirectional-control", Family: Safety,
			Doc: "No file contains characters that change the text direction: with them, a line looks different from how it is processed (CVE-2021-42574, “Trojan Source”). " +
				"The site sets the direction of a text according to its language.",
			Run: func(p *Pass) { p.characters(isBidirectional, say.F("changes the direction of the text after it")) },
		},
		{
			Name: "invisible-character", Family: Safety,
			Doc: "No file contains invisible characters, such as a zero-width space or a soft hyphen: words with them look the same, but a search does not find them. " +
				"No-break spaces are allowed.",
			Run: func(p *Pass) { p.characters(isInvisible, say.F("is invisible")) },
		},
		{
			Name: "control-character", Family: Safety,
			Doc: "No file or text contains control characters, replacement characters or private-use characters: they come from a faulty conversion or are intended to deceive a program.",
			Run: func(p *Pass) { p.characters(isControl, say.F("is a control character or replaces a lost one")) },
		},
		{
			Name: "mixed-scripts", Family: Safety,
			Doc: "No word mixes Latin letters with Cyrillic or Greek ones that look the same, and symbols, references and links are in plain ASCII. " +
				"Such a word looks like another, but a search does not find it, and a link leads to a different place than it seems.",
			Run: mixedScripts,
		},
		{
			Name: "unsafe-link", Family: Safety,
			Doc: "A link leads to a host with a public name. It contains no password, and its host is not an IP address or a name with look-alike letters. " +
				"If its text is an address, it leads to that address.",
			Run: unsafeLink,
		},
		{
			Name: "raw-html", Family: Safety,
			Doc: "No text contains HTML, entities such as &nbsp; or template actions: they have no effect and are shown as written. " +
				"For tags in Markdown texts, see the rule prose.",
			Run: rawHTML,
		},
	}
}

func isBidirectional(r rune) bool {
	return r == 0x200e || r == 0x200f || r == 0x061c || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

func isInvisible(r rune) bool {
	switch {
	case r == 0x00ad, r == 0x034f, r == 0x115f, r == 0x1160, r == 0x17b4, r == 0x17b5, r == 0x2800, r == 0x3164, r == 0xfeff, r == 0xffa0:
		return true
	case r >= 0x180b && r <= 0x180f, r >= 0x200b && r <= 0x200d, r >= 0x2060 && r <= 0x2065, r >= 0x206a && r <= 0x206f,
		r >= 0xfe00 && r <= 0xfe0f, r >= 0xfff9 && r <= 0xfffb, r >= 0x1d173 && r <= 0x1d17a, r >= 0xe0000 && r <= 0xe0fff:
		return true
	}
	return false
}

func isControl(r rune) bool {
	switch {
	case r < 0x20:
		return r != '\t' && r != '\n' && r != '\r'
	case r >= 0x7f && r < 0xa0, r == 0x2028, r == 0x2029, r == utf8.RuneError:
		return true
	case r >= 0xe000 && r <= 0xf8ff, r >= 0xf0000, r >= 0xfdd0 && r <= 0xfdef, r&0xfffe == 0xfffe:
		return true
	}
	return false
}

var tomlEscape = lazyregexp.New(`^\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[bf])`)

// characters reports bad characters in the raw files, so that comments and keys
// are checked too, including characters written as an escape.
func (p *Pass) characters(bad func(rune) bool, is say.Text) {
	for i := range p.Report.Files {
		f, next := &p.Report.Files[i], 0
		if p.file != "" && f.Name != p.file {
			continue
		}
		for off := 0; off < len(f.Data); {
			c := f.Data[off]
			if c < utf8.RuneSelf && c >= 0x20 && c != 0x7f && c != '\\' {
				off++
				continue
			}
			r, n := utf8.DecodeRune(f.Data[off:])
			if c == '\\' {
				m := tomlEscape.Find(f.Data[off:min(off+10, len(f.Data))])
				if m == nil {
					off += 2 // the second of two backslashes does not begin an escape
					continue
				}
				n = len(m)
				r = escaped(string(m))
			}
			// One per line is enough.
			if bad(r) && off >= next {
				p.problems = append(p.problems, p.Report.FileProblem(p.rule.Name, p.severity(), f.Name, off, n,
					say.F("the character U+%04X here %s", r, is), say.F("delete it and retype the surrounding text")))
				next = len(f.Data)
				if end := bytes.IndexByte(f.Data[off:], '\n'); end >= 0 {
					next = off + end
				}
			}
			off += n
		}
	}
}

// escaped returns the character of a TOML escape.
func escaped(s string) rune {
	switch s {
	case `\b`:
		return '\b'
	case `\f`:
		return '\f'
	}
	n, err := strconv.ParseUint(s[2:], 16, 32)
	if err != nil {
		return utf8.RuneError
	}
	return rune(n)
}

func mixedScripts(p *Pass) {
	for _, t := range p.Texts() {
		for _, l := range t.Text.Langs() {
			s := t.Text.In(l)
			for _, w := range mixedWords(s) {
				p.FoundIn(t.Ref, t.Field+"."+string(l), w.off, len(w.text), say.F("%s has the word “%s”, which mixes Latin letters with others that look the same", p.Name(t.Ref), w.text),
					say.F("retype the word"))
			}
		}
	}
	p.codes(func(ref report.Ref, field, _, s string) {
		for off, c := range s {
			if c >= utf8.RuneSelf {
				p.FoundIn(ref, field, off, utf8.RuneLen(c), say.F("%s has a ‹%s› with “%c” (U+%04X) in it, which is not an ASCII character", p.Name(ref), field, c, c), say.F("retype it in plain ASCII"))
				return
			}
		}
	})
}

// mixedWords returns the words of a text that have both Latin letters and Cyrillic
// or Greek ones.
func mixedWords(s string) []word {
	if !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x370 && r < 0x530 }) {
		return nil
	}
	var found []word
	start, latin, other := -1, false, false
	flush := func(end int) {
		if start >= 0 && latin && other {
			found = append(found, word{text: s[start:end], off: start})
		}
		start, latin, other = -1, false, false
	}
	for i, r := range s {
		if !unicode.IsLetter(r) {
			flush(i)
			continue
		}
		if start < 0 {
			start = i
		}
		latin = latin || unicode.Is(unicode.Latin, r)
		other = other || unicode.Is(unicode.Cyrillic, r) || unicode.Is(unicode.Greek, r)
	}
	flush(len(s))
	return found
}

func unsafeLink(p *Pass) {
	for _, s := range p.Report.Sources {
		if why := unsafe(s.Link); !why.IsZero() {
			ref := report.Ref{Kind: report.KindSource, ID: s.ID}
			p.Found(ref, "link", say.F("%s has a link that %s", p.Name(ref), why), say.F("link to the issuing body by its public name"))
		}
	}
	for _, t := range p.Texts() {
		if !t.Prose {
			continue
		}
		for _, l := range t.Text.Langs() {
			s := t.Text.In(l)
			if !strings.Contains(s, "](") {
				continue
			}
			doc := p.Parse(s)
			for _, link := range doc.Links() {
				why := unsafe(link.Dest)
				text := strings.TrimSpace(s[link.Offset:])
				if why.IsZero() && strings.HasPrefix(link.Dest, "http") {
					why = misleads(text, link.Dest)
				}
				if !why.IsZero() {
					n := max(strings.IndexByte(s[link.Offset:], ']'), 1)
					p.FoundIn(t.Ref, t.Field+"."+string(l), link.Offset, n, say.F("%s has a link that %s", p.Name(t.Ref), why), say.F("link to the public address, or to a record of the report"))
				}
			}
		}
	}
}

// unsafe says why a link should not be followed. It returns "" for safe links and
// for malformed URLs.
func unsafe(link string) say.Text {
	u, err := url.Parse(link)
	if link == "" || err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return say.Text{}
	}
	host := u.Hostname()
	switch _, err := netip.ParseAddr(host); {
	case u.User != nil:
		return say.F("contains a user name or a password")
	case err == nil:
		return say.F("leads to an IP address")
	case strings.Contains(host, "xn--") || strings.ContainsFunc(host, func(r rune) bool { return r >= utf8.RuneSelf }):
		return say.F("leads to a name with look-alike letters")
	case host == "localhost", !strings.Contains(host, "."), strings.HasSuffix(host, ".local"), strings.HasSuffix(host, ".internal"):
		return say.F("leads to a name that is not public")
	case u.Port() != "" && u.Port() != "80" && u.Port() != "443":
		return say.F("leads to an unusual port")
	}
	return say.Text{}
}

// misleads says if the text of a link names a different host from its target.
func misleads(text, dest string) say.Text {
	text, _, _ = strings.Cut(text, "]")
	shown := strings.TrimPrefix(strings.TrimPrefix(text, "https://"), "http://")
	shown, _, _ = strings.Cut(shown, "/")
	if strings.ContainsAny(shown, " \n") || !strings.Contains(shown, ".") || strings.HasSuffix(shown, ".") {
		return say.Text{}
	}
	u, err := url.Parse(dest)
	if err != nil {
		return say.Text{}
	}
	bare := func(host string) string { return strings.TrimPrefix(strings.ToLower(host), "www.") }
	if bare(shown) != bare(u.Hostname()) {
		return say.F("reads %q, but leads to %s", shown, u.Hostname())
	}
	return say.Text{}
}

var (
	htmlTag        = lazyregexp.New(`</?[a-zA-Z][^<>]*>|<!--`)
	htmlEntity     = lazyregexp.New(`&(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});`)
	templateAction = lazyregexp.New(`\{\{[^{}]*(?:\}\}|$)`)
)

func rawHTML(p *Pass) {
	for _, t := range p.Texts() {
		for _, l := range t.Text.Langs() {
			s := t.Text.In(l)
			if !strings.ContainsAny(s, "<&{") {
				continue
			}
			found := func(re *lazyregexp.Regexp, what string, hint say.Text) {
				for _, m := range re.FindAllStringIndex(s, -1) {
					p.FoundIn(t.Ref, t.Field+"."+string(l), m[0], m[1]-m[0], say.F(what, p.Name(t.Ref), s[m[0]:m[1]]), hint)
				}
			}
			if !t.Prose && !t.Verbatim {
				found(htmlTag, "%s has the tag “%s” in its text", say.F("write the text without it"))
			}
			found(htmlEntity, "%s has the entity “%s” in its text", say.F("write the character itself"))
			found(templateAction, "%s has the template action “%s” in its text", say.F("write the text without it"))
		}
	}
}
