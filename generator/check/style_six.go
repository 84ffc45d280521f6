package check

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/generator/internal/lazyregexp"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// typography returns the typographic rules for Arabic, Chinese, Russian and Spanish.
// They cover signs and numbers; the wording is left to the language services.
func typography() []Rule {
	rule := func(name string, lang report.Lang, doc string, run func(*Pass, *passage)) Rule {
		return Rule{
			Name: name + "-" + string(lang), Family: Style, Warns: true,
			Doc: doc + " Usage of the documents of the United Nations in this language.",
			Run: func(p *Pass) {
				for _, ps := range p.passages(lang) {
					run(p, ps)
				}
			},
		}
	}
	return []Rule{
		rule("quotation-marks", "ar", "Quotation marks are ” “ or « » in Arabic, and not typewriter marks.", marks("”“«»", say.F("write ” and “"))),
		rule("quotation-marks", "zh", "Quotation marks are “ ” in Chinese, and ‘ ’ inside them; titles have 《 》.", marks("“”‘’《》〈〉", say.F("write “ and ”"))),
		rule("quotation-marks", "ru", "Quotation marks are « » in Russian, and „ “ inside them.", marks("«»", say.F("write « and »"))),
		rule("quotation-marks", "es", "Quotation marks are « » or “ ” in Spanish, and not typewriter marks.", marks("«»“”‘’", say.F("write « and »"))),
		rule("punctuation", "ar", "The comma is ، in Arabic, the semicolon ؛ and the question mark ؟. There is no space before a sign.", arabicSigns),
		rule("punctuation", "zh", "Signs next to Chinese characters are full-width: ，。；：？！（）. There is no space between Chinese characters, nor next to a full-width sign.", chineseSigns),
		rule("punctuation", "ru", "There is no space in Russian before , . ; : ? ! nor inside « ».", closedSigns("«", "»")),
		rule("punctuation", "es", "There is no space in Spanish before , . ; : ? ! nor inside « » and “ ”. A question begins with ¿, an exclamation with ¡.", spanishSigns),
		rule("decimals", "ar", "As on the pages, decimals are written with a point in Arabic, and thousands are separated by a comma or a no-break space: 36,819,000 and 4.5.", numbersWith(".", ",")),
		rule("decimals", "zh", "As on the pages, decimals are written with a point in Chinese, and thousands are separated by a comma or a no-break space: 36,819,000 and 4.5.", numbersWith(".", ",")),
		rule("decimals", "ru", "Decimals are written with a comma in Russian, and thousands are separated by a no-break space: 36 819 000 and 4,5.", numbersWith(",", "")),
		rule("decimals", "es", "As on the pages, decimals are written with a comma in Spanish, and thousands are separated by a point or a no-break space: 36.819.000 and 4,5.", numbersWith(",", ".")),
		rule("dashes", "zh", "The dash is —— in Chinese, two characters long; a hyphen between Chinese characters is no dash.", chineseDashes),
		rule("dashes", "ru", "The dash is — in Russian, with a space on each side; a hyphen between spaces is no dash.", spacedDashes(true)),
		rule("dashes", "es", "The dash is — or – in Spanish; a hyphen between spaces is no dash.", spacedDashes(false)),
		rule("digits", "ar", "Digits are 0 to 9 in Arabic texts, as the pages print them; Arabic-Indic digits are not mixed with them.", arabicDigits),
	}
}

// marks reports quotation marks other than those allowed.
func marks(allowed string, hint say.Text) func(*Pass, *passage) {
	return func(p *Pass, ps *passage) {
		inner := 0
		for off, r := range ps.text {
			switch r {
			case '\n':
				inner = 0
			case '«':
				inner++
			case '»':
				inner--
			}
			if !strings.ContainsRune("\"“”„‟‘‚«»「」『』《》〈〉", r) || strings.ContainsRune(allowed, r) || inner > 0 && strings.ContainsRune("„“”", r) {
				continue
			}
			p.in(ps, off, utf8.RuneLen(r), say.F("has the quotation mark “%c”", r), hint)
		}
	}
}

// closing are the signs that end a part of a sentence.
const closing = ",.;:?!"

// closedSigns reports spaces before closing signs, and those next to the inner side of
// quotation marks.
func closedSigns(open, close string) func(*Pass, *passage) {
	return func(p *Pass, ps *passage) {
		for off, r := range ps.text {
			if !isBlank(r) {
				continue
			}
			size := utf8.RuneLen(r)
			// What follows a source or a note is not next to the space before it.
			before := ps.before(off)
			after, _ := utf8.DecodeRuneInString(ps.text[off+size:])
			switch {
			case before == 0 || after == nothing:
			case strings.ContainsRune(closing+close, after) && !strings.HasPrefix(ps.text[off+size:], "..") && !decimalAt(ps.text[off+size:]) && !isBlank(before):
				p.in(ps, off, size, say.F("has a space before “%c”", after), say.F("delete the space"))
			case strings.ContainsRune(open, before):
				p.in(ps, off, size, say.F("has a space after “%c”", before), say.F("delete the space"))
			}
		}
	}
}

