// Package history makes histories of synthetic reports: the same size gives the same history.
package history

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"
)

// Size is how large a history is.
type Size struct {
	Records   int // in each edition
	Editions  int
	Languages int // 1 to 6
	Commits   int // before each edition but the first, each with a line changed
}

func (s Size) String() string {
	return fmt.Sprintf("%d records, %d editions, %d languages", s.Records, s.Editions, s.Languages)
}

// Flavour is one of the forms in which the same texts are written.
type Flavour string

const (
	Rapporteur Flavour = "rapporteur" // data/*.toml
	Hugo       Flavour = "hugo"       // content/LANG/*.md, for plain Hugo
	Antora     Flavour = "antora"     // LANG/modules/ROOT/pages/*.adoc
)

// Languages are those of the texts, the original first.
var Languages = []string{"en", "fr", "es", "ru", "zh", "ar"}

// words are what the texts are made of.
var words = map[string][]string{
	"en": {"the", "Office", "assisted", "States", "with", "a", "workshop", "on", "legislation", "and", "training", "of", "judges"},
	"fr": {"l’Office", "a", "aidé", "des", "États", "par", "un", "atelier", "sur", "la", "législation", "et", "des", "juges"},
	"es": {"la", "Oficina", "ayudó", "a", "los", "Estados", "con", "un", "taller", "sobre", "legislación", "y", "jueces"},
	"ru": {"Управление", "оказало", "помощь", "государствам", "провело", "семинар", "по", "законодательству", "и", "подготовке", "судей"},
	"zh": {"办事处", "协助", "各国", "举办", "讲习班", "立法", "培训", "法官"},
	"ar": {"ساعد", "المكتب", "الدول", "في", "حلقة", "عمل", "بشأن", "التشريعات", "وتدريب", "القضاة"},
}

// record is one record of an edition.
type record struct {
	n       int
	changes int // how often it was changed up to the edition
}

// kind is what a record is in the report: of ten records, three are activities, two each
// sources and States, and one each of the rest.
func (r record) kind() string {
	return [...]string{"activity", "source", "state", "activity", "publication", "source", "state", "indicator", "activity", "request"}[r.n%10]
}

// text is some twenty words on the record, which are others each time that it is changed.
func (r record) text(lang string, length int) string {
	var b bytes.Buffer
	w := words[lang]
	for i := range length {
		if i > 0 && lang != "zh" {
			b.WriteByte(' ')
		}
		b.WriteString(w[(r.n*7+r.changes*5+i)%len(w)])
	}
	fmt.Fprintf(&b, " %d-%d", r.n, r.changes)
	return b.String()
}

// records are those of an edition, counted from 0: a tenth of them is changed in each.
func (s Size) records(edition int) []record {
	out := make([]record, s.Records)
	for n := range out {
		out[n].n = n
		for e := 1; e <= edition; e++ {
			if (n/10+n+e)%10 == 0 {
				out[n].changes++
			}
		}
	}
	return out
}

// day is the day of an edition, which is its id: the first of a month.
func day(edition int) time.Time {
	return time.Date(2001, time.February, 1, 12, 0, 0, 0, time.UTC).AddDate(0, edition, 0)
}

// ID is the id of an edition, counted from 0.
func ID(edition int) string { return day(edition).Format(time.DateOnly) }

// Files are the files of an edition, counted from 0, by name.
func (s Size) Files(f Flavour, edition int) map[string][]byte {
	files := make(map[string]*bytes.Buffer)
	add := func(name, format string, args ...any) {
		if files[name] == nil {
			files[name] = new(bytes.Buffer)
		}
		fmt.Fprintf(files[name], format, args...)
	}
	switch f {
	case Rapporteur:
		s.toml(edition, add)
	case Hugo:
		for _, lang := range Languages[:s.Languages] {
			for _, r := range s.records(edition) {
				add(fmt.Sprintf("content/%s/%s/r-%d.md", lang, r.kind(), r.n), "---\ntitle: %q\n---\n%s\n\n%s\n", r.text(lang, 4), r.text(lang, 20), r.text(lang, 30))
			}
		}
	case Antora:
		for _, lang := range Languages[:s.Languages] {
			add(lang+"/antora.yml", "name: %s\nversion: '%s'\ntitle: Report\nnav:\n- modules/ROOT/nav.adoc\n", lang, ID(edition))
			for _, r := range s.records(edition) {
				name := fmt.Sprintf("%s/r-%d.adoc", r.kind(), r.n)
				add(lang+"/modules/ROOT/pages/"+name, "= %s\n\n%s\n\n%s\n", r.text(lang, 4), r.text(lang, 20), r.text(lang, 30))
				add(lang+"/modules/ROOT/nav.adoc", "* xref:%s[]\n", name)
			}
			add(lang+"/modules/ROOT/pages/index.adoc", "= Report\n")
		}
	}
	out := make(map[string][]byte, len(files))
	for name, b := range files {
		out[name] = b.Bytes()
	}
	return out
}

