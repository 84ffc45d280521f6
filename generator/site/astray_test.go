package site

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/site/page"
)

var indexes = regexp.MustCompile(`\[\d+\]`)

// A misspelt id does not keep the rest from being shown: each reference of each kind of
// record, misspelt, leaves a site whose pages are all there, and most of them show it.
func TestAstray(t *testing.T) {
	t.Parallel()
	clean := fstest.MapFS{}
	dir := os.DirFS("../testdata/kitchen-sink")
	if err := fs.WalkDir(dir, "data", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(dir, name)
		clean[name] = &fstest.MapFile{Data: data}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	whole, problems, err := report.Load(clean)
	if err != nil || whole == nil {
		t.Fatal(err, problems)
	}
	type slip struct {
		name, file string
		from, to   int    // of the id in the file
		id         string // that is written there
	}
	var slips []slip
	seen := make(map[string]bool)
	add := func(name, file string, from, to int) {
		if !seen[name] {
			seen[name] = true
			slips = append(slips, slip{name: name, file: file, from: from, to: to})
		}
	}
	offset := func(pos problem.Pos) int {
		lines := strings.SplitAfter(string(clean[pos.File].Data), "\n")
		return len(strings.Join(lines[:pos.Line-1], "")) + pos.Column - 1
	}
	for _, f := range whole.References() {
		if f.Ref.Kind == report.KindParticipation && f.Field == "instrument" {
			continue // its file is called by it, so that this is another mistake, too
		}
		for i, to := range f.To {
			field := f.Field
			if _, ok := whole.Where(f.Ref, fmt.Sprintf("%s[%d]", field, i)); ok && len(f.To) > 1 {
				field = fmt.Sprintf("%s[%d]", field, i)
			}
			pos, ok := whole.Where(f.Ref, field)
			if !ok {
				continue
			}
			off := offset(pos)
			end := strings.Index(string(clean[pos.File].Data[off:off+pos.Len]), to.ID)
			if end < 0 {
				continue
			}
			add(fmt.Sprintf("%s %s: %s", f.Ref.Kind, indexes.ReplaceAllString(field, ""), to.Kind), pos.File, off+end, off+end+len(to.ID))
		}
	}
	inProse := regexp.MustCompile(`\[(source|figure|parties|deposits|table|image|note):([a-z0-9/-]+)|\]\((activity|publication|money|paragraph|request):([a-z0-9-]+)\)|\[\^([a-z0-9-]+)\]`)
	for _, name := range slices.Sorted(maps.Keys(clean)) {
		f := clean[name]
		for _, m := range inProse.FindAllSubmatchIndex(f.Data, -1) {
			for _, id := range []int{2, 4, 5} {
				if m[2*id] >= 0 && string(f.Data[m[2*id]:m[2*id+1]]) != "all" {
					kind, _, _ := strings.Cut(string(f.Data[m[0]:m[1]]), ":")
					add("in prose "+strings.Trim(kind, "[]("), name, m[2*id], m[2*id+1])
				}
			}
		}
	}
	if len(slips) < 50 {
		t.Fatalf("only %d kinds of references were found", len(slips))
	}
	// As late in a file as possible first, so that the places of the others stay.
	slices.SortFunc(slips, func(a, b slip) int { return cmp.Or(cmp.Compare(a.file, b.file), b.from-a.from) })
	want := len(build(t, Input{Draft: whole}).Pages(page.Draft, "en"))
	for n := range slips {
		slips[n].id = fmt.Sprintf("zz%c%c", 'a'+n/26, 'a'+n%26)
		if slips[n].to-slips[n].from == 3 { // of a State
			slips[n].id = fmt.Sprintf("z%c%c", 'a'+n/26, 'a'+n%26)
		}
	}
	misspelt := func(t *testing.T, slips ...slip) (shown map[string]bool) {
		broken := fstest.MapFS{}
		for name, f := range clean {
			broken[name] = f
		}
		for _, s := range slips {
			data := string(broken[s.file].Data)
			broken[s.file] = &fstest.MapFile{Data: []byte(data[:s.from] + s.id + data[s.to:])}
		}
		if rep, _, err := report.Load(broken); rep != nil || err != nil {
			t.Fatalf("%v: Load returns the report (%v)", slips, err)
		}
		r, problems, err := report.NewLoader().LoadAstray(broken)
		if err != nil || r == nil || problem.Errors(problems) == 0 {
			t.Fatalf("%v: nothing was read (%v): %v", slips, err, problems)
		}
		m := build(t, Input{Draft: r})
		shown = make(map[string]bool)
		for _, lang := range r.Meta.Languages {
			pages := m.Pages(page.Draft, string(lang))
			if len(pages) != want {
				t.Errorf("%v: there are %d pages, want %d", slips, len(pages), want)
			}
			for _, p := range pages {
				visit(reflect.ValueOf(p.Body), func(v reflect.Value) {
					for i := range v.NumField() {
						if f := v.Field(i); f.Kind() == reflect.String && (strings.Contains(f.String(), "no such record)") || strings.Contains(f.String(), "n’existe pas)")) {
							for _, s := range slips {
								shown[s.id] = shown[s.id] || strings.Contains(f.String(), s.id)
							}
						}
					}
				})
			}
		}
		return shown
	}
	if os.Getenv("RAPPORTEUR_LONG") != "" {
		for _, s := range slips {
			t.Run(s.name, func(t *testing.T) { misspelt(t, s) })
		}
	}
	// A reference that only says where a record belongs is named by the problems alone: the
	// record cannot be shown, because its place is not known.
	isPlace := regexp.MustCompile(`within:|part:|subparagraph:|(table|image) section:|answers:`)
	var places, others []slip
	for _, s := range slips {
		if isPlace.MatchString(s.name) {
			places = append(places, s)
		} else {
			others = append(others, s)
		}
	}
	misspelt(t, places...)
	shown := misspelt(t, others...)
	for _, s := range others {
		// Sources of the whole report, of its sections and of sub-paragraphs are not printed at all.
		unprinted := []string{"report cites.source: source", "section cites.source: source", "subparagraph cites.source: source"}
		if !shown[s.id] && !slices.Contains(unprinted, s.name) {
			t.Errorf("no page shows %s, %s in %s", s.id, s.name, s.file)
		}
	}
}
