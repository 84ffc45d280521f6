package review

import (
	"encoding/json"
	"strings"
	"testing"

	"rapporteur/generator/check"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

func TestLeftText(t *testing.T) {
	draft := report.Edition{ID: "2009", AsAt: report.Date{Year: 2009, Month: 6, Day: 30}}
	one := []check.Group{{Name: "errors", Title: say.F("what is wrong"), Problems: []problem.Problem{
		{Rule: "x", Severity: problem.Error, Pos: problem.Pos{File: "data/a.toml", Line: 3}, Message: say.F("no day"), Hint: say.Plain("date = …\nor a gap")},
	}}}
	for _, tt := range []struct {
		left Left
		want string
	}{
		{Left{Edition: draft, Issued: true}, "the data is the edition 2009, which is issued"},
		{Left{}, "the data cannot be read in full"},
		{Left{Edition: draft}, "nothing is left to do: rapporteur release issues the edition 2009, as at 2009-06-30\n"},
		{Left{Edition: draft, Groups: one}, "can be issued:\n\nwhat is wrong (1)\n  data/a.toml:3: no day [x]\n      date = …; or a gap\n"},
		{Left{Edition: draft, Others: 2}, "\nand 2 warnings of other kinds"},
	} {
		var b strings.Builder
		if err := tt.left.WriteText(&b, "en"); err != nil || !strings.Contains(b.String(), tt.want) {
			t.Errorf("got %q, %v, want %q in it", b.String(), err, tt.want)
		}
	}
	var b strings.Builder
	if err := (&Left{Groups: one, Waived: 4}).WriteJSON(&b, "en"); err != nil {
		t.Fatal(err)
	}
	var got struct {
		AsAt    string `json:"as_at"`
		Refused int
		Waived  int
		Groups  []struct{ Name, Title string }
	}
	if err := json.Unmarshal([]byte(b.String()), &got); err != nil {
		t.Fatal(err)
	}
	if got.AsAt != "" || got.Refused != 1 || got.Waived != 4 || len(got.Groups) != 1 || got.Groups[0].Title != "what is wrong" {
		t.Errorf("got %+v from %s", got, b.String())
	}
}
