package check

import (
	"embed"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/txtar"

	"rapporteur/generator/problem"
)

// The cases of the rules are also their examples, so that no example is wrong.
//
//go:embed testdata/*.txtar
var cases embed.FS

// Entry is a rule as the reference shows it.
type Entry struct {
	Rule
	Example Example // the zero value where no lines could show it
}

// Example is a mistake that breaks a rule, and how it is mended. Both are
// lines of one file, each with its end.
type Example struct {
	File string // "data/indicators.toml"
	Bad  string
	Good string // empty where the mend is to take lines out
}

// Reference are all rules with their examples, family by family in the order
// of Families, and in each by name.
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

// Described are all rules for a tool that shows problems, by name.
func Described() []problem.Rule {
	var described []problem.Rule
	for _, r := range Rules() {
		severity := problem.Error
		if r.Warns {
			severity = problem.Warning
		}
		described = append(described, problem.Rule{Name: r.Name, Family: r.Family, Doc: r.Doc, Severity: severity})
	}
	return described
}

// maxExample is how many lines an example has at most.
const maxExample = 10

// example takes the pair of a bad and a good case of one file that differ in
// the fewest lines, and shows these lines with the ones where the problem
// stands.
func example(a *txtar.Archive) Example {
	marker := regexp.MustCompile(`[ \t]*# want(\+[0-9]+)? .*`)
	var best Example
	least := 0
	consider := func(e Example) {
		if e.Bad == "" {
			return
		}
		cost := strings.Count(e.Bad+e.Good, "\n")
		if e.Good == "" {
			cost += maxExample // a mend says more than brevity
		}
		if best.File == "" || cost < least {
			best, least = e, cost
		}
	}
	for _, bad := range a.Files {
		name, file, _ := strings.Cut(bad.Name, "/")
		if !strings.HasPrefix(name, "bad") || !strings.HasPrefix(file, "data/") || !marker.Match(bad.Data) {
			continue
		}
		var old []string
		wanted := make(map[int]bool)
		for i, line := range lines(string(bad.Data)) {
			if m := marker.FindStringSubmatch(line); m != nil {
				// Without digits it is this line.
				ahead, _ := strconv.Atoi(m[1])
				wanted[i+ahead] = true
			}
			old = append(old, marker.ReplaceAllString(line, ""))
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

// readable writes what the cases say of bytes that no text can hold, and of
// what is too long to be shown, as a reader understands it.
func readable(s string) string {
	s = regexp.MustCompile(`⟦repeat [0-9]+ (.[^⟧]{0,12})[^⟧]*⟧`).ReplaceAllString(s, "$1…")
	return regexp.MustCompile(`⟦bytes ([^⟧]*)⟧`).ReplaceAllString(s, "‹bytes $1›")
}

// excerpt shows the lines of old that are wanted or not in good, and the
// lines of good that come in their place. Where that is more than maxExample,
// or there is nothing to compare with, it shows the wanted lines alone.
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
		// What a record lacks stands at its heading: show what it has.
		for strings.HasPrefix(old[first], "[") && to < min(len(old), first+maxExample) && old[to] != "" {
			to++
		}
		// A line alone seldom tells what record it is of.
		if from > 0 && to-from < 3 && old[from-1] != "" {
			from--
		}
		return Example{File: file, Bad: block(old[from:to])}
	}
	if slices.Equal(old, good) {
		return Example{} // the mend is in another file
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

// block is lines without the empty ones around them.
func block(lines []string) string {
	s := strings.Trim(strings.Join(lines, "\n"), "\n")
	if s == "" {
		return ""
	}
	return s + "\n"
}
