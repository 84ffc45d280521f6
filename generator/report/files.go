package report

import (
	"cmp"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"rapporteur/generator/internal/lazyregexp"
	"rapporteur/generator/problem"
	"rapporteur/generator/prose"
	"rapporteur/generator/say"
)

// The types of the files that hold more than one record, or a record among
// other keys. A file of data/paragraphs/ is a Paragraph, one of
// data/participation/ a Participation, data/resolution.toml a Resolution.
type (
	reportFile struct {
		Schema    int         `toml:"schema" is:"required"`
		Report    Meta        `toml:"report"`
		Edition   Edition     `toml:"edition"`
		Withdrawn []Withdrawn `toml:"withdrawn"`
	}
	sectionsFile struct {
		Sections  []*Section  `toml:"section"`
		Footnotes []*Footnote `toml:"footnote" since:"3"`
	}
	imagesFile struct {
		Images []*Image `toml:"image" since:"3"`
	}
	dimensionsFile struct {
		Dimensions []*Dimension `toml:"dimension" since:"3"`
	}
	indicatorsFile struct {
		Indicators []*Indicator `toml:"indicator"`
	}
	activitiesFile struct {
		Activities []*Activity `toml:"activity"`
	}
	publicationsFile struct {
		Publications []*Publication `toml:"publication"`
	}
	instrumentsFile struct {
		Instruments []*Instrument `toml:"instrument"`
	}
	moneyFile struct {
		Money []*Money `toml:"money"`
	}
	entitiesFile struct {
		Cites    []Cite    `toml:"cites"` // stands for every entity without its own
		Entities []*Entity `toml:"entity"`
	}
	statesFile struct {
		Cites  []Cite   `toml:"cites"` // stands for every State without its own
		States []*State `toml:"state"`
	}
	sourcesFile struct {
		Sources []*Source `toml:"source"`
	}
	repliesFile struct {
		Replies []*Reply `toml:"reply" since:"3"`
	}
	termsFile struct {
		Terms []*Term `toml:"term" since:"3"`
	}
	retiredFile struct {
		Retired []*Retired `toml:"retired"`
	}
	editionsFile struct {
		Editions []Recorded `toml:"edition"`
	}
	waiversFile struct {
		Waivers []Waiver `toml:"waiver"`
	}
)

// parsed is a file on its own: what can be said of it without the others.
// It does not change once it is made, so reports may share it.
type parsed struct {
	File
	base      string // of the name, without ".toml"
	value     any    // pointer to the file's type; nil where it could not be decoded
	root      *node  // nil where the file is not TOML
	lines     lines
	records   []place
	links     []link
	newer     []newer
	terms     []termUse
	problems  []problem.Problem
	decimals  []span            // of decimals that are read by their text
	ignored   []problem.Problem // Markdown in texts of the report that is not supported: warnings in schemas 1 and 2, and errors in later ones
	plain     []problem.Problem // references that only schema 3 knows: warnings in schemas 1 and 2, where they are printed as they are written
	wrongType bool              // decoding would fail
	stray     map[Ref]bool      // records that tables would be if their heading were right

	langsOnce sync.Once
	langs     []langSpan // texts by place; see langAt
}

// newer is a key or a value that not every schema has.
type newer struct {
	name   string // as it is written: "carried", `verb = "welcomes"`
	since  int
	record Ref
	place  span
	was    *fault // the mistake that it is in an older schema; nil for being too new
}

// place is where a record is in a file.
type place struct {
	ref  Ref
	file *parsed
	node *node
}

func (p *parsed) problem(rule string, record Ref, s span, message, hint say.Text) problem.Problem {
	pos := p.lines.pos(p.Name, s)
	return problem.Problem{
		Rule: rule, Pos: pos, Record: record.String(), Message: message, Hint: hint,
		Line: p.lines.text(p.Data, pos.Line), Lang: string(p.langAt(s.off)),
	}
}

// maxProblems is how many problems of a severity are kept of a file. More
// would say nothing new, and a file made to do harm could have millions.
const maxProblems = 1000

// limited are the problems of one file, up to maxProblems of each severity.
type limited struct {
	problems []problem.Problem
	count    [2]int // of all, by severity
}

// full reports whether another problem of that severity would not be kept. It
// counts that problem.
func (l *limited) full(s problem.Severity) bool {
	l.count[s]++
	return l.count[s] > maxProblems
}

// all are the problems that are kept, with one that says how many are not.
func (l *limited) all(p *parsed) []problem.Problem {
	for severity, n := range l.count {
		if n > maxProblems {
			l.problems = append(l.problems, problem.Problem{
				Rule: "size", Severity: problem.Severity(severity), Pos: problem.Pos{File: p.Name, Line: 1, Column: 1},
				Message: say.F("the file has %s, of which %d are shown", say.N(n, problem.Severity(severity).String()), maxProblems),
				Hint:    say.F("fix these first"),
			})
		}
	}
	return l.problems
}

// parseFile reads a file whose type is known.
func parseFile(name string, data []byte, t reflect.Type, texts *prose.Cache) *parsed {
	p := &parsed{File: File{name, data}, base: strings.TrimSuffix(path.Base(name), ".toml"), lines: newLines(data)}
	fail := func(f *fault) *parsed {
		p.problems = append(p.problems, p.problem(f.rule, Ref{}, span{f.off, f.len}, f.message, f.hint))
		return p
	}
	if f := syntaxFault(data); f != nil {
		p.recovered(f, t, texts)
		return p
	}
	root, err := parseTree(data)
	if err != nil {
		return fail(&fault{rule: "syntax", message: say.Raw(clean(err.Error()))})
	}
	p.root = root
	c := &checker{file: p, shapes: shapes{}, texts: texts}
	c.table(root, t, context{})
	p.problems = c.problems.all(p)
	if p.wrongType {
		if f := decode(data, nil); f != nil {
			return fail(f)
		}
		return p
	}
	v := reflect.New(t)
	if f := decode(quoted(data, p.decimals), v.Interface()); f != nil {
		return fail(f)
	}
	p.value = v.Interface()
	p.settle()
	return p
}

// quoted is data with the numbers at some places, in the order of the file, made
// texts for Number.UnmarshalTOML.
func quoted(data []byte, numbers []span) []byte {
	if len(numbers) == 0 {
		return data
	}
	slices.SortFunc(numbers, func(a, b span) int { return cmp.Compare(a.off, b.off) })
	var out []byte
	at := 0
	for _, n := range numbers {
		out = append(out, data[at:n.off]...)
		out = append(out, strconv.Quote(withoutUnderscores(data[n.off:n.off+n.len]))...)
		at = n.off + n.len
	}
	return append(out, data[at:]...)
}

func withoutUnderscores(number []byte) string { return strings.ReplaceAll(string(number), "_", "") }

// slug is a well-formed id.
var slug = lazyregexp.New(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// IsID reports whether s is a well-formed id.
func IsID(s string) bool { return slug.MatchString(s) }

// refOf is the typed id of the record that table n of a struct type is, the
// zero Ref where it is none or its id is missing.
func refOf(t reflect.Type, n *node, parent Ref) Ref {
	k := kindsByType[t]
	if k == nil || k.Part {
		return Ref{}
	}
	return k.ref(parent.ID, func(key string) string {
		if kid := n.get(key); kid != nil {
			return string(kid.text)
		}
		return ""
	})
}
