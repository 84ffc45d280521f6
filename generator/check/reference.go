package check

import (
	"embed"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/txtar"

	"rapporteur/generator/internal/lazyregexp"
	"rapporteur/generator/problem"
	"rapporteur/generator/say"
)

// The test cases of the rules are also the examples of the reference page, so
// that the examples are tested.
//
//go:embed testdata/*.txtar
var cases embed.FS

// Entry is a rule with its example.
type Entry struct {
	Rule
	Example Example // zero if the rule cannot be shown in a few lines
}

// Example is a mistake that breaks a rule, and its correction. Both consist of
// lines of one file, including line ends.
type Example struct {
	File string // "data/indicators.toml"
	Bad  string
	Good string // empty if the correction is to remove lines
}

// Reference returns all rules with their examples, in the order of Families, then
// sorted by name.
func Reference() ([]Entry, error) {
	var entries []Entry
	for _, family := range Families() {
		for _, rule := range Rules() {
			if rule.Family != family {
				continue
			}
			e := Entry{Rule: rule}
			data, err := cases.ReadFile("testdata/" + rule.Name + ".txtar")
			if err != nil {
				return nil, err
			}
			e.Example = example(txtar.Parse(data))
			entries = append(entries, e)
		}
	}
	return entries, nil
}

// Described returns all rules as values of package problem, sorted by name, in a language.
func Described(lang string) []problem.Rule {
	var described []problem.Rule
	for _, r := range Rules() {
		severity := problem.Error
		if r.Warns {
			severity = problem.Warning
		}
		described = append(described, problem.Rule{Name: r.Name, Family: r.Family, Doc: say.Raw(r.Doc).In(lang), Severity: severity})
	}
	return described
}

// maxExample is the maximum number of lines of an example.
const maxExample = 10

var (
	wantComment = lazyregexp.New(`[ \t]*# want(\+[0-9]+)? .*`)
	repeatMark  = lazyregexp.New(`⟦repeat [0-9]+ (.[^⟧]{0,12})[^⟧]*⟧`)
	bytesMark   = lazyregexp.New(`⟦bytes ([^⟧]*)⟧`)
)

// example chooses the bad and good case of one file that differ in the fewest
// lines, and returns these lines with those of the problem.
func example(a *txtar.Archive) Example {
	var best Example
	least := 0
	consider := func(e Example) {
		if e.Bad == "" {
			return
		}
		cost := strings.Count(e.Bad+e.Good, "\n")
		if e.Good == "" {
			cost += maxExample // an example with a correction is better
		}
		if best.File == "" || cost < least {
			best, least = e, cost
		}
	}
	for _, bad := range a.Files {
		name, file, _ := strings.Cut(bad.Name, "/")
		if !strings.HasPrefix(name, "bad") || !strings.HasPrefix(file, "data/") || !wantComment.Match(bad.Data) {
			continue
		}
		var old []string
		wanted := make(map[int]bool)
		for i, line := range lines(string(bad.Data)) {
			if m := wantComment.FindStringSubmatch(line); m != nil {
				// Without a number it is this line.
				ahead, _ := strconv.Atoi(m[1])
				wanted[i+ahead] = true
			}
			old = append(old, wantComment.ReplaceAllString(line, ""))
		}
		consider(excerpt(file, old, nil, wanted))
		for _, good := range a.Files {
			if name, other, _ := strings.Cut(good.Name, "/"); strings.HasPrefix(name, "good") && other == file {
				consider(excerpt(file, old, lines(string(good.Data)), wanted))
			}
		}
	}
	best.Bad, best.Good = readable(best.Bad), readable(best.Good)
	return best
}

func lines(s string) []string { return strings.Split(strings.TrimRight(s, "\n"), "\n") }

// readable replaces the marks for bytes and repeated text in the test cases with
// something that a reader understands.
func readable(s string) string {
	s = repeatMark.ReplaceAllString(s, "$1…")
	return bytesMark.ReplaceAllString(s, "‹bytes $1›")
}

// excerpt returns the lines of old that have a problem or are not in good, and the
// lines of good that replace them. It returns a zero Example if these are more
// than maxExample. Without good it returns the lines with a problem.
func excerpt(file string, old, good []string, wanted map[int]bool) Example {
	first, last := len(old), -1
	for i := range wanted {
		first, last = min(first, i), max(last, i)
	}
	if last >= len(old) || first > last {
		return Example{}
	}
	if good == nil {
		from, to := first, min(last+1, first+maxExample)
		// A missing field is reported at the heading of a record: show the record.
		for strings.HasPrefix(old[first], "[") && to < min(len(old), first+maxExample) && old[to] != "" {
			to++
		}
		// A single line rarely shows which record it belongs to.
		if from > 0 && to-from < 3 && old[from-1] != "" {
			from--
		}
		return Example{File: file, Bad: block(old[from:to])}
	}
	if slices.Equal(old, good) {
		return Example{} // the correction is in another file
	}
	same := 0
	for same < min(len(old), len(good)) && old[same] == good[same] {
		same++
	}
	end := 0
	for end < min(len(old), len(good))-same && old[len(old)-1-end] == good[len(good)-1-end] {
		end++
	}
	from, to := min(first, same), max(last+1, len(old)-end)
	until := len(good) - (len(old) - to)
	if to-from > maxExample || until-from > maxExample {
		return Example{}
	}
	return Example{File: file, Bad: block(old[from:to]), Good: block(good[from:until])}
}

// block joins lines, without the empty ones at the beginning and the end.
func block(lines []string) string {
	s := strings.Trim(strings.Join(lines, "\n"), "\n")
	if s == "" {
		return ""
	}
	return s + "\n"
}
