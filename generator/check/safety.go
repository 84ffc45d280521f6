package check

import (
	"bytes"
	"fmt"
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/generator/report"
)

// safetyRules find what shows a reader something else than stands there.
func safetyRules() []Rule {
	return []Rule{
		{
			Name: "bidirectional-control", Family: Safety,
			Doc: "No file holds characters that turn the direction of what follows: with them a line reads otherwise than it is processed (CVE-2021-42574, “Trojan Source”). " +
				"The site sets the direction of a text from its language.",
			Run: func(p *Pass) { p.characters(isBidirectional, "turns the direction of the text behind it") },
		},
		{
			Name: "invisible-character", Family: Safety,
			Doc: "No file holds characters that nobody sees, such as a zero-width space or a soft hyphen: words with them look alike and are not found. " +
				"No-break spaces are allowed.",
			Run: func(p *Pass) { p.characters(isInvisible, "is invisible") },
		},
		{
			Name: "control-character", Family: Safety,
			Doc: "No file and no text holds control characters, replacement characters or characters of private use: they come from a broken conversion or are meant to deceive a program.",
			Run: func(p *Pass) { p.characters(isControl, "is a control character or stands for one that was lost") },
		},
		{
			Name: "mixed-scripts", Family: Safety,
			Doc: "No word mixes Latin letters with Cyrillic or Greek ones that look the same, and symbols, references and links are in plain ASCII. " +
				"Such a word reads like another, but is not found under it, and a link leads elsewhere than it seems to.",
			Run: mixedScripts,
		},
		{
			Name: "unsafe-link", Family: Safety,
			Doc: "A link leads to a host with a public name, without a password, to a bare address or to a name in letters that look like others; " +
				"and where its text is an address, it leads to that one.",
			Run: unsafeLink,
		},
		{
			Name: "raw-html", Family: Safety,
			Doc: "No text holds HTML, entities such as &nbsp; or template actions: they have no meaning here and come out as they are written. " +
				"In the small Markdown, report.Load warns of tags under the rule prose.",
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

// characters looks for characters in the files themselves, so that comments
// and keys are seen too, and for those that are written as an escape.
func (p *Pass) characters(bad func(rune) bool, is string) {
	escape := regexp.MustCompile(`^\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[bf])`)
	for i := range p.Report.Files {
		f, next := &p.Report.Files[i], 0
		for off := 0; off < len(f.Data); {
			c := f.Data[off]
			if c < utf8.RuneSelf && c >= 0x20 && c != 0x7f && c != '\\' {
				off++
				continue
			}
			r, n := utf8.DecodeRune(f.Data[off:])
			if c == '\\' {
				m := escape.Find(f.Data[off:min(off+10, len(f.Data))])
				if m == nil {
					off += 2 // past what is escaped: of two backslashes the second begins nothing
					continue
				}
				n = len(m)
				r = escaped(string(m))
			}
			// One a line is enough: who mends the line sees the others.
			if bad(r) && off >= next {
				p.problems = append(p.problems, p.Report.FileProblem(p.rule.Name, p.severity(), f.Name, off, n,
					fmt.Sprintf("the character U+%04X here %s", r, is), "delete it and type the text around it anew"))
				next = len(f.Data)
				if end := bytes.IndexByte(f.Data[off:], '\n'); end >= 0 {
					next = off + end
				}
			}
			off += n
		}
	}
}

// escaped is the character of an escape of TOML.
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
				p.FoundIn(t.Ref, t.Field+"."+string(l), w.off, len(w.text), fmt.Sprintf("%s has the word “%s”, which mixes Latin letters with others that look the same", p.Name(t.Ref), w.text),
					"type the word anew")
			}
		}
	}
	r := p.Report
	ascii := func(ref report.Ref, field, s string) {
		for off, c := range s {
			if c >= utf8.RuneSelf {
				p.FoundIn(ref, field, off, utf8.RuneLen(c), fmt.Sprintf("%s has a %s with “%c” (U+%04X) in it, which is no plain letter or sign", p.Name(ref), field, c, c), "type it anew, in plain ASCII")
				return
			}
		}
	}
	meta := report.Ref{Kind: report.KindReport, ID: string(report.KindReport)}
	ascii(meta, "mandate.resolution", r.Meta.Mandate.Resolution)
	ascii(meta, "corresponds_to", r.Meta.CorrespondsTo)
	resolution := report.Ref{Kind: report.KindResolution, ID: string(report.KindResolution)}
	ascii(resolution, "draft", r.Resolution.Draft)
	ascii(resolution, "adopted", r.Resolution.Adopted)
	for _, v := range r.Instruments {
		ascii(report.Ref{Kind: report.KindInstrument, ID: v.ID}, "reference", v.Reference)
	}
	for _, v := range r.Publications {
		ascii(report.Ref{Kind: report.KindPublication, ID: v.ID}, "symbol", v.Symbol)
	}
	for _, v := range r.Sources {
		ref := report.Ref{Kind: report.KindSource, ID: v.ID}
		ascii(ref, "symbol", v.Symbol)
		ascii(ref, "link", v.Link)
	}
}

