package page

// Editor is the page on which records of the draft are edited in a form. It exists once
// in each language, where the site is built with an editor.
type Editor struct {
	Judge string // "wasm": the rules are in Root + "editor.wasm"; "program": the program that serves the page answers
	Root  string // from the page to the folder of the editor, with a slash at the end

	Forge      string // "github" or "gitlab", where proposals are sent; empty where it is not known
	API        string // its address, without a slash at the end: "https://api.github.com"
	Origin     string // of API, for the security policy: "https://api.github.com"
	Host       string // as people call it: "github.com"
	Repository string // "https://github.com/OWNER/NAME"
	Branch     string // "main"
	Edit       string // address of the page of the forge that edits a file, with {file} in its place; empty for none
}
