package page

// Parity gives the state of each text of the report in each of the six
// languages, whether the edition publishes the language or not.
type Parity struct {
	Languages []ParityLanguage // six, in the order of the language bar
	Rows      []ParityRow      // paragraphs, each before its requests, then sections
	Previous  string           // id of the edition that the texts are compared with; empty where there is none
}

// ParityLanguage is a language with the number of rows in each state.
type ParityLanguage struct {
	Lang      string
	Name      string // native
	Dir       string
	Published bool         // by this edition
	Counts    []StateCount // by state, in the order of Parity.States
}

// ParityRow is a paragraph, a request or a section.
type ParityRow struct {
	Link  Link
	Kind  string // report.Kind
	Label string // "4" of a paragraph; empty for others
	Cells []ParityCell
}

// ParityCell is a row in one language.
type ParityCell struct {
	State string // one of Parity.States
	Since string // id of the edition since which the original changed, where State is "stale"
	Done  int    // texts that are in the language
	All   int    // texts
}

// States are the states of a cell, the best first: the language that the
// texts were written in, all translated, all there but the original changed
// and the translation did not, some not translated, none.
func (*Parity) States() []string {
	return []string{"original", "translated", "stale", "partial", "missing"}
}

// StateCount counts texts by their state.
type StateCount struct {
	State string
	N     int
}

// Counts are the states of the language with an index.
func (p *Parity) Counts(lang int) []StateCount {
	var out []StateCount
	for _, state := range p.States() {
		n := 0
		for _, r := range p.Rows {
			if r.Cells[lang].State == state {
				n++
			}
		}
		out = append(out, StateCount{state, n})
	}
	return out
}
