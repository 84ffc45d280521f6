package report

import (
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"rapporteur/generator/internal/lazyregexp"
	"rapporteur/generator/problem"
	"rapporteur/generator/prose"
	"rapporteur/generator/say"
)

// checker walks the tree of one file along with the Go types that it is to
// become, and collects what is wrong, the records and what they name.
type checker struct {
	file     *parsed
	shapes   shapes
	texts    *prose.Cache
	problems limited
}

// context is where a checker is.
type context struct {
	record Ref          // the record that the value belongs to
	holder reflect.Type // the struct whose fields "for" and "field" name
}

// link is a value that names a record.
type link struct {
	from   Ref
	place  span
	target Ref
	to     []Kind // allowed
	words  string // what it is called in a message: "evidence", "reference [source:…]"
	since  int    // schema that brought it; before, it is plain text
	count  *Tally // what it counts; nil for other links
}

func (c *checker) report(rule string, record Ref, s span, message, hint say.Text) {
	if !c.problems.full(problem.Error) {
		c.problems.problems = append(c.problems.problems, c.file.problem(rule, record, s, message, hint))
	}
}

// table checks a table against a struct type. n is nil where it is absent.
func (c *checker) table(n *node, t reflect.Type, ctx context) {
	sh := c.shapes.of(t)
	if ref := refOf(t, n, ctx.record); ref != (Ref{}) {
		ctx.record = ref
		if n != nil {
			c.file.records = append(c.file.records, place{ref, c.file, n})
		}
	}
	if t != reflect.TypeFor[Cite]() && t != reflect.TypeFor[Gap]() {
		ctx.holder = t
	}
	var at span
	if n != nil {
		at = n.val
		for i, name := range n.names {
			if sh.field(name) == nil {
				hint := didYouMean(name, sh.names(), say.F("known here: %s", strings.Join(sh.names(), ", ")))
				var r repair
				if right := meantKey(sh, name); right != "" {
					hint, r = say.F("write %s", right), repair{n.kids[i].key, right, true}
				}
				c.reportEdit("unknown-key", ctx.record, n.kids[i].key, say.F("unknown key %q", name), hint, r)
				c.file.strayed(n.kids[i], ctx.record.ID)
			}
		}
	}
	for i := range sh.fields {
		f := &sh.fields[i]
		kid := n.get(f.name)
		if kid == nil {
			if f.typ.Kind() == reflect.Struct && needs(c.shapes, f.typ) {
				c.table(nil, f.typ, ctx)
			}
			if f.has("required") || f.has("id") {
				c.report("missing", ctx.record, at, say.F("%s has no %s", called(ctx.record, t), f.name), say.F("add it: %s", example(f)))
			}
			continue
		}
		if f.since > 0 {
			c.file.newer = append(c.file.newer, newer{name: f.name, since: f.since, record: ctx.record, place: kid.key})
		}
		c.value(kid, f.typ, f, ctx)
	}
	c.together(n, t, ctx)
}

// strayed enters the tables under a heading that is wrong as each record of the file that they may
// be meant for, so that what refers to one of them is no further mistake. Parent is the id of the
// record that they are in.
func (p *parsed) strayed(n *node, parent string) {
	if id := n.get("id"); n.kind == unstable.Table && id != nil && id.kind == unstable.String {
		if p.stray == nil {
			p.stray = make(map[Ref]bool)
		}
		for _, k := range kinds {
			switch of := (Ref{k.Kind, string(id.text)}); {
			case k.File != formatOf(p.Name):
			case k.Composite:
				p.stray[Ref{k.Kind, parent + "/" + of.ID}] = true
			default:
				p.stray[of] = true
			}
		}
		parent = string(id.text)
	}
	for _, kid := range n.kids {
		p.strayed(kid, parent)
	}
}

