package newreport

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/generator/register"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// Skeleton is the data of a report in which nothing is said yet, by name. It
// loads, and breaks no rule whose breach is an error. The other files begin with
// their first record.
func Skeleton(p Plan) ([]File, error) {
	files := []File{
		{Name: "data/report.toml", Data: p.report()},
		{Name: "data/resolution.toml", Data: p.resolution()},
		{Name: "data/sections.toml", Data: p.sections()},
		{Name: "data/sources.toml", Data: p.sources()},
	}
	if p.OfficialBy != "" {
		entities, err := p.entities()
		if err != nil {
			return nil, err
		}
		files = append(files, File{Name: "data/entities.toml", Data: entities})
	}
	for n := 1; n <= p.Paragraphs; n++ {
		files = append(files, File{Name: "data/paragraphs/" + p.paragraphID(n) + ".toml", Data: p.paragraph(n, p.paragraphID(n))})
	}
	sortFiles(files)
	return files, nil
}

// paragraphID is the id of paragraph n, of as many digits as the last one needs.
func (p Plan) paragraphID(n int) string {
	return fmt.Sprintf("op%0*d", max(2, len(fmt.Sprint(p.Paragraphs))), n)
}

// titles gives the title in every language, and says where there is none yet.
func (p Plan) titles() report.Text {
	t := p.Title
	for _, l := range p.Languages {
		if t.In(l) == "" {
			t = t.With(l, in(l)("new-title"))
		}
	}
	return t
}

// each is a text in every published language.
func (p Plan) each(say func(report.Lang) string) report.Text {
	var t report.Text
	for _, l := range p.Languages {
		t = t.With(l, say(l))
	}
	return t
}

// gap says that nobody has looked for a value yet.
func (p Plan) gap(b *writer, field string) {
	note := inline(p.say("new-gap"))
	b.line("gaps = [{ field = %q, reason = %q, note = %s }]", field, report.NotFound, note)
}

func (p Plan) report() []byte {
	var b writer
	b.line("#:schema schema/report.schema.json")
	b.line("# What the report is, and which edition of it this is.")
	b.line("")
	b.line("schema = %d", report.Schema)
	b.line("")
	b.line("[report]")
	b.value("reference", reference(p.Symbol))
	b.text("title", p.titles(), p.Languages)
	p.mandate(&b)
	p.session(&b)
	p.languages(&b)
	b.comment(`The official document that this report corresponds to, once its symbol is known:
corresponds_to = "A/…"`)
	p.notice(&b)
	b.line("cites = [{ source = %q, for = [\"mandate\"], verification = \"unverified\" }]", sourceID(p.Symbol))
	p.gap(&b, "agenda_item")
	p.edition(&b)
	return b.bytes()
}

// notice says what the report is: the official one, with who issues it, or a
// reconstruction.
func (p Plan) notice(b *writer) {
	if p.OfficialBy == "" {
		b.text("note", p.say("notice"), p.Languages)
		return
	}
	b.line("official = true")
	b.value("official_by", p.OfficialBy)
}

// session is that for which the report is made, where it is made for one.
func (p Plan) session(b *writer) {
	if p.Session > 0 {
		b.line("session.number = %d", p.Session)
		b.text("session.name", p.each(func(l report.Lang) string { return sessionName(l, p.Session) }), p.Languages)
	}
}

func (p Plan) mandate(b *writer) {
	b.value("mandate.resolution", p.Symbol)
	if p.Asking > 0 {
		b.value("mandate.paragraph", p.paragraphID(p.Asking))
	} else {
		b.comment(fmt.Sprintf(`The operative paragraph that asks for this report:
mandate.paragraph = %q`, p.paragraphID(p.Paragraphs)))
	}
}

func (p Plan) languages(b *writer) {
	b.line("languages = [%s]", quoted(p.Languages))
	b.value("original", string(p.Original))
}

// quoted are languages as items of a list.
func quoted(langs []report.Lang) string {
	var words []string
	for _, l := range langs {
		words = append(words, report.Quote(string(l)))
	}
	return strings.Join(words, ", ")
}

func (p Plan) edition(b *writer) {
	b.line("")
	b.line("# A draft states the edition that it heads for. \"issued\" in place of \"draft\" issues it.")
	b.line("[edition]")
	b.value("id", p.Edition)
	b.line("as_at = %s", p.AsAt)
	b.value("status", string(report.Draft))
}

func (p Plan) resolution() []byte {
	var b writer
	b.line("#:schema schema/resolution.schema.json")
	b.comment(`The mandate: symbols, title, dates, the preamble and the footnotes. The operative
paragraphs stand in paragraphs/. "original" is the language of the text that is held.`)
	b.line("")
	b.value("adopted", p.Symbol)
	b.text("title", p.titles(), p.Languages)
	b.value("original", string(p.Original))
	if !p.AdoptedOn.IsZero() {
		b.date("adopted_on", p.AdoptedOn)
	}
	b.line("cites = [{ source = %q, verification = \"unverified\" }]", sourceID(p.Symbol))
	if p.AdoptedOn.IsZero() {
		p.gap(&b, "adopted_on")
	}
	b.line("")
	b.comment(fmt.Sprintf(`The paragraphs of the preamble, in their order:

[[preambular]]
id = "pp01"
text.%s = "…,"`, p.Original))
	return b.bytes()
}

