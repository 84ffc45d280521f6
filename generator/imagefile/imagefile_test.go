package imagefile

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

func pngOf(t testing.TB, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{color.White, color.Black})); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpegOf(t testing.TB, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, w, h)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// webpOf is the smallest WebP without loss: one pixel.
var webpOf = []byte("RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00")

const open = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 8 4">`

func TestTypeOf(t *testing.T) {
	for name, want := range map[string]Type{
		"a.png": PNG, "map-of-2008.svg": SVG, "a_b.jpeg": JPEG, "a.jpg": JPEG, "a.webp": WebP,
		"A.png": "", "a.PNG": "", "a.gif": "", "a b.png": "", "../a.png": "", "a/b.png": "", ".png": "", "a..png": "", "é.png": "", "a.svg.exe": "", "a.svgz": "",
	} {
		if got := TypeOf(name); got != want {
			t.Errorf("TypeOf(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestInspect(t *testing.T) {
	whole := pngOf(t, 30, 20)
	for _, test := range []struct {
		name, file string
		data       []byte
		want       string
	}{
		{"png", "a.png", whole, "PNG 30 20"},
		{"jpeg", "a.jpg", jpegOf(t, 17, 9), "JPEG 17 9"},
		{"webp", "a.webp", webpOf, "WebP 1 1"},
		{"svg", "a.svg", []byte(open + `</svg>`), "SVG 8 4"},
		{"svg with a mark and a head", "a.svg", []byte("\ufeff<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- A drawing. -->\n" + open + `</svg>`), "SVG 8 4"},
		{"another name", "a.jpg", whole, "this is not a JPEG file (it is a PNG file: give it that name, or save it again as JPEG)"},
		{"text", "a.png", []byte("hello"), "this is not a PNG file (save it again as PNG)"},
		{"HTML", "a.svg", []byte("<!DOCTYPE html><html></html>"), "this is not an SVG file (save it again as SVG)"},
		{"empty", "a.webp", nil, "this is not a WebP file (save it again as WebP)"},
		{"cut short", "a.png", whole[:len(whole)-6], "this PNG file is broken or cut short (save it again)"},
		{"a head alone", "a.png", whole[:20], "this PNG file is broken or cut short (save it again)"},
		{"jpeg cut short", "a.jpg", jpegOf(t, 100, 100)[:300], "this JPEG file is broken or cut short (save it again)"},
		{"webp cut short", "a.webp", webpOf[:30], "this WebP file is broken or cut short (save it again)"},
		{"too many bytes", "a.png", append(whole, make([]byte, MaxSize)...), "the image is larger than 1 MiB (save it smaller: fewer pixels, or as JPEG or WebP)"},
		{"too many pixels", "a.png", pngOf(t, 8001, 1), "the image is 8001 by 1 pixels, and at most 8000 are allowed on a side (save it smaller)"},
	} {
		img, faults := Inspect(test.file, test.data)
		got := fmt.Sprintf("%s %d %d", img.Type, img.Width, img.Height)
		for _, f := range faults {
			got = fmt.Sprintf("%s (%s)", f.Message.String(), f.Hint.String())
		}
		if got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func TestSVGSize(t *testing.T) {
	for attributes, want := range map[string]string{
		`width="120" height="80"`:                        "120 80",
		`width="120px" height="80px" viewBox="0 0 1 1"`:  "120 80",
		`width="1in" height="72pt"`:                      "96 96",
		`width="25.4mm" height="2.54cm"`:                 "96 96",
		`viewBox="0,0,640.4,480"`:                        "640 480",
		`width="100%" height="100%" viewBox="0 0 30 20"`: "30 20",
		`width="60" viewBox="0 0 30 20"`:                 "60 40",
		`height="10" viewBox="0 0 30 20"`:                "15 10",
		`width="100%"`:                                   "",
		``:                                               "",
		`viewBox="0 0 0 0"`:                              "",
		`width="-5" height="10"`:                         "",
		`width="99999999999" height="10"`:                "",
		`width="0.1" height="0.1"`:                       "1 1",
	} {
		img, faults := Inspect("a.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" `+attributes+`></svg>`))
		got := fmt.Sprintf("%d %d", img.Width, img.Height)
		if len(faults) > 0 {
			got = ""
		}
		if got != want {
			t.Errorf("%s: %q, want %q", attributes, got, want)
		}
	}
}

// TestSVGSafe has drawings as programs write them.
func TestSVGSafe(t *testing.T) {
	for _, inside := range []string{
		`<title>A map</title><desc>Of visits, and <tspan/> more</desc>`,
		`<style>.a{fill:#14616a;font-family:"Noto Sans"} path{marker:url(#arrow)}</style><path class="a" d="M0 0h8"/>`,
		`<defs><g id="x"><circle r="1"/></g><linearGradient id="y" xlink:href="#z"/></defs><use href="#x"/><use xlink:href="#x" fill="url( '#y' )"/>`,
		`<image width="1" height="1" href="data:image/png;base64,iVBORw0KGgo="/>`,
		`<text x="1" y="2" style="font-size:2px;fill:url(#y)">onload=alert(1) &lt;script&gt; javascript: url(http://x.example)</text>`,
		`<sodipodi:namedview xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" pagecolor="#fff"/><metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><cc:Work xmlns:cc="http://creativecommons.org/ns#" rdf:about="http://example.org/"/></rdf:RDF></metadata>`,
		`<filter id="f"><feGaussianBlur stdDeviation="2"/></filter><rect filter="url(#f)" width="8" height="4"/>`,
		`<!-- <script> in a comment is no script -->`,
		`<style><![CDATA[ .b { stroke: none } ]]></style>`,
	} {
		if _, faults := Inspect("a.svg", []byte(open+inside+`</svg>`)); len(faults) > 0 {
			t.Errorf("%s: %v", inside, faults)
		}
	}
}

// TestSVGUnsafe has what could run, load or hide something.
func TestSVGUnsafe(t *testing.T) {
	for inside, want := range map[string]string{
		`<script>alert(1)</script>`: "the element <script>",
		`<SCRIPT>alert(1)</SCRIPT>`: "the element <SCRIPT>",
		`<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>`:   "the element <script>",
		`<g><foreignObject><b/></foreignObject></g>`:                           "the element <foreignObject>",
		`<b xmlns="http://www.w3.org/1999/xhtml">x</b>`:                        "the element <b> is not one of SVG",
		`<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>`: "the element <script> is not one of SVG",
		`<b xmlns="">x</b>`:        "the element <b> is not one of SVG",
		`<a href="#x"><path/></a>`: "the element <a>",
		`<animate attributeName="href" to="javascript:alert(1)"/>`:           "the element <animate>",
		`<set attributeName="onload" to="alert(1)"/>`:                        "the element <set>",
		`<rect onload="alert(1)"/>`:                                          "the attribute onload",
		`<rect ONCLICK="alert(1)"/>`:                                         "the attribute ONCLICK",
		`<g><rect onfocusin='x'/></g>`:                                       "the attribute onfocusin",
		`<use href="https://x.example/a.svg#b"/>`:                            "<use> refers to something outside",
		`<use xlink:href="other.svg#b"/>`:                                    "<use> refers to something outside",
		`<use x:href="other.svg#b" xmlns:x="http://www.w3.org/1999/xlink"/>`: "<use> refers to something outside",
		`<image href="//x.example/a.png"/>`:                                  "<image> refers to something outside",
		`<image href="data:image/svg+xml;base64,PHN2Zz4="/>`:                 "<image> refers to something outside",
		`<image href="data:text/html,&lt;script&gt;"/>`:                      "<image> refers to something outside",
		`<use href="data:image/png;base64,x"/>`:                              "<use> refers to something outside",
		`<image href=" javascript:alert(1)"/>`:                               "<image> refers to something outside",
		`<image src="a.png"/>`:                                               "the attribute src",
		`<g xml:base="https://x.example/"/>`:                                 "the attribute base",
		`<style>@import "https://x.example/a.css";</style>`:                  "a style with \"@import\"",
		`<style>a{background:url(https://x.example/a)}</style>`:              "a style with \"https:\"",
		`<style>a{background:url(//x.example/a)}</style>`:                    "a style refers to something outside",
		`<style>a{background:url( "a.png" )}</style>`:                        "a style refers to something outside",
		`<style>a{background:\75rl(//x.example)}</style>`:                    "a style with \"\\\\\"",
		`<style>a{background:image-set("//x.example/a.png" 1x)}</style>`:     "a style with \"image-set(\"",
		`<style>@font-face{src:url(data:font/woff2;base64,x)}</style>`:       "a style refers to something outside",
		`<rect style="fill:url(a.svg#b)"/>`:                                  "a style refers to something outside",
		`<rect fill="url('other.svg#b')"/>`:                                  "a style refers to something outside",
		`<rect mask="url(//x.example/#m)"/>`:                                 "a style refers to something outside",
		`<metadata><script>alert(1)</script></metadata>`:                     "the element <script>",
		`<?xml-stylesheet href="https://x.example/a.css"?>`:                  "<?xml-stylesheet?>",
		`<path>`: "not well-formed",
		`&xxe;`:  "not well-formed",
	} {
		_, faults := Inspect("a.svg", []byte(open+"\n"+inside+`</svg>`))
		if len(faults) == 0 || !strings.Contains(faults[0].Message.String(), want) {
			t.Errorf("%s: %v, want %s", inside, faults, want)
			continue
		}
		if f := faults[0]; f.Len <= 0 || f.Offset < len(open) || f.Hint.String() == "" {
			t.Errorf("%s: the fault is at %d+%d, and its hint is %q", inside, f.Offset, f.Len, f.Hint.String())
		}
	}
	for data, want := range map[string]string{
		`<!DOCTYPE svg [<!ENTITY a "b">]>` + open + `</svg>`:                       "a document type",
		`<?xml version="1.0" encoding="UTF-7"?>` + open + `</svg>`:                 "not well-formed",
		`<svg viewBox="0 0 8 4"></svg>`:                                            "this is not an SVG file",
		`<html><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4"/></html>`: "this is not an SVG file",
		open + `</svg>` + open + `<script/></svg>`:                                 "the element <script>",
		open + `<svg onload="alert(1)" viewBox="0 0 1 1"></svg></svg>`:             "the attribute onload",
		strings.Replace(open, "<svg", `<svg onload="alert(1)"`, 1) + `</svg>`:      "the attribute onload",
		open + strings.Repeat(`<rect onload="x"/>`, 500) + `</svg>`:                "the attribute onload",
	} {
		if _, faults := Inspect("a.svg", []byte(data)); len(faults) == 0 || !strings.Contains(faults[0].Message.String(), want) || len(faults) > maxFaults+1 {
			t.Errorf("%s: %v, want %s", data[:min(len(data), 120)], faults, want)
		}
	}
}

// FuzzInspect looks for data on which Inspect fails.
func FuzzInspect(f *testing.F) {
	f.Add("a.svg", []byte(open+`<rect onload="x"/></svg>`))
	f.Add("a.webp", webpOf)
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if TypeOf(name) == "" {
			return
		}
		img, faults := Inspect(name, data)
		if len(faults) == 0 && (img.Width <= 0 || img.Height <= 0) {
			t.Errorf("an image without faults has the size %d by %d", img.Width, img.Height)
		}
		for _, fault := range faults {
			if fault.Offset < 0 || fault.Offset > len(data) {
				t.Errorf("a fault at %d of %d", fault.Offset, len(data))
			}
		}
	})
}
