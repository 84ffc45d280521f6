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
		{
			"bracket after a name that stays",
			"Des experts de l’Agence internationale de l’énergie atomique (AIEA) ont participé à l’atelier.",
			"L’Office a agi avec l’Agence internationale de l’énergie atomique (AIEA), la Police (INTERPOL) et la Conférence (OSCE) ; 14 États ont participé à l’atelier.",
			"{-Des experts de-}{+L’Office a agi avec+} l’Agence internationale de l’énergie atomique (AIEA){+, la Police (INTERPOL) et la Conférence (OSCE) ; 14 États+} ont participé à l’atelier.",
			diff.Substance,
		},
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

// TestLong checks that texts and lists of any size take near-linear time: eight times
// the text must not take thirty times as long, as a quadratic search would. The machine
// may be busy with other work, so only what is slow three times counts.
func TestLong(t *testing.T) {
	big := func(word string, n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "%s%d ", word, i%5000)
		}
		return b.String()
	}
	const tenThousand = 10_000
	tests := []struct {
		name  string
		texts func(n int) (from, to string) // n of ten thousand
	}{
		{"a megabyte, one word", func(n int) (string, string) {
			one := big("a", 15*n)
			return one, strings.Replace(one, "a1249 ", "x ", 1)
		}},
		{"a megabyte, all of it", func(n int) (string, string) { return big("a", 15*n), big("b", 15*n) }},
		{"equal paragraphs, one less", func(n int) (string, string) {
			return strings.Repeat("The same.\n\n", n), strings.Repeat("The same.\n\n", n-1)
		}},
		{"equal sentences and one", func(n int) (string, string) {
			return strings.Repeat("The same. ", n), strings.Repeat("The same. ", n/2) + "Another. " + strings.Repeat("The same. ", n/2)
		}},
		{"two words in turn", func(n int) (string, string) { return strings.Repeat("a b ", 2*n), strings.Repeat("b a ", 2*n) }},
		{"many marks", func(n int) (string, string) { return strings.Repeat("*", 3*n) + "a", strings.Repeat("*", 3*n) + "b" }},
	}
	for _, tt := range tests {
		took := func(n int) time.Duration {
			from, to := tt.texts(n)
			a, b := document(t, 1, func(int) string { return from }), document(t, 1, func(int) string { return to })
			start := time.Now()
			c := diff.Compare(a, b)
			took := time.Since(start)
			if len(c.List) != 1 {
				t.Errorf("%s: %d changes", tt.name, len(c.List))
			}
			return took
		}
		for try := 1; ; try++ {
			part, whole := took(tenThousand/8), took(tenThousand)
			t.Logf("%s: %s, an eighth of it %s", tt.name, whole, part)
			// What takes so little is not measured well.
			if whole < 30*part+100*time.Millisecond {
				break
			}
			if try == 3 {
				t.Errorf("%s took %s, and an eighth of it %s", tt.name, whole, part)
				break
			}
		}
	}
}

func TestManyOfAKind(t *testing.T) {
	t.Parallel()
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
