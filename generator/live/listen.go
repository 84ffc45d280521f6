package live

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"syscall"
)

// Listen opens an address of this machine alone, such as "127.0.0.1:1313",
// "[::1]:1313" or "localhost:1313"; port 0 takes a free one.
func Listen(addr string) (net.Listener, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("%q is no address; write one such as 127.0.0.1:1313", addr)
	}
	if !isHere(addr) || host == "" {
		return nil, fmt.Errorf("%q would show the draft to others; the host is 127.0.0.1, [::1] or localhost, as in 127.0.0.1:%s", addr, port)
	}
	l, err := net.Listen("tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("%s is in use, perhaps by another 'rapporteur serve'; end that one, or take a free port by --addr %s", addr, net.JoinHostPort(host, "0"))
	}
	if err != nil {
		return nil, fmt.Errorf("%s cannot be listened on: %w", addr, err)
	}
	// The name localhost is whatever this machine's list of hosts says.
	if at, ok := l.Addr().(*net.TCPAddr); !ok || !at.IP.IsLoopback() {
		return nil, errors.Join(fmt.Errorf("%s leads to %s on this machine, which others can reach; write 127.0.0.1:%s", addr, l.Addr(), port), l.Close())
	}
	return l, nil
}

// isHere reports whether a host, with or without a port, is this machine by a
// name that nobody else can give it.
func isHere(hostport string) bool {
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	}
	if strings.EqualFold(strings.TrimSuffix(host, "."), "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(host, "["), "]"))
	return err == nil && ip.Unmap().IsLoopback()
}
