package check_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"rapporteur/generator/check"
	"rapporteur/generator/report"
)

// The strings of the interface and the pages about the site are in order by the rules
// that hold for what writers enter.
func TestTypographyOfTheProgramsOwnTexts(t *testing.T) {
	var (
		entry       = regexp.MustCompile(`(?m)^[a-z0-9.-]+ = (".*")$`)
		placeholder = regexp.MustCompile(`\{\{[^}]*\}\}|\{[a-z]+\}`)
		link        = regexp.MustCompile(`\]\(/[a-z.]+\)`)
	)
	base := smallReport(t)
	for _, l := range []report.Lang{"ar", "zh", "ru", "es"} {
		var rules []check.Rule
		for _, r := range check.Rules() {
			if r.Family == check.Style && strings.HasSuffix(r.Name, "-"+string(l)) {
				rules = append(rules, r)
			}
		}
		if len(rules) < 4 {
			t.Errorf("%s: there are %d rules", l, len(rules))
		}
		var texts []string
		b, err := os.ReadFile("../../i18n/" + string(l) + ".toml")
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range entry.FindAllStringSubmatch(string(b), -1) {
			s, err := strconv.Unquote(m[1])
			if err != nil {
				t.Fatalf("%s: %v", m[1], err)
			}
			// A string that is a sign, or ends where a name follows, is part of a text.
			if s = placeholder.ReplaceAllString(s, "7"); len(s) > 3 && strings.TrimSpace(s) == s && strings.Count(s, ",") < 9 { // longer lists are numbers of parts
				texts = append(texts, s)
			}
		}
		interfaceTexts := len(texts)
		for _, name := range []string{"about", "accessibility", "contributing", "method", "verify"} {
			b, err := os.ReadFile("../../content/" + name + "." + string(l) + ".md")
			if err != nil {
				t.Fatal(err)
			}
			_, body, _ := strings.Cut(string(b)[4:], "---\n")
			for part := range strings.SplitSeq(body, "\n") {
				if part = strings.TrimLeft(part, "#- "); part != "" {
					texts = append(texts, strings.ReplaceAll(link.ReplaceAllString(part, "](https://www.un.org/)"), "`", ""))
				}
			}
		}
		if interfaceTexts < 500 || len(texts) < interfaceTexts+50 {
			t.Errorf("%s: only %d texts", l, len(texts))
		}
		for part := range slices.Chunk(texts, 300) {
			sections := "[[section]]\nid = \"introduction\"\nplace = \"introduction\"\ntext.fr = \"Un.\"\n"
			for i, s := range part {
				sections += fmt.Sprintf("[[section]]\nid = \"part-%d\"\nplace = \"annex\"\ntext.%s = '''%s'''\n", i+2, l, s)
			}
			r, ps, err := report.Load((&fixture{files: map[string]string{"data/sections.toml": sections}}).tree("", base))
			if r == nil || err != nil {
				t.Fatal(l, ps, err)
			}
			for _, p := range check.Run(r, rules) {
				t.Errorf("%s (%s): %s", p.Message.String(), p.Rule, p.Line)
			}
		}
	}
}
