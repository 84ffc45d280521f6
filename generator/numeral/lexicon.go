package numeral

import "strings"

type kind uint8

const (
	_        kind = iota
	addend        // a part below a hundred, and in some languages a number of hundreds
	hundred       // multiplies what is before it in its group: "hundred", "dozen"
	scale         // multiplies its group: "thousand"
	joiner        // "and"
	article       // one, before a word that multiplies: "a hundred"
	fraction      // makes the number another than a whole one
	vague         // makes what follows an unknown number: "several hundred"
	share         // before a hundred that is a share: "per cent"
)

type word struct {
	kind    kind
	value   int64
	bare    int64 // of hundred and scale: how often its value it is by itself, as "mille"; 0 for none
	article bool  // of an addend: alone it is not a number, as "une"
	and     bool  // it begins with the conjunction, as in Arabic
}

// lexicons are the words of each language. Several words of one value are the forms of
// gender, number and case, and spellings.
var lexicons = map[string]map[string]word{
	"en": lexicon(words{
		addends: "zero,nil | one | two | three | four | five | six | seven | eight | nine | ten | eleven | twelve | thirteen | fourteen | fifteen | sixteen | seventeen | eighteen | nineteen",
		tens:    "twenty | thirty | forty,fourty | fifty | sixty | seventy | eighty | ninety",
		hundred: "hundred", dozen: "dozen",
		scales: "thousand | million | billion | trillion",
		joiner: "and", article: "a an",
		fraction: "half halves quarter quarters third thirds point fifth fifths tenth tenths",
		vague:    "several few many some", share: "per",
	}),
	"fr": lexicon(words{
		addends: "zéro | un,une | deux | trois | quatre | cinq | six | sept | huit | neuf | dix | onze | douze | treize | quatorze | quinze | seize",
		tens:    "vingt,vingts | trente | quarante | cinquante | soixante | septante | huitante,octante | nonante",
		hundred: "cent,cents", dozen: "douzaine,douzaines",
		scales: "mille | million,millions | milliard,milliards | billion,billions",
		bare:   "cent mille", joiner: "et", articles: "un une",
		fraction: "demi demie demis moitié tiers quart quarts virgule cinquième cinquièmes dixième dixièmes",
		vague:    "quelques plusieurs", share: "pour",
	}),
	"es": lexicon(words{
		addends: "cero | un,una,uno | dos | tres | cuatro | cinco | seis | siete | ocho | nueve | diez | once | doce | trece | catorce | quince | dieciséis | diecisiete | dieciocho | diecinueve | veinte | veintiuno,veintiún,veintiuna | veintidós | veintitrés | veinticuatro | veinticinco | veintiséis | veintisiete | veintiocho | veintinueve",
		tens:    " | treinta | cuarenta | cincuenta | sesenta | setenta | ochenta | noventa",
		hundreds: "cien,ciento | doscientos,doscientas | trescientos,trescientas | cuatrocientos,cuatrocientas | quinientos,quinientas | " +
			"seiscientos,seiscientas | setecientos,setecientas | ochocientos,ochocientas | novecientos,novecientas",
		dozen:  "docena,docenas",
		scales: "mil | millón,millones | | billón,billones",
		bare:   "mil", joiner: "y", articles: "un una uno",
		fraction: "medio media mitad tercio tercios cuarto cuartos coma quinto quintos décimo décimos",
		vague:    "varios varias algunos algunas", share: "por",
	}),
	"ru": lexicon(words{
		addends: "ноль,нуль | один,одна,одно,одного,одной | два,две,двух | три,трех,трёх | четыре,четырех,четырёх | пять,пяти | шесть,шести | семь,семи | восемь,восьми | девять,девяти | десять,десяти | " +
			"одиннадцать,одиннадцати | двенадцать,двенадцати | тринадцать,тринадцати | четырнадцать,четырнадцати | пятнадцать,пятнадцати | шестнадцать,шестнадцати | семнадцать,семнадцати | восемнадцать,восемнадцати | девятнадцать,девятнадцати",
		tens:     "двадцать,двадцати | тридцать,тридцати | сорок,сорока | пятьдесят,пятидесяти | шестьдесят,шестидесяти | семьдесят,семидесяти | восемьдесят,восьмидесяти | девяносто,девяноста",
		hundreds: "сто,ста | двести,двухсот | триста,трехсот,трёхсот | четыреста,четырехсот,четырёхсот | пятьсот,пятисот | шестьсот,шестисот | семьсот,семисот | восемьсот,восьмисот | девятьсот,девятисот",
		dozen:    "дюжина,дюжины,дюжин",
		scales:   "тысяча,тысячи,тысяч | миллион,миллиона,миллионов | миллиард,миллиарда,миллиардов | триллион,триллиона,триллионов",
		bare:     "тысяча миллион миллиард",
		fraction: "половина половины полтора полторы треть трети четверть четверти целых десятых",
		vague:    "несколько нескольких",
	}),
	"ar": lexicon(words{
		addends: "صفر | واحد,واحدة | اثنان,اثنين,اثنتان,اثنتين,اثنا,اثني,اثنتا,اثنتي | ثلاث,ثلاثة | أربع,أربعة | خمس,خمسة | ست,ستة | سبع,سبعة | ثمان,ثماني,ثمانية | تسع,تسعة | عشر,عشرة",
		tens:    "عشرون,عشرين | ثلاثون,ثلاثين | أربعون,أربعين | خمسون,خمسين | ستون,ستين | سبعون,سبعين | ثمانون,ثمانين | تسعون,تسعين",
		hundreds: "مئة,مائة | مئتان,مئتين,مائتان,مائتين,مئتا,مائتا | ثلاثمئة,ثلاثمائة | أربعمئة,أربعمائة | خمسمئة,خمسمائة | " +
			"ستمئة,ستمائة | سبعمئة,سبعمائة | ثمانمئة,ثمانمائة,ثمانيمائة | تسعمئة,تسعمائة",
		scales: "ألف,آلاف,ألفا | مليون,ملايين,مليونا | مليار,مليارات,بليون,بلايين | تريليون",
		duals:  "ألفان,ألفين | مليونان,مليونين | ملياران,مليارين,بليونان,بليونين",
		bare:   "ألف مليون مليار بليون", conjunction: "و",
		fraction: "نصف ثلث ربع فاصلة",
		vague:    "عدة بضع بضعة",
	}),
}

