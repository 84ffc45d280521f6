package pages

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/e2e"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The law of source lines, over every page of the built sites: what it counts has a
// visible line (.source-line) that names what it rests on. What counts:
//
//   - a chart: each .picture has a line of its own
//   - a figure card of the front page has a line of its own
//   - a table: a line stands after it in its section, or each row has a cell of sources,
//     but for what a record says besides its values
//   - facts that hold a number (dl.facts with a .number, those of an instrument or an
//     activity) and counts of statuses: a line stands after them in their section
//   - a number in prose that comes from the data (a.number): a footnote in its
//     paragraph, or a line right below the text
//   - a number of an item of evidence: the list of its citations
//
// A line must not be folded away, and must name something; in the report of this
// repository it must not say that no source is given.
//
// Exempt is the timeline of a paragraph, each entry of which links the page that it
// counts, and the tables that find something rather than state it: the list of sources,
// whose rows are the sources, the list of data files and the status of the
// translations, the list of recommendations. So are the pages of changes, which show both editions and print the
// sources of what changed, and the components, which show parts of pages out of place.
func TestSourceLines(t *testing.T) {
	t.Parallel()
	found := make(map[string]int)
	for _, dir := range []string{e2e.RealSite(t), e2e.KitchenSink(t)} {
		site := readSite(t, dir)
		for _, file := range slices.Sorted(maps.Keys(site)) {
			page := site[file]
			if slices.ContainsFunc([]string{"changes", "components", "data", "parity", "rules", "search"}, func(part string) bool {
				return slices.Contains(strings.Split(file, "/"), part)
			}) {
				continue
			}
			if dir == e2e.RealSite(t) && page.unsourced {
				t.Errorf("%s: a value for which no source is given", file)
			}
			for _, fault := range page.sourceFaults {
				t.Errorf("%s: %s", file, fault)
			}
			for kind, n := range page.sourced {
				found[kind] += n
			}
		}
	}
	for _, kind := range []string{"picture", "figure-card", "table", "row with sources", "facts", "status-counts", "number in prose", "evidence"} {
		if found[kind] == 0 {
			t.Errorf("no %s was found on any page", kind)
		}
	}
}

// The law finds what has no line, and takes no line for one that is folded or empty.
func TestSourceFaults(t *testing.T) {
	const line = `<p class="source-line">Source: a</p>`
	for _, test := range []struct {
		name, body string
		faults     int
	}{
		{"chart", `<figure class="picture"><svg></svg></figure>`, 1},
		{"chart with a line", `<figure class="picture"><svg></svg>` + line + `</figure>`, 0},
		{"the line of another", `<figure class="picture"></figure><figure class="picture">` + line + `</figure>`, 1},
		{"folded line", `<figure class="picture"><details>` + line + `</details></figure>`, 1},
		{"empty line", `<figure class="picture"><p class="source-line"> </p></figure>`, 1},
		{"card", `<ul><li class="figure-card"><p>5</p></li></ul>`, 1},
		{"table", `<section><table></table></section>` + line, 1},
		{"table with a line before it", `<section>` + line + `<table></table></section>`, 1},
		{"table that scrolls", `<section><section class="table-scroll"><table></table></section>` + line + `</section>`, 0},
		{"table with sources in each row", `<section><table><tbody><tr><td>5</td><td class="table__sources">a</td></tr></tbody></table></section>`, 0},
		{"table with a row without sources", `<section><table><tbody><tr><td>5</td><td class="table__sources">a</td></tr><tr><td>6</td><td class="table__sources"> </td></tr></tbody></table></section>`, 1},
		{"record without sources", `<section><table><tbody><tr class="table__group"><th>a</th></tr><tr><td>5</td></tr><tr class="table__rest"><td>` + line + `</td></tr></tbody></table></section>`, 1},
		{"record with sources", `<section><table><tbody><tr class="table__group"><th>a</th></tr><tr><td>5</td><td class="table__sources">a</td></tr><tr class="table__rest"><td>more</td></tr></tbody></table></section>`, 0},
		{"facts without a number", `<dl class="facts"><div><dd>Vienna</dd></div></dl>`, 0},
		{"facts", `<dl class="facts"><div><dd><bdi class="number">5</bdi></dd></div></dl>`, 1},
		{"facts with a line", `<dl class="facts"><div><dd><bdi class="number">5</bdi></dd></div></dl>` + line, 0},
		{"number in prose", `<div class="prose"><p><a class="number">5</a></p></div>`, 1},
		{"number with a note", `<div class="prose"><p><a class="number">5</a><sup class="fn">1</sup></p></div>`, 0},
		{"number with the note of another paragraph", `<div class="prose"><p><a class="number">5</a></p><p>x<sup class="fn">1</sup></p></div>`, 1},
		{"number with a line", `<div class="prose"><p><a class="number">5</a></p></div>` + line, 0},
		{"numbered paragraph", `<div class="numbered"><div class="numbered__text"><p><a class="number">5</a></p></div>` + line + `</div>`, 0},
		{"evidence", `<ul><li class="evidence__item"><bdi class="number">5</bdi></li></ul>`, 1},
	} {
		doc, err := html.Parse(strings.NewReader("<main>" + test.body + "</main>"))
		if err != nil {
			t.Fatal(err)
		}
		if got := sourceFaults(doc, false, map[string]int{}); len(got) != test.faults {
			t.Errorf("%s: %q, want %d", test.name, got, test.faults)
		}
	}
}

