package chart

import (
	"encoding/csv"
	"strings"
	"testing"
)

// A text that a spreadsheet would run as a formula is a text in the file; numbers stay
// numbers.
func TestCSVHasNoFormulas(t *testing.T) {
	cells := []struct{ text, want string }{
		{"=1+1", "'=1+1"},
		{`=HYPERLINK("https://example.org","x")`, `'=HYPERLINK("https://example.org","x")`},
		{"+1+1", "'+1+1"},
		{"-1+1", "'-1+1"},
		{"-2009-02-17", "'-2009-02-17"},
		{"@SUM(A1)", "'@SUM(A1)"},
		{"\t=1+1", "'\t=1+1"},
		{"＝1+1", "'＝1+1"},
		{"＠SUM(A1)", "'＠SUM(A1)"},
		{"-", "'-"},
		{"-12", "-12"},
		{"+12", "+12"},
		{"-0.25", "-0.25"},
		{"12", "12"},
		{"1=1", "1=1"},
		{"2009-02-17/2009-02-20", "2009-02-17/2009-02-20"},
		{"'quoted'", "'quoted'"},
		{"", ""},
	}
	table := Table{Header: []string{"text", "raw", "=header"}}
	for _, c := range cells {
		table.Rows = append(table.Rows, []Cell{{Text: c.text}, {Text: "-", Raw: c.text}, {Text: "a"}})
	}
	records, err := csv.NewReader(strings.NewReader(table.CSV())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got := records[0][2]; got != "'=header" {
		t.Errorf("header: got %q", got)
	}
	for i, c := range cells {
		if got := records[i+1][0]; got != c.want {
			t.Errorf("text %q: got %q, want %q", c.text, got, c.want)
		}
		if c.text == "" {
			continue // without a raw value the text is written
		}
		if got := records[i+1][1]; got != c.want {
			t.Errorf("raw %q: got %q, want %q", c.text, got, c.want)
		}
	}
}
