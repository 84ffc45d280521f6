// Package preview writes what a change would do to the report as one HTML
// file that opens by double click: its problems, its redline, and the pages
// as readers will see them. The file needs nothing else, runs no script and
// asks for nothing outside itself.
//
// It is given values and gives back text: it knows nothing of git, of Hugo or
// of files. All that it is given may come from a stranger's pull request, so
// all of it is escaped, and pages lose whatever could act or load.
package preview

import (
	"rapporteur/generator/diff"
	"rapporteur/generator/problem"
)

// Preview is all that a preview shows. The zero value of a field means that
// there is nothing of its kind to show.
type Preview struct {
	Reference string // of the report: "62/172"; empty where it cannot be read
	From, To  Side
	Base      bool // From is the commit at which To left the branch that was named

	// Trouble says what keeps the preview from being whole, each with what to
	// do about it, where that is for who made it and not for who wrote the
	// data.
	Trouble []string

	Problems []problem.Problem // of To, that From did not have
	Before   []problem.Problem // of To, that were there before
	Unknown  bool              // whether a problem was there before is not known: all are among Problems
	Waived   int               // problems that a waiver in the data lets stand
	Files    []File            // that differ, by name

	Changes   *diff.Changes // nil where they cannot be told
	NoChanges string        // why not, as a sentence

	Pages   []Page   // that show something else than before, the most telling first
	Gone    []string // paths of pages that will be no more
	NoPages string   // why there are none, as a sentence
	Every   bool     // what was before cannot be told, so that Pages are all pages
	Styles  string   // the CSS of the site
	Speaks  []Language
}

// Side is one of the two states that are compared.
type Side struct {
	Name    string // as people call it: "2008-07-31", "main"
	Commit  string // 40 digits; empty for a working tree
	Edition string // id in its data; empty where it cannot be read
	Draft   bool   // ... which is not issued
}

// File is a file that is not what it was.
type File struct {
	Name string // slash-separated, from the root of the repository
	What string // "added", "removed", "changed" or "renamed"
	Was  string // its name before, where it was renamed
	Diff string // its lines, as a unified diff; empty where they are not to be shown
	Cut  bool   // they are left out, because there are so many; Write sets it
}

// Language is one that the report is published in.
type Language struct {
	Code, Name, Dir string // "fr", "Français", "ltr"
}

// Page is a page in each of the languages that it is published in.
type Page struct {
	Path     string // in the edition and language: "paragraphs/op04/"; empty for the front page
	Versions []Version
}

// Version is a page in one language.
type Version struct {
	Lang  string
	Title string
	HTML  []byte // the whole page, whose links are relative to At
	At    string // its address, from the root of a site: "draft/fr/paragraphs/op04/"
}
