package search

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// corpora holds a few records in each language and the expected results of
// queries. The browser tests use it too.
var corpora = []struct {
	lang    string
	docs    []Doc
	queries []query
	near    []query // for which the browser also finds other forms of the words
}{
	{"fr", []Doc{
		{Ref: "paragraph:op04", Kind: "paragraph", Path: "op04", Title: "Assistance technique", Context: "Paragraphe 4", Text: "Prie l’Office des Nations Unies contre la drogue et le crime d’intensifier l’assistance aux États Membres qui le demandent."},
		{Ref: "activity:atelier-2007", Kind: "activity", Path: "atelier", Title: "Atelier sur l’instrument de ratification", Context: "Paragraphe 4", Text: "Une partie des fonctionnaires, 8 150 au total, a été formée en Côte d’Ivoire à la coopération extra-budgétaire. Voir A/RES/62/172."},
		{Ref: "instrument:bombings-1997", Kind: "instrument", Path: "bombings", Title: "Convention pour la répression des attentats terroristes à l’explosif", Text: "Les instruments universels comptent 153 parties au 31 juillet 2008, selon A/63/89 et A/C.3/62/L.2. Œuvre commune."},
		{Ref: "state:fra", Kind: "state", Path: "fra", Title: "France"},
	}, []query{
		{"instrument", []string{"atelier", "bombings"}},
		{"instruments", []string{"atelier", "bombings"}},
		{"partie", []string{"atelier", "bombings"}},
		{"PARTIES", []string{"atelier", "bombings"}},
		{"office", []string{"op04"}},
		{"l'Office", []string{"op04"}},
		{"d’Ivoire", []string{"atelier"}},
		{"etats", []string{"op04"}},
		{"cote ivoire", []string{"atelier"}},
		{"oeuvre", []string{"bombings"}},
		{"œuvre", []string{"bombings"}},
		{"8150", []string{"atelier"}},
		{"8 150", []string{"atelier"}},
		{"8,150", []string{"atelier"}},
		{"8.150", []string{"atelier"}},
		{"A/63/89", []string{"bombings"}},
		{"a/res/62/172", []string{"atelier"}},
		{"62/172", []string{"atelier"}},
		{"A/C.3/62/L.2", []string{"bombings"}},
		{"extra-budgétaire", []string{"atelier"}},
		{"bombings-1997", []string{"bombings"}},
		{"la France", []string{"fra"}},
		{"paragraphe 4", []string{"op04", "atelier"}},
	}, []query{
		{"État membre", []string{"op04"}},
		{"attentat", []string{"bombings"}},
		{"répress", []string{"bombings"}},
		{"A/63", []string{"bombings"}},
		{"extrabudgétaires", []string{"atelier"}},
	}},
	{"en", []Doc{
		{Ref: "paragraph:op04", Kind: "paragraph", Path: "op04", Title: "Technical assistance", Text: "Counter-terrorism bodies of the Office were requested to cooperate with parties that implement the instruments."},
		{Ref: "activity:workshop", Kind: "activity", Path: "workshop", Title: "Workshop on an instrument", Text: "The Secretary-General's 1,600,000 dollars for one party (op04-a), said the U.N. Office. See document E/CN.15/2008/4."},
		{Ref: "source:cote", Kind: "source", Path: "cote", Title: "Mesures visant à éliminer le terrorisme", TitleLang: "fr", Text: "Un exposé des États parties", TextLang: "fr"},
	}, []query{
		{"instruments", []string{"workshop", "op04"}},
		{"parties", []string{"cote", "op04", "workshop"}},
		{"counter terrorism", []string{"op04"}},
		{"counterterrorism", []string{"op04"}},
		{"Secretary General", []string{"workshop"}},
		{"1 600 000", []string{"workshop"}},
		{"1600000", []string{"workshop"}},
		{"E/CN.15/2008/4", []string{"workshop"}},
		{"CN.15/2008/4", []string{"workshop"}},
		{"éliminer", []string{"cote"}},
	}, []query{
		{"implementing", []string{"op04"}},
		{"party", []string{"op04", "workshop", "cote"}},
		{"op04-a", []string{"workshop"}},
		{"UN", []string{"workshop"}},
	}},
	{"ru", []Doc{
		{Ref: "x:a", Kind: "paragraph", Path: "a", Title: "Техническая помощь", Text: "Государства-участники международных конвенций о борьбе с терроризмом. Её доклад."},
		{Ref: "x:b", Kind: "paragraph", Path: "b", Title: "Международный документ", Text: "Йемен присоединился к конвенции."},
	}, []query{
		{"конвенции", []string{"b", "a"}},
		{"международных", []string{"b", "a"}},
		{"Йемен", []string{"b"}},
	}, []query{
		{"конвенция", []string{"b", "a"}},
		{"государство", []string{"a"}},
		{"ТЕРРОРИЗМ", []string{"a"}},
	}},
	{"es", []Doc{
		{Ref: "x:a", Kind: "paragraph", Path: "a", Title: "Asistencia técnica", Text: "La Oficina de las Naciones Unidas organizó reuniones en España con 8.150 participantes."},
		{Ref: "x:b", Kind: "paragraph", Path: "b", Title: "Instrumentos internacionales", Text: "El instrumento de la nación."},
	}, []query{
		{"instrumento", []string{"b"}},
		{"naciones", []string{"b", "a"}},
		{"espana", []string{"a"}},
		{"8150", []string{"a"}},
	}, []query{
		{"reunión", []string{"a"}},
		{"tecnicas", []string{"a"}},
	}},
	{"ar", []Doc{
		{Ref: "x:a", Kind: "paragraph", Path: "a", Title: "المساعدة التقنية", Text: "تقدّم الأمم المتحدة المساعدة إلى الدول الأعضاء في ٣١ تموز ٢٠٠٨، وعددها ٨٬١٥٠."},
		{Ref: "x:b", Kind: "paragraph", Path: "b", Title: "اتفاقية قمع الإرهاب", Text: "الاتفاقيات الدولية لمكافحة الإرهـــاب النووى"},
	}, []query{
		{"الامم", []string{"a"}},
		{"الأُمَم", []string{"a"}},
		{"المساعده", []string{"a"}},
		{"الارهاب", []string{"b"}},
		{"النووي", []string{"b"}},
		{"اتفاقيه", []string{"b"}},
		{"2008", []string{"a"}},
		{"8150", []string{"a"}},
	}, []query{}},
	{"zh", []Doc{
		{Ref: "x:a", Kind: "paragraph", Path: "a", Title: "技术援助", Text: "请联合国毒品和犯罪问题办公室在2008年加强技术援助。"},
		{Ref: "x:b", Kind: "paragraph", Path: "b", Title: "国际公约", Text: "关于恐怖主义的国际公约和议定书,见A/63/89。"},
	}, []query{
		{"恐怖主义", []string{"b"}},
		{"技术", []string{"a"}},
		{"联合国", []string{"a"}},
		{"国际公约", []string{"b"}},
		{"2008年", []string{"a"}},
		{"2008", []string{"a"}},
		{"A/63/89", []string{"b"}},
	}, []query{
		{"怖", []string{"b"}},
		{"室", []string{"a"}},
	}},
}

