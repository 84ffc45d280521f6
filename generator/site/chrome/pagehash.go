package chrome

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"reflect"
	"sync"

	"rapporteur/generator/site/page"
)

// sumSize is how many bytes of a hash are kept: enough that no two pages have the same by
// chance.
const sumSize = 16

// pageHashes caches a hash of the content of each page. It is safe for concurrent use.
type pageHashes struct {
	mu   sync.Mutex
	done map[hashed][sumSize]byte
}

// hashed is a page and how it was hashed.
type hashed struct {
	page  *page.Page
	whole bool // with what may differ between editions of which the page shows the same
}

func newPageHashes() *pageHashes { return &pageHashes{done: make(map[hashed][sumSize]byte)} }

// Same reports whether two pages show the same content.
func (s *pageHashes) Same(a, b *page.Page) bool {
	return a == b || a.Kind == b.Kind && comparedByHash(a) && s.of(a, false) == s.of(b, false)
}

// comparedByHash reports whether a page may show the same as one of another edition. Changes
// and the search are about one edition, so those of another are never the same.
func comparedByHash(p *page.Page) bool {
	return p.Kind != "changes" && p.Kind != "source-changes" && p.Kind != "search"
}

// identical reports whether two pages show exactly the same, except for where the record
// is in the data and since when it is unchanged.
func (s *pageHashes) identical(a, b *page.Page) bool {
	return a.Kind == b.Kind && s.of(a, true) == s.of(b, true)
}

func (s *pageHashes) of(p *page.Page, whole bool) [sumSize]byte {
	s.mu.Lock()
	sum, ok := s.done[hashed{p, whole}]
	s.mu.Unlock()
	if ok {
		return sum
	}
	d := &hasher{h: sha256.New(), whole: whole}
	if f, ok := p.Body.(*page.SourceFile); ok {
		d.value(reflect.ValueOf(f.HTML)) // whatever the file is called
	} else {
		d.value(reflect.ValueOf(p.Title))
		d.value(reflect.ValueOf(p.Body))
	}
	copy(sum[:], d.h.Sum(nil))
	s.set(p, whole, sum)
	return sum
}

func (s *pageHashes) set(p *page.Page, whole bool, sum [sumSize]byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.done[hashed{p, whole}] = sum
}

// know sets the hash of a page that has no content, from hexadecimal digits; empty for none.
// It returns false if they are not those of a hash.
func (s *pageHashes) know(p *page.Page, whole bool, digits string) bool {
	if digits == "" {
		return true
	}
	b, err := hex.DecodeString(digits)
	if err != nil || len(b) != sumSize {
		return false
	}
	s.set(p, whole, [sumSize]byte(b))
	return true
}

// hasher hashes values so that different values give different bytes. It leaves out
// what may differ between editions with the same content: where a record is in the
// data, the address of the page, and the past of the record.
type hasher struct {
	h     hash.Hash
	buf   []byte
	whole bool // leave out only where a record is in the data, and since when it is unchanged
}

func (d *hasher) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		switch t := v.Type(); {
		case d.whole:
		case t == reflect.TypeFor[*page.News](), t == reflect.TypeFor[*page.ParagraphChanges](),
			t == reflect.TypeFor[*page.Picture](), t == reflect.TypeFor[*page.Membership]():
			return
		}
		if v.IsNil() {
			d.number(0)
			return
		}
		d.number(1)
		d.value(v.Elem())
	case reflect.Struct:
		switch t := v.Type(); {
		case t == reflect.TypeFor[page.Origin](), t == reflect.TypeFor[page.Since]():
			return
		case t == reflect.TypeFor[page.Picture]() && !d.whole:
			// The rest marks the editions, or says the same again.
			d.value(v.FieldByName("Title"))
			d.value(v.FieldByName("Data"))
			return
		}
		for i := range v.NumField() {
			if !d.whole && v.Type() == reflect.TypeFor[page.Paragraph]() && v.Type().Field(i).Name == "Permanent" {
				continue
			}
			d.value(v.Field(i))
		}
	case reflect.Slice:
		if v.Type() == reflect.TypeFor[[]page.PastParagraph]() {
			return
		}
		d.number(uint64(v.Len()))
		for i := range v.Len() {
			d.value(v.Index(i))
		}
	case reflect.String:
		s := v.String()
		d.number(uint64(len(s)))
		d.buf = append(d.buf[:0], s...)
		d.h.Write(d.buf)
	case reflect.Bool:
		if v.Bool() {
			d.number(1)
		} else {
			d.number(0)
		}
	default:
		d.number(uint64(v.Int()))
	}
}

func (d *hasher) number(n uint64) {
	d.buf = binary.LittleEndian.AppendUint64(d.buf[:0], n)
	d.h.Write(d.buf)
}
