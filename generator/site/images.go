package site

import (
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"

	"rapporteur/generator/prose"
	"rapporteur/generator/report"
	"rapporteur/generator/site/page"
)

// imageFiles is the folder of images next to the page of the report.
const imageFiles = "images/"

// imageName is what a text calls an image: "figure 2"; empty for one that there is not.
func (b *editionWriter) imageName(id string) string {
	if n := b.imageNumber(id); n > 0 {
		return b.w.Say("image-n", "N", strconv.Itoa(n))
	}
	return ""
}

func (b *editionWriter) imageNumber(id string) int {
	if b.images == nil {
		b.images = b.Report.ImageNumbers()
	}
	return b.images[id]
}

// imageMark leads from a text to an image.
func (l *pageWriter) imageMark(id string) string {
	name := l.imageName(id)
	if name == "" {
		return html.EscapeString(prose.Ref{Kind: string(report.KindImage), ID: id}.String())
	}
	return fmt.Sprintf(`<a href="%s">%s</a>`, html.EscapeString(l.href(report.Ref{Kind: report.KindImage, ID: id})), html.EscapeString(name))
}

// place puts the images of a section after the paragraphs that first mention them, and
// the others after the last one. Their files go next to the page.
func (l *pageWriter) place(s *report.Section, blocks []page.NumberedBlock) {
	if len(blocks) == 0 {
		return
	}
	text, _ := s.Text.Best(l.lang, l.Report.Meta.Original)
	doc := l.parser.Parse(text)
	for _, m := range l.Report.ImagesIn(s) {
		at := slices.IndexFunc(doc.Blocks, func(b prose.Block) bool {
			refs := prose.Doc{Blocks: []prose.Block{b}}.Refs()
			return slices.ContainsFunc(refs, func(r prose.Ref) bool { return r.Kind == string(report.KindImage) && r.ID == m.ID })
		})
		if at < 0 || at >= len(blocks) {
			at = len(blocks) - 1
		}
		blocks[at].Images = append(blocks[at].Images, l.image(m))
	}
}

func (l *pageWriter) image(m *report.Image) page.Image {
	ref := report.Ref{Kind: report.KindImage, ID: m.ID}
	out := page.Image{
		Anchor:      report.KindImage.Info().Fragment + m.ID,
		Label:       l.w.Say("image-label", "N", strconv.Itoa(l.imageNumber(m.ID))),
		Alternative: l.text(m.Alternative),
		Caption:     l.text(m.Caption),
		Licence:     l.text(m.Licence),
		Cites:       l.cites(m.Cites),
		Since:       l.since(ref),
	}
	for _, g := range m.Gaps {
		out.Gaps = append(out.Gaps, l.gap(g))
	}
	if f := l.Report.ImageFile(m.File); f != nil {
		out.Src, out.Width, out.Height = imageFiles+f.Name, f.Width, f.Height
		file := page.File{Name: out.Src, Data: string(f.Data)}
		if !slices.Contains(l.beside, file) {
			l.beside = append(l.beside, file)
		}
	}
	return out
}

// imageContent says what a file with a hash is, with the beginning of the hash, by which
// two files can be distinguished: "PNG, 640 × 480, sha256:0123456789ab…".
func (b *editionWriter) imageContent(hash string) string {
	const digits = 12
	short := hash
	if n := strings.IndexByte(hash, ':') + 1 + digits; n < len(hash) {
		short = hash[:n] + "…"
	}
	for _, f := range b.Report.ImageFiles {
		if f.Hash == hash {
			return fmt.Sprintf("%s, %d × %d, %s", f.Type, f.Width, f.Height, short)
		}
	}
	return short
}
