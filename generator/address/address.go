// Package address says where a record is: on which page of the site, and in which file
// and line of the data.
//
// Paths are slash-separated and have no slash at the start. The path of a page ends in
// a slash and is relative to the front page of its edition and language, whose path is
// "".
package address

import (
	"fmt"
	"strconv"
	"strings"

	"rapporteur/generator/report"
)

// Names of versions that are not editions.
const (
	Current = "current" // at the root of the site
	Draft   = "draft"
)

// Target is a place on a page.
type Target struct {
	Page     string // path of the page: "paragraphs/op04/"
	Fragment string // id of an element on it: "op04-a"; empty for the whole page
}

// Of returns where a record is shown. It returns false if r has no such record.
func Of(r *report.Report, ref report.Ref) (Target, bool) {
	if r.Record(ref) == nil || r.Astray(ref) {
		return Target{}, false
	}
	k := ref.Kind.Info()
	switch k.Display {
	case report.OwnPage:
		return Target{k.Page + ref.ID + "/", ""}, true
	case report.OnParent:
		parent := r.Parent(ref)
		return Target{k.Page + parent.ID + "/", k.Fragment + fragment(strings.TrimPrefix(ref.ID, parent.ID+"/"))}, true
	case report.OnList:
		return Target{k.Page, k.Fragment + fragment(ref.ID)}, true
	}
	return Target{k.Page, ""}, true
}

// fragment turns an id into the id of an HTML element.
func fragment(id string) string { return strings.ReplaceAll(id, "/", "-") }

// List returns the path of the page that lists the records of a kind, which links to
// missing records lead to. It is the front page for a kind without a list.
func List(k report.Kind) string { return k.Info().Page }

// File returns the path of the page that shows a data file: "data/paragraphs/op04/"
// for "data/paragraphs/op04.toml".
func File(name string) string {
	return strings.TrimSuffix(name, ".toml") + "/"
}

// Line returns the id of a line on the page of its file. Lines count from 1.
func Line(n int) string { return "L" + strconv.Itoa(n) }

// Origin returns the file, relative to the root of the repository, and the line,
// counted from 1, at which a record begins. The file is "" if r has no such record.
func Origin(r *report.Report, ref report.Ref) (file string, line int) {
	p := r.Pos(ref, "")
	return p.File, p.Line
}

// Version returns the path of the front page of a version in a language: "fr/" for the
// current edition, "2008-07-31/fr/" for an edition at its own address.
func Version(version, lang string) string {
	if version == Current {
		return lang + "/"
	}
	return version + "/" + lang + "/"
}

// Data returns the folder of the files of a version that readers take away, from the root
// of the site: "2008-07-31/data/". They are the same in every language.
func Data(version string) string { return version + "/data/" }

// Relative returns the link from one page to a fragment of another, or to its
// beginning if fragment is empty. Both paths are relative to the same folder.
func Relative(from, to, fragment string) string {
	if fragment != "" {
		fragment = "#" + fragment
	}
	if from == to {
		if fragment != "" {
			return fragment
		}
		return "./"
	}
	common := 0
	for i := 0; i < len(from) && i < len(to) && from[i] == to[i]; i++ {
		if from[i] == '/' {
			common = i + 1
		}
	}
	up := strings.Repeat("../", strings.Count(from[common:], "/"))
	if link := up + to[common:]; link != "" {
		return link + fragment
	}
	return "./" + fragment
}

// Unique returns fragment, with a number appended if it is in used already, and
// records it there.
func Unique(used map[string]int, fragment string) string {
	used[fragment]++
	if n := used[fragment]; n > 1 {
		return Unique(used, fmt.Sprintf("%s-%d", fragment, n))
	}
	return fragment
}
