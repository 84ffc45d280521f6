package chrome

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"reflect"
	"sync"

	"rapporteur/generator/site/page"
)

// pageHashes caches a hash of the content of each page. It is safe for concurrent use.
type pageHashes struct {
	mu   sync.Mutex
	done map[*page.Page][sha256.Size]byte
}

func newPageHashes() *pageHashes { return &pageHashes{done: make(map[*page.Page][sha256.Size]byte)} }

// Same reports whether two pages show the same content.
func (s *pageHashes) Same(a, b *page.Page) bool {
	switch f := a.Body.(type) {
	case *page.Changes, *page.SourceChanges, *page.Search:
		// They are about an edition, so those of another never say the same.
		return a == b
	case *page.SourceFile:
		g, ok := b.Body.(*page.SourceFile)
		return ok && f.HTML == g.HTML
	}
	return a == b || a.Kind == b.Kind && s.of(a) == s.of(b)
}

func (s *pageHashes) of(p *page.Page) [sha256.Size]byte {
	s.mu.Lock()
	sum, ok := s.done[p]
	s.mu.Unlock()
	if ok {
		return sum
	}
	d := &hasher{h: sha256.New()}
	d.value(reflect.ValueOf(p.Title))
	d.value(reflect.ValueOf(p.Body))
	d.h.Sum(sum[:0])
	s.mu.Lock()
	defer s.mu.Unlock()
	s.done[p] = sum
	return sum
}

// hasher hashes values so that different values give different bytes. It leaves out
// what may differ between editions with the same content: where a record is in the
// data, the address of the page, and the past of the record.
type hasher struct {
	h   hash.Hash
	buf []byte
}

func (d *hasher) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		switch v.Type() {
		case reflect.TypeFor[*page.News](), reflect.TypeFor[*page.ParagraphChanges](), reflect.TypeFor[*page.Picture](), reflect.TypeFor[*page.Membership]():
			return
		}
		if v.IsNil() {
			d.number(0)
			return
		}
		d.number(1)
		d.value(v.Elem())
	case reflect.Struct:
		switch v.Type() {
		case reflect.TypeFor[page.Origin](), reflect.TypeFor[page.Since]():
			return
		case reflect.TypeFor[page.Picture]():
			// The rest marks the editions, or says the same again.
			d.value(v.FieldByName("Title"))
			d.value(v.FieldByName("Data"))
			return
		}
		for i := range v.NumField() {
			if v.Type() == reflect.TypeFor[page.Paragraph]() && v.Type().Field(i).Name == "Permanent" {
				continue
			}
			d.value(v.Field(i))
		}
	case reflect.Slice:
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
