package check

import (
	"slices"
	"strings"

	"rapporteur/generator/report"
)

// styleRules returns the rules of the house style of the Secretariat, separately
// for English and French, and the typographic ones of the other languages.
func styleRules() []Rule {
	return slices.Concat(numberRules(), dateStyleRules(), wordRules(), typeRules(), orderRules(), typography(), repeatRules())
}

const (
	houseStyle   = " House style of the Secretariat (United Nations Editorial Manual)."
	houseStyleFr = " House style of the Secretariat for documents in French."
)

// inEach returns a rule for English and one for French.
func inEach(name, family, en, fr string, run func(*Pass, report.Lang)) []Rule {
	return []Rule{
		{Name: name + "-en", Family: family, Warns: true, Doc: en + houseStyle, Run: func(p *Pass) { run(p, "en") }},
		{Name: name + "-fr", Family: family, Warns: true, Doc: fr + houseStyleFr, Run: func(p *Pass) { run(p, "fr") }},
	}
}

// labels returns the words after which a number is a label and not a quantity.
func labels(lang report.Lang) map[string]bool {
	if lang == "fr" {
		return oneOf("paragraphe paragraphes par section sections sect article articles art arts chapitre chapitres chap fig figs partie parties annexe annexes " +
			"tableau tableaux figure figures point points règle règles résolution résolutions no nos numéro numéros page pages p pp " +
			"volume vol tome phase étape outil protocole groupe version objectif objectifs cible niveau session encadré note notes " +
			"colonne ligne catégorie classe type option module lot alinéa alinéas renvoi recommandation recommandations titre")
	}
	return oneOf("paragraph paragraphs para paras section sections sect article articles art arts chapter chapters chap fig figs part parts annex annexes " +
		"table tables figure figures item items rule rules resolution resolutions no nos number numbers page pages p pp volume vol " +
		"phase step stage tool protocol group version point points goal goals target level session box note notes column line row " +
		"category class tier type round footnote option cluster module lot recommendation recommendations")
}

// months maps the names of months, in lower case, to their numbers.
var months = map[report.Lang]map[string]int{
	"en": numbered("january february march april may june july august september october november december"),
	"fr": numbered("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
}

// numbered maps the words of a list to their 1-based positions.
func numbered(list string) map[string]int {
	set := make(map[string]int)
	for i, w := range strings.Fields(list) {
		set[w] = i + 1
	}
	return set
}
