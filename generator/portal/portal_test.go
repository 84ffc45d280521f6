package portal

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/html"

	"rapporteur/generator/published"
	"rapporteur/generator/report"
	"rapporteur/generator/site/locale"
)

func date(t testing.TB, s string) report.Date {
	t.Helper()
	d, err := report.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// synthetic is a report of which everything is made up.
func synthetic(t testing.TB, n int) *published.Report {
	symbols := []string{"A/RES/%d/1", "S/RES/%d (2000)", "E/RES/20%02d/5", "A/HRC/RES/%d/2"}
	kind := n % len(symbols)
	symbol := fmt.Sprintf(symbols[kind], 10+n%90)
	langs := []report.Lang{"en", "fr", "ar"}[:1+n%3]
	r := &published.Report{
		Format: 1, Reference: fmt.Sprintf("%d/%d", 60+n%10, n), Title: published.Texts{},
		Mandate:   published.Mandate{Symbol: symbol, Paragraph: "3", Organ: report.OrganOf(symbol)},
		Session:   &published.Session{Number: 60 + n%7, Name: published.Texts{"en": fmt.Sprintf("Session %d", 60+n%8)}},
		Languages: langs, Address: published.Addresses{},
		Search:  &published.Search{Format: 1, Page: published.Addresses{}, Index: published.Addresses{}},
		Program: published.Program{Schema: 3},
	}
	for k, id := range []string{"2007-06-30", "2008-06-30"} {
		e := published.Edition{
			ID: id, State: published.Earlier, AsAt: published.Day{Date: date(t, id)}, Address: published.Addresses{},
			Issued: published.Day{Date: date(t, fmt.Sprintf("2020-%02d-%02d", 1+n%12, 1+k+n%27))}, Requests: 10,
			Statuses: []published.Count{{Status: report.Implemented, N: 4 + n%3}, {Status: report.NoInformation, N: 6 - n%3}},
		}
		if k == 1 {
			e.State = published.Current
		}
		for _, l := range langs {
			e.Address[l] = id + "/" + string(l) + "/"
		}
		r.Editions = append(r.Editions, e)
	}
	for _, l := range langs {
		r.Title[l] = fmt.Sprintf("Report %d in %s", n, l)
		r.Address[l] = string(l) + "/"
		r.Search.Page[l], r.Search.Index[l] = string(l)+"/search/", string(l)+"/search/index/"
	}
	return r
}

const header = `
languages = ["en", "ar"]
title = { en = "All reports", ar = "كل التقارير" }
url = "https://example.org/portal/"
[[topic]]
id = "children"
name = { en = "Children", ar = "الأطفال" }
[[topic]]
id = "water"
name = { en = "Water", ar = "الماء" }
`

func parsed(t testing.TB, text string) *List {
	t.Helper()
	l, err := Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// read reads the reports of a list.
func read(t testing.TB, l *List, o Options) []Reading {
	t.Helper()
	if o.Today.IsZero() {
		o.Today = report.Date{Year: 2026, Month: 11, Day: 28}
	}
	readings, err := Read(t.Context(), l, o)
	if err != nil {
		t.Fatal(err)
	}
	return readings
}

// written writes a portal and returns its files.
func written(t testing.TB, l *List, readings []Reading) map[string]string {
	t.Helper()
	dir := t.TempDir()
	if _, err := Write(dir, dir, l, readings); err != nil {
		t.Fatal(err)
	}
	files := make(map[string]string)
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		files[filepath.ToSlash(rel)] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestThreeHundred reads 300 reports at once, one of which is gone, and looks at each
// page: that it is whole, that its links lead somewhere, and that a second portal of
// the same reports is the same.
func TestThreeHundred(t *testing.T) {
	const n = 300
	var asked atomic.Int32
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		var i int
		if _, err := fmt.Sscanf(r.URL.Path, "/r%d/portal.json", &i); err != nil || i == 17 {
			http.NotFound(w, r)
			return
		}
		// Each takes a while, as a server far away does.
		time.Sleep(20 * time.Millisecond)
		w.Write(synthetic(t, i).JSON())
	}))
	defer srv.Close()
	var list strings.Builder
	list.WriteString(header)
	for i := range n {
		fmt.Fprintf(&list, "[[report]]\nurl = \"%s/r%d\"\n", srv.URL, i)
		switch i % 3 {
		case 0:
			list.WriteString("topics = [\"children\"]\nrepository = \"https://example.org/data\"\n")
		case 1:
			list.WriteString("topics = [\"water\", \"children\"]\n")
		}
	}
	l := parsed(t, list.String())
	begun := time.Now()
	readings := read(t, l, Options{})
	took := time.Since(begun)
	begun = time.Now()
	files := written(t, l, readings)
	t.Logf("300 reports read in %.2f s, and %d files written in %.2f s", took.Seconds(), len(files), time.Since(begun).Seconds())
	if asked.Load() != n {
		t.Errorf("%d requests for %d reports", asked.Load(), n)
	}
	again := written(t, l, read(t, l, Options{Parallel: 3}))
	for name, text := range files {
		if again[name] != text {
			t.Errorf("%s differs the second time", name)
		}
	}
	all := files["en/reports/index.html"]
	if got := strings.Count(all, `<li id="report-`); got != n-1 {
		t.Errorf("%d reports are listed", got)
	}
	if !strings.Contains(all, "/r17/</a></bdi>: there is no portal.json") {
		t.Error("the report that is gone is not named with its reason")
	}
	requests := 0
	for i := range n {
		if i != 17 {
			requests += 4 + i%3
		}
	}
	if want := fmt.Sprintf(`<span class="status-counts__n">%d</span> <span class="status status--implemented">`, requests); !strings.Contains(files["en/index.html"], want) {
		t.Errorf("the front page does not count %d requests as implemented", requests)
	}
	for name, want := range map[string]int{"en/organs/general-assembly/": 75, "en/organs/security-council/": 74, "en/topics/children/": 200, "en/topics/water/": 100, "en/topics/none/": 99} {
		if got := strings.Count(files[name+"index.html"], `<li id="report-`); got != want {
			t.Errorf("%s lists %d reports, want %d", name, got, want)
		}
	}
	pages := 0
	for name, text := range files {
		if path.Ext(name) == ".html" {
			pages++
			lookAt(t, files, name, text)
		}
	}
	if pages < 80 {
		t.Errorf("only %d pages", pages)
	}
	var f feed
	if err := xml.Unmarshal([]byte(files["ar/feed.atom"]), &f); err != nil || len(f.Entries) != newestFed {
		t.Fatalf("the feed: %v, %d entries", err, len(f.Entries))
	}
	ids := make(map[string]bool)
	last := f.Entries[0].Updated
	for _, e := range f.Entries {
		if ids[e.ID] || e.Updated > last || !strings.HasPrefix(e.Link.Href, srv.URL) {
			t.Errorf("%+v after %s", e, last)
		}
		ids[e.ID], last = true, e.Updated
	}
	if f.Updated != f.Entries[0].Updated {
		t.Errorf("the feed is of %s", f.Updated)
	}
}

