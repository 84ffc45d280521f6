package editor

import (
	"path"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"rapporteur/generator/internal/lazyregexp"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// reader prints messages about a field of a record for somebody who sees its form and not
// the files: fields by their labels, words of lists and records by their names, commands by
// the buttons of the page. What the page has nothing for is left out of a hint.
func (s *Session) reader(lang string, kind report.Kind, field string) say.Reader {
	f := s.former(lang, kind)
	return say.Reader{Lang: lang,
		Code: func(code string) (string, bool) { return f.code(code, field) },
		Arg:  f.argument,
	}
}

var (
	commandOf  = lazyregexp.New(`^rapporteur (\w+)(?: (--next|\w+))?`)
	headingOf  = lazyregexp.New(`^\[\[([a-z.]+)\]\]$`)
	assignment = lazyregexp.New(`^([a-z_]+(?:\.[a-z_]+)*) = (.+)$`)
	plain      = lazyregexp.New(`^-?\d[\d.-]*$`) // a number or a day
	keyAlone   = lazyregexp.New(`^[a-z_]+(?:\[\d+\])?(?:\.[a-z_]+(?:\[\d+\])?)*$`)
)

// code says in the words of the form what a message has between its marks.
func (f *former) code(code, field string) (string, bool) {
	if code == "" || strings.ContainsRune(" \u00a0,:\n", []rune(code)[0]) {
		return "", true // more than the form needs
	}
	bare := strings.Trim(code, "'\"«»\u00a0")
	if m := commandOf.FindStringSubmatch(bare); m != nil {
		switch {
		case m[1] == "release" && m[2] == "--next":
			return f.quoted(f.say.Say("edit-begin")), true
		case m[1] == "new" && slices.Contains(Addable(), report.Kind(m[2])):
			return f.quoted(f.say.Say("edit-add") + f.colon() + f.say.Say("kind-"+m[2])), true
		}
		return "", false
	}
	if m := headingOf.FindStringSubmatch(code); m != nil {
		return f.kindWhere(func(k report.KindInfo) bool { return k.Key == m[1] })
	}
	if path.Ext(code) == ".toml" {
		for ref, file := range f.where() {
			if file == code && ref.Kind.Info().Key == "" && len(ref.Kind.Info().ID) > 0 {
				return f.quoted(f.name(ref, f.lang)), true
			}
		}
		return f.kindWhere(func(k report.KindInfo) bool { return k.File == code && k.Key == "" && len(k.ID) == 0 })
	}
	if m := assignment.FindStringSubmatch(code); m != nil {
		label, t, at, ok := f.called(m[1], field)
		if !ok {
			return "", false
		}
		if t.Kind() == reflect.Bool {
			return f.quoted(label) + f.colon() + f.say.Say("yes"), true
		}
		value, quoted := strings.CutPrefix(m[2], `"`)
		if !quoted && plain.MatchString(value) {
			return f.quoted(label) + f.colon() + value, true
		}
		if quoted {
			value = strings.TrimSuffix(value, `"`)
			if ref := (report.Ref{Kind: f.bare(at), ID: value}); f.where()[ref] != "" {
				return f.quoted(label) + f.colon() + f.quoted(f.name(ref, f.lang)), true
			}
			if report.Values(t) != nil {
				if !slices.Contains(report.Values(t), value) {
					return f.quoted(label), true
				}
				value = f.word(t, at, value)
			}
			if value != "…" && value != "ID" {
				return f.quoted(label) + f.colon() + f.quoted(value), true
			}
		}
		return f.quoted(label), true
	}
	ref := report.ParseRef(bare)
	if f.where()[ref] == "" && !strings.Contains(bare, ":") {
		ref.Kind = f.bare(field)
	}
	if f.where()[ref] != "" {
		return f.quoted(f.name(ref, f.lang)), true
	}
	for _, t := range []reflect.Type{reflect.TypeFor[report.Status](), reflect.TypeFor[report.Qualifier]()} {
		if slices.Contains(report.Values(t), code) {
			return f.quoted(f.word(t, "", code)), true
		}
	}
	if words, ok := f.list(code, field); ok {
		return words, true
	}
	if !keyAlone.MatchString(code) {
		return "", false
	}
	label, _, _, ok := f.called(code, field)
	return f.quoted(label), ok
}

// list names the words that a field may hold, or languages.
func (f *former) list(code, field string) (string, bool) {
	var t reflect.Type
	if of := f.kind.Info().Type; of != nil {
		t, _, _ = fieldAt(of, field)
	}
	var names []string
	for word := range strings.SplitSeq(code, ", ") {
		switch {
		case t != nil && slices.Contains(report.Values(t), word):
			names = append(names, f.quoted(f.word(t, field, word)))
		case slices.Contains(report.Langs, report.Lang(word)):
			names = append(names, f.quoted(f.say.Say("lang-"+word)))
		default:
			return "", false
		}
	}
	return strings.Join(names, ", "), true
}

// called finds the field that a message about another field of the record calls by its key,
// next to that one or in the record, else in records of another kind.
func (f *former) called(key, field string) (label string, t reflect.Type, at string, ok bool) {
	var paths []string
	if at := strings.LastIndexByte(field, '.'); at >= 0 && slices.Contains(report.Langs, report.Lang(field[at+1:])) {
		field = field[:at]
	}
	if field != "" {
		paths = append(paths, field[:strings.LastIndexByte(field, '.')+1]+key, field+"."+key)
	}
	paths = append(paths, key, "cites[0]."+key, "gaps[0]."+key, "quantity."+key)
	kinds := []report.Kind{f.kind}
	for _, k := range report.Kinds() {
		if !k.Part {
			kinds = append(kinds, k.Kind)
		}
	}
	for i, k := range kinds {
		of := k.Info().Type
		if of == nil {
			continue
		}
		for _, p := range paths {
			t, sf, found := fieldAt(of, p)
			if !found {
				continue
			}
			other := f
			if i > 0 {
				other = f.Session.former(string(f.lang), k)
			}
			last := p[strings.LastIndexByte(p, '.')+1:]
			if isText(sf) && slices.Contains(report.Langs, report.Lang(last)) {
				return other.within(strings.TrimSuffix(p, "."+last)) + " – " + f.say.Say("lang-"+last), t, p, true
			}
			return other.within(p), t, p, true
		}
	}
	return "", nil, "", false
}

// within is the label of a field with that of the group that it is in.
func (f *former) within(path string) string {
	label := f.label(path)
	group, _, nested := strings.Cut(path, ".")
	if !nested || strings.ContainsRune(group, '[') || strings.Contains(label, lower(f.label(group))) {
		return label
	}
	return f.label(group) + " – " + lower(label)
}

// bare is the kind of the record that a field names by its id alone.
func (f *former) bare(at string) report.Kind {
	if f.kind.Info().Type == nil {
		return ""
	}
	_, sf, ok := fieldAt(f.kind.Info().Type, at)
	if !ok {
		return ""
	}
	if to := report.Targets(sf); len(to) == 1 {
		return to[0]
	}
	return report.Bare(sf)
}

// kindWhere is the name of the one kind of which something is true.
func (f *former) kindWhere(is func(report.KindInfo) bool) (string, bool) {
	kinds := slices.DeleteFunc(slices.Clone(report.Kinds()), func(k report.KindInfo) bool { return !is(k) })
	if len(kinds) != 1 {
		return "", false
	}
	return f.quoted(f.say.Say("kind-" + string(kinds[0].Kind))), true
}

// argument is an argument of a message in the words of the form.
func (f *former) argument(a any) (string, bool) {
	switch a := a.(type) {
	case report.Ref:
		if f.where()[a] == "" {
			return "", false
		}
		return f.quoted(f.name(a, f.lang)), true
	case report.Kind:
		return lower(f.say.Say("kind-" + string(a))), true
	}
	t := reflect.TypeOf(a)
	if t == nil || t.Kind() != reflect.String || !slices.Contains(report.Values(t), reflect.ValueOf(a).String()) {
		return "", false
	}
	return f.quoted(f.word(t, "", reflect.ValueOf(a).String())), true
}

// quoted is a label or a name in a sentence.
func (f *former) quoted(s string) string {
	if f.lang == "fr" {
		return "«\u00a0" + s + "\u00a0»"
	}
	return "“" + s + "”"
}

func (f *former) colon() string {
	if f.lang == "fr" {
		return "\u00a0: "
	}
	return ": "
}

// lower begins a word with a small letter.
func lower(s string) string {
	for i, r := range s {
		return string(unicode.ToLower(r)) + s[i+len(string(r)):]
	}
	return s
}
