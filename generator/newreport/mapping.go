package newreport

import (
	"bytes"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// Mapping says which operative paragraph of another resolution takes over the answers
// of which paragraph of the last report.
type Mapping struct {
	Numbers map[string]string // printed number in the new resolution, by the id of the old paragraph
	Last    int               // number of the last operative paragraph of the new resolution
	old     map[string]bool   // ids of the paragraphs of the last report
	left    []string          // numbers of the paragraphs that are not carried over, in their order; with the id where a number is there twice
}

// Left returns the printed numbers of the paragraphs of the last report that are not
// carried over, in their order; where several have one number, with the id: "1 (annex-op01)".
func (m *Mapping) Left() []string { return m.left }

var printedNumber = regexp.MustCompile(`^([1-9][0-9]{0,2})( [a-z]+)?$`)

// ParseMapping reads pairs such as 2=3,4=10: of a paragraph of old, by its printed number
// or its id, and the printed number of one of the new resolution. The last is the number
// of the last paragraph of the new resolution; 0 is the greatest that a pair names.
func ParseMapping(s string, last int, old *report.Report) (*Mapping, error) {
	m := &Mapping{Numbers: make(map[string]string), Last: last, old: make(map[string]bool)}
	by := make(map[string]string) // old number by new
	greatest := 0
	for pair := range strings.SplitSeq(s, ",") {
		from, to, ok := strings.Cut(pair, "=")
		from, to = strings.TrimSpace(from), strings.TrimSpace(to)
		if !ok || from == "" || to == "" {
			return nil, say.Errorf("%q is no pair of paragraphs; write old=new with commas between them, such as 2=3,4=10", strings.TrimSpace(pair))
		}
		var found []*report.Paragraph
		var all []string
		for _, par := range old.Paragraphs {
			all = append(all, par.Number)
			if par.ID == from || par.Number == from {
				found = append(found, par)
			}
		}
		switch {
		case len(found) == 0:
			return nil, say.Errorf("%s=%s: the last report has no paragraph %s; it has %s", from, to, from, strings.Join(all, ", "))
		case len(found) > 1:
			return nil, say.Errorf("%s=%s: the last report has several paragraphs %s; name one by its id, %s or %s", from, to, from, found[0].ID, found[1].ID)
		}
		number := printedNumber.FindStringSubmatch(to)
		if number == nil {
			return nil, say.Errorf("%s=%s: %q is not the number of a paragraph, as printed: 3, or 4 bis", from, to, to)
		}
		n, _ := strconv.Atoi(number[1])
		if last > 0 && n > last {
			return nil, say.Errorf("%s=%s: the new resolution has %d paragraphs, so there is no paragraph %s", from, to, last, to)
		}
		greatest = max(greatest, n)
		if was, twice := m.Numbers[found[0].ID]; twice {
			return nil, say.Errorf("paragraph %s of the last report is given to both %s and %s; its answers can be carried over once", from, was, to)
		}
		if other, twice := by[to]; twice {
			return nil, say.Errorf("paragraph %s of the new resolution takes over both %s and %s; join their answers after one was carried over", to, other, from)
		}
		m.Numbers[found[0].ID], by[to] = to, from
	}
	if last == 0 {
		m.Last = greatest
	}
	times := make(map[string]int)
	for _, par := range old.Paragraphs {
		times[par.Number]++
	}
	for _, par := range old.Paragraphs {
		m.old[par.ID] = true
		if _, mapped := m.Numbers[par.ID]; mapped {
			continue
		}
		left := par.Number
		if times[par.Number] > 1 { // in several parts
			left += " (" + par.ID + ")"
		}
		m.left = append(m.left, left)
	}
	return m, nil
}

// oneNumbering returns an error where the numbers of the paragraphs of a report do not say
// which paragraph of another resolution takes the place of which: in a resolution with
// parts or annexes that have numbers of their own, and where a number is there twice.
func oneNumbering(old *report.Report) error {
	seen := make(map[string]*report.Paragraph)
	var pairs []string
	reason := ""
	for _, par := range old.Paragraphs {
		pairs = append(pairs, par.ID+"="+fmt.Sprint(len(pairs)+1))
		if in := old.Numbering(par.Part); len(in) > 0 && reason == "" {
			reason = fmt.Sprintf("paragraph %s (%s) is in a part with numbers of its own, %s", par.Number, par.ID, in[len(in)-1].ID)
		}
		if was := seen[par.Number]; was != nil && reason == "" {
			reason = fmt.Sprintf("%s and %s are both paragraph %s", was.ID, par.ID, par.Number)
		}
		seen[par.Number] = par
	}
	if reason == "" {
		return nil
	}
	if len(pairs) > 3 {
		pairs = append(pairs[:3], "…")
	}
	return say.Errorf("the paragraphs of the last report cannot be paired with those of another resolution by their numbers: %s; "+
		"pass --paragraphs with the id of each that is carried over and its number in the new resolution, such as --paragraphs %s", reason, strings.Join(pairs, ","))
}

// noteMention is a mention of a footnote of the resolution, which another resolution
// does not have, with the space before it.
var noteMention = regexp.MustCompile(`[ \x{00a0}]?\[note:[^\[\]]*\]`)

// fresh returns the numbers of the paragraphs of the new resolution that take over
// nothing.
func (m *Mapping) fresh() []int {
	var all []int
	taken := slices.Collect(maps.Values(m.Numbers))
	for n := 1; n <= m.Last; n++ {
		if !slices.Contains(taken, strconv.Itoa(n)) {
			all = append(all, n)
		}
	}
	return all
}

// freshID is the id of a paragraph that takes over nothing. Those that do keep their ids,
// which are those of their answers and not of their numbers, so that the two reports can be
// compared; so no new paragraph has the id of an old one.
func (m *Mapping) freshID(n int) string {
	id := fmt.Sprintf("op%02d", n)
	if m.old[id] {
		return fmt.Sprintf("new-%02d", n)
	}
	return id
}

// unlinked is a text without the links to records that are not carried over, whose words
// stay.
func unlinked(data []byte, lost map[report.Ref]bool) []byte {
	return recordLink.ReplaceAllFunc(data, func(link []byte) []byte {
		m := recordLink.FindSubmatch(link)
		if lost[report.Ref{Kind: report.Kind(m[2]), ID: string(m[3])}] {
			return m[1]
		}
		return link
	})
}

var recordLink = regexp.MustCompile(`\[([^\[\]]*)\]\((paragraph|subparagraph|request|part):([a-z0-9-]+)\)`)

// lostUnder are the records that are not carried over under another resolution: its
// parts, its sub-paragraphs and, where paragraphs are mapped, those that are not and their requests.
func (p Plan) lostUnder(old *report.Report) map[report.Ref]bool {
	lost := make(map[report.Ref]bool)
	for _, pp := range old.Resolution.Preamble {
		lost[report.Ref{Kind: report.KindPreambular, ID: pp.ID}] = true
	}
	for _, n := range old.Resolution.Notes {
		lost[report.Ref{Kind: report.KindNote, ID: n.ID}] = true
	}
	for _, part := range old.Resolution.Parts {
		lost[report.Ref{Kind: report.KindPart, ID: part.ID}] = true
	}
	for _, par := range old.Paragraphs {
		for _, s := range par.Subparagraphs {
			lost[report.Ref{Kind: report.KindSubparagraph, ID: s.ID}] = true
		}
		if p.carries(par.ID) {
			continue
		}
		lost[report.Ref{Kind: report.KindParagraph, ID: par.ID}] = true
		for _, q := range par.Requests {
			lost[report.Ref{Kind: report.KindRequest, ID: q.ID}] = true
		}
	}
	return lost
}

// requests are the ids of requests, typed.
func requests(ids []string) []report.Ref {
	var refs []report.Ref
	for _, id := range ids {
		refs = append(refs, report.Ref{Kind: report.KindRequest, ID: id})
	}
	return refs
}

// without returns a file without what is lost of the references that a field of a record
// lists. Nothing else changes, and no line comes or goes.
func without(data []byte, old *report.Report, ref report.Ref, field string, listed []report.Ref, lost map[report.Ref]bool) []byte {
	lines := bytes.SplitAfter(data, []byte("\n"))
	for i, item := range slices.Backward(listed) {
		if !lost[item] {
			continue
		}
		pos := old.Pos(ref, fmt.Sprintf("%s[%d]", field, i))
		line := lines[pos.Line-1]
		before, after := line[:pos.Column-1], line[pos.Column-1+pos.Len:]
		if comma := listComma.Find(after); comma != nil {
			after = after[len(comma):]
		} else {
			before = bytes.TrimRight(bytes.TrimRight(before, " \t"), ",")
		}
		lines[pos.Line-1] = slices.Concat(before, after)
	}
	return bytes.Join(lines, nil)
}

var listComma = regexp.MustCompile(`^[ \t]*,[ \t]*`)

// withoutWaivers returns data/waivers.toml without those of records that are lost.
func withoutWaivers(data []byte, old *report.Report, lost map[report.Ref]bool) []byte {
	starts := waiverHeading.FindAllIndex(data, -1)
	if len(starts) != len(old.Waivers) { // written as a list in brackets
		return data
	}
	kept := bytes.Clone(data)
	for i, w := range slices.Backward(old.Waivers) {
		if lost[w.Record] {
			end := len(kept)
			if i+1 < len(starts) && starts[i+1][0] < end {
				end = starts[i+1][0]
			}
			kept = slices.Delete(kept, starts[i][0], end)
		}
	}
	return kept
}

var waiverHeading = regexp.MustCompile(`(?m)^[ \t]*\[\[waiver\]\]`)

// carries reports whether the answers of a paragraph of the last report are carried over.
func (p Plan) carries(id string) bool {
	return p.Mapping == nil || p.Mapping.Numbers[id] != ""
}

// withoutSubparagraphs are the requests of a paragraph without what says which
// sub-paragraph of another resolution asks them.
func withoutSubparagraphs(lines [][]byte) [][]byte {
	var kept [][]byte
	in := ""
	for _, line := range lines {
		if m := tableHeading.FindSubmatch(line); m != nil {
			in = string(m[1])
		}
		if in != "subparagraph" && !(in == "request" && subparagraphKey.Match(line)) {
			kept = append(kept, line)
		}
	}
	return kept
}

var (
	tableHeading    = regexp.MustCompile(`^\s*\[\[?\s*([a-z_]+)`)
	subparagraphKey = regexp.MustCompile(`^\s*subparagraph\s*=`)
)
