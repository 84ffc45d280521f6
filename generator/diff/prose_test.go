package diff_test

import (
	"bytes"
	"fmt"
	"math/rand"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"rapporteur/generator/diff"
)

const longSentence = "The Office provided advice to forty States that asked for it, held workshops in Vienna, Rabat and Bangkok, trained prosecutors and judges, and published a guide that explains how the instruments become law."

// asText is what the text writer prints of the only text that changed.
func asText(t testing.TB, from, to string) string {
	t.Helper()
	var b bytes.Buffer
	c := diff.Compare(document(t, 1, func(int) string { return from }), document(t, 1, func(int) string { return to }))
	if err := diff.WriteText(&b, c, false); err != nil {
		t.Fatal(err)
	}
	_, text, found := strings.Cut(b.String(), "    en: ")
	if !found {
		t.Fatalf("no text in %s", b.String())
	}
	return strings.TrimSuffix(regexp.MustCompile(`\n {6}`).ReplaceAllString(text, "/"), "\n")
}

// TestMoves checks that what moved is compared with what it was.
func TestMoves(t *testing.T) {
	const (
		s1 = "One was held in Vienna in the spring."
		s2 = "The Office supported 158 countries in ratifying them."
		s3 = "Nobody else reported on any of that at the time, as far as is known to the Secretariat, and no other body of the system was asked about it."
	)
	edited := strings.Replace(s2, "158", "185", 1)
	tests := []struct {
		name, from, to string
		class          diff.Class
		reordered      bool
		want           string // as the text writer prints it
	}{
		{"a paragraph and a number in it", s1 + "\n\n" + s2 + "\n\n" + s3, s1 + "\n\n" + s3 + "\n\n" + edited, diff.Substance, false,
			s1 + "/[moved 1: “The Office supported 158 countries in ratifying them.”]/" + s3 + "/[moved here 1: The Office supported [-158-]{+185+} countries in ratifying them.]"},
		{"a paragraph to the front, a word deleted", s3 + "\n\n" + s2, strings.Replace(s2, " them", "", 1) + "\n\n" + s3, diff.Substance, false,
			"[moved here 1: The Office supported 158 countries in ratifying[- them-].]/" + s3 + "/[moved 1: “The Office supported 158 countries in ratifying them.”]"},
		{"a paragraph alone", s3 + "\n\n" + s2, s2 + "\n\n" + s3, diff.Metadata, true,
			"[moved here 1: " + s2 + "]/" + s3 + "/[moved 1: “The Office supported 158 countries in ratifying them.”]"},
		{"a sentence alone", s1 + " " + s3, s3 + " " + s1, diff.Metadata, true,
			"[moved 1: “One was held in Vienna in the spring.”] " + s3 + " [moved here 1: " + s1 + "]"},
		{"a sentence and a word inserted", s1 + " " + s3, s3 + " " + strings.Replace(s1, "held", "not held", 1), diff.Substance, false,
			"[moved 1: “One was held in Vienna in the spring.”] " + s3 + " [moved here 1: One was{+ not+} held in Vienna in the spring.]"},
		{"two items of a list", "- alpha\n- beta\n- gamma", "- gamma\n- alpha\n- beta", diff.Metadata, true,
			"- [moved here 1: gamma]/- alpha/- beta/- [moved 1: “gamma”]"},
		{"a move and a change elsewhere", s2 + "\n\n" + s3, strings.Replace(s3, "no other", "one other", 1) + "\n\n" + s2, diff.Substance, false, ""},
		{"a spelling in what moved", strings.Replace(s1, "held", "organised", 1) + " " + s3, s3 + " " + strings.Replace(s1, "held", "organized", 1), diff.Substance, false,
			"[moved 1: “One was organised in Vienna in the spring.”] " + s3 + " [moved here 1: One was [-organised-]{+organized+} in Vienna in the spring.]"},
		{"a quotation mark in what moved", strings.Replace(s1, "held", "'held'", 1) + "\n\n" + s3, s3 + "\n\n" + strings.Replace(s1, "held", "‘held’", 1), diff.Substance, false,
			"[moved 1: “One was 'held' in Vienna in the spring.”]/" + s3 + "/[moved here 1: One was [-' (straight apostrophe)-]{+‘ (curly apostrophe)+}held[-' (straight apostrophe)-]{+’ (curly apostrophe)+} in Vienna in the spring.]"},
		{"half of it is other words, and a number", s2 + " " + s3, s3 + " The Branch helped 185 countries to accede.", diff.Substance, false,
			"[-The Office supported 158 countries in ratifying them. -]" + s3 + "{+ The Branch helped 185 countries to accede.+}"},
		{"half of it is other words, and a number, as paragraphs", s2 + "\n\n" + s3, s3 + "\n\nThe Branch helped 185 countries to accede.", diff.Substance, false,
			"[-The Office supported 158 countries in ratifying them.¶/-]" + s3 + "{+¶/The Branch helped 185 countries to accede.+}"},
		{"the same sentence twice, once moved", "The same. " + s3 + " The same.", "The same. The same. " + s3, diff.Metadata, true, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ch, ok := compareTexts(t, tt.from, tt.to)
			if !ok {
				t.Fatal("no change")
			}
			x := ch.Texts[0]
			if ch.Class != tt.class || x.Reordered != tt.reordered || x.Rewritten {
				t.Errorf("class %s, reordered %v, rewritten %v: %s", ch.Class, x.Reordered, x.Rewritten, inline(x.Words))
			}
			if got := asText(t, tt.from, tt.to); tt.want != "" && got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
			if !tt.reordered {
				return
			}
			for _, s := range x.Words {
				if s.Op == diff.Delete && !s.Kept && !s.Break && strings.TrimSpace(s.Text) != "" {
					t.Errorf("%q is shown as lost: %s", s.Text, inline(x.Words))
				}
			}
		})
	}
}

