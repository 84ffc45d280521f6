package report

import (
	"bytes"
	"cmp"
	"io/fs"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2/unstable"

	"rapporteur/generator/problem"
	"rapporteur/generator/prose"
	"rapporteur/generator/say"
)

// Readable is what could be read of a report. References in it may lead to a
// record that was left out.
type Readable struct {
	*Report
	Unread []Unread // what was left out, by file and place; empty where the report loads in full

	lost losses
}

// Unread is what was left out of a report because of a mistake in it: a record
// with all records in it, a field of a record, or a file.
type Unread struct {
	Ref     Ref             // the record; zero for a file of many, and where the id is not known
	Field   string          // key of the field; empty for all of the record
	File    string          // where it is
	Whole   bool            // all of the file was left out
	Problem problem.Problem // the first that was found
}

// losses are what a Readable may lack.
type losses struct {
	refs   map[Ref]bool
	parent map[Ref]Ref   // of refs
	within map[Ref]bool  // there may be records in these that nobody can name
	kinds  map[Kind]bool // there may be records of these kinds that nobody can name
	all    bool          // ... and of all kinds
	fields map[Ref][]string
	inKind map[Kind][]string // fields of all records of a kind
}

func (l *losses) mayHold(ref Ref) bool {
	return l != nil && (l.all || l.kinds[ref.Kind] || l.refs[ref])
}

// mayHoldTarget reports whether a link leads to what was left out, or may.
func (l *losses) mayHoldTarget(k link) bool {
	if l == nil {
		return false
	}
	if k.count != nil && k.count.Instrument == "" {
		return l.some(KindParticipation, func(Ref) bool { return true })
	}
	if k.count != nil {
		return l.mayHold(k.target) || l.mayHold(Ref{KindParticipation, k.target.ID})
	}
	switch k.words {
	case "[figure:…]":
		if l.mayHold(k.target) {
			return true
		}
		return k.target.Kind == KindIndicator && l.some(KindObservation, func(ref Ref) bool { return strings.HasPrefix(ref.ID, k.target.ID+"/") })
	case "[table:…]":
		return l.mayHold(k.target) || l.mayHold(Ref{KindSection, k.target.ID})
	}
	return l.mayHold(k.target)
}

// some reports whether records of a kind may be missing for which f is true,
// or which nobody can name.
func (l *losses) some(kind Kind, f func(Ref) bool) bool {
	if l.all || l.kinds[kind] {
		return true
	}
	for ref := range l.refs {
		if ref.Kind == kind && f(ref) {
			return true
		}
	}
	return false
}

// MayHold reports whether the report that p is a part of may hold a record that
// could not be read. Other is a report that has the record, from which it is
// known what the record belongs to.
func (p *Readable) MayHold(ref Ref, other *Report) bool {
	for at := ref; at != (Ref{}); at = other.Parent(at) {
		if p.lost.mayHold(at) || at != ref && p.lost.within[at] {
			return true
		}
	}
	return false
}

// Unknown reports whether a record could not be read though p has it: there is
// always one resolution, if need be an empty one.
func (p *Readable) Unknown(ref Ref) bool { return p.lost.refs[ref] }

// Lacks reports whether a record of a kind may be missing for which f is true;
// f is given the record and what it belongs to.
func (p *Readable) Lacks(kind Kind, f func(ref, parent Ref) bool) bool {
	return p.lost.some(kind, func(ref Ref) bool { return f(ref, p.lost.parent[ref]) })
}

// LacksField reports whether the field of a record with that key was left out.
func (p *Readable) LacksField(ref Ref, key string) bool {
	return slices.Contains(p.lost.fields[ref], key) || slices.Contains(p.lost.inKind[ref.Kind], key)
}

// Whole makes a Readable of a report that was read in full.
func Whole(r *Report) *Readable { return &Readable{Report: r} }

// rounds is how often, at most, what is left is checked again.
const rounds = 20

