package page

// Search is the page that searches an edition in the browser.
type Search struct {
	Root  string       // relative path to the front page of the edition and language
	Kinds []SearchKind // those that the edition has, in the order of the index
	Lists []NavLink    // what can be read instead, where there is no JavaScript
}

// SearchKind is a kind of record that hits can be kept to.
type SearchKind struct {
	Kind string // in the index: "activity"
	Key  string // names the interface string for all of them: "nav-activities"
}
