package diff_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"rapporteur/generator/diff"
	"rapporteur/generator/internal/lawtest"
)

// compareTexts compares two texts that are the only difference of two reports.
func compareTexts(t testing.TB, from, to string) (diff.Change, bool) {
	t.Helper()
	c := laws(t, document(t, 1, func(int) string { return from }), document(t, 1, func(int) string { return to }))
	if c.Empty() {
		return diff.Change{}, false
	}
	if len(c.List) != 1 || len(c.List[0].Texts) != 1 {
		t.Fatalf("changes: %v", briefs(c))
	}
	return c.List[0], true
}

func TestWords(t *testing.T) {
	tests := []struct {
		name, from, to, want string
		class                diff.Class
	}{
		{"number", "It helped 8,150 officials.", "It helped 8,250 officials.", "It helped {-8,150-}{+8,250+} officials.", diff.Substance},
		{"number with spaces", "Soit 36 819 000 en tout.", "Soit 36 820 000 en tout.", "Soit {-36 819 000-}{+36 820 000+} en tout.", diff.Substance},
		{"amount", "It costs $36,819,000 a year.", "It costs $36,918,000 a year.", "It costs {-$36,819,000-}{+$36,918,000+} a year.", diff.Substance},
		{"amount in words", "A part of 1.5 million dollars is left.", "A part of 1.6 million dollars is left.", "A part of {-1.5 million dollars-}{+1.6 million dollars+} is left.", diff.Substance},
		{"per cent", "Some 10 per cent of States.", "Some 12 per cent of States.", "Some {-10 per cent-}{+12 per cent+} of States.", diff.Substance},
		{"date", "On 1 September 2008 it began.", "On 3 September 2008 it began.", "On {-1 September 2008-}{+3 September 2008+} it began.", diff.Substance},
		{"French date", "Depuis le 1er septembre 2008, rien.", "Depuis le 2 septembre 2008, rien.", "Depuis le {-1er septembre 2008-}{+2 septembre 2008+}, rien.", diff.Substance},
		{"Chinese date", "会议于2008年7月31日开幕。", "会议于2008年8月31日开幕。", "会议于{-2008年7月31日-}{+2008年8月31日+}开幕。", diff.Substance},
		{"symbol", "See A/RES/62/172 there.", "See A/RES/62/173 there.", "See {-A/RES/62/172-}{+A/RES/62/173+} there.", diff.Substance},
		{"reference", "It helped many [source:press, para. 2].", "It helped many [source:press, para. 3].", "It helped many {-[source:press, para. 2]-}{+[source:press, para. 3]+}.", diff.Source},
		{"hyphen", "The sixty-second session met.", "The sixty-third session met.", "The {-sixty-second-}{+sixty-third+} session met.", diff.Substance},
		{"not", "It was adopted there.", "It was not adopted there.", "It was{+ not+} adopted there.", diff.Substance},
		{"elision", "Il cite l’Office là.", "Il cite l’Agence là.", "Il cite l’{-Office-}{+Agence+} là.", diff.Substance},
		{"spelling", "They organise the co-operation of States.", "They organize the cooperation of States.", "They {-organise the co-operation-}{+organize the cooperation+} of States.", diff.Editorial},
		{"capital", "The office met and left.", "The Office met and left.", "The {-office-}{+Office+} met and left.", diff.Editorial},
		{"no-break space", "Il y a 36 États : tous.", "Il y a 36 États\u00a0: tous.", "Il y a 36 États{- -}{+\u00a0+}: tous.", diff.Editorial},
		{"separator of a number", "It helped 8,150 officials.", "It helped 8.150 officials.", "It helped {-8,150-}{+8.150+} officials.", diff.Substance},
		{"emphasis", "It was *very* good.", "It was very good.", "It was {-very-}{+very+} good.", diff.Editorial},
		{"new sentence", "One was held. Three came.", "One was held. Nobody saw it. Three came.", "One was held.{+ Nobody saw it.+} Three came.", diff.Substance},
		{"new paragraph", "One was held.\n\nThree came.", "One was held.\n\nNobody saw it.\n\nThree came.", "One was held.{+¶¶+}{+Nobody saw it.+}¶¶Three came.", diff.Substance},
		{"item of a list", "- one thing\n- another", "- one thing\n- a third\n- another", "- one thing{+¶- +}{+a third+}¶- another", diff.Substance},
		{"rewritten", "Nothing was known of this then.", "Experts trained prosecutors at Vienna.", "{-Nothing was known of this then.-}{+Experts trained prosecutors at Vienna.+}", diff.Substance},
		{"Arabic", "عقد الاجتماع في فيينا عام 2007.", "عقد الاجتماع في فيينا عام 2008.", "عقد الاجتماع في فيينا عام {-2007-}{+2008+}.", diff.Substance},
		{"combining marks", "Le cafe\u0301 est ouvert.", "Le cafe\u0301 est ferme\u0301.", "Le café est {-ouvert-}{+fermé+}.", diff.Substance},
		{"emoji", "A family 👨‍👩‍👧 came.", "A family 👨‍👩‍👦 came.", "A family {-👨‍👩‍👧-}{+👨‍👩‍👦+} came.", diff.Substance},
		{"marks", "Take \\*one\\* or ~~two~~ & <ins>three</ins>.", "Take \\*one\\* or ~~2~~ & <ins>three</ins>.", "Take *one* or ~~{-two-}{+2+}~~ & <ins>three</ins>.", diff.Substance},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ch, ok := compareTexts(t, tt.from, tt.to)
			if !ok {
				t.Fatal("no change")
			}
			if got := inline(ch.Texts[0].Words); got != tt.want || ch.Class != tt.class {
				t.Errorf("got  %s (%s)\nwant %s (%s)", got, ch.Class, tt.want, tt.class)
			}
			if joined(ch.Texts[0].Words, diff.Insert) == joined(ch.Texts[0].Words, diff.Delete) && tt.name != "emphasis" {
				t.Error("both sides read the same")
			}
		})
	}
}

