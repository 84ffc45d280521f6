package chart

import (
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// element is a parsed element of a drawing.
type element struct {
	name string
	attr map[string]string
	text string
}

// box is a rectangle in drawn coordinates.
type box struct{ x1, y1, x2, y2 float64 }

func (b box) touches(o box) bool {
	const slack = 0.3
	return b.x1 < o.x2-slack && o.x1 < b.x2-slack && b.y1 < o.y2-slack && o.y1 < b.y2-slack
}

func parse(t *testing.T, svg string) []element {
	t.Helper()
	var list []element
	var open []int
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return list
		}
		if err != nil {
			t.Fatalf("malformed SVG: %v", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			e := element{name: token.Name.Local, attr: map[string]string{}}
			for _, a := range token.Attr {
				e.attr[a.Name.Local] = a.Value
			}
			open = append(open, len(list))
			list = append(list, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				list[open[len(open)-1]].text += string(token)
			}
		}
	}
}

func value(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		t.Fatalf("%q is not a coordinate", s)
	}
	return v
}

// boxOf returns the box of a text, with its width as estimated by the package.
func boxOf(t *testing.T, e element, rtl bool) box {
	st := style(e.attr["class"])
	x, y, w := value(t, e.attr["x"]), value(t, e.attr["y"]), st.width(e.text)
	from := x
	switch a := e.attr["text-anchor"]; {
	case a == "middle":
		from = x - w/2
	case a == "end" != rtl:
		from = x - w
	}
	return box{from, y - st.size()*0.8, from + w, y + st.size()*0.2}
}

var (
	pathStart = regexp.MustCompile(`[MHVL]|-?[0-9.]+`)
	idRef     = regexp.MustCompile(`url\(#([^)]+)\)`)
)

func TestDrawing(t *testing.T) {
	for _, p := range pictures() {
		for _, f := range frames() {
			t.Run(fmt.Sprintf("%s/%s", p.name, f.ID), func(t *testing.T) {
				svg := string(p.picture.SVG(f))
				if again := string(p.picture.SVG(f)); again != svg {
					t.Error("drawing it twice gives different results")
				}
				list := parse(t, svg)
				root := list[0]
				if root.attr["role"] != "img" || root.attr["aria-labelledby"] != f.ID+"-t" || root.attr["aria-describedby"] != f.ID+"-d" {
					t.Errorf("root is not an image with a name and a description: %v", root.attr)
				}
				if list[1].text != f.Title || list[2].text != f.Desc {
					t.Errorf("title %q and description %q", list[1].text, list[2].text)
				}
				view := strings.Fields(root.attr["viewBox"])
				width, height := value(t, view[2]), value(t, view[3])
				inside := func(what string, b box) {
					if b.x1 < -1 || b.y1 < -1 || b.x2 > width+1 || b.y2 > height+1 {
						t.Errorf("%s at %v is outside %v × %v", what, b, width, height)
					}
				}

				ids := map[string]bool{}
				var refs, said []string
				var texts []element
				for _, e := range list {
					if e.attr["style"] != "" || e.name == "script" || e.name == "style" || e.name == "a" {
						t.Errorf("%s is not allowed in a drawing: %v", e.name, e.attr)
					}
					if id := e.attr["id"]; id != "" {
						if ids[id] || !strings.HasPrefix(id, f.ID+"-") {
							t.Errorf("id %q is duplicate or does not begin with %q", id, f.ID)
						}
						ids[id] = true
					}
					if href := e.attr["href"]; href != "" {
						refs = append(refs, strings.TrimPrefix(href, "#"))
					}
					if m := idRef.FindStringSubmatch(e.attr["fill"]); m != nil {
						refs = append(refs, m[1])
					}
					switch {
					case e.name == "title":
						said = append(said, e.text)
					case e.name == "text":
						if f.RTL {
							e.text = strings.Trim(e.text, "\u2068\u2069")
						}
						said, texts = append(said, e.text), append(texts, e)
						inside("text "+e.text, boxOf(t, e, f.RTL))
					case e.name == "rect":
						x, y := value(t, e.attr["x"]), value(t, e.attr["y"])
						inside("rectangle", box{x, y, x + value(t, e.attr["width"]), y + value(t, e.attr["height"])})
					case e.name == "use":
						x, y := value(t, e.attr["x"]), value(t, e.attr["y"])
						inside("sign", box{x - 7, y - 7, x + 7, y + 7})
					case strings.HasPrefix(e.attr["transform"], "translate("):
						xy := strings.Fields(strings.TrimSuffix(strings.TrimPrefix(e.attr["transform"], "translate("), ")"))
						x, y := value(t, xy[0]), value(t, xy[1])
						inside("mark", box{x - radius, y - radius, x + radius, y + radius})
					case strings.HasPrefix(e.attr["class"], "chart__line"), strings.HasPrefix(e.attr["class"], "chart__rule-line"),
						strings.HasPrefix(e.attr["class"], "chart__leader"), strings.HasPrefix(e.attr["class"], "chart__span"):
						x, y := 0.0, 0.0
						command, second := "", false
						for _, piece := range pathStart.FindAllString(e.attr["d"], -1) {
							switch {
							case strings.Contains("MHVL", piece):
								command, second = piece, false
							case command == "V" || second:
								y, second = value(t, piece), false
								inside("line", box{x, y, x, y})
							default:
								x, second = value(t, piece), command != "H"
							}
						}
					}
				}
				for _, ref := range refs {
					if !ids[ref] {
						t.Errorf("reference to unknown id %q", ref)
					}
				}
				for i, a := range texts {
					for _, b := range texts[i+1:] {
						if boxOf(t, a, f.RTL).touches(boxOf(t, b, f.RTL)) {
							t.Errorf("texts %q and %q overlap", a.text, b.text)
						}
					}
				}
				for _, want := range p.says {
					if !slices.ContainsFunc(said, func(s string) bool { return strings.Contains(s, want) }) {
						t.Errorf("%q is not in any text or title", want)
					}
				}
			})
		}
	}
}