// TestNewParagraphBefore checks that what replaces the first words of a paragraph
// is next to them, though another paragraph came or went before it.
func TestNewParagraphBefore(t *testing.T) {
	const (
		first = "Documents of the session:\n\n- report requested in paragraph 10"
		item  = "\n- resolutions that the Branch cites among its mandates"
		was   = "\n\nLe rapport de 2008 à la Commission sur le même sujet n’a pas été trouvé."
		is    = "\n\nLes rapports de 2008 et 2009 à la Commission sur le même sujet n’ont pas été trouvés."
	)
	const edited = " de 2008{+ et 2009+} à la Commission sur le même sujet n’[-a-]{+ont+} pas été [-trouvé-]{+trouvés+}."
	for _, tt := range []struct{ name, from, to, want string }{
		{"an item came", first + was, first + item + is, "{+¶/- resolutions that the Branch cites among its mandates+}/[-Le rapport-]{+Les rapports+}" + edited},
		{"an item went", first + item + was, first + is, "[-¶/- resolutions that the Branch cites among its mandates-]/[-Le rapport-]{+Les rapports+}" + edited},
		{"another item", first + item + was, first + "\n- debate of the Third Committee in October" + is,
			"[-resolutions that the Branch cites among its mandates-]{+debate of the Third Committee in October+}/[-Le rapport-]{+Les rapports+}" + edited},
		{"nothing came", first + was, first + is, "/[-Le rapport-]{+Les rapports+}" + edited},
	} {
		got := asText(t, tt.from, tt.to)
		if !strings.HasSuffix(got, tt.want) {
			t.Errorf("%s: got\n%s\nwant at its end\n%s", tt.name, got, tt.want)
		}
	}
}

// TestMovesInEachFormat checks that each writer says what moved and what changed
// in it.
func TestMovesInEachFormat(t *testing.T) {
	from := "The Office supported 158 countries in this.\n\n" + longSentence
	to := longSentence + "\n\nThe Office supported 185 countries in this."
	out := written(t, diff.Compare(document(t, 1, func(int) string { return from }), document(t, 1, func(int) string { return to })))
	for format, wants := range map[string][]string{
		"text":     {"[moved 1: “The Office supported 158 countries in this.”]", "[moved here 1: The Office supported [-158-]{+185+} countries"},
		"markdown": {"moved 1: “The Office", "moved here 1:", "<del>158</del><ins>185</ins> countries"},
		"html":     {"[moved 1: “The Office supported 158", "[moved here 1:</span> The Office supported <del>", "158", "185"},
		"json":     {`"move": 1`, `"kept": true`},
	} {
		for _, want := range wants {
			if !strings.Contains(out[format], want) {
				t.Errorf("%s does not hold %s:\n%s", format, want, out[format])
			}
		}
	}
}

