package page

// Absent is the short page at an address of the current edition for which that edition has
// no page, but an earlier one has. All its words are in it, in the language of its address.
type Absent struct {
	Path      string // file, from the root of the site: "fr/sources/gone/index.html"
	Root      string // relative path to the root of the site: "../../../"
	Lang, Dir string
	Title     string // of the page in the edition that has it
	Heading   string // that the current edition does not contain the page
	Links     []Link // to what replaces the record, to the newest edition that has the page, and to the current edition
}