// A status of a report's own is counted with the one that it is like, and named after it.
func TestOwnStatuses(t *testing.T) {
	p := &inLanguage{lang: "ar", w: locale.New("ar")}
	e := &published.Edition{Statuses: []published.Count{
		{Status: "implemented", N: 2}, {Status: "under-implementation", N: 3},
		{Status: "partly", Like: "under-implementation", Name: published.Texts{"en": "Partly", "fr": "En partie"}, N: 4},
		{Status: "nameless", Like: "not-due", N: 5},
	}}
	got := ""
	for _, c := range p.tallyOf(e, []report.Lang{"fr", "en"}) {
		got += fmt.Sprint(c.Status.Key, " ", c.N)
		for _, own := range c.Own {
			got += fmt.Sprint(" (", own.Status.Name.Text, " ", own.Status.Name.Lang, " ", own.Status.Like, " ", own.N, ")")
		}
		got += "; "
	}
	if want := "status-implemented 2; status-under-implementation 7 (En partie fr under-implementation 4); status-not-due 5 (nameless  not-due 5); "; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if all := tally(e, nil, e); all[1].N != 14 || all[1].Own != nil {
		t.Errorf("over several reports: %+v", all)
	}
}

// lookAt looks for what makes a page unusable: strings that are missing, links of the
// portal that lead nowhere, an id twice, and what only runs as a script.
func lookAt(t *testing.T, files map[string]string, name, text string) {
	t.Helper()
	if strings.Contains(text, "[i18n]") || strings.Contains(text, "ZgotmplZ") || strings.Contains(text, "<no value>") {
		t.Errorf("%s prints what it should not", name)
	}
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	ids := make(map[string]bool)
	headings := 0
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "h1" {
			headings++
		}
		if n.Data == "script" && !strings.HasSuffix(attribute(n, "src"), "/portal.js") {
			t.Errorf("%s runs a script: %v", name, n.Attr)
		}
		if n.Data == "iframe" || n.Data == "object" || n.Data == "img" || n.Data == "base" {
			t.Errorf("%s holds <%s>", name, n.Data)
		}
		for _, a := range n.Attr {
			switch {
			case strings.HasPrefix(a.Key, "on") || a.Key == "style":
				t.Errorf("%s: <%s %s>", name, n.Data, a.Key)
			case a.Key == "id":
				if ids[a.Val] {
					t.Errorf("%s has the id %q twice", name, a.Val)
				}
				ids[a.Val] = true
			case a.Key == "href" || a.Key == "src":
				u, err := url.Parse(a.Val)
				if err != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" {
					t.Errorf("%s leads to %q", name, a.Val)
					continue
				}
				if u.Scheme != "" || u.Path == "" {
					continue
				}
				to := path.Join(path.Dir(name), u.Path)
				if strings.HasSuffix(u.Path, "/") {
					to = path.Join(to, "index.html")
				}
				if _, ok := files[to]; !ok {
					t.Errorf("%s leads to %s, which is not there", name, to)
				}
			}
		}
	}
	if headings != 1 {
		t.Errorf("%s has %d main headings", name, headings)
	}
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// TestHostileTexts writes what a stranger may put in texts as text and nothing else.
func TestHostileTexts(t *testing.T) {
	evil := []string{
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `'-alert(1)-'`, `</title><script>alert(1)</script>`,
		`{{ template "x" }}`, `javascript:alert(1)`, `</script><script>alert(1)</script>`, `&lt;b&gt;`, `]]><script/>`, `${alert(1)}`,
		`<!--`, `[i18n]`,
	}
	var list strings.Builder
	list.WriteString(header)
	dir := t.TempDir()
	for i, s := range evil {
		r := synthetic(t, i)
		r.Reference = s
		r.Title = published.Texts{"en": s, "ar": s}
		r.Session = &published.Session{Number: 5 + i, Name: published.Texts{"en": s}}
		r.Mandate = published.Mandate{Symbol: s, Paragraph: s, Organ: "strange-organ", Title: published.Texts{"fr": s}}
		r.CorrespondsTo = s
		for k := range r.Editions {
			r.Editions[k].Title = published.Texts{"en": s}
		}
		folder := filepath.Join(dir, fmt.Sprint(i))
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, published.File), r.JSON(), 0o644); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&list, "[[report]]\nfolder = '%d'\nurl = \"https://example.org/r%d/\"\n", i, i)
	}
	l := parsed(t, list.String())
	readings := read(t, l, Options{Dir: dir})
	for _, r := range readings {
		if r.Trouble != nil {
			t.Fatalf("%s: %v", r.Name(), r.Trouble)
		}
	}
	files := written(t, l, readings)
	for name, text := range files {
		if path.Ext(name) != ".html" {
			continue
		}
		lookAt(t, files, name, strings.ReplaceAll(text, "[i18n]", ""))
	}
	all := files["en/reports/index.html"]
	for _, s := range evil {
		if !strings.Contains(all, html.EscapeString(s)) && !strings.Contains(html.UnescapeString(all), s) {
			t.Errorf("%s is not shown", s)
		}
	}
	if strings.Contains(files["en/search/reports.json"], "<script") {
		t.Error("the list of the search holds markup")
	}
	if err := xml.Unmarshal([]byte(files["en/feed.atom"]), new(feed)); err != nil {
		t.Error(err)
	}
}

