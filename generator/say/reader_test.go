package say

import "testing"

// A reader who sees a form is told what it has, and not what only files have.
func TestReader(t *testing.T) {
	with(t, "fr", `"add ‹status = %q› to %s; ‹rapporteur check› says more" = "ajoutez ‹status = %q› à %s\u00a0; ‹rapporteur check› en dit plus"
"the paragraph %s‹ (%s)›" = "le paragraphe %s‹ (%s)›"
"there is no %s" = "il n’y a pas de %s"
"index" = "indice"
"%s: write %d %% of ‹%s›, or %[1]q" = "%s\u00a0: écrivez %d %% de ‹%s›, ou %[1]q"`)
	form := map[string]string{`status = "done"`: "État", "value": "Valeur"}
	r := Reader{
		Lang: "fr",
		Code: func(code string) (string, bool) { return form[code], form[code] != "" || code[0] == ' ' },
		Arg: func(a any) (string, bool) {
			return "« rien »", a == "none"
		},
	}
	p := F("the paragraph %s‹ (%s)›", "4", "op04")
	add := F("add ‹status = %q› to %s; ‹rapporteur check› says more", "done", p)
	all := F("%s: write %d %% of ‹%s›, or %[1]q", "none", 5, "value")
	for _, tt := range []struct {
		text                   Text
		files, advice, message string
	}{
		{p, "le paragraphe 4 (op04)", "le paragraphe 4", "le paragraphe 4"},
		{add, `ajoutez status = "done" au paragraphe 4 (op04)` + "\u00a0; rapporteur check en dit plus", "ajoutez État au paragraphe 4", "ajoutez État au paragraphe 4\u00a0; rapporteur check en dit plus"},
		{all, "none\u00a0: écrivez 5 % de value, ou \"none\"", "« rien »\u00a0: écrivez 5 % de Valeur, ou « rien »", "« rien »\u00a0: écrivez 5 % de Valeur, ou « rien »"},
		{F("there is no %s", F("index")), "il n’y a pas d’indice", "il n’y a pas d’indice", "il n’y a pas d’indice"},
		{F("run ‹rapporteur check›"), "run rapporteur check", "", "run rapporteur check"},
		{F("%s; delete it", F("see ‹git log›")), "see git log; delete it", "delete it", "see git log; delete it"},
		{F("%s", List{Items: []any{"none", F("see ‹git log›"), "x"}, Last: "and"}), "none, see git log and x", "« rien » and x", "« rien », see git log and x"},
		{Plain("100 % ‹x›"), "100 % ‹x›", "100 % ‹x›", "100 % ‹x›"},
		{Text{}, "", "", ""},
	} {
		if got := tt.text.In("fr"); got != tt.files {
			t.Errorf("for files: %q, want %q", got, tt.files)
		}
		if got := r.Advice(tt.text); got != tt.advice {
			t.Errorf("advice: %q, want %q", got, tt.advice)
		}
		if got := r.Needed(tt.text); got != tt.message {
			t.Errorf("message: %q, want %q", got, tt.message)
		}
	}
}