// TestTheShorterMoves checks that of two texts that change places the shorter
// one is the one that moved, whatever the order and also where a word changed.
func TestTheShorterMoves(t *testing.T) {
	const short = "It is known."
	edited := strings.Replace(longSentence, "forty", "fifty", 1)
	for _, sep := range []string{"\n\n", " "} {
		for _, pair := range [][2]string{
			{longSentence + sep + short, short + sep + longSentence},
			{short + sep + longSentence, longSentence + sep + short},
			{longSentence + sep + short, short + sep + edited},
			{short + sep + edited, longSentence + sep + short},
			{longSentence + sep + short + sep + "It ended there.", short + sep + "It ended there." + sep + longSentence},
			{"- " + longSentence + "\n- " + short, "- " + short + "\n- " + edited},
		} {
			ch, _ := compareTexts(t, pair[0], pair[1])
			moved := ""
			for _, s := range ch.Texts[0].Words {
				if s.Move > 0 && s.Op == diff.Insert {
					moved += s.Text
				}
			}
			if !strings.HasPrefix(moved, short) || strings.Contains(moved, "The Office") {
				t.Errorf("moved: %q in %s", moved, inline(ch.Texts[0].Words))
			}
		}
	}
}

// TestSplits checks that paragraphs, sentences and lists that fall apart or are
// joined are compared with what they were.
func TestSplits(t *testing.T) {
	const six = "A one came. B two %s gave. C three sat there. D four left early.%sE five stayed late. F six went %s."
	sixth := func(who, sep, where string) string { return fmt.Sprintf(six, who, sep, where) }
	tests := []struct {
		name, from, to, want string
		class                diff.Class
	}{
		{"words", "foo bar", "foo\n\nbar", "foo{- -}{+¶¶+}bar", diff.Editorial},
		{"words joined", "foo\n\nbar", "foo bar", "foo{-¶¶-}{+ +}bar", diff.Editorial},
		{"three ways", "foo bar baz", "foo\n\nbar\n\nbaz", "foo{- -}{+¶¶+}bar{- -}{+¶¶+}baz", diff.Editorial},
		{"a paragraph", sixth("donor", " ", "home"), sixth("donor", "\n\n", "home"),
			"A one came. B two donor gave. C three sat there. D four left early.{- -}{+¶¶+}E five stayed late. F six went home.", diff.Editorial},
		{"a paragraph and a word", sixth("donor", " ", "home"), sixth("donors", "\n\n", "home"),
			"A one came. B two {-donor-}{+donors+} gave. C three sat there. D four left early.{- -}{+¶¶+}E five stayed late. F six went home.", diff.Substance},
		{"a paragraph and two words", sixth("donor", " ", "home"), sixth("donors", "\n\n", "abroad"),
			"A one came. B two {-donor-}{+donors+} gave. C three sat there. D four left early.{- -}{+¶¶+}E five stayed late. F six went {-home-}{+abroad+}.", diff.Substance},
		{"two paragraphs joined, and a word", sixth("donor", "\n\n", "home"), sixth("donors", " ", "home"),
			"A one came. B two {-donor-}{+donors+} gave. C three sat there. D four left early.{-¶¶-}{+ +}E five stayed late. F six went home.", diff.Substance},
		{"a sentence", "It met in May 2008, and the Committee visited Kenya and Togo in June 2007.", "It met in May 2008. The Committee visited Kenya and Togo in June 2007.",
			"It met in May 2008{-, and the-}{+. The+} Committee visited Kenya and Togo in June 2007.", diff.Substance},
		{"a long and a short part", "The Committee adopted its report on the measures, which States welcomed.", "The Committee adopted its report on the measures. States welcomed it.",
			"The Committee adopted its report on the measures{-, which-}{+.+} States welcomed{+ it+}.", diff.Substance},
		{"two sentences joined", "It met in May 2008. The Committee visited Kenya and Togo in June 2007.", "It met in May 2008, and the Committee visited Kenya and Togo in June 2007.",
			"It met in May 2008{-. The-}{+, and the+} Committee visited Kenya and Togo in June 2007.", diff.Substance},
		{"a list to prose", "- the first item of a list\n- the second thing there is\n- a third one at last", "the first item of a list, the second thing there is and a third one at last",
			"{-- -}the first item of a list{+,+}{-¶- -}{+ +}the second thing there is{+ and+}{-¶- -}{+ +}a third one at last", diff.Substance},
		{"prose to a list", "the first item of a list, the second thing there is and a third one at last", "- the first item of a list\n- the second thing there is\n- a third one at last",
			"{+- +}the first item of a list{-, -}{+¶- +}the second thing there is{- and -}{+¶- +}a third one at last", diff.Substance},
		{"a numbered list to another", "1. one thing\n2. another", "2. one thing\n3. another", "{-1. -}{+2. +}one thing{-¶2. -}{+¶3. +}another", diff.Substance},
		{"a list that only got other marks", "one thing\n\nanother", "- one thing\n- another", "{+- +}one thing{-¶¶-}{+¶- +}another", diff.Editorial},
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
		})
	}
}