// TestTroubles reads reports of servers that do what they should not.
func TestTroubles(t *testing.T) {
	good := synthetic(t, 1).JSON()
	var busy atomic.Int32
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.Write(good) }))
	defer elsewhere.Close()
	stop := make(chan struct{})
	mux := http.NewServeMux()
	answer := func(path string, f http.HandlerFunc) { mux.HandleFunc("/"+path+"/portal.json", f) }
	text := func(s string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte(s)) }
	}
	redirect := func(to string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", to)
			w.WriteHeader(http.StatusFound)
		}
	}
	answer("good", text(string(good)))
	answer("moved", redirect("/good/portal.json"))
	answer("gone", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) })
	answer("forbidden", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) })
	answer("busy", func(w http.ResponseWriter, _ *http.Request) {
		if busy.Add(1) == 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		w.Write(good)
	})
	answer("down", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
	answer("round", redirect("/round/portal.json"))
	answer("private", redirect(elsewhere.URL+"/good/portal.json"))
	answer("script", redirect("javascript:alert(1)"))
	answer("local", redirect("file:///etc/passwd"))
	answer("named", redirect("http://user:word@example.org/portal.json"))
	answer("nowhere", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusFound) })
	answer("large", func(w http.ResponseWriter, _ *http.Request) {
		for range 2048 {
			w.Write(bytes.Repeat([]byte(" "), 1024))
		}
	})
	answer("bomb", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		for range 64 {
			z.Write(make([]byte, 1<<20))
		}
		z.Close()
	})
	answer("slow", func(w http.ResponseWriter, r *http.Request) {
		for {
			select {
			case <-time.After(50 * time.Millisecond):
				w.Write([]byte(" "))
				w.(http.Flusher).Flush()
			case <-r.Context().Done():
				return
			case <-stop:
				return
			}
		}
	})
	answer("page", text("<!DOCTYPE html><title>Not found</title>"))
	answer("later", text(strings.Replace(string(good), `"format": 1`, `"format": 9`, 1)))
	answer("wrong", text(strings.Replace(string(good), `"en/"`, `"javascript:alert(1)//"`, 1)))
	answer("cut", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", fmt.Sprint(len(good)))
		w.Write(good[:40])
	})
	srv := httptest.NewServer(mux)
	defer srv.Close()
	defer close(stop)
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "odd", published.File), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "empty"), 0o755); err != nil {
		t.Fatal(err)
	}
	cases := []struct{ path, want string }{
		{"good", ""},
		{"moved", ""},
		{"busy", ""},
		{"gone", "portal-trouble-missing"},
		{"absent", "portal-trouble-missing"},
		{"forbidden", "portal-trouble-answer 403"},
		{"down", "portal-trouble-answer 500"},
		{"round", "portal-trouble-redirect"},
		{"private", "portal-trouble-redirect"},
		{"script", "portal-trouble-redirect"},
		{"local", "portal-trouble-redirect"},
		{"named", "portal-trouble-redirect"},
		{"nowhere", "portal-trouble-redirect"},
		{"large", "portal-trouble-size"},
		{"bomb", "portal-trouble-size"},
		{"slow", "portal-trouble-time 1"},
		{"page", "portal-trouble-file"},
		{"later", "portal-trouble-format 9"},
		{"wrong", "portal-trouble-content address.en"},
		{"cut", "portal-trouble-address"},
	}
	var list strings.Builder
	list.WriteString(header)
	for _, c := range cases {
		fmt.Fprintf(&list, "[[report]]\nurl = %q\n", srv.URL+"/"+c.path)
	}
	for _, name := range []string{"odd", "empty", "none"} {
		fmt.Fprintf(&list, "[[report]]\nfolder = %q\n", name)
	}
	list.WriteString("[[report]]\nurl = \"http://127.0.0.1:1/\"\n")
	l := parsed(t, list.String())
	readings := read(t, l, Options{Dir: dir, Timeout: time.Second})
	told := func(r Reading) string {
		if r.Trouble == nil {
			return ""
		}
		s := r.Trouble.Key
		for i := 1; i < len(r.Trouble.Args); i += 2 {
			s += fmt.Sprint(" ", r.Trouble.Args[i])
		}
		return s
	}
	for i, c := range cases {
		if got := told(readings[i]); got != c.want || (readings[i].Report == nil) != (c.want != "") {
			t.Errorf("%s: %s (%v), want %s", c.path, got, readings[i].Trouble, c.want)
		}
	}
	if got := readings[1].Base; got != srv.URL+"/good/" {
		t.Errorf("the report that moved is at %s", got)
	}
	for i, want := range []string{"portal-trouble-folder", "portal-trouble-missing", "portal-trouble-folder", "portal-trouble-address"} {
		r := readings[len(cases)+i]
		if got := told(r); got != want {
			t.Errorf("%s: %s (%v), want %s", r.Name(), got, r.Trouble, want)
		}
	}
	// Each is told in each language.
	files := written(t, l, readings)
	for _, lang := range []string{"en", "ar"} {
		page := files[lang+"/reports/index.html"]
		lookAt(t, files, lang+"/reports/index.html", page)
		if got := strings.Count(page, `<li><bdi dir="ltr">`); got != len(readings)-3 {
			t.Errorf("%s: %d reports are told not to be readable", lang, got)
		}
	}
}