// meantKey is the key that differs from a name in case alone, or in how it is joined to a
// language: title_fr. It is empty where there is none.
func meantKey(sh *shape, name string) string {
	if lower := strings.ToLower(name); lower != name && sh.field(lower) != nil {
		return lower
	}
	for _, join := range []string{"_", "-"} {
		if i := strings.LastIndex(name, join); i > 0 {
			key, lang := strings.ToLower(name[:i]), strings.ToLower(name[i+1:])
			if f := sh.field(key); f != nil && f.typ == reflect.TypeFor[Text]() && slices.Contains(Langs, Lang(lang)) {
				return key + "." + lang
			}
		}
	}
	return ""
}

// needs reports whether a struct that is absent has required fields.
func needs(ss shapes, t reflect.Type) bool {
	if t != reflect.TypeFor[Meta]() && t != reflect.TypeFor[Edition]() {
		return false
	}
	return slices.ContainsFunc(ss.of(t).fields, func(f field) bool { return f.has("required") || f.has("id") })
}

// value checks a value against the type and the properties of its field.
func (c *checker) value(n *node, t reflect.Type, f *field, ctx context) {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == reflect.TypeFor[Date]() {
		c.date(n, ctx)
		return
	}
	if t == reflect.TypeFor[Number]() {
		c.number(n, f, ctx)
		return
	}
	if t == reflect.TypeFor[Cells]() {
		c.cells(n, ctx)
		return
	}
	if t == reflect.TypeFor[Ref]() {
		if c.expect(n, unstable.String, say.F("a typed id such as \"activity:workshop-2030\""), ctx) {
			target := ParseRef(string(n.text))
			if f != nil && !strings.Contains(string(n.text), ":") {
				target = target.orBare(f.bare)
			}
			c.link(n, target, f, ctx)
		}
		return
	}
	if t == reflect.TypeFor[Breakdown]() {
		c.breakdown(n, f, ctx)
		return
	}
	switch t.Kind() {
	case reflect.Struct:
		if !c.expect(n, unstable.Table, say.F("a table"), ctx) {
			return
		}
		if t == reflect.TypeFor[Text]() {
			c.text(n, f, ctx)
			return
		}
		c.table(n, t, ctx)
	case reflect.Slice:
		if !c.expect(n, unstable.Array, say.F("a list"), ctx) {
			c.file.strayed(n, ctx.record.ID)
			return
		}
		if len(n.kids) == 0 && f.has("required") {
			c.report("missing", ctx.record, n.val, say.F("%s is empty", f.name), say.Text{})
		}
		for _, kid := range n.kids {
			c.value(kid, t.Elem(), f, ctx)
		}
	case reflect.Bool:
		c.expect(n, unstable.Bool, say.F("true or false"), ctx)
	case reflect.Int, reflect.Int64:
		if c.expect(n, unstable.Integer, say.F("a whole number"), ctx) {
			i, err := strconv.ParseInt(strings.ReplaceAll(string(n.text), "_", ""), 0, 64)
			if err == nil && i < 0 && f.has("positive") {
				c.report("range", ctx.record, n.val, say.F("%s is below zero", f.name), say.Text{})
			}
		}
	case reflect.String:
		if c.expect(n, unstable.String, say.F("a text in quotation marks"), ctx) {
			c.str(n, t, f, ctx)
		}
	}
}

// breakdown checks a table of dimensions with a category of each.
func (c *checker) breakdown(n *node, f *field, ctx context) {
	if !c.expect(n, unstable.Table, say.F("a table with a category of each dimension"), ctx) {
		return
	}
	for i, dimension := range n.names {
		kid := n.kids[i]
		if !c.expect(kid, unstable.String, say.F("the id of a category in quotation marks"), ctx) {
			continue
		}
		c.file.links = append(c.file.links, link{from: ctx.record, place: kid.val, target: Ref{KindCategory, dimension + "/" + string(kid.text)}, to: f.to, words: f.name})
	}
}

