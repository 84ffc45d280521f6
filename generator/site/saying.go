package site

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"strings"

	"rapporteur/generator/prose"
	"rapporteur/generator/report"
	"rapporteur/generator/site/locale"
)

// sum stands for what a record says; equal sums mean that it says the same.
type sum [sha256.Size]byte

// sayings are the sums of the records of an edition.
type sayings struct{ sums map[report.Ref]sum }

// of is the sum of a record with all that is shown inside it. It reports
// false where there is no such record.
func (s *sayings) of(ref report.Ref) (sum, bool) {
	v, ok := s.sums[ref]
	return v, ok
}

// listener finds what records say. Editions that have a file in common have
// its records in common, which are read once.
type listener struct {
	reader *report.Reader
	parser *prose.Cache
	heard  map[any]heard // by pointer to the record
}

// heard is what a record says by itself, and the numbers that stand on its
// page but are held by others.
type heard struct {
	sum     sum
	numbers []prose.Ref
	shown   []report.Ref
}

func newListener(p *prose.Cache) *listener {
	return &listener{reader: report.NewReader(), parser: p, heard: make(map[any]heard)}
}

// hear finds what the records of an edition say.
func (l *listener) hear(f *facts) *sayings {
	s := &sayings{sums: make(map[report.Ref]sum)}
	inside := make(map[report.Ref]hash.Hash) // by the whole
	var order []report.Ref
	into := func(whole report.Ref, part sum) {
		h := inside[whole]
		if h == nil {
			h = sha256.New()
			inside[whole] = h
			order = append(order, whole)
		}
		h.Write(part[:])
	}
	b := &book{facts: f, lang: "en", w: locale.New("en"), parser: l.parser}
	for _, e := range f.r.Entries() {
		said := l.say(b, e)
		s.sums[e.Ref] = said
		switch e.Ref.Kind {
		case report.KindRequest:
			into(report.Ref{Kind: report.KindParagraph, ID: e.Parent}, said)
		case report.KindObservation:
			into(report.Ref{Kind: report.KindIndicator, ID: firstPart(e.Ref.ID)}, said)
		case report.KindParticipation:
			into(report.Ref{Kind: report.KindInstrument, ID: e.Ref.ID}, said)
		case report.KindAct:
			into(report.Ref{Kind: report.KindInstrument, ID: firstPart(e.Ref.ID)}, said)
			if a, ok := e.Record.(*report.Act); ok {
				into(report.Ref{Kind: report.KindState, ID: a.State}, said)
			}
		}
	}
	for _, whole := range order {
		own := s.sums[whole]
		inside[whole].Write(own[:])
		s.sums[whole] = sum(inside[whole].Sum(nil))
	}
	return s
}

func firstPart(id string) string {
	first, _, _ := strings.Cut(id, "/")
	return first
}

// say is what one record says, with the numbers of others that it shows.
func (l *listener) say(b *book, e report.Entry) sum {
	own, ok := l.heard[e.Record]
	if !ok {
		own = l.listen(e)
		l.heard[e.Record] = own
	}
	if len(own.numbers) == 0 && len(own.shown) == 0 {
		return own.sum
	}
	h := sha256.New()
	h.Write(own.sum[:])
	for _, ref := range own.numbers {
		switch ref.Kind {
		case "figure":
			put(h, b.figure(ref.ID))
		case "parties":
			put(h, b.partiesTo(ref.ID))
		}
	}
	for _, ref := range own.shown {
		put(h, b.amountOf(ref))
	}
	return sum(h.Sum(nil))
}

func (l *listener) listen(e report.Entry) heard {
	h := sha256.New()
	var out heard
	for _, leaf := range l.reader.Leaves(e) {
		put(h, leaf.Path)
		put(h, l.reader.Canonical(leaf))
		if s, ok := leaf.Value.(string); ok && (leaf.Form == report.FormProse || leaf.Form == report.FormVerbatim) {
			out.numbers = append(out.numbers, l.parser.Parse(s).Refs()...)
		}
	}
	if q, ok := e.Record.(*report.Request); ok {
		out.shown = q.Evidence
	}
	out.sum = sum(h.Sum(nil))
	return out
}

// amountOf is the number that stands beside a record where it is evidence.
func (b *book) amountOf(ref report.Ref) string {
	switch v := b.r.Record(ref).(type) {
	case *report.Indicator:
		if o, _ := b.newest(v); o != nil {
			return fmt.Sprintf("%+v %v", b.w.Quantity(o.Quantity), o.Period)
		}
	case *report.Money:
		return fmt.Sprintf("%+v", b.w.Amount(v.Amount))
	case *report.Instrument:
		return b.partiesTo(v.ID)
	}
	return ""
}

func put(h hash.Hash, s string) {
	var n [8]byte
	binary.LittleEndian.PutUint64(n[:], uint64(len(s)))
	h.Write(n[:])
	h.Write([]byte(s))
}
