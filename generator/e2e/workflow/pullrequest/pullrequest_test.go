package pullrequest

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/e2e"
	"rapporteur/generator/e2e/forge"
)

// Every kind of pull request gets a summary that a writer can read, and a
// preview with the problems in it.
func TestPullRequests(t *testing.T) {
	f := forge.New(t)
	const checkStep, oldMain = "Check the report", "old main"
	// A file for tests alone, since linking another program takes long.
	changed := "generator/proposal_test.go"
	if os.Getenv("RAPPORTEUR_LONG") != "" {
		changed = "generator/proposal.go"
	}
	tests := []struct {
		name    string
		fork    bool
		make    func(d *forge.Desk)
		failed  []string // steps
		summary []string
		preview []string
	}{
		{
			name: "good edit",
			make: func(d *forge.Desk) { d.Begin("good"); d.Correct() },
			summary: []string{
				"## Problems in the data", "no problems", "| substance | 0 | 0 | 1 |", "Train criminal justice personnel", "<del>known</del>",
			},
			preview: []string{"Problemsnone new", "1 substance", "There are no problems.", "Intensifying technical assistance", "was not reported"},
		},
		{
			name: "fork", fork: true,
			make:    func(d *forge.Desk) { d.Begin("fork"); d.Correct() },
			summary: []string{"no problems", "<del>known</del>"},
			preview: []string{"Problemsnone new", "was not reported"},
		},
		{
			name: "misspelt source",
			make: func(d *forge.Desk) {
				d.Begin("misspelt")
				d.Replace("data/paragraphs/op04.toml", "[source:tpb-slides-2009-04-30]", "[source:tpb-slides-2009-04-31]")
			},
			failed:  []string{checkStep},
			summary: []string{"errors", "<code>data/paragraphs/op04.toml:", "tpb-slides-2009-04-31", "did you mean tpb-slides-2009-04-30?", "cannot be computed until the errors are fixed"},
			preview: []string{"errors", "data/paragraphs/op04.toml:", "did you mean tpb-slides-2009-04-30?"},
		},
		{
			name: "broken TOML",
			make: func(d *forge.Desk) {
				d.Begin("broken")
				d.Replace("data/paragraphs/op04.toml", `verb = "requests"`, `verb = "requests`)
			},
			failed:  []string{checkStep},
			summary: []string{"error", "<code>data/paragraphs/op04.toml:"},
			preview: []string{"error", "data/paragraphs/op04.toml:"},
		},
		{
			name: "edit of an issued edition",
			make: func(d *forge.Desk) { d.Git("switch", "-q", "-c", "issued"); d.Correct() },
			// The change is shown all the same.
			failed:  []string{checkStep},
			summary: []string{"1 error", "issued-unchanged", "<del>known</del>"},
			preview: []string{"1 error", "was not reported"},
		},
		{
			name: "id of the edition deleted",
			make: func(d *forge.Desk) {
				d.Git("switch", "-q", "-c", "deleted")
				d.Replace("data/report.toml", "id = \"2009-06-30\"\n", "")
			},
			failed:  []string{checkStep},
			summary: []string{"error", "<code>data/report.toml"},
			preview: []string{"error", "data/report.toml"},
		},
		{
			name: "program and data at once",
			make: func(d *forge.Desk) {
				d.Begin("both")
				d.Correct()
				d.Write(changed, "package main // of a proposal\n")
			},
			summary: []string{"no problems", "<del>known</del>"},
			preview: []string{"Problemsnone new", "was not reported", changed},
		},
		{
			name: "five hundred files",
			make: func(d *forge.Desk) {
				d.Begin("many")
				for i := range 500 {
					d.Write(fmt.Sprintf("data/notes/%03d.toml", i), "text = \"a note\"\n")
				}
			},
			failed:  []string{checkStep},
			summary: []string{"500 errors", "<code>data/notes/000.toml", "<code>data/notes/499.toml"},
			preview: []string{"500 errors", "data/notes/000.toml"},
		},
		{
			name: "paragraph's file renamed",
			make: func(d *forge.Desk) {
				d.Begin("renamed")
				d.Git("mv", "data/paragraphs/op04.toml", "data/paragraphs/op4.toml")
			},
			failed:  []string{checkStep},
			summary: []string{"error", "<code>data/paragraphs/op4.toml", "op04"},
			preview: []string{"error", "data/paragraphs/op4.toml"},
		},
		{
			name: "hostile file name",
			make: func(d *forge.Desk) {
				d.Begin("hostile")
				d.Write("data/activities/<script>alert(1)</script>|`$(touch pwned)`.toml", "x = 1\n")
			},
			failed:  []string{checkStep},
			summary: []string{"error"},
			preview: []string{"error", "alert(1)"},
		},
		{
			name: oldMain,
			make: func(d *forge.Desk) {
				d.Begin("old")
				d.Correct()
				// Meanwhile others go on.
				other := d.Forge.Clone(false)
				other.Replace("README.md", "# Rapporteur", "# Rapporteur, the program")
				other.Commit("README: a longer name")
				other.Git("push", "-q", "origin", "HEAD:main")
			},
			summary: []string{"no problems", "<del>known</del>"},
			preview: []string{"Problemsnone new", "was not reported"},
		},
	}
	check := func(t *testing.T, i int) {
		tt, f := tests[i], f.For(t)
		d := f.Clone(tt.fork)
		tt.make(d)
		d.Commit("A proposal")
		w := f.Check(d.Open())
		if !slices.Equal(w.Failed, tt.failed) {
			t.Errorf("the steps that failed are %q, want %q\n%s", w.Failed, tt.failed, w.Said)
		}
		e2e.Holds(t, "the summary", w.Summary, tt.summary...)
		e2e.Holds(t, "the preview", w.Preview(), tt.preview...)
		if strings.Contains(w.Summary, "<script") {
			t.Errorf("a file's name reaches the summary as markup:\n%s", w.Summary)
		}
		if tt.name == oldMain && strings.Contains(w.Summary+w.Preview(), "a longer name") {
			t.Error("what others changed on main is shown as a change of this pull request")
		}
	}
	t.Run("at once", func(t *testing.T) {
		for i, tt := range tests {
			if tt.name != oldMain {
				t.Run(tt.name, func(t *testing.T) {
					t.Parallel()
					check(t, i)
				})
			}
		}
	})
	// For the others main stays as it is.
	for i, tt := range tests {
		if tt.name == oldMain {
			t.Run(tt.name, func(t *testing.T) { check(t, i) })
		}
	}
}