// number checks a number, which may have decimals from schema 3 on.
func (c *checker) number(n *node, f *field, ctx context) {
	text := string(n.text)
	switch n.kind {
	case unstable.Integer:
		i, err := strconv.ParseInt(strings.ReplaceAll(text, "_", ""), 0, 64)
		if err == nil && i < 0 && f.has("positive") {
			c.report("range", ctx.record, n.val, say.F("%s is below zero", f.name), say.F("write it without the sign: %s", strings.TrimLeft(text, "-")))
		}
		return
	case unstable.Float:
		text = withoutUnderscores(n.text)
		c.file.decimals = append(c.file.decimals, n.val)
	case unstable.String:
	default:
		c.expect(n, unstable.Integer, say.F("a number"), ctx)
		return
	}
	v, err := ParseNumber(text)
	switch {
	case n.kind == unstable.String && (err != nil || v.Places() == 0):
		c.expect(n, unstable.Integer, say.F("a number"), ctx)
		return
	case err != nil:
		c.file.wrongType = true
		c.report("wrong-type", ctx.record, n.val, say.Of(err), say.F(`write its digits: 1000, 15.8; with trailing zeros in quotation marks: "15.80"`))
		return
	case v.Sign() < 0 && f.has("positive"):
		c.report("range", ctx.record, n.val, say.F("%s is below zero", f.name), say.Text{})
	}
	c.file.newer = append(c.file.newer, newer{name: f.name + " = " + text, since: 3, record: ctx.record, place: n.val, was: &fault{
		rule: "wrong-type", message: say.F("expected a whole number, found %s", kindWords(n.kind)),
		hint: withoutMarks(text, n.kind == unstable.String),
	}})
}

// quantity checks what the fields of a quantity or an amount say together.
func (c *checker) quantity(n *node, ctx context) {
	number := func(key string) (Number, bool) {
		k := n.get(key)
		if k == nil {
			return Number{}, false
		}
		v, err := ParseNumber(withoutUnderscores(k.text))
		return v, err == nil
	}
	to := n.get("to")
	from, hasFrom := number("value")
	end, hasEnd := number("to")
	switch {
	case to != nil && n.get("value") == nil:
		c.report("range", ctx.record, to.val, say.F("the range has an end, but no beginning"), say.F("add the smaller number as ‹value›"))
	case hasFrom && hasEnd && end.Cmp(from) <= 0:
		c.report("range", ctx.record, to.val, say.F("the range ends with %s, which is not more than the %s with which it begins", end, from),
			say.F("write the smaller number as ‹value›, the greater as ‹to›; if both are the same, remove ‹to›"))
	}
	if k := n.get("qualifier"); to != nil && k != nil && !slices.Contains(list("", Exact, About), string(k.text)) {
		c.report("range", ctx.record, k.val, say.F("a range cannot be %q", k.text), say.F("only ‹exact› or ‹about› goes with a range; otherwise remove ‹to›"))
	}
	if k := n.get("per"); k != nil && k.kind == unstable.Integer && strings.Trim(string(k.text), "+-0_") == "" {
		c.report("range", ctx.record, k.val, say.F("‹per› is zero"), say.F("write 100 for per cent, 1000 for a rate per 1,000; or take it out"))
	}
}

// commaDecimal is a number as French and other languages write one with decimals. Three
// digits after the comma may be thousands.
var commaDecimal = lazyregexp.New(`^[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})$`)

