package search

import (
	"strings"
	"testing"

	"rapporteur/generator/register"
	"rapporteur/generator/register/names"
	"rapporteur/generator/report"

	"github.com/chromedp/chromedp"
)

// topics are records of a report in six languages, by path.
var topics = []struct {
	path  string
	title map[report.Lang]string
	text  map[report.Lang]string
}{
	{"laws", map[report.Lang]string{
		"en": "Model laws on terrorism", "fr": "Loi type contre le terrorisme", "es": "Ley modelo contra el terrorismo",
		"ru": "Типовой закон о борьбе с терроризмом", "ar": "القانون النموذجي لمكافحة الإرهاب", "zh": "反恐示范法",
	}, map[report.Lang]string{
		"en": "A legislator may adapt the law.", "fr": "Le législateur peut adapter la loi.", "es": "El legislador puede adaptar la ley.",
		"ru": "Законодатель может приспособить закон.", "ar": "يمكن للمشرّع تكييف القانون.", "zh": "立法者可以调整该法。",
	}},
	{"ratification", map[report.Lang]string{
		"en": "Ratification of the conventions", "fr": "Ratification des conventions", "es": "Ratificación de los convenios",
		"ru": "Ратификация конвенций", "ar": "التصديق على المعاهدات", "zh": "批准各项公约",
	}, map[report.Lang]string{
		"en": "Twenty-six States deposited an instrument on 27 July 2008.", "fr": "Vingt-six États ont déposé un instrument le 27 juillet 2008.",
		"es": "Veintiséis Estados depositaron un instrumento el 27 de julio de 2008.", "ru": "Двадцать шесть государств сдали на хранение документ 27 июля 2008 года.",
		"ar": "أودعت ست وعشرون دولة صكاً في 27 تموز/يوليه 2008.", "zh": "二十六个国家于2008年7月27日交存文书。",
	}},
	{"children", map[report.Lang]string{
		"en": "Protection of the child", "fr": "Protection de l’enfant", "es": "Protección del niño",
		"ru": "Защита ребенка", "ar": "حماية الطفل", "zh": "儿童保护",
	}, map[report.Lang]string{
		"en": "The right of each child.", "fr": "Le droit de chaque enfant.", "es": "El derecho de cada niño.",
		"ru": "Право каждого ребенка.", "ar": "حق كل طفل.", "zh": "每个儿童的权利。",
	}},
	{"nuclear", map[report.Lang]string{
		"en": "Nuclear Terrorism Convention", "fr": "Convention sur le terrorisme nucléaire", "es": "Convenio sobre el terrorismo nuclear",
		"ru": "Конвенция о ядерном терроризме", "ar": "اتفاقية الإرهاب النووي", "zh": "核恐怖主义公约",
	}, map[report.Lang]string{
		"en": "Acts of nuclear terrorism.", "fr": "Actes de terrorisme nucléaire.", "es": "Actos de terrorismo nuclear.",
		"ru": "Акты ядерного терроризма.", "ar": "أعمال الإرهاب النووي.", "zh": "核恐怖主义行为。",
	}},
	{"material", map[report.Lang]string{
		"en": "Protection of nuclear material", "fr": "Protection des matières nucléaires", "es": "Protección de los materiales nucleares",
		"ru": "Защита ядерного материала", "ar": "حماية المواد النووية", "zh": "核材料保护",
	}, map[report.Lang]string{
		"en": "Material that is nuclear, and terrorism.", "fr": "Des matières nucléaires, et le terrorisme.", "es": "Materiales nucleares, y el terrorismo.",
		"ru": "Ядерные материалы и терроризм.", "ar": "المواد النووية، ثم الإرهاب.", "zh": "核材料与恐怖主义。",
	}},
	{"workshop", map[report.Lang]string{
		"en": "Workshop for prosecutors in Dakar", "fr": "Atelier pour les procureurs à Dakar", "es": "Taller para fiscales en Dakar",
		"ru": "Семинар для прокуроров в Дакаре", "ar": "حلقة عمل للمدعين العامين في داكار", "zh": "达喀尔检察官讲习班",
	}, map[report.Lang]string{
		"en": "Participants from Uzbekistan and Tanzania trained judges.", "fr": "Des participants d’Ouzbékistan ont formé des juges.", "es": "Participantes de Uzbekistán formaron a jueces.",
		"ru": "Участники из Узбекистана обучали судей.", "ar": "درب مشاركون من أوزبكستان القضاة.", "zh": "来自乌兹别克斯坦的学员培训了法官。",
	}},
	{"strategy", map[report.Lang]string{
		"en": "Global Counter-Terrorism Strategy", "fr": "Stratégie antiterroriste mondiale", "es": "Estrategia Global contra el Terrorismo",
		"ru": "Глобальная контртеррористическая стратегия", "ar": "استراتيجية مكافحة الإرهاب العالمية", "zh": "全球反恐战略",
	}, map[report.Lang]string{
		"en": "Resolution A/RES/60/288. The budget is 36,819,000 dollars.", "fr": "Résolution A/RES/60/288. Le budget est de 36 819 000 dollars.", "es": "Resolución A/RES/60/288. El presupuesto es de 36.819.000 dólares.",
		"ru": "Резолюция A/RES/60/288. Бюджет составляет 36 819 000 долларов.", "ar": "القرار A/RES/60/288. الميزانية 36819000 دولار.", "zh": "第A/RES/60/288号决议。预算为36 819 000美元。",
	}},
}