// TestTitlesContainEveryValue checks that there is a title for each value drawn.
func TestTitlesContainEveryValue(t *testing.T) {
	f := frames()[0]
	for _, p := range pictures() {
		titles := map[string]bool{}
		for _, e := range parse(t, string(p.picture.SVG(f))) {
			if e.name == "title" {
				titles[e.text] = true
			}
		}
		var want []string
		switch x := p.picture.(type) {
		case Bars:
			for _, g := range x.Groups {
				for i, category := range x.Categories {
					if v, ok := g.value(i); ok && (v.Missing || v.N != 0) {
						want = append(want, fmt.Sprintf("%s, %s: %s", category.Label, g.Name, v.Text))
					}
				}
			}
		case Timeline:
			for _, e := range x.events() {
				said := fmt.Sprintf("%d. %s, %s", e.number, e.Name, e.Date)
				for _, more := range []string{x.kind(e.Event), x.note(e.Event)} {
					if more != "" {
						said += ", " + more
					}
				}
				want = append(want, said)
			}
		case StatusGrid:
			for _, r := range x.Rows {
				for i, edition := range x.Editions {
					if s, ok := x.find(r.status(i)); ok {
						want = append(want, r.Number+", "+edition+": "+s.Word)
					}
				}
			}
		}
		for _, w := range want {
			if !titles[w] {
				t.Errorf("%s: no title contains %q", p.name, w)
			}
		}
	}
}

func TestMirror(t *testing.T) {
	f := Frame{ID: "x", Title: "T", Desc: "D"}
	mirrored := f
	mirrored.RTL = true
	left, right := parse(t, string(timeline(7).SVG(f))), parse(t, string(timeline(7).SVG(mirrored)))
	if len(left) != len(right) {
		t.Fatalf("%d elements from left to right, %d from right to left", len(left), len(right))
	}
	texts := 0
	for i := range left {
		if left[i].name != "text" {
			continue
		}
		texts++
		if sum := value(t, left[i].attr["x"]) + value(t, right[i].attr["x"]); math.Abs(sum-Narrow) > 0.11 {
			t.Errorf("%q is not mirrored", left[i].text)
		}
	}
	if texts == 0 || left[0].attr["direction"] != "ltr" || right[0].attr["direction"] != "rtl" {
		t.Error("no text, or no direction")
	}
}

func TestPairHasUniqueIDs(t *testing.T) {
	list := parse(t, "<div>"+string(Pair(grid(4), Frame{ID: "status"}))+string(Pair(bars(5, 9, true), Frame{ID: "bars"}))+"</div>")
	ids := map[string]bool{}
	for _, e := range list {
		if id := e.attr["id"]; id != "" {
			if ids[id] {
				t.Errorf("duplicate id %q", id)
			}
			ids[id] = true
		}
	}
	if !ids["status-narrow-t"] || !ids["bars-wide-p5"] {
		t.Error("ids of the two widths are missing")
	}
}

