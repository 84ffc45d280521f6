package report

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"rapporteur/generator/problem"
)

// linker checks what the files of a report say of each other.
type linker struct {
	report   *Report
	files    []*parsed
	problems map[*parsed]*limited
	ids      map[Kind][]string // of every record, in the order of the files
	unread   bool              // a file is not TOML, so what it holds is not known
	unused   []problem.Problem // image files that no record names
	lost     *losses           // what was left out; a reference to it is not a mistake
}

func (l *linker) found(p *parsed, rule string, record Ref, s span, message, hint string) {
	if l.problems == nil {
		l.problems = make(map[*parsed]*limited)
	}
	if l.problems[p] == nil {
		l.problems[p] = new(limited)
	}
	if at := l.problems[p]; !at.full(problem.Error) {
		at.problems = append(at.problems, p.problem(rule, record, s, message, hint))
	}
}

// all are the problems found, file by file.
func (l *linker) all() []problem.Problem {
	all := l.unused
	for _, p := range l.files {
		if found := l.problems[p]; found != nil {
			all = append(all, found.all(p)...)
		}
	}
	return all
}

// index enters every record under its typed id.
func (l *linker) index() {
	l.ids = make(map[Kind][]string)
	places := l.report.index.places
	for _, p := range l.files {
		l.unread = l.unread || p.root == nil
		for _, at := range p.records {
			first, twice := places[at.ref]
			if !twice {
				places[at.ref] = at
				l.ids[at.ref.Kind] = append(l.ids[at.ref.Kind], at.ref.ID)
				continue
			}
			what := fmt.Sprintf("there is another %s with the id %q", at.ref.Kind, at.ref.ID)
			hint := "an id is given once in its kind; the other is at "
			if at.ref.Kind == KindAct {
				what, hint = "this act is there twice", "the other is at "
			}
			s := at.node.val
			if id := at.node.get("id"); id != nil {
				s = id.val
			}
			place := first.file.lines.pos(first.file.Name, first.node.val)
			if id := first.node.get("id"); id != nil {
				place = first.file.lines.pos(first.file.Name, id.val)
			}
			l.found(p, "duplicate-id", at.ref, s, what, hint+place.String())
		}
	}
}

// resolve looks up what links name.
func (l *linker) resolve() {
	if l.unread {
		return
	}
	l.terms()
	l.reserved()
	figures := make(map[string]bool) // indicators with an observation
	for _, id := range l.ids[KindObservation] {
		indicator, _, _ := strings.Cut(id, "/")
		figures[indicator] = true
	}
	held := make(map[string]bool) // instruments with data on who is party
	for _, p := range l.files {
		if path.Dir(p.Name) == "data/participation" {
			held[p.base] = true
		}
	}
	for _, p := range l.files {
		for _, k := range p.links {
			if k.since > l.report.Schema {
				continue
			}
			rule, message, hint := l.fault(k)
			if k.count != nil && l.report.Schema >= 3 && (rule == "" || k.count.Instrument == "") {
				rule, message, hint = l.uncounted(*k.count, held)
			}
			if rule == "" && k.words == "[figure:…]" && k.target.Kind == KindIndicator && !figures[k.target.ID] {
				rule, message = "unknown-reference", fmt.Sprintf("indicator %q has no observation", k.target.ID)
			}
			if rule == "" && k.count != nil && l.report.Schema < 3 && !held[k.target.ID] {
				rule, message, hint = notHeld(k.target.ID)
			}
			if rule != "" && !l.mayBeLost(k) {
				l.found(p, rule, k.from, k.place, message, hint)
			}
		}
	}
}

// notHeld says that a report has no acts for an instrument.
func notHeld(instrument string) (rule, message, hint string) {
	return "unknown-reference", fmt.Sprintf("nothing is held on who is party to %q", instrument),
		"there is no data/participation/" + instrument + ".toml"
}

// uncounted says why a number cannot be counted; the rule is empty where it can. held are
// the instruments for which the report has acts.
func (l *linker) uncounted(c Tally, held map[string]bool) (rule, message, hint string) {
	adopted, asAt := l.report.Adopted(), l.report.Edition.AsAt
	switch {
	case c.Instrument == "" && len(held) == 0:
		return "unknown-reference", "nothing is held on who is party to any instrument", "there is no file in data/participation/"
	case c.Instrument != "" && !held[c.Instrument]:
		return notHeld(c.Instrument)
	case !c.needsAdoption() || l.lost != nil:
	case adopted.IsZero():
		return "unknown-reference", fmt.Sprintf("%s counts from the day on which the resolution was adopted, which is not given", c.Reference()),
			"write adopted_on in data/resolution.toml"
	case !l.report.adoptedBy(asAt):
		return "unknown-reference", fmt.Sprintf("%s counts from the day on which the resolution was adopted, %s, which is after the day that the edition is as at, %s", c.Reference(), adopted, asAt),
			"check adopted_on in data/resolution.toml and as_at in data/report.toml"
	}
	return "", "", ""
}

