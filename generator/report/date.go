package report

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"rapporteur/generator/say"
)

// Date is a day, a month or a year of the Gregorian calendar, without a zone.
// Day is 0 where only the month is known, Month too where only the year is.
// The zero value means "no date".
//
// In TOML it is a local date (2008-07-31) or a string ("2008-07", "2008").
type Date struct {
	Year, Month, Day int
}

// ParseDate reads "2008", "2008-07" or "2008-07-31".
func ParseDate(s string) (Date, error) {
	parts := strings.Split(s, "-")
	widths := []int{4, 2, 2}
	if len(parts) > len(widths) {
		return Date{}, say.Errorf("%q is not a date", s)
	}
	var n [3]int
	for i, p := range parts {
		v, err := strconv.ParseUint(p, 10, 16)
		if err != nil || len(p) != widths[i] {
			return Date{}, say.Errorf("%q is not a date", s)
		}
		n[i] = int(v)
	}
	d := Date{n[0], n[1], n[2]}
	switch {
	case d.Year == 0:
		return Date{}, say.Errorf("%q has no year", s)
	case len(parts) > 1 && (d.Month < 1 || d.Month > 12):
		return Date{}, say.Errorf("month out of range in %q", s)
	case len(parts) > 2 && (d.Day < 1 || d.Day > daysIn(d.Year, d.Month)):
		return Date{}, say.Errorf("day out of range in %q", s)
	}
	return d, nil
}

// IsZero reports whether d is the zero Date, which is not a day.
func (d Date) IsZero() bool { return d == Date{} }

// First is the first day of d; d itself where it is a day or no date.
func (d Date) First() Date {
	if d.IsZero() {
		return d
	}
	return Date{d.Year, max(d.Month, 1), max(d.Day, 1)}
}

// Last is the last day of d, by which dates are compared; d itself where it
// is a day or no date.
func (d Date) Last() Date {
	if d.IsZero() {
		return d
	}
	if d.Month == 0 {
		d.Month = 12
	}
	if d.Day == 0 {
		d.Day = daysIn(d.Year, d.Month)
	}
	return d
}

// Compare orders dates by their last day; no date comes first.
func (d Date) Compare(e Date) int {
	d, e = d.Last(), e.Last()
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// After reports whether d ends after e does.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// Before reports whether d ends before e does.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// DaysTo is the number of days from the last day of d to that of e, below zero where e
// is earlier.
func (d Date) DaysTo(e Date) int {
	day := func(d Date) time.Time {
		d = d.Last()
		return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
	}
	return int(day(e).Sub(day(d)).Hours() / 24)
}

// String gives d as it is written in TOML: "2008", "2008-07" or "2008-07-31",
// and "" for no date.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// UnmarshalTOML takes a local date, or a string as ParseDate reads it.
func (d *Date) UnmarshalTOML(v any) (err error) {
	switch v := v.(type) {
	case time.Time:
		// The decoder puts a local date at midnight in a zone of its own, so
		// year, month and day are taken in that zone and the rest is dropped.
		*d = Date{v.Year(), int(v.Month()), v.Day()}
	case string:
		*d, err = ParseDate(v)
	default:
		err = say.Errorf("a date is written 2008-07-31, \"2008-07\" or \"2008\"")
	}
	return err
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
