package portal

import (
	"rapporteur/generator/site/page"
)

// view is a page as its template sees it.
type view struct {
	Kind        string // template of its main part
	Lang, Dir   string
	Site        string // name of the portal
	Title       string
	Description string
	Path        string // from the front page of the language
	Front       string // relative address of the front page
	Root        string // relative address of the root of the portal
	Styles      string
	Script      string // empty but where the page searches
	Connect     string // where scripts may read
	Canonical   string // empty where the address of the portal is not known
	Feed        string
	Nav         []link
	Languages   []language
	Crumbs      []link
	Body        any
}

type link struct {
	Href    string
	Text    page.Text
	Current bool
	N       int // reports
}

type language struct {
	Lang, Dir, Name, Href string
	Current               bool
}

// item is a report in a list.
type item struct {
	ID         string // of its element
	Title      page.Text
	Href       string
	In         string // language of what the link leads to, where it is not that of the page
	Symbol     string
	Session    *link
	Organ      *link
	Topics     []link
	Edition    string
	AsAt       page.Date
	Issued     page.Date
	Draft      bool // no edition was issued
	Official   bool
	Statuses   []page.StatusCount
	Requests   int
	Languages  []language
	Search     string
	Repository string
	Copy       string // why this is a copy, in a sentence; empty where it is none
}

// unread is a report that could not be read.
type unread struct {
	Name, Href, Why string
}

// news is an edition in a list of the newest.
type news struct {
	Report page.Text
	Href   string
	In     string
	ID     string
	Title  page.Text
	Symbol string
	State  string
	AsAt   page.Date
	Issued page.Date
}

// overview is the body of a page that lists reports.
type overview struct {
	Note     page.Text
	Facts    []string
	Statuses []page.StatusCount
	Newest   []news
	Groups   []groups
	Items    []item
	Unread   []unread
	Copies   int
}

// groups are links to pages of one kind.
type groups struct {
	Key   string // of the title: "portal-organs"
	Href  string
	Links []link
}

// matrix is the body of the page of statuses.
type matrix struct {
	Columns []*page.Word
	Rows    []row
	Totals  []int
	All     int
}

type row struct {
	item
	Counts []int
}

// searching is the body of the search.
type searching struct {
	Organs, Sessions, Topics []choice
	Items                    []item
}

type choice struct{ Value, Text string }
