package diff

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/generator/report"
)

// sameWord reports whether two words differ only in editorial matters:
// the form of quotation marks, hyphens and spaces, a known spelling variant of the
// language, or an initial capital. Words that differ in a digit,
// an accent, a hyphen or a letter are not the same otherwise.
func sameWord(lang report.Lang, x, y string) bool {
	x, y = typographic(x), typographic(y)
	if x == y {
		return true
	}
	if strings.ContainsFunc(x, unicode.IsDigit) || strings.ContainsFunc(y, unicode.IsDigit) {
		return false
	}
	bx, by, ok := lowerInitials(x, y)
	if !ok {
		return false
	}
	return bx == by || variant(lang, bx) == variant(lang, by)
}

// typographic returns the word with one form for each kind of mark. Different kinds
// remain different: a hyphen is neither a dash nor a minus sign.
func typographic(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		plain = plain && s[i] < utf8.RuneSelf && s[i] != '\''
	}
	if plain {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch r {
		case '\'', '’', '‘', '‛', 'ʼ':
			r = '\''
		case '"', '“', '”', '„', '‟', '«', '»':
			r = '"'
		case '‐', '‑':
			r = '-'
		case '—', '―':
			r = '–'
		case '\u00ad', '\u200b', '\u2060', '\ufeff':
			continue // which parts nothing that is read
		case 'œ':
			b.WriteString("oe")
			continue
		case 'Œ':
			b.WriteString("Oe")
			continue
		case 'æ':
			b.WriteString("ae")
			continue
		case 'Æ':
			b.WriteString("Ae")
			continue
		default:
			if unicode.IsSpace(r) {
				r = ' '
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

// lowerInitials returns two words with lower-case initials, if a capital initial does
// not change their meaning. Words in capitals, and words that mean something else with
// a capital, stay as they are.
func lowerInitials(x, y string) (bx, by string, ok bool) {
	rx, nx := utf8.DecodeRuneInString(x)
	ry, ny := utf8.DecodeRuneInString(y)
	if rx == ry {
		return x, y, true
	}
	if unicode.ToLower(rx) != unicode.ToLower(ry) {
		return "", "", false
	}
	bx, by = string(unicode.ToLower(rx))+x[nx:], string(unicode.ToLower(ry))+y[ny:]
	for _, w := range []string{bx, by} {
		if strings.ContainsFunc(w, unicode.IsUpper) || utf8.RuneCountInString(w) < 2 || otherSense(w) {
			return "", "", false
		}
	}
	return bx, by, true
}

// otherSense reports whether a capital changes the meaning of a word: the name of a
// month, a country or a person that is also a common word, an institution, an
// instrument or a people.
func otherSense(w string) bool {
	if senses[w] {
		return true
	}
	for _, end := range []string{"s", "es", "’s", "'s"} {
		if stem, ok := strings.CutSuffix(w, end); ok && senses[stem] {
			return true
		}
	}
	return false
}

var senses = set(
	// English
	"may march august mark marks will bill rose grace faith hope iris ivy jack frank grant pat rob sue art drew chase dean duke earl king miles page paige reed reid sally wade ward young long black white brown green gray grey",
	"turkey polish china chile jordan georgia guinea japan mali niger chad togo guernsey jersey holland cuba peru oman korea lima nice reading bath mobile hamburg job smith cook bush major ambassador",
	"state member nation party council assembly government parliament congress senate house cabinet crown court tribunal ministry minister president chairman chair secretary secretariat general governor mayor commission commissioner committee convention covenant protocol treaty charter statute constitution act code declaration agreement pact strategy fund bank union federation republic kingdom commonwealth community authority agency organization organisation league court church mission force power security international universal united central western eastern northern southern west east north south orient occident internet web net bar labour labor liberal conservative democrat democratic republican communist socialist green orthodox catholic reformed methodist pope bible scripture lord god mass lent advent passion ascension assumption",
	"earth moon sun mercury mars venus saturn pluto titan atlas bush cork delta dame pole slav swede swiss finn scot turk welsh scotch french dutch thai lapp cancer apollo",
	// French
	"état membre nation partie parti conseil assemblée gouvernement parlement congrès sénat cour tribunal ministère ministre président présidente secrétaire secrétariat gouverneur maire comité commission commissaire convention pacte protocole traité charte statut constitution loi code déclaration accord stratégie fonds banque union fédération république royaume communauté autorité agence organisation ligue église mission force puissance orient occident ouest est nord sud toile livre bourse bible dieu seigneur messe carême passion ascension assomption terre lune soleil mercure mars vénus noël manche nice tours pierre rose marguerite olive claire prudence constance français française anglais anglaise espagnol espagnole russe chinois chinoise arabe allemand allemande suisse italien italienne américain américaine africain africaine européen européenne asiatique turc turque polonais polonaise grec grecque juif juive noir blanc noire blanche",
	// Spanish
	"estado miembro nación parte partido consejo asamblea gobierno parlamento congreso senado corte tribunal ministerio ministro presidente secretario secretaría gobernador comité comisión convenio convención pacto protocolo tratado carta estatuto constitución ley código declaración acuerdo estrategia fondo banco unión federación república reino comunidad autoridad agencia organización iglesia misión fuerza potencia oriente occidente oeste este norte sur tierra luna sol marte granada",
	// Russian
	"государство государства член нация партия совет ассамблея правительство парламент суд комитет комиссия конференция конвенция пакт протокол договор устав конституция закон декларация соглашение стратегия фонд банк союз федерация республика сообщество организация церковь миссия сила восток запад север юг земля луна солнце мир рим",
)

func set(lists ...string) map[string]bool {
	m := make(map[string]bool)
	for _, list := range lists {
		for w := range strings.FieldsSeq(list) {
			m[w] = true
		}
	}
	return m
}

// variant returns one form for all known spellings of a word in lower case.
func variant(lang report.Lang, w string) string {
	switch lang {
	case "en":
		return englishVariant(w)
	case "fr":
		return frenchVariants.Replace(w)
	}
	return w
}

// englishVariant writes words that British, American and United Nations
// spelling write in two ways in one of them.
func englishVariant(w string) string {
	if to, ok := englishWords[w]; ok {
		return to
	}
	w = englishStems.Replace(w)
	// Words such as "prise" and "prize" are short, and others.
	const stem = 4
	for _, e := range [][2]string{
		{"ise", "ize"}, {"ised", "ized"}, {"ises", "izes"}, {"ising", "izing"}, {"iser", "izer"}, {"isers", "izers"},
		{"isation", "ization"}, {"isations", "izations"}, {"isational", "izational"}, {"yse", "yze"}, {"ysed", "yzed"}, {"yses", "yzes"}, {"ysing", "yzing"},
	} {
		if head, ok := strings.CutSuffix(w, e[0]); ok && len(head) >= stem {
			return head + e[1]
		}
	}
	return w
}

// englishStems are parts of words that occur in no other words.
var englishStems = strings.NewReplacer(strings.Fields(`
	favour favor  colour color  honour honor  labour labor  behaviour behavior  neighbour neighbor  endeavour endeavor
	harbour harbor  rumour rumor  vapour vapor  humour humor  armour armor  flavour flavor  rigour rigor  vigour vigor
	candour candor  odour odor  saviour savior  savour savor  valour valor  splendour splendor  fervour fervor  ardour ardor
	clamour clamor  demeanour demeanor  centre center  theatre theater  fibre fiber  calibre caliber  sombre somber
	spectre specter  lustre luster  defence defense  offence offense  pretence pretense  licence license
	travelle travele  travelli traveli  cancelle cancele  cancelli canceli  counselle counsele  counselli counseli
	counsello counselo  labelle labele  labelli labeli  signalle signale  signalli signali  modelle modele  modelli modeli
	totalle totale  totalli totali  fuelle fuele  fuelli fueli  channelle channele  channelli channeli  levelle levele
	levelli leveli  marshalle marshale  marshalli marshali  quarrelle quarrele  quarrelli quarreli
	co-operat cooperat  co-ordinat coordinat  co-sponsor cosponsor  counter-terroris counterterroris  anti-terroris antiterroris
	sub-region subregion  inter-agency interagency  inter-governmental intergovernmental  pre-eminen preeminen  re-establish reestablish
	non-proliferation nonproliferation  encyclopaedi encyclopedi  paediatr pediatr  anaesth anesth  archaeolog archeolog
	manoeuvr maneuver  aluminium aluminum  sulphur sulfur  plough plow`)...)

// englishWords are whole words.
var englishWords = mapOf(`
	judgement judgment  judgements judgments  acknowledgement acknowledgment  acknowledgements acknowledgments  ageing aging
	grey gray  catalogue catalog  catalogues catalogs  dialogue dialog  dialogues dialogs  analogue analog  programme program
	programmes programs  fulfil fulfill  fulfils fulfills  fulfilment fulfillment  enrol enroll  enrols enrolls
	enrolment enrollment  instalment installment  instalments installments  skilful skillful  wilful willful  wilfully willfully
	towards toward  e-mail email  e-mails emails  on-line online  off-line offline
	jewellery jewelry  practise practice  practises practices  practised practiced  practising practicing  cosy cozy
	sceptical skeptical  sceptic skeptic  mould mold  moulds molds  moult molt  artefact artifact  artefacts artifacts
	connexion connection  inflexion inflection  gaol jail  medieval mediaeval  likeable likable  sizeable sizable  sizeably sizably
	moveable movable  useable usable  unuseable unusable  saleable salable`)

// frenchVariants are the spellings before and after the reform of 1990 that occur in
// no other words.
var frenchVariants = strings.NewReplacer(strings.Fields(`
	évènement événement  règlementa réglementa  règlementer réglementer  allègement allégement  connaître connaitre
	connaît connait  naître naitre  paraître paraitre  paraît parait  maîtri maitri  entraîn entrain  chaîn chain  août aout
	sûreté sureté  dûment dument  assidûment assidument  week-end weekend  clefs clés  clef clé  brûl brul  goût gout
	piqûre piqure  maître maitre`)...)

func mapOf(list string) map[string]string {
	m := make(map[string]string)
	words := strings.Fields(list)
	for i := 0; i < len(words); i += 2 {
		m[words[i]] = words[i+1]
	}
	return m
}
