package pages

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"rapporteur/generator/e2e"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// htmlPage is what the checks want to know of a page.
type htmlPage struct {
	file       string // from the root of the site: "fr/report/index.html"
	lang, dir  string
	edition    string   // id of the edition that it shows; empty for pages of none
	about      []string // what it says of itself in JSON-LD
	titles     []string
	h1         int
	canonical  []string
	moved      string // where a short page leads on to
	robots     string
	alternates map[string]string // hreflang to href
	ids        map[string]int
	links      []string // href, src, srcset and the like as written, outside alternates and canonical
	folders    []string // that scripts of the page read from: the index of the search
	mainLinks  []string // those in <main>
	main       string   // bytes of <main>
	text       string   // of the whole page
	faults     []string // what is wrong whatever the other pages are

	sourceFaults []string       // numbers without a source line
	sourced      map[string]int // what has to have one, by kind
	unsourced    bool           // a line says that no source is given
}

// sitesRead are the sites that were parsed, by folder. Several tests look at the real
// site and at the kitchen sink.
var sitesRead struct {
	mu    sync.Mutex
	pages map[string]func() map[string]*htmlPage
}

// readSite parses every page of a site, by file name. Tests only read what it returns.
func readSite(t *testing.T, dir string) map[string]*htmlPage {
	t.Helper()
	sitesRead.mu.Lock()
	read := sitesRead.pages[dir]
	if read == nil {
		if sitesRead.pages == nil {
			sitesRead.pages = make(map[string]func() map[string]*htmlPage)
		}
		files := filesOf(t, dir)
		read = sync.OnceValue(func() map[string]*htmlPage { return parseSite(dir, files) })
		sitesRead.pages[dir] = read
	}
	sitesRead.mu.Unlock()
	return read()
}

