package report

import (
	"strings"
	"testing"
)

func TestCheckEditionID(t *testing.T) {
	for id, want := range map[string]string{
		"2008-07-31":        "",
		"2008-07-31-corr-1": "",
		"2008/07":           "not well formed",
		"A-63-89":           "not well formed",
		"":                  "not well formed",
		"fr":                "the site uses that name",
		"draft":             "the site uses that name",
		"changes":           "the site uses that name",
	} {
		if err := CheckEditionID(id); (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", id, err, want)
		}
	}
}