// toml writes an edition as a report.
func (s Size) toml(edition int, add func(name, format string, args ...any)) {
	langs := Languages[:s.Languages]
	// texts writes a text in each language under a key.
	texts := func(name, key string, of func(lang string) string) {
		for _, lang := range langs {
			add(name, "%s.%s = %q\n", key, lang, of(lang))
		}
	}
	same := func(text string) func(string) string { return func(string) string { return text } }
	add("data/report.toml", "schema = 1\n\n[report]\nreference = \"1/1\"\n")
	texts("data/report.toml", "title", same("Synthetic report"))
	add("data/report.toml", "mandate = { resolution = \"A/RES/1/1\", paragraph = \"op01\" }\nperiod = { from = 2000-01-01 }\nlanguages = [")
	for i, lang := range langs {
		if i > 0 {
			add("data/report.toml", ", ")
		}
		add("data/report.toml", "%q", lang)
	}
	add("data/report.toml", "]\noriginal = \"en\"\n\n[edition]\nid = %q\nas_at = %[1]s\nstatus = \"issued\"\n", ID(edition))
	texts("data/report.toml", "title", same("Edition"))
	add("data/resolution.toml", "draft = \"A/1/L.1\"\nadopted = \"A/RES/1/1\"\noriginal = \"en\"\nadopted_on = 2000-12-15\n")
	texts("data/resolution.toml", "title", same("Assistance"))
	texts("data/resolution.toml", "organ", same("The General Assembly,"))
	add("data/entities.toml", "[[entity]]\nid = \"office\"\nkind = \"secretariat\"\n")
	texts("data/entities.toml", "name", same("Office"))
	add("data/instruments.toml", "[[instrument]]\nid = \"treaty\"\nnumber = 1\nadopted = 1999-03-01\ndepositary = [\"office\"]\n")
	texts("data/instruments.toml", "name", same("Treaty"))
	texts("data/instruments.toml", "short", same("Treaty"))
	add("data/participation/treaty.toml", "instrument = \"treaty\"\nact = [\n")
	add("data/sections.toml", "[[section]]\nid = \"introduction\"\nplace = \"introduction\"\n")
	texts("data/sections.toml", "heading", same("Introduction"))
	texts("data/sections.toml", "text", func(lang string) string { return record{}.text(lang, 60) })
	add("data/retired.toml", "# No id was retired.\n")
	add("data/sources.toml", "[[source]]\nid = \"source\"\ntitle.en = \"Report\"\noriginal = \"en\"\ndate = 2000-12-15\nkind = \"official\"\naccess = \"seen\"\n")
	const cites = "cites = [{ source = \"source\", verification = \"primary\" }]\n"
	for _, r := range s.records(edition) {
		of := func(length int) func(string) string { return func(lang string) string { return r.text(lang, length) } }
		switch r.kind() {
		case "activity":
			name := fmt.Sprintf("data/activities/%d.toml", 1990+r.n/10%10)
			add(name, "\n[[activity]]\nid = \"a-%d\"\nkind = \"workshop\"\noriginal = \"en\"\nstart = %d-05-17\nend = %[2]d-05-18\norganizers = [\"office\"]\n%s", r.n, 1990+r.n/10%10, cites)
			texts(name, "title", of(4))
			texts(name, "note", of(20))
			texts(name, "outcome", of(30))
		case "source":
			add("data/sources.toml", "\n[[source]]\nid = \"s-%d\"\noriginal = \"en\"\ndate = 2000-12-15\nkind = \"press\"\naccess = \"seen\"\n", r.n)
			texts("data/sources.toml", "title", of(4))
			texts("data/sources.toml", "note", of(50))
		case "state":
			add("data/states.toml", "\n[[state]]\nid = %q\nmember = true\nregion = \"europe\"\n", state(r.n))
			texts("data/states.toml", "name", func(string) string { return fmt.Sprintf("State %d", r.n) })
			add("data/participation/treaty.toml", "  { state = %q, kind = \"ratification\", date = 1999-10-%02d, note.en = %q },\n", state(r.n), 1+r.changes%28, r.text("en", 50))
		case "publication":
			add("data/publications.toml", "\n[[publication]]\nid = \"p-%d\"\noriginal = \"en\"\nstatus = \"in-use\"\ndate = 2000-06-01\nissuers = [\"office\"]\n%s", r.n, cites)
			texts("data/publications.toml", "title", of(4))
			texts("data/publications.toml", "note", of(50))
		case "indicator":
			add("data/indicators.toml", "\n[[indicator]]\nid = \"i-%d\"\n%s", r.n, cites)
			texts("data/indicators.toml", "name", of(4))
			add("data/indicators.toml", "\n[[indicator.observation]]\nid = \"2000\"\nperiod = { from = 2000-01-01, to = 2000-12-31 }\nquantity = { value = %d }\n%s", 100+r.n+r.changes, cites)
			texts("data/indicators.toml", "note", of(50))
		case "request":
			p := r.n / 100
			name := fmt.Sprintf("data/paragraphs/op%02d.toml", p+1)
			if r.n%100 == 9 {
				add(name, "id = \"op%02d\"\nnumber = \"%d\"\n", p+1, p+1)
				texts(name, "title", same("Assistance"))
				texts(name, "text", same("Requests the Office to assist;"))
			}
			add(name, "\n[[request]]\nid = \"op%02d-r%d\"\nverb = \"requests\"\naddressees = [\"office\"]\nstatus = \"implemented\"\nevidence = [\"activity:a-%d\"]\n%s", p+1, r.n, r.n-1, cites)
			texts(name, "summary", of(4))
			texts(name, "progress", of(50))
		}
	}
	add("data/participation/treaty.toml", "]\n")
}

