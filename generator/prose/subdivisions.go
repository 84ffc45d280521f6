package prose

import (
	"regexp"
	"slices"
	"strconv"
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
func follows(last, next string) bool { return slices.Contains(Following(last), next) }

// Following are the labels that may come next after one in a list: after i the Roman
// numeral ii, then the letter j; after aa first ab, then bb, as United Nations documents
// have them. There are none after anything but a number, a letter or a Roman numeral.
func Following(label string) []string {
	if label == "" {
		return nil
	}
	if n, err := strconv.Atoi(label); err == nil {
		return []string{strconv.Itoa(n + 1)}
	}
	lower := strings.ToLower(label)
	var next []string
	if n := slices.Index(romans, lower); n >= 0 && n+1 < len(romans) {
		next = append(next, romans[n+1])
	}
	first, last := lower[:1], lower[len(lower)-1]
	doubled := strings.Trim(lower, first) == ""
	switch {
	case strings.Trim(lower, "abcdefghijklmnopqrstuvwxyz") != "":
	case doubled && last == 'z':
		next = append(next, strings.Repeat("a", len(lower)+1))
	case len(lower) == 1:
		next = append(next, string(last+1))
	default:
		if len(lower) == 2 && last < 'z' {
			next = append(next, first+string(last+1))
		} else if len(lower) == 2 {
			next = append(next, string(first[0]+1)+"a")
		}
		if doubled {
			next = append(next, strings.Repeat(string(last+1), len(lower)))
		}
	}
	switch label {
	case lower:
	case strings.ToUpper(label):
		for i := range next {
			next[i] = strings.ToUpper(next[i])
		}
	default:
		return nil
	}
	return next
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
