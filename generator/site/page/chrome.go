package page

import "html/template"

// Chrome is what surrounds the main part of a page and may depend on other
// editions: it is rebuilt at each build. All links in it are relative to
// the page but for Canonical, Permanent and Alternates, which are absolute
// where the site's base address is.
type Chrome struct {
	Version      string // "current", "draft" or an edition id
	Canonical    string
	NoIndex      bool           // drafts, withdrawn editions, the page of components
	Permanent    string         // the address to cite; empty for drafts
	Alternates   []Alternate    // hreflang, with "x-default" last
	Languages    []LanguageLink // six, in the order of the language bar
	Nav          []NavLink
	Search       NavLink   // the page that searches the edition; Key is "search"
	Official     *Official // nil for a reconstruction; that of the front edition on authored pages
	Relation     Relation  // of the edition, as in its EditionBox
	RelatedTo    *Link     // the same page in the edition of Relation; nil where there is no relation or that edition is not shown
	Addenda      []Link    // the same page in the editions that add to this one
	State        string    // "current", "earlier", "superseded", "addendum", "draft"
	Newer        *Link     // the page at the address of the current edition; nil on current
	NewerExists  bool      // false on a page of the draft whose record the current edition lacks: Newer is then its front page
	SupersededBy *Link
	Selector     *Selector // nil for authored pages, and where no edition was issued
	Imprint      Imprint
	Meta         Meta      // zero for authored pages
	Feeds        []Feed    // that follow the page, the changes and the editions; none on pages of the draft
	Record       string    // the record of the page as JSON; empty where the page is not about one record
	Paper        *Paper    // nil but for the front page and the report
	Cite         *Citation // nil where the page is not one to cite
	Parity       string    // the page that compares the languages of the edition
	Timeline     *Timeline // of a paragraph's page; else nil
	All          string    // the list of all editions
	Edit         string    // where the file of the page is edited, at the line of its record; empty where it has no one file, the repository's address is not known, or the page is that of an edition at its permanent address
	ReportError  string    // where a reader reports an error, with the record filled in; never empty
}

// Imprint is who answers for the site, and what it may be used for.
type Imprint struct {
	Contact NavLink   // Key is what is shown; zero where none is named
	Licence NavLink   // Key is its name, empty where none is stated; Href may be empty
	Pages   []NavLink // Key names the page: "method"
}

// Meta is what the head of a page says of it to programs.
type Meta struct {
	Title       string // what the page is, without the report and the edition
	Description string
	Address     string // the one to share; absolute where the site's base address is
	Locale      string // of Open Graph: "en_GB"
	Card        string // absolute address of a picture; empty where the address of the site is not known, and for drafts
	CardWidth   int    // in pixels
	CardHeight  int
	Tags        []MetaTag   // for programs that collect references
	JSON        template.JS // JSON-LD
}

// MetaTag is a meta element.
type MetaTag struct{ Name, Content string }

// Feed is a feed that readers of a page may follow.
type Feed struct {
	Title string
	Href  string // relative
}

// Alternate is the same page in another language.
type Alternate struct {
	Lang string // "fr" or "x-default"
	Href string
}

// LanguageLink is an entry of the language bar. Href is empty where the
// edition is not published in that language, and for the page's own.
type LanguageLink struct {
	Lang    string
	Name    string // native
	Dir     string
	Href    string
	Current bool
}

// Published reports whether there is a page in the language.
func (l LanguageLink) Published() bool { return l.Current || l.Href != "" }

// NavLink is an entry of the main menu. Key names its interface string.
type NavLink struct {
	Key     string
	Href    string
	Current bool // the page itself or its section
}

// Selector is what a script needs to list the same page in the other editions. The page
// itself names no other edition, so that it stays as it is whatever is issued later.
type Selector struct {
	List  string // relative path to editions.json, at the root of the site
	Path  string // of the page in its edition and language: "states/fra/"
	First string // id of the oldest edition that has the page
	Up    string // path of the list to which a reader is led where an edition has no such page: "states/"
}

// Citation is how to cite a page of an edition: the report at its
// permanent address and, where it is a reconstruction, never the document that it corresponds to. No author is
// named, for there is none to name.
type Citation struct {
	Text     string         // as editors of the United Nations write it, in the language of the page
	Forms    []CitationForm // for programs: BibTeX, RIS, CSL-JSON
	Official bool           // the report is the official one
}

// CitationForm is a citation in a form that a program reads.
type CitationForm struct {
	Name string // "BibTeX"
	Text string // lines, each with its end
}
