package diff

import (
	"unicode"
	"unicode/utf8"

	"rapporteur/generator/say"
)

// nothing says that there are no changes, and no more than is known.
func (c *Changes) nothing() string {
	switch {
	case c.Choice != nil:
		return say.F("no change of what was asked for").In(c.spoken)
	case len(c.Unread) > 0:
		return say.F("no difference in meaning in what could be read").In(c.spoken)
	}
	return say.F("no difference in meaning").In(c.spoken)
}

// remarks are what every format says besides the changes: what was not
// compared, could not be read or is not shown. Most is how many of those that
// could not be read are named; 0 is all.
func (c *Changes) remarks(most int) []string {
	var list []string
	for _, o := range c.Omitted {
		list = append(list, say.F("not compared: %s", o.in(c.spoken)).In(c.spoken))
	}
	for i, u := range c.Unread {
		if most > 0 && i == most {
			list = append(list, say.F("could not be read: %v more", say.N(len(c.Unread)-i, "record")).In(c.spoken))
			break
		}
		list = append(list, say.F("could not be read: %s", u.in(c)).In(c.spoken))
	}
	if c.Choice != nil {
		list = append(list, c.Choice.in(c.spoken))
	}
	return list
}

func (o Omission) in(lang string) string {
	switch o {
	case OmitsWaivers:
		return say.F("waivers: they are about checks and say nothing of the world").In(lang)
	case OmitsDerived:
		return say.F("numbers and statuses that follow from what could not be read").In(lang)
	}
	return string(o)
}

// in says what was asked for, and how much else there is.
func (ch *Choice) in(lang string) string {
	t := say.F("shown: %s; not shown: %v", ch.Filter.in(lang), say.N(ch.NotShown, "change"))
	if ch.Effects > 0 {
		t = say.F("%s and %d that follow from others", t, ch.Effects)
	}
	if ch.Texts > 0 {
		t = say.F("%s, and in those shown %v in other languages", t, say.N(ch.Texts, "text"))
	}
	return t.In(lang)
}

// capital is s with a capital at its beginning.
func capital(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + s[n:]
}
