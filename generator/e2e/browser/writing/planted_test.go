package writing

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"rapporteur/generator/e2e"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// Strings that want to be scripts, templates, formulas or other files are planted into every
// text of a report. In a real browser none of them runs, adds an element or an attribute
// with a script, or has anything requested from elsewhere: on one page of each kind, on all of them where RAPPORTEUR_LONG is set, in the preview and in the HTML of
// diff. The files that readers take away are still what they are.
func TestPlanted(t *testing.T) {
	t.Parallel()
	p := e2e.KitchenSinkProject(t)
	plant(t, p)
	dir := p.Build(e2e.Base)
	ctx := e2e.Browser(t)
	said, foreign := e2e.Console(t, ctx), requested(t, e2e.Tab{T: t, Ctx: ctx})

	files := map[string][]string{dir: planted(t, dir)}
	changes := t.TempDir()
	for name, args := range map[string][]string{"preview.html": {"preview", "--out"}, "diff.html": {"diff", "2008-07-31", "draft", "--format", "html"}} {
		at := filepath.Join(changes, name)
		if args[0] == "preview" {
			args = append(args, at)
		}
		stdout, stderr, code := e2e.Run(t, p.Dir, args...)
		if code == e2e.ExitTrouble {
			t.Fatalf("%s: %s", args, stderr)
		}
		if args[0] == "diff" {
			if err := os.WriteFile(at, []byte(stdout), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		files[changes] = append(files[changes], name)
	}
	for dir, names := range files {
		tab := e2e.Tab{T: t, Ctx: ctx, URL: e2e.Served(t, dir)}
		for _, name := range names {
			tab.Open("/" + name)
			if found := tab.Text(foreignParts); found != "" {
				t.Errorf("%s has %s", name, found)
			}
			for _, line := range said() {
				t.Errorf("%s says %s", name, line)
			}
			for _, address := range foreign() {
				t.Errorf("%s has requested %s", name, address)
			}
		}
	}
	// Under serve the report is shown with what is wrong in it, and its records in forms.
	tab := e2e.Tab{T: t, Ctx: ctx, URL: strings.TrimSuffix(startPreview(t, p.Dir).url, "/")}
	if i := strings.Index(tab.URL, "/draft/"); i >= 0 {
		tab.URL = tab.URL[:i]
	}
	axe := e2e.AxeScript(t)
	for _, name := range []string{"/draft/fr/", "/draft/fr/activities/", "/draft/fr/edit/", "/draft/en/edit/#report:report", "/draft/fr/edit/#activity:workshop", "/draft/ar/edit/#activity:workshop"} {
		tab.Open(name)
		if strings.Contains(name, "/edit/") {
			d := desk{tab, said}
			d.ready()
			if _, record, ok := strings.Cut(name, "#"); ok {
				d.shows(record)
				d.until("a planted string in a field", `[...document.querySelectorAll("#edit-form input, #edit-form textarea")].some((i) => /[<>{}$=]/.test(i.value))`)
				d.judged()
			}
		}
		if strings.HasPrefix(name, "/draft/ar/") { // from right to left, on a phone
			tab.Resize(360, 800)
			// The bar of problems, which stays in view over the page, has a test of its own.
			tab.Text(`(document.querySelector(".live-bar")?.remove(), "")`)
			if wide, from := tab.Wide(), tab.Text(`getComputedStyle(document.getElementById("editor")).direction`); wide > 360 || from != "rtl" {
				t.Errorf("%s is %d pixels wide on a phone, written %s", name, wide, from)
			}
			for _, v := range e2e.Violations(t, ctx, axe, e2e.AllRules) {
				t.Errorf("%s: %s", name, v)
			}
		}
		if found := tab.Text(foreignParts); found != "" {
			t.Errorf("under serve, %s has %s", name, found)
		}
		for _, line := range said() {
			t.Errorf("under serve, %s says %s", name, line)
		}
		for _, address := range foreign() {
			t.Errorf("under serve, %s has requested %s", name, address)
		}
	}
	t.Logf("%d pages, a preview and a comparison", len(files[dir]))
	takenAway(t, dir)
}

// foreignParts is what no page of ours has: an attribute that is a script, an address that
// is one, an element that shows or fetches something from elsewhere, a script without a file.
const foreignParts = `(() => {
	for (const e of document.querySelectorAll("*")) {
		for (const a of e.attributes) {
			if (/^on/i.test(a.name) || /^[\s\x00-\x1f]*(javascript|vbscript|data):/i.test(a.value) && /^(href|src|action|formaction|data|xlink:href|srcdoc)$/i.test(a.name) && !/^data:(image\/|,$)/.test(a.value)) {
				return e.localName + " " + a.name + "=" + a.value.slice(0, 80);
			}
		}
		if (/^(iframe|object|embed|base|portal|marquee|math|video|audio|xss)$/.test(e.localName)) return "an element " + e.localName;
		if (e.localName === "script" && !e.src && !/json/.test(e.type)) return "a script in its text: " + e.textContent.slice(0, 80);
	}
	return "";
})()`

// plant writes strings of testdata/planted.txt into the texts of the data: those under the
// key of a language, and others of more than a word. A line that the rules refuse gets them
// again with their "<" escaped, as prose wants it, and is left as it was where they refuse
// these, too.
func plant(t *testing.T, p e2e.Project) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "planted.txt"))
	if err != nil {
		t.Fatal(err)
	}
	strange := strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
	escape := strings.NewReplacer(`\`, `\\`, `"`, `\"`)
	text := regexp.MustCompile(`([\w-]+ = )("""|")([^"\\]+)("""|")`)
	type line struct {
		file string
		n    int
	}
	was := make(map[line]string)
	tries := make(map[line]int)
	used := make(map[line][]string)
	lines := make(map[string][]string)
	next := 0
	write := func(at line, with func(string) string) {
		again := used[at]
		used[at] = nil
		lines[at.file][at.n-1] = text.ReplaceAllStringFunc(was[at], func(s string) string {
			m := text.FindStringSubmatch(s)
			if !strings.Contains(m[3], " ") && !slices.Contains([]string{"ar = ", "en = ", "es = ", "fr = ", "ru = ", "zh = "}, m[1]) {
				return s
			}
			if len(again) == 0 {
				again = []string{strange[next%len(strange)]}
				next++
			}
			planted := with(again[0])
			used[at], again = append(used[at], again[0]), again[1:]
			if strings.ContainsAny(planted[:1], "=+-@") {
				return m[1] + m[2] + escape.Replace(planted) + m[3] + m[4]
			}
			return m[1] + m[2] + m[3] + " " + escape.Replace(planted) + m[4]
		})
	}
	err = fs.WalkDir(os.DirFS(p.Dir), "data", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".toml" {
			return err
		}
		b, err := os.ReadFile(filepath.Join(p.Dir, name))
		lines[name] = strings.Split(string(b), "\n")
		for i, l := range lines[name] {
			at := line{name, i + 1}
			was[at] = l
			write(at, func(s string) string { return s })
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 9 {
		for name, all := range lines {
			p.Rewrite(name, func(string) string { return strings.Join(all, "\n") })
		}
		stdout, stderr, code := e2e.Run(t, p.Dir, "check", "--format", "json")
		var found struct {
			Problems []struct {
				Severity, File string
				Line           int
			}
		}
		if err := json.Unmarshal([]byte(stdout), &found); err != nil || code == e2e.ExitTrouble {
			t.Fatalf("check: %v\n%s", err, stderr)
		}
		refused := make(map[line]bool)
		for _, f := range found.Problems {
			if at := (line{f.File, f.Line}); f.Severity == "error" && len(used[at]) > 0 {
				refused[at] = true
			}
		}
		for at := range refused {
			if tries[at]++; tries[at] == 1 {
				write(at, func(s string) string { return strings.ReplaceAll(s, "<", `\<`) })
			} else {
				lines[at.file][at.n-1], used[at] = was[at], nil
			}
		}
		if len(refused) > 0 {
			continue
		}
		kinds, n := make(map[string]bool), 0
		for _, texts := range used {
			for _, s := range texts {
				kinds[s], n = true, n+1
			}
		}
		t.Logf("%d of %d strings are planted, in %d places", len(kinds), len(strange), n)
		if n < 200 || len(kinds) < 90 {
			t.Error("want 90 strings in 200 places")
		}
		return
	}
	t.Fatal("the rules find more each time")
}

// planted returns the pages of the draft to look at.
func planted(t *testing.T, dir string) (names []string) {
	t.Helper()
	kinds := make(map[string]bool)
	err := fs.WalkDir(os.DirFS(dir), "draft", func(name string, _ fs.DirEntry, err error) error {
		if path.Base(name) != "index.html" {
			return err
		}
		parts := strings.Split(name, "/")
		kind := fmt.Sprint(parts[1:min(len(parts)-1, 3)], len(parts))
		if !kinds[kind] && parts[1] == "fr" || os.Getenv("RAPPORTEUR_LONG") != "" {
			kinds[kind] = true
			names = append(names, strings.TrimSuffix(name, "index.html"))
		}
		return err
	})
	if err != nil || len(names) < 20 {
		t.Fatalf("%d pages (%v)", len(names), err)
	}
	return names
}

// requested listens to what pages request from other hosts than this one. The function
// that it returns gives the addresses since it was last asked.
func requested(t *testing.T, tab e2e.Tab) func() []string {
	t.Helper()
	var mu sync.Mutex
	var asked []string
	err := chromedp.Listen(tab.Ctx, func(ev any) {
		sent, ok := ev.(*network.EventRequestWillBeSent)
		if !ok {
			return
		}
		if u, err := url.Parse(sent.Request.URL); err != nil || u.Hostname() != "127.0.0.1" && u.Scheme != "data" {
			mu.Lock()
			asked = append(asked, sent.Request.URL)
			mu.Unlock()
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(tab.Ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		now := asked
		asked = nil
		return now
	}
}

// takenAway checks that feeds, JSON and tables of a site can be read, and that no cell of a
// table is a formula.
func takenAway(t *testing.T, dir string) {
	t.Helper()
	read := map[string]int{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		read[path.Ext(name)]++
		switch path.Ext(name) {
		case ".xml":
			d := xml.NewDecoder(strings.NewReader(string(b)))
			for err == nil {
				_, err = d.Token()
			}
			if !errors.Is(err, io.EOF) {
				t.Errorf("%s: %v", name, err)
			}
			return nil
		case ".json":
			if !json.Valid(b) {
				t.Errorf("%s is not JSON", name)
			}
		case ".csv":
			rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(b), "\ufeff"))).ReadAll()
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			for _, row := range rows {
				for _, cell := range row {
					if formula.MatchString(cell) {
						t.Errorf("%s: a cell is %s", name, cell)
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{".xml", ".json", ".csv"} {
		if read[kind] == 0 {
			t.Errorf("the site has no file %s", kind)
		}
	}
}

// formula is how a cell begins that a spreadsheet would compute; a number is none.
var formula = regexp.MustCompile(`^[=+@\t\r]|^-\D|^-\d+[^\d.,\s]`)
