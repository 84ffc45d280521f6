package report

import "regexp"

// jobNumber is how the United Nations numbers its printing jobs: "V.07-85692",
// "07-52622", "GE.08-12345 (E)".
var jobNumber = regexp.MustCompile(`^(?:[A-Z]{1,3}\.)?[0-9]{2}-[0-9]{5}(?:\s*\([A-Z]\))?$`)

// JobNumber reports whether s is the number of a printing job. It is printed on a
// document next to its symbol, or alone on a brochure that has none, and does not
// identify a document.
func JobNumber(s string) bool { return jobNumber.MatchString(s) }
