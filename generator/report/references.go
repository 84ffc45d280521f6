package report

import (
	"fmt"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"

	"rapporteur/generator/internal/lazyregexp"
	"rapporteur/generator/problem"
	"rapporteur/generator/say"
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
	stray    losses            // what is under a heading that is wrong; the same holds for it
	copies   map[*parsed]bool  // files that hold the records of another
	missing  map[Kind]int      // references to records of a kind of which there are none
}

func (l *linker) found(p *parsed, rule string, record Ref, s span, message, hint say.Text) {
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
	l.stray.refs = make(map[Ref]bool)
	places := l.report.index.places
	for _, p := range l.files {
		l.unread = l.unread || p.root == nil
		maps.Copy(l.stray.refs, p.stray)
		for _, at := range p.records {
			first, twice := places[at.ref]
			if !twice {
				places[at.ref] = at
				l.ids[at.ref.Kind] = append(l.ids[at.ref.Kind], at.ref.ID)
				continue
			}
			place := first.file.lines.pos(first.file.Name, first.node.val)
			if id := first.node.get("id"); id != nil {
				place = first.file.lines.pos(first.file.Name, id.val)
			}
			what := say.F("there is another %s with the id %q", at.ref.Kind.Noun(), at.ref.ID)
			hint := say.F("an id is given once in its kind; the other is at ‹%s›", place)
			if at.ref.Kind == KindAct {
				what, hint = say.F("this act is there twice"), say.F("the other is at ‹%s›", place)
			}
			s := at.node.val
			if id := at.node.get("id"); id != nil {
				s = id.val
			}
			if l.copied(p, first.file) {
				continue
			}
			l.found(p, "duplicate-id", at.ref, s, what, hint)
		}
	}
}

// copied reports whether two files hold the same records because one is a copy of the
// other, which its name shows: "2009 copy.toml". That is reported once, at the copy.
func (l *linker) copied(a, b *parsed) bool {
	if a == b || IsID(a.base) == IsID(b.base) {
		return false
	}
	if IsID(a.base) {
		a, b = b, a
	}
	if l.copies[a] {
		return true
	}
	if l.copies == nil {
		l.copies = make(map[*parsed]bool)
	}
	l.copies[a] = true
	q := a.problem("duplicate-id", Ref{}, span{}, say.F("this file holds records of %s, of which it seems to be a copy", b.Name), say.F("delete it, after taking over into %s what you changed in it", b.Name))
	q.Pos, q.Line, q.Cause = problem.Pos{File: a.Name}, "", true
	l.unused = append(l.unused, q)
	return true
}

// resolve looks up what links name.
func (l *linker) resolve() {
	if l.unread {
		return
	}
	if !l.undecoded("data/terms.toml") {
		l.terms()
	}
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
				rule, message = "unknown-reference", say.F("indicator %q has no observation", k.target.ID)
			}
			if rule == "" && k.count != nil && l.report.Schema < 3 && !held[k.target.ID] {
				rule, message, hint = notHeld(k.target.ID)
			}
			if rule == "" || l.mayBeLost(k) {
				continue
			}
			if _, there := l.report.index.places[k.target]; !there {
				l.astray(k.target)
			}
			if k.target.Kind == KindTable && l.undecoded("data/sections.toml") {
				continue // a register that one of its sections names is a table, too
			}
			if rule == "unknown-reference" && len(l.ids[k.target.Kind]) == 0 && l.lost == nil && l.gone(k.target) {
				continue
			}
			l.found(p, rule, k.from, k.place, message, hint)
			if id := l.meant(k); id != "" {
				if found := l.problems[p].problems; len(found) > 0 && found[len(found)-1].Message.Equal(message) {
					q := &found[len(found)-1]
					q.Hint, q.Edit = l.meantBy(p, k, id)
				}
			}
		}
	}
}

