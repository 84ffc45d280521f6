package page

// Gateway is a small page outside any language: it leads to the reader's
// language, or says that there is no such page.
type Gateway struct {
	Path    string   // file, from the root of the site: "index.html", "2008-07-31/index.html", "404.html"
	Missing bool     // it is the page of an address that does not exist
	Root    string   // address of the root of the site, with a slash at the end: "./", "../", "/repo/"
	Edition string   // id of the edition that it leads to, or "draft"; empty for the current one
	Default Choice   // for a reader who asks for none of the languages
	Choices []Choice // in the order of the language bar
}

// Choice is a language to choose.
type Choice struct {
	Lang, Name, Dir string
	Href            string // of the front page
	Missing         string // says that there is no such page
	Search          string // the word for it
}
