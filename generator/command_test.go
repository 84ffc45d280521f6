package main

import (
	"strings"
	"testing"
)

// Each command has its help text in usage/.
func TestUsage(t *testing.T) {
	files, err := usages.ReadDir("usage")
	if err != nil {
		t.Fatal(err)
	}
	cmds := commands()
	if len(files) != len(cmds) {
		t.Errorf("there are %d commands and %d help texts", len(cmds), len(files))
	}
	for _, c := range cmds {
		if !strings.HasPrefix(c.usage(), "usage: rapporteur "+c.name) {
			t.Errorf("usage/%s.txt begins with %.30q", c.name, c.usage())
		}
	}
}
