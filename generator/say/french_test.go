package say_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"

	"rapporteur/generator/say"
)

// messages are the messages of a language, each with its forms.
func messages(t *testing.T, lang string) map[string][]string {
	t.Helper()
	data, err := os.ReadFile("../../i18n/messages/" + lang + ".toml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := say.Parse(lang, data); err != nil {
		t.Fatal(err)
	}
	var values map[string]any
	if err := toml.Unmarshal(data, &values); err != nil {
		t.Fatal(err)
	}
	all := make(map[string][]string)
	for key, v := range values {
		switch v := v.(type) {
		case string:
			all[key] = []string{v}
		case map[string]any:
			for _, s := range v {
				all[key] = append(all[key], s.(string))
			}
		}
	}
	return all
}

// words reports whether there is something to translate in a message.
var words = regexp.MustCompile(`%%|%[-+# 0]*[0-9.]*(?:\[\d+\])?[a-zA-Z]`)

// TestFrench finds messages without a French form, and French forms of no message.
func TestFrench(t *testing.T) {
	french := messages(t, "fr")
	said := make(map[string]bool)
	for _, s := range sources(t) {
		said[s.key] = true
		if strings.Contains(s.key, "%w") {
			t.Errorf("%s: %q wraps with %%w, which only package fmt knows; write %%v", s.place, s.key)
		}
		if s.key != "" && len(french[s.key]) == 0 && strings.ContainsFunc(words.ReplaceAllString(s.key, ""), isLetter) {
			t.Errorf("%s: no French for %q; add it to i18n/messages/fr.toml", s.place, s.key)
		}
		if s.noun && len(french[s.key]) != 2 {
			t.Errorf("%s: the noun %q has no plural in French", s.place, s.key)
		}
		if os.Getenv("LIST") != "" {
			fmt.Printf("%q\t%s\n", s.key, s.place)
		}
	}
	for key := range french {
		if !said[key] {
			t.Errorf("nothing says %q", key)
		}
	}
	if len(said) < 1000 {
		t.Errorf("found only %d messages", len(said))
	}
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

var verbOf = regexp.MustCompile(`%[-+# 0]*[0-9.]*(?:\[(\d+)\])?([a-zA-Z])`)

// arguments are the verbs of a format by the number of the argument.
func arguments(format string) []string {
	format = strings.ReplaceAll(format, "%%", "")
	next := 1
	found := make(map[int]string)
	last := 0
	for _, m := range verbOf.FindAllStringSubmatch(format, -1) {
		if m[1] != "" {
			fmt.Sscan(m[1], &next)
		}
		found[next] += m[2]
		last = max(last, next)
		next++
	}
	var all []string
	for i := 1; i <= last; i++ {
		b := []byte(found[i])
		slices.Sort(b)
		all = append(all, string(slices.Compact(b)))
	}
	return all
}

// TestArguments finds translations that print other arguments than the English message, or
// print them otherwise.
func TestArguments(t *testing.T) {
	for key, forms := range messages(t, "fr") {
		for _, form := range forms {
			if got, want := arguments(form), arguments(key); !slices.Equal(got, want) {
				t.Errorf("%q has the arguments %q, and %q has %q", form, got, key, want)
			}
		}
	}
	for _, tt := range []struct {
		format string
		want   []string
	}{{"%s of %d %%", []string{"s", "d"}}, {"%[2]s %[1]q", []string{"q", "s"}}, {"%[2]s", []string{"", "s"}}, {"%.0[1]s %s %04d", []string{"s", "s", "d"}}} {
		if got := arguments(tt.format); !slices.Equal(got, tt.want) {
			t.Errorf("%q has the arguments %q, want %q", tt.format, got, tt.want)
		}
	}
}

// TestFrenchSpaces finds a plain space where French has a no-break one.
func TestFrenchSpaces(t *testing.T) {
	plain := regexp.MustCompile(` [:;?!»](?:[^A-Za-z\-]|$)|« `)
	for key, forms := range messages(t, "fr") {
		for _, form := range forms {
			if at := plain.FindString(form); at != "" {
				t.Errorf("%q (%q) has a plain space in %q", form, key, at)
			}
		}
	}
}
