package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/chromedp"

	"rapporteur/generator/report"
	"rapporteur/generator/site/page"
)

var errNoBrowser = errors.New("PDF output needs Chromium; install it (Debian: apt-get install chromium) or set $CHROME_PATH")

// printer prints one report of the site.
type printer func(p page.Printed) ([]byte, error)

// printed serves the pages to this machine alone and keeps one browser for as
// long as do needs to print some of them. Links to other pages lead to the
// site at base, or nowhere where base names no host.
func printed(ctx context.Context, sys system, pages, base string, do func(printer) error) (err error) {
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

	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(sys.browser), chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	if sys.root {
		opts = append(opts, chromedp.NoSandbox) // Chromium refuses to sandbox itself for root
	}
	starter, stop := chromedp.NewExecAllocator(ctx, opts...)
	defer stop()
	// What goes wrong comes back as an error; the library need not say it too.
	tab, closeTab := chromedp.NewContext(starter, chromedp.WithErrorf(func(string, ...any) {}))
	defer closeTab()
	err = do(func(p page.Printed) ([]byte, error) {
		b, err := printPage(tab, "http://"+listener.Addr().String()+"/"+p.Page, base)
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case err != nil:
			return nil, fmt.Errorf("%s could not print the report: %w", sys.browser, err)
		}
		day := sys.now().UTC()
		if p.Day != (report.Date{}) {
			day = time.Date(p.Day.Year, time.Month(p.Day.Month), p.Day.Day, 0, 0, 0, 0, time.UTC)
		}
		return dated(b, day), nil
	})
	return err
}

// printPage opens a page in the browser and prints it. The style sheet of the
// site says how.
func printPage(tab context.Context, url, base string) ([]byte, error) {
	answer, err := chromedp.RunResponse(tab, chromedp.Navigate(url))
	if err != nil {
		return nil, err
	}
	if answer.Status != http.StatusOK {
		return nil, fmt.Errorf("its page is not there (%d %s)", answer.Status, answer.StatusText)
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

// dated is a PDF that says it was made at the beginning of a day, so that an
// edition printed again by the same browser is the same file. The text of
// equal length leaves the places of all objects as they are.
func dated(pdf []byte, day time.Time) []byte {
	for _, key := range []string{"/CreationDate (D:", "/ModDate (D:"} {
		const form = "20060102150405+00'00')"
		if i := bytes.Index(pdf, []byte(key)); i >= 0 && i+len(key)+len(form) <= len(pdf) {
			copy(pdf[i+len(key):], day.Format("20060102")+"000000+00'00')")
		}
	}
	return pdf
}

// printAll puts every report next to its page and returns their number.
func printAll(ctx context.Context, sys system, dir, base string, reports []page.Printed, talk *progress) (int, error) {
	err := printed(ctx, sys, dir, base, func(print printer) error {
		for i, p := range reports {
			talk.step(fmt.Sprintf("printing %d of %d", i+1, len(reports)))
			b, err := print(p)
			if err != nil {
				return fmt.Errorf("%s: %w", p.Page, err)
			}
			if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(p.File)), b, 0o644); err != nil {
				return err
			}
		}
		return nil
	})
	return len(reports), err
}
