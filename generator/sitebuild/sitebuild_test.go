package sitebuild

import (
	"os"
	"path/filepath"
	"testing"

	"rapporteur/generator/check"
	"rapporteur/generator/site"
)

// Configure adds the settings and every rule; a base address that is given
// replaces that of config.toml.
func TestConfigure(t *testing.T) {
	dir := t.TempDir()
	b, err := os.ReadFile(filepath.Join("..", "..", "config.toml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "config.toml"), b, 0o644); err != nil {
		t.Fatal(err)
	}
	in := new(site.Input)
	if err := Configure(in, dir, "https://example.org/report/"); err != nil {
		t.Fatal(err)
	}
	if in.BaseURL != "https://example.org/report/" {
		t.Errorf("the base address is %q", in.BaseURL)
	}
	rules := 0
	for _, f := range in.Rules {
		rules += len(f.Rules)
	}
	if rules != len(check.Rules()) {
		t.Errorf("%d rules, want %d", rules, len(check.Rules()))
	}
	if err := Configure(in, t.TempDir(), ""); err == nil {
		t.Error("a folder without config.toml is taken")
	}
}
