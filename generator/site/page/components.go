package page

import (
	"html/template"
	"sync"
)

// Components shows each component of the pages in its states, for those who
// design pages and for the tests. It is not part of a published site.
type Components struct {
	Anchor  string             // of the notice at the head, to which all links of the specimens lead
	entries func() []Component // computed when the page is first asked for
}

// NewComponents returns the page; entries is called once, when the page is first
// asked for.
func NewComponents(anchor string, entries func() []Component) *Components {
	return &Components{Anchor: anchor, entries: sync.OnceValue(entries)}
}

// Entries returns the components in the order in which they are on a page.
func (c *Components) Entries() []Component { return c.entries() }

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

// Specimen is a component in one state, with values of the pages of the report.
type Specimen struct {
	Name    string        // of the state, in English; it begins with the name in the data where there is one
	Partial string        // file of layouts/_partials, with ".html"; empty where HTML is the specimen
	Dot     any           // what the partial prints
	HTML    template.HTML // of what has no partial
}
