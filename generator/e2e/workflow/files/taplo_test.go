package files

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
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
	// One run for all: starting taplo takes longer than what it does.
	dir := t.TempDir()
	type verdict struct{ name, want string } // want is empty for a good fixture
	var verdicts []verdict
	for _, folder := range []string{"good", "bad"} {
		names, err := filepath.Glob(filepath.Join(root, "generator", "testdata", "taplo", folder, "*.toml"))
		if err != nil || len(names) == 0 {
			t.Fatalf("no %s fixtures (%v)", folder, err)
		}
		for _, name := range names {
			format, want := fixture(t, name)
			if !schemas[format] {
				t.Fatalf("%s: line 1 names no format: %q", name, format)
			}
			if folder == "good" {
				want = ""
			} else if want == "" {
				t.Errorf("%s: line 2 has no words to expect", name)
			}
			url := "file://" + filepath.ToSlash(filepath.Join(root, "data", "schema", format+".schema.json"))
			// The schema is told to taplo in the way of the data files.
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			_, rest, _ := strings.Cut(string(data), "\n")
			copied := filepath.Join(dir, folder+"-"+filepath.Base(name))
			if err := os.WriteFile(copied, []byte("#:schema "+url+"\n"+rest), 0o644); err != nil {
				t.Fatal(err)
			}
			verdicts = append(verdicts, verdict{copied, want})
		}
	}
	args := []string{"--no-auto-config"}
	for _, v := range verdicts {
		args = append(args, v.name)
	}
	out, _ := lint(args...)
	if found := fmt.Sprintf("found files total=%d ", len(verdicts)); !strings.Contains(out, found) {
		t.Fatalf("want %q:\n%s", found, out)
	}
	// What is wrong with a file comes before the line that names the file.
	refused := map[string]string{}
	last := 0
	for _, m := range regexp.MustCompile(`(?m)^ERROR .* path="(.*)"$`).FindAllStringSubmatchIndex(out, -1) {
		refused[out[m[2]:m[3]]] = out[last:m[0]]
		last = m[1]
	}
	for _, v := range verdicts {
		t.Run(strings.TrimSuffix(filepath.Base(v.name), ".toml"), func(t *testing.T) {
			said, isRefused := refused[v.name]
			if v.want == "" && isRefused {
				t.Errorf("refused:\n%s", said)
			}
			if v.want != "" && !strings.Contains(said, v.want) {
				t.Errorf("want an error with %q, got\n%s", v.want, said)
			}
		})
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
