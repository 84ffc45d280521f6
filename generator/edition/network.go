package edition

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/go-git/go-git/v5/plumbing/transport/client"
	githttp "github.com/go-git/go-git/v5/plumbing/transport/http"
)

// stall is how long a server of a repository may be silent. How long a whole fetch may
// take is not limited: it depends on the history and on the connection.
const stall = time.Minute

// useOwnClient makes go-git fetch over http and https with the client of this package.
var useOwnClient = sync.OnceFunc(func() {
	c := githttp.NewClient(newClient(stall))
	client.InstallProtocol("https", c)
	client.InstallProtocol("http", c)
})

// heard passes on what a server says of its work, as git does: each line after "remote: ", so
// that none is a command to a forge that reads what jobs print, and without what would change
// how a terminal shows the rest.
type heard struct {
	to   io.Writer
	line []byte
}

func (h *heard) Write(p []byte) (int, error) {
	for _, c := range p {
		if c != '\n' && c != '\r' {
			if len(h.line) < 1000 {
				h.line = append(h.line, c)
			}
			continue
		}
		if _, err := fmt.Fprintf(h.to, "remote: %s%c", plain(string(h.line)), c); err != nil {
			return 0, err
		}
		h.line = h.line[:0]
	}
	return len(p), nil
}

// plain is a text of a server in which every character is shown as what it is.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' {
			return unicode.ReplacementChar
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// newClient returns a client that gives up when a server is silent for longer than limit.
// go-git sees to redirects itself: it follows none to another scheme, but from http to
// https, and sends a password to no other host.
func newClient(limit time.Duration) *http.Client {
	dialer := &net.Dialer{Timeout: limit}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSHandshakeTimeout, transport.ResponseHeaderTimeout = limit, limit
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dialer.DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return &impatient{Conn: conn, limit: limit}, nil
	}
	return &http.Client{Transport: transport}
}

// impatient is a connection that closes itself when nothing arrives for limit.
type impatient struct {
	net.Conn
	limit time.Duration
}

func (c *impatient) Read(b []byte) (int, error) {
	silent := time.AfterFunc(c.limit, func() { _ = c.Close() })
	defer silent.Stop()
	return c.Conn.Read(b)
}
