package portal

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rapporteur/generator/published"
	"rapporteur/generator/register"
	"rapporteur/generator/report"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// index is what the pages of a portal say in whatever language.
type index struct {
	*List
	readings []Reading
	shown    []int // readings with a report, by symbol
	unread   []int // readings without one, in the order of the list
	organs   []*group
	sessions []*group
	topics   []*group
}

// group is the reports that have an organ, a session or a topic in common. The group
// without an id is for reports that have none.
type group struct {
	kind    string // "organ", "session", "topic"
	id      string
	reports []int // of index.readings, by symbol
	organ   string
	number  int
	name    report.Text
}

// path is that of its page, from the front page of the language.
func (g *group) path() string {
	id := g.id
	if id == "" {
		id = "none"
	}
	return g.kind + "s/" + id + "/"
}

func newIndex(l *List, readings []Reading) *index {
	x := &index{List: l, readings: readings}
	for i, r := range readings {
		if r.Report == nil {
			x.unread = append(x.unread, i)
		} else {
			x.shown = append(x.shown, i)
		}
	}
	slices.SortStableFunc(x.shown, func(a, b int) int {
		p, q := readings[a].Report, readings[b].Report
		return cmp.Or(compareNatural(symbolOf(p), symbolOf(q)), compareNatural(p.Reference, q.Reference))
	})
	organs, sessions, topics := make(map[string]*group), make(map[string]*group), make(map[string]*group)
	into := func(groups map[string]*group, g group, i int) *group {
		if groups[g.id] == nil {
			groups[g.id] = &g
		}
		is := groups[g.id]
		if n := len(is.reports); n == 0 || is.reports[n-1] != i {
			is.reports = append(is.reports, i)
		}
		return is
	}
	for _, i := range x.shown {
		r := readings[i].Report
		into(organs, group{kind: "organ", id: r.Mandate.Organ, organ: r.Mandate.Organ, name: organName(r.Mandate.Organ)}, i)
		if s := r.Session; s != nil && s.Number > 0 {
			g := into(sessions, group{kind: "session", id: sessionID(r), organ: r.Mandate.Organ, number: s.Number}, i)
			for _, lang := range report.Langs {
				if g.name.In(lang) == "" {
					g.name = g.name.With(lang, s.Name[lang])
				}
			}
		} else {
			into(sessions, group{kind: "session"}, i)
		}
		for _, t := range l.Topics {
			if slices.Contains(readings[i].Topics, t.ID) {
				into(topics, group{kind: "topic", id: t.ID, name: t.Name}, i)
			}
		}
		if len(readings[i].Topics) == 0 {
			into(topics, group{kind: "topic"}, i)
		}
	}
	rank := func(id string) int {
		i := slices.IndexFunc(register.Entities(), func(e report.Entity) bool { return e.ID == id })
		if i < 0 {
			return len(register.Entities())
		}
		return i
	}
	last := func(g *group) int {
		if g.id == "" {
			return 1
		}
		return 0
	}
	x.organs = slices.SortedFunc(maps.Values(organs), func(a, b *group) int {
		return cmp.Or(last(a)-last(b), rank(a.id)-rank(b.id), cmp.Compare(a.id, b.id))
	})
	x.sessions = slices.SortedFunc(maps.Values(sessions), func(a, b *group) int {
		return cmp.Or(last(a)-last(b), rank(a.organ)-rank(b.organ), cmp.Compare(a.organ, b.organ), b.number-a.number)
	})
	for _, t := range l.Topics {
		if g := topics[t.ID]; g != nil {
			x.topics = append(x.topics, g)
		}
	}
	if g := topics[""]; g != nil && len(l.Topics) > 0 {
		x.topics = append(x.topics, g)
	}
	return x
}

// symbolOf is the symbol of what a report answers or, where it gives none, its
// reference.
func symbolOf(r *published.Report) string { return cmp.Or(r.Mandate.Symbol, r.Reference) }

// sessionID names the session of a report within the portal.
func sessionID(r *published.Report) string {
	if r.Session == nil || r.Session.Number == 0 {
		return ""
	}
	return cmp.Or(r.Mandate.Organ, "session") + "-" + strconv.Itoa(r.Session.Number)
}

// organName is the name of an organ that the program knows; empty for others.
func organName(id string) report.Text {
	for _, e := range register.Entities() {
		if e.ID == id {
			return e.Name
		}
	}
	return report.Text{}
}

