package report

// Waiver lets a problem stand, for a reason that readers of the data can see,
// until a day. It says nothing of the world, so Dump and Equal pass it over.
type Waiver struct {
	// Rule is the name of a rule of package check.
	Rule string `toml:"rule" is:"required"`
	// Record is what the problem is about.
	Record Ref `toml:"record" is:"required" to:"*"`
	// Field is as it is written in TOML, such as "progress.fr"; empty means
	// every field of the record.
	Field string `toml:"field"`
	// Reason is why the problem may stand.
	Reason Text `toml:"reason" is:"required"`
	// Until is the last as_at at which it may.
	Until Date `toml:"until" is:"required"`
}
