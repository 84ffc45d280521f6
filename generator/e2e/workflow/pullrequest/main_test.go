// Package pullrequest tests what every kind of pull request gets from its workflow.
package pullrequest

import (
	"os"
	"testing"

	"rapporteur/generator/e2e"
)

func TestMain(m *testing.M) {
	os.Exit(e2e.Main(m))
}
