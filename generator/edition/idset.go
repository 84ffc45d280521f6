package edition

import (
	"encoding/binary"
	"slices"
)

// idSets interns sets of edition ids and identifies each by number; 0 is the
// empty set. A history has many commits but few such sets.
type idSets struct {
	bits   map[string]int // id → bit
	sets   [][]uint64     // without zero words at the end
	number map[string]int // bytes of a set → number
	unions map[[2]int]int
}

func newIDSets() *idSets {
	return &idSets{
		bits:   map[string]int{},
		sets:   [][]uint64{nil},
		number: map[string]int{"": 0},
		unions: map[[2]int]int{},
	}
}

func (s *idSets) has(set int, id string) bool {
	bit, ok := s.bits[id]
	words := s.sets[set]
	return ok && bit/64 < len(words) && words[bit/64]&(1<<(bit%64)) != 0
}

func (s *idSets) add(set int, id string) int {
	bit, ok := s.bits[id]
	if !ok {
		bit = len(s.bits)
		s.bits[id] = bit
	}
	words := slices.Clone(s.sets[set])
	for len(words) <= bit/64 {
		words = append(words, 0)
	}
	words[bit/64] |= 1 << (bit % 64)
	return s.intern(words)
}

func (s *idSets) union(a, b int) int {
	if a == b || b == 0 {
		return a
	}
	if a == 0 {
		return b
	}
	pair := [2]int{min(a, b), max(a, b)}
	if u, ok := s.unions[pair]; ok {
		return u
	}
	long, other := s.sets[a], s.sets[b]
	if len(long) < len(other) {
		long, other = other, long
	}
	words := slices.Clone(long)
	for i, w := range other {
		words[i] |= w
	}
	u := s.intern(words)
	s.unions[pair] = u
	return u
}

func (s *idSets) intern(words []uint64) int {
	key := make([]byte, 0, 8*len(words))
	for _, w := range words {
		key = binary.LittleEndian.AppendUint64(key, w)
	}
	n, ok := s.number[string(key)]
	if !ok {
		n = len(s.sets)
		s.sets = append(s.sets, words)
		s.number[string(key)] = n
	}
	return n
}
