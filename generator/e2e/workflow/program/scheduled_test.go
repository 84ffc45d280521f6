package program

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"rapporteur/generator/e2e/forge"
)

// The workflow of the program runs .ci/run, and that runs what the README says
// people to run. The compiler, the linters and the tests of the clone are only started
// where RAPPORTEUR_LONG is set: .ci/run has them run on the same files.
func TestWorkflowOfTheProgram(t *testing.T) {
	origin := forge.Small(t).Origin
	w := forge.NewRun(t, "go.yml", origin, forge.Git(t, origin, "rev-parse", "main"), "refs/heads/main", map[string]string{"matrix.system": "windows"})
	w.Compiles = os.Getenv("RAPPORTEUR_LONG") != ""
	w.Run()
	if len(w.Failed) > 0 || !strings.Contains(w.Said, "all passed") {
		t.Errorf("%v failed:\n%s", w.Failed, w.Said)
	}
	for _, command := range []string{
		"go vet ./...", "go tool -modfile=.ci/tools.mod staticcheck ./...", "go run github.com/rhysd/actionlint/cmd/actionlint",
		"go run ./generator check", "go run ./generator build --out ", "go test -vet=off ./...\n",
	} {
		if !regexp.MustCompile(`(?m)^== [a-z]+: ` + regexp.QuoteMeta(command)).MatchString(w.Said) {
			t.Errorf(".ci/run does not run %s:\n%s", command, w.Said)
		}
	}
}

// The workflow that docs/program.md gives builds a site in parts and joins them. That it
// fetches the program as program.toml says is tested with a new repository.
func TestWorkflowInParts(t *testing.T) {
	f := forge.Small(t)
	d := f.Clone(false)
	d.Replace("data/report.toml", "2001-01-31", "2001-06-30")
	d.Commit("a second edition")
	d.Git("push", "-q", "origin", "HEAD:main")
	text := forge.Documented(t, "program.md")[0]
	fetch := `bash .github/program.sh "$RUNNER_TEMP/rapporteur"`
	if strings.Count(text, fetch) != 2 {
		t.Fatalf("docs/program.md does not run %s twice", fetch)
	}
	text = strings.ReplaceAll(text, fetch, `go build -o "$RUNNER_TEMP/rapporteur" ./generator`)
	w := forge.NewRunOf(t, text, f.Origin, forge.Git(t, f.Origin, "rev-parse", "main"), "refs/heads/main")
	w.Run()
	if len(w.Failed) > 0 || !strings.Contains(w.Said, "2 editions, ") || !strings.Contains(w.Said, " from 4 shards, in ") {
		t.Errorf("%v failed:\n%s", w.Failed, w.Said)
	}
}

// Fuzzing compiles the tests for that alone, and is only done where RAPPORTEUR_LONG is set.
func TestScheduledWorkflow(t *testing.T) {
	origin := forge.New(t).Origin
	w := forge.NewRun(t, "scheduled.yml", origin, forge.Git(t, origin, "rev-parse", "main"), "refs/heads/main", map[string]string{
		"matrix.target":      "prose FuzzParse",
		"strategy.job-index": "5",
	})
	// The outer world is a server that has every document but one.
	proxy, authority := outerWorld(t, func(r *http.Request) bool { return !strings.Contains(r.Host, "polis.osce.org") })
	w.Env = []string{"FUZZ_TIME=20x", "HTTPS_PROXY=" + proxy, "HTTP_PROXY=" + proxy, "NO_PROXY=", "no_proxy=", "SSL_CERT_FILE=" + authority}
	w.Compiles = os.Getenv("RAPPORTEUR_LONG") != ""
	w.Run()
	if !slices.Equal(w.Failed, []string{"Follow every outer link"}) {
		t.Errorf("%v failed:\n%s", w.Failed, w.Said)
	}
	if !regexp.MustCompile(`::error .*file=data/sources\.toml,line=\d+.*answers 404 Not Found`).MatchString(w.Said) || !strings.Contains(w.Summary, "(<code>dead-link</code>)") {
		t.Errorf("the dead link is not shown:\n%s\n%s", w.Said, w.Summary)
	}
	if strings.Contains(w.Said, "unanswered-link") {
		t.Errorf("a link got no answer:\n%s", w.Said)
	}
}

// outerWorld is a proxy that represents every server there is: each answers
// 200 where has says so, else 404. It returns the address of the proxy and the
// file with the certificate of those who vouch for the servers.
func outerWorld(t *testing.T, has func(*http.Request) bool) (proxy, authority string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	sign := func(names ...string) []byte {
		der, err := x509.CreateCertificate(rand.Reader, &x509.Certificate{
			SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, DNSNames: names,
			NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
			IsCA: true, BasicConstraintsValid: true,
			KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		}, &x509.Certificate{Subject: pkix.Name{CommonName: "test"}}, &key.PublicKey, key)
		if err != nil {
			t.Fatal(err)
		}
		return der
	}
	authority = filepath.Join(t.TempDir(), "authority.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: sign()})
	if err := os.WriteFile(authority, text, 0o644); err != nil {
		t.Fatal(err)
	}
	answer := func(w http.ResponseWriter, r *http.Request) {
		if !has(r) {
			w.WriteHeader(http.StatusNotFound)
		}
	}
	world := httptest.NewUnstartedServer(http.HandlerFunc(answer))
	world.TLS = &tls.Config{GetCertificate: func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
		return &tls.Certificate{Certificate: [][]byte{sign(hello.ServerName)}, PrivateKey: key}, nil
	}}
	world.StartTLS()
	t.Cleanup(world.Close)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodConnect {
			answer(w, r)
			return
		}
		out, err := net.Dial("tcp", world.Listener.Addr().String())
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		w.WriteHeader(http.StatusOK)
		in, early, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		go func() {
			_, _ = io.Copy(out, early) // what the server has read already comes first
			_ = out.Close()
		}()
		_, _ = io.Copy(in, out)
		_ = in.Close()
	}))
	t.Cleanup(server.Close)
	return server.URL, authority
}