// state is the id of a State: three letters.
func state(n int) string {
	return string([]byte{'a' + byte(n/676%26), 'a' + byte(n/26%26), 'a' + byte(n%26)})
}

// FastImport writes the history as "git fast-import" reads it: a commit and a tag for each
// edition, in which only files that differ are written, and the commits that lead to it.
func (s Size) FastImport(out io.Writer, f Flavour) error {
	w := bufio.NewWriter(out)
	commit := func(at time.Time, message string) {
		fmt.Fprintf(w, "commit refs/heads/main\ncommitter Bench <bench@example.org> %d +0000\ndata %d\n%s\n", at.Unix(), len(message), message)
	}
	file := func(name string, data []byte) {
		fmt.Fprintf(w, "M 100644 inline %s\ndata %d\n%s\n", name, len(data), data)
	}
	was := make(map[string][]byte) // what the edition before says
	for e := range s.Editions {
		files, before := s.Files(f, e), maps.Clone(was)
		names := slices.Sorted(maps.Keys(files))
		for i := range s.Commits {
			if e == 0 {
				break
			}
			name := names[i%len(names)]
			commit(day(e-1).Add(time.Duration(i+1)*time.Minute), "edit "+name)
			before[name] = fmt.Appendf(slices.Clone(was[name]), "# %d\n", i)
			file(name, before[name])
			fmt.Fprintln(w)
		}
		commit(day(e), "issue "+ID(e))
		for _, name := range names {
			if !bytes.Equal(before[name], files[name]) {
				file(name, files[name])
			}
		}
		fmt.Fprintf(w, "\nreset refs/tags/edition/%s\nfrom refs/heads/main\n\n", ID(e))
		was = files
	}
	fmt.Fprintln(w, "done")
	return w.Flush()
}
