package page

// Shared is a page at the address of its content: a data file, or the differences between
// data files, stored once for every edition and language that shows it. It has no words but
// its notices, which are in the six languages.
type Shared struct {
	Path    string // file, from the root of the site: "source/0123456789abcdef0123/index.html"
	Root    string // relative path to the root of the site: "../../"
	Title   string // names of the files
	Notices []Text // that this is a reconstruction, or who issues the report; in the order of the language bar
	File    *SourceFile
	Changes []SourceChange
}

// Unchanged is what the page of a record says in an edition in which it shows what it shows
// in an older one.
type Unchanged struct {
	Since     string    // id of the oldest edition since which the page is the same
	Href      string    // the page there, relative
	Address   string    // the same, absolute where the address of the site is known
	Permanent string    // of this page, to be cited
	List      NavLink   // the register of the record in the edition of this page
	Newer     string    // the page at the address of the current edition; empty on that edition
	Official  *Official // nil for a reconstruction
}
