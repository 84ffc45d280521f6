package say_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"

	"rapporteur/generator/say"
)

// messages are the messages of a language, each with its forms.
func messages(t *testing.T, lang string) map[string][]string {
	t.Helper()
	data, err := os.ReadFile("../../i18n/messages/" + lang + ".toml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := say.Parse(lang, data); err != nil {
		t.Fatal(err)
	}
	var values map[string]any
	if err := toml.Unmarshal(data, &values); err != nil {
		t.Fatal(err)
	}
	all := make(map[string][]string)
	for key, v := range values {
		switch v := v.(type) {
		case string:
			all[key] = []string{v}
		case map[string]any:
			for _, s := range v {
				all[key] = append(all[key], s.(string))
			}
		}
	}
	return all
}

// words reports whether there is something to translate in a message.
var words = regexp.MustCompile(`%%|%[-+# 0]*[0-9.]*(?:\[\d+\])?[a-zA-Z]`)

// TestFrench finds messages without a French form, and French forms of no message.
func TestFrench(t *testing.T) {
	french := messages(t, "fr")
	said := make(map[string]bool)
	for _, s := range sources(t) {
		said[s.key] = true
		if strings.Contains(s.key, "%w") {
			t.Errorf("%s: %q wraps with %%w, which only package fmt knows; write %%v", s.place, s.key)
		}
		if s.key != "" && len(french[s.key]) == 0 && strings.ContainsFunc(words.ReplaceAllString(s.key, ""), isLetter) {
			t.Errorf("%s: no French for %q; add it to i18n/messages/fr.toml", s.place, s.key)
		}
		if s.noun && len(french[s.key]) != 2 {
			t.Errorf("%s: the noun %q has no plural in French", s.place, s.key)
		}
		if os.Getenv("LIST") != "" {
			fmt.Printf("%q\t%s\n", s.key, s.place)
		}
	}
	for key := range french {
		if !said[key] {
			t.Errorf("nothing says %q", key)
		}
	}
	if len(said) < 1000 {
		t.Errorf("found only %d messages", len(said))
	}
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

var verbOf = regexp.MustCompile(`%[-+# 0]*[0-9.]*(?:\[(\d+)\])?([a-zA-Z])`)

// arguments are the verbs of a format by the number of the argument.
func arguments(format string) []string {
	format = strings.ReplaceAll(format, "%%", "")
	next := 1
	found := make(map[int]string)
	last := 0
	for _, m := range verbOf.FindAllStringSubmatch(format, -1) {
		if m[1] != "" {
			fmt.Sscan(m[1], &next)
		}
		found[next] += m[2]
		last = max(last, next)
		next++
	}
	var all []string
	for i := 1; i <= last; i++ {
		b := []byte(found[i])
		slices.Sort(b)
		all = append(all, string(slices.Compact(b)))
	}
	return all
}

// TestArguments finds translations that print other arguments than the English message, or
// print them otherwise.
func TestArguments(t *testing.T) {
	for key, forms := range messages(t, "fr") {
		for _, form := range forms {
			if got, want := arguments(form), arguments(key); !slices.Equal(got, want) {
				t.Errorf("%q has the arguments %q, and %q has %q", form, got, key, want)
			}
		}
	}
	for _, tt := range []struct {
		format string
		want   []string
	}{{"%s of %d %%", []string{"s", "d"}}, {"%[2]s %[1]q", []string{"q", "s"}}, {"%[2]s", []string{"", "s"}}, {"%.0[1]s %s %04d", []string{"s", "s", "d"}}} {
		if got := arguments(tt.format); !slices.Equal(got, tt.want) {
			t.Errorf("%q has the arguments %q, want %q", tt.format, got, tt.want)
		}
	}
}

// TestFrenchSpaces finds a plain space where French has a no-break one.
func TestFrenchSpaces(t *testing.T) {
	plain := regexp.MustCompile(` [:;?!»](?:[^A-Za-z\-]|$)|« `)
	for key, forms := range messages(t, "fr") {
		for _, form := range forms {
			if at := plain.FindString(form); at != "" {
				t.Errorf("%q (%q) has a plain space in %q", form, key, at)
			}
		}
	}
}

// inEnglish are the errors that have no French form, by file, with the reason.
var inEnglish = map[string]string{
	"console/console.go":      "a sign between functions; what was found has been printed",
	"edition/error.go":        "wrapped by an error that says what to do",
	"edition/history.go":      "a sign between functions",
	"edition/tree.go":         "a sign between functions",
	"editor/changes.go":       "a string of i18n",
	"editor/protocol.go":      "a string of i18n",
	"live/editor.go":          "a sign for the page, which says it in the reader's words",
	"publish/lock_windows.go": "a sign between functions",
	"publish/lock_unix.go":    "a sign between functions",
	"publish/lock_other.go":   "a sign between functions",
	"release/release.go":      "a sign between functions; the reason has been printed",
	"reuse/reuse.go":          "a file that is written again; nobody reads why",
	"reuse/read_other.go":     "likewise",
	"serve/serve.go":          "a sign between functions; the command says it",
	"site/site.go":            "a fault of the program",
	"site/data_page.go":       "an address that no page has; serve answers that there is none",
	"site/chrome/chrome.go":   "an address that no page has; serve answers that there is none",
	"sitebuild/editor.go":     "what the compiler says",
	"catalogue/catalogue.go":  "a file of strings that cannot be read, for who translates",
	"upgrade/redline.go":      "what another program said",
	"lsp/server.go":           "a fault of the program",
	"portal/read.go":          "part of a message of the portal, which has strings of its own",
	"report/values.go":        "a sign between functions; loading says what is wrong and where",
}

// TestErrorsInEnglish finds errors that were made without a message: those of fmt and errors
// can be read in English alone.
func TestErrorsInEnglish(t *testing.T) {
	found := make(map[string]bool)
	walk(t, func(fset *token.FileSet, name string, f *ast.File) {
		name = strings.TrimPrefix(name, "../")
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if made := called(call.Fun); made != "errors.New" && made != "fmt.Errorf" {
				return true
			}
			if found[name] = true; inEnglish[name] == "" {
				t.Errorf("%s: an error that cannot be read in French; use say.Errorf, or name the file in the list of this test with the reason", place(fset, call))
			}
			return true
		})
	})
	for name := range inEnglish {
		if !found[name] {
			t.Errorf("%s makes no such error any more; remove it from the list", name)
		}
	}
}

// TestMarks finds marks around what only those need who work in files that are not in
// pairs, and translations that leave out some of them.
func TestMarks(t *testing.T) {
	marked := regexp.MustCompile(`‹[^‹›]*›`)
	for key, forms := range messages(t, "fr") {
		n := len(marked.FindAllString(key, -1))
		for _, form := range append(forms, key) {
			if left := marked.ReplaceAllString(form, ""); strings.ContainsAny(left, "‹›") || len(marked.FindAllString(form, -1)) < n {
				t.Errorf("%q: the marks ‹ and › are not in pairs as in %q", form, key)
			}
		}
	}
}
