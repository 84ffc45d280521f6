package page

import "html/template"

// Components shows each component of the pages in its states, for those who
// design and write pages and for the tests. It exists once, for the current
// edition.
type Components struct {
	Anchor  string      // of the notice that all are samples, to which their links lead
	Entries []Component // in the order in which they stand on a page
}

// Component is one partial, or some that belong together, with its style sheet.
type Component struct {
	Name     string   // "status": its anchor is "component-status"
	Title    string   // in English
	Use      string   // when to use it, one sentence in English
	Partials []string // files of layouts/_partials, without ".html"; none where it is plain HTML
	Styles   []string // files of assets/css/components, without ".css"; none where base.css is enough
	Around   bool     // it surrounds every page, and so this one: it is not shown again
	States   []Specimen
	Where    []NavLink // pages that show it, where it can't be shown here; Key names the interface string
}

// Specimen is a component in one state, made of words that say they are a
// sample.
type Specimen struct {
	Name    string        // of the state, in English; it begins with the name in the data where there is one
	Partial string        // file of layouts/_partials, with ".html"; empty where HTML is the specimen
	Dot     any           // what the partial prints
	HTML    template.HTML // of what has no partial
}