// LoadReadable reads as much of a report as can be read: records with an error are
// left out, and files that are not TOML. What refers to them stays, for it was
// read; a record that names what there is not is left out itself.
//
// Problems are all that Load finds. The part is nil where nothing can be read
// with certainty: data/report.toml is not TOML or does not say which edition
// this is, the schema is not known, or a file is not text. The error is that of Load.
func (l *Loader) LoadReadable(fsys fs.FS) (*Readable, []problem.Problem, error) {
	files, problems, known, err := l.read(fsys)
	if err != nil || !known {
		return nil, problems, err
	}
	images, found, err := l.images(fsys, files)
	if err != nil {
		return nil, nil, err
	}
	problems = append(problems, found...)
	r, found := assemble(files, images, nil, l.texts)
	problems = problem.Sort(append(problems, found...))
	if problem.Errors(problems) == 0 {
		return Whole(r), problems, nil
	}
	s := &salvager{shapes: shapes{}, texts: l.texts, part: &Readable{lost: losses{
		refs: make(map[Ref]bool), parent: make(map[Ref]Ref), within: make(map[Ref]bool), kinds: make(map[Kind]bool),
		fields: make(map[Ref][]string), inKind: make(map[Kind][]string),
	}}}
	if !s.salvage(files, images, problems) {
		return nil, problems, nil
	}
	slices.SortStableFunc(s.part.Unread, func(a, b Unread) int { return problem.Compare(a.Problem, b.Problem) })
	s.part.Unread = slices.CompactFunc(s.part.Unread, func(a, b Unread) bool {
		return a.Ref == b.Ref && a.Field == b.Field && a.File == b.File && problem.Compare(a.Problem, b.Problem) == 0
	})
	return s.part, problems, nil
}

// salvager finds what can be read of files with mistakes.
type salvager struct {
	shapes shapes
	texts  *prose.Cache
	schema int64
	part   *Readable
	failed bool // nothing can be read with certainty
}

func (s *salvager) salvage(files []*parsed, images *images, problems []problem.Problem) bool {
	for _, p := range problems {
		if p.Rule == "unknown-file" && strings.HasSuffix(p.Pos.File, ".toml") {
			s.part.lost.all = true // it may be a data file under a wrong name
			s.part.Unread = append(s.part.Unread, Unread{File: p.Pos.File, Whole: true, Problem: p})
		}
	}
	for _, p := range files {
		if p.Name == "data/report.toml" {
			s.schema, _ = schemaOf(p)
		}
	}
	if s.schema < 1 {
		return false
	}
	var left []*parsed
	for _, p := range files {
		if p = s.file(p, problems); p != nil {
			left = append(left, p)
		}
	}
	for range rounds {
		if s.failed {
			return false
		}
		r, found := assemble(left, images, &s.part.lost, s.texts)
		if problem.Errors(found) == 0 {
			s.part.Report = r
			return true
		}
		left = s.without(left, found)
	}
	return false
}

// file is a file without what has mistakes; nil where nothing is left.
func (s *salvager) file(p *parsed, problems []problem.Problem) *parsed {
	first := func() problem.Problem {
		for _, q := range problems {
			if q.Pos.File == p.Name && q.Severity == problem.Error {
				return q
			}
		}
		return problem.Problem{}
	}
	t := fileType(p.Name)
	switch {
	case int64(since(p.Name)) > s.schema:
		s.loseFile(p, first())
		return nil
	case p.root == nil:
		if p.Name == "data/report.toml" || !isText(p.Data) {
			s.failed = true
			return nil
		}
		s.loseFile(p, first())
		return nil
	case problem.Errors(p.problems) == 0 && !s.newer(p):
		return p
	}
	root, why := s.prune(p, p.root, t, context{}, true)
	if root == nil {
		if p.Name == "data/report.toml" {
			s.failed = true
			return nil
		}
		s.loseFile(p, why)
		return nil
	}
	return s.rebuilt(p, root, first())
}

// isText reports whether data may be text in some encoding of bytes, and is not
// something else altogether.
func isText(data []byte) bool {
	wrong := 0
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			wrong++
		}
		i += n
	}
	return bytes.IndexByte(data, 0) < 0 && wrong <= len(data)/10
}

func (s *salvager) newer(p *parsed) bool {
	return slices.ContainsFunc(p.newer, func(k newer) bool { return int64(k.since) > s.schema })
}

