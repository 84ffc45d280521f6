package page

import "html/template"

// Tombstone is the short page at an address of a withdrawn edition. It is outside the
// editions, so that all its words are in it, in the language of its address.
type Tombstone struct {
	Path        string // file, from the root of the site: "2008-07-31/fr/report/index.html", "2008-07-31/fr/states/states.csv/index.html"
	Root        string // relative path to the root of the site: "../../../"
	Lang, Dir   string
	Edition     string        // id
	Title       string        // of the page that was there, or that the file belonged to
	Heading     string        // that the edition was withdrawn
	Headline    template.HTML // the heading, in which no line is broken within the id
	Note        string        // what that means
	ReasonLabel string
	Reason      Text
	ByLabel     string
	By          Text // who withdrew it; empty where it is not known
	OnLabel     string
	On          Date // zero where it is not known
	Replaced    Link // to the same page in what replaces the edition or, where there is none such, to its front page; zero where nothing replaces it
	All         Link // to the list of editions
}
