package imagefile

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"rapporteur/generator/say"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const svgSpace = "http://www.w3.org/2000/svg"

// elements are the elements of SVG that draw or describe. What is not among them can run
// scripts, change over time, hold HTML or lead elsewhere.
var elements = set(`svg g defs symbol use switch title desc metadata style
	path rect circle ellipse line polyline polygon text tspan textPath image
	linearGradient radialGradient stop pattern clipPath mask marker filter
	feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
	feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
	feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting
	feSpotLight feTile feTurbulence`)

// notes are the vocabularies in which drawing programs write notes into a file. Browsers
// do nothing with them.
var notes = []string{
	"http://www.inkscape.org/namespaces/inkscape", "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
	"http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://creativecommons.org/ns#", "http://web.resource.org/cc/",
	"http://purl.org/dc/elements/1.1/",
}

func set(names string) map[string]bool {
	m := make(map[string]bool)
	for _, n := range strings.Fields(names) {
		m[n] = true
	}
	return m
}

var (
	// loads is what makes a style load something, or may hide that it does.
	loads = regexp.MustCompile(`(?i)@import|image-set\s*\(|\bsrc\s*\(|expression\s*\(|-moz-binding|javascript:|https?:|\\`)
	// address is a function that names what is used, with the address.
	address = regexp.MustCompile(`(?i)url\s*\(\s*["']?\s*([^"')]*)`)
	// embedded is an image inside of the file.
	embedded = regexp.MustCompile(`^data:image/(png|jpeg|gif|webp);base64,`)
)

// vector looks at an SVG file.
func vector(data []byte) (Image, []Fault) {
	s := svg{data: data, dec: xml.NewDecoder(bytes.NewReader(data))}
	for {
		from := int(s.dec.InputOffset())
		token, err := s.dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			s.found(from, say.F("this SVG file is not well-formed: %s", strings.TrimPrefix(err.Error(), "XML syntax error on ")), say.F("save it again"))
			return Image{}, s.faults
		}
		s.token(token, from)
	}
	if len(s.open) > 0 || s.root == nil {
		s.found(0, say.F("this is not an SVG file"), say.F(`its outermost element is <svg xmlns="%s">`, svgSpace))
		return Image{}, s.faults
	}
	img := Image{Type: SVG}
	img.Width, img.Height = size(s.root)
	if img.Width == 0 || img.Height == 0 {
		s.found(s.rootAt, say.F("this SVG does not say how large it is"), say.F(`give <svg> a width and a height, or a viewBox="0 0 640 480"`))
	}
	s.faults = append(s.faults, tooLarge(img)...)
	return img, s.faults
}

type svg struct {
	data   []byte
	dec    *xml.Decoder
	open   []string
	root   []xml.Attr
	rootAt int
	faults []Fault
}

// maxFaults is how many faults of a file are reported.
const maxFaults = 20

func (s *svg) found(at int, message, hint say.Text) {
	if len(s.faults) >= maxFaults {
		return
	}
	for at < len(s.data) && strings.IndexByte(" \t\r\n", s.data[at]) >= 0 {
		at++
	}
	end := min(len(s.data), at+40)
	if i := bytes.IndexAny(s.data[min(at, end):end], ">\r\n"); i >= 0 {
		end = at + i + 1
	}
	s.faults = append(s.faults, Fault{Offset: at, Len: max(1, end-at), Message: message, Hint: hint})
}

func (s *svg) token(token xml.Token, at int) {
	switch t := token.(type) {
	case xml.StartElement:
		s.element(t, at)
		s.open = append(s.open, t.Name.Local)
	case xml.EndElement:
		s.open = s.open[:len(s.open)-1]
	case xml.CharData:
		if n := len(s.open); n > 0 && s.open[n-1] == "style" {
			s.style(string(t), at)
		}
	case xml.ProcInst:
		if t.Target != "xml" {
			s.found(at, say.F("<?%s?> could load something from elsewhere", t.Target), say.F("remove it"))
		}
	case xml.Directive:
		s.found(at, say.F("a document type can define entities"), say.F("remove <!DOCTYPE …>; SVG needs none"))
	}
}

