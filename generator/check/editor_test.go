package check_test

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"rapporteur/generator/check"
	"rapporteur/generator/editor"
	"rapporteur/generator/problem"
)

// ofFiles is what only those know who work in files: keys with values, headings, files,
// commands and typed ids.
var ofFiles = regexp.MustCompile(`[a-z_]+ = |\[\[|\bdata/|\.toml|rapporteur |\bgit |--[a-z]|\b[a-z]+_[a-z]+\b|\b[a-z]+\.(?:en|fr)\b|[ “]\b(?:activity|request|state|entity|indicator|money|paragraph):[a-z]`)

// filesAlone are rules about what no form changes: files, folders, commits, waivers.
var filesAlone = []string{"bad-commit", "conflict-marker", "correction-folder", "edition-recorded", "file-name", "image-file", "recorded-stays", "unknown-file", "waiver-unused"}

// inEditor checks that the editor says a problem without any of that.
func (f *fixture) inEditor(t *testing.T, rule check.Rule, base map[string]string, found []problem.Problem) {
	t.Helper()
	if slices.Contains(filesAlone, rule.Name) {
		return
	}
	b := editor.Bundle{Files: make(map[string]string)}
	for name, file := range f.tree("", base) {
		b.Files[name] = string(file.Data)
	}
	s, err := editor.New(b)
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"en", "fr"} {
		for _, said := range s.Findings(found, lang) {
			if said.Rule != rule.Name {
				continue
			}
			for _, words := range []string{said.Message, said.Hint} {
				if os.Getenv("LIST") != "" {
					t.Log(words)
				}
				if at := ofFiles.FindString(words); at != "" {
					t.Errorf("the editor says %q, which names %q", words, at)
				}
			}
		}
	}
}