// words are the words of a language: values are separated by “|”, the forms of one value
// by commas.
type words struct {
	addends      string // from zero on
	tens         string // from twenty on
	hundreds     string // where each hundred has a word, from one hundred on
	hundred      string // where one word multiplies
	dozen        string
	scales       string // from a thousand on, each a thousand times the one before
	duals        string // for two of each scale
	bare         string // words of hundreds and scales that are numbers by themselves
	joiner       string
	article      string // before hundreds and scales alone
	articles     string // addends that alone are articles
	conjunction  string // that words begin with
	fraction     string
	vague, share string
}

func lexicon(w words) map[string]word {
	m := make(map[string]word)
	list := func(s string, value func(i int) word) {
		for i, forms := range strings.Split(s, "|") {
			for _, f := range strings.Split(forms, ",") {
				f = strings.TrimSpace(f)
				if f == "" {
					continue
				}
				m[f] = value(i)
				if w.conjunction != "" {
					joined := value(i)
					joined.and = true
					m[w.conjunction+f] = joined
				}
			}
		}
	}
	list(w.addends, func(i int) word { return word{kind: addend, value: int64(i)} })
	list(w.tens, func(i int) word { return word{kind: addend, value: int64(20 + 10*i)} })
	list(w.hundreds, func(i int) word { return word{kind: addend, value: int64(100 + 100*i)} })
	list(w.hundred, func(int) word { return word{kind: hundred, value: 100} })
	list(w.dozen, func(int) word { return word{kind: hundred, value: 12} })
	list(w.scales, func(i int) word { return word{kind: scale, value: power(i + 1)} })
	list(w.duals, func(i int) word { return word{kind: scale, value: power(i + 1), bare: 2} })
	for k, s := range map[kind]string{joiner: w.joiner, article: w.article, fraction: w.fraction, vague: w.vague, share: w.share} {
		for f := range strings.FieldsSeq(s) {
			m[f] = word{kind: k}
			if w.conjunction != "" {
				m[w.conjunction+f] = word{kind: k, and: true}
			}
		}
	}
	set := func(forms string, change func(w *word)) {
		for f := range strings.FieldsSeq(forms) {
			for _, f := range []string{f, w.conjunction + f} {
				is := m[f]
				change(&is)
				m[f] = is
			}
		}
	}
	set(w.bare, func(w *word) { w.bare = 1 })
	set(w.articles, func(w *word) { w.article = true })
	return m
}

// power is a thousand to the power of n.
func power(n int) int64 {
	v := int64(1)
	for range n {
		v *= 1000
	}
	return v
}
