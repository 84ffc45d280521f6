package operative_test

import (
	"slices"
	"testing"

	"rapporteur/generator/operative"
	"rapporteur/generator/report"
)

func TestClauses(t *testing.T) {
	tests := []struct {
		lang       report.Lang
		text       string
		words      string // of the first clause
		verb       report.Verb
		qualifiers []report.VerbQualifier
	}{
		// A/RES/57/97, A/RES/78/233, S/RES/242 (1967) and other resolutions as printed.
		{"en", "Welcomes the efforts of the United Nations", "Welcomes", "welcomes", nil},
		{"en", "Decides to include in the provisional agenda of its fifty-eighth session", "Decides", "decides", nil},
		{"en", "Calls upon all Member States to continue", "Calls upon", "calls-upon", nil},
		{"en", "Also requests the Secretary-General to report", "Also requests", report.Requests, []report.VerbQualifier{"also"}},
		{"en", "Once again urges the parties", "Once again urges", report.Urges, []report.VerbQualifier{"once-more"}},
		{"en", "Further strongly condemns all acts of terrorism", "Further strongly condemns", "condemns", []report.VerbQualifier{"further", "strongly"}},
		{"en", "Notes with deep concern that", "Notes with deep concern", "notes", []report.VerbQualifier{"with-concern"}},
		{"en", "Takes note with appreciation of the report", "Takes note with appreciation", "takes-note", []report.VerbQualifier{"with-appreciation"}},
		{"en", "Expresses its appreciation to the Member States", "Expresses its appreciation", report.Thanks, nil},
		{"en", "Looks forward to the discussion", "Looks forward", "looks-forward", nil},
		{"fr", "Demande instamment aux États Membres", "Demande instamment", report.Urges, nil},
		{"fr", "Prie également le Secrétaire général", "Prie également", report.Requests, []report.VerbQualifier{"also"}},
		{"fr", "Note avec préoccupation que", "Note avec préoccupation", "notes", []report.VerbQualifier{"with-concern"}},
		{"fr", "Se félicite vivement des efforts", "Se félicite vivement", "welcomes", []report.VerbQualifier{"strongly"}},
		{"es", "Toma nota con reconocimiento del informe", "Toma nota con reconocimiento", "takes-note", []report.VerbQualifier{"with-appreciation"}},
		{"es", "Acoge con beneplácito los esfuerzos", "Acoge con beneplácito", "welcomes", nil},
		{"ru", "с удовлетворением отмечает усилия", "с удовлетворением отмечает", "notes", []report.VerbQualifier{"with-satisfaction"}},
		{"ru", "Вновь подтверждает свое обязательство", "Вновь подтверждает", "reaffirms", nil},
		{"ar", "تطلب أيضا إلى الأمين العام", "تطلب أيضا", report.Requests, []report.VerbQualifier{"also"}},
		{"zh", "又请秘书长提出报告", "又请", report.Requests, []report.VerbQualifier{"also"}},
		{"zh", "强烈谴责一切恐怖主义行为", "强烈谴责", "condemns", []report.VerbQualifier{"strongly"}},
	}
	for _, tt := range tests {
		got := operative.Clauses(tt.lang, tt.text)
		if len(got) == 0 {
			t.Errorf("%s %q: no clause", tt.lang, tt.text)
			continue
		}
		c := got[0]
		if c.At != 0 || c.Words != tt.words || !slices.Contains(c.Verbs, tt.verb) || !slices.Equal(c.Qualifiers, tt.qualifiers) {
			t.Errorf("%s %q:\n got %q at %d, verbs %v, qualifiers %v\nwant %q, %s, %v", tt.lang, tt.text, c.Words, c.At, c.Verbs, c.Qualifiers, tt.words, tt.verb, tt.qualifiers)
		}
	}
	for _, tt := range []struct {
		lang report.Lang
		text string
	}{
		{"en", "Requesting States should be heard"},
		{"en", "The Assembly, having welcomed the report"},
		{"fr", "Notant que les États"},
		{"en", "Also in this matter"},
	} {
		if got := operative.Clauses(tt.lang, tt.text); len(got) > 0 {
			t.Errorf("%s %q has no operative verb, got %q", tt.lang, tt.text, got[0].Words)
		}
	}
}

// TestEveryWord finds each form of each verb and qualifier of i18n at the head of a
// text.
func TestEveryWord(t *testing.T) {
	for _, l := range report.Langs {
		for _, v := range report.Verbs() {
			name := operative.Named(l, v, nil)
			got := operative.Clauses(l, name+" 2")
			if len(got) == 0 || got[0].Words != name || !slices.Contains(got[0].Verbs, v) {
				t.Errorf("%s: the words for %s, %q, are not found in a text: %v", l, v, name, got)
			}
			for _, q := range report.VerbQualifiers() {
				name := operative.Named(l, v, []report.VerbQualifier{q})
				got := operative.Clauses(l, name+" 2")
				if len(got) == 0 || len([]rune(got[0].Words)) < len([]rune(name)) {
					t.Errorf("%s: the words for %s %s, %q, are not found in a text: %v", l, q, v, name, got)
				}
			}
		}
	}
}

func TestNamed(t *testing.T) {
	tests := []struct {
		lang       report.Lang
		verb       report.Verb
		qualifiers []report.VerbQualifier
		want       string
	}{
		{"en", report.Urges, []report.VerbQualifier{"further", "strongly"}, "Further strongly urges"},
		{"en", "notes", []report.VerbQualifier{"also", "with-concern"}, "Also notes with concern"},
		{"fr", report.Requests, []report.VerbQualifier{"also"}, "Prie également"},
		{"zh", "condemns", []report.VerbQualifier{"strongly"}, "强烈谴责"},
		{"en", report.NoVerb, nil, ""},
	}
	for _, tt := range tests {
		if got := operative.Named(tt.lang, tt.verb, tt.qualifiers); got != tt.want {
			t.Errorf("Named(%s, %s, %v) = %q, want %q", tt.lang, tt.verb, tt.qualifiers, got, tt.want)
		}
	}
}
