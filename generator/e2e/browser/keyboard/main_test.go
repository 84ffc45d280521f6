// Package keyboard tests the pages in Chromium for a reader without a mouse.
package keyboard

import (
	"os"
	"testing"

	"rapporteur/generator/e2e"
)

func TestMain(m *testing.M) {
	os.Exit(e2e.Main(m))
}
