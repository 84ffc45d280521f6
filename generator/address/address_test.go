package address

import (
	"os"
	"testing"

	"rapporteur/generator/report"
)

func kitchenSink(t *testing.T) *report.Report {
	t.Helper()
	r, problems, err := report.Load(os.DirFS("../testdata/kitchen-sink"))
	if err != nil || r == nil {
		t.Fatal(err, problems)
	}
	return r
}

func TestOf(t *testing.T) {
	r := kitchenSink(t)
	for _, c := range []struct {
		ref  string
		want Target
	}{
		{"report:report", Target{"report/", ""}},
		{"edition:edition", Target{"", ""}},
		{"resolution:resolution", Target{"resolution/", ""}},
		{"preambular:pp01", Target{"resolution/", "pp01"}},
		{"note:1", Target{"resolution/", "note-1"}},
		{"paragraph:op01", Target{"paragraphs/op01/", ""}},
		{"request:op01-a", Target{"paragraphs/op01/", "op01-a"}},
		{"section:setting", Target{"report/", "setting"}},
		{"indicator:states-assisted", Target{"indicators/", "states-assisted"}},
		{"observation:states-assisted/2008", Target{"indicators/", "states-assisted-2008"}},
		{"activity:workshop", Target{"activities/workshop/", ""}},
		{"publication:manual", Target{"publications/", "manual"}},
		{"instrument:convention", Target{"instruments/convention/", ""}},
		{"act:convention/fra/ratification/2002-01-07", Target{"instruments/convention/", "fra-ratification-2002-01-07"}},
		{"money:pledge", Target{"finance/", "pledge"}},
		{"entity:office", Target{"entities/", "office"}},
		{"state:fra", Target{"states/fra/", ""}},
		{"source:press", Target{"sources/press/", ""}},
	} {
		ref := report.ParseRef(c.ref)
		if got, ok := Of(r, ref); !ok || got != c.want {
			t.Errorf("Of(%s) = %+v, %v, want %+v", c.ref, got, ok, c.want)
		}
		if _, ok := Of(r, report.Ref{Kind: ref.Kind, ID: "no-such"}); ok {
			t.Errorf("a %s that does not exist has an address", ref.Kind)
		}
	}
}

func TestEveryRecordHasAnAddressAndAnOrigin(t *testing.T) {
	r := kitchenSink(t)
	for _, ref := range r.Refs() {
		if _, ok := Of(r, ref); !ok {
			t.Errorf("%s has no address", ref)
		}
		file, line := Origin(r, ref)
		if r.File(file) == nil || line < 1 {
			t.Errorf("%s stands at %s:%d", ref, file, line)
		}
	}
	if file, _ := Origin(r, report.Ref{Kind: report.KindState, ID: "xxx"}); file != "" {
		t.Errorf("a State that does not exist stands in %s", file)
	}
}

func TestFile(t *testing.T) {
	for name, want := range map[string]string{
		"data/report.toml":          "data/report/",
		"data/paragraphs/op04.toml": "data/paragraphs/op04/",
	} {
		if got := File(name); got != want {
			t.Errorf("File(%s) = %s, want %s", name, got, want)
		}
	}
	if got := Line(12); got != "L12" {
		t.Errorf("line 12 is called %s", got)
	}
}

func TestRelative(t *testing.T) {
	for _, c := range []struct{ from, to, fragment, want string }{
		{"", "", "", "./"},
		{"", "report/", "", "report/"},
		{"report/", "", "", "../"},
		{"report/", "report/", "op04", "#op04"},
		{"report/", "report/", "", "./"},
		{"paragraphs/op04/", "sources/x/", "", "../../sources/x/"},
		{"paragraphs/op04/", "paragraphs/op05/", "op05-a", "../op05/#op05-a"},
		{"paragraphs/op04/", "paragraphs/", "", "../"},
		{"paragraphs/", "paragraphs/op04/", "", "op04/"},
		{"paragraphs/op04/", "paragraphs/op04-bis/", "", "../op04-bis/"},
		{"states/", "states-of-play/", "", "../states-of-play/"},
		{"data/report/", "data/paragraphs/op04/", "L12", "../paragraphs/op04/#L12"},
		{"fr/paragraphs/op04/", "2008-07-31/fr/paragraphs/op04/", "", "../../../2008-07-31/fr/paragraphs/op04/"},
	} {
		if got := Relative(c.from, c.to, c.fragment); got != c.want {
			t.Errorf("Relative(%q, %q, %q) = %q, want %q", c.from, c.to, c.fragment, got, c.want)
		}
	}
}

func TestVersion(t *testing.T) {
	for _, c := range []struct{ version, want string }{
		{"current", "fr/"},
		{"2008-07-31", "2008-07-31/fr/"},
		{"draft", "draft/fr/"},
	} {
		if got := Version(c.version, "fr"); got != c.want {
			t.Errorf("Version(%q) = %q, want %q", c.version, got, c.want)
		}
	}
}
