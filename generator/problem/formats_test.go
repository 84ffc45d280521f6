package problem_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"rapporteur/generator/say"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	_ "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif" // for its schema
	"github.com/santhosh-tekuri/jsonschema/v6"

	"rapporteur/generator/problem"
)

// findings returns a problem with every field, one without a line, and one in
// an edition without a column.
func findings() problem.Findings {
	return problem.Findings{Waived: 2, Unchanged: 3, Front: "/fr/", Problems: []problem.Problem{
		{Rule: "cited", Pos: problem.Pos{File: "data/b.toml", Line: 4, Column: 9, Len: 2}, Record: "activity:x", Field: "title.fr",
			Message: say.F(`é, 50 %% of "x": <b>`), Hint: say.F("write\nthis"), Line: `é = "éa" # b`, Page: "activities/x/"},
		{Rule: "unknown-file", Pos: problem.Pos{File: "data/a b.toml"}, Message: say.F("this file is not read")},
		{Rule: "per-cent", Severity: problem.Warning, Edition: "2008", Pos: problem.Pos{File: "data/c.toml", Line: 2}, Message: say.F("m|n"), Line: "x"},
	}}
}

func TestWriteTextNamesPage(t *testing.T) {
	var b strings.Builder
	if err := findings().WriteText(&b, false); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "        this\n  shown on: /fr/activities/x/\n") {
		t.Error(b.String())
	}
}

// Of many problems with one reason the first are shown, and where the others are.
func TestWriteTextFolds(t *testing.T) {
	var ps []problem.Problem
	for i := range 20 {
		ps = append(ps, problem.Problem{Rule: "cited", Pos: problem.Pos{File: "data/a.toml", Line: i + 1}, Message: say.F("the record %d cites nothing", i), Hint: say.F("add a source")})
	}
	for i := range 5 {
		ps = append(ps, problem.Problem{Rule: "per-cent", Pos: problem.Pos{File: "data/b.toml", Line: i + 1}, Message: say.F("a sign"), Hint: say.F("write per cent")})
	}
	ps = append(ps, problem.Problem{Rule: "cited", Pos: problem.Pos{File: "data/c.toml", Line: 7}, Message: say.F("the last one"), Hint: say.F("add a source")})
	var b strings.Builder
	if err := problem.WriteText(&b, ps, false); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(b.String(), "[cited]"); got != 3 {
		t.Errorf("%d of one reason are shown", got)
	}
	if got := strings.Count(b.String(), "[per-cent]"); got != 5 {
		t.Errorf("%d of another are shown", got)
	}
	if want := "  and 18 more, for the same reason:\n    data/a.toml: 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20\n    data/c.toml: 7\n"; !strings.Contains(b.String(), want) {
		t.Errorf("no %q in\n%s", want, b.String())
	}
}