type query struct {
	asked string
	want  []string // paths, best first
}

// reader is an index as read by the browser.
type reader struct {
	docs  []entry
	found map[string]map[int]int // form → record → weight
}

func open(t testing.TB, files []File) *reader {
	t.Helper()
	data := make(map[string][]byte)
	for _, f := range files {
		data[f.Name] = f.Data
	}
	decode := func(name string, v any) {
		t.Helper()
		if err := json.Unmarshal(data[name], v); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	r := &reader{found: make(map[string]map[int]int)}
	var head struct {
		T []string `json:"t"`
		D []int    `json:"d"`
	}
	decode("index.json", &head)
	for i, first := range head.D {
		var docs []entry
		decode("d-"+strconv.Itoa(i)+".json", &docs)
		if len(r.docs) != first {
			t.Errorf("piece d-%d begins with record %d, index.json says %d", i, len(r.docs), first)
		}
		r.docs = append(r.docs, docs...)
	}
	last := ""
	for i, start := range head.T {
		var p struct {
			F string            `json:"f"`
			S []json.RawMessage `json:"s"`
			P [][]int           `json:"p"`
		}
		decode("t-"+strconv.Itoa(i)+".json", &p)
		if start <= last {
			t.Errorf("piece t-%d begins at %q, but %q comes before it", i, start, last)
		}
		before := []rune(nil)
		for n, f := range strings.Split(p.F, " ") {
			shared, err := strconv.ParseInt(f[:1], 36, 0)
			if err != nil {
				t.Fatal(err)
			}
			word := string(before[:shared]) + f[1:]
			if word <= last || word < start {
				t.Errorf("piece t-%d, which begins at %q, has %q after %q", i, start, word, last)
			}
			var at []int
			if json.Unmarshal(p.S[n], &at) != nil {
				at = []int{0}
				if err := json.Unmarshal(p.S[n], &at[0]); err != nil {
					t.Fatal(err)
				}
			}
			r.found[word] = make(map[int]int)
			for _, k := range at {
				doc := 0
				for j := 0; j < len(p.P[k]); j += 2 {
					doc += p.P[k][j]
					r.found[word][doc] = max(r.found[word][doc], p.P[k][j+1])
				}
			}
			before, last = []rune(word), word
		}
	}
	return r
}

// find returns the paths of the records that contain every word, best first.
func (r *reader) find(lang, asked string) []string {
	total := make(map[int]int)
	stop := newLanguage(lang).stop
	n := 0
	for _, k := range tokens(asked) {
		if stop[k.form] || len([]rune(k.form)) == 1 && k.form > "9" {
			continue
		}
		n++
		for doc, w := range r.found[k.form] {
			total[doc] += 1_000_000 + w
		}
	}
	var docs []int
	for doc, w := range total {
		if w/1_000_000 == n {
			docs = append(docs, doc)
		}
	}
	slices.SortFunc(docs, func(a, b int) int {
		if total[a] != total[b] {
			return total[b] - total[a]
		}
		return a - b
	})
	var out []string
	for _, doc := range docs {
		out = append(out, r.docs[doc][0])
	}
	return out
}

func TestFind(t *testing.T) {
	for _, c := range corpora {
		r := open(t, Index(c.lang, c.docs))
		for _, q := range c.queries {
			if got := r.find(c.lang, q.asked); !slices.Equal(got, q.want) {
				t.Errorf("%s: %q finds %v, want %v", c.lang, q.asked, got, q.want)
			}
		}
	}
}

func TestTokens(t *testing.T) {
	tests := []struct {
		text string
		want []string
	}{
		{"l’Office d'État, États-Unis", []string{"office", "etat", "etatsunis", "etats", "unis"}},
		{"A/RES/62/172.", []string{"a/res/62/172", "res/62/172", "62/172", "res", "62", "172"}},
		{"8 150, 8\u00a0150; 8\u202f150: 8,150 and 1.234.567", []string{"8150", "8150", "8150", "8150", "and", "1234567"}},
		{"in 2007 150 States, 16 and 4,5", []string{"in", "2007", "150", "states", "16", "and", "4", "5"}},
		{"2003-2008 150", []string{"20032008", "2003", "2008", "150"}},
		{"O.N.U. U.S.", []string{"onu", "us"}},
		{"3.5", []string{"3.5", "3", "5"}},
		{"恐怖主义。", []string{"恐怖", "怖主", "主义", "义"}},
		{"第62届", []string{"第", "62", "届"}},
		{"ＦＵＬＬ ﬁn soft\u00adhyphen", []string{"full", "fin", "softhyphen"}},
		{"ё Ё ёлка й Йод", []string{"елка", "иод"}},
		{"", nil},
		{" — … (/-) ’", nil},
	}
	for _, tt := range tests {
		var got []string
		for _, k := range tokens(tt.text) {
			got = append(got, k.form)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.text, diff)
		}
	}
}

