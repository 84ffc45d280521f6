package catalogue

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"github.com/gohugoio/go-i18n/v2/i18n"
	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/language"

	"rapporteur"
)

// files returns the strings of each language as they are written.
func files(t *testing.T) map[string]map[string]string {
	t.Helper()
	byLang := make(map[string]map[string]string)
	for _, lang := range []string{"ar", "zh", "en", "fr", "ru", "es"} {
		data, err := fs.ReadFile(rapporteur.Site, "i18n/"+lang+".toml")
		if err != nil {
			t.Fatal(err)
		}
		var values map[string]any
		if err := toml.Unmarshal(data, &values); err != nil {
			t.Fatalf("%s: %v", lang, err)
		}
		byLang[lang] = make(map[string]string)
		for key, v := range values {
			switch v := v.(type) {
			case string:
				byLang[lang][key] = v
			case map[string]any: // plural forms
				byLang[lang][key], _ = v["other"].(string)
			}
		}
	}
	return byLang
}

func TestLanguagesHaveTheSameKeys(t *testing.T) {
	byLang := files(t)
	all := make(map[string]bool)
	for _, values := range byLang {
		for key := range values {
			all[key] = true
		}
	}
	for _, key := range slices.Sorted(maps.Keys(all)) {
		for lang, values := range byLang {
			if values[key] == "" {
				t.Errorf("%s.toml has no %s", lang, key)
			}
		}
	}
}

func TestLanguagesHaveTheSamePlaceholders(t *testing.T) {
	placeholder := regexp.MustCompile(`\{\{ \.\w+ \}\}|\{[a-z]+\}`)
	in := func(s string) string {
		found := placeholder.FindAllString(s, -1)
		slices.Sort(found)
		return strings.Join(slices.Compact(found), " ")
	}
	byLang := files(t)
	for key, english := range byLang["en"] {
		for lang, values := range byLang {
			got, want := in(values[key]), in(english)
			// One or two records may be written in words.
			if got != want && !(got == "" && strings.HasPrefix(key, "search-count-")) {
				t.Errorf("%s.toml: %s has the placeholders %q, and English %q", lang, key, got, want)
			}
		}
	}
}

// TestKeysExist finds the keys that templates and Go files name. What begins a
// key, as in say("act-" + kind), begins at least one.
func TestKeysExist(t *testing.T) {
	keys := slices.Sorted(maps.Keys(files(t)["en"]))
	check := func(file, key, rest string) {
		_, found := slices.BinarySearch(keys, key)
		if strings.HasPrefix(rest, "+") || rest == "print" {
			found = slices.ContainsFunc(keys, func(k string) bool { return strings.HasPrefix(k, key) })
		}
		if !found {
			t.Errorf("%s names the string %q, which does not exist", file, key)
		}
	}
	inTemplates := regexp.MustCompile(`\b(?:T|say) \(?(print )?"([a-z0-9_-]+)"`)
	inGo := regexp.MustCompile(`(?:\b([Ss]ay|w\.[Pp]icture)|\bin\(l\))\("([a-z0-9_-]+)"\s*([+,)])`)
	n := 0
	templates := func(name, text string) {
		for _, m := range inTemplates.FindAllStringSubmatch(text, -1) {
			check(name, m[2], strings.TrimSpace(m[1]))
			n++
		}
	}
	eachFile(t, filepath.Join("..", "..", "layouts"), ".html", templates)
	eachFile(t, filepath.Join("..", "portal"), ".html", templates)
	eachFile(t, "..", ".go", func(name, text string) {
		for _, m := range inGo.FindAllStringSubmatch(text, -1) {
			key := m[2]
			if strings.HasPrefix(m[1], "w.") {
				key = "chart-" + key
			}
			check(name, key, m[3])
			n++
		}
	})
	if n < 500 {
		t.Errorf("found only %d uses of strings", n)
	}
}