// rebuilt is the file with another tree, or nil where that cannot be read
// either.
func (s *salvager) rebuilt(p *parsed, root *node, why problem.Problem) *parsed {
	q := &parsed{File: p.File, base: p.base, lines: p.lines, root: root}
	c := &checker{file: q, shapes: s.shapes, texts: s.texts}
	t := fileType(p.Name)
	c.table(root, t, context{})
	v := reflect.New(t)
	if q.wrongType || decode(encode(root), v.Interface()) != nil {
		s.loseFile(p, why)
		return nil
	}
	q.value = v.Interface()
	q.settle()
	return q
}

// problems are the errors of a table on its own, with the records in it.
func (s *salvager) problems(p *parsed, n *node, t reflect.Type, ctx context) ([]problem.Problem, []place) {
	probe := &parsed{File: p.File, base: p.base, lines: p.lines}
	c := &checker{file: probe, shapes: s.shapes, texts: s.texts}
	c.table(n, t, ctx)
	for _, k := range probe.newer {
		if int64(k.since) > s.schema {
			rule, message := "schema", say.F("%s belongs to schema %d", k.name, k.since)
			if k.was != nil {
				rule, message = k.was.rule, k.was.message
			}
			c.report(rule, k.record, k.place, message, say.Text{})
		}
	}
	return errorsOf(c.problems.problems), probe.records
}

func errorsOf(ps []problem.Problem) []problem.Problem {
	return slices.DeleteFunc(ps, func(p problem.Problem) bool { return p.Severity != problem.Error })
}

// prune is a table without the records that have mistakes, and nil where the
// table has some of its own, with the first of them. A table at the top of a
// file loses the keys that have mistakes instead.
func (s *salvager) prune(p *parsed, n *node, t reflect.Type, ctx context, top bool) (*node, problem.Problem) {
	ref := refOf(t, n, ctx.record)
	inner := context{cmp.Or(ref, ctx.record), t}
	c := *n
	c.kids = slices.Clone(n.kids)
	for i, name := range n.names {
		f := s.shapes.of(t).field(name)
		list := n.kids[i]
		if f == nil || f.typ.Kind() != reflect.Slice || list.kind != unstable.Array {
			continue
		}
		item := f.typ.Elem()
		if item.Kind() == reflect.Pointer {
			item = item.Elem()
		}
		k := kindsByType[item]
		if k == nil {
			continue
		}
		pruned := *list
		pruned.kids = nil
		for _, kid := range list.kids {
			if kid.kind == unstable.Table {
				left, why := s.prune(p, kid, item, inner, false)
				if left != nil {
					pruned.kids = append(pruned.kids, left)
					continue
				}
				s.loseRecord(p, kid, k, inner.record, why)
				continue
			}
			s.loseRecord(p, kid, k, inner.record, p.problem("wrong-type", Ref{}, kid.val, say.F("expected a table, found %s", kindWords(kid.kind)), say.Text{}))
		}
		c.kids[i] = &pruned
	}
	found, _ := s.problems(p, &c, t, ctx)
	if len(found) == 0 {
		return &c, problem.Problem{}
	}
	whole := t == reflect.TypeFor[Paragraph]() || t == reflect.TypeFor[Participation]() || t == reflect.TypeFor[Table]()
	if !top || whole {
		return nil, found[0]
	}
	left := s.withoutKeys(p, &c, t, ctx)
	found, _ = s.problems(p, left, t, ctx)
	if len(found) == 0 {
		return left, problem.Problem{}
	}
	if t == reflect.TypeFor[Resolution]() && !slices.ContainsFunc(found, func(q problem.Problem) bool { return q.Rule != "missing" }) {
		s.lose(Unread{Ref: ref, File: p.Name, Problem: found[0]}, Ref{})
		return left, problem.Problem{}
	}
	return nil, found[0]
}

