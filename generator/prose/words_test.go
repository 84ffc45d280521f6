package prose_test

import (
	"testing"

	"rapporteur/generator/prose"
)

func TestFirstSentence(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"One. Two.", "One."},
		{"See No. 5 and p. 3. Two.", "See No. 5 and p. 3."},
		{"J. Smith said so. Two.", "J. Smith said so."},
		{"A rise of 1.5 per cent. Two.", "A rise of 1.5 per cent."},
		{"No end", "No end"},
		{"First paragraph\n\nSecond.", "First paragraph"},
		{"第一句。第二句。", "第一句。"},
		{"", ""},
	} {
		if got := prose.FirstSentence(c.text); got != c.want {
			t.Errorf("firstSentence(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{
		{"", 0},
		{"One two – three.", 3},
		{"Resolution A/RES/62/172 of [figure:a] States [source:b, para. 4].", 5},
		{"L’Office a aidé 1\u00a0158 pays", 6},
		{"قدم المكتب المساعدة إلى 164 دولة", 6},
		{"联合国", 2},
		{"联合国，大会。", 3},
		{"截至2008年", 3},
	} {
		if got := prose.Parse(c.text).Words(); got != c.want {
			t.Errorf("%q has %d words, want %d", c.text, got, c.want)
		}
	}
	d := prose.Parse("The *Office* helped [figure:a] States [source:b]. Then it went on.")
	if got := d.SentenceWords(); got != 5 {
		t.Errorf("the first sentence has %d words, want 5", got)
	}
}
