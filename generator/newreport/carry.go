package newreport

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/txtar"

	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// CarryOver returns the data files of the report that follows old, an issued edition:
// the data of old, with each answer and each section marked as carried over. It uses
// Session, Title, Edition and AsAt of the plan, and Symbol if that is another
// resolution, whose text then has to be entered. It completes the plan from old.
func CarryOver(p *Plan, old *report.Report, last report.Continues) ([]File, error) {
	p.Languages, p.Original, p.Paragraphs = old.Meta.Languages, old.Meta.Original, len(old.Paragraphs)
	other := p.Symbol != "" && p.Symbol != old.Meta.Mandate.Resolution
	if !other {
		p.Symbol = old.Meta.Mandate.Resolution
		if p.Mapping != nil {
			return nil, say.Errorf("paragraphs are mapped to those of another resolution only")
		}
	}
	if p.Mapping != nil {
		p.Paragraphs = p.Mapping.Last
	} else if other {
		if err := oneNumbering(old); err != nil {
			return nil, err
		}
	}
	lost := p.lostUnder(old)
	if p.Title.IsZero() && !other {
		p.Title = old.Meta.Title
	}
	files := []File{{Name: "data/report.toml", Data: p.nextReport(old, last, other)}}
	for _, f := range old.Files {
		data := f.Data
		var err error
		switch {
		case f.Name == "data/report.toml":
			continue
		case f.Name == report.LedgerFile:
			continue // those editions are in the old repository
		case f.Name == "data/retired.toml":
			continue // what was retired was in no edition of the new repository
		case f.Name == "data/resolution.toml" && other:
			data = p.resolution()
		case f.Name == "data/sections.toml":
			for _, s := range slices.Backward(old.Sections) {
				ref := report.Ref{Kind: report.KindSection, ID: s.ID}
				if other {
					data = without(data, old, ref, "answers", s.Answers, lost)
					data = without(data, old, ref, "requests", requests(s.Requests), lost)
				}
				if data, err = mark(data, old, ref); err != nil {
					return nil, err
				}
			}
		case f.Name == "data/replies.toml" && other:
			for _, reply := range old.Replies {
				data = without(data, old, report.Ref{Kind: report.KindReply, ID: reply.ID}, "requests", requests(reply.Requests), lost)
			}
		case f.Name == "data/waivers.toml" && other:
			data = withoutWaivers(data, old, lost)
		case f.Name == "data/sources.toml" && other && old.Source(sourceID(p.Symbol)) == nil:
			data = append(bytes.TrimRight(bytes.Clone(data), "\n"), []byte("\n\n"+p.source())...)
		case path.Dir(f.Name) == "data/paragraphs":
			if !p.carries(strings.TrimSuffix(path.Base(f.Name), ".toml")) {
				continue
			}
			if data, err = p.carriedParagraph(f, old, other); err != nil {
				return nil, err
			}
		}
		if other {
			data = noteMention.ReplaceAll(unlinked(data, lost), nil)
		}
		files = append(files, File{Name: f.Name, Data: data})
	}
	if p.Mapping != nil {
		for _, n := range p.Mapping.fresh() {
			id := p.Mapping.freshID(n)
			files = append(files, File{Name: "data/paragraphs/" + id + ".toml", Data: p.paragraph(n, id)})
		}
	}
	for _, f := range old.ImageFiles {
		files = append(files, File{Name: "data/images/" + f.Name, Data: f.Data})
	}
	if err := carriedWhole(files, old, p.carries); err != nil {
		return nil, err
	}
	sortFiles(files)
	return files, nil
}

// fromAdoption is a reference to a number that is counted from the day of adoption.
var fromAdoption = regexp.MustCompile(`\[(?:deposits|depositors):|@adoption\]`)

// countFromAdoption reports whether texts of a report have numbers that are counted from the
// day on which the resolution was adopted; without it they cannot be read.
func countFromAdoption(old *report.Report) bool {
	return slices.ContainsFunc(old.Files, func(f report.File) bool { return fromAdoption.Match(f.Data) })
}

