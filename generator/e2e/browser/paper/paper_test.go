package paper

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"rapporteur/generator/e2e"

	"github.com/chromedp/chromedp"
	"github.com/ledongthuc/pdf"
)

// sheets are the texts of the pages of a PDF, which must be A4.
func sheets(t *testing.T, b []byte) []string {
	t.Helper()
	r, err := pdf.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for i := range r.NumPage() {
		p := r.Page(i + 1)
		box := p.V.Key("MediaBox")
		if w, h := box.Index(2).Float64(), box.Index(3).Float64(); w < 594 || w > 596 || h < 841 || h > 843 {
			t.Errorf("page %d is %.0f by %.0f points, want A4", i+1, w, h)
		}
		text, err := p.GetPlainText(nil)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, strings.ReplaceAll(text, "ﬃ", "ffi"))
	}
	return out
}

// What the verb prints is tagged, has bookmarks, brings its fonts, and says
// what it is on every page.
func TestPDF(t *testing.T) {
	t.Parallel()
	chromium := e2e.Chromium(t)
	p := e2e.NewProject(t, "small")
	p.Issue()
	p.Replace("data/report.toml", "2001-01-31", "2001-06-30")
	p.Replace("data/report.toml", `"issued"`, `"draft"`)
	tests := []struct {
		args            []string
		running, notice string
		site            string // where links lead; empty where they lead nowhere
		day             string // of the edition's commit; empty for today
	}{
		{[]string{"--lang", "en", "--base-url", "https://example.org/r"}, "1/1 · reconstruction · 2001-01-31", "Not an official United Nations document", "https://example.org/r/2001-01-31/en/", "20010201"},
		{[]string{"2001-01-31"}, "1/1 · reconstitution · 2001-01-31", "Ce n’est pas un document officiel de l’ONU", "", "20010201"},
		{[]string{"draft", "--lang", "fr"}, "1/1 · reconstitution · projet", "Ce n’est pas un document officiel de l’ONU", "", ""},
	}
	for _, tt := range tests {
		name := filepath.Join(t.TempDir(), "report.pdf")
		stdout, stderr, code := e2e.WithChromium(t, p.Dir, chromium, append([]string{"pdf", "--out", name}, tt.args...)...)
		if code != e2e.ExitOK || stdout != name+"\n" {
			t.Fatalf("%v: exit %d, %q\n%s", tt.args, code, stdout, stderr)
		}
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		day := tt.day
		if day == "" {
			day = time.Now().UTC().Format("20060102")
		}
		for _, want := range []string{"%PDF-", "/StructTreeRoot", "/Outlines", "/FontFile", "/Lang (", "/CreationDate (D:" + day + "000000+00'00')"} {
			if !bytes.Contains(b, []byte(want)) {
				t.Errorf("%v: the PDF has no %s", tt.args, want)
			}
		}
		pages := sheets(t, b)
		if len(pages) < 2 {
			t.Fatalf("%v: %d pages; a running head begins on the second", tt.args, len(pages))
		}
		for i, text := range pages {
			// A number is split in three pieces.
			joined := strings.ReplaceAll(text, "\n", "")
			if want := fmt.Sprintf("%d/%d", i+1, len(pages)); !strings.Contains(joined, want) {
				t.Errorf("%v: page %d does not say %s", tt.args, i+1, want)
			}
			head := strings.HasPrefix(strings.TrimSpace(text), tt.running+"\n"+tt.notice+"\n")
			if head != (i > 0) {
				t.Errorf("%v: page %d has a running head: %v\n%.200s", tt.args, i+1, head, text)
			}
		}
		links := regexp.MustCompile(`/URI \(([^)]*)\)`).FindAllStringSubmatch(string(b), -1)
		if (tt.site == "") != (len(links) == 0) {
			t.Errorf("%v: %d links lead out", tt.args, len(links))
		}
		for _, m := range links {
			if !strings.HasPrefix(m[1], tt.site) {
				t.Errorf("%v: a link leads to %s, not into %s", tt.args, m[1], tt.site)
			}
		}
	}
}

