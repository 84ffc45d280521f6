package report

import "strings"

// Waiver allows a problem, for a reason that readers of the data can see,
// until a day. It says nothing of the world, so Dump and Equal pass it over.
type Waiver struct {
	// Rule is the name of a rule of package check.
	Rule string `toml:"rule" is:"required"`
	// Record is what the problem is about.
	Record Ref `toml:"record" is:"required" to:"*"`
	// Field is as it is written in TOML, such as "progress.fr"; empty means
	// every field of the record.
	Field string `toml:"field"`
	// Reason is why the problem is allowed.
	Reason Text `toml:"reason" is:"required"`
	// Until is the last as_at at which it may.
	Until Date `toml:"until" is:"required"`
}

// Expired reports whether the waiver has ended at the date of an edition. It
// does not look at today, so that a commit is judged alike for ever.
func (w Waiver) Expired(asAt Date) bool { return w.Until.Before(asAt) }

// WaiverOf is the index of the first waiver that allows a problem: what a
// rule finds in a field of a record. It is -1 where there is none.
func (r *Report) WaiverOf(rule, record, field string) int {
	for i, w := range r.Waivers {
		if w.Rule != rule || w.Record.String() != record || w.Expired(r.Edition.AsAt) {
			continue
		}
		if w.Field == "" || w.Field == field || strings.HasPrefix(field, w.Field+".") || strings.HasPrefix(field, w.Field+"[") {
			return i
		}
	}
	return -1
}
