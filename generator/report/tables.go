package report

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2/unstable"

	"rapporteur/generator/prose"
	"rapporteur/generator/say"
)

// Cells are the cells of a row, in the order of the columns. In TOML they are a table
// by id of the column: a text in languages, or words in quotation marks that are the
// same in each, a number, or a date. Empty quotation marks are a cell with nothing in it.
type Cells []Cell

// Cell is a cell of a row that has something in it. One of Text, Same, Number and Date
// is set, by the kind of the column.
type Cell struct {
	Column string // id
	Text   Text   // prose
	Same   string // words that are the same in each language: a symbol, a name
	Number *Number
	Date   Date
}

// UnmarshalTOML takes a table of cells. The kinds of the columns are not known yet,
// so that words are Same until the table is settled.
func (c *Cells) UnmarshalTOML(v any) error {
	cells, ok := v.(map[string]any)
	if !ok {
		return say.Errorf("cells are written by column: ‹cells.state = \"…\"›")
	}
	for column, v := range cells {
		cell := Cell{Column: column}
		switch v := v.(type) {
		case string:
			cell.Same = v
		case int64:
			n := Integer(v)
			cell.Number = &n
		case time.Time:
			if err := cell.Date.UnmarshalTOML(v); err != nil {
				return err
			}
		case map[string]any:
			for lang, s := range v {
				words, ok := s.(string)
				if !ok {
					return say.Errorf("the cell %q has a text that is none", column)
				}
				cell.Text = cell.Text.With(Lang(lang), words)
			}
		default:
			return say.Errorf("the cell %q is not a text, a number or a date", column)
		}
		*c = append(*c, cell)
	}
	slices.SortFunc(*c, func(a, b Cell) int { return cmp.Compare(a.Column, b.Column) })
	return nil
}

// equal reports whether two cells hold the same.
func (c Cell) equal(d Cell) bool {
	if (c.Number == nil) != (d.Number == nil) || c.Number != nil && *c.Number != *d.Number {
		return false
	}
	return c.Column == d.Column && c.Text == d.Text && c.Same == d.Same && c.Date == d.Date
}

// IsZero reports whether there is nothing in the cell.
func (c Cell) IsZero() bool { return c.equal(Cell{Column: c.Column}) }

// Of is the cell of a column, zero where there is nothing in it.
func (c Cells) Of(column string) Cell {
	for _, cell := range c {
		if cell.Column == column {
			return cell
		}
	}
	return Cell{}
}

// kind is the kind of the column's values; text where it names none.
func (c *Column) kind() ColumnKind { return cmp.Or(c.Kind, TextColumn) }

// Aligned is where the values of the column are aligned: where it says, numbers
// without a word at the end, all others at the start.
func (c *Column) Aligned() Align {
	switch {
	case c.Align != "":
		return c.Align
	case c.kind() == NumberColumn:
		return AlignEnd
	}
	return AlignStart
}

// settle puts the cells of each row in the order of the columns, reads words as what
// their columns hold, and drops cells with nothing in them.
func (t *Table) settle() {
	place := make(map[string]int, len(t.Columns))
	for i, c := range t.Columns {
		c.Table = t
		place[c.ID] = i
	}
	parser := prose.NewParser()
	for _, row := range t.Rows {
		row.Table = t
		for i := range row.Cells {
			cell := &row.Cells[i]
			at, known := place[cell.Column]
			if !known || cell.Same == "" {
				continue
			}
			switch t.Columns[at].kind() {
			case NumberColumn:
				if n, err := ParseNumber(cell.Same); err == nil {
					cell.Number, cell.Same = &n, ""
				}
			case DateColumn:
				if d, err := ParseDate(cell.Same); err == nil {
					cell.Date, cell.Same = d, ""
				}
			}
		}
		row.Cells = slices.DeleteFunc(row.Cells, Cell.IsZero)
		slices.SortStableFunc(row.Cells, func(a, b Cell) int { return cmp.Compare(place[a.Column], place[b.Column]) })
		if len(t.Columns) > 0 {
			row.Name = row.nameIn(t.Columns[0].ID, parser)
		}
	}
}

