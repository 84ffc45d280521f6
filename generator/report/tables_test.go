package report_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/generator/problem"
	"rapporteur/generator/prose"
	"rapporteur/generator/report"
)

// sinkWith is the kitchen sink with some files replaced.
func sinkWith(t *testing.T, files map[string]string) fstest.MapFS {
	t.Helper()
	m := filesIn(t, "../testdata/kitchen-sink")
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

func TestCells(t *testing.T) {
	r := kitchenSink(t)
	table := r.Table("replies")
	if table == nil || len(table.Columns) != 5 || len(table.Rows) != 3 {
		t.Fatalf("the table is %+v", table)
	}
	row := table.Rows[1]
	var columns []string
	for _, c := range row.Cells {
		columns = append(columns, c.Column)
	}
	if want := []string{"state", "replied", "pages", "symbol", "says"}; !slices.Equal(columns, want) {
		t.Errorf("cells are in the order %q, want that of the columns %q", columns, want)
	}
	if n := row.Cells.Of("pages").Number; n == nil || n.String() != "1234.50" {
		t.Errorf("1234.50 was read as %v", n)
	}
	if d := row.Cells.Of("replied").Date; d != (report.Date{Year: 2008, Month: 4}) {
		t.Errorf(`"2008-04" was read as %v`, d)
	}
	if c := row.Cells.Of("symbol"); c.Same != "=1+1" || !c.Text.IsZero() {
		t.Errorf("words that are the same in each language are %+v", c)
	}
	if got := row.Name.In("en"); got != "Others & <sundry>" {
		t.Errorf("the row is called %q", got)
	}
	if cells := table.Rows[2].Cells; len(cells) != 2 || !cells.Of("pages").IsZero() {
		t.Errorf("cells with nothing in them are %+v", cells)
	}
	share := r.Table("figures").Rows[0].Cells.Of("share").Number
	if share == nil || share.String() != "-41.5" {
		t.Errorf("-41.5 was read as %v", share)
	}
	for column, want := range map[string]report.Align{"state": report.AlignStart, "pages": report.AlignEnd, "symbol": report.AlignCenter} {
		i := slices.IndexFunc(table.Columns, func(c *report.Column) bool { return c.ID == column })
		if got := table.Columns[i].Aligned(); got != want {
			t.Errorf("column %s is aligned at the %s, want the %s", column, got, want)
		}
	}
}

// Texts in cells are texts of the report: rules see them, and what they name is linked.
func TestCellsAreTexts(t *testing.T) {
	r := kitchenSink(t)
	var fields []string
	for _, text := range r.Texts() {
		if text.Ref.String() == "row:replies/france" {
			fields = append(fields, text.Field)
		}
	}
	if want := []string{"cells.state", "cells.says"}; !slices.Equal(fields, want) {
		t.Errorf("texts of the row are %q, want %q", fields, want)
	}
	parser := prose.NewParser()
	links := r.Backlinks(parser.Parse)
	if !slices.Contains(links[report.Ref{Kind: report.KindIndicator, ID: "states-assisted"}], report.Ref{Kind: report.KindTable, ID: "replies"}) {
		t.Error("the indicator that a cell prints is not linked to the table")
	}
	if pos := r.Pos(report.Ref{Kind: report.KindRow, ID: "replies/france"}, "cells.says.en"); pos.Line != 46 {
		t.Errorf("the cell stands at %v", pos)
	}
}

// Tables are numbered as they are printed, whatever their files are called.
func TestPrintedTables(t *testing.T) {
	parser := prose.NewParser()
	order := func(r *report.Report) string {
		var ids []string
		for _, t := range r.PrintedTables(parser.Parse) {
			ids = append(ids, t.ID())
		}
		return strings.Join(ids, " ")
	}
	const made = " annex-requests annex-parties annex-deposits annex-activities annex-publications annex-money" // from records
	if got := order(kitchenSink(t)); got != "replies figures"+made {
		t.Errorf("tables are printed in the order %q", got)
	}
	base := kitchenSink(t)
	text := string(base.File("data/tables/figures.toml").Data)
	moved := strings.Replace(text, `"annex-documents"`, `"introduction"`, 1)
	r, problems, err := report.Load(sinkWith(t, map[string]string{"data/tables/figures.toml": moved}))
	if err != nil || r == nil {
		t.Fatal(err, problems)
	}
	if got := order(r); got != "figures replies"+made {
		t.Errorf("with the second in the introduction they are printed in the order %q", got)
	}
	same := strings.Replace(text, `"annex-documents"`, `"setting"`, 1)
	r, problems, err = report.Load(sinkWith(t, map[string]string{"data/tables/figures.toml": same}))
	if err != nil || r == nil {
		t.Fatal(err, problems)
	}
	if got := order(r); got != "replies figures"+made {
		t.Errorf("in a section that refers to the one alone, they are printed in the order %q", got)
	}
}

// A report of an older schema has no tables, and "[table:x]" in it is plain text.
func TestTablesBelongToSchema3(t *testing.T) {
	sink := kitchenSink(t)
	files := maps.Clone(map[string]string{})
	for _, f := range sink.Files {
		files[f.Name] = string(f.Data)
	}
	found := func(files map[string]string) []string {
		_, problems, err := report.Load(sinkWith(t, files))
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, p := range problems {
			if p.Severity == problem.Error && strings.Contains(p.Message.String(), "table") {
				out = append(out, fmt.Sprintf("%s %s: %s", p.Pos.File, p.Rule, p.Message.String()))
			}
		}
		return out
	}
	files["data/report.toml"] = strings.Replace(files["data/report.toml"], "schema = 3", "schema = 2", 1)
	got := strings.Join(found(files), "\n")
	for _, want := range []string{
		"data/tables/replies.toml schema: data/tables/replies.toml belongs to schema 3, but this report is written in schema 2",
		`data/sections.toml prose: unknown kind of reference "table"`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("schema 2 with tables gives\n%s\nwithout %q", got, want)
		}
	}
}

// What can be read of a report with a table that cannot be is all but that table.
func TestReadableWithoutTable(t *testing.T) {
	text := string(kitchenSink(t).File("data/tables/figures.toml").Data)
	wrong := strings.Replace(text, "cells.share = 15.8", `cells.share = "many"`, 1)
	part, problems, err := report.NewLoader().LoadReadable(sinkWith(t, map[string]string{"data/tables/figures.toml": wrong}))
	if err != nil || part == nil {
		t.Fatal(err, problems)
	}
	if part.Report.Table("figures") != nil || part.Report.Table("replies") == nil {
		t.Error("want all but the table with the mistake")
	}
	if !part.MayHold(report.Ref{Kind: report.KindTable, ID: "figures"}, kitchenSink(t)) {
		t.Error("the table that was left out is taken for one that is gone")
	}
}

func TestPrintedSections(t *testing.T) {
	r := kitchenSink(t)
	var ids []string
	for _, s := range r.PrintedSections() {
		ids = append(ids, s.ID)
	}
	if len(ids) != len(r.Sections) {
		t.Errorf("%d of %d sections are printed: %q", len(ids), len(r.Sections), ids)
	}
	got := strings.Join(ids, " ")
	if want := "setting setting-law setting-treaties setting-protocols setting-annexes setting-box setting-practice subject subject-training conclusions recommend-lessons lettered recommend-law annex-method"; !strings.Contains(got, want) {
		t.Errorf("sections are printed in the order %s, want in it %s", got, want)
	}
	if depth := r.SectionDepth(r.Section("setting-annexes")); depth != 4 {
		t.Errorf("a section in four others has the depth %d", depth)
	}
}
