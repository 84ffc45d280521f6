package sitebuild_test

import (
	"strings"
	"testing"

	"rapporteur/generator/sitebuild"
)

func TestParseBaseURL(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "/": "/", "/report": "/report/", "/report/": "/report/",
		"https://example.org": "https://example.org/", "http://example.org/a/": "http://example.org/a/",
		"ftp://example.org/": "not \"ftp", "example.org": "not \"example", "https://": "not \"https", "https://example.org/?a=b": "a query",
		"https://example.org/#a": "not \"https", "https://user:secret@example.org/": "without a user name",
	} {
		got, err := sitebuild.ParseBaseURL(in)
		if err != nil {
			got = err.Error()
			if !strings.Contains(got, want) || want == "" || strings.HasSuffix(want, "/") || strings.Contains(got, "secret") {
				t.Errorf("%q: %v", in, err)
			}
		} else if got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestCheckRepository(t *testing.T) {
	for in, fine := range map[string]bool{
		"": true, "https://github.com/owner/name": true, "http://example.org": true,
		"github.com/owner/name": false, "git@github.com:owner/name": false, "ssh://example.org/x": false, "https://u:p@example.org/x": false,
	} {
		if err := sitebuild.CheckRepository(in); (err == nil) != fine {
			t.Errorf("%q: %v", in, err)
		}
	}
}
