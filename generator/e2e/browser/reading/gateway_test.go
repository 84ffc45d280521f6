package reading

import (
	"strings"
	"testing"

	"rapporteur/generator/e2e"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

func TestGatewayLeadsToTheReadersLanguage(t *testing.T) {
	t.Parallel()
	ctx := e2e.Browser(t)
	url := e2e.Served(t, e2e.Small(t))
	tests := []struct{ languages, path, want string }{
		{"en-GB", "/#fn-1", "/en/#fn-1"},
		{"fr-CA", "/", "/fr/"},
		{"es", "/", "/fr/"},
		{"en", "/2001-01-31/#main", "/2001-01-31/en/#main"},
	}
	for _, tt := range tests {
		if _, err := chromedp.Call(ctx, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{UserAgent: "test", AcceptLanguage: tt.languages}); err != nil {
			t.Fatal(err)
		}
		if err := chromedp.Do(ctx, chromedp.Navigate(url+tt.path)); err != nil {
			t.Fatal(err)
		}
		got := ""
		arrived := func() bool {
			var err error
			if got, err = chromedp.Run(ctx, chromedp.Location()); err != nil {
				t.Fatal(err)
			}
			return got == url+tt.want
		}
		if !e2e.Until(t, arrived) {
			t.Errorf("%s in %s leads to %s, want %s", tt.path, tt.languages, strings.TrimPrefix(got, url), tt.want)
		}
	}
}