// undecoded reports whether a file is there of which the report holds nothing, because a
// value in it has the wrong type. What it says is not known, so that records elsewhere
// that rely on it are no mistakes.
func (l *linker) undecoded(file string) bool {
	return slices.ContainsFunc(l.files, func(p *parsed) bool { return p.Name == file && p.value == nil })
}

// astray enters what a reference names that leads nowhere.
func (l *linker) astray(ref Ref) {
	if l.report.index.astray == nil {
		l.report.index.astray = make(map[Ref]bool)
	}
	l.report.index.astray[ref] = true
}

// notHeld says that a report has no acts for an instrument.
func notHeld(instrument string) (rule string, message, hint say.Text) {
	return "unknown-reference", say.F("nothing is held on who is party to %q", instrument),
		say.F("there is no data/participation/%s.toml", instrument)
}

// uncounted says why a number cannot be counted; the rule is empty where it can. held are
// the instruments for which the report has acts.
func (l *linker) uncounted(c Tally, held map[string]bool) (rule string, message, hint say.Text) {
	adopted, asAt := l.report.Adopted(), l.report.Edition.AsAt
	switch {
	case c.Instrument == "" && len(held) == 0:
		return "unknown-reference", say.F("nothing is held on who is party to any instrument"), say.F("there is no file in data/participation/")
	case c.Instrument != "" && !held[c.Instrument]:
		return notHeld(c.Instrument)
	case !c.needsAdoption() || l.lost != nil || l.undecoded("data/resolution.toml") || l.undecoded("data/report.toml"):
	case adopted.IsZero():
		return "unknown-reference", say.F("%s counts from the day on which the resolution was adopted, which is not given", c.Reference()),
			say.F("write ‹adopted_on›‹ in data/resolution.toml›")
	case !l.report.adoptedBy(asAt):
		return "unknown-reference", say.F("%s counts from the day on which the resolution was adopted, %s, which is after the day that the edition is as at, %s", c.Reference(), adopted, asAt),
			say.F("check ‹adopted_on›‹ in data/resolution.toml› and ‹as_at›‹ in data/report.toml›")
	}
	return "", say.Text{}, say.Text{}
}

// reserved looks for an instrument whose id means every instrument.
func (l *linker) reserved() {
	ref := Ref{KindInstrument, allInstruments}
	if at, ok := l.report.index.places[ref]; ok && l.report.Schema >= 3 {
		l.found(at.file, "bad-id", ref, at.node.get("id").val, say.F("an instrument cannot be called %q, which is every instrument in [parties:%s]", allInstruments, allInstruments), say.F("give it another id"))
	}
}

// gone counts a reference to a record of a kind of which the report has none although
// others name some: its file is empty, or is not there. That is reported once, at the file.
func (l *linker) gone(to Ref) bool {
	k := to.Kind
	file := k.Info().File
	if i := slices.IndexFunc(l.files, func(p *parsed) bool { return p.Name == file }); i >= 0 && len(l.files[i].records) > 0 {
		return false // it holds other records
	}
	if l.missing == nil {
		l.missing = make(map[Kind]int)
	}
	l.missing[k]++
	if k.Info().Parent != "" || file == "" || strings.Contains(file, "*") {
		return false
	}
	if l.missing[k] > 1 {
		return true
	}
	at := slices.IndexFunc(l.files, func(p *parsed) bool { return p.Name == file })
	message, hint := say.F("%s is missing, and records name what it holds", file), say.F("restore it from the last commit‹: git checkout -- %s›", file)
	if k == KindState && stateCode.MatchString(to.ID) || k == KindEntity { // a new report has neither
		hint = say.F("add what the records name, such as rapporteur new %s --id %s, which begins the file; if it was there, %s", k, to.ID, hint)
	} else {
		hint = say.F("%s; if there never was one, add what the records name", hint)
	}
	q := problem.Problem{Rule: "unknown-reference", Pos: problem.Pos{File: file}, Message: message, Hint: hint}
	if at >= 0 {
		q = l.files[at].problem(q.Rule, Ref{}, span{}, say.F("%s holds no %s, and records name some", file, k.Noun()), hint)
	}
	q.Cause = true
	l.unused = append(l.unused, q)
	return true
}

