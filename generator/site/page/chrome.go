package page

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
	Newer        *Link     // the same record in the current edition, or its front page; nil on current
	NewerExists  bool      // whether the current edition has this record
	SupersededBy *Link
	Editions     []EditionLink // the page's own and five others at most, newest first; none for authored pages
	More         bool          // there are more editions than Editions shows
	Paper        *Paper        // nil but for the front page and the report
	Cite         *Citation     // nil where the page is not one to cite
	Parity       string        // the page that compares the languages of the edition
	Timeline     *Timeline     // of a paragraph's page; else nil
	All          string        // the list of all editions
	Edit         string        // where the file of the page is edited, at the line of its record; empty where it has no one file, or the repository's address is not known
	ReportError  string        // where a reader reports an error, with the record filled in; empty as Edit
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

// NavLink is an entry of the main menu. Key names its interface string.
type NavLink struct {
	Key     string
	Href    string
	Current bool // the page itself or its section
}

// EditionLink leads to the same record in another edition.
type EditionLink struct {
	ID      string
	Title   Text
	AsAt    Date
	Href    string
	Current bool // the current edition
	Self    bool // the edition of this page
	Exists  bool // whether the record exists there; Href then leads to it, else to the list it would be in
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