// manyRecords are those of a report of every State, in a language.
func manyRecords(lang report.Lang) []Doc {
	var docs []Doc
	for _, x := range topics {
		d := Doc{Ref: "activity:" + x.path, Kind: "activity", Path: x.path, Title: x.title[lang], Text: x.text[lang]}
		if x.path == "ratification" {
			d.Dates = []string{"2008-07-27"}
		}
		docs = append(docs, d)
	}
	for _, s := range register.States() {
		docs = append(docs, Doc{Ref: "state:" + s.ID, Kind: "state", Path: s.ID, Title: s.Name.In(lang), Also: names.Of(s.ID)})
	}
	for _, e := range register.Entities() {
		if name := e.Name.In(lang); name != "" {
			docs = append(docs, Doc{Ref: "entity:" + e.ID, Kind: "entity", Path: e.ID, Title: name})
		}
	}
	return docs
}

// asked is what readers type, with the record that they want to see first.
var asked = map[report.Lang][][2]string{
	"en": {
		{"Uzbekistan", "uzb"}, {"Uzbekstan", "uzb"}, {"Tanzanya", "tza"}, {"Ouzbékistan", "uzb"}, {"Ivory Coast", "civ"}, {"Cote d'Ivoire", "civ"},
		{"Burma", "mmr"}, {"Cape Verde", "cpv"}, {"Türkiye", "tur"}, {"turkey", "tur"}, {"North Korea", "prk"}, {"Swaziland", "swz"},
		{"ratify", "ratification"}, {"ratified", "ratification"}, {"ratification of the conventions", "ratification"}, {"children", "unicef"}, {"childs", "children"},
		{"legislators", "laws"}, {"\"nuclear terrorism\"", "nuclear"}, {"2008-07-27", "ratification"}, {"27 July 2008", "ratification"},
		{"60/288", "strategy"}, {"36819000", "strategy"}, {"prosecutor", "workshop"}, {"prosecuters", "workshop"}, {"strategies", "strategy"},
	},
	"fr": {
		{"Ouzbékistan", "uzb"}, {"Ouzbekistan", "uzb"}, {"Uzbekistan", "uzb"}, {"Égypte", "egy"}, {"egipte", "egy"}, {"Birmanie", "mmr"},
		{"lois", "laws"}, {"ratifier", "ratification"}, {"ratifient", "ratification"}, {"enfants", "children"}, {"procureur", "workshop"},
		{"droits", "human-rights-council"}, {"\"terrorisme nucléaire\"", "nuclear"}, {"2008-07-27", "ratification"}, {"27 juillet 2008", "ratification"}, {"stratejie", "strategy"},
	},
	"es": {
		{"Uzbekistán", "uzb"}, {"Uzbequistán", "uzb"}, {"Costa de Marfil", "civ"}, {"niños", "children"}, {"niñas", "children"}, {"derechos", "human-rights-council"},
		{"ratificar", "ratification"}, {"leyes", "laws"}, {"talleres", "workshop"}, {"fiscal", "workshop"}, {"\"terrorismo nuclear\"", "nuclear"}, {"Tansania", "tza"},
	},
	"ru": {
		{"Узбекистан", "uzb"}, {"Узбекестан", "uzb"}, {"Танзания", "tza"}, {"Бирма", "mmr"}, {"права", "human-rights-council"}, {"законы", "laws"}, {"законами", "laws"},
		{"ратифицировать", "ratification"}, {"прокурор", "workshop"}, {"семинары", "workshop"}, {"\"ядерного терроризма\"", "nuclear"}, {"2008-07-27", "ratification"},
	},
	"ar": {
		{"أوزبكستان", "uzb"}, {"مصر", "egy"}, {"ساحل العاج", "civ"}, {"معاهدات", "ratification"}, {"والمعاهدات", "ratification"}, {"قانون", "laws"}, {"بالقانون", "laws"},
		{"للطفل", "children"}, {"بالطفل", "children"}, {"طفل", "children"}, {"استراتيجيات", "strategy"}, {"داكار", "workshop"},
	},
	"zh": {
		{"乌兹别克斯坦", "uzb"}, {"象牙海岸", "civ"}, {"埃及", "egy"}, {"儿童", "children"}, {"公约", "ratification"}, {"核恐怖主义公约", "nuclear"},
		{"示范法", "laws"}, {"检察官", "workshop"}, {"2008-07-27", "ratification"},
	},
}

// Readers find what they look for at the first place: by other forms of its words and of
// words of their family, misspelt, between quotation marks, by the names of States in any
// language and of the past, and by dates.
func TestWantedIsFirst(t *testing.T) {
	ctx := browser(t)
	indexes := make(map[string][]File)
	for _, lang := range report.Langs {
		indexes[string(lang)] = Index(string(lang), manyRecords(lang))
	}
	s := serve(t, indexes)
	n := 0
	for _, lang := range report.Langs {
		do(t, ctx, chromedp.Navigate(s.url+"/"+string(lang)+"/search/"))
		var words []string
		for _, q := range asked[lang] {
			words = append(words, q[0])
		}
		for i, got := range searchAll(t, ctx, words) {
			n++
			if want := asked[lang][i][1]; len(got.Hits) == 0 || got.Hits[0] != want {
				t.Errorf("%s: %q finds %q (%s), want %s first", lang, words[i], got.Hits, got.Status, want)
			}
		}
	}
	if n < 80 {
		t.Errorf("%d queries are tried, want 80", n)
	}
	// What a first search loads, uncompressed; TestFirstLoad measures it on a site.
	// Chinese words have no other forms, and need no list of them.
	if pieces := s.pieces(); strings.Count(strings.Join(pieces, " "), "f.json") != len(report.Langs)-1 {
		t.Errorf("the list of forms is not asked for once in each language but Chinese: %q", pieces)
	}
}