// TestWrittenSplit checks that a break in the place of a space shows as a break
// alone.
func TestWrittenSplit(t *testing.T) {
	if got := asText(t, "foo bar", "foo\n\nbar"); got != "foo{+¶/+}bar" {
		t.Errorf("split: %s", got)
	}
	if got := asText(t, "foo\n\nbar", "foo bar"); got != "foo[-¶/-]bar" {
		t.Errorf("joined: %s", got)
	}
}

// TestUnits checks that what a reader takes for one thing is never cut.
func TestUnits(t *testing.T) {
	for _, unit := range [][2]string{
		{"1535 (2004)", "1624 (2005)"}, {"1373(2001)", "1377(2001)"}, {"S/RES/1535 (2004)", "S/RES/1566 (2004)"},
		{"16 (sixteen)", "17 (seventeen)"}, {"137 (one hundred and thirty-seven)", "158 (one hundred and fifty-eight)"}, {"21 (vingt et un)", "22 (vingt-deux)"},
		{"September 3, 2008", "September 13, 2008"}, {"September 3", "September 4"}, {"September 3rd, 2008", "October 3rd, 2008"}, {"3 September 2008", "13 September 2008"},
		{"https://www.un.org/a?b=c", "https://www.un.org/a?b=d"}, {"http://un.org/sc/(1).html", "https://un.org/sc/(1).html"}, {"www.un.org", "www.unodc.org"},
		{"$36.8 million", "$38.6 million"}, {"A/63/37", "A/64/37"},
	} {
		const before, after = "The delegations noted that the text which was adopted names ", ", as everybody knows."
		ch, _ := compareTexts(t, before+unit[0]+after, before+unit[1]+after)
		want := before + "{-" + unit[0] + "-}{+" + unit[1] + "+}" + after
		if got := inline(ch.Texts[0].Words); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	for _, not := range []string{"In 2007 (see the annex) it met.", "There were 16 (and more) of them.", "It met in May. 3 came."} {
		ch, _ := compareTexts(t, not, strings.Replace(not, "met", "sat", 1)+" So be it.")
		if ch.Texts[0].Rewritten {
			t.Errorf("%s", inline(ch.Texts[0].Words))
		}
	}
}

// TestNotRewritten checks that hyphens and insertions do not make a text look
// rewritten.
func TestNotRewritten(t *testing.T) {
	clause := ", which were said on a very different day by some other people from another country in a long and winding speech about nothing at all,"
	for _, pair := range [][2]string{
		{"The counter-terrorism co-operation continued.", "The counterterrorism cooperation continued."},
		{"The counter-terrorism co-operation continued.", "The counter terrorism cooperation continued."},
		{"A policy-making follow-up was requested.", "A policymaking followup was requested."},
		{"The eight words of it stay as whole.", "The eight words" + clause + " of it stay as whole."},
		{"The eight words of it stay as whole.", "The eight words of it stay as whole, as was said on a very different day by some other people from another country in a long and winding speech about nothing at all, or so it seems now."},
		{"See resolution 1535 (2004).", "See resolution 1624 (2005)."},
		{"Le comite s'est reuni a Geneve.", "Le comité s'est réuni à Genève."},
	} {
		for _, p := range [][2]string{pair, {pair[1], pair[0]}} {
			ch, _ := compareTexts(t, p[0], p[1])
			if ch.Texts[0].Rewritten {
				t.Errorf("%s", inline(ch.Texts[0].Words))
			}
		}
	}
	ch, _ := compareTexts(t, "Nothing was known of this then.", "Experts trained prosecutors at Vienna.")
	if !ch.Texts[0].Rewritten {
		t.Errorf("not rewritten: %s", inline(ch.Texts[0].Words))
	}
}

// TestLinks checks that links are whole, and that where they lead is said.
func TestLinks(t *testing.T) {
	tests := []struct{ name, from, to, want string }{
		{"another capital", "See [the Rabat Conference](activity:a) there.", "See [The Rabat Conference](activity:a) there.",
			"See [-the Rabat Conference (leads to activity:a)-]{+The Rabat Conference (leads to activity:a)+} there."},
		{"another target", "See [the Conference](activity:a) there.", "See [the Conference](activity:b) there.",
			"See [-the Conference (leads to activity:a)-]{+the Conference (leads to activity:b)+} there."},
		{"another address", "See [the Conference](https://a.org/x) there.", "See [the Conference](https://a.org/y) there.",
			"See [-the Conference (leads to https://a.org/x)-]{+the Conference (leads to https://a.org/y)+} there."},
		{"a link comes", "See the Conference there.", "See [the Conference](activity:a) there.",
			"See [-the Conference-]{+the Conference (leads to activity:a)+} there."},
		{"nothing but a link", "[It](activity:a)", "[It](activity:b)", "[-It (leads to activity:a)-]{+It (leads to activity:b)+}"},
		{"a word before it", "In the long Conference there.", "In [the Conference](activity:a) there.",
			"In [-the long Conference-]{+the Conference (leads to activity:a)+} there."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			compareTexts(t, tt.from, tt.to)
			if got := asText(t, tt.from, tt.to); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
			if html := written(t, diff.Compare(document(t, 1, func(int) string { return tt.from }), document(t, 1, func(int) string { return tt.to })))["html"]; !strings.Contains(html, "leads to") {
				t.Error("the page does not say where it leads")
			}
		})
	}
}

