package dataset

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
)

// dataPackage is a Data Package descriptor, as https://specs.frictionlessdata.io has it.
type dataPackage struct {
	Profile     string     `json:"profile"`
	Name        string     `json:"name"`
	ID          string     `json:"id,omitempty"`
	Title       string     `json:"title"`
	Description string     `json:"description,omitempty"`
	Version     string     `json:"version"`
	Created     string     `json:"created"`
	Resources   []resource `json:"resources"`
}

type resource struct {
	Profile   string       `json:"profile"`
	Name      string       `json:"name"`
	Path      string       `json:"path"`
	Title     string       `json:"title"`
	Format    string       `json:"format"`
	MediaType string       `json:"mediatype"`
	Encoding  string       `json:"encoding"`
	Bytes     int          `json:"bytes"`
	Hash      string       `json:"hash"`
	Schema    *tableSchema `json:"schema,omitempty"`
}

type tableSchema struct {
	Fields      []fieldSchema `json:"fields"`
	PrimaryKey  string        `json:"primaryKey"`
	ForeignKeys []foreignKey  `json:"foreignKeys,omitempty"`
}

type fieldSchema struct {
	Name        string         `json:"name"`
	Type        string         `json:"type"`
	Description string         `json:"description,omitempty"`
	Constraints map[string]any `json:"constraints,omitempty"`
}

type foreignKey struct {
	Fields    string    `json:"fields"`
	Reference reference `json:"reference"`
}

type reference struct {
	Resource string `json:"resource"`
	Fields   string `json:"fields"`
}

// descriptor says what is in each table, column by column, for programs that read Data
// Packages.
func (w *writer) descriptor(tables []*table, files []File) File {
	title, _ := w.Meta.Title.Best("en", w.Meta.Original)
	d := dataPackage{
		Profile: "tabular-data-package",
		Name:    keyOf(w.Meta.Reference, w.id),
		Title:   strings.TrimSpace(w.Meta.Reference + " " + title),
		Version: w.id,
		Created: w.Edition.AsAt.String() + "T00:00:00Z",
	}
	for i, t := range tables {
		sum := sha256.Sum256(files[i].Data)
		d.Resources = append(d.Resources, resource{
			Profile: "tabular-data-resource", Name: t.kind.Data, Path: files[i].Name, Title: t.title(),
			Format: "csv", MediaType: "text/csv", Encoding: "utf-8",
			Bytes: len(files[i].Data), Hash: "sha256:" + hex.EncodeToString(sum[:]), Schema: t.schema(tables),
		})
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	_ = e.Encode(d) // texts and numbers alone
	return File{Name: Descriptor, Data: b.Bytes()}
}

func (t *table) title() string {
	name := strings.ReplaceAll(t.kind.Data, "-", " ")
	return strings.ToUpper(name[:1]) + name[1:]
}

func (t *table) schema(all []*table) *tableSchema {
	s := &tableSchema{PrimaryKey: "id"}
	for _, c := range t.columns {
		f := fieldSchema{Name: c.name, Type: c.typ, Description: c.doc}
		switch {
		case c.name == "id":
			f.Constraints = map[string]any{"required": true, "unique": true}
		case len(c.enum) > 0:
			f.Constraints = map[string]any{"enum": c.enum}
		}
		s.Fields = append(s.Fields, f)
		// Versions of the standard write a reference to the own table in two ways, so it is
		// left out.
		if c.to != "" && c.to != t.kind.Kind && slices.ContainsFunc(all, func(o *table) bool { return o.kind.Kind == c.to }) {
			s.ForeignKeys = append(s.ForeignKeys, foreignKey{c.name, reference{c.to.Info().Data, "id"}})
		}
	}
	return s
}