func TestData(t *testing.T) {
	for _, test := range []struct {
		name  string
		table Table
		want  string
	}{
		{"steps", Steps{Date: "Date", Lines: []Line{
			{Name: "A", Points: []Point{{On(2008, 7, 3), "3 July 2008", Value{N: 1200, Text: "1 200"}}, {On(2007, 1, 2), "2 January 2007", number(1)}}},
			{Name: "B, or not", Points: []Point{{On(2007, 5, 2), "2 May 2007", number(4)}}},
		}}.Data(), "Date,A,\"B, or not\"\r\n2007-01-02,1,\r\n2007-05-02,1,4\r\n2008-07-03,1200,4\r\n"},
		{"steps at the rules", Steps{Date: "Date", Rules: []Rule{{On(2008, 7, 31), "31 July", true}, {On(2007, 12, 18), "18 December", false}}, Lines: []Line{
			{Name: "A", Points: []Point{{On(2008, 7, 31), "31 July 2008", number(2)}, {On(2007, 1, 2), "2 January 2007", number(1)}}},
		}}.AtRules(), "Date,A\r\n2007-12-18,1\r\n2008-07-31,2\r\n"},
		{"stacked bars", bars(2, 2, true).Data(), "Year,Group 0,Group 1,All\r\nYear 1974,0,3,0\r\nYear 1975,7,10,1\r\n"},
		{"timeline", Timeline{Columns: TimelineColumns{"No.", "Date", "Activity", "Region", "Kind", "Note"}, Kinds: []string{"Visit"}, Hollow: "Planned", Lanes: []Lane{
			{"Asia", []Event{{"Later", 0, On(2008, 2, 1), On(2008, 2, 3), "1–3 February 2008", true}}},
			{"Africa", []Event{{"=Sooner", 7, On(2008, 1, 1), 0, "1 January 2008", false}}},
		}}.Data(), "No.,Date,Activity,Region,Kind,Note\r\n1,2008-01-01,'=Sooner,Africa,,\r\n2,2008-02-01/2008-02-03,Later,Asia,Visit,Planned\r\n"},
		{"money", money().Data(), "Period,Source,Kind,Amount\r\n2006–2007,Regular budget,Appropriation,4302005000\r\n2006–2007,Final adjustment,Appropriation,-113232600\r\n2008–2009,Liechtenstein,Pledge,1400000\r\n2008–2009,Canada,Pledge,not reported\r\n"},
		{"status", StatusGrid{Paragraph: "Paragraph", Editions: []string{"a", "b"}, Statuses: []Status{{"not-due", "D", "Not due"}}, Rows: []GridRow{{"1", "Title", []string{"not-due"}}}}.Data(),
			"Paragraph,a,b\r\n1,not-due,\r\n"},
	} {
		if got := test.table.CSV(); got != "\uFEFF"+test.want {
			t.Errorf("%s:\ngot  %q\nwant %q", test.name, got, test.want)
		}
	}
}

func TestTablesAreRectangular(t *testing.T) {
	for _, p := range pictures() {
		table := p.picture.Data()
		for _, row := range table.Rows {
			if len(row) != len(table.Header) {
				t.Errorf("%s: a row has %d cells, the header %d", p.name, len(row), len(table.Header))
			}
		}
		if _, err := csv.NewReader(strings.NewReader(table.CSV())).ReadAll(); err != nil {
			t.Errorf("%s: %v", p.name, err)
		}
	}
}

func TestFit(t *testing.T) {
	for _, test := range []struct {
		text  string
		room  float64
		most  int
		lines []string
	}{
		{"Terrorist Financing", 200, 2, []string{"Terrorist Financing"}},
		{"Terrorist Financing", 70, 2, []string{"Terrorist", "Financing"}},
		{"2008-07-31", 40, 3, []string{"2008-", "07-31"}},
		{"  a \n b ", 200, 1, []string{"a b"}},
		{"联合国大会", 26, 3, []string{"联合", "国大", "会"}},
		{"", 100, 2, []string{""}},
	} {
		if got := plain.wrap(test.text, test.room, test.most); !slices.Equal(got, test.lines) {
			t.Errorf("%q in %v: %q, want %q", test.text, test.room, got, test.lines)
		}
	}
}

func TestDay(t *testing.T) {
	for _, test := range []struct {
		day  Day
		want string
	}{
		{On(2008, 7, 31), "2008-07-31"},
		{On(2008, 0, 0), "2008-01-01"},
		{On(1969, 12, 31), "1969-12-31"},
		{0, "1970-01-01"},
		{math.MaxInt32, "9999-12-31"},
		{math.MinInt32, "0001-01-01"},
	} {
		if got := test.day.String(); got != test.want {
			t.Errorf("day %d is %s, want %s", test.day, got, test.want)
		}
	}
}