// filesOf returns the pages of a site: "fr/report/index.html".
func filesOf(t *testing.T, dir string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(name) == ".html" {
			rel, _ := filepath.Rel(dir, name)
			files = append(files, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func parseSite(dir string, files []string) map[string]*htmlPage {
	pages := make([]*htmlPage, len(files))
	var wg sync.WaitGroup
	limit := make(chan struct{}, 4)
	for i, name := range files {
		wg.Go(func() {
			limit <- struct{}{}
			defer func() { <-limit }()
			pages[i] = readPage(filepath.Join(dir, filepath.FromSlash(name)), name)
		})
	}
	wg.Wait()
	site := map[string]*htmlPage{}
	for _, p := range pages {
		site[p.file] = p
	}
	return site
}

func readPage(name, rel string) *htmlPage {
	p := &htmlPage{file: rel, alternates: map[string]string{}, ids: map[string]int{}}
	data, err := os.ReadFile(name)
	if err != nil {
		p.fault("%v", err)
		return p
	}
	if !strings.HasPrefix(strings.ToLower(string(data[:min(len(data), 15)])), "<!doctype html>") {
		p.fault("does not begin with <!doctype html>")
	}
	doc, err := html.Parse(strings.NewReader(string(data)))
	if err != nil {
		p.fault("%v", err)
		return p
	}
	if i, j := strings.Index(string(data), "<main"), strings.LastIndex(string(data), "</main>"); i >= 0 && j > i {
		p.main = string(data[i:j])
	}
	var text strings.Builder
	p.visit(doc, false, &text)
	p.text = text.String()
	p.sourced = make(map[string]int)
	p.unsourced = within(doc, func(n *html.Node) bool { return classed(n, "source-line--none") })
	p.sourceFaults = sourceFaults(doc, strings.HasSuffix(rel, "/sources/index.html"), p.sourced)
	return p
}

func (p *htmlPage) fault(format string, args ...any) {
	p.faults = append(p.faults, fmt.Sprintf(format, args...))
}

func attribute(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

func (p *htmlPage) visit(n *html.Node, inMain bool, text *strings.Builder) {
	if n.Type == html.TextNode {
		text.WriteString(n.Data)
	}
	if n.Type == html.ElementNode {
		inMain = inMain || n.DataAtom == atom.Main
		p.element(n, inMain)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.visit(c, inMain, text)
	}
}

func (p *htmlPage) element(n *html.Node, inMain bool) {
	for _, a := range n.Attr {
		switch {
		case a.Key == "style":
			p.fault("<%s> has a style attribute", n.Data)
		case strings.HasPrefix(a.Key, "on"):
			p.fault("<%s> has the inline script %s", n.Data, a.Key)
		case a.Key == "id":
			p.ids[a.Val]++
			if strings.TrimSpace(a.Val) == "" {
				p.fault("<%s> has an empty id", n.Data)
			}
		case strings.Contains(a.Val, "ZgotmplZ"), strings.Contains(a.Val, "%!"):
			p.fault("<%s %s> holds %q", n.Data, a.Key, a.Val)
		}
	}
	switch n.DataAtom {
	case atom.Html:
		p.lang, _ = attribute(n, "lang")
		p.dir, _ = attribute(n, "dir")
		p.edition, _ = attribute(n, "data-edition")
	case atom.Title:
		if n.Namespace == "" && n.FirstChild != nil {
			p.titles = append(p.titles, n.FirstChild.Data)
		}
	case atom.H1:
		p.h1++
	case atom.H2, atom.H3, atom.H4:
		// Nothing was found to be shown below it.
		if (n.Parent.DataAtom == atom.Section || n.Parent.DataAtom == atom.Article) && !followed(n) {
			p.fault("has the heading %q with nothing below it", textOf(n))
		}
	case atom.Table:
		if !within(n, func(x *html.Node) bool { return x.DataAtom == atom.Tr && x.Parent.DataAtom == atom.Tbody }) {
			p.fault("has a table without rows")
		}
	case atom.Ul, atom.Ol, atom.Dl:
		// A script fills one that has an id.
		if _, ok := attribute(n, "id"); !ok && !within(n, func(x *html.Node) bool { return x.Type == html.ElementNode }) {
			p.fault("has a list without entries")
		}
	case atom.Script:
		if typ, _ := attribute(n, "type"); typ == "application/ld+json" && n.FirstChild != nil {
			p.about = append(p.about, n.FirstChild.Data)
		} else if _, ok := attribute(n, "src"); !ok {
			p.fault("has an inline script")
		}
	case atom.Style:
		p.fault("has an inline <style>")
	case atom.Meta:
		if name, _ := attribute(n, "name"); name == "robots" {
			p.robots, _ = attribute(n, "content")
		}
	}
	if n.DataAtom == atom.Link {
		rel, _ := attribute(n, "rel")
		href, _ := attribute(n, "href")
		switch rel {
		case "canonical":
			p.canonical = append(p.canonical, href)
			return
		case "alternate":
			if l, ok := attribute(n, "hreflang"); ok {
				p.alternates[l] = href
				return
			}
		}
	}
	if v, ok := attribute(n, "data-index"); ok {
		p.folders = append(p.folders, v)
	}
	if v, ok := attribute(n, "srcset"); ok {
		for candidate := range strings.SplitSeq(v, ",") {
			p.links = append(p.links, strings.Fields(candidate)[0])
		}
	}
	// The page of components shows such a link, and leads nowhere.
	if _, ok := attribute(n, "data-default"); ok && p.lang != "mul" && path.Base(path.Dir(p.file)) != "components" {
		p.moved, _ = attribute(n, "href")
	}
	for _, key := range []string{"href", "src", "action", "poster", "data-root"} {
		v, ok := attribute(n, key)
		if !ok {
			continue
		}
		if n.DataAtom != atom.A && strings.Contains(v, "//") {
			p.fault("<%s> loads %s from elsewhere", n.Data, v)
		}
		p.links = append(p.links, v)
		if inMain {
			p.mainLinks = append(p.mainLinks, v)
		}
	}
}

// followed reports whether an element comes after another in its parent.
func followed(n *html.Node) bool {
	for s := n.NextSibling; s != nil; s = s.NextSibling {
		if s.Type == html.ElementNode {
			return true
		}
	}
	return false
}

var cssURL = regexp.MustCompile(`url\(["']?([^"')]+)["']?\)`)

// checkSite returns what is wrong with a site that was written to dir for the
// address base. Every fault names its page.
func checkSite(dir, base string, site map[string]*htmlPage) []string {
	var faults []string
	u, err := url.Parse(base)
	if err != nil {
		return []string{err.Error()}
	}
	files := map[string]bool{}
	err = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(dir, name)
		files[filepath.ToSlash(rel)] = err == nil && !d.IsDir()
		return err
	})
	if err != nil {
		return []string{err.Error()}
	}
	for _, file := range slices.Sorted(maps.Keys(files)) {
		if path.Ext(file) != ".css" {
			continue
		}
		sheet, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(file)))
		if err != nil {
			return []string{err.Error()}
		}
		for _, m := range cssURL.FindAllStringSubmatch(string(sheet), -1) {
			if !strings.HasPrefix(m[1], "data:") && target(u, file, m[1], files) == "" {
				faults = append(faults, fmt.Sprintf("%s loads %s, which is not there", file, m[1]))
			}
		}
	}
	titled := map[[3]string]string{}
	for _, file := range slices.Sorted(maps.Keys(site)) {
		p := site[file]
		if v, l := e2e.Place(file); l != "" {
			key := [3]string{v, l, strings.Join(p.titles, "")}
			if other := titled[key]; other != "" && !strings.Contains(p.main, `class="gateway__message"`) {
				faults = append(faults, fmt.Sprintf("%s: has the title %q, as %s", file, key[2], other))
			}
			titled[key] = file
		}
		for _, f := range p.faults {
			faults = append(faults, file+": "+f)
		}
		for _, f := range p.check(u, files, site) {
			faults = append(faults, file+": "+f)
		}
	}
	return faults
}

