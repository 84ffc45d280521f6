package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/e2e"
)

// licences are those under which a library may be part of the program, by words that
// only their texts have.
var licences = []struct {
	name  string
	words []string
}{
	{"Apache-2.0", []string{"Apache License", "Version 2.0"}},
	{"MPL-2.0", []string{"Mozilla Public License", "2.0"}},
	{"Unlicense", []string{"This is free and unencumbered software released into the public domain"}},
	{"CC0-1.0", []string{"CC0 1.0 Universal"}},
	{"ISC", []string{"Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee"}},
	{"BSD-3-Clause", []string{"Redistribution and use in source and binary forms", "endorse or promote products"}},
	{"BSD-2-Clause", []string{"Redistribution and use in source and binary forms"}},
	{"MIT", []string{"Permission is hereby granted, free of charge, to any person obtaining a copy"}},
}

// licenceOf is the licence of the module in a folder, and the file that says so; empty if
// it is none of licences.
func licenceOf(t *testing.T, dir string) (licence, file string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	isLicence := regexp.MustCompile(`(?i)^(un)?(licen[cs]e|copying)`)
	for _, e := range entries {
		if e.IsDir() || !isLicence.MatchString(e.Name()) {
			continue
		}
		b, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(string(b)), " ")
		for _, l := range licences {
			if !slices.ContainsFunc(l.words, func(w string) bool { return !strings.Contains(text, w) }) {
				return l.name, e.Name()
			}
		}
	}
	return "", ""
}

// TestDependencies compares docs/dependencies.md with go.mod, and the licences that it
// names with the texts in the module cache. Every other module that the program or a test
// is made of needs a licence of the list, too.
func TestDependencies(t *testing.T) {
	t.Parallel()
	root := e2e.Root(t)
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	direct := make(map[string]bool)
	for _, m := range regexp.MustCompile(`(?m)^\t(\S+) v\S+$`).FindAllStringSubmatch(string(mod), -1) {
		direct[m[1]] = true // an indirect one has a comment after its version
	}
	if len(direct) < 10 {
		t.Fatalf("go.mod names %d libraries", len(direct))
	}
	page, err := os.ReadFile(filepath.Join(root, "docs", "dependencies.md"))
	if err != nil {
		t.Fatal(err)
	}
	said := make(map[string]string)
	for _, m := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\| ([^|]{20,}) \\| ([^| ]+) \\|$").FindAllStringSubmatch(string(page), -1) {
		said[m[1]] = m[3]
		if !direct[m[1]] {
			t.Errorf("docs/dependencies.md has %s, which is no direct dependency", m[1])
		}
	}
	cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "-test", "-f", "{{with .Module}}{{.Path}} {{.Dir}}{{end}}", "./generator/...")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	slices.Sort(lines)
	for _, line := range slices.Compact(lines) {
		path, dir, _ := strings.Cut(line, " ")
		if path == "rapporteur" || path == "" {
			continue
		}
		licence, file := licenceOf(t, dir)
		if licence == "" {
			t.Errorf("%s: no licence of the list is found in %s", path, dir)
		}
		if direct[path] && said[path] != licence {
			t.Errorf("docs/dependencies.md gives %s the licence %q, and its %s is %s", path, said[path], file, licence)
		}
		delete(direct, path)
	}
	for path := range direct {
		if said[path] == "" {
			t.Errorf("docs/dependencies.md lacks %s", path)
		}
	}
}
