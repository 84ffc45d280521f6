package console

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestLanguage selects the language of messages: that of --lang, of config.toml,
// of the user's system, of the report, or English, in this order.
func TestLanguage(t *testing.T) {
	t.Parallel()
	french, configured, none := t.TempDir(), t.TempDir(), t.TempDir()
	for name, data := range map[string]string{
		filepath.Join(french, "data", "report.toml"):     "[report]\noriginal = \"fr\"\nlanguages = [\"en\", \"fr\"]\n",
		filepath.Join(configured, "data", "report.toml"): "[report]\noriginal = \"fr\"\n",
		filepath.Join(configured, "config.toml"):         "[params]\nmessages = \"es\"\n",
	} {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	below := filepath.Join(french, "data")
	for _, tt := range []struct {
		dir, locale, flag string
		args              []string
		want              string
	}{
		{french, "C", "", nil, "fr"},
		{below, "C", "", nil, "fr"},
		{french, "en", "", nil, "en"},
		{french, "de", "", nil, "fr"},
		{french, "en", "ru", nil, "ru"},
		{french, "", "", nil, ""}, // in tests
		{configured, "en", "", nil, "es"},
		{configured, "en", "fr", nil, "fr"},
		{none, "C", "", nil, ""},
		{none, "fr", "", nil, "fr"},
		{none, "C", "", []string{"--repo", french}, "fr"},
		{none, "C", "", []string{"--repo=" + french}, "fr"},
		{french, "C", "", []string{"--repo", none}, ""},
	} {
		sys := System{Dir: tt.dir, Locale: tt.locale}
		if got := sys.Language(tt.flag, tt.args); got != tt.want {
			t.Errorf("in %s with locale %q, --lang %q and %q: %q, want %q", tt.dir, tt.locale, tt.flag, tt.args, got, tt.want)
		}
	}
}

func TestLanguageFlag(t *testing.T) {
	for _, tt := range []struct {
		verb, args, lang, rest, err string
	}{
		{"check", "check --lang fr --links", "fr", "check --links", ""},
		{"check", "--lang=fr check", "fr", "check", ""},
		{"diff", "diff --lang fr a b", "fr", "diff --lang fr a b", ""},
		{"check", "check -- --lang fr", "", "check -- --lang fr", ""},
		{"check", "check --lang de", "", "", `--lang is one of ar, zh, en, fr, ru, es, not "de"`},
		{"check", "check --lang", "", "", "--lang needs a language: ar, zh, en, fr, ru, es"},
	} {
		lang, rest, err := TakeLanguage(strings.Fields(tt.args), tt.verb == "diff")
		if said := ""; err != nil {
			if said = err.Error(); said != tt.err {
				t.Errorf("%s: %s, want %s", tt.args, said, tt.err)
			}
			continue
		}
		if lang != tt.lang || !slices.Equal(rest, strings.Fields(tt.rest)) || tt.err != "" {
			t.Errorf("%s: %q and %q, want %q and %q", tt.args, lang, rest, tt.lang, tt.rest)
		}
	}
}