// expect reports whether n is of the kind; if not, that is a problem.
func (c *checker) expect(n *node, kind unstable.Kind, words say.Text, ctx context) bool {
	if n.kind == kind {
		return true
	}
	hint := say.Text{}
	switch {
	case kind == unstable.Table && quantityField(ctx, n, c.file) && n.kind == unstable.Integer:
		hint = say.F("write ‹{ value = %s }›", n.text)
	case kind == unstable.Table && quantityField(ctx, n, c.file) && n.kind == unstable.String:
		hint = say.F(`write ‹{ value = 100 }›; what is not known is left out, with its reason in ‹gaps›: ‹{ field = "participants", reason = "not-stated" }›`)
	case kind == unstable.Table && keyOf(n, c.file) == "place":
		hint = say.F(`write ‹place.city.%s = "…"› and ‹place.state = "…"›`, language)
	case kind == unstable.Table && n.kind == unstable.String:
		hint = say.F(`a text has a language, after a dot, as in ‹title.%s = "…"›`, language)
	case kind == unstable.Table && n.kind == unstable.Array:
		hint = say.F("there is only one of it: its heading has one bracket on each side, [edition], and a value is written { … }")
	case kind == unstable.String && n.kind == unstable.Array:
		hint = say.F("it is one text: take the square brackets out")
	case kind == unstable.Bool && n.kind == unstable.String && truthWords[strings.ToLower(string(n.text))] != "":
		hint = say.F("write it without quotation marks: %s", truthWords[strings.ToLower(string(n.text))])
	case kind == unstable.Bool:
		hint = say.F("write true or false, without quotation marks")
	case kind == unstable.Integer && n.kind == unstable.String && commaDecimal.Match(n.text):
		hint = say.F("write it without quotation marks, with a point before the decimals: %s", strings.Replace(string(n.text), ",", ".", 1))
	case kind == unstable.Integer:
		hint = withoutMarks(string(n.text), n.kind == unstable.String)
	case kind == unstable.String && n.kind != unstable.Table && n.kind != unstable.Array:
		hint = say.F("put it in double quotes")
	case kind == unstable.Array:
		hint = say.F("write it in square brackets, even if there is one only; a table of a list has two: ‹[[request]]›")
	}
	c.file.wrongType = true
	edit := repair{}
	if plain := plainNumber(string(n.text)); plain != "" && kind == unstable.Integer && n.kind == unstable.String {
		edit = repair{n.val, plain, true}
	} else if word := truthWords[strings.ToLower(string(n.text))]; word != "" && kind == unstable.Bool && n.kind == unstable.String {
		edit = repair{n.val, word, true}
	} else if m := roughNumber.FindStringSubmatch(string(n.text)); m != nil && kind == unstable.Integer && n.kind == unstable.String {
		hint = say.F(`write the number alone, and how exact it is beside it: ‹value = %s›, ‹qualifier = "about"›`, m[1])
		edit = repair{n.val, m[1] + `, qualifier = "about"`, false}
	}
	c.reportEdit("wrong-type", ctx.record, n.val, say.F("expected %s, found %s", words, kindWords(n.kind)), hint, edit)
	return false
}

var roughNumber = lazyregexp.New(`(?i)^(?:about|some|around|environ|quelque|près de|~) *([0-9]+)$`)

// plainNumber is a number with separated thousands as TOML writes it; "" for any other text.
func plainNumber(s string) string {
	if !groupedNumber.MatchString(s) {
		return ""
	}
	return groupMarks.ReplaceAllString(s, "")
}

// reportEdit is like report, with the repair of the mistake; the zero repair where none is known.
func (c *checker) reportEdit(rule string, record Ref, s span, message, hint say.Text, r repair) {
	count := len(c.problems.problems)
	c.report(rule, record, s, message, hint)
	if r.span != (span{}) && len(c.problems.problems) > count {
		c.problems.problems[count].Edit = c.file.edit(r.span, r.text, r.safe)
	}
}

// keyOf is the key before a value, as it is written.
func keyOf(n *node, p *parsed) string {
	if n.key.off+n.key.len > len(p.Data) {
		return ""
	}
	return string(p.Data[n.key.off : n.key.off+n.key.len])
}

func quantityField(ctx context, n *node, p *parsed) bool {
	k := keyOf(n, p)
	return k == "participants" || k == "states_count" || k == "quantity" || k == "parties"
}

func kindWords(k unstable.Kind) say.Text {
	switch k {
	case unstable.Table:
		return say.F("a table")
	case unstable.Array:
		return say.F("a list")
	case unstable.String:
		return say.F("a text in quotation marks")
	case unstable.Bool:
		return say.F("true or false")
	case unstable.Float:
		return say.F("a number with a decimal point")
	case unstable.Integer:
		return say.F("a whole number")
	case unstable.LocalDate:
		return say.F("a date")
	case unstable.LocalTime:
		return say.F("a time")
	default:
		return say.F("a date with a time")
	}
}

