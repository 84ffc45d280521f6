package diff

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"rapporteur/generator/report"
)

// recordClass is the class of a record that was added or removed.
func recordClass(kind report.Kind) Class { return Class(kind.Info().Class) }

// class is that of a change of a field.
func (c *comparer) class(ch *Change) Class {
	top, _, _ := strings.Cut(ch.Field, ".")
	top, _, _ = strings.Cut(top, "[")
	if ch.Kind == Moved || ch.Kind == Reordered || ch.Kind == Renumbered {
		return Metadata
	}
	record := recordClass(ch.Ref.Kind)
	if record == Metadata && top != "cites" {
		return Metadata
	}
	if len(ch.Texts) > 0 && ch.From.IsZero() && ch.To.IsZero() {
		if class := c.textClass(ch.Texts); class != Substance {
			return class
		}
	}
	switch top {
	case "cites", "link", "seen_at", "access", "locator":
		return Source
	case "original", "inferred", "carried":
		return Metadata
	case "quantity", "amount", "participants", "states_count", "count":
		return Figure
	case "status":
		if ch.Ref.Kind == report.KindRequest {
			return Status
		}
	}
	if record == Source {
		return Source
	}
	return Substance
}

// textClass is Editorial where all languages differ in spelling, punctuation,
// capitals, white space and marks alone, Source where references to sources
// and addresses of links differ too, else Substance.
func (c *comparer) textClass(texts []TextChange) Class {
	class := Editorial
	for _, t := range texts {
		if t.From == t.To {
			continue // white space alone
		}
		if t.From == "" || t.To == "" {
			return Substance
		}
		const long = 400
		if t.Rewritten && len(t.From) > long {
			return Substance
		}
		full, bare := bones(t.Words, Insert)
		fullTo, bareTo := bones(t.Words, Delete)
		switch {
		case full == fullTo:
		case bare == bareTo:
			class = Source
		default:
			return Substance
		}
	}
	return class
}

// bones are what is left of a text, without the segments of one op, when
// spelling, punctuation, capitals and white space are taken away. Bare is
// without references to sources and addresses of links too.
func bones(words []Segment, without SegmentOp) (full, bare string) {
	var f, b strings.Builder
	var letters strings.Builder
	flush := func() {
		f.WriteString(letters.String())
		b.WriteString(letters.String())
		letters.Reset()
	}
	for _, s := range words {
		if s.Op == without || s.Break {
			continue
		}
		if s.Op == Equal {
			letters.WriteByte('=')
			continue
		}
		if s.Reference {
			flush()
			f.WriteString("|" + s.Text + "|")
			if !strings.HasPrefix(s.Text, "[source:") {
				b.WriteString("|" + s.Text + "|")
			}
			continue
		}
		if s.Link != "" {
			flush()
			f.WriteString("|" + s.Link + "|")
		}
		sc := new(scanner)
		sc.scan(s.Text)
		for _, w := range sc.words {
			letters.WriteString(bone(w.text))
		}
	}
	flush()
	return f.String(), b.String()
}

// bone is a word without what spelling may change. Numbers and symbols stay
// as they are, save for the kind of space between groups.
func bone(s string) string {
	if strings.ContainsFunc(s, unicode.IsDigit) {
		var b strings.Builder
		for _, r := range s {
			if !unicode.IsSpace(r) {
				b.WriteRune(unicode.ToLower(r))
			}
		}
		return "|" + b.String() + "|"
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, r), unicode.IsPunct(r), unicode.Is(unicode.Cf, r), unicode.IsSpace(r):
		case r == 'œ':
			b.WriteString("oe")
		case r == 'æ':
			b.WriteString("ae")
		default:
			b.WriteRune(r)
		}
	}
	word := b.String()
	for _, end := range []string{"ise", "ised", "ises", "ising", "isation", "isations"} {
		if stem, ok := strings.CutSuffix(word, end); ok && len(stem) >= 4 {
			word = stem + "iz" + strings.TrimPrefix(end, "is")
			break
		}
	}
	return doubled(word)
}

// doubled writes each letter of a long word once where it is twice:
// "occured" is "occurred" misspelt.
func doubled(s string) string {
	const long = 7
	if len(s) < long {
		return s
	}
	var b strings.Builder
	last := rune(-1)
	for _, r := range s {
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}
