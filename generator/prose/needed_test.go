package prose

import (
	"strings"
	"testing"
)

// What is asked first about a text finds every text in which the expression finds something.
func TestNeeded(t *testing.T) {
	texts := []string{
		"a <https://a.org> b", "a <br/> b", "a\n   # b", "Heading\n===", "a\n\n - - -\n\nb", "* * *", "  ___", "![a](b)", "a `b` c", "~~~\nx", "  ```",
		"a | b\n--|--", "|a|\n:-:|", "a\n > b", "a ~~b~~", "  [^a]: b", "\t- [ ] a", "+ [x] a", "[a]: https://a.org",
		"a\n(a) b", "a\n ii) b", "a \n\t(xxxviii) b", "a\n z) b",
	}
	for i := range unsupported {
		m := &unsupported[i]
		found := 0
		for _, s := range texts {
			if m.re.MatchString(s) {
				found++
				if len(m.in([]byte(s))) == 0 {
					t.Errorf("%s is not looked for in %q", m.message, s)
				}
			}
		}
		if found == 0 {
			t.Errorf("no text has what this is about: %s", m.message)
		}
	}
	for _, s := range []string{
		"- - - - - - - - - a", "a\n1. 2. 3. 4. 5. 6. 7. 8. 9. a", strings.Repeat("\t", 129) + "a", "a\n" + strings.Repeat(" ", 129) + "b",
	} {
		if _, deep := tooDeep([]byte(s)); !deep {
			t.Errorf("%q is not too deep", s)
		}
	}
}
