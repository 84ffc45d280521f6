package numeral_test

import (
	"fmt"
	"testing"

	"rapporteur/generator/numeral"
)

func TestFind(t *testing.T) {
	for _, c := range []struct {
		lang, text string
		want       string // values, with the words they were read from
	}{
		{"en", "twelve", "12=twelve"},
		{"en", "Some twenty-five countries", "25=twenty-five"},
		{"en", "one hundred and fifty-eight", "158=one hundred and fifty-eight"},
		{"en", "a hundred States", "100=a hundred"},
		{"en", "a State", ""},
		{"en", "nineteen hundred", "1900=nineteen hundred"},
		{"en", "three hundred thousand and five", "300005=three hundred thousand and five"},
		{"en", "two million three hundred and six thousand one hundred and eleven", "2306111=two million three hundred and six thousand one hundred and eleven"},
		{"en", "ten and fifteen", "10=ten 15=fifteen"},
		{"en", "one hundred and two hundred", "100=one hundred 200=two hundred"},
		{"en", "between ten and twenty thousand", "10=ten 20000=twenty thousand"},
		{"en", "three, four or five", "3=three 4=four 5=five"},
		{"en", "three four", "3=three 4=four"},
		{"en", "a dozen", "12=a dozen"},
		{"en", "two dozen officials", "24=two dozen"},
		{"en", "zero", "0=zero"},
		{"en", "several hundred", ""},
		{"en", "hundreds of thousands", ""},
		{"en", "one and a half million", ""},
		{"en", "half a million", ""},
		{"en", "two thirds of the States", ""},
		{"en", "one point five", ""},
		{"en", "At this point twelve countries and half of the others had fifteen.", "12=twelve 15=fifteen"},
		{"fr", "Un tiers des pays, soit douze, à ce point.", "12=douze"},
		{"es", "un millón y medio", ""},
		{"ar", "مليون ونصف", ""},
		{"en", "a great many", ""},
		{"en", "the sixtieth session", ""},
		{"en", "1.5 million", ""},
		{"en", "12 hundred", ""},
		{"fr", "douze", "12=douze"},
		{"fr", "vingt et un États", "21=vingt et un"},
		{"fr", "soixante et onze", "71=soixante et onze"},
		{"fr", "soixante-dix-sept", "77=soixante-dix-sept"},
		{"fr", "quatre-vingts", "80=quatre-vingts"},
		{"fr", "quatre-vingt-dix-neuf", "99=quatre-vingt-dix-neuf"},
		{"fr", "cent quatre-vingt-un", "181=cent quatre-vingt-un"},
		{"fr", "nonante-cinq", "95=nonante-cinq"},
		{"fr", "mille neuf cent quatre-vingt-dix-neuf", "1999=mille neuf cent quatre-vingt-dix-neuf"},
		{"fr", "trois cent mille", "300000=trois cent mille"},
		{"fr", "un million deux cents", "1000200=un million deux cents"},
		{"fr", "une douzaine de pays", "12=une douzaine"},
		{"fr", "un pays", ""},
		{"fr", "quelques milliers", ""},
		{"fr", "plusieurs cent", ""},
		{"fr", "douze pour cent", "12=douze"},
		{"fr", "un million et demi", ""},
		{"fr", "quinze et seize", "15=quinze 16=seize"},
		{"es", "doce", "12=doce"},
		{"es", "treinta y dos países", "32=treinta y dos"},
		{"es", "ciento cincuenta y ocho", "158=ciento cincuenta y ocho"},
		{"es", "veintitrés mil", "23000=veintitrés mil"},
		{"es", "mil millones", "1000000000=mil millones"},
		{"es", "dos mil quinientos millones", "2500000000=dos mil quinientos millones"},
		{"es", "un país", ""},
		{"ru", "двенадцать", "12=двенадцать"},
		{"ru", "сто пятьдесят восемь государств", "158=сто пятьдесят восемь"},
		{"ru", "две тысячи триста", "2300=две тысячи триста"},
		{"ru", "тысячи людей", ""},
		{"ru", "более двадцати пяти стран", "25=двадцати пяти"},
		{"ar", "اثنا عشر", "12=اثنا عشر"},
		{"ar", "خمسة وعشرون بلدا", "25=خمسة وعشرون"},
		{"ar", "مائة وثمانية وخمسون", "158=مائة وثمانية وخمسون"},
		{"ar", "ثلاثة آلاف", "3000=ثلاثة آلاف"},
		{"ar", "ألفان", "2000=ألفان"},
		{"zh", "十二", "12=十二"},
		{"zh", "一百五十八个国家", "158=一百五十八"},
		{"zh", "三个国家", "3=三"},
		{"zh", "两万三千", "23000=两万三千"},
		{"zh", "一亿二千万", "120000000=一亿二千万"},
		{"zh", "一些国家", ""},
		{"zh", "第十二", ""},
		{"zh", "二〇〇八", ""},
		{"de", "zwölf", ""},
	} {
		got := ""
		for i, n := range numeral.Find(c.text, c.lang) {
			if i > 0 {
				got += " "
			}
			got += fmt.Sprintf("%d=%s", n.Value, c.text[n.From:n.To])
		}
		if got != c.want {
			t.Errorf("Find(%q, %q) = %q, want %q", c.text, c.lang, got, c.want)
		}
	}
}
