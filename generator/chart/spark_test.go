package chart

import (
	"strings"
	"testing"
)

func TestSpark(t *testing.T) {
	point := func(day Day, n float64, text string, rough bool) SparkPoint {
		return SparkPoint{day, Value{N: n, Text: text}, rough}
	}
	early, middling, late := On(2007, 7, 6), On(2008, 3, 1), On(2008, 9, 3)
	for _, c := range []struct {
		name   string
		spark  Spark
		line   string // the path that joins the values
		texts  string // in the order drawn
		hollow int
	}{
		{"none", Spark{}, "", "", 0},
		{"one", Spark{Points: []SparkPoint{point(early, 5, "5", false)}}, "", "", 0},
		{"one and a missing one", Spark{Points: []SparkPoint{point(early, 5, "5", false), {Day: late, Value: Value{Missing: true, Text: "not reported"}}}}, "", "", 0},
		{"rising, in reverse order", Spark{Points: []SparkPoint{point(late, 9, "9", false), point(early, 5, "≈5", true)}}, "up", "≈5 9", 1},
		{"falling", Spark{Points: []SparkPoint{point(early, 9, "9", false), point(late, 5, "5", false)}}, "down", "9 5", 0},
		{"flat", Spark{Points: []SparkPoint{point(early, 5, "5", false), point(late, 5, "5", false)}}, "flat", "5 5", 0},
		{"steps", Spark{Steps: true, Points: []SparkPoint{point(early, 5, "5", false), point(middling, 6, "6", false), point(late, 9, "9", false)}}, "steps", "5 9", 0},
		{"wide", Spark{Points: []SparkPoint{point(early, 1, strings.Repeat("1,000,", 9), false), point(late, 2, strings.Repeat("2,000,", 9), true)}}, "up", "", 1},
	} {
		for _, rtl := range []bool{false, true} {
			svg := string(c.spark.SVG(Frame{ID: "s", Title: "Name", Desc: "What it shows", RTL: rtl}))
			if c.line == "" {
				if svg != "" {
					t.Errorf("%s: got a drawing: %s", c.name, svg)
				}
				continue
			}
			list := parse(t, svg)
			root := list[0]
			if root.attr["role"] != "img" || list[1].text != "Name" || list[2].text != "What it shows" {
				t.Errorf("%s: not an image with a name and a description: %v", c.name, list[:3])
			}
			if strings.Contains(root.attr["class"], "narrow") || strings.Contains(root.attr["class"], "wide") {
				t.Errorf("%s: %q is shown only at some widths", c.name, root.attr["class"])
			}
			width, height := value(t, root.attr["width"]), value(t, root.attr["height"])
			var texts []string
			hollow := 0
			for _, e := range list {
				switch class := e.attr["class"]; {
				case e.name == "text":
					texts = append(texts, strings.Trim(e.text, "\u2068\u2069"))
					if b := boxOf(t, e, rtl); b.x1 < 0 || b.y1 < 0 || b.x2 > width || b.y2 > height {
						t.Errorf("%s: %q at %v is outside %v × %v", c.name, e.text, b, width, height)
					}
				case strings.Contains(class, "--hollow"):
					hollow++
				case strings.Contains(class, "chart__line"):
					if got := direction(t, e.attr["d"], rtl); got != c.line {
						t.Errorf("%s: the line %q is %s, want %s", c.name, e.attr["d"], got, c.line)
					}
				}
			}
			if got := strings.Join(texts, " "); c.texts != "" && got != c.texts {
				t.Errorf("%s: texts %q, want %q", c.name, got, c.texts)
			}
			if hollow != c.hollow {
				t.Errorf("%s: %d hollow marks, want %d", c.name, hollow, c.hollow)
			}
		}
	}
}

// direction returns the direction of a path: "up", "down", "flat" or "steps".
func direction(t *testing.T, d string, rtl bool) string {
	t.Helper()
	if strings.Contains(d, "V") {
		return "steps"
	}
	var p []float64
	for _, s := range strings.Fields(strings.NewReplacer("M", " ", "L", " ").Replace(d)) {
		p = append(p, value(t, s))
	}
	if len(p) != 4 || p[0] < p[2] == rtl {
		t.Errorf("%q is not a line from start to end", d)
		return ""
	}
	switch {
	case p[3] < p[1]:
		return "up"
	case p[3] > p[1]:
		return "down"
	}
	return "flat"
}

// Pictures with one scale draw the same value at the same height, and a greater change
// as a greater step.
func TestSparksOnOneScale(t *testing.T) {
	heights := func(s Spark) (first, last float64) {
		t.Helper()
		for _, e := range parse(t, string(s.SVG(Frame{ID: "s", Title: "Name", Desc: "What it shows"}))) {
			if strings.Contains(e.attr["class"], "chart__line") {
				p := strings.Fields(strings.NewReplacer("M", " ", "L", " ", "H", " ", "V", " ").Replace(e.attr["d"]))
				return value(t, p[1]), value(t, p[len(p)-1])
			}
		}
		t.Fatal("no line")
		return 0, 0
	}
	spark := func(low, high float64, values ...float64) Spark {
		s := Spark{Low: low, High: high, Steps: true}
		for i, n := range values {
			s.Points = append(s.Points, SparkPoint{Day: On(2008, 1+i, 1), Value: Value{N: n, Text: num(n)}})
		}
		return s
	}
	a, aEnd := heights(spark(30, 172, 30, 54))
	b, bEnd := heights(spark(30, 172, 54, 60))
	c, cEnd := heights(spark(30, 172, 166, 172))
	if aEnd != b {
		t.Errorf("54 is drawn at %v and at %v", aEnd, b)
	}
	if !(a-aEnd > b-bEnd) || b-bEnd <= 0 || (b-bEnd)-(c-cEnd) > 0.2 || (c-cEnd)-(b-bEnd) > 0.2 {
		t.Errorf("+24 is a step of %v, +6 of %v and of %v", a-aEnd, b-bEnd, c-cEnd)
	}
	if own, ownEnd := heights(spark(0, 0, 166, 172)); own-ownEnd <= c-cEnd {
		t.Errorf("on a scale of its own +6 is a step of %v", own-ownEnd)
	}
}