func (p *htmlPage) check(base *url.URL, files map[string]bool, site map[string]*htmlPage) (faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if len(p.titles) != 1 || strings.TrimSpace(strings.Join(p.titles, "")) == "" {
		fault("has %d titles: %q", len(p.titles), p.titles)
	}
	if p.h1 != 1 {
		fault("has %d h1", p.h1)
	}
	for id, n := range p.ids {
		if n > 1 {
			fault("has the id %q %d times", id, n)
		}
	}
	version, lang := e2e.Place(p.file)
	for _, about := range p.about {
		var doc struct {
			Context string `json:"@context"`
			Graph   []struct {
				Type string `json:"@type"`
			} `json:"@graph"`
		}
		if err := json.Unmarshal([]byte(about), &doc); err != nil || doc.Context != "https://schema.org" || len(doc.Graph) == 0 || doc.Graph[0].Type == "" {
			fault("says of itself in JSON-LD %s (%v)", about, err)
		}
	}
	// A short page that leads on says nothing of itself: the page that it leads to does.
	if want := map[bool]int{p.moved == "": 1}[true]; p.edition != "" && len(p.about) != want {
		fault("describes itself %d times in JSON-LD", len(p.about))
	}
	// What is left of a withdrawn edition says that it was withdrawn, and no more; what the
	// current edition lacks, where it is.
	withdrawn := lang != "" && version != "draft" && strings.Contains(p.main, `class="gateway__message"`)
	if withdrawn && !strings.Contains(p.robots, "noindex") {
		fault("is of a withdrawn edition, and has the robots rule %q", p.robots)
	}
	// A data file of an issued edition is at the address of its content.
	moved := lang != "" && p.moved != ""
	if lang != "" && !withdrawn && !moved {
		if p.lang != lang {
			fault("says lang=%q", p.lang)
		}
		if want := map[bool]string{true: "rtl", false: "ltr"}[lang == "ar"]; p.dir != want {
			fault("says dir=%q, want %q", p.dir, want)
		}
		notice := map[string]string{
			"fr": "ce n’est pas un document officiel", "en": "not an official united nations document",
			"es": "no es un documento oficial", "ru": "не является официальным документом",
			"ar": "ليست وثيقة رسمية", "zh": "并非联合国正式文件",
		}[lang]
		if !strings.Contains(strings.ToLower(p.text), notice) {
			fault("does not say that it is no official document")
		}
		if len(p.canonical) != 1 {
			fault("has %d canonical links", len(p.canonical))
		}
		if p.alternates["x-default"] == "" || p.alternates[lang] == "" {
			fault("has the alternates %v", p.alternates)
		}
		for _, href := range p.alternates {
			if f := target(base, p.file, href, files); f == "" {
				fault("has the alternate %s, which is not there", href)
			}
		}
		// The page of components shows values out of their context, the search holds nothing
		// itself, and the lines of files that differ are said in words elsewhere.
		if hidden := version == "draft" || slices.Contains([]string{"components", "search", "source"}, path.Base(path.Dir(p.file))); hidden != strings.Contains(p.robots, "noindex") {
			fault("has the robots rule %q", p.robots)
		}
	}
	for _, href := range p.canonical {
		f := target(base, p.file, href, files)
		switch {
		case f == "":
			fault("has the canonical address %s, which is not there", href)
		case version == "current" && f != p.file:
			fault("is current, and canonical to %s", f)
		}
	}
	for _, href := range p.links {
		ref, err := url.Parse(href)
		if err != nil {
			fault("has the link %q: %v", href, err)
			continue
		}
		if ref.IsAbs() && ref.Host != base.Host || ref.Scheme == "mailto" {
			continue
		}
		f := target(base, p.file, href, files)
		if f == "" {
			fault("has the dead link %s", href)
			continue
		}
		if at := site[f]; at != nil && at.moved != "" {
			f = target(base, f, at.moved, files)
		}
		if ref.Fragment != "" && (site[f] == nil || site[f].ids[ref.Fragment] == 0) {
			fault("has the link %s, whose fragment is not there", href)
		}
	}
	for _, href := range p.folders {
		at := path.Join(path.Dir(p.file), href) + "/"
		if path.Base(path.Dir(p.file)) == "components" {
			continue // a specimen
		}
		if !slices.ContainsFunc(slices.Collect(maps.Keys(files)), func(name string) bool { return files[name] && strings.HasPrefix(name, at) }) {
			fault("asks for files in %s, where there is none", at)
		}
	}
	if lang != "" && !withdrawn && !moved {
		for _, href := range p.mainLinks {
			ref, err := url.Parse(href)
			if err != nil || ref.IsAbs() {
				continue
			}
			f := target(base, p.file, href, files)
			// The list of editions leads to all of them.
			// What readers take away is the same in every language, at the address of the edition.
			own := version
			if version == "current" {
				own = p.edition
			}
			// The list of what a build wrote is that of the whole site.
			if strings.HasPrefix(f, own+"/data/") || f == "manifest.json" {
				continue
			}
			if v, l := e2e.Place(f); (v != version || l != lang) && path.Dir(p.file) != path.Join(lang, "editions") {
				fault("leads from its main part to %s, which is of another edition or language", f)
			}
		}
	}
	return faults
}

// target is the file that a link leads to, from the root of the site; empty
// where there is none.
func target(base *url.URL, from, href string, files map[string]bool) string {
	page := base.ResolveReference(&url.URL{Path: path.Join(base.Path, strings.TrimSuffix(from, "index.html"))})
	if strings.HasSuffix(from, "index.html") && !strings.HasSuffix(page.Path, "/") {
		page.Path += "/"
	}
	ref, err := url.Parse(href)
	if err != nil {
		return ""
	}
	to := page.ResolveReference(ref)
	rel, ok := strings.CutPrefix(to.Path, strings.TrimSuffix(base.Path, "/")+"/")
	if !ok {
		return ""
	}
	if rel == "" || strings.HasSuffix(rel, "/") {
		rel += "index.html"
	}
	if !files[rel] {
		return ""
	}
	return rel
}
