package precompress

import (
	"bytes"
	"compress/gzip"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

func TestNames(t *testing.T) {
	for name, size := range map[string]int64{"a/index.html": least, "x.json": 1 << 20, "editor/editor.wasm": 1 << 20} {
		got := Variants(name, size)
		if want := []string{name + ".br", name + ".gz"}; !slices.Equal(got, want) {
			t.Errorf("%s has %q, want %q", name, got, want)
		}
		for _, v := range got {
			if Of(v) != name {
				t.Errorf("%s is a variant of %q", v, Of(v))
			}
		}
	}
	for name, size := range map[string]int64{"a/index.html": least - 1, "card.png": 1 << 20, "data.zip": 1 << 20, "_headers": 1 << 20, "a.html.gz": 1 << 20} {
		if got := Variants(name, size); got != nil {
			t.Errorf("%s has %q", name, got)
		}
	}
	for _, name := range []string{"a.html", "a.tar.gz", ".gz", "html.gz", "a.html.zst"} {
		if got := Of(name); got != "" {
			t.Errorf("%s is a variant of %q", name, got)
		}
	}
}

// A variant is smaller, always the same and holds what it was made of, which is read up to a
// size; what is no variant is an error.
func TestPack(t *testing.T) {
	text := []byte(strings.Repeat("<p>the same again</p>\n", 1000))
	for _, name := range Variants("index.html", int64(len(text))) {
		packed, err := Pack(name, text)
		if err != nil || len(packed)*10 > len(text) {
			t.Errorf("%s has %d bytes (%v)", name, len(packed), err)
		}
		if _, err := Pack(name, text[:len(text)/3]); err != nil {
			t.Error(err)
		}
		if again, _ := Pack(name, text); !bytes.Equal(again, packed) {
			t.Errorf("%s differs the second time", name)
		}
		if got, err := Unpack(name, packed, int64(len(text))); err != nil || !bytes.Equal(got, text) {
			t.Errorf("%s holds %.20q (%v)", name, got, err)
		}
		if got, _ := Unpack(name, packed, 10); len(got) != 11 {
			t.Errorf("of %s %d bytes are read", name, len(got))
		}
		for what, data := range map[string][]byte{"cut off": packed[:len(packed)-1], "plain": text, "empty": nil, "longer": append(slices.Clone(packed), "more"...)} {
			if got, err := Unpack(name, data, int64(len(text))); err == nil {
				t.Errorf("%s that is %s is read as %.20q", name, what, got)
			}
		}
	}
	var two bytes.Buffer // a second part, which browsers append
	for _, part := range []string{"good", "evil"} {
		w := gzip.NewWriter(&two)
		if _, err := w.Write([]byte(part)); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if got, _ := Unpack("a.html.gz", two.Bytes(), 100); string(got) != "goodevil" {
		t.Errorf("two parts are read as %q", got)
	}
	var b bytes.Buffer
	w := brotli.NewWriter(&b)
	if _, err := w.Write(make([]byte, 100<<20)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if got, err := Unpack("a.html.br", b.Bytes(), 1<<10); err != nil || len(got) != 1<<10+1 {
		t.Errorf("of a bomb %d bytes are read (%v)", len(got), err)
	}
	if _, err := Unpack("a.html.zst", nil, 1); err == nil {
		t.Error("an unknown variant is read")
	}
}
