// Package card draws the picture that a message or a social network shows next to a link to
// the report. It needs neither a browser nor a font of the machine, so that the same
// content gives the same bytes everywhere.
package card

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Width and Height are those of a card, in pixels, as networks ask for them.
const (
	Width  = 1200
	Height = 630
)

// Card is what a card shows.
type Card struct {
	Reference string // of the report, large: "62/172"
	Title     string // wrapped; left out where the font lacks its letters
	Edition   string // one line
	Notice    string // one line
	Marks     []Mark // one for each paragraph, in a row
}

// Mark is a square with a short text in it.
type Mark struct {
	Text   string
	Colour Colour
}

// Colour is a colour of a mark.
type Colour int

const (
	Grey Colour = iota // nothing is known or asked
	Green
	Teal
	Red
	Violet
)

var (
	paper = color.RGBA{0xfb, 0xfa, 0xf6, 0xff}
	ink   = color.RGBA{0x15, 0x19, 0x1b, 0xff}
	quiet = color.RGBA{0x56, 0x5f, 0x62, 0xff}
	teal  = color.RGBA{0x0f, 0x47, 0x4c, 0xff}
	white = color.RGBA{0xff, 0xff, 0xff, 0xff}
	marks = map[Colour]color.RGBA{
		Grey: quiet, Green: {0x1e, 0x5b, 0x33, 0xff}, Teal: {0x14, 0x61, 0x6a, 0xff}, Red: {0x94, 0x29, 0x1d, 0xff}, Violet: {0x5b, 0x3f, 0x80, 0xff},
	}
)

// palette holds the colours, and the contrast of each text with its background: a picture
// of few colours is a tenth as large.
var palette = sync.OnceValue(func() color.Palette {
	p := color.Palette{paper, ink, quiet, teal, white}
	between := func(a, b color.RGBA) {
		const steps = 6
		mix := func(x, y uint8, i int) uint8 { return uint8((int(x)*(steps-i) + int(y)*i) / steps) }
		for i := 1; i < steps; i++ {
			p = append(p, color.RGBA{mix(a.R, b.R, i), mix(a.G, b.G, i), mix(a.B, b.B, i), 0xff})
		}
	}
	for _, c := range []color.RGBA{ink, quiet, teal} {
		between(c, paper)
	}
	for c := Grey; c <= Violet; c++ {
		p = append(p, marks[c])
		between(marks[c], white)
	}
	return p
})

// fonts are the two that are embedded in the program.
var fonts = sync.OnceValues(func() (f [2]*sfnt.Font, err error) {
	for i, data := range [][]byte{goregular.TTF, gobold.TTF} {
		if f[i], err = opentype.Parse(data); err != nil {
			return f, err
		}
	}
	return f, nil
})

// Draws reports whether the font has every letter of a text, and writes from left to right:
// it has Latin, Greek and Cyrillic ones.
func Draws(text string) bool {
	f, err := fonts()
	if err != nil {
		return false
	}
	var b sfnt.Buffer
	for _, r := range text {
		if i, err := f[0].GlyphIndex(&b, r); err != nil || i == 0 && r != ' ' && r != '\u00a0' && r != '\u202f' {
			return false
		}
	}
	return true
}

// PNG draws the card.
func (c Card) PNG() ([]byte, error) {
	f, err := fonts()
	if err != nil {
		return nil, err
	}
	d := &drawing{image.NewPaletted(image.Rect(0, 0, Width, Height), palette()), f}
	d.fill(image.Rect(0, 0, 24, Height), teal)
	const left, right = 90, Width - 90
	y := 150
	if err := d.text(c.Reference, 1, 96, left, y, right-left, teal); err != nil {
		return nil, err
	}
	if Draws(c.Title) {
		lines, err := d.wrap(c.Title, 40, right-left, 4)
		if err != nil {
			return nil, err
		}
		for i, line := range lines {
			if err := d.text(line, 0, 40, left, y+80+i*52, right-left, ink); err != nil {
				return nil, err
			}
		}
	}
	if err := d.row(c.Marks, left, right, 440); err != nil {
		return nil, err
	}
	for i, line := range []string{c.Edition, c.Notice} {
		if Draws(line) {
			if err := d.text(line, i^1, 28, left, 550+i*38, right-left, quiet); err != nil {
				return nil, err
			}
		}
	}
	var b bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestCompression}
	err = e.Encode(&b, d.img)
	return b.Bytes(), err
}

// drawing is a card that is being drawn.
type drawing struct {
	img   *image.Paletted
	fonts [2]*sfnt.Font
}

func (d *drawing) fill(r image.Rectangle, c color.Color) {
	i := uint8(d.img.Palette.Index(c))
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			d.img.SetColorIndex(x, y, i)
		}
	}
}

// row draws the marks as squares that fit between two edges.
func (d *drawing) row(list []Mark, left, right, top int) error {
	if len(list) == 0 {
		return nil
	}
	const most = 72
	cell := min(most, (right-left)/len(list))
	gap := max(1, cell/9)
	side := cell - gap
	if side < 3 {
		return nil // too many to distinguish
	}
	for i, m := range list {
		x := left + i*(side+gap)
		d.fill(image.Rect(x, top, x+side, top+side), marks[m.Colour])
		size := float64(side) * 0.45
		width, err := d.width(m.Text, 1, size)
		if err != nil {
			return err
		}
		if width > side || side < 24 {
			continue
		}
		if err := d.text(m.Text, 1, size, x+(side-width)/2, top+side/2+int(size*0.36), side, white); err != nil {
			return err
		}
	}
	return nil
}

func (d *drawing) face(weight int, size float64) (font.Face, error) {
	return opentype.NewFace(d.fonts[weight], &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
}

func (d *drawing) width(text string, weight int, size float64) (int, error) {
	face, err := d.face(weight, size)
	if err != nil {
		return 0, err
	}
	return font.MeasureString(face, text).Ceil(), nil
}

// text writes one line, smaller where it would be wider than most.
func (d *drawing) text(text string, weight int, size float64, x, y, most int, c color.Color) error {
	width, err := d.width(text, weight, size)
	if err != nil {
		return err
	}
	if width > most {
		size *= float64(most) / float64(width)
	}
	face, err := d.face(weight, size)
	if err != nil {
		return err
	}
	(&font.Drawer{Dst: d.img, Src: image.NewUniform(c), Face: face, Dot: fixed.P(x, y)}).DrawString(text)
	return nil
}

// wrap divides a text into at most most lines; the last one ends with an ellipsis where
// something is left out.
func (d *drawing) wrap(text string, size float64, width, most int) ([]string, error) {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		longer := strings.TrimSpace(line + " " + word)
		w, err := d.width(longer+"…", 0, size)
		if err != nil {
			return nil, err
		}
		if w > width && line != "" {
			if len(lines) == most-1 {
				return append(lines, line+"…"), nil
			}
			lines = append(lines, line)
			longer = word
		}
		line = longer
	}
	return append(lines, line), nil
}
