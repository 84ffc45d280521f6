// Package languages looks in Chromium at a report in the six languages.
package languages

import (
	"os"
	"testing"

	"rapporteur/generator/e2e"
)

func TestMain(m *testing.M) {
	os.Exit(e2e.Main(m))
}
