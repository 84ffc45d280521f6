// Package linkcheck requests the external links of a report over the network.
package linkcheck

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"rapporteur/generator/check"
	"rapporteur/generator/say"
)

// Checker requests links and returns those that do not lead to their document.
type Checker func(ctx context.Context, links []string) (check.Links, error)

// Links requests links over the network. If none answers, the network is down,
// which is an error.
func Links(ctx context.Context, links []string) (check.Links, error) {
	client := &http.Client{Timeout: 30 * time.Second}
	return follow(ctx, client, links)
}

// userAgent names the program; many servers refuse requests without a name.
const userAgent = "Mozilla/5.0 (compatible; rapporteur check --links)"

// follow requests every link: hosts in parallel, the links of one host one after
// another, so that no server is overloaded.
func follow(ctx context.Context, client *http.Client, links []string) (check.Links, error) {
	byHost := map[string][]string{}
	for _, link := range links {
		u, err := url.Parse(link)
		if err != nil {
			continue // another rule reports it
		}
		byHost[u.Host] = append(byHost[u.Host], link)
	}
	var (
		found    = check.Links{}
		answered int
		mu       sync.Mutex
		wait     sync.WaitGroup
	)
	for _, all := range byHost {
		wait.Go(func() {
			for _, link := range all {
				a, ok := askLink(ctx, client, link)
				mu.Lock()
				if a != nil {
					found[link] = *a
				}
				if ok {
					answered++
				}
				mu.Unlock()
			}
		})
	}
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(links) > 0 && answered == 0 {
		return nil, say.Errorf("none of the %d links answered; is the network down? the first one %s", len(links), found[links[0]].Why)
	}
	return found, nil
}

// askLink requests a link and returns the answer if the link does not lead to its
// document, else nil. ok is true if a server answered at all.
func askLink(ctx context.Context, client *http.Client, link string) (a *check.Answer, ok bool) {
	var status *http.Response
	// Some servers know no HEAD, and some refuse it without reason.
	for _, method := range []string{http.MethodHead, http.MethodGet} {
		req, err := http.NewRequestWithContext(ctx, method, link, nil)
		if err != nil {
			return &check.Answer{Why: say.F("cannot be asked for")}, false
		}
		req.Header.Set("User-Agent", userAgent)
		req.Header.Set("Accept", "text/html,application/pdf;q=0.9,*/*;q=0.8")
		status, err = client.Do(req)
		if err != nil {
			var noHost *net.DNSError
			if errors.As(err, &noHost) && noHost.IsNotFound {
				return &check.Answer{Gone: true, Why: say.F("leads to a host that is not there")}, false
			}
			return &check.Answer{Why: say.F("does not answer (%s)", reason(err))}, false
		}
		// A connection is used again only when what came over it was read.
		_, _ = io.CopyN(io.Discard, status.Body, 1<<20)
		_ = status.Body.Close()
		if status.StatusCode < 300 {
			return nil, true
		}
	}
	gone := status.StatusCode == http.StatusNotFound || status.StatusCode == http.StatusGone
	return &check.Answer{Gone: gone, Why: say.F("answers %s", strings.TrimSpace(fmt.Sprint(status.StatusCode, " ", http.StatusText(status.StatusCode))))}, true
}

// reason returns an error of the network without the address, which is printed next to
// it.
func reason(err error) say.Text {
	var of *url.Error
	if errors.As(err, &of) {
		if of.Timeout() {
			return say.F("too slow")
		}
		return say.Of(of.Err)
	}
	return say.Of(err)
}
