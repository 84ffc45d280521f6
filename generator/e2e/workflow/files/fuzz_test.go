package files

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/e2e"
	"rapporteur/generator/e2e/forge"

	"github.com/rhysd/actionlint"
)

// Each fuzz target of the program is fuzzed, and no other is named.
func TestScheduledWorkflowFuzzesEveryTarget(t *testing.T) {
	var listed []string
	for _, file := range forge.Files(t) {
		if file.Name != "scheduled.yml" {
			continue
		}
		for _, value := range file.Workflow.Jobs["fuzz"].Strategy.Matrix.Rows["target"].Values {
			listed = append(listed, value.(*actionlint.RawYAMLString).Value)
		}
	}
	var files []string
	generator := filepath.Join(e2e.Root(t), "generator")
	for _, depth := range []string{"", "*", "*/*"} {
		more, err := filepath.Glob(filepath.Join(generator, filepath.FromSlash(depth), "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, more...)
	}
	target := regexp.MustCompile(`(?m)^func (Fuzz\w+)\(`)
	var found []string
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range target.FindAllStringSubmatch(string(text), -1) {
			dir, err := filepath.Rel(generator, filepath.Dir(name))
			if err != nil {
				t.Fatal(err)
			}
			found = append(found, filepath.ToSlash(dir)+" "+m[1])
		}
	}
	slices.Sort(found)
	if len(found) == 0 || !slices.Equal(listed, found) {
		t.Errorf("scheduled.yml fuzzes\n%s\nand the program has\n%s", strings.Join(listed, "\n"), strings.Join(found, "\n"))
	}
}