// withoutKeys is a table without its keys that have mistakes.
func (s *salvager) withoutKeys(p *parsed, n *node, t reflect.Type, ctx context) *node {
	ref := refOf(t, n, ctx.record)
	inner := context{cmp.Or(ref, ctx.record), t}
	out := &node{kind: n.kind, key: n.key, val: n.val}
	for i, name := range n.names {
		kid := n.kids[i]
		f := s.shapes.of(t).field(name)
		if f != nil && f.typ.Kind() == reflect.Struct && kindOf(f.typ) != "" && kid.kind == unstable.Table {
			kid = s.withoutKeys(p, kid, f.typ, inner)
			out.put(name, kid)
			continue
		}
		probe := &parsed{File: p.File, base: p.base, lines: p.lines}
		c := &checker{file: probe, shapes: s.shapes, texts: s.texts}
		switch {
		case f == nil:
			c.report("unknown-key", ref, kid.key, say.F("unknown key %q", name), say.Text{})
			probe.strayed(kid, ref.ID)
		case int64(f.since) > s.schema:
			c.report("schema", ref, kid.key, say.F("%s belongs to schema %d", name, f.since), say.Text{})
		default:
			c.value(kid, f.typ, f, inner)
		}
		found := errorsOf(c.problems.problems)
		if len(found) == 0 {
			out.put(name, kid)
			continue
		}
		s.loseKey(p, ref, name, found[0])
		maps.Copy(s.part.lost.refs, probe.stray)
	}
	return out
}

// loseKey leaves out a key of a record, or of the head of a file, which
// applies to each record in it.
func (s *salvager) loseKey(p *parsed, ref Ref, key string, why problem.Problem) {
	lost := &s.part.lost
	if ref != (Ref{}) {
		lost.fields[ref] = append(lost.fields[ref], key)
	} else {
		for _, k := range kinds {
			if k.File == formatOf(p.Name) && k.Key != "" {
				if k.Key == key {
					lost.kinds[k.Kind] = true
				} else {
					lost.inKind[k.Kind] = append(lost.inKind[k.Kind], key)
				}
			}
		}
	}
	s.part.Unread = append(s.part.Unread, Unread{Ref: ref, Field: key, File: p.Name, Problem: why})
}

// lose notes a record as left out.
func (s *salvager) lose(u Unread, parent Ref) {
	s.part.lost.refs[u.Ref], s.part.lost.parent[u.Ref] = true, parent
	s.part.Unread = append(s.part.Unread, u)
}

// loseRecord leaves out the record that a table is, with those in it.
func (s *salvager) loseRecord(p *parsed, n *node, k *KindInfo, parent Ref, why problem.Problem) {
	ref := Ref{}
	if n.kind == unstable.Table {
		ref = k.ref(parent.ID, func(key string) string {
			if kid := n.get(key); kid != nil {
				return string(kid.text)
			}
			return ""
		})
		_, inside := s.problems(p, n, k.Type, context{record: parent})
		for _, at := range inside {
			if at.ref != ref {
				s.part.lost.refs[at.ref], s.part.lost.parent[at.ref] = true, ref
			}
		}
	}
	switch {
	case k.Composite && len(k.ID) > 1:
		// The id of an act is made of what may be wrong in it.
		s.part.lost.within[parent] = true
	case !hasID(n, k) || why.Rule == "duplicate-id":
		s.part.lost.kinds[k.Kind] = true // which record it is meant to be is not known
	}
	why.Record = ref.String()
	s.lose(Unread{Ref: ref, File: p.Name, Problem: why}, parent)
}

// hasID reports whether a record has a well-formed id.
func hasID(n *node, k *KindInfo) bool {
	for _, key := range k.ID {
		if id := n.get(key); id == nil || id.kind != unstable.String || !slug.Match(id.text) {
			return false
		}
	}
	return true
}

// loseFile leaves out a file: what it holds is not known.
func (s *salvager) loseFile(p *parsed, why problem.Problem) {
	lost := &s.part.lost
	u := Unread{File: p.Name, Whole: true, Problem: why}
	for _, k := range kinds {
		if k.File != formatOf(p.Name) {
			continue
		}
		switch {
		case k.Key == "":
			u.Ref = Ref{k.Kind, string(k.Kind)}
			if len(k.ID) > 0 {
				u.Ref.ID = p.base // which the name of the file says
			}
			lost.refs[u.Ref] = true
		case k.Composite && k.Parent == KindParticipation:
			// Its id begins with that of the list, which is lost.
		default:
			lost.kinds[k.Kind] = true
		}
	}
	s.part.Unread = append(s.part.Unread, u)
}