// TestUnseenCharacters checks of each character that shows nothing whether it can
// change what is said, that a change of it is named, and that the documentation
// says the same.
func TestUnseenCharacters(t *testing.T) {
	b, err := os.ReadFile("../../docs/changes.md")
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile(`(?m)^\| (U\+[^|]*) \| ([^|]*) \| ` + "`(editorial|substance)`" + ` \|`)
	documented := make(map[rune]diff.Class)
	for _, m := range row.FindAllStringSubmatch(string(b), -1) {
		for _, code := range strings.Split(m[1], ", ") {
			first, last, many := strings.Cut(code, " to ")
			from, err := strconv.ParseInt(strings.TrimPrefix(first, "U+"), 16, 32)
			if err != nil {
				t.Fatal(err)
			}
			to := from
			if many {
				if to, err = strconv.ParseInt(strings.TrimPrefix(last, "U+"), 16, 32); err != nil {
					t.Fatal(err)
				}
			}
			for r := from; r <= to; r++ {
				documented[rune(r)] = diff.Class(m[3])
			}
		}
	}
	if len(documented) < 20 {
		t.Fatalf("the documentation names %d characters", len(documented))
	}
	for r := rune(0x80); r < 0x3001; r++ {
		if _, ok := documented[r]; !ok && unicode.Is(unicode.Cf, r) && diff.CharacterName(r) != "" {
			t.Errorf("the documentation does not say what %U is", r)
		}
	}
	for r, class := range documented {
		from, to := "The paper is here.", "The pa"+string(r)+"per is here."
		if unicode.IsSpace(r) {
			from, to = "The paper is here.", "The"+string(r)+"paper is here."
		}
		for _, way := range [][2]string{{from, to}, {to, from}} {
			ch, ok := compareTexts(t, way[0], way[1])
			if !ok {
				t.Errorf("%U: no change", r)
				continue
			}
			if ch.Class != class {
				t.Errorf("%U is %s, documented as %s", r, ch.Class, class)
			}
			said := asText(t, way[0], way[1])
			if name := diff.CharacterName(r); name != "" && !strings.Contains(said, name) || name == "" && !strings.Contains(said, fmt.Sprintf("U+%04X", r)) {
				t.Errorf("%U is not named: %s", r, said)
			}
		}
	}
}