// carriedParagraph returns the file of a paragraph with its answers marked. Under
// another resolution its text, number and citations are not carried over.
func (p Plan) carriedParagraph(f report.File, old *report.Report, other bool) ([]byte, error) {
	i := slices.IndexFunc(old.Paragraphs, func(par *report.Paragraph) bool { return "data/paragraphs/"+par.ID+".toml" == f.Name })
	par := old.Paragraphs[i]
	data := f.Data
	for _, q := range slices.Backward(par.Requests) {
		if !q.Verb.Asks() {
			continue
		}
		var err error
		if data, err = mark(data, old, report.Ref{Kind: report.KindRequest, ID: q.ID}); err != nil {
			return nil, err
		}
	}
	if !other {
		return data, nil
	}
	number, n := par.Number, i+1
	if p.Mapping != nil {
		number = p.Mapping.Numbers[par.ID]
		n, _ = strconv.Atoi(printedNumber.FindStringSubmatch(number)[1])
	}
	if len(par.Requests) == 0 {
		var b writer
		p.words(&b, n, par.ID, number)
		b.text("title", par.Title, p.Languages)
		if par.Verb != "" {
			b.value("verb", string(par.Verb))
		}
		return b.bytes(), nil
	}
	_, line := old.FileOf(report.Ref{Kind: report.KindRequest, ID: par.Requests[0].ID})
	lines := bytes.SplitAfter(data, []byte("\n"))
	from := line - 1
	for from > 0 && bytes.HasPrefix(bytes.TrimSpace(lines[from-1]), []byte("#")) {
		from--
	}
	var b writer
	p.words(&b, n, par.ID, number)
	b.text("title", par.Title, p.Languages)
	b.line("")
	b.b.Write(bytes.Join(withoutSubparagraphs(lines[from:]), nil))
	return b.bytes(), nil
}

// mark adds carried = true to a record, on a line of its own after its id, and changes
// nothing else. The records of a file are marked from the last to the first, so that
// the offsets of the others remain valid.
func mark(data []byte, old *report.Report, ref report.Ref) ([]byte, error) {
	start, key := old.Pos(ref, ""), old.Pos(ref, "carried")
	lines := bytes.SplitAfter(data, []byte("\n"))
	if key != start {
		line := lines[key.Line-1]
		lines[key.Line-1] = slices.Concat(line[:key.Column-1], []byte("true"), line[key.Column-1+key.Len:])
		return bytes.Join(lines, nil), nil
	}
	id := old.Pos(ref, "id")
	line := string(lines[id.Line-1])
	indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	if !strings.HasPrefix(strings.TrimLeft(line, " \t"), "id") {
		return nil, say.Errorf("%s: %s is not marked as carried over, because its id does not begin a line; write the record under a heading of its own", id, ref)
	}
	end := "\n"
	if strings.HasSuffix(line, "\r\n") {
		end = "\r\n"
	}
	lines[id.Line-1] = []byte(strings.TrimRight(line, "\r\n") + end + indent + "carried = true" + end)
	return bytes.Join(lines, nil), nil
}

// nextReport returns data/report.toml of the report that follows old.
func (p Plan) nextReport(old *report.Report, last report.Continues, other bool) []byte {
	var b writer
	b.line("#:schema schema/report.schema.json")
	b.line("# What the report is, which report it continues, and which edition of it this is.")
	b.line("")
	b.line("schema = %d", report.Schema)
	b.line("")
	b.line("[report]")
	b.value("reference", reference(p.Symbol))
	b.text("title", p.titles(), p.Languages)
	switch paragraph := old.Meta.Mandate.Paragraph; {
	case !other && paragraph != "":
		b.value("mandate.resolution", p.Symbol)
		b.value("mandate.paragraph", paragraph)
	default:
		p.mandate(&b)
	}
	p.session(&b)
	b.date("period.from", old.Meta.Period.From)
	p.languages(&b)
	b.comment(`The official document that this report corresponds to, once its symbol is known:
corresponds_to = "A/…"`)
	p.OfficialBy = old.Meta.OfficialBy
	if !old.Meta.Official {
		p.OfficialBy = ""
	}
	p.notice(&b)
	if langs := old.Meta.OfficialLanguages; len(langs) > 0 && !other {
		b.line("official_languages = [%s]", quoted(langs))
	}
	p.nextCites(&b, old, other)
	p.gap(&b, "agenda_item")
	b.line("")
	b.comment(`The edition that this report continues. What stands in it as it did there says
carried = true, until somebody has reviewed it: then delete that line.`)
	b.line("[report.continues]")
	b.value("reference", last.Reference)
	b.text("title", last.Title, p.Languages)
	b.value("edition", last.Edition)
	b.date("as_at", last.AsAt)
	b.value("commit", last.Commit)
	if last.Link != "" {
		b.value("link", last.Link)
	}
	p.edition(&b)
	return b.bytes()
}