// TestPublicOnly refuses networks that nobody outside can reach.
func TestPublicOnly(t *testing.T) {
	for _, s := range []string{"127.0.0.1:80", "10.0.0.1:443", "192.168.1.1:80", "172.16.0.9:80", "169.254.169.254:80", "[::1]:80", "[fe80::1]:80", "[fd00::1]:80", "0.0.0.0:80", "[::ffff:10.0.0.1]:80", "224.0.0.1:80"} {
		if publicOnly("tcp", s, nil) == nil {
			t.Errorf("a redirect may lead to %s", s)
		}
	}
	for _, s := range []string{"93.184.216.34:443", "[2606:2800:220:1::1]:443"} {
		if err := publicOnly("tcp", s, nil); err != nil {
			t.Errorf("%s: %v", s, err)
		}
	}
}

// TestCopies uses the last known copy of what cannot be read, marked with its day, and
// no copy of anything else.
func TestCopies(t *testing.T) {
	var broken atomic.Bool
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if broken.Load() {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		w.Write(synthetic(t, 2).JSON())
	}))
	defer srv.Close()
	l := parsed(t, header+fmt.Sprintf("[[report]]\nurl = \"%s/a\"\n", srv.URL))
	o := Options{Cache: filepath.Join(t.TempDir(), "cache"), Today: date(t, "2026-11-20"), Timeout: 5 * time.Second}
	if r := read(t, l, o)[0]; r.Trouble != nil || !r.CopyOf.IsZero() {
		t.Fatalf("%+v", r)
	}
	broken.Store(true)
	o.Today = date(t, "2026-11-28")
	readings := read(t, l, o)
	r := readings[0]
	if r.Trouble == nil || r.Report == nil || r.CopyOf != date(t, "2026-11-20") || r.Base != srv.URL+"/a/" {
		t.Fatalf("%+v", r)
	}
	page := written(t, l, readings)["en/reports/index.html"]
	if want := "The site could not be read (the server answered 502). This is what it said on 20 November 2026."; !strings.Contains(strings.ReplaceAll(page, "\u00a0", " "), want) {
		t.Errorf("the copy is not marked with %q", want)
	}
	// Another report has no copy, and what is in the cache is looked at again.
	other := parsed(t, header+fmt.Sprintf("[[report]]\nurl = \"%s/b\"\n", srv.URL))
	if r := read(t, other, o)[0]; r.Report != nil {
		t.Errorf("%+v", r)
	}
	names, err := filepath.Glob(filepath.Join(o.Cache, "*"))
	if err != nil || len(names) != 1 {
		t.Fatalf("%v %v", names, err)
	}
	for _, damage := range []string{"", "{", `{"name":"x"}`, "null"} {
		if err := os.WriteFile(names[0], []byte(damage), 0o644); err != nil {
			t.Fatal(err)
		}
		if r := read(t, l, o)[0]; r.Report != nil || r.Trouble == nil {
			t.Errorf("%q is used as a copy", damage)
		}
	}
}