// TestNothingIsInvisible checks that what looks the same is named, and that what
// is the same is not reported as a change.
func TestNothingIsInvisible(t *testing.T) {
	tests := []struct {
		from, to, want string
		class          diff.Class
	}{
		{"Il y a 36 États : tous.", "Il y a 36 États\u00a0: tous.", "no-break space", diff.Editorial},
		{"Il y a 36\u00a0États.", "Il y a 36\u202fÉtats.", "narrow no-break space", diff.Editorial},
		{"Il y a 36 819 000 dollars.", "Il y a 36\u202f819\u202f000 dollars.", "narrow no-break space", diff.Editorial},
		{"One two.", "One\u2009two.", "thin space", diff.Editorial},
		{"One two.", "One two.\u00a0", "no-break space", diff.Editorial},
		{"One two.", "\u00a0One two.", "no-break space", diff.Editorial},
		{"The paper is here.", "The pa\u200bper is here.", "zero width space", diff.Editorial},
		{"The paper is here.", "The \ufeffpaper is here.", "zero width no-break space", diff.Editorial},
		{"The paper is here.", "The pa\u2060per is here.", "word joiner", diff.Editorial},
		{"The paper is here.", "The pa\u00adper is here.", "soft hyphen", diff.Editorial},
		{"The paper is here.", "The paper\u200e is here.", "left-to-right mark", diff.Substance},
		{"The paper is here.", "The p\u0430per is here.", "Cyrillic \u0430, U+0430", diff.Substance},
		{"The paper is here.", "The \u0440\u0430per is here.", "Cyrillic \u0440, U+0440; Cyrillic \u0430, U+0430", diff.Substance},
		{"Open the door.", "\u039fpen the door.", "Greek \u039f, U+039F", diff.Substance},
		{"Le Comit\u0435 a vot\u00e9.", "Le Comite a vot\u00e9.", "Cyrillic \u0435, U+0435", diff.Substance},
		{"A co-operative view.", "A co\u2011operative view.", "no-break hyphen", diff.Editorial},
		{"A co-operative view.", "A co\u2212operative view.", "minus sign", diff.Substance},
		{"See annex IV.", "See annex \u2163.", "Latin \u2163, U+2163", diff.Substance},
		{"See items iii and xi.", "See items \u2172 and \u217a.", "Latin \u2172, U+2172; Latin \u217a, U+217A", diff.Substance},
		{"The efficient office filed it.", "The e\ufb03cient office \ufb01led it.", "Latin \ufb03, U+FB03; Latin \ufb01, U+FB01", diff.Substance},
		{"And so on... then.", "And so on… then.", "U+2026", diff.Substance},
		{"In 2008 ABC met.", "In \uff12\uff10\uff10\uff18 ABC met.", "U+FF12", diff.Substance},
		{"It was 5 \u03bcg then.", "It was 5 \u00b5g then.", "U+00B5", diff.Substance},
		{"Voir n° 3 ici.", "Voir nº 3 ici.", "Latin º, U+00BA", diff.Substance},
	}
	for _, tt := range tests {
		for _, p := range [][2]string{{tt.from, tt.to}, {tt.to, tt.from}} {
			ch, ok := compareTexts(t, p[0], p[1])
			if !ok {
				t.Errorf("%q and %q: no change", p[0], p[1])
				continue
			}
			if ch.Class != tt.class {
				t.Errorf("%q and %q: %s", p[0], p[1], ch.Class)
			}
			out := written(t, diff.Compare(document(t, 1, func(int) string { return p[0] }), document(t, 1, func(int) string { return p[1] })))
			for _, format := range []string{"text", "markdown", "html", "json"} {
				plain := strings.NewReplacer("&#43;", "+", "U&#43;", "U+").Replace(out[format])
				for want := range strings.SplitSeq(tt.want, "; ") {
					if !strings.Contains(plain, want) {
						t.Errorf("%q and %q: %s does not say %q:\n%s", p[0], p[1], format, want, out[format])
					}
				}
			}
		}
	}
	for _, same := range [][2]string{
		{"The year after it was adopted.", "The year  after it was adopted."},
		{"One.  Two. Three.", "One. Two.   Three."},
		{"A [link  text](activity:a) here.", "A [link text](activity:a) here."},
		{"It was *very  good* then.", "It was *very good* then."},
		{"- one  thing\n- two", "- one thing\n- two"},
		{"One\r\ntwo.", "One two."},
		{"One\ttwo.", "One two."},
		{"On 3  September  2008 it had 36 \t819  000  dollars.", "On 3 September 2008 it had 36 819 000 dollars."},
		{"Le Comité a réuni l’État.", norm.NFD.String("Le Comité a réuni l’État.")},
		{"Le *Comité* [réuni](activity:a).", norm.NFD.String("Le *Comité* [réuni](activity:a).")},
		{"\u1112\u1161\u11ab", norm.NFC.String("\u1112\u1161\u11ab")},
	} {
		if ch, ok := compareTexts(t, same[0], same[1]); ok {
			t.Errorf("%q and %q: %s", same[0], same[1], brief(ch))
		}
	}
	// Where emphasis and links begin is a change, and something is marked.
	for _, marks := range [][2]string{{"*a b*", "*a* *b*"}, {"a [ b](activity:a)", "a [b](activity:a)"}, {"- a\n- b", "- a\n\n  b"}, {"**a**", "*a*"}} {
		if ch, ok := compareTexts(t, marks[0], marks[1]); ok && !strings.Contains(inline(ch.Texts[0].Words), "{") {
			t.Errorf("%q and %q: nothing is marked", marks[0], marks[1])
		}
	}
}

