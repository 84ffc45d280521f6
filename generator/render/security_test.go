package render

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// Templates run no program, request nothing and see no environment, though a report's own
// config.toml says that they may.
func TestSecurityIsClosed(t *testing.T) {
	for _, own := range []string{"", `
[security]
enableInlineShortcodes = true
[security.exec]
allow = [".*"]
osEnv = [".*"]
[security.funcs]
getenv = [".*"]
[security.http]
methods = [".*"]
urls = [".*"]
`} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "config.toml"), []byte("title = \"x\"\n"+own), 0o644); err != nil {
			t.Fatal(err)
		}
		configs, err := load(dir, nil, new(bytes.Buffer))
		if err != nil {
			t.Fatal(err)
		}
		s := configs.Base.Security
		for _, name := range []string{"git", "go", "npx", "postcss", "pandoc", "none.exe", "sh"} {
			if s.CheckAllowedExec(name) == nil {
				t.Errorf("%q: templates may run %s", own, name)
			}
		}
		for _, name := range []string{"HOME", "CI", "HUGO_X", "GITHUB_TOKEN"} {
			if s.CheckAllowedGetEnv(name) == nil {
				t.Errorf("%q: templates see %s", own, name)
			}
		}
		for _, url := range []string{"https://example.org/", "http://127.0.0.1/", "http://169.254.169.254/"} {
			if s.CheckAllowedHTTPURL(url) == nil {
				t.Errorf("%q: templates may request %s", own, url)
			}
		}
		for _, method := range []string{"GET", "POST"} {
			if s.CheckAllowedHTTPMethod(method) == nil {
				t.Errorf("%q: templates may use %s", own, method)
			}
		}
		if s.EnableInlineShortcodes {
			t.Errorf("%q: inline shortcodes are allowed", own)
		}
	}
}
