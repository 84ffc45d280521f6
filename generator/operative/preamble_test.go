package operative

import (
	"testing"

	"rapporteur/generator/report"
)

func TestOpening(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"en", "Recalling all its resolutions", "Recalling"},
		{"en", "Considering also that, in the Strategy,", "Considering also"},
		{"en", "Taking into account that", "Taking into account"},
		{"en", "Noting with appreciation the initiatives", "Noting with appreciation"},
		{"en", "Deeply concerned that acts of terrorism persist,", "Deeply concerned"},
		{"en", "Expressing its deep concern at", "Expressing its deep concern"},
		{"en", "Recallings of another kind", ""},
		{"en", "States are recalling", ""},
		{"fr", "Considérant également que, dans la Stratégie,", "Considérant également"},
		{"fr", "Tenant compte de ce que", "Tenant compte"},
		{"fr", "Ayant à l'esprit les buts", "Ayant à l'esprit"},
		{"fr", "Se déclarant profondément préoccupée par", "Se déclarant profondément préoccupée"},
		{"es", "Tomando nota con reconocimiento de", "Tomando nota con reconocimiento"},
		{"ru", "Вновь подтверждая Глобальную стратегию", "Вновь подтверждая"},
		{"ru", "Отмечая с удовлетворением инициативы", "Отмечая с удовлетворением"},
		{"de", "In Bekräftigung", ""},
		{"en", "", ""},
	} {
		if got := Opening(report.Lang(c.lang), c.text); got != c.want {
			t.Errorf("%s: %q begins with %q, want %q", c.lang, c.text, got, c.want)
		}
	}
}