// decimalAt reports whether a text begins with a decimal without a figure before it,
// which another rule reports.
func decimalAt(s string) bool {
	return len(s) > 1 && (s[0] == '.' || s[0] == ',') && s[1] >= '0' && s[1] <= '9'
}

func isBlank(r rune) bool { return r == ' ' || isNoBreak(r) }

func spanishSigns(p *Pass, ps *passage) {
	closedSigns("«“¿¡", "»”")(p, ps)
	for _, pair := range [][2]rune{{'¿', '?'}, {'¡', '!'}} {
		open := 0
		for off, r := range ps.text {
			switch {
			case r == '\n':
				open = 0
			case r == pair[0]:
				open++
			case r == pair[1] && ps.before(off) != pair[1] && !ps.inAddress(off):
				if open == 0 {
					p.in(ps, off, 1, say.F("has “%c” without “%c” before it", pair[1], pair[0]), say.F("write “%c” where the question or the exclamation begins", pair[0]))
				}
				open = max(open-1, 0)
			}
		}
	}
}

func isArabic(r rune) bool { return unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r) }

func arabicSigns(p *Pass, ps *passage) {
	right := map[rune]string{',': "،", ';': "؛", '?': "؟"}
	for off, r := range ps.text {
		before := ps.before(off)
		size := utf8.RuneLen(r)
		after, _ := utf8.DecodeRuneInString(ps.text[off+size:])
		switch {
		case right[r] != "" && (isArabic(before) || strings.ContainsRune("“”»)", before)) && !ps.inAddress(off):
			p.in(ps, off, size, say.F("has “%c” after an Arabic word", r), say.F("write %s", right[r]))
		case isBlank(r) && before != 0 && !isBlank(before) && strings.ContainsRune("،؛؟.:!", after) && !decimalAt(ps.text[off+size:]) && !strings.HasPrefix(ps.text[off+size:], ".."):
			p.in(ps, off, size, say.F("has a space before “%c”", after), say.F("delete the space"))
		}
	}
}

