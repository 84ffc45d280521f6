package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// stilted are words that the field does not use, each with the usual one.
var stilted = []struct{ word, usual string }{
	{`mend(s|ed|ing)?`, "fix"},
	{`reckon\w*`, "compute or count"},
	{`anew`, "again"},
	{`seldom`, "rarely"},
	{`hitherto`, "so far"},
	{`looks that`, "checks that"},
	{`bears the`, "has the"},
	{`is no verb`, "unknown command"},
	{`talk to standard error`, "messages to standard error"},
	{`spoils:`, "shown on:"},
	{`stands? beside`, "corresponds to, or is next to"},
	{`behind it stands?`, "comes from"},
	{`lets? off`, "exempts"},
	{`takes down`, "records"},
	{`holds? .{1,40} against every rule`, "runs every rule on"},
	{`whatsoever`, "any"},
	{`thereof`, "of it"},
	{`wherein`, "in which"},
	{`amongst`, "among"},
	{`whilst`, "while"},
	{`lest`, "so that … not"},
	{`nought`, "zero"},
	{`slips? of TOML`, "TOML mistakes"},
	{`by the letter`, "exactly"},
	{`ere`, "before"},
	{`naught`, "nothing"},
	{`hearken\w*`, "listen"},
	{`betwixt`, "between"},
	{`upon`, "on"},
	{`forthwith`, "at once"},
}

// TestPlainEnglish finds stilted words in what people read: comments, messages,
// documentation, templates, style sheets and the English strings.
func TestPlainEnglish(t *testing.T) {
	type pattern struct {
		re    *regexp.Regexp
		usual string
	}
	var patterns []pattern
	var words []string
	for _, s := range stilted {
		patterns = append(patterns, pattern{regexp.MustCompile(`(?i)\b` + s.word + `\b`), s.usual})
		words = append(words, s.word)
	}
	anyWord := regexp.MustCompile(`(?i)\b(` + strings.Join(words, "|") + `)\b`) // most lines have none
	allowed := regexp.MustCompile(`(?i)call(?:s|ed)?[ -]upon|once upon|depends? upon|upon request|based upon|agreed upon`)
	texts := map[string]bool{".go": true, ".md": true, ".html": true, ".css": true, ".js": true, ".txtar": true, ".txt": true, ".yml": true}
	for _, root := range []string{"../generator", "../docs", "../layouts", "../assets", "../content", "../i18n/en.toml", "../README.md", "../.github"} {
		err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			switch {
			case d.IsDir() && (d.Name() == "node_modules" || d.Name() == "issued" || d.Name() == "kitchen-sink" || d.Name() == "small"):
				return fs.SkipDir
			case d.IsDir(), !texts[filepath.Ext(name)] && filepath.Ext(name) != ".toml", d.Name() == "language_test.go", d.Name() == "glossary.md":
				return nil
			}
			b, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			for i, line := range strings.Split(string(b), "\n") {
				if !anyWord.MatchString(line) {
					continue
				}
				line = allowed.ReplaceAllString(line, "")
				for _, p := range patterns {
					if found := p.re.FindString(line); found != "" {
						t.Errorf("%s:%d: %q; write %q", name, i+1, found, p.usual)
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestStiltedComments counts words in Go comments, those of tests too, that are not wrong one by one, but that
// make a text read as translated where there are many: at most one in a thousand words.
func TestStiltedComments(t *testing.T) {
	stilted := regexp.MustCompile(`(?i)\b(?:stands|tells|bears|beside|behind it|is no [a-z]+)\b`)
	idiom := regexp.MustCompile(`(?i)there is no [a-z]+|is no longer`)
	comment := regexp.MustCompile(`(?m)(?:^|\s)// (.*)$`)
	word := regexp.MustCompile(`[A-Za-z][\w’'-]*`)
	words, found := 0, []string(nil)
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".go" {
			return err
		}
		b, err := os.ReadFile(name)
		for _, m := range comment.FindAllStringSubmatch(string(b), -1) {
			words += len(word.FindAllString(m[1], -1))
			for _, s := range stilted.FindAllString(idiom.ReplaceAllString(m[1], ""), -1) {
				found = append(found, name+": "+s)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if words < 10_000 || len(found)*1000 > words {
		t.Errorf("%d stilted words in %d words of comments:\n%s", len(found), words, strings.Join(found, "\n"))
	}
}