// meant is the record that a reference surely means, which differs only in case, in a
// character that cannot be seen, or in being a name and no id; "" where none does.
func (l *linker) meant(k link) string {
	plain := strings.ToLower(strings.Map(func(r rune) rune {
		switch {
		case wide[r] == "-":
			return '-'
		case r == '\u200b' || r == '\u00ad' || r == '\ufeff' || r == '\u200d' || r == '\u2060':
			return -1
		}
		return r
	}, k.target.ID))
	if plain != k.target.ID && slices.Contains(l.ids[k.target.Kind], plain) {
		return plain
	}
	return ""
}

// meantBy is the hint and the edit for a reference that means a record.
func (l *linker) meantBy(p *parsed, k link, id string) (say.Text, problem.Edit) {
	written := string(p.Data[k.place.off : k.place.off+k.place.len])
	hint := say.F("write %s: ids have small letters", id)
	for _, r := range k.target.ID {
		if r >= 0x80 {
			hint = say.F("write %s: the id here has %s in it", id, codeName(r))
			break
		}
	}
	if strings.Count(written, k.target.ID) != 1 {
		return hint, problem.Edit{}
	}
	return hint, p.edit(k.place, strings.Replace(written, k.target.ID, id, 1), true)
}

// named is the record of a kind that has a name, "" where none or several have it.
func (l *linker) named(k Kind, name string) string {
	found := ""
	for _, id := range l.ids[k] {
		n := l.report.index.places[Ref{k, id}].node.get("name")
		if n == nil {
			continue
		}
		for _, kid := range n.kids {
			if strings.EqualFold(string(kid.text), name) {
				if found != "" && found != id {
					return ""
				}
				found = id
			}
		}
	}
	return found
}

// mayBeLost reports whether a link leads, or may lead, to what was left out or has a wrong heading.
func (l *linker) mayBeLost(k link) bool {
	return slices.Contains(k.to, k.target.Kind) && (l.lost.mayHoldTarget(k) || l.stray.mayHoldTarget(k))
}

func (l *linker) mayHold(ref Ref) bool { return l.lost.mayHold(ref) || l.stray.mayHold(ref) }

