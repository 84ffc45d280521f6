// Package pdf prints the reports of a built site with Chromium.
package pdf

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/chromedp/chromedp"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
	"rapporteur/generator/site/page"
)

// ErrNoBrowser says how to get a browser.
var ErrNoBrowser = say.Errorf("PDF output needs Chromium; install it (Debian: apt-get install chromium) or set $CHROME_PATH")

// Browser is a Chromium used for printing.
type Browser struct {
	Path string           // of the program; empty if none is installed
	Root bool             // it runs as root, for whom Chromium has no sandbox
	Now  func() time.Time // the date of a draft's PDF
}

// Identity returns a text that differs where the browser is of another version or the system
// has other fonts, so that what it prints may differ, too; "" where that cannot be told: fonts are
// listed by fontconfig, which Linux has and others may not.
func (b Browser) Identity(ctx context.Context) string {
	if b.Path == "" {
		return ""
	}
	version, err := exec.CommandContext(ctx, b.Path, "--version").Output()
	if err != nil || len(bytes.TrimSpace(version)) == 0 {
		return ""
	}
	fonts, err := exec.CommandContext(ctx, "fc-list", ":", "file", "fontversion").Output()
	if err != nil || len(bytes.TrimSpace(fonts)) == 0 {
		return ""
	}
	lines := strings.Split(string(fonts), "\n")
	slices.Sort(lines) // they come in the order of folders on the disk
	return string(version) + strings.Join(lines, "\n")
}

// Printer prints one report of the site.
type Printer func(p page.Printed) ([]byte, error)

// WithPrinter serves the pages on a loopback address and keeps one browser open while
// do prints some of them. Links to other pages point to the site at base, or nowhere
// if base has no host.
func (b Browser) WithPrinter(ctx context.Context, pages, base string, do func(Printer) error) (err error) {
	if b.Path == "" {
		return ErrNoBrowser
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: http.FileServer(http.Dir(pages))}
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	defer func() {
		err = errors.Join(err, server.Close())
		if served := <-done; !errors.Is(served, http.ErrServerClosed) {
			err = errors.Join(err, served)
		}
	}()
	if !strings.Contains(base, "://") {
		base = ""
	}

	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(b.Path), chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	if b.Root {
		opts = append(opts, chromedp.NoSandbox) // Chromium refuses to sandbox itself for root
	}
	starter, stop := chromedp.NewExecAllocator(ctx, opts...)
	defer stop()
	// Errors are returned; the library need not print them too.
	tab, closeTab := chromedp.NewContext(starter, chromedp.WithErrorf(func(string, ...any) {}))
	defer closeTab()
	err = do(func(p page.Printed) ([]byte, error) {
		data, err := printPage(tab, "http://"+listener.Addr().String()+"/"+p.Page, base)
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case err != nil:
			return nil, say.Errorf("%s could not print the report: %v", b.Path, err)
		}
		day := b.Now().UTC()
		if p.Day != (report.Date{}) {
			day = time.Date(p.Day.Year, time.Month(p.Day.Month), p.Day.Day, 0, 0, 0, 0, time.UTC)
		}
		return numbered(dated(data, day)), nil
	})
	return err
}

// printPage opens a page in the browser and prints it, as the style sheet of the
// site says.
func printPage(tab context.Context, url, base string) ([]byte, error) {
	answer, err := chromedp.RunResponse(tab, chromedp.Navigate(url))
	if err != nil {
		return nil, err
	}
	if answer.Status != http.StatusOK {
		return nil, say.Errorf("its page is missing (%d %s)", answer.Status, answer.StatusText)
	}
	to, err := json.Marshal(base)
	if err != nil {
		return nil, err
	}
	// The browser writes the address that it read a page from into the links
	// of a PDF: here one that nobody else can reach.
	relink := `{
		const here = location.origin + "/", there = ` + string(to) + `;
		for (const a of document.querySelectorAll("a[href]")) {
			if (a.getAttribute("href").startsWith("#") || !a.href.startsWith(here)) continue;
			if (there) a.href = there + a.href.slice(here.length);
			else a.removeAttribute("href");
		}
	}`
	if err := chromedp.Do(tab, chromedp.Evaluate[chromedp.Void](relink)); err != nil {
		return nil, err
	}
	return chromedp.Run(tab, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize(), chromedp.PDFOutlineAndTagged()))
}

// dated sets the date of a PDF to the beginning of a day, so that the same browser
// prints the same file again. The new text has the same length, so that the offsets of
// all objects stay valid.
func dated(pdf []byte, day time.Time) []byte {
	for _, key := range []string{"/CreationDate (D:", "/ModDate (D:"} {
		const form = "20060102150405+00'00')"
		if i := bytes.Index(pdf, []byte(key)); i >= 0 && i+len(key)+len(form) <= len(pdf) {
			copy(pdf[i+len(key):], day.Format("20060102")+"000000+00'00')")
		}
	}
	return pdf
}

// nodes are the ids of cells of tables.
var nodes = regexp.MustCompile(`\(node([0-9]{8})\)`)

// numbered numbers the cells of tables in the order in which they occur. The browser
// uses a counter that differs each time.
func numbered(pdf []byte) []byte {
	order := make(map[string]int)
	for _, m := range nodes.FindAllSubmatchIndex(pdf, -1) {
		id := string(pdf[m[2]:m[3]])
		if _, known := order[id]; !known {
			order[id] = len(order) + 1
		}
		copy(pdf[m[2]:m[3]], fmt.Sprintf("%08d", order[id]))
	}
	return pdf
}

// PrintAll writes every report next to its page. step is called before each one.
func (b Browser) PrintAll(ctx context.Context, dir, base string, reports []page.Printed, step func(n int)) error {
	return b.WithPrinter(ctx, dir, base, func(print Printer) error {
		for i, p := range reports {
			step(i + 1)
			data, err := print(p)
			if err != nil {
				return say.Errorf("%s: %v", p.Page, err)
			}
			if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(p.File)), data, 0o644); err != nil {
				return err
			}
		}
		return nil
	})
}

// FindBrowser returns the path of the named browser, or of the first Chromium that is
// installed, "" if there is none. The one without windows takes half the processor time.
func FindBrowser(named string) string {
	for _, name := range []string{named, "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path
		}
	}
	return ""
}
