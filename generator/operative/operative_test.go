package operative_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/catalogue"
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
		// Infinitives, as in the annex to A/RES/60/288 and in sub-paragraphs.
		{"en", "To consider becoming parties", "consider", "considers", nil},
		{"en", "To encourage the General Assembly", "encourage", "encourages", nil},
		{"en", "To strongly condemn terrorism", "strongly condemn", "condemns", []report.VerbQualifier{"strongly"}},
		{"en", "To consistently, unequivocally and strongly condemn terrorism", "strongly condemn", "condemns", []report.VerbQualifier{"strongly"}},
		{"en", "To act early, and to call upon States", "call upon", "calls-upon", nil},
		{"en", "Invite all relevant organizations", "Invite", report.Invites, nil},
		{"fr", "D’encourager les États", "encourager", "encourages", nil},
		{"fr", "D'encourager les États", "encourager", "encourages", nil},
		{"fr", "De renforcer la coopération, et d’inviter les États", "inviter", report.Invites, nil},
		{"fr", "De prier instamment les États", "prier instamment", report.Urges, nil},
		{"fr", "De se féliciter de ces efforts", "se féliciter", "welcomes", nil},
		{"fr", "À condamner vivement le terrorisme", "condamner vivement", "condemns", []report.VerbQualifier{"strongly"}},
		{"fr", "Envisager de devenir partie", "Envisager", "considers", nil},
		{"es", "Alentar a los Estados", "Alentar", "encourages", nil},
		{"es", "A tomar nota con reconocimiento del informe", "tomar nota con reconocimiento", "takes-note", []report.VerbQualifier{"with-appreciation"}},
		{"ru", "решительно осудить терроризм", "решительно осудить", "condemns", []report.VerbQualifier{"strongly"}},
		{"ru", "Настоятельно призвать государства", "Настоятельно призвать", report.Urges, nil},
		{"ar", "تشجيع الدول الأعضاء", "تشجيع", "encourages", nil},
		{"ar", "النظر في الانضمام", "النظر", "considers", nil},
		{"zh", "考虑加入; 并鼓励会员国", "鼓励", "encourages", nil},
	}
	for _, tt := range tests {
		got := operative.Clauses(tt.lang, tt.text)
		if len(got) == 0 {
			t.Errorf("%s %q: no clause", tt.lang, tt.text)
			continue
		}
		c := got[0]
		if c.At != strings.Index(tt.text, tt.words) || c.Words != tt.words || !slices.Contains(c.Verbs, tt.verb) || !slices.Equal(c.Qualifiers, tt.qualifiers) {
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
		// An infinitive that depends on another verb is nothing that the organ does.
		{"en", "The Secretary-General is, to consider this, asked"},
		{"en", "To act early, having considered to support them"},
		{"fr", "Il appartient aux États, de condamner"},
		{"fr", "Des autorités et de condamner"},
		{"ru", "в связи с этим осудить"},
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

// TestEveryInfinitive finds each infinitive of i18n at the head of a text, alone and
// after what goes before it, and not after another verb.
func TestEveryInfinitive(t *testing.T) {
	for _, l := range report.Langs {
		say := catalogue.In(string(l)).Say
		for _, v := range report.Verbs() {
			for text := range strings.SplitSeq(say("infinitive-"+string(v)), "|") {
				for _, before := range append(strings.Split(say("infinitive-after"), "|"), "") {
					got := operative.Clauses(l, before+text+" 2")
					if len(got) == 0 || !strings.EqualFold(got[0].Words, text) || !slices.Contains(got[0].Verbs, v) {
						t.Errorf("%s: %q, a form of %s, is not found: %+v", l, before+text, v, got)
					}
				}
				if l == "zh" {
					continue // has one form of a verb for both
				}
				finite, _, _ := strings.Cut(say("verb-decides"), "|")
				for _, c := range operative.Clauses(l, finite+" 2, "+text+" 3") {
					if strings.EqualFold(c.Words, text) {
						t.Errorf("%s: %q is taken for a verb after %q", l, text, finite)
					}
				}
			}
		}
	}
}

// A request of a sub-paragraph has the verb of the text that asks it, from the inside out.
func TestOfRequest(t *testing.T) {
	en := func(s string) report.Text { return report.Text{En: s} }
	p := &report.Paragraph{ID: "op01", Text: en("Requests the Secretary-General:"), Closing: en("and strongly urges States to help him;")}
	outer := &report.Subparagraph{ID: "a", Text: en("To encourage States:"), Paragraph: p}
	inner := &report.Subparagraph{ID: "a-i", Within: "a", Text: en("To report, and to call on others to do so;"), Paragraph: p}
	p.Subparagraphs = []*report.Subparagraph{outer, inner}
	for i, tt := range []struct {
		within string
		verb   report.Verb
		want   string
	}{
		{"", report.Requests, "Requests"},
		{"a", "encourages", "Encourage"},
		{"a", report.Requests, "Requests"},
		{"a-i", "calls-upon", "Call on"},
		{"a-i", "encourages", "Encourage"},
		{"a-i", report.Requests, "Requests"},
		{"", report.Urges, "Strongly urges"},
		{"", "proclaims", "Proclaims"},
	} {
		q := &report.Request{ID: fmt.Sprint("r", i), Subparagraph: tt.within, Verb: tt.verb, Paragraph: p}
		p.Requests = []*report.Request{q}
		if got := operative.OfRequest("en", func(s string) string { return s }, p, q); got != tt.want {
			t.Errorf("%s in %q is %q, want %q", tt.verb, tt.within, got, tt.want)
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