// words begins the file of paragraph n of the resolution.
func (p Plan) words(b *writer, n int, id, number string) {
	b.line("#:schema ../schema/paragraph.schema.json")
	b.comment(fmt.Sprintf(`Operative paragraph %s. Put its words in place of what stands in brackets, and
give it a short heading of your own: title.%s = "…"`, number, p.Original))
	b.line("")
	b.value("id", id)
	b.value("number", number)
	text := "new-paragraph-text"
	if n == p.Paragraphs {
		text = "new-paragraph-last"
	}
	b.text("text", p.say(text), p.Languages)
	b.line("cites = [{ source = %q, locator = \"para. %s\", verification = \"unverified\" }]", sourceID(p.Symbol), number)
}

// paragraph is the file of an operative paragraph of which nothing is known.
func (p Plan) paragraph(n int, id string) []byte {
	var b writer
	p.words(&b, n, id, fmt.Sprint(n))
	b.line("")
	b.comment(`One [[request]] for each distinct thing that the paragraph asks, commends or
recognizes. The verb is that of the paragraph; addressees are ids of data/entities.toml.`)
	b.line("[[request]]")
	b.value("id", id+"-a")
	b.value("verb", string(report.Requests))
	b.text("summary", p.say("new-request"), p.Languages)
	b.value("status", string(report.NoInformation))
	b.text("progress", p.say("new-answer"), p.Languages)
	p.gap(&b, "addressees")
	return b.bytes()
}

func (p Plan) sections() []byte {
	var b writer
	b.line("#:schema schema/sections.schema.json")
	b.comment(`The report’s own text: summary, introduction, what stands before the answers,
conclusions and annexes.`)
	for _, place := range []report.Place{report.PlaceSummary, report.PlaceIntroduction, report.PlaceConclusions} {
		b.line("")
		b.line("[[section]]")
		b.value("id", string(place))
		b.value("place", string(place))
		b.text("heading", p.say("part-"+string(place)), p.Languages)
		b.text("text", p.each(func(l report.Lang) string {
			text := in(l)("new-section")
			if place == report.PlaceIntroduction && p.Asking > 0 {
				if !report.OfAssembly(p.Symbol) {
					return in(l)("new-asking-other", "N", p.Asking, "Resolution", p.Symbol) + " " + text
				}
				return in(l)("new-asking", "N", p.Asking, "Resolution", reference(p.Symbol)) + " " + text
			}
			return text
		}), p.Languages)
	}
	return b.bytes()
}

// ParseEntity validates s as the id of an entity that the program knows by name.
func ParseEntity(s string) (string, error) {
	if _, found := knownEntity(s); !found {
		var ids []string
		for _, e := range register.Entities() {
			ids = append(ids, e.ID)
		}
		if near := report.Nearest(s, ids); near != "" {
			return "", say.Errorf("%q is no entity that the program knows; did you mean %s?", s, near)
		}
		return "", say.Errorf("%q is no entity that the program knows, such as secretary-general; begin without it, add the entity with new entity, and write official and official_by in data/report.toml", s)
	}
	return s, nil
}

func knownEntity(id string) (report.Entity, bool) {
	all := register.Entities()
	i := slices.IndexFunc(all, func(e report.Entity) bool { return e.ID == id })
	if i < 0 {
		return report.Entity{}, false
	}
	return all[i], true
}

// entities has the one that issues the report.
func (p Plan) entities() ([]byte, error) {
	e, found := knownEntity(p.OfficialBy)
	if !found {
		return nil, say.Errorf("there is no entity %q", p.OfficialBy)
	}
	var b writer
	b.line("#:schema schema/entities.schema.json")
	b.line("# Organizations and their parts, named by id in the other files.")
	b.line("")
	b.line("[[entity]]")
	b.value("id", e.ID)
	b.value("kind", string(e.Kind))
	b.text("name", e.Name, p.Languages)
	b.line("cites = [{ verification = \"unverified\" }]")
	return b.bytes(), nil
}

func (p Plan) sources() []byte {
	var b writer
	b.line("#:schema schema/sources.schema.json")
	b.comment(`Every document that is cited. Once the resolution was read: access = "seen", its
date and its original language, and verification = "primary" where it is cited.`)
	b.line("")
	b.b.WriteString(p.source())
	return b.bytes()
}

// source is the resolution as a document that is cited.
func (p Plan) source() string {
	var b writer
	b.line("[[source]]")
	b.value("id", sourceID(p.Symbol))
	b.value("symbol", p.Symbol)
	b.text("title", p.titles(), p.Languages)
	b.value("kind", string(report.Official))
	b.value("access", string(report.NotSeen))
	p.gap(&b, "date")
	return b.b.String()
}