// fault says what is wrong with a link; the rule is empty where nothing is.
func (l *linker) fault(k link) (rule string, message, hint say.Text) {
	if !slices.Contains(k.to, k.target.Kind) {
		for _, kind := range k.to {
			if slices.Contains(l.ids[kind], k.target.ID) && kind != k.target.Kind {
				return "wrong-kind", say.F("%s cannot name %s %s %q", k.words, problem.Article(string(k.target.Kind)), k.target.Kind.Noun(), k.target.ID),
					say.F("write %s:%s", kind, k.target.ID)
			}
		}
		if k.target.Kind == KindSource {
			return "wrong-kind", say.F("%s cannot name a source %q", k.words, k.target.ID),
				say.F("put the source into ‹cites›, and name here what it shows: %s", strings.Join(list(k.to...), ", "))
		}
		if kindsByName[k.target.Kind] == nil {
			return "wrong-kind", say.F("%s cannot name %q: %q is not a kind of record", k.words, k.target, k.target.Kind),
				didYouMean(string(k.target.Kind), list(k.to...), say.F("it names: %s", strings.Join(list(k.to...), ", ")))
		}
		return "wrong-kind", say.F("%s cannot name %s %s %q", k.words, problem.Article(string(k.target.Kind)), k.target.Kind.Noun(), k.target.ID),
			didYouMean(string(k.target.Kind), list(k.to...), say.F("it names: %s", strings.Join(list(k.to...), ", ")))
	}
	if _, ok := l.report.index.places[k.target]; ok {
		return "", say.Text{}, say.Text{}
	}
	ids := l.ids[k.target.Kind]
	if k.target.Kind == KindTable {
		s := l.report.Section(k.target.ID)
		if s != nil && s.Register != "" {
			return "", say.Text{}, say.Text{}
		}
		if s != nil {
			return "unknown-reference", say.F("there is no table %q, and the section of that id has no table made from records", s.ID),
				say.F("write ‹register› in the section, or name a table‹ of data/tables/›")
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
		return "unknown-reference", say.F("there is no entity %q", k.target.ID), say.F(`‹for the State write "state:%s"›`, k.target.ID)
	}
	message = say.F("there is no %s %q", k.target.Kind.Noun(), k.target.ID)
	if len(k.to) > 1 {
		for _, kind := range k.to {
			if slices.Contains(l.ids[kind], k.target.ID) {
				return "unknown-reference", message, say.F("write %s:%s", kind, k.target.ID)
			}
		}
	}
	if id := l.named(k.target.Kind, k.target.ID); id != "" {
		return "unknown-reference", message, say.F("write %s, the id of %s", id, k.target.ID)
	}
	if parts := strings.FieldsFunc(k.target.ID, func(r rune) bool { return r == ',' || r == ';' }); len(parts) > 1 {
		return "unknown-reference", message, say.F("each id has quotation marks of its own: %s", `"`+strings.Join(trimmed(parts), `", "`)+`"`)
	}
	if id := likelyID(k.target.ID, ids); id != "" {
		return "unknown-reference", message, say.F("did you mean ‹%s›?", id)
	}
	return "unknown-reference", message, nearOrNew(k.target, ids)
}

// likelyID is the id that is written as a name or a symbol, "A/63/89", or of which the end is
// left out, where no other may be meant.
func likelyID(s string, ids []string) string {
	plain := strings.Trim(notInSlug.ReplaceAllString(strings.ToLower(s), "-"), "-")
	if plain == "" {
		return ""
	}
	if slices.Contains(ids, plain) {
		return plain
	}
	found := ""
	for _, id := range ids {
		if strings.HasPrefix(id, plain+"-") {
			if found != "" {
				return ""
			}
			found = id
		}
	}
	return found
}

var notInSlug = lazyregexp.New(`[^a-z0-9]+`)

func trimmed(parts []string) []string {
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

// nearOrNew is the hint that names the record with the nearest id, and how one is added.
// Codes of States differ in a letter, so that the nearest may well be another State.
func nearOrNew(to Ref, ids []string) say.Text {
	near := didYouMean(to.ID, ids, say.Text{})
	if !near.IsZero() && (to.Kind == KindState && stateCode.MatchString(to.ID)) {
		return say.F("%s if not, %s", near, addIt(to))
	}
	return say.Or(near, addIt(to))
}

// noCategory says what is wrong with a reference to a category that does not exist.
func (l *linker) noCategory(dimension, category string) (rule string, message, hint say.Text) {
	if !slices.Contains(l.ids[KindDimension], dimension) {
		return "unknown-reference", say.F("there is no dimension %q", dimension),
			didYouMean(dimension, l.ids[KindDimension], say.F("add the dimension‹ to data/dimensions.toml›, or name one that there is"))
	}
	var known []string
	for _, id := range l.ids[KindCategory] {
		if of, category, _ := strings.Cut(id, "/"); of == dimension {
			known = append(known, category)
		}
	}
	fallback := say.F("add the category to the dimension‹ in data/dimensions.toml›")
	if len(known) > 0 {
		fallback = say.F("%s, or write one of: %s", fallback, strings.Join(known, ", "))
	}
	return "unknown-reference", say.F("dimension %q has no category %q", dimension, category), didYouMean(category, known, fallback)
}

// addIt is the hint about a record that does not exist, where no other has a similar
// name. States and common entities need no more than their id: new knows their names.
func addIt(to Ref) say.Text {
	switch {
	case to.Kind == KindState && !stateCode.MatchString(to.ID):
		return say.F("a State is named by its code of three letters, as ‹data/states.toml› lists them; ‹new state› adds one, such as ‹rapporteur new state --id fra›")
	case to.Kind == KindState:
		return say.F("add it with ‹rapporteur new state --id %s›‹, which knows the names of States in six languages›, or name one that there is", to.ID)
	case to.Kind == KindEntity:
		return say.F("add it with ‹rapporteur new entity --id %s›‹, which knows the names of common entities›, or name one that there is", to.ID)
	}
	return say.F("add the %s, or name one that there is", to.Kind.Noun())
}

var stateCode = lazyregexp.New(`^[a-z]{3}$`)

// namesItsKind are the kinds of records that may name one of their own kind.
var namesItsKind = sync.OnceValue(func() map[Kind]bool {
	ss := shapes{}
	var names func(t reflect.Type, kind Kind) bool
	names = func(t reflect.Type, kind Kind) bool {
		for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		return t.Kind() == reflect.Struct && slices.ContainsFunc(ss.of(t).fields, func(f field) bool {
			return slices.Contains(f.to, kind) || !isRecords(f.typ) && names(f.typ, kind)
		})
	}
	of := make(map[Kind]bool)
	for _, k := range kinds {
		of[k.Kind] = k.Type != nil && names(k.Type, k.Kind)
	}
	return of
})

// acyclic looks for records that belong to themselves.
func (l *linker) acyclic() {
	up, field := make(map[Ref]Ref), make(map[Kind]string)
	var order []Ref
	for _, f := range l.report.referencesOf(func(ref Ref) bool { return namesItsKind()[ref.Kind] }) {
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
					say.F("%s %q belongs to itself", at.Kind.Noun(), at.ID), say.F("follow %s from record to record until it comes back", field[at.Kind]))
				break
			}
			seen[at] = true
		}
		for at := range seen {
			done[at] = true
		}
	}
}