// Each edition and the draft has its PDF in each language, linked from the
// front page and the report, and built again it is the same.
func TestBuildPDF(t *testing.T) {
	t.Parallel()
	chromium := e2e.Chromium(t)
	p := e2e.NewProject(t, "small")
	p.Issue()
	p.Replace("data/report.toml", "2001-01-31", "2001-06-30")
	p.Replace("data/report.toml", `"issued"`, `"draft"`)
	var first map[string][]byte
	var out string
	for range 2 {
		out = filepath.Join(t.TempDir(), "site")
		_, stderr, code := e2e.WithChromium(t, p.Dir, chromium, "build", "--pdf", "--out", out, "--base-url", "https://example.org/r/")
		if code != e2e.ExitOK || !strings.Contains(stderr, ", 4 PDFs, in ") {
			t.Fatalf("exit %d\n%s", code, stderr)
		}
		files := map[string][]byte{}
		err := fs.WalkDir(os.DirFS(out), ".", func(name string, _ fs.DirEntry, err error) error {
			if err == nil && filepath.Ext(name) == ".pdf" {
				files[name], err = os.ReadFile(filepath.Join(out, name))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = files
		}
		for page, file := range map[string]string{
			"fr/":                   "2001-01-31/fr/report/1-1-2001-01-31-fr.pdf",
			"fr/report/":            "2001-01-31/fr/report/1-1-2001-01-31-fr.pdf",
			"2001-01-31/en/":        "2001-01-31/en/report/1-1-2001-01-31-en.pdf",
			"2001-01-31/en/report/": "2001-01-31/en/report/1-1-2001-01-31-en.pdf",
			"draft/fr/":             "draft/fr/report/1-1-draft-fr.pdf",
			"draft/en/report/":      "draft/en/report/1-1-draft-en.pdf",
		} {
			if files[file] == nil {
				t.Errorf("there is no %s", file)
				continue
			}
			if !bytes.Equal(files[file], first[file]) {
				at := 0
				for at < min(len(files[file]), len(first[file])) && files[file][at] == first[file][at] {
					at++
				}
				around := func(b []byte) []byte { return b[max(0, at-80):min(len(b), at+80)] }
				t.Errorf("%s is another at the second build (%d and %d bytes), from byte %d:\n%q\n%q", file, len(first[file]), len(files[file]), at, around(first[file]), around(files[file]))
			}
			b, err := os.ReadFile(filepath.Join(out, page, "index.html"))
			if err != nil {
				t.Fatal(err)
			}
			before, main, _ := strings.Cut(string(b), "<main")
			m := regexp.MustCompile(`<a href="?([^" >]*\.pdf)`).FindStringSubmatch(before)
			if m == nil || filepath.ToSlash(filepath.Join(page, m[1])) != file {
				t.Errorf("%s links %q, want %s", page, m, file)
			}
			if strings.Contains(main, ".pdf") {
				t.Errorf("%s links a PDF in its main part, which must not depend on how the site is built", page)
			}
		}
	}

	// What was printed of an edition is kept, and the draft is printed again.
	if _, err := exec.LookPath("fc-list"); err != nil {
		t.Skip("fc-list, which tells the fonts, is missing")
	}
	p.Replace("data/report.toml", "Test report", "Changed report")
	_, stderr, code := e2e.WithChromium(t, p.Dir, chromium, "build", "--pdf", "--out", out, "--base-url", "https://example.org/r/")
	if code != e2e.ExitOK || !strings.Contains(stderr, ", 4 PDFs, 1 kept, in ") {
		t.Errorf("exit %d\n%s", code, stderr)
	}
	for name, same := range map[string]bool{"2001-01-31/fr/report/1-1-2001-01-31-fr.pdf": true, "draft/en/report/1-1-draft-en.pdf": false} {
		if b, err := os.ReadFile(filepath.Join(out, name)); err != nil || bytes.Equal(b, first[name]) != same {
			t.Errorf("%s is the same: %v; %v", name, !same, err)
		}
	}
}

// Without a browser, or with one that fails, nothing is written, and the site
// that was there stays.
func TestPDFWithoutABrowser(t *testing.T) {
	t.Parallel()
	p := e2e.NewProject(t, "small")
	p.Issue()
	p.Build("/")
	broken := filepath.Join(t.TempDir(), "chromium")
	if err := os.WriteFile(broken, []byte("#!/bin/sh\necho no display >&2\nexit 3\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		browser, want string
		args          []string
	}{
		{"", "PDF output needs Chromium; install it", []string{"pdf", "--out", "new-paper"}},
		{"", "PDF output needs Chromium; install it", []string{"build", "--pdf", "--out", "new-paper"}},
		{broken, broken + " could not print the report: ", []string{"pdf", "--out", "new-paper"}},
		{broken, broken + " could not print the report: ", []string{"build", "--pdf", "--out", "new-paper"}},
	} {
		stdout, stderr, code := e2e.WithChromium(t, p.Dir, tt.browser, tt.args...)
		if code != e2e.ExitTrouble || !strings.Contains(stderr, tt.want) || stdout != "" {
			t.Errorf("%v: exit %d, %q and %q, want %d and %q", tt.args, code, stdout, stderr, e2e.ExitTrouble, tt.want)
		}
		left, err := filepath.Glob(filepath.Join(p.Dir, "*new-paper*"))
		if err != nil || len(left) > 0 {
			t.Errorf("%v: %v was written all the same (%v)", tt.args, left, err)
		}
	}
}

// Nothing that heads something is the last on a sheet, wherever the text above it ends: the
// title of a table, its head, what an answer answers and what a recommendation advises stay
// with what follows. A last row is on a sheet with the one before it.
func TestHeadsOnPaper(t *testing.T) {
	t.Parallel()
	ctx := e2e.Browser(t)
	url := e2e.Served(t, e2e.Small(t))
	const cases = `(() => {
		const row = (tag, words) => "<tr>" + words.map((w) => "<" + tag + ">" + w + "</" + tag + ">").join("") + "</tr>";
		const table = (n) => '<figure class="report-table"><figcaption class="report-table__caption"><span class="report-table__label">label' + n + '.</span> <span class="report-table__title">title' + n + '.</span></figcaption>' +
			'<div class="table-scroll"><table class="table report-table__table"><thead>' + row("th", ["top" + n + ".", "More"]) + "</thead><tbody>" +
			["one", "two", "three", "four"].map((w) => row("td", [w + n + ".", "Text"])).join("") + "</tbody></table></div></figure>";
		const numbered = (word) => '<div class="numbered"><a class="numbered__number" href="#main">1.</a><div class="numbered__text"><p>' + word + "</p></div></div>";
		const answer = (n) => '<div class="answer"><div class="answer__margin">asked' + n + '.</div><div class="answer__text">' + numbered("answered" + n + ".") + '<div class="answer__gaps"><ul class="gaps"><li>gap' + n + ".</li></ul></div></div></div>";
		const advice = (n) => '<div class="recommendation">' + numbered("advice" + n + ".") + '<dl class="recommendation__facts facts facts--tight"><div><dt>To</dt><dd>whom' + n + ".</dd></div></dl></div>";
		let html = "", n = 100;
		for (const kind of [table, answer, advice]) {
			for (let mm = 190; mm < 262; mm += 3) html += '<div data-mm="' + mm + '">above' + ++n + ".</div>" + kind(n);
		}
		document.querySelector("main").innerHTML = html;
		// The policy of the site allows no styles in its markup.
		for (const e of document.querySelectorAll("[data-mm]")) {
			e.style.breakBefore = "page";
			e.style.blockSize = e.dataset.mm + "mm";
		}
		return n;
	})()`
	if err := chromedp.Do(ctx, chromedp.Navigate(url+"/en/report/")); err != nil {
		t.Fatal(err)
	}
	last, err := chromedp.Run(ctx, chromedp.Evaluate[int](cases))
	if err != nil {
		t.Fatal(err)
	}
	b, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
	if err != nil {
		t.Fatal(err)
	}
	on := make(map[string]int) // word → sheet
	for i, text := range sheets(t, b) {
		for _, word := range regexp.MustCompile(`[a-z]+[0-9]{3}\.`).FindAllString(text, -1) {
			if on[word] == 0 { // the head of a table is repeated
				on[word] = i + 1
			}
		}
	}
	next := 0 // parts on another sheet than what is above them
	for n := 101; n <= last; n++ {
		at := func(word string) int { return on[fmt.Sprintf("%s%d.", word, n)] }
		together := [][2]string{{"label", "title"}, {"title", "top"}, {"top", "one"}, {"three", "four"}}
		switch {
		case at("asked") > 0:
			together = [][2]string{{"asked", "answered"}}
		case at("advice") > 0:
			together = [][2]string{{"advice", "whom"}}
		}
		for _, pair := range together {
			if a, b := at(pair[0]), at(pair[1]); a == 0 || a != b {
				t.Errorf("case %d: %s is on sheet %d and %s on sheet %d", n, pair[0], a, pair[1], b)
			}
			if at(pair[0]) > at("above") {
				next++
			}
		}
	}
	if next < 10 {
		t.Errorf("only %d of the parts began a new sheet, so that little was tried", next)
	}
}

// Without a PDF the pages offer what a browser can do by itself: the button
// is there where a script runs, and prints.
func TestPrintButton(t *testing.T) {
	t.Parallel()
	ctx := e2e.Browser(t)
	url := e2e.Served(t, e2e.Small(t))
	if err := chromedp.Do(ctx, chromedp.Navigate(url+"/en/"), chromedp.Click(chromedp.CSS(".paper a"))); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.WaitVisible(chromedp.CSS(".paper__print"))); err != nil {
		t.Fatal(err)
	}
	printed, err := chromedp.Run(ctx, chromedp.Evaluate[int](`{ let n = 0; window.print = () => n++; document.querySelector(".paper__print").click(); n }`))
	if err != nil || printed != 1 {
		t.Errorf("the button printed %d times (%v)", printed, err)
	}
	at, err := chromedp.Run(ctx, chromedp.Location())
	if err != nil || at != url+"/en/report/" {
		t.Errorf("the link leads to %s (%v)", at, err)
	}
}
