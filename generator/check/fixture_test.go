package check_test

import (
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"rapporteur/generator/check"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// The test cases of a rule are in testdata/<rule>.txtar. The files under bad/,
// bad-2/ and so on, and good/, good-2/, replace those of the small report of
// package report. In bad cases a comment
//
//	# want "regexp"
//
// is on each line where the rule must find a problem with a matching message, or
// `# want+3 "regexp"` three lines above it. Problems without a line are in the
// comment of the archive: `bad: data/notes.txt "regexp"`. The rule must find no
// other problems, and none in good cases.
//
// Files under bad/issued/<id>/ define an edition with that id that was issued
// before; its other files are those of the small report. With a suffix, as in
// 2008-07-31.2, there can be several with one id. The file "commit" in the folder
// contains the hash of its commit, the file "folder" that of its data, if it is not data/.
// A case without such a folder has no history. The file "withdrawn" has the id and the
// commit of an edition that an earlier commit withdrew, one a line. Files under data/corrections/<id>/ take the
// place of those of the small report, in a correction.
//
// ⟦bytes ff 00⟧ is replaced by bytes that a text file cannot contain, and
// ⟦repeat 70000 x⟧ by x repeated 70000 times.

var (
	caseName   = regexp.MustCompile(`^(bad|good)(-[0-9]+)?$`)
	mark       = regexp.MustCompile(`⟦(bytes|repeat) ([^⟧]*)⟧`)
	quotedText = regexp.MustCompile("\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`")
	wantMarker = regexp.MustCompile(`# want(\+[0-9]+)? (.*)`)
)

// fixture is one test case of a rule.
type fixture struct {
	name  string
	files map[string]string // path from the root of the repository → content
	whole string            // expectations without a line
}

func TestFixtures(t *testing.T) {
	base := smallReport(t)
	rules := make(map[string]bool)
	for _, rule := range check.Rules() {
		rules[rule.Name] = true
		t.Run(rule.Name, func(t *testing.T) {
			archive, err := txtar.ParseFile("testdata/" + rule.Name + ".txtar")
			if err != nil {
				t.Fatalf("every rule has a fixture: %v", err)
			}
			bad, good := 0, 0
			for _, f := range fixtures(t, archive) {
				if strings.HasPrefix(f.name, "bad") {
					bad++
				} else {
					good++
				}
				t.Run(f.name, func(t *testing.T) { f.run(t, rule, base) })
			}
			if bad == 0 || good == 0 {
				t.Errorf("%d bad cases and %d good ones; want at least one of each", bad, good)
			}
		})
	}
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if rule := strings.TrimSuffix(filepath.Base(name), ".txtar"); !rules[rule] {
			t.Errorf("%s: no rule has this name", name)
		}
	}
}

// otherSubject gives the small report another subject. The cases of the rules are also
// the examples that every report shows, so they are of no report that exists.
var otherSubject = strings.NewReplacer(
	"Office des Nations Unies contre la drogue et le crime", "Programme des Nations Unies pour l’environnement",
	"United Nations Office on Drugs and Crime", "United Nations Environment Programme",
	"Convention internationale pour la répression des attentats terroristes à l’explosif", "Convention internationale relative à la protection des cours d’eau partagés",
	"International Convention for the Suppression of Terrorist Bombings", "International Convention for the Protection of Shared Rivers",
	"soixante-troisième session", "prochaine session", "sixty-third session", "next session",
	"Assistance technique", "Eau potable pour tous", "Technical assistance", "Safe drinking water",
	"Office", "Agency", "l’Office", "l’Agence", "L’Office", "L’Agence",
	"ONUDC", "PNUE", "UNODC", "UNEP", "unodc", "unep",
	"62/172", "62/999", "A/C.3/62/L.2", "A/C.2/62/L.2",
	"vienna", "salzburg", "Vienna", "Salzburg", "Vienne", "Salzbourg", "bombings", "rivers",
)

