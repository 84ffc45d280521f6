// Package files tests the workflows as they are written, and the files of those who
// write as taplo reads them.
package files

import (
	"os"
	"testing"

	"rapporteur/generator/e2e"
)

func TestMain(m *testing.M) {
	os.Exit(e2e.Main(m))
}
