// Package accessibility tests every kind of page in Chromium: on phones and desks, in
// light and dark, with text twice as large, and as axe-core finds it.
package accessibility

import (
	"os"
	"testing"

	"rapporteur/generator/e2e"
)

func TestMain(m *testing.M) {
	os.Exit(e2e.Main(m))
}
