package writing

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"rapporteur/generator/e2e"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// A sharedPreview is written when a test first asks for it.
type sharedPreview struct {
	mu   sync.Mutex
	name string // of the file; empty until it is written
}

var allParagraphs sharedPreview

// get edits all ten paragraphs of the real report in both languages and
// returns the name of the preview of that.
func (s *sharedPreview) get(t *testing.T) string {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.name != "" {
		return s.name
	}
	p := e2e.NewRealProject(t)
	p.Issue()
	other := strings.NewReplacer(" the ", " this ", " to ", " towards ", " les ", " des ", " la ", " une ", " à ", " vers ")
	for i := range 10 {
		p.Rewrite(fmt.Sprintf("data/paragraphs/op%02d.toml", i+1), func(s string) string {
			lines := strings.SplitAfter(s, "\n")
			for j, line := range lines {
				if !strings.Contains(line, "cites") && !strings.HasPrefix(line, "#") {
					lines[j] = other.Replace(line)
				}
			}
			return strings.Join(lines, "")
		})
	}
	name := filepath.Join(e2e.Scratch(t), "preview.html")
	stdout, stderr, code := e2e.Run(t, p.Dir, "preview", "--out", name)
	if code != e2e.ExitOK || stdout != name+"\n" {
		t.Fatalf("exit %d, %s\n%s", code, stdout, stderr)
	}
	t.Log(strings.TrimSpace(stderr))
	s.name = name
	return name
}

func TestPreviewOfAllParagraphs(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile(allParagraphs.get(t))
	if err != nil {
		t.Fatal(err)
	}
	const most = 5_000_000
	if len(b) >= most {
		t.Errorf("the preview has %d bytes, want less than %d", len(b), most)
	}
	for i := range 10 {
		path := fmt.Sprintf("paragraphs/op%02d/", i+1)
		if n := strings.Count(string(b), "<code>"+path+"</code></summary>"); n != 2 {
			t.Errorf("the preview shows %s %d times, want 2", path, n)
		}
	}
	if strings.Contains(string(b), "left out</summary>") {
		t.Error("something is left out")
	}
}

// The preview opens from the disk without scripts, asks for nothing, fits a
// phone, and its links lead to what they say.
func TestPreviewInABrowser(t *testing.T) {
	t.Parallel()
	ctx := e2e.Browser(t)
	name := allParagraphs.get(t)
	said := e2e.Console(t, ctx)
	var mu sync.Mutex
	var asked []string
	err := chromedp.Listen(ctx, func(ev any) {
		if ev, ok := ev.(*network.EventRequestWillBeSent); ok {
			mu.Lock()
			asked = append(asked, ev.Request.URL)
			mu.Unlock()
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	disable := func(off bool) {
		t.Helper()
		if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: off}); err != nil {
			t.Fatal(err)
		}
	}
	for _, width := range []int64{360, 1280} {
		for _, scheme := range []string{"light", "dark"} {
			s := e2e.Setting{Width: width, Scheme: scheme}
			if err := s.Apply(ctx); err != nil {
				t.Fatal(err)
			}
			disable(true)
			if err := chromedp.Do(ctx, chromedp.Navigate("file://"+name)); err != nil {
				t.Fatal(err)
			}
			disable(false)
			wide, err := chromedp.Run(ctx, chromedp.Evaluate[int64](`document.documentElement.scrollWidth`))
			if err != nil {
				t.Fatal(err)
			}
			if wide > width {
				t.Errorf("the preview is %d pixels wide in a window of %d", wide, width)
			}
			dead, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`(() => {
				const ids = new Map();
				for (const e of document.querySelectorAll("[id]")) ids.set(e.id, (ids.get(e.id) || 0) + 1);
				const wrong = [...ids].filter(([, n]) => n > 1).map(([id]) => "twice: " + id);
				for (const a of document.querySelectorAll("a[href]")) {
					const href = a.getAttribute("href");
					if (href.startsWith("#") ? !ids.has(decodeURIComponent(href.slice(1))) : !/^https?:\/\//.test(href) || a.rel !== "noopener noreferrer") wrong.push("dead: " + href);
				}
				for (const e of document.querySelectorAll("[aria-labelledby], [aria-describedby], [for]"))
					for (const name of ["aria-labelledby", "aria-describedby", "for"])
						for (const id of (e.getAttribute(name) || "").split(" ").filter(Boolean)) if (!ids.has(id)) wrong.push("nowhere: " + id);
				return wrong;
			})()`))
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range dead {
				t.Errorf("in the preview, %s", d)
			}
			for _, line := range said() {
				t.Errorf("at %v: %s", s, line)
			}
		}
	}
	mu.Lock()
	defer mu.Unlock()
	if len(asked) == 0 {
		t.Error("the browser asked for nothing, not even the file: this test looks in the wrong place")
	}
	for _, url := range asked {
		if url != "file://"+name && !strings.HasPrefix(url, "data:") {
			t.Errorf("the preview asks for %s", url)
		}
	}
}

// A preview with problems of every sort, in three languages of which one runs
// from right to left, and one of data that cannot be read, are free of what
// axe-core and html-validate can find.
func TestPreviewAccessibility(t *testing.T) {
	axe := e2e.AxeScript(t)
	if axe == "" {
		return
	}
	t.Parallel()
	ctx := e2e.Browser(t)
	dir := t.TempDir()
	p := e2e.NewProject(t, "small")
	p.Replace("data/sections.toml", `text.fr = "Ce`, `text.fr = "<i>Ce`)
	p.Issue()
	p.Replace("data/report.toml", `languages = ["fr", "en"]`, `languages = ["fr", "en", "ar"]`)
	p.Replace("data/paragraphs/op01.toml", "a aidé", "a <b>assisté")
	write := func(name string) {
		t.Helper()
		if _, stderr, code := e2e.Run(t, p.Dir, "preview", "--out", filepath.Join(dir, name)); code != e2e.ExitOK {
			t.Fatalf("exit %d\n%s", code, stderr)
		}
	}
	write("whole.html")
	p.Replace("data/paragraphs/op01.toml", `id = "op01"`, `id = "op01`)
	write("broken.html")
	for _, name := range []string{"whole.html", "broken.html"} {
		for _, s := range []e2e.Setting{{Width: 360, Scheme: "light"}, {Width: 1280, Scheme: "dark"}} {
			if err := s.Apply(ctx); err != nil {
				t.Fatal(err)
			}
			if err := chromedp.Do(ctx, chromedp.Navigate("file://"+filepath.Join(dir, name))); err != nil {
				t.Fatal(err)
			}
			for _, v := range e2e.Violations(t, ctx, axe, e2e.AllRules) {
				t.Errorf("%s at %v: %s", name, s, v)
			}
		}
	}
	for _, fault := range e2e.HTMLFaults(t, dir, []string{"broken.html", "whole.html"}) {
		t.Error(fault)
	}
}
