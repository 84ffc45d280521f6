package history

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"

	"rapporteur/generator/prose"
	"rapporteur/generator/report"
	"rapporteur/generator/site/derived"
	"rapporteur/generator/site/locale"
)

// contentHash is a hash of the content of a record. Records with equal hashes have the
// same content.
type contentHash [sha256.Size]byte

// recordHasher hashes the records of editions. Editions with the same file share its
// records, which are read once.
type recordHasher struct {
	reader *report.Reader
	prose  *prose.Cache
	locale *locale.Locale     // any language does, as long as it is the same for all editions
	own    map[any]ownContent // by pointer to the record
}

// ownContent is the content of a record itself, and what its page shows of other
// records.
type ownContent struct {
	hash     contentHash
	numbers  []prose.Ref  // in its texts
	evidence []report.Ref // shown with their numbers
}

func newRecordHasher(p *prose.Cache) *recordHasher {
	return &recordHasher{reader: report.NewReader(), prose: p, locale: locale.New("en"), own: make(map[any]ownContent)}
}

// edition hashes each record of an edition with everything shown inside it.
func (rh *recordHasher) edition(f *derived.Facts) map[report.Ref]contentHash {
	hashes := make(map[report.Ref]contentHash)
	parts := make(map[report.Ref]hash.Hash) // by the record that contains them
	var order []report.Ref
	add := func(whole report.Ref, part contentHash) {
		h := parts[whole]
		if h == nil {
			h = sha256.New()
			parts[whole] = h
			order = append(order, whole)
		}
		h.Write(part[:])
	}
	for _, e := range f.Report.Entries() {
		own := rh.record(f, e)
		hashes[e.Ref] = own
		if whole := f.Report.Whole(e.Ref); whole != e.Ref {
			add(whole, own)
		}
		if a, ok := e.Record.(*report.Act); ok {
			add(report.Ref{Kind: report.KindState, ID: a.State}, own)
		}
	}
	for _, whole := range order {
		own := hashes[whole]
		parts[whole].Write(own[:])
		hashes[whole] = contentHash(parts[whole].Sum(nil))
	}
	return hashes
}

// record hashes one record with the numbers of other records that it shows.
func (rh *recordHasher) record(f *derived.Facts, e report.Entry) contentHash {
	own, ok := rh.own[e.Record]
	if !ok {
		own = rh.read(e)
		rh.own[e.Record] = own
	}
	if len(own.numbers) == 0 && len(own.evidence) == 0 {
		return own.hash
	}
	h := sha256.New()
	h.Write(own.hash[:])
	for _, ref := range own.numbers {
		switch {
		case ref.Counts():
			writeString(h, f.Tallied(rh.locale, ref))
		case ref.Kind == "figure":
			writeString(h, f.Figure(rh.locale, ref.ID))
		case ref.Kind == "table":
			writeString(h, f.TableName(rh.locale, ref.ID))
		}
	}
	for _, ref := range own.evidence {
		writeString(h, f.AmountOf(rh.locale, ref))
	}
	return contentHash(h.Sum(nil))
}

func (rh *recordHasher) read(e report.Entry) ownContent {
	h := sha256.New()
	var own ownContent
	for _, leaf := range rh.reader.Leaves(e) {
		writeString(h, leaf.Path)
		writeString(h, rh.reader.Canonical(leaf))
		if s, ok := leaf.Value.(string); ok && (leaf.Form == report.FormProse || leaf.Form == report.FormVerbatim) {
			own.numbers = append(own.numbers, rh.prose.Parse(s).Refs()...)
		}
	}
	if q, ok := e.Record.(*report.Request); ok {
		own.evidence = q.Evidence
	}
	own.hash = contentHash(h.Sum(nil))
	return own
}

// writeString writes s with its length, so that different sequences of strings give
// different bytes.
func writeString(h hash.Hash, s string) {
	var n [8]byte
	binary.LittleEndian.PutUint64(n[:], uint64(len(s)))
	h.Write(n[:])
	h.Write([]byte(s))
}