func TestWriteJSON(t *testing.T) {
	var b strings.Builder
	if err := problem.WriteJSON(&b, findings()); err != nil {
		t.Fatal(err)
	}
	want := `{
  "errors": 2,
  "warnings": 1,
  "waived": 2,
  "unchanged": 3,
  "problems": [
    {
      "rule": "cited",
      "severity": "error",
      "file": "data/b.toml",
      "line": 4,
      "column": 7,
      "length": 2,
      "record": "activity:x",
      "field": "title.fr",
      "message": "é, 50 % of \"x\": <b>",
      "hint": "write\nthis",
      "source": "é = \"éa\" # b",
      "page": "activities/x/"
    },
    {
      "rule": "unknown-file",
      "severity": "error",
      "file": "data/a b.toml",
      "message": "this file is not read"
    },
    {
      "rule": "per-cent",
      "severity": "warning",
      "file": "data/c.toml",
      "line": 2,
      "edition": "2008",
      "message": "m|n",
      "source": "x"
    }
  ]
}
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
	b.Reset()
	if err := problem.WriteJSON(&b, problem.Findings{}); err != nil || !strings.Contains(b.String(), `"problems": []`) {
		t.Errorf("%v: %s", err, b.String())
	}
}

func TestWriteGitHub(t *testing.T) {
	var b strings.Builder
	if err := problem.WriteGitHub(&b, findings()); err != nil {
		t.Fatal(err)
	}
	want := `::error file=data/b.toml,line=4,col=7,endColumn=8,title=cited::é, 50 %25 of "x": <b>%0Ahint: write%0Athis
::error file=data/a b.toml,title=unknown-file::this file is not read
::warning file=data/c.toml,line=2,title=per-cent::edition 2008: m|n
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

func TestWriteGitHubEscapes(t *testing.T) {
	var b strings.Builder
	p := problem.Problem{Rule: "r", Pos: problem.Pos{File: "data/a:b,c%\n.toml", Line: 1}, Message: say.F("a\r\n::error::b")}
	if err := problem.WriteGitHub(&b, problem.Findings{Problems: []problem.Problem{p}}); err != nil {
		t.Fatal(err)
	}
	if want := "::error file=data/a%3Ab%2Cc%25%0A.toml,line=1,title=r::a%0D%0A::error::b\n"; b.String() != want {
		t.Errorf("got  %swant %s", b.String(), want)
	}
}

// TestWriteGitHubLimit checks that there are no more annotations of a kind than
// GitHub keeps, and that the rest is counted.
func TestWriteGitHubLimit(t *testing.T) {
	many := func(n int, s problem.Severity) (ps []problem.Problem) {
		for i := range n {
			ps = append(ps, problem.Problem{Rule: fmt.Sprint(i), Severity: s, Pos: problem.Pos{File: "f"}, Message: say.F("m")})
		}
		return ps
	}
	tests := []struct{ errors, warnings int }{{0, 0}, {10, 10}, {11, 3}, {3, 11}, {250, 999}}
	for _, tt := range tests {
		var b strings.Builder
		if err := problem.WriteGitHub(&b, problem.Findings{Problems: append(many(tt.warnings, problem.Warning), many(tt.errors, problem.Error)...)}); err != nil {
			t.Fatal(err)
		}
		for name, n := range map[string]int{"error": tt.errors, "warning": tt.warnings} {
			if got := strings.Count(b.String(), "::"+name+" "); got != min(n, 10) {
				t.Errorf("%+v: %d annotations of kind %s", tt, got, name)
			}
			more := fmt.Sprintf("and %d more %ss;", n-9, name)
			if got := strings.Contains(b.String(), more); got != (n > 10) {
				t.Errorf("%+v: contains %q: %v", tt, more, got)
			}
		}
		if i := strings.Index(b.String(), "::warning"); i >= 0 && strings.Contains(b.String()[i:], "::error ") {
			t.Errorf("%+v: an error comes after a warning", tt)
		}
	}
}

func TestWriteMarkdown(t *testing.T) {
	var b strings.Builder
	if err := problem.WriteMarkdown(&b, findings()); err != nil {
		t.Fatal(err)
	}
	want := `## Problems in the data

2 errors and 1 warning; 2 waived; 3 already present before

### 2 errors

| place | problem | how to fix it | page |
|---|---|---|---|
| <code>data/b.toml:4:7</code> | é, 50 % of "x": &lt;b&gt; (<code>cited</code>) | write ⏎ this | <code>/fr/activities/x/</code> |
| <code>data/a b.toml</code> | this file is not read (<code>unknown-file</code>) |  |  |

### 1 warning

| place | problem | how to fix it | page |
|---|---|---|---|
| <code>data/c.toml:2</code> | edition 2008: m\|n (<code>per-cent</code>) |  |  |
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

// TestWriteMarkdownEscapes checks that markup in the data has no effect in the
// summary.
func TestWriteMarkdownEscapes(t *testing.T) {
	var b strings.Builder
	p := problem.Problem{Rule: "r", Pos: problem.Pos{File: "f"}, Message: say.F("<img src=x> @all #1 [a](b) `c` \u202e|")}
	if err := problem.WriteMarkdown(&b, problem.Findings{Problems: []problem.Problem{p}}); err != nil {
		t.Fatal(err)
	}
	if want := "&lt;img src=x&gt; @<!-- -->all #<!-- -->1 \\[a\\]\\(b\\) \\`c\\` ·\\|"; !strings.Contains(b.String(), want) {
		t.Errorf("%s\nwant %s", b.String(), want)
	}
}

func TestSummary(t *testing.T) {
	if got := (problem.Findings{}).Summary(); got != "no problems" {
		t.Error(got)
	}
}

// TestWriteSARIF validates the log against the SARIF 2.1.0 schema included in
// go-sarif.
func TestWriteSARIF(t *testing.T) {
	tool := problem.Tool{Version: "v1", Help: "https://example.org/rules", Rules: []problem.Rule{
		{Name: "cited", Family: "sources", Doc: "Claims cite. Always."},
		{Name: "per-cent", Family: "style", Doc: "In words.", Severity: problem.Warning},
	}}
	schema := sarifSchema(t)
	cut := problem.Findings{LeftOut: say.F("the clone is shallow")}
	for _, f := range []problem.Findings{{}, findings(), cut} {
		var b bytes.Buffer
		if err := problem.WriteSARIF(&b, f, tool); err != nil {
			t.Fatal(err)
		}
		log, err := jsonschema.UnmarshalJSON(bytes.NewReader(b.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(log); err != nil {
			t.Errorf("%v\n%s", err, b.String())
		}
	}

	var b strings.Builder
	if err := problem.WriteSARIF(&b, findings(), tool); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"id": "cited"`, `"text": "Claims cite."`, `"helpUri": "https://example.org/rules#cited"`, `"ruleIndex": 1`,
		`"uri": "data/a%20b.toml"`, `"startColumn": 7,`, `"endColumn": 9,`, `"fullyQualifiedName": "activity:x"`,
		`"page": "/fr/activities/x/"`,
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %s in\n%s", want, b.String())
		}
	}
	if strings.Contains(b.String(), "invocations") {
		t.Error("something was left out")
	}
	b.Reset()
	if err := problem.WriteSARIF(&b, cut, tool); err != nil || !strings.Contains(b.String(), `"text": "the clone is shallow"`) {
		t.Errorf("%v: what was left out is not said in\n%s", err, b.String())
	}
}

// sarifSchema compiles the schema embedded in go-sarif. It is read from the
// source because go-sarif only validates its own types, not our output.
func sarifSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	dir, err := exec.Command("go", "list", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif").Output()
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(dir)), "schema.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && text == "" {
			text, err = strconv.Unquote(lit.Value)
		}
		return err == nil
	})
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("sarif.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}
