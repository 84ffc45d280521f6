package diff

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/generator/prose"
	"rapporteur/generator/report"
)

// kept is the share of a sentence that must stay, or else it is shown as
// rewritten. A paragraph is where all its sentences are.
const kept = 0.35

// block is a paragraph or the paragraph of an item of a list.
type block struct {
	sep   string // what is before it: "\n\n", "\n- "; of the first "" or the mark
	words []word
}

// redliner compares texts. It keeps the words that it has seen and belongs
// to one goroutine.
type redliner struct {
	ids       map[string]int32 // of words
	weights   []int            // by word
	sentences map[string]int32 // by the ids of their words
	key       []byte
}

func newRedliner() *redliner {
	return &redliner{ids: make(map[string]int32), sentences: make(map[string]int32)}
}

// compare gives the segments of two texts, and whether nothing of them stays.
func (rl *redliner) compare(a, b []block) (segments []Segment, rewritten bool) {
	out := new(writer)
	ua, ub := rl.units(a), rl.units(b)
	for _, p := range align(rl.weights, alikeParagraphs, ua, ub) {
		switch {
		case p.a < 0:
			out.whole(Insert, b[p.b])
		case p.b < 0:
			out.whole(Delete, a[p.a])
		default:
			rl.block(out, a[p.a], b[p.b])
		}
	}
	return out.done(), len(a) > 0 && len(b) > 0 && !stay(out.segments)
}

func (rl *redliner) block(out *writer, a, b block) {
	sub := new(writer)
	sa, sb := sentences(a.words), sentences(b.words)
	ua, ub := rl.unitsOf(sa), rl.unitsOf(sb)
	stays := false // some of a sentence
	for _, p := range align(rl.weights, alikeSentences, ua, ub) {
		switch {
		case p.a < 0:
			sub.words(Insert, sb[p.b])
		case p.b < 0:
			sub.words(Delete, sa[p.a])
		default:
			stays = rl.sentence(sub, sa[p.a], sb[p.b]) || stays
		}
	}
	out.separate(a.sep, b.sep)
	if !stays {
		out.replace(a.words, b.words)
		return
	}
	for _, s := range sub.done() {
		out.add(s)
	}
}

// sentence compares two sentences by words. It reports whether enough of them
// stays to show what does not.
func (rl *redliner) sentence(out *writer, a, b []word) bool {
	ia, ib := rl.idsOf(a), rl.idsOf(b)
	var common []run
	if slices.Equal(ia, ib) {
		common = []run{{0, 0, len(a)}}
	} else {
		common = rl.tidy(runs(ia, ib), ia, ib, a)
		same := 0
		for _, r := range common {
			same += rl.weightOf(ia[r.a : r.a+r.same])
		}
		if float64(2*same) < kept*float64(rl.weightOf(ia)+rl.weightOf(ib)) {
			common = nil
		}
	}
	stays := len(common) > 0
	i, j := 0, 0
	for _, r := range append(common, run{len(a), len(b), 0}) {
		out.replace(a[i:r.a], b[j:r.b])
		for k := range r.same {
			out.same(a[r.a+k], b[r.b+k])
		}
		i, j = r.a+r.same, r.b+r.same
	}
	return stays
}

// tidy drops common runs of no more than two little words between longer
// changes, which would make confetti.
func (rl *redliner) tidy(common []run, ia, ib []int32, a []word) []run {
	const little = 6
	var out []run
	for n, r := range common {
		ea, eb := 0, 0 // where the run before ends
		if len(out) > 0 {
			last := out[len(out)-1]
			ea, eb = last.a+last.same, last.b+last.same
		}
		na, nb := len(ia), len(ib)
		if n+1 < len(common) {
			na, nb = common[n+1].a, common[n+1].b
		}
		weight := rl.weightOf(ia[r.a : r.a+r.same])
		if r.same <= 2 && weight <= little && !slices.ContainsFunc(a[r.a:r.a+r.same], precise) &&
			weight < max(rl.weightOf(ia[ea:r.a]), rl.weightOf(ib[eb:r.b])) &&
			weight < max(rl.weightOf(ia[r.a+r.same:na]), rl.weightOf(ib[r.b+r.same:nb])) {
			continue
		}
		out = append(out, r)
	}
	return out
}

// precise reports whether a word is one that a reader looks for: a number, a
// symbol, a reference.
func precise(w word) bool {
	return w.style.reference || strings.ContainsFunc(w.text, unicode.IsDigit)
}

func (rl *redliner) id(w word) int32 {
	rl.key = append(rl.key[:0], w.text...)
	if w.style != (style{}) {
		rl.key = append(rl.key, 0, byte('0'+btoi(w.style.emphasis)+2*btoi(w.style.strong)+4*btoi(w.style.reference)))
		rl.key = append(rl.key, w.style.link...)
	}
	id, ok := rl.ids[string(rl.key)]
	if !ok {
		id = int32(len(rl.weights))
		rl.ids[string(rl.key)] = id
		rl.weights = append(rl.weights, weight(w.text))
	}
	return id
}