func (c *checker) date(n *node, ctx context) {
	const hint = `write a day as 2008-07-31, a month as "2008-07", a year as "2008"`
	switch n.kind {
	case unstable.LocalDate, unstable.String:
		if _, err := ParseDate(string(n.text)); err != nil {
			c.file.wrongType = true
			var r repair
			hint := say.F(hint)
			if day := OtherDate(string(n.text)); day != "" {
				hint, r = say.F("write %s", day), repair{n.val, day, true}
			}
			c.reportEdit("bad-date", ctx.record, n.val, say.Of(err), hint, r)
		}
	default:
		c.file.wrongType = true
		var r repair
		if n.kind == unstable.Integer && len(n.text) == 4 {
			r = repair{n.val, strconv.Quote(string(n.text)), true}
		}
		c.reportEdit("wrong-type", ctx.record, n.val, say.F("expected a date, found %s", kindWords(n.kind)), say.F(hint), r)
	}
}

// str checks a string that is not a text in languages.
func (c *checker) str(n *node, t reflect.Type, f *field, ctx context) {
	s := string(n.text)
	if e, ok := reflect.Zero(t).Interface().(enumerated); ok {
		if s == "" && (!f.has("required") || t == reflect.TypeFor[Verification]()) {
			return // that of an empty citation is no problem of its own; see together
		}
		if vs := e.values(); !slices.Contains(vs, s) {
			if list := Extends(t); list != "" && IsID(s) && f.name != "like" {
				c.file.terms = append(c.file.terms, termUse{ctx.record, n.val, list, f.name, s})
				return
			}
			c.report("unknown-value", ctx.record, n.val, say.F("%s cannot be %q", f.name, s), didYouMean(s, vs, oneOf(vs)))
		}
		if since := laterValues[t][s]; since > 0 {
			c.file.newer = append(c.file.newer, newer{name: fmt.Sprintf("%s = %q", f.name, s), since: since, record: ctx.record, place: n.val})
		}
		return
	}
	switch {
	case strings.TrimSpace(s) == "" && (f.has("required") || f.has("id")):
		c.report("missing", ctx.record, n.val, say.F("%s is empty", f.name), say.Text{})
	case (f.has("id") || f.has("slug")) && s != "" && !slug.MatchString(s):
		c.report("bad-id", ctx.record, n.val, say.F("id %q is not well formed", s), say.F("use a-z, 0-9 and single hyphens between them"))
	case f.has("field") && !c.names(ctx.holder, s):
		c.report("unknown-field", ctx.record, n.val, say.F("there is no field %q here", s),
			didYouMean(s, c.shapes.of(ctx.holder).names(), say.F("name a field of the record‹ as it is written in TOML›")))
	case f.has("link") && s != "":
		if u, err := url.Parse(s); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			c.report("bad-link", ctx.record, n.val, say.F("this is not an http or https link"), say.F("it begins with https://"))
		}
	case f.has("host") && !IsHost(s):
		c.report("bad-link", ctx.record, n.val, say.F("%q is not the name of a host", s), say.F(`write the name alone, without https:// and without a path: "un.org"`))
	case f.has("currency") && s != "" && !isUpper3(s):
		hint := say.F("three capital letters, as USD")
		if code := map[string]string{"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}[s]; code != "" {
			hint = say.F("write %s", code)
		} else if isUpper3(strings.ToUpper(s)) {
			hint = say.F("write %s", strings.ToUpper(s))
		}
		c.report("currency", ctx.record, n.val, say.F("currency %q is not a code of ISO 4217", s), hint)
	case f.to != nil && s != "":
		c.link(n, Ref{f.to[0], s}, f, ctx)
	}
}

func oneOf(words []string) say.Text { return say.F("one of: ‹%s›", strings.Join(words, ", ")) }

