package main

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// Every interface string is there in all six languages, and those that the
// templates name outright exist.
func TestInterfaceStringsAreComplete(t *testing.T) {
	keys := map[string]map[string]any{}
	all := map[string]bool{}
	for _, lang := range []string{"ar", "zh", "en", "fr", "ru", "es"} {
		var m map[string]any
		if _, err := toml.DecodeFile(filepath.Join("..", "i18n", lang+".toml"), &m); err != nil {
			t.Fatal(err)
		}
		keys[lang] = m
		for k, v := range m {
			all[k] = true
			if s, ok := v.(string); ok && strings.TrimSpace(s) == "" {
				t.Errorf("%s: %s is empty", lang, k)
			}
		}
	}
	for _, k := range slices.Sorted(maps.Keys(all)) {
		for lang, m := range keys {
			if m[k] == nil {
				t.Errorf("%s has no %s", lang, k)
			}
		}
	}
	named := regexp.MustCompile(`\bT "([a-z0-9_-]+)"`)
	err := filepath.WalkDir(filepath.Join("..", "layouts"), func(name string, _ os.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".html" {
			return err
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for _, m := range named.FindAllStringSubmatch(string(b), -1) {
			if !all[m[1]] {
				t.Errorf("%s names the string %q, which does not exist", name, m[1])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