// TestEditorial checks that the class holds no change of meaning.
func TestEditorial(t *testing.T) {
	en := func(pairs ...string) [][2]string { return pairsOf(pairs) }
	for _, p := range en(
		"No, States may do so.", "No States may do so.",
		"He resigned the treaty.", "He re-signed the treaty.",
		"See annex LXXXVIII there.", "See annex LXXXVII there.",
		"The States, which ratified it, came.", "The States which ratified it came.",
		"It was scarred by it.", "It was scared by it.", "The starring role.", "The staring role.", "They planned it.", "They planed it.",
		"It helps US there.", "It helps us there.", "The WHO said so.", "The who said so.", "The AIDS of it.", "The aids of it.",
		"In 5 / 10 of them.", "In 5 10 of them.", "The and/or clause.", "The and or clause.",
		"Let us eat. Grandma.", "Let us eat Grandma.", "They came (late) there.", "They came late there.", "A value of −5 there.", "A value of 5 there.",
		"It may end. So be it.", "It May end. So be it.", "They march on.", "They March on.", "To polish it.", "To Polish it.",
		"A turkey came.", "A Turkey came.", "The state of it.", "The State of it.", "The states came.", "The States came.", "A party came.", "A Party came.",
		"The convention met.", "The Convention met.", "The china is here.", "The China is here.",
		"Well-being matters.", "Well being matters.", "A man eating shark.", "A man-eating shark.", "It was ended", "It was ended?",
		"The rest came; all.", "The rest came, all.", "It has 3,000 here.", "It has 3.000 here.", "It is a bout there.", "It is about there.",
		"The form was there.", "The from was there.", "It is one there.", "It is One, there.", "A prize there.", "A prise there.",
		"A metre there.", "A meter there.", "It is **re**signed.", "It is **re** signed.", "See part (a) there.", "See part (A) there.",
		"It goes. 1 of 2", "It goes 1 of 2", "The end .", "The end !", "It is over", "It is over.", "It was occured.", "It was occurred.",
	) {
		for _, q := range [][2]string{p, {p[1], p[0]}} {
			if ch, ok := compareTexts(t, q[0], q[1]); !ok || ch.Class != diff.Substance {
				t.Errorf("%q and %q: %s", q[0], q[1], ch.Class)
			}
		}
	}
	for _, p := range en(
		"They organise the colours.", "They organize the colors.", "Its co-operation with them.", "Its cooperation with them.",
		"We favour the centre here.", "We favor the center here.", "They analysed and travelled.", "They analyzed and traveled.",
		"The judgement of it.", "The judgment of it.", "A counter-terrorism measure.", "A counterterrorism measure.",
		"He said \"yes\" there.", "He said “yes” there.", "It is the States' task.", "It is the States’ task.", "A co‑ordinated view.", "A coordinated view.",
		"It ended — so it was.", "It ended ― so it was.", "It was *very* good.", "It was very good.", "The session closes.", "The Session closes.",
		"The manœuvre of it.", "The manoeuvre of it.", "The office met.", "The Office met.", "It was very good.", "It was **very** good.",
	) {
		for _, q := range [][2]string{p, {p[1], p[0]}} {
			if ch, ok := compareTexts(t, q[0], q[1]); !ok || ch.Class != diff.Editorial {
				t.Errorf("%q and %q: %s", q[0], q[1], ch.Class)
			}
		}
	}
	inFrench := func(p [2]string) diff.Class {
		with := func(s string) map[string]any {
			return map[string]any{
				"report:report": map[string]any{}, "edition:edition": map[string]any{}, "resolution:resolution": map[string]any{},
				"section:s": map[string]any{"id": "s", "text": map[string]any{"fr": s}},
			}
		}
		c := laws(t, fromDocument(t, with(p[0])), fromDocument(t, with(p[1])))
		return c.List[0].Class
	}
	for _, p := range en(
		"Il vient ou il va.", "Il vient où il va.", "Il a péché hier.", "Il a pêché hier.", "Il a peché hier.", "Il a péché hier.",
		"Il est sur de cela.", "Il est sûr de cela.", "La cote est là.", "La côte est là.", "Un état là.", "Un État là.", "Il fut là.", "Il fût là.",
		"Un mur mur là.", "Un mur mûr là.", "Les français viennent.", "Les Français viennent.", "Oui, il vient.", "Oui il vient.",
		"Le travail de labour.", "Le travail de labor.",
	) {
		if class := inFrench(p); class != diff.Substance {
			t.Errorf("%q and %q: %s", p[0], p[1], class)
		}
	}
	for _, p := range en(
		"Cet événement est là.", "Cet évènement est là.", "Le cœur est là.", "Le coeur est là.", "La clé est là.", "La clef est là.",
		"Le connaître est utile.", "Le connaitre est utile.", "Il dit « oui » là.", "Il dit “oui” là.", "L'État est là.", "L’État est là.",
		"Il dit « oui » là.", "Il dit «\u00a0oui\u00a0» là.",
	) {
		if class := inFrench(p); class != diff.Editorial {
			t.Errorf("%q and %q: %s", p[0], p[1], class)
		}
	}
}

