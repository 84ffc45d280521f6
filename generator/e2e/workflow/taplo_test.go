package workflow

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/generator/e2e"
	"rapporteur/generator/report"
)

// TestTaplo holds the schemas to a validator that is not ours: it accepts
// every data file by the schema that the file names, and refuses the fixtures
// with the words that they expect. It needs node; RAPPORTEUR_TAPLO=required
// says that it must not be missing.
func TestTaplo(t *testing.T) {
	root := e2e.Root(t)
	taplo := e2e.Taplo(t)
	if taplo == "" {
		return
	}
	lint := func(args ...string) (string, error) {
		cmd := exec.Command(taplo, append([]string{"lint", "--colors", "never"}, args...)...)
		cmd.Dir = root
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	t.Run("data", func(t *testing.T) {
		out, err := lint()
		if err != nil || !strings.Contains(out, "found files total=") || strings.Contains(out, "total=0 ") {
			t.Errorf("taplo lint: %v\n%s", err, out)
		}
	})
	t.Run("format", func(t *testing.T) {
		cmd := exec.Command(taplo, "format", "--check", "--colors", "never")
		cmd.Dir = root
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("an editor that formats on save would change the data: %v\n%s", err, out)
		}
	})
	schemas := make(map[string]bool)
	for _, f := range report.Formats() {
		schemas[f.Name] = true
	}
	for _, verdict := range []string{"good", "bad"} {
		names, err := filepath.Glob(filepath.Join(root, "generator", "testdata", "taplo", verdict, "*.toml"))
		if err != nil || len(names) == 0 {
			t.Fatalf("no %s fixtures (%v)", verdict, err)
		}
		for _, name := range names {
			t.Run(verdict+"/"+strings.TrimSuffix(filepath.Base(name), ".toml"), func(t *testing.T) {
				format, want := fixture(t, name)
				if !schemas[format] {
					t.Fatalf("line 1 names no format: %q", format)
				}
				url := "file://" + filepath.ToSlash(filepath.Join(root, "data", "schema", format+".schema.json"))
				// The schema is told to taplo in the way of the data files.
				data, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				_, rest, _ := strings.Cut(string(data), "\n")
				copied := filepath.Join(t.TempDir(), filepath.Base(name))
				if err := os.WriteFile(copied, []byte("#:schema "+url+"\n"+rest), 0o644); err != nil {
					t.Fatal(err)
				}
				out, err := lint("--no-auto-config", copied)
				if verdict == "good" && err != nil {
					t.Errorf("refused: %v\n%s", err, out)
				}
				if verdict == "bad" && (err == nil || want == "" || !strings.Contains(out, want)) {
					t.Errorf("want an error with %q, got %v\n%s", want, err, out)
				}
			})
		}
	}
}

// fixture reads the format and the expected words from the first two lines.
func fixture(t *testing.T, name string) (format, want string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitN(string(data), "\n", 3)
	return strings.TrimPrefix(lines[0], "# format "), strings.TrimPrefix(lines[1], "# want ")
}