func (s *svg) element(e xml.StartElement, at int) {
	ours := e.Name.Space == svgSpace
	switch {
	case len(s.open) == 0 && (!ours || e.Name.Local != "svg"):
		s.found(at, say.F("this is not an SVG file"), say.F(`its outermost element is <svg xmlns="%s">`, svgSpace))
	case len(s.open) == 0 && s.root == nil:
		s.root, s.rootAt = append([]xml.Attr{}, e.Attr...), at
	case ours && !elements[e.Name.Local]:
		s.found(at, say.F("the element <%s> is not allowed in an SVG of a report", e.Name.Local), say.F("keep what draws: no scripts, no HTML, no links, nothing that moves"))
	case !ours && !slices.Contains(notes, e.Name.Space):
		s.found(at, say.F("the element <%s> is not one of SVG", e.Name.Local), say.F("keep what draws: no scripts, no HTML, no links, nothing that moves"))
	}
	if !ours {
		return // nobody draws it, and its attributes do nothing
	}
	for _, a := range e.Attr {
		s.attribute(e.Name.Local, a, at)
	}
}

func (s *svg) attribute(element string, a xml.Attr, at int) {
	key := strings.ToLower(a.Name.Local)
	value := strings.TrimSpace(a.Value)
	switch {
	case a.Name.Space == "xmlns" || key == "xmlns":
	case slices.Contains(notes, a.Name.Space):
	case strings.HasPrefix(key, "on"):
		s.found(at, say.F("the attribute %s runs a script", a.Name.Local), say.F("remove it"))
	case key == "href" && (strings.HasPrefix(value, "#") || element == "image" && embedded.MatchString(value)):
	case key == "href":
		s.found(at, say.F("<%s> refers to something outside of the file", element), say.F("put it into the file, or remove the reference"))
	case key == "src" || key == "base":
		s.found(at, say.F("the attribute %s could load something from elsewhere", a.Name.Local), say.F("remove it"))
	case key == "style":
		s.style(value, at)
	default:
		s.addresses(value, at)
		if strings.HasPrefix(strings.ToLower(value), "javascript:") {
			s.found(at, say.F("the attribute %s runs a script", a.Name.Local), say.F("remove it"))
		}
	}
}

// style looks at CSS.
func (s *svg) style(css string, at int) {
	if m := loads.FindString(css); m != "" {
		s.found(at, say.F("a style with %q could load something from elsewhere", m), say.F("remove it"))
		return
	}
	s.addresses(css, at)
}

// addresses looks at what url(…) names: only what is in the file.
func (s *svg) addresses(css string, at int) {
	for _, m := range address.FindAllStringSubmatch(css, -1) {
		if to := strings.TrimSpace(m[1]); !strings.HasPrefix(to, "#") && !embedded.MatchString(to) {
			s.found(at, say.F("a style refers to something outside of the file"), say.F("put it into the file, or remove the reference"))
		}
	}
}

// pixels are the pixels of a unit.
var pixels = map[string]float64{"": 1, "px": 1, "pt": 4.0 / 3, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4}

var length = regexp.MustCompile(`^([0-9]*\.?[0-9]+)\s*(px|pt|pc|in|cm|mm|)$`)

// size is the size of an SVG in pixels: what it says, or else that of its viewBox. It is
// zero where it says neither.
func size(root []xml.Attr) (width, height int) {
	var w, h, boxW, boxH float64
	read := func(s string) float64 {
		m := length.FindStringSubmatch(strings.TrimSpace(s))
		if m == nil {
			return 0
		}
		v, err := strconv.ParseFloat(m[1], 64)
		if err != nil {
			return 0
		}
		return v * pixels[m[2]]
	}
	for _, a := range root {
		switch a.Name.Local {
		case "width":
			w = read(a.Value)
		case "height":
			h = read(a.Value)
		case "viewBox":
			if f := strings.Fields(strings.ReplaceAll(a.Value, ",", " ")); len(f) == 4 {
				boxW, boxH = read(f[2]), read(f[3])
			}
		}
	}
	switch {
	case w > 0 && h > 0:
	case w > 0 && boxW > 0:
		h = w * boxH / boxW
	case h > 0 && boxH > 0:
		w = h * boxW / boxH
	default:
		w, h = boxW, boxH
	}
	whole := func(v float64) int {
		if v <= 0 || v > 1e6 {
			return 0
		}
		return max(1, int(math.Round(v)))
	}
	return whole(w), whole(h)
}