// sourceFaults are the parts of a page without a source line. register says that its
// tables are the list of sources. found counts what there is, by kind.
func sourceFaults(doc *html.Node, register bool, found map[string]int) []string {
	var faults []string
	fault := func(n *html.Node, kind string) {
		text := strings.Join(strings.Fields(textOf(n)), " ")
		faults = append(faults, kind+" without a source line: "+text[:min(len(text), 80)])
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		for _, kind := range []string{"picture", "figure-card"} {
			if classed(n, kind) {
				found[kind]++
				if !within(n, isSourceLine) {
					fault(n, kind)
				}
			}
		}
		switch {
		case n.DataAtom == atom.Table && !above(n, "picture") && !above(n, "recommendations") && !register:
			found["table"]++
			if rows, all := rowsSourced(n); rows > 0 && all {
				found["row with sources"] += rows
			} else if !lineAfter(n) {
				fault(n, "table")
			}
		case classed(n, "facts") && within(n, func(x *html.Node) bool { return classed(x, "number") }):
			found["facts"]++
			if !lineAfter(n) {
				fault(n, "facts")
			}
		case classed(n, "status-counts") && !above(n, "timeline"):
			found["status-counts"]++
			if !lineAfter(n) {
				fault(n, "status-counts")
			}
		case n.DataAtom == atom.A && classed(n, "number"):
			found["number in prose"]++
			if !proseSourced(n) {
				fault(n.Parent, "number in prose")
			}
		case classed(n, "evidence__item") && within(n, func(x *html.Node) bool { return classed(x, "number") }):
			found["evidence"]++
			if !within(n, func(x *html.Node) bool { return classed(x, "cites") }) {
				fault(n, "evidence")
			}
		}
	}
	return faults
}

// rowsSourced counts the rows of a table that have values, and reports whether each has a cell
// that says what it rests on.
func rowsSourced(table *html.Node) (rows int, all bool) {
	for n := range table.Descendants() {
		if n.DataAtom != atom.Tr || n.Parent.DataAtom != atom.Tbody || classed(n, "table__group") || classed(n, "table__rest") {
			continue
		}
		rows++
		if !within(n, func(x *html.Node) bool { return classed(x, "table__sources") && strings.TrimSpace(textOf(x)) != "" }) {
			return rows, false
		}
	}
	return rows, true
}

// proseSourced reports whether the paragraph or item of a number has a footnote, or a
// line follows its text.
func proseSourced(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		switch {
		case p.DataAtom == atom.P || p.DataAtom == atom.Li || p.DataAtom == atom.Td:
			if within(p, func(x *html.Node) bool { return x.DataAtom == atom.Sup && classed(x, "fn") }) {
				return true
			}
		case classed(p, "prose"), classed(p, "numbered__text"):
			for s := p.NextSibling; s != nil; s = s.NextSibling {
				if isSourceLine(s) {
					return true
				}
				if s.Type == html.ElementNode && !classed(s, "prose-note") {
					break
				}
			}
			return false
		}
	}
	return false
}

// lineAfter reports whether a source line comes after n in its section: the nearest
// section, article or list item around it, save the box in which a wide table scrolls.
func lineAfter(n *html.Node) bool {
	for x := n; x != nil && x.DataAtom != atom.Main; x = x.Parent {
		for s := x.NextSibling; s != nil; s = s.NextSibling {
			if isSourceLine(s) || s.Type == html.ElementNode && !divides(s) && within(s, isSourceLine) {
				return true
			}
		}
		if p := x.Parent; p == nil || divides(p) && !classed(p, "table-scroll") {
			return false
		}
	}
	return false
}

func divides(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Section, atom.Article, atom.Li, atom.Main, atom.Figure:
		return true
	}
	return false
}

// isSourceLine reports whether n is a line that says something and is not folded away.
func isSourceLine(n *html.Node) bool {
	if !classed(n, "source-line") || strings.TrimSpace(textOf(n)) == "" {
		return false
	}
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.Details {
			return false
		}
	}
	return true
}

func within(n *html.Node, holds func(*html.Node) bool) bool {
	for x := range n.Descendants() {
		if holds(x) {
			return true
		}
	}
	return false
}

func above(n *html.Node, class string) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if classed(p, class) {
			return true
		}
	}
	return false
}

func classed(n *html.Node, class string) bool {
	for _, a := range n.Attr {
		if a.Key == "class" && slices.Contains(strings.Fields(a.Val), class) {
			return true
		}
	}
	return false
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for x := range n.Descendants() {
		if x.Type == html.TextNode {
			b.WriteString(x.Data)
		}
	}
	return b.String()
}
