package diff_test

import (
	"crypto/sha256"
	"encoding/base64"
	"regexp"
	"strings"
	"testing"

	"rapporteur/generator/diff"
)

// The page may use its own style, and nothing that a text could bring along.
func TestHTMLPolicy(t *testing.T) {
	c := diff.Compare(small(t), small(t, []string{"sections.toml", "What was done.", "What was <style>x</style> done, <img src=x onerror=alert(1)>."}))
	page := written(t, c)["html"]
	styles := regexp.MustCompile(`(?s)<style>(.*?)</style>`).FindAllStringSubmatch(page, -1)
	if len(styles) != 1 {
		t.Fatalf("there are %d styles", len(styles))
	}
	sum := sha256.Sum256([]byte(styles[0][1]))
	want := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
	if !strings.Contains(page, `<meta http-equiv="Content-Security-Policy" content="`+want+`">`) {
		t.Errorf("the policy is not %s in\n%.900s", want, page)
	}
	if at := regexp.MustCompile(`(?i)<[a-z][^<>]* (?:style|on[a-z]+|src|srcset)=[^<>]*>`).FindString(page); at != "" {
		t.Errorf("the page has %s, which its policy does not allow", at)
	}
}