// TestFolders links the sites of folders by their url or by their place.
func TestFolders(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a b", "c"} {
		if err := os.MkdirAll(filepath.Join(dir, "sites", name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "sites", name, published.File), synthetic(t, len(name)).JSON(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	l := parsed(t, header+"[[report]]\nfolder = \"sites/a b\"\n[[report]]\nfolder = \"sites/c\"\nurl = \"../c\"\n")
	readings := read(t, l, Options{Dir: dir})
	out := t.TempDir()
	if _, err := Write(out, filepath.Join(dir, "portal"), l, readings); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(out, "en", "reports", "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`href="../../../sites/a%20b/en/"`, `href="../../../c/en/"`} {
		if !bytes.Contains(b, []byte(want)) {
			t.Errorf("no %s among %v", want, regexp.MustCompile(`href="[^"]*"`).FindAllString(string(b), -1))
		}
	}
	f, err := os.ReadFile(filepath.Join(out, "en", "feed.atom"))
	if err != nil || !bytes.Contains(f, []byte(`href="https://example.org/c/2008-06-30/en/"`)) {
		t.Errorf("%v\n%s", err, f)
	}
}

func TestResolve(t *testing.T) {
	for _, c := range [][3]string{
		{"https://example.org/portal/", "a/", "https://example.org/portal/a/"},
		{"https://example.org/portal/", "../a/", "https://example.org/a/"},
		{"https://example.org/x/portal/", "../../a/", "https://example.org/a/"},
		{"https://example.org/", "../../a/", "https://example.org/a/"},
	} {
		if got := resolve(c[0], c[1]); got != c[2] {
			t.Errorf("%s from %s: %s, want %s", c[1], c[0], got, c[2])
		}
	}
}

// TestParse names all that is wrong with a list.
func TestParse(t *testing.T) {
	l := parsed(t, header+"[[report]]\nurl = \"https://example.org/A\"\nrepository = \"https://example.org/r\"\ntopics = [\"water\"]\n")
	if e := l.Reports[0]; e.URL != "https://example.org/A/" || e.Repository != "https://example.org/r" || !slices.Equal(e.Topics, []string{"water"}) || l.Topics[1].Name.Ar != "الماء" {
		t.Errorf("%+v", l)
	}
	for text, want := range map[string]string{
		`languages = ["en"]`: "title.en is missing",
		`title.en = "x"`:     "languages is missing",
		"languages = [\"en\", \"de\"]\ntitle.en = \"x\"":                        `"de" is none of`,
		"languages = [\"en\", \"en\"]\ntitle.en = \"x\"":                        "en is there twice",
		"languages = [\"en\"]\ntitle = { en = \"x\", fr = \"y\" }":              "title.fr is in no language",
		header + "[[topic]]\nid = \"water\"\nname = { en = \"W\", ar = \"W\" }": "topic 3: water is the id of another",
		header + "[[topic]]\nid = \"../x\"\nname = { en = \"W\", ar = \"W\" }":  "is not made of small letters",
		header + "[[topic]]\nid = \"x\"\nname = { en = \"W\" }":                 "topic 3: name.ar is missing",
		header + "[[report]]\n":                                                                          "report 1: it has neither url nor folder",
		header + "[[report]]\nurl = \"example.org\"":                                                     "is not an address such as",
		header + "[[report]]\nurl = \"javascript:alert(1)\"":                                             "is not an address such as",
		header + "[[report]]\nurl = \"file:///etc/\"":                                                    "is not an address such as",
		header + "[[report]]\nurl = \"https://a:b@example.org/\"":                                        "holds more than a site’s address",
		header + "[[report]]\nurl = \"https://example.org/?a\"":                                          "holds more than a site’s address",
		header + "[[report]]\nurl = \"https://example.org/#a\"":                                          "holds more than a site’s address",
		header + "[[report]]\nfolder = \"x\"\nurl = \"javascript:x\"":                                    "is neither an address nor a path",
		header + "[[report]]\nfolder = \"x\"\nurl = \"//example.org/\"":                                  "is neither an address nor a path",
		header + "[[report]]\nurl = \"https://example.org/\"\nrepository = \"git@example.org:x\"":        "repository",
		header + "[[report]]\nurl = \"https://example.org/\"\ntopics = [\"air\"]":                        `there is no topic "air"`,
		header + "[[report]]\nurl = \"https://example.org\"\n[[report]]\nurl = \"https://example.org/\"": "report 2 (https://example.org/): it is the same as report 1",
		header + "[[report]]\nurl = \"https://example.org/\"\nname = \"x\"":                              "line 13: the key report.name means nothing here",
		header + "[[report]]\nurl = 1":                                                                   "line 12: report.url cannot be an integer; a string belongs there",
		header + "[[report]\n":                                                                           "line 11: expected",
	} {
		if _, err := Parse([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s\n%v, want …%s…", text, err, want)
		}
	}
}

func TestCompareNatural(t *testing.T) {
	got := []string{"A/RES/62/172", "A/RES/9/1", "A/RES/62/9", "S/RES/1325 (2000)", "A/RES/009/2", "A"}
	slices.SortFunc(got, compareNatural)
	if want := []string{"A", "A/RES/9/1", "A/RES/009/2", "A/RES/62/9", "A/RES/62/172", "S/RES/1325 (2000)"}; !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}
