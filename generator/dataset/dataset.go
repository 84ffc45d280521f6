// Package dataset makes the files with the data of an edition that readers download: one
// JSON document with its schema, a JSON document for each record with a page of its own, a
// table for each kind of record, the TOML files as they are, a Data Package descriptor, and
// a ZIP file with all of it.
//
// What is in the files follows from the table of kinds and the struct tags of package
// report. They depend on the report alone, so that the files of an issued edition stay as
// they are, byte for byte.
package dataset

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"path"
	"slices"
	"strings"
	"time"

	"rapporteur/generator/report"
	"rapporteur/generator/schema"
)

// Names of files of every edition, in its folder.
const (
	JSON       = "report.json"
	Schema     = schema.DocumentName
	Descriptor = "datapackage.json"
	TOML       = "toml/" // folder of the files as they are
)

// File is a file to download.
type File struct {
	Name string // in the folder of the edition, with slashes: "deposits.csv", "states/uzb.json"
	Data []byte
	Rows int // of a table, without its head; 0 for other files
}

// Set holds the files of an edition.
type Set struct {
	Tables  []File // by kind, in the order of the table of kinds; kinds without records have none
	Sources []File // the TOML files and images, by name
	Records []File // one for each record with a page of its own, by name
	JSON    File
	Schema  File
	Package File // the descriptor
	ZIP     File // all of it but Records
}

// All are the files of the set.
func (s *Set) All() []File {
	return slices.Concat([]File{s.JSON, s.Schema, s.Package, s.ZIP}, s.Tables, s.Sources, s.Records)
}

// Table is the table of a kind of records; nil where there are no records of it.
func (s *Set) Table(kind report.Kind) *File {
	for i, f := range s.Tables {
		if f.Name == TableName(kind) {
			return &s.Tables[i]
		}
	}
	return nil
}

// TableName is the name of the table of a kind: "deposits.csv"; empty for a kind that has
// none.
func TableName(kind report.Kind) string {
	if name := kind.Info().Data; name != "" {
		return name + ".csv"
	}
	return ""
}

// RecordName is the name of the document of a record with a page of its own, given the
// path of that page: "states/uzb.json" for "states/uzb/".
func RecordName(page string) string { return strings.TrimSuffix(page, "/") + ".json" }

// ZIPName is the name of the ZIP file, which identifies it in any folder:
// "62-172-2009-06-30.zip".
func ZIPName(r *report.Report, id string) string {
	return keyOf(r.Meta.Reference, id) + ".zip"
}

// keyOf joins words to a key of lower-case letters, digits and hyphens.
func keyOf(words ...string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(strings.Join(words, "-")), func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < '0' || c > '9')
	}), "-")
}

// Maker makes the files of editions. Several goroutines may use it.
type Maker struct {
	document  []byte // the schema of a document
	described schema.Describer
}

// NewMaker reads the comments of the model, which describe what is in the files. It fails
// only if the program's own sources cannot be read.
func NewMaker() (*Maker, error) {
	described, err := schema.Descriptions()
	if err != nil {
		return nil, err
	}
	document, err := schema.Document()
	return &Maker{document, described}, err
}

// Make makes the files of an edition, or of the draft, under its id.
func (m *Maker) Make(r *report.Report, id string) *Set {
	w := &writer{
		Report: r, id: id, reader: report.NewReader(), described: m.described,
		records: make(map[report.Ref]json.RawMessage), parents: make(map[report.Ref]values), shown: make(map[claim]report.Verification),
	}
	set := new(Set)
	w.documents(set)
	set.Schema = File{Name: Schema, Data: m.document}
	tables := w.tables()
	for _, t := range tables {
		set.Tables = append(set.Tables, t.file())
	}
	set.Package = w.descriptor(tables, set.Tables)
	for _, f := range r.Files {
		set.Sources = append(set.Sources, File{Name: TOML + strings.TrimPrefix(f.Name, "data/"), Data: f.Data})
	}
	for _, f := range r.ImageFiles {
		set.Sources = append(set.Sources, File{Name: TOML + "images/" + f.Name, Data: f.Data})
	}
	set.ZIP = w.pack(slices.Concat([]File{set.Package, set.JSON, set.Schema}, set.Tables, set.Sources))
	return set
}