func arabicDigits(p *Pass, ps *passage) {
	for off := 0; off < len(ps.text); {
		n := 0
		for _, r := range ps.text[off:] {
			if r < 0x660 || r > 0x669 && r < 0x6f0 || r > 0x6f9 {
				break
			}
			n += utf8.RuneLen(r)
		}
		if n == 0 {
			_, n = utf8.DecodeRuneInString(ps.text[off:])
			off += n
			continue
		}
		found := ps.text[off : off+n]
		p.in(ps, off, n, say.F("writes “%s” in Arabic-Indic digits", found), say.F("write %s", strings.Map(func(r rune) rune { return '0' + r&0xf }, found)))
		off += n
	}
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// fullWidth are the signs of Chinese.
const fullWidth = "，。；：？！（）、“”《》"

func chineseSigns(p *Pass, ps *passage) {
	right := map[rune]string{',': "，", '.': "。", ';': "；", ':': "：", '?': "？", '!': "！", '(': "（", ')': "）"}
	for off, r := range ps.text {
		size := utf8.RuneLen(r)
		before, after := ps.before(off), ps.after(off+size)
		switch {
		case ps.inAddress(off):
		case right[r] != "" && (isHan(before) || r == '(' && isHan(after)):
			p.in(ps, off, size, say.F("has the half-width sign “%c” next to a Chinese character", r), say.F("write %s", right[r]))
		case r == ' ' && before != 0 && after != 0 && (isHan(before) && isHan(after) ||
			strings.ContainsRune(fullWidth, before) || strings.ContainsRune(fullWidth, after)):
			p.in(ps, off, size, say.F("has a space that Chinese does not write"), say.F("delete the space"))
		}
	}
}

func chineseDashes(p *Pass, ps *passage) {
	for off, r := range ps.text {
		size := utf8.RuneLen(r)
		before, after := ps.before(off), ps.after(off+size)
		lone := r == '—' && before != '—' && after != '—'
		hyphen := (r == '-' || r == '–') && isHan(before) && (isHan(after) || after == '-')
		if lone || hyphen {
			p.in(ps, off, size, say.F("writes the dash as “%c”", r), say.F("write ——, or 至 for a range"))
		}
	}
}

// spacedDashes reports hyphens between spaces and, where a dash has spaces on both sides,
// one that has none.
func spacedDashes(spaced bool) func(*Pass, *passage) {
	return func(p *Pass, ps *passage) {
		for off, r := range ps.text {
			size := utf8.RuneLen(r)
			before, after := ps.before(off), ps.after(off+size)
			switch {
			case before == 0 || after == 0:
			case r == '-' && isBlank(before) && isBlank(after):
				p.in(ps, off, size, say.F("has a hyphen for a dash"), say.F("write —"))
			case spaced && r == '–' && isBlank(before) && isBlank(after):
				p.in(ps, off, size, say.F("has “–” for a dash"), say.F("write —"))
			case spaced && r == '—' && unicode.IsLetter(before) && unicode.IsLetter(after):
				p.in(ps, off, size, say.F("has a dash without spaces"), say.F("write a no-break space before it and a space after it"))
			}
		}
	}
}

// anyNumber is a number with whatever marks are in it.
var anyNumber = lazyregexp.New(`[0-9]+(?:[.,][0-9]+)*`)

// plainGroup is what follows a number whose thousands are separated by a plain space.
var plainGroup = lazyregexp.New(`^ [0-9]{3}(?:[^0-9]|$)`)

// numbersWith reports numbers whose decimal mark is another, and thousands that are
// separated neither by a no-break space nor by group, which may be empty.
func numbersWith(mark, group string) func(*Pass, *passage) {
	called := map[string]say.Text{".": say.F("point"), ",": say.F("comma")}
	other := map[string]string{".": ",", ",": "."}[mark]
	const blank = "\u00a0"
	// Letters of these languages may touch a number, those of a symbol may not.
	symbol := func(r rune) bool {
		return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("/-.,_", r))
	}
	return func(p *Pass, ps *passage) {
		if !ps.chars.has(digits) {
			return
		}
		for _, at := range anyNumber.FindAllStringIndex(ps.text, -1) {
			text := ps.text[at[0]:at[1]]
			before, _ := utf8.DecodeLastRuneInString(ps.text[:at[0]])
			after, _ := utf8.DecodeRuneInString(ps.text[at[1]:])
			if symbol(before) || after < utf8.RuneSelf && unicode.IsLetter(after) || after == '/' || ps.inAddress(at[0]) {
				continue
			}
			if len(text) <= 3 && strings.Trim(text, digits) == "" && plainGroup.MatchString(ps.text[at[1]:]) {
				n := at[1] - at[0] + len(" 000")
				p.in(ps, at[0], n, say.F("separates the number “%s” by a plain space", ps.text[at[0]:at[0]+n]), say.F("write a no-break space (U+00A0) there"))
				continue
			}
			for _, sign := range []string{mark, other} {
				parts := strings.Split(text, sign)
				thousands := isThousands(parts)
				switch {
				case len(parts) > 2 && thousands && sign != group:
					p.in(ps, at[0], len(text), say.F("separates the thousands of “%s” by a %s", text, called[sign]), say.F("write %s", strings.Join(parts, cmp.Or(group, blank))))
				case sign == other && len(parts) == 2 && !(thousands && sign == group) && !strings.Contains(text, mark) && !sectionNumber(ps, at[0]):
					hint := say.F("write %s", strings.Join(parts, mark))
					if thousands {
						hint = say.F("%s, or %s if thousands are meant", hint, strings.Join(parts, cmp.Or(group, blank)))
					}
					p.in(ps, at[0], len(text), say.F("writes “%s” without a decimal %s", text, called[mark]), hint)
				}
			}
		}
	}
}

// partWords are the words before the number of a part of something, as in “sección 3.1”.
var partWords = map[report.Lang]map[string]bool{
	"es": oneOf("párrafo párrafos sección secciones artículo artículos capítulo capítulos anexo anexos cuadro cuadros gráfico meta metas objetivo objetivos indicador indicadores versión regla"),
	"ru": oneOf("пункт пункта пункте пунктов раздел раздела разделе статья статьи глава главы приложение приложения таблица таблицы таблице задача задачи цель цели показатель показателя версия"),
	"ar": oneOf("الفقرة فقرة الفرع فرع المادة مادة الفصل فصل المرفق مرفق الجدول جدول الغاية غاية الهدف هدف المؤشر مؤشر"),
	"zh": oneOf("第 目标 指标 表"),
}

// sectionNumber reports whether the number at an offset is that of a part of something.
func sectionNumber(ps *passage, off int) bool {
	text := strings.TrimRightFunc(ps.text[:off], isBlank)
	if ps.lang == "zh" {
		for word := range partWords["zh"] {
			if strings.HasSuffix(text, word) {
				return true
			}
		}
		return false
	}
	rest := strings.TrimRightFunc(text, unicode.IsLetter)
	return partWords[ps.lang][strings.ToLower(text[len(rest):])]
}
