package say_test

import (
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"rapporteur/generator/check"
	"rapporteur/generator/insert"
	"rapporteur/generator/prose"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// source is an English message in the Go files.
type source struct {
	key   string
	place string // file:line
	noun  bool   // of a Count
}

// sources returns every message that the Go files make, by the first argument of F, Errorf,
// usagef and the like: a string, several joined, or a constant of the same package. What a call
// gives as a variable must be named in listed, with the messages that it can be.
func sources(t *testing.T) []source {
	t.Helper()
	var found []source
	var fset *token.FileSet
	type dir struct{ files []*ast.File }
	dirs := make(map[string]*dir)
	walk(t, func(at *token.FileSet, name string, f *ast.File) {
		fset = at
		in := filepath.ToSlash(filepath.Dir(name))
		if dirs[in] == nil {
			dirs[in] = new(dir)
		}
		dirs[in].files = append(dirs[in].files, f)
	})
	for _, d := range dirs {
		constants := make(map[string]string)
		for _, f := range d.files {
			ast.Inspect(f, func(n ast.Node) bool {
				if v, ok := n.(*ast.ValueSpec); ok && len(v.Names) == len(v.Values) {
					for i, name := range v.Names {
						if s, ok := constant(v.Values[i], constants); ok {
							constants[name.Name] = s
						}
					}
				}
				return true
			})
		}
		for _, f := range d.files {
			ast.Inspect(f, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				at := place(fset, call)
				which, noun := -1, false
				switch name := called(call.Fun); name {
				case "say.F", "say.Errorf":
					which = 0
				case "say.N":
					which, noun = 1, true
				default:
					if i, ok := formatters[name]; ok {
						which = i
					}
				}
				if name := called(call.Fun); name == "fail" && strings.HasPrefix(at, "../edition/") && len(call.Args) > 2 {
					for _, arg := range call.Args[1:3] {
						if s, ok := constant(arg, constants); ok {
							found = append(found, source{strings.ReplaceAll(s, "%%", "%"), at, false})
						}
					}
					return true
				}
				if which < 0 || which >= len(call.Args) || text(call.Args[which]) == "format" {
					return true
				}
				if s, ok := constant(call.Args[which], constants); ok {
					found = append(found, source{s, at, noun})
					return true
				}
				keys, ok := listed[strings.TrimPrefix(at[:strings.LastIndex(at, ":")], "../")+" "+text(call.Args[which])]
				if !ok {
					t.Errorf("%s: %s is no constant; name the messages that it can be in the list of this test", at, text(call.Args[which]))
					return true
				}
				for _, k := range keys() {
					found = append(found, source{k, at, noun})
				}
				return true
			})
			ast.Inspect(f, func(n ast.Node) bool {
				lit, ok := n.(*ast.CompositeLit)
				if !ok || called(lit.Type) != "say.List" {
					return true
				}
				for _, el := range lit.Elts {
					kv, ok := el.(*ast.KeyValueExpr)
					if !ok {
						continue
					}
					if k := text(kv.Key); k == "Last" || k == "Between" {
						if s, ok := constant(kv.Value, constants); ok {
							found = append(found, source{s, place(fset, lit), false})
						}
					}
				}
				return true
			})
		}
	}
	for _, name := range []string{"live/live.html", "preview/preview.html"} {
		for _, m := range inTemplate.FindAllStringSubmatch(template(t, name), -1) {
			found = append(found, source{m[1], name + ":1", false})
		}
	}
	for _, r := range check.Rules() {
		found = append(found, source{say.Raw(r.Doc).Format, "Doc of the rule " + r.Name, false})
	}
	for _, family := range check.Families() {
		found = append(found, source{family, "families of rules", false})
	}
	return found
}

