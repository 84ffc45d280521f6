package report

import "slices"

// verbs are the operative verbs of resolutions, after the drafting practice of the
// United Nations. The words that a text has for each are verb-… in i18n, and
// infinitive-… in sub-paragraphs and annexes.
var verbs = []struct {
	verb  Verb
	asks  bool // it asks somebody for something
	since int  // schema that brought it
}{
	{Commends, false, 1},
	{Requests, true, 1},
	{Urges, true, 1},
	{Invites, true, 1},
	{Recognizes, false, 1},
	{Thanks, false, 1},
	{"acknowledges", false, 3},
	{"adopts", false, 3},
	{"affirms", false, 3},
	{"appeals", true, 3},
	{"approves", false, 3},
	{"authorizes", false, 3},
	{"calls-upon", true, 3},
	{"condemns", false, 3},
	{"confirms", false, 3},
	{"congratulates", false, 3},
	{"considers", false, 3},
	{"decides", false, 3},
	{"declares", false, 3},
	{"demands", true, 3},
	{"deplores", false, 3},
	{"determines", false, 3},
	{"emphasizes", false, 3},
	{"encourages", true, 3},
	{"endorses", false, 3},
	{"establishes", false, 3},
	{"expresses", false, 3},
	{"looks-forward", false, 3},
	{"notes", false, 3},
	{"pays-tribute", false, 3},
	{"proclaims", false, 3},
	{"reaffirms", false, 3},
	{"recalls", false, 3},
	{"recommends", true, 3},
	{"regrets", false, 3},
	{"reiterates", false, 3},
	{"reminds", true, 3},
	{"stresses", false, 3},
	{"supports", false, 3},
	{"takes-note", false, 3},
	{"underlines", false, 3},
	{"welcomes", false, 3},
	{NoVerb, false, 3},
}

// NoVerb is the verb of a paragraph that has none, as in a declaration or an
// annex.
const NoVerb Verb = "none"

// Asks reports whether the verb asks somebody for something.
func (v Verb) Asks() bool {
	for _, info := range verbs {
		if info.verb == v {
			return info.asks
		}
	}
	return false
}

// Verbs are the operative verbs, without NoVerb.
func Verbs() []Verb {
	var all []Verb
	for _, info := range verbs {
		if info.verb != NoVerb {
			all = append(all, info.verb)
		}
	}
	return all
}

// VerbQualifier is what goes with an operative verb: "strongly urges", "notes with
// concern". The words that a text has for each are qualifier-… in i18n.
type VerbQualifier string

// VerbQualifiers are all that there are, in the order in which they are printed.
func VerbQualifiers() []VerbQualifier { return slices.Clone(verbQualifiers) }

var verbQualifiers = []VerbQualifier{
	"also", "further", "again", "once-more",
	"strongly", "firmly", "deeply", "gratefully", "solemnly", "urgently", "warmly", "especially",
	"with-appreciation", "with-satisfaction", "with-interest", "with-concern", "with-regret",
}

func (VerbQualifier) values() []string { return list(verbQualifiers...) }
func (Verb) values() []string          { return append(list(Verbs()...), string(NoVerb)) }

// laterVerbs are the verbs that the first schema did not have.
func laterVerbs() map[string]int {
	later := make(map[string]int)
	for _, info := range verbs {
		if info.since > 1 {
			later[string(info.verb)] = info.since
		}
	}
	return later
}
