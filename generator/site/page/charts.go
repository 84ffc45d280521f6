package page

import "html/template"

// Picture is a picture with what it shows in words and as a table. Where a
// page has it as a pointer, it shows what the page says otherwise, or what the
// editions before said.
type Picture struct {
	ID      string // every id of the picture begins with it: "picture-parties"
	Title   string
	Desc    string        // what it shows, in whole sentences
	SVG     template.HTML // a narrow drawing and a wide one, of which the style sheet shows one
	Sources SourceLine
	Table   PictureTable
	Partial bool   // the file has more rows than the table
	CSV     string // address of the file, relative to the page
	Data    string // the file
}

// PictureTable is what a picture shows, in rows. The first cell of a row is
// its heading.
type PictureTable struct {
	Header []PictureCell
	Rows   [][]PictureCell // each as long as Header
}

// PictureCell is one value of the table of a picture.
type PictureCell struct {
	Text   Text
	Number bool // set at the end of its column
}

// File is a file next to a page.
type File struct {
	Name string // "parties.csv"
	Data string
}
