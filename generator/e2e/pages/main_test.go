// Package pages tests the pages of built sites as files: their HTML, links and
// words.
package pages

import (
	"os"
	"testing"

	"rapporteur/generator/e2e"
)

func TestMain(m *testing.M) {
	os.Exit(e2e.Main(m))
}
