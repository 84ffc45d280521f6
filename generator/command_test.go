package main

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Each command has its help text in usage/.
func TestUsage(t *testing.T) {
	files, err := fs.Glob(usages, "usage/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	cmds := commands()
	if len(files) != len(cmds) {
		t.Errorf("there are %d commands and %d help texts", len(cmds), len(files))
	}
	for _, c := range cmds {
		if !strings.HasPrefix(c.usage(""), "usage: rapporteur "+c.name) {
			t.Errorf("usage/%s.txt begins with %.30q", c.name, c.usage(""))
		}
	}
}

var flagOf = regexp.MustCompile(`--?[a-zA-Z][a-zA-Z.-]*`)

// TestFrenchUsage finds verbs without a French help text, and French ones that name other
// flags.
func TestFrenchUsage(t *testing.T) {
	for _, c := range commands() {
		english, french := c.usage("en"), c.usage("fr")
		if !strings.HasPrefix(french, "emploi\u00a0: rapporteur "+c.name) {
			t.Errorf("usage/fr/%s.txt begins with %.30q", c.name, french)
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
