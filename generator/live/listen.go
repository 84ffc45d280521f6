package live

import (
	"errors"
	"net"
	"net/netip"
	"strings"
	"syscall"

	"rapporteur/generator/say"
)

// Listen listens on a loopback address, such as "127.0.0.1:1313", "[::1]:1313"
// or "localhost:1313"; port 0 means any free port.
func Listen(addr string) (net.Listener, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, say.Errorf("invalid address %q; write it like 127.0.0.1:1313", addr)
	}
	if !isHere(addr) || host == "" {
		return nil, say.Errorf("%q would show the draft to other machines; use 127.0.0.1, [::1] or localhost as the host, as in 127.0.0.1:%s", addr, port)
	}
	l, err := net.Listen("tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, say.Errorf("%s is in use, perhaps by another 'rapporteur serve'; stop that one, or use a free port with --addr %s", addr, net.JoinHostPort(host, "0"))
	}
	if err != nil {
		return nil, say.Errorf("cannot listen on %s: %v", addr, err)
	}
	// The hosts file may map localhost to another address.
	if at, ok := l.Addr().(*net.TCPAddr); !ok || !at.IP.IsLoopback() {
		return nil, errors.Join(say.Errorf("%s resolves to %s, which other machines can reach; use 127.0.0.1:%s", addr, l.Addr(), port), l.Close())
	}
	return l, nil
}

// isHere reports whether a host, with or without a port, is localhost or a
// loopback address.
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