// weight is how much a word counts when texts are likened: its length, so that
// articles and commas make little difference. An ideograph says as much as a
// few letters.
func weight(s string) int {
	if r, n := utf8.DecodeRuneInString(s); n == len(s) && ideographic(r) {
		return 3
	}
	return min(utf8.RuneCountInString(s), 10)
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (rl *redliner) weightOf(ids []int32) int {
	sum := 0
	for _, id := range ids {
		sum += rl.weights[id]
	}
	return sum
}

func (rl *redliner) idsOf(ws []word) []int32 {
	ids := make([]int32, len(ws))
	for i, w := range ws {
		ids[i] = rl.id(w)
	}
	return ids
}

func (rl *redliner) units(bs []block) []unit {
	us := make([]unit, len(bs))
	for i, b := range bs {
		us[i] = rl.unit(b.words)
	}
	return us
}

func (rl *redliner) unitsOf(ss [][]word) []unit {
	us := make([]unit, len(ss))
	for i, s := range ss {
		us[i] = rl.unit(s)
	}
	return us
}

func (rl *redliner) unit(ws []word) unit {
	u := unit{bag: rl.idsOf(ws)}
	key := make([]byte, 0, 4*len(u.bag))
	for _, id := range u.bag {
		key = binary.LittleEndian.AppendUint32(key, uint32(id))
		u.weight += rl.weights[id]
	}
	id, ok := rl.sentences[string(key)]
	if !ok {
		id = int32(len(rl.sentences))
		rl.sentences[string(key)] = id
	}
	u.id = id
	slices.Sort(u.bag)
	return u
}

// sentences cuts words after what ends a sentence.
func sentences(ws []word) [][]word {
	var out [][]word
	start := 0
	for i := 1; i < len(ws); i++ {
		if !ends(ws[i-1].text) || ws[i].space == "" && !strings.ContainsAny(ws[i-1].text, "。！？") {
			continue
		}
		r, _ := utf8.DecodeRuneInString(ws[i].text)
		if unicode.IsLower(r) || unicode.IsDigit(r) || unicode.IsPunct(r) && r != '“' && r != '«' && r != '"' {
			continue
		}
		out = append(out, ws[start:i])
		start = i
	}
	if start < len(ws) {
		out = append(out, ws[start:])
	}
	return out
}

func ends(s string) bool {
	switch s {
	case ".", "!", "?", "…", ";", "。", "！", "？", "؟", "»", "”":
		return true
	}
	return false
}

// blocks are the paragraphs of a text.
func (c *comparer) blocks(l report.Leaf) []block {
	s := strings.Trim(fmt.Sprint(l.Value), " \t\r\n")
	if s == "" {
		return nil
	}
	out := flatten(nil, c.reader.Prose(l).Blocks, "", "\n\n")
	if len(out) == 0 {
		paragraphs := []string{s}
		if l.Form != report.FormPlain {
			paragraphs = strings.Split(s, "\n\n")
		}
		for _, p := range paragraphs {
			sc := newScanner(len(p))
			sc.scan(strings.Trim(p, " \t\r\n"))
			out = append(out, block{sep: "\n\n", words: sc.words})
		}
	}
	for i := range out {
		for k := range out[i].words {
			w := &out[i].words[k]
			if len(w.space) > 0 && w.space != " " && strings.Trim(w.space, " \t\r\n") == "" {
				w.space = " "
			}
			if k == 0 {
				w.space = ""
			}
		}
	}
	out[0].sep = strings.TrimLeft(out[0].sep, "\n")
	return out
}

// flatten appends the paragraphs of blocks. The first has sep before it,
// which ends with what indents the others.
func flatten(out []block, bs []prose.Block, indent, sep string) []block {
	for i, b := range bs {
		if i > 0 {
			sep = "\n\n" + indent
		}
		if b.Kind == prose.Paragraph {
			sc := newScanner(len(b.Inlines) * 60)
			sc.inlines(b.Inlines, style{})
			out = append(out, block{sep: sep, words: sc.words})
			continue
		}
		for k, item := range b.Items {
			if k > 0 {
				sep = "\n" + indent
			}
			mark := "- "
			if b.Ordered {
				mark = strconv.Itoa(b.Start+k) + ". "
			}
			out = flatten(out, item.Blocks, indent+strings.Repeat(" ", len(mark)), sep+mark)
		}
	}
	return out
}

func (sc *scanner) inlines(ins []prose.Inline, st style) {
	for _, in := range ins {
		sc.style = st
		switch in.Kind {
		case prose.Text:
			sc.scan(in.Text)
		case prose.Reference:
			sc.style.reference = true
			sc.words = append(sc.words, word{sc.space, in.Ref.String(), sc.style})
			sc.space = ""
		case prose.Emphasis:
			inner := st
			inner.emphasis = true
			sc.inlines(in.Children, inner)
		case prose.Strong:
			inner := st
			inner.strong = true
			sc.inlines(in.Children, inner)
		case prose.Link:
			inner := st
			inner.link = in.Dest
			sc.inlines(in.Children, inner)
		}
	}
}