// reserved looks for an instrument whose id means every instrument.
func (l *linker) reserved() {
	ref := Ref{KindInstrument, allInstruments}
	if at, ok := l.report.index.places[ref]; ok && l.report.Schema >= 3 {
		l.found(at.file, "bad-id", ref, at.node.get("id").val, fmt.Sprintf("an instrument cannot be called %q, which is every instrument in [parties:%s]", allInstruments, allInstruments), "give it another id")
	}
}

// mayBeLost reports whether a link leads to what was left out, or may be.
func (l *linker) mayBeLost(k link) bool {
	if l.lost == nil || !slices.Contains(k.to, k.target.Kind) {
		return false
	}
	if k.count != nil && k.count.Instrument == "" {
		return l.lost.some(KindParticipation, func(Ref) bool { return true })
	}
	if k.count != nil {
		return l.lost.mayHold(k.target) || l.lost.mayHold(Ref{KindParticipation, k.target.ID})
	}
	switch k.words {
	case "[figure:…]":
		if l.lost.mayHold(k.target) {
			return true
		}
		return k.target.Kind == KindIndicator && l.lost.some(KindObservation, func(ref Ref) bool { return strings.HasPrefix(ref.ID, k.target.ID+"/") })
	case "[table:…]":
		return l.lost.mayHold(k.target) || l.lost.mayHold(Ref{KindSection, k.target.ID})
	}
	return l.lost.mayHold(k.target)
}

// fault says what is wrong with a link; the rule is empty where nothing is.
func (l *linker) fault(k link) (rule, message, hint string) {
	if !slices.Contains(k.to, k.target.Kind) {
		return "wrong-kind", fmt.Sprintf("%s cannot name %s %s %q", k.words, problem.Article(string(k.target.Kind)), k.target.Kind, k.target.ID),
			didYouMean(string(k.target.Kind), list(k.to...), "it names: "+strings.Join(list(k.to...), ", "))
	}
	if _, ok := l.report.index.places[k.target]; ok {
		return "", "", ""
	}
	ids := l.ids[k.target.Kind]
	if k.target.Kind == KindTable {
		s := l.report.Section(k.target.ID)
		if s != nil && s.Register != "" {
			return "", "", ""
		}
		if s != nil {
			return "unknown-reference", fmt.Sprintf("there is no table %q, and the section of that id has no table made from records", s.ID),
				"write register in the section, or name a table of data/tables/"
		}
		for _, s := range l.report.Sections {
			if s.Register != "" {
				ids = append(slices.Clip(ids), s.ID)
			}
		}
	}
	if dimension, category, ok := strings.Cut(k.target.ID, "/"); ok && k.target.Kind == KindCategory {
		return l.noCategory(dimension, category)
	}
	if slices.Contains(k.to, KindState) && k.target.Kind == KindEntity && slices.Contains(l.ids[KindState], k.target.ID) {
		return "unknown-reference", fmt.Sprintf("there is no entity %q", k.target.ID), fmt.Sprintf("for the State write \"state:%s\"", k.target.ID)
	}
	return "unknown-reference", fmt.Sprintf("there is no %s %q", k.target.Kind, k.target.ID),
		nearOrNew(k.target, ids)
}

// nearOrNew is the hint that names the record with the nearest id, and how one is added.
// Codes of States differ in a letter, so that the nearest may well be another State.
func nearOrNew(to Ref, ids []string) string {
	near := didYouMean(to.ID, ids, "")
	if near != "" && (to.Kind == KindState && stateCode.MatchString(to.ID)) {
		return near + " if not, " + addIt(to)
	}
	return cmp.Or(near, addIt(to))
}

