// Package story runs the stories of docs/workflow.md, from a clone to a release.
package story

import (
	"os"
	"testing"

	"rapporteur/generator/e2e"
)

func TestMain(m *testing.M) {
	os.Exit(e2e.Main(m))
}