// walk calls do with every Go file that may speak to users.
func walk(t *testing.T, do func(fset *token.FileSet, name string, f *ast.File)) {
	t.Helper()
	fset := token.NewFileSet()
	err := filepath.WalkDir("..", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if n := d.Name(); n == "testdata" || n == "e2e" || n == "bench" || n == "internal" || n == "node_modules" || n == "say" {
				return fs.SkipDir
			}
			return nil
		}
		if path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			return err
		}
		do(fset, filepath.ToSlash(name), f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// inTemplate are the messages of the pages that serve shows, and of previews.
var inTemplate = regexp.MustCompile(`\bsay "([^"]+)"`)

func template(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile("../" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// formatters are functions that take a format of a message, with its place among the arguments.
var formatters = map[string]int{"say.Usagef": 0, "sys.Tell": 0, "p.inWords": 0}

// listed are the messages of calls whose format is not a constant, by file and expression.
var listed = map[string]func() []string{
	"problem/markdown.go severity.String()":        severities,
	"check/names.go l.Name()":                      func() []string { return languages(report.Lang.Name) },
	"check/names.go string()":                      func() []string { return languages(func(l report.Lang) string { return string(l) }) },
	"report/syntax_hints.go time.Month().String()": months,
	"report/files.go problem.Severity().String()":  severities,
	"insert/ask.go k.Doc": func() []string {
		var all []string
		for _, k := range insert.Kinds() {
			all = append(all, k.Doc)
		}
		return all
	},
	"reuse/reuse.go name": func() []string {
		return []string{
			"the program", "templates, assets or strings", "the settings of the command line", "the browser that prints or its fonts", "the languages of the site",
			"its data or that of an earlier edition", "what supersedes it, adds to it or comes after it", "where its records are edited",
		}
	},
	"command.go c.short":             shorts,
	"live/page.go key":               func() []string { return nil }, // those of the templates
	"preview/write.go key":           func() []string { return nil }, // those of the template
	"preview/collect/collect.go key": func() []string { return nil }, // those of p.inWords
	"check/rulesdoc.go family":       check.Families,
	"check/rulesdoc.go e.Family":     check.Families,
	"check/rulesdoc.go severity()":   severities,
	"check/safety.go what": func() []string {
		return []string{"%s has the tag “%s” in its text", "%s has the entity “%s” in its text", "%s has the template action “%s” in its text"}
	},
	"report/kinds.go string()": func() []string {
		var all []string
		for _, k := range report.Kinds() {
			all = append(all, string(k.Kind))
		}
		return all
	},
	"report/check.go name": func() []string { // structs that are no records and have a field that is required
		return []string{"cite", "gap", "quantity", "amount", "period", "location", "count", "waiver", "meta"}
	},
	`check/names.go "the "+kind`: nouns,
	`check/names.go "the "+noun`: nouns,
	`check/names.go "the "+strings.ReplaceAll()`: func() []string {
		var acts []string
		for _, k := range valuesOf("ActKind") {
			acts = append(acts, "the "+strings.ReplaceAll(k, "-", " "))
		}
		return acts
	},
}

// shorts are the lines about the verbs in the table of command.go.
func shorts() []string {
	f, err := parser.ParseFile(token.NewFileSet(), "../command.go", nil, 0)
	if err != nil {
		panic(err)
	}
	var all []string
	ast.Inspect(f, func(n ast.Node) bool {
		if row, ok := n.(*ast.CompositeLit); ok && row.Type == nil && len(row.Elts) == 3 {
			s, _ := constant(row.Elts[1], nil)
			all = append(all, s)
		}
		return true
	})
	return all
}

func severities() []string { return []string{"error", "warning"} }

func languages(called func(report.Lang) string) []string {
	var all []string
	for _, l := range report.Langs {
		all = append(all, called(l))
	}
	return all
}

func months() []string {
	var all []string
	for m := time.January; m <= time.December; m++ {
		all = append(all, m.String())
	}
	return all
}

// valuesOf are the constants of a type of package report.
func valuesOf(of string) []string {
	f, err := parser.ParseFile(token.NewFileSet(), "../report/values.go", nil, 0)
	if err != nil {
		panic(err)
	}
	var all []string
	ast.Inspect(f, func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok && v.Type != nil && text(v.Type) == of {
			s, _ := constant(v.Values[0], nil)
			all = append(all, s)
		}
		return true
	})
	return all
}

// nouns are what records are called, with the article.
func nouns() []string {
	all := []string{"the category", "the term", "the dimension"}
	for _, k := range report.Kinds() {
		all = append(all, "the "+cmp.Or(k.Noun, string(k.Kind)))
	}
	for _, k := range valuesOf("MoneyKind") {
		all = append(all, "the "+k)
	}
	return all
}

func place(fset *token.FileSet, n ast.Node) string {
	at := fset.Position(n.Pos())
	return filepath.ToSlash(at.Filename) + ":" + strconv.Itoa(at.Line)
}

// constant is the value of a string, of several joined, and of a constant of the package.
func constant(e ast.Expr, constants map[string]string) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind != token.STRING {
			return "", false
		}
		s, err := strconv.Unquote(e.Value)
		return s, err == nil
	case *ast.BinaryExpr:
		x, ok := constant(e.X, constants)
		y, ok2 := constant(e.Y, constants)
		return x + y, ok && ok2 && e.Op == token.ADD
	case *ast.ParenExpr:
		return constant(e.X, constants)
	case *ast.Ident:
		s, ok := constants[e.Name]
		return s, ok
	case *ast.SelectorExpr:
		s, ok := exported[text(e)]
		return s, ok
	}
	return "", false
}

// exported are constants of other packages that are messages.
var exported = map[string]string{
	"prose.UnknownReference": prose.UnknownReference,
	"report.ConflictMessage": report.ConflictMessage,
	"report.ConflictHint":    report.ConflictHint,
}

func called(e ast.Expr) string { return text(e) }

func text(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return text(e.X) + "." + e.Sel.Name
	case *ast.BinaryExpr:
		return text(e.X) + e.Op.String() + text(e.Y)
	case *ast.BasicLit:
		return e.Value
	case *ast.CallExpr:
		return text(e.Fun) + "()"
	case *ast.IndexExpr:
		return text(e.X) + "[]"
	}
	return "?"
}