// joined is a text without the segments of one op.
func joined(words []diff.Segment, without diff.SegmentOp) string {
	var b strings.Builder
	for _, w := range words {
		if w.Op != without {
			b.WriteString(w.Text)
		}
	}
	return b.String()
}

// TestNothingButNoise checks that wrapping and marks written otherwise are no
// change.
func TestNothingButNoise(t *testing.T) {
	for _, pair := range [][2]string{
		{"One two\nthree.", "One\ntwo three."},
		{"It is *so*.", "It is _so_."},
		{"- one\n- two", "* one\n* two"},
		{"One.\n\nTwo.", "\n\nOne.  \n\n\n\nTwo.\n"},
	} {
		if ch, ok := compareTexts(t, pair[0], pair[1]); ok {
			t.Errorf("%q and %q: %s", pair[0], pair[1], brief(ch))
		}
	}
}

// TestOneWord checks that a long paragraph with one changed word shows one.
func TestOneWord(t *testing.T) {
	long := strings.Repeat("The Office helps States that ask for it to apply the instruments. ", 40)
	ch, _ := compareTexts(t, long+"It has helped 137 of them.", long+"It has helped 158 of them.")
	changed := 0
	for _, w := range ch.Texts[0].Words {
		if w.Op != diff.Equal {
			changed++
		}
	}
	if changed != 2 || ch.Texts[0].Rewritten {
		t.Errorf("%d segments: %s", changed, inline(ch.Texts[0].Words))
	}
}

// TestLong checks that texts and lists of any size take near-linear time: the
// limit is a hundred times what they need.
func TestLong(t *testing.T) {
	big := func(word string) string {
		var b strings.Builder
		for i := range 150_000 {
			fmt.Fprintf(&b, "%s%d ", word, i%5000)
		}
		return b.String()
	}
	one := big("a")
	tests := []struct{ name, from, to string }{
		{"a megabyte, one word", one, strings.Replace(one, "a4999 ", "x ", 1)},
		{"a megabyte, all of it", one, big("b")},
		{"ten thousand equal paragraphs, one less", strings.Repeat("The same.\n\n", 10_000), strings.Repeat("The same.\n\n", 9_999)},
		{"ten thousand equal sentences and one", strings.Repeat("The same. ", 10_000), strings.Repeat("The same. ", 5000) + "Another. " + strings.Repeat("The same. ", 5000)},
		{"two words in turn", strings.Repeat("a b ", 20_000), strings.Repeat("b a ", 20_000)},
		{"many marks", strings.Repeat("*", 30_000) + "a", strings.Repeat("*", 30_000) + "b"},
	}
	for _, tt := range tests {
		from := document(t, 1, func(int) string { return tt.from })
		to := document(t, 1, func(int) string { return tt.to })
		start := time.Now()
		c := diff.Compare(from, to)
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s took %s", tt.name, took)
		} else {
			t.Logf("%s: %s", tt.name, took)
		}
		if len(c.List) != 1 {
			t.Errorf("%s: %d changes", tt.name, len(c.List))
		}
	}
}

func TestManyOfAKind(t *testing.T) {
	from := document(t, 10_000, func(int) string { return "The same." })
	doc := from.Document()
	delete(doc, "section:s00007")
	ids := doc["order"].(map[string]any)["section"].([]any)
	kept := []any{ids[9_999]}
	for i, id := range ids[:9_999] {
		if i != 7 {
			kept = append(kept, id)
		}
	}
	doc["order"].(map[string]any)["section"] = kept
	to, err := lawtest.FromDocument(doc)
	if err != nil {
		t.Fatal(err)
	}
	c := laws(t, from, to)
	got := strings.Join(briefs(c), "\n")
	want := "moved metadata section:s09999 \nremoved substance section:s00007 "
	if got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}
