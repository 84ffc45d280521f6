package main

import (
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Each command has its help text in usage/, and a place in the table of README.md.
func TestUsage(t *testing.T) {
	files, err := fs.Glob(usages, "usage/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range commands() {
		name := "usage/" + c.name + ".txt"
		if !slices.Contains(files, name) {
			t.Errorf("%s is missing: write the help of %s there", name, c.name)
		} else if !strings.HasPrefix(c.usage(""), "usage: rapporteur "+c.name) {
			t.Errorf("%s begins with %.30q", name, c.usage(""))
		}
		files = slices.DeleteFunc(files, func(f string) bool { return f == name })
		if c.name != "git-diff" && !strings.Contains(string(readme), "`"+c.name+"`") { // which git calls
			t.Errorf("the table in README.md has no row for %s", c.name)
		}
	}
	for _, name := range files {
		t.Errorf("%s is the help of no command", name)
	}
}

var flagOf = regexp.MustCompile(`--?[a-zA-Z][a-zA-Z.-]*`)

// TestFrenchUsage finds verbs without a French help text, and French ones that name other
// flags.
func TestFrenchUsage(t *testing.T) {
	for _, c := range commands() {
		english, french := c.usage("en"), c.usage("fr")
		if !strings.HasPrefix(french, "emploi\u00a0: rapporteur "+c.name) {
			t.Errorf("usage/fr/%s.txt is missing, or begins with another line than \"emploi\u00a0: rapporteur %[1]s …\": %.30q", c.name, french)
			continue
		}
		flags := func(text string) []string {
			var all []string
			for _, f := range flagOf.FindAllString(text, -1) {
				if strings.HasPrefix(f, "--") {
					all = append(all, strings.TrimRight(f, "."))
				}
			}
			slices.Sort(all)
			return slices.Compact(all)
		}
		if got, want := flags(french), flags(english); !slices.Equal(got, want) {
			t.Errorf("usage/fr/%s.txt names the flags %v, and the English text %v", c.name, got, want)
		}
		if plain := regexp.MustCompile(` [:;?!»](?:\s|$)|« `).FindString(french); plain != "" {
			t.Errorf("usage/fr/%s.txt has a plain space in %q", c.name, plain)
		}
	}
}