func pairsOf(list []string) [][2]string {
	var out [][2]string
	for i := 0; i < len(list); i += 2 {
		out = append(out, [2]string{list[i], list[i+1]})
	}
	return out
}

// TestKeptOfShuffled compares how many words of shuffled texts stay in their
// place with how many a longest common subsequence of words keeps.
func TestKeptOfShuffled(t *testing.T) {
	t.Parallel()
	sum, n := 0.0, 0
	for seed := range int64(105) {
		rnd := rand.New(rand.NewSource(seed))
		var parts []string
		for range 2 + rnd.Intn(8) {
			length := 3 + rnd.Intn(12)
			if rnd.Intn(2) == 0 {
				length += 40
			}
			parts = append(parts, words(rnd, length))
		}
		sep := []string{"\n\n", " "}[rnd.Intn(2)]
		from := strings.Join(parts, sep)
		rnd.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		to := strings.Join(parts, sep)
		ch, ok := compareTexts(t, from, to)
		if !ok {
			continue
		}
		if x := ch.Texts[0]; x.Rewritten || !x.Reordered {
			t.Errorf("seed %d: %s", seed, inline(x.Words))
		}
		stay := 0
		for _, s := range ch.Texts[0].Words {
			if s.Op == diff.Equal {
				stay += len(strings.Fields(s.Text))
			}
		}
		share := float64(stay) / float64(longest(strings.Fields(from), strings.Fields(to)))
		if share < 0.6 {
			t.Errorf("seed %d: %.0f %% of what a plain comparison keeps", seed, 100*share)
		}
		sum += share
		n++
	}
	t.Logf("%d texts keep %.1f %% of what a plain comparison keeps", n, 100*sum/float64(n))
	if sum/float64(n) < 0.9 {
		t.Errorf("the mean of %d texts is %.0f %%", n, 100*sum/float64(n))
	}
}

// longest is the length of a longest common subsequence.
func longest(a, b []string) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		last := 0
		for j, y := range b {
			up := row[j+1]
			switch {
			case x == y:
				row[j+1] = last + 1
			case row[j] > up:
				row[j+1] = row[j]
			}
			last = up
		}
	}
	return row[len(b)]
}

// TestMovedEdits moves paragraphs at random, changes one word of some, and checks
// that only these words are shown as gone.
func TestMovedEdits(t *testing.T) {
	t.Parallel()
	rounds := 200
	if testing.Short() {
		rounds = 40
	}
	for seed := range int64(rounds) {
		rnd := rand.New(rand.NewSource(seed))
		var from []string
		for range 3 + rnd.Intn(6) {
			from = append(from, words(rnd, 12+rnd.Intn(40)))
		}
		to := append([]string(nil), from...)
		edits := 0
		for i := range to {
			if rnd.Intn(2) == 0 {
				ws := strings.Fields(to[i])
				k := 1 + rnd.Intn(len(ws)-2)
				if strings.HasSuffix(ws[k], ".") || strings.HasSuffix(ws[k-1], ".") {
					continue
				}
				ws[k] = fmt.Sprintf("edited%d", i)
				to[i] = strings.Join(ws, " ")
				edits++
			}
		}
		i := rnd.Intn(len(to))
		to[0], to[i] = to[i], to[0]
		if edits == 0 && i == 0 {
			continue
		}
		ch, _ := compareTexts(t, strings.Join(from, "\n\n"), strings.Join(to, "\n\n"))
		gone := 0
		for _, s := range ch.Texts[0].Words {
			if s.Op == diff.Delete && !s.Kept && !s.Break {
				gone += len(strings.Fields(s.Text))
			}
		}
		if gone != edits {
			t.Errorf("seed %d: %d words changed, %d are shown as gone: %s", seed, edits, gone, inline(ch.Texts[0].Words))
		}
	}
}
