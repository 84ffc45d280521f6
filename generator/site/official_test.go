package site

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"rapporteur/generator/report"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/page"
)

// reconstructs finds what only a reconstruction may say of itself.
var reconstructs = regexp.MustCompile(`(?i)reconstruct|reconstitu|reconstruc|реконструк|重建|إعادة بناء`)

// An official report names who issues it on every page and in every citation, and says
// nowhere that it is a reconstruction; one that says nothing is a reconstruction.
func TestOfficial(t *testing.T) {
	t.Parallel()
	official := func(own ...change) []change {
		return append([]change{{"report.toml", "official = false\n", "official = true\nofficial_by = \"office\"\n"}}, own...)
	}
	in := Input{Editions: []history.Issued{issue(t, "2008-07-31", "2008-07-31", official()...)}, Current: "2008-07-31"}
	m := build(t, in)
	for _, lang := range []string{"fr", "en", "ar"} {
		for _, p := range m.Pages(page.Current, lang) {
			if p.Edition.Official == nil || p.Edition.Official.By.Text == "" {
				t.Fatalf("%s/%s does not say who issues it", lang, p.Path)
			}
			c, err := m.Chrome(page.Current, p)
			if err != nil {
				t.Fatal(err)
			}
			if c.Official == nil {
				t.Errorf("the chrome of %s/%s is that of a reconstruction", lang, p.Path)
			}
			all := []any{c.Cite, c.Nav}
			if p.Kind != "rules" {
				all = append(all, p.Body)
			}
			text := fmt.Sprintf("%+v", all)
			if c.Cite != nil {
				for _, f := range c.Cite.Forms {
					text += f.Text
				}
				if by := p.Edition.Official.By.Text; !strings.Contains(c.Cite.Text, by) {
					t.Errorf("%s does not name %s", c.Cite.Text, by)
				}
				var items []map[string]any
				if err := json.Unmarshal([]byte(c.Cite.Forms[2].Text), &items); err != nil || items[0]["publisher"] != p.Edition.Official.By.Text {
					t.Errorf("the publisher is %v (%v)", items, err)
				}
			}
			if found := reconstructs.FindString(text); found != "" {
				t.Errorf("%s/%s says %q", lang, p.Path, found)
			}
		}
		if m.Official(lang) == nil {
			t.Errorf("authored pages in %s are those of a reconstruction", lang)
		}
	}
	m = build(t, Input{Editions: []history.Issued{issue(t, "2008-07-31", "2008-07-31")}, Current: "2008-07-31"})
	p := pageAt(t, m, page.Current, "en", "paragraphs/op01/")
	if c, err := m.Chrome(page.Current, p); err != nil || c.Official != nil || !reconstructs.MatchString(c.Cite.Text) || m.Official("en") != nil {
		t.Errorf("a report that does not say so is official: %+v, %v", c, err)
	}
}

// The six languages have words for an official report, and none of them says that it is
// a reconstruction.
func TestOfficialWords(t *testing.T) {
	t.Parallel()
	for _, l := range report.Langs {
		data, err := os.ReadFile("../../i18n/" + string(l) + ".toml")
		if err != nil {
			t.Fatal(err)
		}
		said := make(map[string]string)
		for line := range strings.Lines(string(data)) {
			if key, text, ok := strings.Cut(line, " = "); ok {
				said[key] = text
			}
		}
		for _, key := range []string{"site-what", "notice", "notice-short", "cite-note"} {
			text := said[key+"-official"]
			if text == "" || reconstructs.MatchString(text) {
				t.Errorf("%s: %s-official is %q", l, key, text)
			}
		}
		if text := said["official-report"]; text == "" || reconstructs.MatchString(text) {
			t.Errorf("%s: official-report is %q", l, text)
		}
		// Other strings must not say it either, but for those that only a reconstruction shows.
		for key, text := range said {
			switch key {
			case "site-what", "notice", "reconstruction", "reconstruction-long", "cite-note", "cite-publisher", "change-renumbered":
				continue
			}
			if reconstructs.MatchString(text) {
				t.Errorf("%s: %s says %s", l, key, text)
			}
		}
	}
}

// Text in an official language is not marked as our working translation.
func TestOfficialLanguages(t *testing.T) {
	t.Parallel()
	for languages, want := range map[string]map[string]bool{
		`["fr", "ar"]`: {"fr": false, "en": true},
		`["en"]`:       {"fr": false, "en": false}, // the original is official, whatever else is
		`[]`:           {"fr": false, "en": true},
	} {
		m := build(t, Input{Draft: load(t, change{"report.toml", `official_languages = ["fr", "ar"]`, "official_languages = " + languages})})
		for lang, working := range want {
			op := pageAt(t, m, page.Draft, lang, "paragraphs/op01/").Body.(*page.Paragraph)
			res := pageAt(t, m, page.Draft, lang, "resolution/").Body.(*page.Resolution)
			if op.Text.Working != working || res.Working != working || res.Masthead.Title.Working != working {
				t.Errorf("official in %s: the text in %s is a working translation: %v, %v, %v; want %v", languages, lang, op.Text.Working, res.Working, res.Masthead.Title.Working, working)
			}
			if working == (op.Original == nil) {
				t.Errorf("official in %s: the page in %s has the original next to it: %v", languages, lang, op.Original != nil)
			}
		}
	}
}