// names reports whether a citation or a gap in holder may name that field. What is above a list of records applies to each of them.
func (c *checker) names(holder reflect.Type, path string) bool {
	switch holder {
	case reflect.TypeFor[entitiesFile]():
		holder = reflect.TypeFor[Entity]()
	case reflect.TypeFor[statesFile]():
		holder = reflect.TypeFor[State]()
	case reflect.TypeFor[Participation]():
		if c.shapes.names(reflect.TypeFor[Act](), path) {
			return true
		}
	}
	return c.shapes.names(holder, path)
}

func (c *checker) link(n *node, target Ref, f *field, ctx context) {
	c.file.links = append(c.file.links, link{from: ctx.record, place: n.val, target: target, to: f.to, words: f.name})
}

// text checks a text in languages, and what it refers to.
func (c *checker) text(n *node, f *field, ctx context) {
	some := false
	for i, name := range n.names {
		kid := n.kids[i]
		if !slices.Contains(Langs, Lang(name)) {
			c.report("unknown-key", ctx.record, kid.key, say.F("unknown language %q", name), say.F("one of: ‹%s›", strings.Join(list(Langs...), ", ")))
			continue
		}
		if !c.expect(kid, unstable.String, say.F("a text in quotation marks"), ctx) {
			continue
		}
		if strings.TrimSpace(string(kid.text)) != "" {
			some = true
			if f.has("prose") || f.has("verbatim") {
				c.prose(kid, f.has("verbatim"), ctx)
			}
		}
	}
	if !some && f.has("required") {
		c.report("missing", ctx.record, n.val, say.F("%s is empty", f.name), say.Text{})
	}
}

// together checks what no single field of a struct shows.
func (c *checker) together(n *node, t reflect.Type, ctx context) {
	if n == nil {
		return
	}
	str := func(key string) string {
		if k := n.get(key); k != nil && (k.kind == unstable.String || k.kind == unstable.LocalDate) {
			return string(k.text)
		}
		return ""
	}
	switch t {
	case reflect.TypeFor[Edition]():
		if id := str("id"); reserved(id) {
			c.report("bad-id", ctx.record, n.get("id").val, say.F("an edition cannot be called %q: the site uses that name", id), say.Text{})
		}
		if d, err := ParseDate(str("as_at")); err == nil && d.Day == 0 {
			c.report("bad-date", ctx.record, n.get("as_at").val, say.F("‹as_at› is not a day"), say.F("write the last day that the edition speaks of: 2008-07-31"))
		}
	case reflect.TypeFor[Withdrawn](), reflect.TypeFor[Continues]():
		if h := str("commit"); h != "" && (len(h) != 40 || strings.Trim(h, "0123456789abcdef") != "") {
			c.report("bad-commit", ctx.record, n.get("commit").val, say.F("this is not the full hash of a commit"), say.F("write all 40 digits, as git log shows them"))
		}
	case reflect.TypeFor[Meta]():
		c.languages(n, ctx)
	case reflect.TypeFor[Paragraph](), reflect.TypeFor[Participation](), reflect.TypeFor[Table]():
		key := "id"
		if t == reflect.TypeFor[Participation]() {
			key = "instrument"
		}
		if id := str(key); id != "" && id != c.file.base {
			c.report("file-name", ctx.record, n.get(key).val, say.F("the file is called %s.toml, but %s is %q", c.file.base, key, id),
				say.F("rename the file; an id never changes once it was issued"))
		}
		if t == reflect.TypeFor[Table]() {
			c.columns(n, ctx)
		}
	case reflect.TypeFor[State]():
		if id := str("id"); slug.MatchString(id) && !isUpper3(strings.ToUpper(id)) {
			c.report("bad-id", ctx.record, n.get("id").val, say.F("id %q is not three letters", id), say.F("a State’s id is its ISO alpha-3 code in lower case: fra"))
		}
	case reflect.TypeFor[Quantity]():
		c.quantity(n, ctx)
	case reflect.TypeFor[Amount]():
		c.quantity(n, ctx)
		if n.get("value") != nil && str("currency") == "" {
			c.report("currency", ctx.record, n.val, say.F("amount has no currency"), say.F(`add it: ‹currency = "USD"›`))
		}
	case reflect.TypeFor[Cite]():
		if str("source") == "" && str("verification") != string(Unverified) {
			c.report("missing", ctx.record, n.val, say.F("citation has no source"), say.F(`name one, or say ‹verification = "unverified"›`))
		} else if v := n.get("verification"); v != nil && v.kind == unstable.String && len(v.text) == 0 {
			words := Values(reflect.TypeFor[Verification]())
			c.report("unknown-value", ctx.record, v.val, say.F("%s cannot be %q", "verification", ""), oneOf(words))
		}
	}
}

