package chrome

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"rapporteur/generator/catalogue"
	"rapporteur/generator/report"
	"rapporteur/generator/site/page"
)

// breakouts are texts that would end a field, an entry, an element or a script of some
// format, if they were written as they are.
var breakouts = []string{
	"a\nER  - \nTY  - JOUR\nTI  - forged",
	"a\r\nUR  - https://evil.example/",
	"a\u2028UR  - https://evil.example/",
	"a\u2029ER  - ",
	"a\u0085ER  - ",
	"a\vER  - \fTY  - JOUR",
	"a}, url = {https://evil.example/}, x = {",
	"a}}\n@misc{forged, title = {b",
	"a\\",
	"a\\}",
	"{", "}", "}{", "\\}", "%", "a % comment",
	"\\input{/etc/passwd}", "\\write18{id}", "^^5cinput{x}",
	`"], "URL": "javascript:alert(1)", "x": ["`,
	"</script><script>alert(1)</script>",
	"<![CDATA[x]]><!-- -->",
	"&lt;b&gt;&#0;",
}

// No text of the data ends a field of a citation or begins another.
func TestCitationBreakouts(t *testing.T) {
	tag := regexp.MustCompile(`^[A-Z][A-Z0-9]  - `)
	for _, s := range breakouts {
		c := &citable{
			key: "key", lang: "en", title: s, container: s, reference: s, edition: s, asAt: s, issued: report.Date{Year: 2008, Month: 7, Day: 31},
			address: s, url: "https://example.org/", strings: catalogue.In("en"), official: &page.Official{By: page.Text{Text: s}},
			relation: page.Relation{Kind: "corrigendum", To: s},
		}

		var tags []string
		// Readers of RIS divide lines in different ways; this one takes all of them.
		for line := range strings.FieldsFuncSeq(c.ris(), func(r rune) bool { return strings.ContainsRune("\n\r\v\f\u0085\u2028\u2029", r) }) {
			if !tag.MatchString(line) {
				t.Errorf("%q: RIS has the line %q", s, line)
				continue
			}
			tags = append(tags, line[:2])
		}
		if got, want := strings.Join(tags, " "), "TY ID TI T2 PB PY DA ET N1 LA UR ER"; got != want {
			t.Errorf("%q: RIS has the fields %s, want %s", s, got, want)
		}

		depth, entry := 0, c.bibTeX()
		for i, r := range entry {
			switch r {
			case '{':
				depth++
			case '}':
				if depth--; depth == 0 && i != len(entry)-2 {
					t.Errorf("%q: the BibTeX entry ends early, before %q", s, entry[i+1:])
				}
			}
		}
		if depth != 0 {
			t.Errorf("%q: BibTeX has braces that do not match:\n%s", s, entry)
		}
		if macro := regexp.MustCompile(`\\\\?(input|write18)|\^\^5c`).FindString(entry); macro != "" {
			t.Errorf("%q: BibTeX runs %s:\n%s", s, macro, entry)
		}

		var items []cslItem
		if err := json.Unmarshal([]byte(c.cslJSON()), &items); err != nil {
			t.Errorf("%q: CSL-JSON: %v", s, err)
		} else if len(items) != 1 || items[0].URL != "https://example.org/" || items[0].Number != s {
			t.Errorf("%q: CSL-JSON says %+v", s, items)
		}
	}
}