// formatOf is the pattern of the files that a file is one of.
func formatOf(name string) string {
	for _, f := range formats {
		if f.Type == fileType(name) {
			return f.File
		}
	}
	return ""
}

// without leaves out the records that have errors.
func (s *salvager) without(files []*parsed, found []problem.Problem) []*parsed {
	bad := make(map[Ref]problem.Problem)
	other := make(map[string]problem.Problem) // by file
	for _, q := range found {
		if q.Severity != problem.Error {
			continue
		}
		ref := ParseRef(q.Record)
		if q.Record == "" || ref.Kind == KindReport || ref.Kind == KindEdition || ref.Kind == KindResolution {
			if _, ok := other[q.Pos.File]; !ok {
				other[q.Pos.File] = q
			}
			continue
		}
		if _, ok := bad[ref]; !ok {
			bad[ref] = q
		}
	}
	var left []*parsed
	for _, p := range files {
		drop := make(map[*node]bool)
		whole := false
		for _, at := range p.records {
			why, ok := bad[at.ref]
			if !ok {
				continue
			}
			if at.node == p.root {
				s.loseFile(p, why)
				whole = true
				break
			}
			drop[at.node] = true
			// The parts of its id before the last are those of its parent.
			parent := Ref{}
			for _, up := range p.records {
				if up.ref.Kind == at.ref.Kind.Info().Parent && within(up.node, at.node) {
					parent = up.ref
				}
			}
			k := kindsByName[at.ref.Kind]
			s.loseRecord(p, at.node, k, parent, why)
		}
		if whole {
			continue
		}
		root := p.root
		if why, ok := other[p.Name]; ok {
			key := s.keyAt(p, why)
			if key == "" && p.Name == "data/report.toml" {
				s.failed = true
				return nil
			}
			if key == "" {
				s.loseFile(p, why)
				continue
			}
			root = s.withoutKey(p, why)
		}
		if len(drop) > 0 || root != p.root {
			if p = s.rebuilt(p, pruneNodes(root, drop), problem.Problem{}); p == nil {
				continue
			}
		}
		left = append(left, p)
	}
	return left
}

func within(n, inner *node) bool {
	return n == inner || slices.ContainsFunc(n.kids, func(kid *node) bool { return within(kid, inner) })
}

// keyAt is the key of a record of which there is one, or of the head of a file,
// that has a problem; empty where there is none.
func (s *salvager) keyAt(p *parsed, why problem.Problem) string {
	if why.Pos.Line < 1 || why.Pos.Line > len(p.lines) {
		return ""
	}
	off := p.lines[why.Pos.Line-1] + why.Pos.Column - 1
	n := s.single(p, why)
	if n == nil {
		return ""
	}
	for i, kid := range n.kids {
		if holds(kid, off) {
			return n.names[i]
		}
	}
	return ""
}

// single is the table of the one record of its kind that a problem is about;
// without a record it is the whole file.
func (s *salvager) single(p *parsed, why problem.Problem) *node {
	if why.Record == "" {
		return p.root
	}
	for _, at := range p.records {
		if at.ref.String() == why.Record {
			return at.node
		}
	}
	return nil
}

func holds(n *node, off int) bool {
	return n.val.off == off || n.key.off == off || slices.ContainsFunc(n.kids, func(kid *node) bool { return holds(kid, off) })
}

// withoutKey is the tree of a file without the key that has a problem.
func (s *salvager) withoutKey(p *parsed, why problem.Problem) *node {
	n, key := s.single(p, why), s.keyAt(p, why)
	s.loseKey(p, ParseRef(why.Record), key, why)
	return pruneNodes(p.root, map[*node]bool{n.get(key): true})
}

// pruneNodes is a tree without some of its nodes.
func pruneNodes(n *node, drop map[*node]bool) *node {
	out := *n
	out.kids, out.names, out.byName = nil, nil, nil
	for i, kid := range n.kids {
		if drop[kid] {
			continue
		}
		kid = pruneNodes(kid, drop)
		if n.kind == unstable.Table {
			out.put(n.names[i], kid)
		} else {
			out.kids = append(out.kids, kid)
		}
	}
	return &out
}