// A record with a word in its title comes before one with the word in its text,
// and a rare word weighs more than a common one.
func TestTitleBeforeNamesBeforeText(t *testing.T) {
	docs := []Doc{
		{Ref: "a", Kind: "k", Path: "text", Title: "One", Text: "nuclear nuclear material"},
		{Ref: "b", Kind: "k", Path: "names", Title: "Two", Names: "Nuclear", Text: "nuclear material"},
		{Ref: "c", Kind: "k", Path: "title", Title: "Nuclear three", Text: "nuclear material"},
		{Ref: "d", Kind: "k", Path: "other", Title: "Four", Context: "Nuclear"},
		{Ref: "e", Kind: "k", Path: "e", Title: "Five"},
		{Ref: "f", Kind: "k", Path: "f", Title: "Six"},
	}
	r := open(t, Index("en", docs))
	if got, want := r.find("en", "nuclear"), []string{"title", "names", "text", "other"}; !slices.Equal(got, want) {
		t.Errorf("nuclear finds %v, want %v", got, want)
	}
	if rare, common := r.found["three"][2], r.found["nuclear"][2]; rare <= common {
		t.Errorf("a rare word weighs %d, a common one %d", rare, common)
	}
}

func TestIndexIsDeterministic(t *testing.T) {
	docs := manyDocs(150) // of several pieces
	a, b := Index("fr", docs), Index("fr", docs)
	if !slices.EqualFunc(a, b, func(x, y File) bool { return x.Name == y.Name && bytes.Equal(x.Data, y.Data) }) || len(a) < 10 {
		t.Errorf("%d files and then %d, which differ or are too few to tell", len(a), len(b))
	}
	if !slices.IsSortedFunc(a, func(x, y File) int { return strings.Compare(x.Name, y.Name) }) {
		t.Error("files are not sorted by name")
	}
}

