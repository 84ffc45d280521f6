package site

import (
	"strings"
	"testing"
)

// The link at a moving address leads to the file of the edition, which stays.
func TestPaper(t *testing.T) {
	t.Parallel()
	tests := []struct {
		version, path string
		pdf, report   string // with PDFs; where report is empty, the page is the report itself
	}{
		{"current", "", "../2008-12-31/en/report/99-1-2008-12-31-en.pdf", "report/"},
		{"current", "report/", "../../2008-12-31/en/report/99-1-2008-12-31-en.pdf", ""},
		{"2008-12-31", "report/", "99-1-2008-12-31-en.pdf", ""},
		{"2007-12-18", "", "report/99-1-2007-12-18-en.pdf", "report/"},
		{"draft", "report/", "99-1-draft-en.pdf", ""},
	}
	with := three(t)
	with.PDF = true
	for _, in := range []Input{three(t), with} {
		m := build(t, in)
		files := map[string]bool{}
		for _, p := range m.Printed() {
			if files[p.File] || !strings.HasPrefix(p.File, p.Page) {
				t.Errorf("%s is there twice, or not beside %s", p.File, p.Page)
			}
			files[p.File] = true
			if (p.Day.Year == 0) != strings.HasPrefix(p.Page, "draft/") {
				t.Errorf("%s is of %v", p.File, p.Day)
			}
		}
		if want := 4 * 3; len(files) != want {
			t.Errorf("%d reports are printed, want %d: each edition and the draft in three languages", len(files), want)
		}
		for _, tt := range tests {
			got := chromeOf(t, m, tt.version, "en", tt.path).Paper
			if got == nil || got.Report != tt.report {
				t.Errorf("%s/%s: %v, want the report at %q", tt.version, tt.path, got, tt.report)
				continue
			}
			want := tt.pdf
			if !in.PDF {
				want = ""
			}
			if want != got.PDF && "./"+want != got.PDF {
				t.Errorf("%s/%s links %q, want %q", tt.version, tt.path, got.PDF, want)
			}
		}
		if got := chromeOf(t, m, "current", "en", "paragraphs/").Paper; got != nil {
			t.Errorf("a list offers %v", got)
		}
	}
}