// noCategory says what is wrong with a category that there is not.
func (l *linker) noCategory(dimension, category string) (rule, message, hint string) {
	if !slices.Contains(l.ids[KindDimension], dimension) {
		return "unknown-reference", fmt.Sprintf("there is no dimension %q", dimension),
			didYouMean(dimension, l.ids[KindDimension], "add the dimension to data/dimensions.toml, or name one that there is")
	}
	var known []string
	for _, id := range l.ids[KindCategory] {
		if of, category, _ := strings.Cut(id, "/"); of == dimension {
			known = append(known, category)
		}
	}
	fallback := "add the category to the dimension in data/dimensions.toml"
	if len(known) > 0 {
		fallback += ", or write one of: " + strings.Join(known, ", ")
	}
	return "unknown-reference", fmt.Sprintf("dimension %q has no category %q", dimension, category), didYouMean(category, known, fallback)
}

// addIt is the hint about a record that there is not, and none with a name
// like it. States and common entities need no more than their id: new knows their names.
func addIt(to Ref) string {
	switch {
	case to.Kind == KindState && !stateCode.MatchString(to.ID):
		return "a State is named by its code of three letters, as data/states.toml lists them; new state adds one, such as rapporteur new state --id fra"
	case to.Kind == KindState || to.Kind == KindEntity:
		return fmt.Sprintf("add it with rapporteur new %s --id %s, or name one that there is", to.Kind, to.ID)
	}
	return fmt.Sprintf("add the %s, or name one that there is", to.Kind)
}

var stateCode = regexp.MustCompile(`^[a-z]{3}$`)

// acyclic looks for records that belong to themselves.
func (l *linker) acyclic() {
	up, field := make(map[Ref]Ref), make(map[Kind]string)
	var order []Ref
	for _, f := range l.report.References() {
		if len(f.To) == 1 && f.To[0].Kind == f.Ref.Kind {
			up[f.Ref], field[f.Ref.Kind] = f.To[0], f.Field
			order = append(order, f.Ref)
		}
	}
	done := make(map[Ref]bool)
	for _, start := range order {
		seen := make(map[Ref]bool)
		for at := start; at != (Ref{}) && !done[at]; at = up[at] {
			if seen[at] {
				p := l.report.index.places[at]
				l.found(p.file, "cycle", at, p.node.get(field[at.Kind]).val,
					fmt.Sprintf("%s %q belongs to itself", at.Kind, at.ID), "follow "+field[at.Kind]+" from record to record until it comes back")
				break
			}
			seen[at] = true
		}
		for at := range seen {
			done[at] = true
		}
	}
}

// retired looks at ids that must not be used again.
func (l *linker) retired() {
	r := l.report
	for i, w := range r.Withdrawn {
		name := fmt.Sprintf("withdrawn[%d].id", i)
		if w.ID == r.Edition.ID {
			l.at("data/report.toml", name, "duplicate-id", fmt.Sprintf("edition %q is withdrawn, so its id cannot be used again", w.ID), "give this edition another id")
		}
		if slices.ContainsFunc(r.Withdrawn[:i], func(v Withdrawn) bool { return v.ID == w.ID }) {
			l.at("data/report.toml", name, "duplicate-id", fmt.Sprintf("edition %q is listed twice", w.ID), "")
		}
	}
	gone := make(map[Ref]bool)
	for _, t := range r.Retired {
		gone[Ref{t.Kind, t.ID}] = true
	}
	seen := make(map[Ref]bool)
	for i, t := range r.Retired {
		ref := Ref{t.Kind, t.ID}
		name := fmt.Sprintf("retired[%d].", i)
		if _, lives := r.index.places[ref]; lives {
			l.at("data/retired.toml", name+"id", "duplicate-id", fmt.Sprintf("%s %q still exists", t.Kind, t.ID), "take it out of one of the two files")
		}
		if seen[ref] {
			l.at("data/retired.toml", name+"id", "duplicate-id", fmt.Sprintf("%s %q is listed twice", t.Kind, t.ID), "")
		}
		seen[ref] = true
		for j, id := range t.ReplacedBy {
			to := Ref{t.Kind, id}
			if _, lives := r.index.places[to]; !lives && (!gone[to] || to == ref) && (l.lost == nil || !l.lost.mayHold(to)) {
				l.at("data/retired.toml", fmt.Sprintf("%sreplaced_by[%d]", name, j), "unknown-reference",
					fmt.Sprintf("there is no %s %q", t.Kind, id), didYouMean(id, l.ids[t.Kind], ""))
			}
		}
	}
}

func (l *linker) at(file, path, rule, message, hint string) {
	for _, p := range l.files {
		if p.Name == file {
			n, _ := p.root.at(path)
			l.found(p, rule, Ref{}, n.val, message, hint)
		}
	}
}
