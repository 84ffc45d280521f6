package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestLanguage tells in which language the program speaks: that of --lang, of config.toml,
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
		sys := system{dir: tt.dir, locale: tt.locale}
		if got := sys.language(tt.flag, tt.args); got != tt.want {
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
		lang, rest, err := languageFlag(tt.verb, strings.Fields(tt.args))
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

// A wrong command line is told in the language that was chosen.
func TestErrorInFrench(t *testing.T) {
	var errs bytes.Buffer
	sys := system{stderr: &errs, dir: t.TempDir(), locale: "fr"}
	if code := runAll(t.Context(), sys, []string{"chek"}); code != exitTrouble {
		t.Errorf("exit code %d", code)
	}
	want := "rapporteur : commande inconnue \"chek\" ; vouliez-vous dire check ?\nlancez 'rapporteur help' pour savoir comment l’employer\n"
	if got := strings.ReplaceAll(errs.String(), "\u00a0", " "); got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
}
