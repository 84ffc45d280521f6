// Package workflow tests what happens around the program: the workflows of
// GitHub and of other forges, the stories of docs/workflow.md, a new
// repository, and the tools of those who write.
package workflow

import (
	"os"
	"testing"

	"rapporteur/generator/e2e"
)

func TestMain(m *testing.M) {
	os.Exit(e2e.Main(m))
}
