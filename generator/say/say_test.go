package say

import (
	"cmp"
	"errors"
	"testing"
)

type named map[string]string

func (n named) Say(lang string) string { return cmp.Or(n[lang], n["en"]) }

// with makes a catalogue for one test, in a language that has none.
func with(t *testing.T, lang, data string) {
	t.Helper()
	c, err := Parse(lang, []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	mu.Lock()
	defer mu.Unlock()
	was, had := loaded[lang]
	loaded[lang] = c
	t.Cleanup(func() {
		mu.Lock()
		defer mu.Unlock()
		if delete(loaded, lang); had {
			loaded[lang] = was
		}
	})
}

func TestIn(t *testing.T) {
	with(t, "fr", `
"%s has no %s" = "%[2]s manque à %[1]s"
"%s of %s" = "%s de %s"
"%s of %s, in %.1f s" = "%s de %s, en %.1f s"
"the paragraph %s" = "le paragraphe %s"
"the activity %s" = "l’activité %s"
"error" = { one = "erreur", other = "erreurs" }
"%d deposits were made" = { one = "%d dépôt a été fait", other = "%d dépôts ont été faits" }
"and" = "et"
"in %.1f s" = "en %.1f s"
"it costs 5 %%: %s" = "cela coûte 5 %% : %s"
`)
	p := F("the paragraph %s", "4")
	for _, tt := range []struct {
		text   any
		en, fr string
	}{
		{F("%s has no %s", p, "verb"), "the paragraph 4 has no verb", "verb manque au paragraphe 4"},
		{F("%s of %s", "x", p), "x of the paragraph 4", "x du paragraphe 4"},
		{F("%s of %s", "x", F("the activity %s", "a")), "x of the activity a", "x de l’activité a"},
		{F("%s of %s", "x", "le texte de l’auteur"), "x of le texte de l’auteur", "x de le texte de l’auteur"},
		{F("%s of %s", "x", F("activity")), "x of activity", "x d’activity"},
		{F("%s of %s", "x", F("request")), "x of request", "x de request"},
		{F("%s of %s", F("x"), "activity"), "x of activity", "x de activity"}, // an id stays as it is
		{F("%d deposits were made", 1), "1 deposits were made", "1 dépôt a été fait"},
		{F("%d deposits were made", 0), "0 deposits were made", "0 dépôt a été fait"},
		{F("%d deposits were made", 2), "2 deposits were made", "2 dépôts ont été faits"},
		{F("%s", N(1, "error")), "1 error", "1 erreur"},
		{F("%s", N(3, "error")), "3 errors", "3 erreurs"},
		{F("%s", N(1234567, "error")), "1234567 errors", "1\u00a0234\u00a0567 erreurs"},
		{F("in %.1f s", 76.62), "in 76.6 s", "en 76,6 s"},
		{F("%s of %s, in %.1f s", "x", p, 1.5), "x of the paragraph 4, in 1.5 s", "x du paragraphe 4, en 1,5 s"},
		{F("%s", List{Items: []any{"a", p, "c"}, Last: "and"}), "a, the paragraph 4 and c", "a, le paragraphe 4 et c"},
		{F("%s of %s", named{"en": "name", "fr": "nom"}, p), "name of the paragraph 4", "nom du paragraphe 4"},
		{F("it costs 5 %%: %s", p), "it costs 5 %: the paragraph 4", "cela coûte 5 % : le paragraphe 4"},
		{F("only in English: %s", p), "only in English: the paragraph 4", "only in English: le paragraphe 4"},
		{Plain("100 % %s"), "100 % %s", "100 % %s"},
		{Raw("100 % %s"), "100 % %s", "100 % %s"},
		{Text{}, "", ""},
	} {
		text := tt.text.(Text)
		if got := text.In("en"); got != tt.en {
			t.Errorf("in English: %q, want %q", got, tt.en)
		}
		if got := text.In(""); got != tt.en {
			t.Errorf("in no language: %q, want %q", got, tt.en)
		}
		if got := text.In("fr"); got != tt.fr {
			t.Errorf("in French: %q, want %q", got, tt.fr)
		}
		if got := text.In("xx"); got != tt.en {
			t.Errorf("in a language without messages: %q, want %q", got, tt.en)
		}
	}
}

// Languages with more than two forms choose them as CLDR says.
func TestForms(t *testing.T) {
	with(t, "ru", `"error" = { one = "ошибка", few = "ошибки", many = "ошибок", other = "ошибки" }`)
	for n, want := range map[int]string{1: "1 ошибка", 3: "3 ошибки", 5: "5 ошибок", 21: "21 ошибка"} {
		if got := N(n, "error").Say("ru"); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, data := range []string{`"a" = 1`, `"a" = { eins = "b" }`, `"a" = { one = 1 }`, `a = `} {
		if _, err := Parse("fr", []byte(data)); err == nil {
			t.Errorf("%s is accepted", data)
		}
	}
}

func TestErrors(t *testing.T) {
	with(t, "fr", `"cannot read %s: %v" = "impossible de lire %s : %v"
"no such place" = "lieu inconnu"`)
	cause := Errorf("no such place")
	err := Errorf("cannot read %s: %v", "x", cause)
	if got := err.Error(); got != "cannot read x: no such place" {
		t.Errorf("in English: %q", got)
	}
	if got := Of(err).In("fr"); got != "impossible de lire x : lieu inconnu" {
		t.Errorf("in French: %q", got)
	}
	if !errors.Is(err, cause) {
		t.Error("the cause is not wrapped")
	}
	if got := Of(errors.New("other")).In("fr"); got != "other" {
		t.Errorf("another error: %q", got)
	}
}

func TestLocale(t *testing.T) {
	for _, tt := range []struct {
		values []string
		want   string
	}{
		{nil, "C"},
		{[]string{"", "", "fr_FR.UTF-8"}, "fr"},
		{[]string{"", "es", "fr_FR"}, "es"},
		{[]string{"C.UTF-8", "", "fr_FR"}, "C"},
		{[]string{"", "POSIX"}, "C"},
		{[]string{"ZH_cn"}, "zh"},
		{[]string{"", "", "de_CH@euro"}, "de"},
	} {
		if got := Locale(tt.values...); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.values, got, tt.want)
		}
	}
}

func TestConfigured(t *testing.T) {
	for config, want := range map[string]string{"": "", "[params]\nmessages = \"fr\"": "fr", "[params]\nrepository = \"x\"": "", "messages = \"fr\"": "", "a = ": ""} {
		if got := Configured([]byte(config)); got != want {
			t.Errorf("%q: %q, want %q", config, got, want)
		}
	}
}
