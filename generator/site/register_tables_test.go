package site

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/site/history"
	"rapporteur/generator/site/page"
)

// rowsIn are the cells of a table as plain text.
func rowsIn(t page.ReportTable) []string {
	var rows []string
	for _, r := range t.Rows {
		var cells []string
		for _, c := range r.Cells {
			said := string(c.HTML) + c.Date.ISO + c.Text.Text + c.Span.Text
			for _, k := range c.Links {
				said += k.Text.Text + " "
			}
			if c.Quantity != nil {
				said += c.Quantity.Text
			}
			if c.Status != nil {
				said += c.Status.Like
			}
			for _, tag := range c.Tags {
				said += " #" + tag
			}
			cells = append(cells, strings.TrimSpace(said))
		}
		rows = append(rows, strings.Join(cells, "|"))
	}
	return rows
}

func tableIn(t *testing.T, parts map[string]page.Part, section string) page.ReportTable {
	t.Helper()
	blocks := parts[section].Blocks
	if len(blocks) == 0 || len(blocks[len(blocks)-1].Tables) != 1 {
		t.Fatalf("section %s has no table after its text", section)
	}
	return blocks[len(blocks)-1].Tables[0]
}

// Tables made from records hold what the records say, once each, in the language of the
// page, and are numbered with the others.
func TestRegisterTables(t *testing.T) {
	t.Parallel()
	later := change{"report.toml", "as_at = 2008-12-31", "as_at = 2009-06-30"}
	m := build(t, Input{Draft: load(t, later)})
	parts, _ := partsOf(t, m, "en")
	for section, want := range map[string]struct {
		label, caption string
		columns        int
		rows           []string // some of them
		sources        string
	}{
		"annex-requests": {"Table 3", "Requests made in the resolution and action taken on them", 5, []string{
			"para. 1|Do a thing, which is done|Test Office France|implemented|",
			"para. 1|Do a thing of which nothing is known|Test Office|no-information|No public source speaks of it.",
			"para. 4 (b) (ii)|The other thing|Test Office|no-information|Nothing is known of it.",
		}, "source-own"},
		"annex-parties": {"Table 4", "Who is a <party> & since when", 4, []string{
			"Convention|3|4|2", "Protocole|1|3|0", "All of these instruments|1|3|",
		}, "source-counted"},
		"annex-deposits": {"Table 5", "Instruments deposited since the adoption of the resolution, by State", 4, []string{
			"Brazil|Convention|accession|2009-02-01", "Brazil|Protocole|definitive signature|2009-02-10", "Montenegro|Protocole|formal confirmation|2008-06-05",
		}, "source-counted"},
		"annex-activities": {"Table 6", "Activities", 5, []string{
			"17-18\u00a0May 2007|Test workshop|Vienna, Austria|Test Office Austria|350",
		}, "source-read"},
		"annex-publications": {"Table 7", "Publications and tools", 4, []string{"Guide|Published|2007-11|English"}, "source-read"},
		"annex-money":        {"Table 8", "Resources", 5, []string{"Correction  #context|Austria|-12,500|USD|2007"}, "source-read"},
	} {
		table := tableIn(t, parts, section)
		if table.Label != want.label || table.Caption.Text != want.caption || table.Anchor != "table-"+section || len(table.Columns) != want.columns || table.Sources.Key != want.sources {
			t.Errorf("%s: %q, %q, #%s with %d columns, %s", section, table.Label, table.Caption.Text, table.Anchor, len(table.Columns), table.Sources.Key)
		}
		rows := rowsIn(table)
		for _, row := range want.rows {
			if !slices.ContainsFunc(rows, func(r string) bool { return plainSpaces(r) == plainSpaces(row) }) {
				t.Errorf("%s has no row %q among\n%s", section, row, strings.Join(rows, "\n"))
			}
		}
	}
	if rows := rowsIn(tableIn(t, parts, "annex-deposits")); len(rows) != 3 || !strings.HasPrefix(rows[0], "Brazil") || !strings.HasPrefix(rows[2], "Montenegro") {
		t.Errorf("the deposits are %q", rows)
	}
	text := string(parts["annex-requests"].Blocks[1].HTML)
	for _, want := range []string{`<a class="number" href="../instruments/convention/">3</a> parties`, `<a class="number" href="../instruments/">1</a> to all`, `">3</a> later`,
		`">3</a> deposits by`, `">2</a> States, `, `<a class="number" href="../instruments/protocol/">2</a> were made`} {
		if !strings.Contains(text, want) {
			t.Errorf("the text has no %s:\n%s", want, text)
		}
	}
	if line := parts["annex-requests"].Blocks[1].Sources; line.Key != "source-counted" || len(line.Cites) == 0 {
		t.Errorf("the numbers in it rest on %+v", line)
	}
	if ref := string(parts["annex-requests"].Blocks[0].HTML); !strings.Contains(ref, `<a href="#table-annex-deposits">table 5</a>`) {
		t.Errorf("the reference is %s", ref)
	}
	// In another language the same, and a file with the ids of the records.
	parts, _ = partsOf(t, m, "fr")
	if got := tableIn(t, parts, "annex-deposits"); got.Label != "Tableau 5" || got.Caption.Text != "Instruments déposés depuis l’adoption de la résolution, par État" {
		t.Errorf("in French it is %q, %q", got.Label, got.Caption.Text)
	}
	p := pageAt(t, m, page.Draft, "fr", "report/")
	i := slices.IndexFunc(p.Files, func(f page.File) bool { return f.Name == "table-annex-deposits.csv" })
	if i < 0 {
		t.Fatal("there is no file of the deposits")
	}
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(p.Files[i].Data), "\ufeff"))).ReadAll()
	if err != nil || len(records) != 4 {
		t.Fatalf("the file has %q, %v", records, err)
	}
	if got := records[1]; got[0] != "act:convention/bra/accession/2009-02-01" || got[4] != "2009-02-01" || !strings.Contains(got[5], "dépôts") {
		t.Errorf("a row of the file is %q", got)
	}
}

