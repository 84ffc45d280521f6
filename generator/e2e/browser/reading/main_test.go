// Package reading tests in Chromium what readers do: find, compare, cite, search.
package reading

import (
	"os"
	"testing"

	"rapporteur/generator/e2e"
)

func TestMain(m *testing.M) {
	os.Exit(e2e.Main(m))
}
