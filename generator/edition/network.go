package edition

import (
	"context"
	"net"
	"net/http"
	"sync"
	"time"

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