// retired checks ids that must not be used again.
func (l *linker) retired() {
	r := l.report
	for i, w := range r.Withdrawn {
		name := fmt.Sprintf("withdrawn[%d].id", i)
		if w.ID == r.Edition.ID {
			l.at("data/report.toml", name, "duplicate-id", say.F("edition %q is withdrawn, so its id cannot be used again", w.ID), say.F("give this edition another id"))
		}
		if slices.ContainsFunc(r.Withdrawn[:i], func(v Withdrawn) bool { return v.ID == w.ID }) {
			l.at("data/report.toml", name, "duplicate-id", say.F("edition %q is listed twice", w.ID), say.Text{})
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
			l.at("data/retired.toml", name+"id", "duplicate-id", say.F("%s %q still exists", t.Kind.Noun(), t.ID), say.F("take it out of one of the two files"))
		}
		if seen[ref] {
			l.at("data/retired.toml", name+"id", "duplicate-id", say.F("%s %q is listed twice", t.Kind.Noun(), t.ID), say.Text{})
		}
		seen[ref] = true
		for j, id := range t.ReplacedBy {
			to := Ref{t.Kind, id}
			if _, lives := r.index.places[to]; !lives && (!gone[to] || to == ref) && !l.mayHold(to) {
				l.at("data/retired.toml", fmt.Sprintf("%sreplaced_by[%d]", name, j), "unknown-reference",
					say.F("there is no %s %q", t.Kind.Noun(), id), didYouMean(id, l.ids[t.Kind], say.Text{}))
			}
		}
	}
}

func (l *linker) at(file, path, rule string, message, hint say.Text) {
	for _, p := range l.files {
		if p.Name == file {
			n, _ := p.root.at(path)
			l.found(p, rule, Ref{}, n.val, message, hint)
		}
	}
}
