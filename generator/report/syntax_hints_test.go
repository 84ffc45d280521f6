package report_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

// What a decoder says of a slip is about what it could not read; what a writer
// reads is about what was mistyped, and where.
func TestSlipsInPlainWords(t *testing.T) {
	tests := []struct {
		name, toml string
		want       string // place, message and the beginning of the hint
	}{
		{"comma in a number", "a = 36,819", "1:5 36,819 is not a number in TOML: it has a comma in it (separate thousands by underscores"},
		{"text of a line without its end", "a = \"one\"\nb = \"two\n", `2:5 the text that begins here has no end on its line (put " after its last word`},
		{"single quotes without an end", "a = 'one\n", `1:5 the text that begins here has no end on its line (put ' after its last word`},
		{"text of several lines, taking in the next", "a.fr = \"\"\"\nUn.\na.en = \"\"\"\nOne.\"\"\"\n", `1:8 the text that begins here has no end (put """ after its last word`},
		{"text of several lines, taking in the file", "# \"\"\"\na = \"\"\"\nOne.\n", `2:5 the text that begins here has no end (put """ after its last word`},
		{"printed quotation marks", "a = “one”", `1:5 “ is a printed quotation mark, and TOML knows the straight one alone (put "`},
		{"French quotation marks", "a = « un »", `1:5 « is a printed quotation mark, and TOML knows the straight one alone (put "`},
		{"no such day", "a = 2009-06-31", "1:5 2009-06-31 is not a date: June 2009 has 30 days (a date is written"},
		{"no leap year", "a = 2009-02-29", "1:5 2009-02-29 is not a date: February 2009 has 28 days (a date is written"},
		{"no such month", "a = 2009-31-06", "1:5 2009-31-06 is not a date: there is no month 31 (a date is written"},
		{"the day first", "a = 30-04-2009", "1:5 30-04-2009 is not a date as TOML has it: the year comes first (write 2009-04-30"},
		{"the day first, with points", "a = 30.04.2009", "1:5 30.04.2009 is not a date as TOML has it: the year comes first (write 2009-04-30"},
		{"the day or the month first", "a = 03/04/2009", "1:5 03/04/2009 is not a date as TOML has it: the year comes first (a date is written"},
		{"no noughts", "a = 2009-4-3", "1:5 2009-4-3 is not a date (write 2009-04-03"},
		{"straight quotation marks in a text", `a = "The "first" one"`, `1:10 this " ends the string, but text follows (inside of a text write printed`},
		{"a text that begins with one", `a = ""First" one"`, `1:6 this " ends the string, but text`},
		{"the same in a list", `a = ["one "two" three"]`, `1:11 this " ends the string, but text`},
		{"no quotation marks", "a = one two", `1:5 the text that begins with one has no quotation mark before it (put " before and after`},
		{"a truth value in capitals", "a = True", `1:5 True is not a TOML value (write it in lower case: true`},
		{"a number that is about right", "a = { value = ~1600 }", "1:15 a number has no sign ~ (write value = 1600, qualifier = \"about\""},
		{"the sign for about", "a = ≈1600", "1:5 a number has no sign ≈ (write value = 1600, qualifier"},
		{"more than", "a = >1600", "1:5 a number has no sign > (write value = 1600, qualifier = \"more-than\""},
		{"millions by a letter", "a = { value = 17.9M, b = 1 }", "1:15 17.9M is not a number in TOML: it is shortened (write all its digits: 17900000"},
		{"millions with a comma", "a = 17,9 millions", "1:5 17,9 millions is not a number in TOML: it is shortened (write all its digits: 17900000"},
		{"a decimal comma", "a = { value = 17,9, b = 1 }", "1:15 17,9 is not a number in TOML: it has a comma in it (write 17.9: a decimal part"},
		{"the letter l for 1", "a = l600", "1:5 l600 has the letter l in the place of a digit (write 1600"},
		{"the letter O in a date", "a = 2009-O4-30", "1:10 2009-O4-30 has the letter O in the place of a digit (write 2009-04-30"},
		{"a range", "a = { value = 1600-1700 }", "1:15 1600-1700 is two numbers, and there is room for one (write one of the two"},
		{"a range with an en dash", "a = 2008–2009", "1:5 2008–2009 is two numbers, and there is room for one (write one"},
		{"what is counted", "a = { value = 1600 agents }", "1:20 these words come after a number (remove them: what is counted"},
		{"a curly apostrophe in a number", "a = { value = 1’600 }", "1:15 1’600 is not a number in TOML: its thousands are separated (write it without"},
		{"a year of two digits", "a = 30/04/09", "1:5 30/04/09 is not a date (write the year with four digits"},
		{"a quarter", "a = 2009-Q2", "1:5 2009-Q2 is neither a date nor a number (write a day"},
		{"two equals signs", "kind == \"a\"", "1:6 == is not the sign between a key and its value (write ="},
		{"an arrow", "kind => \"a\"", "1:6 => is not the sign between a key and its value (write ="},
		{"a code fence", "```toml\na = 1\n```", "1:1 this line is Markdown, and no part of a data file (delete the line"},
		{"a sign that begins nothing", "> a quoted line", "1:1 this line is neither a key with its value nor a heading (delete it"},
		{"a sign that begins no value", "a = *", "1:5 no value begins with * (write a number, or a text"},
		{"and in a list", `a = ["one" and "two"]`, "1:12 and comes after a value, where only a comma or the end can be (remove it"},
		{"an accent after a mark inside", `a = "La "Déclaration" de"`, `1:9 this " ends the string, but text follows (inside`},
		{"a text opened by printed marks", "a = “””\nUn.\"\"\"\n", `1:5 “ is a printed quotation mark, and TOML knows the straight one alone (a text of several lines goes between """`},
		{"a text opened by two marks", "a.fr = \"\"\nUne année.\"\"\"\n", `1:8 the text that begins here has two quotation marks, and one of several lines needs three (a text of several`},
		{"a list without brackets", `a = "one", "two"`, `1:5 a list is in square brackets (write ["one", "two"]`},
		{"a heading with an accent", "[[activité]]\na = 1", "1:3 activité has a letter with an accent, which no key has (the keys are listed"},
		{"no comma in a list", `a = ["one" "two"]`, "1:10 a comma is missing after this (put a comma between"},
		{"no comma between entries", "a = [\n  { b = 1 }\n  { b = 2 },\n]", "2:11 a comma is missing after this (put a comma between"},
		{"no comma in an entry", "a = [{ b = 1 c = 2 }]", "1:12 a comma is missing after this (put a comma between"},
		{"a colon", "a: 2009-10-12", "1:1 missing = after a, but a colon (write a = 2009-10-12"},
		{"no equals sign", "a 2009-10-12", "1:1 missing = after a (write a = 2009-10-12"},
		{"words", "so far so good", "1:1 missing = after so (write a name, = and its value"},
		{"an entry behind its list", "a = [\n]\n  { b = 1 },", "3:3 this entry is outside its list (put it above the line"},
		{"one bracket", "[[a]]\nb = 1\n[a]\nb = 2", "3:1 [a] is here again, but there can be only one (where there may be several, each begins with two brackets: [[a]]"},
		{"a zero before a number", "a = 08", "1:5 08 is not a number in TOML: it begins with a zero (write 8; what is no number"},
		{"zeros before a number in an entry", "a = { b = -0012, c = 1 }", "1:11 -0012 is not a number in TOML: it begins with a zero (write -12;"},
		{"no value", "a = 1\nb.fr =\nc = 2", "2:6 there is nothing after b.fr = (write the value on the same line"},
		{"no value before a comment", "a = # later\nb = 2", "1:3 there is nothing after a = (write the value"},
		{"a character that cannot be seen", "a = \"one\x01two\"", "1:9 there is an invisible character here: U+0001 (delete it"},
		{"the same in a text of several lines", "a = \"\"\"\none\x1ftwo\"\"\"", "2:4 there is an invisible character here: U+001F (delete it"},
		{"too great a number", "a = 12345678901234567890123", "1:5 12345678901234567890123 is more than the greatest number that is kept (check its digits; the greatest is 9223372036854775807"},
		{"a list in brackets and a heading", "a = [\n  { b = 1 },\n]\n\n[[a]]\nb = 2\n", "5:1 a is written as a list in brackets above, so [[a]] cannot add to it (put the entry into the list"},
		{"brackets alone", "[[a]]\nid = 1\n\n[[\nid = 2", "4:1 a heading has no name (write the name and all four brackets, such as [[a]], or delete"},
		{"brackets alone at the end", "[[a]]\nid = 1\n[[", "3:1 a heading has no name (write the name and all four brackets, such as [[a]]"},
		{"brackets without a name", "[[ ]] # a\nid = 1\n", "1:1 a heading has no name (write the name and all four brackets, such as [[request]]"},
		{"a name without its end", "[[a]]\nid = 1\n[[b\nid = 2", "3:1 a bracket of this heading is missing (write [[b]]"},
		{"text behind a heading", "[[a]] id = 1\n", "1:7 [[a]] is followed by other text on its line (put a key on the next line"},
		{"a list twice", "a = [1]\nb = 1\na = [2]", "3:1 a is in its record twice (keep one"},
		{"a key twice in braces", "q = { value = 1, as = \"x, value = 3\", value = 2 }", "1:39 value appears twice between the same braces (keep one of the two and delete"},
		{"a dotted key twice in braces", "a = 1\nq = { t.fr = 1, t.fr = 2 }", "2:17 t.fr appears twice between the same braces (keep one"},
		{"a key twice in braces in a list", "a = [\n  { b = 1 },\n  { b = 1, b = 2 },\n]", "3:12 b appears twice between the same braces (keep one"},
		{"the key of braces twice", "a = 1\na = { b = 1 }", "2:1 a is in its record twice (keep one"},
		{"a key twice", "a.fr = 1\n  a.fr = 2", "2:3 a.fr is in its record twice (keep one"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fsys := small(t)
			fsys["data/sources.toml"] = &fstest.MapFile{Data: []byte(tt.toml)}
			_, ps, err := report.Load(fsys)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range ps {
				if p.Rule != "syntax" {
					continue
				}
				got := strings.TrimPrefix(p.Pos.String(), "data/sources.toml:") + " " + p.Message.String() + " (" + p.Hint.String() + ")"
				if !strings.HasPrefix(got, tt.want) {
					t.Errorf("got  %s\nwant %s", got, tt.want)
				}
				return
			}
			t.Errorf("no fault of syntax is found: %v", ps)
		})
	}
}

