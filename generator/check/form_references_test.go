package check_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/generator/check"
	"rapporteur/generator/report"
)

// In a resolution with an annex the last paragraph may be number 1; the hint about a
// number that is nowhere names the highest.
func TestHighestNumberInParts(t *testing.T) {
	tree := fstest.MapFS{}
	for name, text := range smallReport(t) {
		tree[name] = &fstest.MapFile{Data: []byte(strings.Replace(text, "schema = 1", "schema = 3", 1))}
	}
	add := func(name, text string) {
		was := ""
		if f := tree[name]; f != nil {
			was = string(f.Data)
		}
		tree[name] = &fstest.MapFile{Data: []byte(was + text)}
	}
	add("data/resolution.toml", "\n[[part]]\nid = \"annex\"\nkind = \"annex\"\nheading.fr = \"Plan\"\nheading.en = \"Plan\"\n")
	add("data/paragraphs/plan.toml", "id = \"plan\"\nnumber = \"1\"\npart = \"annex\"\ntext.fr = \"De noter;\"\ntext.en = \"To note;\"\nverb = \"notes\"\n")
	add("data/sections.toml", "\n[[section]]\nid = \"other\"\nplace = \"annex\"\nheading.fr = \"A\"\nheading.en = \"A\"\ntext.fr = \"Voir.\"\ntext.en = \"See paragraph 77.\"\n")
	r, ps, err := report.Load(tree)
	if r == nil || err != nil {
		t.Fatal(ps, err)
	}
	found := false
	for _, p := range check.Run(r, check.Rules()) {
		if p.Rule == "paragraph-there-en" {
			found = true
			if !strings.HasPrefix(p.Hint.String(), "the highest number in it is 4;") {
				t.Errorf("the hint is %q", p.Hint.String())
			}
		}
	}
	if !found {
		t.Error("paragraph 77 is not found to be missing")
	}
}