func TestKindsAndRepeatedRecords(t *testing.T) {
	files := Index("en", []Doc{
		{Ref: "state:fra", Kind: "state", Path: "states/fra/", Title: "France"},
		{Ref: "source:x", Kind: "source", Path: "sources/x/", Title: "X"},
		{Ref: "state:fra", Kind: "state", Path: "states/fra/", Title: "France"},
		{Ref: "state:deu", Kind: "state", Path: "states/deu/", Title: "Germany", Text: "Text", TextLang: "fr"},
	})
	if got, want := string(named(t, files, "index.json")), `"kinds":[["state",2],["source",1]]`; !strings.Contains(got, want) {
		t.Errorf("index.json is %s, want it to contain %s", got, want)
	}
	want := `[["states/fra/","France"],["states/deu/","Germany","","Text","","fr"],["sources/x/","X"]]`
	if got := string(named(t, files, "d-0.json")); got != want {
		t.Errorf("records are\n%s\nwant\n%s", got, want)
	}
}

func TestEmptyIndex(t *testing.T) {
	files := Index("fr", nil)
	if len(files) != 1 {
		t.Fatalf("an empty index has %d files, want only index.json", len(files))
	}
	for _, want := range []string{`"kinds":[]`, `"t":[]`, `"d":[]`} {
		if !strings.Contains(string(files[0].Data), want) {
			t.Errorf("%s lacks %s", files[0].Data, want)
		}
	}
}

// Pieces and index.json stay small in a large index.
func TestSizes(t *testing.T) {
	files := Index("fr", manyDocs(1600))
	for _, f := range files {
		limit := 16 << 10
		if f.Name == "f.json" {
			limit = formsMost + 100
		}
		if n := len(f.Data); n > limit {
			t.Errorf("%s has %d bytes, want at most %d", f.Name, n, limit)
		}
	}
	open(t, files)
}

func TestStopFormsAreFolded(t *testing.T) {
	for _, lang := range []string{"ar", "en", "es", "fr", "ru", "zh"} {
		for _, f := range stopForms(lang) {
			if fold(normalize(f)) != f {
				t.Errorf("%s: %q is looked up as %q", lang, f, fold(normalize(f)))
			}
		}
	}
}

func FuzzTokens(f *testing.F) {
	for _, c := range corpora {
		for _, d := range c.docs {
			f.Add(d.Title + " " + d.Text)
		}
	}
	f.Add("1,234,5678 12.345/67 a.b.c -- _x_ \xff 𠀀𠀁字")
	f.Fuzz(func(t *testing.T, text string) {
		for _, k := range tokens(text) {
			if k.form == "" || strings.ContainsAny(k.form, " \n\"") {
				t.Errorf("%q has the word %q", text, k.form)
			}
		}
		files := Index("fr", []Doc{{Ref: "a", Kind: "k", Path: "p", Title: "t", Text: text}})
		for _, f := range files {
			if !json.Valid(f.Data) {
				t.Errorf("%s is not JSON: %s", f.Name, f.Data)
			}
		}
	})
}

func BenchmarkIndex(b *testing.B) {
	for _, n := range []int{100, 1600} {
		docs := manyDocs(n)
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.ReportAllocs()
			size, largest := 0, 0
			for b.Loop() {
				size, largest = 0, 0
				for _, f := range Index("fr", docs) {
					size += len(f.Data)
					largest = max(largest, len(f.Data))
				}
			}
			b.ReportMetric(float64(size), "bytes")
			b.ReportMetric(float64(largest), "largest")
		})
	}
}

// manyDocs returns n records of about 60 words each, out of about 4,000.
func manyDocs(n int) []Doc {
	stems := strings.Fields("assist ratific convent terror instrument financ coopér législ juridiqu technic organis format experts particip natio")
	ends := strings.Fields("e er é ées ation ations ement ements eur eurs ant ante if ives isme istes")
	kinds := strings.Fields("state source activity act")
	var docs []Doc
	seed := uint32(1)
	next := func(n int) int {
		seed = seed*1664525 + 1013904223
		return int(seed>>8) % n
	}
	for i := range n {
		var words []string
		for range 60 {
			w := stems[next(len(stems))] + ends[next(len(ends))]
			if next(3) == 0 {
				w = string(rune('a'+next(26))) + string(rune('a'+next(26))) + w
			}
			words = append(words, w)
		}
		docs = append(docs, Doc{
			Ref:     fmt.Sprintf("%s:record-%d", kinds[i%4], i),
			Kind:    kinds[i%4],
			Path:    fmt.Sprintf("records/record-%d/", i),
			Title:   strings.Join(words[:6], " "),
			Context: fmt.Sprintf("Paragraphe %d", i%10+1),
			Text:    strings.Join(words, " "),
		})
	}
	return docs
}

func named(t testing.TB, files []File, name string) []byte {
	t.Helper()
	for _, f := range files {
		if f.Name == name {
			return f.Data
		}
	}
	t.Fatalf("%s not found", name)
	return nil
}
