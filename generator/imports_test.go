package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestImports holds the packages to the order of docs/architecture.md:
// imports go one way, and each outside library has one owner.
func TestImports(t *testing.T) {
	below := map[string][]string{
		"say":         {}, // which any package may import
		"credentials": {}, // likewise
		"problem":     {},
		"prose":       {"internal/lazyregexp"},
		"numeral":     {},
		"imagefile":   {},
		"report":      {"imagefile", "internal/lazyregexp", "problem", "prose"},
		"publish":     {"problem"},
		"address":     {"problem", "prose", "report"},
		"edition":     {"problem", "report"},
		"check":       {"address", "catalogue", "diff", "edition", "internal/lazyregexp", "numeral", "operative", "problem", "prose", "report"},
		"schema":      {"problem", "prose", "publish", "report"},
		"insert":      {"problem", "prose", "register", "report"},
		"diff":        {"catalogue", "numeral", "problem", "prose", "report"},
		"editor":      {"catalogue", "check", "diff", "insert", "internal/lazyregexp", "operative", "problem", "prose", "report"},
		"chart":       {},
		"published":   {"report"},
		"reuse":       {},
		"manifest":    {},
		"precompress": {},
		"signature":   {},
		"search":      {},
		"card":        {},
		"feed":        {},
		"dataset":     {"chart", "report", "schema"},
		"render":      {"site", "site/chrome", "site/page"},
		"preview":     {"address", "diff", "problem", "prose", "report"},
		"live":        {"problem"},

		"catalogue":           {},
		"operative":           {"catalogue", "report"},
		"newreport":           {"catalogue", "console", "edition", "gitcmd", "problem", "register", "report"},
		"gitcmd":              {},
		"linkcheck":           {"check"},
		"lsp":                 {"catalogue", "problem", "prose", "report", "say", "schema"},
		"console":             {"edition", "problem", "publish", "report"},
		"editionlist":         {"edition", "problem", "site/page", "sitebuild"},
		"pdf":                 {"report", "site/page"},
		"sides":               {"edition"},
		"preview/collect":     {"address", "check", "diff", "edition", "preview", "problem", "render", "report", "review", "sides", "site", "sitebuild"},
		"register":            {"report"},
		"register/names":      {"register", "report"},
		"portal":              {"catalogue", "publish", "published", "register", "report", "site/locale", "site/page"},
		"upgrade":             {"catalogue", "console", "edition", "gitcmd", "manifest", "newreport", "preview", "problem", "publish", "report"},
		"editor/wasm":         {"editor"},
		"serve":               {"check", "edition", "editor", "live", "problem", "publish", "render", "report", "review", "site", "sitebuild"},
		"verify":              {"console", "edition", "manifest", "pdf", "precompress", "problem", "published", "render", "site", "sitebuild"},
		"sitebuild":           {"address", "catalogue", "check", "edition", "editor", "manifest", "pdf", "precompress", "problem", "publish", "render", "report", "reuse", "signature", "site", "site/chrome", "site/history", "site/page"},
		"release":             {"check", "diff", "edition", "gitcmd", "insert", "problem", "publish", "render", "report", "review"},
		"review":              {"check", "edition", "linkcheck", "problem", "publish", "report"},
		"internal/lawtest":    {"diff", "problem", "prose", "report"}, // for tests alone
		"internal/lazyregexp": {},
		"e2e":                 {"edition", "pdf"}, // for tests alone
		"e2e/forge":           {"e2e"},            // for tests alone

		"site/page":    {"address", "report"},
		"site/locale":  {"catalogue", "report", "site/page"},
		"site/derived": {"prose", "report", "site/locale"},
		"site/source":  {"report", "site/page"},
		"site/history": {"address", "diff", "prose", "report", "site/derived", "site/locale", "site/page", "site/source"},
		"site/chrome": {
			"address", "card", "catalogue", "dataset", "feed", "report", "site/derived", "site/history", "site/locale", "site/page",
		},
		"site": {
			"address", "catalogue", "chart", "dataset", "diff", "operative", "prose", "published", "register/names", "report", "search",
			"site/chrome", "site/derived", "site/history", "site/locale", "site/page", "site/source",
		},
	}
	// Names of packages, with spaces between them.
	owners := map[string]string{
		"github.com/andybalholm/brotli":    "precompress",
		"github.com/fsnotify/fsnotify":     "live",
		"github.com/tliron/glsp":           "lsp",
		"github.com/sourcegraph/jsonrpc2":  "lsp",
		"github.com/gohugoio/hugo":         "render",
		"github.com/go-git/":               "edition",
		"github.com/BurntSushi/toml":       "report",
		"github.com/ProtonMail/go-crypto":  "signature",
		"github.com/hiddeco/sshsig":        "signature",
		"golang.org/x/crypto":              "signature",
		"github.com/pelletier/go-toml":     "catalogue portal report say signature",
		"github.com/gohugoio/go-i18n":      "",
		"github.com/yuin/goldmark":         "prose",
		"github.com/alecthomas/chroma":     "site/source",
		"github.com/invopop/jsonschema":    "schema",
		"github.com/blevesearch/":          "search",
		"github.com/chromedp/":             "e2e pdf",
		"os/exec":                          "e2e e2e/forge gitcmd pdf sitebuild upgrade",
		"net/http":                         "e2e e2e/forge edition linkcheck live pdf portal serve verify",
		"golang.org/x/net/html":            "preview",
		"github.com/bojanz/currency":       "check",
		"golang.org/x/image":               "card imagefile",
		"math/rand":                        "",
		"github.com/rhysd/actionlint":      "e2e/forge",
		"github.com/rogpeppe/go-internal/": "e2e",
	}
	seen := map[string]bool{}
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || name == "bench" || name == "deploy") { // modules of their own
			return fs.SkipDir
		}
		if filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		pkg := path.Dir(filepath.ToSlash(name))
		if pkg == "." {
			return nil
		}
		seen[pkg] = true
		allowed, ok := below[pkg]
		if !ok {
			t.Errorf("package %s has no place in the order of imports; give it one here and in docs/architecture.md", pkg)
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if own, ok := strings.CutPrefix(imported, "rapporteur/generator/"); ok && own != "say" && own != "credentials" && !slices.Contains(allowed, own) {
				t.Errorf("%s imports package %s; it may import %v", name, own, allowed)
			}
			if imported == "rapporteur" && !slices.Contains([]string{"catalogue", "newreport", "portal", "render", "say", "sitebuild"}, pkg) {
				t.Errorf("%s imports the files of the site, which is not for package %s", name, pkg)
			}
			for prefix, owner := range owners {
				if strings.HasPrefix(imported, prefix) && !slices.Contains(strings.Fields(owner), pkg) {
					t.Errorf("%s imports %s, which is for package %q alone", name, imported, owner)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range below {
		if !seen[pkg] {
			t.Errorf("there is no package %s", pkg)
		}
	}
}

// TestClockAndEnvironment keeps what changes from run to run out of every
// package but main, and e2e and bench, which are no part of the program.
func TestClockAndEnvironment(t *testing.T) {
	banned := []string{"time.Now", "time.Since", "os.Getenv", "os.LookupEnv", "os.Args", "os.Stdout", "os.Stderr", "os.UserCacheDir", "os.Getwd"}
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || name == "e2e" || name == "bench" || name == "deploy") {
			return fs.SkipDir
		}
		if filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") || name == "main.go" {
			return nil
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for _, word := range banned {
			if strings.Contains(string(b), word) {
				t.Errorf("%s uses %s, which is for main.go alone", name, word)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