// mixedWords are the words of a text that have Latin letters and Cyrillic or
// Greek ones.
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
		if why := unsafe(s.Link); why != "" {
			ref := report.Ref{Kind: report.KindSource, ID: s.ID}
			p.Found(ref, "link", fmt.Sprintf("%s has a link that %s", p.Name(ref), why), "link to the issuing body by its public name")
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
				if why == "" && strings.HasPrefix(link.Dest, "http") {
					why = misleads(text, link.Dest)
				}
				if why != "" {
					n := max(strings.IndexByte(s[link.Offset:], ']'), 1)
					p.FoundIn(t.Ref, t.Field+"."+string(l), link.Offset, n, fmt.Sprintf("%s has a link that %s", p.Name(t.Ref), why), "link to the public address, or to a record of the report")
				}
			}
		}
	}
}

// unsafe says why a link should not be followed; it is empty for links that
// may, and for what is no address.
func unsafe(link string) string {
	u, err := url.Parse(link)
	if link == "" || err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	host := u.Hostname()
	switch _, err := netip.ParseAddr(host); {
	case u.User != nil:
		return "holds a user name or a password"
	case err == nil:
		return "leads to a bare address"
	case strings.Contains(host, "xn--") || strings.ContainsFunc(host, func(r rune) bool { return r >= utf8.RuneSelf }):
		return "leads to a name in letters that may look like others"
	case host == "localhost", !strings.Contains(host, "."), strings.HasSuffix(host, ".local"), strings.HasSuffix(host, ".internal"):
		return "leads to a name that only some networks know"
	case u.Port() != "" && u.Port() != "80" && u.Port() != "443":
		return "leads to an unusual port"
	}
	return ""
}

// misleads says where the text of a link names another host than it leads to.
func misleads(text, dest string) string {
	text, _, _ = strings.Cut(text, "]")
	shown := strings.TrimPrefix(strings.TrimPrefix(text, "https://"), "http://")
	shown, _, _ = strings.Cut(shown, "/")
	if strings.ContainsAny(shown, " \n") || !strings.Contains(shown, ".") || strings.HasSuffix(shown, ".") {
		return ""
	}
	u, err := url.Parse(dest)
	if err != nil {
		return ""
	}
	bare := func(host string) string { return strings.TrimPrefix(strings.ToLower(host), "www.") }
	if bare(shown) != bare(u.Hostname()) {
		return fmt.Sprintf("reads %q, but leads to %s", shown, u.Hostname())
	}
	return ""
}

func rawHTML(p *Pass) {
	tag := regexp.MustCompile(`</?[a-zA-Z][^<>]*>|<!--`)
	entity := regexp.MustCompile(`&(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});`)
	action := regexp.MustCompile(`\{\{[^{}]*(?:\}\}|$)`)
	for _, t := range p.Texts() {
		for _, l := range t.Text.Langs() {
			s := t.Text.In(l)
			if !strings.ContainsAny(s, "<&{") {
				continue
			}
			found := func(re *regexp.Regexp, what, hint string) {
				for _, m := range re.FindAllStringIndex(s, -1) {
					p.FoundIn(t.Ref, t.Field+"."+string(l), m[0], m[1]-m[0], fmt.Sprintf("%s has %s “%s” in its text", p.Name(t.Ref), what, s[m[0]:m[1]]), hint)
				}
			}
			if !t.Prose && !t.Verbatim {
				found(tag, "the tag", "write the text without it")
			}
			found(entity, "the entity", "write the character itself")
			found(action, "the template action", "write the text without it")
		}
	}
}
