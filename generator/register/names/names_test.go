package names

import (
	"slices"
	"testing"

	"rapporteur/generator/register"
)

// A State is known by its names in the six languages, as people call it and as it was
// called; a name leads to one State, but for names of more than one in the CLDR.
func TestOf(t *testing.T) {
	for id, want := range map[string][]string{
		"civ": {"Côte d’Ivoire", "Ivory Coast", "Costa de Marfil", "ساحل العاج"},
		"uzb": {"Uzbekistan", "Ouzbékistan", "Узбекистан", "乌兹别克斯坦", "أوزبكستان"},
		"ven": {"Venezuela"}, "lao": {"Laos"}, "prk": {"North Korea", "朝鲜"},
		"tur": {"Turkey", "Türkiye", "土耳其"}, "mmr": {"Burma", "Birmanie"}, "cpv": {"Cape Verde", "Cabo Verde"},
		"gbr": {"United Kingdom", "Royaume-Uni", "英国"},
	} {
		names := Of(id)
		for _, name := range want {
			if !slices.Contains(names, name) {
				t.Errorf("%s is not known as %q: %q", id, name, names)
			}
		}
	}
	if names := Of("xyz"); names != nil {
		t.Errorf("an unknown State has the names %q", names)
	}
	of := make(map[string]string)
	for _, s := range register.States() {
		for _, name := range Of(s.ID) {
			if other := of[name]; other != "" {
				t.Errorf("%q is %s and %s", name, other, s.ID)
			}
			of[name] = s.ID
		}
	}
	for id := range alsoCalled() {
		if Of(id) == nil {
			t.Errorf("names.csv has names of %q, which is no State", id)
		}
	}
}