// nameIn is what a row is called: the words of its first cell without marks and
// references. A date or a number is not a name that a reader finds a row by, but better
// than none.
func (r *Row) nameIn(first string, parser *prose.Parser) Text {
	cell := r.Cells.Of(first)
	same := cell.Same
	switch {
	case cell.Number != nil:
		same = cell.Number.String()
	case !cell.Date.IsZero():
		same = cell.Date.String()
	}
	var t Text
	for _, l := range Langs {
		if s := cell.Text.In(l); s != "" {
			t = t.With(l, fold(parser.Read(s).PlainText(func(prose.Ref) string { return "" })))
		} else if same != "" {
			t = t.With(l, same)
		}
	}
	return t
}

// PrintedTable is a table that the report prints in a section. Table is nil for the one
// that the section makes from records.
type PrintedTable struct {
	Section *Section
	Table   *Table
}

// ID is what [table:ID] names.
func (t PrintedTable) ID() string {
	if t.Table == nil {
		return t.Section.ID
	}
	return t.Table.ID
}

// PrintedTables are the tables in the order in which the report prints them, by which
// they are numbered in every language: by section, and in a section those that its
// text refers to first by the paragraph, as it is in the original language. The table that
// a section makes from records is its last. parse reads prose.
func (r *Report) PrintedTables(parse func(string) prose.Doc) []PrintedTable {
	var all []PrintedTable
	for _, s := range r.PrintedSections() {
		in := r.TablesIn(s.ID)
		text, _ := s.Text.Best(r.Meta.Original, r.Meta.Original)
		order := TableReferences(parse(text))
		place := func(t *Table) int {
			if i := slices.Index(order, t.ID); i >= 0 {
				return i
			}
			return len(order)
		}
		slices.SortStableFunc(in, func(a, b *Table) int { return cmp.Compare(place(a), place(b)) })
		for _, t := range in {
			all = append(all, PrintedTable{s, t})
		}
		if s.Register != "" {
			all = append(all, PrintedTable{s, nil})
		}
	}
	return all
}

// TableReferences are the ids of the tables that a text refers to, in its order.
func TableReferences(d prose.Doc) []string {
	var ids []string
	for _, ref := range d.Refs() {
		if ref.Kind == "table" && !slices.Contains(ids, ref.ID) {
			ids = append(ids, ref.ID)
		}
	}
	return ids
}

// TablesIn are the tables of a section, in the order of their files.
func (r *Report) TablesIn(section string) []*Table {
	var in []*Table
	for _, t := range r.Tables {
		if t.Section == section {
			in = append(in, t)
		}
	}
	return in
}

// TableIDOf is the table that a column or a row is in; other refs are as they are.
func TableIDOf(ref Ref) Ref {
	if ref.Kind != KindColumn && ref.Kind != KindRow {
		return ref
	}
	id, _, _ := strings.Cut(ref.ID, "/")
	return Ref{KindTable, id}
}

// cellField says of a cell's text what the tags of a field say of others.
var cellField = &field{name: "cells", typ: reflect.TypeFor[Text](), is: []string{"prose"}}

// cells checks the cells of a row by themselves; what their columns hold is checked
// with the table.
func (c *checker) cells(n *node, ctx context) {
	if !c.expect(n, unstable.Table, say.F("a table of cells by column"), ctx) {
		return
	}
	for i, column := range n.names {
		kid := n.kids[i]
		if !slug.MatchString(column) {
			c.report("bad-id", ctx.record, kid.key, say.F("%q is not the id of a column", column), say.F("use a-z, 0-9 and single hyphens between them"))
		}
		switch kid.kind {
		case unstable.Table:
			c.text(kid, cellField, ctx)
		case unstable.Float:
			c.file.decimals = append(c.file.decimals, kid.val)
		case unstable.String:
			c.same(kid, ctx)
		case unstable.Integer, unstable.LocalDate:
		default:
			c.file.wrongType = true
			c.report("wrong-type", ctx.record, kid.val, say.F("expected a text, a number or a date, found %s", kindWords(kid.kind)),
				say.F(`write a text by language, as in ‹cells.state.en = "…"›, or words that are the same in each in quotation marks`))
		}
	}
}

