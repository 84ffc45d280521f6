package diff_test

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"rapporteur/generator/diff"
	"rapporteur/generator/internal/lawtest"
	"rapporteur/generator/report"
)

// words gives n words in sentences of about twelve.
func words(rnd *rand.Rand, n int) string {
	var b strings.Builder
	for i := range n {
		w := fmt.Sprintf("%c%s", 'a'+rnd.Intn(26), strings.Repeat(string(rune('a'+rnd.Intn(26))), 1+rnd.Intn(8)))
		if i%12 == 0 {
			w = strings.ToUpper(w[:1]) + w[1:]
		}
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w)
		if i%12 == 11 || i == n-1 {
			b.WriteByte('.')
		}
	}
	return b.String()
}

// document is a report with n sections.
func document(t testing.TB, n int, text func(i int) string) *report.Report {
	t.Helper()
	doc := map[string]any{
		"report:report":         map[string]any{"original": "fr"},
		"edition:edition":       map[string]any{"id": "x", "as_at": "2008-07-31"},
		"resolution:resolution": map[string]any{},
	}
	order := make([]any, n)
	for i := range n {
		id := fmt.Sprintf("s%05d", i)
		order[i] = id
		doc["section:"+id] = map[string]any{"id": id, "place": "annex", "text": map[string]any{"en": text(i)}}
	}
	doc["order"] = map[string]any{"section": order}
	r, err := lawtest.FromDocument(doc)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func BenchmarkRecords(b *testing.B) {
	for _, n := range []int{100, 500, 1000, 5000} {
		for _, how := range []string{"one word each", "all words"} {
			rnd := rand.New(rand.NewSource(1))
			texts := make([]string, n)
			from := document(b, n, func(i int) string { texts[i] = words(rnd, 60); return texts[i] })
			to := document(b, n, func(i int) string {
				if how == "all words" {
					return words(rnd, 60)
				}
				return strings.Replace(texts[i], " ", " changed ", 1)
			})
			b.Run(fmt.Sprintf("%s/%d", how, n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if c := diff.Compare(from, to); len(c.List) != n {
						b.Fatalf("%d changes", len(c.List))
					}
				}
			})
		}
	}
}

func BenchmarkParagraphs(b *testing.B) {
	rnd := rand.New(rand.NewSource(1))
	text := func() string {
		var ps []string
		for range 200 {
			ps = append(ps, words(rnd, 60))
		}
		return strings.Join(ps, "\n\n")
	}
	for _, how := range []string{"rewritten", "one word each"} {
		x, y := text(), text()
		if how == "one word each" {
			ps := strings.Split(x, "\n\n")
			for i := range ps {
				ps[i] = strings.Replace(ps[i], " ", " changed ", 1)
			}
			y = strings.Join(ps, "\n\n")
		}
		from := document(b, 1, func(int) string { return x })
		to := document(b, 1, func(int) string { return y })
		b.Run(how, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				diff.Compare(from, to)
			}
		})
	}
}

// BenchmarkReal compares a copy of the real report in which a tenth of the
// acts are gone and an answer is another.
func BenchmarkReal(b *testing.B) {
	to := load(b, files(b, "../.."))
	doc := to.Document()
	n := 0
	for _, ref := range to.Refs() {
		switch ref.Kind {
		case report.KindAct:
			if n++; n%10 == 0 {
				delete(doc, ref.String())
			}
		case report.KindRequest:
			doc[ref.String()].(map[string]any)["progress"] = map[string]any{"fr": "Rien de neuf.", "en": "Nothing new."}
		}
	}
	from, err := lawtest.FromDocument(doc)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		diff.Compare(from, to)
	}
}
