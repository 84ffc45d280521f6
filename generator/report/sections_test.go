package report

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// chapters loads a report with requests op01-a to op01-c and op02-a, a paragraph op03 that
// asks nothing, and sections.
func chapters(t testing.TB, schema int, sections string) (*Report, string) {
	t.Helper()
	request := func(id string) string {
		return fmt.Sprintf("[[request]]\nid = %q\nverb = \"requests\"\nsummary.en = \"Do it\"\nstatus = \"no-information\"\n", id)
	}
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	r, problems, err := Load(fstest.MapFS{
		"data/report.toml": file(fmt.Sprintf("schema = %d\n[report]\nreference = \"1\"\ntitle.en = \"T\"\nlanguages = [\"en\"]\noriginal = \"en\"\n"+
			"[edition]\nid = \"a\"\nas_at = 2000-01-01\nstatus = \"draft\"\n", schema)),
		"data/resolution.toml":      file("title.en = \"T\"\noriginal = \"en\"\n"),
		"data/paragraphs/op01.toml": file(paragraphFile("op01", "1", request("op01-a")+request("op01-b")+request("op01-c"))),
		"data/paragraphs/op02.toml": file(paragraphFile("op02", "2", request("op02-a"))),
		"data/paragraphs/op03.toml": file(paragraphFile("op03", "3", "")),
		"data/sections.toml":        file(sections),
	})
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, p := range problems {
		found = append(found, fmt.Sprintf("%s: %s [%s]", p.Pos, p.Message.String(), p.Rule))
	}
	return r, strings.Join(found, "\n")
}

func answersSection(id, more string) string {
	return fmt.Sprintf("[[section]]\nid = %q\nheading.en = \"T\"\ntext.en = \"A text.\"\n%s\n", id, more)
}

func TestAnswers(t *testing.T) {
	r, problems := chapters(t, 3, answersSection("second", "place = \"answers\"\nanswers = [\"op01-c\", \"op01-a\"]")+
		answersSection("first", "place = \"before-answers\"\nanswers = [\"op01-a\", \"paragraph:op03\", \"op01-a\"]")+
		answersSection("sub", "place = \"answers\"\nwithin = \"second\"\nanswers = [\"request:op02-a\"]")+
		answersSection("advice", "place = \"recommendations\"\nkind = \"recommendation\"\nanswers = [\"op01-b\"]"))
	if problems != "" {
		t.Fatal(problems)
	}
	// What is printed first counts, not what is first in the file, and only texts answer.
	for id, want := range map[string]string{"first": "op01-a op03", "second": "op01-c", "sub": "op02-a", "advice": ""} {
		var got []string
		for _, a := range r.Answers(r.Section(id)) {
			if a.Request != nil {
				got = append(got, a.Request.ID)
			} else {
				got = append(got, a.Paragraph.ID)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("section %s answers %v, want %q", id, got, want)
		}
	}
	for id, want := range map[string]string{"op01": "op01-b false", "op02": " false", "op03": " false"} {
		requests, whole := r.Unassigned(r.Paragraph(id))
		var ids []string
		for _, q := range requests {
			ids = append(ids, q.ID)
		}
		if got := fmt.Sprint(strings.Join(ids, " "), " ", whole); got != want {
			t.Errorf("of %s is left %q, want %q", id, got, want)
		}
	}
}

func TestUnassignedWithoutChapters(t *testing.T) {
	r, problems := chapters(t, 3, "")
	if problems != "" {
		t.Fatal(problems)
	}
	for _, p := range r.Paragraphs {
		if requests, whole := r.Unassigned(p); !whole || len(requests) != len(p.Requests) {
			t.Errorf("of %s is left %d of %d requests, whole %v", p.ID, len(requests), len(p.Requests), whole)
		}
	}
}

func TestAnswersWronglyWritten(t *testing.T) {
	for _, c := range []struct {
		schema        int
		answers, want string
	}{
		{3, `["op01-z"]`, `there is no request "op01-z" [unknown-reference]`},
		{3, `["paragraph:op09"]`, `there is no paragraph "op09" [unknown-reference]`},
		{3, `["entity:op01-a"]`, `answers cannot name an entity "op01-a" [wrong-kind]`},
		{3, `["activity:op01-a"]`, `answers cannot name an activity "op01-a" [wrong-kind]`},
		{3, `"op01-a"`, `expected a list, found a text in quotation marks [wrong-type]`},
		{2, `["op01-a"]`, `answers belongs to schema 3`},
	} {
		place := "before-answers"
		if _, problems := chapters(t, c.schema, answersSection("x", fmt.Sprintf("place = %q\nanswers = %s", place, c.answers))); !strings.Contains(problems, c.want) || !strings.Contains(problems, "data/sections.toml:6:") {
			t.Errorf("%s: %s\nwant %s in data/sections.toml:6", c.answers, problems, c.want)
		}
	}
	if _, problems := chapters(t, 2, answersSection("x", `place = "answers"`)); !strings.Contains(problems, `place = "answers" belongs to schema 3`) {
		t.Error(problems)
	}
}
