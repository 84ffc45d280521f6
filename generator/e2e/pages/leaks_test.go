package pages

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"rapporteur/generator/e2e"
)

// ofTheFirstReport are words that only the report of this repository has: what it is
// about, who did it, and what its resolution, session and records are called.
var ofTheFirstReport = regexp.MustCompile(`(?i)terroris|террори|إرهاب|恐怖|` +
	`\b(unodc|onudc)\b|drugs and crime|drogue et le crime|droga y el delito|` +
	`vienna|vienne\b|viena\b|62/172|a/c\.3/62/l\.2\b|nuclear|nucléaire|bombings|hijack|` +
	`sixty-third|soixante-troisième|sexagésimo tercer|` +
	`technical assistance|assistance technique|asistencia técnica|техническ\w* помощ|المساعدة التقنية|技术援助|` +
	`\bthe office\b|l’office\b|\bla oficina\b|list of sixteen|santo domingo`)

// A report on another subject has nothing of the first one: not on its pages, not in the
// files that are written for it, and not in what the program says.
func TestNothingOfTheFirstReportInAnother(t *testing.T) {
	t.Parallel()
	p := e2e.NewReport(t, "en,fr,es", "--title.en", "Safe drinking water", "--title.fr", "Eau potable", "--title.es", "Agua potable")
	nothing := func(where, text string) {
		t.Helper()
		for _, at := range ofTheFirstReport.FindAllStringIndex(text, 5) {
			t.Errorf("%s: …%s…", where, text[max(0, at[0]-60):min(len(text), at[1]+60)])
		}
	}
	run := func(args ...string) string {
		t.Helper()
		stdout, stderr, _ := e2e.Run(t, p.Dir, args...)
		nothing(strings.Join(args, " "), stdout+stderr)
		return stdout + stderr
	}
	p.Issue()
	run("schema", "--write")
	err := filepath.WalkDir(p.Dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() == ".git" {
			return filepath.SkipDir
		}
		if d.IsDir() {
			return nil
		}
		data, err := os.ReadFile(name)
		nothing(name, name+string(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}

	usage, err := filepath.Glob(filepath.Join(e2e.Root(t), "generator", "usage", "*.txt"))
	if err != nil || len(usage) < 15 {
		t.Fatal(usage, err)
	}
	for _, name := range usage {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		nothing(name, string(data))
	}
	if rules := strings.Count(run("explain", "--markdown"), "\n### "); rules < 100 {
		t.Errorf("%d rules are explained", rules)
	}
	for _, kind := range []string{"activity", "request", "source"} {
		run("new", kind, "--help")
	}

	dir := e2e.Build(t, p.Dir, "/", filepath.Join(t.TempDir(), "site"))
	site := readSite(t, dir)
	for file, page := range site {
		nothing(file, page.text)
	}
	if len(site) < 100 {
		t.Errorf("there are %d pages", len(site))
	}
}

// What the program says names no language in which the report is not published.
func TestMessagesNameTheLanguagesOfTheReport(t *testing.T) {
	t.Parallel()
	p := e2e.NewReport(t, "es")
	other := regexp.MustCompile(`\.(ar|en|fr|ru|zh)\b( =|\*|$|,|;)|/(ar|en|fr|ru|zh)/|\b(fr|en) =|"(ar|en|fr|ru|zh)"`)
	run := func(args ...string) {
		t.Helper()
		stdout, stderr, _ := e2e.Run(t, p.Dir, args...)
		for line := range strings.Lines(stdout + stderr) {
			if other.MatchString(line) {
				t.Errorf("%s: %s", strings.Join(args, " "), line)
			}
		}
		if strings.Contains(strings.Join(args, " "), "check") && !strings.Contains(stdout+stderr, "es") {
			t.Errorf("%s says nothing of Spanish:\n%s", args, stdout+stderr)
		}
	}
	run("check")
	for _, kind := range []string{"activity", "request", "source"} {
		run("new", kind, "--help")
	}
	for _, tt := range []struct{ name, old, new string }{
		{"data/sections.toml", "text.es = ", "text = "},
		{"data/paragraphs/op02.toml", "summary.es = ", "# "},
		{"data/paragraphs/op02.toml", `status = "no-information"`, `status = "not-due"`},
		{"data/sections.toml", `place = "summary"`, `place = "annex"`},
		{"data/sections.toml", "[[section]]", "[[section]"},
	} {
		var was string
		p.Rewrite(tt.name, func(s string) string { was = s; return strings.Replace(s, tt.old, tt.new, 1) })
		run("check")
		p.Rewrite(tt.name, func(s string) string {
			if s == was {
				t.Errorf("%s does not hold %q", tt.name, tt.old)
			}
			return was
		})
	}
}
