package pages

import (
	"bytes"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"rapporteur/generator/e2e"
)

// A comparison must not put words or numbers in the mouth of an edition. This goes
// over the comparisons of all pairs of issued editions, and over every other page that
// shows what changed since the edition before, in each language: every
// paragraph of a text before and after is on a page of the edition that it is
// attributed to, in the same words and with the same numbers. Marks of notes, names
// of sources and spaces are left out on both sides, because a page writes a
// reference to a source as the number of a note.
func TestEachSideIsWhatItsEditionPrints(t *testing.T) {
	t.Parallel()
	dir := e2e.RealSite(t)
	files, err := filepath.Glob(filepath.Join(dir, "20*", "*", "changes", "20*", "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	said := editionTexts{dir: dir, pages: make(map[string]map[string]string)}
	pairs, checked, elsewhere := make(map[string]bool), 0, 0
	look := func(file, older string) {
		rel, _ := filepath.Rel(dir, file)
		parts := strings.Split(filepath.ToSlash(rel), "/")
		newer, lang := parts[0], parts[1]
		doc := parseFile(t, file)
		for _, side := range []struct{ class, edition string }{{"redline__before", older}, {"redline__after", newer}} {
			for _, text := range withClass(doc, side.class) {
				if lang != languageOf(text, lang) {
					continue // a text that the language of the page does not have
				}
				for _, p := range paragraphsIn(text) {
					checked++
					if parts[2] != "changes" {
						elsewhere++
					}
					if !said.on(t, side.edition, lang, recordPage(text), p) {
						t.Errorf("%s, %s: no page of %s says %q", rel, side.class, side.edition, p)
					}
				}
			}
		}
	}
	for _, file := range files {
		rel, _ := filepath.Rel(dir, file)
		parts := strings.Split(filepath.ToSlash(rel), "/")
		pairs[parts[3]+" "+parts[0]] = true
		look(file, parts[3])
	}
	editions, err := filepath.Glob(filepath.Join(dir, "20*"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range editions {
		previous := editionBefore(editions, filepath.Base(editions[i]))
		if previous == "" {
			continue
		}
		err := filepath.WalkDir(editions[i], func(name string, d os.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && d.Name() == "changes":
				return filepath.SkipDir
			case d.Name() == "index.html":
				data, err := os.ReadFile(name)
				if err != nil {
					return err
				}
				if bytes.Contains(data, []byte("redline__before")) {
					look(name, previous)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(pairs) < 6 || checked < 500 || elsewhere < 50 {
		t.Errorf("%d pairs and %d paragraphs were looked at, %d of them on other pages", len(pairs), checked, elsewhere)
	}
}

// editionBefore is the edition with which pages of another one compare: of the last day
// before its own, the newest that had been issued. All corrections were issued after the
// editions without one. Empty for those of the first day.
func editionBefore(folders []string, id string) string {
	const day = len("2006-01-02")
	before := ""
	for _, folder := range folders { // sorted, corrections after what they correct
		other := filepath.Base(folder)
		if other[:day] < id[:day] && (len(id) > day || len(other) == day) {
			before = other
		}
	}
	return before
}

// editionTexts are the pages of editions as text, by edition and language and then
// by path.
type editionTexts struct {
	dir   string
	pages map[string]map[string]string
}

// on reports whether a text is on a page of an edition: that of its record where
// there is one, else any.
func (e editionTexts) on(t *testing.T, edition, lang, record, text string) bool {
	key := path.Join(edition, lang)
	if e.pages[key] == nil {
		e.pages[key] = make(map[string]string)
		root := filepath.Join(e.dir, edition, lang)
		err := filepath.WalkDir(root, func(name string, d os.DirEntry, err error) error {
			if err != nil {
				return err
			}
			rel, _ := filepath.Rel(root, name)
			rel = filepath.ToSlash(rel)
			if d.IsDir() && slices.Contains([]string{"changes", "data", "search", "parity"}, rel) {
				return filepath.SkipDir
			}
			if d.Name() == "index.html" {
				doc := parseFile(t, name)
				// A page that is the same in another edition is a short one that leads there.
				for _, a := range withTag(doc, "a") {
					if _, moved := attribute(a, "data-default"); moved {
						href, _ := attribute(a, "href")
						doc = parseFile(t, filepath.Join(filepath.Dir(name), filepath.FromSlash(href), "index.html"))
						break
					}
				}
				main := withTag(doc, "main")
				if len(main) == 1 {
					e.pages[key][strings.TrimSuffix(rel, "index.html")] = plainText(main[0])
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if page, there := e.pages[key][record]; record != "" && there && strings.Contains(page, text) {
		return true
	}
	for _, page := range e.pages[key] {
		if strings.Contains(page, text) {
			return true
		}
	}
	return false
}

// recordPage is the path, in an edition and language, of the page of the record
// that a change is of; empty where there is none.
func recordPage(n *html.Node) string {
	for ; n != nil; n = n.Parent {
		if !hasClass(n, "change-group") {
			continue
		}
		for _, title := range withClass(n, "change-group__title") {
			for _, a := range withTag(title, "a") {
				if href, ok := attribute(a, "href"); ok {
					return strings.TrimPrefix(href, "../../")
				}
			}
		}
	}
	return ""
}

// languageOf is the language of a node.
func languageOf(n *html.Node, page string) string {
	for ; n != nil; n = n.Parent {
		if lang, ok := attribute(n, "lang"); ok {
			return lang
		}
	}
	return page
}

// paragraphsIn are the texts of the paragraphs of a side, without its label.
func paragraphsIn(side *html.Node) []string {
	var out []string
	for _, p := range withTag(side, "p") {
		if text := plainText(p); text != "" && !hasClass(p, "redline__label") {
			out = append(out, text)
		}
	}
	return out
}

var listMark = regexp.MustCompile(`^(•|\d+\.\s)`)

// plainText is what a node says, without spaces, names of sources, marks of notes and
// of documents that were not seen,
// and what only the comparison says.
func plainText(n *html.Node) string {
	var b strings.Builder
	var visit func(*html.Node)
	visit = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
			return
		}
		for _, class := range []string{
			"visually-hidden", "redline__reference", "redline__note", "redline__move-label", "fn", "text-mark", "changed-here", "news",
		} {
			if hasClass(n, class) {
				return
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c)
		}
	}
	visit(n)
	text := listMark.ReplaceAllString(strings.TrimSpace(b.String()), "")
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '¶' {
			return -1
		}
		return r
	}, text)
}

func parseFile(t *testing.T, name string) *html.Node {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func withClass(n *html.Node, class string) []*html.Node {
	return having(n, func(n *html.Node) bool { return hasClass(n, class) })
}

func withTag(n *html.Node, tag string) []*html.Node {
	return having(n, func(n *html.Node) bool { return n.Type == html.ElementNode && n.Data == tag })
}

func having(n *html.Node, is func(*html.Node) bool) []*html.Node {
	var out []*html.Node
	for d := range n.Descendants() {
		if is(d) {
			out = append(out, d)
		}
	}
	return out
}

func hasClass(n *html.Node, class string) bool {
	value, _ := attribute(n, "class")
	return slices.Contains(strings.Fields(value), class)
}
