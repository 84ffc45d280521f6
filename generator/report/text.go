package report

// In is the text in l, empty where there is none.
func (t Text) In(l Lang) string {
	switch l {
	case "ar":
		return t.Ar
	case "zh":
		return t.Zh
	case "en":
		return t.En
	case "fr":
		return t.Fr
	case "ru":
		return t.Ru
	case "es":
		return t.Es
	}
	return ""
}

// With is t with s as the text in l.
func (t Text) With(l Lang, s string) Text {
	switch l {
	case "ar":
		t.Ar = s
	case "zh":
		t.Zh = s
	case "en":
		t.En = s
	case "fr":
		t.Fr = s
	case "ru":
		t.Ru = s
	case "es":
		t.Es = s
	}
	return t
}

// IsZero reports whether there is no text in any language.
func (t Text) IsZero() bool { return t == Text{} }

// Langs are the languages that have a text, in the order of the language bar.
func (t Text) Langs() []Lang {
	var ls []Lang
	for _, l := range Langs {
		if t.In(l) != "" {
			ls = append(ls, l)
		}
	}
	return ls
}

// Best is the text in l and that language; without one it is the text in
// original, and without that the first there is. The language is empty where
// there is no text.
func (t Text) Best(l, original Lang) (string, Lang) {
	for _, l := range append([]Lang{l, original}, Langs...) {
		if s := t.In(l); s != "" {
			return s, l
		}
	}
	return "", ""
}
