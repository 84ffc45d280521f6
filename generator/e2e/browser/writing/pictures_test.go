package writing

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/generator/e2e"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
)

// pictureWidth is that of the window, in CSS pixels: what GitHub gives a page.
const pictureWidth = 880

// TestContributingPicturesAreTaken writes the pictures of docs/CONTRIBUTING.md
// into the folder that RAPPORTEUR_PICTURES names:
//
//	RAPPORTEUR_PICTURES=docs/pictures go test -run TestContributingPicturesAreTaken ./generator/e2e/browser/writing
//
// They show the report of 30 June 2009 with the changes of the guide, and with
// the mistake that it shows.
func TestContributingPicturesAreTaken(t *testing.T) {
	t.Parallel()
	out := os.Getenv("RAPPORTEUR_PICTURES")
	if out == "" {
		t.Log("RAPPORTEUR_PICTURES names no folder, so no pictures are taken")
		return
	}
	if !filepath.IsAbs(out) {
		out = filepath.Join(e2e.Root(t), out)
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		t.Fatal(err)
	}
	ctx := e2e.Browser(t)
	if err := (e2e.Setting{Width: pictureWidth, Scheme: "light"}).Apply(ctx); err != nil {
		t.Fatal(err)
	}
	view := camera{t, ctx, out}

	guide := readGuide(t)
	p := writer{e2e.AsIssued(t)}
	p.Git("branch", "--quiet", "--force", "main", "HEAD")
	site := filepath.Join(t.TempDir(), "site")
	if _, talk, code := e2e.Run(t, p.Dir, "build", "--quiet", "--out", site, "--base-url", "/", "--repository", "https://github.com/OWNER/NAME"); code != e2e.ExitOK {
		t.Fatalf("build: exit %d\n%s", code, talk)
	}
	view.open(e2e.Served(t, site) + "/en/paragraphs/op04/")
	view.take("foot-of-a-page", ".page-foot", 500)

	// The page is open before the mistake is made, as for whoever writes.
	p.mistake(guide)
	wrong := guideCheck.FindStringSubmatch(guide)
	right := func() { p.Replace(wrong[1], wrong[3], wrong[2]) }
	right()
	loaded := loads(t, ctx)
	view.open(startPreview(t, p.Dir).url + "draft/en/activities/")
	p.Replace(wrong[1], wrong[2], wrong[3])
	awaitText(t, ctx, loaded, "This page is as it was before the change")
	view.take("serve-problem", "body", 640)

	view.open("file://" + p.summaryPage())
	view.take("summary-of-the-check", "main", 500)
	view.open("file://" + p.preview())
	view.take("preview-problem", "body", 680)

	right()
	view.open("file://" + p.preview())
	view.take("preview-changes", ".pv-redline section:nth-of-type(3)", 720)
	view.take("preview-page", ".pv-page:has(> summary [lang=en])", 640)
}

// preview writes the preview of what is not on the main branch and gives its
// name.
func (p writer) preview() string {
	p.T.Helper()
	name := filepath.Join(p.T.TempDir(), "preview.html")
	if _, talk, code := e2e.Run(p.T, p.Dir, "preview", "main..", "--out", name); code != e2e.ExitOK {
		p.T.Fatalf("preview: exit %d\n%s", code, talk)
	}
	return name
}

// summaryPage is what check adds to the summary on GitHub, as a plain page.
func (p writer) summaryPage() string {
	p.T.Helper()
	dir := p.T.TempDir()
	list := filepath.Join(dir, "summary.md")
	if _, talk, code := e2e.Run(p.T, p.Dir, "check", "--format", "github", "--summary", list); code != e2e.ExitFound {
		p.T.Fatalf("check: exit %d\n%s", code, talk)
	}
	text, err := os.ReadFile(list)
	if err != nil {
		p.T.Fatal(err)
	}
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Summary</title><style>
body { margin: 0; font: 16px/1.5 sans-serif; color: #1f1f1f; background: #fff }
main { padding: 4px 16px 16px }
table { border-collapse: collapse }
th, td { border: 1px solid #bbb; padding: 6px 12px; text-align: start; vertical-align: top }
code { font-size: 85%; background: #eee; padding: 2px 4px; overflow-wrap: anywhere }
</style><main>`)
	md := goldmark.New(goldmark.WithExtensions(extension.Table), goldmark.WithRendererOptions(html.WithUnsafe()))
	if err := md.Convert(text, &b); err != nil {
		p.T.Fatal(err)
	}
	name := filepath.Join(dir, "summary.html")
	if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
		p.T.Fatal(err)
	}
	return name
}

// camera takes pictures of the page that is open.
type camera struct {
	t      *testing.T
	ctx    context.Context
	folder string
}

func (c camera) open(url string) {
	c.t.Helper()
	if err := chromedp.Do(c.ctx, chromedp.Navigate(url)); err != nil {
		c.t.Fatalf("%s: %v", url, err)
	}
}

// take writes the first element that fits the selector, cut off below so many
// CSS pixels.
func (c camera) take(name, selector string, most float64) {
	c.t.Helper()
	box, err := chromedp.Run(c.ctx, chromedp.Evaluate[[]float64](fmt.Sprintf(`(() => {
		const e = document.querySelector(%q);
		if (!e) return [];
		scrollTo({ top: 0, behavior: "instant" });
		const b = e.getBoundingClientRect();
		return [b.left + scrollX, b.top + scrollY, b.width, b.height];
	})()`, selector)))
	if err != nil || len(box) != 4 {
		c.t.Fatalf("%s: the page has no %s: %v", name, selector, err)
	}
	const margin = 12
	left, top := max(0, box[0]-margin), max(0, box[1]-margin)
	beyond := true
	shot, err := chromedp.Call(c.ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{
		CaptureBeyondViewport: &beyond,
		Clip: &page.Viewport{
			X: left, Y: top, Scale: 1,
			Width: min(box[0]+box[2]+margin, pictureWidth) - left, Height: min(box[1]+box[3]+margin-top, most),
		},
	})
	if err != nil {
		c.t.Fatalf("%s: %v", name, err)
	}
	if err := os.WriteFile(filepath.Join(c.folder, name+".png"), shot.Data, 0o644); err != nil {
		c.t.Fatal(err)
	}
}
