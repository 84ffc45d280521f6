package prose

import (
	"regexp"
	"slices"
	"strings"
)

// Subdivision is the place of a paragraph in a list that is lettered or numbered in
// the text itself, as resolutions and reports of the United Nations have them: (a),
// (b), and in them (i), (ii); in French, Spanish and Russian a), b).
type Subdivision struct {
	Label string // as written: "(a)", "a)"; empty for a paragraph that is in no such list
	Depth int    // 1 for the outermost list, 0 for none
}

// subdivisionLabel is the label at the head of such a paragraph.
var subdivisionLabel = regexp.MustCompile(`^\(?([a-z]{1,2}|[ivxl]{1,7}|[A-Z]|[0-9]{1,2})\)[ \x{a0}]`)

// Subdivisions are the places of the top-level blocks of a text. A list begins with
// the first label of its kind; any other paragraph, and a label that follows none,
// ends it.
func (d Doc) Subdivisions() []Subdivision {
	places := make([]Subdivision, len(d.Blocks))
	var open []string // the last label of each list that is open, outermost first
	for i, b := range d.Blocks {
		if b.Kind == List {
			continue // it belongs to the paragraph before it
		}
		m := subdivisionLabel.FindStringSubmatch(headOf(b))
		if m == nil {
			open = nil
			continue
		}
		label := m[1]
		depth := len(open)
		for depth > 0 && !follows(open[depth-1], label) {
			depth--
		}
		switch {
		case depth > 0:
			open = append(open[:depth-1], label)
		case slices.Contains([]string{"a", "A", "i", "1"}, label):
			open = append(open, label)
		default:
			open = nil
			continue
		}
		places[i] = Subdivision{strings.TrimRight(m[0], " \u00a0"), len(open)}
	}
	return places
}

// headOf is the text at the head of a paragraph.
func headOf(b Block) string {
	if len(b.Inlines) == 0 || b.Inlines[0].Kind != Text {
		return ""
	}
	return b.Inlines[0].Text
}

// follows reports whether a label comes next after another in one list.
func follows(last, next string) bool {
	if n := slices.Index(romans, last); n >= 0 && n+1 < len(romans) && romans[n+1] == next {
		return true
	}
	return successor(last) == next
}

// romans are the Roman numerals in the order of a list, far more than any has.
var romans = func() []string {
	tens, ones := []string{"", "x", "xx", "xxx", "xl"}, []string{"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"}
	var all []string
	for _, t := range tens {
		for _, o := range ones {
			all = append(all, t+o)
		}
	}
	return all[1:]
}()

// successor is the label after one in letters or digits: b after a, aa after z, 10
// after 9.
func successor(label string) string {
	b := []byte(label)
	last := len(b) - 1
	switch c := b[last]; {
	case c == 'z':
		if strings.Trim(label, "z") == "" {
			return strings.Repeat("a", len(label)+1)
		}
		return successor(label[:last]) + "a"
	case c == '9':
		if strings.Trim(label, "9") == "" {
			return "1" + strings.Repeat("0", len(label))
		}
		return successor(label[:last]) + "0"
	default:
		b[last]++
		return string(b)
	}
}
