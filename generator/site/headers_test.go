package site

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The policy of the site allows what the policies of its pages allow, for a browser
// enforces both; and neither allows inline scripts or styles, or other hosts.
func TestHeadersAllowWhatPagesNeed(t *testing.T) {
	t.Parallel()
	parse := func(policy string) map[string][]string {
		m := make(map[string][]string)
		for d := range strings.SplitSeq(policy, ";") {
			if words := strings.Fields(d); len(words) > 0 {
				m[words[0]] = words[1:]
			}
		}
		return m
	}
	whole := parse(policy(true, ""))
	action := regexp.MustCompile(`\{\{[^}]*\}\}`)
	meta := regexp.MustCompile(`http-equiv="Content-Security-Policy" content="(.*?)">`)
	found := 0
	err := filepath.WalkDir(filepath.Join("..", "..", "layouts"), func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for _, m := range meta.FindAllStringSubmatch(string(b), -1) {
			found++
			for directive, sources := range parse(action.ReplaceAllString(m[1], " ")) {
				allowed, ok := whole[directive]
				if !ok {
					allowed = whole["default-src"]
				}
				for _, s := range sources {
					if s != "'none'" && !strings.Contains(strings.Join(allowed, " "), s) {
						t.Errorf("%s: %s of a page allows %s, which the whole site does not", name, directive, s)
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found == 0 {
		t.Error("no page has a policy")
	}
	for directive, sources := range whole {
		for _, s := range sources {
			if s != "'none'" && s != "'self'" && s != "'wasm-unsafe-eval'" {
				t.Errorf("%s allows %s", directive, s)
			}
		}
	}
	for _, directive := range []string{"default-src", "base-uri", "form-action", "frame-ancestors"} { // the last three have no default
		if whole[directive] == nil {
			t.Errorf("the policy says nothing of %s", directive)
		}
	}
	plain := policy(false, "https://api.example.org")
	if strings.Contains(plain, "wasm") || strings.Contains(plain, "example.org") {
		t.Errorf("a site without the editor allows %s", plain)
	}
	if p := policy(true, "https://api.example.org"); !strings.Contains(p, "connect-src 'self' https://api.example.org;") {
		t.Errorf("the editor cannot reach the forge: %s", p)
	}
	if got := string(headers(plain)); !strings.HasPrefix(got, "/*\n  Content-Security-Policy: "+plain+"\n") {
		t.Errorf("the file is\n%s", got)
	}
}
