package site

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"rapporteur/generator/address"
	"rapporteur/generator/dataset"
	"rapporteur/generator/report"
	"rapporteur/generator/site/chrome"
	"rapporteur/generator/site/page"
	"rapporteur/generator/site/source"
)

// takeaway makes the files of an edition to take away when they are first asked for.
type takeaway func() *dataset.Set

// dataSets gives each edition and the draft, by the id of its version, its files to take
// away.
func dataSets(editions []*chrome.Edition) (map[string]takeaway, error) {
	maker, err := dataset.NewMaker()
	if err != nil {
		return nil, err
	}
	sets := make(map[string]takeaway)
	for _, v := range editions {
		sets[v.ID] = sync.OnceValue(func() *dataset.Set { return maker.Make(v.Report, v.ID) })
	}
	return sets, nil
}

// takeAway adds the files to take away of every edition that is to be written, each once: at
// the edition's own address.
func (m *Model) takeAway(files map[string][]byte) {
	for _, v := range m.Editions {
		if m.kept[v.ID] {
			continue
		}
		for _, f := range m.dataSets[v.ID]().All() {
			files[address.Data(v.ID)+f.Name] = f.Data
		}
	}
}

// DataSize is how large a file to take away is, in thousands of bytes, as the language
// writes it: "326 kB".
func (m *Model) DataSize(version, lang, name string) (string, error) {
	v := m.Edition(version)
	if v == nil {
		return "", fmt.Errorf("no version %q", version)
	}
	for _, f := range m.dataSets[v.ID]().All() {
		if f.Name == name {
			w := m.builder.locale(report.Lang(lang))
			return w.Say("data-size", "N", w.Count((len(f.Data)+999)/1000).Text), nil
		}
	}
	return "", fmt.Errorf("version %q has no file %q", version, name)
}

// dataFiles makes the page of the data to take away, and a page for each data file.
func (b *editionWriter) dataFiles() {
	l := b.page("data/")
	list := &page.Files{ZIP: dataset.ZIPName(b.Report, b.id), Examples: l.dataExamples()}
	for _, k := range report.Kinds() {
		if name, n := dataset.TableName(k.Kind), b.Report.Count(k.Kind); name != "" && n > 0 {
			list.Tables = append(list.Tables, page.DataTable{Name: name, Kind: string(k.Kind), Rows: b.w.Count(n)})
		}
	}
	for _, f := range b.Report.Files {
		h := b.files.Of(f)
		at := b.page(address.File(f.Name))
		name := b.edition.File(f.Name)
		file := dataset.TOML + strings.TrimPrefix(f.Name, "data/")
		list.Entries = append(list.Entries, page.FileEntry{
			Link:  page.Link{Href: address.Relative(l.path, at.path, ""), Text: l.plain(name)},
			Lines: h.Lines,
			Bytes: len(f.Data),
			File:  file,
		})
		at.add("file", name, "", report.Ref{}, &page.SourceFile{Name: name, HTML: h.Html, Lines: h.Lines, Sum: source.Sum(name, string(f.Data), b.kindOfReport()), File: file})
	}
	l.add("files", l.w.Say("nav-data"), l.w.Say("data-lede"), report.Ref{}, list)
}

// dataExamples are questions that the files answer, each with what to do and how many rows
// come out of it. One that the report has no records for is left out.
func (l *pageWriter) dataExamples() []page.DataExample {
	var out []page.DataExample
	add := func(key string, code []string, n int, args ...any) {
		args = append(args, "File", dataset.TableName(report.KindAct))
		out = append(out, page.DataExample{
			Title: l.w.Say("data-example-"+key, args...), Text: l.w.Say("data-example-"+key+"-how", args...),
			Code: strings.Join(code, "\n"), Result: l.w.Say("data-example-result", "N", l.w.Count(n).Text),
		})
	}
	if p, n := l.mostActs(); p != nil {
		name, _ := l.name(report.Ref{Kind: report.KindInstrument, ID: p.Instrument})
		from := l.actsFrom()
		add("acts", []string{"instrument = " + p.Instrument, "date ≥ " + from.String()}, n, "Instrument", name.Text, "Date", l.w.Date(from, false).Text)
	}
	if n := l.Report.Count(report.KindObservation); n > 0 {
		name := "indicator.name." + string(cmp.Or(l.lang, l.Report.Meta.Original))
		add("figures", []string{
			"import pandas",
			fmt.Sprintf("table = pandas.read_csv(%q)", dataset.TableName(report.KindObservation)),
			fmt.Sprintf("table[[%q, \"period.to\", \"quantity.value\", \"source\", \"verification\"]]", name),
		}, n)
	}
	n := 0
	for _, p := range l.Report.Paragraphs {
		for _, q := range p.Requests {
			if q.Status == report.NoInformation {
				n++
			}
		}
	}
	add("requests", []string{`jq -r 'to_entries[] | select(.value.status? == "no-information") | .key' ` + dataset.JSON}, n)
	return out
}

// actsFrom is the day from which the example counts acts: that of the adoption, or the
// first one where the report does not say when that was.
func (l *pageWriter) actsFrom() report.Date {
	if l.AfterAdoption() {
		return l.Report.Adopted()
	}
	return report.Date{Year: l.AsAt.Year, Month: 1, Day: 1}
}

// mostActs is the list of acts with the most of them since actsFrom, nil where there are
// none.
func (l *pageWriter) mostActs() (most *report.Participation, n int) {
	from := l.actsFrom()
	for _, p := range l.Report.Participation {
		acts := slices.DeleteFunc(slices.Clone(p.Acts), func(a report.Act) bool { return a.Date.Before(from) })
		if len(acts) > n {
			most, n = p, len(acts)
		}
	}
	return most, n
}
