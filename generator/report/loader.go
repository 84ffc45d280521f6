package report

import (
	"bytes"
	"slices"
	"sync"

	"rapporteur/generator/problem"
	"rapporteur/generator/prose"
)

// Loader loads reports and remembers each file by name and content, so that a
// file that many editions share is parsed once. It may be used by several
// goroutines. The records of the reports that it makes are shared and must
// not be changed.
type Loader struct {
	texts *prose.Cache

	mu       sync.Mutex
	files    map[string][]*reading     // by name, each content once
	pictures map[string][]*pictureFile // likewise
}

// NewLoader returns a Loader that remembers nothing yet.
func NewLoader() *Loader {
	return &Loader{texts: prose.NewCache(), files: make(map[string][]*reading), pictures: make(map[string][]*pictureFile)}
}

// mostVersions is how many contents of a file are remembered: in an editor, every key that
// is pressed makes another.
const mostVersions = 100

// reading is a file that is parsed, or being parsed by somebody else.
type reading struct {
	data []byte
	done func() *parsed // waits for who parses it already
}

func (l *Loader) parse(name string, data []byte) *parsed {
	l.mu.Lock()
	var r *reading
	for _, known := range l.files[name] {
		if bytes.Equal(known.data, data) {
			r = known
			break
		}
	}
	if r == nil {
		r = &reading{data, sync.OnceValue(func() *parsed { return parseFile(name, data, fileType(name), l.texts) })}
		if n := len(l.files[name]); n >= mostVersions {
			l.files[name] = slices.Clone(l.files[name][n-mostVersions/2:])
		}
		l.files[name] = append(l.files[name], r)
	}
	l.mu.Unlock()
	return r.done()
}

// Outline is like the function Outline; what it reads need not be read again to load it.
func (l *Loader) Outline(name string, data []byte) (Part, *problem.Problem) {
	if fileType(name) == nil {
		return Outline(name, data)
	}
	p := l.parse(name, data)
	if p.root == nil || p.value == nil && len(p.problems) > 0 {
		return Outline(name, data) // there are mistakes, some of which are of its syntax
	}
	return outline(p.root, "", data), nil
}
