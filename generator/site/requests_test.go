package site

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/site/page"
)

// The requests of a paragraph are in the order of its text, below a heading for each
// sub-paragraph that asks something, and the report has them in the same order.
func TestRequestsBySubparagraph(t *testing.T) {
	t.Parallel()
	m := build(t, Input{Draft: load(t)})
	for _, c := range []struct{ lang, want string }{
		{"en", "3 op05-x|4 op05-z under (a) |4 op05-y under (b) (ii) under-implementation|4 op05-w"},
		{"fr", "3 op05-x|4 op05-z under a) |4 op05-y under b) ii) under-implementation|4 op05-w"},
	} {
		body := pageAt(t, m, page.Draft, c.lang, "paragraphs/op05/").Body.(*page.Paragraph)
		var got, inReport []string
		for _, q := range body.Requests {
			s := fmt.Sprintf("%d %s", q.Level, q.ID)
			if h := q.Opens; h != nil {
				s += " under " + h.Link.Text.Text + " "
				if h.Status != nil {
					s += h.Status.Like
				}
				if !strings.HasPrefix(h.Link.Href, "#sub-") {
					t.Errorf("the heading %s leads to %s", h.Link.Text.Text, h.Link.Href)
				}
			}
			got = append(got, s)
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s: requests are %s\nwant %s", c.lang, s, c.want)
		}
		for _, part := range pageAt(t, m, page.Draft, c.lang, "report/").Body.(*page.Report).Parts {
			for _, sub := range part.Parts {
				if sub.Anchor == "op05" {
					for _, q := range sub.Requests {
						inReport = append(inReport, q.ID)
					}
				}
			}
		}
		if want := []string{"op05-x", "op05-y"}; !slices.Equal(inReport, want) {
			t.Errorf("%s: the report has %v, want %v", c.lang, inReport, want)
		}
	}
	for _, e := range pageAt(t, m, page.Draft, "en", "paragraphs/").Body.(*page.Paragraphs).Entries {
		for _, q := range e.Requests {
			want := map[string]string{"request:op05-z": "(a)", "request:op05-y": "(b) (ii)", "request:op05-w": "(b) (ii)"}[q.Link.Ref]
			if q.Of != want {
				t.Errorf("the list says that %q asks %s, want %q", q.Of, q.Link.Ref, want)
			}
		}
	}
}

// Footnotes of the report's own are counted in one series with the sources, in the order
// of their mention; those of the resolution keep their numbers and say what they are. On
// the page of the resolution its own are as printed, and ours have letters.
func TestFootnotesAreToldApart(t *testing.T) {
	t.Parallel()
	m := build(t, Input{Draft: load(t)})
	notes := func(list []page.Footnote) string {
		var out []string
		for _, f := range list {
			what := f.Cite.Source.Ref
			if f.Text.HTML != "" {
				what = "text"
			}
			out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %s", f.Number, f.ID, what)))
		}
		return strings.Join(out, "\n")
	}
	body := pageAt(t, m, page.Draft, "en", "report/").Body.(*page.Report)
	all := notes(body.Footnotes)
	for _, want := range []string{"res. 1 fn-note-1 text", "footnote-scope text", "footnote-more text"} {
		if strings.Count(all, want) != 1 {
			t.Errorf("the notes of the report lack %q:\n%s", want, all)
		}
	}
	numbers := make(map[string]bool)
	for _, f := range body.Footnotes {
		if numbers[f.Number] {
			t.Errorf("two notes are called %s:\n%s", f.Number, all)
		}
		numbers[f.Number] = true
	}
	body.Parts = slices.DeleteFunc(body.Parts, func(p page.Part) bool { return p.Anchor != "introduction" })
	html := string(body.Parts[0].Blocks[0].HTML)
	for _, want := range []string{`<a href="#fn-note-1" id="fnref-note-1" role="doc-noteref">res. 1</a>`, `<a href="#footnote-scope" id="fnref-3" role="doc-noteref">3</a>`} {
		if !strings.Contains(html, want) {
			t.Errorf("the first paragraph lacks %s:\n%s", want, html)
		}
	}
	if f := body.Footnotes[slices.IndexFunc(body.Footnotes, func(f page.Footnote) bool { return f.ID == "footnote-scope" })]; len(f.Cites) != 1 || f.Loose || f.Back != "fnref-3" {
		t.Errorf("the footnote is %+v", f)
	}
	resolution := pageAt(t, m, page.Draft, "en", "resolution/").Body.(*page.Resolution)
	for _, f := range resolution.Footnotes {
		printed := strings.Trim(f.Number, "0123456789") == ""
		if printed != f.OfResolution {
			t.Errorf("on the page of the resolution a note is called %q (of the resolution: %v)", f.Number, f.OfResolution)
		}
	}
	op01 := pageAt(t, m, page.Draft, "fr", "paragraphs/op01/").Body.(*page.Paragraph)
	if s := notes(op01.Footnotes); !strings.Contains(s, "rés. 1 fn-note-1 text") || !strings.Contains(s, "footnote-scope text") || !strings.Contains(s, "footnote-more text") {
		t.Errorf("the notes of a paragraph are:\n%s", s)
	}
}

// An image is shown after the paragraph that first mentions it, with its file next to the
// page, and is called by its number wherever a text mentions it.
func TestImagesOnPages(t *testing.T) {
	t.Parallel()
	m := build(t, Input{Draft: load(t)})
	p := pageAt(t, m, page.Draft, "fr", "report/")
	var got []string
	for _, part := range p.Body.(*page.Report).Parts {
		for i, block := range part.Blocks {
			for _, image := range block.Images {
				got = append(got, fmt.Sprintf("%s %d %s %s %s %dx%d %s / %s / %s %d %d", part.Anchor, i, image.Anchor, image.Label, image.Src, image.Width, image.Height,
					image.Alternative.Text, image.Caption.Text, image.Licence.Text, len(image.Cites), len(image.Gaps)))
			}
		}
	}
	want := []string{
		"introduction 0 image-squares Figure 1 images/squares.png 320x200 Des carrés & une bande à droite. / Des carrés de deux <couleurs> / Domaine public 1 0",
		"annex-method 0 image-visits Figure 2 images/visits.svg 480x240 Trois colonnes, chacune plus haute que la précédente. / Visites par an / CC BY 4.0, Bureau des essais 1 1",
	}
	if !slices.Equal(got, want) {
		t.Errorf("images are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	files := m.Files()
	for _, name := range []string{"draft/fr/report/images/squares.png", "draft/en/report/images/visits.svg"} {
		if f := m.Draft.Report.ImageFile(name[strings.LastIndexByte(name, '/')+1:]); string(files[name]) != string(f.Data) {
			t.Errorf("the site has %d bytes in %s, want %d", len(files[name]), name, len(f.Data))
		}
	}
	for _, part := range p.Body.(*page.Report).Parts {
		if part.Anchor == "annex-method" && !strings.Contains(string(part.Blocks[0].HTML), `<a href="#image-visits">figure 2</a> et <a href="#image-squares">figure 1</a>`) {
			t.Errorf("the text does not name its images: %s", part.Blocks[0].HTML)
		}
	}
}