func (c *checker) languages(n *node, ctx context) {
	var langs []string
	if l := n.get("languages"); l != nil && l.kind == unstable.Array {
		for _, kid := range l.kids {
			if slices.Contains(langs, string(kid.text)) {
				c.report("duplicate-id", ctx.record, kid.val, say.F("language %q is listed twice", kid.text), say.Text{})
			}
			langs = append(langs, string(kid.text))
		}
	}
	if o := n.get("original"); o != nil && langs != nil && !slices.Contains(langs, string(o.text)) {
		c.report("unknown-value", ctx.record, o.val, say.F("original language %q is not among languages", o.text), say.F("one of: ‹%s›", strings.Join(langs, ", ")))
	}
}

// reserved reports whether the site uses an edition id for something else.
func reserved(id string) bool {
	return slices.Contains(Langs, Lang(id)) || slices.Contains([]string{
		"current", "draft", "about", "accessibility", "activities", "assets", "changes", "contributing", "css",
		"data", "editions", "finance", "fonts", "images", "img", "index", "instruments", "js", "method",
		"paragraphs", "publications", "report", "resolution", "robots", "search", "sections", "sitemap",
		"sources", "static", "states", "404",
	}, id)
}

func isUpper3(s string) bool {
	return len(s) == 3 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// called is what a message calls a record, or a table that is not a record.
func called(r Ref, t reflect.Type) say.Text {
	switch name := strings.ToLower(t.Name()); {
	case strings.HasSuffix(name, "file"):
		return say.F("file")
	case r == (Ref{}), kindOf(t) == "":
		return say.F(name)
	}
	return r.Kind.Noun()
}

// language is printed in hints for the default language of the report, which is not known
// where a file is read on its own.
const language = "{language}"

// inLanguage puts a language into the hints of problems.
func inLanguage(problems []problem.Problem, l Lang) {
	for i := range problems {
		problems[i].Hint = problems[i].Hint.Replace(language, string(l))
	}
}

// languageOf is the default language that report.toml gives, English where it gives none.
func languageOf(files []*parsed) Lang {
	for _, p := range files {
		if p.Name != "data/report.toml" || p.root == nil {
			continue
		}
		if meta := p.root.get("report"); meta != nil {
			if all := meta.get("languages"); all != nil && len(all.kids) > 0 && slices.Contains(Langs, Lang(all.kids[0].text)) {
				return Lang(all.kids[0].text)
			}
		}
	}
	return "en"
}

// example shows how a required key is written.
func example(f *field) say.Text {
	switch t := f.typ; {
	case t == reflect.TypeFor[Text]():
		return say.F(`‹%s.%s = "…"›`, f.name, language)
	case t == reflect.TypeFor[Date]():
		return say.F("‹%s = 2008-07-31›", f.name)
	case t.Kind() == reflect.Slice:
		return say.F(`‹%s = ["…"]›`, f.name)
	case t.Kind() == reflect.String:
		if e, ok := reflect.Zero(t).Interface().(enumerated); ok {
			return say.F("‹%s = %q›, or another of: ‹%s›", f.name, e.values()[0], strings.Join(e.values(), ", "))
		}
		return say.F(`‹%s = "…"›`, f.name)
	}
	return say.F("‹%s = …›", f.name)
}
