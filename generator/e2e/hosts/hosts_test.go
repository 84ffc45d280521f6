// Package hosts runs the configurations of docs/deploy.md in the servers that they are for.
package hosts

import (
	"bytes"
	"compress/gzip"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"rapporteur/generator/e2e"
)

func TestMain(m *testing.M) { os.Exit(e2e.Main(m)) }

// block is the fenced block of a language in docs/deploy.md.
func block(t *testing.T, lang string, n int) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(e2e.Root(t), "docs", "deploy.md"))
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile("(?s)```"+lang+"\n(.*?)```").FindAllStringSubmatch(string(b), -1)
	if len(found) <= n {
		t.Fatalf("docs/deploy.md has no such block of %s", lang)
	}
	return found[n][1]
}

// tool is the path of a program; without it the test steps aside, unless it must not.
func tool(t *testing.T, name string) string {
	t.Helper()
	for _, at := range []string{name, "/usr/sbin/" + name} {
		if path, err := exec.LookPath(at); err == nil {
			return path
		}
	}
	if os.Getenv("RAPPORTEUR_HOSTS") == "required" {
		t.Fatalf("%s is missing", name)
	}
	t.Skipf("%s is missing", name)
	return ""
}

// lay copies a site into a folder report, with a file of each kind that it has not.
func lay(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	site := filepath.Join(dir, "report")
	if err := os.CopyFS(site, os.DirFS(e2e.Compressed(t))); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"x.wasm": "\x00asm", ".well-known/security.txt": "s"} {
		file := filepath.Join(site, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// start runs a server until the test ends, and waits until it answers.
func start(t *testing.T, cmd *exec.Cmd, address string) {
	t.Helper()
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { cmd.Wait(); close(ended) }()
	t.Cleanup(func() { cmd.Process.Kill(); <-ended })
	if !e2e.Until(t, func() bool {
		select {
		case <-ended:
			return true
		default:
		}
		c, err := net.Dial("tcp", address)
		if err == nil {
			c.Close()
		}
		return err == nil
	}) {
		t.Fatal("the server does not answer")
	}
	select {
	case <-ended:
		t.Fatalf("the server ended: %s", said.String())
	default:
	}
}

func free(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func TestNginx(t *testing.T) {
	path, dir, address, temp := tool(t, "nginx"), lay(t), free(t), t.TempDir()
	module := "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"
	_, err := os.Stat(module)
	brotli, text := err == nil, block(t, "nginx", 0)
	conf := ""
	if brotli {
		conf = "load_module " + module + ";\n"
		text = strings.Replace(text, "gzip_static on;", "gzip_static on; brotli_static on;", 1)
	}
	conf += "daemon off; master_process off; pid " + temp + "/pid; error_log stderr; events {}\nhttp { access_log off;\n"
	for _, kind := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		conf += kind + "_temp_path " + temp + "/" + kind + ";\n"
	}
	conf += strings.NewReplacer("127.0.0.1:8080", address, "root /srv;", "root "+dir+";").Replace(text) + "}\n"
	file := filepath.Join(temp, "nginx.conf")
	if err := os.WriteFile(file, []byte(conf), 0o644); err != nil {
		t.Fatal(err)
	}
	start(t, exec.Command(path, "-p", temp, "-e", "stderr", "-c", file), address)
	served(t, dir, address, brotli)
}

func TestCaddy(t *testing.T) {
	path, dir, address, temp := tool(t, "caddy"), lay(t), free(t), t.TempDir()
	conf := "{\n\tadmin off\n\tauto_https off\n}\n" +
		strings.NewReplacer("127.0.0.1:8080", address, "root * /srv", "root * "+dir).Replace(block(t, "caddy", 0))
	file := filepath.Join(temp, "Caddyfile")
	if err := os.WriteFile(file, []byte(conf), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, "run", "--config", file, "--adapter", "caddyfile")
	cmd.Env = append(os.Environ(), "HOME="+temp, "XDG_DATA_HOME="+temp, "XDG_CONFIG_HOME="+temp)
	start(t, cmd, address)
	served(t, dir, address, true)
}

// served asks a server for what every site needs; with brotli it sends files of that kind.
func served(t *testing.T, dir, address string, brotli bool) {
	t.Helper()
	client := &http.Client{
		Transport:     &http.Transport{DisableCompression: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	get := func(name string, headers ...string) (*http.Response, string) {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+"/report/"+name, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(headers); i += 2 {
			r.Header.Set(headers[i], headers[i+1])
		}
		a, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer a.Body.Close()
		b, err := io.ReadAll(a.Body)
		if err != nil {
			t.Fatal(err)
		}
		return a, string(b)
	}
	first := func(pattern string) string {
		t.Helper()
		found, err := filepath.Glob(filepath.Join(dir, "report", pattern))
		if err != nil || len(found) == 0 {
			t.Fatalf("the site has no %s", pattern)
		}
		rel, err := filepath.Rel(filepath.Join(dir, "report"), found[0])
		if err != nil {
			t.Fatal(err)
		}
		return filepath.ToSlash(rel)
	}
	data := first("*/data/*.csv")
	edition, _, _ := strings.Cut(data, "/")
	const short, hour = "public, max-age=60, must-revalidate", "public, max-age=3600"
	issued := short
	if edition[0] >= '0' && edition[0] <= '9' {
		issued = hour
	}
	for name, want := range map[string][2]string{
		"":                    {"text/html; charset=utf-8", short},
		edition + "/":         {"text/html; charset=utf-8", issued},
		data:                  {"text/csv; charset=utf-8", issued},
		first("css/*.css"):    {"text/css; charset=utf-8", "public, max-age=31536000, immutable"},
		first("*/*/feed.xml"): {"application/atom+xml; charset=utf-8", short},
		"manifest.json":       {"application/json", short},
		"x.wasm":              {"application/wasm", short},
	} {
		a, _ := get(name)
		if a.StatusCode != http.StatusOK || a.Header.Get("Content-Type") != want[0] || a.Header.Get("Cache-Control") != want[1] {
			t.Errorf("%q: %s, %q, %q; want %q", name, a.Status, a.Header.Get("Content-Type"), a.Header.Get("Cache-Control"), want)
		}
		tag := a.Header.Get("Etag")
		if again, _ := get(name, "If-None-Match", tag); tag == "" || again.StatusCode != http.StatusNotModified {
			t.Errorf("%q with ETag %q again: %s", name, tag, again.Status)
		}
	}
	said, err := os.ReadFile(filepath.Join(dir, "report", "_headers"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"", "missing/"} {
		a, _ := get(name)
		for line := range strings.Lines(string(said)) {
			if key, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && a.Header.Get(key) != value {
				t.Errorf("%q has %s: %q; _headers says %q", name, key, a.Header.Get(key), value)
			}
		}
	}
	none, err := os.ReadFile(filepath.Join(dir, "report", "404.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"missing/", "css/" + strings.Repeat("x", 3) + "." + strings.Repeat("0", 64) + ".css", ".rapporteur", ".git/config", "_headers", "_redirects"} {
		a, text := get(name)
		if a.StatusCode != http.StatusNotFound || text != string(none) || a.Header.Get("Cache-Control") != short || !strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") {
			t.Errorf("%q: %s, %q, %.40q", name, a.Status, a.Header, text)
		}
	}
	if a, _ := get(".well-known/security.txt"); a.StatusCode != http.StatusOK {
		t.Errorf(".well-known is not served: %s", a.Status)
	}
	folder := first("*/index.html")
	folder = strings.TrimSuffix(folder, "/index.html")
	if a, _ := get(folder); a.StatusCode/100 != 3 || !strings.HasSuffix(a.Header.Get("Location"), folder+"/") {
		t.Errorf("%q: %s, %q", folder, a.Status, a.Header.Get("Location"))
	}
	// What the build has compressed is sent as it is, what it has not is compressed then.
	suffixes := map[string]string{"gzip": ".gz", "br": ".br"}
	if !brotli {
		delete(suffixes, "br")
	}
	for encoding, suffix := range suffixes {
		for _, name := range []string{"index.html", "en/index.html", first("css/*.css"), first("*/data/*.json")} {
			packed, err := os.ReadFile(filepath.Join(dir, "report", name+suffix))
			if err != nil {
				t.Fatal(err)
			}
			plain, _ := get(strings.TrimSuffix(name, "index.html"))
			a, text := get(strings.TrimSuffix(name, "index.html"), "Accept-Encoding", encoding)
			if text != string(packed) || a.Header.Get("Content-Encoding") != encoding || !strings.Contains(a.Header.Get("Vary"), "Accept-Encoding") ||
				a.Header.Get("Content-Type") != plain.Header.Get("Content-Type") || a.Header.Get("Cache-Control") != plain.Header.Get("Cache-Control") {
				t.Errorf("%s as %s is not %[1]s%s: %v", name, encoding, suffix, a.Header)
			}
		}
	}
	a, text := get("manifest.json", "Accept-Encoding", "gzip")
	r, err := gzip.NewReader(strings.NewReader(text))
	if err != nil {
		t.Fatalf("manifest.json is not compressed: %v, %v", err, a.Header)
	}
	want, err := os.ReadFile(filepath.Join(dir, "report", "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(r); err != nil || !bytes.Equal(b, want) {
		t.Errorf("manifest.json: %v, %.60q, %v", a.Header, b, err)
	}
}

// The script sends what changed alone, and readers see one site or the other.
func TestRsync(t *testing.T) {
	tool(t, "rsync")
	temp := t.TempDir()
	write := func(name, text string, mode os.FileMode) {
		t.Helper()
		file := filepath.Join(temp, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
	}
	// The other host is this one.
	write("bin/ssh", "#!/bin/sh\nshift\nexec sh -c \"$*\"\n", 0o755)
	sites := filepath.Join(temp, "sites")
	script := strings.Replace(block(t, "sh", 1), "sites=/srv/sites", "sites="+sites, 1)
	send := func() {
		t.Helper()
		if err := os.MkdirAll(sites, 0o755); err != nil {
			t.Fatal(err)
		}
		cmd := exec.CommandContext(t.Context(), "sh", "-euc", script)
		cmd.Dir, cmd.Env = temp, append(os.Environ(), "PATH="+temp+"/bin:"+os.Getenv("PATH"), "RSYNC_RSH="+temp+"/bin/ssh")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	file := func(name string) os.FileInfo {
		t.Helper()
		info, err := os.Stat(filepath.Join(sites, name))
		if err != nil {
			t.Fatal(err)
		}
		return info
	}
	write("public/manifest.json", "1", 0o644)
	write("public/same.html", "same", 0o644)
	write("public/page.html", "old", 0o644)
	write("public/.rapporteur", "ours", 0o644)
	send()
	before, first := file("current/same.html"), file("current/page.html")
	old, err := os.Readlink(filepath.Join(sites, "current"))
	if err != nil {
		t.Fatal(err)
	}
	write("public/manifest.json", "2", 0o644)
	write("public/same.html", "same", 0o644)
	write("public/page.html", "new", 0o644)
	send()
	send() // a repetition
	if !os.SameFile(before, file("current/same.html")) {
		t.Error("what did not change is stored twice")
	}
	if text, err := os.ReadFile(filepath.Join(sites, "current", "page.html")); err != nil || string(text) != "new" || !os.SameFile(first, file(old+"/page.html")) {
		t.Errorf("%q, %v", text, err)
	}
	if _, err := os.Stat(filepath.Join(sites, "current", ".rapporteur")); !os.IsNotExist(err) {
		t.Errorf("the program's own files are sent: %v", err)
	}
	if left, err := filepath.Glob(filepath.Join(sites, "*")); err != nil || len(left) != 3 {
		t.Errorf("%v, %v", left, err)
	}
}
