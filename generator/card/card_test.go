package card

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"
)

func draw(t *testing.T, c Card) (image.Image, []byte) {
	t.Helper()
	data, err := c.PNG()
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if b := img.Bounds(); b.Dx() != Width || b.Dy() != Height {
		t.Errorf("the card has %v", b)
	}
	return img, data
}

// inked counts the pixels of a part of a card that are not those of a card without content.
func inked(t *testing.T, img image.Image, r image.Rectangle) (n int) {
	t.Helper()
	blank, _ := draw(t, Card{})
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if img.At(x, y) != blank.At(x, y) {
				n++
			}
		}
	}
	return n
}

func TestCard(t *testing.T) {
	long := strings.Repeat("Assistance technique pour l’application des conventions ", 12)
	c := Card{Reference: "62/172", Title: long, Edition: "Edition 2009-06-30", Notice: "Not an official document"}
	for i := range 10 {
		c.Marks = append(c.Marks, Mark{string(rune('0' + i)), Colour(i % 5)})
	}
	img, data := draw(t, c)
	if _, again := draw(t, c); !bytes.Equal(data, again) {
		t.Error("two runs differ")
	}
	if len(data) > 40_000 {
		t.Errorf("the card has %d bytes", len(data))
	}
	for name, r := range map[string]image.Rectangle{
		"reference": image.Rect(90, 70, 600, 160), "title": image.Rect(90, 190, 1110, 400),
		"marks": image.Rect(90, 440, 1110, 504), "edition": image.Rect(90, 520, 1110, 560), "notice": image.Rect(90, 565, 1110, 600),
	} {
		if inked(t, img, r) < 500 {
			t.Errorf("there is no %s", name)
		}
	}
	// Nothing runs into the margin, however long it is.
	if n := inked(t, img, image.Rect(1112, 0, Width, Height)); n > 0 {
		t.Errorf("%d pixels are in the margin", n)
	}
	if n := inked(t, img, image.Rect(30, 400, Width, 438)); n > 0 {
		t.Errorf("the title runs into the marks: %d pixels", n)
	}
}

// What the font cannot write is left out, and no boxes stand for its letters.
func TestDraws(t *testing.T) {
	for text, want := range map[string]bool{"Édition du 31 juillet 2008": true, "Издание": true, "的版本": false, "الإصدار": false, "": true} {
		if got := Draws(text); got != want {
			t.Errorf("Draws(%q) = %v", text, got)
		}
	}
	img, _ := draw(t, Card{Title: "الإصدار", Notice: "非正式文件"})
	if n := inked(t, img, image.Rect(0, 0, Width, Height)); n > 0 {
		t.Errorf("%d pixels are drawn", n)
	}
	many := Card{Marks: make([]Mark, 100)}
	img, _ = draw(t, many)
	if inked(t, img, image.Rect(1112, 0, Width, Height)) > 0 || inked(t, img, image.Rect(90, 440, 1112, 504)) == 0 {
		t.Error("a hundred marks do not fit")
	}
}
