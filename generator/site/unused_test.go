package site

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/generator/report"
	"rapporteur/generator/site/page"
)

// A register without records has no page, no entry in the menu and no list to search in.
func TestUnusedRegisters(t *testing.T) {
	t.Parallel()
	m := fstest.MapFS{}
	for name, data := range map[string]string{
		"data/report.toml": "schema = 3\n[report]\nreference = \"1/1\"\ntitle.en = \"Report\"\nmandate.resolution = \"A/RES/1/1\"\nlanguages = [\"en\"]\noriginal = \"en\"\n" +
			"[edition]\nid = \"2001-01-31\"\nas_at = 2001-01-31\nstatus = \"draft\"\n",
		"data/resolution.toml":      "adopted = \"A/RES/1/1\"\ntitle.en = \"Title\"\noriginal = \"en\"\n",
		"data/paragraphs/op01.toml": "id = \"op01\"\nnumber = \"1\"\ntext.en = \"Reaffirms this.\"\nverb = \"reaffirms\"\n",
	} {
		m[name] = &fstest.MapFile{Data: []byte(data)}
	}
	r, problems, err := report.Load(m)
	if err != nil || r == nil {
		t.Fatal(err, problems)
	}
	used := map[string]int{
		"instruments": len(r.Instruments), "states": len(r.States), "activities": len(r.Activities), "publications": len(r.Publications),
		"finance": len(r.Money), "indicators": len(r.Indicators), "entities": len(r.Entities), "sources": len(r.Sources),
	}
	site := build(t, Input{Draft: r})
	lang := string(r.Meta.Languages[0])
	for _, p := range site.Pages(page.Draft, lang) {
		section, _, _ := strings.Cut(p.Path, "/")
		if n, register := used[section]; register && n == 0 {
			t.Errorf("there is a page %s", p.Path)
		}
		c, err := site.Chrome(page.Draft, p)
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range c.Nav {
			if n, register := used[item.Key]; register && n == 0 {
				t.Errorf("%s has a menu with %s", p.Path, item.Key)
			}
		}
		for name, n := range used {
			if text := fmt.Sprintf("%+v", p.Body); n == 0 && strings.Contains(text, "../"+name+"/") {
				t.Errorf("%s leads to %s", p.Path, name)
			}
		}
	}
	all := build(t, Input{Draft: load(t)})
	c, err := all.Chrome(page.Draft, pageAt(t, all, page.Draft, "en", ""))
	if err != nil {
		t.Fatal(err)
	}
	if want := 8 + len(report.Registers()); len(c.Nav) != want { // home, report, paragraphs and so on
		t.Errorf("a report that uses all registers has a menu of %d entries, not %d", len(c.Nav), want)
	}
}