// A number that is written in another way is given as it is to be written.
func TestNumbersInPlainWords(t *testing.T) {
	tests := []struct{ value, want string }{
		{`"8150"`, "write it without quotation marks: 8150"},
		{`"8,150"`, "write it without quotation marks and anything between its digits: 8150"},
		{"8.150", "write it without anything between its digits: 8150"},
		{"8.5", ""},
		{`"many"`, ""},
		{`"007"`, "write it without quotation marks: 7"},
		{`"1,5"`, "write it without quotation marks, with a point before the decimals: 1.5"},
		{`["15"]`, ""},
	}
	for _, tt := range tests {
		data := "[[indicator]]\nid = \"x\"\n[[indicator.observation]]\nid = \"2008\"\nquantity = { value = " + tt.value + " }\n"
		fsys := small(t)
		fsys["data/indicators.toml"] = &fstest.MapFile{Data: []byte(data)}
		_, ps, err := report.Load(fsys)
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, p := range ps {
			if p.Rule == "wrong-type" {
				found = true
				if p.Hint.String() != tt.want {
					t.Errorf("%s: the hint is %q, want %q", tt.value, p.Hint.String(), tt.want)
				}
			}
		}
		if !found {
			t.Errorf("%s is taken", tt.value)
		}
	}
}