// TestStyleSheet compares the font sizes in the package with those in the style
// sheet.
func TestStyleSheet(t *testing.T) {
	css, err := os.ReadFile("../../assets/css/components/chart.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, st := range []style{plain, small, strong, digits} {
		names := strings.Fields(string(st))
		size := ""
		for _, name := range names {
			rule := regexp.MustCompile(`(?m)^\.` + name + ` \{[^}]*?font-size: ([0-9]+)px`).FindSubmatch(css)
			if rule != nil {
				size = string(rule[1])
			}
		}
		if want := num(st.size()); size != want {
			t.Errorf("%s is %q px in the style sheet, %s in the package", st, size, want)
		}
	}
	if m := regexp.MustCompile(`#[0-9a-f]{3,8}|rgb|hsl|--(ink|paper|teal|night|chalk)-`).Find(css); m != nil {
		t.Errorf("%s in the style sheet is not a token for an intent", m)
	}
	for i := range series {
		for _, part := range []string{"line", "mark", "fill"} {
			if class := fmt.Sprintf(".chart__%s--%d", part, i+1); !strings.Contains(string(css), class) {
				t.Errorf("no rule for %s", class)
			}
		}
	}
}

// An amount below zero differs in form, which the key explains.
func TestBelowZero(t *testing.T) {
	svg := string(money().SVG(Frame{ID: "m", Width: Wide}))
	if n := strings.Count(svg, "chart__fill--below"); n != 2 || !strings.Contains(svg, "Below zero") {
		t.Errorf("%d rectangles are outlined, want a bar and the sign in the key:\n%s", n, svg)
	}
	m := money()
	m.Periods = m.Periods[1:]
	if svg := string(m.SVG(Frame{ID: "m", Width: Wide})); strings.Contains(svg, "Below zero") || strings.Contains(svg, "chart__fill--below") {
		t.Errorf("nothing is below zero:\n%s", svg)
	}
}

func FuzzPictures(f *testing.F) {
	f.Add("Name", "1,000", int64(1000), int64(-5), 14000, 3, false, true)
	f.Add("", "", int64(math.MaxInt64), int64(math.MinInt64), math.MaxInt, math.MinInt, true, false)
	f.Add("\x00\xff<&\"'>", "−\u202e1", int64(0), int64(1), -719162, 2932896, true, true)
	f.Add("联合国 الأمم المتحدة", "٣", int64(1), int64(1), 0, 0, false, false)
	f.Fuzz(func(t *testing.T, name, text string, a, b int64, from, to int, rtl, flag bool) {
		first, second := Value{N: float64(a), Text: text}, Value{N: float64(b), Text: text, Missing: flag}
		rules := []Rule{{Day(from), name, flag}, {Day(to), text, false}, {Day(from / 2), name, true}}
		kind := from % 9
		for _, p := range []Picture{
			Steps{Date: name, From: Day(from), To: Day(to), Rules: rules, Lines: []Line{{Name: name, Short: text, Points: []Point{{Day(from), text, first}, {Day(to), text, second}}}, {Name: text, Points: []Point{{Day(to), name, first}}}}},
			Steps{Rules: rules, Lines: []Line{{Name: name, Short: text, Points: []Point{{Day(from), text, first}, {Day(to), text, second}, {Day(to), text, first}}}}},
			Bars{Stacked: flag, Categories: []Category{{name, text, flag, first}, {Label: text}}, Groups: []Group{{name, []Value{first, second, first}}, {text, nil}}},
			Timeline{Kinds: []string{name, text}, Rules: rules, Lanes: []Lane{{name, []Event{{name, kind, Day(from), Day(to), text, flag}, {text, -kind, Day(to), Day(from), name, !flag}}}, {Name: text}}},
			Money{Below: text, Kinds: []string{name}, Periods: []Period{{name, []Amount{{text, kind, first}, {name, -kind, second}}}}},
			StatusGrid{Editions: []string{name, text}, Statuses: []Status{{text, name, name}}, Rows: []GridRow{{name, text, []string{text, name, text}}}},
		} {
			for _, width := range []int{Narrow, Wide} {
				svg := string(p.SVG(Frame{ID: "f", Title: name, Desc: text, Empty: text, RTL: rtl, Width: width}))
				for _, e := range parse(t, svg) {
					for _, a := range []string{"x", "y", "width", "height"} {
						if v, ok := e.attr[a]; ok {
							value(t, v)
						}
					}
					if strings.Contains(e.attr["d"], "NaN") || strings.Contains(e.attr["d"], "Inf") {
						t.Fatalf("path %q", e.attr["d"])
					}
				}
			}
			table := p.Data()
			for _, row := range table.Rows {
				if len(row) != len(table.Header) {
					t.Fatalf("a row has %d cells, the header %d", len(row), len(table.Header))
				}
			}
		}
	})
}