func plainSpaces(s string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2212", "-", "–", "-").Replace(s)
}

// In the table of parties they are counted on the days of the editions before this one, each day once.
func TestPartiesOnTheDaysOfEditions(t *testing.T) {
	t.Parallel()
	first := issue(t, "2008-03-31", "2008-03-31")
	second := issue(t, "2008-12-31", "2008-12-31")
	m := build(t, Input{Editions: []history.Issued{first, second}, Current: "2008-12-31"})
	body := pageAt(t, m, page.Current, "en", "report/").Body.(*page.Report)
	for _, p := range body.Parts {
		if p.Anchor != "annex-parties" {
			continue
		}
		table := p.Blocks[0].Tables[0]
		var columns []string
		for _, c := range table.Columns {
			columns = append(columns, plainSpaces(c.Heading.Text))
		}
		want := []string{"Instrument", "Parties at adoption, 18 December 2007", "Parties at 31 March 2008", "Parties at 31 December 2008", "Signatories"}
		if !slices.Equal(columns, want) {
			t.Errorf("the columns are %q, want %q", columns, want)
		}
		if got := fmt.Sprint(rowsIn(table)); got != "[Convention|3|3|3|2 Protocole|1|1|2|0 All of these instruments|1|1|2|]" {
			t.Errorf("the rows are %s", got)
		}
		return
	}
	t.Error("there is no table of parties")
}

// Where nothing was deposited since the adoption, the table says so.
func TestNoDeposits(t *testing.T) {
	t.Parallel()
	m := build(t, Input{Draft: load(t, change{"participation/protocol.toml", "date = 2008-06-05", "date = 2009-06-05"})})
	parts, _ := partsOf(t, m, "en")
	table := tableIn(t, parts, "annex-deposits")
	if len(table.Rows) != 0 || !strings.Contains(plainSpaces(table.Empty), "after the adoption of the resolution on 18 December 2007, up to 31 December 2008") {
		t.Errorf("a table without deposits says %q, with %d rows", table.Empty, len(table.Rows))
	}
}