// writer makes the files of one edition.
type writer struct {
	*report.Report
	id        string
	reader    *report.Reader
	described schema.Describer
	records   map[report.Ref]json.RawMessage
	parents   map[report.Ref]values         // of parentValues
	shown     map[claim]report.Verification // of verification
}

// claim is what the verification that readers see depends on.
type claim struct {
	source       string
	verification report.Verification
}

// documents makes the document of the whole report, with a line for each record, and those
// of single records.
func (w *writer) documents(set *Set) {
	var lines []line
	entries := w.Entries()
	for _, e := range entries {
		raw := encode(w.reader.Value(e))
		w.records[e.Ref] = raw
		lines = append(lines, line{e.Ref.String(), raw})
	}
	set.JSON = File{Name: JSON, Data: document(Schema, append(lines, line{"order", encode(w.Order())}))}
	parts := w.parts(entries)
	for _, e := range entries {
		k := e.Ref.Kind.Info()
		if k.Display != report.OwnPage || k.Parent != "" {
			continue
		}
		var own []line
		for _, ref := range parts[e.Ref] {
			own = append(own, line{ref.String(), w.records[ref]})
		}
		name := RecordName(k.Page + e.Ref.ID)
		set.Records = append(set.Records, File{Name: name, Data: document(strings.Repeat("../", strings.Count(name, "/"))+Schema, own)})
	}
	slices.SortFunc(set.Records, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
}

// parts gives for each record with a page of its own the records of its document, in the
// order of the report: itself, what belongs to it, and what is identified by it, such as
// the acts of a State.
func (w *writer) parts(entries []report.Entry) map[report.Ref][]report.Ref {
	parts := make(map[report.Ref][]report.Ref)
	for _, e := range entries {
		whole := w.Whole(e.Ref)
		parts[whole] = append(parts[whole], e.Ref)
		for _, ref := range identifying(e) {
			if ref != whole && w.Record(ref) != nil {
				parts[ref] = append(parts[ref], e.Ref)
			}
		}
	}
	return parts
}

// line is a member of a document.
type line struct {
	name  string
	value json.RawMessage
}

// document is a JSON object with a member on each line, so that two of them can be
// compared line by line, and its first member the address of its schema.
func document(schema string, lines []line) []byte {
	var b bytes.Buffer
	write := func(name string, value []byte) {
		b.Write(encode(name))
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('{')
	write("$schema", encode(schema))
	for _, l := range lines {
		b.WriteString(",\n")
		write(l.name, l.value)
	}
	b.WriteString("}\n")
	return b.Bytes()
}

// encode writes a value as JSON, with the letters of its texts as they are. It is for texts,
// numbers, lists and maps of them, which can always be written.
func encode(v any) json.RawMessage {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// pack makes a ZIP file. The time of each file in it is the date of the edition, which is
// the same whenever it is built.
func (w *writer) pack(files []File) File {
	var b bytes.Buffer // writing to it never fails
	z := zip.NewWriter(&b)
	day := w.Edition.AsAt
	at := time.Date(max(day.Year, 1980), time.Month(max(day.Month, 1)), max(day.Day, 1), 0, 0, 0, 0, time.UTC)
	for _, f := range files {
		method := zip.Deflate
		if path.Ext(f.Name) != ".toml" && strings.HasPrefix(f.Name, TOML) {
			method = zip.Store // an image is compressed already
		}
		if to, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: method, Modified: at}); err == nil {
			_, _ = to.Write(f.Data)
		}
	}
	_ = z.Close()
	return File{Name: ZIPName(w.Report, w.id), Data: b.Bytes()}
}
