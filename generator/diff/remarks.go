package diff

import (
	"fmt"
	"strings"

	"rapporteur/generator/problem"
)

// nothing says that there are no changes, and no more than is known.
func (c *Changes) nothing() string {
	switch {
	case c.Choice != nil:
		return "no change of what was asked for"
	case len(c.Unread) > 0:
		return "no difference in meaning in what could be read"
	}
	return "no difference in meaning"
}

// remarks are what every format says besides the changes: what was not
// compared, could not be read or is not shown. Most is how many of those that
// could not be read are named; 0 is all.
func (c *Changes) remarks(most int) []string {
	var list []string
	for _, o := range c.Omitted {
		list = append(list, "not compared: "+o.english())
	}
	for i, u := range c.Unread {
		if most > 0 && i == most {
			list = append(list, fmt.Sprintf("could not be read: %s more", problem.Plural(len(c.Unread)-i, "record")))
			break
		}
		list = append(list, "could not be read: "+u.english(c))
	}
	if c.Choice != nil {
		list = append(list, c.Choice.english())
	}
	return list
}

func (o Omission) english() string {
	switch o {
	case OmitsWaivers:
		return "waivers: they are about checks and say nothing of the world"
	case OmitsDerived:
		return "numbers and statuses that follow from what could not be read"
	}
	return string(o)
}

// english says what was asked for, and how much else there is.
func (ch *Choice) english() string {
	s := fmt.Sprintf("shown: %s; not shown: %s", ch.Filter.english(), problem.Plural(ch.NotShown, "change"))
	if ch.Effects > 0 {
		s += fmt.Sprintf(" and %d that follow from others", ch.Effects)
	}
	if ch.Texts > 0 {
		s += ", and in those shown " + problem.Plural(ch.Texts, "text") + " in other languages"
	}
	return s
}

// capital is s with a capital at its beginning.
func capital(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