// TestKeysAreUsed finds the keys that no template, script or Go file names, in whole
// or by what they begin with.
func TestKeysAreUsed(t *testing.T) {
	// Put together from parts: the words of a date, the end of a period, a picture.
	composed := []string{"date-", "span-", "chart-"}
	named := make(map[string]bool)
	literal := regexp.MustCompile("[\"`]([a-z0-9_-]+)[\"`]")
	note := func(_, text string) {
		for _, m := range literal.FindAllStringSubmatch(text, -1) {
			named[m[1]] = true
		}
	}
	eachFile(t, filepath.Join("..", "..", "layouts"), ".html", note)
	eachFile(t, filepath.Join("..", "portal"), ".html", note)
	eachFile(t, filepath.Join("..", "..", "assets"), ".js", note)
	eachFile(t, "..", ".go", note)
	begins := composed
	for s := range named {
		if strings.HasSuffix(s, "-") {
			begins = append(begins, s)
		}
	}
	for key := range files(t)["en"] {
		used := named[key] || slices.ContainsFunc(begins, func(s string) bool { return strings.HasPrefix(key, s) })
		if !used {
			t.Errorf("nothing prints the string %q", key)
		}
	}
}

// TestNoStringsInGo checks that what users read in Arabic, Chinese or Russian
// is in the catalogue. English cannot be told from names and formats.
func TestNoStringsInGo(t *testing.T) {
	// Rules of a script or a language, not strings that are printed.
	rules := []string{
		"check/earlier.go", "check/printed.go", "check/todo.go", "check/unfinished.go", "check/style_six.go", "diff/characters.go", "diff/spelling.go", "diff/words.go", "numeral/lexicon.go", "numeral/numeral.go", "report/comparable.go", "report/syntax_slips.go", "search/stem.go", "search/words.go", "site/alphabet.go",
	}
	used := make(map[string]bool)
	eachFile(t, "..", ".go", func(name, text string) {
		file, err := parser.ParseFile(token.NewFileSet(), name, text, 0)
		if err != nil {
			t.Fatal(err)
		}
		short := strings.TrimPrefix(filepath.ToSlash(name), "../")
		ast.Inspect(file, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING && lit.Kind != token.CHAR {
				return true
			}
			foreign := strings.IndexFunc(lit.Value, func(r rune) bool {
				return unicode.In(r, unicode.Arabic, unicode.Han, unicode.Cyrillic)
			})
			switch {
			case foreign < 0:
			case slices.Contains(rules, short):
				used[short] = true
			default:
				t.Errorf("%s holds %s, which belongs in i18n/", name, lit.Value)
			}
			return true
		})
	})
	for _, name := range rules {
		if !used[name] {
			t.Errorf("%s no longer needs an exception", name)
		}
	}
}