// same checks words that are the same in each language: they are printed as they are.
func (c *checker) same(n *node, ctx context) {
	doc := c.texts.Read(string(n.text))
	if refs := doc.Refs(); len(refs) > 0 {
		c.report("prose", ctx.record, n.val, say.F("%s is in words that are the same in each language, where it is printed as it is", refs[0]),
			say.F(`write the cell by language, where references are read: ‹cells.state.en = "…"›`))
	}
}

// columns checks the cells of a table against its columns.
func (c *checker) columns(n *node, ctx context) {
	columns, cells := n.get("column"), n.get("row")
	if columns == nil || columns.kind != unstable.Array || cells == nil || cells.kind != unstable.Array {
		return
	}
	kinds := make(map[string]ColumnKind)
	var ids []string
	for _, col := range columns.kids {
		if id := col.get("id"); id != nil {
			ids = append(ids, string(id.text))
			kinds[string(id.text)] = TextColumn
			if k := col.get("kind"); k != nil && len(k.text) > 0 {
				kinds[string(id.text)] = ColumnKind(k.text)
			}
		}
	}
	for _, row := range cells.kids {
		at := row.get("cells")
		if at == nil || at.kind != unstable.Table {
			continue
		}
		ref := ctx.record
		if id := row.get("id"); id != nil {
			ref = Ref{KindRow, ctx.record.ID + "/" + string(id.text)}
		}
		for i, column := range at.names {
			kind, known := kinds[column]
			if !known {
				c.report("unknown-key", ref, at.kids[i].key, say.F("the table has no column %q", column),
					didYouMean(column, ids, say.F("its columns: %s", strings.Join(ids, ", "))))
				continue
			}
			c.cell(at.kids[i], column, kind, ref)
		}
	}
}

// cell checks that a cell holds what its column holds.
func (c *checker) cell(n *node, column string, kind ColumnKind, row Ref) {
	s := string(n.text)
	if n.kind == unstable.String && s == "" {
		return
	}
	wrong := func(hint say.Text) {
		c.report("wrong-type", row, n.val, say.F("the column %q holds %s, but this is %s", column, kindsOfCells[kind], kindWords(n.kind)), hint)
	}
	switch kind {
	case TextColumn:
		if n.kind != unstable.String && n.kind != unstable.Table {
			wrong(say.F("put it in double quotes, or say ‹kind = %q or %q› in the column", NumberColumn, DateColumn))
		}
	case NumberColumn:
		switch n.kind {
		case unstable.Integer:
		case unstable.Float, unstable.String:
			if _, err := ParseNumber(withoutUnderscores(n.text)); err != nil {
				wrong(say.F(`write its digits: 1000, 15.8; with trailing zeros in quotation marks: "15.80"; "" where there is nothing`))
			}
		default:
			wrong(say.F("write its digits: 1000, 15.8"))
		}
	case DateColumn:
		switch n.kind {
		case unstable.LocalDate, unstable.String:
			if _, err := ParseDate(s); err != nil {
				c.report("bad-date", row, n.val, say.Of(err), say.F(`write a day as 2008-07-31, a month as "2008-07", a year as "2008"; "" where there is nothing`))
			}
		default:
			wrong(say.F(`write a day as 2008-07-31, a month as "2008-07", a year as "2008"`))
		}
	}
}

var kindsOfCells = map[ColumnKind]say.Text{TextColumn: say.F("texts"), NumberColumn: say.F("numbers"), DateColumn: say.F("dates")}
