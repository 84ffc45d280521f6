package chart

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// axisYears are the years that an axis names, in the order in which they are drawn.
func axisYears(t *testing.T, svg string) (years []int) {
	t.Helper()
	for _, m := range regexp.MustCompile(`>\x{2068}?(\d{4})\x{2069}?</text>`).FindAllStringSubmatch(svg, -1) {
		year, err := strconv.Atoi(m[1])
		if err != nil {
			t.Fatal(err)
		}
		years = append(years, year)
	}
	slices.Sort(years)
	return years
}

func regular(years []int) bool {
	for i := 2; i < len(years); i++ {
		if years[i]-years[i-1] != years[1]-years[0] {
			return false
		}
	}
	return true
}

// An axis of time names years at equal distances, whatever days it covers: two or more
// of them where two years begin in it that have room next to each other.
func TestYearsOfAnAxis(t *testing.T) {
	t.Parallel()
	for from := 1997; from <= 2003; from++ {
		for span := 2; span <= 60; span++ {
			for _, month := range []int{1, 3, 12} {
				for _, width := range []int{Narrow, Wide} {
					line := Line{Name: "Parties", Points: []Point{{Day: On(from, month, 5), Value: Value{N: 1, Text: "1"}}, {Day: On(from+span, month, 20), Value: Value{N: 30, Text: "30"}}}}
					svg := string(Steps{Lines: []Line{line}}.SVG(Frame{ID: "x", Width: width}))
					years := axisYears(t, svg)
					if !regular(years) || len(years) < 2 && span > 2 {
						t.Errorf("from month %d of %d, %d years, %d units wide: the axis names %v", month, from, span, width, years)
					}
				}
			}
		}
	}
}

// Below columns each nth year is named, at any number of columns and any width.
func TestLabelsBelowColumns(t *testing.T) {
	t.Parallel()
	for n := 2; n <= 60; n++ {
		for _, width := range []int{Narrow, Wide} {
			for _, rtl := range []bool{false, true} {
				b := Bars{Category: "Year", Groups: []Group{{Name: "Deposits"}}}
				for i := range n {
					b.Categories = append(b.Categories, Category{Label: strconv.Itoa(1950 + i)})
					b.Groups[0].Values = append(b.Groups[0].Values, Value{N: float64(i % 7), Text: "-"})
				}
				years := axisYears(t, string(b.SVG(Frame{ID: "x", Width: width, RTL: rtl})))
				if !regular(years) || len(years) < 2 {
					t.Errorf("%d columns, %d units wide: the axis names %v", n, width, years)
				}
			}
		}
	}
}

// Every name is written out, however long, in every picture: none is shortened.
func TestNamesAreWrittenOut(t *testing.T) {
	t.Parallel()
	long := strings.TrimSpace(strings.Repeat("crime prevention and criminal justice, ", 10))
	word := strings.Repeat("Rechtshilfe", 8)
	value := Value{N: 5, Text: "5"}
	for _, name := range []string{long, word, strings.Repeat("预防犯罪和刑事司法", 12)} {
		for what, p := range map[string]Picture{
			"steps":    Steps{Lines: []Line{{Name: name, Points: []Point{{Day: On(2001, 1, 1), Value: value}, {Day: On(2009, 1, 1), Value: value}}}}},
			"bars":     Bars{Groups: []Group{{Name: name, Values: []Value{value}}}, Categories: []Category{{Label: name}}},
			"stack":    Bars{Stacked: true, Groups: []Group{{Name: name, Values: []Value{value}}}, Categories: []Category{{Label: "2001", Total: value}}},
			"money":    Money{Kinds: []string{"Budget"}, Scale: name, Periods: []Period{{Label: name, Amounts: []Amount{{Source: name, Value: value}}}}},
			"timeline": Timeline{Kinds: []string{name}, Lanes: []Lane{{Name: name, Events: []Event{{Name: "x", Start: On(2008, 1, 1)}}}}},
			"status":   StatusGrid{Statuses: []Status{{ID: "implemented", Letter: "I", Word: name}}, Editions: []string{"2008-07-31"}, Rows: []GridRow{{Number: "1", Title: name, Status: []string{"implemented"}}}},
		} {
			for _, width := range []int{Narrow, Wide} {
				svg := string(p.SVG(Frame{ID: "x", Width: width}))
				if strings.Contains(svg, "…") {
					t.Errorf("%s, %d units wide: “%.20s…” is shortened", what, width, name)
				}
				written := fmt.Sprint(regexp.MustCompile(`(?s)<text[^>]*>(.*?)</text>`).FindAllStringSubmatch(svg, -1))
				if end := []rune(name); what != "timeline" && !strings.Contains(written, string(end[len(end)-3:])) {
					t.Errorf("%s, %d units wide: the end of “%.20s…” is not written", what, width, name)
				}
			}
		}
	}
}
