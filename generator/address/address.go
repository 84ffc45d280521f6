// Package address says where a record lives: on which page of the site, and
// in which file and line of the data.
//
// Paths are slash-separated and have no slash at the start. A page's path
// ends in a slash and is relative to the front page of its edition and
// language, which has the path "".
package address

import (
	"fmt"
	"strconv"
	"strings"

	"rapporteur/generator/report"
)

// The versions that are not editions.
const (
	Current = "current" // at the root of the site
	Draft   = "draft"
)

// Target is a place on a page.
type Target struct {
	Page     string // path of the page: "paragraphs/op04/"
	Fragment string // id of an element on it: "op04-a"; empty for the whole page
}

// Of says where a record is shown. It reports false where r has no such
// record.
func Of(r *report.Report, ref report.Ref) (Target, bool) {
	if r.Record(ref) == nil {
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

// fragment is an id as the id of an element.
func fragment(id string) string { return strings.ReplaceAll(id, "/", "-") }

// List is the path of the page that lists the records of a kind, where
// links to records that do not exist lead. It is the front page for a kind
// without a list.
func List(k report.Kind) string { return k.Info().Page }

// File is the path of the page that shows a data file:
// "data/paragraphs/op04/" for "data/paragraphs/op04.toml".
func File(name string) string {
	return strings.TrimSuffix(name, ".toml") + "/"
}

// Line is the id of a line, 1-based, on the page of its file.
func Line(n int) string { return "L" + strconv.Itoa(n) }

// Origin says in which file, from the root of the repository, and on which
// line, 1-based, a record begins. The file is empty where r has no such
// record.
func Origin(r *report.Report, ref report.Ref) (file string, line int) {
	p := r.Pos(ref, "")
	return p.File, p.Line
}

// Version is the path of the front page of a version in a language: "fr/" for
// the current edition, "2008-07-31/fr/" for an edition at its own address.
func Version(version, lang string) string {
	if version == Current {
		return lang + "/"
	}
	return version + "/" + lang + "/"
}

// Relative is the link that leads from one page to a fragment of another, or
// to its beginning where the fragment is empty. Both paths start at the same
// place.
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

// Unique returns fragment, or fragment with a number after it where used has it
// already, and records it in used.
func Unique(used map[string]int, fragment string) string {
	used[fragment]++
	if n := used[fragment]; n > 1 {
		return Unique(used, fmt.Sprintf("%s-%d", fragment, n))
	}
	return fragment
}
