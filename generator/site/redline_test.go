package site

import (
	"regexp"
	"strings"
	"testing"

	"rapporteur/generator/site/history"
	"rapporteur/generator/site/page"
)

const answer = `Texte avec \\<b>HTML\\</b>, {{ .Site.Title }}, {{% shortcode %}}, a < b & c.`

// redlineOf is the redline of an answer that was changed, on the French page.
func redlineOf(t *testing.T, from, to string) page.Redline {
	t.Helper()
	m := build(t, Input{
		Editions: []history.Issued{
			issue(t, "2008-07-31", "2008-07-31", change{"paragraphs/op02.toml", answer, from}),
			issue(t, "2008-12-31", "2008-12-31", change{"paragraphs/op02.toml", answer, to}),
		},
		Current: "2008-12-31",
	})
	for _, e := range entriesOf(changesOn(t, m, page.Current, "fr", "changes/")) {
		if e.Field == "progress" && len(e.Texts) == 1 && strings.Contains(e.Anchor, "op02") {
			return e.Texts[0]
		}
	}
	t.Fatal("the answer does not seem to have changed")
	return page.Redline{}
}

var tags = regexp.MustCompile(`<[^>]*>`)

// spoken is what a screen reader says of a redline, with spaces folded and a sign
// after each paragraph.
func spoken(html string) string {
	return strings.Join(strings.Fields(tags.ReplaceAllString(strings.ReplaceAll(html, "</p>", " ¶ "), "")), " ")
}

func balanced(t *testing.T, html string) {
	t.Helper()
	for _, tag := range []string{"p", "del", "ins", "span", "em", "strong"} {
		if opened, closed := strings.Count(html, "<"+tag+">")+strings.Count(html, "<"+tag+" "), strings.Count(html, "</"+tag+">"); opened != closed {
			t.Errorf("<%s> is opened %d times and closed %d times in %s", tag, opened, closed, html)
		}
	}
}

// TestRedlineMoves checks that the page says in its language what moved and shows
// what changed in it, inline and side by side.
func TestRedlineMoves(t *testing.T) {
	t.Parallel()
	const (
		long = "L’Office a conseillé quarante États, tenu des ateliers à Vienne, Rabat et Bangkok, formé des procureurs et des juges, et publié un guide."
		one  = "Il a aidé 158 pays à ratifier les instruments."
	)
	two := strings.Replace(one, "158", "185", 1)
	x := redlineOf(t, one+"\n\n"+long, long+"\n\n"+two)
	if x.Rewritten || x.Reordered {
		t.Errorf("rewritten %v, reordered %v", x.Rewritten, x.Reordered)
	}
	for name, c := range map[string]struct{ got, want string }{
		"inline": {string(x.Inline), "[déplacé 1 : Il a aidé 158 pays à ratifier les instruments.] ¶ " + long +
			" ¶ [déplacé ici 1 : Il a aidé [supprimé : 158] [ajouté : 185] pays à ratifier les instruments.] ¶"},
		"before": {string(x.Before), "[déplacé 1 : Il a aidé [supprimé : 158] pays à ratifier les instruments.] ¶ " + long + " ¶"},
		"after":  {string(x.After), long + " ¶ [déplacé 1 : Il a aidé [ajouté : 185] pays à ratifier les instruments.] ¶"},
	} {
		balanced(t, c.got)
		if got := spoken(c.got); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, c.want)
		}
	}
	x = redlineOf(t, one+"\n\n"+long, long+"\n\n"+one)
	if !x.Reordered || strings.Contains(string(x.Inline)+string(x.Before)+string(x.After), "<del>") {
		t.Errorf("a pure move: reordered %v, %s", x.Reordered, x.Inline)
	}
}

// TestRedlineSaysWhatNobodySees checks that what looks the same is named in the
// language of the page, on each side.
func TestRedlineSaysWhatNobodySees(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, from, to, inline, before, after string }{
		{"no-break space", "Ils sont 36 États : tous.", "Ils sont 36 États\u00a0: tous.", "espace insécable", "(espace)", "(espace insécable)"},
		{"narrow no-break space", "Ils sont 36\u00a0États.", "Ils sont 36\u202fÉtats.", "espace fine insécable", "(espace insécable)", "(espace fine insécable)"},
		{"letter", "Le comite est là.", "Le c\u043emite est là.", "cyrillique (U+043E)", "latin (U+006F)", "cyrillique (U+043E)"},
		{"soft hyphen", "Le comité est là.", "Le co\u00admité est là.", "trait d’union conditionnel", "comité", "trait d’union conditionnel"},
		{"emphasis", "Le comité est *là*.", "Le comité est là.", "en italique", "en italique", "sans mise en forme"},
		{"address", "Voir [le site](https://a.org/x) là.", "Voir [le site](https://a.org/y) là.", "mène à : https://a.org/y", "mène à : https://a.org/x", "mène à : https://a.org/y"},
		{"link", "Voir le site là.", "Voir [le site](https://a.org/y) là.", "mène à : https://a.org/y", "sans mise en forme", "mène à : https://a.org/y"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			x := redlineOf(t, tt.from, tt.to)
			for _, c := range [][2]string{{string(x.Inline), tt.inline}, {string(x.Before), tt.before}, {string(x.After), tt.after}} {
				balanced(t, c[0])
				if got := spoken(c[0]); !strings.Contains(got, c[1]) {
					t.Errorf("%s\ndoes not say %s", got, c[1])
				}
			}
		})
	}
}

// TestRedlineSplits checks that a paragraph that was divided shows a sign where
// it was, and no words as lost.
func TestRedlineSplits(t *testing.T) {
	t.Parallel()
	x := redlineOf(t, "Un est venu. Deux est parti.", "Un est venu.\n\nDeux est parti.")
	balanced(t, string(x.Inline))
	if got, want := spoken(string(x.Inline)), "Un est venu. [ajouté : ¶] ¶ Deux est parti. ¶"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := spoken(string(x.Before)), "Un est venu. Deux est parti. ¶"; got != want {
		t.Errorf("before: got %s, want %s", got, want)
	}
}
