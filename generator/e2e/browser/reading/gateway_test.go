package reading

import (
	"strings"
	"testing"

	"rapporteur/generator/e2e"
)

func TestGatewayLeadsToTheReadersLanguage(t *testing.T) {
	t.Parallel()
	tab := e2e.OpenTab(t, e2e.Small(t))
	tests := []struct{ languages, path, want string }{
		{"en-GB", "/#fn-1", "/en/#fn-1"},
		{"fr-CA", "/", "/fr/"},
		{"es", "/", "/fr/"},
		{"en", "/2001-01-31/#main", "/2001-01-31/en/#main"},
	}
	for _, tt := range tests {
		tab.Languages(tt.languages)
		tab.Open(tt.path)
		got := ""
		arrived := func() bool {
			got = tab.At()
			return got == tab.URL+tt.want
		}
		if !e2e.Until(t, arrived) {
			t.Errorf("%s in %s leads to %s, want %s", tt.path, tt.languages, strings.TrimPrefix(got, tab.URL), tt.want)
		}
	}
}