// eachFile calls f for each file below a folder that is not a test's.
func eachFile(t *testing.T, dir, ext string, f func(name, text string)) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (path.Base(name) == "testdata" || path.Base(name) == "bench" || path.Base(name) == "deploy"):
			return fs.SkipDir
		case d.IsDir(), filepath.Ext(name) != ext, strings.HasSuffix(name, "_test.go"):
			return nil
		}
		b, err := os.ReadFile(name)
		if err == nil {
			f(name, string(b))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestSay(t *testing.T) {
	s, err := parse("ru", []byte(strings.Join([]string{
		`plain = "Дата"`,
		`named = "{{ .N }} из {{ .All }}"`,
		`richer = "{{ if .N }}да{{ end }}"`,
		`[counted]`,
		`one = "{{ .Count }} запись"`,
		`few = "{{ .Count }} записи"`,
		`many = "{{ .Count }} записей"`,
		`other = "{{ .Count }} записи"`,
	}, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		key  string
		args []any
		want string
	}{
		{"plain", nil, "Дата"},
		{"named", []any{"N", "3", "All", 12}, "3 из 12"},
		{"named", []any{"N", "<3>", "All", "{{ x }}"}, "<3> из {{ x }}"},
		{"counted", []any{"Count", 21}, "21 запись"},
		{"counted", []any{"Count", 3}, "3 записи"},
		{"counted", []any{"Count", 5}, "5 записей"},
		{"richer", []any{"N", "3"}, "[i18n] richer"}, // for templates alone
		{"named", []any{"N", "3"}, "[i18n] named"},
		{"absent", nil, "[i18n] absent"},
	} {
		if got := s.Say(c.key, c.args...); got != c.want {
			t.Errorf("Say(%q, %v) = %q, want %q", c.key, c.args, got, c.want)
		}
	}
}

func TestIn(t *testing.T) {
	for lang, want := range map[string]string{"ar": "العربية", "es": "Español", "xx": "English"} {
		if got := In(lang).Say("language-name"); got != want {
			t.Errorf("%s is called %q, want %q", lang, got, want)
		}
	}
}

// A report's own strings take the place of the program's, key by key; the others
// stay.
func TestUse(t *testing.T) {
	en, err := fs.ReadFile(rapporteur.Site, "i18n/en.toml")
	if err != nil {
		t.Fatal(err)
	}
	merged, err := Override(en, []byte("session-n = \"Session {{ .N }}\"\n[days]\none = \"a day\"\nother = \"days\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	if err := Use(fstest.MapFS{"i18n/en.toml": {Data: merged}}); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := Use(nil); err != nil {
			t.Fatal(err)
		}
		if got := In("en").Say("session-n", "N", "63rd"); got == "Session 63rd" {
			t.Error("the string of the report stays after it")
		}
	}()
	for _, c := range []struct {
		key  string
		args []any
		want string
	}{
		{"session-n", []any{"N", "63rd"}, "Session 63rd"},
		{"days", []any{"Count", 1}, "a day"},
		{"language-name", nil, "English"},
	} {
		if got := In("en").Say(c.key, c.args...); got != c.want {
			t.Errorf("%s is %q, want %q", c.key, got, c.want)
		}
	}
	if _, err := Override(en, []byte("a = ")); err == nil {
		t.Error("a file that is no TOML is taken")
	}
	if err := Use(fstest.MapFS{"i18n/en.toml": {Data: []byte("a = ")}}); err == nil || !strings.Contains(err.Error(), "en.toml") {
		t.Errorf("the error is %v", err)
	}
}

// TestSayAsHugo compares what Go prints with what the library gives that Hugo prints the same
// files with: for each string, without a number and with some.
func TestSayAsHugo(t *testing.T) {
	placeholder := regexp.MustCompile(`\{\{ \.(\w+) \}\}`)
	for lang := range files(t) {
		data, err := fs.ReadFile(rapporteur.Site, "i18n/"+lang+".toml")
		if err != nil {
			t.Fatal(err)
		}
		bundle := i18n.NewBundle(language.Make(lang))
		bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
		file, err := bundle.ParseMessageFileBytes(data, lang+".toml")
		if err != nil {
			t.Fatal(err)
		}
		hugo := i18n.NewLocalizer(bundle, lang)
		for _, m := range file.Messages {
			values := make(map[string]any)
			var args []any
			for _, p := range placeholder.FindAllStringSubmatch(m.Zero+m.One+m.Two+m.Few+m.Many+m.Other, -1) {
				values[p[1]] = "<" + p[1] + ">"
				args = append(args, p[1], values[p[1]])
			}
			counts := []any{nil}
			if m.Zero+m.One+m.Two+m.Few+m.Many != "" {
				counts = append(counts, 0, 1, 2, 3, 5, 11, 15, 21, 100, 103, 1001, "1", "41.2", "15.80", "0.5")
			}
			for _, count := range counts {
				with := args
				if count != nil {
					with = append(slices.Clone(args), "Count", count)
				}
				want, err := hugo.Localize(&i18n.LocalizeConfig{MessageID: m.ID, TemplateData: values, PluralCount: count})
				if err != nil {
					t.Errorf("%s: %s for %v: %v", lang, m.ID, count, err)
				}
				if got := In(lang).Say(m.ID, with...); got != want {
					t.Errorf("%s: %s for %v is %q, and Hugo prints %q", lang, m.ID, count, got, want)
				}
			}
		}
	}
}

func BenchmarkSay(b *testing.B) {
	s := In("en")
	b.ReportAllocs()
	for b.Loop() {
		s.Say("date-day-month-year", "Day", strconv.Itoa(3), "Month", s.Say("month-3"), "Year", "2008")
	}
}

// TestShare checks that every number has a form in every language: Arabic has six,
// and English another for 1.
func TestShare(t *testing.T) {
	for _, lang := range []string{"ar", "zh", "en", "fr", "ru", "es"} {
		for _, count := range []string{"0", "1", "2", "3", "5", "11", "15", "100", "1000000", "41.2", "15.80"} {
			for _, per := range []int64{100, 1000} {
				if got := In(lang).Share(count, count, per, "1000"); strings.Contains(got, "i18n") || !strings.Contains(got, count) {
					t.Errorf("%s: %s per %d is %q", lang, count, per, got)
				}
			}
		}
	}
	for count, want := range map[string]string{"1": "1 процент", "2": "2 процента", "5": "5 процентов", "41.2": "41.2 процента"} {
		if got := In("ru").Share(count, count, 100, ""); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
