package diff_test

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"

	"rapporteur/generator/diff"
	"rapporteur/generator/report"
)

// The words of the program are those of the language of the reader; what the reports say
// stays in theirs.
func TestSpeaking(t *testing.T) {
	was, is := load(t, files(t, "../testdata/kitchen-sink")), load(t, files(t, "../report/testdata/small"))
	for _, c := range []*diff.Changes{diff.Compare(was, is), diff.Compare(is, was)} {
		for _, lang := range report.Langs {
			for format, write := range map[string]func(io.Writer, *diff.Changes) error{
				"text":     func(w io.Writer, c *diff.Changes) error { return diff.WriteText(w, c, false) },
				"markdown": func(w io.Writer, c *diff.Changes) error { return diff.WriteMarkdown(w, c, "") },
				"html":     diff.WriteHTML,
			} {
				var said, english bytes.Buffer
				if err := write(&said, c.Speaking(string(lang))); err != nil {
					t.Fatal(err)
				}
				if err := write(&english, c); err != nil {
					t.Fatal(err)
				}
				if lang == "en" && said.String() != english.String() {
					t.Errorf("%s: asked for English, the changes are others than without a language", format)
				}
				if missing := regexp.MustCompile(`\[i18n\] \S+`).FindString(said.String()); missing != "" {
					t.Errorf("%s in %s: there is no string for %s", format, lang, missing)
				}
			}
		}
	}
}

func TestSpeakingFrench(t *testing.T) {
	for _, c := range []struct {
		edit []string
		want []string
	}{
		{[]string{"finance.toml", "value = 36819000", "value = 36819001"},
			[]string{"1 modification : chiffres 1", "montant (modification, chiffres) : [-USD 36 819 000-] {+USD 36 819 001+} (+1)"}},
		{[]string{"indicators.toml", "value = 158", "value = 160"},
			[]string{"quantité (modification, chiffres) : [-environ 158", "(non comparables : l’un au moins des deux chiffres est approximatif)"}},
		{[]string{"sections.toml", "text.en = \"A classification.", "text.en = \"A classification, at last."},
			[]string{"texte (modification, fond)", "    en: "}},
	} {
		from, to := load(t, files(t, "../report/testdata/small")), load(t, files(t, "../report/testdata/small", c.edit))
		var b bytes.Buffer
		if err := diff.WriteText(&b, diff.Compare(from, to).Speaking("fr"), false); err != nil {
			t.Fatal(err)
		}
		said := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(b.String())
		for _, want := range c.want {
			if !strings.Contains(said, want) {
				t.Errorf("%v: %q is not in\n%s", c.edit, want, said)
			}
		}
	}
	for lang, want := range map[string]string{"fr": "+21, +15,3 %", "ru": "+21, +15,3 %", "zh": "+21, +15.3 %", "ar": "+21, +15.3 %", "en": "+21, +15.3 %"} {
		edit := func(value string) []string {
			return []string{"indicators.toml", `value = 158, qualifier = "about", as_printed = "some 158"`, "value = " + value}
		}
		from, to := load(t, files(t, "../report/testdata/small", edit("137"))), load(t, files(t, "../report/testdata/small", edit("158")))
		var b bytes.Buffer
		if err := diff.WriteText(&b, diff.Compare(from, to).Speaking(lang), false); err != nil || !strings.Contains(b.String(), want) {
			t.Errorf("%s: %q is not in\n%s (%v)", lang, want, b.String(), err)
		}
	}
	same := load(t, files(t, "../report/testdata/small"))
	var b bytes.Buffer
	if err := diff.WriteMarkdown(&b, diff.Compare(same, same).Speaking("fr"), ""); err != nil || !strings.Contains(b.String(), "Aucune différence de sens.") {
		t.Errorf("no change is %q, %v", b.String(), err)
	}
}
