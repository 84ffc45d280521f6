package report

import (
	"cmp"
	"slices"

	"github.com/pelletier/go-toml/v2/unstable"

	"rapporteur/generator/internal/lazyregexp"
)

// langSpan is a text in one language.
type langSpan struct {
	from, to int
	lang     Lang
}

// langAt is the language of the text in which an offset of the file is, or of the key
// before it; empty where it is in no text of one language.
func (p *parsed) langAt(off int) Lang {
	if p.root == nil {
		return p.langOfLine(off)
	}
	p.langsOnce.Do(func() {
		var walk func(n *node)
		walk = func(n *node) {
			for i, kid := range n.kids {
				if kid.kind == unstable.Table || kid.kind == unstable.Array {
					walk(kid)
				} else if n.kind == unstable.Table && slices.Contains(Langs, Lang(n.names[i])) {
					p.langs = append(p.langs, langSpan{min(kid.key.off, kid.val.off), kid.val.off + kid.val.len, Lang(n.names[i])})
				}
			}
		}
		walk(p.root)
		slices.SortFunc(p.langs, func(a, b langSpan) int { return cmp.Compare(a.from, b.from) })
	})
	i, found := slices.BinarySearchFunc(p.langs, off, func(s langSpan, off int) int { return cmp.Compare(s.from, off) })
	if !found {
		i--
	}
	if i < 0 || off >= p.langs[i].to {
		return p.langOfLine(off) // of a key that is none: title_fr
	}
	return p.langs[i].lang
}

func (p *parsed) langOfLine(off int) Lang {
	at := p.lines.pos(p.Name, span{off: off})
	if m := langKey.FindStringSubmatch(p.lines.text(p.Data, at.Line)); m != nil {
		return Lang(m[1])
	}
	return ""
}

// langKey is the key of a text in one language at the beginning of a line.
var langKey = lazyregexp.New(`^\s*(?:[A-Za-z0-9._-]+[._-])?(ar|en|es|fr|ru|zh)\s*=`)