// smallReport returns the files of the report on which all cases are based, in the
// newest schema.
func smallReport(t testing.TB) map[string]string {
	t.Helper()
	files := make(map[string]string)
	dir := os.DirFS("../report/testdata/small")
	err := fs.WalkDir(dir, "data", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(dir, name)
		files[otherSubject.Replace(name)] = otherSubject.Replace(string(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	// The small report has two acts out of order, which Load puts in order.
	acts := strings.SplitAfter(files["data/participation/rivers.toml"], "\n")
	acts[4], acts[5] = acts[5], acts[4]
	files["data/participation/rivers.toml"] = strings.Join(acts, "")
	files["data/report.toml"] = strings.Replace(files["data/report.toml"], "schema = 1", fmt.Sprintf("schema = %d", report.Schema), 1)
	return files
}

func fixtures(t *testing.T, archive *txtar.Archive) []*fixture {
	t.Helper()
	var all []*fixture
	find := func(name string) *fixture {
		if !caseName.MatchString(name) {
			t.Fatalf("invalid case %q; use bad, bad-2, good, good-2 and so on", name)
		}
		for _, f := range all {
			if f.name == name {
				return f
			}
		}
		all = append(all, &fixture{name: name, files: make(map[string]string)})
		return all[len(all)-1]
	}
	for _, file := range archive.Files {
		name, rest, _ := strings.Cut(file.Name, "/")
		find(name).files[rest] = expand(t, string(file.Data))
	}
	for line := range strings.Lines(string(archive.Comment)) {
		if name, rest, ok := strings.Cut(line, ": "); ok && caseName.MatchString(name) {
			find(name).whole += rest
		}
	}
	return all
}

// expand replaces ⟦bytes …⟧ and ⟦repeat …⟧.
func expand(t *testing.T, s string) string {
	t.Helper()
	return mark.ReplaceAllStringFunc(s, func(m string) string {
		verb, arg, _ := strings.Cut(strings.Trim(m, "⟦⟧"), " ")
		if verb == "bytes" {
			b, err := hex.DecodeString(strings.ReplaceAll(arg, " ", ""))
			if err != nil {
				t.Fatal(err)
			}
			return string(b)
		}
		times, what, _ := strings.Cut(arg, " ")
		n, err := strconv.Atoi(times)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Repeat(what, n)
	})
}

// want is a problem that must be found.
type want struct {
	file    string
	line    int // 0 for the whole file
	message *regexp.Regexp
	found   bool
}

func (f *fixture) wants(t *testing.T) []*want {
	t.Helper()
	var ws []*want
	add := func(file string, line int, quoted string) {
		for _, q := range quotedText.FindAllString(quoted, -1) {
			s, err := strconv.Unquote(q)
			if err != nil {
				t.Fatalf("%s:%d: %s: %v", file, line, q, err)
			}
			message, err := regexp.Compile(s)
			if err != nil {
				t.Fatalf("%s:%d: %v", file, line, err)
			}
			ws = append(ws, &want{file: file, line: line, message: message})
		}
	}
	for name, data := range f.files {
		for i, line := range strings.Split(data, "\n") {
			if m := wantMarker.FindStringSubmatch(line); m != nil {
				ahead, _ := strconv.Atoi(m[1])
				add(name, i+1+ahead, m[2])
			}
		}
	}
	for line := range strings.Lines(f.whole) {
		file, quoted, _ := strings.Cut(line, " ")
		add(file, 0, quoted)
	}
	return ws
}

func (f *fixture) run(t *testing.T, rule check.Rule, base map[string]string) {
	wants := f.wants(t)
	if bad := strings.HasPrefix(f.name, "bad"); bad != (len(wants) > 0) {
		t.Fatalf("the case wants %d problems", len(wants))
	}
	r, found, err := report.Load(f.tree("", base))
	if err != nil {
		t.Fatal(err)
	}
	if r != nil {
		found = append(found, check.Options{History: f.history(t, base), Links: f.links(t)}.Run(r, []check.Rule{rule})...)
		found, _ = check.Waive(r, found, false)
	} else if rule.Run != nil {
		t.Fatalf("the report does not load:\n%s", text(found))
	}
	if len(wants) > 0 {
		f.inEditor(t, rule, base, found)
	}
	for _, p := range found {
		if p.Rule != rule.Name {
			continue
		}
		i := slices.IndexFunc(wants, func(w *want) bool {
			return !w.found && w.file == p.Pos.File && w.line == p.Pos.Line && w.message.MatchString(p.Message.String())
		})
		if i < 0 {
			t.Errorf("unexpected problem:\n%s", text([]problem.Problem{p}))
			continue
		}
		wants[i].found = true
		f.checkForm(t, rule, p)
	}
	for _, w := range wants {
		if !w.found {
			t.Errorf("%s:%d: not found: %s; all problems:\n%s", w.file, w.line, w.message, text(found))
		}
	}
}

// checkForm checks the form of a problem.
func (f *fixture) checkForm(t *testing.T, rule check.Rule, p problem.Problem) {
	t.Helper()
	if rule.Run != nil && !rule.Drafts && rule.Warns != (p.Severity == problem.Warning) {
		t.Errorf("severity %s, but Warns is %t", p.Severity, rule.Warns)
	}
	if p.Pos.File == "" {
		t.Errorf("no position: %+v", p)
	}
	if r, _ := utf8.DecodeRuneInString(p.Message.String()); unicode.IsUpper(r) || strings.HasSuffix(p.Message.String(), ".") {
		t.Errorf("a message has no capital and no full stop: %s", p.Message.String())
	}
	if strings.HasSuffix(p.Hint.String(), ".") {
		t.Errorf("a hint has no full stop: %s", p.Hint.String())
	}
}

func text(ps []problem.Problem) string {
	var b strings.Builder
	// Writing to a strings.Builder cannot fail.
	_ = problem.WriteText(&b, ps, false)
	return b.String()
}

// tree returns base with the files of the case under a prefix.
func (f *fixture) tree(prefix string, base map[string]string) fstest.MapFS {
	m := fstest.MapFS{}
	for name, data := range base {
		m[name] = &fstest.MapFile{Data: []byte(data)}
	}
	for name, data := range f.files {
		rest, ok := strings.CutPrefix(name, prefix)
		if !ok || !strings.HasPrefix(rest, "data/") {
			continue
		}
		for dir := path.Dir(rest); dir != "."; dir = path.Dir(dir) {
			delete(m, dir)
		}
		m[rest] = &fstest.MapFile{Data: []byte(data)}
	}
	return m
}

// links returns the failed links of the case: its file "links" has lines of "dead"
// or "unanswered", a URL and the reason. It returns nil if there is no such file.
func (f *fixture) links(t *testing.T) check.Links {
	t.Helper()
	var links check.Links
	for line := range strings.Lines(f.files["links"]) {
		what, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		link, why, ok := strings.Cut(rest, " ")
		if !ok || what != "dead" && what != "unanswered" {
			t.Fatalf("malformed line %q in links", line)
		}
		if links == nil {
			links = check.Links{}
		}
		links[link] = check.Answer{Gone: what == "dead", Why: say.Plain(why)}
	}
	return links
}

// lost returns the lost editions in the file "lost" of the case: one a line, id,
// problem and remedy between tabs.
func (f *fixture) lost() []check.LostEdition {
	var lost []check.LostEdition
	for line := range strings.Lines(f.files["lost"]) {
		id, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		problem, rest, _ := strings.Cut(rest, "\t")
		remedy, file, _ := strings.Cut(rest, "\t") // the file names it, if no tag does
		lost = append(lost, check.LostEdition{Edition: id, File: file, Problem: say.Plain(problem), Remedy: say.Plain(remedy)})
	}
	return lost
}

// history returns the editions in the folder "issued" of the case, sorted by
// folder, or nil if there is none.
func (f *fixture) history(t *testing.T, base map[string]string) *check.History {
	t.Helper()
	var folders []string
	for name := range f.files {
		if rest, ok := strings.CutPrefix(name, "issued/"); ok {
			folder, _, _ := strings.Cut(rest, "/")
			folders = append(folders, folder)
		}
	}
	if folders == nil && f.files["lost"] == "" {
		return nil
	}
	slices.Sort(folders)
	h := &check.History{Lost: f.lost(), Corrections: f.corrections(t, base)}
	for line := range strings.Lines(f.files["withdrawn"]) {
		id, commit, _ := strings.Cut(strings.TrimSpace(line), " ")
		h.Withdrawn = append(h.Withdrawn, report.Withdrawn{ID: id, Commit: commit})
	}
	for i, folder := range slices.Compact(folders) {
		id, _, _ := strings.Cut(folder, ".")
		tree := f.tree("issued/"+folder+"/", base)
		if f.files["issued/"+folder+"/data/report.toml"] == "" {
			header, _, _ := strings.Cut(base["data/report.toml"], "[[withdrawn]]")
			own := strings.NewReplacer(`id = "2008-12-31"`, fmt.Sprintf("id = %q", id), "as_at = 2008-12-31", "as_at = "+id)
			tree["data/report.toml"].Data = []byte(own.Replace(header))
		}
		r, ps, err := report.Load(tree)
		if err != nil || r == nil {
			t.Fatalf("edition %s: %v\n%s", folder, err, text(ps))
		}
		commit := strings.TrimSpace(f.files["issued/"+folder+"/commit"])
		if commit == "" {
			commit = fmt.Sprintf("%040x", i+1)
		}
		h.Issued = append(h.Issued, check.IssuedEdition{Edition: id, Commit: commit, Folder: strings.TrimSpace(f.files["issued/"+folder+"/folder"]), AsAt: r.Edition.AsAt, Report: r})
	}
	return h
}

// corrections are the folders of data/corrections/ of the case, by name.
func (f *fixture) corrections(t *testing.T, base map[string]string) []check.Correction {
	t.Helper()
	var list []check.Correction
	for _, name := range slices.Sorted(maps.Keys(f.files)) {
		folder := path.Dir(name)
		if path.Dir(folder) != report.CorrectionsFolder || path.Base(name) != "report.toml" {
			continue
		}
		tree := f.tree("issued/none/", base)
		for name, data := range f.files {
			if rest, ok := strings.CutPrefix(name, folder+"/"); ok {
				tree["data/"+rest] = &fstest.MapFile{Data: []byte(data)}
			}
		}
		r, ps, err := report.Load(tree)
		if err != nil || r == nil {
			t.Fatalf("%s: %v\n%s", folder, err, text(ps))
		}
		list = append(list, check.Correction{Folder: folder, Report: r})
	}
	return list
}
