// Package preview writes the effect of a change to the report as a single HTML
// file: its problems, its redline and the resulting pages. The file can be opened
// from disk, runs no scripts and loads nothing from elsewhere.
//
// The package does not use git, Hugo or the file system. Its input may come from
// a stranger's pull request, so all of it is escaped, and everything that could
// run or load something is removed from pages.
package preview

import (
	"rapporteur/generator/diff"
	"rapporteur/generator/problem"
)

// Preview is the content of a preview. Fields with zero values are not shown.
type Preview struct {
	Lang      string // in which it speaks: "fr"; English if empty
	Reference string // of the report: "62/172"; empty if it cannot be read
	Official  bool   // the report is the official one and no reconstruction
	From, To  Side
	Base      bool // From is the merge base of To and the named branch

	// Trouble lists why the preview is incomplete, each with what to do about it,
	// if that is up to its maker rather than the author of the data.
	Trouble []string

	Problems []problem.Problem // problems of To that From does not have
	Before   []problem.Problem // problems of To that From has too
	Unknown  bool              // the problems of From are unknown; those of To are all in Problems
	Waived   int               // number of problems covered by a waiver in the data
	Files    []File            // files that differ, sorted by name

	Changes   *diff.Changes // nil if they cannot be computed
	NoChanges string        // why Changes is nil, as a sentence

	Pages   []Page   // pages that differ, most relevant first
	Gone    []string // paths of pages that are removed
	NoPages string   // why there are no pages, as a sentence
	Every   bool     // the pages of From are unknown; Pages are all pages of To
	Styles  string   // the CSS of the site
	Speaks  []Language
}

// Side is one of the two states that are compared.
type Side struct {
	Name    string // "2008-07-31", "main"
	Commit  string // 40 digits; empty for a working tree
	Edition string // id in its data; empty if it cannot be read
	Draft   bool   // Edition is not issued
}

// File is a file that differs.
type File struct {
	Name string // slash-separated, from the root of the repository
	What string // "added", "removed", "changed" or "renamed"
	Was  string // its previous name, if it was renamed
	Diff string // unified diff; empty if it should not be shown
	Cut  bool   // the diff was left out because it is too long; set by Write
}

// Language is a language in which the report is published.
type Language struct {
	Code, Name, Dir string // "fr", "Français", "ltr"
}

// Page is a page in each language in which it is published.
type Page struct {
	Path     string // relative to the front page of the edition in a language: "paragraphs/op04/"; empty for the front page
	Versions []Version
}

// Version is a page in one language.
type Version struct {
	Lang  string
	Title string
	HTML  []byte // the whole page, with links relative to At
	At    string // path from the root of the site: "draft/fr/paragraphs/op04/"
}