// name is that of a group in a language.
func (g *group) in(w *locale.Locale) page.Text {
	plain := func(s string) page.Text {
		return page.Text{Text: s, Lang: string(w.Lang), Dir: locale.Dir(w.Lang)}
	}
	switch {
	case g.id == "":
		return plain(w.Say("portal-no-" + g.kind))
	case g.kind == "session":
		organ := page.Text{Text: g.organ}
		if name := organName(g.organ); !name.IsZero() {
			organ = locale.Text(name, w.Lang, "en")
		}
		if name := g.name.In(w.Lang); name != "" && g.organ != "" {
			return plain(w.Say("portal-session-of", "Organ", organ.Text, "Session", name))
		} else if name != "" {
			return plain(name)
		}
		if g.organ != "" {
			return plain(w.Say("portal-session-of", "Organ", organ.Text, "Session", w.Tally(w.Say("session"), strconv.Itoa(g.number))))
		}
		return plain(w.Tally(w.Say("session"), strconv.Itoa(g.number)))
	case g.name.IsZero():
		return plain(g.id)
	}
	return locale.Text(g.name, w.Lang, "en")
}

// statuses are in the order in which they are shown.
func statuses() []report.Status {
	var out []report.Status
	for _, s := range report.Values(reflect.TypeFor[report.Status]()) {
		out = append(out, report.Status(s))
	}
	return out
}

// word is a status as the program prints it.
func word(s report.Status) *page.Word {
	return &page.Word{Key: "status-" + string(s), Like: string(s)}
}

// tally counts the requests of editions by status.
func tally(editions ...*published.Edition) []page.StatusCount {
	n := make(map[report.Status]int)
	for _, e := range editions {
		if e == nil {
			continue
		}
		for _, c := range e.Statuses {
			n[c.Counted()] += c.N
		}
	}
	var out []page.StatusCount
	for _, s := range statuses() {
		if n[s] > 0 {
			out = append(out, page.StatusCount{Status: word(s), N: n[s]})
		}
	}
	return out
}

// tallyOf counts the requests of one edition by status. A status of the report's own is
// counted with the one of the program that it is like, and named there.
func (p *inLanguage) tallyOf(e *published.Edition, langs []report.Lang) []page.StatusCount {
	out := tally(e)
	for _, c := range e.Statuses {
		if c.Like == "" || c.N == 0 {
			continue
		}
		w := word(c.Counted())
		if name := c.Name.Text(); !name.IsZero() {
			w.Name = locale.Text(name, p.lang, langs[0])
		} else {
			w.Name = page.Text{Text: string(c.Status)}
		}
		i := slices.IndexFunc(out, func(s page.StatusCount) bool { return s.Status.Like == w.Like })
		out[i].Own = append(out[i].Own, page.StatusCount{Status: w, N: c.N})
	}
	return out
}

// issue is an edition that was issued, of a report of the portal.
type issue struct {
	reading int
	edition *published.Edition
}

// newest are the editions that were issued last, at most most.
func (x *index) newest(most int) []issue {
	var all []issue
	for _, i := range x.shown {
		for j := range x.readings[i].Report.Editions {
			if e := &x.readings[i].Report.Editions[j]; e.State != published.Withdrawn {
				all = append(all, issue{i, e})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b issue) int {
		return cmp.Or(b.edition.Issued.Compare(a.edition.Issued.Date), b.edition.AsAt.Compare(a.edition.AsAt.Date))
	})
	return all[:min(most, len(all))]
}

// issued is how many editions the reports have.
func (x *index) issued(readings []int) (n int) {
	for _, i := range readings {
		for _, e := range x.readings[i].Report.Editions {
			if e.State != published.Withdrawn {
				n++
			}
		}
	}
	return n
}

// addressIn chooses the address in a language or else in the first that there is.
func addressIn(a published.Addresses, lang report.Lang, others []report.Lang) (string, report.Lang) {
	for _, l := range slices.Concat([]report.Lang{lang}, others, report.Langs) {
		if s := a[l]; s != "" {
			return s, l
		}
	}
	return "", lang
}

// compareNatural compares texts as people sort them: 9 before 10.
func compareNatural(a, b string) int {
	p, q := []rune(a), []rune(b)
	for len(p) > 0 && len(q) > 0 {
		m, n := digits(p), digits(q)
		if m > 0 && n > 0 {
			x, y := strings.TrimLeft(string(p[:m]), "0"), strings.TrimLeft(string(q[:n]), "0")
			if c := cmp.Or(len(x)-len(y), cmp.Compare(x, y)); c != 0 {
				return c
			}
			p, q = p[m:], q[n:]
			continue
		}
		if p[0] != q[0] {
			return cmp.Compare(p[0], q[0])
		}
		p, q = p[1:], q[1:]
	}
	return len(p) - len(q)
}

func digits(s []rune) int {
	n := slices.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsDigit(r) })
	if n < 0 {
		return len(s)
	}
	return n
}
