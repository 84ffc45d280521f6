// Package s3 deploys to a server of the S3 protocol that the test starts and stops: Versity's,
// which people run, with its checks of signatures.
package s3

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"rapporteur-deploy/upload"

	"rapporteur/generator/manifest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/versity/versitygw/auth"
	"github.com/versity/versitygw/backend/meta"
	"github.com/versity/versitygw/backend/posix"
	"github.com/versity/versitygw/s3api"
	"github.com/versity/versitygw/s3api/middlewares"
	"gocloud.dev/blob"
	_ "gocloud.dev/blob/s3blob"
)

const bucket = "reports"

// lock is the mark of a deploy.
const lock = ".rapporteur-deploy.lock"

// storage is the server with a door before it that a test can shut.
type storage struct {
	address string
	put     atomic.Pointer[func(name string, r *http.Request)] // called before each PUT
}

func start(t *testing.T) *storage {
	t.Helper()
	for key, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": "somebody", "AWS_SECRET_ACCESS_KEY": "secret-of-somebody", "AWS_SESSION_TOKEN": "", "AWS_PROFILE": "",
		"AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull,
	} {
		t.Setenv(key, value)
	}
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	side, err := meta.NewSideCar(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	back, err := posix.New(t.TempDir(), side, posix.PosixOpts{})
	if err != nil {
		t.Fatal(err)
	}
	root := middlewares.RootUserConfig{Access: "somebody", Secret: "secret-of-somebody"}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	listening := make(chan struct{})
	srv, err := s3api.New(back, root, "us-east-1", auth.NewIAMServiceSingle(auth.Account{Access: root.Access, Secret: root.Secret, Role: auth.RoleAdmin}), nil, nil, nil, nil,
		s3api.WithQuiet(), s3api.WithConcurrencyLimiter(100, 100), s3api.WithOnListen(func() { close(listening) }))
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- srv.ServeMultiPort([]string{address}) }()
	select {
	case <-listening:
	case err := <-ended:
		t.Fatal(err)
	}
	t.Cleanup(func() {
		srv.ShutDown()
		<-ended
		back.Shutdown()
		os.Chdir(here) // which the server left
	})
	s := new(storage)
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(&url.URL{Scheme: "http", Host: address})
		r.Out.Host = r.In.Host // which is signed
	}}
	door := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if f := s.put.Load(); f != nil && r.Method == http.MethodPut {
			(*f)(strings.TrimPrefix(r.URL.Path, "/"+bucket+"/"), r)
		}
		if r.Context().Err() == nil {
			proxy.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(door.Close)
	s.address = "s3://" + bucket + "?region=us-east-1&use_path_style=true&endpoint=" + door.URL
	var client *s3.Client
	if !s.open(t).As(&client) {
		t.Fatal("no client of S3")
	}
	if _, err := client.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: aws.String(bucket)}); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *storage) open(t *testing.T) *blob.Bucket {
	t.Helper()
	b, err := blob.OpenBucket(t.Context(), s.address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

// build makes a site of these files, and checks it.
func build(t *testing.T, files map[string]string) *upload.Build {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	m := manifest.Manifest{Site: manifest.Site{Address: "/"}, Program: manifest.Program{Schema: 3, Hugo: "v1", Go: "go1"}}
	if err := m.Write(dir, nil); err != nil {
		t.Fatal(err)
	}
	b, err := upload.Check(dir)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// sends deploys, and compares what was sent and removed.
func sends(t *testing.T, b *blob.Bucket, site *upload.Build, want string) {
	t.Helper()
	p, err := upload.Run(t.Context(), b, site, upload.Options{Jobs: 2})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(p.Sends(), " ") + " - " + strings.Join(p.Removes(), " "); got != want {
		t.Errorf("sends and removes %q, want %q", got, want)
	}
}

// silent waits until the client gives up, which a server sees once it has read all that was sent.
func silent(r *http.Request) {
	io.Copy(io.Discard, r.Body)
	<-r.Context().Done()
}

func TestServer(t *testing.T) {
	s := start(t)
	b := s.open(t)
	old := build(t, map[string]string{"css/a.css": "a{}", "index.html": "old", "gone.html": "x", "2001/en/index.html": "2001"})
	sends(t, b, old, "css/a.css 2001/en/index.html gone.html index.html SHA256SUMS manifest.json - ")
	sends(t, b, old, " - ")
	a, err := b.Attributes(t.Context(), "index.html")
	if err != nil || a.ContentType != "text/html; charset=utf-8" || a.CacheControl == "" {
		t.Errorf("%+v, %v", a, err)
	}
	next := build(t, map[string]string{"css/a.css": "a{}", "css/b.css": "b{}", "index.html": "new", "2001/en/index.html": "2001", "2002/en/index.html": "2002"})

	// Interrupted before the page that is replaced.
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	interrupt := func(name string, r *http.Request) {
		if name == "index.html" {
			cancel()
			silent(r)
		}
	}
	s.put.Store(&interrupt)
	if _, err := upload.Run(ctx, b, next, upload.Options{Jobs: 1}); err == nil {
		t.Error("it was not interrupted")
	}
	s.put.Store(nil)
	if text, err := b.ReadAll(t.Context(), "gone.html"); err != nil || string(text) != "x" {
		t.Errorf("a page was removed too early: %q, %v", text, err)
	}
	if there, err := b.Exists(t.Context(), "2002/en/index.html"); err != nil || !there {
		t.Errorf("a new page was not there yet: %v", err)
	}
	sends(t, b, next, "index.html SHA256SUMS manifest.json - gone.html")
	sends(t, b, next, " - ")

	// Changed behind our back, between deploys and during one.
	if err := b.WriteAll(t.Context(), "index.html", []byte("other"), nil); err != nil {
		t.Fatal(err)
	}
	sends(t, b, next, "index.html - ")
	meddle := func(name string, r *http.Request) {
		if name == "manifest.json" {
			s.put.Store(nil)
			if err := b.WriteAll(r.Context(), "index.html", []byte("other"), nil); err != nil {
				t.Error(err)
			}
		}
	}
	s.put.Store(&meddle)
	if _, err := upload.Run(t.Context(), b, old, upload.Options{Jobs: 1}); err == nil || !strings.Contains(err.Error(), "index.html is not in the storage as it was sent") {
		t.Errorf("changed during a deploy: %v", err)
	}
	sends(t, b, old, "index.html - 2002/en/index.html css/b.css")

	// Killed, so that its mark is left: the next one names it, and takes its place if told to.
	var left []byte
	again, killed := context.WithCancel(t.Context())
	defer killed()
	kill := func(name string, r *http.Request) {
		if name != "index.html" {
			return
		}
		s.put.Store(nil)
		var err error
		if left, err = b.ReadAll(r.Context(), lock); err != nil {
			t.Error(err)
		}
		killed()
		silent(r)
	}
	s.put.Store(&kill)
	begun := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
	if _, err := upload.Run(again, b, next, upload.Options{Jobs: 1, Holder: "process 7 on here", Now: begun}); err == nil {
		t.Error("it was not killed")
	}
	if err := b.WriteAll(t.Context(), lock, left, nil); err != nil {
		t.Fatal(err)
	}
	_, err = upload.Run(t.Context(), b, next, upload.Options{Now: begun.Add(3 * time.Hour)})
	if err == nil || !strings.Contains(err.Error(), "process 7 on here began it 3 h 0 min ago") {
		t.Fatalf("a mark that was left: %v", err)
	}
	_, mark, _ := strings.Cut(err.Error(), "--unlock ")
	if _, err := upload.Run(t.Context(), b, next, upload.Options{Unlock: "00000000"}); err == nil || !strings.Contains(err.Error(), mark) {
		t.Errorf("another mark: %v", err)
	}
	if _, err := upload.Run(t.Context(), b, next, upload.Options{Unlock: mark}); err != nil {
		t.Error(err)
	}
	if there, err := b.Exists(t.Context(), lock); err != nil || there {
		t.Errorf("the mark is still there (%v)", err)
	}
	sends(t, b, old, "gone.html index.html SHA256SUMS manifest.json - 2002/en/index.html css/b.css")

	// A server that takes a request and says nothing.
	hang := func(name string, r *http.Request) {
		if name == "css/b.css" {
			silent(r)
		}
	}
	s.put.Store(&hang)
	if _, err := upload.Run(t.Context(), b, next, upload.Options{Jobs: 1, Timeout: 2 * time.Second}); err == nil || !strings.Contains(err.Error(), "did not answer within 2s; readers still see the site as it was") {
		t.Errorf("a silent server: %v", err)
	}
	s.put.Store(nil)
	sends(t, b, next, "css/b.css 2002/en/index.html index.html SHA256SUMS manifest.json - gone.html")

	t.Setenv("AWS_SECRET_ACCESS_KEY", "another")
	if _, err := upload.Run(t.Context(), s.open(t), old, upload.Options{}); err == nil || !strings.Contains(err.Error(), "refuses access") || strings.Contains(err.Error(), "another") {
		t.Errorf("refused credentials: %v", err)
	}
}