// nextCites writes the citations of what is the same as in old.
func (p Plan) nextCites(b *writer, old *report.Report, other bool) {
	if other {
		b.line("cites = [{ source = %q, for = [\"mandate\"], verification = \"unverified\" }]", sourceID(p.Symbol))
		return
	}
	var lines []string
	for _, c := range old.Meta.Cites {
		var fields []string
		for _, f := range c.For {
			top, _, _ := strings.Cut(f, ".")
			if top == "mandate" || top == "reference" || top == "title" && p.Title == old.Meta.Title || top == "period" && f != "period.to" {
				fields = append(fields, report.Quote(f))
			}
		}
		if len(fields) == 0 && len(c.For) > 0 {
			continue
		}
		line := "{ "
		if c.Source != "" {
			line += "source = " + report.Quote(c.Source) + ", "
		}
		if c.Locator != "" {
			line += "locator = " + report.Quote(c.Locator) + ", "
		}
		if len(fields) == 0 { // it was for all fields, of which these remain
			fields = []string{report.Quote("mandate")}
		}
		line += "for = [" + strings.Join(fields, ", ") + "], verification = " + report.Quote(string(c.Verification))
		if note := inline(c.Note); note != "" {
			line += ", note = " + note
		}
		lines = append(lines, line+" }")
	}
	if len(lines) > 0 {
		b.line("cites = [\n  %s,\n]", strings.Join(lines, ",\n  "))
	}
}

// inline returns a text as an inline table, or "" if there is no text.
func inline(t report.Text) string {
	var parts []string
	for _, l := range t.Langs() {
		parts = append(parts, string(l)+" = "+report.Quote(t.In(l)))
	}
	if parts == nil {
		return ""
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

// carriedWhole checks that the files load, and that every answer that is carried over,
// and every section, is there and marked.
func carriedWhole(files []File, old *report.Report, carries func(paragraph string) bool) error {
	var archive txtar.Archive
	for _, f := range files {
		archive.Files = append(archive.Files, txtar.File{Name: f.Name, Data: f.Data})
	}
	tree, err := txtar.FS(&archive)
	if err != nil {
		return err
	}
	r, problems, err := report.Load(tree)
	if err != nil {
		return err
	}
	if r == nil {
		i := slices.IndexFunc(problems, func(p problem.Problem) bool { return p.Severity == problem.Error })
		return say.Errorf("the data cannot be carried over: %s: %s", problems[i].Pos, problems[i].Message)
	}
	for _, par := range old.Paragraphs {
		if !carries(par.ID) {
			continue
		}
		for _, q := range par.Requests {
			if now := r.Request(q.ID); now == nil || now.Carried != q.Verb.Asks() && !q.Carried {
				return say.Errorf("%s could not be marked as carried over", report.Ref{Kind: report.KindRequest, ID: q.ID})
			}
		}
	}
	for _, s := range old.Sections {
		if now := r.Section(s.ID); now == nil || !now.Carried {
			return say.Errorf("%s could not be marked as carried over", report.Ref{Kind: report.KindSection, ID: s.ID})
		}
	}
	return nil
}
