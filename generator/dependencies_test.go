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

// direct returns the direct dependencies of the module in a folder.
func direct(t *testing.T, dir string) map[string]bool {
	t.Helper()
	mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	list := make(map[string]bool)
	for _, m := range regexp.MustCompile(`(?m)^\t(\S+) v\S+$`).FindAllStringSubmatch(string(mod), -1) {
		if m[1] != "rapporteur" {
			list[m[1]] = true // an indirect one has a comment after its version
		}
	}
	return list
}

// TestDependencies compares docs/dependencies.md with go.mod, and the licences that it
// names with the texts in the module cache. Every other module that the program or a test
// is made of needs a licence of the list, too. The libraries of generator/deploy are many, and
// are fetched for this where RAPPORTEUR_LONG is set.
func TestDependencies(t *testing.T) {
	t.Parallel()
	root := e2e.Root(t)
	deploy := filepath.Join(root, "generator", "deploy")
	page, err := os.ReadFile(filepath.Join(root, "docs", "dependencies.md"))
	if err != nil {
		t.Fatal(err)
	}
	said := make(map[string]string)
	for _, m := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\| ([^|]{20,}) \\| ([^| ]+) \\|$").FindAllStringSubmatch(string(page), -1) {
		said[m[1]] = m[3]
	}
	ours, theirs := direct(t, root), direct(t, deploy)
	if len(ours) < 10 || len(theirs) < 2 {
		t.Fatalf("go.mod names %d libraries, and that of deploy %d", len(ours), len(theirs))
	}
	for path := range said {
		if !ours[path] && !theirs[path] {
			t.Errorf("docs/dependencies.md has %s, which is no direct dependency", path)
		}
	}
	for _, list := range []map[string]bool{ours, theirs} {
		for path := range list {
			if said[path] == "" {
				t.Errorf("docs/dependencies.md lacks %s", path)
			}
		}
	}
	licensed(t, root, "./generator/...", said)
	if os.Getenv("RAPPORTEUR_LONG") != "" {
		licensed(t, deploy, "./...", said)
	}
}

// licensed fails for a module that the packages of a module are made of and that has no
// licence of the list, or another than said.
func licensed(t *testing.T, dir, packages string, said map[string]string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "-test", "-f", "{{with .Module}}{{.Path}} {{.Dir}}{{end}}", packages)
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	slices.Sort(lines)
	for _, line := range slices.Compact(lines) {
		path, dir, _ := strings.Cut(line, " ")
		if path == "rapporteur" || path == "rapporteur-deploy" || path == "" {
			continue
		}
		licence, file := licenceOf(t, dir)
		if licence == "" {
			t.Errorf("%s: no licence of the list is found in %s", path, dir)
		}
		if said[path] != "" && said[path] != licence {
			t.Errorf("docs/dependencies.md gives %s the licence %q, and its %s is %s", path, said[path], file, licence)
		}
	}
}
