// Package imagefile looks at the image files of a report: what each is, how large it is
// when it is shown, and whether it may be published. A file that is not what its name
// says, or an SVG that could run a script or load something from elsewhere, may not.
package imagefile

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"path"
	"rapporteur/generator/say"
	"regexp"
	"strings"

	"golang.org/x/image/webp"
)

const (
	// MaxSize is the greatest size of a file, in bytes: 1 MiB.
	MaxSize = 1 << 20
	// maxSide is the greatest width and height, in pixels: browsers unpack every pixel.
	maxSide = 8000
)

// Type is what a file is.
type Type string

const (
	PNG  Type = "PNG"
	JPEG Type = "JPEG"
	WebP Type = "WebP"
	SVG  Type = "SVG"
)

// Image is what is known of a file.
type Image struct {
	Type          Type
	Width, Height int // in pixels, as it is shown in its own size
}

// Fault is a reason why a file may not be published.
type Fault struct {
	Offset, Len int // in bytes, of an SVG; Len is 0 where the fault is that of the whole file
	Message     say.Text
	Hint        say.Text
}

// name is the name of an image file. Small letters alone, because some file systems
// treat them like capitals.
var name = regexp.MustCompile(`^[a-z0-9]+(?:[-_][a-z0-9]+)*\.(png|jpg|jpeg|webp|svg)$`)

// TypeOf is the type that the name of a file says, without its folder; it is empty for a
// name that no image of a report has.
func TypeOf(file string) Type {
	if !name.MatchString(file) {
		return ""
	}
	switch path.Ext(file) {
	case ".png":
		return PNG
	case ".webp":
		return WebP
	case ".svg":
		return SVG
	}
	return JPEG
}

// article is the article before the name of a type, as it is spoken: an SVG.
func article(t Type) string {
	if t == SVG {
		return "an"
	}
	return "a"
}

// Inspect looks at a file whose name TypeOf knows. Without faults the image is whole;
// with some it may be zero. Data longer than MaxSize need not be complete.
func Inspect(file string, data []byte) (Image, []Fault) {
	if len(data) > MaxSize {
		return Image{}, []Fault{{Message: say.F("the image is larger than 1 MiB"), Hint: say.F("save it smaller: fewer pixels, or as JPEG or WebP")}}
	}
	said := TypeOf(file)
	if is := signature(data); is != said {
		hint := say.F("save it again as %s", string(said))
		if is != "" {
			hint = say.F("it is %s %s file: give it that name, or save it again as %s", article(is), is, said)
		}
		return Image{}, []Fault{{Message: say.F("this is not %s %s file", article(said), said), Hint: hint}}
	}
	if said == SVG {
		return vector(data)
	}
	decode := map[Type]func(*bytes.Reader) (image.Config, error){
		PNG:  func(r *bytes.Reader) (image.Config, error) { return png.DecodeConfig(r) },
		JPEG: func(r *bytes.Reader) (image.Config, error) { return jpeg.DecodeConfig(r) },
		WebP: func(r *bytes.Reader) (image.Config, error) { return webp.DecodeConfig(r) },
	}[said]
	c, err := decode(bytes.NewReader(data))
	if err != nil || c.Width <= 0 || c.Height <= 0 || !complete(said, data) {
		return Image{}, []Fault{{Message: say.F("this %s file is broken or cut short", said), Hint: say.F("save it again")}}
	}
	img := Image{said, c.Width, c.Height}
	return img, tooLarge(img)
}

func tooLarge(img Image) []Fault {
	if img.Width > maxSide || img.Height > maxSide {
		return []Fault{{Message: say.F("the image is %d by %d pixels, and at most %d are allowed on a side", img.Width, img.Height, maxSide), Hint: say.F("save it smaller")}}
	}
	return nil
}

// signature is the type that the first bytes of a file say; empty for none of ours.
func signature(data []byte) Type {
	switch {
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return PNG
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		return JPEG
	case len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		return WebP
	}
	text := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\ufeff")), " \t\r\n")
	if bytes.HasPrefix(text, []byte("<")) && bytes.Contains(text, []byte("<svg")) || bytes.Contains(text, []byte(":svg")) {
		return SVG
	}
	return ""
}

// complete reports whether a file has its end.
func complete(t Type, data []byte) bool {
	switch t {
	case PNG:
		for at := 8; at+12 <= len(data); {
			n := int(data[at])<<24 | int(data[at+1])<<16 | int(data[at+2])<<8 | int(data[at+3])
			if string(data[at+4:at+8]) == "IEND" {
				return true
			}
			if n < 0 || n > len(data) {
				return false
			}
			at += 12 + n
		}
		return false
	case JPEG:
		return bytes.Contains(data[max(0, len(data)-4096):], []byte("\xff\xd9"))
	case WebP:
		n := int(data[4]) | int(data[5])<<8 | int(data[6])<<16 | int(data[7])<<24
		return n+8 <= len(data)
	}
	return true
}

// MediaType is the name of the type on the Internet: "image/png".
func (t Type) MediaType() string {
	if t == SVG {
		return "image/svg+xml"
	}
	return "image/" + strings.ToLower(string(t))
}