// A reference that is written as a symbol, without its end or together with others is told
// as what it means, and so is a currency.
func TestMeantInPlainWords(t *testing.T) {
	fsys := small(t)
	fsys["data/sources.toml"] = &fstest.MapFile{Data: []byte("[[source]]\nid = \"a-63-89\"\n\n[[source]]\nid = \"press-2001\"\n")}
	fsys["data/finance.toml"] = &fstest.MapFile{Data: []byte(`[[money]]
id = "x"
amount = { value = 1, currency = "usd" }
cites = [{ source = "A/63/89" }, { source = "press" }, { source = "a-63-89, press-2001" }]

[[money]]
id = "y"
amount = { value = 1, currency = "€" }
`)}
	_, ps, err := report.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	var hints []string
	for _, p := range ps {
		if p.Pos.File == "data/finance.toml" {
			hints = append(hints, p.Hint.String())
		}
	}
	all := strings.Join(hints, "\n")
	for _, want := range []string{"write USD", "write EUR", "did you mean a-63-89?", "did you mean press-2001?", `each id has quotation marks of its own: "a-63-89", "press-2001"`} {
		if !strings.Contains(all, want) {
			t.Errorf("no hint %q in:\n%s", want, all)
		}
	}
}

// Straight quotation marks in pairs inside of a text are to be replaced by printed ones, which
// somebody has to look at.
func TestQuotesInside(t *testing.T) {
	for text, want := range map[string]string{
		`title.en = "The "first" one"`:           `title.en = "The “first” one"`,
		`title.fr = "Le "premier" et "l’autre""`: `title.fr = "Le «` + "\u00a0premier\u00a0» et «\u00a0l’autre\u00a0" + `»"`,
		`title.en = "The first" one"`:            "",
		`title.en = "A 5" pipe or 6" one"`:       "",
	} {
		fsys := small(t)
		data := []byte("[[source]]\nid = \"x\"\n" + text + "\n")
		fsys["data/sources.toml"] = &fstest.MapFile{Data: data}
		_, ps, err := report.Load(fsys)
		if err != nil || len(ps) == 0 || ps[0].Rule != "syntax" {
			t.Fatalf("%s: %v, %v", text, ps, err)
		}
		got := ""
		if e := ps[0].Edit; e != (problem.Edit{}) {
			after, _ := problem.Apply(data, []problem.Edit{e})
			got = strings.Split(string(after), "\n")[2]
			if e.Safe {
				t.Errorf("%s: the edit is applied without being looked at", text)
			}
		}
		if got != want {
			t.Errorf("%s (%s) becomes %q, want %q", text, ps[0].Message, got, want)
		}
	}
}
